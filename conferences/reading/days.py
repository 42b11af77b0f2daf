"""Days and spans of days as plans write them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

DAY = re.compile(
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:(?P<mark>[/.-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4})"
    r"|tháng\s+(?P<month2>\d{1,2})\s*(?:năm\s+|/\s*)(?P<year2>\d{4}))",
    re.IGNORECASE,
)
YEAR = r"(?:\s*(?:/|-|năm)\s*(?P<year>\d{4}))"
PART_OF_MONTH = re.compile(
    rf"(?P<part>đầu|giữa|cuối|thượng tuần|trung tuần|hạ tuần|tuần đầu|nửa đầu"
    rf"|nửa cuối)\s+tháng\s+(?P<month>\d{{1,2}}){YEAR}?", re.IGNORECASE
)
MONTH = re.compile(rf"tháng\s+(?P<month>\d{{1,2}}){YEAR}?", re.IGNORECASE)
QUARTER = re.compile(rf"quý\s+(?P<quarter>IV|I{{1,3}}|[1-4])\b{YEAR}?", re.IGNORECASE)
PARTS = {"đầu": (1, 10), "thượng tuần": (1, 10), "tuần đầu": (1, 7), "nửa đầu": (1, 15), "giữa": (11, 20), "trung tuần": (11, 20)}
LATE = {"cuối": 21, "hạ tuần": 21, "nửa cuối": 16}
QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
LENGTH = re.compile(
    r"(?P<half>½|1/2|0[,.]5|nửa)\s*ngày|(?P<session>một|01|1)\s+buổi(?:\s+(?:sáng|chiều|tối))?"
    r"|(?P<days>\d{1,2}(?:[,.]5)?|một|hai|ba)\s+ngày(?P<more>\s+rưỡi)?(?!\s+\d)",
    re.IGNORECASE,
)
WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5}


@dataclass(frozen=True)
class Span:
    """The words and the days they mean; `exact` for one named day."""

    text: str
    start: date
    end: date
    exact: bool


def day_of(found: re.Match[str]) -> date | None:
    """The date of a match of DAY; None where there is no such day."""
    try:
        return date(int(found["year"] or found["year2"]), int(found["month"] or found["month2"]), int(found["day"]))
    except ValueError:
        return None


def span_in(text: str, year: int | None) -> Span | None:
    """The first day or span that the text names; `year` is that of the paper, for words that leave it out."""
    if (found := DAY.search(text)) and (day := day_of(found)):
        return Span(found[0].strip(), day, day, exact=True)
    for pattern, bounds in ((PART_OF_MONTH, _part), (QUARTER, _quarter), (MONTH, _month)):
        if found := pattern.search(text):
            in_year = int(found["year"]) if found["year"] else year
            span = in_year and bounds(found, in_year)
            if span:
                return Span(found[0].strip(), *span, exact=False)
    return None


def _part(found: re.Match[str], year: int) -> tuple[date, date] | None:
    part, month = found["part"].lower(), int(found["month"])
    if not 1 <= month <= 12:
        return None
    if part in PARTS:
        first, last = PARTS[part]
    else:
        first, last = LATE[part], calendar.monthrange(year, month)[1]
    return date(year, month, first), date(year, month, last)


def _month(found: re.Match[str], year: int) -> tuple[date, date] | None:
    month = int(found["month"])
    return (date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])) if 1 <= month <= 12 else None


def _quarter(found: re.Match[str], year: int) -> tuple[date, date]:
    last = QUARTERS[found["quarter"].upper()] * 3
    return date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])


def length_in(text: str) -> tuple[Decimal | int, str] | None:
    """How many days it lasts, and the words that say so."""
    found = LENGTH.search(text)
    if not found:
        return None
    if found["half"] or found["session"]:
        return Decimal("0.5"), found[0]
    written = found["days"].lower().replace(",", ".")
    days = Decimal(WORDS.get(written, 0) or written) + (Decimal("0.5") if found["more"] else 0)
    return (int(days) if days == int(days) else days), found[0]

