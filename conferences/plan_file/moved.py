"""An older plan as the beginning of a newer one: its dates and years moved, and all that is to be looked at named in its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from portal.fields import screen_date, weekday_date

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
RULE_YEAR = re.compile(r"(?:criteria|eligible)\[\d+\]\.rule\..*\.(?:from|to)")
LEFT_BEHIND = ("number", "date", "parent", "notes")  # of the older plan alone
Note = dict[str, str]


def moved(data: dict[str, Any], year: int) -> dict[str, Any]:
    """The plan as data of `year`: each date and the years of its period later by the years between, words with their dates.

    Everything that was moved and every text that still names one of the old years has a note; the older plan's own notes,
    its number, date and superior plan stay behind, and so do the figures that its prose stated.
    """
    years = year - (year_of(data) or year)
    kept = {key: value for key, value in data.items() if key not in LEFT_BEHIND}
    notes: list[Note] = []
    copy = _moved(kept, "", years, notes) if years else kept
    if quotas := copy.get("quotas"):
        copy["quotas"] = {key: value for key, value in quotas.items() if key != "stated"}
    old_years = {str(one) for one in _years(data)} if years else set()
    notes += [*_of_the_older(data), *_still_named(copy, "", old_years)]
    return copy | ({"notes": notes} if notes else {})


def year_of(data: dict[str, Any]) -> int | None:
    """The year a plan is of: of its date, else the last of its period, else of its first dated fact."""
    if day := data.get("date"):
        return day.year
    return (data.get("period") or {}).get("to") or next((day.year for _, day in _dates(data, "")), None)


def _moved(node: Any, path: str, years: int, notes: list[Note]) -> Any:
    if isinstance(node, date):
        new = _later(node, years)
        notes.append(_note(path, f"Đã chuyển theo năm: {screen_date(node)} thành {weekday_date(new)}; hãy xem lại."))
        return new
    if path in ("period.from", "period.to"):
        notes.append(_note(path, f"Đã chuyển theo năm: {node} thành {node + years}; hãy xem lại."))
        return node + years
    if type(node) is int and RULE_YEAR.fullmatch(path):
        notes.append(_note(path, f"Đã chuyển theo năm: {node} thành {node + years}; hãy xem lại."))
        return node + years
    if path.endswith(".when.text"):
        new = YEAR.sub(lambda match: str(int(match[0]) + years), node)
        if new != node:
            notes.append(_note(path, f"Đã chuyển theo năm: “{node}” thành “{new}”; hãy xem lại."))
        return new
    if isinstance(node, dict):
        return {key: _moved(below, f"{path}.{key}" if path else key, years, notes) for key, below in node.items()}
    if isinstance(node, list):
        return [_moved(below, f"{path}[{place}]", years, notes) for place, below in enumerate(node, 1)]
    return node


def _later(day: date, years: int) -> date:
    """29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _of_the_older(data: dict[str, Any]) -> Iterator[Note]:
    """What cannot be moved."""
    if parent := data.get("parent"):
        yield _note("parent", f"Kế hoạch cấp trên trước đây là {parent}, không chép; hãy ghi kế hoạch mới nếu có.")
    if data.get("grounds"):
        yield _note("grounds", "Căn cứ chép từ kế hoạch trước; hãy xem căn cứ nào còn hiệu lực.")
    if data.get("asks"):
        yield _note("asks", "Dữ liệu nhạy cảm hỏi thêm chép từ kế hoạch trước; hãy xem lần này có còn cần không.")
    for place, conference in enumerate(data.get("conferences") or [], 1):
        if ordinal := conference.get("ordinal"):
            yield _note(f"conferences[{place}].ordinal", f"“{ordinal}” là lần thứ của kế hoạch trước; hãy ghi lần mới.")


def _still_named(node: Any, path: str, old_years: set[str]) -> Iterator[Note]:
    for below, text in _leaves(node, path):
        named = [one for one in dict.fromkeys(YEAR.findall(text)) if one in old_years] if isinstance(text, str) else []
        if named and not below.endswith(".when.text"):
            yield _note(below, f"Lời văn còn ghi {', '.join(named)}; hãy xem lại.")


def _years(data: dict[str, Any]) -> set[int]:
    """Every year that the plan's dated facts name."""
    period = data.get("period") or {}
    years = {day.year for _, day in _dates(data, "")} | {period[end] for end in ("from", "to") if end in period}
    return years


def _dates(node: Any, path: str) -> Iterator[tuple[str, date]]:
    return ((below, leaf) for below, leaf in _leaves(node, path) if isinstance(leaf, date))


def _leaves(node: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every leaf with its path, counted from 1."""
    if isinstance(node, dict):
        for key, below in node.items():
            yield from _leaves(below, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for place, below in enumerate(node, 1):
            yield from _leaves(below, f"{path}[{place}]")
    else:
        yield path, node


def _note(where: str, says: str) -> Note:
    return {"where": where, "says": says}
