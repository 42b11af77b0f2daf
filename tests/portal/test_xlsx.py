"""A workbook that is read again holds what was put in: text as text, numbers as numbers, and the table's frame."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from portal.xlsx import Column, Head, Row, Sheet, Value, placed, write

COLUMNS = (Column(6, "center"), Column(40), Column(10, "right"), Column(10, "right"), Column(14, "center"))
HEAD = (
    (Head("STT", rows=2), Head("Đơn vị", rows=2), Head("Chỉ tiêu", span=2), Head("Ngày", rows=2)),
    (Head("Tập thể"), Head("Cá nhân")),
)
ROWS = (
    Row((1, "LĐLĐ huyện Tam Đường", 3, Decimal("1.50"), date(2020, 5, 14))),
    Row((2, "Công đoàn Viên chức tỉnh", 1000, None, None)),
    Row((None, "Cộng", 1003, Decimal("1.50"), None), total=True),
)
TABLE = Sheet("Bảng phân bổ", COLUMNS, HEAD, ROWS, lines=("BẢNG PHÂN BỔ", "(Kèm theo Kế hoạch số 154/KH-LĐLĐ)"))


def read(*sheets: Sheet) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(write(sheets))).worksheets


def one_cell(value: Value):
    """The first cell of a table that holds only this value."""
    (sheet,) = read(Sheet("S", (Column(),), ((Head("A"),),), (Row((value,)),)))
    return sheet["A2"]


def test_the_cells_of_a_table():
    (sheet,) = read(TABLE)
    assert list(sheet.values) == [
        ("BẢNG PHÂN BỔ", None, None, None, None),
        ("(Kèm theo Kế hoạch số 154/KH-LĐLĐ)", None, None, None, None),
        (None, None, None, None, None),
        ("STT", "Đơn vị", "Chỉ tiêu", None, "Ngày"),
        (None, None, "Tập thể", "Cá nhân", None),
        (1, "LĐLĐ huyện Tam Đường", 3, 1.5, datetime(2020, 5, 14)),
        (2, "Công đoàn Viên chức tỉnh", 1000, None, None),
        (None, "Cộng", 1003, 1.5, None),
    ]


def test_the_frame_of_a_table():
    (sheet,) = read(TABLE)
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:E1", "A2:E2", "A4:A5", "B4:B5", "C4:D4", "E4:E5"}
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:E7"  # the total stays out
    assert sheet.print_title_rows == "$4:$5"
    assert [sheet.column_dimensions[letter].width for letter in "ABCDE"] == [6, 40, 10, 10, 14]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert [cell.alignment.horizontal for cell in sheet[6]] == ["center", "left", "right", "right", "center"]
    assert [sheet[place].font.bold for place in ("A1", "A2", "D5", "B6", "B8")] == [True, False, True, False, True]
    formats = {place: sheet[place].number_format for place in ("A7", "C7", "D6", "E6", "B6")}
    assert formats == {"A7": "#,##0", "C7": "#,##0", "D6": "#,##0.00", "E6": "dd/mm/yyyy", "B6": "General"}


def test_a_table_without_lines_starts_at_the_top_and_may_lie_on_its_side():
    (sheet,) = read(Sheet("S", (Column(), Column()), ((Head("A"), Head("B")),), (), landscape=True))
    assert list(sheet.values) == [("A", "B")]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.page_setup.orientation) == ("A2", "A1:B1", "landscape")


@pytest.mark.parametrize("text", ["=1+1", "+84912345678", "-5 độ", "@ten", "=HYPERLINK(A1)", "=cmd|'/C calc'!A0"])
def test_what_excel_would_calculate_is_text_with_its_mark(text: str):
    cell = one_cell(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize(
    "text",
    ["#N/A", "0912345678", "TRUE", "01/02/2020", "A & B <b>", "H’Hen Niê", "hai\ndòng", " lề ", "\t=1", "{{7*7}}", "“Nguyễn”"],
)
def test_other_text_is_plain_text(text: str):
    cell = one_cell(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", False)


def test_letters_that_would_break_the_file_are_left_out():
    assert one_cell("Lò\x0b Văn\x00 A\ud800\ufffe").value == "Lò Văn A"


def test_text_too_long_for_a_cell_says_so():
    assert one_cell("x" * 32_767).value == "x" * 32_767
    long = one_cell("x" * 40_000).value
    assert (len(long), long[-17:]) == (32_767, "xx … [đã cắt bớt]")


@settings(max_examples=settings.default.max_examples // 3)
@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1), min_size=1, max_size=20))
def test_every_clean_text_comes_back(texts: list[str]):
    (sheet,) = read(Sheet("S", (Column(),), ((Head("A"),),), [Row((text,)) for text in texts]))
    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2)] == texts


def test_names_of_sheets_are_what_excel_allows():
    wanted = ["Khối [1/2]: A*B?", "khối 1 2 a b", "'Tổ'", "", "x" * 40, "X" * 40]
    empty = [Sheet(title, (Column(),), ((Head("A"),),), ()) for title in wanted]
    assert [sheet.title for sheet in read(*empty)] == [
        "Khối 1 2 A B",
        "khối 1 2 a b (2)",
        "Tổ",
        "Trang",
        "x" * 31,
        "X" * 27 + " (2)",
    ]


def test_a_head_fills_the_table():
    assert [(row, column, head.text) for row, column, head in placed(HEAD, 5)] == [
        (0, 0, "STT"),
        (0, 1, "Đơn vị"),
        (0, 2, "Chỉ tiêu"),
        (0, 4, "Ngày"),
        (1, 2, "Tập thể"),
        (1, 3, "Cá nhân"),
    ]
    with pytest.raises(ValueError, match="The head has a hole."):
        list(placed(((Head("A"), Head("B", span=2)), (Head("C"),)), 3))
    with pytest.raises(ValueError, match="The head cell 'B' does not fit."):
        list(placed(((Head("A"), Head("B", span=2)),), 2))


def test_a_row_has_as_many_cells_as_the_table_has_columns():
    with pytest.raises(ValueError, match="1 cells for 5 columns"):
        write([Sheet("S", COLUMNS, HEAD, (Row((1,)),))])


def test_many_rows_stay_small_in_memory():
    rows = (Row((place, f"Đơn vị {place}", place, None, None)) for place in range(2_000))
    write([TABLE])  # what is loaded once does not count
    tracemalloc.start()
    content = write([Sheet("S", COLUMNS, HEAD, rows)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000  # all cells at once would take three times that
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert (sheet.max_row, sheet["B2002"].value) == (2_002, "Đơn vị 1999")
