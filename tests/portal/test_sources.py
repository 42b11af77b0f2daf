"""Documents as lines and tables: what the doors to text, Word and PDF read, and the sentence for each file they refuse."""

import io
import time
import unicodedata
import zipfile

import pikepdf
import pytest
from docx import Document

from portal.pdf import html_to_pdf
from portal.sources import Line, SourceRefused, Table
from portal.sources.plain import text_blocks
from portal.sources.reading import MAX_BYTES, MAX_PIECES, read_source, text_source
from tests.conferences.documents import encrypted_word, old_word

PAGE = "<html lang=vi><head><style>table {{ border-collapse: collapse }} td {{ border: 1px solid black; padding: 2pt 20pt }} @page {{ size: A4; margin: 2cm }} body {{ font: 14pt 'Times New Roman', serif }}</style></head><body>{}</body></html>"


def word(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(SourceRefused) as refused:
        read_source(content)
    return str(refused.value)


def test_the_marks_of_an_extraction_are_read_and_dropped():
    text = "### *1.1. Khu vực:*\n\n1\\. **Thời gian:** 01 ngày\n**KẾ HOẠCH  \nTổ chức**\n*** Khối A:**\n“*Cả nước*”\n---"
    assert text_source(text).blocks == (
        Line("1.1. Khu vực:", italic=True),
        Line(""),
        Line("1. **Thời gian:** 01 ngày"),
        Line("KẾ HOẠCH", bold=True),
        Line("Tổ chức", bold=True),
        Line("* Khối A:", bold=True),
        Line("“Cả nước”"),
        Line(""),
    )


def test_tables_by_tabs_and_by_bars():
    tabs = "Stt\tTên\tSố lượng\n1\tLĐLĐ A\t2\n\tTổng\t2"
    assert text_source(tabs).blocks == (Table((("Stt", "Tên", "Số lượng"), ("1", "LĐLĐ A", "2"), ("", "Tổng", "2"))),)
    bars = "| Tên | Số |\n|---|---|\n| A | 2 |"
    assert text_source(bars).blocks == (Table((("Tên", "Số"), ("A", "2"))),)
    assert text_source("1.\tMục đích\n-\tYêu cầu").blocks == (Line("1. Mục đích"), Line("- Yêu cầu"))


def test_word_gives_bold_automatic_numbers_and_merged_heads():
    document = Document()
    document.add_paragraph("Một", style="List Number")
    document.add_paragraph("Hai", style="List Number")
    document.add_paragraph("Gạch", style="List Bullet")
    mixed = document.add_paragraph("gửi ")
    mixed.add_run("trước ngày").bold = True
    mixed.add_run(" mai")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Tên"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Trong đó"
    table.cell(1, 1).text, table.cell(1, 2).text = "A", "B"
    out = io.BytesIO()
    document.save(out)
    assert read_source(out.getvalue()).blocks == (
        Line("1. Một"),
        Line("2. Hai"),
        Line("- Gạch"),
        Line("gửi **trước ngày** mai"),
        Table((("Tên", "Trong đó", ""), ("", "A", "B"))),
    )


def test_a_pdf_gives_paragraphs_and_tables():
    long = "Tổng kết, đánh giá kết quả và tác dụng của phong trào thi đua yêu nước kể từ sau Hội nghị biểu dương điển hình lần trước."
    table = "<table><tr><td>Tên</td><td>Số</td></tr><tr><td>LĐLĐ A</td><td>2</td></tr></table>"
    html = PAGE.format(f"<p>1. {long}</p><p>2. <b>Thời gian:</b> 01 ngày.</p>{table}")
    assert read_source(html_to_pdf(html)).blocks == (
        Line(f"1. {long}", page=1),
        Line("2. **Thời gian:** 01 ngày.", page=1),
        Table((("Tên", "Số"), ("LĐLĐ A", "2")), page=1),
    )


def test_nfd_becomes_nfc_silently():
    text = "Kế hoạch tổ chức Hội nghị"
    assert text_source(unicodedata.normalize("NFD", text)).blocks == (Line(text),)
    assert read_source(word(unicodedata.normalize("NFD", text))).blocks == (Line(text),)


def test_utf16_and_a_byte_order_mark_are_text():
    assert read_source("Kế hoạch".encode("utf-16")).blocks == read_source("\ufeffKế hoạch".encode()).blocks == (Line("Kế hoạch"),)


def scanned() -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(out)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def pages(count: int) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(count):
        pdf.add_blank_page()
    pdf.save(out)
    return out.getvalue()


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


TCVN3 = "KÕ ho¹ch tæ chøc Héi nghÞ biÓu d­¬ng ®iÓn h×nh tiªn tiÕn trong c«ng nh©n, viªn chøc, lao ®éng; ®oµn viªn, ®¬n vÞ"
VNI = "Keá hoaïch toå chöùc Hoäi nghò bieåu döông ñieån hình tieân tieán trong coâng nhaân vieân chöùc lao ñoäng"
REFUSED = [
    ("nothing", lambda: b" \n", "Tệp không có chữ nào: hãy chọn tệp khác."),
    ("a scan", scanned, "PDF này là bản quét (ảnh), không có chữ để đọc"),
    ("a locked PDF", lambda: locked(html_to_pdf(PAGE.format("<p>Kế hoạch</p>"))), "PDF có mật khẩu"),
    ("a broken PDF", lambda: b"%PDF-1.7 nothing", "Tệp này không phải PDF hoặc đã bị hỏng"),
    ("301 pages", lambda: pages(301), "Tài liệu dài quá 300 trang"),
    ("an old Word file", old_word, "Tệp Word kiểu cũ (.doc): hãy mở bằng Word, lưu thành .docx"),
    ("a Word file with a password", encrypted_word, "Tệp Word có mật khẩu"),
    ("half a Word file", lambda: word("Kế hoạch")[:3000], "Không đọc được tệp Word này"),
    ("a workbook", lambda: archive(xl__workbook_xml=b"<a/>"), "Tệp nén này không phải tài liệu Word"),
    ("a bomb", lambda: archive(word__document_xml=bytes(60 * 1024 * 1024)), "giải nén ra quá lớn"),
    ("a Word file of 301 pages", lambda: archive(word__document_xml=b"<a/>", docProps__app_xml=b"<Pages>301</Pages>"), "quá 300 trang"),
    ("a text of a thousand pages", lambda: "Kế hoạch thi đua.\n".encode() * 60_000, "Tài liệu dài quá 300 trang"),
    ("RTF", lambda: b"{\\rtf1 a}", "Đây là tệp RTF"),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n", "Đây là ảnh"),
    ("TCVN3 in Word", lambda: word(TCVN3 * 3), "không phải chữ Unicode (phông TCVN3 (.VnTime))"),
    ("TCVN3 as bytes", lambda: (TCVN3 * 3).encode("cp1252"), "không phải chữ Unicode (phông TCVN3 (.VnTime))"),
    ("VNI", lambda: (VNI * 3).encode(), "không phải chữ Unicode (phông VNI)"),
    ("bytes of no text", lambda: bytes(range(256)) * 4, "không phải Word (.docx), PDF hay văn bản Unicode"),
    ("too heavy", lambda: b"a" * (MAX_BYTES + 1), "Tệp nặng hơn 10 MB"),
]


@pytest.mark.parametrize(("make", "sentence"), [(make, says) for _, make, says in REFUSED], ids=[name for name, _, _ in REFUSED])
def test_what_cannot_be_read_is_refused_with_a_sentence(make, sentence):
    assert sentence in refusal(make())


def test_one_converted_name_does_not_make_a_document_legacy():
    assert text_source("Kế hoạch tổ chức Hội nghị biểu dương. " + TCVN3[:20]).blocks != ()


LONG = 300_000
TANGLED = {
    "bars": "|" * LONG + "x|",
    "bars and blanks": "| " * (LONG // 2) + "x |",
    "blanks": "x" + " " * LONG + "x",
    "backslashes": "x" + "\\ " * (LONG // 2) + "x",
    "stars": "*" * LONG + "x",
    "pairs of stars": "** " * (LONG // 3) + "x",
    "tabs": "\t" * LONG + "x",
    "rules": "_=" * (LONG // 2) + "x",
    "marks and tabs": "1.\t" * (LONG // 3) + "x",
}


@pytest.mark.parametrize("text", TANGLED.values(), ids=TANGLED.keys())
def test_no_text_keeps_its_reader_busy(text):
    before = time.process_time()
    text_blocks(text)
    assert time.process_time() - before < 5  # a pattern that goes back and forth needs hours


def test_a_document_of_endless_little_lines_is_too_long():
    with pytest.raises(SourceRefused, match="Tài liệu dài quá 300 trang"):
        text_source("a\n" * (MAX_PIECES + 1))
    with pytest.raises(SourceRefused, match="Tài liệu dài quá 300 trang"):
        text_source("a\tb\tc\n" * (MAX_PIECES // 3 + 1))
