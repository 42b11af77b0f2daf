"""Questions about the council's sessions that answer with reasons; and what its votes mean for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from nominations.ballots import Threshold, faults, percent
from nominations.models import Ballot, Decision, DecisionLine, Dossier, Member, Session
from portal.fields import screen_date

LEAST_MEMBERS = 3
SHOWN = 5  # names in one sentence
NEEDED = {"award": "hình thức đề nghị", "starts": "ngày, giờ bắt đầu", "ends": "giờ kết thúc", "place": "địa điểm"}


def session_reconciles(session: Session, at: datetime) -> list[str]:
    """Everything is written down, people and ballots and votes agree, and the session is over."""
    reasons = [f"Chưa ghi {label} của phiên họp." for name, label in NEEDED.items() if getattr(session, name) in (None, "")]
    if session.ends and session.ends > at:
        reasons.append("Phiên họp chưa kết thúc theo giờ đã ghi.")
    ballots = ballots_of(session)
    return [*reasons, *_threshold(session), *_seats(list(session.members.all())), *_nominees(ballots), *_counts(session, ballots)]


def ballots_of(session: Session) -> list[Ballot]:
    return list(session.ballots.select_related("dossier__category", "dossier__unit").prefetch_related("barred"))


def _threshold(session: Session) -> list[str]:
    """An award that says how many must agree is voted on by that, or by more."""
    award = session.award
    if award is None or award.votes_percent is None:
        return []
    needed = Threshold(award.votes_percent, award.votes_more_than)
    if (session.percent, session.more_than) >= (needed.percent, needed.more_than):
        return []
    return [f"{award.name} cần {needed} tổng số thành viên, phiên họp ghi {session.threshold}; hãy sửa tỷ lệ."]


def _seats(members: Sequence[Member]) -> list[str]:
    reasons = []
    if len(members) < LEAST_MEMBERS:
        reasons.append(f"Hội đồng có {len(members)} thành viên; cần ít nhất {LEAST_MEMBERS}.")
    for role, label in ((Member.Role.CHAIR, "chủ trì (Chủ tịch hoặc Phó Chủ tịch Hội đồng)"), (Member.Role.SECRETARY, "thư ký")):
        roles = (role, Member.Role.DEPUTY) if role == Member.Role.CHAIR else (role,)
        if not any(member.role in roles and member.attendance == Member.Attendance.PRESENT for member in members):
            reasons.append(f"Chưa có {label} có mặt.")
    return reasons


def _nominees(ballots: Sequence[Ballot]) -> list[str]:
    if not ballots:
        return ["Phiên họp chưa có hồ sơ nào."]
    reasons = [
        f"“{ballot}” đang ở trạng thái “{ballot.dossier.get_status_display()}”; hãy bỏ khỏi phiên họp."
        for ballot in ballots
        if ballot.dossier.status != Dossier.Status.ACCEPTED
    ]
    uncounted = [str(ballot) for ballot in ballots if not ballot.is_counted]
    return reasons + ([f"Chưa ghi phiếu của {_some(uncounted)}."] if uncounted else [])


def _counts(session: Session, ballots: Iterable[Ballot]) -> list[str]:
    return faults(session.room(), [ballot.tally() for ballot in ballots])


def _some(names: Sequence[str]) -> str:
    more = f" và {len(names) - SHOWN} hồ sơ khác" if len(names) > SHOWN else ""
    return ", ".join(f"“{name}”" for name in names[:SHOWN]) + more


def last_ballots(dossiers: Iterable[Dossier]) -> dict[int, Ballot]:
    """By dossier its vote in the last closed session."""
    found = Ballot.objects.filter(dossier__in=[dossier.pk for dossier in dossiers], session__status=Session.Status.CLOSED, counts=True)
    rows = found.select_related("session__award", "dossier").prefetch_related("session__members")
    return {ballot.dossier_id: ballot for ballot in rows.order_by("session__starts", "session_id")}


def result_in_words(ballot: Ballot) -> str:
    """ "7/9 phiếu (77,8 %), cần từ 80 %"."""
    members, agreed = len(ballot.session.members.all()), ballot.tally().agreed
    return f"{agreed}/{members} phiếu ({percent(agreed, members)} %), cần {ballot.session.threshold}"


def not_agreed(decision: Decision, lines: Sequence[DecisionLine]) -> list[str]:
    """Where the plan has a closed session: who has not been voted on, and whom the last vote did not let pass."""
    sessions = list(decision.plan.sessions.filter(status=Session.Status.CLOSED).order_by("starts"))
    if not sessions:
        return []
    last = last_ballots([line.dossier for line in lines])
    unasked = [line.name for line in lines if line.dossier_id not in last]
    reasons = [f"Hội đồng chưa bỏ phiếu cho {_some(unasked)}; hãy bỏ khỏi danh sách."] if unasked else []
    asked = [(line, last[line.dossier_id]) for line in lines if line.dossier_id in last]
    return reasons + [reason for line, ballot in asked for reason in _against(decision, line, ballot)]


def _against(decision: Decision, line: DecisionLine, ballot: Ballot) -> list[str]:
    voted, given = ballot.session.award, decision.award
    if voted and given and voted.code != given.code:
        return [f"“{line.name}”: Hội đồng bỏ phiếu cho {voted.name}, quyết định này tặng {given.name}; hãy bỏ khỏi danh sách."]
    return [] if ballot.passed else [f"“{line.name}” được {result_in_words(ballot)}; hãy bỏ khỏi danh sách."]


def held_before(decision: Decision, day: date) -> list[str]:
    """A decision rests on the session: it is not dated before it."""
    sessions = decision.plan.sessions.filter(status=Session.Status.CLOSED, ballots__dossier__line__decision=decision)
    last = sessions.order_by("-starts").first()
    held = timezone.localdate(last.starts) if last else None
    return [f"Quyết định ghi ngày {screen_date(day)}, trước phiên họp Hội đồng ngày {screen_date(held)}."] if held and day < held else []
