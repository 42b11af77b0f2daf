"""Whom those above the line are: how many of them are women, minorities, direct workers, of which sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nominations.models import Nominee
from nominations.ranking_rows import Person, is_minority

LEADS_NOBODY = "none"


@dataclass(frozen=True)
class Part:
    """A group among those above the line."""

    label: str
    count: int
    whole: int

    @property
    def percent(self) -> int:
        return round(Fraction(self.count * 100, self.whole)) if self.whole else 0


def composition(people: Sequence[Person], asks: frozenset[str]) -> list[Part]:
    """Of the persons women, minorities where the plan asks for them, direct workers, who leads nobody; of all the sectors."""
    nominees = [one.dossier.nominee for one in people if one.dossier.is_person]
    known = [one for one in nominees if one]
    parts = {
        "nữ": sum(one.sex == Nominee.Sex.FEMALE for one in known),
        "người trực tiếp sản xuất, công tác": sum(bool(one.is_direct) for one in known),
        "người không giữ chức vụ lãnh đạo": sum(one.rank == LEADS_NOBODY for one in known),
    }
    if "ethnic_group" in asks:
        parts["người dân tộc thiểu số"] = sum(is_minority(one) for one in known)
    found = [Part(label, count, len(nominees)) for label, count in parts.items()] if nominees else []
    sectors = Counter(one.dossier.category.get_sector_display() for one in people if one.dossier.category.sector)
    return found + [Part(label, count, len(people)) for label, count in sectors.items()]
