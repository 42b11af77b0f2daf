"""A decision that nobody needs goes, and what was approved in vain comes back: nothing is left lying before the clerk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nominations.actions import discard_decision, draft_decision, issue_decision, move_decision, save_decision
from nominations.actions.amending import draft_amendment, save_amendment
from nominations.models import Decision, DecisionLine, Dossier, LineChange
from portal import clock
from portal.moves import Overtaken, Refused, history
from tests.builders import make_decision, make_dossier, person
from tests.nominations.test_views_decisions import typed

pytestmark = pytest.mark.django_db
GROUNDS = ["Căn cứ Điều lệ Công đoàn Việt Nam"]
NAMES = ("Lò Thị Một", "Vàng A Páo")
GONE = "Bản quyết định này vừa được người khác bỏ. Hãy soạn quyết định mới."


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(datetime(2020, 4, 20, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def draft(campaign):
    return make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="accepted", name=name) for name in NAMES])


@pytest.fixture
def old(campaign):
    people = [make_dossier(campaign.plan, campaign.school, status="decided", name=name) for name in NAMES]
    decision = make_decision(campaign.plan, people, status="approved")
    issue_decision(decision, on=date(2020, 4, 17), by=campaign.clerk)
    return Decision.objects.get()


def revocation(old, campaign, *names: str) -> Decision:
    lines = DecisionLine.objects.filter(decision=old, name__in=names)
    changes = [LineChange(line=line, reason="Khai không đúng") for line in lines]
    return draft_amendment(old, kind="revocation", changes=changes, grounds=GROUNDS, by=campaign.officer)


def approved(decision, campaign) -> Decision:
    move_decision(decision, "submit", by=campaign.officer)
    move_decision(decision, "approve", by=campaign.approver)
    return decision


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_a_draft_or_a_returned_one_goes_and_its_dossiers_wait_for_another(campaign, draft, state):
    Decision.objects.update(status=state)
    discard_decision(Decision.objects.get(), version=1, by=campaign.officer)
    assert (Decision.objects.count(), Dossier.objects.undecided().count()) == (0, 2)
    assert [(one.name, one.by) for one in history(draft)] == [("discard", campaign.officer)]
    assert draft_decision(plan=campaign.plan, dossiers=Dossier.objects.all(), by=campaign.officer, award_form="Bằng khen", merit="có").lines.count() == 2


@pytest.mark.parametrize("state", ["submitted", "approved", "issued"])
def test_what_has_left_the_officer_stays(campaign, draft, state):
    Decision.objects.update(status=state)
    with pytest.raises(Refused) as refused:
        discard_decision(draft, version=1, by=campaign.officer)
    assert refused.value.reasons == [f"Quyết định đang ở trạng thái “{Decision.Status(state).label}”, không bỏ được nữa."]
    assert DecisionLine.objects.count() == 2


def test_only_who_drafts_discards_and_only_what_was_seen(campaign, draft):
    for by in (campaign.approver, campaign.clerk, person("officer", campaign.tree.than_uyen)):
        with pytest.raises(PermissionDenied):
            discard_decision(draft, version=1, by=by)
    save_decision(draft, fields={"merit": "có"}, dossiers=Dossier.objects.all(), version=1, by=campaign.officer)
    with pytest.raises(Overtaken):
        discard_decision(draft, version=1, by=campaign.officer)
    assert DecisionLine.objects.count() == 2
    discard_decision(Decision.objects.get(), version=2, by=campaign.officer)
    with pytest.raises(Refused) as refused:
        save_decision(draft, fields={}, dossiers=[], version=2, by=campaign.officer)
    assert refused.value.reasons == [GONE]


def test_the_page_throws_it_away_once_and_says_when_somebody_has_written_since(client, campaign, draft):
    client.force_login(campaign.officer)
    page, there = reverse("nominations:decision", args=[draft.pk]), reverse("nominations:discard-decision", args=[draft.pk])
    seen = client.get(page).context["discard_form"]
    sent = {"form_token": seen["form_token"].value(), "version": seen["version"].value()}
    Decision.objects.update(version=2)
    late = client.post(there, sent)
    assert (late.status_code, late.context["reasons"]) == (409, ["Người khác vừa sửa quyết định này. Hãy xem lại trước khi bỏ."])
    sent = {"form_token": uuid4(), "version": 2}
    assert [client.post(there, sent).url for _ in range(2)] == [reverse("nominations:decisions")] * 2
    assert Decision.objects.count() == 0
    assert client.post(reverse("nominations:move-decision", args=[draft.pk, "submit"])).status_code == 404


def test_of_two_that_revoke_one_name_the_one_left_over_goes_back_and_away(client, campaign, old):
    first, second = (approved(revocation(old, campaign, NAMES[0]), campaign) for _ in range(2))
    issue_decision(first, on=date(2020, 4, 20), by=campaign.clerk)
    with pytest.raises(Refused):
        issue_decision(second, on=date(2020, 4, 20), by=campaign.clerk)
    client.force_login(campaign.approver)
    page = reverse("nominations:decision", args=[second.pk])
    assert "Trả lại để sửa hoặc bỏ" in client.get(page).content.decode()
    assert client.post(reverse("nominations:move-decision", args=[second.pk, "send_back"]), {"note": "Đã hủy bỏ theo quyết định khác"}).status_code == 302
    discard_decision(second, version=1, by=campaign.officer)
    assert list(Decision.objects.filter(kind="revocation")) == [first]


def test_an_approved_award_does_not_go_back(client, campaign, draft):
    approved(draft, campaign)
    client.force_login(campaign.approver)
    assert "Trả lại để sửa hoặc bỏ" not in client.get(reverse("nominations:decision", args=[draft.pk])).content.decode()
    with pytest.raises(Refused):
        move_decision(draft, "send_back", by=campaign.approver, note="Sai")
    assert Decision.objects.get().status == "approved"


def test_a_name_is_dropped_from_a_draft_that_revokes_and_what_stands_beside_it_is_not_looked_at(client, campaign, old):
    draft = revocation(old, campaign, *NAMES)
    gone, stays = (DecisionLine.objects.get(name=name) for name in NAMES)
    client.force_login(campaign.officer)
    address = reverse("nominations:edit-amendment", args=[draft.pk])
    both = {f"drop-{line.pk}": "on" for line in (gone, stays)}
    nobody = client.post(address, typed(client.get(address)) | both)
    assert (nobody.status_code, nobody.context["form"].non_field_errors()) == (
        422, ["Đã bỏ mọi tên: hãy để lại ít nhất một tên, hoặc bỏ cả dự thảo ở trang của quyết định."],
    )  # fmt: skip
    assert client.post(address, typed(client.get(address)) | {f"drop-{gone.pk}": "on", f"reason-{gone.pk}": ""}).status_code == 302
    assert [change.line for change in draft.changes.all()] == [stays]
    assert f"drop-{stays.pk}" not in client.get(address).context["form"].fields  # the last one goes with the draft


def test_one_of_two_names_revoked_elsewhere_leaves_the_draft(campaign, old):
    draft = revocation(old, campaign, *NAMES)
    issue_decision(approved(revocation(old, campaign, NAMES[0]), campaign), on=date(2020, 4, 20), by=campaign.clerk)
    with pytest.raises(Refused) as refused:
        move_decision(draft, "submit", by=campaign.officer)
    assert refused.value.reasons == [f"“{NAMES[0]}” đã bị hủy bỏ theo Quyết định 02/QĐ-LĐLĐ; hãy bỏ tên này khỏi dự thảo."]
    left = LineChange(line=DecisionLine.objects.get(name=NAMES[1]), reason="Khai không đúng")
    save_amendment(draft, changes=[left], grounds=GROUNDS, version=1, by=campaign.officer)
    assert move_decision(draft, "submit", by=campaign.officer).target == "submitted"
