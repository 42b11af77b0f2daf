"""What a cell says, as the portal understands typed text: `1.000` is a thousand; every fault names its cell."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache

from portal.fields import clean_text, number, parse_date, parse_decimal, screen_date
from portal.xlsx.book import Cell, serial_date

SHOWN = 40


class CellFault(ValueError):
    """A cell that cannot be used; the message names it and says what to do."""


def head_key(text: str) -> str:
    """Under which heads are the same: case, kinds of blanks, line breaks and ways of writing marks do not matter."""
    visible = text
    if not text.isprintable():
        visible = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc") or letter.isspace())
    return " ".join(unicodedata.normalize("NFC", visible).casefold().split())


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """As `head_key`, and without punctuation: “Ngày, tháng, năm sinh” is “Ngày tháng năm sinh”."""
    return " ".join("".join(" " if unicodedata.category(letter)[0] == "P" else letter for letter in head_key(text)).split())


def plain(cell: Cell) -> str:
    """A cell in one line, for a head or a message; empty where it cannot be used."""
    value = cell.value
    text = screen_date(value) if isinstance(value, date) else number(value) if isinstance(value, Decimal) else value or ""
    return " ".join(unicodedata.normalize("NFC", text).split())[:200]


def text_of(cell: Cell | None, *, most: int = 200) -> str:
    """The words of a cell, cleaned; empty of an empty one."""
    value = _value(cell)
    if isinstance(value, Decimal):
        return number(value)
    if len(value) > most:
        raise CellFault(f"Ô {cell.name} dài {number(len(value))} chữ; nhiều nhất {number(most)}.")
    try:
        return clean_text(value)
    except ValueError as error:
        raise CellFault(f"Ô {cell.name}: {lowered(error)}") from error


def date_of(cell: Cell | None, *, is_1904: bool = False) -> date | None:
    """A day: a cell that is one, a serial number, or text (`parse_date`); None of an empty cell."""
    if cell is not None and isinstance(cell.value, date):
        return cell.value
    value = _value(cell)
    if isinstance(value, Decimal):
        if day := serial_date(value, is_1904=is_1904):
            return day
        raise CellFault(f"Ô {cell.name} là {_shown(value)}, không phải một ngày: hãy gõ dd/mm/yyyy.")
    if not value.strip():
        return None
    try:
        return parse_date(value)
    except ValueError as error:
        raise CellFault(f"Ô {cell.name}: {lowered(error)}") from error


def decimal_of(cell: Cell | None, *, most: int = 10**12) -> Decimal | None:
    """A number from 0 to `most`; None of an empty cell."""
    value = _value(cell)
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            value = parse_decimal(value)
        except ValueError as error:
            raise CellFault(f"Ô {cell.name}: {lowered(error)}") from error
    if value < 0:
        raise CellFault(f"Ô {cell.name} là {_shown(value)}: không nhận số âm.")
    if value > most:
        raise CellFault(f"Ô {cell.name} là {_shown(value)}: nhiều nhất {number(most)}.")
    return abs(value)


def whole_number(cell: Cell | None, *, most: int) -> int | None:
    """A whole number from 0 to `most`; None of an empty cell, which is not 0."""
    value = decimal_of(cell, most=most)
    if value is None:
        return None
    if value != int(value):
        raise CellFault(f"Ô {cell.name} là {_shown(value)}: hãy ghi số nguyên.")
    return int(value)


def _value(cell: Cell | None) -> str | Decimal:
    if cell is None:
        return ""
    if cell.fault:
        raise CellFault(cell.fault)
    if isinstance(cell.value, date):
        raise CellFault(f"Ô {cell.name} đang định dạng ngày tháng: hãy đổi định dạng ô thành Số rồi gõ lại.")
    return cell.value


def _shown(value: Decimal) -> str:
    """Not a thousand digits of a number that is far too large."""
    return number(value) if -20 < value.adjusted() < 20 else f"{value:.3e}"


def lowered(error: ValueError) -> str:
    """A sentence behind a colon."""
    text = str(error)
    return text[0].lower() + text[1:]
