"""The tables of a plan's papers."""

from __future__ import annotations

from collections.abc import Sequence

from conferences.facts import PrintedLine, QuotaTable
from conferences.models import AgendaItem, Plan, Speech
from papers.paper import Column, Head, Row, Table
from portal.fields import padded


def quota_table(table: QuotaTable, kind: str = Plan.Kind.CONFERENCE) -> Table:
    """STT, unit, the sums, then one column for each category; the last row is the sum of all (law-and-format 6.2)."""
    foot = Row(("", "Tổng số", *map(padded, table.figures(table.foot))), kind="total")
    rows = [_quota_row(line, table) for line in table.printed]
    figures = (Column(1.2, "center"),) * table.sum_columns + (Column(1.7, "center"),) * table.detail_columns
    head = table.head(of_conference=kind == Plan.Kind.CONFERENCE)
    return Table(
        columns=(Column(1, "center"), Column(4.5), *figures),
        head=tuple(tuple(Head(*cell) for cell in row) for row in head),
        rows=(*rows, foot),
    )


def _quota_row(line: PrintedLine, table: QuotaTable) -> Row:
    """A group is bold, with the sum of the blocs below it."""
    cells = (line.number, line.name, *map(padded, table.figures(line.places)))
    return Row(tuple(f"**{cell}**" for cell in cells) if line.is_group else cells)


def speech_table(speeches: Sequence[Speech]) -> Table:
    """Who speaks about what (law-and-format 6.4)."""
    return Table(
        columns=(Column(1, "center"), Column(3), Column(7), Column(1.6, "center")),
        head=(tuple(map(Head, ("STT", "Đơn vị", "Nội dung tham luận", "Ghi chú"))),),
        rows=tuple(
            Row((str(order), speech.by, speech.topic, f"{padded(speech.minutes)} phút" if speech.minutes else ""))
            for order, speech in enumerate(speeches, 1)
        ),
    )


def agenda_table(items: Sequence[AgendaItem]) -> Table:
    """The running order; a column without any data is left out."""
    columns = [(Column(1, "center"), "STT", [str(order) for order in range(1, len(items) + 1)])]
    columns.append((Column(7), "Nội dung", [item.title for item in items]))
    columns.append((Column(3.4), "Người thực hiện", [item.presenter for item in items]))
    columns.append(
        (Column(1.8, "center"), "Thời lượng", [f"{padded(item.minutes)} phút" if item.minutes else "" for item in items])
    )
    kept = [one for one in columns if any(one[2])] or columns[:2]
    return Table(
        columns=tuple(column for column, _, _ in kept),
        head=(tuple(Head(head) for _, head, _ in kept),),
        rows=tuple(Row(cells) for cells in zip(*(cells for _, _, cells in kept), strict=True)),
    )
