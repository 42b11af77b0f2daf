"""The rule of one standard, or of one line of who may be nominated, is written beside its sentence."""

from __future__ import annotations

from collections.abc import Mapping
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


CRITERIA, ELIGIBLE = "criteria", "eligible"
CALLED = {CRITERIA: "Tiêu chuẩn", ELIGIBLE: "Dòng đối tượng"}


def sentences_of(data: Mapping[str, Any], of: str) -> list[dict[str, Any]]:
    """The sentences of a plan's data that may have a rule; a line that is a text alone as the map it stands for."""
    return [{"text": one} if isinstance(one, str) else one for one in data.get(of, [])]


@transaction.atomic
def save_rule(plan: Plan, place: int, data: dict[str, Any], *, version: str, by: User, of: str = CRITERIA) -> None:
    """Give the standard at `place` (from 1) this rule, or the line of who may be nominated; a rule of nothing takes it away.

    Raises NoRule with every fault, Overtaken when the sentence or its rule is no longer the one that was read (`version`),
    Refused when the plan has left the draft or the sentence is gone, PermissionDenied.
    """
    row = open_plan(plan, by=by)
    before = plan_data(row)
    sentences = sentences_of(before, of)
    if not 0 < place <= len(sentences):
        raise Refused([f"{CALLED[of]} này không còn trong kế hoạch: có người vừa bỏ."])
    stored = sentences[place - 1]
    rule = decode(data, catalogue(), stored.get("who", "")).as_data() if data else {}
    if rule == stored.get("rule", {}):
        return
    if version_of(stored) != version:
        raise Overtaken
    if of == CRITERIA:
        criterion = row.criteria.all()[place - 1]
        criterion.rule = rule
        criterion.save(update_fields=["rule"])
    else:
        line = {key: value for key, value in (stored | {"rule": rule}).items() if value}
        row.eligible[place - 1] = line if set(line) != {"text"} else line["text"]
        row.save(update_fields=["eligible"])
    keep_version(row, before, plan_data(row), by=by)
