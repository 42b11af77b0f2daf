"""The verbs of writing a dossier, step by step: each locks the dossier, asks right, state and version, and writes all or nothing.

A nominee and their record are shared by several dossiers, and have a version of their own. Locks are taken in this order: all
dossiers that stand on the record, by their keys (none of them is filed meanwhile), then the nominee.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from conferences.models import Category, Plan, Subject
from nominations.actions.asking import ask
from nominations.actions.mending import only_what_is_open
from nominations.models import Achievement, Consent, Dossier, DossierPaper, Nominee, NomineeKind
from nominations.record import Relying, held_facts, relying_on, standing_on
from nominations.returning import is_closed
from organizations.models import Unit, User
from portal import clock
from portal.moves import Overtaken, Refused

EDITABLE_DOSSIER = (Dossier.Status.DRAFT, Dossier.Status.RETURNED)
DEFAULT_KIND = {Subject.PERSON: "person", Subject.COLLECTIVE: "team"}
BOXES = ("is_head", "is_direct")
Values = Mapping[str, Any]


class RecordOvertaken(Overtaken):
    """Somebody changed the nominee or the record, through another dossier, since the page was opened."""


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
    nominee_version: int | None = None,
    facts: Values | None = None,
) -> Dossier:
    """Begin a dossier at `unit`, of somebody new, or of a `nominee` whom it has entered before, as `nominee_version` of the page
    knows them; `facts` are the nominee's own fields."""
    dossier = Dossier(
        plan=plan, unit=unit, category=category, name=name, position=position, achievements=achievements, created_by=by
    )
    ask("nominations.draft_dossier", dossier, by)
    facts = {"name": name, "position": position} | dict(facts or {})
    if nominee is None:
        dossier.nominee = Nominee(unit=unit, kind=_default_kind(category), created_by=by)
        _set(dossier.nominee, facts)
        dossier.nominee.save()
    else:
        dossier.nominee = _hold(nominee)
        if dossier.nominee.version != nominee_version:
            raise RecordOvertaken
        with only_what_is_open(dossier):
            _set_facts(dossier.nominee, facts)
    dossier.save()
    return dossier


def save_who(
    dossier: Dossier, *, fields: Values, facts: Values, version: int, nominee_version: int, by: User, page: UUID | None = None
) -> Dossier:
    """Who is nominated: what the dossier prints, and what is known of the nominee."""

    def write(row: Dossier) -> None:
        if row.submitted_at and fields.get("category", row.category) != row.category:
            raise Refused(["Hồ sơ đã nộp giữ nguyên đối tượng; muốn đổi, hãy rút hồ sơ này và lập hồ sơ mới."])
        if fields.get("category", row.category).subject != row.category.subject:
            raise Refused(["Cá nhân và tập thể không đổi cho nhau được; hãy rút hồ sơ này và lập hồ sơ mới."])
        _set(row, fields)
        row.nominee = row.nominee or _made_of(row, by)
        _set_facts(row.nominee, facts)

    return _save(dossier, write, version=version, nominee_version=nominee_version, by=by, page=page)


def save_record(
    dossier: Dossier,
    *,
    fields: Values,
    lines: Iterable[tuple[UUID, Values | None]],
    version: int,
    nominee_version: int,
    by: User,
    page: UUID | None = None,
) -> Dossier:
    """The report, and the nominee's record: a line whose mark is known changes that row (None removes it), another makes one.

    A mark that is none of the nominee's is a line of its own: nothing of anybody else is touched. Sent twice it is one line.
    Raises Refused, with every reason, for lines on which a dossier at the office stands.
    """

    def write(row: Dossier) -> None:
        _set(row, fields)
        row.nominee = row.nominee or _made_of(row, by)
        stored = {one.mark: one for one in row.nominee.achievements.select_related("honour")}
        said = [(stored.get(mark) or Achievement(nominee=row.nominee, mark=mark, by=by), values) for mark, values in lines]
        changed = [(line, values) for line, values in said if _says_more(line, values)]
        _refuse_held(row.nominee, [line for line, _ in changed if line.pk])
        for line, values in changed:
            _write_line(line, values)
        if changed:
            _mark_changed(row.nominee)

    return _save(dossier, write, version=version, nominee_version=nominee_version, by=by, page=page)


def _says_more(line: Achievement, values: Values | None) -> bool:
    if values is None:
        return bool(line.pk)
    return not line.pk or any(getattr(line, name) != value for name, value in _columns(values).items())


def _write_line(line: Achievement, values: Values | None) -> None:
    if values is None:
        line.delete()
        return
    _set(line, _columns(values))
    line.save()


