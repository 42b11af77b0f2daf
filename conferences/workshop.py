"""What the workshop shows of a table in the making: sums, composition, fairness, one method beside the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from conferences.apportionment import METHODS
from conferences.checking.case import Limits
from conferences.checking.conference import EXEMPLARY
from conferences.facts import COLLECTIVE, PERSON, SUBJECT_NAMES
from conferences.models import Allocation, AllocationRow, Category, CompositionShare
from conferences.papers.words import GROUPS, share_text
from conferences.sharing_rule import rounded
from conferences.weights import Figures

Places = Mapping[tuple[int, int], int]  # by the keys of row and category
PARTS = {"female": "Nữ", "minority": "Dân tộc thiểu số", "direct": "Lao động trực tiếp"}


# --- the sum, beside what the plan's prose says ---------------------------------------------------------------------


@dataclass(frozen=True)
class Sum:
    name: str
    places: int
    stated: int | None

    @property
    def missing(self) -> int:
        """How many more the prose says; below 0: how many fewer."""
        return 0 if self.stated is None else self.stated - self.places

    @property
    def over(self) -> int:
        return -self.missing


def sums(allocation: Allocation, categories: Sequence[Category], places: Places) -> list[Sum]:
    of_subject = {PERSON: 0, COLLECTIVE: 0}
    subjects = {category.pk: category.subject for category in categories}
    for (_, category), count in places.items():
        of_subject[subjects[category]] += count
    made = {"total": sum(of_subject.values()), **of_subject}
    return [Sum(name.capitalize(), made[key], getattr(allocation, f"stated_{key}")) for key, name in SUBJECT_NAMES.items()]


# --- composition ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """A group of delegates: what the plan wants of it, with how much it may miss, and how many places make."""

    name: str
    percent: str
    meant: str = ""
    slack: str = ""
    places: int | None = None
    fits: bool = True


def composition(allocation: Allocation, total: int) -> list[Group]:
    """The plan's shares of delegates; places are those of the honoured, the others are invited elsewhere."""
    own = allocation.plan.conferences.filter(own=True).prefetch_related("composition").first()
    return [_group(share, own.planned, total) for share in own.composition.all()] if own else []


def _group(share: CompositionShare, planned: int | None, total: int) -> Group:
    name, percent = GROUPS.get(share.group, share.group), share_text(share)
    if not planned:
        return Group(name, percent)
    meant = Fraction(share.percent) * planned / 100
    if share.group != EXEMPLARY:
        return Group(name, percent, rounded(meant, 0))
    slack = Fraction(planned * Limits().about, 100) if share.about else Fraction(1)
    return Group(name, percent, rounded(meant, 0), rounded(slack, 0), total, abs(meant - total) <= slack)


@dataclass(frozen=True)
class Part:
    """A part of the members, and what it comes to among the places if every unit chooses as its members are."""

    name: str
    people: str
    percent: str
    of_members: str


def parts(rows: Sequence[AllocationRow], places: Places, weights: Mapping[int, Figures]) -> list[Part]:
    """Women, minorities, direct workers, as far as they were counted."""
    held = _by_row(places)
    counted = [(held.get(row.pk, 0), weights[row.pk]) for row in rows if weights.get(row.pk, {}).get("total")]
    given, members = sum(count for count, _ in counted), sum(figures["total"] for _, figures in counted)
    made = []
    for figure, name in PARTS.items():
        known = sum(figures.get(figure, 0) for _, figures in counted)
        if known and given:
            people = sum((Fraction(count * figures.get(figure, 0), figures["total"]) for count, figures in counted), Fraction(0))
            made.append(Part(name, rounded(people, 0), rounded(100 * people / given, 1), rounded(Fraction(100 * known, members), 1)))
    return made


# --- fairness -------------------------------------------------------------------------------------------------------


def per_thousand(
    rows: Sequence[AllocationRow], places: Places, weights: Mapping[int, Figures]
) -> list[tuple[str, Decimal]]:
    """Each unit's places for a thousand members, most first; units of unknown size are left out."""
    held = _by_row(places)
    sized = [(row, weights.get(row.pk, {}).get("total")) for row in rows]
    found = [(row.label, Fraction(1000 * held.get(row.pk, 0), members)) for row, members in sized if members]
    ordered = sorted(found, key=lambda one: -one[1])
    return [(label, (Decimal(share.numerator) / share.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)) for label, share in ordered]


def _by_row(places: Places) -> dict[int, int]:
    held: dict[int, int] = {}
    for (row, _), count in places.items():
        held[row] = held.get(row, 0) + count
    return held


# --- methods side by side -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compared:
    """A row's places by every method: figure, and whether it differs from the chosen method's."""

    label: str
    figures: tuple[tuple[int, bool], ...]
    differs: bool


def compared(by_method: Mapping[str, Mapping[str, int]], labels: Mapping[str, str], chosen: str) -> list[Compared]:
    made = []
    for key, label in labels.items():
        mine = by_method[chosen][key]
        figures = tuple((by_method[method][key], by_method[method][key] != mine) for method in METHODS)
        made.append(Compared(label, figures, any(differs for _, differs in figures)))
    return made
