"""Other ways to number a plan: articles in parts, letters with a dash, stars alone; a number before a figure."""

from conferences.reading import Reading, read
from portal.sources.reading import text_source
from tests.conferences.test_reading_shapes import headings

HEAD = """LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG GIANG
LIÊN ĐOÀN LAO ĐỘNG HUYỆN AN PHÚ
Số: 08/KH-LĐLĐ
An Phú, ngày 03 tháng 3 năm 2025

KẾ HOẠCH
Tổ chức Hội nghị biểu dương điển hình tiên tiến năm 2025

Ban Thường vụ Liên đoàn Lao động huyện xây dựng kế hoạch tổ chức phong trào thi đua và hội nghị như sau:
"""


def plan(body: str, head: str = HEAD) -> Reading:
    """The body under a head of the usual kind."""
    return read(text_source(f"{head}\n{body}"))


def test_articles_count_through_the_parts():
    reading = plan(
        """Phần I
MỤC ĐÍCH, YÊU CẦU
Điều 1. Mục đích
Biểu dương điển hình.
Phần II
NỘI DUNG
Điều 2. Thời gian, địa điểm
1. Thời gian: ngày 20 tháng 6 năm 2025.
2. Địa điểm: Nhà văn hóa huyện.
Điều 3. Chương trình hội nghị
1. Văn nghệ chào mừng.
2. Bế mạc."""
    )
    assert headings(reading.data["sections"]) == [
        "Mục đích, yêu cầu",
        "  Mục đích",
        "Nội dung",
        "  Thời gian, địa điểm",
        "    Thời gian [time own]",
        "    Địa điểm [place own]",
        "  Chương trình hội nghị [agenda own]",
    ]
    assert reading.numbering == []


def test_an_article_that_is_missing_is_said():
    reading = plan("Điều 1. Mục đích, yêu cầu\nBiểu dương.\nĐiều 3. Tổ chức thực hiện\nCác đơn vị thực hiện.")
    assert [(one.found, one.expected) for one in reading.numbering] == [("3", "2")]


def test_a_number_may_stand_before_a_figure():
    reading = plan("I. MỤC ĐÍCH, YÊU CẦU\n- Thi đua.\nII. CHỈ TIÊU\n1. 100% công đoàn cơ sở tham gia.\n2. Có 1.000 sáng kiến.")
    assert headings(reading.data["sections"]) == ["Mục đích, yêu cầu", "Chỉ tiêu", "  ...", "  ..."]
    assert reading.numbering == []


def test_a_letter_may_have_a_dash():
    reading = plan("I- MỤC ĐÍCH, YÊU CẦU\n- Thi đua.\nII- NỘI DUNG\na- Thời gian: ngày 20/5/2025.\nb- Địa điểm: Nhà văn hóa.")
    assert headings(reading.data["sections"])[1:] == ["Nội dung", "  Thời gian [time own]", "  Địa điểm [place own]"]


def test_without_any_number_stars_are_headings():
    body = "* Mục đích: Ghi nhận đóng góp.\n* Thời gian: ngày 12/5/2025.\n* Địa điểm: Nhà ăn công ty.\n* Kinh phí: Công đoàn chi."
    outline = headings(plan(body).data["sections"])
    assert outline == ["Mục đích", "Thời gian [time own]", "Địa điểm [place own]", "Kinh phí [budget]"]


def test_capitals_under_the_backdrop_are_no_headings():
    body = "I. MỤC ĐÍCH, YÊU CẦU\n- Thi đua.\nII. NỘI DUNG\n1. Maket:\n"
    body += "LIÊN ĐOÀN LAO ĐỘNG HUYỆN AN PHÚ\nHỘI NGHỊ ĐIỂN HÌNH TIÊN TIẾN\n2. Kinh phí: công đoàn chi."
    reading = plan(body)
    assert headings(reading.data["sections"])[1:] == ["Nội dung", "  Maket [backdrop own]", "  Kinh phí [budget]"]
    assert reading.data["conferences"][0]["backdrop"] == ["LIÊN ĐOÀN LAO ĐỘNG HUYỆN AN PHÚ", "HỘI NGHỊ ĐIỂN HÌNH TIÊN TIẾN"]


def test_a_number_with_nothing_behind_it_is_no_section():
    reading = plan("Phần I\nMỤC ĐÍCH, YÊU CẦU\n- Thi đua.\nPhần II\nTỔ CHỨC THỰC HIỆN\n- Các CĐCS: thi đua.\nPhần III")
    assert headings(reading.data["sections"]) == ["Mục đích, yêu cầu", "Tổ chức thực hiện [tasks]"]


def test_numbers_may_end_in_a_dash_and_a_stroke():
    reading = plan("I-/ Mục đích, yêu cầu\n1-/ Mục đích:\n- Thi đua.\nII-/ Tiêu chuẩn\n1-/ Cá nhân\na/ Khối sản xuất kinh doanh:\n- Có sáng kiến.")
    assert headings(reading.data["sections"]) == [
        "Mục đích, yêu cầu",
        "  Mục đích",
        "Tiêu chuẩn",
        "  Cá nhân",
        "    Khối sản xuất kinh doanh [criteria person-business]",
    ]
    assert reading.numbering == []


def test_parts_may_be_counted_in_words():
    reading = plan("Phần thứ nhất: MỤC ĐÍCH, YÊU CẦU\n1. Thi đua.\n2. Thiết thực.\nPhần thứ hai: NỘI DUNG\nI. Kinh phí\n- Công đoàn chi.")
    assert headings(reading.data["sections"]) == ["Mục đích, yêu cầu", "  ...", "  ...", "Nội dung", "  Kinh phí [budget]"]
    assert reading.numbering == []
