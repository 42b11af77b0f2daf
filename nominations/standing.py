"""How a dossier stands against its plan's standards: rows made plain data, judged, and what officers ruled laid over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from conferences.criterion_rule import Catalogue
from conferences.honours import catalogue
from conferences.models import Category, Criterion, Plan
from nominations.eligibility import (
    Answer,
    Candidate,
    Entry,
    Judged,
    Standard,
    Standards,
    compile_standards,
    eligible_standards,
    mark_of,
    rule_of_stored,
)
from nominations.models import Achievement, ClauseAnswer, Dossier, DossierPaper, Nominee
from nominations.record import UNIT_KINDS, evidence, filed_at, is_there
from portal import clock

CONFIRMED = ClauseAnswer.Says.CONFIRMED


@dataclass(frozen=True)
class StandardLine:
    """One standard: the portal's answer, what the unit confirmed, what an officer ruled, and the rows it all stands on."""

    judged: Judged
    evidence: tuple[Achievement, ...] = ()
    confirmed: ClauseAnswer | None = None
    ruling: ClauseAnswer | None = None

    @property
    def answer(self) -> Answer:
        """What holds: the officer's word before the portal's."""
        return Answer(self.ruling.says) if self.ruling else self.judged.answer

    @property
    def text(self) -> str:
        return self.judged.standard.text

    @property
    def mark(self) -> str:
        return self.judged.mark

    @property
    def asks_the_unit(self) -> bool:
        """Whether the unit's own word still counts for something here."""
        return self.confirmed is not None or self.judged.answer is Answer.NEEDS_PERSON


@dataclass(frozen=True)
class Standing:
    """All standards that are asked of the nominee, in the plan's order; `passed_over` are asked of others."""

    lines: tuple[StandardLine, ...] = ()
    passed_over: tuple[Standard, ...] = ()

    def count(self, *answers: Answer) -> int:
        return sum(line.answer in answers for line in self.lines)

    @property
    def met(self) -> int:
        return self.count(Answer.MET)

    @property
    def is_met(self) -> bool:
        return self.met == len(self.lines)


def standing_of(dossier: Dossier, filed: Mapping[int, datetime] | None = None) -> Standing:
    return standings_of([dossier], filed)[dossier.pk]


def standings_of(dossiers: Sequence[Dossier], filed: Mapping[int, datetime] | None = None) -> dict[int, Standing]:
    """The standing of each dossier by its id, at the office by the record as it was filed. As many queries for one as for a
    thousand, one less for whoever knows when they were filed; each plan's rules are made ready once."""
    record = Prefetch("nominee__achievements", Achievement.objects.select_related("honour", "evidence"))
    papers = Prefetch("papers", DossierPaper.objects.select_related("file"))
    prefetch_related_objects(list(dossiers), "plan", "category", record, papers, "consents", "answers__by")
    ready = _standards({one.plan_id: one.plan for one in dossiers}.values(), catalogue())
    units = _records_of_units({one.unit_id for one in dossiers})
    filed = filed_at(dossiers) if filed is None else filed
    return {one.pk: _standing(one, ready[one.plan_id], units.get(one.unit_id), filed.get(one.pk)) for one in dossiers}


def standards_of(plan: Plan, known: Catalogue | None = None) -> Standards:
    """One plan's standards made ready, for whoever judges many by them."""
    return _standards([plan], known or catalogue())[plan.pk]


def _standards(plans: Iterable[Plan], known: Catalogue) -> dict[int, Standards]:
    plans = list(plans)
    categories: dict[int, list[str]] = {plan.pk: [] for plan in plans}
    for plan_id, key in Category.objects.filter(plan__in=[plan.pk for plan in plans if plan.eligible]).values_list("plan_id", "key"):
        categories[plan_id].append(key)
    found = {plan.pk: list(eligible_standards(plan.eligible, categories[plan.pk])) for plan in plans}
    for row in Criterion.objects.filter(plan__in=list(found)).prefetch_related("categories"):
        keys = frozenset(category.key for category in row.categories.all())
        found[row.plan_id].append(Standard(row.text, keys, row.who, rule_of_stored(row.rule), mark_of(row.text)))
    today = clock.today()
    return {
        plan.pk: compile_standards(found[plan.pk], known, period=(plan.period_from, plan.period_to), on=today) for plan in plans
    }


def _records_of_units(units: Iterable[int]) -> dict[int, list[Achievement]]:
    """What stands in the record of the unit itself; missing where the portal does not have the unit as a nominee."""
    found: dict[int, list[Achievement]] = {}
    rows = Nominee.objects.filter(unit__in=list(units), kind__in=UNIT_KINDS)
    for one in rows.prefetch_related(Prefetch("achievements", Achievement.objects.select_related("honour", "evidence"))):
        found.setdefault(one.unit_id, []).extend(one.achievements.all())
    return found


def _standing(dossier: Dossier, ready: Standards, unit: list[Achievement] | None, filed: datetime | None) -> Standing:
    own = evidence(dossier.nominee.achievements.all(), filed) if dossier.nominee else []
    unit = None if unit is None else evidence(unit, filed)
    candidate = candidate_of(dossier, own, unit)
    rows = {row.pk: row for row in (*own, *(unit or ()))}
    said = {(one.mark, one.says == CONFIRMED): one for one in dossier.answers.all()}
    judged_once = {judged.mark: judged for judged in reversed(ready.judge(candidate))}  # a plan may say one thing twice
    lines = tuple(
        StandardLine(
            judged,
            tuple(rows[pk] for pk in judged.evidence),
            confirmed=said.get((judged.mark, True)),
            ruling=said.get((judged.mark, False)),
        )
        for judged in reversed(judged_once.values())
    )
    return Standing(lines, tuple(ready.passed_over(candidate)))


def candidate_of(dossier: Dossier, own: Iterable[Achievement], unit: Iterable[Achievement] | None) -> Candidate:
    """The dossier as plain data, with the nominee's own record and that of the unit."""
    who, papers = dossier.nominee, [paper for paper in dossier.papers.all() if is_there(paper.file)]
    return Candidate(
        category=dossier.category.key,
        record=tuple(map(_entry, own)),
        rank=who.rank if who else "",
        is_head=who.is_head if who else None,
        is_direct=who.is_direct if who else None,
        member_since=who.member_since if who else None,
        works_since=who.works_since if who else None,
        people=who.people if who else None,
        unit_record=None if unit is None else tuple(map(_entry, unit)),
        papers=frozenset(paper.slot for paper in papers),
        unchecked=frozenset(paper.slot for paper in papers if paper.file and not paper.file.is_open),
        consents=frozenset(one.purpose for one in dossier.consents.all()),
        confirmed=frozenset(one.mark for one in dossier.answers.all() if one.says == CONFIRMED),
    )


def _entry(row: Achievement) -> Entry:
    return Entry(row.honour.code, row.year, row.pk, row.people, bool(row.number or (row.evidence and is_there(row.evidence))))
