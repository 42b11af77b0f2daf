"""A plan's standards made ready once, and candidates judged by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from conferences.criterion_rule import (
    ALL,
    ANY,
    CONSENT,
    DIRECT,
    HEAD,
    HELD,
    MEMBER,
    NO_DISCIPLINE,
    NON_LEADER,
    OF_UNIT,
    PAPERS,
    POSITION,
    SERVICE,
    SHARE,
    STATEMENT,
    YEARS,
    Catalogue,
    Clause,
    Rule,
)
from nominations.eligibility import clauses, reasons
from nominations.eligibility.answers import NO_EVIDENCE, Answer
from nominations.eligibility.facts import Candidate, Standard, mark_of
from nominations.eligibility.reasons import JudgedClause
from nominations.eligibility.tally import BOTH, EARLIEST, LATEST, OWN, PEOPLE, Asked, Sorter, Tally

Period = tuple[int | None, int | None]
PLAIN = {
    MEMBER: clauses.Member,
    DIRECT: clauses.Direct,
    PAPERS: clauses.Papers,
    CONSENT: clauses.Consented,
    STATEMENT: clauses.Statement,
}
COUNTED = {HELD: clauses.Held, SHARE: clauses.Share, NO_DISCIPLINE: clauses.NoDiscipline}
GROUPS = {ANY: clauses.AnyOf, ALL: clauses.AllOf}
BY_A_PERSON = Rule((Clause(STATEMENT),))  # a standard of which nobody has made a rule


@dataclass(slots=True, eq=False)
class ReadyStandard:
    standard: Standard
    mark: str
    who: str
    leads_from: str
    parts: tuple[clauses.Ready, ...]
    answer: Callable[[Tally, Candidate, bool], Answer]  # of all parts together


@dataclass(slots=True, eq=False)
class Judged:
    """What is to be said of one standard that holds for the candidate. Words and evidence are made when they are asked for."""

    ready: ReadyStandard
    answer: Answer
    case: tuple[Candidate, Tally, Catalogue]
    is_sure: bool  # whether it is known that the standard holds for this candidate

    @property
    def standard(self) -> Standard:
        return self.ready.standard

    @property
    def mark(self) -> str:
        return self.ready.mark

    @property
    def clauses(self) -> list[JudgedClause]:
        """Each clause of the rule quoted, with its answer, reason and evidence."""
        candidate, tally, catalogue = self.case
        say = reasons.Reasons(catalogue)
        return [say.judged(part, tally, candidate, self.mark in candidate.confirmed) for part in self.ready.parts]

    @property
    def is_told_in_parts(self) -> bool:
        """Whether there is more to quote than the plan's own sentence, which a person confirms as a whole."""
        rule = self.standard.rule or BY_A_PERSON
        return len(rule.clauses) > 1 or rule.clauses[0].kind != STATEMENT or bool(rule.clauses[0].text)

    @property
    def reason(self) -> str:
        """Why the answer is what it is, from the clauses that decide it."""
        if not self.is_sure:
            return reasons.UNSURE[self.ready.who]
        found = self.clauses
        return "; ".join(one.told for one in found if one.answer is self.answer)

    @property
    def evidence(self) -> tuple[int, ...]:
        """Rows of the record that the answer stands on, each once."""
        return tuple(dict.fromkeys(row for one in self.clauses for row in one.evidence))


