"""Who plays: the eleven units of the plan, invented grassroots unions below them, one log-in per role.

Every person and every grassroots union is invented and marked “(mẫu)”.
"""

from __future__ import annotations

from dataclasses import dataclass

SAMPLE = " (mẫu)"
PASSWORD = "guong-sang-2020"
PROVINCE = "Liên đoàn Lao động tỉnh Lai Châu"


@dataclass(frozen=True)
class Branch:
    """A unit of the plan's table, with its grassroots unions as (name, sector)."""

    name: str
    short: str
    kind: str
    place: str
    symbol: str
    members: int
    unions: tuple[tuple[str, str], ...]


PUBLIC, BUSINESS = "public", "business"

BRANCHES = (
    Branch("Liên đoàn Lao động thành phố Lai Châu", "LĐLĐ Thành phố", "district_city", "Lai Châu", "LĐLĐ", 3120, (
        ("Trường Tiểu học Quyết Thắng", PUBLIC),
        ("Công ty TNHH Xây dựng Pu Sam Cáp", BUSINESS),
        ("Trung tâm Văn hóa, Thể thao Đông Phong", PUBLIC),
    )),
    Branch("Liên đoàn Lao động huyện Phong Thổ", "LĐLĐ huyện Phong Thổ", "district", "Phong Thổ", "LĐLĐ", 2480, (
        ("Trường THCS Dào San", PUBLIC),
        ("Hợp tác xã Chuối Nậm Na", BUSINESS),
    )),
    Branch("Liên đoàn Lao động huyện Tam Đường", "LĐLĐ huyện Tam Đường", "district", "Tam Đường", "LĐLĐ", 1760, (
        ("Trường Mầm non Hoa Ban", PUBLIC),
        ("Công ty CP Chè Bản Bo", BUSINESS),
    )),
    Branch("Liên đoàn Lao động huyện Sìn Hồ", "LĐLĐ huyện Sìn Hồ", "district", "Sìn Hồ", "LĐLĐ", 2310, (
        ("Trường PTDTBT Tả Phìn", PUBLIC),
        ("Công ty TNHH Thủy điện Nậm Cuổi", BUSINESS),
        ("Trạm Y tế Noong Hẻo", PUBLIC),
    )),
    Branch("Liên đoàn Lao động huyện Tân Uyên", "LĐLĐ huyện Tân Uyên", "district", "Tân Uyên", "LĐLĐ", 1690, (
        ("Trường THPT Trung Đồng", PUBLIC),
        ("Công ty CP Trà Thân Thuộc", BUSINESS),
    )),
    Branch("Liên đoàn Lao động huyện Than Uyên", "LĐLĐ huyện Than Uyên", "district", "Than Uyên", "LĐLĐ", 1880, (
        ("Trường Tiểu học Mường Cang", PUBLIC),
        ("Công ty TNHH May Mường Than", BUSINESS),
    )),
    Branch("Liên đoàn Lao động huyện Nậm Nhùn", "LĐLĐ huyện Nậm Nhùn", "district", "Nậm Nhùn", "LĐLĐ", 1240, (
        ("Trường THCS Mường Mô", PUBLIC),
        ("Ban Quản lý rừng phòng hộ Nậm Hàng", PUBLIC),
    )),
    Branch("Liên đoàn Lao động huyện Mường Tè", "LĐLĐ huyện Mường Tè", "district", "Mường Tè", "LĐLĐ", 1570, (
        ("Trường PTDTBT Pa Ủ", PUBLIC),
        ("Trạm Khuyến nông Bum Nưa", PUBLIC),
    )),
    Branch("Công đoàn ngành Y tế tỉnh Lai Châu", "Công đoàn ngành Y Tế", "sector_local", "Lai Châu", "CĐN", 2050, (
        ("Bệnh viện Đa khoa Sơn Nam", PUBLIC),
        ("Công ty CP Dược Tây Bắc Xanh", BUSINESS),
    )),
    Branch("Công đoàn ngành Giáo dục tỉnh Lai Châu", "Công đoàn ngành Giáo dục", "sector_local", "Lai Châu", "CĐN", 1430, (
        ("Trường THPT Chuyên Hoàng Liên", PUBLIC),
        ("Trường Cao đẳng Nghề Phong Lan", PUBLIC),
    )),
    Branch("Công đoàn Viên chức tỉnh Lai Châu", "Công đoàn viên chức", "employees", "Lai Châu", "CĐVC", 2760, (
        ("Chi cục Kiểm lâm Mường So", PUBLIC),
        ("Công ty Viễn thông Sông Đà Sáng", BUSINESS),
        ("Trung tâm Lưu trữ Pu Đao", PUBLIC),
    )),
)

