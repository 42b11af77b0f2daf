"""The bare Django pages: what anybody would write first to show the same fifty rows.

A view, one query, one plain template with a table; no count, no search, no filters, no rights, no frame around it. They run
behind the same middleware, session and log-in, and in the same resolver as the portal's pages. People stand there a line a
role, which one joined query gives; the names on a decision are left out of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from conferences.models import Adjustment, Deadline, Plan
from nominations.models import Decision, DecisionLine, Dossier, LevelResult, Proposal, Receipt, Session, UnitRequest
from nominations.standing import standings_of
from nominations.views.ledger import LedgerPage
from nominations.views.reports import ReportPage
from organizations.models import Unit, User
from organizations.roles import ROLE_CHOICES
from papers.models import IssuedPaper
from papers.views.register import RegisterPdf
from portal.lists import ListPage
from portal.models import Notice
from portal.templatetags.portal import register

ROWS = 50
ROLE_LABELS = dict(ROLE_CHOICES)
register.filter("role_label", lambda role: ROLE_LABELS.get(role, ""))  # joined plain values have no `get_role_display`


@dataclass(frozen=True)
class Bare:
    rows: Callable[[HttpRequest], QuerySet]
    cells: tuple[str, ...]


def judged(rows: QuerySet) -> list:
    """The rows of a page, each with how it stands: the judging is the same work for whoever shows it."""
    found = list(rows[:ROWS])
    standings = standings_of(found)
    for one in found:
        one.standing = standings[one.pk]
    return found


PAGES = {
    "organizations:units": Bare(
        lambda request: Unit.objects.select_related("kind"),
        ("label", "name", "kind.name", "symbol", "get_sector_display", "numchild", "get_status_display"),
    ),
    "organizations:people": Bare(
        lambda request: User.objects.order_by("sort_key").values(
            "full_name", "email", "phone", "assignments__role", "assignments__unit__short_name"
        ),
        ("full_name", "email", "phone", "assignments__role|role_label", "assignments__unit__short_name"),
    ),
    "conferences:plans": Bare(
        lambda request: Plan.objects.select_related("unit"),
        ("number", "title", "unit.label", "date|date:'d/m/Y'", "get_status_display"),
    ),
    "conferences:calendar": Bare(
        lambda request: (
            Deadline.objects.filter(date__gte=date.today().replace(day=1)).select_related("plan__unit").order_by("date")
        ),
        (
            "date|date:'d/m/Y'", "get_what_display", "from_whom", "to_whom", "plan.number", "plan.title", "plan.unit.label",
            "plan.get_status_display",
        ),
    ),
    "nominations:dossiers": Bare(
        lambda request: Dossier.objects.select_related("unit", "category"),
        (
            "name", "category.label", "unit.label", "get_status_display",
            "submitted_at|date:'d/m/Y H:i'", "changed|date:'d/m/Y H:i'",
        ),
    ),
    "nominations:screening": Bare(
        lambda request: judged(Dossier.objects.filter(status="submitted").select_related("unit", "category").order_by("submitted_at")),
        ("name", "unit.label", "category.label", "standing.met", "submitted_at|date:'d/m/Y H:i'"),
    ),
    "nominations:gathered": Bare(
        lambda request: LevelResult.objects.select_related("dossier__category", "dossier__unit"),
        (
            "dossier.name", "dossier.category.label", "dossier.unit.label", "get_says_display", "position", "votes",
            "dossier.get_status_display", "came|date:'d/m/Y H:i'",
        ),
    ),
    "nominations:decisions": Bare(
        lambda request: Decision.objects.select_related("plan"),
        ("label", "award_form", "plan.number", "get_status_display", "date|date:'d/m/Y'"),
    ),
    "nominations:award-register": Bare(
        lambda request: (
            DecisionLine.objects.filter(decision__status="issued")
            .select_related("decision", "register")
            .order_by("-register__year", "-register_number")
        ),
        (
            "register_label", "name", "unit_name", "decision.award_form", "decision.number", "decision.date|date:'d/m/Y'", "prize",
        ),
    ),
    "nominations:proposals": Bare(
        lambda request: Proposal.objects.filter(status="sent").select_related("unit", "plan"),
        (
            "number", "unit.label", "plan.number", "get_status_display", "sets_received", "sets_due",
            "changed|date:'d/m/Y H:i'",
        ),
    ),
    "nominations:receipts": Bare(
        lambda request: Receipt.objects.select_related("unit", "plan"),
        ("label", "unit.label", "plan.number", "at|date:'d/m/Y H:i'", "late"),
    ),
    "nominations:requests": Bare(
        lambda request: UnitRequest.objects.select_related("unit", "office"),
        (
            "title", "unit.label", "office.label", "due_on|date:'d/m/Y'", "get_status_display", "at|date:'d/m/Y H:i'",
            "answered_at|date:'d/m/Y H:i'",
        ),
    ),
    "nominations:sessions": Bare(
        lambda request: Session.objects.select_related("plan", "award"),
        ("number", "plan.number", "award.name", "get_status_display", "starts|date:'d/m/Y H:i'"),
    ),
    "conferences:adjustments": Bare(
        lambda request: Adjustment.objects.select_related("unit", "plan", "category"),
        ("unit.label", "plan.number", "category.label", "before", "wanted", "at|date:'d/m/Y H:i'", "get_status_display"),
    ),
    "papers:register": Bare(
        lambda request: IssuedPaper.objects.all(),
        (
            "number_text", "date|date:'d/m/Y'", "type_name", "title", "signers", "recipients", "kept_by", "copies",
            "sent|date:'d/m/Y'", "receipt", "remark", "get_status_display",
        ),
    ),
    "notices": Bare(
        lambda request: Notice.objects.filter(user=request.user),
        ("title", "text", "link", "created|date:'d/m/Y H:i'", "read|date:'d/m/Y H:i'"),
    ),
}
TEMPLATE = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>%(title)s</title></head>
<body>
<h1>%(title)s</h1>
<table>
<tr>%(heads)s</tr>
{%% for row in rows %%}<tr>%(cells)s</tr>
{%% endfor %%}
</table>
</body>
</html>
"""


