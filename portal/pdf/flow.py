"""The words of somebody's PDF as paragraphs and tables, page after page."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from portal.child import ChildFailed, run_limited
from portal.pdf.errors import PdfError
from portal.pdf.reading import Grid, PageRead, Word, parse
from portal.sources.shape import Block, Line, Table

MEMORY_MB = 1024
LEAST_LETTERS = 20  # on a page, on average: fewer are a stamp on a scan
SCANNED = "PDF này là bản quét (ảnh), không có chữ để đọc: hãy tải lên tệp Word gốc hoặc dán văn bản."
TOO_MUCH = "PDF này quá phức tạp nên không đọc xong: hãy tải lên tệp Word gốc hoặc dán văn bản."
COLUMN_GAP = 24  # points between two columns of a letterhead
PAGE_NUMBER = re.compile(r"-?\s*\d{1,3}\s*-?")
MARK = re.compile(r"(?:[-–+•*](?!\s*\d)|[IVX]+[.)]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])\s*")
INDENT = 12  # points: a line further in begins a paragraph
BLANK = 3  # points, at least, between two words
BULLETS = re.compile("[\uf000-\uf0ff•●▪]")  # those of Symbol and Wingdings lie in the private area


def read_flow(content: bytes, *, most_pages: int, too_long: str, seconds: int) -> tuple[Block, ...]:
    """Raises `PdfError` with one sentence: scanned, locked, broken, too long."""
    try:
        return run_limited(_flow, content, most_pages, too_long, seconds=seconds, memory_mb=MEMORY_MB)
    except ChildFailed as failure:
        raise PdfError(TOO_MUCH) from failure


def _flow(content: bytes, most_pages: int, too_long: str) -> tuple[Block, ...]:
    if _count_pages(content) > most_pages:
        raise PdfError(too_long)
    pages = parse(content).pages
    letters = sum(len(word.text) for page in pages for word in page.words)
    if letters < LEAST_LETTERS * len(pages):
        raise PdfError(SCANNED)
    return tuple(_whole_tables(block for number, page in enumerate(pages, 1) for block in _page(page, number)))


def _whole_tables(blocks: Iterator[Block]) -> Iterator[Block]:
    """A table that goes on overleaf is one; its head is not repeated."""
    held: Table | None = None
    for block in blocks:
        if isinstance(block, Table) and held and block.page == held.page + 1 and len(block.rows[0]) == len(held.rows[0]):
            rows = block.rows[1:] if block.rows[0] == held.rows[0] else block.rows
            held = Table(_with_rest(held.rows, rows), block.page)
            continue
        if held:
            yield held
        held = block if isinstance(block, Table) else None
        if held is None:
            yield block
    if held:
        yield held


def _count_pages(content: bytes) -> int:
    """0 where it cannot be opened: the parser says why."""
    import pikepdf  # only in the child

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        return 0


def _page(page: PageRead, number: int) -> Iterator[Block]:
    grids = [grid for grid in page.grids if len(grid.rows) > 1 and max(map(len, grid.rows)) > 1]
    free = [word for word in page.words if not any(grid.holds(word) for grid in grids)]
    lines = [list(line) for _, line in groupby(free, key=lambda word: round(word.baseline))]
    pieces = [piece for line in _merged(lines) for piece in _pieces(line)]
    edges = (min((one[0].x0 for one in pieces), default=0), max((one[-1].x1 for one in pieces), default=0))
    blocks: list[Grid | list[Word]] = [*_column_by_column(pieces, page.width)]
    for grid in grids:
        at = next((at for at, one in enumerate(blocks) if isinstance(one, list) and one[0].baseline > grid.bottom), len(blocks))
        blocks.insert(at, grid)
    yield from _paragraphs(blocks, page, edges, number)


def _merged(lines: list[list[Word]]) -> list[list[Word]]:
    """Neighbours of almost one baseline are one line."""
    done: list[list[Word]] = []
    for line in lines:
        if done and abs(done[-1][0].baseline - line[0].baseline) < 2:
            done[-1] = sorted(done[-1] + line, key=lambda word: word.x0)
        else:
            done.append(sorted(line, key=lambda word: word.x0))
    return done


def _pieces(line: list[Word]) -> list[list[Word]]:
    pieces = [[line[0]]]
    for word in line[1:]:
        if word.x0 - pieces[-1][-1].x1 > COLUMN_GAP:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _column_by_column(pieces: list[list[Word]], width: float) -> list[list[Word]]:
    """Where two columns stand side by side, the left one first, then the right one."""
    done, run = [], []
    for piece in pieces:
        if _is_wide(piece, width):
            done += _split(run, width)
            run = []
            done.append(piece)
        else:
            run.append(piece)
    return done + _split(run, width)


def _is_wide(piece: list[Word], width: float) -> bool:
    """A line of running text lies on both sides of the middle."""
    return piece[0].x0 < width * 0.4 and piece[-1].x1 > width * 0.62


def _split(run: list[list[Word]], width: float) -> list[list[Word]]:
    right = [piece for piece in run if piece[0].x0 > width * 0.45]
    baselines = {round(piece[0].baseline) for piece in run if piece[0].x0 <= width * 0.45}
    if not any(round(piece[0].baseline) in baselines for piece in right):
        return run
    return [piece for piece in run if piece not in right] + right


def _with_rest(rows: tuple[tuple[str, ...], ...], more: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """A row that the page has cut goes on: it has no number of its own, and words only where the row above has."""
    first = more[0] if more else ()
    if first and not first[0] and all(above or not below for above, below in zip(rows[-1], first)):
        joined = tuple(f"{above} {below}".strip() for above, below in zip(rows[-1], first))
        return (*rows[:-1], joined, *more[1:])
    return rows + more


def _paragraphs(blocks: list[Grid | list[Word]], page: PageRead, edges: tuple[float, float], number: int) -> Iterator[Block]:
    held: list[list[Word]] = []
    for block in blocks:
        if isinstance(block, Grid):
            yield from _line(held, page, number)
            held = []
            yield _table(block, page, number)
        elif held and _goes_on(held, block, edges):
            held.append(block)
        else:
            yield from _line(held, page, number)
            held = [block]
    yield from _line(held, page, number)


def _goes_on(held: list[list[Word]], piece: list[Word], edges: tuple[float, float]) -> bool:
    """A line into which the next word would not have gone is followed by the rest of its paragraph, unless that begins
    with a mark, or as far in as a paragraph's first line."""
    left, right = edges
    before = held[-1]
    step = piece[0].baseline - before[0].baseline
    is_full = before[-1].x1 + BLANK + piece[0].x1 - piece[0].x0 > right
    further_in = piece[0].x0 - before[0].x0
    if len(held) > 1:
        is_new = further_in > INDENT
    else:
        is_new = abs(further_in) < BLANK and before[0].x0 - left > INDENT and not _has_mark(before)
    return is_full and not is_new and not _has_mark(piece) and 0 < step < 2.2 * before[0].size


