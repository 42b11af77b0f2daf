"""What every page of the editor asks first, and what stands around the part that is being written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from conferences.actions.editing import RIGHT
from conferences.actions.plan_writing import OPEN_PLAN
from conferences.models import Plan, PlanPresence
from conferences.papers.plan import paper_of_whole
from conferences.papers.references import references
from conferences.plan_parts import outline
from conferences.querysets import table_of, table_to_print
from conferences.views.plans import named, visible_plan
from portal import clock


def drafted_plan(request: HttpRequest, pk: int) -> Plan:
    """The plan, to whoever may draft it; 404 and 403 as everywhere."""
    plan = visible_plan(request, pk)
    if not request.user.has_perm(RIGHT, plan):
        raise PermissionDenied
    return plan


def is_open(plan: Plan) -> bool:
    return plan.status in OPEN_PLAN


def beside(plan: Plan, data: Mapping[str, Any]) -> dict[str, Any]:
    """The outline, and the paper, of a plan that `whole_plan` has just read."""
    paper = paper_of_whole(plan, at=clock.now())
    return {"plan": plan, "outline": outline(plan, data), "paper": paper, "blocks": named(paper.body)}


def offered_facts(plan: Plan) -> list[tuple[str, str]]:
    """What a text may name in braces, with what it will print."""
    table = table_to_print(plan)
    return list(references(plan, table_of(table) if table else None).items())


def time_now() -> str:
    """21:04:05 by the portal's clock."""
    return f"{timezone.localtime(clock.now()):%H:%M:%S}"


def who_else(others: Sequence[PlanPresence]) -> list[str]:
    """ "Trần Văn B (Chương trình), lúc 08:05": by the server's own clock."""
    return [
        f"{one.user.get_full_name() or one.user.get_username()}"
        + (f" ({one.part})" if one.part else "")
        + f", lúc {timezone.localtime(one.seen + clock.shift()):%H:%M}"
        for one in others
    ]
