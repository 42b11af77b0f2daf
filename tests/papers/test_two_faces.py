"""PDF and Word of a paper hold the same text in the same order; LibreOffice opens the Word file to the same pages."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from pdfplumber.page import Page

from conferences.actions import import_plan
from conferences.papers import PAPERS
from conferences.plan_file import read as read_plan
from nominations.papers.decision import decision_paper
from papers.faces import pdf, word
from papers.paper import Article, Heading, Item, Paper, Paragraph
from portal import clock
from tests.builders import make_decision, make_dossier
from tests.conferences.plan_files import BAU_BANG, EXAMPLES, make_units
from tests.papers import office, samples
from tests.papers.reading import MM, TOP_MARGIN, pages
from tests.papers.word_reading import counted, shown, styles

pytestmark = pytest.mark.one_database

print_once = cache(pdf.render)


def text_by_page(printed: list[Page]) -> list[str]:
    """The words of each page below the margin in the order in which they were written, without the repeated number."""
    below = (page.crop((0, TOP_MARGIN, page.width, page.height)) for page in printed)
    return [" ".join(word["text"] for word in page.extract_words(use_text_flow=True)) for page in below]


def number_on_top(page: Page) -> str:
    """What stands in the middle of the top margin; LibreOffice's first line of text reaches a hair into it."""
    return page.crop((page.width * 0.4, 0, page.width * 0.65, TOP_MARGIN - 3 * MM)).extract_text()


def heads(paper: Paper) -> list[str]:
    """The heads of all tables: they come again on each page that their table goes on to."""
    blocks = [*paper.body, *(block for appendix in paper.appendices for block in appendix.body)]
    tables = [block for block in blocks if hasattr(block, "head")]
    return [" ".join(" ".join(cell.text.split()) for row in table.head for cell in row) for table in tables]


def one_text(by_page: list[str], again: list[str], whole: str, *, between: str = " ") -> str:
    """The text of the pages, without the heads that come `again` where `whole` goes on without one."""
    text = ""
    for page in by_page:
        for head in again:
            if page.startswith(head) and not whole[len(text) :].lstrip().startswith(head):
                page = page.removeprefix(head).lstrip()
                break
        text = f"{text}{between}{page}".strip()
    return text


def squeezed(texts: list[str]) -> list[str]:
    """The letters alone: LibreOffice also breaks lines after a hyphen."""
    return [text.replace(" ", "") for text in texts]


def real_papers(example: Path) -> dict[str, Paper]:
    """The papers of an example plan, and a decision of it with two names of each category."""
    plan = import_plan(read_plan(example.read_bytes())).plan
    things = {kind: PAPERS[kind].thing(plan) for kind in PAPERS}
    found = {kind: PAPERS[kind].build(thing, at=clock.now()) for kind, thing in things.items() if thing is not None}
    dossiers = [
        make_dossier(plan, plan.unit, key=category.key, status="endorsed", name=f"{category.label} thứ {place}")
        for category in plan.categories.all()
        for place in ("nhất", "hai")
    ]
    decision = make_decision(plan, dossiers, status="issued", number="87/QĐ-LĐLĐ")
    return found | {"decision": decision_paper(decision, at=clock.now())}


def assert_same_text(paper: Paper) -> None:
    whole = " ".join(shown(word.render(paper)))
    assert one_text(text_by_page(pages(print_once(paper))), heads(paper), whole) == whole


LEAPS = (
    Heading(1, "I", "Một"),
    Paragraph("Một một.", number="1."),
    Heading(2, "2", "Một hai"),
    Heading(3, "2.1", "Một hai một"),
    Heading(3, "2.3", "Một hai ba"),  # leaps below a count that is to be seen: text
    Heading(4, "a", "Ý một"),
    Item("-", "Gạch."),
    Item("+", "Cộng.", level=2),
    Item("a)", "Lại ý một."),  # begins anew without a heading between
    *(Item(f"{letter})", f"Ý {letter}.") for letter in "bcdđegh"),
    Heading(1, "III", "Nhảy một mục"),
    Paragraph("Ba một.", number="1."),
    Paragraph("Lại một.", number="1."),
    Paragraph("Lại hai.", number="2."),
    Heading(1, "IV", "Tiếp"),
    Heading(2, "1", "Bốn một"),
    Heading(2, "", "Không số"),
    Item("1.", "Bốn lại một.", level=2),
    Item("*", "Dấu lạ."),
    Heading(1, "V", "Hết"),
)
COUNTED = [
    *(("I.", "MỘT"), ("1.", "Một một."), ("2.", "Một hai"), ("2.1.", "Một hai một")),
    *(("a)", "Ý một"), ("-", "Gạch."), ("+", "Cộng.")),
    *(("a)", "Lại ý một."), ("b)", "Ý b."), ("c)", "Ý c."), ("d)", "Ý d.")),
    *(("III.", "NHẢY MỘT MỤC"), ("1.", "Ba một."), ("1.", "Lại một."), ("2.", "Lại hai.")),
    *(("IV.", "TIẾP"), ("1.", "Bốn một"), ("1.", "Bốn lại một."), ("V.", "HẾT")),
]


