"""Workbooks that somebody sends: a table is found and read, everything bad is said in one sentence (safety.md, 6.1 to 6.3)."""

from __future__ import annotations

import io
import time
import tracemalloc
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from docx import Document
from openpyxl import Workbook

import portal.xlsx.parts
from portal.pdf import html_to_pdf
from portal.xlsx.book import Cell, XlsxRefused
from portal.xlsx.container import BROKEN, LINKED, MACRO, OLD, SAVE_AS, TOO_LARGE, WEB
from portal.xlsx.reading import DECLARED, read_table, read_tables, table_in
from portal.xlsx.tables import Found, Wanted
from portal.xlsx.values import CellFault, date_of, decimal_of, text_of, whole_number
from tests.portal import bad_workbooks as bad

WANTED = (
    Wanted("name", "Tên đơn vị", fills_down=True),
    Wanted("collective", "Tập thể", is_figure=True),
    Wanted("person", "Cá nhân", is_figure=True),
)
READ = [("LĐLĐ huyện Tam Đường", 3, 10), ("Công đoàn Viên chức tỉnh", 1, 4)]


def found(content: bytes) -> Found:
    return read_table(content, WANTED)


def values(table: Found) -> list[tuple]:
    """The rows as a person would say them."""
    return [
        (text_of(row.cells.get("name")), *(whole_number(row.cells.get(key), most=10_000) for key in ("collective", "person")))
        for row in table.rows
    ]


def refusal(content: bytes) -> str:
    with pytest.raises(XlsxRefused) as refused:
        found(content)
    return str(refused.value)


def fault(content: bytes, key: str = "collective", row: int = 0) -> str:
    """What is wrong with one cell of the first row."""
    cell = found(content).rows[row].cells[key]
    with pytest.raises(CellFault) as refused:
        text_of(cell) if key == "name" else whole_number(cell, most=10_000)
    return str(refused.value)


def test_a_sound_workbook_is_read():
    table = found(bad.book())
    assert values(table) == READ
    assert (table.sheet, table.head_rows, table.columns) == ("Bảng", (1, 1), {"name": 2, "collective": 3, "person": 4})
    assert (table.others, table.notes, table.warnings) == ({1: "STT"}, (), ())


def test_a_workbook_of_excel_keeps_its_texts_apart():
    assert values(found(bad.as_excel())) == READ[:1]


def test_what_the_portal_writes_it_reads_again():
    """30: a head of two rows, merged across and down."""
    table = found(bad.own_sheet())
    assert values(table) == [("LĐLĐ huyện Tam Đường", 3, 10), ("Tổng số", 3, 10)]
    assert table.rows[0].others == {1: Cell((6, 1), Decimal(1)), 3: Cell((6, 3), Decimal(13))}


# --- 6.1: the container ---------------------------------------------------------------------------------------------


def word() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


