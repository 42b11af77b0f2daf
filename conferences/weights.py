"""The weights of a table's rows: members as they were counted on or before a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Max

from conferences.models import Allocation, AllocationRow, Category
from conferences.sharing_rule import SharedCategory, SharedRow
from organizations.models import MemberCount
from organizations.querysets import under

MEMBER_FIGURES = ("total", "public", "business", "female", "minority", "direct")
Figures = dict[str, int]


def row_key(row: AllocationRow) -> str:
    """How a sharing rule names a row."""
    return f"unit-{row.unit_id}" if row.unit_id else f"bloc-{row.bloc_id}"


def rows_to_share(allocation: Allocation) -> list[AllocationRow]:
    """The rows of the table with whose members are counted for them."""
    return list(allocation.rows.of_table().select_related("unit", "bloc").prefetch_related("bloc__members", "quotas"))


def shared_rows(rows: Iterable[AllocationRow], weights: Mapping[int, Figures] | None = None) -> list[SharedRow]:
    """The rows as a rule is worked out for them: with these figures by key, or with those that were kept."""
    return [SharedRow(row_key(row), row.label, row.weights if weights is None else weights.get(row.pk, {})) for row in rows]


def shared_categories(categories: Iterable[Category]) -> list[SharedCategory]:
    return [SharedCategory(category.key, category.label, category.sector) for category in categories]


def newest_day(rows: Sequence[AllocationRow], until: date) -> date | None:
    """The last day, up to this one, on which members of any of these rows were counted."""
    paths = [path for row in rows for path in _paths(row)]
    return MemberCount.objects.filter(under(paths, "unit__path"), on__lte=until).aggregate(day=Max("on"))["day"] if paths else None


def members_on(rows: Sequence[AllocationRow], day: date) -> dict[int, Figures]:
    """By the key of the row: its figures by the newest counts up to the day. Two queries.

    A unit without a count of its own is the sum of the units below it, a bloc the sum of its members; a row of which nothing is
    known is left out.
    """
    paths = {path for row in rows for path in _paths(row)}
    own = _newest(paths, day, below=False)
    below = _newest(paths - set(own), day, below=True)
    made = {path: own.get(path) or _sum(_topmost(path, below)) for path in paths}
    found = {row.pk: _sum(made[path] for path in _paths(row)) for row in rows}
    return {pk: figures for pk, figures in found.items() if figures}


def _paths(row: AllocationRow) -> list[str]:
    return [row.unit.path] if row.unit else [unit.path for unit in row.bloc.members.all()]


def _newest(paths: set[str], day: date, *, below: bool) -> dict[str, Figures]:
    """The newest count of each unit by its path, in the order of the tree."""
    if not paths:
        return {}
    wanted = MemberCount.objects.filter(under(sorted(paths), "unit__path")) if below else MemberCount.objects.filter(unit__path__in=paths)
    counts = wanted.filter(on__lte=day).order_by("unit__path", "on").values("unit__path", *MEMBER_FIGURES)
    return {count.pop("unit__path"): count for count in counts}  # the newest comes last


def _topmost(path: str, counts: dict[str, Figures]) -> Iterable[Figures]:
    """Counts below a unit; what stands below a counted unit is in its figure already."""
    last = None
    for counted, figures in counts.items():
        if counted.startswith(path) and (last is None or not counted.startswith(last)):
            last = counted
            yield figures


def _sum(many: Iterable[Figures]) -> Figures:
    """The sum; of nothing, nothing."""
    known = [figures for figures in many if figures]
    return {name: sum(figures[name] for figures in known) for name in MEMBER_FIGURES} if known else {}
