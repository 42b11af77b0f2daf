"""What is due when for whom: over all plans that a person sees, and of one plan with the days it should keep to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.actions.editing import RIGHT as DRAFT
from conferences.actions.feeds import RIGHT as RENEW
from conferences.actions.plan_writing import OPEN_PLAN
from conferences.calendar import CONFLICTS, Due, compared, meeting_day, months, said, suggestions
from conferences.dues import WHAT, dues
from conferences.models import CalendarFeed, Holiday, Plan
from conferences.plan_check import data_to_check, working_days
from conferences.views.feeds import feed_address
from conferences.views.open_findings import findings_context
from conferences.views.plans import frame, visible_plan
from organizations.models import Unit
from organizations.reach import reach
from portal import clock
from portal.fields import search_key
from portal.lists import Chip, Column, ListPage

PAST = "past"
BACK = timedelta(days=365)
PLANS_OFFERED = 50


class CalendarList(ListPage):
    """From this month on, or the year before it."""

    template_name = "conferences/calendar.html"
    title = "Lịch"
    noun = "mốc thời gian"
    file_name = "lich"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    search_placeholder = "Tìm theo việc, kế hoạch hoặc đơn vị"
    empty_title = "Chưa có việc nào có hạn từ tháng này."
    empty_text = "Hạn và ngày họp của các kế hoạch hiện ra ở đây; việc đã qua ở bộ lọc “12 tháng qua”."
    empty_url = "conferences:plans"
    empty_label = "Xem các kế hoạch"
    columns = (
        Column("Ngày", "day"),
        Column("Đến ngày", "until"),
        Column("Việc", "label"),
        Column("Ai làm", "whom"),
        Column("Gửi về", "to"),
        Column("Kế hoạch", "number"),
        Column("Trích yếu", "title"),
        Column("Cơ quan", "office"),
        Column("Trạng thái", "status_word"),
    )

    @property
    def past(self) -> bool:
        return self.request.GET.get("when") == PAST

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (
            Chip("when", "Khi nào", [(PAST, "12 tháng qua")], lambda rows, _: rows),
            Chip("what", "Việc", list(WHAT.items()), lambda rows, what: [due for due in rows if due.what == what]),
            Chip("plan", "Kế hoạch", _plans, lambda rows, plan: [due for due in rows if due.plan_id == int(plan)]),
        )

    def rows(self) -> list[Due]:
        today, plans = clock.today(), Plan.objects.visible_to(self.request.user)
        first = today.replace(day=1)
        if self.past:
            return dues(plans, since=first - BACK, until=first - timedelta(days=1))[::-1]
        return dues(plans, since=first)

    def search(self, rows: list[Due], text: str) -> list[Due]:
        words = search_key(text).split()
        keys = ((due, search_key(f"{due.label} {due.number} {due.title} {due.office} {due.whom} {due.to}")) for due in rows)
        return [due for due, key in keys if words and all(word in key for word in words)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = list(self.page.object_list)
        mark = bool(shown) and not self.past and self.page.number == 1
        return super().get_context_data(**kwargs) | {
            "months": months(shown, clock.today(), mark=mark),
            "feeds": _feeds(self.request),
        }


def _plans(request: HttpRequest) -> list[tuple[int, str]]:
    plans = Plan.objects.visible_to(request.user).exclude(status=Plan.Status.SUPERSEDED)
    return [(pk, number or title) for pk, number, title in plans.values_list("pk", "number", "title")[:PLANS_OFFERED]]


def _feeds(request: HttpRequest) -> list[dict[str, Any]]:
    """The units at which this person holds a role, with their addresses; two queries."""
    mine = reach(request.user)
    feeds = {feed.unit_id: feed for feed in CalendarFeed.objects.filter(unit__in=mine.unit_ids)}
    units = Unit.objects.filter(pk__in=mine.unit_ids, status=Unit.Status.ACTIVE).order_by("path")
    return [_feed(request, unit, feeds.get(unit.pk)) for unit in units]


def _feed(request: HttpRequest, unit: Unit, feed: CalendarFeed | None) -> dict[str, Any]:
    address = feed_address(feed.secret) if feed else ""
    subscribe = f"webcal://{address.partition('://')[2]}" if address else ""
    may_renew = reach(request.user).may(RENEW, unit.pk)
    return {"unit": unit, "feed": feed, "address": address, "subscribe": subscribe, "may_renew": may_renew}


@require_safe
def plan_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    plan, today = visible_plan(request, pk), clock.today()
    context = {**frame(request, plan), "months": months(dues(Plan.objects.filter(pk=pk)), today)}
    context["any_due"] = any(line.due for month in context["months"] for line in month.lines)
    if plan.status in OPEN_PLAN and request.user.has_perm(DRAFT, plan):
        context |= _backwards(request, plan)
    return render(request, "conferences/plan_calendar.html", context)


def _backwards(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """For whoever may write the plan: by when each step should be done, and what is wrong with the days it says."""
    data = data_to_check(plan)
    days, meeting = working_days(Holiday.objects.all()), meeting_day(data)
    own = plan.conferences.filter(own=True).values_list("pk", flat=True).first()
    meeting_part = f"conference-{own}" if own else ""
    lines = [
        {
            "suggestion": one,
            "said": (day := said(data, one.step.key)),
            "compared": compared(day, one.day, days) if day else "",
            "edit": reverse("conferences:edit-part", args=[plan.pk, one.step.part]) if one.step.part else "",
        }
        for one in (suggestions(meeting, days, today=clock.today()) if meeting else [])
    ]
    return {
        "may_plan": True,
        "meeting": meeting,
        "meeting_edit": reverse("conferences:edit-part", args=[plan.pk, meeting_part]) if meeting_part else "",
        "suggested": lines,
        **findings_context(request, plan, data, checks=CONFLICTS),
    }
