"""What is wrong, doubtful or could be better in a plan: pure, over the data of the plan file. Each check says one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from conferences.checking import conference, deadlines, filing, grounds, head, honours, literals, numbering, said_dates, text
from conferences.checking.case import Case, Ground, Limits, Misnumbered
from conferences.checking.finding import ERROR, HINT, ORDER, SEVERITIES, WARNING, Finding
from conferences.criterion_rule import Catalogue
from conferences.working_days import WorkingDays

Check = Callable[[Case], Iterator[Finding]]
CHECKS: tuple[Check, ...] = tuple(
    check
    for part in (head, grounds, said_dates, deadlines, conference, honours, filing, text, literals, numbering)
    for check in part.CHECKS
)

__all__ = ["ERROR", "HINT", "SEVERITIES", "WARNING", "Finding", "Ground", "Limits", "Misnumbered", "findings"]


def findings(
    data: dict[str, Any],
    *,
    today: date | None,
    days: WorkingDays | None = None,
    grounds: Sequence[Ground] = (),
    numbering: Sequence[Misnumbered] = (),
    honours: Catalogue | None = None,
    limits: Limits | None = None,
    checks: Sequence[Check] = CHECKS,
) -> list[Finding]:
    """Every finding of a plan, errors first, in the order of the checks.

    `today` stands for the date of a plan that has none; None for a paper that bears no date and was issued nobody knows when. Without `days` only Saturdays and Sundays are off. `grounds` are the
    legal texts with the days they are in force; `numbering` are the numbers of a read text that do not follow.
    `honours` is the catalogue that the rules of the standards name; without it their codes are not looked up.
    `checks` are those to ask, if not all.
    """
    case = Case(data, today, days or WorkingDays(), grounds, numbering, honours, limits or Limits())
    found = [finding for check in checks for finding in check(case)]
    return sorted(found, key=lambda finding: ORDER[finding.severity])
