"""The verbs of the council's sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from conferences.models import Plan
from nominations.actions.asking import ask
from nominations.council import ballots_of
from nominations.flow import CLOSE
from nominations.models import Ballot, Dossier, Member, Session
from organizations.models import User
from portal import clock
from portal.moves import MoveRecord, Overtaken, Refused, perform, write_down

Seat = Mapping[str, Any]  # the fields of a member; "pk" of one who was there before
ROOM_FIELDS = ("issued", "returned", "valid", "invalid")
VOTE_FIELDS = ("yes", "no", "written_yes", "written_no")
GONE = "Bản ghi phiên họp này vừa được người khác bỏ."
CLOSED = "Phiên họp đã chốt kết quả, không sửa được nữa; muốn xét lại hãy lập phiên họp khác."


@transaction.atomic
def draft_session(*, plan: Plan, by: User, fields: Mapping[str, Any], seats: Sequence[Seat], dossiers: Iterable[Dossier]) -> Session:
    """Begin a session with its members and the nominees it votes on."""
    session = Session(plan=plan, created_by=by, **fields)
    ask("nominations.hold_session", session, by)
    session.save()
    _seat(session, seats)
    _list(session, dossiers)
    return session


@transaction.atomic
def save_session(
    session: Session, *, fields: Mapping[str, Any], seats: Sequence[Seat], dossiers: Iterable[Dossier], version: int, by: User
) -> Session:
    """Change a draft: votes of nominees who stay are kept. Raises Overtaken when `version` is no longer the stored one."""
    row = _own(session, version, by)
    for name, value in fields.items():
        setattr(row, name, value)
    _count_on(row)
    _seat(row, seats)
    _list(row, dossiers)
    return row


@transaction.atomic
def save_votes(
    session: Session, *, room: Mapping[str, Any], votes: Mapping[int, Mapping[str, Any]], barred: Mapping[int, Sequence[int]], version: int, by: User
) -> Session:
    """Write down the ballots and, by the key of a Ballot, its votes and the members who take no part in it."""
    row = _own(session, version, by)
    for name in ROOM_FIELDS:
        setattr(row, name, room.get(name))
    _count_on(row)
    ballots = {ballot.pk: ballot for ballot in row.ballots.filter(pk__in=votes)}  # only those that the page had
    for key, ballot in ballots.items():
        for name in VOTE_FIELDS:
            setattr(ballot, name, votes[key].get(name))
    Ballot.objects.bulk_update(ballots.values(), VOTE_FIELDS)
    members = set(row.members.values_list("pk", flat=True))
    through = Ballot.barred.through
    through.objects.filter(ballot__in=ballots).delete()
    through.objects.bulk_create(
        through(ballot_id=key, member_id=member) for key in ballots for member in dict.fromkeys(barred.get(key, ())) if member in members
    )
    return row


@transaction.atomic
def close_session(session: Session, *, by: User, note: str = "", version: int | None = None) -> MoveRecord:
    """The result is fixed: who passed follows from the record, and nothing of it changes any more. Raises Overtaken when somebody
    has written since the page with this `version` was opened."""
    record = perform(session, CLOSE, by=by, note=note, stamp={"changed": clock.now()})
    if record.pressed_again:
        return record
    session.refresh_from_db()  # what was asked under the lock, not what the page knew
    if version is not None and session.version != version:
        raise Overtaken
    room, ballots = session.room(), ballots_of(session)
    for ballot in ballots:
        ballot.passed = session.threshold.is_met(ballot.tally().agreed, room.members)
        ballot.name, ballot.unit_name = ballot.dossier.name, ballot.dossier.unit.label[:200]
    Ballot.objects.bulk_update(ballots, ["passed", "name", "unit_name"])
    return record


@transaction.atomic
def discard_session(session: Session, *, version: int, by: User) -> None:
    """A draft that nobody needs; a closed session is a record and stays. Raises Overtaken when somebody has written since."""
    row = _own(session, version, by)
    write_down(row, "discard", "Bỏ bản ghi phiên họp", by=by, note=f"{row}, {row.ballots.count()} hồ sơ")
    row.delete()


def _own(session: Session, version: int, by: User) -> Session:
    """The row, locked; refuses what is closed or gone."""
    row = Session.objects.select_for_update(of=("self",)).select_related("plan__unit").filter(pk=session.pk).first()
    if row is None:
        raise Refused([GONE])
    ask("nominations.hold_session", row, by)
    if row.status != Session.Status.DRAFT:
        raise Refused([CLOSED])
    if row.version != version:
        raise Overtaken
    return row


def _count_on(row: Session) -> None:
    row.version, row.changed = row.version + 1, clock.now()
    row.save()


def _seat(session: Session, seats: Sequence[Seat]) -> None:
    """Members who stay keep their rows, for interests they declared hang on them; a page that does not know their keys yet names
    them."""
    known = {member.pk: member for member in session.members.all()}
    named = {(member.name, member.post): key for key, member in known.items()}
    keys = [seat.get("pk") if seat.get("pk") in known else named.get((seat["name"], seat.get("post", ""))) for seat in seats]
    session.members.exclude(pk__in=[key for key in keys if key]).delete()
    session.members.update(role=Member.Role.MEMBER)  # two may change places: only one chair at a time
    for position, (seat, key) in enumerate(zip(seats, keys, strict=True)):
        facts = {name: value for name, value in seat.items() if name != "pk"}
        member = known.pop(key, None) or Member(session=session)
        for name, value in facts.items():
            setattr(member, name, value)
        member.position = position
        member.save()


def _list(session: Session, dossiers: Iterable[Dossier]) -> None:
    wanted = {dossier.pk for dossier in dossiers}
    ready = set(Dossier.objects.filter(pk__in=wanted, plan=session.plan, status=Dossier.Status.ACCEPTED, reserve=None).values_list("pk", flat=True))
    listed = set(session.ballots.values_list("dossier", flat=True))
    if lost := len(wanted - ready - listed):
        raise Refused([f"{lost} hồ sơ đã chọn chưa được chấp nhận hoặc còn là dự phòng; hãy tải lại danh sách."])
    session.ballots.exclude(dossier__in=wanted).delete()
    Ballot.objects.bulk_create(Ballot(session=session, dossier_id=key) for key in sorted(wanted - listed))
