"""Tables: the decree has no rule for them, but a reader needs the head on every page, whole rows and right sums."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papers.checking.decree import Departure
from papers.checking.lines import Line, joined
from papers.checking.sheets import Section, Sheet
from portal.pdf.reading import Grid

TOTAL = re.compile(r"(?:tổng số|tổng cộng|tổng|cộng|toàn tỉnh)\b[^\d]*$")
FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
Cells = dict[int, Line]  # the cells of a row by the column where they begin


def check_tables(section: Section) -> Iterator[Departure]:
    """Heads, rows and totals of every table of a section."""
    whole: list[tuple[Sheet, Grid, list[Cells]]] = []
    broken: list[Departure] = []  # of the table at hand: only its first break is told
    for sheet in section.sheets:
        for place, (grid, rows) in enumerate(sheet.grids):
            cells = [_by_column(grid, row, texts) for row, texts in zip(grid.rows, rows)]
            if place == 0 and whole and _goes_on(section, whole[-1], sheet, grid):
                if not broken:
                    broken = list(_check_break(whole[-1], cells, sheet.number))
                    yield from broken
                repeated = _repeated(whole[-1][2], cells)
                whole[-1] = (sheet, grid, whole[-1][2] + cells[repeated:])
            else:
                whole.append((sheet, grid, cells))
                broken = []
    for sheet, _, rows in whole:
        yield from _check_totals(rows, sheet.number)


def _by_column(grid: Grid, row: tuple, texts: list[Line]) -> Cells:
    columns = [place for place, cell in enumerate(row) if cell]
    return dict(zip(columns, texts))


def _goes_on(section: Section, before: tuple[Sheet, Grid, list[Cells]], sheet: Sheet, grid: Grid) -> bool:
    """The last thing on one page and the first on the next, with the same columns."""
    above, table, _ = before
    last = all(line.baseline < table.bottom for line in above.lines) and above.grids[-1][0] is table
    first = all(line.baseline > grid.top for line in sheet.lines)
    return last and first and sheet.number == above.number + 1 and _edges(table) == _edges(grid)


def _edges(grid: Grid) -> list[int]:
    return sorted({round(cell.x0 / 2) for row in grid.rows for cell in row if cell})


def _texts(cells: Cells) -> list[str]:
    return [line.text for line in cells.values()]


def _heads(rows: list[Cells]) -> int:
    """How many rows the head of a table has: from the top as long as every text is bold and no number begins the row."""
    for count, row in enumerate(rows):
        lettered = [line for line in row.values() if any(map(str.isalpha, line.text))]
        is_group = count and 0 in row and len(row) == 1
        if is_group or not all(line.bold for line in lettered) or (0 in row and row[0].text.isdecimal()):
            return count
    return 0


def _repeated(before: list[Cells], after: list[Cells]) -> int:
    heads = _heads(before)
    return heads if [_texts(row) for row in before[:heads]] == [_texts(row) for row in after[:heads]] else 0


def _check_break(above: tuple[Sheet, Grid, list[Cells]], after: list[Cells], page: int) -> Iterator[Departure]:
    _, grid, before = above
    heads = _heads(before)
    repeated = _repeated(before, after)
    if heads and not repeated:
        yield Departure(page, "Đầu bảng", "Bảng sang trang mà không có lại hàng đầu bảng: thông lệ là đầu bảng lặp lại ở mỗi trang.")
    rest = after[repeated] if len(after) > repeated else {}
    numbers = [row[0].text for row in before if 0 in row and row[0].text.isdecimal()]
    texts = _texts(rest)
    headless = len(texts) > 1 and not texts[0] and any(texts) and not any(line.bold for line in rest.values())
    if grid.cut or (numbers and headless):
        which = f"Hàng “{numbers[-1]}”" if numbers else "Một hàng"
        yield Departure(page, "Hàng của bảng", f"{which} của bảng bị cắt sang trang này: mỗi hàng phải nằm trọn trên một trang.")


def _check_totals(rows: list[Cells], page: int) -> Iterator[Departure]:
    """The row of totals is the sum of the numbered rows above it, column by column, where all of them are figures."""
    totals = [row for row in rows if any(TOTAL.fullmatch(line.fold) for line in row.values()) and len(row) > 2]
    if len(totals) != 1 or totals[0] is not rows[-1]:
        return
    body = [row for row in rows if 0 in row and row[0].text.isdecimal()]
    for column, line in totals[0].items():
        given, parts = _figure(line), [_figure(row[column]) if column in row else None for row in body]
        if column == 0 or given is None or not parts or None in parts or given == sum(parts):
            continue
        yield Departure(page, "Hàng tổng của bảng", f"Hàng tổng ghi {line.text}, cộng các hàng được {sum(parts)}.")
        return


def _figure(line: Line) -> int | None:
    """"2.530.000 đ" is 2530000, "05" is 5; anything else is no figure, an empty cell or a dash counts nothing."""
    text = joined([line]).removesuffix("đồng").removesuffix("đ").strip()
    if text in ("", "-", "–"):
        return 0
    return int(text.replace(".", "")) if FIGURE.fullmatch(text) else None