WEB_TABLE = "<html><body><table><tr><td>Tên đơn vị</td></tr></table></body></html>"
MANY = "hãy chép riêng bảng sang một tệp mới rồi tải lên."
REFUSED = [
    (1, "xls", lambda: bad.ole("Workbook"), OLD),
    (2, "xls of 1995, renamed", lambda: b"\x09\x08\x08\x00\x00\x05\x05\x00rest\x00", OLD),
    (3, "password", lambda: bad.ole("EncryptionInfo", "EncryptedPackage"),
     "Tệp có mật khẩu: hãy mở bằng Excel, gỡ mật khẩu, lưu lại rồi tải lên."),
    (5, "xlsm", bad.with_macro, MACRO),
    (6, "xlsm by its type alone", bad.macro_book_without_macro, MACRO),
    (7, "xlsb", lambda: bad.archive("[Content_Types].xml", "xl/workbook.bin"), f"Tệp Excel nhị phân (.xlsb): {SAVE_AS}"),
    (8, "ods", lambda: bad.archive("mimetype", "content.xml"), f"Tệp OpenDocument (.ods): {SAVE_AS}"),
    (9, "web page", WEB_TABLE.encode, WEB),
    (9, "web page in UTF-16", lambda: WEB_TABLE.encode("utf-16"), WEB),
    (10, "csv", lambda: "STT;Tên đơn vị;Tập thể\n1;LĐLĐ huyện;3\n".encode(),
     f"Đây là tệp văn bản (CSV), không phải Excel: {SAVE_AS}"),
    (11, "pdf", lambda: html_to_pdf("<p>Bảng</p>"), "Đây là tệp PDF, không phải Excel: hãy chọn tệp .xlsx."),
    (11, "docx", word, "Đây là tệp Word, không phải Excel: hãy chọn tệp .xlsx."),
    (11, "old Word", lambda: bad.ole("WordDocument"), f"Đây là tệp Word cũ, không phải Excel: {SAVE_AS}"),
    (11, "picture", lambda: b"\x89PNG\r\n\x1a\n", "Đây là ảnh, không phải Excel: hãy chọn tệp .xlsx."),
    (12, "nothing", bytes, "Tệp rỗng: hãy chọn lại tệp rồi tải lên."),
    (13, "cut off", lambda: bad.book()[: len(bad.book()) // 2], BROKEN),
    (14, "no types", lambda: bad.rewritten(bad.book(), {"[Content_Types].xml": None}), BROKEN),
    (14, "no book", lambda: bad.archive("a.txt"), "Tệp nén này không phải Excel (.xlsx): hãy chọn tệp .xlsx."),
    (14, "no sheet", lambda: bad.rewritten(bad.book(), {bad.SHEET_PART: None}), BROKEN),
    (14, "cut XML", lambda: bad.sheet_of(b"<worksheet><sheetData><row>"), BROKEN),
    (14, "cell nowhere", lambda: bad.sheet_of('<sheetData><row r="1"><c r="ZZZZ9"><v>1</v></c></row></sheetData>'), BROKEN),
    (18, "billion laughs", lambda: bad.declared(bad.LAUGHS), DECLARED),
    (19, "quadratic blow-up", lambda: bad.declared(bad.QUADRATIC), DECLARED),
    (20, "entity of a file", lambda: bad.declared(bad.OUTSIDE_FILE.format("/etc/hostname")), DECLARED),
    (21, "overlapping entries", bad.overlapping, BROKEN),
    (21, "zip in zip", lambda: bad.rewritten(bad.book(), {"xl/media/a.zip": b"PK"}),
     "Tệp có tệp nén khác bên trong: hãy chép riêng bảng sang một tệp mới rồi tải lên."),
    (22, "101 sheets", bad.many_sheets, f"Tệp có hơn 100 trang tính: {MANY}"),
    (22, "100,000 styles", bad.many_styles,
     "Tệp có hơn 64000 kiểu ô: hãy chép bảng sang một tệp mới bằng “Dán giá trị” rồi tải lên."),
    (22, "65,000 merged ranges", bad.many_merged, "Trang “Bảng” có hơn 10000 vùng gộp ô: hãy bỏ gộp rồi tải lên."),
    (23, "../../x", lambda: bad.rewritten(bad.book(), {"../../x": b"1"}), BROKEN),
    (23, "absolute", lambda: bad.rewritten(bad.book(), {"/etc/x": b"1"}), BROKEN),
    (23, "backslash", lambda: bad.rewritten(bad.book(), {"xl\\..\\x": b"1"}), BROKEN),
    (24, "links to other books", lambda: bad.rewritten(bad.book(), {"xl/externalLinks/externalLink1.xml": b"<x/>"}), LINKED),
    (24, "data connections", lambda: bad.rewritten(bad.book(), {"xl/connections.xml": b"<x/>"}), LINKED),
    (24, "embedded objects", lambda: bad.rewritten(bad.book(), {"xl/embeddings/oleObject1.bin": b"1"}), LINKED),
    (24, "ActiveX", lambda: bad.rewritten(bad.book(), {"xl/activeX/activeX1.xml": b"<x/>"}), LINKED),
    (25, "DOCTYPE in a part nobody reads", lambda: bad.declared("<!DOCTYPE x><x/>", "docProps/core.xml"), DECLARED),
    (0, "over 10 MB", lambda: bytes(10 * 1024 * 1024 + 1),
     "Tệp nặng hơn 10 MB: hãy bỏ hình ảnh và các trang không dùng rồi tải lại."),
    (0, "noise", lambda: b"\x00\x01\x02", f"Tệp này không phải Excel (.xlsx), hoặc đã bị hỏng: {SAVE_AS}"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "sentence"), [row[2:] for row in REFUSED], ids=[f"{row[0]} {row[1]}" for row in REFUSED])
def test_a_file_that_is_refused_whole(make, sentence):
    assert refusal(make()) == sentence


def test_a_protected_sheet_is_no_secret():
    """4: the book is not encrypted."""
    assert values(found(bad.protected())) == READ


BOMBS = [
    (15, bad.million_rows, TOO_LARGE),
    (16, bad.one_long_text, TOO_LARGE),
    (18, lambda: bad.declared(bad.LAUGHS), DECLARED),
    (19, lambda: bad.declared(bad.QUADRATIC), DECLARED),
    (21, bad.false_size, BROKEN),
    (22, bad.many_merged, "Trang “Bảng” có hơn 10000 vùng gộp ô: hãy bỏ gộp rồi tải lên."),
]


@pytest.mark.parametrize(("make", "sentence"), [row[1:] for row in BOMBS], ids=[str(row[0]) for row in BOMBS])
def test_a_bomb_takes_neither_time_nor_memory(make, sentence):
    """Processor time, for the machine may be busy; at most a second, and a few MB beyond the file itself."""
    content = make()
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(XlsxRefused) as refused:
        table_in(content, WANTED, 5000)
    taken, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(refused.value) == sentence
    assert taken <= 1
    assert peak < 15_000_000


def test_two_cells_at_the_ends_of_the_sheet_cost_nothing():
    """17."""
    tracemalloc.start()
    table = table_in(bad.two_far_corners(), WANTED, 5000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (values(table), table.warnings) == (READ, ("Có 1 ô ngoài bảng (XFD1048576), không đọc.",))
    assert peak < 5_000_000


def test_what_a_sheet_says_of_its_size_is_not_believed():
    assert values(found(bad.lying_dimension())) == READ


def test_the_parser_is_the_defused_one():
    """18 to 20 and 25 hang on it."""
    assert portal.xlsx.parts.DefusedExpatParser.__module__ == "defusedxml.expatreader"


# --- 6.2: the content -----------------------------------------------------------------------------------------------


def test_the_sheet_is_chosen_by_its_head():
    """26."""
    table = found(bad.guide_first())
    assert (table.sheet, values(table)) == ("Phân bổ", READ)
    assert table.notes == ("Đã đọc trang “Phân bổ”, không đọc “Hướng dẫn”.",)


def test_a_hidden_sheet_is_not_read():
    """27."""
    table = found(bad.hidden_first())
    assert (table.sheet, values(table)) == ("Phân bổ", READ)
    assert table.notes == ("Đã đọc trang “Phân bổ”, không đọc “Cũ” (ẩn).",)


def test_of_two_sheets_with_the_table_the_first_is_read_and_it_is_said():
    made = Workbook()
    bad._fill(made.active)
    bad._fill(made.create_sheet("Bản sao"))
    table = found(bad.saved(made))
    assert (values(table), table.warnings) == (READ, ("Trang “Bản sao” cũng có bảng như vậy, không đọc.",))


def test_hidden_rows_and_columns_are_read_and_said():
    """28."""

    def hide(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    table = found(bad.book(hide))
    assert values(table) == READ
    assert table.warnings == ("Có 1 dòng ẩn (2), vẫn được đọc.", "Có 1 cột ẩn (C), vẫn được đọc.")


def test_lines_may_stand_above_the_head():
    """29."""
    table = found(bad.book(lambda sheet: sheet.insert_rows(1, 18)))
    assert (table.head_rows, values(table)) == ((19, 19), READ)


def test_a_head_further_down_is_not_looked_for():
    """29."""
    assert refusal(bad.book(lambda sheet: sheet.insert_rows(1, 20))) == (
        "Không tìm thấy đầu bảng trong 20 dòng đầu của trang “Bảng”; cần các cột: “Tên đơn vị”, “Tập thể”, “Cá nhân”."
    )


def test_a_table_on_a_hidden_sheet_alone_is_named():
    made = Workbook()
    bad._fill(made.active)
    made.active.title, made.active.sheet_state = "Cũ", "hidden"
    made.create_sheet("Trống")
    assert refusal(bad.saved(made)) == (
        "Không tìm thấy đầu bảng trong 20 dòng đầu của trang “Trống” (không đọc trang ẩn “Cũ”); "
        "cần các cột: “Tên đơn vị”, “Tập thể”, “Cá nhân”."
    )


def head(*names: str) -> bytes:
    return bad.book(rows=(names, (1, "LĐLĐ huyện Tam Đường", 3, 10, 5)[: len(names)]))


def test_heads_are_the_same_however_they_are_written():
    """31."""
    nfd = unicodedata.normalize("NFD", "Cá nhân")
    assert values(found(head("STT", "TÊN\nĐƠN\u00a0VỊ ", "  tập   thể\u200b", nfd))) == READ[:1]


def test_columns_may_stand_in_any_order():
    """32."""
    rows = (("Cá nhân", "Tên đơn vị", "Tập thể"), (10, "LĐLĐ huyện Tam Đường", 3))
    assert values(found(bad.book(rows=rows))) == READ[:1]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("STT", "Tên đơn vị", "Số tập thể", "Cá nhân"), "thiếu cột “Tập thể”."),
        (("Tên đơn vị", "Tập thể", "Tập thể", "Cá nhân"), "cột “Tập thể” có 2 lần (B, C)."),
        (("Đơn vị", "Tập thể", "Cá nhân", "Cá nhân"), "thiếu cột “Tên đơn vị”; cột “Cá nhân” có 2 lần (C, D)."),
    ],
)
def test_a_column_that_is_missing_or_there_twice_is_named(names, sentence):
    """30 and 32."""
    assert refusal(head(*names)) == f"Đầu bảng ở dòng 1 của trang “Bảng”: {sentence}"


def test_a_name_below_a_group_head_is_told_from_the_same_name_elsewhere():
    def change(sheet):
        sheet.append(("Tên đơn vị", "Số lượng", None, "Trong đó", None))
        sheet.append((None, "Tập thể", "Cá nhân", "Tập thể", "Nữ"))
        for area in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(area)

    content = bad.book(change, rows=())
    named = read_table(content, (WANTED[0], Wanted("c", "Tập thể", ("Trong đó Tập thể", "Tập thể"))))
    assert named.columns == {"name": 1, "c": 4}
    with pytest.raises(XlsxRefused, match="2 lần"):  # the control
        read_table(content, WANTED)


def test_a_merged_unit_stands_for_all_its_rows():
    """33."""
    table = found(bad.book(lambda sheet: sheet.merge_cells("B2:B3")))
    assert [row[0] for row in values(table)] == ["LĐLĐ huyện Tam Đường"] * 2
    assert table.notes == ("Các ô gộp B2:B3: “LĐLĐ huyện Tam Đường” được hiểu cho cả 2 dòng.",)


def test_merged_figures_are_a_fault():
    """34."""
    content = bad.book(lambda sheet: sheet.merge_cells("C2:D2"))
    assert fault(content) == "Các ô C2:D2 bị gộp: hãy bỏ gộp rồi gõ giá trị vào từng ô."


def test_rows_go_on_behind_empty_ones():
    """35."""
    table = found(bad.book(lambda sheet: sheet.insert_rows(3, 40)))
    assert ([row.number for row in table.rows], values(table)) == ([2, 43], READ)


def test_a_million_coloured_rows_are_no_rows():
    """36: within five seconds of the processor, which is half of what the child may take."""
    content = bad.coloured_to_the_end()
    start = time.process_time()
    assert values(table_in(content, WANTED, 5000)) == READ
    assert time.process_time() - start < 5


def test_the_total_row_is_a_row_like_others_and_its_merged_name_is_read():
    """37: what it means is for those to say who know the table."""

    def add(sheet):
        sheet.append(("Tổng cộng", None, 4, 14))
        sheet.merge_cells("A4:B4")

    assert values(found(bad.book(add)))[2] == ("Tổng cộng", 4, 14)


def calculated(formula: str, value: str, kind: str = "n") -> bytes:
    sheet = bad.part(bad.book(), bad.SHEET_PART).decode()
    cell = f'<c r="C2" t="{kind}"><f>{formula}</f>{value}</c>'
    return bad.rewritten(bad.book(), {bad.SHEET_PART: sheet.replace('<c r="C2" t="n"><v>3</v></c>', cell).encode()})


def test_a_formula_is_what_excel_has_worked_out():
    """38."""
    assert values(found(calculated("VLOOKUP(B2,X:Y,2)", "<v>7</v>")))[0] == ("LĐLĐ huyện Tam Đường", 7, 10)
    assert values(found(calculated("SUM(0.1,6.9)", "<v>7.0000000000000009</v>")))[0][1] == 7
    assert values(found(calculated('IF(1,"1.000")', "<v>1.000</v>", "str")))[0][1] == 1000


@pytest.mark.parametrize("empty", ["", "<v></v>", "<v/>"])
def test_a_formula_that_was_never_worked_out_is_named(empty):
    """38."""
    assert fault(calculated("SUM(A1:A2)", empty)) == "Ô C2 có công thức chưa được tính: hãy mở bằng Excel, lưu lại rồi tải lên."


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!"])
def test_an_error_value_is_named(error):
    """39."""
    assert fault(calculated("1/0", f"<v>{error}</v>", "e")) == f"Ô C2 báo lỗi {error}: hãy sửa công thức hoặc gõ giá trị."


def with_cell(value, place: str = "C2") -> bytes:
    return bad.book(lambda sheet: setattr(sheet[place], "value", value))


def test_a_truth_value_or_a_date_is_no_figure():
    """43."""
    assert fault(with_cell(True)) == "Ô C2 là TRUE: hãy gõ giá trị cần ghi."
    assert fault(with_cell(date(2020, 5, 14))) == "Ô C2 đang định dạng ngày tháng: hãy đổi định dạng ô thành Số rồi gõ lại."


def test_a_text_that_is_too_long_is_a_fault_of_its_cell():
    """44."""
    content = bad.as_excel(f"<t>{'a' * 40_000}</t>")
    assert fault(content, "name") == "Ô B2 dài 40.000 chữ; nhiều nhất 200."


def test_text_with_looks_is_text():
    """45."""
    assert values(found(bad.rich_text())) == READ[:1]


def test_notes_on_cells_are_counted():
    """46."""
    assert found(bad.with_notes()).warnings == ("Có 2 ghi chú gắn vào ô, không đọc.",)


@pytest.mark.parametrize("typed", ["LĐLĐ huyện_x000D_\nTam Đường", "LĐLĐ huyện_x000B_Tam Đường", "LĐLĐ huyện\r\n Tam Đường "])
def test_line_breaks_in_a_cell_are_blanks(typed):
    """47."""
    content = bad.as_excel(f"<t>{typed}</t>")
    assert values(found(content)) == READ[:1]


def test_a_control_character_is_a_fault_of_its_cell():
    """47."""
    assert fault(with_cell("LĐLĐ_x0007_", "B2"), "name") == (
        "Ô B2: có ký tự điều khiển U+0007: xóa đi rồi gõ lại chỗ đó."
    )


def test_one_row_too_many_refuses_the_file():
    """48: nothing is cut silently."""
    rows = [(number, f"Đơn vị {number}", 1, 1) for number in range(1, 5002)]
    assert refusal(bad.book(rows=(bad.HEAD, *rows))) == "Bảng có 5.001 dòng, nhiều nhất 5.000: hãy tách làm nhiều tệp."
    assert len(found(bad.book(rows=(bad.HEAD, *rows[1:]))).rows) == 5000


# --- 6.3: numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1.000", 1000), ("+5", 5), ("-0", 0), (-0.0, 0), (" 12\u00a0", 12), (5.0, 5), ("0", 0), (0, 0), (None, None), ("  ", None)],
)
def test_figures_as_people_write_them(typed, value):
    """68 and 69; an empty cell is not 0."""
    assert whole_number(found(with_cell(typed)).rows[0].cells.get("collective"), most=10_000) == value


