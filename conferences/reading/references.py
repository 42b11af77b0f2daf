"""Facts that running text repeats, named in braces: what a plan says twice stands once."""

from __future__ import annotations

import re
from typing import Any

from conferences.reading.days import DAY, day_of
from conferences.reading.found import Found

NUMBERS = {"total": "quotas.total", "collective": "quotas.collective", "person": "quotas.person"}


class References:
    """Replaces in texts what the facts already say."""

    def __init__(self, deadlines: list[Found], copies: int | None, late: str, stated: dict[str, int], has_rows: bool) -> None:
        self._days: dict[tuple[Any, bool], str] = {}
        seen = set()
        for one in deadlines:
            what, day, before = one.value["what"], one.value["date"], one.value["before"]
            if what not in seen:  # the first of a kind keeps the name
                self._days.setdefault((day, before), what)
            seen.add(what)
        self._whats = {(one.value["what"], one.value["date"], one.value["before"]) for one in deadlines}
        self._copies, self._late = copies, late
        self._stated = stated if has_rows else {}

    def text(self, text: str, *, speech: bool = False) -> str:
        """A paragraph, an item of tasks. Days that close something, copies, what becomes of late dossiers."""
        made = self._with_days(text)
        if self._copies:
            made = re.sub(
                rf"((?:lập|làm|gửi|gồm|hồ sơ)[^.;\d\n]{{0,60}}?)\b0?{self._copies}(\s*(?:bộ|bản)\b)",
                r"\1{dossier_copies}\2",
                made,
                count=1,
                flags=re.IGNORECASE,
            )
        return made.replace(self._late, "{late}") if self._late else made

    def quotas(self, text: str) -> str:
        """The prose above the table: its total, its collectives, its persons."""
        made = text
        for key, count in self._stated.items():
            made = re.sub(rf"(?<![\d{{/.]){_written(count)}(?![\d/}}%]|\.\d)", f"{{{NUMBERS[key]}}}", made, count=1)
        return made

    def _with_days(self, text: str) -> str:
        parts, end = [], 0
        for found in DAY.finditer(text):
            day = day_of(found)
            lead = re.search(r"(trước|chậm nhất)\s+$", text[: found.start()])
            if day is None or lead is None or not found[0].lower().startswith("ngày"):
                continue
            what = self._what(day, lead[1] == "trước", text[end : found.start()])
            if what:
                form = "" if found["month2"] else ".short"
                parts += [text[end : lead.start()], f"{{deadline.{what}{form}}}"]
                end = found.end()
        return "".join(parts) + text[end:]

    def _what(self, day: Any, before: bool, lead: str) -> str:
        """Of several matters that close on one day the one that the words name."""
        if (day, before) not in self._days:
            return ""
        if re.search(r"tham luận", lead.rpartition("(")[2] or lead) and ("speech", day, before) in self._whats:
            return "speech"
        return self._days[day, before]


def _written(count: int) -> str:
    return f"0?{count}" if count < 10 else str(count)
