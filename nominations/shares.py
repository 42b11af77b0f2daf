"""What a row of the published table gives on: to whom, how much, and how much it can still give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from django.db.models import Q

from conferences.in_use import Cell
from conferences.models import AllocationRow, Category
from nominations.places import Place, places_held
from organizations.models import Unit
from organizations.querysets import words_filter

MOST_UNITS = 200  # offered at once; more are found by their names


@dataclass(frozen=True)
class Shares:
    """A row with its places, and what it gave on by unit and category."""

    row: AllocationRow
    categories: tuple[Category, ...]
    given: dict[tuple[int, int], int]
    held: dict[Cell, Place]  # every cell of the table, by category and holder

    @cached_property
    def mark(self) -> int:
        """The same as long as the shares are the same."""
        return crc32(repr(sorted(self.given.items())).encode())

    def place(self, category: int, unit: int | None = None) -> Place | None:
        """The cell of a unit below, or (None) of the row itself."""
        return self.held.get((category, unit or self.row.unit_id, None))

    def room(self, category: int) -> int:
        """How many places of a category may be given on altogether: those without a dossier of the row's own."""
        place = self.place(category)
        return place.quota.places - place.taken if place else 0

    def label_of(self, category: int) -> str:
        return next(one.label for one in self.categories if one.pk == category)


def shares_of(row: AllocationRow) -> Shares:
    """Four queries, however many units there are."""
    held = places_held(row.allocation.plan)
    given = {
        (place.quota.row.unit_id, category): place.quota.places
        for (category, *_), place in held.items()
        if place.quota.row.parent_id == row.pk
    }
    return Shares(row, tuple(row.allocation.plan.categories.all()), given, held)


def units_to_give(shares: Shares, text: str = "") -> list[Unit]:
    """Those that were given places, those right below, and those further below that are searched for."""
    top = shares.row.unit
    below = Unit.objects.filter(path__startswith=top.path, status=Unit.Status.ACTIVE).exclude(pk__in=_elsewhere(shares))
    has = {unit for unit, _ in shares.given}
    near = below.filter(words_filter(text), depth__gt=top.depth) if text else below.filter(depth=top.depth + 1)
    found = set(near.order_by("depth", "path").values_list("pk", flat=True)[:MOST_UNITS])
    return list(Unit.objects.filter(Q(pk__in=has) | Q(pk__in=found)).order_by("path"))


def _elsewhere(shares: Shares) -> Iterable[int]:
    """Units that hold places of this table from somebody else."""
    rows = (place.quota.row for place in shares.held.values())
    return {row.unit_id for row in rows if row.unit_id and row.parent_id != shares.row.pk}
