"""Sex and birth of a person: the date stands in the man's or the woman's column, or in one with the sex beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from nominations.summary_list.facts import SEXES
from portal.fields import screen_date
from portal.xlsx.book import Cell
from portal.xlsx.values import CellFault, date_of, head_key, plain

YOUNGEST, OLDEST = 15, 100
CROSSES = frozenset(("x", "✓", "✔", "v"))
WORDS = {"nam": "male", "nữ": "female", "nu": "female", "male": "male", "female": "female"}
YEAR = re.compile(r"(?:năm\s+)?((?:19|20)[0-9]{2})")

Birth = tuple[date | None, int | None]


def birth_of(cell: Cell, today: date, *, is_1904: bool) -> Birth:
    """The day, or the year where it alone is known; raises `CellFault`."""
    year = _year(cell)
    day = None if year else date_of(cell, is_1904=is_1904)
    if day is None and year is None:
        return None, None
    born = year or day.year
    said = str(year) if year else screen_date(day)
    age = today.year - born
    if (day or date(born, 1, 1)) > today:
        raise CellFault(f"Ô {cell.name}: ngày sinh {said} chưa tới.")
    if age > OLDEST:
        hint = "; nếu chỉ ghi năm sinh, hãy đổi định dạng ô thành Văn bản rồi gõ lại năm" if isinstance(cell.value, date) else ""
        raise CellFault(f"Ô {cell.name}: sinh {said} là hơn {OLDEST} tuổi{hint}.")
    if age < YOUNGEST or (day and age == YOUNGEST and (day.month, day.day) > (today.month, today.day)):
        raise CellFault(f"Ô {cell.name}: sinh {said} là chưa đủ {YOUNGEST} tuổi.")
    return day, born


def _year(cell: Cell) -> int | None:
    value = cell.value
    if isinstance(value, Decimal) and value == int(value) and 1900 <= value <= 2100:
        return int(value)
    found = YEAR.fullmatch(plain(cell).casefold()) if isinstance(value, str) else None
    return int(found[1]) if found else None


def sex_of(cells: Mapping[str, Cell]) -> tuple[str, str]:
    """The sex, and the key of the column in which the birth stands; raises `CellFault` where two cells disagree."""
    filled = [key for key in ("male", "female") if key in cells]
    if len(filled) == 2:
        raise CellFault(f"Ô {cells['male'].name} và {cells['female'].name}: ngày sinh chỉ ghi ở một cột, Nam hoặc Nữ.")
    sex = filled[0] if filled else ""
    column = sex if sex and head_key(plain(cells[sex])) not in CROSSES else "birth"
    if "sex" in cells:
        said = _sex(cells["sex"])
        if sex and sex != said:
            raise CellFault(f"Ô {cells['sex'].name} ghi {SEXES[said]}, ô {cells[sex].name} ở cột {SEXES[sex]}: hãy sửa một trong hai.")
        sex = said
    return sex, column


def _sex(cell: Cell) -> str:
    if cell.fault:
        raise CellFault(cell.fault)
    if sex := WORDS.get(head_key(plain(cell))):
        return sex
    raise CellFault(f"Ô {cell.name}: giới tính ghi Nam hoặc Nữ.")
