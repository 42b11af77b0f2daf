"""What a dossier holds, arranged for reading: the record by kind, the papers by slot, which steps are done."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from conferences.models import Honour
from conferences.paper_slots import Slot, dossier_slots
from nominations.models import Achievement, Dossier, DossierPaper, Nominee

MOST_TWINS = 20


@dataclass(frozen=True)
class HeldPaper:
    """A slot and what is in it; None: still missing."""

    slot: Slot
    paper: DossierPaper | None
    twins: tuple[Dossier, ...] = ()  # other dossiers that hold the very same file, as far as the reader may see them


def by_kind(nominee: Nominee | None) -> list[tuple[str, list[Achievement]]]:
    """(name of the kind, rows by year), the kinds in their own order; kinds without rows are left out. One query."""
    if nominee is None:
        return []
    rows = list(nominee.achievements.select_related("honour", "evidence").order_by("year", "honour__position", "pk"))
    named = [(kind.label, [row for row in rows if row.honour.kind == kind.value]) for kind in Honour.Kind]
    return [(label, own) for label, own in named if own]


def papers_of(dossier: Dossier) -> list[HeldPaper]:
    """Every slot of the plan, and files that stand in a slot which the plan no longer asks for. One query."""
    held = {paper.slot: paper for paper in dossier.papers.select_related("file")}
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
