"""The order in which the names of a decision go up, in groups, and how they are said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from nominations.models import Decision, DecisionLine, Presentation

# Ê-đê, Gia-rai, Ba-na: the mark before a woman's name is said "Hơ". Other marks (K', Y, Đ') differ from people to people.
WOMANS_MARK = re.compile(r"\bH['’ʼ]\s?(?=\w)")
RELATED = ("dossier__category", "dossier__unit", "dossier__nominee", "register", "presented", "corrected")


@dataclass(frozen=True)
class Group:
    """Who goes up together, and who hands over to them. `first` is the number of the first of them."""

    number: int
    first: int
    giver: str
    lines: tuple[DecisionLine, ...]


def presentation_of(decision: Decision) -> Presentation:
    """What was set, or what holds where nobody has set anything."""
    return Presentation.objects.filter(decision=decision).first() or Presentation(decision=decision)


def in_order(decision: Decision) -> list[DecisionLine]:
    """The names that still stand, as they go up: by the place that was typed, the rest after them as on the list."""
    lines = list(decision.lines.standing().select_related(*RELATED))
    last = len(lines) + max([place_of(line) or 0 for line in lines], default=0)
    return sorted(lines, key=lambda line: place_of(line) or last)


def is_paid(lines: Collection[DecisionLine]) -> bool:
    """Whether every name has its prize, so that there is something to sign for."""
    return bool(lines) and all(line.prize is not None for line in lines)


def place_of(line: DecisionLine) -> int | None:
    presented = getattr(line, "presented", None)
    return presented.position if presented else None


def said(line: DecisionLine) -> str:
    """How the name is said: as somebody typed it, else by the one rule that is certain, else as it is written (empty)."""
    presented = getattr(line, "presented", None)
    return (presented.said if presented else "") or suggested(line.name_now)


def suggested(name: str) -> str:
    """ "Hơ Hen Niê" for "H'Hen Niê"; empty where no rule is certain."""
    spoken = WOMANS_MARK.sub("Hơ ", name)
    return spoken if spoken != name else ""


def groups(lines: list[DecisionLine], presentation: Presentation) -> Iterator[Group]:
    size = max(1, presentation.group_size)
    for at, first in enumerate(range(0, len(lines), size)):
        yield Group(at + 1, first + 1, presentation.giver_of(at), tuple(lines[first : first + size]))
