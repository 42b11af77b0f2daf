"""Papers to print in tests, with the texts and shapes of the real plans (and worse)."""

from datetime import UTC, datetime

from papers.authority import authority, deputy
from papers.frames import Attendee, invitation, minutes
from papers.paper import (
    Appendix,
    Article,
    Column,
    Head,
    Heading,
    Issuer,
    Item,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)

PROVINCE = Issuer(name="Liên đoàn Lao động tỉnh Lai Châu", superior="Tổng Liên đoàn Lao động Việt Nam")
REFERENCE = "(Kèm theo Kế hoạch số 154/KH-LĐLĐ ngày 16 tháng 3 năm 2020 của Liên đoàn Lao động tỉnh Lai Châu)"
UNNUMBERED = (
    "(Kèm theo Quyết định số      /QĐ-LĐLĐ ngày      tháng      năm 2020 của Liên đoàn Lao động tỉnh Lai Châu)"
)
PURPOSE = (
    "Tổng kết, đánh giá kết quả và tác dụng của phong trào thi đua yêu nước kể từ sau Hội nghị biểu dương điển hình "
    "tiên tiến trong CNVCLĐ toàn tỉnh lần thứ III đến nay; đề ra nhiệm vụ, biện pháp tổ chức, chỉ đạo phong trào thi "
    "đua và công tác khen thưởng của tổ chức công đoàn giai đoạn 2021-2025."
)
HEAD = (
    (
        Head("STT", rows=2),
        Head("Tên đơn vị", rows=2),
        Head("Đại biểu dự Hội nghị", span=3),
        Head("Trong đó", span=4),
    ),
    tuple(
        Head(text)
        for text in (
            "Tổng số",
            "Tập thể",
            "Cá nhân",
            "Tập thể khối HCSN",
            "Tập thể khối SXKD",
            "Cá nhân khối HCSN",
            "Cá nhân khối SXKD",
        )
    ),
)


def allocation(units: int) -> Table:
    columns = (Column(1, "center"), Column(4), *(Column(1.4, "center") for _ in range(7)))
    row = (17, 5, 12, 2, 3, 5, 7)
    cells = [f"{number:02}" for number in row]
    rows = [Row((str(n), f"Liên đoàn Lao động huyện Mường Tè, cụm số {n}", *cells)) for n in range(1, units + 1)]
    total = Row(("", "Tổng số", *(str(units * number) for number in row)), kind="total")
    return Table(columns, HEAD, (*rows, total))


