"""The calendar of plans: backwards from the day of a conference, and by months. Plain data in and out.

What is wrong with the dates that a plan says is found by `conferences.checking.deadlines` alone; `CONFLICTS` are its checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from conferences.checking import deadlines
from conferences.checking.case import last_day
from conferences.working_days import DAY, WorkingDays

CONFLICTS = deadlines.CHECKS


# --- backwards from the conference ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """Something that has to be done by a day; `days` working days lie between it and the step after it."""

    key: str
    label: str
    days: int
    reason: str  # why so many, as the page says it
    part: str = ""  # of the editor, in which the plan says its day


# The last step first. No law counts these days for a conference of a union's own: they are the office's measure, as
# `checking.case.Limits` are, and lie above it. Between the close of filing and the conference Lai Châu 2020 had 19 working
# days (14/5 to 11/6), An Dương 2024 had 14 (07/7 to 26/7); the four steps below add up to 15. For filing Lai Châu gave its
# units 41 working days, An Dương four days in all, a month lies between. The day on which a number is given: NĐ 30/2020,
# Điều 15.
STEPS = (
    Step("decision", "Ký quyết định khen thưởng", 5, "Quyết định lấy số chậm nhất ngày làm việc sau khi ký; còn in bằng, giấy khen và gửi giấy mời."),
    Step("council", "Hội đồng thi đua, khen thưởng họp xét", 3, "Sau khi họp còn biên bản, tờ trình và dự thảo quyết định."),
    Step("screening", "Thẩm định xong hồ sơ", 2, "Danh sách và tóm tắt thành tích đến tay thành viên Hội đồng trước khi họp."),
    Step("dossier", "Hết hạn gửi hồ sơ", 5, "Đọc từng hồ sơ; hồ sơ thiếu kịp trả lại bổ sung một lần.", "deadlines"),
    Step("plan", "Ban hành kế hoạch", 20, "Một tháng để cơ sở họp bình xét, bỏ phiếu và lấy xác nhận.", "head"),
)


@dataclass(frozen=True)
class Suggestion:
    """A working day by which a step should be done; `squeezed` where there is less time than its distances ask for."""

    step: Step
    day: date
    squeezed: bool = False


def suggestions(meeting: date, days: WorkingDays, *, today: date | None = None, steps: Sequence[Step] = STEPS) -> list[Suggestion]:
    """The day of each step, backwards from the first day of the conference; none when no working day is left before it.

    Where `today` (None: whenever) leaves less time than the steps ask for, every distance is shortened in proportion, so that
    the first step falls on today or the next working day.
    """
    last = days.latest(meeting)
    if today is not None and (meeting <= today or last < today):
        return []
    wanted = sum(step.days for step in steps)
    room = wanted if today is None else min(wanted, days.count(today, last - DAY))
    found, distance = [], 0
    for step in steps:
        distance += step.days
        found.append(Suggestion(step, days.before(last, distance * room // wanted), room < wanted))
    return found


def meeting_day(data: Mapping[str, Any]) -> date | None:
    """The first day on which the issuer's own conference may meet; None while the plan says it in words only."""
    own = next((one for one in data.get("conferences") or [] if one.get("own")), {})
    when = own.get("when") or {}
    return when.get("from") or when.get("to")


def said(data: Mapping[str, Any], key: str) -> date | None:
    """The day that the plan itself says for a step: its own date, the last day for dossiers (the earliest, of several)."""
    if key == "plan":
        return data.get("date")
    closing = [last_day(one) for one in data.get("deadlines") or [] if one.get("what") == key and one.get("date")]
    return min((day for day in closing if day), default=None)


def compared(plan: date, suggested: date, days: WorkingDays) -> str:
    """How the day that a plan says lies to the suggested one, in words."""
    if plan == suggested:
        return "đúng ngày gợi ý"
    first, last = sorted((plan, suggested))
    between = days.count(first + DAY, last)
    side = "sớm hơn" if plan < suggested else "muộn hơn"
    return f"{side} gợi ý {between} ngày làm việc" if between else f"{side} gợi ý, không mất ngày làm việc nào"


# --- what is due, by months -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    """A day of a plan: the last day on which something can still be sent, or the first and last of a conference."""

    day: date
    what: str  # a deadline's `what`, or conference, level, phase
    label: str
    plan_id: int
    number: str
    title: str
    status: str
    status_word: str
    office: str
    until: date | None = None  # the last day of what lasts
    whom: str = ""
    to: str = ""
    place: int = 0  # in the plan's own list

    def get_status_display(self) -> str:
        return self.status_word

    @property
    def last(self) -> date:
        return self.until or self.day

    @property
    def order(self) -> tuple[Any, ...]:
        return self.day, self.number, self.plan_id, self.label


@dataclass(frozen=True)
class Line:
    """A line of a month: something due, or (None) today itself where nothing is."""

    day: date
    due: Due | None
    is_today: bool
    is_over: bool


@dataclass(frozen=True)
class Month:
    year: int
    month: int
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        return f"Tháng {self.month}/{self.year}"


def months(dues: Iterable[Due], today: date, *, mark: bool = True) -> list[Month]:
    """The dues by months, in the order in which they come. With `mark`, today has a line of its own where nothing is due on it."""
    lines = [Line(due.day, due, due.day <= today <= due.last, due.last < today) for due in dues]
    if mark and not any(line.day == today for line in lines):
        place = next((at for at, line in enumerate(lines) if line.day > today), len(lines))
        lines.insert(place, Line(today, None, True, False))
    return [Month(*month, tuple(found)) for month, found in groupby(lines, key=lambda line: (line.day.year, line.day.month))]
