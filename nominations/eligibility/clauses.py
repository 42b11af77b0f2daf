"""Clauses made ready: each answers from the tally of a record and the candidate's own fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conferences.criterion_rule import Clause
from nominations.eligibility.answers import MET, NEEDS_PERSON, NO_EVIDENCE, NOT_MET, Answer
from nominations.eligibility.facts import LEADS_NOBODY, Candidate, Entry
from nominations.eligibility.tally import Sorter, Tally

Steps = dict[str, int]  # of the ranks of leading posts


@dataclass(slots=True, eq=False)
class Ready:
    """`clause` as the rule has it; `entries` says where the tally holds what it counts."""

    clause: Clause
    entries: int = -1
    kinds: frozenset[str] = frozenset()  # codes of the same kinds of honour: whether the record speaks of the matter at all
    first: int = 0
    last: int = 0

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        raise NotImplementedError

    def silent(self, record: Sequence[Entry]) -> bool:
        """Whether the record says nothing of this kind in these years."""
        kinds, first, last = self.kinds, self.first, self.last
        for entry in record:
            if entry.honour in kinds and first <= entry.year <= last:
                return False
        return True


@dataclass(slots=True, eq=False)
class Years(Ready):
    among: tuple[tuple[int, int], ...] = ()  # where the tally holds the years that must be among them, and how many
    open: int = 0  # years that are not over, as bits, where those that are over cannot be enough for anybody

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        entries = tally[self.entries]
        if len(entries) < self.clause.least and not self.open:
            return NO_EVIDENCE if not entries and self.silent(candidate.record) else NOT_MET
        if self.holds(entries, tally, claims=False):
            return MET
        if self.holds(entries, tally, claims=True):
            return NO_EVIDENCE
        if self.open and entries and self.holds(entries, tally, claims=True, more=self.open):
            return NEEDS_PERSON if self.holds(entries, tally, claims=False, more=self.open) else NO_EVIDENCE
        return NO_EVIDENCE if not entries and self.silent(candidate.record) else NOT_MET

    def holds(self, entries: Sequence[Entry], tally: Tally, *, claims: bool, more: int = 0) -> bool:
        """Whether the years are enough, with those that are only claimed or without, and with `more` that may still come."""
        return self.enough(self.mask(entries, claims) | more, [(self.mask(tally[at], claims), least) for at, least in self.among])

    def mask(self, entries: Sequence[Entry], claims: bool) -> int:
        """The years as bits, the first year lowest."""
        years, first = 0, self.first
        for entry in entries:
            if claims or entry.proven:
                years |= 1 << (entry.year - first)
        return years

    def enough(self, years: int, among: Sequence[tuple[int, int]]) -> bool:
        runs = self.runs(years) if self.clause.in_a_row else (years,)
        for run in runs:
            if run.bit_count() >= self.clause.least:
                for mask, least in among:
                    if (run & mask).bit_count() < least:
                        break
                else:
                    return True
        return False

    @staticmethod
    def runs(years: int) -> list[int]:
        """Stretches of years without a gap."""
        found = []
        while years:
            lowest = years & -years
            run = years & ~(years + lowest)
            found.append(run)
            years &= ~run
        return found


class Held(Ready):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        entries, least = tally[self.entries], self.clause.least
        if not entries:
            return NO_EVIDENCE if self.silent(candidate.record) else NOT_MET
        if self.count(entries, claims=False) >= least:
            return MET
        return NO_EVIDENCE if self.count(entries) >= least else NOT_MET

    def count(self, entries: Sequence[Entry], *, claims: bool = True) -> int:
        """Entries, or people where people are counted."""
        count, by_people = 0, self.clause.by_people
        for entry in entries:
            if claims or entry.proven:
                count += (entry.people or 0) if by_people else 1
        return count


class Share(Ready):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        entries, people = tally[self.entries], candidate.people
        if not people or (not entries and self.silent(candidate.record)):
            return NO_EVIDENCE
        if len(self.years([entry for entry in entries if entry.proven], people)) >= self.clause.least:
            return MET
        return NO_EVIDENCE if len(self.years(entries, people)) >= self.clause.least else NOT_MET

    def years(self, entries: Sequence[Entry], people: int) -> list[int]:
        """The years in which enough of its people have it. Who has the higher title mostly has the lower one too: of several
        entries of a year the largest counts, never their sum."""
        return [year for year, most in self.most(entries).items() if most * 100 >= self.clause.percent * people]

    @staticmethod
    def most(entries: Sequence[Entry]) -> dict[int, int]:
        found: dict[int, int] = {}
        for entry in entries:
            found[entry.year] = max(found.get(entry.year, 0), entry.people or 0)
        return found


class NoDiscipline(Ready):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        """That nothing is written down proves nothing: the unit confirms it."""
        if tally[self.entries]:
            return NOT_MET
        return MET if confirmed else NEEDS_PERSON


@dataclass(slots=True, eq=False)
class Position(Ready):
    steps: Steps | None = None

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        leads = leads_from(candidate.rank, self.clause.rank, self.steps or {})
        if leads is None:
            return NO_EVIDENCE
        return MET if leads is (self.clause.leads == "from") else NOT_MET


class Member(Ready):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        return MET if candidate.member_since else NO_EVIDENCE


class Direct(Ready):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        return NO_EVIDENCE if candidate.is_direct is None else MET if candidate.is_direct else NOT_MET


@dataclass(slots=True, eq=False)
class Service(Ready):
    on: date = date.min

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        if candidate.works_since is None:
            return NO_EVIDENCE
        return MET if months_between(candidate.works_since, self.on) >= self.clause.months else NOT_MET


class Papers(Ready):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        return MET if candidate.papers.issuperset(self.clause.slots) else NO_EVIDENCE


class Consented(Ready):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        return MET if self.clause.purpose in candidate.consents else NO_EVIDENCE


class Statement(Ready):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        return MET if confirmed else NEEDS_PERSON


@dataclass(slots=True, eq=False)
class Group(Ready):
    parts: tuple[Ready, ...] = ()


class AllOf(Group):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        return all_answer(self.parts, tally, candidate, confirmed)


class AnyOf(Group):
    __slots__ = ()

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        return any_answer(self.parts, tally, candidate, confirmed)


@dataclass(slots=True, eq=False)
class OfUnit(Group):
    sorter: Sorter | None = None

    def answer(self, tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
        if candidate.unit_record is None:
            return NO_EVIDENCE
        unit, tally = self.unit(candidate)
        return all_answer(self.parts, tally, unit, confirmed)

    def unit(self, candidate: Candidate) -> tuple[Candidate, Tally]:
        """The unit in the candidate's place, with its own record."""
        record = candidate.unit_record or ()
        return Candidate(candidate.category, record), self.sorter.tally(record)


def all_answer(parts: Sequence[Ready], tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
    """One that is not met decides; then what the unit can still supply; then what a person has to say."""
    found = MET
    for part in parts:
        answer = part.answer(tally, candidate, confirmed)
        if answer is NOT_MET:
            return NOT_MET
        if answer is NO_EVIDENCE or (answer is NEEDS_PERSON and found is MET):
            found = answer
    return found


def any_answer(parts: Sequence[Ready], tally: Tally, candidate: Candidate, confirmed: bool) -> Answer:
    """One that is met decides; not met is only what nothing could still bring about."""
    found = NOT_MET
    for part in parts:
        answer = part.answer(tally, candidate, confirmed)
        if answer is MET:
            return MET
        if answer is NEEDS_PERSON or (answer is NO_EVIDENCE and found is NOT_MET):
            found = answer
    return found


def leads_from(rank: str, lowest: str, steps: Steps) -> bool | None:
    """Whether a rank is `lowest` or above it; None where the rank or the limit is not known."""
    if rank == LEADS_NOBODY:
        return False
    mine, limit = steps.get(rank), steps.get(lowest)
    return None if mine is None or limit is None else mine >= limit


def months_between(since: date, on: date) -> int:
    """Whole months; below 0 where `since` is still to come."""
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
