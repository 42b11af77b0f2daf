"""What a unit gives on of its places: a grid of the units below it, with what is left always in sight."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from conferences.facts import QuotaColumn, QuotaLine, QuotaTable
from conferences.forms import QuotaForm
from conferences.models import Allocation, AllocationRow
from conferences.rules import row_may_be_shared
from conferences.views.allocations import visible_allocation
from conferences.views.plans import frame
from nominations.actions.sharing import RIGHT, share_places
from nominations.shares import MOST_UNITS, Shares, shares_of, units_to_give
from organizations.models import Unit
from portal import clock
from portal.lists.page import TEXT_LETTERS
from portal.moves import Overtaken, Refused


def share_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may see what the unit files sees what it gave on; whoever shares its places writes it."""
    rows = AllocationRow.objects.visible_to(request.user).select_related("unit", "parent")
    row = get_object_or_404(rows.exclude(unit=None), pk=pk)
    allocation = row.allocation = visible_allocation(request, row.allocation_id)
    if newer := _same_row_today(row):
        return redirect("nominations:share-places", newer.pk)
    closed = row_may_be_shared(row, clock.now())
    text = request.GET.get("q", "").replace("\x00", "").strip()[:TEXT_LETTERS]
    may = request.user.has_perm(RIGHT, row)
    form, reasons, status = _form(row, text, request.POST if request.method == "POST" else None), [], 200
    if form.is_bound:
        status = 422
        if not may or form.is_valid():
            cells = form.cells if may else {}
            try:
                share_places(row, cells=cells, seen=form.cleaned_data["version"] if may else 0, by=request.user)
                messages.success(request, "Đã chia tiếp chỉ tiêu; đơn vị có thay đổi được báo.")
                return redirect(request.get_full_path())
            except Refused as refused:
                status, reasons = 409, refused.reasons
            except Overtaken:
                status, form = 409, _side_by_side(request, row, text, form)
    context = {
        **frame(request, allocation.plan),
        "allocation": allocation,
        "row": row,
        "form": form,
        "reasons": reasons,
        "may_share": may and not closed,
        "closed": closed,
        "text": text,
        "most": MOST_UNITS,
        "grid": [(line, [cell.field for cell in cells], sum(line.places)) for line, cells in form.grid],
        **_figures(form.shares),
    }
    return render(request, "nominations/share_places.html", context, status=status)


def _same_row_today(row: AllocationRow) -> AllocationRow | None:
    """Of a table that was replaced: the row of the same unit in the one that holds."""
    if row.allocation.status != Allocation.Status.SUPERSEDED:
        return None
    return AllocationRow.objects.filter(
        allocation__plan=row.allocation.plan_id, allocation__status=Allocation.Status.PUBLISHED, unit=row.unit_id
    ).first()


def _form(row: AllocationRow, text: str, data: Any) -> QuotaForm:
    """The grid that tables of quotas are written in, with units for rows."""
    shares = shares_of(row)
    columns = tuple(QuotaColumn(one.pk, one.label, one.subject) for one in shares.categories if shares.place(one.pk))
    lines = tuple(_line(unit, columns, shares) for unit in units_to_give(shares, text))
    form = QuotaForm(data, table=QuotaTable(columns, lines), shared={}, version=shares.mark)
    form.shares = shares
    return form


def _line(unit: Unit, columns: tuple[QuotaColumn, ...], shares: Shares) -> QuotaLine:
    return QuotaLine(unit.pk, unit.label, tuple(shares.given.get((unit.pk, column.key), 0) for column in columns))


def _figures(shares: Shares) -> dict[str, Any]:
    """By category: what the row holds, what it filed itself, what it may give on, what of that it has not given yet."""
    places = [(one, place) for one in shares.categories if (place := shares.place(one.pk))]
    return {"rooms": [(one, place, shares.room(one.pk), place.left) for one, place in places], "given": sum(shares.given.values())}


def _side_by_side(request: HttpRequest, row: AllocationRow, text: str, mine: QuotaForm) -> QuotaForm:
    """What was typed, on the shares as they stand now: saving again is then a choice made knowingly."""
    data = request.POST.copy()
    data["version"] = shares_of(row).mark
    form = _form(row, text, data)
    form.compare(mine.cells)
    form.add_error(None, "Người khác vừa chia. Số bạn gõ còn nguyên; xem các ô khác nhau rồi lưu lại.")
    return form
