"""The verbs of dossiers."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from conferences.models import Quota
from nominations.actions.asking import named
from nominations.actions.reserves import hold_cell, promote
from nominations.flow import DOSSIER_MOVES
from nominations.models import Dossier
from nominations.places import next_reserve, place_for, quota_for
from organizations.models import User
from organizations.roles import UNIT_ROLES, roles_with
from portal import clock, notices
from portal.models import MoveRecord
from portal.moves import Move, perform

def move_dossier(dossier: Dossier, name: str, *, by: User, note: str = "") -> MoveRecord:
    """Make any move that a person makes by a button."""
    if name == "submit":
        return submit_dossier(dossier, by=by, note=note)
    if name == "withdraw":
        return withdraw_dossier(dossier, by=by, note=note)
    return _move_dossier(dossier, named(DOSSIER_MOVES, name), by=by, note=note)


@transaction.atomic
def submit_dossier(dossier: Dossier, *, by: User, note: str = "") -> MoveRecord:
    """File the dossier against a place: the place is locked, recounted by the rule, then given; or, where there is none left
    and the table takes reserves, the next number in the queue."""
    stamp: dict[str, Any] = {}
    if dossier.submitted_at is None and (quota := _held_place(dossier)):
        beyond = place_for(dossier.plan, dossier.unit, dossier.category).takes_reserve
        stamp = {"holder": quota.row, "submitted_at": clock.now(), "reserve": next_reserve(quota) if beyond else None}
    return _move_dossier(dossier, named(DOSSIER_MOVES, "submit"), by=by, note=note, stamp=stamp)


def _held_place(dossier: Dossier) -> Quota | None:
    """The cell the dossier is filed against, locked. While one waits for it, a new table may be published: then that one's."""
    held = None
    while (quota := quota_for(dossier.plan, dossier.unit, dossier.category)) != held:
        held = quota and Quota.objects.select_for_update().filter(pk=quota.pk).first()
    return quota


@transaction.atomic
def withdraw_dossier(dossier: Dossier, *, by: User, note: str = "") -> MoveRecord:
    """Whoever withdraws a filed dossier frees its place: the next reserve moves up while the place is locked."""
    cell = hold_cell(dossier) if dossier.submitted_at else None
    record = _move_dossier(dossier, named(DOSSIER_MOVES, "withdraw"), by=by, note=note, stamp={"reserve": None})
    if cell and not record.pressed_again:
        promote(dossier.plan, [cell], by=by)
    return record


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


def _tell(dossier: Dossier, record: MoveRecord, people: Any) -> None:
    """No name of a nominee leaves the portal in a mail: the letter says which unit's dossier, the link the rest."""
    notices.tell(
        people,
        title=f"Hồ sơ của {dossier.unit.label}: {Dossier.Status(record.target).label}",
        text=f"Kế hoạch {dossier.plan.number}, đối tượng {dossier.category.label}."
        + (f" Hết suất: dự phòng số {dossier.reserve}." if dossier.reserve else ""),
        inside=record.note,
        link=f"/dossiers/{dossier.pk}/",
    )
