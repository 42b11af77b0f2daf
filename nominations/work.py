"""What waits for a person today: one line per kind of work, with its number and the list behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from conferences.models import Allocation, Deadline, Plan
from nominations.models import Decision, Dossier
from nominations.places import Place, places_of
from organizations.models import Unit
from organizations.reach import Reach, reach
from portal import clock


@dataclass(frozen=True)
class Work:
    """So many things to do, and where they are."""

    label: str
    count: int
    link: str
    tone: str = ""


@dataclass(frozen=True)
class Filing:
    """A plan one of my units may file for: places by category, and until when."""

    plan: Plan
    unit: Unit
    places: tuple[Place, ...]
    closes_at: datetime | None

    @property
    def total(self) -> int:
        return sum(place.quota.places for place in self.places)

    @property
    def left(self) -> int:
        return sum(max(place.left, 0) for place in self.places)

    @property
    def is_open(self) -> bool:
        return self.closes_at is None or clock.now() < self.closes_at


# (right, thing, the state that waits for it, how the line reads, tone); one line a state, so that its list shows just that
OFFICE_WORK = (
    ("conferences.approve_allocation", "table", "submitted", "bảng phân bổ chờ duyệt", "due"),
    ("conferences.approve_plan", "plan", "submitted", "kế hoạch chờ duyệt", "due"),
    ("nominations.approve_decision", "decision", "submitted", "quyết định chờ duyệt", "due"),
    ("conferences.approve_allocation", "table", "approved", "bảng phân bổ chờ công bố", ""),
    ("conferences.issue_plan", "plan", "approved", "kế hoạch chờ phát hành", "due"),
    ("nominations.issue_decision", "decision", "approved", "quyết định chờ phát hành", "due"),
    ("nominations.screen_dossier", "dossier", "submitted", "hồ sơ chờ thẩm định", "due"),
    ("nominations.draft_decision", "ready", "accepted", "hồ sơ đạt, chưa vào quyết định", "honour"),
    ("conferences.submit_plan", "plan", "returned", "kế hoạch bị trả lại", "blocked"),
    ("conferences.submit_allocation", "table", "returned", "bảng phân bổ bị trả lại", "blocked"),
    ("nominations.submit_decision", "decision", "returned", "quyết định bị trả lại", "blocked"),
    ("conferences.submit_plan", "plan", "draft", "kế hoạch đang dự thảo", ""),
    ("conferences.submit_allocation", "table", "draft", "bảng phân bổ chưa trình", ""),
    ("nominations.submit_decision", "decision", "draft", "quyết định đang soạn", ""),
)
UNIT_WORK = (
    ("nominations.draft_dossier", "returned", "hồ sơ bị trả lại, cần bổ sung", "blocked"),
    ("nominations.submit_dossier", "endorsed", "hồ sơ đã ký duyệt, chưa nộp", "due"),
    ("nominations.draft_dossier", "draft", "hồ sơ đang viết, chưa ký duyệt", ""),
)
# thing → the list page, and the key of its filter
LISTS = {
    "plan": ("conferences:plans", "status"),
    "table": ("conferences:plans", "table"),
    "dossier": ("nominations:dossiers", "status"),
    "ready": ("nominations:dossiers", "decision=none&status"),
    "decision": ("nominations:decisions", "status"),
}


def waiting_for(user: Any) -> list[Work]:
    """Every kind of work that waits for this person, most pressing kinds as the tables order them; zeros left out."""
    mine = reach(user)
    lines = [*_unit_work(user, mine), *_office_work(user, mine)]
    return [line for line in lines if line.count]


def _unit_work(user: Any, mine: Reach) -> Iterable[Work]:
    if not user.has_perm("nominations.draft_dossier"):
        return
    states = _by_state(Dossier.objects.filter(unit__in=mine.unit_ids_with("nominations.draft_dossier")))
    for right, state, label, tone in UNIT_WORK:
        if user.has_perm(right):
            yield Work(label, states[state], _list("dossier", state), tone)


def _office_work(user: Any, mine: Reach) -> Iterable[Work]:
    offices = mine.office_ids
    rows = {
        "plan": Plan.objects.filter(unit__in=offices),
        "table": Allocation.objects.filter(plan__unit__in=offices),
        "dossier": Dossier.objects.filter(plan__unit__in=offices, submitted_at__isnull=False),
        "ready": Dossier.objects.filter(plan__unit__in=offices, line=None),
        "decision": Decision.objects.filter(plan__unit__in=offices),
    }
    counted: dict[str, Counter] = {}
    for right, thing, state, label, tone in OFFICE_WORK:
        if user.has_perm(right):
            if thing not in counted:
                counted[thing] = _by_state(rows[thing])
            yield Work(label, counted[thing][state], _list(thing, state), tone)


def _by_state(rows: QuerySet) -> Counter:
    return Counter(dict(rows.order_by().values_list("status").annotate(Count("pk"))))


def _list(thing: str, state: str) -> str:
    page, key = LISTS[thing]
    return f"{reverse(page)}?{key}={state}"


def filings(user: Any) -> list[Filing]:
    """The open plans of offices above, for each of my units that may file; those soonest closed first."""
    mine = reach(user)
    units = Unit.objects.filter(pk__in=mine.unit_ids_with("nominations.draft_dossier"))
    plans = list(Plan.objects.visible_to(user).open_for_filing().prefetch_related("deadlines", "categories"))
    found = [
        Filing(plan, unit, tuple(places.values()), closing(plan))
        for unit in units
        for plan in plans
        if (places := places_of(plan, unit))
    ]
    return sorted(found, key=lambda filing: (not filing.is_open, filing.closes_at is None, filing.closes_at))


def closing(plan: Plan) -> datetime | None:
    """When the plan stops taking dossiers: the earliest of its dossier deadlines."""
    moments = [deadline.closes_at for deadline in plan.deadlines.all() if deadline.what == Deadline.What.DOSSIER]
    return min(moments, default=None)
