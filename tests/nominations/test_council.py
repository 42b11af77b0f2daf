"""The council's session: what must be there before it is closed, who passes, and that only those come into a decision."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from conferences.models import Honour
from nominations.actions import draft_decision, move_decision, move_dossier
from nominations.actions.council import CLOSED, close_session, discard_session, draft_session, save_session, save_votes
from nominations.council import session_reconciles
from nominations.models import Ballot, Dossier, Session
from nominations.papers.council_minutes import minutes_paper
from papers.paper import Table
from portal.moves import Overtaken, Refused, history
from tests.builders import make_decision, make_dossier, make_session, person

pytestmark = pytest.mark.django_db
AFTER = datetime(2020, 4, 14, tzinfo=UTC)


@pytest.fixture
def three(campaign):
    return [make_dossier(campaign.plan, campaign.school, status="accepted", name=name) for name in ("Lò Văn An", "Vàng Thị Bình", "Tẩn A Chìn")]


def test_who_passed_is_fixed_at_the_closing(campaign, three):
    session = make_session(campaign.plan, three, yes=(9, 8, 7))  # 80 % of nine are eight
    record = close_session(session, by=campaign.officer)
    assert list(session.ballots.order_by("pk").values_list("passed", flat=True)) == [True, True, False]
    assert (session.status, record.name, history(session).count()) == ("closed", "close", 1)
    assert close_session(session, by=campaign.officer).pk == record.pk  # pressed again


def test_everything_that_is_missing_is_said_at_once(campaign):
    empty = Session.objects.create(plan=campaign.plan, created_by=campaign.officer)
    assert session_reconciles(empty, AFTER) == [
        "Chưa ghi hình thức đề nghị của phiên họp.",
        "Chưa ghi ngày, giờ bắt đầu của phiên họp.",
        "Chưa ghi giờ kết thúc của phiên họp.",
        "Chưa ghi địa điểm của phiên họp.",
        "Hội đồng có 0 thành viên; cần ít nhất 3.",
        "Chưa có chủ trì (Chủ tịch hoặc Phó Chủ tịch Hội đồng) có mặt.",
        "Chưa có thư ký có mặt.",
        "Phiên họp chưa có hồ sơ nào.",
        "Chưa có thành viên nào có mặt.",
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"issued": 10}, "Phát ra 10 phiếu, có mặt 9 thành viên: thừa 1 phiếu."),
        ({"attendance": {"Ủy viên 1": "absent"}}, "Phát ra 9 phiếu, có mặt 8 thành viên: thừa 1 phiếu."),  # a vote by somebody absent
        ({"valid": 8}, "Hợp lệ 8 và không hợp lệ 0 là 8 phiếu, thu về 9."),
        ({"yes": (9, None, 7)}, "Chưa ghi phiếu của “Vàng Thị Bình”."),
        ({"attendance": {"Lò Thị Ánh": "absent"}, "issued": 8, "returned": 8, "valid": 8, "yes": (8, 8, 8)}, "Chưa có chủ trì (Chủ tịch hoặc Phó Chủ tịch Hội đồng) có mặt."),
        ({"ends": datetime(2020, 4, 15, tzinfo=UTC)}, "Phiên họp chưa kết thúc theo giờ đã ghi."),
    ],
)
def test_what_does_not_reconcile_is_not_closed(campaign, three, given, said):
    session = make_session(campaign.plan, three, **given)
    assert said in session_reconciles(session, AFTER)
    if "ends" not in given:
        with pytest.raises(Refused) as refused:
            close_session(session, by=campaign.officer)
        assert said in refused.value.reasons
    assert not Ballot.objects.exclude(passed=None).exists()


def test_a_dossier_that_is_no_longer_accepted_stops_the_closing(campaign, three):
    session = make_session(campaign.plan, three)
    Dossier.objects.filter(pk=three[0].pk).update(status="returned")
    with pytest.raises(Refused) as refused:
        close_session(session, by=campaign.officer)
    assert refused.value.reasons == ["“Lò Văn An” đang ở trạng thái “trả lại bổ sung”; hãy bỏ khỏi phiên họp."]


def test_members_with_an_interest_take_no_part_but_count_among_all(campaign, three):
    session = make_session(campaign.plan, three[:1], yes=(8,), way="open", issued=None, returned=None, valid=None, invalid=None)
    session.ballots.update(no=1)
    ballot = session.ballots.get()
    ballot.barred.add(session.members.get(name="Ủy viên 7"))
    assert session_reconciles(session, AFTER) == [
        "Lò Văn An: 9 phiếu tại phiên họp (8 đồng ý, 1 không), có mặt 9, 1 không tham gia vì có liên quan."
    ]
    session.ballots.update(no=0)
    close_session(session, by=campaign.officer)
    assert Ballot.objects.get().passed is True  # 8 of 9


def test_only_who_passed_comes_into_a_decision(campaign, three):
    terms = {"plan": campaign.plan, "award_form": "Bằng khen", "merit": "đã có thành tích", "by": campaign.officer}
    assert set(Dossier.objects.undecided().agreed()) == set(three)  # no session has been closed
    close_session(make_session(campaign.plan, three[:2], yes=(9, 7)), by=campaign.officer)
    assert list(Dossier.objects.undecided().agreed()) == three[:1]
    decision = draft_decision(dossiers=three, **terms)
    with pytest.raises(Refused) as refused:
        move_decision(decision, "submit", by=campaign.officer)
    assert refused.value.reasons == [
        "Hội đồng chưa bỏ phiếu cho “Tẩn A Chìn”; hãy bỏ khỏi danh sách.",
        "“Vàng Thị Bình” được 7/9 phiếu (77,8 %), cần từ 80 %; hãy bỏ khỏi danh sách.",
    ]


def test_a_later_session_counts(campaign, three):
    close_session(make_session(campaign.plan, three, yes=(7, 7, 7)), by=campaign.officer)
    again = make_session(campaign.plan, three[:1], starts=datetime(2020, 4, 14, 1, tzinfo=UTC), ends=datetime(2020, 4, 14, 2, tzinfo=UTC))
    close_session(again, by=campaign.officer)
    decision = make_decision(campaign.plan, three[:1])
    assert move_decision(decision, "submit", by=campaign.officer).target == "submitted"


def test_nothing_closed_changes(campaign, three):
    session = make_session(campaign.plan, three)
    close_session(session, by=campaign.officer)
    before = list(session.ballots.values()), list(session.members.values())
    whatever = {"fields": {}, "seats": [], "dossiers": [], "version": 1, "by": campaign.officer}
    for act in (
        lambda: save_session(session, **whatever),
        lambda: save_votes(session, room={}, votes={}, barred={}, version=1, by=campaign.officer),
        lambda: discard_session(session, version=1, by=campaign.officer),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reasons == [CLOSED]
    assert (list(session.ballots.values()), list(session.members.values())) == before


def test_only_the_plans_own_office_holds_a_session(campaign, three):
    strangers = (campaign.head, campaign.approver, campaign.clerk, person("officer", campaign.tree.than_uyen), person("officer", campaign.tree.dien_bien))
    session = make_session(campaign.plan, three)
    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            draft_session(plan=campaign.plan, by=stranger, fields={}, seats=[], dossiers=[])
        with pytest.raises(PermissionDenied):
            close_session(session, by=stranger)
    assert Session.objects.get().status == "draft"
    close_session(session, by=campaign.officer)  # the control


def test_two_secretaries_at_once_the_second_is_told(campaign, three):
    session = make_session(campaign.plan, three)
    votes = {session.ballots.first().pk: {"yes": 5, "no": 4}}
    save_votes(session, room={"issued": 9}, votes=votes, barred={}, version=1, by=campaign.officer)
    with pytest.raises(Overtaken):
        save_votes(session, room={"issued": 8}, votes=votes, barred={}, version=1, by=campaign.officer)
    assert Session.objects.get().issued == 9


def test_members_who_stay_keep_what_they_declared(campaign, three):
    session = make_session(campaign.plan, three)
    ballot, member = session.ballots.first(), session.members.get(name="Ủy viên 7")
    ballot.barred.add(member)
    seats = [{name: getattr(one, name) for name in ("pk", "name", "post", "role", "attendance")} for one in session.members.all()]
    seats[0]["role"], seats[2]["role"] = "member", "chair"  # they change places
    seats = [*reversed(seats), {"pk": None, "name": "Người mới", "post": "", "role": "member", "attendance": "present"}]
    save_session(session, fields={"place": "Phòng khác"}, seats=seats, dossiers=three[:2], version=1, by=campaign.officer)
    assert [one.name for one in session.members.all()] == [seat["name"] for seat in seats]
    assert (list(ballot.barred.all()), session.ballots.count(), session.members.get(role="chair").name) == ([member], 2, "Ủy viên 1")


def test_the_minutes_equal_the_record(campaign, three):
    session = make_session(campaign.plan, three, yes=(9, 8, 7), attendance={"Ủy viên 7": "in_writing"}, issued=8, returned=8, valid=8, invalid=0)
    for ballot, (yes, no, written_yes, written_no) in zip(session.ballots.order_by("pk"), [(8, 0, 1, 0), (7, 1, 1, 0), (7, 1, 0, 1)], strict=True):
        Ballot.objects.filter(pk=ballot.pk).update(yes=yes, no=no, written_yes=written_yes, written_no=written_no)
    close_session(session, by=campaign.officer)
    paper = minutes_paper(session, at=AFTER)
    rows = {row.cells[1]: row.cells[3:] for block in paper.body if isinstance(block, Table) for row in block.rows}
    assert rows == {
        "Lò Văn An": ("9", "0", "100,0", "đạt"),
        "Vàng Thị Bình": ("8", "1", "88,9", "đạt"),
        "Tẩn A Chìn": ("7", "2", "77,8", "không đạt"),
    }
    said = " ".join(getattr(block, "text", "") for block in paper.body)
    assert "phát ra 08 phiếu, thu về 08 phiếu, hợp lệ 08 phiếu, không hợp lệ 0 phiếu" in said
    assert "Số đồng ý, không đồng ý gồm cả ý kiến bằng văn bản của 01 thành viên vắng mặt." in said  # else nine of eight papers agreed
    assert "đề nghị tặng Bằng khen cho 02 cá nhân đạt tỷ lệ; 01 trường hợp không đạt" in said
    assert (paper.draft, [one.signer for one in paper.signatures]) == (False, ["Vàng A Páo", "Lò Thị Ánh"])


# --- what an attacker's reading found --------------------------------------------------------------------------------


def test_an_award_that_needs_more_votes_is_not_voted_on_by_fewer(campaign, three):
    session = make_session(campaign.plan, three, percent=50, more_than=True)
    Honour.objects.filter(pk=session.award_id).update(votes_percent=80, votes_more_than=False)
    session = Session.objects.select_related("award").get()
    assert session_reconciles(session, AFTER) == ["Bằng khen cần từ 80 % tổng số thành viên, phiên họp ghi trên 50 %; hãy sửa tỷ lệ."]
    session.percent, session.more_than = 80, False
    assert session_reconciles(session, AFTER) == []


def test_a_vote_for_one_award_is_none_for_another(campaign, three):
    close_session(make_session(campaign.plan, three[:1]), by=campaign.officer)
    other = Honour.objects.get(code="bk-tinh")
    decision = make_decision(campaign.plan, three[:1], award=other, award_form=other.name)
    with pytest.raises(Refused) as refused:
        move_decision(decision, "submit", by=campaign.officer)
    assert refused.value.reasons == ["“Lò Văn An”: Hội đồng bỏ phiếu cho Bằng khen, quyết định này tặng Bằng khen của UBND tỉnh; hãy bỏ khỏi danh sách."]
    decision.award = Session.objects.get().award
    decision.save()
    assert move_decision(decision, "submit", by=campaign.officer).target == "submitted"


def test_of_two_sessions_at_one_hour_the_later_record_counts(campaign, three):
    close_session(make_session(campaign.plan, three[:1], yes=(7,)), by=campaign.officer)
    close_session(make_session(campaign.plan, three[:1], yes=(9,)), by=campaign.officer)
    Session.objects.filter(pk=Session.objects.earliest("pk").pk).update(changed=AFTER)  # touched last, recorded first
    assert list(Dossier.objects.undecided().agreed()) == three[:1]
    assert move_decision(make_decision(campaign.plan, three[:1]), "submit", by=campaign.officer).target == "submitted"


def test_the_closing_reads_the_threshold_under_the_lock(campaign, three):
    session = make_session(campaign.plan, three[:1], yes=(6,), percent=50, more_than=True)
    Session.objects.update(percent=80, more_than=False)  # by somebody else, after the page was opened
    close_session(session, by=campaign.officer)
    assert Ballot.objects.get().passed is False


def test_a_vote_ends_when_the_dossier_goes_back_and_the_record_keeps_the_name(campaign, three):
    session = make_session(campaign.plan, three[:1])
    close_session(session, by=campaign.officer)
    for name in ("hold", "release", "return"):
        move_dossier(three[0], name, by=campaign.officer, note="Lý do (mẫu)")
    Dossier.objects.filter(pk=three[0].pk).update(status="accepted", name="Người khác hẳn")
    assert list(Dossier.objects.undecided().agreed()) == []
    decision = make_decision(campaign.plan, [Dossier.objects.get(pk=three[0].pk)])
    with pytest.raises(Refused) as refused:
        move_decision(decision, "submit", by=campaign.officer)
    assert refused.value.reasons == ["Hội đồng chưa bỏ phiếu cho “Người khác hẳn”; hãy bỏ khỏi danh sách."]
    [table] = [block for block in minutes_paper(session, at=AFTER).body if isinstance(block, Table)]
    assert table.rows[0].cells[1] == "Lò Văn An"


def test_a_list_that_says_another_name_than_the_dossier_goes_no_further(campaign, three):
    decision = make_decision(campaign.plan, three[:1])
    Dossier.objects.filter(pk=three[0].pk).update(name="Lò Văn Ân")  # one mark
    with pytest.raises(Refused) as refused:
        move_decision(decision, "submit", by=campaign.officer)
    assert refused.value.reasons == ["“Lò Văn An” trên danh sách, “Lò Văn Ân” trong hồ sơ; hãy sửa và lưu lại danh sách."]


def test_a_draft_is_discarded_as_it_was_seen(campaign, three):
    session = make_session(campaign.plan, three)
    save_votes(session, room={}, votes={}, barred={}, version=1, by=campaign.officer)
    with pytest.raises(Overtaken):
        discard_session(session, version=1, by=campaign.officer)
    discard_session(session, version=2, by=campaign.officer)
    with pytest.raises(Refused) as refused:
        save_votes(session, room={}, votes={}, barred={}, version=2, by=campaign.officer)
    assert refused.value.reasons == ["Bản ghi phiên họp này vừa được người khác bỏ."]
    assert (Session.objects.count(), history(session).get().name) == (0, "discard")


def test_members_sent_without_their_keys_are_known_by_name_and_a_key_sent_twice_is_one(campaign, three):
    session = make_session(campaign.plan, three)
    member, ballot = session.members.get(name="Ủy viên 7"), session.ballots.first()
    ballot.barred.add(member)
    seats = [{"pk": None, "name": one.name, "post": one.post, "role": one.role, "attendance": one.attendance} for one in session.members.all()]
    seats.append({"pk": member.pk, "name": "Người thứ mười", "post": "", "role": "member", "attendance": "present"})
    save_session(session, fields={}, seats=seats, dossiers=three, version=1, by=campaign.officer)
    assert (session.members.count(), list(ballot.barred.all())) == (10, [member])
