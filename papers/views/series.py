"""How a body splits its numbers, and where each year's numbers begin: data that the clerk keeps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from organizations.models import Unit
from organizations.reach import reach
from papers import actions
from papers.forms import SeriesForm, StartForm
from papers.models import NumberSeries
from papers.querysets import ISSUE, VIEW
from portal import clock
from portal.moves import Refused


@require_safe
def all_series(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    found = NumberSeries.objects.visible_to(request.user).select_related("unit").prefetch_related("years")
    kept = {series.pk for series in found if request.user.has_perm(ISSUE, series)}
    return render(request, "papers/room/all_series.html", {"found": found, "kept": kept, "may_keep": request.user.has_perm(ISSUE)})


def new_series(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(ISSUE):
        raise PermissionDenied
    return _form(request, NumberSeries())


def edit_series(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, _kept_by(request, pk))


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """The last number given outside the portal, before the first paper of a year."""
    series, form = _kept_by(request, pk), StartForm(request.POST)
    if not form.is_valid():
        return _page(request, series, SeriesForm(instance=series), form, status=422)
    try:
        actions.set_start(series, **form.cleaned_data, by=request.user)
    except Refused as refused:
        return _page(request, series, SeriesForm(instance=series), form, reasons=refused.reasons, status=409)
    messages.success(request, f"Năm {form.cleaned_data['year']}: số tiếp theo là {form.cleaned_data['start'] + 1}.")
    return redirect("papers:all-series")


def _kept_by(request: HttpRequest, pk: int) -> NumberSeries:
    series = get_object_or_404(NumberSeries.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(ISSUE, series):
        raise PermissionDenied
    return series


def _form(request: HttpRequest, series: NumberSeries) -> HttpResponse:
    form = SeriesForm(request.POST or None, instance=series)
    form.fields["unit"].queryset = _offices(request)
    form.fields["unit"].initial = _offices(request).first()
    if series.pk:
        form.fields["unit"].disabled = form.fields["body"].disabled = True  # its numbers were given under this name
    if request.method != "POST":
        return _page(request, series, form)
    if not form.is_valid():
        return _page(request, series, form, status=422)
    try:
        actions.save_series(form.instance, by=request.user)
    except Refused as refused:
        return _page(request, series, form, reasons=refused.reasons, status=409)
    messages.success(request, "Đã lưu sổ cấp số.")
    return redirect("papers:all-series")


def _offices(request: HttpRequest) -> QuerySet[Unit]:
    return Unit.objects.all() if request.user.is_superuser else Unit.objects.filter(pk__in=reach(request.user).unit_ids_with(ISSUE))


def _page(
    request: HttpRequest, series: NumberSeries, form: SeriesForm, start_form: StartForm | None = None, *, status: int = 200, **given: Any
) -> HttpResponse:
    start_form = start_form or StartForm(initial={"year": clock.today().year})
    context = {"series": series, "form": form, "start_form": start_form, **given}
    return render(request, "papers/room/series.html", context, status=status)
