"""What is wrong with a file goes back to whoever sent it: the rows as they were read, with the faults in a last column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.xlsx.book import Cell
from portal.xlsx.tables import Found
from portal.xlsx.writing import Column, Head, Row, Sheet, Value

FAULTS = "Lỗi"


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a row of the file, in one sentence that names the cell."""

    row: int
    sentence: str


def faults_sheet(found: Found, faults: Sequence[Wrong], name: str, *, wide: Sequence[str] = ("name",)) -> Sheet:
    """The table of a file with what is wrong in each row in a last column; it can be mended and sent again. `wide` are the
    keys of the columns that hold more than a word."""
    said: dict[int, list[str]] = {}
    for fault in faults:
        said.setdefault(fault.row, []).append(fault.sentence)
    heads = {at: text for at, text in found.heads.items() if text != FAULTS}
    broad = {found.columns[key] for key in wide if key in found.columns}
    rows = [Row((*_cells(row.cells, row.others, heads), "\n".join(said.get(row.number, ())))) for row in found.rows]
    return Sheet(
        title=found.sheet,
        lines=(f"Các lỗi của tệp {name}",),
        columns=(*(Column(36 if at in broad else 13) for at in heads), Column(70)),
        head=(tuple(Head(text) for text in (*heads.values(), FAULTS)),),
        rows=rows,
        landscape=True,
    )


def _cells(wanted: Mapping[str, Cell], others: Mapping[int, Cell], heads: Mapping[int, str]) -> list[Value]:
    by_column = {cell.place[1]: cell.value for cell in (*wanted.values(), *others.values())}
    return [_value(by_column.get(at)) for at in heads]


def _value(value: str | Decimal | date | None) -> Value:
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