class ByCategory:
    """The standards of one category, and what they ask of a record."""

    def __init__(self, catalogue: Catalogue, period: Period, on: date):
        self.catalogue, self.period, self.on = catalogue, period, on
        self.sorter = Sorter()
        self.steps = {one.code: one.step for one in catalogue.of_kind(["rank"])}
        self.standards: list[ReadyStandard] = []

    def add(self, standard: Standard) -> None:
        rule = standard.rule or BY_A_PERSON
        parts = tuple(self.ready(clause, self.sorter) for clause in rule.clauses)
        who = rule.who or standard.who
        answer = parts[0].answer if len(parts) == 1 else clauses.AllOf(Clause(ALL), parts=parts).answer
        self.standards.append(ReadyStandard(standard, standard.mark or mark_of(standard.text), who, rule.leads_from, parts, answer))

    def judge(self, candidate: Candidate) -> list[Judged]:
        tally, found = self.sorter.tally(candidate.record), []
        case = candidate, tally, self.catalogue
        for ready in self.standards:
            holds = True if ready.who == "all" else self.holds(ready, candidate)
            if holds is False:
                continue
            if holds is None and ready.standard.rule is not None:
                found.append(Judged(ready, NO_EVIDENCE, case, False))
                continue
            found.append(Judged(ready, ready.answer(tally, candidate, ready.mark in candidate.confirmed), case, True))
        return found

    def holds(self, ready: ReadyStandard, candidate: Candidate) -> bool | None:
        """Whether the standard is asked of this candidate; None where nobody has said enough."""
        if ready.who == HEAD:
            return candidate.is_head
        leads = clauses.leads_from(candidate.rank, ready.leads_from, self.steps)
        return leads if leads is None or ready.who != NON_LEADER else not leads

    # --- a clause made ready

    def ready(self, clause: Clause, sorter: Sorter) -> clauses.Ready:
        if clause.kind in PLAIN:
            return PLAIN[clause.kind](clause)
        if clause.kind == POSITION:
            return clauses.Position(clause, steps=self.steps)
        if clause.kind == SERVICE:
            return clauses.Service(clause, on=self.on)
        if clause.kind == OF_UNIT:
            own = Sorter()
            return clauses.OfUnit(clause, parts=tuple(self.ready(one, own) for one in clause.clauses), sorter=own)
        if clause.kind in GROUPS:
            return GROUPS[clause.kind](clause, parts=tuple(self.ready(one, sorter) for one in clause.clauses))
        return self.counted(clause, sorter)

    def counted(self, clause: Clause, sorter: Sorter) -> clauses.Ready:
        """A clause that counts entries of the record."""
        first, last = clause.since or self.period[0] or EARLIEST, clause.until or self.period[1] or LATEST
        whose = BOTH if clause.kind == NO_DISCIPLINE else PEOPLE if clause.by_people or clause.kind == SHARE else OWN
        codes = (clause.degree,) if clause.kind == NO_DISCIPLINE else clause.honours
        above = clause.or_higher or clause.kind == NO_DISCIPLINE
        number = sorter.number(Asked(self.catalogue.worth(codes, or_higher=above), first, last, whose))
        kinds = {self.catalogue.kind(code) for code in codes}
        spoken = frozenset(one.code for one in self.catalogue.of_kind(kinds))
        if clause.kind == YEARS:
            among = tuple(
                (sorter.number(Asked(self.catalogue.worth(one.honours, or_higher=one.or_higher), first, last, whose)), one.least)
                for one in clause.among
            )
            over = range(first, min(last, self.on.year - 1) + 1)
            still = range(max(first, self.on.year), last + 1) if len(over) < clause.least <= last - first + 1 else ()
            return clauses.Years(clause, number, spoken, first, last, among, sum(1 << (year - first) for year in still))
        return COUNTED[clause.kind](clause, number, spoken, first, last)


class Standards:
    """A plan's standards, ready for any number of candidates."""

    def __init__(self, standards: Iterable[Standard], catalogue: Catalogue, period: Period, on: date):
        self.by_category: dict[str, ByCategory] = {}
        for standard in standards:
            for category in standard.categories:
                if category not in self.by_category:
                    self.by_category[category] = ByCategory(catalogue, period, on)
                self.by_category[category].add(standard)

    def judge(self, candidate: Candidate) -> list[Judged]:
        """The standards that hold for the candidate, in the plan's order; those of other branches are left out."""
        found = self.by_category.get(candidate.category)
        return found.judge(candidate) if found else []

    def passed_over(self, candidate: Candidate) -> list[Standard]:
        """Standards of the category that are asked of others only: of leaders, of heads."""
        found = self.by_category.get(candidate.category)
        standards = found.standards if found else []
        return [one.standard for one in standards if one.who != "all" and found.holds(one, candidate) is False]


def compile_standards(standards: Iterable[Standard], catalogue: Catalogue, *, period: Period = (None, None), on: date) -> Standards:
    """Make a plan's standards ready. `period` are the years that count where a rule names none; months of service are counted
    up to the day `on`, and years from its own on are not over: a rule that nobody can meet without them needs a person."""
    return Standards(standards, catalogue, period, on)
