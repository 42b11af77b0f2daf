"""Reads a finished PDF back: its words, rules, tables and pictures with their places, as plain data (pdfplumber).

Lengths are points from the upper left corner of the page. Knows no word of the domain.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.child import ChildFailed, run_limited
from portal.pdf.errors import PdfError

MAX_BYTES = 30 * 1024 * 1024
THIN = 3  # points: a filled rectangle that is lower is a rule
FRAME = 8  # points: no side of a frame is shorter
SAME_LINE = 1.0  # points between the baselines of letters on one line
WORD_GAP = 0.15  # of the size: a wider gap is a space

NO_PDF = "Tệp này không phải PDF hoặc đã bị hỏng: mở thử tệp trên máy rồi xuất lại PDF."
LOCKED = "PDF có mật khẩu: hãy gỡ mật khẩu rồi kiểm tra lại."
TOO_LARGE = f"PDF lớn quá {MAX_BYTES // 1024 // 1024} MB: hãy kiểm tra từng phần."
NO_PAGE = "PDF không có trang nào."


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str  # without the letters of a subset
    colour: str  # "#rrggbb"

    @property
    def bold(self) -> bool:
        return "bold" in self.font.lower()

    @property
    def italic(self) -> bool:
        return "italic" in self.font.lower() or "oblique" in self.font.lower()


@dataclass(frozen=True, slots=True)
class Box:
    x0: float
    x1: float
    top: float
    bottom: float

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word lies inside."""
        return self.x0 <= (word.x0 + word.x1) / 2 <= self.x1 and self.top <= word.baseline - word.size / 3 <= self.bottom


@dataclass(frozen=True, slots=True)
class Grid(Box):
    """A table with drawn lines: rows of cells, None where a cell of another row or column reaches; a frame is one cell."""

    rows: tuple[tuple[Box | None, ...], ...]
    cut: bool = False  # its last row goes on overleaf: the page ends it without a rule


@dataclass(frozen=True, slots=True)
class PageRead:
    width: float
    height: float
    words: tuple[Word, ...]  # line by line, left to right
    rules: tuple[Box, ...]  # horizontal
    grids: tuple[Grid, ...]
    pictures: tuple[Box, ...]


@dataclass(frozen=True)
class PdfRead:
    pages: tuple[PageRead, ...]
    loose_fonts: tuple[str, ...]  # fonts that are not embedded


def read_pdf(content: bytes, *, seconds: int = 120, memory_mb: int = 1024) -> PdfRead:
    """What stands in a PDF of anybody's; `PdfError` with a sentence when it cannot be read within its limits."""
    if len(content) > MAX_BYTES:
        raise PdfError(TOO_LARGE)
    try:
        return run_limited(parse, content, seconds=seconds, memory_mb=memory_mb)
    except ChildFailed as failure:
        limit = {"time": f" trong {seconds} giây", "memory": f" với {memory_mb} MB bộ nhớ"}.get(failure.reason, "")
        raise PdfError(f"Không đọc xong PDF{limit}: hãy tách tệp thành nhiều phần.") from failure


def parse(content: bytes) -> PdfRead:
    """The same without limits: for a PDF of our own."""
    import pikepdf  # both only in the child: a web worker is spared them
    import pdfplumber

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            loose = tuple(sorted(_loose_fonts(pdf)))
        with pdfplumber.open(io.BytesIO(content), unicode_norm="NFC") as pdf:
            pages = tuple(_read_page(page) for page in pdf.pages)
    except pikepdf.PasswordError as error:
        raise PdfError(LOCKED) from error
    except MemoryError:
        raise
    except Exception as error:  # a file of others may be broken in any way
        raise PdfError(NO_PDF) from error
    if not pages:
        raise PdfError(NO_PAGE)
    return PdfRead(pages, loose)


def _read_page(page) -> PageRead:
    words = tuple(_words(page))
    thin = [rect for rect in page.rects if rect["height"] <= THIN < rect["width"]]
    flat = [line for line in page.lines if line["height"] <= THIN < line["width"]]
    read = PageRead(
        float(page.width),
        float(page.height),
        words,
        tuple(_box(rule) for rule in thin + flat),
        tuple(_grids(page)),
        tuple(_box(image) for image in page.images),
    )
    page.close()  # a page keeps all it has parsed: long lists would fill the memory
    return read


