"""The ranked list of a plan out of its rows: who is a candidate, with which points and merits, against which places."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from conferences.models import Category, Level, Plan
from nominations import scoring
from nominations.models import Dossier, Nominee, ProposalLine, RankingTerms, RankRuling
from nominations.places import places_held
from nominations.ranking import ABOVE, ORDERS, TIED, Candidate, Ranked, ranked
from nominations.record import asked_of, evidence, filed_at
from nominations.scoring import Deed, Facts, Line, Period
from portal.fields import search_key

RANKED = (Dossier.Status.ACCEPTED, Dossier.Status.DECIDED)
APART = (Dossier.Status.SUBMITTED, Dossier.Status.HELD)  # still being screened
HIGHER = (Level.PROVINCE, Level.SECTOR, Level.CENTRAL)
HONOURS = ("title", "award")
MAJORITY = "kinh"  # as search keys write it


@dataclass(frozen=True)
class Terms:
    """How a plan ranks, read once."""

    lines: tuple[Line, ...] = ()
    order: tuple[str, ...] = ()
    notice_days: int | None = None

    @property
    def order_text(self) -> str:
        return "; ".join(ORDERS[key] for key in self.order)


def terms_of(plan: Plan) -> Terms:
    row = RankingTerms.objects.filter(plan=plan).first()
    return said_in(row) if row else Terms()


def said_in(row: RankingTerms) -> Terms:
    return Terms(tuple(scoring.line_of(line) for line in row.lines), tuple(key for key in row.order if key in ORDERS), row.notice_days)


@dataclass(frozen=True)
class Person:
    """A dossier with what ranks it; a collective is one too."""

    dossier: Dossier
    values: Mapping[str, Decimal | None]
    total: Decimal
    merits: Mapping[str, Any]
    missing: tuple[Line, ...] = ()
    lot: RankRuling | None = None
    place: RankRuling | None = None

    @property
    def total_text(self) -> str:
        return scoring.points(self.total)

    @property
    def is_decided(self) -> bool:
        """From then on points and places by hand stay as they were."""
        return self.dossier.status == Dossier.Status.DECIDED

    @property
    def candidate(self) -> Candidate:
        one = self.dossier
        return Candidate(one.pk, f"{one.sort_key} {one.name}", self.merits, self.place.number if self.place else None)


@dataclass(frozen=True)
class Standing:
    """A line of the list. `gap`: by how much the one before has more, where both are ranked by points."""

    ranked: Ranked
    person: Person
    gap: Decimal | None = None
    cut_before: bool = False  # the line where the places end is drawn above it

    @property
    def gap_text(self) -> str:
        """Nothing where both are equal, or the order is not one of points alone."""
        return scoring.points(self.gap) if self.gap else ""

    @property
    def is_above(self) -> bool:
        return self.ranked.side == ABOVE

    @property
    def is_tied(self) -> bool:
        return self.ranked.side == TIED


@dataclass(frozen=True)
class Group:
    """What is ranked together: a category, or what one holder has of it."""

    category: Category
    label: str
    places: int
    standings: tuple[Standing, ...]
    apart: tuple[Person, ...] = ()
    holders: int = 1  # whose places are cut by themselves

    @property
    def above(self) -> list[Person]:
        return [one.person for one in self.standings if one.is_above]

    @property
    def tied(self) -> list[Person]:
        return [one.person for one in self.standings if one.is_tied]

    @property
    def free(self) -> int:
        return self.places - len(self.above)


@dataclass
class _Read:
    """What is read beside the dossiers, by their keys."""

    filed: Mapping[int, Any]
    votes: Mapping[int, Fraction]
    asks: frozenset[str] = field(default_factory=frozenset)


# --- candidates


def dossiers_to_rank(plan: Plan) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(plan=plan, status__in=(*RANKED, *APART)).select_related("unit", "category", "holder", "nominee")
    return rows.prefetch_related("nominee__achievements__honour", "scores", "rank_rulings").order_by("category__position", "sort_key", "pk")


def people_of(plan: Plan, terms: Terms, category: int | None = None) -> list[Person]:
    """Everybody who is ranked or will be. As many queries for one as for thousands."""
    rows = dossiers_to_rank(plan)
    dossiers = list(rows if category is None else rows.filter(category=category))
    read = _Read(filed_at(dossiers), _votes(dossiers), asked_of(plan))
    return [_person(one, terms, read, Period(plan.period_from, plan.period_to)) for one in dossiers]


def _votes(dossiers: Iterable[Dossier]) -> dict[int, Fraction]:
    """The share of those present at the unit's selection meeting; of several proposals the last one counts."""
    lines = ProposalLine.objects.filter(dossier__in=[one.pk for one in dossiers], proposal__status="sent", votes__isnull=False)
    lines = lines.filter(proposal__present__gt=0).order_by("proposal__changed", "pk")
    return {pk: Fraction(votes, present) for pk, votes, present in lines.values_list("dossier", "votes", "proposal__present")}


def _person(dossier: Dossier, terms: Terms, read: _Read, period: Period) -> Person:
    deeds = _deeds(dossier, read.filed.get(dossier.pk))
    facts = Facts(tuple(deeds), _years(dossier))
    typed = {score.line: score.value for score in dossier.scores.all()}
    values = {line.key: scoring.computed(line, facts, period) if line.formula else typed.get(line.key) for line in terms.lines}
    total = scoring.total(terms.lines, values)
    rulings = {ruling.kind: ruling for ruling in dossier.rank_rulings.all()}
    merits = _merits(dossier, deeds, read, rulings) | {"total": Fraction(total) if terms.lines else None}
    return Person(
        dossier, values, total, merits, tuple(scoring.missing(terms.lines, values)), rulings.get(RankRuling.Kind.LOT), rulings.get(RankRuling.Kind.PLACE)
    )