REMEDY = "một nghìn viết là 1.000, một phẩy năm viết là 1,5"
NOT_NUMBERS = ("1e3", "0x10", "1_000", "½", "²", "١٢٣", "１２", "NaN", "inf", "1.5", "-", "ba")
NO_FIGURES = [
    ("-1", "Ô C2 là -1: không nhận số âm."),
    (-1, "Ô C2 là -1: không nhận số âm."),
    (2.5, "Ô C2 là 2,5: hãy ghi số nguyên."),
    ("2,5", "Ô C2 là 2,5: hãy ghi số nguyên."),
    (10_001, "Ô C2 là 10.001: nhiều nhất 10.000."),
    (1e300, "Ô C2 là 1.000e+300: nhiều nhất 10.000."),
    *((typed, f"Ô C2: “{typed}” không đọc được là số: {REMEDY}.") for typed in NOT_NUMBERS),
    ("9" * 5000, "Ô C2: số quá dài: nhập nhiều nhất 15 chữ số."),
]


@pytest.mark.parametrize(("typed", "sentence"), NO_FIGURES, ids=[str(row[0])[:9] for row in NO_FIGURES])
def test_what_is_no_figure_is_named_with_its_cell(typed, sentence):
    """69 to 71."""
    assert fault(with_cell(typed)) == sentence


