"""The rule of one standard is written beside its sentence."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from conferences.actions.editing import open_plan
from conferences.actions.plan_versions import keep_version
from conferences.criterion_rule import decode
from conferences.editing.parts import version_of
from conferences.honours import catalogue
from conferences.models import Plan
from conferences.plan_rows import plan_data
from organizations.models import User
from portal.moves import Overtaken, Refused


@transaction.atomic
def save_rule(plan: Plan, place: int, data: dict[str, Any], *, version: str, by: User) -> None:
    """Give the standard at `place` (from 1) this rule; a rule of nothing takes it away.

    Raises NoRule with every fault, Overtaken when the standard or its rule is no longer the one that was read (`version`),
    Refused when the plan has left the draft or the standard is gone, PermissionDenied.
    """
    row = open_plan(plan, by=by)
    before = plan_data(row)
    criteria = before.get("criteria", [])
    if not 0 < place <= len(criteria):
        raise Refused(["Tiêu chuẩn này không còn trong kế hoạch: có người vừa bỏ."])
    stored = criteria[place - 1]
    rule = decode(data, catalogue(), stored["who"]).as_data() if data else {}
    if rule == stored.get("rule", {}):
        return
    if version_of(stored) != version:
        raise Overtaken
    criterion = row.criteria.all()[place - 1]
    criterion.rule = rule
    criterion.save(update_fields=["rule"])
    keep_version(row, before, plan_data(row), by=by)