# Of a hundred members of each branch: in the public sector, in business, women, of ethnic minorities, direct workers. Invented.
MIXES = {
    "LĐLĐ Thành phố": (38, 57, 49, 22, 55),
    "LĐLĐ huyện Phong Thổ": (66, 31, 54, 48, 33),
    "LĐLĐ huyện Tam Đường": (69, 27, 55, 45, 31),
    "LĐLĐ huyện Sìn Hồ": (78, 18, 53, 57, 24),
    "LĐLĐ huyện Tân Uyên": (54, 43, 56, 39, 44),
    "LĐLĐ huyện Than Uyên": (64, 33, 57, 42, 36),
    "LĐLĐ huyện Nậm Nhùn": (88, 9, 51, 55, 14),
    "LĐLĐ huyện Mường Tè": (93, 5, 49, 63, 11),
    "Công đoàn ngành Y Tế": (86, 12, 68, 29, 17),
    "Công đoàn ngành Giáo dục": (97, 2, 71, 26, 6),
    "Công đoàn viên chức": (74, 23, 45, 24, 21),
}
USUAL_MIX = {PUBLIC: (100, 0, 55, 45, 10), BUSINESS: (0, 100, 44, 38, 80)}  # of a grassroots union, by its sector


@dataclass(frozen=True)
class Login:
    """A demonstration account. `at` is the name of a grassroots union, or the short name of a branch; empty is the province."""

    username: str
    full_name: str
    role: str
    at: str = ""


FILING_UNION = "Công ty CP Chè Bản Bo"  # where the demonstration's filer and head sit
ASKING_BRANCH = "LĐLĐ huyện Tam Đường"  # the branch above it, whose head asks for another place

LOGINS = (
    Login("chuyenvien", "Lê Thu Hà", "officer"),
    Login("lanhdao", "Phạm Quốc Bảo", "approver"),
    Login("vanthu", "Đỗ Thị Mai", "clerk"),
    Login("quantri", "Hoàng Anh Tuấn", "admin"),
    Login("canbo", "Lò Thị Xuân", "filer", FILING_UNION),
    Login("chutich", "Giàng A Páo", "head", FILING_UNION),
    Login("huyen", "Tẩn Thị Mai", "head", ASKING_BRANCH),
)

SURNAMES = ("Nguyễn", "Lò", "Trần", "Vàng", "Giàng", "Lê", "Sùng", "Phạm", "Tao", "Hoàng", "Lý", "Chẻo", "Đỗ", "Hà", "Khoàng", "Bùi")
MIDDLES = ("Thị", "Văn", "Minh", "A", "Thu", "Đức", "Hồng", "Quang", "Thanh", "Ngọc", "Thế")
GIVEN = ("Anh", "Bình", "Chi", "Dung", "Đạt", "Giang", "Hạnh", "Hưng", "Khánh", "Lan", "Mỷ", "Nam", "Oanh", "Páo", "Quyên", "Sơn", "Thủy", "Tùng", "Uyên", "Vinh", "Xuân", "Yến", "Dế")
POSTS = {
    PUBLIC: ("Giáo viên", "Viên chức hành chính", "Tổ trưởng chuyên môn", "Kế toán", "Phó trưởng phòng", "Nhân viên văn thư", "Nhân viên thư viện", "Chủ tịch công đoàn"),
    BUSINESS: ("Tổ trưởng sản xuất", "Công nhân vận hành", "Thợ cơ khí bậc 5/7", "Quản đốc phân xưởng", "Công nhân chế biến", "Kỹ thuật viên", "Đội trưởng thi công", "Nhân viên kho"),
}
TEAMS = {
    PUBLIC: ("Tổ Chuyên môn số 1", "Phòng Tổ chức – Hành chính", "Tổ Văn phòng", "Công đoàn bộ phận số 2", "Tổ Nghiệp vụ"),
    BUSINESS: ("Tổ Sản xuất số 1", "Phân xưởng Cơ điện", "Đội Thi công số 3", "Tổ Chế biến", "Phòng Kỹ thuật"),
}
DEEDS = {
    PUBLIC: (
        "Năm 2016 đến 2019: Lao động tiên tiến; năm 2018: Chiến sĩ thi đua cơ sở.\n"
        "Sáng kiến “Hồ sơ công việc một trang” được công nhận cấp cơ sở năm 2018, áp dụng toàn đơn vị.",
        "Năm năm liền hoàn thành tốt nhiệm vụ, hai năm hoàn thành xuất sắc (2017, 2019).\n"
        "Bằng khen của Ủy ban nhân dân tỉnh năm 2019; nòng cốt trong phong trào văn hóa, thể thao của công đoàn.",
        "Sáng kiến dạy học theo nhóm cho học sinh vùng cao được công nhận cấp tỉnh năm 2019.\n"
        "Gương mẫu chấp hành kỷ luật; được đoàn viên tín nhiệm giới thiệu với 100 % số phiếu.",
    ),
    BUSINESS: (
        "Cải tiến máy sàng giảm 12 % hao hụt nguyên liệu, doanh nghiệp công nhận năm 2018.\n"
        "Đoàn viên công đoàn xuất sắc các năm 2017, 2018, 2019.",
        "Ba năm hoàn thành tốt nhiệm vụ, vượt định mức từ 8 đến 15 %.\n"
        "Đề xuất lịch bảo dưỡng mới, giảm nửa thời gian dừng máy; giấy khen của Giám đốc năm 2019.",
        "Hướng dẫn nghề cho 14 công nhân mới, tất cả đạt tay nghề sau ba tháng.\n"
        "Không để xảy ra tai nạn lao động trong tổ suốt giai đoạn 2016 - 2020.",
    ),
}
