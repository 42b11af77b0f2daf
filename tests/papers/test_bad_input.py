"""Text that would break a layout prints as itself, wrapped; nothing falls off a page and nothing outside it is opened."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from papers.faces.pdf import render
from papers.lines import BOLD
from papers.paper import Appendix, Article, Column, Head, Heading, Issuer, Item, Paper, Paragraph, Row, Signature, Stamp, Table
from portal.pdf import PdfError, html_to_pdf
from tests.papers import samples
from tests.papers.reading import MM, pages

NAME = "Nguyễn" * 20  # 120 letters without a space
MARKUP = (
    "<script>alert(1)</script> & {{ paper.title }} {% now 'Y' %} </style></table> &amp; *a* _b_ ** \"'"
    " <img src=file:///etc/hostname> <link rel=stylesheet href='http://127.0.0.1/a.css'>"
    " @import url(http://127.0.0.1/b.css); background: url('file:///etc/passwd')"
)
STAMP = Stamp(f"https://{'guongsang' * 4}.example.vn/kiem-tra/{'0123456789abcdef' * 2}/", " ".join(["0123 4567 89ab cdef"] * 2))


def everywhere(words: str, *, letter: bool = False) -> Paper:
    """A paper, lying unless it is a letter, that holds `words` wherever a text may stand."""
    table = Table(
        (Column(1), Column(4), Column(1)),
        ((Head(words, span=2), Head("B", rows=2)), (Head("A"), Head(words))),
        (Row((words,), "group"), Row(("01", words, words)), Row(("", words, ""), "total")),
    )
    body = (
        *(Heading(1, "1", words), Heading(4, "a", words), Paragraph(words, number="1."), Item("+", words, 2)),
        *(Paragraph(words, align="right", italic=True), Article(1, words), Article(2, words, title=words), table),
    )
    return Paper(
        issuers=(Issuer(words, words), Issuer(words)),
        type_name="" if letter else words,
        title=words,
        number=words,
        place_date=words,
        deciding_body=words,
        grounds=(words, words),
        decides=words,
        lead=words,
        addressees=(words, words),
        body=body,
        signatures=(Signature((words, words), words),) * 2,
        recipients=(words, words),
        appendices=(Appendix(words, (table,), "I", words, landscape=letter),),
        mark=words,
        landscape=not letter,
        draft=True,
        notes=(words,),
    )


def printed(paper: Paper) -> str:
    """All the letters of a paper in upper case, once each of its pages has been found to hold what stands on it."""
    found = pages(render(paper, stamp=STAMP))
    for page in found:
        right, bottom = page.width - 20 * MM, page.height - 4 * MM
        assert min(char["x0"] for char in page.chars) >= 30 * MM - 0.5
        assert max(char["x1"] for char in page.chars) <= right + 0.5
        assert max(rect["x1"] for rect in [*page.rects, {"x1": 0}]) <= right + 1
        assert max(char["bottom"] for char in page.chars) <= bottom
    return "".join("".join(char["text"] for char in page.chars) for page in found).upper()


def letters(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


@pytest.mark.parametrize("letter", [False, True])
def test_a_name_of_120_letters_is_wrapped_wherever_it_stands(letter):
    assert letters(printed(everywhere(NAME, letter=letter))).count(letters("Nguyễn")) >= 20 * 45


@pytest.mark.parametrize("letter", [False, True])
def test_markup_of_any_kind_prints_as_itself_and_opens_nothing(letter):
    found = letters(printed(everywhere(MARKUP, letter=letter)))
    assert found.count("FILE:///ETC/HOSTNAME") >= 30
    assert letters(MARKUP) in found


def test_what_the_text_before_did_not_do_a_real_picture_does():
    with pytest.raises(PdfError, match="không được mở “file:///etc/hostname”"):
        html_to_pdf("<img src='file:///etc/hostname'>")


@pytest.mark.parametrize("type_name", ["KẾ HOẠCH", ""])
def test_a_title_of_4000_letters_is_wrapped(type_name):
    title = "Về việc tổ chức hội nghị " * 160
    paper = samples.plan(title=title, type_name=type_name, body=(), appendices=(Appendix(title, (), reference=title),))
    assert letters(printed(paper)).count(letters("tổ chức hội nghị")) >= 3 * 160


def test_a_foot_longer_than_a_page_goes_on_on_the_next():
    recipients = tuple(f"Công đoàn cơ sở số {number}" for number in range(1, 121))
    found = printed(samples.plan(body=(Paragraph("Một."),), recipients=recipients, appendices=()))
    assert "".join(found.split()).count("CÔNGĐOÀNCƠSỞSỐ") == 120
    assert "NGUYỄN THỊ THIỆU" in found


@pytest.mark.parametrize("columns", [11, 12, 26])
def test_the_figures_of_a_wide_table_stay_whole(columns):
    table = samples.grid("05", columns=columns)
    [page] = pages(render(samples.letter(body=(table,))))
    assert page.extract_table()[-1] == ["05"] * columns


def test_decomposed_letters_print_composed():
    title = unicodedata.normalize("NFD", "Tổ chức Hội nghị biểu dương điển hình tiên tiến")
    found = printed(everywhere(title))
    assert unicodedata.is_normalized("NFC", found)
    assert letters(found).count("ĐIỂNHÌNHTIÊNTIẾN") >= 30


@pytest.mark.parametrize(("letter", "named"), [("\x07", "U+0007"), ("☑", "“☑” (U+2611)"), ("😀", "“😀” (U+1F600)")])
def test_a_letter_that_the_font_lacks_is_an_error_and_no_box(letter, named):
    with pytest.raises(PdfError, match=re.escape(named)):
        render(samples.letter(recipients=(f"Lưu: VT{letter}",)))


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="aếĐ1 .;:-+)(<>&{}%*_/\\\"'#@\n\u00a0", min_size=1, max_size=80))
@example("** ** a **")
@example("{# a #}<!-- b --> ]]> &#x41;")
def test_any_text_comes_out_as_it_went_in(words):
    """In a paragraph, where nothing but `**` is markup."""
    paper = samples.letter(body=(Paragraph(f"Đầu{words}Cuối"), Item("-", f"Đầu{words}Cuối")), addressees=(), mark="")
    found = letters(printed(paper))
    expected = letters(unicodedata.normalize("NFC", BOLD.sub(r"\1", f"Đầu{words}Cuối")))
    assert found.count(expected) == 2
