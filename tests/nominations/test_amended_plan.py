"""What hangs on a plan stays with it when a new version takes its place: dossiers, places taken, decisions."""

from datetime import UTC, date, datetime

import pytest

from conferences.actions import act, amend_plan, issue_plan, publish_allocation
from conferences.models import Plan
from nominations.actions import submit_dossier
from nominations.places import place_for
from portal import clock
from portal.moves import Refused
from tests.builders import make_decision, make_dossier

NOW = datetime(2020, 4, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def draft(campaign) -> Plan:
    return amend_plan(campaign.plan, by=campaign.officer)


def issued(draft: Plan, campaign) -> Plan:
    for thing in (draft.allocations.get(), draft):
        act(thing, "submit", by=campaign.officer)
        act(thing, "approve", by=campaign.approver)
    issue_plan(draft, on=date(2020, 4, 1), by=campaign.clerk)
    return Plan.objects.get(pk=campaign.plan.pk)


def test_dossiers_places_and_decisions_stay_with_the_plan(campaign, draft):
    dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
    decision = make_decision(campaign.plan, [])
    row = draft.allocations.get().rows.get(unit=campaign.tree.than_uyen)
    row.quotas.filter(category__key="person-public").update(places=5)
    now = issued(draft, campaign)
    dossier.refresh_from_db()
    decision.refresh_from_db()
    assert (dossier.plan, dossier.category.plan, decision.plan) == (now, now, now)
    place = place_for(now, campaign.school, dossier.category)
    assert (place.quota.places, place.taken, place.left) == (2, 1, 1)  # the old table, until the new one is published
    publish_allocation(now.allocations.get(number=2), by=campaign.approver)
    place = place_for(now, campaign.school, dossier.category)
    assert (place.quota.places, place.taken, place.left) == (5, 1, 4)


def test_a_dossier_begun_before_is_filed_by_the_new_versions_deadline(campaign, draft):
    Plan.objects.get(pk=campaign.plan.pk).deadlines.update(date=date(2020, 3, 20))
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    with pytest.raises(Refused, match="Đã quá hạn nộp hồ sơ"):
        submit_dossier(dossier, by=campaign.head)
    issued(draft, campaign)  # its deadline is in 2030
    submit_dossier(dossier, by=campaign.head)
    dossier.refresh_from_db()
    assert (dossier.status, dossier.holder.allocation.number) == ("submitted", 1)


@pytest.mark.parametrize("status", ["draft", "submitted", "withdrawn"])
def test_what_has_a_dossier_stays_honoured(campaign, draft, status):
    make_dossier(campaign.plan, campaign.school, key="person-public", status=status)
    draft.categories.filter(key="person-public").delete()
    with pytest.raises(Refused) as refused:
        act(draft, "submit", by=campaign.officer)
    assert refused.value.reasons == [
        "Đối tượng “Cá nhân khối hành chính, sự nghiệp” đã có hồ sơ, không bỏ được khi điều chỉnh."
    ]


def test_what_has_none_may_go_and_the_older_version_still_has_it(campaign, draft):
    make_dossier(campaign.plan, campaign.school, key="person-public", status="submitted")
    draft.categories.filter(key="collective-business").delete()
    now = issued(draft, campaign)
    keys = ["collective-public", "collective-business", "person-public", "person-business"]
    assert [category.key for category in now.categories.all()] == [keys[0], *keys[2:]]
    assert [category.key for category in Plan.objects.get(pk=draft.pk).categories.all()] == keys
