"""Home is today's work; search goes over everything one may see."""

from __future__ import annotations

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conferences.models import Deadline, Plan
from nominations.models import Decision, Dossier
from nominations.work import filings, waiting_for
from organizations.models import Unit, User
from portal import clock
from portal.fields import weekday_date

SHOWN = 10  # results of a kind on the search page; its list has them all


def home(request: HttpRequest) -> HttpResponse:
    found = filings(request.user) if request.user.has_perm("nominations.draft_dossier") else []
    plans = Plan.objects.visible_to(request.user).filter(status__in=("issued", "approved", "submitted", "draft", "returned"))
    context = {
        "work": waiting_for(request.user),
        "filings": found,
        "may_begin": any(filing.is_open for filing in found),
        "plans": plans.select_related("unit").prefetch_related("deadlines", "conferences")[:5],
        "next_text": _next(request.user),
        "notices": request.user.notices.filter(read=None)[:5],
    }
    return render(request, "nominations/home.html", context)


def _next(user: User) -> str:
    """What comes next and when, for a page with nothing to do."""
    day, issued = clock.today(), Plan.objects.visible_to(user).filter(status="issued")
    coming = Deadline.objects.filter(Q(date__gt=day) | Q(date=day) & ~Q(before=True), plan__in=issued)
    first = coming.order_by("date", F("before").desc(nulls_last=True)).first()
    if first is None:
        return "Khi có việc, cổng báo ở đây và ở chuông thông báo."
    return f"Hạn sắp tới: {first.get_what_display()}, ngày cuối {weekday_date(first.last_day)}."


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
