"""Decisions that correct or revoke names of an issued one: drafted like any other, and what they change when they are issued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from nominations.actions.asking import ask
from nominations.actions.awarded import correct_achievements, take_back_achievements
from nominations.actions.drafts import own_draft
from nominations.amendments import amendment_is_ready, may_be_amended
from nominations.models import Decision, DecisionLine, LineChange
from organizations.models import User
from portal.moves import Refused

Changes = Iterable[LineChange]  # not stored yet, each with its line


@transaction.atomic
def draft_amendment(old: Decision, *, kind: str, changes: Changes, by: User, whole: bool = False, reason: str = "", grounds: Sequence[str] = ()) -> Decision:
    """Begin a decision that corrects or revokes names of `old`, all of them where it is `whole`."""
    decision = Decision(plan=old.plan, kind=kind, old=old, whole=whole, award=old.award, award_form=old.award_form, created_by=by)
    ask("nominations.draft_decision", decision, by)
    if reasons := may_be_amended(old):
        raise Refused(reasons)
    _write(decision, changes, {"reason": reason, "grounds": list(grounds)})
    return decision


@transaction.atomic
def save_amendment(decision: Decision, *, changes: Changes, version: int, by: User, reason: str = "", grounds: Sequence[str] = ()) -> Decision:
    """Change a draft or a returned one. Raises Overtaken when `version` is no longer the stored one."""
    row = own_draft(decision, version, by)
    row.version += 1
    row.changes.all().delete()
    _write(row, changes, {"reason": reason, "grounds": list(grounds)})
    return row


def _write(decision: Decision, changes: Changes, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(decision, name, value)
    decision.save()
    if decision.whole:
        changes = [LineChange(line=line, reason=decision.reason[:500]) for line in decision.old.lines.standing()]
    for change in changes:
        change.decision, change.previous = decision, change.line.corrected
    LineChange.objects.bulk_create(changes)
    if reasons := amendment_is_ready(decision):
        raise Refused(reasons)


def carry_out(decision: Decision) -> None:
    """Issued, it marks the names of the older decision, whose paper and lines stay as they were printed. Locked and asked again:
    of two that change the same name the second is refused."""
    list(Decision.objects.select_for_update().filter(pk=decision.old_id))
    list(DecisionLine.objects.select_for_update().filter(changes__decision=decision).order_by("pk").values_list("pk"))
    if reasons := amendment_is_ready(decision):
        raise Refused(reasons)
    changes = list(decision.changes.select_related("line"))
    mark = "corrected" if decision.kind == Decision.Kind.CORRECTION else "revoked"
    for change in changes:
        setattr(change.line, mark, change)
    DecisionLine.objects.bulk_update([change.line for change in changes], [mark])
    if mark == "revoked":
        take_back_achievements(changes)
    else:
        correct_achievements(decision, changes)
