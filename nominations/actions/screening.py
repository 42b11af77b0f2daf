"""Many dossiers accepted at once: those that are still as they were shown; the others are left, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse

from nominations.actions.dossiers import move_dossier, tell_unit
from nominations.models import Dossier
from nominations.screening import Glance, glances_of
from organizations.models import User
from organizations.roles import UNIT_ROLES
from portal import clock, notices
from portal.models import MoveRecord
from portal.moves import Refused

CHANGED = "đã thay đổi từ lúc mở trang; hãy mở hồ sơ xem lại"
ALREADY = "đã được chấp nhận rồi"
NOT_CLEAN = "nay không còn đủ: "


@dataclass(frozen=True)
class Seen:
    """How a page showed a dossier to whoever chose it."""

    version: int
    clean: bool


@dataclass
class Outcome:
    """What became of those that were chosen."""

    done: list[Dossier] = field(default_factory=list)
    left: list[tuple[Dossier, str]] = field(default_factory=list)


@transaction.atomic
def accept_many(seen: Mapping[int, Seen], *, by: User) -> Outcome:
    """Those of them that this person may see, in the order of their keys, which is the order of the locks. Raises PermissionDenied
    where one of them is not this person's to screen: nothing is done then."""
    visible = Dossier.objects.visible_to(by).filter(pk__in=list(seen)).values("pk")
    rows = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=visible).order_by("pk")
    rows = list(rows.select_related("plan__unit", "unit", "category", "nominee").prefetch_related("screener"))
    glances, outcome, records = glances_of(rows, by), Outcome(), {}
    for row in rows:
        try:
            _still_as_seen(row, seen[row.pk], glances[row.pk])
            record = move_dossier(row, "accept", by=by, tells=False)
        except Refused as refused:
            outcome.left.append((row, " ".join(refused.reasons)))
        else:
            if record.pressed_again:
                outcome.left.append((row, ALREADY))
            else:
                outcome.done.append(row)
                records[row.pk] = record
    _tell(outcome.done, records)
    return outcome


def _still_as_seen(row: Dossier, seen: Seen, glance: Glance) -> None:
    if row.status == Dossier.Status.SUBMITTED and row.version != seen.version:
        raise Refused([CHANGED])
    if seen.clean and not glance.is_clean:
        raise Refused([NOT_CLEAN + "; ".join(glance.words)])


def _tell(rows: Iterable[Dossier], records: Mapping[int, MoveRecord]) -> None:
    """Each unit once, however many of its dossiers there are."""
    by_unit: dict[int, list[Dossier]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_id, []).append(row)
    for own in by_unit.values():
        unit = own[0].unit
        if len(own) == 1:
            tell_unit(own[0], records[own[0].pk])
            continue
        notices.tell(
            User.objects.holding(UNIT_ROLES, unit, clock.today()),
            title=f"{len(own)} hồ sơ của {unit.label}: {Dossier.Status.ACCEPTED.label}",
            text=f"Kế hoạch {own[0].plan.number}.",
            link=f"{reverse('nominations:dossiers')}?status={Dossier.Status.ACCEPTED}",
        )