def _deeds(dossier: Dossier, filed: Any) -> list[Deed]:
    rows = evidence(dossier.nominee.achievements.all(), filed) if dossier.nominee else []
    return [Deed(row.honour.kind, row.honour.code, row.honour.level, row.year) for row in rows]


def _years(dossier: Dossier) -> int | None:
    """Full years as a member when the dossier was filed."""
    since = dossier.nominee.member_since if dossier.nominee else None
    if since is None or dossier.submitted_at is None:
        return None
    on = timezone.localdate(dossier.submitted_at)
    return max(on.year - since.year - ((on.month, on.day) < (since.month, since.day)), 0)


def _merits(dossier: Dossier, deeds: Sequence[Deed], read: _Read, rulings: Mapping[str, RankRuling]) -> dict[str, Fraction | int | None]:
    """Whatever an order may ask for; the greater the better."""
    nominee, lot = dossier.nominee, rulings.get(RankRuling.Kind.LOT)
    born = _born(nominee)
    return {
        "honours": sum(deed.kind in HONOURS and deed.level in HIGHER for deed in deeds),
        "initiatives": sum(deed.kind == "initiative" for deed in deeds),
        "votes": read.votes.get(dossier.pk),
        "woman": int(nominee.sex == Nominee.Sex.FEMALE) if nominee and nominee.sex else None,
        "direct": int(nominee.is_direct) if nominee and nominee.is_direct is not None else None,
        "ethnic": int(is_minority(nominee)) if nominee and "ethnic_group" in read.asks and nominee.ethnic_group else None,
        "younger": born,
        "older": None if born is None else -born,
        "lot": -lot.number if lot else None,
    }


def _born(nominee: Nominee | None) -> int | None:
    """A day as a number; of whom only the year is known, its first day."""
    if nominee is None or nominee.birth_year is None:
        return None
    return (nominee.birth_date or date(nominee.birth_year, 1, 1)).toordinal()


def is_minority(nominee: Nominee) -> bool:
    return bool(nominee.ethnic_group) and search_key(nominee.ethnic_group).strip() != MAJORITY


# --- the list


@dataclass
class _Cell:
    """What one holder has of a category, and who stands against it."""

    label: str
    places: int = 0
    members: list[Person] = field(default_factory=list)

    def cut(self, order: Sequence[str]) -> list[Ranked]:
        return ranked([person.candidate for person in self.members if person.dossier.status in RANKED], order, self.places)


def groups_of(plan: Plan, terms: Terms, categories: Sequence[Category], people: Sequence[Person], *, by_holder: bool = False) -> list[Group]:
    """Each category, or each holder of it by itself. Shown either way the same people stand above the line: a place is its holder's,
    and nobody else is decided on it. Two queries."""
    cells: dict[int, dict[tuple, _Cell]] = defaultdict(dict)
    for (category, unit, bloc), place in places_held(plan).items():
        cells[category].setdefault((unit, bloc), _Cell(place.quota.row.label)).places += place.kept
    for person in people:
        holder = person.dossier.holder
        cells[person.dossier.category_id].setdefault((holder.unit_id, holder.bloc_id), _Cell(holder.label)).members.append(person)
    found = []
    for category in categories:
        used = [cell for cell in cells[category.pk].values() if cell.places or cell.members]
        shown = [(cell.label, [cell]) for cell in used] if by_holder else [(category.label, used)] * bool(used)
        found += [_group(category, label, some, terms) for label, some in shown]
    return found


def _group(category: Category, label: str, cells: Sequence[_Cell], terms: Terms) -> Group:
    members, places = [person for cell in cells for person in cell.members], sum(cell.places for cell in cells)
    of = {person.dossier.pk: person for person in members}
    rows = [Standing(one, of[one.key]) for one in _ranked_together(cells, terms.order)]
    if len(cells) == 1 and len(rows) > places:
        rows[places] = replace(rows[places], cut_before=True)
    if terms.lines:
        rows = rows[:1] + [replace(after, gap=before.person.total - after.person.total) for before, after in pairwise(rows)]
    apart = tuple(one for one in members if one.dossier.status in APART)
    return Group(category, label, places, tuple(rows), apart, holders=len(cells))


def _ranked_together(cells: Sequence[_Cell], order: Sequence[str]) -> list[Ranked]:
    """By merit, each on the side where the places of their own holder put them; a place by hand is one among those of the holder."""
    cut = [one for cell in cells for one in cell.cut(order)]
    if len(cells) == 1:
        return cut
    sides = {one.key: one.side for one in cut}
    together = ranked([replace(one.candidate, place=None) for one in cut], order, 0)
    return [replace(one, side=sides[one.key]) for one in together]


# --- what the points were when the page was opened


def scores_mark(people: Iterable[Person], lines: Sequence[Line]) -> str:
    """Changes with any typed point, and with the sheet."""
    said = [(one.dossier.pk, *(str(one.values.get(line.key)) for line in scoring.typed(lines))) for one in people]
    return hashlib.sha256(repr((sorted(said), lines)).encode()).hexdigest()[:16]


def rulings_mark(dossier: Dossier) -> str:
    """Changes with any lot or place by hand of the dossier; empty where there is none."""
    said = sorted((one.kind, one.number, one.reason) for one in dossier.rank_rulings.all())
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16] if said else ""
