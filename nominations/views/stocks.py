"""The office's stock of certificates: laid out on a page with a picture beside it, tried on a printer, copied, thrown away."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nominations.actions import stocks as actions
from nominations.actions.presenting import RIGHT
from nominations.forms.stocks import StockForm
from nominations.forms.versions import VersionForm
from nominations.models import CertificateStock
from nominations.views.stock_preview import lists_of, preview
from organizations.models import Unit
from organizations.reach import reach
from papers.stock import SAMPLES, Stock, stock_of
from papers.stock_picture import trial_sheet
from papers.views import file_answer
from portal.file_kinds import Kind
from portal.keys import as_key
from portal.models import Upload
from portal.moves import Overtaken, Refused
from portal.once import once, said_in, sent_before
from portal.storing import serve_upload


@require_safe
def stocks_page(request: HttpRequest) -> HttpResponse:
    offices = _offices(request)
    kept = CertificateStock.objects.visible_to(request.user).select_related("unit")
    return render(request, "nominations/stocks.html", {"kept": kept, "ready": _ready(offices[0]), "several": len(offices) > 1})


def new_stock(request: HttpRequest) -> HttpResponse:
    """From a ready-made one, or as a copy of one's own."""
    office = _offices(request)[0]
    if link := sent_before(request.user, request.POST.get("form_token", ""), said=said_in(request)):
        return redirect(link)
    stock, shift, background = _begun(request, office)
    return _editor(request, stock, shift, 0, unit=office, background=background)


def edit_stock(request: HttpRequest, pk: int) -> HttpResponse:
    kept = _own(request, pk)
    return _editor(request, stock_of(kept.layout), (kept.shift_x, kept.shift_y), kept.version, unit=kept.unit, kept=kept, background=kept.background)


@require_safe
def trial_page(request: HttpRequest, pk: int) -> HttpResponse:
    kept = _own(request, pk)
    make, back = partial(trial_sheet, stock_of(kept.layout), kept.shift_x, kept.shift_y), (kept.name, reverse("nominations:stock", args=[pk]))
    return file_answer(request, make, name=f"to-in-thu-{kept.pk}", face="pdf", back=back)


@require_safe
def background(request: HttpRequest, pk: UUID) -> FileResponse | HttpResponse:
    """The scanned sheet of one's office's stock, or one that this person has just sent."""
    _offices(request)
    shown = CertificateStock.objects.visible_to(request.user).exclude(background=None).values("background")
    mine = Q(owner=request.user, content_type=Kind.JPEG.content_type)
    return serve_upload(get_object_or_404(Upload.objects.filter(mine | Q(pk__in=shown)), pk=pk))


@require_POST
def discard_stock(request: HttpRequest, pk: int) -> HttpResponse:
    if link := sent_before(request.user, request.POST.get("form_token", "")):
        return redirect(link)
    kept, form = _own(request, pk), VersionForm(request.POST)

    def make() -> str:
        actions.discard_stock(kept, version=form.cleaned_data["version"] or 0, by=request.user)
        return reverse("nominations:stocks")

    if form.is_valid():
        try:
            link = once(request.user, form.cleaned_data["form_token"], make)
            messages.success(request, f"Đã bỏ phôi “{kept.name}”.")
            return redirect(link)
        except Overtaken:
            messages.error(request, "Người khác vừa sửa phôi này. Hãy xem lại trước khi bỏ.")
    return redirect("nominations:stock", pk)


def _editor(
    request: HttpRequest,
    stock: Stock,
    shift: tuple[float, float],
    version: int,
    *,
    unit: Unit,
    background: Upload | None,
    kept: CertificateStock | None = None,
) -> HttpResponse:
    """The form with the picture beside it; "Xem thử", or the page itself (htmx), draws what is typed and saves nothing."""
    facts: dict[str, Any] = {"stock": stock, "shift": shift, "version": version, "lists": lists_of(request, unit)}
    form = StockForm(request.POST or None, request.FILES or None, owner=request.user, kept=background, **facts)
    valid = form.is_bound and form.is_valid()
    context: dict[str, Any] = {"form": form, "kept": kept, "discard_form": VersionForm(initial={"version": version}, auto_id="discard_%s") if kept else None}
    answer = 422 if form.is_bound and not valid else 200

    def make() -> str:
        data = form.cleaned_data
        saved = actions.save_stock(kept, unit=unit, stock=form.stock, shift=form.shift, background=form.upload, version=data["version"] or 0, by=request.user)
        return reverse("nominations:stock", args=[saved.pk])

    if valid and not request.htmx and not {"preview", "show"} & request.POST.keys():
        try:
            link = once(request.user, form.cleaned_data["form_token"], make, said=said_in(request))
            messages.success(request, "Đã lưu phôi.")
            if form.stretched:
                messages.warning(request, form.stretched)
            return redirect(link)
        except Overtaken:
            answer, context["theirs"] = 409, form.over(CertificateStock.objects.get(pk=kept.pk))
        except Refused as refused:
            answer, context["reasons"] = 409, refused.reasons
    context |= preview(request, form, getattr(form, "stock", stock))
    if request.htmx:
        return render(request, "nominations/_stock_picture.html", context | {"by_page": True})
    return render(request, "nominations/stock.html", context, status=answer)


def _own(request: HttpRequest, pk: int) -> CertificateStock:
    return get_object_or_404(CertificateStock.objects.visible_to(request.user).select_related("unit", "background"), pk=pk)


def _offices(request: HttpRequest) -> QuerySet[Unit]:
    """Where one prints certificates, the highest first."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    everywhere = Unit.objects.order_by("path")
    found = everywhere if request.user.is_superuser else everywhere.filter(pk__in=reach(request.user).unit_ids_with(RIGHT))
    if not found:
        raise PermissionDenied
    return found


def _ready(office: Unit) -> list[Stock]:
    return [make(office.name) for make in SAMPLES]


def _begun(request: HttpRequest, office: Unit) -> tuple[Stock, tuple[float, float], Upload | None]:
    copied, ready = request.GET.get("copy", ""), request.GET.get("from", "0")
    if copied:
        if not (copied.isascii() and copied.isdecimal() and len(copied) < 19):
            raise Http404
        kept = _own(request, int(copied))
        return replace(stock_of(kept.layout), name=f"{kept.name} (bản sao)"[:100]), (kept.shift_x, kept.shift_y), kept.background
        kept = _own(request, as_key(copied))
        return replace(stock_of(kept.layout), name=f"{kept.name} (bản sao)"[:100]), (kept.shift_x, kept.shift_y)
    chosen = dict(enumerate(_ready(office))).get(int(ready) if ready.isascii() and ready.isdecimal() and len(ready) < 3 else 0)
    if chosen is None:
        raise Http404
    return chosen, (0.0, 0.0), None
