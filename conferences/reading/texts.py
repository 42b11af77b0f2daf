"""Paragraphs and lists as the texts of the plan file."""

from __future__ import annotations

from conferences.reading.draft import Section
from conferences.reading.found import Found, Place
from conferences.reading.marks import DASH, PLUS, STAR, without_end
from conferences.reading.outline import PLAIN, TABLE, Item

SIGNS = {DASH: "- ", PLUS: "+ ", STAR: "", PLAIN: ""}


def written(items: list[Item]) -> Found:
    """Paragraphs by line; "- " and "+ " begin items; a heading without a number is bold. Tables as lines of their cells."""
    lines = [line for item in items for line in _lines(item)]
    return Found("\n".join(lines), tuple(place for item in items for place in item.at))


def _lines(item: Item) -> list[str]:
    if item.kind == TABLE:
        return ["; ".join(filter(None, row)) for row in item.rows]
    text = item.text
    if item.kind == STAR or item.bold and not text.startswith("**"):
        text = f"**{item.plain.strip()}**"
    return [SIGNS[item.kind] + text]


def entries(items: list[Item], *, ends: bool) -> list[Found]:
    """The items of a list, each with what stands below it ("+ ..."); without closing marks unless `ends`."""
    grouped: list[tuple[list[str], Place]] = []
    outer = next((item.kind for item in items if item.kind in (DASH, PLUS)), DASH)
    for item in items:
        text = item.text
        if item.kind == outer or not grouped:
            grouped.append(([text], item.at))
        else:
            lines, at = grouped[-1]
            grouped[-1] = ([*lines, SIGNS.get(item.kind, "") + text], at + item.at)
    made = []
    for lines, at in grouped:
        if not ends:
            lines[-1] = without_end(lines[-1])
        made.append(Found("\n".join(lines), at))
    return made


def section(heading: str, at: Place, **parts: object) -> Section:
    """A section of the plan file; what is empty is left out in the end."""
    return {"heading": Found(heading or None, at), **parts}


def shows(what: str, of: str = "") -> list[dict[str, str]]:
    return [{"what": what, "of": of} if of else {"what": what}]
