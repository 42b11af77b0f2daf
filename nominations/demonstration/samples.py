"""What the story of Lai Châu has no occasion for, as a small invented plan beside it: dossiers that go through a unit in between, points
with a tie at the line, a published list with an objection, a dossier sent back item by item, a declined one, requests to a unit."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from conferences.actions import act, import_plan, issue_plan
from conferences.actions.terms import save_terms as save_table_terms
from conferences.models import Plan
from conferences.plan_file import read
from nominations import actions
from nominations.actions.levels import weigh
from nominations.actions.publication import file_objection, publish_list
from nominations.actions.ranking import rule_on_rank, save_scores, save_terms
from nominations.actions.remarks import write_remark
from nominations.actions.requests import answer_request, ask_unit
from nominations.actions.returning import return_items
from nominations.actions.sending import draft_proposal, send_proposal
from nominations.demonstration.cast import ASKING_BRANCH
from nominations.demonstration.moments import at
from nominations.demonstration.people import unions
from nominations.demonstration.story import accept_errors, draft_dossier, player
from nominations.models import Dossier
from nominations.ranking_rows import people_of, said_in, scores_mark
from nominations.scoring import Line
from organizations.models import Unit, User
from portal import clock

FILE = Path(__file__).with_name("thematic.yaml")
FIRST = 600  # no nominee of the story has such a number
POINTS = (92, 90, 88, 80, 80)  # of those that are accepted: the last two stand at the line of four places
SHEET = (Line("use", "Hiệu quả của sáng kiến", "points", Decimal(100)), Line("faults", "Điểm trừ", "penalty", Decimal(10)))
MEETING = {"meeting_on": date(2020, 4, 7), "meeting_place": "Phòng họp LĐLĐ huyện", "summoned": 9, "present": 9}


@transaction.atomic
def add_samples() -> None:
    """Played once; a second time changes nothing."""
    title = read(FILE.read_bytes()).data["title"]
    if Plan.objects.filter(title=title).exists():
        return
    plan = _issued_plan()
    came = [_passed_up(plan, order) for order in range(len(POINTS) + 2)]
    _send_up(plan, came)
    *ranked, returned, declined = came
    _screen(ranked, returned, declined)
    _rank_and_publish(plan, ranked)
    _ask(plan, ranked[0])
    for order in range(len(came), len(came) + 3):  # of these the unit in between has weighed one
        late = _passed_up(plan, order)
    _weigh(late, at(4, 18, 9), 1)


def _gatherer() -> User:
    return User.objects.get(assignments__unit__short_name=ASKING_BRANCH, assignments__role="head")


def _issued_plan() -> Plan:
    officer, approver = player("officer"), player("approver")
    with clock.standing_at(at(3, 23)):
        plan = import_plan(read(FILE.read_bytes()), by=officer).plan
        table = plan.allocations.current()
        terms = {"takes_reserves": True, "reclaim_on": None, "through_levels": True, "gather_by": date(2020, 5, 8)}
        table = save_table_terms(table, **terms, version=table.version, by=officer)
        save_terms(plan, lines=SHEET, order=["total", "lot"], notice_days=5, version=1, by=officer)
    with clock.standing_at(at(3, 24)):
        accept_errors(plan, approver)
        for thing in (table, plan):
            act(thing, "submit", by=officer)
        for thing in (table, plan):
            act(thing, "approve", by=approver)
    with clock.standing_at(at(3, 25)):
        issue_plan(plan, on=date(2020, 3, 25), by=player("clerk"))
        act(table, "publish", by=approver)
    return plan


def _passed_up(plan: Plan, order: int) -> Dossier:
    """From a union of the district to the district."""
    below = list(unions().filter(path__startswith=Unit.objects.get(short_name=ASKING_BRANCH).path))
    union = below[order % len(below)]
    head = User.objects.get(assignments__unit=union, assignments__role="head")
    with clock.standing_at(at(4, 6, 8, 5 * order)):
        dossier = draft_dossier(plan, union, plan.categories.get(), FIRST + order, head)
        for move in ("endorse", "submit"):
            actions.move_dossier(dossier, move, by=head)
    return Dossier.objects.select_related("plan__unit", "unit", "category").get(pk=dossier.pk)


def _weigh(dossier: Dossier, moment: datetime, position: int) -> None:
    with clock.standing_at(moment):
        weigh(dossier, "back", opinion="Sáng kiến đang áp dụng ở đơn vị (mẫu).", votes=9, position=position, version=1, by=_gatherer())


def _send_up(plan: Plan, dossiers: list[Dossier]) -> None:
    for position, dossier in enumerate(dossiers, 1):
        _weigh(dossier, at(4, 7, 14), position)
    head = _gatherer()
    people = {"signer": head.full_name, "chair": head.full_name, "secretary": player("filer").full_name}
    with clock.standing_at(at(4, 8, 9)):
        letter = draft_proposal(
            plan=plan, unit=Unit.objects.get(short_name=ASKING_BRANCH), by=head, votes=dict.fromkeys(dossiers, 9), number="21/TTr-LĐLĐ", date=date(2020, 4, 8),
            **MEETING, **people,
        )
        send_proposal(letter, by=head)


def _screen(accepted: list[Dossier], returned: Dossier, declined: Dossier) -> None:
    officer = player("officer")
    for one in (*accepted, returned, declined):
        one.refresh_from_db()
    with clock.standing_at(at(4, 10, 9)):
        for dossier in accepted:
            actions.move_dossier(dossier, "accept", by=officer)
        actions.move_dossier(declined, "decline", by=officer, note="Sáng kiến là của tập thể, không phải của cá nhân (mẫu).")
        picked = {"report": "Báo cáo chưa nói sáng kiến làm lợi bao nhiêu.", "who-birth": "Ngày sinh khác với quyết định kèm theo."}
        return_items(returned, picked=picked, due_on=date(2020, 4, 27), version=returned.version, by=officer, note="Gửi lại sớm để kịp họp Hội đồng.")
    head = User.objects.get(assignments__unit=returned.unit, assignments__role="head")
    with clock.standing_at(at(4, 13, 10)):
        write_remark(returned, text="Đơn vị đang xin xác nhận của phòng kế toán, xin gửi lại ngày 22/4.", internal=False, by=head)
    with clock.standing_at(at(4, 13, 15)):
        write_remark(returned, text="Được. Nếu chưa kịp, đơn vị báo trước ngày 27/4.", internal=False, by=officer)
        write_remark(returned, text="Đã gọi điện cho đơn vị: số liệu có thật, chỉ thiếu dấu.", internal=True, by=officer)


def _rank_and_publish(plan: Plan, ranked: list[Dossier]) -> None:
    """The two that are equal at the line have drawn lots."""
    officer, category = player("officer"), plan.categories.get()
    with clock.standing_at(at(4, 15, 9)):
        people = people_of(plan, said_in(plan.ranking_terms), category.pk)
        values = {(one.pk, "use"): Decimal(points) for one, points in zip(ranked, POINTS, strict=True)}
        save_scores(plan, category, values=values, mark=scores_mark(people, SHEET), by=officer)
        for number, dossier in enumerate(ranked[-2:], 1):
            rule_on_rank(dossier, kind="lot", number=number, reason="Bốc thăm trước Hội đồng ngày 15/4/2020 (mẫu).", by=officer)
    with clock.standing_at(at(4, 16, 8)):
        published = publish_list(plan, starts=date(2020, 4, 16), by=officer)
    with clock.standing_at(at(4, 17, 10)):
        said = {"objector": "Một đoàn viên (mẫu)", "text": "Sáng kiến này đã được khen năm 2018, đề nghị xem lại (mẫu).", "received_on": date(2020, 4, 17)}
        file_objection(published, dossier=ranked[0], **said, by=player("head"))


def _ask(plan: Plan, dossier: Dossier) -> None:
    """One request is answered, one waits for its unit."""
    facts = {"office": plan.unit, "unit": dossier.unit, "by": player("officer")}
    head = User.objects.get(assignments__unit=dossier.unit, assignments__role="head")
    with clock.standing_at(at(4, 14, 9)):
        asked = ask_unit(**facts, title="Xác nhận số tiền làm lợi của sáng kiến", text="Gửi xác nhận của phòng kế toán (mẫu).", due_on=date(2020, 4, 17), dossier=dossier)
    with clock.standing_at(at(4, 15, 16)):
        answer_request(asked, text="Phòng kế toán xác nhận 42 triệu đồng trong năm 2019 (mẫu).", file=None, by=head)
    with clock.standing_at(at(4, 17, 14)):
        ask_unit(**facts, title="Danh sách đoàn viên dự hội nghị", text="Mỗi công đoàn cơ sở cử hai người (mẫu).", due_on=date(2020, 4, 24))