def test_a_number_of_excel_that_is_none_is_named():
    sheet = bad.part(bad.book(), bad.SHEET_PART).replace(b"<v>3</v>", b"<v>NaN</v>")
    assert fault(bad.rewritten(bad.book(), {bad.SHEET_PART: sheet})) == "Ô C2 có số không đọc được: hãy gõ lại."


def test_decimals_for_weights():
    assert decimal_of(Cell((2, 3), "1.250,5")) == Decimal("1250.5")
    assert decimal_of(Cell((2, 3), Decimal("0.5"))) == Decimal("0.5")


# --- days -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("03/04/2025", date(2025, 4, 3)),  # 55
        ("31/12/2024", date(2024, 12, 31)),  # 56
        (45000, date(2023, 3, 15)),  # 61
        (date(2023, 3, 15), date(2023, 3, 15)),
        (" 01 / 04 / 2025\u00a0", date(2025, 4, 1)),  # 63
        ("ngày 5 tháng 3 năm 2024", date(2024, 3, 5)),  # 64
        (61, date(1900, 3, 1)),
        (59, date(1900, 2, 28)),
        (None, None),
    ],
)
def test_a_day_is_read_however_it_is_written(value, expected):
    row = found(with_cell(value)).rows[0]
    assert date_of(row.cells.get("collective")) == expected


