"""What is due when for whom, read out of the plans: deadlines, conferences, what levels below have to hold, phases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from conferences.calendar import Due
from conferences.checking.words import conference_name, deadline_name
from conferences.facts import LEVEL_NAMES
from conferences.models import Conference, Deadline, Plan

WHAT = {
    **{value: deadline_name({"what": value}) for value in Deadline.What.values},
    "conference": "Hội nghị",
    "level": "Hội nghị cấp dưới",
    "phase": "Đợt thi đua",
}
STATES = dict(Plan.Status.choices)
OF_PLAN = ("plan_id", "plan__number", "plan__title", "plan__status", "plan__unit__short_name", "plan__unit__name")
DAY = timedelta(days=1)


def dues(plans: QuerySet[Plan], *, since: date | None = None, until: date | None = None) -> list[Due]:
    """Everything due in these plans from `since` to `until` (both included), the first first; of older versions nothing holds.

    Three queries, however many plans there are.
    """
    plans = plans.exclude(status=Plan.Status.SUPERSEDED).order_by()
    found = [*_deadlines(plans, since, until), *_conferences(plans, since, until), *_phases(plans)]
    within = (due for due in found if (since is None or due.last >= since) and (until is None or due.day <= until))
    return sorted(within, key=lambda due: due.order)


def _deadlines(plans: QuerySet[Plan], since: date | None, until: date | None) -> Iterator[Due]:
    rows = Deadline.objects.filter(_between("date", since, until and until + DAY), _of(plans))
    fields = ("what", "date", "before", "from_whom", "to_whom", "position")
    for what, day, before, whom, to, place, *plan in rows.values_list(*fields, *OF_PLAN):
        yield _due(plan)(day=day - DAY if before else day, what=what, label=WHAT[what], whom=whom, to=to, place=place)


def _conferences(plans: QuerySet[Plan], since: date | None, until: date | None) -> Iterator[Due]:
    met = _between("when_to", since, None) & _between("when_from", None, until)
    met |= Q(when_to=None) & _between("when_from", since, until) | Q(when_from=None) & _between("when_to", since, until)
    held = _between("complete_by", since, until and until + DAY)
    fields = ("own", "level", "name", "when_from", "when_to", "tentative", "complete_by", "complete_before", "position")
    rows = Conference.objects.filter(met | held, _of(plans))
    for own, level, name, first, last, tentative, done, before, place, *plan in rows.values_list(*fields, *OF_PLAN):
        called = conference_name({"own": own, "level": level})
        whom = "" if own else f"Đơn vị {LEVEL_NAMES.get(level, '')}"
        if first or last:
            label = f"{called} (dự kiến)" if tentative else called
            yield _due(plan)(day=first or last, until=last, what="conference", label=label, whom=whom or name, place=place)
        if done:
            label = f"Hạn tổ chức {called[0].lower()}{called[1:]}"
            yield _due(plan)(day=done - DAY if before else done, what="level", label=label, whom=whom, place=place)


def _phases(plans: QuerySet[Plan]) -> Iterator[Due]:
    """Phases are JSON in the plan's own row: few plans have any."""
    fields = [name.removeprefix("plan__").replace("plan_id", "pk") for name in OF_PLAN]
    for phases, *plan in plans.filter(kind=Plan.Kind.MOVEMENT).values_list("phases", *fields):
        for place, phase in enumerate(phases, 1):
            if phase.get("from") and phase.get("to"):
                first, last = (date.fromisoformat(phase[key]) for key in ("from", "to"))
                yield _due(plan)(day=first, until=last, what="phase", label=phase["name"], place=place)


def _of(plans: QuerySet[Plan]) -> Exists:
    """Asked of each row whose day lies within: with IN, all plans of thirty years would be gathered first."""
    return Exists(plans.filter(pk=OuterRef("plan_id")))


def _between(field: str, since: date | None, until: date | None) -> Q:
    found = Q(**{f"{field}__isnull": False})
    if since:
        found &= Q(**{f"{field}__gte": since})
    return found & Q(**{f"{field}__lte": until}) if until else found


def _due(plan: list[Any]) -> Callable[..., Due]:
    pk, number, title, status, short, name = plan

    def make(**given: Any) -> Due:
        return Due(plan_id=pk, number=number, title=title, status=status, status_word=STATES[status], office=short or name, **given)

    return make