WORD = "Nguyễn" * 20  # 120 letters without a space
MARKUP = "<script>alert(1)</script> & {{ paper.title }} <img src='file:///etc/hostname'> {% now 'Y' %} </w:t> *a* ]]>"
HOSTILE = samples.plan(
    issuers=(samples.Issuer(f"Công đoàn cơ sở {WORD}", MARKUP),),
    title="Về việc " + "tổ chức hội nghị " * 235,  # 4,000 letters
    grounds=(MARKUP,),
    addressees=(WORD, MARKUP),
    body=(Heading(1, "I", WORD), Paragraph(MARKUP), Item("-", WORD), samples.grid("05", WORD, MARKUP, columns=8)),
    signatures=(samples.Signature(("TM. BAN THƯỜNG VỤ", WORD), MARKUP),) * 3,
    recipients=(WORD, unicodedata.normalize("NFD", "Liên đoàn Lao động tỉnh")),
    appendices=(samples.Appendix(MARKUP, (Paragraph(WORD),), reference=WORD, landscape=True),),
)


def bare(*body, **changes) -> Paper:
    return samples.plan(body=body, grounds=(), lead="", recipients=(), appendices=(), **changes)


def test_numbers_that_leap_or_begin_anew_are_those_of_the_paper():
    assert_same_text(bare(*LEAPS))


def test_word_counts_wherever_its_counters_arrive_at_the_number_and_the_rest_is_text():
    """Letters from đ) on are text: Word would go on with e), f)."""
    assert counted(word.render(bare(*LEAPS))) == COUNTED
    assert "đ) Ý đ." in shown(word.render(bare(*LEAPS)))
    assert "2.3. Một hai ba" in shown(word.render(bare(*LEAPS)))


def test_word_counts_articles_and_their_clauses():
    body = (
        Article(1, "", title="Phạm vi"),
        Paragraph("Khoản một.", number="1."),
        Item("a)", "Điểm a;"),
        Item("b)", "Điểm b."),
        Paragraph("Khoản hai.", number="2."),
        Article(2, "Không tên."),
        Paragraph("Khoản một.", number="1."),
        Article(5, "Nhảy số."),
    )
    numbers = [number for number, _ in counted(word.render(bare(*body)))]
    assert numbers == ["Điều 1.", "1.", "a)", "b)", "2.", "Điều 2.", "1.", "Điều 5."]
    assert_same_text(bare(*body))


def test_text_that_would_break_a_layout_is_itself_in_both_faces():
    [whole] = squeezed([" ".join(shown(word.render(HOSTILE)))])
    by_page = squeezed(text_by_page(pages(print_once(HOSTILE))))
    assert one_text(by_page, squeezed(heads(HOSTILE)), whole, between="") == whole
    assert whole.count("".join(MARKUP.split())) >= 8
    assert unicodedata.is_normalized("NFC", whole)


def test_an_appendix_counts_from_one_again():
    appendices = (samples.Appendix("Một", (Heading(1, "I", "Đầu"), Heading(1, "II", "Cuối"))),)
    paper = replace(bare(Heading(1, "I", "Mục"), Heading(1, "II", "Mục")), appendices=appendices)
    assert [number for number, _ in counted(word.render(paper)) if number[0] in "IV"] == ["I.", "II.", "I.", "II."]


def test_a_style_brings_its_number_so_that_an_inserted_section_gets_the_next():
    found = styles(word.render(bare(*LEAPS)))
    numbered = {name for name, style in found.items() if style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None}
    assert numbered == {
        *("heading 1", "heading 2", "heading 3", "heading 4", "Điều"),
        *("Mục liệt kê", "Mục liệt kê 2", "Danh sách nơi nhận", "Nơi gửi"),
    }


@pytest.mark.parametrize("sample", samples.EVERY.values(), ids=samples.EVERY)
def test_the_same_text_in_the_same_order(sample):
    assert_same_text(sample())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_same_text_in_the_same_order_on_the_papers_of_the_real_plans(db, example):
    make_units()
    found = real_papers(example)
    without_table = {"allocation"} if example == BAU_BANG else set()
    assert found.keys() == {"plan", "agenda", "allocation", "decision"} - without_table
    for paper in found.values():
        assert_same_text(paper)


def test_libreoffice_shows_the_same_pages_numbers_and_text(db, tmp_path):
    """Its own counting of the lists is the third opinion on the numbers."""
    every = {name: sample() for name, sample in samples.EVERY.items()} | {"leaps": bare(*LEAPS), "hostile": HOSTILE}
    make_units()
    for example in EXAMPLES:
        every |= {f"{example.stem}-{name}": paper for name, paper in real_papers(example).items()}
    opened = office.printed({name: word.render(paper) for name, paper in every.items()}, tmp_path)
    for name, paper in every.items():
        theirs = pages(opened[name])
        assert abs(len(theirs) - len(pages(print_once(paper)))) <= 1, name
        [whole] = squeezed([" ".join(shown(word.render(paper)))])
        assert one_text(squeezed(text_by_page(theirs)), squeezed(heads(paper)), whole, between="") == whole, name
        numbers = [number_on_top(page) for page in theirs]
        firsts = [place for place, number in enumerate(numbers) if not number]
        assert len(firsts) == 1 + len(paper.appendices), name
        assert numbers == [
            number and str(place - max(first for first in firsts if first <= place) + 1) for place, number in enumerate(numbers)
        ]
