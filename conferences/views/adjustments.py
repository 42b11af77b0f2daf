"""Requests for another figure: the list, asking, the page with the answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conferences.actions.adjustments import answer_adjustment, ask_adjustment
from conferences.flow import ADJUSTMENT_MOVES
from conferences.forms import AdjustmentForm
from conferences.models import Adjustment, Allocation
from conferences.views.allocations import rows_to_ask_for, visible_allocation
from conferences.views.plans import frame
from conferences.work import ADJUSTMENT_WORK, work_chip
from portal.fields import number
from portal.lists import Chip, Column, ListPage
from portal.move_view import answer_move
from portal.moves import Refused, history, open_moves
from portal.once import once
from portal.templatetags.portal import status as status_badge


class AdjustmentList(ListPage):
    template_name = "portal/list.html"
    model = Adjustment
    title = "Đề nghị điều chỉnh chỉ tiêu"
    noun = "đề nghị"
    file_name = "de-nghi-dieu-chinh"
    crumbs = (("Việc hôm nay", "nominations:home"), ("Kế hoạch", "conferences:plans"))
    search_placeholder = "Tìm theo đơn vị"
    empty_title = "Chưa có đề nghị nào."
    empty_text = "Đơn vị gửi đề nghị từ trang chỉ tiêu của kế hoạch, khi bảng phân bổ đã công bố."
    columns = (
        Column("Đơn vị", "unit.label", link="conferences:adjustment", sort="unit__sort_key", phone="title"),
        Column("Kế hoạch", "plan.number", whole=True),
        Column("Đối tượng", "category.label", phone="second"),
        Column("Đang có", "before", align="right", sort="before"),
        Column("Đề nghị", "wanted", show=lambda asked: f"{number(asked.wanted)} suất", align="right", sort="wanted", phone="second"),
        Column("Lúc", "at", sort="at", whole=True),
        Column("Trạng thái", "get_status_display", show=status_badge, sort="status", phone="second"),
    )

    @property
    def chips(self) -> tuple[Chip, ...]:
        return (work_chip(self.request.user, ADJUSTMENT_WORK), Chip("status", "Trạng thái", Adjustment.Status.choices))

    def rows(self) -> QuerySet[Adjustment]:
        """Units and plans are read for the page alone: sorted together with 30.000 rows they cost seconds."""
        return super().rows().defer("reason").prefetch_related("unit", "plan", "category")


def ask_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit asks for another figure; everything wrong at once, what was typed stays."""
    allocation = visible_allocation(request, pk)
    offered = rows_to_ask_for(request.user, allocation)
    if not offered:
        raise PermissionDenied
    form = AdjustmentForm(request.POST or None, offered=offered, categories=allocation.plan.categories.all())
    status, reasons = (422 if form.is_bound else 200), []
    if form.is_bound and form.is_valid():
        try:
            return redirect(once(request.user, form.cleaned_data["form_token"], lambda: _ask(request, form)))
        except Refused as refused:
            status, reasons = 409, refused.reasons
    context = {**frame(request, allocation.plan), "allocation": allocation, "form": form, "reasons": reasons}
    return render(request, "conferences/ask_adjustment.html", context, status=status)


def _ask(request: HttpRequest, form: AdjustmentForm) -> str:
    unit, row = form.chosen
    fields = {name: form.cleaned_data[name] for name in ("category", "wanted", "reason")}
    asked = ask_adjustment(unit=unit, row=row, by=request.user, **fields)
    messages.success(request, f"Đã gửi đề nghị đến {asked.plan.unit.label}.")
    return reverse("conferences:adjustment", args=[asked.pk])


def visible_adjustment(request: HttpRequest, pk: int) -> Adjustment:
    wanted = Adjustment.objects.visible_to(request.user).select_related("unit", "plan__unit", "row__allocation", "category", "by")
    return get_object_or_404(wanted, pk=pk)


@require_safe
def adjustment_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, visible_adjustment(request, pk))


def _page(request: HttpRequest, asked: Adjustment, status: int = 200, **extra: Any) -> HttpResponse:
    draft = Allocation.objects.visible_to(request.user).filter(pk=asked.allocation_id).first()
    context = {
        "asked": asked,
        "draft": draft,
        "moves": open_moves(asked, ADJUSTMENT_MOVES, request.user),
        "records": history(asked),
        **extra,
    }
    return render(request, "conferences/adjustment.html", context, status=status)


@require_POST
def adjustment_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    asked = visible_adjustment(request, pk)
    link = reverse("conferences:adjustment", args=[pk])
    return answer_move(request, asked, name, table=ADJUSTMENT_MOVES, act=answer_adjustment, page=_page, link=link)