def bare_view(name: str) -> Callable[[HttpRequest], HttpResponse]:
    page = PAGES[name]
    heads = "".join(f"<th>{cell}</th>" for cell in page.cells)
    cells = "".join(f"<td>{{{{ row.{cell} }}}}</td>" for cell in page.cells)
    template = engines["django"].from_string(TEMPLATE % {"title": name, "heads": heads, "cells": cells})

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render({"rows": page.rows(request)[:ROWS]}, request))

    return view


def short(name: str) -> str:
    """The name without the app's."""
    return name.rpartition(":")[2]


def list_pages() -> list[str]:
    """The name of every list page of the portal; one that has no bare page here stops the run."""
    if missing := lists_of_portal() - set(PAGES):
        raise LookupError(f"List pages without a bare page beside them: {', '.join(sorted(missing))}")
    return list(PAGES)


def lists_of_portal() -> set[str]:
    return {name for name, entry in entries(get_resolver()) if is_list(entry)}


def is_list(entry: URLPattern) -> bool:
    """A page with a list; the register as a PDF is not one, nor are ledger and reports, which are reckoned, not listed."""
    view = getattr(entry.callback, "view_class", object)
    return issubclass(view, ListPage) and not issubclass(view, (RegisterPdf, LedgerPage, ReportPage))


def entries(resolver: URLResolver, space: str = "") -> list[tuple[str, URLPattern]]:
    """Every address of the portal with its full name."""
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += entries(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            found.append((f"{space}{entry.name}", entry))
    return found


bare_patterns = [path(f"bare/{short(name)}/", bare_view(name), name=short(name)) for name in PAGES]
urlpatterns = [path("", include((bare_patterns, "bare"))), path("", include("portal.urls"))]
