"""A workbook as it was read, bare of looks: cells by their places, what is merged or hidden, what was not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.utils import get_column_letter

Place = tuple[int, int]  # row and column, from 1


class XlsxRefused(Exception):
    """The file cannot be read; the message is a sentence that says why and what to do."""


@dataclass(frozen=True)
class Cell:
    """What a cell holds: text, a number, or nothing where `fault` says in one sentence why it cannot be used."""

    place: Place
    value: str | Decimal | None = None
    fault: str = ""

    @property
    def name(self) -> str:
        """As people say it: D7."""
        return cell_name(self.place)


@dataclass
class Leaf:
    """A sheet of the workbook."""

    name: str
    cells: dict[Place, Cell] = field(default_factory=dict)  # those that hold something
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)  # first and last
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    notes: int = 0  # comments on cells


def cell_name(place: Place) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"
