"""What happens to a plan beyond its moves."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from conferences.flow import ISSUE
from conferences.models import Plan
from conferences.papers import PAPERS, TITLE_PAPER, head, insert_name
from conferences.rules import stated_number_is_next
from organizations.models import User
from papers.actions import issue
from papers.paper import Paper
from portal import clock
from portal.models import MoveRecord
from portal.moves import Refused, perform

TYPE = "KH"


@transaction.atomic
def issue_plan(plan: Plan, *, on: date | None, by: User, drop_stated: bool = False) -> MoveRecord:
    """The clerk issues: the next number of the body's series, its papers frozen, the plan out of the office; all or nothing.

    `drop_stated` gives up a number that the plan came with. Raises what `perform` and `papers.actions.issue` raise.
    """
    record = perform(plan, ISSUE, by=by)
    if record.pressed_again:
        return record
    row = Plan.objects.select_related("unit").get(pk=plan.pk)

    def build(number: str, day: date) -> Paper:
        if not drop_stated and (reasons := stated_number_is_next(row, number)):
            raise Refused(reasons)
        row.number, row.date = number, day
        row.save()  # the builder reads the plan as it stands
        return PAPERS[TITLE_PAPER].build(row, at=clock.now())

    row.paper = issue(
        build, unit=row.unit, type_code=TYPE, symbol=f"{TYPE}-{head.symbol(row)}", on=on, by=by, inserts=lambda: _inserts(row)
    )
    row.save(update_fields=["paper"])
    record.note = f"Số {row.number}"
    record.save(update_fields=["note"])
    plan.number, plan.date, plan.paper = row.number, row.date, row.paper
    return record


def _inserts(plan: Plan) -> dict[str, Paper]:
    """What goes with the plan and has no number of its own (agenda, table), by name; built once the number stands."""
    things = {name: kind.thing(plan) for name, kind in PAPERS.items() if name != TITLE_PAPER}
    present = {name: thing for name, thing in things.items() if thing is not None}
    return {insert_name(name, thing): PAPERS[name].build(thing, at=clock.now()) for name, thing in present.items()}
