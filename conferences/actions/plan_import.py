"""A plan file becomes rows: a new draft, or a draft that is written anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from conferences.actions.plan_units import UnitFinder
from conferences.actions.plan_writing import OPEN_PLAN, OPEN_TABLE, write
from conferences.honours import catalogue
from conferences.models import Plan
from conferences.plan_file import Faulty, PlanFile
from conferences.plan_file.sense import unknown_honours
from conferences.plan_file.shape import PLAN
from organizations.models import Unit, User
from portal.moves import Refused

REASON = "Nhập từ tệp kế hoạch"


@dataclass(frozen=True)
class Imported:
    """The plan, whether it is new, and what was done besides that somebody should know."""

    plan: Plan
    is_new: bool
    said: list[str]


@transaction.atomic
def import_plan(file: PlanFile, *, create_units: bool = False, by: User | None = None) -> Imported:
    """Write all of the file or nothing. Raises Faulty with every fault, Refused when the plan has left the draft.

    The same lead issuer, number and year (or, without a number, the same title among drafts) is the same plan.
    """
    finder = UnitFinder(file.data, create=create_units)
    issuers = finder.issuers()
    targets = finder.targets(issuers[0]) if issuers else {}
    faults = file.faults + file.located([*finder.findings, *unknown_honours(file.data, catalogue())])
    if faults:
        raise Faulty(faults)
    lead = Unit.objects.select_for_update().get(pk=issuers[0].pk)  # two imports of one office wait for each other
    plan = _draft_of(lead, file.data)
    is_new = plan.pk is None
    said = write(plan, file.data, PLAN.keys, reason=REASON, by=by, issuers=issuers, targets=targets)
    return Imported(plan, is_new, finder.said + said)


# --- the plan itself ------------------------------------------------------------------------------------------------


def _draft_of(lead: Unit, data: dict[str, Any]) -> Plan:
    """The draft to write anew, or a new one."""
    number, day = data.get("number", ""), data.get("date")
    if number and not number.startswith("/"):
        year = {"date__year": day.year} if day else {"date": None}
        found = Plan.objects.filter(unit=lead, number=number, **year)
    else:
        unnumbered = Plan.objects.filter(unit=lead, number="") | Plan.objects.filter(unit=lead, number__startswith="/")
        found = unnumbered.filter(title=data["title"], status__in=OPEN_PLAN)
    plans = list(found.select_for_update().order_by("pk"))
    if len(plans) > 1:
        ids = ", ".join(str(plan.pk) for plan in plans)
        raise Refused([f"Có {len(plans)} kế hoạch cùng số hoặc cùng trích yếu (id {ids}), không biết cập nhật kế hoạch nào."])
    plan = plans[0] if plans else Plan(unit=lead)
    if plan.pk and plan.status not in OPEN_PLAN:
        raise Refused([f"Kế hoạch {plan.number} (id {plan.pk}) {plan.get_status_display()}, không nhập đè được."])
    if plan.pk:
        _hold_tables(plan)
    return plan


def _hold_tables(plan: Plan) -> None:
    """Locked before anything is written: a table that is being submitted stays, and stops the import."""
    settled = [table for table in plan.allocations.select_for_update() if table.status not in OPEN_TABLE]
    if settled:
        raise Refused([f"{settled[0]} của kế hoạch {settled[0].get_status_display()}, không nhập đè được."])
