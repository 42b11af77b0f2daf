"""A paper with a long list, printed in parts that together look like one run.

Each section (the paper itself, each appendix) begins with a part as it falls, cut where a page begins with a row. From there
the pages of the list are planned from the widths of letters (`pages.py`), and parts of whole pages are printed side by side.
The last two pages are left to fall as they will, with the total, what follows the list, and the signatures. Where a plan
does not hold (a row higher than a page), the section is printed again, part after part, each beginning with the rows of the
page that the last one did not fill.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from papers.faces.pages import Block, page_height, pages_of_rows, row_heights, rows_after, rows_in, rows_until
from papers.paper import Appendix, Paper, Stamp
from portal import pdf

LONG = 300  # rows; a paper with more is printed in parts
PART_ROWS = 250  # of a part that falls as it will, at most: some seconds and 60 MB
PLANNED_ROWS = 500  # of a planned part, at most: what is there once for each part weighs half
WORKERS = min(2, os.cpu_count() or 1)  # more would take more memory than a small server has
FIRST_PAGES = 1.2  # of rows in a first part, so that a page surely ends among them
LAST_PAGES = 2  # of a list, left to fall as they will: the signatures take the last rows to their page
LAST_WORTH = 3  # pages of a planned part that take as long as those last ones, which are printed after it
ROWS_OF = "grid"  # the class of the tables in templates/papers/_table.html
Html = Callable[..., str]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Section:
    """The paper itself, or an appendix: page numbers of its own."""

    blocks: tuple[Block, ...]
    landscape: bool
    appendix: Appendix | None = None
    last: bool = False


@dataclass(frozen=True)
class Part:
    """What is printed at once. `opens`: with letterhead or title of its section; `closes`: with the signatures."""

    section: Section
    blocks: tuple[Block, ...]
    page: int  # the number of its first page
    opens: bool = False
    closes: bool = False
    paged: bool = False  # each block is a table of exactly one page

    @property
    def cut(self) -> bool:
        """It ends before its last page, which is not full."""
        return not (self.closes or self.paged)


class PlanFailed(Exception):
    """A planned part took more pages than planned."""


def is_long(paper: Paper) -> bool:
    return total_rows(paper) > LONG


def total_rows(paper: Paper) -> int:
    """The rows of all tables of a paper and its appendices."""
    return sum(rows_in(block) for section in sections(paper) for block in section.blocks)


def sections(paper: Paper) -> list[Section]:
    found = [Section(paper.body, paper.landscape)]
    found += [Section(appendix.body, appendix.landscape, appendix) for appendix in paper.appendices]
    return [*found[:-1], replace(found[-1], last=True)]


def print_long(
    paper: Paper, to_html: Html, *, stamp: Stamp | None, identifier: str, archival: bool, progress: Progress | None
) -> bytes:
    """The PDF of a long paper, its pages made of `to_html`; `progress` hears of rows printed, of all rows, after each part.

    `PdfError` when a part cannot be printed; the files of the other parts are removed then, too.
    """
    with TemporaryDirectory(prefix="portal-print-") as folder, ThreadPoolExecutor(WORKERS) as pool:
        run = _Run(paper, to_html, stamp, identifier, archival, Path(folder), pool)
        try:
            return pdf.merge(list(run.parts(progress or _nobody)))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _nobody(done: int, total: int) -> None:
    """Hears no progress."""


@dataclass
class _Run:
    """One long print: what all its parts have in common."""

    paper: Paper
    to_html: Html
    stamp: Stamp | None
    identifier: str
    archival: bool
    folder: Path
    pool: ThreadPoolExecutor
    numbers: Iterator[int] = field(default_factory=count)

    def parts(self, progress: Progress) -> Iterator[tuple[Path, pdf.Layout]]:
        """The files of all parts in order, each with its layout."""
        done, total = 0, total_rows(self.paper)
        for section, started in [(each, list(self._started(each, plan=True))) for each in sections(self.paper)]:
            try:
                files = [_checked(part, future) for part, future in started]
            except PlanFailed:
                files = [future.result() for _, future in self._started(section, plan=False)]
            for file, layout in files:
                done += layout.rows
                progress(done, total)
                yield file, layout

    def _started(self, section: Section, *, plan: bool) -> Iterator[tuple[Part, Future]]:
        """The parts of a section, each with its print, which has only begun. Waits where the next part depends on it."""
        blocks, page, opens = section.blocks, 1, True
        while True:
            part, future = self._first(section, blocks, page, opens, plan)
            yield part, future
            if part.closes:
                return
            _, layout = future.result()
            blocks, page, opens = rows_after(blocks, layout.rows), page + layout.pages, False
            if plan:
                for tables in planned(blocks, section.landscape, layout.head):
                    part = Part(section, tables, page, paged=True)
                    yield part, self._start(part)
                    page += len(tables)
                    blocks = rows_after(blocks, sum(map(rows_in, tables)))

    def _first(self, section: Section, blocks: tuple[Block, ...], page: int, opens: bool, plan: bool) -> tuple[Part, Future]:
        """A part from here on as it falls: all that is left, or enough for a page to end among the rows of a list."""
        rows, left = first_rows(blocks, section.landscape) if plan else PART_ROWS, sum(map(rows_in, blocks))
        while True:
            closes = left <= max(rows, PART_ROWS)
            part = Part(section, blocks if closes else rows_until(blocks, rows), page, opens, closes)
            future = self._start(part)
            if closes or future.result()[1].pages:
                return part, future
            rows *= 2

    def _start(self, part: Part) -> Future:
        return self.pool.submit(self._print, part, self.folder / f"{next(self.numbers)}.pdf")

    def _print(self, part: Part, file: Path) -> tuple[Path, pdf.Layout]:
        stamp = self.stamp if part.closes and part.section.last else None
        variant = pdf.UNTAGGED_ARCHIVE if self.archival else ""
        html = self.to_html(part_of(self.paper, part), stamp, piece=piece(part), first_page=part.page)
        return file, pdf.print_part(html, file, counted=ROWS_OF, cut=part.cut, identifier=self.identifier, variant=variant)


def _checked(part: Part, future: Future) -> tuple[Path, pdf.Layout]:
    file, layout = future.result()
    if part.paged and layout.pages != len(part.blocks):
        raise PlanFailed
    return file, layout


def first_rows(blocks: tuple[Block, ...], landscape: bool) -> int:
    """So many rows from here that a page surely ends among those of the next long list."""
    before = 0
    for block in blocks:
        if rows_in(block) > PART_ROWS:
            heights, height, rows = row_heights(block, landscape=landscape), 0.0, 0
            while height < FIRST_PAGES * page_height(landscape=landscape):
                height, rows = height + heights[rows % len(heights)], rows + 1
            return before + rows
        before += rows_in(block)
        if before > PART_ROWS:
            break
    return PART_ROWS


def planned(blocks: tuple[Block, ...], landscape: bool, head: float) -> Iterator[tuple[Block, ...]]:
    """The pages of the list that stands first, but for the last ones, as tables of a page each, shared out among parts."""
    table = blocks[0]
    pages = list(pages_of_rows(table, landscape=landscape, head=head))[:-LAST_PAGES]
    rows = sum(map(len, pages))
    if rows < PART_ROWS / 2:
        return
    parts = -(-rows // PLANNED_ROWS)
    parts += -parts % WORKERS  # nobody waits for the other's last part
    worth = len(pages) + LAST_WORTH
    for number in range(parts):
        mine = pages[worth * number // parts : worth * (number + 1) // parts]
        if mine:
            yield tuple(replace(table, rows=table.rows[page.start : page.stop]) for page in mine)


def piece(part: Part) -> str:
    """How the template knows the part."""
    if part.paged:
        return "pages"
    if not part.opens:
        return "continued"
    return "appendix" if part.section.appendix else "opening"


def part_of(paper: Paper, part: Part) -> Paper:
    """The paper with nothing but what stands in this part."""
    section = part.section
    if not (part.closes and section.appendix is None):
        paper = replace(paper, signatures=(), recipients=(), notes=())
    if part.opens and section.appendix:
        return replace(paper, body=(), appendices=(replace(section.appendix, body=part.blocks),))
    return replace(paper, body=part.blocks, appendices=(), landscape=section.landscape)
