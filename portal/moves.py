"""Moves: the only thing that changes a status.

A life is a table of `Move`s in an app's `flow.py`. `perform` asks the right, locks the row and reads it again, checks
the source state and every rule, writes one history row and sets the status, all in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from portal import clock
from portal.models import MoveRecord

Rule = Callable[[Any, datetime], list[str]]
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Move:
    """One row of a table of moves. `right` is a Django permission; `rules` answer with reasons, none is yes."""

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    right: str
    rules: tuple[Rule, ...] = ()
    needs_note: bool = False
    apart_from: tuple[str, ...] = ()  # whoever made one of these moves last may not make this one
    word: str = ""  # a final act asks for this typed word
    tone: str = "primary"  # how its button looks: primary, secondary, danger


class Refused(Exception):
    """A move that a rule refuses, with every reason in the user's language."""

    def __init__(self, reasons: Iterable[str]):
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


class Overtaken(Exception):
    """Somebody saved the same thing since the page was opened; what was typed stays with the form."""


def history(obj: models.Model) -> models.QuerySet[MoveRecord]:
    """The moves of one thing, in the order in which they were made: the demonstration's clock may have begun again."""
    kind = ContentType.objects.get_for_model(obj)
    return MoveRecord.objects.filter(content_type=kind, object_id=obj.pk).select_related("by").order_by("pk")


def refusals(obj: Any, move: Move, *, by: Any, at: datetime) -> list[str]:
    """Every reason against making this move now, rights apart."""
    if obj.status not in move.sources:
        return [f"“{move.label}” không làm được khi {obj._meta.verbose_name} đang ở trạng thái “{_state_for(obj, by)}”."]
    return [reason for rule in move.rules for reason in rule(obj, at)] + _same_hands(obj, move, by)


def _state_for(obj: Any, user: Any) -> str:
    """In words; a thing whose state not everybody may know yet says itself what this person may."""
    return str(obj.status_for(user) if hasattr(obj, "status_for") else obj.get_status_display())


def _same_hands(obj: models.Model, move: Move, by: Any) -> list[str]:
    if not move.apart_from:
        return []
    own = last_made_by([obj], move.apart_from, by).get(obj.pk)
    return [not_by_the_same(own, move.label)] if own else []


def last_made_by(things: Sequence[models.Model], names: Iterable[str], by: Any) -> dict[int, MoveRecord]:
    """By id of several things of one kind: a move of these names that nobody has made since this person did. One query."""
    if not things:
        return {}
    kind = ContentType.objects.get_for_model(things[0])
    rows = MoveRecord.objects.filter(content_type=kind, object_id__in=[one.pk for one in things], name__in=list(names)).order_by("pk")
    last = {(record.object_id, record.name): record for record in rows}
    return {pk: record for (pk, _), record in last.items() if record.by_id == by.pk}


def not_by_the_same(own: MoveRecord, label: str) -> str:
    return f"Người đã “{own.label.lower()}” không được tự “{label.lower()}”; cần một người khác."


def open_moves(obj: Any, table: Iterable[Move], user: Any) -> list[Move]:
    """The moves a page offers: those from the present state that this person has the right to make."""
    return [move for move in table if obj.status in move.sources and user.has_perm(move.right, obj)]


def perform(obj: Any, move: Move, *, by: Any, note: str = "", stamp: Mapping[str, Any] | None = None) -> MoveRecord:
    """Make the move or raise: PermissionDenied without the right, Refused with all reasons.

    The same person pressing twice gets the record of the first press. `stamp` holds fields that are set together with
    the status (a number, a moment). `obj` carries the new status and stamp afterwards.
    """
    note, stamp = note.strip(), dict(stamp or {})
    with transaction.atomic():
        row = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
        if not by.has_perm(move.right, row):
            raise PermissionDenied
        again = _pressed_twice(row, move, by)
        if again:
            obj.status, again.pressed_again = row.status, True
            return again
        at = clock.now()
        reasons = refusals(row, move, by=by, at=at)
        if move.needs_note and not note:
            reasons.append(f"Hãy ghi lý do khi “{move.label.lower()}”.")
        if reasons:
            raise Refused(reasons)
        source = row.status
        for name, value in {**stamp, "status": move.target}.items():
            setattr(row, name, value)
            setattr(obj, name, value)
        row.save(update_fields=["status", *stamp])
        return MoveRecord.objects.create(
            thing=row, name=move.name, label=move.label, source=source, target=move.target, by=by, at=at, note=note
        )


def write_down(obj: Any, name: str, label: str, *, by: Any, note: str = "") -> MoveRecord:
    """One row of the history for an act that leaves the status as it is; called in the transaction of the act."""
    return MoveRecord.objects.create(
        thing=obj, name=name, label=label, source=obj.status, target=obj.status, by=by, at=clock.now(), note=note
    )


def write_down_all(things: Iterable[Any], name: str, label: str, *, by: Any, note: str = "") -> None:
    """The same of many things at once, in a query for some hundreds."""
    at = clock.now()
    rows = [
        MoveRecord(thing=one, name=name, label=label, source=one.status, target=one.status, by=by, at=at, note=note) for one in things
    ]
    MoveRecord.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _pressed_twice(row: Any, move: Move, by: Any) -> MoveRecord | None:
    if row.status != move.target or row.status in move.sources:
        return None
    last = history(row).last()
    return last if last is not None and last.name == move.name and last.by_id == by.pk else None
