"""What every verb of the app does first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied

from nominations.flow import OF_THE_UNITS
from nominations.models import Dossier
from organizations.models import User
from portal.moves import Move, Refused, last_made_by, not_by_the_same


def named(table: tuple[Move, ...], name: str) -> Move:
    return next(move for move in table if move.name == name)


def ask(right: str, thing: Any, by: User) -> None:
    if not by.has_perm(right, thing):
        raise PermissionDenied


def other_hands(dossiers: Sequence[Dossier], what: str, by: User) -> None:
    """Whoever signed or sent a dossier does not judge it. Raises Refused with a reason for each; `what` is said as of a move."""
    own = last_made_by(dossiers, OF_THE_UNITS, by)
    if reasons := [f"{one.name}: {not_by_the_same(own[one.pk], what)}" for one in dossiers if one.pk in own]:
        raise Refused(reasons)
