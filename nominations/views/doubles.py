"""Possible doubles of a dossier, side by side, for the office that screens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nominations.double_rows import awarded_in_period, doubles_for
from nominations.doubles import number_key
from nominations.models import Achievement, Dossier
from nominations.views.dossiers import visible_dossier
from portal.fields import screen_date, search_key

SHOWN = 20  # pairs on one page, the most reasons first
TOLD = ("award", "initiative", "title")  # of a record: what two could share


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
    prefetch_related_objects([dossier, *(other for _, other in shown)], "nominee__achievements__honour")
    pairs = [(double, other, _beside(dossier, other)) for double, other in shown]
    context = {"dossier": dossier, "doubles": found, "pairs": pairs, "awards": awarded_in_period(dossier)}
    return render(request, "nominations/doubles.html", context)


def _beside(mine: Dossier, theirs: Dossier) -> list[Beside]:
    plain = [
        ("Tên", mine.name, theirs.name),
        ("Ngày sinh", _born(mine), _born(theirs)),
        ("Chức vụ, nơi làm việc", mine.position, theirs.position),
        ("Đơn vị", mine.unit.label, theirs.unit.label),
        ("Đối tượng", mine.category.label, theirs.category.label),
        ("Kế hoạch", str(mine.plan), str(theirs.plan)),
        ("Trạng thái", mine.get_status_display(), theirs.get_status_display()),
    ]
    lines = [Beside(label, _facts(one, other), _facts(other, one)) for label, one, other in plain]
    records = [_record(dossier) for dossier in (mine, theirs)]
    both = {_mark(row) for row in records[0]} & {_mark(row) for row in records[1]}
    lines.append(Beside("Thành tích", *([(_words(row), _mark(row) in both) for row in rows] for rows in records)))
    return [line for line in lines if line.mine or line.theirs]


def _facts(one: str, other: str) -> list[Said]:
    return [(one, search_key(one) == search_key(other))] if one else []


def _born(dossier: Dossier) -> str:
    nominee = dossier.nominee
    if nominee is None or nominee.birth_year is None:
        return ""
    return screen_date(nominee.birth_date) if nominee.birth_date else str(nominee.birth_year)


def _record(dossier: Dossier) -> list[Achievement]:
    rows = dossier.nominee.achievements.all() if dossier.nominee else []
    return sorted((row for row in rows if row.honour.kind in TOLD), key=lambda row: (TOLD.index(row.honour.kind), row.year, row.pk))


def _mark(row: Achievement) -> tuple:
    return row.year, row.honour_id, search_key(row.text), number_key(row.number)


def _words(row: Achievement) -> str:
    text, number = f": {row.text}" * bool(row.text), f" (QĐ số {row.number})" * bool(row.number)
    return f"{row.year} {row.honour.name}{text}{number}"
