"""Places: which cell of the published table a unit files against, how many of its places are given on or taken.

The cell is that of the nearest row at or above the unit. A row below another (what a unit gave on) has cells only for the
categories in which it was given places: in all others the unit files against what the one above has kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from conferences.in_use import Cell
from conferences.models import Allocation, AllocationRow, Category, Plan, Quota
from nominations.models import Dossier
from organizations.models import Unit
from organizations.reach import line

Holder = tuple[int | None, int | None]  # keys of unit and bloc; one of them is None
PUBLISHED = Allocation.Status.PUBLISHED


@dataclass(frozen=True)
class Place:
    """A cell of the published table as a unit meets it: whose it is, how many places, how many are given on and taken."""

    quota: Quota
    taken: int
    given: int = 0

    @property
    def kept(self) -> int:
        """What the holder has not given on: for itself, and for those below it without a cell of their own."""
        return self.quota.places - self.given

    @property
    def left(self) -> int:
        return self.kept - self.taken

    @property
    def takes_reserve(self) -> bool:
        """What is filed now waits in the queue."""
        return self.left <= 0 < self.quota.places and self.quota.row.allocation.takes_reserves


@dataclass(frozen=True)
class Filed:
    """A row of the published table: its places of all categories together, and how many dossiers stand against them, or
    against what it gave on."""

    row: AllocationRow
    places: int
    dossiers: int

    @property
    def holder(self) -> str:
        """Whose the places are, as the list of dossiers names it in its address."""
        return holder_key(self.row.unit_id, self.row.bloc_id)


def holder_key(unit: int | None, bloc: int | None) -> str:
    return f"unit-{unit}" if unit else f"bloc-{bloc}"


def holder_of(row: AllocationRow) -> Holder:
    return row.unit_id, row.bloc_id


def tops(rows: Iterable[AllocationRow]) -> dict[Holder, AllocationRow]:
    """By holder: the row of the table itself under which its row stands."""
    rows = list(rows)
    by_key = {row.pk: row for row in rows}

    def top(row: AllocationRow) -> AllocationRow:
        return top(by_key[row.parent_id]) if row.parent_id else row

    return {holder_of(row): top(row) for row in rows}


def filed_by_row(plan: Plan) -> list[Filed]:
    """Who has filed how much, the least filled first; whoever lost all places in a later version comes last."""
    rows = AllocationRow.objects.filter(allocation__plan=plan).annotate(total=Sum("quotas__places", default=0))
    now = list(rows.filter(allocation__status=PUBLISHED).order_by("position"))
    top, dossiers, lost = tops(now), Counter(), Counter()
    for (_, unit, bloc), count in taken([plan]).items():
        if row := top.get((unit, bloc)):
            dossiers[row.pk] += count
        else:
            lost[unit, bloc] += count
    found = [Filed(row, row.total, dossiers[row.pk]) for row in now if row.parent_id is None]
    if lost:
        older = {holder_of(row): row for row in rows.order_by("allocation__number")}
        found += [Filed(older[holder], 0, count) for holder, count in lost.items()]
    filled = [one for one in found if one.places or one.dossiers]
    return sorted(filled, key=lambda one: (not one.places, one.dossiers / max(one.places, 1)))


def quota_for(plan: Plan, unit: Unit, category: Category) -> Quota | None:
    """The cell a unit files against: its own row, else the nearest above; a unit's row before a bloc's."""
    return quotas_for(plan, unit).get(category.pk)


def quotas_for(plan: Plan, unit: Unit) -> dict[int, Quota]:
    """By category id: the cell a unit files against."""
    return _nearest(_cells([plan], [unit]))


def cells_for(plan: Plan, units: Sequence[Unit], categories: Collection[int]) -> set[int]:
    """Keys of the cells that any of these units files against in any of these categories. One query."""
    cells = list(_cells([plan], units))
    by_unit = (_nearest(cell for cell in cells if _path(cell) in line(unit.path)) for unit in units)
    return {quota.pk for found in by_unit for category, quota in found.items() if category in categories}


def place_for(plan: Plan, unit: Unit, category: Category) -> Place | None:
    """The place a unit would file against now, None where it has been given none."""
    quota = quota_for(plan, unit, category)
    return _place(quota, taken([plan])) if quota else None


def places_of(plan: Plan, unit: Unit) -> dict[int, Place]:
    """By category id: the place of every category in which the unit has been given any. Two queries."""
    return places_by_filing([plan], [unit])[plan.pk, unit.pk]


def places_by_filing(plans: Sequence[Plan], units: Sequence[Unit]) -> dict[tuple[int, int], dict[int, Place]]:
    """The same for each plan and unit, by the ids of both. Two queries, however many they are."""
    cells, counts = list(_cells(plans, units)), taken(plans)
    found: dict[tuple[int, int], dict[int, Place]] = defaultdict(dict)
    for unit in units:
        paths = set(line(unit.path))
        for category, quota in _nearest(cell for cell in cells if _path(cell) in paths).items():
            if quota.places:
                found[quota.category.plan_id, unit.pk][category] = _place(quota, counts)
    return found


def places_held(plan: Plan) -> dict[Cell, Place]:
    """Every cell of the published table and of the rows below it, by category and holder. Two queries."""
    cells = Quota.objects.filter(row__allocation__plan=plan, row__allocation__status=PUBLISHED)
    cells, counts = cells.select_related("row__unit", "category").order_by("row__position", "pk"), taken([plan])
    return {cell_of(cell): _place(cell, counts) for cell in _with_given(cells)}


def _cells(plans: Sequence[Plan], units: Sequence[Unit]) -> QuerySet[Quota]:
    paths = {path for unit in units for path in line(unit.path)}
    cells = (
        Quota.objects.filter(row__allocation__plan__in=plans, row__allocation__status=PUBLISHED)
        .filter(Q(row__unit__path__in=paths) | Q(row__bloc__members__path__in=paths))
        .select_related("row__unit", "row__bloc", "row__allocation", "category")
        .annotate(member_path=F("row__bloc__members__path"))
        .order_by("category__position", "pk")
    )
    return _with_given(cells)


def _with_given(cells: QuerySet[Quota]) -> QuerySet[Quota]:
    """Each cell with the sum of the rows below it."""
    below = Quota.objects.order_by().filter(row__parent=OuterRef("row"), category=OuterRef("category"))
    total = below.values("row__parent").annotate(total=Sum("places")).values("total")
    return cells.annotate(given=Coalesce(Subquery(total), 0, output_field=IntegerField()))


def _path(cell: Quota) -> str:
    return cell.row.unit.path if cell.row.unit else cell.member_path


def _nearest(cells: Iterable[Quota]) -> dict[int, Quota]:
    """By category: the cell with the longest path, a unit's before a bloc's."""

    def nearness(cell: Quota) -> tuple[int, bool]:
        return len(_path(cell)), cell.row.bloc_id is None

    found: dict[int, Quota] = {}
    for cell in cells:
        known = found.get(cell.category_id)
        if known is None or nearness(cell) > nearness(known):
            found[cell.category_id] = cell
    return found


def _place(quota: Quota, counts: Counter) -> Place:
    return Place(quota, counts[cell_of(quota)], quota.given)


def cell_of(quota: Quota) -> Cell:
    return quota.category_id, quota.row.unit_id, quota.row.bloc_id


def taken_of(plan: Plan) -> Counter:
    return taken([plan])


def taken(plans: Sequence[Plan]) -> Counter:
    """Places used up, by category and by the unit or bloc whose they are: through every version of the table."""
    rows = (
        Dossier.objects.filter(plan__in=plans)
        .taking_places()
        .order_by()
        .values_list("category", "holder__unit", "holder__bloc")
        .annotate(Count("pk"))
    )
    return Counter({tuple(key): count for *key, count in rows})


def queue_of(plan: Plan, cell: Cell) -> QuerySet[Dossier]:
    """Who waits for a place of this category and holder, the first one first."""
    category, unit, bloc = cell
    return Dossier.objects.reserves().filter(plan=plan, category=category, holder__unit=unit, holder__bloc=bloc)


def next_reserve(quota: Quota) -> int:
    """The number that the next dossier beyond the places of this cell gets."""
    return (queue_of(quota.category.plan, cell_of(quota)).aggregate(last=Max("reserve"))["last"] or 0) + 1
