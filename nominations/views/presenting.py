"""The order in which the names of a decision go up; the presenter's list and the receipt list for prizes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nominations import actions
from nominations.forms.certificates import PresentationForm
from nominations.models import Decision, DecisionLine
from nominations.papers.presenting import presenters_list, presenters_workbook, receipt_list, receipts_workbook
from nominations.presenting import in_order, is_paid, presentation_of
from nominations.views.certificates import MOST_FIELDS, own_decision
from papers.faces import RENDER
from papers.paper import Paper
from papers.views import file_answer, file_name, paper_answer
from portal import clock
from portal.large_forms import takes_fields
from portal.moves import Overtaken, Refused
from portal.once import once, said_in

SHEET = "xlsx"
FACES = (*RENDER, SHEET)
NO_PRIZE = "Tiền thưởng được tính khi quyết định phát hành; quyết định này chưa có mức thưởng cho mọi tên."
LEFT = (
    "Danh sách của quyết định vừa đổi. Bạn đã gõ cho tên không còn trong danh sách: {typed}. "
    "Phần còn lại giữ nguyên dưới đây; hãy xem lại rồi lưu."
)


@takes_fields(MOST_FIELDS)
def presenting_page(request: HttpRequest, pk: int) -> HttpResponse:
    decision = own_decision(request, pk)
    lines = in_order(decision)
    form = PresentationForm(request.POST or None, lines=lines, presentation=presentation_of(decision))
    here = reverse("nominations:presenting", args=[pk])
    context, answer = {"decision": decision, "form": form, "units": _units(lines), "no_prize": "" if is_paid(lines) else NO_PRIZE}, 200
    if form.is_bound:
        answer = 422

    def make() -> str:
        data = form.cleaned_data
        actions.save_presentation(
            decision, group_size=data["group_size"], givers=data["givers"], places=form.places(), version=data["version"] or 0, by=request.user
        )
        return here

    if gone := form.about_others():
        answer, context["reasons"] = 409, [LEFT.format(typed="; ".join(gone))]
    elif form.is_bound and form.is_valid():
        try:
            link = once(request.user, form.cleaned_data["form_token"], make, said=said_in(request))
            messages.success(request, "Đã lưu thứ tự trao.")
            return redirect(link)
        except Overtaken:
            answer, context["theirs"] = 409, form.over(presentation_of(decision))
        except Refused as refused:
            answer, context["reasons"] = 409, refused.reasons
    return render(request, "nominations/presenting.html", context, status=answer)


def _units(lines: list[DecisionLine]) -> list[tuple[int, str]]:
    return sorted({line.dossier.unit_id: line.unit_name_now for line in lines}.items(), key=lambda unit: unit[1])


@require_safe
def presenters_file(request: HttpRequest, pk: int, face: str) -> HttpResponse:
    decision = _printable(request, pk, face)
    of = (decision, in_order(decision), presentation_of(decision))
    return _answer(request, decision, face, "danh-sach-trao", partial(presenters_list, *of), partial(presenters_workbook, *of))


@require_safe
def prize_receipts_file(request: HttpRequest, pk: int, face: str) -> HttpResponse:
    """Of all units, or of the one in the address. Without a prize for every name there is nothing to sign for."""
    decision = _printable(request, pk, face)
    unit = request.GET.get("unit", "")
    lines = [line for line in in_order(decision) if not unit or str(line.dossier.unit_id) == unit]
    if not is_paid(lines):
        raise Http404
    paper, book = partial(receipt_list, decision, lines, at=clock.now()), partial(receipts_workbook, decision, lines)
    return _answer(request, decision, face, "ky-nhan-tien-thuong", paper, book)


def _printable(request: HttpRequest, pk: int, face: str) -> Decision:
    decision = own_decision(request, pk)
    if face not in FACES or not decision.plan.issuers.exists():
        raise Http404
    return decision


def _answer(request: HttpRequest, decision: Decision, face: str, kind: str, paper: Callable[[], Paper], book: Callable[[], bytes]) -> HttpResponse:
    name, back = file_name(kind, decision.number, decision.pk), ("Thứ tự trao", reverse("nominations:presenting", args=[decision.pk]))
    if face == SHEET:
        return file_answer(request, book, name=name, face=face, back=back)
    return paper_answer(request, paper(), name=name, face=face, back=back)
