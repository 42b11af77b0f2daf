"""Moves, tried on the life of a plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from conferences.flow import PLAN_MOVES
from conferences.models import Plan
from organizations.models import Unit, User
from portal import clock
from portal.models import MoveRecord
from portal.moves import Refused, history, open_moves, perform
from tests.builders import hold, make_plan, make_unit, make_user, person
from tests.racing import together

NOW = datetime(2020, 4, 20, 1, 0, tzinfo=UTC)
SUBMIT, APPROVE, RETURN = (next(move for move in PLAN_MOVES if move.name == name) for name in ("submit", "approve", "return"))


@pytest.fixture
def office(db) -> Unit:
    return make_unit("Liên đoàn Lao động tỉnh Lai Châu", kind="province")


@pytest.fixture
def officer(office: Unit) -> User:
    return person("officer", office)


@pytest.fixture
def approver(office: Unit) -> User:
    return person("approver", office)


def complete_plan(office: Unit, status: str = "draft") -> Plan:
    """A plan without an error: findings that are errors stop these moves, too."""
    return make_plan(office, status=status)


def rows_of(plan: Plan) -> list[tuple]:
    return list(history(plan).values_list("name", "source", "target", "by__username", "at", "note"))


def test_a_move_sets_the_status_and_writes_one_row(office, officer):
    plan = complete_plan(office)
    with clock.standing_at(NOW):
        perform(plan, SUBMIT, by=officer, note="  Đã đủ  ")
    assert plan.status == Plan.objects.get().status == "submitted"
    assert rows_of(plan) == [("submit", "draft", "submitted", officer.username, NOW, "Đã đủ")]


def test_without_the_right_nothing_happens(office, officer, approver):
    plan = complete_plan(office)
    with pytest.raises(PermissionDenied):
        perform(plan, SUBMIT, by=approver)
    assert (Plan.objects.get().status, rows_of(plan)) == ("draft", [])
    perform(plan, SUBMIT, by=officer)  # the same move by somebody who may
    assert Plan.objects.get().status == "submitted"


def test_the_right_is_asked_at_the_plans_own_office(office, officer):
    elsewhere = make_unit("Liên đoàn Lao động tỉnh Điện Biên", kind="province")
    plan = complete_plan(elsewhere)
    with pytest.raises(PermissionDenied):
        perform(plan, SUBMIT, by=officer)
    perform(plan, SUBMIT, by=person("officer", elsewhere))


def test_from_another_state_it_is_refused_with_the_state(office, approver):
    plan = complete_plan(office)
    with pytest.raises(Refused) as refused:
        perform(plan, APPROVE, by=approver)
    assert refused.value.reasons == ["“Duyệt kế hoạch” không làm được khi kế hoạch đang ở trạng thái “dự thảo”."]
    assert (Plan.objects.get().status, rows_of(plan)) == ("draft", [])


def test_a_stale_object_is_read_again(office, officer, approver):
    plan = complete_plan(office)
    stale = Plan.objects.get()
    perform(plan, SUBMIT, by=officer)
    perform(stale, APPROVE, by=approver)
    assert (stale.status, Plan.objects.get().status) == ("approved", "approved")


def test_all_reasons_come_at_once(office, officer):
    plan = Plan.objects.create(unit=office, title=" ")
    with pytest.raises(Refused) as refused:
        perform(plan, SUBMIT, by=officer)
    assert refused.value.reasons == [  # of both rules of the move
        "Kế hoạch chưa có cơ quan ban hành.",
        "Kế hoạch chưa có trích yếu.",
        "Kế hoạch chưa có nội dung.",
        "Nơi nhận: Kế hoạch chưa có nơi nhận.",
        "Hãy sửa các lỗi trên, hoặc để lãnh đạo chấp nhận từng lỗi kèm lý do.",
    ]


@pytest.mark.parametrize("note", ["", "   "])
def test_a_note_is_asked_for(office, approver, note):
    plan = complete_plan(office, "submitted")
    with pytest.raises(Refused) as refused:
        perform(plan, RETURN, by=approver, note=note)
    assert refused.value.reasons == ["Hãy ghi lý do khi “trả lại”."]
    perform(plan, RETURN, by=approver, note="Thiếu căn cứ")
    assert Plan.objects.get().status == "returned"


def test_whoever_submits_does_not_approve(office, approver):
    both = make_user("both")
    hold(both, "officer", office)
    hold(both, "approver", office)
    plan = complete_plan(office)
    perform(plan, SUBMIT, by=both)
    with pytest.raises(Refused) as refused:
        perform(plan, APPROVE, by=both)
    assert refused.value.reasons == ["Người đã “trình duyệt” không được tự “duyệt kế hoạch”; cần một người khác."]
    perform(plan, APPROVE, by=approver)
    assert Plan.objects.get().status == "approved"


def test_only_the_last_submission_counts(office, approver):
    both = make_user("both")
    hold(both, "officer", office)
    hold(both, "approver", office)
    plan = complete_plan(office)
    perform(plan, SUBMIT, by=both)
    perform(plan, RETURN, by=approver, note="Sửa lại")
    perform(plan, SUBMIT, by=person("officer", office))
    perform(plan, APPROVE, by=both)
    assert Plan.objects.get().status == "approved"


def test_the_last_submission_is_the_last_made_whatever_the_clock_says(office, approver):
    """A demonstration that is started again begins again at the same moment."""
    both = make_user("both")
    hold(both, "officer", office)
    hold(both, "approver", office)
    plan = complete_plan(office)
    with clock.standing_at(NOW + timedelta(hours=3)):
        perform(plan, SUBMIT, by=person("officer", office))
    with clock.standing_at(NOW):
        perform(plan, RETURN, by=approver, note="Sửa lại")
        perform(plan, SUBMIT, by=both)
    assert [row[0] for row in rows_of(plan)] == ["submit", "return", "submit"]
    with pytest.raises(Refused) as refused:
        perform(plan, APPROVE, by=both)
    assert refused.value.reasons == ["Người đã “trình duyệt” không được tự “duyệt kế hoạch”; cần một người khác."]


def test_pressing_twice_does_it_once(office, officer):
    plan = complete_plan(office)
    first, second = perform(plan, SUBMIT, by=officer), perform(plan, SUBMIT, by=officer)
    assert first == second
    assert list(MoveRecord.objects.all()) == [first]


def test_a_second_person_is_told(office, approver):
    plan = complete_plan(office, "submitted")
    perform(plan, APPROVE, by=approver)
    other = make_user("other-approver")
    hold(other, "approver", office)
    with pytest.raises(Refused) as refused:
        perform(plan, APPROVE, by=other)
    assert refused.value.reasons == ["“Duyệt kế hoạch” không làm được khi kế hoạch đang ở trạng thái “đã duyệt”."]


def test_a_page_offers_the_moves_of_the_state_and_the_person(office, officer, approver):
    plan = complete_plan(office, "submitted")
    assert open_moves(plan, PLAN_MOVES, officer) == []
    assert open_moves(plan, PLAN_MOVES, approver) == [APPROVE, RETURN]


def test_two_at_once_make_one_move(transactional_db):
    office = make_unit("Liên đoàn Lao động tỉnh Lai Châu", kind="province")
    approvers = [make_user(f"approver-{number}") for number in range(6)]
    for user in approvers:
        hold(user, "approver", office)
    plan = complete_plan(office, "submitted")

    def press(user: User) -> MoveRecord:
        return perform(Plan.objects.get(pk=plan.pk), APPROVE, by=User.objects.get(pk=user.pk))

    answers = together(*(lambda user=user: press(user) for user in approvers))
    assert sorted(type(answer).__name__ for answer in answers) == ["MoveRecord"] + ["Refused"] * 5
    assert [row[:3] for row in rows_of(plan)] == [("approve", "submitted", "approved")]
