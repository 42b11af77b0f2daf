"""The page on which the clerk issues a thing that is approved: the day, the typed word, the number it will get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organizations.models import Unit
from papers.actions import expected_number
from papers.forms import IssueForm
from portal import clock
from portal.fields import parse_date
from portal.moves import Move, Refused


@dataclass(frozen=True)
class Issuing:
    """What differs between the things that are issued.

    `issue(on=, by=)` is the action, with `drop_stated=` where the form asks for it; `stated` is a number that the thing came
    with, `day` a date it came with, `link` its own page, `told` the sentence when it is done.
    """

    move: Move
    unit: Unit
    type_code: str
    symbol: str
    issue: Callable[..., Any]
    link: str
    told: str
    stated: str = ""
    day: date | None = None
    form: type[IssueForm] = IssueForm


def issue_page(request: HttpRequest, thing: Any, issuing: Issuing, template: str, context: dict[str, Any]) -> HttpResponse:
    """GET shows the form, POST issues; refused, the same page with all the reasons and what was typed."""
    if not request.user.has_perm(issuing.move.right, thing):
        raise PermissionDenied
    if request.method == "GET" and thing.status not in issuing.move.sources:
        messages.warning(request, f"{_capital(thing)} {thing.get_status_display()}, không phát hành được lúc này.")
        return redirect(issuing.link)
    day = _typed_day(request) or issuing.day or clock.today()
    reasons, number = _expected(issuing, day)
    form = issuing.form(request.POST or None, stated=issuing.stated, next_number=number, initial={"date": day})
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            issuing.issue(on=form.cleaned_data["date"], by=request.user, **form.given())
            messages.success(request, issuing.told)
            return redirect(issuing.link)
        except Refused as refused:
            reasons, status = refused.reasons, 409
            thing.refresh_from_db()  # its move was made, and rolled back
    context |= {"form": form, "reasons": reasons, "number": number, "back": issuing.link}
    return render(request, template, context, status=status)


def _typed_day(request: HttpRequest) -> date | None:
    """The day as typed: the next number is that of its year. What is no day is the form's to say."""
    try:
        return parse_date(request.POST.get("date", ""))
    except ValueError:
        return None


def _expected(issuing: Issuing, day: date) -> tuple[list[str], str]:
    """Why there is no next number, or the number."""
    try:
        return [], expected_number(issuing.unit, issuing.type_code, issuing.symbol, day)
    except Refused as refused:
        return refused.reasons, ""


def _capital(thing: Any) -> str:
    name = str(thing._meta.verbose_name)
    return name[:1].upper() + name[1:]
