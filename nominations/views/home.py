"""Home is today's work; search goes over everything one may see."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.models import Deadline, Plan
from nominations.models import Decision, Dossier
from nominations.places import filed_by_row
from nominations.work import filings, waiting_for
from organizations.models import Unit, User
from portal import clock
from portal.fields import weekday_date

BARS_SHOWN = 15  # units in the chart; the rest stands in the table of quotas
SHOWN = 10  # results of a kind on the search page; its list has them all


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    found = filings(request.user) if request.user.has_perm("nominations.draft_dossier") else []
    plans = Plan.objects.visible_to(request.user).filter(status__in=("issued", "approved", "submitted", "draft", "returned"))
    context = {
        "work": waiting_for(request.user),
        "filings": found,
        **_filing_of_units(request.user),
        "may_begin": any(filing.is_open for filing in found),
        "plans": plans.select_related("unit").prefetch_related("deadlines", "conferences")[:5],
        "next_text": _next(request.user),
        "notices": request.user.notices.filter(read=None)[:5],
    }
    return render(request, "nominations/home.html", context)


def _filing_of_units(user: User) -> dict[str, Any]:
    """For an office that screens: the newest plan that takes dossiers, and which units have not filed yet."""
    if not (user.has_perm("nominations.screen_dossier") or user.has_perm("nominations.approve_decision")):
        return {}
    plan = Plan.objects.of_office(user).open_for_filing().order_by("-date", "-pk").first()
    filed = filed_by_row(plan) if plan else []
    link = f"{reverse('nominations:dossiers')}?plan={plan.pk}" if plan else ""
    return {
        "filed_plan": plan,
        "filed_link": f"{link}&stage=filed" if link else "",
        "filed_ledger": reverse("nominations:ledger", args=[plan.pk]) if plan else "",
        "filed_bars": [
            (one.row.label, one.dossiers, one.places, f"{link}&stage=filed&holder={one.holder}", "") for one in filed[:BARS_SHOWN]
        ],
        "filed_rest": len(filed) - BARS_SHOWN,
        "filed": sum(one.dossiers for one in filed),
        "filed_places": sum(one.places for one in filed),
        "filed_none": sum(1 for one in filed if not one.dossiers),
    }


def _next(user: User) -> str:
    """What comes next and when, for a page with nothing to do."""
    day, issued = clock.today(), Plan.objects.visible_to(user).filter(status="issued")
    coming = Deadline.objects.filter(Q(date__gt=day) | Q(date=day) & ~Q(before=True), plan__in=issued)
    first = coming.order_by("date", F("before").desc(nulls_last=True)).first()
    if first is None:
        return "Khi có việc, cổng báo ở đây và ở chuông thông báo."
    return f"Hạn sắp tới: {first.get_what_display()}, ngày cuối {weekday_date(first.last_day)}."


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Every kind of thing by its own search, each linking to its full list."""
    text = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    kinds = (
        ("Kế hoạch", "conferences:plans", "conferences:plan", Plan.objects.visible_to(request.user)),
        ("Hồ sơ", "nominations:dossiers", "nominations:dossier", Dossier.objects.visible_to(request.user).select_related("unit")),
        ("Quyết định", "nominations:decisions", "nominations:decision", Decision.objects.visible_to(request.user)),
        ("Đơn vị", "organizations:units", "organizations:unit", Unit.objects.visible_to(request.user)),
    )
    found = []
    for label, many, one, rows in kinds if text else ():
        hits = rows.search(text)
        found.append({"label": label, "many": many, "one": one, "count": hits.count(), "hits": list(hits[:SHOWN])})
    return render(request, "nominations/search.html", {"text": text, "found": found, "any_found": any(kind["count"] for kind in found)})
