"""The facts that a plan's text may name in braces, by the keys of the plan file: {own.delegates.planned}."""

from __future__ import annotations

from conferences.facts import QuotaTable, nameable, resolved
from conferences.models import Conference, Deadline, Plan
from conferences.papers.head import before_or_by
from conferences.querysets import table_of, table_to_print
from conferences.papers.words import days_text, forms_text, in_one_sentence, share_text, span
from portal.fields import padded


def references(plan: Plan, table: QuotaTable | None) -> dict[str, str]:
    """Every fact that is known, as it prints. A fact in words may name figures in its turn, once."""
    facts = _plain(plan, table)
    return {name: resolved(text, facts) for name, text in facts.items()}


def references_of(plan: Plan) -> dict[str, str]:
    """The same, with the table that the plan's paper prints."""
    allocation = table_to_print(plan)
    return references(plan, table_of(allocation) if allocation else None)


def _plain(plan: Plan, table: QuotaTable | None) -> dict[str, str]:
    facts: dict[str, str | None] = {
        "period.from": plan.period_from and str(plan.period_from),
        "period.to": plan.period_to and str(plan.period_to),
        "dossier_copies": plan.dossier_copies and padded(plan.dossier_copies),
        "late": plan.late,
        "movement.theme": plan.theme,
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
    """The first of a kind that says it keeps the name."""
    for name, text in more.items():
        if text:
            facts.setdefault(name, text)


def _of_conference(prefix: str, conference: Conference) -> dict[str, str | None]:
    facts: dict[str, str | None] = {
        "name": conference.name,
        "ordinal": conference.ordinal,
        "form": conference.form and forms_text(conference.form),
        "when.text": conference.when_text,
        "when.days": conference.days and days_text(conference.days),
        "where": conference.where,
        "delegates.planned": conference.planned and padded(conference.planned),
        "delegates.at_most": conference.at_most and padded(conference.at_most),
        "plenary_below": conference.plenary_below and padded(conference.plenary_below),
        "delegates_above": conference.delegates_above and padded(conference.delegates_above),
        "presidium": span(conference.presidium_min, conference.presidium_max),
        "presidium.exemplary": span(conference.presidium_exemplary_min, conference.presidium_exemplary_max),
        "attendees": in_one_sentence(conference.attendees),
    }
    if day := conference.complete_by:
        facts["complete_by"] = before_or_by(day, conference.complete_before)
        facts["complete_by.short"] = before_or_by(day, conference.complete_before, short=True)
    for share in conference.composition.all():
        if nameable(share.group):
            facts.setdefault(f"composition.{share.group}", share_text(share))
    return {f"{prefix}.{name}": text for name, text in facts.items()}


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
