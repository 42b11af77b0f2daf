"""A Word document that is read again holds what was put in; a broken or huge one gets one sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.shared import Mm

from portal.word import Cell, Label, Level, Listing, Page, Paragraph, Rule, Run, Section, Style, Table, WordError, read, write
from portal.word.opening import OPENED_LIMIT
from portal.word.reader import BROKEN, TOO_LARGE
from tests.papers.word_reading import counted, shown

BODY = Style("Normal", 14, align="justify", first_line=10, before=6)
HEADING = Style("Heading 1", 14, bold=True, with_next=True)
OWN = Style("Căn cứ", 13, italic=True)
PAGE = Page((210, 297), (20, 20, 20, 30), Style("Số trang", 14), mark="DỰ THẢO")


def said(text: str, style: Style = BODY) -> Paragraph:
    return Paragraph((Run(text),), style)


def cell(text: str, **shape) -> Cell:
    return Cell((said(text),), **shape)


TABLE = Table(
    (20, 60, 40, 40),
    (
        (cell("Stt", rows=2), cell("Tên đơn vị", rows=2), cell("Trong đó", span=2)),
        (cell("Tập thể"), cell("Cá nhân")),
        (cell("I. Khối huyện", span=4),),
        (cell("1"), cell("LĐLĐ huyện Sìn Hồ"), cell("04"), cell("08")),
    ),
    heads=2,
    border=0.75,
)
MIXED = Paragraph((Run("Thời gian: ", bold=True), Run("01 ngày,\ndự kiến tháng 6", italic=True)), BODY)
SECTIONS = (
    Section((said("I. MỤC ĐÍCH", HEADING), said("Căn cứ Luật", OWN), Rule(40, 160, 0.75), MIXED, TABLE)),
    Section((said("Phụ lục"),), landscape=True),
)


@pytest.fixture(scope="module")
def content() -> bytes:
    return write(SECTIONS, PAGE, body=BODY, title="Kế hoạch")


@pytest.fixture(scope="module")
def document(content):
    return docx.Document(io.BytesIO(content))


def filled(content: bytes) -> list:
    return [block for block in read(content) if block]


# --- write ----------------------------------------------------------------------------------------------------------


def test_what_was_written_is_read_in_its_order(content):
    assert filled(content) == [
        "I. MỤC ĐÍCH",
        "Căn cứ Luật",
        "Thời gian: 01 ngày,\ndự kiến tháng 6",
        [
            ["Stt", "Tên đơn vị", "Trong đó"],
            ["Tập thể", "Cá nhân"],
            ["I. Khối huyện"],
            ["1", "LĐLĐ huyện Sìn Hồ", "04", "08"],
        ],
        "Phụ lục",
    ]


def test_the_same_blocks_give_the_same_bytes(content):
    assert write(SECTIONS, PAGE, body=BODY, title="Kế hoạch") == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pages_are_a4_with_the_margins_and_the_wide_section_lies(document):
    sizes = [(section.page_width, section.page_height) for section in document.sections]
    assert [(round(width.mm), round(height.mm)) for width, height in sizes] == [(210, 297), (297, 210)]
    first = document.sections[0]
    margins = (first.top_margin, first.right_margin, first.bottom_margin, first.left_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 20, 30]


def test_each_section_counts_from_its_second_page_and_the_mark_stands_on_all(document):
    for section in document.sections:
        later, first = section.header, section.first_page_header
        assert section.different_first_page_header_footer
        assert "PAGE" in later._element.xml
        assert "PAGE" not in first._element.xml
        assert [header.paragraphs[0].text.count("DỰ THẢO") for header in (later, first)] == [1, 1]
        assert 'w:pgNumType w:start="1"' in section._sectPr.xml


def test_a_look_is_a_named_style(document):
    by_text = {paragraph.text: paragraph.style for paragraph in document.paragraphs}
    heading, own = by_text["I. MỤC ĐÍCH"], by_text["Căn cứ Luật"]
    assert (heading.name, heading.font.name, heading.font.size.pt) == ("Heading 1", "Times New Roman", 14)
    assert heading.font.bold
    assert (own.name, own.font.size.pt, own.font.italic) == ("Căn cứ", 13, True)
    assert abs(document.styles["Normal"].paragraph_format.first_line_indent - Mm(10)) < Mm(0.1)
    assert "Theme" not in heading.element.rPr.rFonts.xml


def test_runs_keep_what_is_bold_or_italic(document):
    [mixed] = [paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Thời gian")]
    assert [(run.text, run.bold, run.italic) for run in mixed.runs] == [
        ("Thời gian: ", True, None),
        ("01 ngày,\ndự kiến tháng 6", None, True),
    ]


def test_the_head_repeats_and_cells_are_joined(document):
    [table] = document.tables
    assert [("w:tblHeader" in row._tr.xml, "w:cantSplit" in row._tr.xml) for row in table.rows] == [
        (True, True),
        (True, True),
        (False, True),
        (False, True),
    ]
    assert [cell.text for cell in table.rows[1].cells] == ["Stt", "Tên đơn vị", "Tập thể", "Cá nhân"]
    assert [cell.text for cell in table.rows[0].cells] == ["Stt", "Tên đơn vị", "Trong đó", "Trong đó"]


def test_a_row_that_does_not_fit_and_two_looks_of_one_name_are_refused():
    with pytest.raises(ValueError, match="does not fit"):
        write([Section((Table((10, 10), ((cell("một"),),)),))], PAGE, body=BODY)
    with pytest.raises(ValueError, match="Two looks"):
        write([Section((said("a", OWN), said("b", Style("Căn cứ", 11))))], PAGE, body=BODY)


def test_letters_that_xml_forbids_are_left_out_and_accents_are_composed():
    sections = [Section((said("a\x00b\x0bc\ud800d <&> tie\u0302\u0301n"),))]
    assert filled(write(sections, PAGE, body=BODY)) == ["abcd <&> tiến"]


TREE = Listing((Level("%1.", "upperRoman", style=HEADING), Level("%2."), Level("%2.%3."), Level("%4)", "lowerLetter", highest=4)))
BULLETS = Listing((Level("-", "bullet", first_line=10), Level("+", "bullet")))


def numbered(*labels: str, listing: Listing = TREE) -> bytes:
    blocks = tuple(Paragraph((Run("chữ"),), BODY, Label(label, listing)) for label in labels)
    return write([Section(blocks)], PAGE, body=BODY, listings=[TREE, BULLETS])


@pytest.mark.parametrize(
    ("labels", "text", "lists"),
    [
        (["I.", "1.", "1.1.", "1.2.", "a)", "b)", "2.", "2.1.", "a)", "II.", "1."], [], 1),
        (["I.", "III.", "1.", "IV.", "1."], [], 2),
        (["1.", "2.", "1.", "2.", "I.", "1."], [], 2),
        (["1.", "2.2.", "1.2.", "1.1."], ["2.2.", "1.2."], 1),
        (["c)", "d)", "đ)", "e)", "a)"], ["đ)", "e)"], 3),
        (["01.", "IIII.", "A.", "10000.", "1", "", "%1."], ["01.", "IIII.", "A.", "10000.", "1", "", "%1."], 1),
    ],
    ids=["as Word counts", "a leap", "anew", "below a number that is not there", "letters", "no numbers of Word"],
)
def test_word_counts_what_it_arrives_at_and_the_rest_is_text(labels, text, lists):
    """`text` are the labels that Word does not count; one list counts on as long as it can."""
    content = numbered(*labels)
    assert shown(content) == [f"{label} chữ".strip() for label in labels]
    counted_by_word = [number for number, _ in counted(content)]
    assert counted_by_word == [label for label in labels if label not in text]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("word/numbering.xml").count(b"<w:num ") == lists + 1  # and the bullets'


def test_bullets_are_words_own():
    assert [number for number, _ in counted(numbered("-", "+", "-", "*", listing=BULLETS))] == ["-", "+", "-"]


def test_a_paragraph_of_a_numbered_style_without_a_number_gets_none():
    content = write([Section((said("Không số", HEADING),))], PAGE, body=BODY, listings=[TREE])
    assert shown(content) == ["Không số"]


def test_a_table_that_word_would_call_broken_is_refused():
    def table(columns: int) -> bytes:
        return write([Section((Table((2,) * columns, ((cell("1"),) * columns,)),))], PAGE, body=BODY)

    assert len(filled(table(63))[0][0]) == 63
    with pytest.raises(WordError, match="64 cột"):
        table(64)


# --- read -----------------------------------------------------------------------------------------------------------


def packed(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + bytes(600), packed(note=b"x"), packed(**{"[Content_Types].xml": b"<"})],
    ids=["nothing", "a pdf", "with a password, or an old .doc", "another archive", "broken inside"],
)
def test_what_is_no_word_document_gets_one_sentence(data):
    with pytest.raises(WordError) as refused:
        read(data)
    assert str(refused.value) == BROKEN


def test_a_torn_document_gets_the_same_sentence(content):
    with pytest.raises(WordError, match="Không đọc được tệp Word này"):
        read(content[: len(content) // 2])


def test_a_bomb_is_refused_before_it_is_opened():
    bomb = packed(**{"word/document.xml": bytes(OPENED_LIMIT + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(WordError) as refused:
        read(bomb)
    assert str(refused.value) == TOO_LARGE
