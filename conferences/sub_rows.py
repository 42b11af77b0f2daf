"""Rows below rows: what units gave on of their places, and what becomes of it when a new version of the table comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from conferences.in_use import Cell, places_taken
from conferences.models import Allocation, AllocationRow, Quota


@dataclass(frozen=True)
class Short:
    """A cell that gives less than is in use: taken by dossiers, or given on to rows below."""

    label: str
    category: str
    places: int
    taken: int
    given: int

    def __str__(self) -> str:
        used = [f"đã nộp {self.taken}"] * bool(self.taken) + [f"đã chia tiếp {self.given}"] * bool(self.given)
        in_use = f"đang dùng {self.taken + self.given} ({', '.join(used)})"
        return f"{self.label}, “{self.category}”: bảng này ghi {self.places} suất, {in_use}."


def version_before(table: Allocation) -> Allocation | None:
    """The version that is in force until this one is published; while that happens it is superseded already."""
    out = (Allocation.Status.PUBLISHED, Allocation.Status.SUPERSEDED)
    return table.plan.allocations.filter(number__lt=table.number, status__in=out).order_by("-number").first()


def carried_rows(before: Allocation, table: Allocation) -> list[AllocationRow]:
    """The rows below rows that the new version takes over, those above first: of units that have no row of its own making."""
    known = set(table.rows.values_list("unit", flat=True))
    rows = before.rows.exclude(parent=None).select_related("unit", "parent").prefetch_related("quotas")
    return sorted((row for row in rows if row.unit_id not in known and row.quotas.all()), key=lambda row: len(row.unit.path))


def shortfalls(table: Allocation) -> list[Short]:
    """Every cell of the new version, and of what it takes over, that gives less than is in use now."""
    before = version_before(table)
    if before is None:
        return []
    carried = [quota for row in carried_rows(before, table) for quota in row.quotas.all()]
    own = list(Quota.objects.filter(row__allocation=table).select_related("row__parent"))
    places = Counter({_cell(quota): quota.places for quota in own})
    taken, given = places_taken(table.plan), Counter()
    for quota in (*own, *carried):
        if parent := quota.row.parent:
            given[quota.category_id, parent.unit_id, parent.bloc_id] += quota.places
    for quota in carried:
        places[_cell(quota)] += quota.places
    short = [cell for cell in taken.keys() | given.keys() if places[cell] < taken[cell] + given[cell]]
    return list(_described(table, short, places, taken, given)) if short else []


def changed_below(table: Allocation) -> list[str]:
    """Units that gave on, or took back, since a version was drafted that brings rows below rows of its own making."""
    before = version_before(table)
    rows = table.rows.exclude(parent=None)
    if before is None or not rows:
        return []
    quotas = Quota.objects.filter(row__allocation=before).exclude(row__parent=None).values_list("row__unit", "category", "places")
    now: dict[int, dict[str, int]] = {}
    for unit, category, places in quotas:
        now.setdefault(unit, {})[str(category)] = places
    return [row.label for row in rows if row.weights != now.get(row.unit_id, {})]


def _described(table: Allocation, short: list[Cell], places: Counter, taken: Counter, given: Counter) -> Iterator[Short]:
    rows = AllocationRow.objects.filter(allocation__plan=table.plan_id).order_by("allocation__number", "position")
    labels = {(row.unit_id, row.bloc_id): row.label for row in rows}
    categories = {category.pk: category.label for category in table.plan.categories.all()}
    order = list(labels), list(categories)
    for cell in sorted(short, key=lambda cell: (order[0].index(cell[1:]), order[1].index(cell[0]))):
        yield Short(labels[cell[1:]], categories[cell[0]], places[cell], taken[cell], given[cell])


def _cell(quota: Quota) -> Cell:
    return quota.category_id, quota.row.unit_id, quota.row.bloc_id
