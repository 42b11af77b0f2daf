import sys
from datetime import date

import pytest

from papers import layout
from papers.lines import BLANK, address_indents, addressed, broken, closed, dated, longest_line
from tests.papers import samples


def test_a_name_is_broken_between_its_phrases():
    assert broken("LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU", 69, 12) == "LIÊN ĐOÀN LAO ĐỘNG\nTỈNH LAI CHÂU"
    assert broken("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", 69, 12, "Regular") == "TỔNG LIÊN ĐOÀN LAO ĐỘNG\nVIỆT NAM"
    assert broken("ỦY BAN NHÂN DÂN THỊ XÃ NGHI SƠN", 60, 12) == "ỦY BAN NHÂN DÂN\nTHỊ XÃ NGHI SƠN"
    assert broken("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", 67, 12) == "HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG"


def test_no_line_begins_with_a_dash():
    lines = broken("Khối thi đua số 4 - các huyện, khu vực II – miền núi", 40, 14).split("\n")
    assert [line for line in lines if line[0] in "-–"] == []
    assert len(lines) > 2  # the control: there were breaks to choose


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


def test_a_title_twice_as_long_takes_twice_the_steps_to_break():
    short, long = (_steps(broken, "a b c d " * words, 160, 14) for words in (250, 500))
    assert long < 3 * short  # trying every way to break it would square them, or worse


def _steps(function, *arguments) -> int:
    """How many lines of Python the call runs: what its time depends on, whatever else the machine is doing."""
    count, before = 0, sys.gettrace()

    def trace(_frame, event, _value):
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return count


def test_each_line_is_closed_once():
    assert closed(["Căn cứ một", "Căn cứ hai;", "Căn cứ ba;"]) == ["Căn cứ một;", "Căn cứ hai;", "Căn cứ ba."]
    assert closed(["Lưu: VT."]) == ["Lưu: VT."]
    assert closed([]) == []


def test_a_date_or_its_blanks():
    assert dated(date(2026, 1, 5), 2026) == "ngày 05 tháng 01 năm 2026"
    assert dated(date(2026, 3, 15), 2026) == "ngày 15 tháng 3 năm 2026"
    assert dated(None, 2026) == f"ngày{BLANK}tháng{BLANK}năm 2026"


def test_one_addressee_on_the_line_and_several_below_it():
    assert addressed([]) == []
    assert addressed(["Ban Thường vụ;"]) == ["Kính gửi: Ban Thường vụ"]
    assert addressed(["Ban Thường vụ", "- Ban Chính sách."]) == ["Kính gửi:", "- Ban Thường vụ;", "- Ban Chính sách."]


def test_the_address_stands_in_the_middle_but_never_left_of_the_paragraphs():
    short, long = (addressed(["Ban Thường vụ", name]) for name in ("Ban Chính sách", "Ban Chính sách " * 20))
    left, dashes = address_indents(short, 160, 14, 10)
    assert dashes - left == pytest.approx(longest_line("Kính gửi", 14, "Regular"))
    assert left == pytest.approx((160 - (dashes - left) - longest_line("- Ban Chính sách.", 14, "Regular")) / 2)
    assert address_indents(long, 160, 14, 10)[0] == 10


def test_the_more_columns_the_smaller_the_letters():
    assert [layout.table_size(columns) for columns in (1, 6, 7, 11, 12, 40)] == [13, 13, 12, 12, 11, 11]
