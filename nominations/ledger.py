"""The ledger of places: for each row of the published table and each category what was allotted, given on, filed and decided.

A row counts everything below it too, so what it gave on is part of what it was allotted, and what is left is what was allotted
without what was filed. Going down shows the row's own part first, then the rows below; their sum is the row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, Q

from conferences.models import AllocationRow, Category, Plan, Quota
from nominations.models import Dossier
from nominations.places import PUBLISHED, Holder, holder_key, holder_of
from nominations.querysets import GONE, STAGES, DossierQuerySet
from nominations.seen import SeenBy
from organizations.reach import reach


@dataclass(frozen=True)
class Figures:
    """Places and dossiers of one row in one category, or in all; `returned`, `approved` and `decided` are part of `filed`, `revoked` of
    `decided`: who was revoked keeps the place."""

    allotted: int = 0
    shared: int = 0
    filed: int = 0
    returned: int = 0
    approved: int = 0
    decided: int = 0
    reserves: int = 0
    revoked: int = 0

    @property
    def remaining(self) -> int:
        return self.allotted - self.filed

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


COLUMNS = {
    "allotted": "Được phân bổ",
    "shared": "Chia tiếp",
    "filed": "Đã nộp",
    "returned": "Đang trả lại",
    "approved": "Đạt",
    "decided": "Đã quyết định",
    "revoked": "Trong đó đã hủy bỏ",
    "remaining": "Còn lại",
    "reserves": "Dự phòng",
}
NOTHING = Figures()
Counts = dict[int, dict[str, int]]  # by category and name of a figure


@dataclass(frozen=True)
class Entry:
    """A line of the ledger. `is_own`: only what the row has kept for itself. `seen`: of what the figures count, the dossiers that one
    may see oneself; None where that is all of them."""

    row: AllocationRow
    label: str
    figures: Mapping[int, Figures] = field(default_factory=dict)  # by category
    is_own: bool = False
    goes_down: bool = False
    seen: Mapping[int, Figures] | None = None

    @property
    def total(self) -> Figures:
        return reduce(add, self.figures.values(), NOTHING)

    @property
    def holder(self) -> str:
        """As the list of dossiers names it in its address."""
        key = holder_key(self.row.unit_id, self.row.bloc_id)
        return f"own-{key}" if self.is_own else key

    def opens(self, name: str, category: int | None = None) -> bool:
        """Whether the list behind a figure would show everything that the figure counts."""
        return self.seen is None or _figure(self.figures, name, category) == _figure(self.seen, name, category)

    def only(self, category: int) -> Entry:
        return replace(self, figures={category: self.figures.get(category, NOTHING)})


def _figure(figures: Mapping[int, Figures], name: str, category: int | None) -> int:
    chosen = figures.values() if category is None else [figures.get(category, NOTHING)]
    return sum(getattr(one, name) for one in chosen)


@dataclass(frozen=True)
class Ledger:
    """`top`: the row whose inside is shown; None for the table itself."""

    categories: tuple[Category, ...]
    entries: tuple[Entry, ...]
    top: AllocationRow | None = None


def ledger_of(plan: Plan, user: Any, top: int | None = None) -> Ledger | None:
    """What this person may see of the ledger: the rows of the table, or what is inside the row `top` (None where it is not
    theirs to see). Six queries, however many rows and dossiers there are; a seventh for whoever does not work at or above the plan's office."""
    seen = {row.pk: row for row in _rows(plan).visible_to(user)}
    if top is not None and top not in seen:
        return None
    below: dict[int | None, list[AllocationRow]] = defaultdict(list)
    for row in seen.values():
        below[row.parent_id if row.parent_id in seen else None].append(row)
    eyes = SeenBy(user)
    filed = _counted(plan, Dossier.objects.all(), eyes)
    mine = filed if _sees_all(plan.unit.path, user) else _counted(plan, Dossier.objects.visible_to(user), eyes)
    own, own_mine = _own(plan, seen.values(), filed), {row.pk: _figures(mine[holder_of(row)]) for row in seen.values()}

    def visible(row: AllocationRow, found: Mapping[int, Figures]) -> Mapping[int, Figures] | None:
        return None if _sees_all(_path(plan, row), user) else found

    def entry(row: AllocationRow) -> Entry:
        figures, theirs = _with_below(row, below, own), _with_below(row, below, own_mine)
        return Entry(row, row.label, figures, goes_down=bool(below[row.pk]), seen=visible(row, theirs))

    entries = [entry(row) for row in below[top]]
    if top is None:
        entries += _lost(plan, user, {holder_of(row) for row in seen.values()}, filed, mine)
    else:
        kept = {
            category: replace(figures, allotted=figures.allotted - figures.shared, shared=0) for category, figures in own[top].items()
        }
        label = f"{seen[top].label} (phần giữ lại)"
        entries.insert(0, Entry(seen[top], label, kept, is_own=True, seen=visible(seen[top], own_mine[top])))
    return Ledger(tuple(plan.categories.all()), tuple(entries), seen.get(top))


