"""The approver answers for a finding, and may take the answer back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.models import AcceptedFinding, Plan
from conferences.plan_check import check_plan
from conferences.rules import acceptance_may_be_withdrawn, finding_may_be_accepted
from organizations.models import User
from portal import clock
from portal.moves import Refused, write_down

ACCEPT = "conferences.accept_finding"


@transaction.atomic
def accept_finding(plan: Plan, key: str, *, reason: str, by: User) -> AcceptedFinding:
    """Accept the open finding named by `key`, with a reason. Raises PermissionDenied, or Refused with all reasons."""
    row = _locked(plan, by)
    checked = check_plan(row, clock.now())
    if reasons := finding_may_be_accepted(row, checked, key, reason):
        raise Refused(reasons)
    finding = next(one for one in checked.open if one.key == key)
    return row.accepted_findings.create(
        code=finding.code, where=finding.where, says=finding.says, reason=reason.strip(), by=by, at=clock.now()
    )


@transaction.atomic
def withdraw_acceptance(plan: Plan, pk: int | None, *, by: User) -> None:
    """Open an accepted finding again; nothing where it is open already. Raises PermissionDenied, or Refused with all reasons.

    The plan's journal keeps what was answered for, by whom and why.
    """
    row = _locked(plan, by)
    accepted = row.accepted_findings.select_related("by").filter(pk=pk).first()
    if accepted is None:
        return
    if reasons := acceptance_may_be_withdrawn(row):
        raise Refused(reasons)
    note = f"{accepted.says}\nĐã chấp nhận: {accepted.by}, {accepted.reason}"
    write_down(row, "withdraw", "Rút lại chấp nhận", by=by, note=note)
    accepted.delete()


def _locked(plan: Plan, by: User) -> Plan:
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    if not by.has_perm(ACCEPT, row):
        raise PermissionDenied
    return row
