"""The verbs of decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from conferences.models import Plan
from nominations.actions.amending import carry_out
from nominations.actions.asking import ask, named
from nominations.actions.drafts import own_draft
from nominations.actions.publishing import publish
from nominations.council import held_before
from nominations.flow import DECISION_BUTTONS, DOSSIER_MOVES, ISSUE
from nominations.issuing import sums_stand, symbol
from nominations.models import AwardYear, Decision, DecisionLine, Dossier
from nominations.papers.decision import decision_paper
from nominations.papers.decision_frame import TYPE
from nominations.prizes import prizes_on
from organizations.models import User
from papers.actions import issue
from papers.paper import Paper
from portal import clock
from portal.models import MoveRecord
from portal.moves import Refused, perform


@transaction.atomic
def draft_decision(*, plan: Plan, dossiers: Iterable[Dossier], by: User, **said: Any) -> Decision:
    """Begin a decision with its list; `said` are its other fields. Refuses dossiers that are not accepted or stand on another
    decision."""
    decision = Decision(plan=plan, created_by=by, **said)
    ask("nominations.draft_decision", decision, by)
    decision.save()
    _list(decision, dossiers)
    return decision


@transaction.atomic
def draft_several(*, plan: Plan, drafts: Iterable[dict[str, Any]], by: User) -> list[Decision]:
    """Begin several decisions of a plan, all or none."""
    return [draft_decision(plan=plan, by=by, **draft) for draft in drafts]


@transaction.atomic
def save_decision(
    decision: Decision, *, fields: dict[str, Any], dossiers: Iterable[Dossier], version: int, by: User
) -> Decision:
    """Change a draft or returned decision and its list. Raises Overtaken when `version` is no longer the stored one."""
    row = own_draft(decision, version, by)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _list(row, dossiers)
    return row


def _list(decision: Decision, dossiers: Iterable[Dossier]) -> None:
    """Write the names of the list as they will be printed; who stays on it keeps the line, with its order of presenting. What stands
    on no other decision is asked again under the lock."""
    wanted = {dossier.pk for dossier in dossiers}
    chosen = Dossier.objects.filter(pk__in=wanted, plan=decision.plan)
    list(chosen.select_for_update().order_by("pk"))  # of two at once the second waits here, then sees the first one's list
    ready = list(chosen.undecided(or_on=decision).select_related("unit"))
    lost = len(wanted) - len(ready)
    if lost:
        raise Refused([f"{lost} hồ sơ đã chọn chưa được chấp nhận hoặc đã nằm trong quyết định khác; hãy tải lại danh sách."])
    decision.lines.exclude(dossier__in=wanted).delete()
    kept = {line.dossier_id: line for line in decision.lines.all()}
    lines = [kept.get(dossier.pk) or DecisionLine(decision=decision, dossier=dossier) for dossier in ready]
    for line, dossier in zip(lines, ready, strict=True):
        line.name, line.position, line.unit_name = dossier.name, dossier.position, dossier.unit.name
    DecisionLine.objects.bulk_update(kept.values(), ["name", "position", "unit_name"])
    DecisionLine.objects.bulk_create(line for line in lines if line.pk is None)


def move_decision(decision: Decision, name: str, *, by: User, note: str = "") -> MoveRecord:
    """Make any move of a decision; approving it decides every dossier on its list."""
    if name == "approve":
        return approve_decision(decision, by=by, note=note)
    if name == "reapprove":
        return approve_sums(decision, by=by, note=note)
    return perform(decision, named(DECISION_BUTTONS, name), by=by, note=note)


@transaction.atomic
def approve_decision(decision: Decision, *, by: User, note: str = "") -> MoveRecord:
    """The leadership decides: the decision and every dossier on its list, together or not at all."""
    record = perform(decision, named(DECISION_BUTTONS, "approve"), by=by, note=note)
    _keep_approved(decision)
    decide = named(DOSSIER_MOVES, "decide")
    for line in decision.lines.select_related("dossier__plan", "dossier__unit", "dossier__line__decision"):
        if line.dossier.status != Dossier.Status.DECIDED:
            perform(line.dossier, decide, by=by, note=str(decision))
    return record


@transaction.atomic
def approve_sums(decision: Decision, *, by: User, note: str = "") -> MoveRecord:
    """The base salary or the prizes have changed since the approval: the leadership approves the sums of today."""
    record = perform(decision, named(DECISION_BUTTONS, "reapprove"), by=by, note=note)
    _keep_approved(decision)
    return record


def _keep_approved(decision: Decision) -> None:
    """How many names and how much money the leadership said yes to."""
    row = Decision.objects.select_related("award").get(pk=decision.pk)
    row.approved_on, row.approved_names = clock.today(), row.lines.count()
    row.save(update_fields=["approved_on", "approved_names"])
    if not row.is_amendment:
        _fix_prizes(row, row.approved_on)


@transaction.atomic
def issue_decision(decision: Decision, *, on: date | None, by: User, publish_at: datetime | None = None) -> MoveRecord:
    """The clerk issues: the next number of the body's series, the paper frozen; published and every unit with a name on the list
    told at once, or when `publish_at` has come.

    Raises what `perform` and `papers.actions.issue` raise.
    """
    record = perform(decision, ISSUE, by=by)
    if record.pressed_again:
        return record
    row = Decision.objects.select_related("plan__unit", "award", "old__paper").get(pk=decision.pk)

    def build(number: str, day: date) -> Paper:
        row.number, row.date = number, day
        if row.is_amendment:
            carry_out(row)
        else:
            _honour(row, day)
        return decision_paper(row, at=clock.now())

    row.paper = issue(build, unit=row.plan.unit, type_code=TYPE, symbol=symbol(row), on=on, by=by, **_named_paper(row))
    row.publish_at = max(publish_at or clock.now(), clock.now())
    row.save()
    record.note = f"Số {row.number}"
    record.save(update_fields=["note"])
    decision.number, decision.date, decision.paper = row.number, row.date, row.paper
    publish(row)
    return record


def _honour(decision: Decision, day: date) -> None:
    """What an award fixes on the day it goes out: the sums, the numbers in the register."""
    if reasons := held_before(decision, day) + sums_stand(decision, day):
        raise Refused(reasons)
    _fix_prizes(decision, day)
    _register(decision, day)


def _named_paper(decision: Decision) -> dict[str, Any]:
    """The older paper and what becomes of it: one revoked as a whole holds no more, of one that loses names the
    rest does, and one that is corrected holds as it is put right."""
    if decision.old is None or decision.old.paper is None:
        return {}
    reason = decision.reason or "; ".join(dict.fromkeys(decision.changes.values_list("reason", flat=True)))
    revokes = "cancels" if decision.whole else "cancels_part"
    return {revokes if decision.kind == Decision.Kind.REVOCATION else "corrects": decision.old.paper, "reason": reason}


def _fix_prizes(decision: Decision, day: date) -> None:
    """Each line says for ever what goes with it: by the base salary of the decision's day."""
    for subject, amount in prizes_on(decision, day).items():
        decision.lines.filter(dossier__category__subject=subject).update(prize=amount)


def _register(decision: Decision, day: date) -> None:
    """The next numbers of the office's register of that year, in the order of the list; what is rolled back leaves no gap."""
    register = AwardYear.objects.select_for_update().get_or_create(unit=decision.plan.unit, year=day.year)[0]
    lines = list(decision.lines.all())
    for number, line in enumerate(lines, register.last + 1):
        line.register, line.register_number = register, number
    DecisionLine.objects.bulk_update(lines, ["register", "register_number"])
    register.last += len(lines)
    register.save(update_fields=["last"])
