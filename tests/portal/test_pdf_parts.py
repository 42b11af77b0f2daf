from pathlib import Path

import pytest

from portal.pdf import Layout, PdfError, UNTAGGED_ARCHIVE, merge, print_part
from tests.portal.archive import archive_faults, outline

HEAD = "<html lang=vi><head><title>Danh sách</title><meta name=author content='LĐLĐ tỉnh'></head>"
STYLE = "<style>@page { size: 100mm 100mm; margin: 10mm } td, th { padding: 0; height: 9mm } table { border-spacing: 0 }</style>"


def page(rows: int, before: str = "") -> str:
    """A page of 8 lines of 9 mm: the head of a table and 7 of its rows; an <h1> takes more than one."""
    body = "".join(f"<tr><td>{number}" for number in range(rows))
    return f"{HEAD}{STYLE}{before}<table class='list'><thead><tr><th>Số<tbody>{body}</table>"


def printed(folder: Path, html: str, name: str = "a.pdf", **options) -> tuple[Path, Layout]:
    file = folder / name
    return file, print_part(html, file, counted="list", **options)


def test_a_part_says_how_it_was_laid_out(tmp_path):
    _, layout = printed(tmp_path, page(20, "<h1>Ế</h1><h2>ê</h2>"))
    assert (layout.pages, layout.rows) == (4, 20)
    assert layout.head == pytest.approx(9 * 72 / 25.4, abs=0.1)
    assert [(mark.level, mark.label, mark.page) for mark in layout.bookmarks] == [(1, "Ế", 0), (2, "ê", 0)]


def test_a_cut_part_leaves_the_last_page_to_the_next_one(tmp_path):
    assert printed(tmp_path, page(14), cut=False)[1].pages == 2
    _, layout = printed(tmp_path, page(13), cut=True)
    assert (layout.pages, layout.rows) == (1, 7)
    _, layout = printed(tmp_path, page(15), cut=True)
    assert (layout.pages, layout.rows) == (2, 14)


def test_a_part_is_cut_only_where_a_page_begins_with_a_row(tmp_path):
    text = "<p>Một câu.</p>" * 40
    _, layout = printed(tmp_path, page(13) + text, cut=True)
    assert layout.rows == 7
    file, layout = printed(tmp_path, page(3) + text, name="none.pdf", cut=True)
    assert (layout.pages, file.exists()) == (0, False)


def test_parts_become_one_document_with_its_bookmarks_and_its_claim(tmp_path):
    parts = [
        printed(tmp_path, page(10, "<h1>Một</h1><h2>Hai</h2>"), "1.pdf", variant=UNTAGGED_ARCHIVE),
        printed(tmp_path, page(3, "<h2>Ba</h2><h4>Bốn</h4>"), "2.pdf", variant=UNTAGGED_ARCHIVE),
        printed(tmp_path, page(3, "<h1>Năm</h1>"), "3.pdf", variant=UNTAGGED_ARCHIVE),
    ]
    whole = merge(parts)
    assert outline(whole) == [(1, "Một", 1), (2, "Hai", 1), (2, "Ba", 3), (3, "Bốn", 3), (1, "Năm", 4)]
    assert archive_faults(whole, "U") == []
    assert merge(parts) == whole


def test_a_part_that_is_missing_broken_or_too_short_is_a_sentence(tmp_path):
    good = printed(tmp_path, page(3), "1.pdf")
    broken = tmp_path / "2.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    lost = "Một phần của bản in đã mất hoặc hỏng: hãy in lại."
    for second in ((tmp_path / "none.pdf", good[1]), (broken, good[1])):
        with pytest.raises(PdfError, match=lost):
            merge([good, second])
    with pytest.raises(PdfError, match="Phần 2 của bản in thiếu trang: hãy in lại."):
        merge([good, (good[0], printed(tmp_path, page(20), "3.pdf")[1])])
    assert merge([good, good])


def test_a_part_has_its_own_limits(tmp_path):
    with pytest.raises(PdfError, match="quá 1 giây"):
        printed(tmp_path, "<p>" + "a " * 300_000, seconds=1)
    assert list(tmp_path.iterdir()) == []
