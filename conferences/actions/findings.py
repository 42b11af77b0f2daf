"""The approver answers for a finding."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.models import AcceptedFinding, Plan
from conferences.plan_check import check_plan
from conferences.rules import finding_may_be_accepted
from organizations.models import User
from portal import clock
from portal.moves import Refused

ACCEPT = "conferences.accept_finding"


@transaction.atomic
def accept_finding(plan: Plan, key: str, *, reason: str, by: User) -> AcceptedFinding:
    """Accept the open finding named by `key`, with a reason. Raises PermissionDenied, or Refused with all reasons."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    if not by.has_perm(ACCEPT, row):
        raise PermissionDenied
    checked = check_plan(row, clock.now())
    if reasons := finding_may_be_accepted(row, checked, key, reason):
        raise Refused(reasons)
    finding = next(one for one in checked.open if one.key == key)
    return row.accepted_findings.create(
        code=finding.code, where=finding.where, says=finding.says, reason=reason.strip(), by=by, at=clock.now()
    )
