import time

from papers.lines import broken, closed, longest_line
from tests.papers import samples


def test_a_name_is_broken_between_its_phrases():
    assert broken("LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU", 69, 12) == "LIÊN ĐOÀN LAO ĐỘNG\nTỈNH LAI CHÂU"
    assert broken("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", 69, 12, "Regular") == "TỔNG LIÊN ĐOÀN LAO ĐỘNG\nVIỆT NAM"
    assert broken("ỦY BAN NHÂN DÂN THỊ XÃ NGHI SƠN", 60, 12) == "ỦY BAN NHÂN DÂN\nTHỊ XÃ NGHI SƠN"


def test_a_title_that_fits_stays_on_its_line_and_keeps_the_breaks_it_has():
    assert broken("Tổ chức Hội nghị\nLần thứ IV, năm 2020", 160, 14) == "Tổ chức Hội nghị\nLần thứ IV, năm 2020"


def test_a_long_title_is_broken_after_a_comma_into_equal_lines():
    title = "Tổ chức Hội nghị biểu dương Lao động sáng tạo, Lao động giỏi tiêu biểu năm 2023"
    assert broken(title, 160, 14).split("\n") == [
        "Tổ chức Hội nghị biểu dương Lao động sáng tạo,",
        "Lao động giỏi tiêu biểu năm 2023",
    ]


def test_a_date_is_not_torn_and_the_blanks_of_a_draft_stay():
    assert broken(samples.UNNUMBERED, 160, 14, "Italic").split("\n") == [
        "(Kèm theo Quyết định số      /QĐ-LĐLĐ",
        "ngày      tháng      năm 2020 của Liên đoàn Lao động tỉnh Lai Châu)",
    ]


def test_no_line_is_longer_than_the_width_unless_it_is_one_word():
    title = "Về việc tổ chức hội nghị biểu dương người tốt việc tốt " * 80
    assert longest_line(broken(title, 160, 14), 14) <= 160
    assert broken("Nguyễn" * 20, 69, 12) == "Nguyễn" * 20


def test_a_very_long_title_is_broken_at_once():
    begin = time.perf_counter()
    assert broken("a b c d " * 1000, 160, 14).count("\n") > 10
    assert time.perf_counter() - begin < 2


def test_each_line_is_closed_once():
    assert closed(["Căn cứ một", "Căn cứ hai;", "Căn cứ ba;"]) == ["Căn cứ một;", "Căn cứ hai;", "Căn cứ ba."]
    assert closed(["Lưu: VT."]) == ["Lưu: VT."]
    assert closed([]) == []
