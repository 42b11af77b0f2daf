"""Those above the line: who is handed on and published, how many of them are women, minorities, direct workers, of which sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from conferences.models import Plan
from nominations.models import Dossier, Nominee
from nominations.ranking_rows import Person, groups_of, is_minority, people_of, terms_of
from portal.keys import as_key

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


def handed_over(plan: Plan, asked: str, choices: Iterable[Dossier]) -> list[int]:
    """What a session or a decision is begun with: of the choices all, or those above the line of one category (its key) or of "all"."""
    every = [one.pk for one in choices]
    key = as_key(asked)
    if asked != "all" and key is None:
        return every
    above = above_the_line(plan, key)
    return [pk for pk in every if pk in above]


def above_the_line(plan: Plan, category: int | None = None) -> set[int]:
    """Dossiers that stand above the line and have a place."""
    return {one.dossier.pk for one in people_above(plan, category) if one.dossier.reserve is None}


def people_above(plan: Plan, category: int | None = None) -> list[Person]:
    """Whoever stands above the line, a reserve that waits for a place too."""
    terms = terms_of(plan)
    people = people_of(plan, terms, category)
    return [one for group in groups_of(plan, terms, list(plan.categories.all()), people) for one in group.above]
