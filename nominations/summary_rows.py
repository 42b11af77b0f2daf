"""The plan's, the unit's and the catalogue's side of a summary list, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from conferences.models import Honour, Plan
from nominations.models import Achievement, Dossier, Nominee, NomineeKind
from nominations.places import places_of
from nominations.querysets import GONE
from nominations.record import Relying, asked_of, evidence, filed_at, held_facts, relying_on
from nominations.returning import mending
from nominations.seen import SeenBy
from nominations.summary_list import PERSON, CategoryFact, Entry, Filed, KindFact, Known, Merit, Terms
from organizations.models import Unit, User
from organizations.reach import reach
from portal import clock

RIGHT = "nominations.draft_dossier"
EDITABLE = (Dossier.Status.DRAFT, Dossier.Status.RETURNED)


def terms_of(plan: Plan, unit: Unit, user: User) -> Terms:
    """What a list of this unit for this plan is read against."""
    own = {unit.name, unit.label, unit.short_name}
    others = Unit.objects.filter(pk__in=reach(user).unit_ids_with(RIGHT)).exclude(pk=unit.pk)
    old = {name for version in unit.versions.all() for name in (version.name, version.short_name)}
    places, terms = places_of(plan, unit), paper_terms(plan)
    return replace(
        terms,
        categories=tuple(category for category in terms.categories if not places or category.key in places),
        unit_names=(unit.label, *sorted(filter(None, own - {unit.label}))),
        old_unit_names=tuple(sorted(filter(None, old - own))),
        other_units=tuple(other.label for other in others),
    )


def paper_terms(plan: Plan) -> Terms:
    """What a printed list says in words: all categories of the plan, no unit of anybody."""
    categories = tuple(CategoryFact(category.pk, category.label, category.subject) for category in plan.categories.all())
    kinds = tuple(KindFact(kind.code, kind.name) for kind in NomineeKind.objects.exclude(subject=PERSON))
    return Terms(categories, kinds, catalogue(), (), (), (), asked_of(plan), clock.today())


def catalogue() -> tuple[Entry, ...]:
    """What can stand in a record."""
    rows = Honour.objects.exclude(kind=Honour.Kind.RANK)
    return tuple(
        Entry(row.pk, row.kind, row.name, tuple(map(str, row.aliases)), row.subject, row.step, row.valid_from, row.valid_to) for row in rows
    )


def known_of(plan: Plan, unit: Unit) -> tuple[list[Known], list[Known]]:
    """The nominees of the unit with their dossiers for the plan; and its dossiers whose nominee is not entered."""
    dossiers = list(Dossier.objects.filter(plan=plan, unit=unit).exclude(status=Dossier.Status.WITHDRAWN).select_related("category").order_by("pk"))
    SeenBy(None).show(dossiers)
    filed = {dossier.nominee_id: dossier for dossier in dossiers if dossier.nominee_id}
    nominees = list(_with_record(Nominee.objects.filter(unit=unit).order_by("pk")))
    relying = relying_on(nominees)
    mended = mending(nominees)
    known = [
        replace(_known(nominee, filed.get(nominee.pk), nominee.achievements.all(), relying[nominee.pk]), **_mended(mended.get(nominee.pk)))
        for nominee in nominees
    ]
    return known, [_loose(dossier) for dossier in dossiers if dossier.nominee_id is None]


def _mended(dossier: Dossier | None) -> dict[str, Any]:
    """The dossier that was sent back item by item, and what to do about it."""
    if dossier is None:
        return {}
    words = f"hồ sơ theo kế hoạch {dossier.plan.number} đang được trả lại để sửa từng mục, không sửa bằng tệp được; hãy sửa các mục ấy trên trang hồ sơ"
    return {"mended": dossier.pk, "mended_words": words}


def listed(dossiers: QuerySet[Dossier]) -> list[Known]:
    """Everybody on the list of these dossiers, by given name, each with the record as it was filed."""
    rows = list(dossiers.exclude(status__in=GONE).select_related("category").order_by("sort_key", "pk"))
    nominees = {nominee.pk: nominee for nominee in _with_record(Nominee.objects.filter(pk__in={row.nominee_id for row in rows}))}
    filed = filed_at(rows)
    return [_as_filed(nominees[row.nominee_id], row, filed.get(row.pk)) if row.nominee_id else _loose(row) for row in rows]


def _with_record(nominees: QuerySet[Nominee]) -> QuerySet[Nominee]:
    return nominees.select_related("kind").prefetch_related("achievements")


def _as_filed(nominee: Nominee, dossier: Dossier, filed: datetime | None) -> Known:
    return _known(nominee, dossier, evidence(nominee.achievements.all(), filed))


def _known(nominee: Nominee, dossier: Dossier | None, rows: Iterable[Achievement], relying: Sequence[Relying] = ()) -> Known:
    return Known(
        key=nominee.pk,
        subject=nominee.kind.subject,
        name=nominee.name,
        position=nominee.position,
        sex=nominee.sex,
        birth_date=nominee.birth_date,
        birth_year=nominee.birth_year,
        ethnic_group=nominee.ethnic_group,
        party_since=nominee.party_since,
        people=nominee.people,
        women=nominee.women,
        kind=nominee.kind_id,
        merits=_merits(rows, relying),
        held={name: _words(one) for name, one in held_facts(nominee, relying).items()},
        dossier=_filed(dossier) if dossier else None,
    )


def _merits(rows: Iterable[Achievement], relying: Sequence[Relying]) -> tuple[Merit, ...]:
    ordered = sorted(rows, key=lambda row: (row.year, row.pk))
    return tuple(
        Merit(row.honour_id, row.year, row.text, row.people, row.number, row.date, row.issuer, row.pk, _held_by(row, relying))
        for row in ordered
    )


def _held_by(row: Achievement, relying: Sequence[Relying]) -> str:
    if row.line_id:
        return f"Quyết định số {row.number} do cổng ghi; đơn vị không sửa được"
    return next((_words(one.dossier) for one in relying if one.covers(row)), "")


def _words(dossier: Dossier) -> str:
    """How a dossier at the office is named, and what to do about it."""
    return f"hồ sơ đã nộp theo kế hoạch {dossier.plan.number}; muốn sửa, hãy đề nghị {dossier.lies_with.label} trả lại hồ sơ ấy"


def _filed(dossier: Dossier) -> Filed:
    return Filed(
        key=dossier.pk,
        status=dossier.get_status_display(),
        is_editable=dossier.status in EDITABLE,
        is_filed=dossier.submitted_at is not None,
        version=dossier.version,
        name=dossier.name,
        position=dossier.position,
        category=dossier.category_id,
        summary=dossier.achievements,
    )


def _loose(dossier: Dossier) -> Known:
    return Known(0, dossier.category.subject, dossier.name, dossier.position, dossier=_filed(dossier))
