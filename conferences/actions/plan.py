"""What happens to a plan beyond its moves."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from conferences.actions.allocation import people_of
from conferences.actions.amendment import take_place
from conferences.actions.unit_tasks import tell_tasks
from conferences.flow import ISSUE, PLAN_MOVES
from conferences.models import Allocation, AllocationRow, Plan
from conferences.papers import PAPERS, TITLE_PAPER, head, insert_name
from conferences.rules import stated_number_is_next
from organizations.models import User
from papers.actions import issue
from papers.paper import Paper
from portal import clock
from portal.models import MoveRecord
from portal.moves import Refused, perform
from portal.notices import tell

TYPE = "KH"


@transaction.atomic
def pause_plan(plan: Plan, name: str, *, by: User, note: str) -> MoveRecord:
    """Suspend the plan, or resume it (`name` is the move); whoever has places is told, the reason inside the portal only."""
    record = perform(plan, next(move for move in PLAN_MOVES if move.name == name), by=by, note=note)
    if record.pressed_again:
        return record
    rows = AllocationRow.objects.filter(allocation__plan=plan, allocation__status=Allocation.Status.PUBLISHED)
    verb = "tạm dừng" if name == "suspend" else "được tiếp tục thực hiện"
    tell(
        people_of(rows.select_related("unit", "bloc").prefetch_related("bloc__members")),
        title=f"Kế hoạch {plan.number} {verb}",
        inside=f"Lý do: {note}",
        link=reverse("conferences:plan", args=[plan.pk]),
    )
    return record


@transaction.atomic
def issue_plan(plan: Plan, *, on: date | None, by: User, drop_stated: bool = False) -> MoveRecord:
    """The clerk issues: the next number of the body's series, its papers frozen, the plan out of the office; all or nothing.

    A new version of a plan takes that plan's place. `drop_stated` gives up a number that the plan came with. Raises what `perform` and `papers.actions.issue` raise.
    """
    record = perform(plan, ISSUE, by=by)
    if record.pressed_again:
        return record
    row = Plan.objects.select_related("unit").get(pk=plan.pk)
    replaced = Plan.objects.select_for_update().filter(pk=row.version_of_id).first()

    def build(number: str, day: date) -> Paper:
        if not drop_stated and (reasons := stated_number_is_next(row, number)):
            raise Refused(reasons)
        row.number, row.date = number, day
        row.save()  # the builder reads the plan as it stands
        return PAPERS[TITLE_PAPER].build(row, at=clock.now())

    row.paper = issue(
        build,
        unit=row.unit,
        type_code=TYPE,
        symbol=f"{TYPE}-{head.symbol(row)}",
        on=on,
        by=by,
        replaces=replaced.paper if replaced else None,
        reason="Điều chỉnh kế hoạch" if replaced and replaced.paper else "",
        inserts=lambda: _inserts(row),
    )
    row.save(update_fields=["paper"])
    record.note = f"Số {row.number}"
    record.save(update_fields=["note"])
    plan.number, plan.date, plan.paper = row.number, row.date, row.paper
    if replaced:
        take_place(row, replaced, by=by)
        plan.refresh_from_db()
    else:
        tell_tasks(row)
    return record


def _inserts(plan: Plan) -> dict[str, Paper]:
    """What goes with the plan and has no number of its own (agenda, table), by name; built once the number stands."""
    things = {name: kind.thing(plan) for name, kind in PAPERS.items() if name != TITLE_PAPER}
    present = {name: thing for name, thing in things.items() if thing is not None}
    return {insert_name(name, thing): PAPERS[name].build(thing, at=clock.now()) for name, thing in present.items()}
