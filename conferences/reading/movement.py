"""What is particular to plans of a movement: its theme, its phases with their occasions, its contents by audience."""

from __future__ import annotations

import calendar
import re
from datetime import date

from conferences.reading.days import DAY, day_of
from conferences.reading.draft import Content, Draft, Section, Where
from conferences.reading.found import Found, Place
from conferences.reading.marks import PLUS, STAR, unbold, without_end
from conferences.reading.outline import PLAIN, TABLE
from conferences.reading.texts import section, shows, written

PHASE = re.compile(
    r"(?P<name>(?:Đợt|Giai đoạn|Chặng)\s+(?:thi đua\s+)?(?:thứ\s+)?(?:\d{1,2}|[IVX]{1,4}|một|hai|ba"
    r"|nhất|nhì))\b\s*[:.–-]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
MONTHS = re.compile(
    r"từ (?:tháng\s*)?(?P<m1>\d{1,2})(?:\s*/\s*(?P<y1>\d{4}))?\s*(?:đến|-"
    r"|–)\s*(?:hết\s+)?(?:tháng\s*)?(?P<m2>\d{1,2})\s*(?:/|năm)\s*(?P<y2>\d{4})",
    re.IGNORECASE,
)
OCCASION = re.compile(
    r"(?:lập thành tích\s+)?(?:thiết thực\s+)?(?:chào mừng|hướng tới|kỷ niệm"
    r"|mừng)\s+(?P<what>.+)$", re.IGNORECASE | re.DOTALL,
)
AUDIENCE = re.compile(r"(?:Đối với|Trong)\s+(?P<name>[^:]{3,160}?)\s*(?::\s*(?P<text>.*))?$", re.DOTALL)
THEME = re.compile(r"chủ đề(?:\s+thi đua)?(?:\s+(?:là|năm \d{4}))?\s*:?\s*[“\"](?P<theme>[^”\"]{4,300})[”\"]", re.IGNORECASE)

THEME_HEADING = re.compile(r"chủ đề(?: thi đua| phong trào| năm \d{4})*\s*[:.]?$", re.IGNORECASE)
QUOTED = re.compile(r"(?:[-+*]\s*)?[“\"](?P<theme>[^”\"]{4,300})[”\"][.;]?")


def read_theme(texts: list[tuple[str, Place]]) -> Found:
    for text, at in texts:
        if found := THEME.search(unbold(text)):
            return Found(found["theme"].strip(), at)
    for (heading, _), (below, at) in zip(texts, texts[1:]):  # a heading, and the theme alone under it
        found = QUOTED.fullmatch(unbold(below)) if THEME_HEADING.search(unbold(heading)) else None
        if found:
            return Found(found["theme"].strip(), at)
    return Found(None)


def read_movement(content: Content, draft: Draft, where: Where, deeper) -> Section | None:
    """Phases or audiences, whichever all the parts of the section are."""
    if any(item.kind == TABLE for item in content.items):
        return None
    return _phases(content, draft) or _audiences(content, draft)


def _phases(content: Content, draft: Draft) -> Section | None:
    parts = _parts(content)
    found = [(PHASE.match(lines[0]), lines, at) for lines, at in parts]
    phases = [one for one in found if one[0]]
    if len(phases) < 2 or found[: len(found) - len(phases)] and any(one[0] for one in found[: len(found) - len(phases)]):
        return None
    before = [item for item in content.items if item.kind == PLAIN and not PHASE.match(unbold(item.text))][: len(found) - len(phases)]
    draft.phases += [_phase(match, lines, at, draft) for match, lines, at in phases]
    return section(content.heading, content.node.at, text=written(before), shows=shows("phases"))


def _phase(match: re.Match[str], lines: list[str], at: Place, draft: Draft) -> Found:
    text = " ".join([match["rest"], *lines[1:]])
    start, end = _bounds(text)
    occasion = OCCASION.search(text)
    occasions = [_unclosed(without_end(part)) for part in re.split(r";\s*", occasion["what"]) if part.strip()] if occasion else []
    return Found({"name": match["name"].strip(), "from": start, "to": end, "occasions": occasions}, at)


def _unclosed(words: str) -> str:
    """Without the bracket that closes one before the words."""
    return words if words.count("(") == words.count(")") else words.rstrip(" .)")


def _bounds(text: str) -> tuple[date | None, date | None]:
    """The first and last day: two dates after "từ", or months."""
    days = [day_of(found) for found in DAY.finditer(text.split("chào mừng")[0])]
    if len(days) >= 2:
        return days[0], days[1]
    if months := MONTHS.search(text):
        first, last = int(months["m1"]), int(months["m2"])
        year = int(months["y2"])
        if 1 <= first <= 12 and 1 <= last <= 12:
            return date(int(months["y1"] or year), first, 1), date(year, last, calendar.monthrange(year, last)[1])
    return None, None


def _audiences(content: Content, draft: Draft) -> Section | None:
    parts = _parts(content)
    found = [(AUDIENCE.match(lines[0]), lines, at) for lines, at in parts]
    if len(found) < 2 or not all(match for match, _, _ in found):
        return None
    made = []
    for match, lines, at in found:
        text = "\n".join(filter(None, [match["text"] or "", *lines[1:]]))
        if not text:
            return None
        made.append(Found({"name": without_end(match["name"]), "text": text}, at))
    draft.audiences += made
    return section(content.heading, content.node.at, shows=shows("audiences"))


def _parts(content: Content) -> list[tuple[list[str], Place]]:
    """The outer items, or the sections below, each with its lines."""
    if content.children:
        return [_part_of_child(child) for child in content.children]
    parts: list[tuple[list[str], Place]] = []
    for item in content.items:
        starts = item.kind != PLUS and (PHASE.match(item.plain) or AUDIENCE.match(item.plain) or item.kind == STAR)
        if starts or not parts:
            parts.append(([item.plain], item.at))
        else:
            lines, at = parts[-1]
            parts[-1] = ([*lines, str(written([item]).value)], at + item.at)
    return parts


def _part_of_child(child) -> tuple[list[str], Place]:
    lines = [child.plain, *(str(written([item]).value) for item in child.items)]
    lines += [f"- {below.text}" for below in child.children]
    return lines, child.at + tuple(place for item in child.items for place in item.at)
