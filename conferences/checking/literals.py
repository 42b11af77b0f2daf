"""Figures typed by hand: years that contradict the plan's own, and figures that repeat a fact which could be named in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from conferences.checking.case import Case
from conferences.checking.finding import HINT, WARNING, Finding
from conferences.facts import COLLECTIVE, PERSON
from portal.fields import number, padded

YEARS = r"((?:19|20)\d\d)\s*(?:-|–|—|đến(?:\s+năm)?)\s*((?:19|20)\d\d)"
SPAN_OF_MERIT = re.compile(rf"(?<!\d)(\d{{1,2}})\s+năm\s*\(?\s*(?:từ\s+năm\s+|giai đoạn\s+)?{YEARS}", re.IGNORECASE)
TITLE_SPAN = re.compile(rf"(?:giai đoạn|\d+ năm)\s*\(?\s*{YEARS}", re.IGNORECASE)
TITLE_YEAR = re.compile(r"năm\s+((?:19|20)\d\d)", re.IGNORECASE)


def periods(case: Case) -> Iterator[Finding]:
    """Title, period and prose speak of the same years. A span that only begins where the period ends is the next one."""
    first, last = _period(case)
    if not first or not last:
        return
    title = case.data.get("title") or ""
    for match in TITLE_SPAN.finditer(title):
        if (int(match[1]), int(match[2])) != (first, last) and int(match[1]) < last:
            says = f"Trích yếu ghi {match[1]} - {match[2]}, thời gian xét thành tích là {first} - {last}."
            yield case.finding(WARNING, "period-against-title", "period", says, "Hãy sửa cho giống nhau.")
    known = {last, *([case.day.year] if case.day else []), *_conference_years(case)}
    for match in TITLE_YEAR.finditer(title):
        if int(match[1]) not in known and not TITLE_SPAN.search(title):
            says = f"Trích yếu ghi năm {match[1]}, thời gian xét thành tích là {first} - {last}."
            yield case.finding(WARNING, "period-against-title", "period", says, "Hãy sửa cho giống nhau.")
    for path, text in case.paragraphs:
        for match in SPAN_OF_MERIT.finditer(text):
            begin, end = int(match[2]), int(match[3])
            if (begin, end) != (first, last) and begin < last and end > first:
                says = f"Lời văn ghi “{match[0]}”, thời gian xét thành tích là {first} - {last}."
                yield case.finding(WARNING, "period-against-prose", path, says, "Hãy sửa cho giống nhau.")


def counted_years(case: Case) -> Iterator[Finding]:
    """“5 năm 2016-2020” counts both ends; “5 năm (2020 - 2025)” from one congress to the next is as usual."""
    for path, text in case.paragraphs:
        for match in SPAN_OF_MERIT.finditer(text):
            count, years = int(match[1]), int(match[3]) - int(match[2])
            if count not in (years, years + 1):
                says = f"“{match[0]}”: từ {match[2]} đến {match[3]} là {years + 1} năm."
                yield case.finding(WARNING, "years-miscounted", path, says, "Hãy sửa số năm hoặc năm đầu, năm cuối.")


def backdrop(case: Case) -> Iterator[Finding]:
    """The backdrop names the years that the conference looks back on."""
    first, last = _period(case)
    for path, conference in case.items("conferences") if first and last else ():
        for at, line in enumerate(conference.get("backdrop") or [], 1):
            for match in re.finditer(YEARS, line):
                if (int(match[1]), int(match[2])) != (first, last):
                    says = f"Phông ghi {match[1]} - {match[2]}, thời gian xét thành tích là {first} - {last}."
                    yield case.finding(HINT, "period-on-backdrop", f"{path}.backdrop[{at}]", says, "Nếu không cố ý, hãy sửa phông.")


def repeated(case: Case) -> Iterator[Finding]:
    """A figure typed beside a fact stays behind when the fact changes; the name in braces does not."""
    patterns = list(_patterns(case))
    for path, text in case.paragraphs:
        if ".backdrop[" in path:
            continue  # painted, not printed anew
        for name, pattern in patterns:
            if match := pattern.search(text):
                says = f"“{match[0]}” là số gõ tay của một dữ liệu đã có."
                yield case.finding(HINT, "literal", path, says, f"Có thể thay bằng {name}: đổi dữ liệu thì lời văn đổi theo.")


def _patterns(case: Case) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Facts worth naming, each with how a text would repeat it; the word that says what is counted belongs to it."""
    first, last = _period(case)
    if first and last and first != last:
        yield "{period.from} và {period.to}", _compiled(rf"\b{first}\s*(?:-|–|—|đến(?:\s+năm)?)\s*{last}\b")
    for name, day in _days(case):
        yield name, _compiled(rf"(?<![\d/])0?{day.day}(?:/0?{day.month}/|\s+tháng\s+0?{day.month}\s+năm\s+){day.year}(?!\d)")
    for name, figure in _seats(case):
        yield name, _compiled(rf"(?<![\d.]){_figure(figure)}\s+đại biểu\b")
    if case.rows:
        yield from _places(case)
    if copies := case.data.get("dossier_copies"):
        yield "{dossier_copies}", _compiled(rf"(?<![\d.]){_figure(copies)}\s+bộ\b(?!\s+(?:phận|máy|luật))")


def _places(case: Case) -> Iterator[tuple[str, re.Pattern[str]]]:
    whom = {"total": "(?:suất|chỉ tiêu|điển hình|gương|tập thể, cá nhân)", COLLECTIVE: "tập thể", PERSON: "cá nhân"}
    for name, word in whom.items():
        if figure := case.totals[name]:
            yield f"{{quotas.{name}}}", _compiled(rf"(?<![\d.]){_figure(figure)}\s+{word}\b")


def _days(case: Case) -> Iterator[tuple[str, date]]:
    for _, one in case.items("deadlines"):
        if one.get("date"):
            yield f"{{deadline.{one.get('what')}.short}}", one["date"]
    for _, one in case.items("conferences"):
        if day := (one.get("complete_by") or {}).get("date"):
            yield f"{{{_owner(one)}.complete_by}}", day
        when = one.get("when") or {}
        if when.get("text") and when.get("from") and when.get("from") == when.get("to"):
            yield f"{{{_owner(one)}.when.text}}", when["from"]


def _seats(case: Case) -> Iterator[tuple[str, int]]:
    for _, one in case.items("conferences"):
        for key in ("planned", "at_most"):
            if figure := (one.get("delegates") or {}).get(key):
                yield f"{{{_owner(one)}.delegates.{key}}}", figure


def _owner(conference: dict[str, Any]) -> str:
    return "own" if conference.get("own") else conference.get("level", "")


def _figure(figure: int) -> str:
    """However it may be written: 5, 05, 1000, 1.000."""
    return "(?:" + "|".join(dict.fromkeys(re.escape(one) for one in (padded(figure), str(figure), number(figure)))) + ")"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _period(case: Case) -> tuple[int | None, int | None]:
    years = case.data.get("period") or {}
    return years.get("from"), years.get("to")


def _conference_years(case: Case) -> set[int]:
    whens = [one.get("when") or {} for _, one in case.items("conferences")]
    return {day.year for when in whens for day in (when.get("from"), when.get("to")) if day}


CHECKS = (periods, counted_years, backdrop, repeated)
