"""What happens to a plan beyond its moves."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from conferences.flow import NUMBER
from conferences.models import Plan
from conferences.rules import number_fits
from organizations.models import Unit, User
from portal import clock
from portal.fields import screen_date
from portal.moves import Refused, perform


@transaction.atomic
def number_plan(plan: Plan, *, number: str, on: date, by: User) -> Plan:
    """The clerk gives number and date after signature; one number of an office at a time."""
    Unit.objects.select_for_update().get(pk=plan.unit_id)
    perform(plan, NUMBER, by=by, note=f"Số {number}, ngày {screen_date(on)}")
    row = Plan.objects.get(pk=plan.pk)
    reasons = number_fits(row, number, on, clock.now())
    if reasons:
        raise Refused(reasons)
    row.number, row.date = number, on
    row.save()
    return row
