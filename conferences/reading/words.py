"""The words by which headings of plans are known. General words of such papers, not sentences of any of them."""

from __future__ import annotations

import re

PURPOSE, CONTENT = "purpose", "content"
# In the order in which they are looked for; a heading may speak of several.
ROLES: tuple[tuple[str, str], ...] = (
    ("procedure", r"quy trình|trình tự (?:xét|bình|giới thiệu|lựa chọn)|cách thức (?:xét|bình|lựa chọn)"
        r"|phương pháp (?:xét|bình)|các bước"),
    ("deadlines", r"thời (?:hạn|gian) (?:gửi|nộp|nhận|hoàn thành)|hạn (?:gửi|nộp)|mốc thời gian|tiến độ"),
    ("dossier", r"hồ sơ"),
    ("composition", r"cơ cấu đại biểu|tỷ lệ đại biểu|tỉ lệ đại biểu"),
    ("quotas", r"phân b[ổố]|chỉ tiêu|số lượng (?:xét|khen|biểu|tuyên|tôn|cá nhân|tập thể|điển hình|gương|đề nghị"
        r"|giới thiệu|lựa chọn)"),
    ("criteria", r"tiêu chuẩn|tiêu chí|điều kiện"),
    ("eligible", r"đối tượng|phạm vi"),
    ("awards", r"hình thức (?:khen|biểu|tuyên|tôn|thưởng)|mức (?:khen|thưởng|quà)"
        r"|(?<!công tác )(?<!thi đua, )(?<!đề nghị )khen thưởng|cơ cấu giải|quà tặng|phần thưởng"),
    ("presidium", r"đoàn chủ tịch|chủ toạ|chủ tọa|đoàn chủ trì"),
    ("backdrop", r"phông|phong chính|trang trí|khánh tiết|ma-?k[ée]t|market|pa-?nô|khẩu hiệu"),
    ("speeches", r"tham luận|báo cáo điển hình|phát biểu"),
    ("phases", r"các đợt|đợt thi đua|phân kỳ|thời gian thi đua|các giai đoạn"),
    ("form", r"hình thức(?: tổ chức)?"),
    ("agenda", r"chương trình|nội dung (?:hội nghị|đại hội|buổi lễ|lễ|chương trình)|kịch bản|trình tự (?:hội nghị"
        r"|buổi lễ|đại hội)"),
    ("name", r"^tên gọi|^tên (?:hội nghị|đại hội|chương trình|lễ)"),
    ("time", r"thời gian"),
    ("place", r"địa điểm|nơi tổ chức"),
    ("delegates", r"số lượng(?: đại biểu)?|quy mô"),
    ("attendees", r"thành phần(?: đại biểu)?|khách mời|đại biểu|chủ trì"),
    ("budget", r"kinh phí|tài chính|dự toán"),
    ("tasks", r"tổ chức thực hiện|phân công|trách nhiệm|nhiệm vụ (?:của )?(?:các )?(?:cơ quan|đơn vị|cấp|thành viên)"
        r"|biện pháp tổ chức|triển khai thực hiện"),
    (PURPOSE, r"mục đích|yêu cầu|ý nghĩa|mục tiêu|quan điểm"),
    (CONTENT, r"nội dung|nhiệm vụ|giải pháp|chỉ tiêu thi đua"),
)  # fmt: skip
COMPILED = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in ROLES)
LONG_HEADING = 90
OF_CONFERENCE = ("time", "place", "delegates", "attendees", "agenda", "composition", "presidium", "backdrop", "form", "speeches")