def test_days_of_an_old_mac_count_from_1904():
    """62: the flag is read, for cells that are days and for bare numbers."""
    for value in (date(2023, 3, 15), 45000 - 1462):
        book = Workbook()
        book.epoch = datetime(1904, 1, 1)
        book.active.append(("Tên đơn vị", "Tập thể", "Cá nhân"))
        book.active.append(("LĐLĐ huyện", value, 1))
        book.save(out := io.BytesIO())
        table = found(out.getvalue())
        assert (table.is_1904, date_of(table.rows[0].cells["collective"], is_1904=True)) == (True, date(2023, 3, 15))


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("12/31/2024", "Ô C2: ngày “12/31/2024” sai: tháng 31 không có, hãy viết ngày trước tháng sau (dd/mm/yyyy)."),
        ("29/02/2023", "Ô C2: ngày “29/02/2023” sai: tháng 2 năm 2023 có các ngày từ 1 đến 28."),
        ("1/4/25", "Ô C2: ngày “1/4/25” sai: nhập đủ 4 chữ số năm."),
        ("15 tháng Giêng", "Ô C2: “15 tháng Giêng” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024."),
        (60, "Ô C2 là 60, không phải một ngày: hãy gõ dd/mm/yyyy."),
        (3_000_000, "Ô C2 là 3.000.000, không phải một ngày: hãy gõ dd/mm/yyyy."),
        (-1, "Ô C2 là -1, không phải một ngày: hãy gõ dd/mm/yyyy."),
    ],
)
def test_what_is_no_day_says_why(value, sentence):
    with pytest.raises(CellFault) as refused:
        date_of(found(with_cell(value)).rows[0].cells["collective"])
    assert str(refused.value) == sentence


