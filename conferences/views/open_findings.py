"""What a page shows of a plan's findings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from conferences.actions.findings import ACCEPT
from conferences.checking import SEVERITIES, Finding
from conferences.models import Plan
from conferences.plan_check import NEVER_ACCEPTED, check_plan
from conferences.rules import BEFORE_ISSUE
from portal import clock

FACES = {  # where a place of the plan file is shown
    "quotas": "table",
    "conferences": "conferences:conference",
    "speeches": "conferences:conference",
    "criteria": "conferences:criteria",
    "categories": "conferences:criteria",
    "eligible": "conferences:criteria",
}


def findings_context(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Open findings by severity and the accepted ones, each with where it leads; nothing once the plan has left the office."""
    if plan.status not in BEFORE_ISSUE:
        return {"checked": None}
    checked = check_plan(plan, clock.now())
    table = plan.allocations.current()
    shown = [(finding, link(plan, table, finding)) for finding in checked.open]
    return {
        "checked": checked,
        "groups": [(label, [one for one in shown if one[0].severity == name]) for name, label in SEVERITIES.items()],
        "may_accept": request.user.has_perm(ACCEPT, plan),
        "never_accepted": NEVER_ACCEPTED,
    }


def link(plan: Plan, table: Any, finding: Finding) -> str:
    """The face of the plan on which the place of a finding is seen."""
    face = FACES.get(finding.where.partition(".")[0].partition("[")[0], "conferences:plan")
    if face == "table":
        return reverse("conferences:allocation", args=[table.pk]) if table else reverse("conferences:plan", args=[plan.pk])
    return reverse(face, args=[plan.pk])
