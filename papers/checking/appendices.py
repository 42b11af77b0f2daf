"""The appendices of a paper: number, title, the line that says what they go with (Phụ lục I, Mục III.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from papers.checking.decree import STYLES, Departure, departure, style_departures
from papers.checking.letterhead import NEXT_LINE
from papers.checking.lines import MM, Line, joined
from papers.checking.sheets import APPENDIX, REFERENCE, Section
from portal.fields import roman

WHERE = "Mục III.1"


@dataclass
class Opening:
    """The first lines of an appendix."""

    number: Line | None = None
    title: list[Line] = field(default_factory=list)
    reference: list[Line] = field(default_factory=list)


def read_opening(section: Section) -> tuple[Opening, list[Line]]:
    """The opening lines of an appendix, and its text below them."""
    opening, lines = Opening(), list(section.lines)
    if lines and APPENDIX.fullmatch(lines[0].fold):
        opening.number = lines.pop(0)
    while lines and not REFERENCE.match(lines[0].fold) and _belongs(section, opening, lines[0]):
        opening.title.append(lines.pop(0))
    if lines and REFERENCE.match(lines[0].fold):
        opening.reference.append(lines.pop(0))
        while lines and not opening.reference[-1].text.endswith(")") and _near(opening.reference[-1], lines[0]):
            opening.reference.append(lines.pop(0))
    return opening, lines


def _belongs(section: Section, opening: Opening, line: Line) -> bool:
    """Centred, close below, and like the line above."""
    above = opening.title[-1] if opening.title else opening.number
    if above is None:
        return True
    return _near(above, line) and section.is_centred(line, 6 * MM) and not (above.bold and opening.title and not line.bold)


def _near(above: Line, line: Line) -> bool:
    return above.page == line.page and line.baseline - above.baseline < NEXT_LINE * max(above.size, line.size)


def check_opening(section: Section, opening: Opening, order: int, count: int, number: Line | None) -> Iterator[Departure]:
    """The opening of the appendix that is `order` of `count`; `number` is the number line of its paper."""
    page = section.first.number
    if opening.number:
        yield from style_departures(STYLES["appendix_number"], [opening.number])
        yield from _check_order(opening.number, order, count)
        if not section.is_centred(opening.number):
            yield departure("Số phụ lục", page, f"“{opening.number.text}” lệch khỏi giữa dòng", WHERE,
                            "canh giữa trên một dòng riêng")
    if opening.title:
        yield from style_departures(STYLES["appendix_title"], opening.title)
    else:
        yield departure("Tên phụ lục", page, "Phụ lục không có tên", WHERE, "tên phụ lục canh giữa, chữ in hoa, đậm")
    if opening.reference:
        yield from _check_reference(section, opening.reference, number)
    else:
        yield departure("Dòng kèm theo", page, "Dưới tên phụ lục không có dòng “(Kèm theo văn bản số …)”", WHERE,
                        "ghi số, ký hiệu, ngày tháng và cơ quan ban hành văn bản có phụ lục")


def _check_order(line: Line, order: int, count: int) -> Iterator[Departure]:
    given = line.text.rstrip(".:").split(" ")[-1] if len(line.text.split(" ")) > 2 else ""
    if count > 1 and given != roman(order):
        yield departure("Số phụ lục", line.page, f"Phụ lục thứ {order} ghi là “{line.text}”", WHERE,
                        f"từ hai phụ lục trở lên thì đánh số bằng chữ số La Mã, ở đây là “Phụ lục {roman(order)}”")
    elif count == 1 and given.isdecimal():
        yield departure("Số phụ lục", line.page, f"Phụ lục ghi là “{line.text}”", WHERE, "số thứ tự bằng chữ số La Mã")


def _check_reference(section: Section, lines: list[Line], number: Line | None) -> Iterator[Departure]:
    text, first = joined(lines), lines[0]
    yield from style_departures(STYLES["reference"], lines)
    if not (text.startswith("(") and text.endswith(")")):
        yield departure("Dòng kèm theo", first.page, f"“{first.short}”: không nằm trong ngoặc đơn", WHERE, "để trong ngoặc đơn")
    if not section.is_centred(first):
        yield departure("Dòng kèm theo", first.page, f"“{first.short}” lệch khỏi giữa dòng", WHERE, "canh giữa dưới tên phụ lục")
    own = number and re.search(r"\d+/\S+", number.text)
    cited = re.search(r"số:? (\d+/\S+)", text)
    if own and cited and cited[1].rstrip(",;)") != own[0]:
        seen = f"Phụ lục ghi kèm theo văn bản số {cited[1]}, văn bản này là {own[0]}"
        yield departure("Dòng kèm theo", first.page, seen, WHERE, "ghi số, ký hiệu của chính văn bản có phụ lục")
