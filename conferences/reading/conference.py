"""What a plan says of its conference and of those of the levels below: when, where, how many, who, in what order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from conferences.reading.draft import Content, Draft, Section, Where, head_list_tail
from conferences.reading.found import Found
from conferences.reading.marks import DASH, PLUS, STAR, unbold, without_end
from conferences.reading.measures import (
    ONE_LINE,
    Swap,
    is_count_alone,
    read_attendees,
    read_complete_by,
    read_count,
    read_form,
    read_name,
    read_total,
    read_when_and_where,
    read_forms,
    read_presidium,
    read_shares,
    read_threshold,
    read_when,
    read_where,
    swapped,
)
from conferences.reading.outline import PLAIN, TABLE, Item
from conferences.reading.texts import entries, section, shows, written
from conferences.reading.words import level_named, roles_of

Reader = Callable[..., "Section | None"]
PART_OF_THEM = re.compile(r"khách|mời|chính thức|(?:biểu|tuyên|khen) (?:dương|thưởng)|tôn vinh", re.IGNORECASE)
HOURS = re.compile(r"(?:từ\s+)?\d{1,2}\s*(?:h|g|giờ|:)\s*\d{0,2}", re.IGNORECASE)  # "7h30 - 8h00: Đón tiếp đại biểu"
ALL_WHO_COME = re.compile(
    r"(?:thành phần|đại biểu|số đại biểu)(?:,? (?:đại biểu|tham dự|dự|dự hội nghị|dự đại hội"
    r"|số lượng))*", re.IGNORECASE,
)


def of_level(where: Where) -> str:
    return where.level or "own"


# --- lines ----------------------------------------------------------------------------------------------------------


def told(item: Item, draft: Draft, level: str, role: str, heading: str, text: str) -> list[Swap]:
    """The facts of one line of `text` about one matter."""
    conference = draft.conference(level)
    if role == "name":
        return read_name(text, item.at, conference)
    if role == "time":
        return read_when(text, item.at, conference, draft.year, heading)
    if role == "place":
        return read_where(text, item.at, conference)
    if role in ("delegates", "composition"):
        return read_count(text, item.at, conference) if role == "delegates" else read_shares(unbold(text), item.at, conference)
    if role == "form":
        return read_forms(text, item.at, conference) or read_form(text, item.at, conference)
    return read_attendees(text, item.at, conference) + read_shares(unbold(text), item.at, conference) if role == "attendees" else []


def _label(item: Item) -> tuple[str, str, str] | None:
    """The one matter that a line with a label is about, its label, and what follows it."""
    head, colon, rest = item.plain.partition(":")
    roles = roles_of(head) if colon and len(head) < 60 else []
    return (roles[0], head, rest.strip()) if len(roles) == 1 and rest.strip() else None


def told_lines(content: Content, draft: Draft, where: Where) -> list[Item]:
    """The lines of a section, with facts in braces where a line such as "- Thời gian: ½ ngày, ..." tells them."""
    made = []
    for item in content.items:
        swaps: list[Swap] = []
        if label := _label(item):
            swaps = told(item, draft, where.level, label[0], label[1], label[2])
        elif where.roles[-1:] in (("attendees",), ("delegates",)) and ALL_WHO_COME.fullmatch(content.heading):
            swaps = read_total(item.text, item.at, draft.conference(where.level))
        if where.level and not label:
            conference = draft.conference(where.level)
            swaps += read_threshold(item.text, item.at, conference) + read_forms(item.text, item.at, conference)
            swaps += read_complete_by(item.text, item.at, conference)
        made.append(replace(item, text=swapped(item.text, swaps, of_level(where))))
    return made


# --- sections -------------------------------------------------------------------------------------------------------


def _single(role: str) -> Reader:
    """A section of one line that is wholly a fact shows it; what says more stays text with the facts in braces."""

    def reader(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
        if content.children or not content.items or any(item.kind == TABLE for item in content.items):
            return None
        first = content.items[0]
        if len(content.items) > 1 or _label(first):
            return None
        if role == "time" and "place" in where.roles:
            swaps = read_when_and_where(first.text, first.at, draft.conference(where.level), draft.year)
            if swaps:
                text = written([replace(first, text=swapped(first.text, swaps, of_level(where)))])
                return section(content.heading, content.node.at, text=text)
        swaps = told(first, draft, where.level, role, content.heading, first.text)
        if swaps and (role in ("time", "place") or role == "delegates" and is_count_alone(first.text)):
            return section(content.heading, content.at, shows=shows(role, of_level(where)))
        lines = [replace(first, text=swapped(first.text, swaps, of_level(where)))]
        return section(content.heading, content.node.at, text=written(lines))

    return reader


def _read_attendees(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    before, listed, after = head_list_tail(content.items, (DASH, PLUS, STAR))
    if content.children or len(listed) < 2 or any(item.kind == TABLE for item in listed):
        return None
    conference = draft.conference(where.level)
    if where.within("criteria", "quotas", "eligible") or "attendees" in conference or any(_label(item) for item in listed):
        return None
    for item in before if not PART_OF_THEM.search(content.heading) else []:
        read_count(item.text, item.at, conference)
    conference["attendees"] = entries(listed, ends=False)
    parts = {"text": written(before), "shows": shows("attendees", of_level(where)), "after": written(after)}
    return section(content.heading, content.node.at, **parts)


def _read_agenda(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    """Numbered clauses, a list or a table of points; anything deeper stays text."""
    before, listed, after = head_list_tail(content.items, (DASH, PLUS, TABLE))
    conference = draft.conference(where.level)
    if "agenda" in conference:
        return None
    numbered = bool(content.children)
    if numbered and not listed and all(child.is_bare for child in content.children):
        points = [Found({"title": Found(without_end(unbold(child.text)), child.at)}) for child in content.children]
        before, after = content.items, []
    elif not content.children and not listed and all(HOURS.match(item.plain) for item in content.items):
        points, numbered, before = [Found({"title": Found(without_end(one.plain), one.at)}) for one in content.items], True, []
    elif content.children or not listed:
        return None
    elif listed[0].kind == TABLE:
        points, numbered = _points_of_table(listed[0]), True
    else:
        points = [Found({"title": Found(unbold(str(entry.value)), entry.at)}) for entry in entries(listed, ends=False)]
    if len(points) < 2 or any("\n" in str(point.value["title"].value) for point in points):
        return None
    conference["agenda"] = points
    shown = [one if numbered else one | {"numbered": False} for one in shows("agenda", of_level(where))]
    return section(content.heading, content.node.at, text=written(before), shows=shown, after=written(after))


def _points_of_table(item: Item) -> list[Found]:
    head, *rows = item.rows
    names = [name.lower() for name in head]
    title = next((at for at, name in enumerate(names) if "nội dung" in name or "chương trình" in name), None)
    by = next((at for at, name in enumerate(names) if re.search(r"thực hiện|phụ trách|chủ trì|trình bày|người", name)), None)
    if title is None:
        return []
    points = []
    for row in rows:
        if row[title]:
            presenter = Found(row[by], item.at) if by is not None and row[by] else None
            points.append(Found({"title": Found(without_end(row[title]), item.at), "presenter": presenter}))
    return points


def _read_presidium(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    """The numbers are taken for the level that each line names."""
    lines = []
    for item in content.items:
        named = level_named(item.plain.split(":")[0]) if ":" in item.plain else where.level
        level = "" if named == draft.own_level else named
        swaps = read_presidium(item.text, item.at, draft.conference(level), named=True)
        lines.append(replace(item, text=swapped(item.text, swaps, level or "own")))
    return None if content.children else section(content.heading, content.node.at, text=written(lines))


def _read_backdrop(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    lines = [item for item in content.items if item.kind in (PLAIN, STAR)]
    if content.children or len(lines) < 2 or len(lines) < len(content.items) or max(len(line.text) for line in lines) > ONE_LINE:
        return None
    conference = draft.conference(where.level)
    conference.setdefault("backdrop", [Found(unbold(line.text), line.at) for line in lines])
    return section(content.heading, content.node.at, shows=shows("backdrop", of_level(where)))


CONFERENCE_READERS: dict[str, Reader] = {
    "name": _single("name"),
    "time": _single("time"),
    "place": _single("place"),
    "delegates": _single("delegates"),
    "composition": _single("composition"),
    "attendees": _read_attendees,
    "agenda": _read_agenda,
    "presidium": _read_presidium,
    "backdrop": _read_backdrop,
}
