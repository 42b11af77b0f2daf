"""How much money goes with an award on a day: a coefficient of the base salary, rounded up, or a fixed sum. Exact arithmetic.

Coefficient times the base salary in force on the day of the decision, rounded up to the next 10.000 đồng (law-and-format 3.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

STEP = 10_000  # đồng


@dataclass(frozen=True)
class Salary:
    since: date
    amount: int  # đồng


@dataclass(frozen=True)
class Terms:
    """What goes with an award of one code for one subject from a day on: a coefficient or a sum in đồng; `until` is excluded."""

    award: str
    subject: str
    since: date | None
    until: date | None
    coefficient: Decimal | None
    amount: int | None


def rounded_up(amount: Decimal) -> int:
    """To the next 10.000 đồng; what is even stays."""
    steps, rest = divmod(amount, STEP)
    return (int(steps) + (rest > 0)) * STEP


def salary_on(salaries: Iterable[Salary], day: date) -> Salary | None:
    """The base salary in force on a day."""
    return max((salary for salary in salaries if salary.since <= day), key=lambda salary: salary.since, default=None)


def terms_on(rows: Iterable[Terms], award: str, subject: str, day: date) -> Terms | None:
    """The row in force; of several the one that began last."""
    found = [
        row
        for row in rows
        if (row.award, row.subject) == (award, subject) and (row.since or date.min) <= day and (row.until is None or day < row.until)
    ]
    return max(found, key=lambda row: row.since or date.min, default=None)


def prize(rows: Iterable[Terms], salaries: Iterable[Salary], *, award: str, subject: str, day: date) -> int | None:
    """The sum in đồng; None where nobody has said what goes with this award on that day."""
    found = terms_on(rows, award, subject, day)
    if found is None or found.coefficient is None:
        return found.amount if found else None
    salary = salary_on(salaries, day)
    return rounded_up(found.coefficient * salary.amount) if salary else None
