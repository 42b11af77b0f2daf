"""The parts into which a plan is cut for editing: each is saved by itself and has a version of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from conferences.facts import section_number
from conferences.plan_file.shape import CONFERENCE, PLAN, SECTION, Map

Step = str | int  # a key, or a place in a list (from 0)


@dataclass(frozen=True)
class Part:
    """Some keys of the plan file, or of one item of one of its lists. `at` leads to where the keys stand."""

    name: str
    label: str
    keys: tuple[str, ...]
    of: Map = PLAN
    at: tuple[Step, ...] = ()

    @property
    def kind(self) -> Map:
        """The keys as a map of their own. Of the plan itself nothing is needed before it is checked."""
        within = {key: self.of.keys[key] for key in self.keys}
        return Map(
            within,
            needed=tuple(key for key in self.of.needed if key in within and self.of is not PLAN),
            defaults={key: value for key, value in self.of.defaults.items() if key in within},
        )

    @property
    def path(self) -> str:
        """As the plan file names the place: sections[2].sections[1]."""
        return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in self.at).lstrip(".")


HEAD = (
    ("head", "Đầu văn bản", ("kind", "title", "number", "place", "date", "period", "parent")),
    ("issuers", "Cơ quan ban hành", ("issuers",)),
    ("opening", "Căn cứ, lời dẫn", ("grounds", "lead")),
)
FOOT = (("closing", "Lời kết, nơi nhận", ("closing", "recipients")),)
FACTS = (
    ("deadlines", "Thời hạn", ("deadlines",)),
    ("categories", "Đối tượng", ("categories",)),
    ("eligible", "Ai được đề nghị", ("eligible",)),
    ("criteria", "Tiêu chuẩn", ("criteria",)),
    ("quotas", "Chỉ tiêu", ("quotas",)),
    ("dossier", "Hồ sơ", ("dossier", "dossier_copies", "asks", "late")),
    ("procedure", "Quy trình", ("procedure",)),
    ("awards", "Khen thưởng", ("awards",)),
    ("speeches", "Tham luận", ("speeches",)),
    ("tasks", "Nhiệm vụ", ("tasks",)),
    ("budget", "Kinh phí", ("budget",)),
    ("movement", "Phong trào", ("movement",)),
    ("appendices", "Phụ lục", ("appendices",)),
    ("notes", "Điều chưa chắc", ("notes",)),
)
ROWS = ("sections", "conferences")  # whose items are parts
_named = {key for *_, keys in (*HEAD, *FACTS, *FOOT) for key in keys} | set(ROWS)
_unnamed = tuple(key for key in PLAN.keys if key not in _named)
MORE = (("more", "Thông tin khác", _unnamed),) if _unnamed else ()

SECTION_KEYS = tuple(key for key in SECTION.keys if key != "sections")
AGENDA_KEYS = ("agenda",)
CONFERENCE_KEYS = tuple(key for key in CONFERENCE.keys if key not in AGENDA_KEYS)


def plan_parts(group: Sequence[tuple[str, str, tuple[str, ...]]]) -> list[Part]:
    return [Part(*row) for row in group]


WHOLE = {part.name: part for part in plan_parts((*HEAD, *FACTS, *MORE, *FOOT))}
# Whole lists, for taking back an earlier version.
LISTS = {"sections": Part("sections", "Các mục", ("sections",)), "conferences": Part("conferences", "Hội nghị", ("conferences",))}


def section_part(pk: int, at: tuple[Step, ...], label: str) -> Part:
    return Part(f"section-{pk}", label, SECTION_KEYS, SECTION, at)


def conference_parts(pk: int, place: int, label: str) -> tuple[Part, Part]:
    """The conference, and its agenda, which often is somebody else's work."""
    at = ("conferences", place)
    return (
        Part(f"conference-{pk}", label, CONFERENCE_KEYS, CONFERENCE, at),
        Part(f"agenda-{pk}", f"Chương trình: {label}", AGENDA_KEYS, CONFERENCE, at),
    )


def slice_of(data: Mapping[str, Any], part: Part) -> dict[str, Any]:
    """What the plan's data hold of the part."""
    inside: Any = data
    for step in part.at:
        inside = inside[step]
    return {key: inside[key] for key in part.keys if key in inside}


def with_slice(data: Mapping[str, Any], part: Part, piece: Mapping[str, Any]) -> dict[str, Any]:
    """The plan's data with this in the part's place; the data that came in stay as they are."""

    def put(inside: Any, steps: Sequence[Step]) -> Any:
        if not steps:
            kept = {key: value for key, value in inside.items() if key not in part.keys}
            return {key: (kept | piece)[key] for key in part.of.keys if key in kept or key in piece}
        copied = inside.copy()
        copied[steps[0]] = put(inside[steps[0]], steps[1:])
        return copied

    return put(data, part.at)


def version_of(piece: Mapping[str, Any]) -> str:
    """What the part says, as a short mark: equal marks, equal parts."""
    return hashlib.sha256(json.dumps(piece, sort_keys=True, default=str).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Heading:
    """A section of the outline: the steps to it, its level from 1, its number bare of marks, what it is called."""

    at: tuple[Step, ...]
    level: int
    number: str
    label: str


FIRST_WORDS = 42


def headings(data: Mapping[str, Any]) -> list[Heading]:
    """The sections in reading order with the numbers the paper will give them."""

    def below(items: Sequence[Mapping[str, Any]], at: tuple[Step, ...], above: str, level: int, start: int) -> Iterator[Heading]:
        for place, item in enumerate(items):
            number = section_number(level, start + place, above)
            yield Heading((*at, place), level, number, _called(item))
            steps, first = (*at, place, "sections"), _agenda_items(data, item) + 1
            yield from below(item.get("sections", []), steps, number, level + 1, first)

    return list(below(data.get("sections", []), ("sections",), "", 1, 1))


def _called(section: Mapping[str, Any]) -> str:
    """A section by its heading, or by the first words of its text."""
    words = (section.get("heading") or section.get("text") or "Mục chưa có tên").partition("\n")[0]
    return shorten(words, FIRST_WORDS, placeholder="…")


def _agenda_items(data: Mapping[str, Any], section: Mapping[str, Any]) -> int:
    """How many numbers an agenda that the section shows takes from the sections below it."""
    levels = [shown.get("of", "own") for shown in section.get("shows", []) if shown.get("what") == "agenda" and shown.get("numbered", True)]
    shown = [
        next((one for one in data.get("conferences", []) if (one.get("own") if of == "own" else one.get("level") == of)), {})
        for of in levels
    ]
    return sum(len(one.get("agenda", [])) for one in shown)
