"""Lists cut by rows, and pages planned from the widths of letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.faces.pages import line_count, page_height, pages_of_rows, row_heights, rows_after, rows_in, rows_until
from papers.faces.parts import LAST_WORTH, WORKERS, first_rows, planned
from papers.paper import Column, Paragraph, Row, Table
from tests.papers.lists import HEAD, people

texts = st.text(alphabet="aăâbế W.\n", max_size=60)
rows = st.one_of(
    st.builds(lambda one, two: Row((one, two)), texts, texts),
    st.builds(lambda text: Row((text,), kind="group"), texts),
)
tables = st.lists(rows, max_size=120).map(lambda rows: Table((Column(1), Column(3)), HEAD, tuple(rows)))


@given(tables, st.booleans())
def test_every_row_is_on_one_page_in_order_and_no_page_is_too_full(table, landscape):
    pages = list(pages_of_rows(table, landscape=landscape, head=40))
    assert [row for page in pages for row in page] == list(range(len(table.rows)))
    heights = row_heights(table, landscape=landscape)
    for page in pages:
        assert len(page) == 1 or sum(heights[row] for row in page) <= page_height(landscape=landscape) - 40


@given(tables)
def test_a_group_row_stands_last_on_a_page_only_where_nothing_else_is_on_it(table):
    for page in list(pages_of_rows(table, landscape=False, head=40))[:-1]:
        kinds = {table.rows[row].kind for row in page}
        assert table.rows[page[-1]].kind != "group" or kinds == {"group"}


@given(st.lists(st.one_of(tables, st.builds(Paragraph, texts)), max_size=4).map(tuple), st.integers(0, 300))
def test_cutting_loses_nothing(blocks, cut):
    whole = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    before, after = rows_until(blocks, cut), rows_after(blocks, cut)
    assert [row for part in (before, after) for block in part if isinstance(block, Table) for row in block.rows] == whole
    assert sum(map(rows_in, before)) == min(cut, len(whole))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("một hai", 1),
        ("một hai ba", 2),
        ("một\nhai", 2),
        ("nnnnnnnnnnnnnnnnnnnn", 3),  # 20 letters of half an em: 8 on a line of 41 points
        ("một nnnnnnnnnn", 3),
        ("nnnnnnnnnn n", 2),
        ("**một hai**", 1),
    ],
)
def test_lines_are_counted_as_they_will_break(text, lines):
    assert line_count(text, 41, 10) == lines


def test_parts_are_whole_pages_and_the_last_part_is_shorter_by_what_the_pages_left_are_worth():
    table = people(1000)
    parts = list(planned((table, Paragraph("Sau danh sách.")), False, 20))
    pages = [page for part in parts for page in part]
    assert len(parts) % WORKERS == 0
    sizes = [len(part) for part in parts]
    assert max(sizes[:-1]) - min(sizes[:-1]) <= 1
    assert 0 <= sizes[0] - (sizes[-1] + LAST_WORTH) <= 1
    assert all(page.head == table.head and page.columns == table.columns for page in pages)
    taken = [row for page in pages for row in page.rows]
    assert taken == list(table.rows[: len(taken)])
    assert len(list(pages_of_rows(table, landscape=False, head=20))) == len(pages) + 2


def test_a_short_rest_is_not_planned_and_a_first_part_ends_among_the_rows_of_the_long_list():
    assert list(planned((people(100),), False, 20)) == []
    assert 30 < first_rows((people(1000),), False) < 50
    assert 130 < first_rows((people(97), people(1000)), False) < 160
    assert first_rows((people(97), people(97)), False) == 250
