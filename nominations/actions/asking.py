"""What every verb of the app does first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from organizations.models import User
from portal.moves import Move


def named(table: tuple[Move, ...], name: str) -> Move:
    return next(move for move in table if move.name == name)


def ask(right: str, thing: Any, by: User) -> None:
    if not by.has_perm(right, thing):
        raise PermissionDenied
