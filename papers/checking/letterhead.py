"""The head of a paper: who issues it, number, place and date, type and title (boxes 1 to 5 of the decree's plan)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from papers.checking.lines import MM, Line
from papers.checking.sheets import Section, Sheet
from papers.document_types import TYPES

COLUMN_GAP = 0.7  # of the size: the columns of the letterhead are further apart than words
COLUMN_SLACK = 20 * MM  # a line in the left column is centred there, more or less
NEXT_LINE = 1.8  # of the size: what is further down is no line of the same text
LETTERS_OF = {name.casefold(): letters for letters, name in TYPES.items()}
DATE_WORDS = re.compile(r"\bngày\b.*\btháng\b|\btháng\b.*\bnăm\b")
# Where a name of a body begins: the line above is another body.
BODY = re.compile(r"(?:tổng liên đoàn|liên đoàn|công đoàn|ủy ban|uỷ ban|đảng bộ|tỉnh ủy|thành ủy|huyện ủy)\b")


@dataclass
class Letterhead:
    """The parts of a head that were found."""

    sheet: Sheet
    nation: Line | None = None
    motto: Line | None = None
    bodies: list[list[Line]] = field(default_factory=list)  # superiors and issuers, top to bottom
    issuers: list[list[Line]] = field(default_factory=list)  # those of `bodies` that issue
    number: Line | None = None
    subject: list[Line] = field(default_factory=list)  # "V/v ..." below the number
    date: list[Line] = field(default_factory=list)
    type: Line | None = None
    title: list[Line] = field(default_factory=list)

    @property
    def type_name(self) -> str:
        return self.type.fold if self.type else ""


def read_head(sheet: Sheet) -> tuple[Letterhead, list[Line]]:
    """The head of the first page, and the lines below it from the type on."""
    head = Letterhead(sheet)
    rows = list(sheet.lines)
    head.nation = next((part for row in rows for part in _columns(row) if _is_nation(part)), None)
    edge = head.nation.x0 if head.nation else 0.45 * sheet.width
    left: list[Line] = []
    while rows and (sides := _sides(rows[0], edge, head)):
        if left and sides[0].centre < edge and abs(sides[0].centre - left[0].centre) > COLUMN_SLACK:
            break
        rows.pop(0)
        for line in sides:
            _place(head, left, line, edge)
    _read_left(head, left)
    return head, rows


def read_title(head: Letterhead, section: Section, rows: list[Line]) -> list[Line]:
    """Takes type and title from the lines below the letterhead; gives back the rest."""
    if not rows or rows[0].fold.startswith("kính gửi") or _is_text(section, rows[0]):
        return rows
    head.type, count = rows[0], 1
    while count < len(rows) and _is_title(section, rows[count - 1], rows[count]):
        count += 1
    head.title = rows[1:count]
    return rows[count:]


def _is_text(section: Section, line: Line) -> bool:
    """Whether a line is running text rather than a type."""
    return line.fold not in LETTERS_OF and not section.is_centred(line) and not line.bold


def _is_title(section: Section, above: Line, line: Line) -> bool:
    if line.page != above.page or line.baseline - above.baseline > NEXT_LINE * max(line.size, above.size):
        return False
    return (section.is_centred(line) or line.bold) and not section.sheet(above).rules_below(above, line.top - above.baseline)


def _is_nation(line: Line) -> bool:
    return line.fold.startswith("cộng h") and "chủ nghĩa" in line.fold


def _columns(row: Line) -> list[Line]:
    """The parts of a row of the letterhead; Quốc hiệu begins one however near it comes to what stands left of it."""
    for place, (first, second) in enumerate(zip(row.words, row.words[1:])):
        if place and first.text.casefold() == "cộng" and second.text.casefold() in ("hòa", "hoà"):
            sides = [Line(row.page, words) for words in (row.words[:place], row.words[place:])]
            return [part for side in sides for part in side.segments(COLUMN_GAP)]
    return row.segments(COLUMN_GAP)


def _sides(row: Line, edge: float, head: Letterhead) -> list[Line]:
    """The parts of a row of the letterhead, left then right; nothing where the letterhead is over."""
    parts = _columns(row)
    if row.fold in LETTERS_OF or row.fold.startswith("kính gửi"):
        return []
    left = [part for part in parts if part.centre < edge - 2 and part.x1 < edge + 12 * MM]
    right = [part for part in parts if part not in left]
    sides = [Line(row.page, tuple(word for part in side for word in part.words)) for side in (left, right) if side]
    if left and left[0].x0 < edge - 2:
        return sides
    only = sides[-1]
    known = _is_nation(only) or "độc lập" in only.fold or DATE_WORDS.search(only.fold)
    goes_on = head.date and only.italic and only.baseline - head.date[-1].baseline < NEXT_LINE * only.size
    return sides if known or goes_on else []


def _place(head: Letterhead, left: list[Line], line: Line, edge: float) -> None:
    if head.nation is not None and line.words[0] in head.nation.words:
        head.nation = line
    elif "độc lập" in line.fold and line.centre > edge:
        head.motto = line
    elif line.centre > edge:
        head.date.append(line)
    else:
        left.append(line)


def _read_left(head: Letterhead, left: list[Line]) -> None:
    """Superiors and issuers from the top to the number, the subject of a công văn below it."""
    places = [place for place, line in enumerate(left) if re.match(r"số\b", line.fold)]
    end = places[0] if places else len(left)
    if places:
        head.number, head.subject = left[end], left[end + 1 :]
    group: list[list[Line]] = []
    for place, line in enumerate(left[:end]):
        if not group or _begins_body(group[-1][-1], line):
            group.append([])
        group[-1].append(line)
        reach = left[place + 1].top - line.baseline if place + 1 < len(left) else 14
        if place == end - 1 or head.sheet.rules_below(line, max(3, reach)):
            head.bodies += group
            head.issuers.append(group[-1])
            group = []


def _begins_body(above: Line, line: Line) -> bool:
    """A change of weight, or a name that begins anew below a name of a body (BAN ... / LIÊN ĐOÀN ... is one)."""
    return above.bold != line.bold or bool(BODY.match(line.fold) and not re.match(r"ban |hội đồng|tổ ", above.fold))
