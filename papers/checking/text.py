"""The text of a paper: its paragraphs, and whether they are set as the decree asks (box 6, box 9a)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from papers.checking.decree import (
    FIRST_LINES, ONE_AND_A_HALF, PARAGRAPH_GAP, SINGLE, STYLES, Departure, departure, figure, style_departures,
)  # fmt: skip
from papers.checking.lines import MM, Line, joined
from papers.checking.sheets import REFERENCE, Section

GROUND = re.compile(r"(?:[-–+•] ?)?(?:căn cứ|xét|theo đề nghị)\b")
MARKER = re.compile(r"(?:[-–+•*]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ]\)|[IVX]+\.|Điều \d+\.) ")
SECTION = re.compile(r"[IVX]+\. ")
BODY_SIZES = (13, 14)
INDENT_SLACK = 1.2 * MM
FULL = 1.5 * MM  # a line that ends so near the right edge is full
GAP_SLACK = 1  # points


@dataclass
class Paragraph:
    """Lines of one paragraph; `centred` ones (titles within the text) have no first-line indent."""

    lines: list[Line]
    centred: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def text(self) -> str:
        return joined(self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines if any(map(str.isalnum, line.text)))


@dataclass
class Text:
    """The parts between head and foot."""

    addressees: list[Line] = field(default_factory=list)
    deciding: list[Line] = field(default_factory=list)
    reference: list[Line] = field(default_factory=list)  # "(Kèm theo ...)" of an insert
    grounds: list[Paragraph] = field(default_factory=list)
    decides: list[Line] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)


def read_text(section: Section, lines: list[Line], *, typed: bool) -> Text:
    """The text below the title in its parts; a công văn (not `typed`) has no list of grounds."""
    text, lines = Text(), list(lines)
    if lines and lines[0].fold.startswith("kính gửi"):
        text.addressees = _take_addressees(section, lines)
    while lines and _stands_alone(section, lines[0]) and (lines[0].bold or _is_deciding(lines[0])):
        text.deciding.append(lines.pop(0))
    while lines and (REFERENCE.match(lines[0].fold) or text.reference) and _stands_alone(section, lines[0]):
        text.reference.append(lines.pop(0))
    paragraphs = read_paragraphs(section, lines)
    while typed and paragraphs and _is_ground(paragraphs[0]):
        text.grounds.append(paragraphs.pop(0))
    for paragraph in paragraphs:
        if paragraph.first.fold.strip(" :") in ("quyết định", "quyết nghị") and paragraph.first.page == paragraphs[0].first.page:
            text.decides = paragraph.lines
    text.body = [paragraph for paragraph in paragraphs if paragraph.lines is not text.decides]
    return text


def _is_deciding(line: Line) -> bool:
    return line.text == line.text.upper() and not line.text.startswith("(")


def _is_ground(paragraph: Paragraph) -> bool:
    return bool(GROUND.match(paragraph.first.fold)) and not paragraph.text.endswith(":")


def _stands_alone(section: Section, line: Line) -> bool:
    """A centred line that does not begin where a paragraph would."""
    return section.is_centred(line) and line.x0 - section.start > 4 * MM and not MARKER.match(line.text)


def _take_addressees(section: Section, lines: list[Line]) -> list[Line]:
    taken = [lines.pop(0)]
    listed = taken[0].text.rstrip().endswith(":")
    while lines and lines[0].page == taken[0].page and lines[0].baseline - taken[-1].baseline < 1.9 * taken[-1].size:
        begins = re.match(r"[-–+] ?", lines[0].text)
        if not (listed and begins) and lines[0].x0 < taken[0].x0 + 6 * MM:
            break
        taken.append(lines.pop(0))
    return taken


def read_paragraphs(section: Section, lines: list[Line]) -> list[Paragraph]:
    """Lines put together to paragraphs by their indents, gaps and ends."""
    found: list[Paragraph] = []
    for line in lines:
        if found and _continues(section, found[-1], line):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line], centred=_is_middle(section, line)))
    return found


def _is_middle(section: Section, line: Line) -> bool:
    return section.is_centred(line, 2 * MM) and line.x0 - section.start > 14.5 * MM


def _continues(section: Section, paragraph: Paragraph, line: Line) -> bool:
    above, first = paragraph.lines[-1], paragraph.first
    if paragraph.centred or _is_middle(section, line):
        return False
    if above.page == line.page and line.baseline - above.baseline > 2.45 * above.size:
        return False
    if line.x0 - section.start < 1.5 * MM:
        return _is_full(section, above) or first.x0 - section.start > 3 * MM and not MARKER.match(line.text)
    hangs = line.x0 > first.x0 + 1 and MARKER.match(first.text) and not MARKER.match(line.text)
    return bool(hangs) and above.x1 > section.end - 25 * MM


def _is_full(section: Section, line: Line) -> bool:
    return line.x1 > section.end - FULL


def pitch(section: Section, paragraphs: list[Paragraph]) -> float | None:
    """The usual distance of two lines of a paragraph, as a share of the size; None when no paragraph has two."""
    steps = [
        (lower.baseline - upper.baseline) / upper.size
        for paragraph in paragraphs
        for upper, lower in zip(paragraph.lines, paragraph.lines[1:])
        if upper.page == lower.page and abs(upper.size - lower.size) < 0.2
    ]
    return median(steps) if steps else None


def check_text(section: Section, text: Text) -> Iterator[Departure]:
    """Addressees, deciding body, grounds, body."""
    yield from style_departures(STYLES["addressees"], text.addressees)
    yield from _check_addressees(text.addressees)
    yield from style_departures(STYLES["deciding"], text.deciding)
    yield from style_departures(STYLES["reference"], text.reference)
    yield from style_departures(STYLES["ground"], [line for ground in text.grounds for line in ground.lines])
    yield from _check_grounds(text.grounds)
    yield from _check_decides(section, text.decides)
    yield from check_body(section, text.grounds + text.body)


def _check_addressees(lines: list[Line]) -> Iterator[Departure]:
    if not lines:
        return

    def wrong(line: Line, seen: str, asks: str) -> Departure:
        return departure("Kính gửi", line.page, f"“{line.short}”: {seen}", "Mục II.9", asks)

    if not lines[0].text.startswith("Kính gửi:"):
        yield wrong(lines[0], "viết không đúng mẫu", "“Kính gửi:” rồi tên nơi nhận, sau “Kính gửi” có dấu hai chấm")
    if lines[0].text.rstrip().endswith(":"):
        for ends, lines_of_one in _ends(_dashed(lines[1:])):
            if not joined(lines_of_one).endswith(ends):
                yield wrong(lines_of_one[-1], f"cuối dòng không có dấu “{ends}”",
                            "cuối mỗi dòng có dấu chấm phẩy, cuối dòng cuối cùng có dấu chấm")
                break


def _dashed(lines: list[Line]) -> list[list[Line]]:
    """Lines in groups, each begun by a dash."""
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or re.match(r"[-–+]", line.text):
            groups.append([])
        groups[-1].append(line)
    return groups


def _ends(groups: list) -> list[tuple[str, list[Line]]]:
    """Each group with the mark that must end it."""
    return [("." if place == len(groups) else ";", group) for place, group in enumerate(groups, 1)]


def _check_grounds(grounds: list[Paragraph]) -> Iterator[Departure]:
    for ends, lines in _ends([ground.lines for ground in grounds]):
        if not joined(lines).endswith(ends):
            yield departure("Căn cứ", lines[-1].page, f"“{lines[0].short}”: cuối căn cứ không có dấu “{ends}”", "Mục II.6",
                            "cuối mỗi dòng căn cứ có dấu chấm phẩy, dòng cuối cùng kết thúc bằng dấu chấm")
            break
    for ground in grounds:
        if not ground.text[0].isalpha():
            yield departure("Căn cứ", ground.first.page, f"“{ground.first.short}”: có gạch đầu dòng", "Mục II.6",
                            "mỗi căn cứ ghi trên một dòng, không có gạch đầu dòng")
            break


def _check_decides(section: Section, lines: list[Line]) -> Iterator[Departure]:
    yield from style_departures(STYLES["decides"], lines)
    if lines and not section.is_centred(lines[0]):
        yield departure("Thẩm quyền ban hành", lines[0].page, f"“{lines[0].text}” lệch khỏi giữa dòng", "Mục IV, mẫu 1.2",
                        "đặt canh giữa")


def check_body(section: Section, paragraphs: list[Paragraph]) -> Iterator[Departure]:
    """How running text is set: size, slant, indents, edges, gaps, line spacing."""
    yield from _check_size(paragraphs)
    yield from _check_indents(section, [paragraph for paragraph in paragraphs if not paragraph.centred])
    yield from _check_edges(section, paragraphs)
    yield from _check_spacing(section, paragraphs)


def _check_size(paragraphs: list[Paragraph]) -> Iterator[Departure]:
    for line in (line for paragraph in paragraphs for line in paragraph.lines if not SECTION.match(paragraph.text)):
        if not BODY_SIZES[0] - 0.2 <= line.size <= BODY_SIZES[1] + 0.2:
            yield departure("Nội dung", line.page, f"“{line.short}”: cỡ chữ {figure(line.size)}", "Mục II.6", "cỡ chữ 13 đến 14")
            break
    body = [paragraph for paragraph in paragraphs if not GROUND.match(paragraph.first.fold)]
    slanted = [paragraph for paragraph in body if all(line.italic for line in paragraph.lines)]
    if len(body) > 1 and len(slanted) > len(body) / 2:
        line = slanted[0].first
        yield departure("Nội dung", line.page, f"“{line.short}”: chữ nghiêng", "Mục II.6", "kiểu chữ đứng")


def _check_indents(section: Section, paragraphs: list[Paragraph]) -> Iterator[Departure]:
    if section.left is None:
        return
    wrong = []
    for paragraph in paragraphs:
        indent = paragraph.first.x0 - section.left
        if re.match(r"[+•*]", paragraph.text) and FIRST_LINES[0] * MM - INDENT_SLACK < indent < 21 * MM:
            continue
        if not any(abs(indent - right * MM) < INDENT_SLACK for right in FIRST_LINES):
            wrong.append((paragraph.first, indent))
    if wrong:
        line, indent = wrong[0]
        more = f" (và {len(wrong) - 1} đoạn khác)" if len(wrong) > 1 else ""
        yield departure("Lùi đầu dòng", line.page, f"“{line.short}” lùi {figure(max(0, indent) / MM)} mm{more}", "Mục II.6",
                        "đầu dòng lùi vào 1 cm hoặc 1,27 cm")


def _check_edges(section: Section, paragraphs: list[Paragraph]) -> Iterator[Departure]:
    if section.right is None:
        return
    for paragraph in paragraphs:
        inner = [line for line in paragraph.lines[:-1] if not paragraph.centred]
        ragged = [line for line in inner if not _is_full(section, line)]
        if len(ragged) > 1 and 2 * len(ragged) > len(inner):
            yield departure("Canh đều hai lề", ragged[0].page, f"“{ragged[0].short}”: cuối dòng không thẳng lề phải", "Mục II.6",
                            "nội dung được canh đều cả hai lề")
            return


def _check_spacing(section: Section, paragraphs: list[Paragraph]) -> Iterator[Departure]:
    step = pitch(section, paragraphs)
    if step is None:
        return
    if not SINGLE - 0.04 <= step <= ONE_AND_A_HALF + 0.04:
        page = next(paragraph.first.page for paragraph in paragraphs if len(paragraph.lines) > 1)
        yield departure("Cách dòng", page, f"Hai dòng cách nhau {figure(step / SINGLE)} lần dòng đơn", "Mục II.6",
                        "khoảng cách giữa các dòng tối thiểu là dòng đơn, tối đa là 1,5 dòng")
    for above, below in zip(paragraphs, paragraphs[1:]):
        upper, lower = above.lines[-1], below.first
        if upper.page != lower.page or _has_table_between(section, upper, lower):
            continue
        gap = lower.baseline - upper.baseline - step * lower.size
        if gap < PARAGRAPH_GAP - GAP_SLACK:
            yield departure("Cách đoạn", lower.page, f"“{lower.short}” cách đoạn trên {figure(max(0, gap))} pt", "Mục II.6",
                            "khoảng cách giữa các đoạn văn tối thiểu là 6 pt")
            return


def _has_table_between(section: Section, upper: Line, lower: Line) -> bool:
    return any(upper.baseline < grid.top < lower.baseline for grid, _ in section.sheet(upper).grids)
