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
from nominations.querysets import STAGES
from organizations.reach import reach


@dataclass(frozen=True)
class Figures:
    """Places and dossiers of one row in one category, or in all; `returned`, `approved` and `decided` are part of `filed`."""

    allotted: int = 0
    shared: int = 0
    filed: int = 0
    returned: int = 0
    approved: int = 0
    decided: int = 0
    reserves: int = 0

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
    "remaining": "Còn lại",
    "reserves": "Dự phòng",
}
NOTHING = Figures()


@dataclass(frozen=True)
class Entry:
    """A line of the ledger. `is_own`: only what the row has kept for itself. `opens`: one may see every dossier it counts."""

    row: AllocationRow
    label: str
    figures: Mapping[int, Figures] = field(default_factory=dict)  # by category
    is_own: bool = False
    goes_down: bool = False
    opens: bool = True

    @property
    def total(self) -> Figures:
        return reduce(add, self.figures.values(), NOTHING)

    @property
    def holder(self) -> str:
        """As the list of dossiers names it in its address."""
        key = holder_key(self.row.unit_id, self.row.bloc_id)
        return f"own-{key}" if self.is_own else key

    def only(self, category: int) -> Entry:
        return replace(self, figures={category: self.figures.get(category, NOTHING)})


@dataclass(frozen=True)
class Ledger:
    """`top`: the row whose inside is shown; None for the table itself."""

    categories: tuple[Category, ...]
    entries: tuple[Entry, ...]
    top: AllocationRow | None = None


def ledger_of(plan: Plan, user: Any, top: int | None = None) -> Ledger | None:
    """What this person may see of the ledger: the rows of the table, or what is inside the row `top` (None where it is not
    theirs to see). Five queries, however many rows and dossiers there are."""
    seen = {row.pk: row for row in _rows(plan).visible_to(user)}
    if top is not None and top not in seen:
        return None
    below: dict[int | None, list[AllocationRow]] = defaultdict(list)
    for row in seen.values():
        below[row.parent_id if row.parent_id in seen else None].append(row)
    own, categories = _own(plan, seen.values()), tuple(plan.categories.all())
    everything = {key: _with_below(row, below, own) for key, row in seen.items()}

    def entry(row: AllocationRow) -> Entry:
        return Entry(row, row.label, everything[row.pk], goes_down=bool(below[row.pk]), opens=_opens(plan, row, user))

    entries = [entry(row) for row in below[top]]
    if top is None:
        entries += _lost(plan, user, seen.values())
    else:
        kept = {
            category: replace(figures, allotted=figures.allotted - figures.shared, shared=0) for category, figures in own[top].items()
        }
        label = f"{seen[top].label} (phần giữ lại)"
        entries.insert(0, Entry(seen[top], label, kept, is_own=True, opens=_opens(plan, seen[top], user)))
    return Ledger(categories, tuple(entries), seen.get(top))


def _rows(plan: Plan) -> Any:
    rows = AllocationRow.objects.filter(allocation__plan=plan, allocation__status=PUBLISHED)
    return rows.select_related("unit", "bloc").order_by("position", "pk")


def _own(plan: Plan, rows: Iterable[AllocationRow]) -> dict[int, dict[int, Figures]]:
    """By row and category: its places, what it gave on, and the dossiers against itself alone."""
    found: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    by_holder = {holder_of(row): row.pk for row in rows}
    quotas = Quota.objects.filter(row__allocation__plan=plan, row__allocation__status=PUBLISHED)
    for row, parent, category, places in quotas.values_list("row", "row__parent", "category", "places"):
        found[row][category]["allotted"] += places
        if parent:
            found[parent][category]["shared"] += places
    for holder, category, name, count in _counted(plan):
        if holder in by_holder:
            found[by_holder[holder]][category][name] += count
    return {row.pk: {category: Figures(**figures) for category, figures in found[row.pk].items()} for row in rows}


def _counted(plan: Plan) -> Iterable[tuple[Holder, int, str, int]]:
    """How many dossiers of each holder and category stand where; one that was filed is counted as filed and as what it is now."""
    filed = Dossier.objects.filter(plan=plan, submitted_at__isnull=False).exclude(status=Dossier.Status.WITHDRAWN).order_by()
    groups = filed.values_list("holder__unit", "holder__bloc", "category", "status")
    counts = groups.annotate(placed=Count("pk", filter=Q(reserve=None)), waiting=Count("reserve"))
    for unit, bloc, category, status, count, waiting in counts:
        yield (unit, bloc), category, "reserves", waiting
        yield (unit, bloc), category, "filed", count
        for name in ("returned", "approved", "decided"):
            if status in STAGES[name]:
                yield (unit, bloc), category, name, count


def _with_below(row: AllocationRow, below: Mapping, own: Mapping[int, Mapping[int, Figures]]) -> dict[int, Figures]:
    """What the row was allotted and gave on, with every dossier against it or against what it gave on."""
    found = dict(own[row.pk])
    for child in below.get(row.pk, ()):
        for category, figures in _with_below(child, below, own).items():
            found[category] = found.get(category, NOTHING) + replace(figures, allotted=0, shared=0)
    return found


def _lost(plan: Plan, user: Any, rows: Iterable[AllocationRow]) -> list[Entry]:
    """Holders of older versions that the table has no row for any more, while dossiers still stand against them."""
    known, found = {holder_of(row) for row in rows}, defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for holder, category, name, count in _counted(plan):
        if holder not in known:
            found[holder][category][name] += count
    if not found:
        return []
    older = AllocationRow.objects.visible_to(user).filter(allocation__plan=plan).exclude(allocation__status=PUBLISHED)
    published = {holder_of(row) for row in _rows(plan)}
    by_holder = {holder_of(row): row for row in older.select_related("unit", "bloc").order_by("allocation__number", "position")}
    return [
        Entry(row, row.label, {key: Figures(**one) for key, one in found[holder].items()})
        for holder, row in by_holder.items()
        if holder in found and holder not in published
    ]


def _opens(plan: Plan, row: AllocationRow, user: Any) -> bool:
    """Whether an office of theirs lies at or above the row: only then do they see the dossiers of everybody below it."""
    path = row.unit.path if row.unit else plan.unit.path
    return user.is_superuser or any(path.startswith(office) for office in reach(user).office_paths)
