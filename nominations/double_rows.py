"""Dossiers that may speak of the same person, collective or deed as one dossier, among those that somebody may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from conferences.models import Plan
from nominations.doubles import Deed, Double, Somebody, doubles_of
from nominations.models import Achievement, Dossier

MOST = 2000  # that share a word of the name; a province has some hundreds


def doubles_for(dossier: Dossier, user: Any) -> list[tuple[Double, Dossier]]:
    """Possible doubles with their dossiers, the most reasons first. Four queries, however many there are."""
    visible = Dossier.objects.visible_to(user).exclude(pk=dossier.pk).exclude(status=Dossier.Status.WITHDRAWN)
    rows = visible.filter(category__subject=dossier.category.subject).select_related("nominee", "unit", "plan", "category")
    texts = _initiatives([dossier]).get(dossier.nominee_id, [])
    sharing = Achievement.objects.filter(honour__kind="initiative", text__in=[deed.text for deed in texts]).values("nominee")
    others = list(rows.filter(_shares_a_word(dossier) | Q(nominee__in=sharing) | _same_nominee(dossier))[:MOST])
    deeds = _initiatives(others)
    awards = _awards(others, dossier.plan)
    found = {(one.pk, _somebody(one, deeds, awards)): one for one in others}
    doubles = doubles_of(_somebody(dossier, {dossier.nominee_id: texts}, {}), [somebody for _, somebody in found])
    by_somebody = {id(somebody): one for (_, somebody), one in found.items()}
    return [(double, by_somebody[id(double.of)]) for double in doubles]


def _shares_a_word(dossier: Dossier) -> Q:
    """The family or the given name: a slip changes one of them, another order neither."""
    words = dossier.search_key.split()
    return Q(search_key__contains=words[0]) | Q(search_key__contains=words[-1]) if words else Q(pk__in=[])


def _same_nominee(dossier: Dossier) -> Q:
    return Q(nominee=dossier.nominee_id) if dossier.nominee_id else Q(pk__in=[])


def _somebody(dossier: Dossier, deeds: dict[int | None, list[Deed]], awards: dict[int, str]) -> Somebody:
    nominee = dossier.nominee
    return Somebody(
        key=nominee.pk if nominee else -dossier.pk,
        name=dossier.name,
        subject=dossier.category.subject,
        unit=dossier.unit_id,
        birth_date=nominee.birth_date if nominee else None,
        birth_year=nominee.birth_year if nominee else None,
        deeds=tuple(deeds.get(dossier.nominee_id, ())) if nominee else (),
        awarded=(awards[dossier.pk],) if dossier.pk in awards else (),
    )


def _initiatives(dossiers: list[Dossier]) -> dict[int | None, list[Deed]]:
    """By nominee."""
    found: dict[int | None, list[Deed]] = {}
    keys = {dossier.nominee_id for dossier in dossiers if dossier.nominee_id}
    for row in Achievement.objects.filter(nominee__in=keys, honour__kind="initiative").exclude(text=""):
        found.setdefault(row.nominee_id, []).append(Deed(row.honour_id, row.year, row.text, row.number, is_initiative=True))
    return found


def _awards(dossiers: list[Dossier], plan: Plan) -> dict[int, str]:
    """What decisions of plans of the same period have given, by dossier."""
    decided: QuerySet = Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers], status=Dossier.Status.DECIDED)
    rows = decided.values_list("pk", "line__decision__award_form", "plan__period_from", "plan__period_to")
    return {pk: form for pk, form, first, last in rows if form and _overlap((first, last), (plan.period_from, plan.period_to))}


def _overlap(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Two periods of years; one that is not said may be any."""
    if None in one or None in other:
        return True
    return one[0] <= other[1] and other[0] <= one[1]
