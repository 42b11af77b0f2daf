"""What a table says otherwise than the last one people saw: the one submitted before, or the version in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conferences.facts import QuotaTable
from conferences.models import Allocation, Quota
from conferences.quota_states import Change, changes, state_of
from conferences.querysets import table_of
from conferences.sub_rows import version_before


@dataclass(frozen=True)
class Comparison:
    """`with_what` names the older one; `at` says when it was submitted, where it was."""

    with_what: str
    changes: list[Change]
    at: datetime | None = None


@dataclass(frozen=True)
class ByHand:
    """A cell in which a person wrote another figure than the rule gave, and why."""

    row: str
    column: str
    shared: int
    places: int
    reason: str


def compared(table: Allocation, figures: QuotaTable) -> list[Comparison]:
    """Its `figures` beside the submission before (once submitted: the one before its last), and beside the version before."""
    now = state_of(figures)
    found = []
    states = list(table.states.all()[:2])
    if table.status not in (Allocation.Status.DRAFT, Allocation.Status.RETURNED):
        states = states[1:]
    if states:
        found.append(Comparison("bản trình trước", changes(states[0].data, now), states[0].at))
    if table.number > 1 and (older := version_before(table)):
        found.append(Comparison(f"{older}, {older.get_status_display()}", changes(state_of(table_of(older)), now)))
    return found


def written_by_hand(table: Allocation) -> list[ByHand]:
    """Every cell that differs from what the rule of the table gave, in the order of the table."""
    cells = Quota.objects.filter(row__allocation=table, row__parent=None, shared__isnull=False)
    return [
        ByHand(cell.row.label, cell.category.label, cell.shared, cell.places, cell.reason)
        for cell in cells.select_related("row", "category").order_by("row__position", "category__position")
        if cell.shared != cell.places
    ]
