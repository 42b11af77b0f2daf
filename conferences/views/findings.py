"""What is to be looked at in a plan: the part of a page, the approver's answer to one finding, and the answer taken back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conferences.actions import accept_finding, withdraw_acceptance
from conferences.actions.findings import ACCEPT
from conferences.views.open_findings import findings_context
from conferences.views.plans import in_office, plan_content, row_key, visible_plan
from portal.move_view import reason_of
from portal.moves import Refused


@require_safe
def findings_part(request: HttpRequest, pk: int) -> HttpResponse:
    """The list by itself, without a page around it: other pages load it into theirs."""
    plan = visible_plan(request, pk)
    if not in_office(request, plan):
        raise PermissionDenied
    return render(request, "conferences/_findings.html", {"plan": plan, **findings_context(request, plan)})


@require_POST
def accept_finding_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    key, typed = request.POST.get("finding", ""), request.POST.get("reason", "")
    if not request.user.has_perm(ACCEPT, plan):
        raise PermissionDenied
    reason, reasons = reason_of(typed)
    if not reasons:
        try:
            accept_finding(plan, key, reason=reason, by=request.user)
        except Refused as refused:
            reasons = refused.reasons
    if reasons:
        return plan_content(request, plan, status=409, reasons=reasons, tried_finding=key, typed_reason=typed)
    return redirect(f"{reverse('conferences:plan', args=[pk])}#findings")


@require_POST
def withdraw_acceptance_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    if not request.user.has_perm(ACCEPT, plan):
        raise PermissionDenied
    try:
        withdraw_acceptance(plan, row_key(request, "accepted"), by=request.user)
    except Refused as refused:
        return plan_content(request, plan, status=409, reasons=refused.reasons)
    return redirect(f"{reverse('conferences:plan', args=[pk])}#findings")