BUSINESS = re.compile(r"sản xuất|kinh doanh|SXKD|SX-KD|doanh nghiệp|công ty|ngoài nhà nước|ngoài khu vực nhà nước", re.IGNORECASE)
PUBLIC = re.compile(
    r"hành chính|sự nghiệp|HCSN|HC-SN|công chức|viên chức|cơ quan|trường học|giáo dục|y tế"
    r"|nhà nước(?! ngoài)",
    re.IGNORECASE,
)
COLLECTIVE = re.compile(r"tập thể|công đoàn cơ sở tiêu biểu|đơn vị (?:tiêu biểu|xuất sắc)", re.IGNORECASE)
PERSON = re.compile(
    r"cá nhân|đoàn viên|người lao động|công nhân|cán bộ|CNVC|CNLĐ|lao động giỏi|gương|hộ gia đình|chiến s[ĩỹ]", re.IGNORECASE
)
LEVELS = (
    ("grassroots", r"công đoàn cơ sở|CĐCS|cấp cơ sở|ở cơ sở|cơ sở trực thuộc|(?:các )?(?:cơ quan|đơn vị), (?:đơn vị"
        r"|doanh nghiệp)|tổ công đoàn"),
    ("commune", r"cấp xã|(?:các )?xã, (?:phường|thị trấn)|công đoàn (?:xã|phường)|UBND (?:các )?xã"),
    ("district", r"cấp huyện|cấp trên (?:trực tiếp )?cơ sở|(?:Liên đoàn Lao động|LĐLĐ|UBND"
        r"|Ủy ban nhân dân)(?: các)? (?:huyện|quận|thị xã)|các huyện"),
    ("sector", r"công đoàn ngành|cấp ngành"),
    ("province", r"cấp tỉnh|(?:Liên đoàn Lao động|LĐLĐ|UBND|Ủy ban nhân dân) tỉnh|toàn tỉnh|cấp thành phố"),
    ("central", r"toàn quốc|Tổng Liên đoàn|trung ương"),
)
ACRONYM_WORDS = (("HCSN", "hành chính, sự nghiệp"), ("HC-SN", "hành chính, sự nghiệp"), ("SXKD", "sản xuất kinh doanh"), ("SX-KD", "sản xuất kinh doanh"))  # fmt: skip
OWN_BODY = re.compile(
    r"(?:Giao\s+|Đề nghị\s+|Đối với\s+)?(?:các\s+)?(?:Liên đoàn|LĐLĐ|Ban\b|Phòng\b|Công đoàn|CĐCS|CĐ\b|Văn phòng|UBND"
    r"|Ủy ban|Uỷ ban|Hội đồng|Trung tâm|Sở\b"
    r"|Cơ quan|Đơn vị|Thủ trưởng|Đài\b|Báo\b|Thường trực|Trường\b|Kho bạc|Công an|Mặt trận|Tiểu ban|Tổ\b|Đoàn\b|Hội\b"
    r"|Cụm\b|Khối\b|Đảng ủy|Đồng chí|Các\b"
    r"|UBKT|UBMTTQ|MTTQ|BTV\b|BCH\b|UB\b|Mặt trận|Đ/c|Ông\b|Bà\b|Anh\b|Chị\b|Nhà trường|Bộ phận|Phân xưởng)",
    re.IGNORECASE,
)


def roles_of(heading: str) -> list[str]:
    """What a heading speaks of, in its own order; nothing twice for the same words."""
    found: list[tuple[int, str]] = []
    rest = heading
    for role, pattern in COMPILED:
        match = pattern.search(rest)
        if match and (len(heading) <= LONG_HEADING or match.start() < LONG_HEADING // 2):  # behind that, it is a sentence
            found.append((match.start(), role))
            rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    return [role for _, role in sorted(found)]


def level_named(text: str) -> str:
    """The level of conferences that a heading speaks of; "" for none or several."""
    levels = [level for level, pattern in LEVELS if re.search(pattern, text, re.IGNORECASE)]
    return levels[0] if len(levels) == 1 else ""


def sector_of(text: str) -> str:
    """public, business, or "" where the words name neither or both."""
    business, public = BUSINESS.search(text), PUBLIC.search(text)
    return "" if bool(business) == bool(public) else "business" if business else "public"


def subject_of(text: str) -> str:
    """collective, person, or "" where the words name neither or both."""
    collective, person = COLLECTIVE.search(text), PERSON.search(text)
    return "" if bool(collective) == bool(person) else "collective" if collective else "person"


def spelled_out(text: str) -> str:
    """The acronyms of sectors in words."""
    for short, words in ACRONYM_WORDS:
        text = re.sub(rf"\b{short}\b", words, text)
    return text
