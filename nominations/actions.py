"""The verbs of dossiers and decisions; the only room of the app that writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.models import Category, Plan, Quota
from conferences.papers import head
from nominations.flow import DECISION_BUTTONS, DOSSIER_MOVES, ISSUE
from nominations.models import Decision, DecisionLine, Dossier
from nominations.papers import TYPE, decision_paper
from nominations.places import quota_for
from organizations.models import Unit, User
from organizations.roles import UNIT_ROLES, roles_with
from papers.actions import issue
from papers.paper import Paper
from portal import clock, notices
from portal.models import MoveRecord, Upload
from portal.moves import Move, Overtaken, Refused, perform

EDITABLE_DOSSIER = (Dossier.Status.DRAFT, Dossier.Status.RETURNED)
EDITABLE_DECISION = (Decision.Status.DRAFT, Decision.Status.RETURNED)


# --- dossiers -------------------------------------------------------------------------------------------------------


def draft_dossier(
    *,
    plan: Plan,
    unit: Unit,
    category: Category,
    name: str,
    by: User,
    position: str = "",
    achievements: str = "",
    attachment: Upload | None = None,
) -> Dossier:
    """Begin a dossier at `unit`."""
    dossier = Dossier(
        plan=plan,
        unit=unit,
        category=category,
        name=name,
        position=position,
        achievements=achievements,
        attachment=attachment,
        created_by=by,
    )
    _ask("nominations.draft_dossier", dossier, by)
    dossier.save()
    return dossier


@transaction.atomic
def save_dossier(dossier: Dossier, *, fields: dict[str, Any], version: int, by: User) -> Dossier:
    """Change a draft or a returned dossier. Raises Overtaken when `version` is no longer the stored one."""
    row = Dossier.objects.select_for_update().get(pk=dossier.pk)
    _ask("nominations.draft_dossier", row, by)
    if row.status not in EDITABLE_DOSSIER:
        raise Refused([f"Hồ sơ đang ở trạng thái “{row.get_status_display()}”, không sửa được nữa."])
    if row.version != version:
        raise Overtaken
    if row.submitted_at and fields.get("category", row.category) != row.category:
        raise Refused(["Hồ sơ đã nộp giữ nguyên đối tượng; muốn đổi, hãy rút hồ sơ này và lập hồ sơ mới."])
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.changed = clock.now()
    row.save()
    return row


def move_dossier(dossier: Dossier, name: str, *, by: User, note: str = "") -> MoveRecord:
    """Make any move that a person makes by a button."""
    if name == "submit":
        return submit_dossier(dossier, by=by, note=note)
    return _move_dossier(dossier, _named(DOSSIER_MOVES, name), by=by, note=note)


@transaction.atomic
def submit_dossier(dossier: Dossier, *, by: User, note: str = "") -> MoveRecord:
    """File the dossier against a place: the place is locked, recounted by the rule, then given."""
    stamp: dict[str, Any] = {}
    if dossier.submitted_at is None and (quota := _held_place(dossier)):
        stamp = {"holder": quota.row, "submitted_at": clock.now()}
    return _move_dossier(dossier, _named(DOSSIER_MOVES, "submit"), by=by, note=note, stamp=stamp)


def _held_place(dossier: Dossier) -> Quota | None:
    """The cell the dossier is filed against, locked. While one waits for it, a new table may be published: then that one's."""
    held = None
    while (quota := quota_for(dossier.plan, dossier.unit, dossier.category)) != held:
        held = quota and Quota.objects.select_for_update().filter(pk=quota.pk).first()
    return quota


@transaction.atomic
def _move_dossier(dossier: Dossier, move: Move, *, by: User, note: str, stamp: dict | None = None) -> MoveRecord:
    record = perform(dossier, move, by=by, note=note, stamp={"changed": clock.now(), **(stamp or {})})
    if record.pressed_again:
        return record
    if move.name == "submit":
        _tell(dossier, record, User.objects.holding(roles_with("nominations.screen_dossier"), dossier.plan.unit, clock.today()))
    elif move.name in ("accept", "return"):
        _tell(dossier, record, User.objects.holding(UNIT_ROLES, dossier.unit, clock.today()))
    return record


# --- decisions ------------------------------------------------------------------------------------------------------


@transaction.atomic
def draft_decision(
    *,
    plan: Plan,
    award_form: str,
    merit: str,
    dossiers: Iterable[Dossier],
    by: User,
    fund: str = "",
    grounds: Sequence[str] = (),
) -> Decision:
    """Begin a decision with its list. Refuses dossiers that are not accepted or stand on another decision."""
    decision = Decision(plan=plan, award_form=award_form, merit=merit, fund=fund, grounds=list(grounds), created_by=by)
    _ask("nominations.draft_decision", decision, by)
    decision.save()
    _list(decision, dossiers)
    return decision


