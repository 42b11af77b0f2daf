"""The office sends single items of a dossier back; the unit says why it leaves one as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from conferences.calendar import meeting_day, suggestions
from conferences.models import Holiday, Plan
from conferences.plan_check import working_days
from conferences.plan_rows import plan_data
from nominations.actions.mending import explain_items
from nominations.actions.returning import return_items
from nominations.forms.returning import ReturnForm
from nominations.models import Dossier
from nominations.returning import items_of, rounds_of
from nominations.views.dossiers import refused_page, visible_dossier
from nominations.views.rounds import explanation_form, rounds_context
from portal import clock
from portal.fields import screen_date
from portal.moves import Overtaken, Refused
from portal.once import once, said_in, sent_before

RIGHT = "nominations.screen_dossier"
DAYS_TO_MEND = 5  # working days, as the office proposes them


def return_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick what is wrong, with a sentence each and one day for all; everything wrong with the form at once."""
    dossier = visible_dossier(request, pk)
    if not request.user.has_perm(RIGHT, dossier):
        raise PermissionDenied
    said = said_in(request)
    if request.method == "POST" and (link := sent_before(request.user, request.POST.get("form_token", ""), said=said)):
        return redirect(link)
    if request.method != "POST" and dossier.status != Dossier.Status.SUBMITTED:
        messages.warning(request, f"Hồ sơ đang ở trạng thái “{dossier.get_status_display()}”, không trả lại được.")
        return redirect("nominations:dossier", pk)
    screened_by = screening_day(dossier.plan)
    form = ReturnForm(request.POST or None, items=items_of(dossier), due_on=proposed_day(), version=dossier.version)
    status, extra = 422 if form.is_bound else 200, {}
    if form.is_bound and form.is_valid():
        try:
            link = once(request.user, form.cleaned_data["form_token"], lambda: _return(request, dossier, form), said=said)
        except Overtaken:
            status, extra = 409, {"overtaken": form.over(visible_dossier(request, pk))}
        except Refused as refused:
            status, extra = 409, {"reasons": refused.reasons}
        else:
            if screened_by and form.cleaned_data["due_on"] > screened_by:
                messages.warning(request, f"Hạn bổ sung sau ngày cần thẩm định xong, {screen_date(screened_by)}.")
            return redirect(link)
    context = {"dossier": dossier, "form": form, "screened_by": screened_by, "next": next_page(request)}
    return render(request, "nominations/return.html", context | {"rounds": rounds_of(dossier)} | extra, status=status)


def proposed_day() -> date:
    """So many working days from today."""
    return working_days(Holiday.objects.all()).after(clock.today(), DAYS_TO_MEND)


def screening_day(plan: Plan) -> date | None:
    """The day by which the office should have screened everything, as the calendar of the plan has it."""
    meeting = meeting_day(plan_data(plan))
    steps = suggestions(meeting, working_days(Holiday.objects.all())) if meeting else []
    return next((one.day for one in steps if one.step.key == "screening"), None)


def next_page(request: HttpRequest) -> str:
    """Where the desk goes on; an address of the portal itself."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def _return(request: HttpRequest, dossier: Dossier, form: ReturnForm) -> str:
    data, picked = form.cleaned_data, form.picked()
    return_items(dossier, picked=picked, due_on=data["due_on"], note=data["note"], version=data["version"] or 0, by=request.user)
    messages.success(request, f"Đã trả lại {len(picked)} mục, hạn bổ sung {screen_date(data['due_on'])}.")
    return next_page(request) or reverse("nominations:dossier", args=[dossier.pk])


@require_POST
def explain_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Why an item stays as it was."""
    dossier = visible_dossier(request, pk)
    if not request.user.has_perm("nominations.draft_dossier", dossier):
        raise PermissionDenied
    rounds = rounds_of(dossier)
    if not rounds:
        raise Http404
    form = explanation_form(dossier, rounds[0], request.POST)
    if not form.is_valid():
        return _explained_wrong(request, dossier, form, 422)
    try:
        link = once(request.user, form.cleaned_data["form_token"], lambda: _explain(request, dossier, form), said=said_in(request))
    except Overtaken:
        form.over(visible_dossier(request, pk))
        sentence = "Hồ sơ vừa được sửa ở trang khác. Lời giải thích còn nguyên dưới đây: hãy xem lại rồi lưu lần nữa."
        return _explained_wrong(request, dossier, form, 409, reasons=[sentence])
    except Refused as refused:
        return _explained_wrong(request, dossier, form, 409, reasons=refused.reasons)
    return redirect(link)


def _explain(request: HttpRequest, dossier: Dossier, form: Any) -> str:
    explain_items(dossier, words=form.words(), version=form.cleaned_data["version"] or 0, by=request.user)
    messages.success(request, "Đã lưu lời giải thích.")
    return reverse("nominations:dossier", args=[dossier.pk])


def _explained_wrong(request: HttpRequest, dossier: Dossier, form: Any, status: int, **extra: Any) -> HttpResponse:
    return refused_page(request, dossier, status=status, **rounds_context(dossier, request.user, form), **extra)
