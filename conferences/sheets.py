"""Columns out: the allocation table as a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conferences.models import Allocation, Plan
from conferences.querysets import table_of
from portal import xlsx

def allocation_sheet(allocation: Allocation) -> bytes:
    """The whole table with its sums, one sheet; figures are numbers, so that they can be added up again."""
    plan, table = allocation.plan, table_of(allocation)
    rows = [xlsx.Row((order, line.label, *table.figures(line.places))) for order, line in enumerate(table.lines, 1)]
    foot = xlsx.Row(("", "Tổng số", *table.figures(table.foot)), total=True)
    head = table.head(of_conference=plan.kind == Plan.Kind.CONFERENCE)
    figures = table.sum_columns + table.detail_columns
    sheet = xlsx.Sheet(
        title=f"Phân bổ lần {allocation.number}",
        lines=(str(allocation), f"Kế hoạch {plan.number or 'chưa có số'}: {plan.title}", allocation.get_status_display()),
        columns=(xlsx.Column(6, "center"), xlsx.Column(36), *(xlsx.Column(13, "right"),) * figures),
        head=tuple(tuple(xlsx.Head(*cell) for cell in row) for row in head),
        rows=[*rows, foot],
        landscape=True,
    )
    return xlsx.write([sheet])


SHEETS: dict[str, Callable[[Any], bytes]] = {"allocation": allocation_sheet}
