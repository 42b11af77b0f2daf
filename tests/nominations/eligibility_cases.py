"""Plain data for judging: the catalogue as it is seeded, the standards of the example plans, records in a line."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from conferences.criterion_rule import Catalogue, CatalogueHonour, decode
from conferences.facts import as_list
from conferences.honours_catalogue import HONOURS
from conferences.plan_file import read
from nominations.eligibility import Candidate, Entry, Standard, Standards, compile_standards, eligible_standards, mark_of

ON = date(2021, 5, 14)
KNOWN = Catalogue(
    CatalogueHonour(row.code, kind, row.name, row.ladder, row.step, row.subject, row.aliases) for kind, rows in HONOURS for row in rows
)


@cache
def standards_of(name: str, on: date = ON) -> Standards:
    """The standards of an example plan, with its own period."""
    data = read(Path(f"conferences/examples/{name}.yaml").read_bytes()).data
    standards = [
        Standard(one["text"], frozenset(as_list(one["category"])), one["who"], decode(one["rule"], KNOWN)) for one in data["criteria"]
    ]
    standards[:0] = eligible_standards(data.get("eligible", []), [one["key"] for one in data["categories"]])
    return compile_standards(standards, KNOWN, period=(data["period"]["from"], data["period"]["to"]), on=on)


def one_standard(
    *clauses: dict[str, Any], who: str = "all", period: tuple[int, int] = (2016, 2020), on: date = ON, **says: str
) -> Standards:
    """A plan with this standard alone, for the category “c”."""
    rule = decode({**says, "clauses": list(clauses)}, KNOWN, who)
    return compile_standards([Standard("Tiêu chuẩn.", frozenset({"c"}), who, rule)], KNOWN, period=period, on=on)


MARK = mark_of("Tiêu chuẩn.")


def record(text: str) -> tuple[Entry, ...]:
    """ "ldtt 2016-2020, ht-xuat-sac 2019, sk-tinh 2018 x3, bk-ttg 2017?": x3 counts people, ? is not proven; ids from 1."""
    entries: list[Entry] = []
    for line in filter(None, (part.strip() for part in text.split(","))):
        code, years, *more = line.split()
        first, _, last = years.rstrip("?").partition("-")
        for year in range(int(first), int(last or first) + 1):
            people = int(more[0].lstrip("x").rstrip("?")) if more else None
            entries.append(Entry(code, year, len(entries) + 1, people, not line.endswith("?")))
    return tuple(entries)


def candidate(category: str, text: str = "", unit: str | None = None, **given: Any) -> Candidate:
    return Candidate(category, record(text), unit_record=None if unit is None else record(unit), **given)