def _box(thing: dict) -> Box:
    return Box(thing["x0"], thing["x1"], thing["top"], thing["bottom"])


def _grids(page) -> Iterator[Grid]:
    finder = page.debug_tablefinder()
    for table in finder.tables:
        yield _grid(table, [edge for edge in finder.edges if edge["orientation"] == "v"])
    inside = {cell for table in finder.tables for cell in table.cells}
    for x0, top, x1, bottom in finder.cells:  # a table of one cell is a frame, which pdfplumber leaves out
        if (x0, top, x1, bottom) not in inside and x1 - x0 > FRAME and bottom - top > FRAME:
            yield Grid(x0, x1, top, bottom, ((Box(x0, x1, top, bottom),),))


def _grid(table, posts: list[dict]) -> Grid:
    rows = tuple(tuple(cell and Box(cell[0], cell[2], cell[1], cell[3]) for cell in row.cells) for row in table.rows)
    x0, top, x1, bottom = table.bbox
    beside = [post for post in posts if x0 - 1 < post["x0"] < x1 + 1]
    lower = [post for post in beside if post["top"] < bottom + 1 and post["bottom"] > bottom + FRAME]
    if len(lower) < 3:
        return Grid(x0, x1, top, bottom, rows)
    end, places = max(post["bottom"] for post in lower), sorted({post["x0"] for post in lower})
    cut = tuple(Box(left, right, bottom, end) for left, right in zip(places, places[1:]))
    return Grid(x0, x1, top, end, (*rows, cut), cut=True)


def _words(page) -> Iterator[Word]:
    upright = [char for char in page.chars if char["upright"]]
    baselines = {id(char): page.height - char["matrix"][5] for char in upright}
    for line in _lines(upright, baselines):
        word: list[dict] = []
        for char in sorted(line, key=lambda char: char["x0"]):
            if word and (not char["text"].strip() or _is_apart(word[-1], char)):
                yield _word(word, baselines)
                word = []
            if char["text"].strip():
                word.append(char)
        if word:
            yield _word(word, baselines)


def _lines(chars: list[dict], baselines: dict[int, float]) -> Iterator[list[dict]]:
    line: list[dict] = []
    for char in sorted(chars, key=lambda char: baselines[id(char)]):
        if line and baselines[id(char)] - baselines[id(line[-1])] > SAME_LINE:
            yield line
            line = []
        line.append(char)
    if line:
        yield line


def _is_apart(left: dict, right: dict) -> bool:
    styles = [(char["fontname"], round(char["size"], 1), _colour(char)) for char in (left, right)]
    return styles[0] != styles[1] or right["x0"] - left["x1"] > WORD_GAP * left["size"]


def _word(chars: list[dict], baselines: dict[int, float]) -> Word:
    first, font = chars[0], chars[0]["fontname"]
    return Word(
        text="".join(char["text"] for char in chars),
        x0=first["x0"],
        x1=chars[-1]["x1"],
        baseline=baselines[id(first)],
        size=round(first["size"], 1),
        font=font[7:] if font[6:7] == "+" else font,
        colour=_colour(first),
    )


def _colour(char: dict) -> str:
    values = char["non_stroking_color"]
    return _hex(tuple(values) if isinstance(values, (tuple, list)) else (values,))


@lru_cache
def _hex(values: tuple) -> str:
    """Grey, RGB or CMYK as "#rrggbb"; a pattern counts as black."""
    if not all(isinstance(value, (int, float)) for value in values):
        return "#000000"
    if len(values) == 1:
        values = values * 3
    elif len(values) == 4:
        values = [(1 - ink) * (1 - values[3]) for ink in values[:3]]
    return "#" + "".join(f"{round(255 * min(1, max(0, value))):02x}" for value in values[:3])


def _loose_fonts(pdf) -> Iterator[str]:
    """The names of the fonts that are not embedded; a Type 3 font is always inside."""
    for whole in pdf.objects:
        if not isinstance(whole, _dictionaries()) or str(whole.get("/Type", "")) != "/Font":
            continue
        if str(whole.get("/Subtype", "")) in ("/Type0", "/Type3"):  # the font of a Type 0 is its descendant
            continue
        descriptor = whole.get("/FontDescriptor", {})
        if not any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield str(whole.get("/BaseFont", "/?"))[1:]


def _dictionaries() -> type:
    import pikepdf

    return pikepdf.Dictionary
