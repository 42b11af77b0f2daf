"""What a plan asks of the reader's units: places, days, papers. Each number opens the list behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.calendar import months
from conferences.dues import dues
from conferences.facts import resolved
from conferences.models import Plan
from conferences.papers.references import references_of
from conferences.views.plans import frame, plan_dossiers, visible_plan
from nominations.models import Publication
from nominations.work import UnitTask, filings
from nominations.work import unit_tasks as tasks_of
from portal import clock


@require_safe
def unit_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    around, tasks = frame(request, plan), tasks_of(request.user, plan)
    lines = [*plan.dossier, plan.late]
    facts = references_of(plan) if any("{" in line for line in lines) else {}
    may_draft = request.user.has_perm("nominations.draft_dossier")
    context = {
        **around,
        "open_filings": [one for one in filings(request.user) if one.plan == plan and one.is_open] if may_draft else [],
        "tasks": [(task, _figures(plan, task)) for task in tasks],
        "months": months(dues(Plan.objects.filter(pk=pk)), clock.today(), mark=False),
        "publications": Publication.objects.visible_to(request.user).filter(plan=plan),
        "papers": [resolved(line, facts) for line in plan.dossier],
        "late": resolved(plan.late, facts),
    }
    return render(request, "nominations/unit_tasks.html", context)


def _figures(plan: Plan, task: UnitTask) -> list[dict[str, Any]]:
    """Each category with its two figures and where they lead: the table of quotas, the unit's dossiers."""
    dossiers = f"{plan_dossiers(plan)}&unit={task.unit.pk}"
    return [
        {
            "place": place,
            "row": place.quota.row,
            "table": reverse("conferences:allocation", args=[place.quota.row.allocation_id]),
            "made": made,
            "dossiers": f"{dossiers}&category={place.quota.category_id}",
        }
        for place, made in task.places
    ]
