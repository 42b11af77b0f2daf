"""The table of quotas: its page with the moves, and the grid in which it is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conferences.actions import act, save_quotas
from conferences.actions.allocation import EDITABLE
from conferences.actions.terms import in_words
from conferences.compared import compared, written_by_hand
from conferences.facts import SUBJECT_NAMES, QuotaTable
from conferences.flow import ALLOCATION_BUTTONS
from conferences.forms import QuotaForm
from conferences.models import Allocation, AllocationRow, Plan, RowRemark
from conferences.querysets import shared_cells, table_of
from conferences.rules import stated_figures_agree
from conferences.views.plans import edits, frame
from organizations.models import Unit
from organizations.reach import reach
from portal import clock
from portal.fields import number
from portal.large_forms import takes_fields
from portal.move_view import answer_move
from portal.moves import Overtaken, Refused, history, open_moves

RIGHT = "conferences.draft_allocation"
MOST_FIELDS = 20_000  # 400 units in 12 categories have 15.000
ASK = "conferences.ask_adjustment"
SHARE = "conferences.share_places"


def visible_allocation(request: HttpRequest, pk: int) -> Allocation:
    return get_object_or_404(Allocation.objects.visible_to(request.user).select_related("plan__unit"), pk=pk)


@require_safe
def allocation_page(request: HttpRequest, pk: int) -> HttpResponse:
    return allocation_content(request, visible_allocation(request, pk))


def allocation_content(request: HttpRequest, allocation: Allocation, status: int = 200, **extra: Any) -> HttpResponse:
    plan, table = allocation.plan, table_of(allocation)
    mine = _my_lines(request.user, allocation, table)
    context = {
        **frame(request, plan),
        "allocation": allocation,
        "head": table.head(of_conference=plan.kind == Plan.Kind.CONFERENCE),
        "figure_heads": table.figure_heads,
        "of_whom": table.of_whom,
        "of_both": table.has_subject_sums,
        "lines": [(line, table.figures(line.places), line.order in mine) for line in table.printed],
        "count": len(table.lines),
        "of_what": "khối" if table.of_whom == "Khối" else "đơn vị",
        "foot": table.figures(table.foot),
        "totals": table.totals,
        "bars": bars(table),
        "findings": stated_figures_agree(allocation, clock.now()),
        "versions": plan.allocations.visible_to(request.user).order_by("-number"),
        "moves": [move for move in open_moves(allocation, ALLOCATION_BUTTONS, request.user) if move.name != "return"],
        "terms": in_words(allocation),
        "may_reclaim": allocation.status == "published" and allocation.reclaim_on and request.user.has_perm(RIGHT, allocation),
        "may_edit": allocation.status in EDITABLE and request.user.has_perm(RIGHT, allocation),
        **_offers(request, allocation),
        **extra,
    }
    if context["in_office"]:
        context |= {"records": history(allocation), "edits": edits(allocation), **_for_the_office(allocation, table)}
    return render(request, "conferences/allocation.html", context, status=status)


def _offers(request: HttpRequest, allocation: Allocation) -> dict[str, Any]:
    """What the page offers beside the buttons: returning row by row, the next version, its notice, asking for another figure."""
    user, later = request.user, allocation.number > 1
    may = {name: user.has_perm(f"conferences.{name}", allocation) for name in ("approve_allocation", "draft_allocation", "issue_notice")}
    published = allocation.status == Allocation.Status.PUBLISHED
    return {
        "may_return": allocation.status == Allocation.Status.SUBMITTED and may["approve_allocation"],
        "may_revise": published and may["draft_allocation"],
        "may_issue_notice": later and published and allocation.notice_id is None and may["issue_notice"],
        "shared_rows": rows_to_share(user, allocation),
        "may_ask": bool(rows_to_ask_for(user, allocation)),
        "is_later": later,
        "next_number": allocation.number + 1,
    }


def _my_lines(user: Any, allocation: Allocation, table: QuotaTable) -> set[int]:
    """Where the lines of somebody's own units stand, or of the blocs these belong to: what they look for first in a long table."""
    units = set(reach(user).unit_ids) - {allocation.plan.unit_id}
    if not units:
        return set()
    rows = set(allocation.rows.of_table().filter(Q(unit__in=units) | Q(bloc__members__in=units)).values_list("pk", flat=True))
    return {order for order, line in enumerate(table.lines, 1) if line.key in rows}


