"""Tells the units what a plan that has just been issued asks of them: one notice and one letter for each person."""

from __future__ import annotations

from django.urls import reverse

from conferences.actions.allocation import people_at, people_of
from conferences.dues import dues
from conferences.models import Allocation, Plan
from organizations.models import Unit, User
from portal.fields import padded, weekday_date
from portal.notices import tell

LATER = "Chỉ tiêu của đơn vị được báo khi công bố bảng phân bổ."


def tell_tasks(plan: Plan) -> None:
    """Whoever files at the units of the table, or at members of its blocs; a plan without a table goes to everybody below.

    Places are told when the table is published. The letter holds days and numbers only: what the office typed stays inside
    the portal.
    """
    table = plan.allocations.current()
    found = dues(Plan.objects.filter(pk=plan.pk))
    lines = [f"- {due.label}: {weekday_date(due.day)}." for due in found]
    papers = f"- Hồ sơ gồm {padded(len(plan.dossier))} loại giấy tờ" if plan.dossier else ""
    if papers:
        papers += f", lập {padded(plan.dossier_copies)} bộ." if plan.dossier_copies else "."
    tell(
        _concerned(plan, table),
        title=f"Kế hoạch {plan.number}: việc của đơn vị",
        text="\n".join(line for line in (*lines, papers, LATER if table else "") if line),
        link=reverse("nominations:unit-tasks", args=[plan.pk]),
    )


def _concerned(plan: Plan, table: Allocation | None) -> list[User]:
    if table is None:
        return people_at(Unit.objects.filter(path__startswith=plan.unit.path, depth=plan.unit.depth + 1))
    return people_of(table.rows.select_related("unit", "bloc").prefetch_related("bloc__members"))
