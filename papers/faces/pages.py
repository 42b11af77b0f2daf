"""Lists cut by rows; which rows go on which page, worked out from the widths of letters before anything is printed.

The answer is on the safe side by a fraction of a point: a row may turn out lower than planned, not higher, and a page that is
planned here does not run over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from papers import layout
from papers.lines import BOLD, POINTS
from papers.paper import Block, Row, Table
from portal.pdf import Style, kerned_width

FRAME = 1  # points: the table's own frame
SAFE = 0.1  # points of a cell's width, for rounding


def rows_in(block: Block) -> int:
    return len(block.rows) if isinstance(block, Table) else 0


def rows_until(blocks: tuple[Block, ...], rows: int) -> tuple[Block, ...]:
    """The blocks up to the row of that number (from 0) in the tables of them all, without it."""
    for place, block in enumerate(blocks):
        if rows_in(block) > rows:
            return blocks[:place] + ((replace(block, rows=block.rows[:rows]),) if rows else ())
        rows -= rows_in(block)
    return blocks


def rows_after(blocks: tuple[Block, ...], rows: int) -> tuple[Block, ...]:
    """The blocks from the row of that number (from 0) on: the rest of its table and what follows."""
    for place, block in enumerate(blocks):
        if rows_in(block) > rows:
            return (replace(block, rows=block.rows[rows:]), *blocks[place + 1 :])
        rows -= rows_in(block)
    return ()


def pages_of_rows(table: Table, *, landscape: bool, head: float) -> Iterator[range]:
    """The rows of each page, the table's head being `head` points high; the last page may be half empty.

    A group row goes with the row below it. A row that is higher than a page has a page of its own.
    """
    room = page_height(landscape=landscape) - head - FRAME
    heights = row_heights(table, landscape=landscape)
    start = 0
    while start < len(heights):
        end, used = start, 0.0
        while end < len(heights) and (end == start or used + heights[end] <= room):
            used += heights[end]
            end += 1
        if end < len(heights):
            end = _before_groups(table.rows, start, end)
        yield range(start, end)
        start = end


def page_height(*, landscape: bool) -> float:
    """The height between the margins, in points."""
    return (layout.PAPER_SIZE[not landscape] - layout.MARGIN_TOP - layout.MARGIN_BOTTOM) * POINTS


def row_heights(table: Table, *, landscape: bool) -> list[float]:
    """The height of each row with the rule below it, in points."""
    whole, full = sum(column.weight for column in table.columns), layout.text_width_mm(landscape=landscape) * POINTS
    around = 2 * layout.CELL_SIDE_PADDING * POINTS + layout.RULE + SAFE
    widths = [full * column.weight / whole - around for column in table.columns]
    size = layout.table_size(len(table.columns))
    padding = 2 * layout.CELL_PADDING * POINTS + layout.RULE
    return [_lines(row, widths, full - around, size) * size * layout.SINGLE_LINE + padding for row in table.rows]


def _before_groups(rows: tuple[Row, ...], start: int, end: int) -> int:
    """`end`, or the first of the group rows that would stand last on the page."""
    cut = end
    while cut > start and rows[cut - 1].kind == "group":
        cut -= 1
    return cut if cut > start else end


def _lines(row: Row, widths: list[float], full: float, size: float) -> int:
    if row.kind == "group":
        return line_count(row.cells[0], full, size, bold=True)
    cells = zip(row.cells, widths, strict=True)
    return max(line_count(text, width, size, bold=row.kind == "total") for text, width in cells)


def line_count(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines `text` takes in a cell `width` points wide, at most; words longer than a line are cut."""
    style: Style = "Bold" if bold or BOLD.search(text) else "Regular"
    return sum(_count(line.split(), width, size, style) for line in BOLD.sub(r"\1", text).split("\n"))


def _count(words: list[str], width: float, size: float, style: Style) -> int:
    lines, used = 1, 0.0
    for word in words:
        length = _width(f" {word}" if used else word, size, style)
        if used and used + length > width:
            lines, used, length = lines + 1, 0.0, _width(word, size, style)
        if length > width:
            full, used = _cut(word, width, size, style)
            lines += full
        else:
            used += length
    return lines


def _cut(word: str, width: float, size: float, style: Style) -> tuple[int, float]:
    """How many lines a word fills that is longer than a line, and how much of the next one."""
    full, used = 0, 0.0
    for letter in word:
        length = _width(letter, size, style)
        if used and used + length > width:
            full, used = full + 1, 0.0
        used += length
    return full, used


@lru_cache(maxsize=20_000)
def _width(word: str, size: float, style: Style) -> float:
    return kerned_width(word, size, style)
