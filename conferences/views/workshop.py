"""The workshop: a table is shared by a rule; everything is worked out here, the page only shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conferences.actions import save_sharing
from conferences.actions.allocation import EDITABLE
from conferences.apportionment import METHODS, Unshareable
from conferences.forms.workshop import ASKED_BY_KIND, WorkshopForm, stored
from conferences.models import Allocation
from conferences.sharing_rule import FIGURES, KINDS, PROPORTIONAL, PoolWorking, Rule, by_methods, decode, rounded, worked_pools
from conferences.views.allocations import MOST_FIELDS, RIGHT, visible_allocation
from conferences.views.plans import frame
from conferences.weights import Figures, members_on, newest_day, row_key, rows_to_share, shared_categories, shared_rows
from conferences.workshop import compared, composition, parts, per_thousand, sums
from portal import clock
from portal.fields import number as format_number
from portal.large_forms import takes_fields
from portal.moves import Overtaken, Refused

SAVED_MEANWHILE = "Bảng vừa được người khác lưu. Những gì bạn gõ còn nguyên; xem cột “Đang ghi” rồi lưu lại."


@takes_fields(MOST_FIELDS)
def workshop(request: HttpRequest, pk: int) -> HttpResponse:
    """Opened, tried (nothing is written) or saved; what was typed stays in each case."""
    allocation = visible_allocation(request, pk)
    if not request.user.has_perm(RIGHT, allocation):
        raise PermissionDenied
    if request.method != "POST" and allocation.status not in EDITABLE:
        messages.warning(request, f"Bảng phân bổ {allocation.get_status_display()}, không sửa được nữa.")
        return redirect("conferences:allocation", pk)
    desk = Desk(allocation, request.POST if request.method == "POST" else None)
    reasons: list[str] = []
    status = 422 if request.method == "POST" and desk.form.errors else 200
    if "save" in request.POST and desk.may_be_saved:
        try:
            save_sharing(allocation, **desk.to_save, by=request.user)
            messages.success(request, "Đã lưu bảng phân bổ theo cách chia.")
            return redirect("conferences:allocation", pk)
        except Refused as refused:
            status, reasons = 409, refused.reasons
        except Overtaken:
            status, desk = 409, _again(request, allocation)
    elif "save" in request.POST:
        status = 422
    context = {**frame(request, allocation.plan), "allocation": allocation, "desk": desk, "form": desk.form, "reasons": reasons}
    return render(request, "conferences/workshop.html", context | desk.shown, status=status)


def _again(request: HttpRequest, allocation: Allocation) -> Desk:
    """What was typed, on the table as it stands now: saving again is then a choice made knowingly."""
    allocation.refresh_from_db()
    data = request.POST.copy()
    data["version"] = allocation.version
    desk = Desk(allocation, data)
    desk.form.add_error(None, SAVED_MEANWHILE)
    return desk


class Desk:
    """What was typed for a table, and what comes of it as far as it can be worked out."""

    def __init__(self, allocation: Allocation, data: Mapping[str, Any] | None) -> None:
        self.allocation, self.rows = allocation, rows_to_share(allocation)
        self.categories = list(allocation.plan.categories.all())
        if data is None:
            data = stored(allocation, self.categories, self.rows, newest_day(self.rows, clock.today()))
        self.form = WorkshopForm(data, categories=self.categories, rows=self.rows)
        self.form.is_valid()
        day = self.form.cleaned_data.get("on")
        self.weights: dict[int, Figures] = self.form.weights(members_on(self.rows, day) if day else {})
        self.columns, self.claims = shared_categories(self.categories), shared_rows(self.rows, self.weights)
        self.rule, self.pools = self._worked()

    def _worked(self) -> tuple[Rule | None, list[PoolWorking]]:
        try:
            rule = decode(self.form.rule, self.columns, self.claims)
        except Unshareable as wrong:
            self.form.place_faults(wrong.faults)
            return None, []
        pools, faults = worked_pools(rule, self.columns, self.claims)
        self.form.place_faults(faults)
        return rule, pools

    # --- saving

    @property
    def may_be_saved(self) -> bool:
        """Asks for the reason of each figure that was changed by hand."""
        reasons = self.form.reasons
        for (row, category), places in self.form.changed_by_hand.items():
            given = self.shared.get((row, category))
            if given not in (None, places) and not reasons[row, category] and f"reason-{row}-{category}" not in self.form.errors:
                self.form.add_error(f"reason-{row}-{category}", f"theo cách chia là {given}, ghi {places}; hãy ghi lý do.")
        return not self.form.errors

    @property
    def to_save(self) -> dict[str, Any]:
        typed = self.form
        cells = {"cells": typed.changed_by_hand, "reasons": typed.reasons}
        return {"rule": typed.rule, "weights": self.weights, "version": typed.cleaned_data["version"]} | cells

    # --- showing

    @cached_property
    def shared(self) -> dict[tuple[int, int], int]:
        """What the rule gives, by the keys of row and category."""
        rows = {row_key(row): row.pk for row in self.rows}
        columns = {category.key: category.pk for category in self.categories}
        return {(rows[row], columns[key]): count for pool in self.pools for (row, key), count in pool.cells.items()}

    @cached_property
    def places(self) -> dict[tuple[int, int], int]:
        """What would be saved: the rule's figures with the changes by hand."""
        return self.shared | self.form.changed_by_hand

    @property
    def shown(self) -> dict[str, Any]:
        """The parts of the page."""
        places = self.places
        total = sum(places.values())
        return {
            "pool_cards": [card_of(self, number, at) for at, number in enumerate(self.form.pools)],
            "groups": [self.form[f"group-{category.pk}"] for category in self.categories],
            "own_column": [(row, self.form[f"weight-{row.pk}"]) for row in self.rows],
            "not_shared": len(self.pools) < len(self.form.pools),
            "sums": sums(self.allocation, self.categories, places),
            "composition": composition(self.allocation, total),
            "parts": parts(self.rows, places, self.weights),
            "per_thousand": per_thousand(self.rows, places, self.weights),
        }


