"""Columns out: the allocation table as a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conferences.facts import PrintedLine, QuotaTable
from conferences.models import Allocation, Plan
from conferences.querysets import table_of
from portal import xlsx


def allocation_sheet(allocation: Allocation) -> bytes:
    """The whole table with its sums, one sheet; figures are numbers, so that they can be added up again."""
    plan, table = allocation.plan, table_of(allocation)
    rows = [_row(line, table) for line in table.printed]
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


def _row(line: PrintedLine, table: QuotaTable) -> xlsx.Row:
    """A group is bold; its figures are the sum of the blocs below it."""
    number = int(line.number) if line.number.isdecimal() else line.number
    return xlsx.Row((number, line.name, *table.figures(line.places)), total=line.is_group)


SHEETS: dict[str, Callable[[Any], bytes]] = {"allocation": allocation_sheet}
