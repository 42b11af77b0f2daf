"""Dossiers that may speak of the same person, collective or deed as one dossier, among those that somebody may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from conferences.models import Plan
from nominations.doubles import AWARD, INITIATIVE, Deed, Double, Somebody, doubles_of, number_key
from nominations.models import Achievement, Decision, Dossier
from nominations.record import evidence, filed_at

MOST = 2000  # whose names may be alike, or who share a decision; a province has some hundreds
NOBODY = Q(pk__in=[])
Record = dict[int | None, list[Achievement]]  # by nominee


def doubles_for(dossier: Dossier, user: Any, read: Sequence[Achievement] | None = None) -> list[tuple[Double, Dossier]]:
    """Possible doubles with their dossiers, the most reasons first. Six queries, however many there are; four where the nominee's
    own lines were `read` already.

    Of a record counts what stood in it when its dossier was filed: the office is shown no more.
    """
    visible = Dossier.objects.visible_to(user).exclude(pk=dossier.pk).exclude(status=Dossier.Status.WITHDRAWN)
    rows = visible.filter(category__subject=dossier.category.subject).select_related("nominee", "unit", "plan", "category")
    own = _own(dossier) if read is None else list(read)
    numbers = _with_numbers_of(own)
    texts = [row.text for row in own if row.honour.kind == INITIATIVE and row.text]
    sharing = Achievement.objects.filter(numbers | Q(honour__kind=INITIATIVE, text__in=texts)).values("nominee")
    others = list(rows.filter(_name_like(dossier) | Q(nominee__in=sharing) | _same_nominee(dossier))[:MOST])
    told = numbers | Q(honour__kind=INITIATIVE) | Q(honour__kind=AWARD)
    record = _record(told & Q(nominee__in={other.nominee_id for other in others if other.nominee_id}))
    decided, filed = _decided(others, dossier.plan, user), filed_at(others)
    found = {}
    for one in others:
        lines = evidence(record.get(one.nominee_id, ()), filed.get(one.pk))
        found[one.pk] = _somebody(one, lines, _awards(one, lines, decided, dossier)), one
    doubles = doubles_of(_somebody(dossier, own, ()), [somebody for somebody, _ in found.values()])
    by_somebody = {id(somebody): one for somebody, one in found.values()}
    return [(double, by_somebody[id(double.of)]) for double in doubles]


def alike_in(dossiers: Sequence[Dossier], user: Any) -> dict[int, int]:
    """For a list: how many others each has that bear its name, marks aside, or are of the same person or collective for one plan.
    What two have in common besides is asked of one dossier alone (`doubles_for`). One query."""
    keys, nominees = {one.search_key for one in dossiers}, {one.nominee_id for one in dossiers if one.nominee_id}
    visible = Dossier.objects.visible_to(user).exclude(status=Dossier.Status.WITHDRAWN).select_related("nominee", "category")
    by_name: dict[Any, set[Dossier]] = defaultdict(set)
    for row in visible.filter(Q(search_key__in=keys) | Q(nominee__in=nominees))[:MOST]:
        for key in (row.search_key, row.nominee_id):
            by_name[key].add(row)
    return {one.pk: _alike(one, (by_name[one.search_key] | by_name[one.nominee_id or one.search_key]) - {one}) for one in dossiers}


def _alike(dossier: Dossier, others: set[Dossier]) -> int:
    return len(doubles_of(_somebody(dossier, [], ()), [_somebody(one, [], ()) for one in others]))


def awarded_in_period(dossier: Dossier, read: Iterable[Achievement] | None = None) -> list[Achievement]:
    """Awards that the nominee's own record tells of, in the years that the plan looks back on; of the lines `read` already, if any."""
    return [row for row in (_own(dossier) if read is None else read) if row.honour.kind == AWARD and _in_period(row.year, dossier.plan)]


def _own(dossier: Dossier) -> list[Achievement]:
    record = _record(Q(nominee=dossier.nominee_id)) if dossier.nominee_id else {}
    return evidence(record.get(dossier.nominee_id, ()), filed_at([dossier]).get(dossier.pk))


def _name_like(dossier: Dossier) -> Q:
    """All words of the name but one, in whatever order: a slip changes one of them."""
    words, found = dossier.search_key.split(), NOBODY
    for at in range(len(words)):
        kept = words[:at] + words[at + 1 :] or words
        found |= Q(*(Q(search_key__contains=word) for word in kept))
    return found


def _same_nominee(dossier: Dossier) -> Q:
    return Q(nominee=dossier.nominee_id) if dossier.nominee_id else NOBODY


def _with_numbers_of(rows: list[Achievement]) -> Q:
    """Lines of any record whose decision has the first figure and the year of one of these; `number_key` looks closer."""
    figures, found = defaultdict(set), NOBODY
    for row in rows:
        if key := number_key(row.number):
            figures[row.year].add(key[0])
    for year, firsts in figures.items():
        found |= Q(year=year, number__regex=rf"^\D*0*({'|'.join(sorted(firsts))})(\D|$)")
    return found


def _record(which: Q) -> Record:
    record: Record = defaultdict(list)
    for row in Achievement.objects.filter(which).select_related("honour"):
        record[row.nominee_id].append(row)
    return record


def _somebody(dossier: Dossier, lines: list[Achievement], awarded: tuple[str, ...]) -> Somebody:
    nominee = dossier.nominee
    return Somebody(
        key=nominee.pk if nominee else -dossier.pk,
        name=dossier.name,
        subject=dossier.category.subject,
        unit=dossier.unit_id,
        birth_date=nominee.birth_date if nominee else None,
        birth_year=nominee.birth_year if nominee else None,
        deeds=tuple(Deed(row.year, row.text, row.number, row.issuer, row.honour.kind) for row in lines),
        awarded=awarded,
        plan=dossier.plan_id,
    )


def _awards(other: Dossier, lines: list[Achievement], decided: dict[int, str], dossier: Dossier) -> tuple[str, ...]:
    """What the portal's own decisions gave, and what the record of somebody else tells of."""
    given = [decided[other.pk]] if other.pk in decided else []
    rows = [] if other.nominee_id == dossier.nominee_id else [row for row in lines if row.line_id is None]
    return (*given, *(f"{row.honour.name} năm {row.year}" for row in rows if row.honour.kind == AWARD and _in_period(row.year, dossier.plan)))


def _decided(dossiers: list[Dossier], plan: Plan, user: Any) -> dict[int, str]:
    """What decisions of plans of the same period have given, by dossier, as far as this reader may know of them."""
    decided: QuerySet = Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers], status=Dossier.Status.DECIDED, line__revoked=None)
    rows = decided.exclude(line__decision__in=Decision.objects.kept_from(user)).values_list("pk", "line__decision__award_form", "plan__period_from", "plan__period_to")
    return {pk: form for pk, form, first, last in rows if form and _overlap((first, last), (plan.period_from, plan.period_to))}


def _in_period(year: int, plan: Plan) -> bool:
    return None not in (plan.period_from, plan.period_to) and plan.period_from <= year <= plan.period_to


def _overlap(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Two periods of years; one that is not said may be any."""
    if None in one or None in other:
        return True
    return one[0] <= other[1] and other[0] <= one[1]
