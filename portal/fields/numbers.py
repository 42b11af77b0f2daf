"""Vietnamese numbers: the dot groups thousands, the comma starts the decimals."""

from __future__ import annotations

import re
from decimal import Decimal

from portal.fields.text import clean_text

MAX_DIGITS = 15  # what a spreadsheet keeps exactly
SHOWN = 40
NUMBER = re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
REMEDY = "một nghìn viết là 1.000, một phẩy năm viết là 1,5"
DOTS_AND_COMMAS = str.maketrans(",.", ".,")
ROMANS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"


def parse_int(text: str) -> int:
    """A whole number: `1.000` is a thousand, `1.5` is refused."""
    plain = _checked(text)
    if "," in plain:
        raise ValueError(f"“{plain}” không phải số nguyên: nhập số không có phần sau dấu phẩy.")
    return int(plain.replace(".", ""))


def parse_decimal(text: str) -> Decimal:
    """A number with decimals: `1,5` is one and a half, `1.000` a thousand, `1.5` is refused."""
    value = Decimal(_checked(text).replace(".", "").replace(",", "."))
    return value if value else abs(value)


def _checked(text: str) -> str:
    """`text` without blanks around it, if it is a number in ASCII digits."""
    plain = clean_text(text)
    if not plain:
        raise ValueError("Chưa nhập số.")
    if sum(letter.isdigit() for letter in plain) > MAX_DIGITS:
        raise ValueError(f"Số quá dài: nhập nhiều nhất {MAX_DIGITS} chữ số.")
    if not NUMBER.fullmatch(plain):
        raise ValueError(f"“{plain[:SHOWN]}” không đọc được là số: {REMEDY}.")
    return plain


def number(value: int | Decimal) -> str:
    """1234567 → "1.234.567", Decimal("1.50") → "1,50"."""
    return (f"{value:,}" if isinstance(value, int) else f"{value:,f}").translate(DOTS_AND_COMMAS)


def padded(value: int) -> str:
    """A small quantity as papers write it: 5 → "05", 0 and 10 plain (custom of the real plans)."""
    return f"{value:02d}" if value else "0"


def roman(value: int) -> str:
    """4 → "IV"; for numbers of sections and appendices, 1 to 3999."""
    if not 1 <= value <= 3999:
        raise ValueError(f"Không viết được {value} bằng số La Mã: chỉ từ 1 đến 3999.")
    written = ""
    for worth, sign in ROMANS:
        count, value = divmod(value, worth)
        written += sign * count
    return written


def vietnamese_letter(value: int) -> str:
    """The letter of the nth điểm: a, b, c, d, đ, e, g, ... without ă, â, ê, ô, ơ, ư (NĐ 30/2020, Phụ lục I).

    The decree does not say what follows y; here it is aa, ab.
    """
    if value < 1:
        raise ValueError("Thứ tự của điểm bắt đầu từ 1.")
    letters = ""
    while value:
        value, place = divmod(value - 1, len(POINT_LETTERS))
        letters = POINT_LETTERS[place] + letters
    return letters
