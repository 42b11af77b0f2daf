"""What is gathered while the sections are read: facts of the plan, and where in the plan the reader stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from conferences.reading.casing import Casing
from conferences.reading.found import Found, Place
from conferences.reading.outline import PLAIN, Item, Node

Section = dict[str, Any]


@dataclass
class Draft:
    """The facts found so far, as parts of the plan file."""

    casing: Casing
    year: int | None  # of the paper
    own_level: str
    is_movement: bool = False
    conferences: dict[str, dict[str, Any]] = field(default_factory=dict)  # by level
    criteria: list[Found] = field(default_factory=list)
    eligible: list[Found] = field(default_factory=list)
    heads: list[tuple[str, str, str, Place]] = field(default_factory=list)  # subject, sector, words of headings over criteria
    lists: dict[str, list[Found]] = field(default_factory=dict)  # procedure, dossier, awards, budget
    tasks: list[Found] = field(default_factory=list)
    speeches: list[Found] = field(default_factory=list)
    tables: list[Item] = field(default_factory=list)  # tables of quotas
    quota_lists: list[Item] = field(default_factory=list)
    stated: dict[str, Found] = field(default_factory=dict)
    quota_at: Place = ()
    audiences: list[Found] = field(default_factory=list)
    phases: list[Found] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def conference(self, level: str) -> dict[str, Any]:
        """The conference of a level; the issuer's own for ""."""
        return self.conferences.setdefault(level or self.own_level, {})

    def add(self, name: str, texts: list[Found]) -> None:
        self.lists.setdefault(name, []).extend(texts)


@dataclass(frozen=True)
class Where:
    """The headings above: what they speak of, and of whom."""

    roles: tuple[str, ...] = ()
    level: str = ""
    subject: str = ""
    sector: str = ""
    who: str = "all"

    def within(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)

    def below(self, **changes: Any) -> Where:
        return replace(self, **changes)


@dataclass
class Content:
    """A section to be read: its heading, its paragraphs with the text of its own line first, its sections."""

    node: Node
    heading: str
    items: list[Item]
    children: list[Node]

    @property
    def paras(self) -> list[Item]:
        return [item for item in self.items if item.kind == PLAIN]

    @property
    def at(self) -> Place:
        return self.node.at + tuple(place for item in self.items for place in item.at)


def head_list_tail(items: list[Item], kinds: tuple[str, ...]) -> tuple[list[Item], list[Item], list[Item]]:
    """The paragraphs before a list, the list (from its first to its last item), and those behind it."""
    marked = [at for at, item in enumerate(items) if item.kind in kinds]
    if not marked:
        return items, [], []
    return items[: marked[0]], items[marked[0] : marked[-1] + 1], items[marked[-1] + 1 :]
