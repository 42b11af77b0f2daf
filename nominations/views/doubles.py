"""Possible doubles of a dossier, side by side, for the office that screens it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nominations.double_rows import awarded_in_period, doubles_for
from nominations.doubles import AWARD, INITIATIVE, number_key, said_number
from nominations.models import Achievement, Dossier
from nominations.record import evidence, filed_at
from nominations.seen import SeenBy
from nominations.views.dossiers import visible_dossier
from portal.fields import screen_date, search_key

SHOWN = 20  # pairs on one page, the most reasons first
DEEDS = (AWARD, INITIATIVE)  # of a record: the rest is told where both have it


Said = tuple[str, bool]  # words of a dossier, and whether the other one says the same


@dataclass(frozen=True)
class Beside:
    """One line of a pair: what it is called and what either dossier says."""

    label: str
    mine: Sequence[Said]
    theirs: Sequence[Said]


@require_safe
def doubles_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is merged here: who reads it opens the other dossier and decides."""
    dossier = visible_dossier(request, pk)
    if not request.user.has_perm("nominations.screen_dossier", dossier):
        raise PermissionDenied
    found = doubles_for(dossier, request.user)
    shown = found[:SHOWN]
    SeenBy(request.user).show([other for _, other in shown])
    prefetch_related_objects([dossier, *(other for _, other in shown)], "nominee__achievements__honour")
    filed = filed_at([dossier, *(other for _, other in shown)])
    pairs = [(double, other, _beside(dossier, other, filed)) for double, other in shown]
    context = {"dossier": dossier, "doubles": found, "pairs": pairs, "awards": awarded_in_period(dossier)}
    return render(request, "nominations/doubles.html", context)


def _beside(mine: Dossier, theirs: Dossier, filed: Mapping[int, datetime]) -> list[Beside]:
    """Who they are, marked where both say the same; then where the dossiers stand, which is often the same and says nothing."""
    who = [
        ("Tên", mine.name, theirs.name),
        ("Ngày sinh", _born(mine), _born(theirs)),
        ("Chức vụ, nơi làm việc", mine.position, theirs.position),
        ("Đơn vị", mine.unit.label, theirs.unit.label),
    ]
    where = [
        ("Kế hoạch", mine.plan.number, theirs.plan.number),
        ("Đối tượng", mine.category.label, theirs.category.label),
        ("Trạng thái", mine.get_status_display(), theirs.get_status_display()),
    ]
    lines = [Beside(label, _facts(one, other), _facts(other, one)) for label, one, other in who]
    records = [_record(dossier, filed.get(dossier.pk)) for dossier in (mine, theirs)]
    both = {_mark(row) for row in records[0]} & {_mark(row) for row in records[1]}
    lines.append(Beside("Thành tích", *(_deeds(rows, both) for rows in records)))
    lines += [Beside(label, [(one, False)], [(other, False)]) for label, one, other in where]
    return [line for line in lines if line.mine or line.theirs]


def _facts(one: str, other: str) -> list[Said]:
    return [(one, search_key(one) == search_key(other))] if one else []


def _deeds(rows: Iterable[Achievement], both: Container[tuple]) -> list[Said]:
    return [(_words(row), _mark(row) in both) for row in rows if row.honour.kind in DEEDS or _mark(row) in both]


def _born(dossier: Dossier) -> str:
    nominee = dossier.nominee
    if nominee is None or nominee.birth_year is None:
        return ""
    return screen_date(nominee.birth_date) if nominee.birth_date else str(nominee.birth_year)


def _record(dossier: Dossier, filed: datetime | None) -> list[Achievement]:
    """What the office sees of it: lines entered later are not filed yet."""
    rows = dossier.nominee.achievements.all() if dossier.nominee else []
    return sorted(evidence(rows, filed), key=lambda row: (row.honour.kind, row.year, row.pk))


def _mark(row: Achievement) -> tuple:
    return row.year, row.honour_id, search_key(row.text), number_key(row.number)


def _words(row: Achievement) -> str:
    text, number = f": {row.text}" * bool(row.text), f" (QĐ số {said_number(row.number)})" * bool(row.number)
    return f"{row.year} {row.honour.name}{text}{number}"