# --- a pool ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One figure: what the rule gives, what is typed instead, what stands in the table now."""

    shared: int | None
    now: int
    field: Any
    reason: Any
    by_hand: bool


@dataclass(frozen=True)
class Line:
    label: str
    weight: int | None
    exact: str
    least: Any
    most: Any
    cells: list[Cell]


@dataclass(frozen=True)
class Card:
    """A pool as the page shows it."""

    number: int
    name: str
    categories: list[Any]
    settings: list[Any]
    bounds: list[Any]
    figure: str
    lines: list[Line]
    foot: list[tuple[int | None, int | None]]
    last: str = ""
    after: str = ""
    methods: list[str] = field(default_factory=list)
    compared: list[Any] = field(default_factory=list)


def card_of(desk: Desk, number: int, at: int) -> Card:
    form, members = desk.form, desk.form.pools[number]
    kind = form[f"kind-{number}"].value()
    kind = kind if kind in KINDS else PROPORTIONAL
    asked = [*ASKED_BY_KIND[kind]]
    if len(members) > 1 and "method" not in asked:
        asked.append("method")
    worked = next((one for one in desk.pools if desk.rule and one.pool is desk.rule.pools[at]), None)
    figure = form[f"figure-{number}"].value()
    figure = figure if figure in FIGURES else "total"
    shared, places = desk.shared, desk.places
    lines = [_line(desk, number, members, row, worked, figure, shared) for row in desk.rows]
    foot = [
        (sum(shared[row.pk, one.pk] for row in desk.rows), sum(places[row.pk, one.pk] for row in desk.rows)) if worked else (None, None)
        for one in members
    ]
    shares = ("least-share", "most-share") if kind == PROPORTIONAL else ()
    return Card(
        number=number,
        name=" hoặc ".join(category.label for category in members),
        categories=members,
        settings=[form[f"{name}-{number}"] for name in ("kind", *asked)]
        + [form[f"split-{number}-{category.pk}"] for category in (members if len(members) > 1 else ())],
        bounds=[form[f"{name}-{number}"] for name in ("least", "most", *shares)],
        figure=FIGURES[figure],
        lines=lines,
        foot=foot,
        **(_working(desk, worked, at) if worked and worked.sharing else {}),
    )


def _line(desk: Desk, number: int, members: list[Any], row: Any, worked: PoolWorking | None, figure: str, shared: dict) -> Line:
    form, key = desk.form, row_key(row)
    exact = worked.lines[key].exact if worked and worked.sharing else worked.exact.get(key) if worked else None
    now = {quota.category_id: quota.places for quota in row.quotas.all()}
    cells = []
    for category in members:
        given, typed = shared.get((row.pk, category.pk)), form.cleaned_data.get(f"places-{row.pk}-{category.pk}")
        reason = form[f"reason-{row.pk}-{category.pk}"]
        if given is not None:
            form.fields[f"places-{row.pk}-{category.pk}"].widget.attrs["placeholder"] = format_number(given)
        by_hand = given is not None and typed not in (None, given)
        cells.append(Cell(given, now.get(category.pk, 0), form[f"places-{row.pk}-{category.pk}"], reason, by_hand))
    return Line(
        label=row.label,
        weight=desk.weights[row.pk].get(figure),
        exact="" if exact is None else rounded(exact),
        least=form[f"least-{number}-{row.pk}"],
        most=form[f"most-{number}-{row.pk}"],
        cells=cells,
    )


def _working(desk: Desk, worked: PoolWorking, at: int) -> dict[str, Any]:
    """Who won the last place, who would get one more, and the five methods side by side."""
    order, labels = worked.order(), {row.key: row.label for row in worked.rows}
    return {
        "last": order[-1][0].label if order else "",
        "after": worked.runner_up.label if worked.runner_up else "",
        "methods": [method.label for method in METHODS.values()],
        "compared": compared(by_methods(desk.rule, at, desk.columns, desk.claims), labels, worked.pool.method),
    }


