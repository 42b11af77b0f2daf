"""The pages of a paper as its reader sees them: text apart from tables, frames, page numbers and the stamp of the office.

A paper is one or several sections: the paper itself, then its appendices.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from papers.checking.lines import MM, Line, lines_of
from portal.pdf.reading import Box, Grid, PageRead, PdfRead, Word

BAND = 26 * MM  # where a page number may stand, counted from the upper or lower edge
PAGE_NUMBER = re.compile(r"[-–]?\s*(?:trang\s*)?(\d{1,3}|[ivxl]{1,6})(?:\s*/\s*\d{1,3})?\s*[-–]?", re.IGNORECASE)
DRAFT = re.compile(r"\(?dự thảo(?: lần .{1,5})?\)?")
APPENDIX = re.compile(r"phụ lục(?: (?:số )?[\divxlc]+)?[.:]?")
REFERENCE = re.compile(r"\(?\s*(?:ban hành )?kèm theo ")
WIDE = 0.55  # of the page: a line of running text
NEAR = 3  # points
MANY = 3  # lines that begin alike are no chance
MARGIN_GUESS = (30 * MM, 20 * MM)


@dataclass
class Sheet:
    """One page."""

    number: int  # its place in the file, from 1
    width: float
    height: float
    lines: list[Line]  # the running text
    grids: list[tuple[Grid, list[list[Line]]]]  # tables with the text of their cells, row by row
    rules: tuple[Box, ...]
    page_numbers: list[Line]
    draft: bool

    def rules_below(self, line: Line, reach: float = 14) -> list[Box]:
        """The rules close below a line and at least partly under it, the highest first; one that is drawn twice once."""
        found = {
            (round(rule.x0), round(rule.x1), round(rule.top)): rule
            for rule in self.rules
            if -1 <= rule.top - line.baseline <= reach and rule.x0 < line.x1 and rule.x1 > line.x0
        }
        return sorted(found.values(), key=lambda rule: rule.top)


@dataclass
class Section:
    """The paper itself or one of its appendices."""

    sheets: list[Sheet]
    appendix: bool
    left: float | None = None  # where running text begins and ends, as far as it shows
    right: float | None = None
    left_is_text: bool = False  # known from lines of text, not from a table, which Word lets hang out a little
    right_is_text: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Sheet:
        return self.sheets[0]

    @property
    def start(self) -> float:
        return MARGIN_GUESS[0] if self.left is None else self.left

    @property
    def end(self) -> float:
        return self.first.width - MARGIN_GUESS[1] if self.right is None else self.right

    @property
    def centre(self) -> float:
        return (self.start + self.end) / 2

    def sheet(self, line: Line) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.number == line.page)

    def is_centred(self, line: Line, slack: float = 4 * MM) -> bool:
        return abs(line.centre - self.centre) <= slack


def sections(pdf: PdfRead) -> list[Section]:
    """The paper and its appendices in order; each begins on a page of its own."""
    found: list[Section] = []
    for number, page in enumerate(pdf.pages, 1):
        sheet = _sheet(number, page, last=number == len(pdf.pages))
        begins = number > 1 and _begins_appendix(sheet)
        if not found or begins:
            found.append(Section([], appendix=begins))
        found[-1].sheets.append(sheet)
    for section in found:
        section.lines = [line for sheet in section.sheets for line in sheet.lines]
    return found


def measure(section: Section, lines: list[Line]) -> None:
    """Sets where the running text of a section begins and ends: lines that reach across, else the edges of its tables."""
    wide = [line for line in lines if line.length > WIDE * section.first.width and len(line.segments(2)) == 1]
    pairs = [(upper, lower) for upper, lower in zip(lines, lines[1:]) if upper in wide and _is_next(upper, lower)]
    outdented = [(upper, lower) for upper, lower in pairs if lower.x0 < upper.x0 - 4 * MM and not upper.bold]
    boxes = [grid for sheet in section.sheets for grid, _ in sheet.grids]
    edge = _usual([lower.x0 for _, lower in outdented], of=[line.x0 for line in lines], utmost=min)
    inner = [upper for upper, lower in pairs if edge is not None and abs(lower.x0 - edge) < NEAR]
    end = _usual([upper.x1 for upper in inner], of=[line.x1 for line in wide], utmost=max, share=0.75)
    if end is not None and sum(line.x1 > end + NEAR for line in wide) < 2:
        section.right, section.right_is_text = end, True
    elif boxes:
        section.right = max(box.x1 for box in boxes)
    elif len(wide) > MANY:  # ragged: the longest line comes near the edge
        section.right = max(line.x1 for line in wide)
    full = [(upper, lower) for upper, lower in pairs if section.right and upper.x1 > section.right - 2 * MM]
    begun = outdented or full * (len(full) > MANY)
    start = _usual([lower.x0 for _, lower in begun], of=[line.x0 for line in lines], utmost=min)
    if start is not None:
        section.left, section.left_is_text = start, True
    elif boxes:
        section.left = min(box.x0 for box in boxes)


def _is_next(upper: Line, lower: Line) -> bool:
    """Whether `lower` may be the same paragraph: close below, and not begun further right."""
    close = upper.page == lower.page and lower.baseline - upper.baseline < 2.45 * upper.size
    return close and lower.x0 < upper.x0 + 1


def _usual(
    places: list[float], *, of: list[float], utmost: Callable[[list[float]], float], share: float = 0.5
) -> float | None:
    """The place that so large a share of `places` have, and two of all lines: its utmost, for renderers round widths."""
    near = [[one for one in places if abs(one - place) < NEAR] for place in places]
    most = max(near, key=len, default=[])
    sharing = [one for one in of if most and abs(one - most[0]) < NEAR]
    return utmost(sharing) if len(sharing) > 1 and len(most) >= share * len(places) else None


def _sheet(number: int, page: PageRead, *, last: bool) -> Sheet:
    tables = [grid for grid in page.grids if sum(cell is not None for row in grid.rows for cell in row) > 1]
    frames = [grid for grid in page.grids if grid not in tables]
    free = [word for word in page.words if not any(box.holds(word) for box in page.grids)]
    seals = [box for box in page.pictures if last and box.bottom > page.height - 20 * MM]
    lines = [line for line in lines_of(number, free) if not any(_beside(line, seal) for seal in seals)]
    draft = False
    kept: list[Line] = []
    for line in lines:
        parts = line.segments(1)
        marks = [part for part in parts if DRAFT.fullmatch(part.fold) and part.baseline < page.height / 3]
        draft = draft or bool(marks)
        kept += [line] if not marks else [part for part in parts if part not in marks]
    draft = draft or any(DRAFT.fullmatch(line.fold) for frame in frames for line in lines_of(number, _inside(page, frame)))
    numbers = _page_numbers(page, kept, tables)
    return Sheet(
        number,
        page.width,
        page.height,
        [line for line in kept if line not in numbers],
        [(grid, _cells(number, page, grid)) for grid in tables],
        page.rules,
        numbers,
        draft,
    )


def _beside(line: Line, seal: Box) -> bool:
    return seal.top - 2 <= line.baseline <= seal.bottom + 2


def _inside(page: PageRead, box: Box) -> list[Word]:
    return [word for word in page.words if box.holds(word)]


def _cells(number: int, page: PageRead, grid: Grid) -> list[list[Line]]:
    """For each row of a table its cells in order, each as one line of words; an empty cell is an empty line."""
    words = _inside(page, grid)
    return [[Line(number, tuple(word for word in words if cell.holds(word))) for cell in row if cell] for row in grid.rows]


def _page_numbers(page: PageRead, lines: list[Line], tables: list[Grid]) -> list[Line]:
    """What numbers the page: alone above or below everything else."""
    found = []
    for line, inner in ((lines[:1], lines[1:]), (lines[-1:], lines[:-1])):
        if not line or not PAGE_NUMBER.fullmatch(line[0].text) or line[0] in found:
            continue
        baseline = line[0].baseline
        above = baseline < BAND and all(other.baseline > baseline + 3 for other in inner)
        below = baseline > page.height - BAND and all(other.baseline < baseline - 3 for other in inner)
        if above or below:
            found.append(line[0])
    return found


def _begins_appendix(sheet: Sheet) -> bool:
    """Whether a page opens with "Phụ lục" on a line of its own, or under a few centred lines with "(Kèm theo ...)"."""
    top = sheet.lines[:8]
    if not top or (sheet.grids and sheet.grids[0][0].top < top[0].top):
        return False
    if APPENDIX.fullmatch(top[0].fold):
        return True
    references = [line for line in top if REFERENCE.match(line.fold) and line.text.startswith("(")]
    middle = (MARGIN_GUESS[0] + sheet.width - MARGIN_GUESS[1]) / 2
    return bool(references) and abs(top[0].centre - middle) < 6 * MM and top[0].bold
