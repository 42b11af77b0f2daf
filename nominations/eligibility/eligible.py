"""Who may be nominated, as one more standard: of the lines that a plan has for a category, one must hold.

A line in a rule is judged; a line without one, beside those that have, is left to a person. Where no line of a category has a
rule, the plan only tells its readers, and nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from conferences.criterion_rule import ALL, ANY, STATEMENT, Clause, NoRule, Rule, decode
from conferences.criterion_rule.words import lower
from conferences.facts import as_list
from nominations.eligibility.facts import Standard, mark_of


def eligible_standards(lines: Sequence[str | Mapping[str, Any]], categories: Iterable[str]) -> Iterator[Standard]:
    """One for each category whose lines have rules; `lines` as the plan keeps them."""
    known = [{"text": one} if isinstance(one, str) else one for one in lines]
    for key in categories:
        own = [one for one in known if key in as_list(one.get("category") or key)]
        if any(one.get("rule") for one in own):
            text = _text([one["text"] for one in own])
            yield Standard(text, frozenset({key}), "all", _rule_of(own), mark_of(text))


def rule_of_stored(data: object) -> Rule | None:
    """What is stored was read when it was stored; a row of older code that is no rule any more is left to a person."""
    try:
        return decode(data) if data else None
    except NoRule:
        return None


def _rule_of(lines: Sequence[Mapping[str, Any]]) -> Rule:
    found = [_clauses(one) for one in lines]
    if len(found) == 1:
        return Rule(found[0])
    return Rule((Clause(ANY, clauses=tuple(one[0] if len(one) == 1 else Clause(ALL, clauses=one) for one in found)),))


def _clauses(line: Mapping[str, Any]) -> tuple[Clause, ...]:
    """The conditions of a line; what a person is to confirm names the line, for there are others beside it."""
    rule = rule_of_stored(line.get("rule")) or Rule((Clause(STATEMENT),))
    return tuple(_naming(one, line["text"]) for one in rule.clauses)


def _naming(clause: Clause, text: str) -> Clause:
    if clause.kind == STATEMENT and not clause.text:
        return replace(clause, text=text)
    return replace(clause, clauses=tuple(_naming(one, text) for one in clause.clauses))


def _text(lines: Sequence[str]) -> str:
    said = "; hoặc ".join(lower(line.rstrip(" .;")) for line in lines)
    return f"Thuộc {'một trong các ' if len(lines) > 1 else ''}đối tượng được đề nghị: {said}."
