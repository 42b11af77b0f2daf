"""A column that an office added: figures by which places may be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conferences.sharing_rule import FIGURES
from portal.xlsx.faults import FAULTS
from portal.xlsx.tables import Found, TableRow
from portal.xlsx.values import CellFault, head_key, whole_number

MOST_WEIGHT = 10**9
NAME_LENGTH = 100


@dataclass(frozen=True)
class WeightColumn:
    """What its head says, and the figure of each line that the file names."""

    name: str
    figures: Mapping[int, int]


def weight_columns(found: Found, rows: Mapping[int, TableRow]) -> tuple[list[WeightColumn], list[str]]:
    """The columns of whole numbers beside those of the table, and why another one is none. Figures of members, which a draft's
    own sheet has, are counted in the portal and not taken from a file."""
    columns, warnings = [], []
    known = {head_key(name) for name in (*list(FIGURES.values())[:-1], FAULTS)}
    for at, name in found.others.items():
        if head_key(name) in known:
            continue
        figures, faults = _figures(rows, at)
        if figures and faults:
            warnings.append(f"Cột “{name}” không dùng làm trọng số được: {faults[0]}")
        elif figures:
            columns.append(WeightColumn(name[:NAME_LENGTH], figures))
    return columns, warnings


def _figures(rows: Mapping[int, TableRow], at: int) -> tuple[dict[int, int], list[str]]:
    figures, faults = {}, []
    for line, row in rows.items():
        try:
            figure = whole_number(row.others.get(at), most=MOST_WEIGHT)
        except CellFault as fault:
            faults.append(str(fault))
            continue
        if figure is not None:
            figures[line] = figure
    return figures, faults
