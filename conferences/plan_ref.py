"""How the command line names a plan: by its number or its id."""

from __future__ import annotations

from conferences.models import Plan
from portal.fields import clean_text, screen_date
from portal.keys import as_key


class NoSuchPlan(Exception):
    """No plan, or more than one; the message is a sentence."""


def plan_by_ref(ref: str) -> Plan:
    """The one plan with this number (`154/KH-LĐLĐ`) or id."""
    try:
        wanted = clean_text(ref)
    except ValueError as error:
        raise NoSuchPlan(str(error)) from error
    found = list(Plan.objects.select_related("unit").filter(number=wanted).order_by("pk"))
    if not found:
        found = list(Plan.objects.filter(pk=as_key(wanted)))
    if len(found) == 1:
        return found[0]
    if not found:
        raise NoSuchPlan(f"Không có kế hoạch nào có số hoặc id “{wanted}”.")
    candidates = "\n".join(f"  id {plan.pk}: {_described(plan)}" for plan in found)
    raise NoSuchPlan(f"Có {len(found)} kế hoạch số {wanted}, hãy gọi bằng id:\n{candidates}")


def _described(plan: Plan) -> str:
    day = screen_date(plan.date) if plan.date else "chưa có ngày"
    return f"{plan.unit.label}, {day}, {plan.get_status_display()}: {plan.title}"
