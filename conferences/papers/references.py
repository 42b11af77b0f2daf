"""The facts that a plan's text may name in braces, by the keys of the plan file: {own.delegates.planned}."""

from __future__ import annotations

from conferences.facts import QuotaTable
from conferences.models import Conference, Deadline, Plan
from conferences.papers.head import before_or_by
from conferences.papers.words import days_text
from portal.fields import padded


def references(plan: Plan, table: QuotaTable | None) -> dict[str, str]:
    """Every fact that is known, as it prints."""
    facts: dict[str, str | None] = {
        "period.from": plan.period_from and str(plan.period_from),
        "period.to": plan.period_to and str(plan.period_to),
        "dossier_copies": plan.dossier_copies and padded(plan.dossier_copies),
        "late": plan.late,
    }
    for conference in plan.conferences.all():
        _add_first(facts, _of_conference(conference.level, conference))
        if conference.own:
            _add_first(facts, _of_conference("own", conference))
    for one in plan.deadlines.all():
        _add_first(facts, _of_deadline(one))
    if table is not None:
        facts |= _of_table(plan, table)
    return {name: text for name, text in facts.items() if text}


def _add_first(facts: dict[str, str | None], more: dict[str, str | None]) -> None:
    """The first of a kind keeps the name."""
    for name, text in more.items():
        facts.setdefault(name, text)


def _of_conference(prefix: str, conference: Conference) -> dict[str, str | None]:
    done_by = conference.complete_by
    return {
        f"{prefix}.name": conference.name,
        f"{prefix}.ordinal": conference.ordinal,
        f"{prefix}.when.text": conference.when_text,
        f"{prefix}.when.days": conference.days and days_text(conference.days),
        f"{prefix}.where": conference.where,
        f"{prefix}.delegates.planned": conference.planned and padded(conference.planned),
        f"{prefix}.delegates.at_most": conference.at_most and padded(conference.at_most),
        f"{prefix}.complete_by": done_by and before_or_by(done_by, conference.complete_before),
    }


def _of_deadline(deadline: Deadline) -> dict[str, str | None]:
    """In words for a paper, and short for running text: "trước ngày 08/7/2024"."""
    return {
        f"deadline.{deadline.what}": before_or_by(deadline.date, deadline.before),
        f"deadline.{deadline.what}.short": before_or_by(deadline.date, deadline.before, short=True),
    }


def _of_table(plan: Plan, table: QuotaTable) -> dict[str, str]:
    sums = {f"quotas.{name}": padded(count) for name, count in table.totals.items()}
    columns = zip(plan.categories.all(), table.foot, strict=True)
    return sums | {f"quotas.{category.key}": padded(count) for category, count in columns}
