"""The parts of one plan with the rows they stand for: the outline of its editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conferences.editing import words
from conferences.editing.parts import FACTS, FOOT, HEAD, MORE, WHOLE, Part, conference_parts, headings, plan_parts, section_part
from conferences.models import Plan


@dataclass(frozen=True)
class Entry:
    """One line of the outline. Sections have a number and a level; `pk` is the row of a section or conference."""

    part: Part
    number: str = ""
    level: int = 0
    pk: int | None = None


@dataclass(frozen=True)
class Outline:
    """The parts in their order: what stands above the text, the text, conferences with their agendas, facts, what ends it."""

    head: tuple[Entry, ...]
    sections: tuple[Entry, ...]
    conferences: tuple[Entry, ...]
    facts: tuple[Entry, ...]
    foot: tuple[Entry, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        return (
            ("Mở đầu", self.head),
            ("Các mục", self.sections),
            ("Hội nghị", self.conferences),
            ("Số liệu", self.facts),
            ("Kết thúc", self.foot),
        )

    def find(self, name: str) -> Entry | None:
        """The part of that name; None when it was never there or is gone."""
        return next((entry for _, entries in self.groups for entry in entries if entry.part.name == name), None)


def outline(plan: Plan, data: Mapping[str, Any]) -> Outline:
    """`data` are the plan's own, read under its lock or from the rows that it holds (`whole_plan`): nobody adds one in between."""
    return Outline(
        head=tuple(map(Entry, plan_parts(HEAD))),
        sections=_sections(plan, data),
        conferences=_conferences(plan, data),
        facts=tuple(Entry(part) for part in plan_parts((*FACTS, *MORE)) if _is_used(part, data)),
        foot=tuple(map(Entry, plan_parts(FOOT))),
    )


def part_of(plan: Plan, data: Mapping[str, Any], name: str) -> Part | None:
    """The part by its name, with the place where it stands now."""
    if name in WHOLE:
        return WHOLE[name]
    entry = outline(plan, data).find(name)
    return entry.part if entry else None


def _is_used(part: Part, data: Mapping[str, Any]) -> bool:
    """A conference plan has no movement to fill in; what was never unsure needs no notes."""
    if any(key in data for key in part.keys):
        return True
    return part.name != "notes" and (part.name != "movement" or data.get("kind") == "movement")


def _sections(plan: Plan, data: Mapping[str, Any]) -> tuple[Entry, ...]:
    pks = section_pks(plan)
    return tuple(
        Entry(section_part(pk, found.at, found.label), found.number, found.level, pk)
        for pk, found in zip(pks, headings(data), strict=True)
    )


def section_pks(plan: Plan) -> list[int]:
    """In reading order."""
    below: dict[int | None, list[int]] = {}
    for row in plan.sections.all():
        below.setdefault(row.parent_id, []).append(row.pk)

    def under(parent: int | None) -> list[int]:
        return [found for pk in below.get(parent, ()) for found in (pk, *under(pk))]

    return under(None)


def _conferences(plan: Plan, data: Mapping[str, Any]) -> tuple[Entry, ...]:
    found: list[Entry] = []
    items = data.get("conferences", [])
    for place, (pk, item) in enumerate(zip((row.pk for row in plan.conferences.all()), items, strict=True)):
        level = words.choice("level", item.get("level", ""))
        label = f"Hội nghị {level}" if item.get("own") else f"Quy định cho {level}"
        conference, agenda = conference_parts(pk, place, label)
        found += [Entry(conference, level=1, pk=pk), Entry(agenda, level=2)]
    return tuple(found)
