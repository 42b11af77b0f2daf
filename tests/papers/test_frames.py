"""Minutes and invitation, as Phụ lục III of NĐ 30/2020 frames them."""

from papers.frames import Attendee
from papers.lines import BLANK
from papers.paper import Issuer, Item, Paper, Paragraph, Signature
from tests.papers import samples


def test_minutes_have_the_lines_of_the_decree_and_no_place_and_date():
    union = Issuer("Công đoàn cơ sở Trường THCS Than Uyên", superior="Liên đoàn Lao động tỉnh Lai Châu")
    course = (Paragraph("Bầu 02 người.", number="1."),)
    assert samples.meeting(course=course) == Paper(
        issuers=(union,),
        number="Số: 02/BB-CĐCS",
        type_name="BIÊN BẢN",
        title="Họp Ban Chấp hành xét đề nghị khen thưởng năm 2025",
        body=(
            Paragraph("Thời gian bắt đầu: 14 giờ 05, ngày 06 tháng 01 năm 2026."),
            Paragraph("Địa điểm: Phòng họp Trường THCS Than Uyên."),
            Paragraph("Thành phần tham dự:"),
            Item("-", "Triệu tập: 10 người;"),
            Item("-", "Có mặt: 09 người;"),
            Item("-", "Vắng: 01 người (bà Lò Thị Hoa, ốm)."),
            Paragraph("Chủ trì (chủ tọa): Lò Thị Hồng Nhung - Chủ tịch."),
            Paragraph("Thư ký (người ghi biên bản): Nguyễn Văn Bình - Ủy viên Ban Chấp hành."),
            Paragraph("Nội dung (theo diễn biến cuộc họp):"),
            Paragraph("Bầu 02 người.", number="1."),
            Paragraph("Cuộc họp kết thúc vào 16 giờ 30, ngày 06 tháng 01 năm 2026./."),
        ),
        signatures=(Signature(("THƯ KÝ",), "Nguyễn Văn Bình"), Signature(("CHỦ TỌA",), "Lò Thị Hồng Nhung")),
        recipients=("Lưu: VT, Hồ sơ",),
    )


def test_minutes_before_the_meeting_leave_blanks():
    paper = samples.meeting(start=None, end=None, draft=True, meeting="Hội nghị", chair=Attendee("Lò Thị Ánh"))
    blank = f"{BLANK}giờ{BLANK}, ngày{BLANK}tháng{BLANK}năm 2026"
    assert paper.body[0] == Paragraph(f"Thời gian bắt đầu: {blank}.")
    assert paper.body[-1] == Paragraph(f"Hội nghị kết thúc vào {blank}./.")
    assert Paragraph("Chủ trì (chủ tọa): Lò Thị Ánh.") in paper.body
    assert Paragraph("Nội dung (theo diễn biến hội nghị):") in paper.body


def test_an_invitation_says_who_to_what_when_and_where():
    assert samples.guest_letter() == Paper(
        issuers=(samples.PROVINCE,),
        number="Số: 09/GM-LĐLĐ",
        place_date="Lai Châu, ngày 01 tháng 6 năm 2020",
        type_name="GIẤY MỜI",
        title="Dự Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh lần thứ IV",
        body=(
            Paragraph(
                "Liên đoàn Lao động tỉnh Lai Châu trân trọng kính mời: "
                "Đồng chí Nguyễn Văn Mẫu, Phó Chủ tịch Ủy ban nhân dân tỉnh."
            ),
            Paragraph("Tới dự Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh lần thứ IV."),
            Paragraph("Chủ trì: Đồng chí Nguyễn Thị Thiệu, Chủ tịch Liên đoàn Lao động tỉnh."),
            Paragraph("Thời gian: 07 giờ 30 phút, ngày 15 tháng 6 năm 2020 (thứ Hai)."),
            Paragraph("Địa điểm: Hội trường Trung tâm Hội nghị tỉnh."),
            Paragraph("Hội nghị được ghi hình; đại biểu báo lại trước ngày 10 tháng 6 năm 2020./."),
        ),
        signatures=(Signature(("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Vũ Minh Hoàng"),),
        recipients=("Như trên", "Lưu: VT"),
    )


def test_several_guests_stand_below_one_another_and_without_notes_the_place_ends_the_text():
    body = samples.guest_letter(guests=("Ông Nguyễn Văn Mẫu", "Bà Lò Thị Ánh."), notes=(), chair="").body
    assert body[:3] == (
        Paragraph("Liên đoàn Lao động tỉnh Lai Châu trân trọng kính mời:"),
        Item("-", "Ông Nguyễn Văn Mẫu;"),
        Item("-", "Bà Lò Thị Ánh."),
    )
    assert body[-2:] == (
        Paragraph("Thời gian: 07 giờ 30 phút, ngày 15 tháng 6 năm 2020 (thứ Hai)."),
        Paragraph("Địa điểm: Hội trường Trung tâm Hội nghị tỉnh./."),
    )
