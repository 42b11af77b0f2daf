"""Deadlines and days: in order, on working days, with time enough between them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from conferences.checking.case import Case, last_day
from conferences.checking.finding import ERROR, HINT, WARNING, Finding
from conferences.checking.words import conference_name, deadline_name
from portal.fields import padded, screen_date, weekday_date

BEFORE_CONFERENCE = ("dossier", "speech")  # what the conference needs; a report may follow it
DAY = timedelta(days=1)
APART = timedelta(days=60)  # days between two reports that are not the same one


def after_the_plan(case: Case) -> Iterator[Finding]:
    """Nothing can be asked for a day that has gone by when the plan is issued."""
    whose = "ngày ban hành kế hoạch" if case.data.get("date") else "hôm nay"
    for path, name, day in _events(case):
        if case.day and day < case.day:
            says = f"{name} là {screen_date(day)}, trước {whose} ({screen_date(case.day)})."
            yield case.finding(ERROR, "before-the-plan", path, says, "Hãy lùi ngày này, hoặc xem lại ngày ban hành.")


def _events(case: Case) -> Iterator[tuple[str, str, date]]:
    """Path, name and last possible day of everything that is to come."""
    for path, deadline in case.items("deadlines"):
        if day := last_day(deadline):
            yield path, f"Ngày cuối của {deadline_name(deadline).lower()}", day
    for path, conference in case.items("conferences"):
        when = conference.get("when") or {}
        if day := when.get("to") or when.get("from"):
            yield f"{path}.when", f"Ngày họp của {conference_name(conference).lower()}", day
        if done := last_day(conference.get("complete_by") or {}):
            yield f"{path}.complete_by", f"Ngày cuối để tổ chức {conference_name(conference).lower()}", done


def before_the_conference(case: Case) -> Iterator[Finding]:
    """Dossiers and speeches are needed at the conference: after its last day is absurd, within its span is luck."""
    span = _own_span(case)
    if span is None:
        return
    for path, deadline in case.items("deadlines"):
        day = last_day(deadline)
        if deadline.get("what") not in BEFORE_CONFERENCE or not day or day < span[0]:
            continue
        name = deadline_name(deadline)
        if day >= span[1]:
            says = f"{name} đến hết {screen_date(day)}, khi hội nghị đã họp ({_days(span)})."
            yield case.finding(ERROR, "deadline-after-event", path, says, "Hãy đặt hạn trước ngày họp.")
        else:
            says = f"{name} đến hết {screen_date(day)}, trong khi hội nghị có thể họp từ {screen_date(span[0])}."
            yield case.finding(WARNING, "deadline-within-event", path, says, "Hãy đặt hạn trước ngày họp sớm nhất.")


def levels_in_order(case: Case) -> Iterator[Finding]:
    """The levels below hold their conferences, then send dossiers, then the issuer's own conference meets."""
    dossier = _dossier(case)
    span = _own_span(case)
    for path, conference in case.items("conferences"):
        done = last_day(conference.get("complete_by") or {})
        if conference.get("own") or not done:
            continue
        name = conference_name(conference)
        where = f"{path}.complete_by"
        if dossier and (sent := last_day(dossier[1])) and done > sent:
            says = f"{name} được tổ chức đến hết {screen_date(done)}, sau ngày cuối gửi hồ sơ {screen_date(sent)}."
            yield case.finding(ERROR, "levels-out-of-order", where, says, "Hãy lùi hạn gửi hồ sơ, hoặc rút ngắn hạn tổ chức.")
        if span and done >= span[1]:
            says = f"{name} được tổ chức đến hết {screen_date(done)}, khi hội nghị cấp trên đã họp ({_days(span)})."
            yield case.finding(ERROR, "levels-after-event", where, says, "Hãy rút ngắn hạn tổ chức.")


def on_working_days(case: Case) -> Iterator[Finding]:
    """A closing moment does not move for a Sunday: who counts on the last day finds the office closed."""
    for path, deadline in case.items("deadlines"):
        day = last_day(deadline)
        if day and (why := case.days.why_off(day)):
            working = case.days.latest(day)
            says = (
                f"Ngày cuối còn gửi được là {weekday_date(day)}, ngày nghỉ ({why}); "
                f"ngày làm việc cuối cùng là {weekday_date(working)}."
            )
            yield case.finding(WARNING, "deadline-on-day-off", path, says, "Hãy đặt hạn sao cho ngày cuối là ngày làm việc.")


def conference_on_working_day(case: Case) -> Iterator[Finding]:
    """A conference may meet on a Saturday on purpose; on a public holiday hardly."""
    for path, conference in case.items("conferences"):
        first, last = _span(conference)
        if not first or case.days.count(first, last):
            continue
        holiday = next((case.days.off[day] for day in (first, last) if day in case.days.off), "")
        when = weekday_date(first) if first == last else _days((first, last))
        says = f"{conference_name(conference)} họp {when}: {'ngày nghỉ (' + holiday + ')' if holiday else 'ngày nghỉ cuối tuần'}."
        severity = WARNING if holiday else HINT
        yield case.finding(severity, "conference-on-day-off", f"{path}.when", says, "Nếu không cố ý, hãy chọn ngày làm việc.")