def _columns(values: Values) -> dict[str, Any]:
    return {"honour_id" if name == "honour" else name: value for name, value in values.items()}


def _refuse_held(nominee: Nominee, lines: Sequence[Achievement]) -> None:
    """Nobody changes a line under the eyes of an office that has been given it, nor one that a decision of the portal wrote."""
    if given := [line for line in lines if line.line_id]:
        raise Refused([f"Dòng “{line}” do Quyết định số {line.number} ghi, đơn vị không sửa, không xóa được." for line in given])
    if lines:
        relying = relying_on([nominee])[nominee.pk]
        held = [(line, next((one for one in relying if one.covers(line)), None)) for line in lines]
        if reasons := [_line_is_held(line, one) for line, one in held if one]:
            raise Refused(reasons)


def _line_is_held(line: Achievement, one: Relying) -> str:
    plan = one.dossier.plan
    return (
        f"Dòng “{line}” thuộc hồ sơ đã nộp theo kế hoạch {plan.number} nên không sửa, không xóa được. Hãy đề nghị {one.dossier.lies_with.label} "
        "trả lại hồ sơ ấy rồi sửa, hoặc để dòng này như cũ và thêm một dòng mới."
    )


def _set_facts(nominee: Nominee, facts: Values) -> None:
    """What is known of the nominee, who is held locked; raises Refused where a dossier at the office stands on it."""
    changed = {name: value for name, value in facts.items() if getattr(nominee, name) != value}
    held = held_facts(nominee, relying_on([nominee])[nominee.pk]) if changed else {}
    changed = {name: value for name, value in changed.items() if not _unticked(nominee, name, value, held)}
    if guarded := [name for name in changed if name in held]:
        raise Refused([_facts_are_held(nominee, guarded, held[guarded[0]])])
    if changed:
        _set(nominee, changed)
        _mark_changed(nominee)


def _unticked(nominee: Nominee, name: str, value: Any, held: Mapping[str, Dossier]) -> bool:
    """A box that was left alone says no more than nothing: where the fact may not change it stays as it is."""
    return name in BOXES and {value, getattr(nominee, name)} == {None, False} and (name in held or is_closed(nominee, f"who-{name}"))


def _facts_are_held(nominee: Nominee, names: Sequence[str], dossier: Dossier) -> str:
    said = [name for name in names if name != "birth_year" or "birth_date" not in names]
    labels = ", ".join(str(nominee._meta.get_field(name).verbose_name) for name in said)
    return (
        f"Không sửa được {labels} của {nominee.name}: hồ sơ đã nộp theo kế hoạch {dossier.plan.number} dựa vào đó. Hãy để như cũ, "
        f"hoặc đề nghị {dossier.lies_with.label} trả lại hồ sơ ấy rồi sửa."
    )


def _made_of(row: Dossier, by: User) -> Nominee:
    return Nominee.objects.create(unit=row.unit, kind=_default_kind(row.category), name=row.name, created_by=by)


def _hold(nominee: Nominee) -> Nominee:
    """The nominee as it stands, locked after the dossiers that stand on it."""
    list(standing_on(nominee).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return Nominee.objects.select_for_update(of=("self",)).select_related("kind").get(pk=nominee.pk)


def _mark_changed(nominee: Nominee) -> None:
    """Pages that were opened before are told, also the one that saved another dossier last: it may not go on as before."""
    nominee.version, nominee.changed = nominee.version + 1, clock.now()
    nominee.save()
    nominee.dossiers.exclude(saved_by_form=None).update(saved_by_form=None)


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
def _save(
    dossier: Dossier, write: Callable[[Dossier], None], *, version: int, by: User, page: UUID | None = None, nominee_version: int | None = None
) -> Dossier:
    """Raises Overtaken when a version is no longer the stored one, Refused in a state in which nothing is written.

    `nominee_version` is of a step that writes what other dossiers share. A `page` (the token of its form) that saved last may save
    again whatever version it knows: the answer to its own save may have been lost on the way.
    """
    if nominee_version is not None and dossier.nominee:
        _hold(dossier.nominee)
    row = Dossier.objects.select_for_update(of=("self",)).select_related("nominee__kind", "category", "unit", "plan").get(pk=dossier.pk)
    ask("nominations.draft_dossier", row, by)
    if row.status not in EDITABLE_DOSSIER:
        raise Refused([f"Hồ sơ đang ở trạng thái “{row.status_for(by)}”, không sửa được nữa."])
    if page is None or row.saved_by_form != page:
        if row.version != version:
            raise Overtaken
        if nominee_version is not None and row.nominee and row.nominee.version != nominee_version:
            raise RecordOvertaken
    with only_what_is_open(row):
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
