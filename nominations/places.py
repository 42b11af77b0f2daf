"""Places: which cell of the published table a unit files against, and how many of its places are taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from conferences.models import AllocationRow, Category, Plan, Quota
from nominations.models import Dossier
from organizations.models import Unit
from organizations.reach import line


@dataclass(frozen=True)
class Place:
    """A cell of the published table as a unit meets it: whose it is, how many places, how many are taken."""

    quota: Quota
    taken: int

    @property
    def left(self) -> int:
        return self.quota.places - self.taken


@dataclass(frozen=True)
class Filed:
    """A row of the published table: its places of all categories together, and how many dossiers stand against them."""

    row: AllocationRow
    places: int
    dossiers: int

    @property
    def holder(self) -> str:
        """Whose the places are, as the list of dossiers names it in its address."""
        return holder_key(self.row.unit_id, self.row.bloc_id)


def holder_key(unit: int | None, bloc: int | None) -> str:
    return f"unit-{unit}" if unit else f"bloc-{bloc}"


def filed_by_row(plan: Plan) -> list[Filed]:
    """Who has filed how much, the least filled first; whoever lost all places in a later version comes last."""
    dossiers: Counter = Counter()
    for (_, *holder), count in _taken([plan]).items():
        dossiers[tuple(holder)] += count
    rows = AllocationRow.objects.filter(allocation__plan=plan).annotate(total=Sum("quotas__places", default=0))
    found = [
        Filed(row, row.total, dossiers.pop((row.unit_id, row.bloc_id), 0))
        for row in rows.filter(allocation__status="published").order_by("position")
    ]
    if dossiers:
        older = {(row.unit_id, row.bloc_id): row for row in rows.order_by("allocation__number")}
        found += [Filed(older[holder], 0, count) for holder, count in dossiers.items()]
    filled = [one for one in found if one.places or one.dossiers]
    return sorted(filled, key=lambda one: (not one.places, one.dossiers / max(one.places, 1)))


def quota_for(plan: Plan, unit: Unit, category: Category) -> Quota | None:
    """The cell a unit files against: its own row, else the nearest above; a unit's row before a bloc's."""
    return _nearest(_cells([plan], [unit]).filter(category=category)).get(category.pk)


def place_for(plan: Plan, unit: Unit, category: Category) -> Place | None:
    """The place a unit would file against now, None where it has been given none."""
    quota = quota_for(plan, unit, category)
    return Place(quota, _taken([plan])[_holder(quota)]) if quota else None


def places_of(plan: Plan, unit: Unit) -> dict[int, Place]:
    """By category id: the place of every category in which the unit has been given any. Two queries."""
    return places_by_filing([plan], [unit])[plan.pk, unit.pk]


def places_by_filing(plans: Sequence[Plan], units: Sequence[Unit]) -> dict[tuple[int, int], dict[int, Place]]:
    """The same for each plan and unit, by the ids of both. Two queries, however many they are."""
    cells, taken = list(_cells(plans, units)), _taken(plans)
    found: dict[tuple[int, int], dict[int, Place]] = defaultdict(dict)
    for unit in units:
        paths = set(line(unit.path))
        for category, quota in _nearest(cell for cell in cells if _path(cell) in paths).items():
            if quota.places:
                found[quota.category.plan_id, unit.pk][category] = Place(quota, taken[_holder(quota)])
    return found


def _cells(plans: Sequence[Plan], units: Sequence[Unit]) -> QuerySet[Quota]:
    paths = {path for unit in units for path in line(unit.path)}
    return (
        Quota.objects.filter(row__allocation__plan__in=plans, row__allocation__status="published")
        .filter(Q(row__unit__path__in=paths) | Q(row__bloc__members__path__in=paths))
        .select_related("row__unit", "row__bloc", "category")
        .annotate(member_path=F("row__bloc__members__path"))
        .order_by("category__position", "pk")
    )


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


def _holder(quota: Quota) -> tuple[int, int | None, int | None]:
    return quota.category_id, quota.row.unit_id, quota.row.bloc_id


def _taken(plans: Sequence[Plan]) -> Counter:
    """Places used up, by category and by the unit or bloc whose they are: through every version of the table."""
    rows = (
        Dossier.objects.filter(plan__in=plans)
        .taking_places()
        .order_by()
        .values_list("category", "holder__unit", "holder__bloc")
        .annotate(Count("pk"))
    )
    return Counter({tuple(key): count for *key, count in rows})
