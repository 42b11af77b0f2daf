"""The calendar of a unit as a phone reads it: plan titles and days, and nothing of people or dossiers.

A plan's rows are written anew when it is amended, so an event is known by its plan and its place among those of its kind;
how often the plan was saved is its sequence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, QuerySet
from django.urls import reverse

from conferences.calendar import Due
from conferences.dues import dues
from conferences.models import Plan
from organizations.models import Unit
from portal.ics import Event, write

KEPT = timedelta(days=365)
Saved = tuple[int, datetime]  # how often, and when last


def unit_calendar(unit: Unit, today: date) -> bytes:
    """What is due in the plans that concern the unit, and was in the year before `today`, as a calendar file."""
    plans = Plan.objects.concerning(unit.path)
    lately = [event for event in events(dues(plans), _saved(plans)) if event.last > today - KEPT]
    return write(f"Gương Sáng · {unit.label}", lately)


def _saved(plans: QuerySet[Plan]) -> dict[int, Saved]:
    records = Plan.history.filter(id__in=plans.order_by().values("pk")).order_by().values_list("id")
    return {pk: (count, last) for pk, count, last in records.annotate(Count("history_id"), Max("history_date"))}


def events(found: Iterable[Due], saved: Mapping[int, Saved]) -> list[Event]:
    """An event for each, numbered among those of its plan and kind; those of a suspended plan are struck out."""
    kinds: Counter[tuple[int, str]] = Counter()
    made = []
    for due in sorted(found, key=lambda one: (one.plan_id, one.what, one.place)):
        kinds[due.plan_id, due.what] += 1
        made.append(_event(due, kinds[due.plan_id, due.what], *saved[due.plan_id]))
    return made


def _event(due: Due, place: int, sequence: int, changed: datetime) -> Event:
    host = urlsplit(settings.PORTAL_ADDRESS).hostname
    called = f"Kế hoạch {due.number}" if due.number else "Kế hoạch"
    return Event(
        uid=f"plan-{due.plan_id}-{due.what}-{place}@{host}",
        title=f"{due.label} · {called}",
        first=due.day,
        last=due.last,
        text=f"{called}: {due.title}",
        link=f"{settings.PORTAL_ADDRESS}{reverse('conferences:plan', args=[due.plan_id])}",
        sequence=sequence,
        changed=changed,
        cancelled=due.status == Plan.Status.SUSPENDED,
    )
