"""What an issued decision writes into the records of those it honours, and what a later one takes back."""

from __future__ import annotations

from collections.abc import Iterable

from nominations.issuing import bodies
from nominations.models import Achievement, Decision, LineChange
from nominations.prizes import honour_of
from organizations.models import User
from portal import clock
from portal.fields import screen_date

ISSUER_LENGTH = 200


def write_achievements(decision: Decision, by: User) -> None:
    """A line in the record of everybody honoured: evidence for what is filed from now on, none for what is at the office already."""
    honour = honour_of(decision)
    if honour is None or decision.date is None:
        return
    issuer = " và ".join(body.name for body in bodies(decision))[:ISSUER_LENGTH]
    facts = {"honour": honour, "year": decision.date.year, "number": decision.number, "date": decision.date, "issuer": issuer, "by": by, "at": clock.now()}
    lines = decision.lines.standing().filter(dossier__nominee__isnull=False).select_related("dossier", "corrected__decision")
    rows = [Achievement(nominee_id=line.dossier.nominee_id, line=line, text=_corrected_by(line.corrected), **facts) for line in lines]
    Achievement.objects.bulk_create(rows)
    Achievement.history.bulk_history_create(rows, default_user=by)


def correct_achievements(decision: Decision, changes: Iterable[LineChange]) -> None:
    """The line says by which decision its name was corrected."""
    for change, row in _written_for(changes):
        row.text = _corrected_by(change, decision)
        row.save()


def _corrected_by(change: LineChange | None, decision: Decision | None = None) -> str:
    by = decision or (change.decision if change else None)
    return f"đính chính tên theo Quyết định số {by.number} ngày {screen_date(by.date)}" if by and by.date else ""


def take_back_achievements(changes: Iterable[LineChange]) -> None:
    for _, row in _written_for(changes):
        row.delete()


def _written_for(changes: Iterable[LineChange]) -> list[tuple[LineChange, Achievement]]:
    by_line = {change.line_id: change for change in changes}
    return [(by_line[row.line_id], row) for row in Achievement.objects.filter(line__in=by_line)]
