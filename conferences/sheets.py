"""Columns out: the allocation table as a sheet, with the weights of its rows while it is a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from conferences.facts import PrintedLine, QuotaTable
from conferences.models import Allocation, Plan
from conferences.quota_upload import saved_as
from conferences.querysets import table_of
from conferences.sharing_rule import FIGURES
from conferences.sharing_rule.rule import UPLOADED
from portal import xlsx

DRAFTS = (Allocation.Status.DRAFT, Allocation.Status.RETURNED)
WEIGHTS = "Căn cứ chia"  # the head above them


def allocation_sheet(allocation: Allocation) -> bytes:
    """The whole table with its sums, one sheet; figures are numbers, so that they can be added up again."""
    plan, table = allocation.plan, table_of(allocation)
    names, weights = _weights(allocation)
    lines = iter(table.lines)  # in the order of the printed rows, which have groups between them
    rows = [_row(line, table, [] if line.is_group else weights[next(lines).key], len(names)) for line in table.printed]
    foot = xlsx.Row(("", "Tổng số", *table.figures(table.foot), *_padded([], len(names))), total=True)
    head = [list(row) for row in table.head(of_conference=plan.kind == Plan.Kind.CONFERENCE)]
    _add_heads(head, names)
    figures = table.sum_columns + table.detail_columns + len(names)
    sheet = xlsx.Sheet(
        title=f"Phân bổ lần {allocation.number}",
        lines=(str(allocation), f"Kế hoạch {plan.number or 'chưa có số'}: {plan.title}", _standing(allocation)),
        columns=(xlsx.Column(6, "center"), xlsx.Column(36), *(xlsx.Column(13, "right"),) * figures),
        head=tuple(tuple(xlsx.Head(*cell) for cell in row) for row in head),
        rows=[*rows, foot],
        landscape=True,
    )
    return xlsx.write([sheet])


def _standing(allocation: Allocation) -> str:
    """A draft says which of its versions this is: it may come back when others have saved."""
    status = allocation.get_status_display()
    return f"{status}, {saved_as(allocation.version)}" if allocation.status in DRAFTS else status


def _row(line: PrintedLine, table: QuotaTable, weights: Sequence[int | None], more: int) -> xlsx.Row:
    """A group is bold; its figures are the sum of the blocs below it."""
    number = int(line.number) if line.number.isdecimal() else line.number
    return xlsx.Row((number, line.name, *table.figures(line.places), *_padded(weights, more)), total=line.is_group)


def _padded(weights: Sequence[int | None], more: int) -> list[int | None]:
    return [*weights, *[None] * (more - len(weights))]


def _weights(allocation: Allocation) -> tuple[list[str], dict[int, list[int | None]]]:
    """The figures that any row of a draft has, by name, and those of each row; units below are told places, not figures."""
    rows = {row.pk: row.weights if allocation.status in DRAFTS else {} for row in allocation.rows.of_table()}
    known = [figure for figure in FIGURES if any(figure in weights for weights in rows.values())]
    own = (allocation.rule.get("weights") or {}).get("uploaded")
    names = [own if figure == UPLOADED and own else FIGURES[figure].capitalize() for figure in known]
    return names, {pk: [weights.get(figure) for figure in known] for pk, weights in rows.items()}


def _add_heads(head: list[list[tuple[str, int, int]]], names: Sequence[str]) -> None:
    """Below a head of their own where the table has heads of two rows."""
    if len(head) > 1 and names:
        head[0].append((WEIGHTS, len(names), 1))
    head[-1] += [(name, 1, 1) for name in names]


SHEETS: dict[str, Callable[[Any], bytes]] = {"allocation": allocation_sheet}
