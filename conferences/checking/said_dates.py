"""Dates that a text says: read with their weekday, and those that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from conferences.checking.case import Case
from conferences.checking.finding import ERROR, Finding
from portal.fields import screen_date

DATE = re.compile(
    r"(?:ngày\s+)?(?<![\d/.-])(?:(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/-])"
    r"|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4}))",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"(?:(?<!lần )thứ\s+(hai|ba|tư|năm|sáu|bảy|[2-7])|(chủ nhật))\s*,?\s*\(?\s*$", re.IGNORECASE)
BEFORE = 16  # letters before a date in which its weekday stands
DAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy", "chủ nhật")
DAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class Said:
    """A date as written; `day` is None where no calendar has it. `weekday` counts from Monday, None where it is not said."""

    written: str
    day: date | None
    weekday: int | None
    start: int
    end: int


def dates_in(text: str) -> list[Said]:
    """Every full date of a text, in its order."""
    return [_said(match, text) for match in DATE.finditer(text)]


def _said(match: re.Match[str], text: str) -> Said:
    figures = [match[1], match[3], match[4]] if match[1] else [match[5], match[6], match[7]]
    day, month, year = map(int, figures)
    try:
        real = date(year, month, day)
    except ValueError:
        real = None
    named = WEEKDAY.search(text[max(match.start() - BEFORE, 0) : match.start()])
    weekday = _weekday((named[1] or named[2]).casefold()) if named else None
    return Said(match[0], real, weekday, match.start(), match.end())


def _weekday(word: str) -> int:
    return int(word) - 2 if word.isdecimal() else DAYS.index(word)


def calendar(case: Case) -> Iterator[Finding]:
    """A date that does not exist, or stands beside the wrong weekday: arithmetic, so always a fault."""
    for path, text in [*case.paragraphs, *_times(case)]:
        for said in dates_in(text):
            if said.day is None:
                yield case.finding(ERROR, "no-such-day", path, f"“{said.written}” không có trong lịch.", "Hãy ghi lại ngày.")
            elif said.weekday not in (None, said.day.weekday()):
                says = f"Ngày {screen_date(said.day)} là {DAY_NAMES[said.day.weekday()]}, văn bản ghi {DAY_NAMES[said.weekday]}."
                yield case.finding(ERROR, "wrong-weekday", path, says, "Hãy sửa thứ hoặc ngày.")


def _times(case: Case) -> list[tuple[str, str]]:
    """When the conferences are, in the plan's words."""
    found = [(f"{path}.when.text", (one.get("when") or {}).get("text")) for path, one in case.items("conferences")]
    return [(path, text) for path, text in found if text]


def said_and_meant(case: Case) -> Iterator[Finding]:
    """The words of a conference's time against the days that the plan means by them."""
    for path, text in _times(case):
        when = next(one["when"] for at, one in case.items("conferences") if path == f"{at}.when.text")
        said = {one.day for one in dates_in(text) if one.day}
        meant = {when.get("from"), when.get("to")} - {None}
        if meant and not all(min(meant) <= day <= max(meant) for day in said):
            days = " - ".join(screen_date(day) for day in sorted(meant))
            says = f"Lời văn ghi “{text}”, còn ngày đã ghi là {days}."
            yield case.finding(ERROR, "when-disagrees", path, says, "Hãy sửa cho lời văn và ngày giống nhau.")


CHECKS = (calendar, said_and_meant)
