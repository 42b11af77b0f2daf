"""The verbs of writing a dossier, step by step: each locks the dossier, asks right, state and version, and writes all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from conferences.models import Category, Plan, Subject
from nominations.actions.asking import ask
from nominations.models import Achievement, Consent, Dossier, DossierPaper, Nominee, NomineeKind
from organizations.models import Unit, User
from portal import clock
from portal.moves import Overtaken, Refused

EDITABLE_DOSSIER = (Dossier.Status.DRAFT, Dossier.Status.RETURNED)
DEFAULT_KIND = {Subject.PERSON: "person", Subject.COLLECTIVE: "team"}
Values = Mapping[str, Any]


@transaction.atomic
def draft_dossier(
    *,
    plan: Plan,
    unit: Unit,
    category: Category,
    name: str,
    by: User,
    position: str = "",
    achievements: str = "",
    nominee: Nominee | None = None,
    facts: Values | None = None,
) -> Dossier:
    """Begin a dossier at `unit`, of somebody it has entered before or of somebody new; `facts` are the nominee's own fields."""
    dossier = Dossier(
        plan=plan, unit=unit, category=category, name=name, position=position, achievements=achievements, created_by=by
    )
    ask("nominations.draft_dossier", dossier, by)
    dossier.nominee = nominee or Nominee(unit=unit, kind=_default_kind(category), created_by=by)
    _set(dossier.nominee, {"name": name, "position": position} | dict(facts or {}))
    dossier.nominee.save()
    dossier.save()
    return dossier


def save_who(dossier: Dossier, *, fields: Values, facts: Values, version: int, by: User, page: UUID | None = None) -> Dossier:
    """Who is nominated: what the dossier prints, and what is known of the nominee."""

    def write(row: Dossier) -> None:
        if row.submitted_at and fields.get("category", row.category) != row.category:
            raise Refused(["Hồ sơ đã nộp giữ nguyên đối tượng; muốn đổi, hãy rút hồ sơ này và lập hồ sơ mới."])
        if fields.get("category", row.category).subject != row.category.subject:
            raise Refused(["Cá nhân và tập thể không đổi cho nhau được; hãy rút hồ sơ này và lập hồ sơ mới."])
        _set(row, fields)
        nominee = row.nominee or Nominee(unit=row.unit, kind=_default_kind(row.category), created_by=by)
        _set(nominee, facts)
        nominee.version, nominee.changed = nominee.version + 1, clock.now()
        nominee.save()
        row.nominee = nominee

    return _save(dossier, write, version=version, by=by, page=page)


def save_record(
    dossier: Dossier, *, fields: Values, lines: Iterable[tuple[UUID, Values | None]], version: int, by: User, page: UUID | None = None
) -> Dossier:
    """The report, and the nominee's record: a line whose mark is known changes that row (None removes it), another makes one.

    A mark that is none of the nominee's is a line of its own: nothing of anybody else is touched. Sent twice it is one line.
    """

    def write(row: Dossier) -> None:
        _set(row, fields)
        if row.nominee is None:
            row.nominee = Nominee.objects.create(unit=row.unit, kind=_default_kind(row.category), name=row.name, created_by=by)
        held = {one.mark: one for one in row.nominee.achievements.select_for_update()}
        for mark, values in lines:
            _write_line(held.get(mark) or Achievement(nominee=row.nominee, mark=mark), values, by)

    return _save(dossier, write, version=version, by=by, page=page)


def _write_line(row: Achievement, values: Values | None, by: User) -> None:
    if values is None:
        if row.pk:
            row.delete()
        return
    columns = {"honour_id" if name == "honour" else name: value for name, value in values.items()}
    if row.pk and all(getattr(row, name) == value for name, value in columns.items()):
        return
    _set(row, columns)
    row.by, row.at = by, clock.now()
    row.save()


def save_papers(dossier: Dossier, *, wanted: Mapping[str, Values | None], version: int, by: User, page: UUID | None = None) -> Dossier:
    """What each slot shall hold: a file, the word that the paper itself comes, or nothing."""

    def write(row: Dossier) -> None:
        held = {paper.slot: paper for paper in row.papers.all()}
        for slot, values in wanted.items():
            paper = held.get(slot)
            if values is None:
                if paper:
                    paper.delete()
            elif paper is None or (paper.state, paper.file) != (values["state"], values["file"]):
                DossierPaper.objects.update_or_create(dossier=row, slot=slot, defaults={**values, "by": by, "at": clock.now()})

    return _save(dossier, write, version=version, by=by, page=page)


def save_consents(dossier: Dossier, *, consents: Mapping[str, Values], version: int, by: User, page: UUID | None = None) -> Dossier:
    """What the nominee agrees to now; what they no longer agree to is taken back."""

    def write(row: Dossier) -> None:
        held = {consent.purpose: consent for consent in row.consents.all()}
        for purpose, consent in held.items():
            if purpose not in consents:
                consent.delete()
        for purpose, values in consents.items():
            kept = held.get(purpose)
            if kept is None or any(getattr(kept, name) != value for name, value in values.items()):
                Consent.objects.update_or_create(dossier=row, purpose=purpose, defaults={**values, "by": by, "at": clock.now()})

    return _save(dossier, write, version=version, by=by, page=page)


@transaction.atomic
def _save(dossier: Dossier, write: Callable[[Dossier], None], *, version: int, by: User, page: UUID | None = None) -> Dossier:
    """Raises Overtaken when `version` is no longer the stored one, Refused in a state in which nothing is written.

    A `page` (the token of its form) that saved last may save again whatever version it knows: the answer to its own save may have
    been lost on the way.
    """
    row = Dossier.objects.select_for_update(of=("self",)).select_related("nominee__kind", "category", "unit", "plan").get(pk=dossier.pk)
    ask("nominations.draft_dossier", row, by)
    if row.status not in EDITABLE_DOSSIER:
        raise Refused([f"Hồ sơ đang ở trạng thái “{row.get_status_display()}”, không sửa được nữa."])
    if row.version != version and (page is None or row.saved_by_form != page):
        raise Overtaken
    write(row)
    row.version, row.saved_by_form = row.version + 1, page
    row.changed = clock.now()
    row.save()
    return row


def _default_kind(category: Category) -> NomineeKind:
    return NomineeKind.objects.get(code=DEFAULT_KIND[Subject(category.subject)])


def _set(row: Any, values: Values) -> None:
    for name, value in values.items():
        setattr(row, name, value)


