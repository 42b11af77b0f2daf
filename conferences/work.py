"""What waits for whom: each kind of work is one condition, which counts the figure of the home page and narrows its list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from conferences.models import Adjustment, Allocation, Plan
from conferences.querysets import PUBLIC_PLAN
from organizations.reach import Reach, reach
from portal.lists import Chip

KEY = "work"  # of the filter in the address of a list
TONES = ("blocked", "due", "honour", "")  # most pressing first


@dataclass(frozen=True)
class Work:
    """Things in some state, waiting for whoever holds `right` at the unit to which `unit` leads."""

    name: str  # in the address of the list
    label: str
    right: str
    state: Q | Callable[[], Q]  # called where it depends on the day
    unit: str
    tone: str = ""
    page: str = ""  # URL name of a page of its own, instead of the list narrowed to it
    query: str = ""  # of that page

    def link(self, page: str) -> str:
        return f"{reverse(self.page)}{self.query}" if self.page else f"{reverse(page)}?{KEY}={self.name}"

    def waiting(self, mine: Reach) -> Q:
        state = self.state if isinstance(self.state, Q) else self.state()
        return state & Q(**{f"{self.unit}__in": mine.unit_ids_with(self.right)})


@dataclass(frozen=True)
class Figure:
    """So many things wait, and the list that shows just them."""

    label: str
    count: int
    link: str
    tone: str
    due: datetime | None = None  # the nearest day on which one of them must be done, as its first moment that is too late


def _table(status: str) -> Q:
    """Plans that have a table in this state."""
    return Q(pk__in=Allocation.objects.filter(status=status).order_by().values("plan"))


PLAN_WORK = (
    Work("approve-table", "bảng phân bổ chờ duyệt", "conferences.approve_allocation", _table("submitted"), "unit", "due"),
    Work("approve-plan", "kế hoạch chờ duyệt", "conferences.approve_plan", Q(status="submitted"), "unit", "due"),
    Work("issue-plan", "kế hoạch chờ phát hành", "conferences.issue_plan", Q(status="approved"), "unit", "due"),
    Work(
        "publish-table",
        "bảng phân bổ chờ công bố",
        "conferences.approve_allocation",
        _table("approved") & Q(status__in=PUBLIC_PLAN),
        "unit",
        "due",
    ),
    Work("mend-plan", "kế hoạch bị trả lại", "conferences.submit_plan", Q(status="returned"), "unit", "blocked"),
    Work("mend-table", "bảng phân bổ bị trả lại", "conferences.submit_allocation", _table("returned"), "unit", "blocked"),
    Work("submit-plan", "kế hoạch đang dự thảo", "conferences.submit_plan", Q(status="draft"), "unit"),
    Work("submit-table", "bảng phân bổ chưa trình", "conferences.submit_allocation", _table("draft"), "unit"),
)

ADJUSTMENT_WORK = (
    Work("answer", "đề nghị điều chỉnh chỉ tiêu chờ trả lời", "conferences.answer_adjustment", Q(status="open"), "plan__unit", "due"),
)


def adjustment_figures(user: Any) -> list[Figure]:
    return figures(user, ADJUSTMENT_WORK, Adjustment.objects.visible_to(user), "conferences:adjustments")


def plan_figures(user: Any) -> list[Figure]:
    return figures(user, PLAN_WORK, Plan.objects.visible_to(user), "conferences:plans")


def figures(user: Any, works: Iterable[Work], rows: QuerySet, page: str) -> list[Figure]:
    """The figures of one list in one query; what does not wait is left out."""
    mine = reach(user)
    held = _held(works, mine)
    if not held:
        return []
    wanted = {f"count{order}": Count("pk", filter=work.waiting(mine)) for order, work in enumerate(held)}
    counts = rows.order_by().aggregate(**wanted).values()
    return [
        Figure(work.label, count, work.link(page), work.tone)
        for work, count in zip(held, counts, strict=True)
        if count
    ]


def work_chip(user: Any, works: Iterable[Work], narrow: Callable[[QuerySet, Q], QuerySet] = QuerySet.filter) -> Chip:
    """The filter of a list by what waits for this person."""
    mine = reach(user)
    held = {work.name: work for work in _held(works, mine)}
    choices = [(name, work.label) for name, work in held.items()]
    return Chip(KEY, "Chờ tôi", choices, apply=lambda rows, name: narrow(rows, held[name].waiting(mine)))


def _held(works: Iterable[Work], mine: Reach) -> list[Work]:
    return [work for work in works if mine.may(work.right)]
