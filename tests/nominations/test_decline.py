"""A dossier that the office declines: the reason is said, its place goes to the next who waits, and nothing is decided on it."""

from __future__ import annotations

import pytest

from nominations.actions import draft_decision, move_decision, move_dossier
from nominations.models import Dossier
from nominations.places import place_for
from portal.models import Notice
from portal.moves import Refused, history
from tests.builders import make_decision, make_dossier, make_session
from tests.nominations.waiting import standing

pytestmark = pytest.mark.django_db
WHY = "Chưa đủ hai năm hoàn thành xuất sắc nhiệm vụ (mẫu)."


@pytest.fixture
def dossier(campaign):
    return make_dossier(campaign.plan, campaign.school, status="accepted")


def decline(campaign, dossier):
    return move_dossier(dossier, "decline", by=campaign.officer, note=WHY)


def test_why_must_be_said_and_its_unit_is_told(campaign, dossier):
    with pytest.raises(Refused) as refused:
        move_dossier(dossier, "decline", by=campaign.officer)
    assert refused.value.reasons == ["Hãy ghi lý do khi “không đạt”."]
    decline(campaign, dossier)
    assert (Dossier.objects.get().status, history(dossier).last().note) == ("declined", WHY)
    assert {(notice.user, notice.title) for notice in Notice.objects.all()} == {
        (campaign.filer, "Hồ sơ của CĐCS Trường THCS Than Uyên: không đạt"),
        (campaign.head, "Hồ sơ của CĐCS Trường THCS Than Uyên: không đạt"),
    }


@pytest.mark.parametrize("status", ["submitted", "accepted", "held"])
def test_its_place_goes_to_the_first_who_waits(campaign, queue, status):
    Dossier.objects.filter(pk=queue[0].pk).update(status=status)
    decline(campaign, queue[0])
    assert standing(campaign) == [
        ("Một", "declined", None),
        ("Hai", "submitted", None),
        ("Ba", "submitted", None),
        ("Bốn", "submitted", 2),
    ]
    told = Notice.objects.get(user=campaign.head, title__startswith="Hồ sơ dự phòng")
    assert told.link == f"/dossiers/{queue[2].pk}/"


def test_a_reserve_that_is_declined_frees_no_place(campaign, queue):
    decline(campaign, queue[2])
    assert standing(campaign)[1:] == [("Hai", "submitted", None), ("Ba", "declined", None), ("Bốn", "submitted", 2)]


def test_declined_twice_by_the_same_person_it_is_declined_once(campaign, queue):
    decline(campaign, queue[0])
    assert decline(campaign, queue[0]).pressed_again
    assert standing(campaign)[2:] == [("Ba", "submitted", None), ("Bốn", "submitted", 2)]
    assert history(queue[0]).filter(name="decline").count() == 1


def test_it_is_taken_up_again_only_where_a_place_is_left(campaign, queue):
    decline(campaign, queue[0])
    with pytest.raises(Refused) as refused:
        move_dossier(queue[0], "reopen_screening", by=campaign.officer, note="Có thêm minh chứng.")
    assert refused.value.reasons == [
        "LĐLĐ huyện Than Uyên không còn suất trống ở đối tượng “Cá nhân khối hành chính, sự nghiệp”: suất của hồ sơ này đã trả lại. "
        "Hãy phân bổ thêm trước khi xét lại."
    ]
    for one in queue[2:]:
        decline(campaign, one)
    move_dossier(queue[0], "reopen_screening", by=campaign.officer, note="Có thêm minh chứng.")
    assert [status for _, status, _ in standing(campaign)] == ["submitted", "submitted", "declined", "declined"]
    assert place_for(campaign.plan, campaign.school, queue[0].category).left == 0


def test_taken_up_again_its_unit_does_not_withdraw_it(campaign, dossier):
    decline(campaign, dossier)
    move_dossier(dossier, "reopen_screening", by=campaign.officer, note="Có thêm minh chứng.")
    with pytest.raises(Refused):
        move_dossier(dossier, "withdraw", by=campaign.head, note="Rút")


def test_it_is_in_no_decision(campaign, dossier):
    listed = make_decision(campaign.plan, [dossier])
    decline(campaign, dossier)
    with pytest.raises(Refused) as refused:
        move_decision(listed, "submit", by=campaign.officer)
    assert refused.value.reasons == ["“Lò Thị Mẫu” đang ở trạng thái “không đạt”, chưa được chấp nhận; hãy bỏ khỏi danh sách."]
    listed.lines.all().delete()
    with pytest.raises(Refused):
        draft_decision(plan=campaign.plan, award_form="Bằng khen", merit="đã có thành tích", dossiers=[dossier], by=campaign.officer)


def test_a_vote_that_let_it_pass_no_longer_counts(campaign, dossier):
    session = make_session(campaign.plan, [dossier], status="closed")
    session.ballots.update(passed=True)
    assert list(Dossier.objects.undecided().agreed()) == [dossier]
    decline(campaign, dossier)
    move_dossier(dossier, "reopen_screening", by=campaign.officer, note="Có thêm minh chứng.")
    move_dossier(dossier, "accept", by=campaign.officer)
    assert list(Dossier.objects.undecided().agreed()) == []


def test_its_page_says_so_and_why(client, campaign, dossier):
    decline(campaign, dossier)
    for reader in (campaign.officer, campaign.head):
        client.force_login(reader)
        page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
        assert "<strong>Không đạt.</strong>" in page
        assert WHY in page