def _has_mark(piece: list[Word]) -> bool:
    return bool(MARK.match(BULLETS.sub("-", " ".join(word.text for word in piece[:2])) + " "))


def _line(lines: list[list[Word]], page: PageRead, number: int) -> Iterator[Line]:
    words = [word for line in lines for word in line]
    text = BULLETS.sub("-", unicodedata.normalize("NFC", " ".join(word.text for word in words)))
    if not words or PAGE_NUMBER.fullmatch(text) and (words[0].baseline < 72 or words[0].baseline > page.height - 60):
        return
    bold, italic = all(word.bold for word in words), all(word.italic for word in words)
    middle = (min(word.x0 for word in words) + max(word.x1 for word in words)) / 2
    centre = len(lines) == 1 and abs(middle - page.width / 2) < 30 and words[0].x0 > page.width * 0.2
    yield Line(text if bold else _starred(words), bold, italic, centre, number)


def _starred(words: list[Word]) -> str:
    parts = []
    for bold, run in groupby(words, key=lambda word: word.bold):
        text = " ".join(word.text for word in run)
        parts.append(f"**{text}**" if bold else text)
    text = re.sub(r"(?<=\*\*)\s+(?=[.,;:)”])", "", " ".join(parts))
    return BULLETS.sub("-", unicodedata.normalize("NFC", text))


def _table(grid: Grid, page: PageRead, number: int) -> Table:
    inside = [word for word in page.words if grid.holds(word)]
    rows = [tuple(_cell(cell, inside) if cell else "" for cell in row) for row in grid.rows]
    width = max(map(len, rows))
    return Table(tuple(row + ("",) * (width - len(row)) for row in rows), number)


def _cell(cell, words: list[Word]) -> str:
    return unicodedata.normalize("NFC", " ".join(word.text for word in words if cell.holds(word)))
