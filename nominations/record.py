"""What a dossier holds, arranged for reading: the record as it was filed, by kind; the papers by slot; and which dossiers at the
office stand on a nominee's record, so that nobody changes it under the office's eyes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from conferences.models import Honour, Plan
from conferences.paper_slots import Slot, dossier_slots
from nominations.models import Achievement, Decision, Dossier, DossierPaper, Nominee, Receipt
from portal.models import Upload

MOST_TWINS = 20
UNIT_KINDS = ("unit", "union")  # kinds of nominees that are the unit itself: its head brings their record
IN_BETWEEN = (Dossier.Status.BETWEEN, Dossier.Status.BACKED)  # a unit in between judges the record just as the office does
WITH_OFFICE = (*IN_BETWEEN, Dossier.Status.SUBMITTED, Dossier.Status.ACCEPTED, Dossier.Status.HELD)
AS_FILED = (*WITH_OFFICE, Dossier.Status.UNCHOSEN, Dossier.Status.DECIDED, Dossier.Status.DECLINED)  # what was entered later is no evidence of them
LOST = (Upload.Scan.INFECTED, Upload.Scan.TOO_MUCH)  # files that nobody will open; one that waits for the scanner holds up nothing
ASKED_AS = {"ethnic_group": "ethnic_group", "party_since": "party"}  # sensitive facts, by the keys under which a plan asks them
FACTS = ("kind", "sex", "birth_date", "birth_year", "rank", "is_head", "is_direct", "member_since", "works_since", "people", "women")


@dataclass(frozen=True)
class HeldPaper:
    """A slot and what is in it; None: still missing."""

    slot: Slot
    paper: DossierPaper | None
    twins: tuple[Dossier, ...] = ()  # other dossiers that hold the very same file, as far as the reader may see them


@dataclass(frozen=True)
class Relying:
    """A dossier at the office, filed `at`, that stands on a nominee's record."""

    dossier: Dossier
    at: datetime

    def covers(self, row: Achievement) -> bool:
        return row.at <= self.at


def is_there(file: Upload | None) -> bool:
    """Whether the scanner has left the file, or has not been heard yet; without a file the paper itself comes."""
    return file is None or file.scan not in LOST


def asked_of(plan: Plan) -> frozenset[str]:
    """Keys of what the plan asks about people besides."""
    return frozenset(plan.asks)


# --- as it was filed


def filed_at(dossiers: Iterable[Dossier]) -> dict[int, datetime]:
    """When each dossier left its unit last, by id; one that lies with its unit is missing here. One query, if any."""
    sent = {one.pk: one.passed_at or one.submitted_at for one in dossiers if one.status in AS_FILED}
    found = {pk: at for pk, at in sent.items() if at}
    if found:  # one that was sent back came again later than at first, with another receipt
        receipts = Receipt.dossiers.through.objects.filter(dossier__in=list(found), receipt__unit=F("dossier__unit")).values_list("dossier")
        found |= {pk: max(at, found[pk]) for pk, at in receipts.annotate(last=Max("receipt__at"))}
    return found


def evidence(rows: Iterable[Achievement], filed: datetime | None) -> list[Achievement]:
    """The lines that speak for a dossier that was `filed` then; None: it lies with its unit, and all do."""
    return [row for row in rows if filed is None or row.at <= filed]


def by_kind(dossier: Dossier) -> list[tuple[str, list[Achievement]]]:
    """(name of the kind, rows by year), the kinds in their own order; kinds without rows are left out. Two queries."""
    if dossier.nominee is None:
        return []
    rows = dossier.nominee.achievements.select_related("honour", "evidence")
    return kinds_of(evidence(rows, filed_at([dossier]).get(dossier.pk)))


def kinds_of(rows: Iterable[Achievement]) -> list[tuple[str, list[Achievement]]]:
    """The same of lines that have been read."""
    there = sorted(rows, key=lambda row: (row.year, row.honour.position, row.pk))
    named = [(kind.label, [row for row in there if row.honour.kind == kind.value]) for kind in Honour.Kind]
    return [(label, own) for label, own in named if own]


