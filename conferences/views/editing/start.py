"""A plan is begun: from nothing or from one of the usual kinds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from conferences.actions.editing import RIGHT
from conferences.actions.starting import start_plan
from conferences.forms import StartForm
from conferences.plan_file.read import read
from organizations.models import Unit
from organizations.reach import reach
from portal.once import once


def new_plan(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    units = Unit.objects.all() if request.user.is_superuser else Unit.objects.filter(pk__in=reach(request.user).unit_ids_with(RIGHT))
    form = StartForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        link = once(request.user, form.cleaned_data["form_token"], lambda: _start(form, request.user))
        messages.success(request, "Đã lập bản dự thảo. Từ đây mọi chữ gõ vào tự được lưu.")
        return redirect(link)
    return render(request, "conferences/editing/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _start(form: StartForm, by: Any) -> str:
    template = read(form.template.path.read_bytes()).data if form.template else None
    kind = template["kind"] if template else form.kind
    plan = start_plan(form.cleaned_data["unit"], kind=kind, title=form.cleaned_data["title"], by=by, template=template)
    return reverse("conferences:edit-plan", args=[plan.pk])
