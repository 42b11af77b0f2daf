"""A workbook as it was read, bare of looks: cells by their places, what is merged or hidden, what was not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from openpyxl.utils import get_column_letter

FIRST_YEAR, LAST_YEAR = 1900, 2100
Place = tuple[int, int]  # row and column, from 1


class XlsxRefused(Exception):
    """The file cannot be read; the message is a sentence that says why and what to do."""


@dataclass(frozen=True)
class Cell:
    """What a cell holds: text, a number, a day, or nothing where `fault` says in one sentence why it cannot be used."""

    place: Place
    value: str | Decimal | date | None = None
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


def serial_date(serial: Decimal, *, is_1904: bool) -> date | None:
    """The day of a serial number, None of one that is no day of 1900 to 2100. Books of old Macs count from 1904.

    Excel believes that 29/02/1900 was a day: its 60 is nothing, and only later numbers count from 30/12/1899.
    """
    if not 0 < serial < 100_000 or (not is_1904 and int(serial) == 60):
        return None
    first = date(1904, 1, 1) if is_1904 else date(1899, 12, 30 if serial > 60 else 31)
    day = first + timedelta(days=int(serial))
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def cell_name(place: Place) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"
