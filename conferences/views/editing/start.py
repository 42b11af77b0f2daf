"""A plan is begun: from nothing or from one of the usual kinds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from conferences.actions import copy_plan
from conferences.actions.editing import RIGHT
from conferences.actions.starting import start_plan
from conferences.forms import CopyForm, StartForm
from conferences.models import Plan
from conferences.plan_file.read import read
from conferences.views.editing.shared import drafted_plan
from organizations.models import Unit
from organizations.reach import reach
from portal import clock
from portal.moves import Refused
from portal.once import once


COPIES = 5  # of the latest plans are offered to copy; the list of plans has them all


def new_plan(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    units = Unit.objects.all() if request.user.is_superuser else Unit.objects.filter(pk__in=reach(request.user).unit_ids_with(RIGHT))
    form = StartForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        link = once(request.user, form.cleaned_data["form_token"], lambda: _start(form, request.user))
        messages.success(request, "Đã lập bản dự thảo. Từ đây mọi chữ gõ vào tự được lưu.")
        return redirect(link)
    context = {"form": form, "copied_from": Plan.objects.filter(unit__in=units).to_copy()[:COPIES]}
    return render(request, "conferences/editing/new.html", context, status=422 if form.is_bound else 200)


def _start(form: StartForm, by: Any) -> str:
    template = read(form.template.path.read_bytes()).data if form.template else None
    kind = template["kind"] if template else form.kind
    plan = start_plan(form.cleaned_data["unit"], kind=kind, title=form.cleaned_data["title"], by=by, template=template)
    return reverse("conferences:edit-plan", args=[plan.pk])


def copy_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Last year's plan becomes this year's draft."""
    plan = drafted_plan(request, pk)
    year = max(clock.today().year, plan.date.year + 1 if plan.date else 0)
    form, reasons = CopyForm(request.POST or None, initial={"year": str(year)}), []
    if request.method == "POST" and form.is_valid():
        try:
            link = once(request.user, form.cleaned_data["form_token"], lambda: _copy(plan, form, request.user))
            messages.success(request, "Đã chép thành bản dự thảo mới. Hãy xem lại các ngày tháng.")
            return redirect(link)
        except Refused as refused:
            reasons = refused.reasons
    context = {"plan": plan, "form": form, "reasons": reasons}
    return render(request, "conferences/editing/copy.html", context, status=409 if reasons else 422 if form.is_bound else 200)


def _copy(plan: Plan, form: CopyForm, by: Any) -> str:
    return reverse("conferences:edit-plan", args=[copy_plan(plan, year=form.cleaned_data["year"], by=by).pk])
