"""What a page shows of a plan's findings."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from conferences.actions.editing import RIGHT
from conferences.actions.findings import ACCEPT
from conferences.actions.plan_writing import OPEN_PLAN
from conferences.checking import SEVERITIES, Finding
from conferences.editing.parts import Part
from conferences.models import Plan
from conferences.plan_check import NEVER_ACCEPTED, check_plan, data_to_check
from conferences.plan_parts import outline
from conferences.rules import BEFORE_ISSUE
from portal import clock

STEP = re.compile(r"[.\[]")  # parts the words of a path
FACES = {  # where a place of the plan file is shown
    "quotas": "table",
    "conferences": "conferences:conference",
    "speeches": "conferences:conference",
    "criteria": "conferences:criteria",
    "categories": "conferences:criteria",
    "eligible": "conferences:criteria",
}


def findings_context(request: HttpRequest, plan: Plan, data: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Open findings by severity and the accepted ones, each with where it leads; nothing once the plan has left the office.

    `data` are the plan's, where they have been read already; `more` as `check_plan` takes it.
    """
    if plan.status not in BEFORE_ISSUE:
        return {"checked": None}
    data = data_to_check(plan, data)
    checked = check_plan(plan, clock.now(), data, **more)
    parts = _editor_parts(plan, data) if request.user.has_perm(RIGHT, plan) and plan.status in OPEN_PLAN else []
    table = plan.allocations.current()
    shown = [(finding, _in_editor(plan, parts, finding) or _on_face(plan, table, finding)) for finding in checked.open]
    return {
        "checked": checked,
        "groups": [(label, [one for one in shown if one[0].severity == name]) for name, label in SEVERITIES.items()],
        "may_accept": request.user.has_perm(ACCEPT, plan),
        "never_accepted": NEVER_ACCEPTED,
    }


def _editor_parts(plan: Plan, data: dict[str, Any]) -> list[Part]:
    """The parts of the editor, the innermost first."""
    parts = [entry.part for _, entries in outline(plan, data).groups for entry in entries]
    return sorted(parts, key=lambda part: -len(part.path))


def _in_editor(plan: Plan, parts: list[Part], finding: Finding) -> str:
    """The part of the editor in which the place of a finding is typed."""
    for part in parts:
        inside = finding.where.removeprefix(part.path).lstrip(".") if _is_within(finding.where, part.path) else None
        if inside == "" or (inside and STEP.split(inside, maxsplit=1)[0] in part.keys):
            return reverse("conferences:edit-part", args=[plan.pk, part.name])
    return ""


def _is_within(where: str, path: str) -> bool:
    return not path or where == path or where.startswith(f"{path}.")


def _on_face(plan: Plan, table: Any, finding: Finding) -> str:
    """The face of the plan on which the place of a finding is seen."""
    face = FACES.get(STEP.split(finding.where, maxsplit=1)[0], "conferences:plan")
    if face == "table":
        return reverse("conferences:allocation", args=[table.pk]) if table else reverse("conferences:plan", args=[plan.pk])
    return reverse(face, args=[plan.pk])