def days_for_units(case: Case) -> Iterator[Finding]:
    """Between the plan and the close of filing a union meets, votes and has its list confirmed."""
    dossier = _dossier(case)
    if not dossier or not case.day or not (last := last_day(dossier[1])) or last < case.day:
        return
    left = (last - case.day).days + 1
    if left >= case.limits.few_days:
        return
    working = case.days.count(case.day, last)
    since = "ngày ban hành" if case.data.get("date") else "hôm nay"
    says = (
        f"Từ {since} ({screen_date(case.day)}) đến hết hạn gửi hồ sơ các đơn vị chỉ có {padded(left)} ngày, "
        f"trong đó {padded(working)} ngày làm việc."
    )
    remedy = f"Nên dành ít nhất {case.limits.few_days} ngày để cơ sở họp bình xét và lấy xác nhận."
    yield case.finding(ERROR if left < case.limits.least_days else WARNING, "few-days", dossier[0], says, remedy)


def days_to_screen(case: Case) -> Iterator[Finding]:
    """Between the close of filing and the conference the office screens, the council meets, the decision is signed."""
    dossier, span = _dossier(case), _own_span(case)
    if not dossier or not span or not (last := last_day(dossier[1])) or last >= span[1]:
        return
    working = case.days.count(last + DAY, span[1] - DAY)
    if working < case.limits.few_screening_days:
        says = f"Từ khi hết hạn gửi hồ sơ đến ngày họp {screen_date(span[1])} chỉ có {padded(working)} ngày làm việc để thẩm định, xét và ra quyết định."
        yield case.finding(WARNING, "few-days-to-screen", dossier[0], says, "Hãy đặt hạn gửi hồ sơ sớm hơn, hoặc lùi ngày họp.")


def how_long(case: Case) -> Iterator[Finding]:
    """A conference of two days does not fit on one."""
    for path, conference in case.items("conferences"):
        first, last = _span(conference)
        days = (conference.get("when") or {}).get("days")
        if first and days and days > (last - first).days + 1:
            says = f"{conference_name(conference)} dài {days} ngày nhưng chỉ ghi {_days((first, last))}."
            yield case.finding(WARNING, "too-short", f"{path}.when", says, "Hãy ghi đủ ngày họp, hoặc sửa số ngày.")


def same_deadline_twice(case: Case) -> Iterator[Finding]:
    """Two closing days for one thing from the same people: which holds?"""
    seen: dict[tuple[Any, ...], date] = {}
    for path, deadline in case.items("deadlines"):
        key = deadline.get("what"), deadline.get("from"), deadline.get("to")
        day = last_day(deadline)
        if key[0] == "other" or not day:
            continue
        if key[0] == "report" and key in seen and abs(day - seen[key]) > APART:
            continue  # one at half of the year, one at its end
        if key in seen and seen[key] != day:
            says = f"{deadline_name(deadline)} ghi hai ngày cuối khác nhau: {screen_date(seen[key])} và {screen_date(day)}."
            yield case.finding(ERROR, "two-deadlines", path, says, "Hãy giữ một ngày, hoặc ghi rõ mỗi hạn của ai.")
        seen.setdefault(key, day)


def phases(case: Case) -> Iterator[Finding]:
    """Phases of a movement follow each other."""
    found = [(path, phase) for path, phase in case.items("movement", "phases") if phase.get("from") and phase.get("to")]
    for path, phase in found:
        if case.day and phase["to"] < case.day:
            says = f"{phase.get('name', '')} kết thúc {screen_date(phase['to'])}, trước ngày ban hành kế hoạch ({screen_date(case.day)})."
            yield case.finding(WARNING, "phase-over", path, says, "Hãy xem lại ngày của đợt.")
    for (_, one), (path, later) in zip(found, found[1:], strict=False):
        if later["from"] <= one["to"]:
            says = f"{later.get('name', '')} bắt đầu {screen_date(later['from'])}, khi {one.get('name', '')} chưa hết ({screen_date(one['to'])})."
            yield case.finding(WARNING, "phases-overlap", path, says, "Hãy đặt các đợt nối tiếp nhau.")


def _dossier(case: Case) -> tuple[str, dict[str, Any]] | None:
    return next(((path, one) for path, one in case.items("deadlines") if one.get("what") == "dossier" and one.get("date")), None)


def _span(conference: dict[str, Any]) -> tuple[date, date] | tuple[None, None]:
    when = conference.get("when") or {}
    first, last = when.get("from") or when.get("to"), when.get("to") or when.get("from")
    return (first, last) if first else (None, None)


def _own_span(case: Case) -> tuple[date, date] | None:
    first, last = _span(case.own[1]) if case.own else (None, None)
    return (first, last) if first and last else None


def _days(span: tuple[date, date]) -> str:
    return " - ".join(screen_date(day) for day in dict.fromkeys(span))


CHECKS = (
    after_the_plan,
    before_the_conference,
    levels_in_order,
    on_working_days,
    conference_on_working_day,
    days_for_units,
    days_to_screen,
    how_long,
    same_deadline_twice,
    phases,
)