@transaction.atomic
def save_decision(
    decision: Decision, *, fields: dict[str, Any], dossiers: Iterable[Dossier], version: int, by: User
) -> Decision:
    """Change a draft or returned decision and its list. Raises Overtaken when `version` is no longer the stored one."""
    row = Decision.objects.select_for_update().get(pk=decision.pk)
    _ask("nominations.draft_decision", row, by)
    if row.status not in EDITABLE_DECISION:
        raise Refused([f"Quyết định đang ở trạng thái “{row.get_status_display()}”, không sửa được nữa."])
    if row.version != version:
        raise Overtaken
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    row.lines.all().delete()
    _list(row, dossiers)
    return row


def _list(decision: Decision, dossiers: Iterable[Dossier]) -> None:
    """Write the names of the list as they will be printed. What stands on no decision is asked again under the lock."""
    wanted = {dossier.pk for dossier in dossiers}
    chosen = Dossier.objects.filter(pk__in=wanted, plan=decision.plan)
    list(chosen.select_for_update().order_by("pk"))  # of two at once the second waits here, then sees the first one's list
    ready = list(chosen.undecided().select_related("unit"))
    lost = len(wanted) - len(ready)
    if lost:
        raise Refused([f"{lost} hồ sơ đã chọn chưa được chấp nhận hoặc đã nằm trong quyết định khác; hãy tải lại danh sách."])
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=decision, dossier=dossier, name=dossier.name, position=dossier.position, unit_name=dossier.unit.name
        )
        for dossier in ready
    )


def move_decision(decision: Decision, name: str, *, by: User, note: str = "") -> MoveRecord:
    """Make any move of a decision; approving it decides every dossier on its list."""
    if name == "approve":
        return approve_decision(decision, by=by, note=note)
    return perform(decision, _named(DECISION_BUTTONS, name), by=by, note=note)


@transaction.atomic
def approve_decision(decision: Decision, *, by: User, note: str = "") -> MoveRecord:
    """The leadership decides: the decision and every dossier on its list, together or not at all."""
    record = perform(decision, _named(DECISION_BUTTONS, "approve"), by=by, note=note)
    decide = _named(DOSSIER_MOVES, "decide")
    for line in decision.lines.select_related("dossier__plan", "dossier__unit", "dossier__line__decision"):
        if line.dossier.status != Dossier.Status.DECIDED:
            perform(line.dossier, decide, by=by, note=str(decision))
    return record


@transaction.atomic
def issue_decision(decision: Decision, *, on: date | None, by: User) -> MoveRecord:
    """The clerk issues: the next number of the body's series, the paper frozen, every unit with a name on the list told.

    Raises what `perform` and `papers.actions.issue` raise.
    """
    record = perform(decision, ISSUE, by=by)
    if record.pressed_again:
        return record
    row = Decision.objects.select_related("plan__unit").get(pk=decision.pk)

    def build(number: str, day: date) -> Paper:
        row.number, row.date = number, day
        return decision_paper(row, at=clock.now())

    row.paper = issue(build, unit=row.plan.unit, type_code=TYPE, symbol=f"{TYPE}-{head.symbol(row.plan)}", on=on, by=by)
    row.save()
    record.note = f"Số {row.number}"
    record.save(update_fields=["note"])
    decision.number, decision.date, decision.paper = row.number, row.date, row.paper
    _tell_honoured(row)
    return record


def _tell_honoured(decision: Decision) -> None:
    for unit in Unit.objects.filter(dossiers__line__decision=decision).distinct():
        notices.tell(
            User.objects.holding(UNIT_ROLES, unit, clock.today()),
            title=f"Quyết định {decision.number} đã phát hành",
            text=f"{unit.label} có tên trong danh sách {decision.award_form}.",
            link=f"/decisions/{decision.pk}/",
        )


# --- shared ---------------------------------------------------------------------------------------------------------


def _named(table: tuple[Move, ...], name: str) -> Move:
    return next(move for move in table if move.name == name)


def _ask(right: str, thing: Any, by: User) -> None:
    if not by.has_perm(right, thing):
        raise PermissionDenied


def _tell(dossier: Dossier, record: MoveRecord, people: Any) -> None:
    """No name of a nominee leaves the portal in a mail: the letter says which unit's dossier, the link the rest."""
    notices.tell(
        people,
        title=f"Hồ sơ của {dossier.unit.label}: {Dossier.Status(record.target).label}",
        text=f"Kế hoạch {dossier.plan.number}, đối tượng {dossier.category.label}.",
        inside=record.note,
        link=f"/dossiers/{dossier.pk}/",
    )
