"""The paper as data: how a text ends, and what no face can print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.limits import refuse_unprintable, texts
from papers.paper import Article, Heading, Item, Paragraph, ended
from portal.pdf import PdfError
from tests.papers import samples


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Đề nghị thực hiện", "Đề nghị thực hiện./."),
        ("Đề nghị thực hiện.", "Đề nghị thực hiện./."),
        ("Đề nghị thực hiện./.", "Đề nghị thực hiện./."),
        ("Đề nghị thực hiện; ", "Đề nghị thực hiện./."),
        ("Gửi về **Văn phòng**.", "Gửi về **Văn phòng**./."),
        ("Gửi về **Văn phòng.**", "Gửi về **Văn phòng**./."),
        ("Có bao nhiêu người?", "Có bao nhiêu người?./."),
    ],
)
def test_a_text_ends_with_its_mark_directly_after_the_last_word(text, closed):
    first = Paragraph("Một.")
    assert ended((first, Paragraph(text))) == (first, Paragraph(closed))
    assert ended((first, Item("-", text))) == (first, Item("-", closed))
    assert ended((Article(3, text, title="Hiệu lực"),)) == (Article(3, closed, title="Hiệu lực"),)


@given(st.text(alphabet="ế b.;/*\n ", max_size=12))
def test_what_is_ended_once_stays_as_it_is(text):
    once = ended((Paragraph(text),))
    assert ended(once) == once


def test_what_ends_with_a_table_or_a_heading_has_no_last_word():
    for last in (samples.speeches(), Heading(1, "I", "Mục đích"), Paragraph("", number="1.")):
        assert ended((Paragraph("Một."), last)) == (Paragraph("Một."), last)
    assert ended(()) == ()


def test_every_text_of_a_paper_is_found():
    found = set(texts(samples.plan(draft=True, notes=("Xem lại.",))))
    assert {"KẾ HOẠCH", "Xem lại.", "Mục đích, yêu cầu", "Tập thể khối HCSN", "Lưu: VT, Ban CTCS", "II", "1."} <= found


@pytest.mark.parametrize(
    ("landscape", "columns", "sentence"),
    [
        (False, 26, ""),
        (
            False,
            27,
            "Bảng có 27 cột, trang giấy dọc in được nhiều nhất 26 cột: "
            "hãy bớt cột hoặc tách thành nhiều bảng, hoặc in trên giấy ngang.",
        ),
        (True, 41, ""),
        (True, 200, "Bảng có 200 cột, trang giấy ngang in được nhiều nhất 41 cột: hãy bớt cột hoặc tách thành nhiều bảng."),
    ],
)
def test_a_table_too_wide_for_its_page_is_refused(landscape, columns, sentence):
    paper = samples.plan(body=(samples.grid("05", columns=columns),), appendices=(), landscape=landscape)
    if not sentence:
        return refuse_unprintable(paper)
    with pytest.raises(PdfError) as refusal:
        refuse_unprintable(paper)
    assert str(refusal.value) == sentence


def test_letters_that_the_font_lacks_are_named_wherever_they_stand():
    paper = samples.letter(recipients=("Như trên", "Lưu: \x07VT ☑"))
    with pytest.raises(PdfError) as refusal:
        refuse_unprintable(paper)
    assert str(refusal.value) == (
        "Phông chữ của văn bản không có chữ U+0007, “☑” (U+2611): hãy thay bằng chữ khác."
    )
