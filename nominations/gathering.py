"""What has come to a unit in between, beside the places it has: how many of each category wait, were chosen, or were not; and
who below has sent nothing yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from conferences.models import Category, Plan
from nominations.deadlines import closings
from nominations.models import LevelResult
from nominations.places import PUBLISHED, Place, places_by_filing
from organizations.models import Unit
from organizations.reach import STEP, reach

SAYS = LevelResult.Says


@dataclass(frozen=True)
class Line:
    """A category of a plan at one unit. `place` is None where the unit has none any more."""

    category: Category
    place: Place | None
    waiting: int = 0
    backed: int = 0
    unchosen: int = 0

    @property
    def left(self) -> int:
        return self.place.left if self.place else 0

    @property
    def over(self) -> bool:
        """More endorsed than the places that are left."""
        return self.backed > self.left


@dataclass(frozen=True)
class Gathering:
    """One plan at one unit in between. `silent` are units right below from whose tree nothing came."""

    plan: Plan
    unit: Unit
    lines: tuple[Line, ...]
    below: int
    silent: tuple[Unit, ...]
    closes_at: Any

    @property
    def backed(self) -> int:
        return sum(line.backed for line in self.lines)


def gatherings(user: Any) -> list[Gathering]:
    """The open plans that go through a unit at which this person gathers. Eight queries, however many dossiers there are."""
    units = list(Unit.objects.filter(pk__in=reach(user).unit_ids_with("nominations.gather_dossier")))
    plans = Plan.objects.filter(status="issued", allocations__status=PUBLISHED, allocations__through_levels=True)
    plans = list(plans.select_related("unit").prefetch_related("categories", "deadlines").distinct()) if units else []
    pairs = [(plan, unit) for plan in plans for unit in units if unit.path != plan.unit.path and unit.path.startswith(plan.unit.path)]
    if not pairs:
        return []
    given, closes_at, counts = places_by_filing(plans, units), closings(plans, units), _counts(plans, units)
    below, senders = _below(units), _senders(plans, units)
    return [
        Gathering(
            plan,
            unit,
            tuple(_lines(plan, unit, given[plan.pk, unit.pk], counts)),
            len(below[unit.pk]),
            tuple(one for one in below[unit.pk] if one.path not in senders[plan.pk, unit.pk]),
            closes_at[plan.pk, unit.pk],
        )
        for plan, unit in pairs
        if below[unit.pk]
    ]


def _counts(plans: list[Plan], units: list[Unit]) -> Counter:
    rows = LevelResult.objects.open().filter(unit__in=units, dossier__plan__in=plans).order_by()
    counted = rows.values_list("dossier__plan", "unit", "dossier__category", "says").annotate(Count("pk"))
    return Counter({tuple(key): count for *key, count in counted})


def _lines(plan: Plan, unit: Unit, places: dict[int, Place], counts: Counter) -> list[Line]:
    found = []
    for category in plan.categories.all():
        said = [counts[plan.pk, unit.pk, category.pk, one] for one in (SAYS.WAITING, SAYS.BACKED, SAYS.UNCHOSEN)]
        if any(said) or category.pk in places:
            found.append(Line(category, places.get(category.pk), *said))
    return found


def _below(units: list[Unit]) -> dict[int, list[Unit]]:
    """The active units right below each."""
    rows = Unit.objects.filter(depth__in={unit.depth + 1 for unit in units}, status=Unit.Status.ACTIVE).order_by("sort_key")
    found: dict[str, list[Unit]] = {unit.path: [] for unit in units}
    for row in rows:
        if (above := row.path[:-STEP]) in found:
            found[above].append(row)
    return {unit.pk: found[unit.path] for unit in units}


def _senders(plans: list[Plan], units: list[Unit]) -> dict[tuple[int, int], set[str]]:
    """By plan and unit: the paths right below it from whose tree something came."""
    found: dict[tuple[int, int], set[str]] = {(plan.pk, unit.pk): set() for plan in plans for unit in units}
    rows = LevelResult.objects.filter(unit__in=units, dossier__plan__in=plans).exclude(says=SAYS.WITHDRAWN).order_by()
    for plan, unit, above, path in rows.values_list("dossier__plan", "unit", "unit__path", "dossier__unit__path").distinct():
        found[plan, unit].add(path[: len(above) + STEP])
    return found
