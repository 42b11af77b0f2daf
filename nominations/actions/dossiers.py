"""The verbs of dossiers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from conferences.models import Plan, Quota
from nominations.actions.asking import named
from nominations.actions.levels import pass_up, take_back, tell_levels
from nominations.actions.mending import close_round
from nominations.actions.receipts import give_receipt
from nominations.actions.reserves import hold_cell, promote
from nominations.actions.taking import give_to, locked
from nominations.flow import DOSSIER_MOVES
from nominations.levels import gatherers, level_above
from nominations.models import Dossier
from nominations.places import cells_for, next_reserve, place_for
from organizations.models import Unit, User
from organizations.roles import UNIT_ROLES, roles_with
from portal import clock, notices
from portal.models import MoveRecord
from portal.moves import Move, perform

GIVING_BACK = ("withdraw", "decline")
ENDS_VOTES = ("return", "decline")  # what comes again may be something else
SCREENS = ("accept", "return", "hold", "release", "decline", "reopen_screening")  # moves of the office, of which the unit is told


def move_dossier(
    dossier: Dossier, name: str, *, by: User, note: str = "", instead_of: int | None = None, tells: bool = True
) -> MoveRecord:
    """Make any move that a person makes by a button; `instead_of` names the officer from whom it is taken over by this.

    Whoever moves many `tells` their units otherwise.
    """
    if name == "submit":
        return submit_dossier(dossier, by=by, note=note)
    how: dict[str, Any] = {"by": by, "note": note, "instead_of": instead_of, "tells": tells}
    if name in GIVING_BACK:
        return give_back_place(dossier, name, **how)
    if name == "reopen_screening":
        return reopen_screening(dossier, **how)
    return _move_dossier(dossier, named(DOSSIER_MOVES, name), **how)


@transaction.atomic
def submit_dossier(dossier: Dossier, *, by: User, note: str = "") -> MoveRecord:
    """File one dossier by its own button; the unit gets a receipt, each time it files. Where a unit in between gathers, it goes
    there, unless the office has had it."""
    if above := level_above(dossier.plan, dossier.unit):
        hold_dossiers([dossier])
        if dossier.submitted_at is None:
            return _pass_up_alone(dossier, above, by=by, note=note)
    hold_for_filing(dossier.plan, [dossier])
    with clock.standing_at(clock.now()):
        record = file_dossier(dossier, by=by, note=note)
        if not record.pressed_again:
            give_receipt([dossier], by=by)
            _tell(dossier, record, officers(dossier.plan))
    return record


def _pass_up_alone(dossier: Dossier, above: Unit, *, by: User, note: str) -> MoveRecord:
    with clock.standing_at(clock.now()):
        record = pass_up(dossier, above, by=by, note=note)
        if not record.pressed_again:
            give_receipt([dossier], by=by, to=above)
            _tell(dossier, record, gatherers(above))
    return record


def file_dossier(dossier: Dossier, *, by: User, note: str, move: str = "submit") -> MoveRecord:
    """Against a place, which the caller holds locked: recounted by the rule, then given; or, where there is none left and the
    table takes reserves, the next number in the queue. Called at one moment for the deadline, the place and the receipt."""
    stamp: dict[str, Any] = {}
    if dossier.submitted_at is None and (place := place_for(dossier.plan, dossier.unit, dossier.category)):
        number = next_reserve(place.quota) if place.takes_reserve else None
        stamp = {"holder": place.quota.row, "submitted_at": clock.now(), "reserve": number}
    record = _move_dossier(dossier, named(DOSSIER_MOVES, move), by=by, note=note, stamp={**stamp, "with_unit": None})
    if not record.pressed_again:
        close_round(dossier)
    return record


def hold_for_filing(plan: Plan, dossiers: Sequence[Dossier]) -> None:
    """Locks the places of those that have none yet, then the dossiers by their keys, and reads again what they are filed by.

    While one waits, a dossier may change its category: then the locks are given back and taken for the new one in the same order.
    """
    while True:
        categories, units = _without_place(dossiers), list({one.unit_id: one.unit for one in dossiers}.values())
        with transaction.atomic():
            hold_places(plan, units, categories)
            hold_dossiers(dossiers)
            if _without_place(dossiers) <= categories:
                return
            transaction.set_rollback(True)


def _without_place(dossiers: Sequence[Dossier]) -> set[int]:
    return {dossier.category_id for dossier in dossiers if dossier.submitted_at is None}


def hold_dossiers(dossiers: Sequence[Dossier]) -> None:
    """Locks them by their keys, and reads again what their way depends on."""
    rows = Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers]).select_for_update().order_by("pk")
    stored = {pk: facts for pk, *facts in rows.values_list("pk", "category_id", "submitted_at", "passed_at", "with_unit_id")}
    for dossier in dossiers:
        dossier.category_id, dossier.submitted_at, dossier.passed_at, dossier.with_unit_id = stored[dossier.pk]


def hold_places(plan: Plan, units: Sequence[Unit], categories: Collection[int]) -> None:
    """Locks the cells that the units file against, in the order of their keys. While one waits for them, a new table may be
    published: then that one's."""
    held: set[int] | None = None
    while categories and (cells := cells_for(plan, units, categories)) != held:
        held = set(Quota.objects.select_for_update().filter(pk__in=cells).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def give_back_place(dossier: Dossier, name: str, *, by: User, note: str = "", **how: Any) -> MoveRecord:
    """What is withdrawn or declined frees its place: the next reserve moves up while the place is locked."""
    dossier.refresh_from_db(fields=["submitted_at", "holder", "category"])  # it may have been filed since the page was opened
    cell = hold_cell(dossier) if dossier.submitted_at else None
    stamp = {"reserve": None, "with_unit": None}
    record = _move_dossier(dossier, named(DOSSIER_MOVES, name), by=by, note=note, stamp=stamp, **how)
    if name == "withdraw" and not record.pressed_again:
        take_back(dossier, by=by)
    if cell and not record.pressed_again:
        if name == "withdraw":  # of the office's own move the unit is told
            _tell(dossier, record, officers(dossier.plan))
        promote(dossier.plan, [cell], by=by)
    return record


@transaction.atomic
def reopen_screening(dossier: Dossier, *, by: User, note: str = "", **how: Any) -> MoveRecord:
    """What was declined is screened again, against a place that is still free while it is locked."""
    if dossier.holder:
        hold_cell(dossier)
    return _move_dossier(dossier, named(DOSSIER_MOVES, "reopen_screening"), by=by, note=note, **how)


@transaction.atomic
def _move_dossier(
    dossier: Dossier, move: Move, *, by: User, note: str, stamp: dict | None = None, instead_of: int | None = None, tells: bool = True
) -> MoveRecord:
    screens = move.name in SCREENS
    if screens:
        row = locked(dossier, by)
        if row.status in move.sources:  # else `perform` says how it stands by now
            give_to(row, by=by, instead_of=instead_of)  # who acts on a dossier has taken it
    record = perform(dossier, move, by=by, note=note, stamp={"changed": clock.now(), **(stamp or {})})
    if record.pressed_again:
        return record
    if move.name in ENDS_VOTES:
        dossier.ballots.filter(session__status="closed").update(counts=False)
    if screens and tells:
        tell_unit(dossier, record)
    if move.name == "return":
        tell_levels(dossier)
    return record


def tell_unit(dossier: Dossier, record: MoveRecord) -> None:
    """What the office did with it."""
    _tell(dossier, record, User.objects.holding(UNIT_ROLES, dossier.unit, clock.today()))


def officers(plan: Plan) -> Any:
    """Whoever screens what comes in for a plan."""
    return User.objects.holding(roles_with("nominations.screen_dossier"), plan.unit, clock.today())


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
