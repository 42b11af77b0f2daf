"""The findings of a plan in the database: its data, the catalogues, and what the approver has answered for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from conferences import checking
from conferences.checking import ERROR, Finding, Ground
from conferences.honours import catalogue
from conferences.models import AcceptedFinding, Holiday, LegalGround, Plan
from conferences.plan_file.sense import items
from conferences.plan_rows import plan_data
from conferences.working_days import WorkingDays

SAID_BY_COMPLETENESS = ("no-title", "no-issuer", "no-signer", "no-text")  # `rules.plan_is_complete` says these
# Nobody can answer for a paper that lacks a component (NĐ 30/2020, Điều 8); papers.rules would refuse it at the end.
NEVER_ACCEPTED = (*SAID_BY_COMPLETENESS, "no-authority", "no-recipients")


@dataclass(frozen=True)
class Checked:
    """Open findings, errors first; and the accepted ones, each with who answers for it and why."""

    open: list[Finding]
    accepted: list[tuple[Finding, AcceptedFinding]]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.open if finding.severity == ERROR]


def check_plan(plan: Plan, at: datetime, data: dict[str, Any] | None = None, **more: Any) -> Checked:
    """What is open in the plan as it stands at a moment; `data` where they have been read already (`data_to_check`), `more` as
    `data_findings` takes it."""
    found = data_findings(data_to_check(plan) if data is None else data, at, **more)
    answered = {(one.code, one.where, one.says): one for one in plan.accepted_findings.select_related("by")}
    pairs = [(finding, answered.get((finding.code, finding.where, finding.says))) for finding in found]
    return Checked([finding for finding, one in pairs if one is None], [(finding, one) for finding, one in pairs if one])


def data_to_check(plan: Plan, data: dict[str, Any] | None = None) -> dict[str, Any]:
    """The plan's data. A plan without a place prints that of its office."""
    data = plan_data(plan) if data is None else data
    return data if data.get("place") or not plan.unit.place else data | {"place": plan.unit.place}


def data_findings(data: dict[str, Any], at: datetime | None, **more: Any) -> list[Finding]:
    """The findings of a plan's data with the office's catalogues. `at` stands for its date where it has none; `more` as `checking.findings` takes it."""
    given = {"days": working_days(Holiday.objects.all()), "grounds": legal_grounds(LegalGround.objects.all())} | more
    if "honours" not in given and any(one.get("rule") for key in ("criteria", "eligible") for _, one in items(data, key)):
        given["honours"] = catalogue()
    return checking.findings(data, today=timezone.localdate(at) if at else None, **given)


def working_days(rows: Iterable[Holiday]) -> WorkingDays:
    rows = list(rows)
    return WorkingDays(
        {row.date: row.name for row in rows if not row.worked}, frozenset(row.date for row in rows if row.worked)
    )


def legal_grounds(rows: Iterable[LegalGround]) -> list[Ground]:
    return [Ground(row.number, row.name, row.issued, row.since, row.until, row.replaced_by) for row in rows]
