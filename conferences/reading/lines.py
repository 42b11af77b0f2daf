"""The lines of a source as paragraphs: broken ones joined, page numbers and empty lines left out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from conferences.reading.found import Place
from conferences.reading.marks import ended, is_upper, mark_of, unbold
from portal.fields.text import REFUSED_CATEGORIES
from portal.sources import Line, Source, Table

COLUMNS = re.compile(r"\s+\|(?:\s+|$)")  # two columns of a letterhead on one line
LONG = 45  # letters: a shorter line is not the first half of a broken paragraph
WRAPPED = (50, 130)  # letters on a line of a text that is broken at its margin
FULL = 0.75  # of the margin: a shorter line ends its paragraph
LEAST_BROKEN = 3
PAGE_NUMBER = re.compile(r"[-–]?\s*(?:Trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?", re.IGNORECASE)
ALONE = re.compile(  # a line that begins something, however the line before ended
    r"(?:Số\s*[:.]|Nơi nhận|Căn cứ|Thực hiện|Hưởng ứng|Nhân dịp|TM\.|KT\.|TL\.|Phụ lục|PHỤ LỤC|Lưu ý|Ghi chú|Trên đây"
    r"|KẾ HOẠCH|Kính gửi|Lưu:)"
    r"|.{2,40}, ngày\s.*tháng"
)


@dataclass(frozen=True)
class Para:
    """A paragraph or (with `rows`) a table, and the blocks it stands in."""

    text: str
    at: Place
    bold: bool = False
    italic: bool = False
    centre: bool = False
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def plain(self) -> str:
        return unbold(self.text)


def paragraphs(source: Source) -> list[Para]:
    """The paragraphs and tables in their order. A table that only lays out a letterhead or signatures is its lines."""
    paras: list[Para] = []
    gap = True  # an empty line, a table or the start stands before
    margin, last = _margin(source), 0
    for at, block in enumerate(source.blocks):
        if isinstance(block, Table):
            paras += _of_table(block, at)
            gap = True
        elif not _visible(block.text) or PAGE_NUMBER.fullmatch(_visible(block.text)):
            gap = True if not block.text else gap
        else:
            *columns, text = COLUMNS.split(_visible(block.text))
            paras += [Para(column, (at,), block.bold, block.italic, block.centre) for column in columns if column]
            para = Para(text, (at,), block.bold, block.italic, block.centre)
            full = bool(margin) and not gap and last > FULL * margin
            if paras and not paras[-1].rows and _goes_on(paras[-1], para, full=full):
                paras[-1] = _joined(paras[-1], para)
            else:
                paras.append(para)
            gap, last = False, len(para.plain)
    return paras


def _visible(text: str) -> str:
    kept = "".join(one for one in text if unicodedata.category(one) not in ("Cf", *REFUSED_CATEGORIES) or one.isspace())
    return " ".join(kept.split())


def _margin(source: Source) -> int:
    """Letters on a full line of a text that is broken at its margin; 0 where each line is a paragraph."""
    lines = [block.text if isinstance(block, Line) else "" for block in source.blocks]
    longest = max(map(len, lines), default=0)
    if source.kind != "text" or longest > WRAPPED[1]:
        return 0
    pairs = zip(lines, lines[1:])
    broken = sum(len(one) > WRAPPED[0] and not ended(one) and bool(two) and not mark_of(two).style for one, two in pairs)
    return longest if broken >= LEAST_BROKEN else 0


def _goes_on(before: Para, para: Para, *, full: bool) -> bool:
    """Whether `para` is the rest of the paragraph before it; `full` where that line reaches the margin it is broken at."""
    if mark_of(para.text).style or ALONE.match(para.plain) or is_upper(para.plain) or is_upper(before.plain):
        return False
    if before.centre or para.centre or para.bold != before.bold or before.bold and not full:
        return False
    first = para.plain.lstrip("“\"'(")[:1]
    if full:
        return first.islower() or first.isdigit() or not before.plain.endswith((".", ":", ";", "!")) or len(before.plain) > WRAPPED[1]
    if ended(before.text):
        return False
    return first.islower() and len(before.plain) > LONG // 2 or len(before.plain) > 2 * LONG and para.plain[:1].isalpha()


def _joined(before: Para, para: Para) -> Para:
    return replace(before, text=f"{before.text} {para.text}".replace("** **", " "), at=before.at + para.at)


# --- tables that only lay out ---------------------------------------------------------------------------------------


LAYOUT = re.compile(
    r"CỘNG H[ÒO][AÀ] XÃ HỘI|Độc lập\s*[-–]|Nơi nhận|\bTM\.|\bKT\.|^\W*(?:PHÓ )?CHỦ TỊCH\b|^\W*Số\s*:"
    r"|ĐẢNG CỘNG SẢN VIỆT NAM", re.MULTILINE
)


def _of_table(table: Table, at: int) -> list[Para]:
    words = "\n".join(cell for row in table.rows for cell in row)
    columns = max(map(len, table.rows), default=0)
    if LAYOUT.search(words) and columns <= 4 and len(table.rows) <= 12 or columns == 1:
        return _laid_out(table, at)
    rows = tuple(tuple(_visible(unbold(cell)) for cell in row) for row in table.rows)
    return [Para("", (at,), rows=tuple(row for row in rows if any(row)))]


def _laid_out(table: Table, at: int) -> list[Para]:
    """Column by column, as the eye takes a letterhead."""
    lines = [line for column in zip(*table.rows) for cell in column for line in cell.split("\n")]
    made = []
    for line in lines:
        bold = line.startswith("**") and line.endswith("**") and line.count("**") == 2
        if text := _visible(unbold(line) if bold else line):
            made.append(Para(text, (at,), bold=bold, centre=True))
    return made
