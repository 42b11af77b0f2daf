"""A proposal that is still a draft can be thrown away: its votes and papers go, the dossiers stay and say who did it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nominations.actions.sending import attach_signed, discard_proposal, draft_proposal, save_proposal, send_proposal
from nominations.models import Dossier, Proposal, ProposalLine, ProposalPaper, Receipt
from portal import clock
from portal.models import Upload
from portal.moves import Overtaken, Refused, history
from portal.storing import sweep
from tests.builders import a_file, make_dossier, make_proposal, person
from tests.racing import together

NAMES = ("Lò Thị Một", "Lò Thị Hai")
GONE = "Tờ trình này vừa được bỏ, các hồ sơ vẫn còn. Hãy soạn tờ trình mới."


@pytest.fixture
def proposal(campaign):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="endorsed", name=name) for name in NAMES]
    proposal = make_proposal(campaign.plan, campaign.school, dossiers)
    attach_signed(proposal, slot="minutes", file=a_file(campaign.filer), by=campaign.filer)
    return proposal


@pytest.mark.parametrize("role", ["filer", "head"])
def test_it_goes_with_its_votes_and_papers_and_the_dossiers_stay(campaign, proposal, role):
    by = getattr(campaign, role)
    discard_proposal(proposal, version=1, by=by)
    assert [kind.objects.count() for kind in (Proposal, ProposalLine, ProposalPaper)] == [0, 0, 0]
    assert list(Dossier.objects.values_list("status", flat=True)) == ["endorsed"] * 2
    told = [(one.name, one.by, one.note) for dossier in Dossier.objects.all() for one in history(dossier)]
    assert told == [("discard", by, "Tờ trình 05/TTr-CĐCS")] * 2
    assert [(one.name, one.by) for one in history(proposal)] == [("discard", by)]


def test_its_papers_are_swept_a_day_later_as_files_that_nothing_points_at(campaign, proposal):
    tomorrow = clock.now() + timedelta(days=1, minutes=1)
    with clock.standing_at(tomorrow):
        assert (sweep(), Upload.objects.count()) == (0, 1)  # a proposal that stands keeps its own
    discard_proposal(proposal, version=1, by=campaign.filer)
    with clock.standing_at(tomorrow):
        assert (sweep(), Upload.objects.count()) == (1, 0)


def test_the_unit_may_then_begin_another(campaign, proposal):
    discard_proposal(Proposal.objects.get(), version=1, by=campaign.filer)
    again = draft_proposal(plan=campaign.plan, unit=campaign.school, by=campaign.filer, votes={})
    assert list(history(again)) == []


def test_who_has_not_seen_the_last_change_is_told(campaign, proposal):
    save_proposal(proposal, fields={"number": "06/TTr-CĐCS"}, votes={}, version=1, by=campaign.head)
    with pytest.raises(Overtaken):
        discard_proposal(proposal, version=1, by=campaign.filer)
    assert Proposal.objects.get().number == "06/TTr-CĐCS"


def test_what_was_sent_stays(campaign, proposal):
    send_proposal(proposal, by=campaign.head)
    with pytest.raises(Refused) as refusal:
        discard_proposal(proposal, version=1, by=campaign.head)
    assert refusal.value.reasons == ["Tờ trình đã gửi, không bỏ được nữa."]
    assert (Proposal.objects.count(), Receipt.objects.count()) == (1, 1)


def test_strangers_and_the_office_discard_nothing(campaign, proposal):
    for by in (campaign.officer, person("filer", campaign.tree.tan_uyen)):
        with pytest.raises(PermissionDenied):
            discard_proposal(proposal, version=1, by=by)
    assert Proposal.objects.count() == 1


def test_nothing_is_done_with_one_that_is_gone(campaign, proposal):
    file = a_file(campaign.head)
    discard_proposal(Proposal.objects.get(), version=1, by=campaign.filer)
    for late in (
        lambda: discard_proposal(proposal, version=1, by=campaign.head),
        lambda: save_proposal(proposal, fields={}, votes={}, version=1, by=campaign.head),
        lambda: attach_signed(proposal, slot="minutes", file=file, by=campaign.head),
        lambda: send_proposal(proposal, by=campaign.head),
    ):
        with pytest.raises(Refused) as refusal:
            late()
        assert refusal.value.reasons == [GONE]


@pytest.mark.django_db(transaction=True)
def test_discarded_and_sent_at_once_one_of_both_happens(campaign, proposal):
    seen = [Proposal.objects.select_related("plan__unit", "unit").get(pk=proposal.pk) for _ in range(2)]
    answers = together(
        lambda: discard_proposal(seen[0], version=1, by=campaign.filer),
        lambda: send_proposal(seen[1], by=campaign.head),
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    filed = isinstance(answers[0], Refused)
    assert (Proposal.objects.count(), Receipt.objects.count()) == ((1, 1) if filed else (0, 0))
    assert set(Dossier.objects.values_list("status", flat=True)) == {"submitted" if filed else "endorsed"}


class TestPage:
    def address(self, name, proposal):
        return reverse(f"nominations:{name}", args=[proposal.pk])

    def form(self, client, proposal):
        form = client.get(self.address("proposal", proposal)).context["discard_form"]
        return {name: form[name].value() for name in ("form_token", "version")}

    def test_pressed_twice_it_leads_to_the_list_which_says_what_happened(self, client, campaign, proposal):
        client.force_login(campaign.filer)
        sent, address = self.form(client, proposal), self.address("discard-proposal", proposal)
        answers = [client.post(address, sent) for _ in range(2)]
        assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, reverse("nominations:proposals"))] * 2
        page = client.get(answers[0]["Location"]).content.decode()
        assert "Đã bỏ tờ trình đang soạn; các hồ sơ vẫn còn." in page
        assert "Chưa có tờ trình nào." in page

    def test_what_somebody_else_changed_is_shown_before_it_goes(self, client, campaign, proposal):
        client.force_login(campaign.filer)
        sent = self.form(client, proposal)
        save_proposal(proposal, fields={"number": "06/TTr-CĐCS"}, votes={}, version=1, by=campaign.head)
        answer = client.post(self.address("discard-proposal", proposal), sent)
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Người khác vừa sửa tờ trình này. Hãy xem lại trước khi bỏ." in page
        assert "06/TTr-CĐCS" in page
        assert client.post(self.address("discard-proposal", proposal), self.form(client, proposal)).status_code == 302
        assert not Proposal.objects.exists()

    def test_what_was_sent_offers_no_such_button(self, client, campaign, proposal):
        send_proposal(proposal, by=campaign.head)
        client.force_login(campaign.filer)
        assert client.get(self.address("proposal", proposal)).context["discard_form"] is None