def _for_the_office(allocation: Allocation, table: QuotaTable) -> dict[str, Any]:
    """What the approver looks at first: what changed, what a person wrote otherwise than the rule, what was said of rows."""
    return {
        "compared": compared(allocation, table),
        "by_hand": written_by_hand(allocation),
        "remarks": _remarks(allocation),
    }


def _remarks(allocation: Allocation) -> list[RowRemark]:
    """Only a returned table has any: they go when it is submitted again."""
    if allocation.status != Allocation.Status.RETURNED:
        return []
    return list(RowRemark.objects.filter(row__allocation=allocation).select_related("row"))


def rows_to_share(user: Any, allocation: Allocation) -> list[AllocationRow]:
    """The rows of the published table whose units this person may give places on for."""
    units = reach(user).unit_ids_with(SHARE)
    if allocation.status != Allocation.Status.PUBLISHED or not set(units) - {allocation.plan.unit_id}:
        return []
    return list(allocation.rows.filter(unit__in=units))


def rows_to_ask_for(user: Any, allocation: Allocation) -> list[tuple[Unit, AllocationRow]]:
    """My units with the rows of the published table that are theirs, or their bloc's: what they may ask to be adjusted."""
    if allocation.status != Allocation.Status.PUBLISHED:
        return []
    asking = set(reach(user).unit_ids_with(ASK)) - {allocation.plan.unit_id}  # the office changes its table itself
    if not asking:
        return []
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=asking)}
    mine = Q(unit__in=units) | Q(bloc__members__in=units)
    rows = allocation.rows.of_table().filter(mine).select_related("unit", "bloc").prefetch_related("bloc__members").distinct()
    return [
        (units[pk], row)
        for row in rows
        for pk in ([row.unit_id] if row.unit_id else [member.pk for member in row.bloc.members.all()])
        if pk in units
    ]


def bars(table: QuotaTable) -> list[tuple[str, int]]:
    """The units by their places, most first; equals stay in the order of the table."""
    return sorted(((line.label, sum(line.places)) for line in table.lines), key=lambda bar: -bar[1])


@require_POST
def allocation_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    allocation = visible_allocation(request, pk)
    link = reverse("conferences:allocation", args=[pk])
    return answer_move(request, allocation, name, table=ALLOCATION_BUTTONS, act=act, page=allocation_content, link=link)


@takes_fields(MOST_FIELDS)
def edit_allocation(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid. All faults at once and what was typed stays; saved by somebody meanwhile, both figures are shown."""
    allocation = visible_allocation(request, pk)
    if not request.user.has_perm(RIGHT, allocation):
        raise PermissionDenied
    if request.method == "GET" and allocation.status not in EDITABLE:
        messages.warning(request, f"Bảng phân bổ {allocation.get_status_display()}, không sửa được nữa.")
        return redirect("conferences:allocation", pk)
    form = _grid(allocation, request.POST or None)
    status, reasons = (422 if form.is_bound else 200), []
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            save_quotas(allocation, cells=form.cells, reasons=form.reasons, version=version, by=request.user)
            messages.success(request, "Đã lưu bảng phân bổ.")
            return redirect("conferences:allocation", pk)
        except Refused as refused:
            status, reasons = 409, refused.reasons
        except Overtaken:
            status, form = 409, _side_by_side(request, allocation, form)
    context = {**frame(request, allocation.plan), "allocation": allocation, "form": form, "reasons": reasons}
    context["stated"] = ", ".join(f"{name} {number(figure)}" for name, figure in stated_of(allocation))
    return render(request, "conferences/edit_allocation.html", context, status=status)


def stated_of(allocation: Allocation) -> list[tuple[str, int]]:
    """What the plan's prose says of the sums, as far as it says anything."""
    stated = [(name, getattr(allocation, f"stated_{key}")) for key, name in SUBJECT_NAMES.items()]
    return [(name, figure) for name, figure in stated if figure is not None]


def _grid(allocation: Allocation, data: Any) -> QuotaForm:
    return QuotaForm(data, table=table_of(allocation), shared=shared_cells(allocation), version=allocation.version)


def _side_by_side(request: HttpRequest, allocation: Allocation, mine: QuotaForm) -> QuotaForm:
    """What was typed, on the table as it stands now: saving again is then a choice made knowingly."""
    allocation.refresh_from_db()
    data = request.POST.copy()
    data["version"] = allocation.version
    form = _grid(allocation, data)
    form.compare(mine.cells)
    form.add_error(None, "Bảng vừa được người khác lưu. Số bạn gõ còn nguyên; xem các ô khác nhau rồi lưu lại.")
    return form
