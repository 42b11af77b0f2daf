"""A table in the office: returned row by row, a new version begun, its notice shown and issued."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conferences.actions import new_version, return_table
from conferences.actions.notice import issue_notice
from conferences.flow import ALLOCATION_MOVES, ISSUE_NOTICE
from conferences.papers.head import symbol
from conferences.papers.notice import TYPE, notice_paper
from conferences.querysets import table_of
from conferences.views.allocations import allocation_content, visible_allocation
from conferences.views.plans import frame, in_office
from papers.models import PRINTED_FACES, IssuedPaper
from papers.views import file_name, issued_answer, paper_answer
from papers.views.issuing import Issuing, issue_page
from portal import clock
from portal.fields import clean_text
from portal.move_view import reason_of
from portal.moves import Refused

RETURN = next(move for move in ALLOCATION_MOVES if move.name == "return")
REMARK_LENGTH = 500


def return_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The table with a line for words beside each row; one reason anywhere is enough."""
    allocation = visible_allocation(request, pk)
    if not request.user.has_perm(RETURN.right, allocation):
        raise PermissionDenied
    if request.method == "GET" and allocation.status not in RETURN.sources:
        messages.warning(request, f"Bảng phân bổ {allocation.get_status_display()}, không trả lại được lúc này.")
        return redirect("conferences:allocation", pk)
    table = table_of(allocation)
    lines = table.lines
    typed = {line.key: request.POST.get(f"remark-{line.key}", "") for line in lines}
    note, reasons = reason_of(request.POST.get("note", ""))
    if request.method == "POST":
        remarks, faults = _remarks(lines, typed)
        reasons += faults
        if not reasons:
            try:
                return_table(allocation, by=request.user, note=note, remarks=remarks)
                messages.success(request, "Đã trả lại bảng phân bổ; chuyên viên được xem ý kiến ở từng dòng.")
                return redirect("conferences:allocation", pk)
            except Refused as refused:
                reasons = refused.reasons
    context = {
        **frame(request, allocation.plan),
        "allocation": allocation,
        "lines": [
            (line, list(zip(table.columns, line.places, strict=True)), sum(line.places), typed[line.key]) for line in lines
        ],
        "tone": RETURN.tone,
        "note": request.POST.get("note", ""),
        "reasons": reasons,
    }
    return render(request, "conferences/return_table.html", context, status=409 if reasons else 200)


def _remarks(lines: Any, typed: dict[int, str]) -> tuple[dict[int, str], list[str]]:
    """The cleaned words by row, and what is wrong with any of them."""
    cleaned, faults = {}, []
    for line in lines:
        try:
            cleaned[line.key] = clean_text(typed[line.key])
        except ValueError as error:
            faults.append(f"{line.label}: {error}")
            continue
        if len(cleaned[line.key]) > REMARK_LENGTH:
            faults.append(f"{line.label}: ý kiến dài {len(cleaned[line.key])} chữ; nhiều nhất {REMARK_LENGTH}.")
    return cleaned, faults


@require_POST
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version, with the reason; where one is open already, go there."""
    allocation = visible_allocation(request, pk)
    typed = request.POST.get("reason", "")
    why, reasons = reason_of(typed)
    if not reasons:
        try:
            draft = new_version(allocation, why=why, by=request.user)
            messages.success(request, f"{draft} là bản dự thảo; bảng đang có hiệu lực giữ nguyên cho đến khi bản này được công bố.")
            return redirect("conferences:allocation", draft.pk)
        except Refused as refused:
            reasons = refused.reasons
    return allocation_content(request, allocation, 409, reasons=reasons, tried="revise", note=typed)


# --- the notice of a later version ----------------------------------------------------------------------------------


@require_safe
def notice_file(request: HttpRequest, pk: int, face: str) -> HttpResponse:
    """The notice: once issued the stored bytes, before that as it stands, for the office alone."""
    allocation = visible_allocation(request, pk)
    if face not in PRINTED_FACES or allocation.number == 1:
        raise Http404
    back = (str(allocation), reverse("conferences:allocation", args=[pk]))
    issued = IssuedPaper.objects.light().filter(pk=allocation.notice_id).first()
    if issued:
        return issued_answer(request, issued, face, back=back)
    if not in_office(request, allocation.plan):
        raise Http404
    name = file_name("thong-bao-dieu-chinh", allocation.plan.number, allocation.pk)
    return paper_answer(request, notice_paper(allocation, at=clock.now()), name=name, face=face, back=back)


def issue_notice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The clerk's page."""
    allocation = visible_allocation(request, pk)
    issuing = Issuing(
        move=ISSUE_NOTICE,
        unit=allocation.plan.unit,
        type_code=TYPE,
        symbol=f"{TYPE}-{symbol(allocation.plan)}",
        issue=partial(issue_notice, allocation),
        link=reverse("conferences:allocation", args=[pk]),
        told="Đã phát hành thông báo. Các đơn vị trong bảng đã được báo.",
    )
    context = {**frame(request, allocation.plan), "allocation": allocation}
    return issue_page(request, allocation, issuing, "conferences/issue_notice.html", context)

