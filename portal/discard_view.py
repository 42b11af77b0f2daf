"""The page's side of throwing a draft away: one POST does it, twice too; what somebody else wrote meanwhile is shown first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.moves import Overtaken, Refused
from portal.once import OnceForm, once, sent_before


def answer_discard(
    request: HttpRequest,
    form: OnceForm,
    *,
    find: Callable[[], Any],
    discard: Callable[..., None],
    page: Callable[..., HttpResponse],
    link: str,
    told: str,
    overtaken: str,
) -> HttpResponse:
    """`find` gets the draft that this person may write, or stops; `discard(draft, version=, by=)` is the action and `link` the list,
    for there is no draft to come back to. Refused, the draft's `page` as 409."""
    if before := sent_before(request.user, request.POST.get("form_token", "")):
        return redirect(before)
    draft = find()
    reasons = [str(error) for errors in form.errors.values() for error in errors]

    def make() -> str:
        discard(draft, version=form.cleaned_data["version"] or 0, by=request.user)
        return link

    if not reasons:
        try:
            there = once(request.user, form.cleaned_data["form_token"], make)
            messages.success(request, told)
            return redirect(there)
        except Overtaken:
            reasons = [overtaken]
        except Refused as refused:
            reasons = refused.reasons
    return page(request, find(), status=409, reasons=reasons)
