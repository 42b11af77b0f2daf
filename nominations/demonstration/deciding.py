"""The last stage of the story: the rest is filed and accepted, the council votes, the decision is made and issued."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from conferences.models import Honour, Plan, Prize
from nominations import actions
from nominations.actions import council
from nominations.catalogues import proposed_grounds, proposed_merit
from nominations.demonstration.moments import at
from nominations.demonstration.people import name_of
from nominations.models import Decision, Dossier, Member, Session
from organizations.models import User
from portal import clock

AWARD = "bk-ldld-tinh"
PRIZES = (("person", 600_000), ("collective", 1_200_000))  # invented, and said so
SOURCE = "Mức mẫu của bản trình diễn"
COUNCIL = (  # post, seat, whether there; the names are invented
    ("Chủ tịch Liên đoàn Lao động tỉnh", Member.Role.CHAIR, Member.Attendance.PRESENT),
    ("Phó Chủ tịch Liên đoàn Lao động tỉnh", Member.Role.DEPUTY, Member.Attendance.PRESENT),
    ("Trưởng Ban Chính sách - Pháp luật", Member.Role.SECRETARY, Member.Attendance.PRESENT),
    ("Trưởng Ban Tổ chức", Member.Role.MEMBER, Member.Attendance.PRESENT),
    ("Trưởng Ban Tuyên giáo - Nữ công", Member.Role.MEMBER, Member.Attendance.PRESENT),
    ("Chủ nhiệm Ủy ban Kiểm tra", Member.Role.MEMBER, Member.Attendance.PRESENT),
    ("Trưởng Ban Tài chính", Member.Role.MEMBER, Member.Attendance.PRESENT),
    ("Chánh Văn phòng", Member.Role.MEMBER, Member.Attendance.PRESENT),
    ("Chủ tịch Công đoàn Viên chức tỉnh", Member.Role.MEMBER, Member.Attendance.IN_WRITING),
)
THERE = sum(seat[-1] == Member.Attendance.PRESENT for seat in COUNCIL)
FIRST_NAME = 300  # no nominee has such a number


def decide(plan: Plan, player: Callable[[str], User]) -> None:
    """`player` gives the log-in of a role."""
    if plan.decisions.exists():
        return
    officer, approver, clerk = player("officer"), player("approver"), player("clerk")
    file_the_rest(plan)
    for dossier in plan.dossiers.filter(status=Dossier.Status.SUBMITTED).select_related("unit", "plan", "category").order_by("pk"):
        with clock.standing_at(_day_of(dossier)):
            actions.move_dossier(dossier, "accept", by=officer)
    accepted = plan.dossiers.filter(status=Dossier.Status.ACCEPTED)
    award = Honour.objects.get(code=AWARD, valid_to=None)
    _hold_session(plan, award, accepted, officer)
    with clock.standing_at(at(4, 16, 9)):
        decision = _draft_decision(plan, award, accepted, officer)
        actions.move_decision(decision, "submit", by=officer)
    with clock.standing_at(at(4, 16, 15)):
        actions.move_decision(decision, "approve", by=approver)
    with clock.standing_at(at(4, 17, 10)):
        actions.issue_decision(decision, on=date(2020, 4, 17), by=clerk)


def file_the_rest(plan: Plan) -> None:
    """Whatever is missing between where a dossier stands and the office."""
    road = {"draft": "endorse", "returned": "endorse", "endorsed": "submit"}
    for dossier in plan.dossiers.filter(status__in=road).select_related("unit", "plan", "category").order_by("pk"):
        head = User.objects.get(assignments__unit=dossier.unit, assignments__role="head")
        with clock.standing_at(_day_of(dossier)):
            while dossier.status in road:
                actions.move_dossier(dossier, road[dossier.status], by=head)


def _day_of(dossier: Dossier) -> datetime:
    """Some minute of 14 April."""
    return at(4, 14) + timedelta(minutes=3 * dossier.pk % 480)


def _hold_session(plan: Plan, award: Honour, dossiers: Iterable[Dossier], officer: User) -> None:
    """Everybody passes; to one in seven a member does not agree."""
    fields = {"award": award, "number": "02/BB-HĐTĐKT", "starts": at(4, 15, 14), "ends": at(4, 15, 16, 30)}
    fields |= {"place": "Phòng họp tầng 2, Liên đoàn Lao động tỉnh", "way": Session.Way.SECRET, "percent": 80, "more_than": False}
    fields |= {"discussion": "Thường trực Hội đồng báo cáo kết quả thẩm định hồ sơ; các thành viên thảo luận và bỏ phiếu."}
    seats = [
        {"name": name_of(FIRST_NAME + at_table), "post": post, "role": role, "attendance": attendance}
        for at_table, (post, role, attendance) in enumerate(COUNCIL)
    ]
    with clock.standing_at(at(4, 15, 17)):
        session = council.draft_session(plan=plan, by=officer, fields=fields, seats=seats, dossiers=dossiers)
        votes = {ballot.pk: _votes(order) for order, ballot in enumerate(session.ballots.all())}
        room = {"issued": THERE, "returned": THERE, "valid": THERE, "invalid": 0}
        session = council.save_votes(session, room=room, votes=votes, barred={}, version=session.version, by=officer)
        council.close_session(session, by=officer)


def _votes(order: int) -> dict[str, int]:
    against = int(order % 7 == 6)
    return {"yes": THERE - against, "no": against, "written_yes": 1, "written_no": 0}


def _draft_decision(plan: Plan, award: Honour, dossiers: Iterable[Dossier], officer: User) -> Decision:
    for subject, amount in PRIZES:
        Prize.objects.get_or_create(award=AWARD, subject=subject, valid_from=None, defaults={"amount": amount, "source": SOURCE})
    return actions.draft_decision(
        plan=plan, award=award, award_form="Bằng khen của Ban Chấp hành Liên đoàn Lao động tỉnh", merit=proposed_merit(plan),
        fund="ngân sách Công đoàn tỉnh năm 2020", grounds=proposed_grounds(plan, date(2020, 4, 16)), dossiers=dossiers, by=officer,
    )
