"""What the checks look at: a plan's data with what the outside world says on that day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Protocol

from conferences.checking.finding import Finding
from conferences.checking.words import in_words, row_name
from conferences.criterion_rule import Catalogue
from conferences.facts import COLLECTIVE, PERSON
from conferences.plan_file.sense import items
from conferences.working_days import WorkingDays
from portal.fields import search_key


@dataclass(frozen=True)
class Limits:
    """From where on something is too little. No law sets these: they are the office's own measure, argued here.

    Between a plan and the deadline of its dossiers a grassroots union calls a meeting, votes, and has the list confirmed by
    management or party committee (law-and-format 3.6). An Dương gave four days.
    """

    few_days: int = 10  # days for units, fewer are a warning
    least_days: int = 3  # fewer are an error: a paper sent by post has hardly arrived
    few_screening_days: int = 5  # working days for screening, council and decision, fewer are a warning
    about: int = 10  # percent by which a figure may miss a share that the plan calls “khoảng”


@dataclass(frozen=True)
class Ground:
    """A legal text with the days between which it is in force; `until` is its last day, None while it has none."""

    number: str
    name: str
    issued: date | None = None
    since: date | None = None
    until: date | None = None
    replaced_by: str = ""


class Misnumbered(Protocol):
    """A number of a read text that does not follow: `found` “V” where `expected` was “IV” (conferences.reading finds them)."""

    @property
    def found(self) -> str: ...
    @property
    def expected(self) -> str: ...
    @property
    def heading(self) -> str: ...


@dataclass(frozen=True)
class Case:
    """`today` stands for the date of a plan that has none; without both nothing is measured from the plan's day."""

    data: dict[str, Any]
    today: date | None
    days: WorkingDays = field(default_factory=WorkingDays)
    grounds: Sequence[Ground] = ()
    numbering: Sequence[Misnumbered] = ()
    honours: Catalogue | None = None
    limits: Limits = field(default_factory=Limits)

    def finding(self, severity: str, code: str, where: str, says: str, remedy: str = "") -> Finding:
        return Finding(severity, code, where, self.place(where), says, remedy)

    def place(self, where: str) -> str:
        if match := re.match(r"quotas\.rows\[(\d+)\]", where):
            at = int(match[1])
            row = (self.rows[at - 1][1] if at <= len(self.rows) else {}) or {}
            return f"Bảng phân bổ, dòng {at} ({row_name(row)})"
        return in_words(where, self.data)

    def items(self, *keys: str) -> list[tuple[str, dict[str, Any]]]:
        """The maps of a list, each with its path."""
        return list(items(self.data, *keys))

    def texts(self, key: str) -> list[tuple[str, str]]:
        """The lines of a list of text, each with its path."""
        return [(f"{key}[{at}]", text) for at, text in enumerate(self.data.get(key) or [], 1) if isinstance(text, str)]

    @cached_property
    def day(self) -> date | None:
        return self.data.get("date") or self.today

    @cached_property
    def own(self) -> tuple[str, dict[str, Any]] | None:
        """The issuer's own conference with its path."""
        return next((one for one in self.items("conferences") if one[1].get("own")), None)

    @cached_property
    def rows(self) -> list[tuple[str, dict[str, Any]]]:
        return self.items("quotas", "rows")

    @cached_property
    def by_category(self) -> dict[str, int]:
        """The places of each category, in the plan's order."""
        sums = {item["key"]: 0 for _, item in self.items("categories") if item.get("key")}
        for _, row in self.rows:
            for key, places in (row.get("places") or {}).items():
                sums[key] = sums.get(key, 0) + (places or 0)
        return sums

    @cached_property
    def totals(self) -> dict[str, int]:
        """The three figures that a plan's prose states, as the table adds up to."""
        subjects = {item.get("key"): item.get("subject") for _, item in self.items("categories")}
        sums = {"total": sum(self.by_category.values()), COLLECTIVE: 0, PERSON: 0}
        for key, places in self.by_category.items():
            if subjects.get(key) in sums:
                sums[subjects[key]] += places
        return sums

    @cached_property
    def sections(self) -> list[tuple[str, dict[str, Any]]]:
        """Every section of every level with its path, in the order of the paper."""
        return list(_sections(self.data, ""))

    @cached_property
    def paragraphs(self) -> list[tuple[str, str]]:
        """The running text, in which a paper prints facts for braces, with its path."""
        found = [(key, self.data[key]) for key in ("lead", "closing", "late") if isinstance(self.data.get(key), str)]
        found += [pair for key in ("grounds", "dossier", "procedure", "awards", "budget") for pair in self.texts(key)]
        found += [(f"{path}.{key}", section[key]) for path, section in self.sections for key in ("text", "after") if section.get(key)]
        found += [(f"{path}.text", item["text"]) for path, item in self.items("criteria") if item.get("text")]
        found += [
            (f"{path}.{key}[{at}]", text)
            for part, key in (("tasks", "items"), ("conferences", "attendees"), ("conferences", "backdrop"))
            for path, item in self.items(part)
            for at, text in enumerate(item.get(key) or [], 1)
            if isinstance(text, str)
        ]
        for at, one in enumerate(self.data.get("eligible") or [], 1):
            found.append((f"eligible[{at}]", one if isinstance(one, str) else (one or {}).get("text") or ""))
        return [(path, text) for path, text in found if text]

    @cached_property
    def short_texts(self) -> list[tuple[str, str]]:
        """Beside `paragraphs`, the lines in which a paper prints facts for braces: headings, titles of appendices, recipients."""
        found = [(f"{path}.heading", section.get("heading")) for path, section in self.sections]
        found += [(f"{path}.title", appendix.get("title")) for path, appendix in self.items("appendices")]
        return [*((path, text) for path, text in found if text), *self.texts("recipients")]

    def shown(self) -> Iterator[tuple[str, str, str]]:
        """Path, `what` and `of` of everything that a section or an appendix prints live."""
        for path, part in [*self.sections, *self.items("appendices")]:
            for at, one in enumerate(part.get("shows") or [], 1):
                if isinstance(one, dict) and one.get("what"):
                    yield f"{path}.shows[{at}]", one["what"], one.get("of") or ""

    def conference_of(self, of: str) -> dict[str, Any] | None:
        """The conference that `of` names: the issuer's own, or the rules of a level."""
        if of in ("", "own"):
            return self.own[1] if self.own else None
        return next((one for _, one in self.items("conferences") if one.get("level") == of), None)

    def categories_of(self, of: str) -> list[dict[str, Any]]:
        """The categories of a subject, a sector or a key; all where none is named."""
        named = ("subject", "sector", "key")
        return [one for _, one in self.items("categories") if not of or of in [one.get(name) for name in named]]


def _sections(part: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for at, section in enumerate(part.get("sections") or [], 1):
        if isinstance(section, dict):
            where = f"{path}.sections[{at}]" if path else f"sections[{at}]"
            yield where, section
            yield from _sections(section, where)


def last_day(deadline: dict[str, Any]) -> date | None:
    """The last day on which something can still be sent or held: `before` a day ends on the day before it."""
    day = deadline.get("date")
    return day - timedelta(days=1) if day and deadline.get("before") else day


def same(text: str) -> str:
    """Texts with one key say the same: marks, case and punctuation aside."""
    return search_key(text)