# --- several tables -------------------------------------------------------------------------------------------------

PEOPLE = (Wanted("name", "Họ và tên"), Wanted("born", "Ngày sinh", ("Ngày, tháng, năm sinh", "Ngày sinh")), Wanted("note", "Ghi chú", required=False))
TEAMS = (Wanted("name", "Tên tập thể"), Wanted("people", "Số người"), Wanted("note", "Ghi chú", required=False))


def two_sheets(*heads: tuple[str, ...]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for at, head in enumerate(heads):
        sheet = book.create_sheet(f"Trang {at + 1}")
        sheet.append(head)
        sheet.append(("A", "1985", "x"))
    book.save(out := io.BytesIO())
    return out.getvalue()


def test_each_sheet_is_read_as_what_it_is():
    content = two_sheets(("Tên tập thể", "Số người", "Ghi chú"), ("Họ và tên", "Ngày tháng năm sinh", "Ghi chú"))
    tables = read_tables(content, {"people": PEOPLE, "teams": TEAMS})
    assert {kind: table.sheet for kind, table in tables.items()} == {"teams": "Trang 1", "people": "Trang 2"}
    assert [table.notes for table in tables.values()] == [(), ()]


def test_a_slip_in_one_head_does_not_lose_its_sheet():
    content = two_sheets(("Tên tập thể", "Số người", "Ghi chú"), ("Họ và tên", "Sinh", "Ghi chú"))
    with pytest.raises(XlsxRefused) as refused:
        read_tables(content, {"people": PEOPLE, "teams": TEAMS})
    assert str(refused.value) == "Đầu bảng ở dòng 1 của trang “Trang 2”: thiếu cột “Ngày sinh”."
