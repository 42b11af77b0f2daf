"""A dossier on hold (discipline, a complaint, an inspection): nothing is decided on it until it is released (NĐ 152/2025/NĐ-CP)."""

from __future__ import annotations

import pytest

from nominations.actions import draft_decision, move_decision, move_dossier
from nominations.actions.council import close_session
from nominations.models import Dossier
from nominations.places import place_for
from portal.models import Notice
from portal.moves import Refused, history
from tests.builders import make_decision, make_dossier, make_session

pytestmark = pytest.mark.django_db
WHY = "Đang xem xét đơn thư (mẫu)."


@pytest.fixture
def dossier(campaign):
    return make_dossier(campaign.plan, campaign.school, status="accepted")


def test_why_it_is_held_must_be_said_and_its_unit_is_told(campaign, dossier):
    with pytest.raises(Refused) as refused:
        move_dossier(dossier, "hold", by=campaign.officer)
    assert refused.value.reasons == ["Hãy ghi lý do khi “tạm treo”."]
    move_dossier(dossier, "hold", by=campaign.officer, note=WHY)
    assert (Dossier.objects.get().status, history(dossier).last().note) == ("held", WHY)
    assert {notice.user for notice in Notice.objects.all()} == {campaign.filer, campaign.head}


def test_it_is_in_no_decision_while_it_is_held(campaign, dossier):
    listed = make_decision(campaign.plan, [dossier])
    move_dossier(dossier, "hold", by=campaign.officer, note=WHY)
    with pytest.raises(Refused) as refused:
        move_decision(listed, "submit", by=campaign.officer)
    assert refused.value.reasons == ["“Lò Thị Mẫu” đang ở trạng thái “tạm treo”, chưa được chấp nhận; hãy bỏ khỏi danh sách."]
    listed.lines.all().delete()
    with pytest.raises(Refused):
        draft_decision(plan=campaign.plan, award_form="Bằng khen", merit="đã có thành tích", dossiers=[dossier], by=campaign.officer)


def test_the_council_does_not_vote_on_it(campaign, dossier):
    session = make_session(campaign.plan, [dossier])
    move_dossier(dossier, "hold", by=campaign.officer, note=WHY)
    with pytest.raises(Refused) as refused:
        close_session(session, by=campaign.officer)
    assert refused.value.reasons == ["“Lò Thị Mẫu” đang ở trạng thái “tạm treo”; hãy bỏ khỏi phiên họp."]


def test_it_keeps_its_place_and_its_unit_does_not_withdraw_it(campaign, dossier):
    taken = place_for(campaign.plan, campaign.school, dossier.category).taken
    move_dossier(dossier, "hold", by=campaign.officer, note=WHY)
    assert place_for(campaign.plan, campaign.school, dossier.category).taken == taken == 1
    with pytest.raises(Refused):
        move_dossier(dossier, "withdraw", by=campaign.head, note="Rút")


def test_released_it_is_screened_again(campaign, dossier):
    move_dossier(dossier, "hold", by=campaign.officer, note=WHY)
    move_dossier(dossier, "release", by=campaign.officer, note="Đã kết luận: không vi phạm (mẫu).")
    assert Dossier.objects.get().status == "submitted"
    move_dossier(dossier, "accept", by=campaign.officer)
    assert move_decision(make_decision(campaign.plan, [dossier]), "submit", by=campaign.officer).target == "submitted"


def test_its_page_says_so_and_why(client, campaign, dossier):
    move_dossier(dossier, "hold", by=campaign.officer, note=WHY)
    for reader in (campaign.officer, campaign.head):
        client.force_login(reader)
        page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
        assert "Đang tạm treo." in page
        assert WHY in page
