"""Until when a unit may file: the plan's own deadline, or the time that the office added for the unit or for one above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from conferences.models import Deadline, Plan
from nominations.models import Extension
from organizations.models import Unit
from organizations.reach import line
from portal.fields import screen_date


def own_closing(plan: Plan) -> datetime | None:
    """When the plan stops taking dossiers: the earliest of its dossier deadlines."""
    moments = [deadline.closes_at for deadline in plan.deadlines.all() if deadline.what == Deadline.What.DOSSIER]
    return min(moments, default=None)


def closing(plan: Plan, unit: Unit) -> datetime | None:
    """The first moment that is too late for this unit; None where the plan names no day."""
    return closings([plan], [unit])[plan.pk, unit.pk]


def closings(plans: Sequence[Plan], units: Sequence[Unit]) -> dict[tuple[int, int], datetime | None]:
    """The same for each plan and unit, by the ids of both: one query, however many they are.

    Of several extensions for the same unit the last one counts, so that a slip can be put right; of a unit and those above
    it the latest moment counts, so that more time for all takes nothing from one.
    """
    paths = {path for unit in units for path in line(unit.path)}
    rows = Extension.objects.filter(plan__in=plans, unit__path__in=paths).order_by("at", "pk")
    given: dict[int, dict[str, datetime]] = defaultdict(dict)
    for plan_id, path, until in rows.values_list("plan", "unit__path", "until"):
        given[plan_id][path] = until
    return {(plan.pk, unit.pk): _latest(own_closing(plan), given[plan.pk], unit) for plan in plans for unit in units}


def _latest(own: datetime | None, given: dict[str, datetime], unit: Unit) -> datetime | None:
    if own is None:
        return None
    return max(own, *(given.get(path, own) for path in line(unit.path)))


def last_day(closes_at: datetime) -> date:
    """The last day, in Vietnam, on which one may still file."""
    return timezone.localdate(closes_at - timedelta(microseconds=1))


def in_words(closes_at: datetime) -> str:
    """ "hết ngày 20/05/2020", or where it is not the end of a day "17:00 ngày 20/05/2020"."""
    local = timezone.localtime(closes_at)
    if (local.hour, local.minute) == (0, 0):
        return f"hết ngày {screen_date(last_day(closes_at))}"
    return f"{local:%H:%M} ngày {screen_date(local.date())}"
