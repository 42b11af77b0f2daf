"""A new version of an issued plan: opened, compared with the plan in force, and thrown away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from conferences.actions import amend_plan, discard_version
from conferences.actions.amendment import carried_over, open_version
from conferences.editing.differences import by_part, differences
from conferences.models import Plan
from conferences.plan_rows import plan_data
from conferences.views.plans import frame, in_office, plan_content, visible_plan
from portal.move_view import reason_of
from portal.moves import Refused


@require_POST
def amend_plan_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a new version beside the plan; pressed again it leads to the open one."""
    plan = visible_plan(request, pk)
    try:
        draft = amend_plan(plan, by=request.user)
    except Refused as refused:
        return plan_content(request, plan, status=409, reasons=refused.reasons)
    messages.success(request, "Đây là bản điều chỉnh; kế hoạch đang thực hiện giữ nguyên cho đến khi bản này phát hành.")
    return redirect("conferences:plan", draft.pk)


@require_POST
def discard_version_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked of the plan in force, so that a second press still finds it: its open version is thrown away."""
    plan = visible_plan(request, pk)
    typed = request.POST.get("reason", "")
    reason, reasons = reason_of(typed)
    if not reasons:
        try:
            discard_version(plan, reason=reason, by=request.user)
        except Refused as refused:
            reasons = refused.reasons
    if reasons:
        return plan_content(request, open_version(plan) or plan, status=409, reasons=reasons, tried="discard", note=typed)
    messages.success(request, f"Bản điều chỉnh đã bỏ; Kế hoạch {plan.number} giữ nguyên.")
    return redirect("conferences:plan", pk)


@require_safe
def changes_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version says otherwise than the plan in force, for whoever approves it; for the office, whose drafts it may show."""
    plan = visible_plan(request, pk)
    if not in_office(request, plan):
        raise PermissionDenied
    if plan.version_of is None:
        raise Http404
    replaced = plan.status == Plan.Status.SUPERSEDED
    older, newer = (plan, plan.version_of) if replaced else (plan.version_of, plan)
    found = differences(carried_over(plan_data(older)), carried_over(plan_data(newer)))
    context = {**frame(request, plan), "groups": by_part(found), "count": len(found), "replaced": replaced}
    return render(request, "conferences/changes.html", context)
