"""Workbooks that go wrong, made for real: one function for each row of the catalogue (safety.md, 6.1 and 6.2)."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from portal.xlsx import Column, Head, Row, Sheet, write

HEAD = ("STT", "Tên đơn vị", "Tập thể", "Cá nhân")
ROWS = ((1, "LĐLĐ huyện Tam Đường", 3, 10), (2, "Công đoàn Viên chức tỉnh", 1, 4))
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
RELS_PART = "xl/_rels/workbook.xml.rels"
SHEET_PART, TEXTS_PART, STYLES_PART = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"


def book(change: Callable[[Worksheet], object] = lambda sheet: None, rows: tuple = (HEAD, *ROWS)) -> bytes:
    """A sound workbook of one sheet, "Bảng", after `change`."""
    made = Workbook()
    made.active.title = "Bảng"
    for row in rows:
        made.active.append(row)
    change(made.active)
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def own_sheet() -> bytes:
    """As the portal writes it: lines above, a head of two rows with merged cells."""
    columns = (Column(6, "center"), Column(36), *(Column(13, "right"),) * 3)
    head = (
        (Head("STT", rows=2), Head("Tên đơn vị", rows=2), Head("Số lượng", span=3)),
        (Head("Tổng số"), Head("Tập thể"), Head("Cá nhân")),
    )
    rows = [Row((1, "LĐLĐ huyện Tam Đường", 13, 3, 10)), Row(("", "Tổng số", 13, 3, 10), total=True)]
    return write([Sheet("Phân bổ lần 1", columns, head, rows, lines=("BẢNG PHÂN BỔ", "Kế hoạch 154/KH-LĐLĐ"))])


def rewritten(content: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The archive with parts replaced, added, or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            data = parts[name] if name in parts else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def archive(*names: str, **contents: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, contents.get(name, b"<x/>"))
    return out.getvalue()


def sheet_of(data: str | bytes) -> bytes:
    """The sound book with other XML for its sheet."""
    return rewritten(book(), {SHEET_PART: data if isinstance(data, bytes) else SHEET.format(data).encode()})


def as_excel(name: str = "<t>LĐLĐ huyện Tam Đường</t>") -> bytes:
    """The sound book with one row, its texts in a part of their own as Excel writes them; `name` is the XML of a unit's name."""
    texts = "".join(f"<si>{text}</si>" for text in (*(f"<t>{word}</t>" for word in HEAD), name))
    head = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABCD"))
    row = '<c r="A2"><v>1</v></c><c r="B2" t="s"><v>4</v></c><c r="C2"><v>3</v></c><c r="D2"><v>10</v></c>'
    relation = '<Relationship Type="http://x/sharedStrings" Target="sharedStrings.xml" Id="rId9"/></Relationships>'
    rels = part(book(), RELS_PART).decode().replace("</Relationships>", relation)
    sheet = f'<sheetData><row r="1">{head}</row><row r="2">{row}</row></sheetData>'
    parts = {RELS_PART: rels, SHEET_PART: SHEET.format(sheet), TEXTS_PART: f"<sst>{texts}</sst>"}
    return rewritten(book(), {name: xml.encode() for name, xml in parts.items()})


# --- 6.1: the container ---------------------------------------------------------------------------------------------