def plan(**changes) -> Paper:
    """A plan of a province: every kind of block, one signature, an appendix in portrait and one in landscape."""
    fields = {
        "issuers": (PROVINCE,),
        "number": "Số: 154/KH-LĐLĐ",
        "place_date": "Lai Châu, ngày 16 tháng 3 năm 2020",
        "type_name": "KẾ HOẠCH",
        "title": "Tổ chức Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh\nLần thứ IV, năm 2020",
        "grounds": (
            "Căn cứ Kế hoạch số 1246/KH-UBND ngày 03/7/2019 của Ủy ban nhân dân tỉnh Lai Châu về tổ chức Hội nghị "
            "điển hình tiên tiến các cấp và Đại hội Thi đua yêu nước tỉnh Lai Châu lần thứ V;",
            "Căn cứ Hướng dẫn số 31/HD-HĐTĐKT ngày 26 tháng 8 năm 2019 của Hội đồng Thi đua - Khen thưởng tỉnh",
        ),
        "lead": "Ban Thường vụ LĐLĐ tỉnh xây dựng Kế hoạch tổ chức Hội nghị như sau:",
        "body": (
            Heading(1, "I", "Mục đích, yêu cầu"),
            Paragraph(PURPOSE, number="1."),
            Paragraph(PURPOSE, number="2."),
            Heading(1, "II", "Thời gian, địa điểm, số lượng, thành phần"),
            Paragraph("**Thời gian:** 01 ngày, dự kiến trung tuần tháng 6 năm 2020.", number="1."),
            Heading(2, "2", "Thành phần"),
            Item("-", "Thường trực Tỉnh uỷ, HĐND, UBND tỉnh Lai Châu;"),
            Item("-", "Lãnh đạo các ban Xây dựng Đảng; các Sở, Ngành, đoàn thể, doanh nghiệp tỉnh:"),
            Item("+", PURPOSE, level=2),
            Heading(3, "2.1", "Đối với tập thể"),
            Heading(4, "a", "Tiêu chuẩn chung"),
            Heading(4, "", "**Khối hành chính, sự nghiệp:**"),
            *(Paragraph(PURPOSE) for _ in range(4)),
            Heading(1, "III", "Phân bổ số lượng"),
            Paragraph("Tổng số tập thể, cá nhân điển hình tiên tiến là đại biểu chính thức dự hội nghị là 112."),
            allocation(11),
            Heading(1, "IV", "Tổ chức thực hiện"),
            *(Paragraph(PURPOSE) for _ in range(3)),
            Paragraph("Trên đây là Kế hoạch tổ chức Hội nghị biểu dương điển hình tiên tiến, đề nghị thực hiện./."),
        ),
        "signatures": (Signature(("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), "Nguyễn Thị Thiệu"),),
        "recipients": (
            "TT Tỉnh ủy, HĐND, UBND tỉnh (b/c)",
            "Đoàn Chủ tịch TLĐ",
            "Đ/c Trần Thanh Hải, Phó Chủ tịch Thường trực TLĐ",
            "LĐLĐ huyện, thành phố, CĐVC",
            "Lưu: VT, Ban CTCS",
        ),
        "appendices": (
            Appendix("Phân công chuẩn bị tham luận", (speeches(),), number="I", reference=REFERENCE),
            Appendix(
                "Bảng phân bổ đại biểu dự Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ",
                (allocation(60),),
                number="II",
                reference=REFERENCE,
                landscape=True,
            ),
        ),
    }
    return Paper(**fields | changes)


def speeches() -> Table:
    rows = [
        Row((str(n), "LĐLĐ huyện Than Uyên", "Công đoàn với phong trào “Chung sức xây dựng nông thôn mới”. " * 6, ""))
        for n in range(1, 13)
    ]
    head = ((Head("STT"), Head("Đơn vị"), Head("Nội dung tham luận"), Head("Ghi chú")),)
    return Table((Column(1, "center"), Column(3), Column(8), Column(2)), head, tuple(rows))


def joint(**changes) -> Paper:
    """A plan of two bodies: two names, one Quốc hiệu, two signatures."""
    fields = {
        "issuers": (
            Issuer("Liên đoàn Lao động huyện An Dương", "Liên đoàn Lao động thành phố Hải Phòng"),
            Issuer("Ủy ban nhân dân huyện An Dương"),
        ),
        "number": "Số: 161/KH-LT",
        "place_date": "An Dương, ngày 04 tháng 7 năm 2024",
        "title": "Tổ chức Hội nghị biểu dương Lao động sáng tạo, Lao động giỏi tiêu biểu năm 2023",
        "signatures": (
            Signature(("TM. BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG HUYỆN", "CHỦ TỊCH"), "Lê Văn Thịnh"),
            Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Lương Thế Quý"),
        ),
        "appendices": (),
    }
    return plan(**fields | changes)


def decision(**changes) -> Paper:
    """A decision in article style with its list."""
    listed = Table(
        (Column(1, "center"), Column(4), Column(6), Column(2, "right")),
        ((Head("STT"), Head("Họ và tên"), Head("Chức vụ, đơn vị công tác"), Head("Tiền thưởng")),),
        (
            Row(("I. CÔNG ĐOÀN NGÀNH Y TẾ",), kind="group"),
            Row(("1", "Nguyễn Thị Ánh Tuyết", "Điều dưỡng trưởng, Bệnh viện Đa khoa tỉnh Lai Châu", "2.530.000 đ")),
            Row(("2", "Lò Văn Thưởng", "Bác sĩ, Trung tâm Y tế huyện Sìn Hồ", "2.530.000 đ")),
            Row(("", "Cộng", "", "5.060.000 đ"), kind="total"),
        ),
    )
    fields = {
        "issuers": (PROVINCE,),
        "number": "Số:      /QĐ-LĐLĐ",
        "place_date": "Lai Châu, ngày      tháng      năm 2020",
        "type_name": "QUYẾT ĐỊNH",
        "title": "Về việc khen thưởng tập thể, cá nhân điển hình tiên tiến trong phong trào thi đua yêu nước "
        "giai đoạn 2016-2020",
        "deciding_body": "BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
        "grounds": (
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            "Căn cứ Điều lệ Công đoàn Việt Nam",
            "Theo đề nghị của Hội đồng Thi đua - Khen thưởng Liên đoàn Lao động tỉnh",
        ),
        "decides": "QUYẾT ĐỊNH:",
        "body": (
            Article(1, "Tặng Bằng khen cho 02 cá nhân đã có thành tích xuất sắc (có danh sách kèm theo)."),
            Article(2, "Tiền thưởng kèm theo Bằng khen theo quy định, trích từ nguồn tài chính công đoàn."),
            Article(3, "Quyết định này có hiệu lực kể từ ngày ký. Văn phòng, các ban và các cá nhân có tên tại Điều 1 "
                       "chịu trách nhiệm thi hành./."),
        ),
        "signatures": (Signature(("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Vũ Minh Hoàng"),),
        "recipients": ("Như Điều 3", "Lưu: VT, Ban CSPL"),
        "appendices": (Appendix("Danh sách cá nhân được tặng Bằng khen", (listed,), reference=UNNUMBERED),),
        "draft": True,
        "notes": ("Số liệu tập thể ở mục V (32) khác bảng phân bổ (30).", "Mục IV không có trong kế hoạch."),
    }
    return Paper(**fields | changes)


def proposal(**changes) -> Paper:
    """A tờ trình to two bodies: "Kính gửi" with dashes, a framed mark, titled articles of what is asked for."""
    fields = {
        "issuers": (
            Issuer("Công đoàn cơ sở Trường THCS Than Uyên", superior="Liên đoàn Lao động tỉnh Lai Châu"),
        ),
        "number": "Số: 05/TTr-CĐCS",
        "place_date": "Than Uyên, ngày 08 tháng 01 năm 2026",
        "mark": "Lưu hành nội bộ",
        "type_name": "TỜ TRÌNH",
        "title": "Về việc đề nghị khen thưởng cá nhân có thành tích xuất sắc năm 2025",
        "addressees": (
            "Ban Thường vụ Liên đoàn Lao động tỉnh Lai Châu",
            "Ban Chính sách, Pháp luật và Quan hệ lao động Liên đoàn Lao động tỉnh",
        ),
        "grounds": ("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
        "lead": "Ban Chấp hành kính đề nghị xét, tặng Bằng khen cho 02 cá nhân (có danh sách kèm theo).",
        "body": (
            Paragraph("Hồ sơ kèm theo gồm có:"),
            Item("-", "Danh sách trích ngang;"),
            Item("-", "Biên bản họp Ban Chấp hành."),
            Paragraph("Kính trình Ban Thường vụ xem xét, quyết định./."),
        ),
        "signatures": (Signature(("TM. BAN CHẤP HÀNH", "CHỦ TỊCH"), "Lò Thị Hồng Nhung"),),
        "recipients": ("Như trên", "Lưu: CĐCS"),
    }
    return Paper(**fields | changes)


def letter(**changes) -> Paper:
    """A công văn: no type, its subject below the number, one addressee on the line of "Kính gửi"."""
    fields = {
        "issuers": (PROVINCE,),
        "number": "Số: 12/LĐLĐ-CSPL",
        "place_date": "Lai Châu, ngày 02 tháng 02 năm 2026",
        "type_name": "",
        "title": "V/v đính chính Kế hoạch số 05/KH-LĐLĐ ngày 05 tháng 01 năm 2026",
        "addressees": ("Các công đoàn cơ sở trực thuộc",),
        "body": (
            Paragraph("Liên đoàn Lao động tỉnh đính chính điểm a khoản 2 mục II của Kế hoạch như sau: " + PURPOSE),
            Paragraph("Đề nghị các đơn vị lưu ý thực hiện./."),
        ),
        "signatures": (Signature(authority("TL.", head="Ban Thường vụ", post="Chánh Văn phòng"), "Nguyễn Văn Mẫu"),),
        "recipients": ("Như trên", "Lưu: VT, CSPL"),
    }
    return Paper(**fields | changes)


def regulation(**changes) -> Paper:
    """A decision whose articles have titles and clauses."""
    body = (
        Article(1, PURPOSE, title="Phạm vi điều chỉnh"),
        Article(2, "", title="Nguyên tắc"),
        Paragraph("Công khai, công bằng.", number="1."),
        Item("a)", "Đúng người, đúng việc;"),
        Item("b)", "Đúng thời hạn."),
        Article(3, "Quyết định này có hiệu lực kể từ ngày ký./."),
    )
    return decision(**{"body": body, "appendices": (), "draft": False, "notes": ()} | changes)


def meeting(**changes) -> Paper:
    """Minutes of a grassroots union (Mẫu 1.9) with a vote: the secretary signs left, the chair right."""
    vote = Table(
        (Column(1, "center"), Column(5), Column(5), Column(2, "center"), Column(2, "center")),
        ((Head("STT"), Head("Họ và tên"), Head("Hình thức đề nghị"), Head("Số phiếu đồng ý"), Head("Tỷ lệ %")),),
        (
            Row(("1", "Lò Thị Ánh", "Bằng khen của Liên đoàn Lao động tỉnh", "09", "100")),
            Row(("2", "Vàng A Dế", "Bằng khen của Liên đoàn Lao động tỉnh", "08", "88,9")),
        ),
    )
    fields = {
        "issuers": (Issuer("Công đoàn cơ sở Trường THCS Than Uyên", superior="Liên đoàn Lao động tỉnh Lai Châu"),),
        "number": "Số: 02/BB-CĐCS",
        "title": "Họp Ban Chấp hành xét đề nghị khen thưởng năm 2025",
        "start": datetime(2026, 1, 6, 7, 5, tzinfo=UTC),
        "end": datetime(2026, 1, 6, 9, 30, tzinfo=UTC),
        "year": 2026,
        "place": "Phòng họp Trường THCS Than Uyên",
        "attendance": ("Triệu tập: 10 người", "Có mặt: 09 người", "Vắng: 01 người (bà Lò Thị Hoa, ốm)"),
        "chair": Attendee("Lò Thị Hồng Nhung", "Chủ tịch"),
        "secretary": Attendee("Nguyễn Văn Bình", "Ủy viên Ban Chấp hành"),
        "course": (
            Paragraph("Chủ tọa nêu lý do, tiêu chuẩn và số lượng được phân bổ.", number="1."),
            Paragraph("Kết quả bỏ phiếu kín: phát ra 09, thu về 09, hợp lệ 09, không hợp lệ 0:", number="2."),
            vote,
            Paragraph("Cuộc họp thống nhất đề nghị khen thưởng 02 cá nhân nói trên.", number="3."),
        ),
    }
    return minutes(**fields | changes)


def guest_letter(**changes) -> Paper:
    """An invitation (Mẫu 1.7), signed by a deputy."""
    fields = {
        "issuers": (PROVINCE,),
        "number": "Số: 09/GM-LĐLĐ",
        "place_date": "Lai Châu, ngày 01 tháng 6 năm 2020",
        "title": "Dự Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh lần thứ IV",
        "host": "Liên đoàn Lao động tỉnh Lai Châu",
        "guests": ("Đồng chí Nguyễn Văn Mẫu, Phó Chủ tịch Ủy ban nhân dân tỉnh",),
        "event": "Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh lần thứ IV",
        "chair": "Đồng chí Nguyễn Thị Thiệu, Chủ tịch Liên đoàn Lao động tỉnh",
        "time": "07 giờ 30 phút, ngày 15 tháng 6 năm 2020 (thứ Hai)",
        "place": "Hội trường Trung tâm Hội nghị tỉnh",
        "notes": ("Hội nghị được ghi hình; đại biểu báo lại trước ngày 10 tháng 6 năm 2020",),
        "signatures": (
            Signature(deputy("Ban Thường vụ", head="Chủ tịch", post="Phó Chủ tịch", style="KT."), "Vũ Minh Hoàng"),
        ),
    }
    return invitation(**fields | changes)


EVERY = {  # each kind of paper once, for tests of what all have in common
    "plan": plan,
    "joint": joint,
    "decision": decision,
    "proposal": proposal,
    "letter": letter,
    "regulation": regulation,
    "minutes": meeting,
    "invitation": guest_letter,
}


def grid(*texts: str, columns: int) -> Table:
    """A table of one row for each of `texts`, the same in each column."""
    head = (tuple(Head(f"Cột {number}") for number in range(1, columns + 1)),)
    return Table((Column(1),) * columns, head, tuple(Row((text,) * columns) for text in texts))