def _rows(plan: Plan) -> Any:
    rows = AllocationRow.objects.filter(allocation__plan=plan, allocation__status=PUBLISHED)
    return rows.select_related("unit", "bloc").order_by("position", "pk")


def _own(plan: Plan, rows: Iterable[AllocationRow], filed: Mapping[Holder, Counts]) -> dict[int, dict[int, Figures]]:
    """By row and category: its places, what it gave on, and the dossiers against itself alone."""
    found: dict[int, Counts] = defaultdict(_no_counts)
    quotas = Quota.objects.filter(row__allocation__plan=plan, row__allocation__status=PUBLISHED)
    for row, parent, category, places in quotas.values_list("row", "row__parent", "category", "places"):
        found[row][category]["allotted"] += places
        if parent:
            found[parent][category]["shared"] += places
    for row in rows:
        for category, counts in filed[holder_of(row)].items():
            found[row.pk][category] |= counts
    return {row.pk: _figures(found[row.pk]) for row in rows}


def _no_counts() -> Counts:
    return defaultdict(lambda: defaultdict(int))


def _figures(counts: Counts) -> dict[int, Figures]:
    return {category: Figures(**one) for category, one in counts.items()}


def _counted(plan: Plan, dossiers: DossierQuerySet, eyes: SeenBy) -> Mapping[Holder, Counts]:
    """How many of these dossiers stand where, by holder; one that was filed is counted as filed and as what it is now, as far as the
    reader may know."""
    filed = dossiers.filter(plan=plan, submitted_at__isnull=False).exclude(status__in=GONE).order_by()
    groups = filed.values_list("holder__unit", "holder__bloc", "category", eyes.status)
    found: dict[Holder, Counts] = defaultdict(_no_counts)
    counted = {"placed": Count("pk", filter=Q(reserve=None)), "waiting": Count("reserve"), "taken_back": Count("line__revoked")}
    for unit, bloc, category, status, placed, waiting, taken_back in groups.annotate(**counted):
        counts = found[unit, bloc][category]
        counts["reserves"] += waiting
        for name in ("filed", *(name for name in ("returned", "approved", "decided") if status in STAGES[name])):
            counts[name] += placed
        counts["revoked"] += taken_back if status in STAGES["decided"] else 0
    return found


def _with_below(row: AllocationRow, below: Mapping, own: Mapping[int, Mapping[int, Figures]]) -> dict[int, Figures]:
    """What the row was allotted and gave on, with every dossier against it or against what it gave on."""
    found = dict(own[row.pk])
    for child in below.get(row.pk, ()):
        for category, figures in _with_below(child, below, own).items():
            found[category] = found.get(category, NOTHING) + replace(figures, allotted=0, shared=0)
    return found


def _lost(
    plan: Plan, user: Any, known: set[Holder], filed: Mapping[Holder, Counts], mine: Mapping[Holder, Counts]
) -> list[Entry]:
    """Holders of older versions that the table has no row for any more, while dossiers still stand against them."""
    if not filed.keys() - known:
        return []
    older = AllocationRow.objects.visible_to(user).filter(allocation__plan=plan).exclude(allocation__status=PUBLISHED)
    published = {holder_of(row) for row in _rows(plan)}
    by_holder = {holder_of(row): row for row in older.select_related("unit", "bloc").order_by("allocation__number", "position")}
    return [
        Entry(row, row.label, _figures(filed[holder]), seen=None if _sees_all(_path(plan, row), user) else _figures(mine[holder]))
        for holder, row in by_holder.items()
        if holder in filed and holder not in published
    ]


def _path(plan: Plan, row: AllocationRow) -> str:
    return row.unit.path if row.unit else plan.unit.path


def _sees_all(path: str, user: Any) -> bool:
    """Whether an office of theirs lies at or above this place of the tree: only then do they see the dossiers of everybody below."""
    return user.is_superuser or any(path.startswith(office) for office in reach(user).office_paths)
