"""A paper with a long list is printed in parts, and nobody can see where they meet."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from papers.faces.parts import LONG, is_long
from papers.faces.pdf import render
from papers.paper import Head, Paragraph, Row, Stamp
from portal.pdf import PdfError
from tests.papers import samples
from tests.papers.lists import PRIZE, decision, money, people
from tests.papers.reading import MM, page_number, pages, text
from tests.portal.archive import archive_faults, outline

NAME = re.compile(r"Tuyết (\d+)\b")
HEADS = ["STT", "Họ và tên", "Đơn vị công tác", "Tiền thưởng"]
STAMP = Stamp("https://guong-sang.example.vn/kiem-tra/abc/", "abcd efgh")
APPENDIX = "Phụ lục DANH SÁCH CÁ NHÂN ĐƯỢC TẶNG BẰNG KHEN"


class Printed:
    def __init__(self, paper, **options):
        self.heard = []
        self.pdf = render(paper, progress=lambda done, total: self.heard.append((done, total)), **options)
        self.pages = pages(self.pdf)
        self.texts = [text(page) for page in self.pages]


@pytest.fixture(scope="module")
def long() -> Printed:
    """1,000 people in an appendix: 1,025 rows of groups and people, and the total."""
    return Printed(decision(1000), stamp=STAMP, archival=True)


def listed(printed: Printed) -> list:
    """The pages with rows of the list."""
    return [page for page, words in zip(printed.pages, printed.texts, strict=True) if NAME.search(words)]


def numbers(page) -> list[int]:
    return [int(number) for number in NAME.findall(text(page))]


def test_every_row_stands_once_and_in_order_and_the_total_at_the_end(long):
    assert [number for page in listed(long) for number in numbers(page)] == list(range(1, 1001))
    assert long.texts[-1].count(f"Cộng {money(1000 * PRIZE)}") == 1
    assert sum(words.count("Cộng") for words in long.texts) == 1


def test_the_head_stands_on_every_page_and_no_row_is_split(long):
    for page in listed(long):
        assert page.extract_table()[0] == HEADS
        kinds = [sum(map(bool, row)) for row in page.extract_table()[1:]]
        assert set(kinds) <= {1, 2, 4}  # a group, the total, a person with all four cells


def test_no_page_in_the_middle_is_half_empty_and_no_group_row_stands_last(long):
    for page in listed(long)[:-1]:
        assert max(char["bottom"] for char in page.chars) > page.height - 20 * MM - 50
        assert "CÔNG ĐOÀN" not in page.extract_table()[-1][0]


def test_pages_are_numbered_through_and_nothing_falls_off(long):
    count = len(long.pages)
    assert [page_number(page) for page in long.pages] == ["", "", *map(str, range(2, count))]
    for page in long.pages[:-1]:  # the last one bears the stamp in its foot
        assert max(char["bottom"] for char in page.chars) <= page.height - 20 * MM + 0.5


def test_the_stamp_is_on_the_last_page_only(long):
    assert [STAMP.code in page.extract_text() for page in long.pages] == [False] * (len(long.pages) - 1) + [True]


def test_the_archival_claim_holds_without_tags_and_the_bookmarks_lead_to_their_pages(long):
    assert archive_faults(long.pdf, "U") == []
    [title, appendix] = outline(long.pdf)
    assert (title[0], title[1][:19], title[2]) == (1, "QUYẾT ĐỊNH Về việc ", 1)
    assert appendix == (1, APPENDIX, 2)


def test_progress_tells_the_rows_that_are_printed(long):
    assert long.heard[-1] == (1026, 1026)
    assert long.heard == sorted(long.heard)
    assert [total for _, total in long.heard] == [1026] * 5  # the decision, the list's first page, two halves, its end


def test_a_list_in_the_paper_itself_ends_with_its_signatures():
    body = (Paragraph("Danh sách như sau:"), people(LONG), Paragraph("Trên đây là danh sách./."))
    printed = Printed(samples.plan(body=body, appendices=()))
    assert [number for page in listed(printed) for number in numbers(page)] == list(range(1, LONG + 1))
    assert [words.count("Nguyễn Thị Thiệu") for words in printed.texts] == [0] * (len(printed.pages) - 1) + [1]
    assert "Trên đây là danh sách./." in printed.texts[-1]
    assert sum("CỘNG HÒA XÃ HỘI" in words for words in printed.texts) == 1
    assert [page_number(page) for page in printed.pages] == ["", *map(str, range(2, len(printed.pages) + 1))]


def test_lying_appendices_and_several_lists_come_in_their_order():
    first = decision(LONG).appendices[0]
    wide = replace(first, landscape=True, title="Danh sách nằm ngang", body=(people(120), Paragraph("Giữa."), people(200)))
    printed = Printed(decision(1, appendices=(first, wide)))
    found = [number for page in listed(printed) for number in numbers(page)]
    assert found == [*range(1, LONG + 1), *range(1, 121), *range(1, 201)]
    lying = [page.width > page.height for page in printed.pages]
    assert lying == sorted(lying)
    starts = [index for index, page in enumerate(printed.pages) if page_number(page) == ""]
    assert [lying[start] for start in starts] == [False, False, True]
    assert [mark[2] - 1 for mark in outline(printed.pdf)] == starts


def test_a_row_higher_than_a_page_is_printed_all_the_same():
    high = Row(("0", "Dòng cao hơn một trang. " * 120, "", ""))
    table = people(LONG)
    table = replace(table, rows=(*table.rows[:150], high, *table.rows[150:]))
    printed = Printed(decision(1, appendices=(replace(decision(1).appendices[0], body=(table,)),)))
    assert sum(words.count("hơn") for words in printed.texts) == 120
    assert [number for page in listed(printed) for number in numbers(page)] == list(range(1, LONG + 1))
    count = len(printed.pages)
    assert [page_number(page) for page in printed.pages] == ["", "", *map(str, range(2, count))]


def test_the_same_long_paper_gives_the_same_bytes():
    paper = decision(LONG)
    assert render(paper, archival=True, identifier="a") == render(paper, archival=True, identifier="a")


def test_a_short_paper_is_archived_in_one_tagged_run():
    paper = samples.decision(draft=False, notes=())
    assert not is_long(paper)
    assert archive_faults(render(paper, archival=True, stamp=STAMP), "A") == []


def test_a_part_that_cannot_be_printed_leaves_nothing_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    endless = replace(people(LONG), head=((Head("Cột", span=100_000_000),),))
    with pytest.raises(PdfError, match="quá 256 MB bộ nhớ"):
        render(decision(1, appendices=(replace(decision(1).appendices[0], body=(endless,)),)))
    assert list(Path(tmp_path).iterdir()) == []


@pytest.mark.soak
def test_ten_thousand_rows_are_printed_like_a_thousand():
    printed = Printed(decision(10_000), archival=True)
    assert [number for page in listed(printed) for number in numbers(page)] == list(range(1, 10_001))
    assert f"Cộng {money(10_000 * PRIZE)}" in printed.texts[-1]
    assert [page_number(page) for page in printed.pages] == ["", "", *map(str, range(2, len(printed.pages)))]
    assert archive_faults(printed.pdf, "U") == []
