"""Last year's plan becomes the draft of another year's."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.actions.editing import RIGHT
from conferences.actions.plan_writing import write
from conferences.models import AllocationRow, Plan
from conferences.plan_file.moved import moved
from conferences.plan_file.shape import PLAN, YEAR
from conferences.plan_rows import plan_data
from organizations.models import Unit, User
from portal.moves import Refused


@transaction.atomic
def copy_plan(plan: Plan, *, year: int, by: User) -> Plan:
    """A new draft of the same office without number and date, everything dated moved to `year` and named in its notes.

    The plan itself stays as it is. Raises PermissionDenied without the right to draft plans of the office, Refused for a
    year that is none.
    """
    if not by.has_perm(RIGHT, plan):
        raise PermissionDenied
    if not YEAR.least < year < YEAR.most:
        raise Refused([f"Năm {year} ngoài khoảng cho phép (từ {YEAR.least + 1} đến {YEAR.most - 1})."])
    data = moved(plan_data(plan), year)
    rows = _rows(plan)
    if notes := data.get("notes", []) + _of_units_that_ended(rows):
        data["notes"] = notes
    copy = Plan(unit=plan.unit)
    write(copy, data, PLAN.keys, reason=f"Chép từ {plan}"[:100], by=by, **units_of(plan))
    return copy


def units_of(plan: Plan) -> dict[str, Any]:
    """The units that a plan names, as `write` takes them."""
    issuers = [issuer.unit for issuer in plan.issuers.select_related("unit")]
    return {"issuers": issuers, "targets": {row.label: row.unit for row in _rows(plan) if row.unit}}


def _rows(plan: Plan) -> list[AllocationRow]:
    table = plan.allocations.current()
    return list(table.rows.select_related("unit")) if table else []


def _of_units_that_ended(rows: list[AllocationRow]) -> list[dict[str, str]]:
    return [
        {"where": f"quotas.rows[{place}]", "says": f"“{row.label}” {row.unit.get_status_display()}; hãy xem lại."}
        for place, row in enumerate(rows, 1)
        if row.unit and row.unit.status != Unit.Status.ACTIVE
    ]