# --- what stands on a record


def standing_on(nominee: Nominee) -> QuerySet[Dossier]:
    """The dossiers for which this record speaks: the nominee's own; of a unit's own record also those of its heads."""
    own = Q(nominee=nominee)
    return Dossier.objects.filter(own | Q(unit=nominee.unit_id, nominee__is_head=True) if nominee.kind_id in UNIT_KINDS else own)


def relying_on(nominees: Sequence[Nominee]) -> dict[int, list[Relying]]:
    """By id of the nominee: the dossiers at the office that stand on this record. Two queries, however many there are."""
    units = {one.unit_id for one in nominees if one.kind_id in UNIT_KINDS}
    speaks = Q(nominee__in=[one.pk for one in nominees]) | Q(unit__in=units, nominee__is_head=True)
    at_office = Q(status__in=WITH_OFFICE) | Q(status=Dossier.Status.DECIDED, line__decision__in=Decision.objects.made())  # nobody knows yet
    rows = list(Dossier.objects.filter(speaks & at_office).select_related("plan__unit", "with_unit", "nominee").order_by(Coalesce("passed_at", "submitted_at"), "pk"))
    filed = filed_at(rows)
    own: dict[int, list[Relying]] = {one.pk: [] for one in nominees}
    heads: dict[int, list[Relying]] = {unit: [] for unit in units}
    for row in rows:
        one = Relying(row, filed[row.pk])
        own.get(row.nominee_id, []).append(one)
        if row.nominee.is_head:
            heads.get(row.unit_id, []).append(one)
    return {one.pk: [*own[one.pk], *(heads[one.unit_id] if one.kind_id in UNIT_KINDS else ())] for one in nominees}


def held_facts(nominee: Nominee, relying: Iterable[Relying]) -> Mapping[str, Dossier]:
    """Which facts of the nominee a dossier at the office stands on, and which dossier: what it says by itself (name, position)
    may change, and what its plan does not ask."""
    found: dict[str, Dossier] = {}
    for one in relying:
        if one.dossier.nominee_id == nominee.pk:
            asked = asked_of(one.dossier.plan)
            for name in (*FACTS, *(name for name, key in ASKED_AS.items() if key in asked)):
                found.setdefault(name, one.dossier)
    return found


# --- papers


def papers_of(dossier: Dossier, read: Iterable[DossierPaper] | None = None) -> list[HeldPaper]:
    """Every slot of the plan, and files that stand in a slot which the plan no longer asks for. One query, where the papers have
    not been `read` with their files."""
    held = {paper.slot: paper for paper in (dossier.papers.select_related("file") if read is None else read)}
    slots = list(dossier_slots(dossier.plan.dossier))
    gone = [Slot(key, "Giấy tờ khác", "dossier", needed=False) for key in held if key not in {slot.key for slot in slots}]
    return [HeldPaper(slot, held.get(slot.key)) for slot in (*slots, *gone)]


def with_twins(held: list[HeldPaper], visible: QuerySet[Dossier]) -> list[HeldPaper]:
    """The same papers, each with the other dossiers among the `visible` ones in which the same scan lies. One query."""
    marks = {one.paper.file.sha256 for one in held if one.paper and one.paper.file}
    own = [one.paper.dossier_id for one in held if one.paper][:1]
    rows = DossierPaper.objects.filter(file__sha256__in=marks, dossier__in=visible).exclude(dossier__in=own)
    found: dict[str, list[Dossier]] = {}
    for row in rows.select_related("dossier", "file").order_by("dossier__sort_key")[:MOST_TWINS]:
        found.setdefault(row.file.sha256, []).append(row.dossier)
    return [
        replace(one, twins=tuple(dict.fromkeys(found.get(one.paper.file.sha256, ())))) if one.paper and one.paper.file else one
        for one in held
    ]
