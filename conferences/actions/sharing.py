"""A table of quotas is shared by a rule, with the changes that a person made to what the rule gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from conferences.actions.allocation import Cells, drafted, keep, refuse_without_reason, write
from conferences.apportionment import Unshareable
from conferences.models import Allocation, AllocationRow, Quota
from conferences.sharing_rule import Worked, decode, work_out
from conferences.weights import Figures, row_key, rows_to_share, shared_categories, shared_rows
from organizations.models import User
from portal.moves import Refused


@transaction.atomic
def save_sharing(
    allocation: Allocation,
    *,
    rule: Mapping[str, Any],
    weights: Mapping[int, Figures],
    cells: Cells,
    reasons: Mapping[tuple[int, int], str],
    version: int,
    by: User,
) -> Allocation:
    """Share the whole table anew: rule, weights (by row) and every cell are written together, or nothing.

    `cells` are the figures changed by hand; one that differs from what the rule gives needs its reason, and all that have none
    are refused at once. So are all faults of the rule. Raises Overtaken when `version` is no longer the stored one.
    """
    table = drafted(allocation, version=version, by=by)
    rows, categories = rows_to_share(table), shared_categories(table.plan.categories.all())
    try:
        decoded = decode(rule, categories, claims := shared_rows(rows, weights))
        worked = work_out(decoded, categories, claims)
    except Unshareable as wrong:
        raise Refused([fault.sentence for fault in wrong.faults]) from wrong
    wanted = _cells(table, rows, worked, cells, reasons)
    refuse_without_reason(wanted)
    changes = write(table, wanted)
    if table.rule != decoded.as_data():
        table.rule = decoded.as_data()
        changes.insert(0, "Chia theo cách chia mới.")
    if _write_weights(rows, weights):
        changes.insert(0, "Trọng số của các dòng thay đổi.")
    return keep(table, changes)


def _cells(
    table: Allocation, rows: list[AllocationRow], worked: Worked, cells: Cells, reasons: Mapping[tuple[int, int], str]
) -> list[Quota]:
    made, categories = [], list(table.plan.categories.all())
    for row in rows:
        for category in categories:
            shared, key = worked.cells[row_key(row), category.key], (row.pk, category.pk)
            places = cells.get(key, shared)
            reason = reasons.get(key, "").strip() if places != shared else ""
            made.append(Quota(row=row, category=category, places=places, shared=shared, reason=reason))
    return made


def _write_weights(rows: list[AllocationRow], weights: Mapping[int, Figures]) -> bool:
    changed = [row for row in rows if row.weights != dict(weights.get(row.pk, {}))]
    for row in changed:
        row.weights = dict(weights.get(row.pk, {}))
    AllocationRow.objects.bulk_update(changed, ["weights"])
    return bool(changed)