def ole(*streams: str) -> bytes:
    """A compound file as old Office and encrypted packages are: its magic, and the names of its streams in UTF-16."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory


def with_macro() -> bytes:
    return rewritten(book(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macro_book_without_macro() -> bytes:
    types = part(book(), "[Content_Types].xml").replace(
        SPREADSHEET.encode(), b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    return rewritten(book(), {"[Content_Types].xml": types})


def protected() -> bytes:
    made = Workbook()
    for row in (HEAD, *ROWS):
        made.active.append(row)
    made.active.protection.sheet = True
    made.active.protection.password = "mat-khau"
    made.security.lockStructure = True
    return saved(made)


def million_rows() -> bytes:
    """Less than a MB that unpacks to 161 MB."""
    row = "<row>" + '<c><v>1</v></c><c t="str"><v>Công đoàn cơ sở xã</v></c>' * 2 + "<c><v>1</v></c>" * 2 + "</row>"
    return sheet_of(f"<sheetData>{row * 1_000_000}</sheetData>")


def one_long_text() -> bytes:
    """Half a MB, or a little more, that unpacks to 500 MB of one text."""
    out = io.BytesIO(rewritten(as_excel(), {TEXTS_PART: None}))
    made = zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1)
    with made, made.open(TEXTS_PART, "w", force_zip64=True) as text:
        text.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>')
        for _ in range(500):
            text.write(b"a" * 1_000_000)
        text.write(b"</t></si></sst>")
    return out.getvalue()


def two_far_corners() -> bytes:
    """Two cells as far apart as Excel allows."""
    return book(lambda sheet: sheet.cell(1_048_576, 16_384, "xa"))


def lying_dimension() -> bytes:
    sheet = part(book(), SHEET_PART).replace(b'<dimension ref="A1:D3"/>', b'<dimension ref="A1:XFD1048576"/>')
    return rewritten(book(), {SHEET_PART: sheet})


def declared(document: str, name: str = TEXTS_PART) -> bytes:
    """A part that begins with a document type."""
    return rewritten(as_excel(), {name: document.encode()})


LAUGHS = (
    '<!DOCTYPE sst [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><sst><si><t>&l9;</t></si></sst>"
)
QUADRATIC = f'<!DOCTYPE sst [<!ENTITY a "{"a" * 50_000}">]><sst><si><t>{"&a;" * 50_000}</t></si></sst>'
OUTSIDE_FILE = '<!DOCTYPE sst [<!ENTITY f SYSTEM "file://{}">]><sst><si><t>&f;</t></si></sst>'


def overlapping() -> bytes:
    """Every name of the directory leads to the same bytes (the way of 42.zip's quick successor)."""
    content = bytearray(archive(*("[Content_Types].xml", "xl/workbook.xml", "xl/a.xml")))
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", content, at + 42, 0)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def false_size() -> bytes:
    """The directory says 10 bytes of what unpacks to 50 MB."""
    content = bytearray(sheet_of("<sheetData/>" + " " * 50_000_000))
    at = content.rindex(SHEET_PART.encode()) - 46
    struct.pack_into("<I", content, at + 24, 10)
    return bytes(content)


def many_sheets() -> bytes:
    made = Workbook(write_only=True)
    for number in range(101):
        made.create_sheet(f"Trang {number}")
    return saved(made)


def many_styles() -> bytes:
    styles = '<styleSheet xmlns="{}"><cellXfs>{}</cellXfs></styleSheet>'.format("x", '<xf numFmtId="0"/>' * 100_000)
    return rewritten(book(), {STYLES_PART: styles.encode()})


def many_merged() -> bytes:
    cells = "".join(f'<mergeCell ref="F{number}:G{number}"/>' for number in range(1, 65_001))
    return sheet_of(f"<sheetData/><mergeCells>{cells}</mergeCells>")


# --- 6.2: the content -----------------------------------------------------------------------------------------------


def guide_first() -> bytes:
    made = Workbook()
    made.active.title = "Hướng dẫn"
    made.active["A1"] = "Điền số vào trang sau."
    _fill(made.create_sheet("Phân bổ"))
    return saved(made)


def hidden_first() -> bytes:
    made = Workbook()
    made.active.title = "Cũ"
    _fill(made.active, ("LĐLĐ cũ", 9, 9))
    made.active.sheet_state = "hidden"
    _fill(made.create_sheet("Phân bổ"))
    made.active = 1
    return saved(made)


def _fill(sheet: Worksheet, *rows: tuple) -> None:
    sheet.append(HEAD)
    for row in rows or ROWS:
        sheet.append((1, *row) if len(row) == 3 else row)


def rich_text() -> bytes:
    return as_excel("<r><rPr><b/></rPr><t>LĐLĐ huyện</t></r><r><t xml:space=\"preserve\"> Tam Đường</t></r><rPh><t>x</t></rPh>")


def with_notes() -> bytes:
    def change(sheet: Worksheet) -> None:
        sheet["C2"].comment = Comment("Xem lại", "Chuyên viên")
        sheet["D2"].comment = Comment("Hỏi huyện", "Chuyên viên")

    return book(change)


def coloured_to_the_end() -> bytes:
    """Every row of the sheet has a colour, three have text."""
    sheet = part(book(), SHEET_PART).decode()
    rows = "".join(f'<row r="{number}" s="1" customFormat="1"/>' for number in range(4, 1_048_577))
    return rewritten(book(), {SHEET_PART: sheet.replace("</sheetData>", rows + "</sheetData>").encode()})
