"""Some unions send their dossiers together, by a letter after a meeting; the others file one by one."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.utils import timezone

from conferences.models import Plan
from nominations.actions.sending import draft_proposal, send_proposal
from nominations.demonstration.cast import BRANCHES
from nominations.demonstration.people import name_of
from nominations.models import Dossier
from organizations.models import Unit, User
from portal import clock

SENDERS = frozenset(branch.name for branch in BRANCHES[:3])  # the unions of these write one letter each
PLACE = "Phòng họp Công đoàn cơ sở"


def is_sent_by_letter(branch: Unit, fate: int) -> bool:
    """Whether a dossier that is still to be screened came with a letter."""
    return branch.name in SENDERS and 4 <= fate <= 6


def send_letters(plan: Plan, dossiers: list[Dossier]) -> None:
    """One letter of each union with the dossiers it signed, on 10 April, numbered as its own register would."""
    by_union: dict[Unit, list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        by_union[dossier.unit].append(dossier)
    for order, (union, own) in enumerate(by_union.items(), 1):
        head = User.objects.get(assignments__unit=union, assignments__role="head")
        meeting = {"meeting_on": date(2020, 4, 8), "meeting_place": PLACE, "summoned": 9, "present": 9 - order % 2}
        people = {"signer": head.full_name, "chair": head.full_name, "secretary": name_of(400 + order)}
        votes = {dossier: meeting["present"] - at % 2 for at, dossier in enumerate(own)}
        with clock.standing_at(timezone.make_aware(datetime(2020, 4, 10, 8, 5 * order % 60, 11 * order % 60))):
            number, on = f"{4 + order:02}/TTr-{union.symbol or 'CĐCS'}", date(2020, 4, 10)
            proposal = draft_proposal(plan=plan, unit=union, by=head, votes=votes, number=number, date=on, **meeting, **people)
            send_proposal(proposal, by=head)
