"""Earlier versions of a plan: the list, the difference between two in words, and one part taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from conferences.actions.editing import PartFaulty, restore_part
from conferences.actions.plan_versions import version_data
from conferences.editing.differences import by_part, differences
from conferences.editing.parts import LISTS, WHOLE
from conferences.models import Plan, PlanVersion
from conferences.plan_rows import plan_data
from conferences.views.editing.shared import drafted_plan, is_open
from portal.moves import Refused

SHOWN = 100


@require_safe
def versions_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = drafted_plan(request, pk)
    versions = list(plan.versions.select_related("by").defer("content")[:SHOWN])
    return render(request, "conferences/editing/versions.html", {"plan": plan, "versions": versions})


def _version(plan: Plan, pk: int) -> PlanVersion:
    return get_object_or_404(plan.versions.select_related("by"), pk=pk)


@require_safe
def version_page(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """What this version changed against the one before it, or (`?against=now`) how it differs from the plan as it stands."""
    plan = drafted_plan(request, pk)
    chosen = _version(plan, version)
    earlier = plan.versions.filter(pk__lt=version).first()
    now = request.GET.get("against") == "now" or earlier is None
    old = version_data(chosen if now else earlier)
    new = plan_data(plan) if now else version_data(chosen)
    context = {
        "plan": plan,
        "version": chosen,
        "against_now": now,
        "groups": by_part(differences(old, new)),
        "may_restore": now and is_open(plan),
    }
    return render(request, "conferences/editing/version.html", context)


@require_POST
def restore(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    plan = drafted_plan(request, pk)
    name = request.POST.get("part", "")
    if name not in WHOLE | LISTS:
        raise Http404
    try:
        restore_part(plan, _version(plan, version), name, by=request.user)
        messages.success(request, f"Đã lấy lại phần “{(WHOLE | LISTS)[name].label}”. Bản trước đó vẫn còn trong danh sách.")
    except PartFaulty as faulty:
        messages.error(request, " ".join(says for told in faulty.errors.values() for says in told))
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect("conferences:plan-versions", pk)
