"""Many at once for the last places, or for one number: no more is given than there is. Only PostgreSQL shows a missing lock."""

import time
from datetime import date
from threading import Event

import pytest
from django.db import OperationalError, transaction

from conferences.actions import publish_allocation
from nominations.actions import draft_decision, issue_decision, submit_dossier
from nominations.models import Decision, Dossier
from nominations.places import quota_for
from portal.moves import Refused
from tests.builders import make_decision, make_dossier, make_table
from tests.racing import together


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("heads", [8, pytest.param(40, marks=pytest.mark.soak)])
def test_many_heads_file_at_once_against_two_places(campaign, heads):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="endorsed") for _ in range(heads)]
    answers = together(*(lambda one=one: submit_dossier(Dossier.objects.get(pk=one.pk), by=campaign.head) for one in dossiers))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    busy = [answer for answer in answers if isinstance(answer, OperationalError)]  # waited 3 s for the lock: "try again"
    assert Dossier.objects.filter(status="submitted").count() == 2
    assert len(refused) + len(busy) == heads - 2
    assert all(answer.reasons[0].startswith("Đã hết chỉ tiêu") for answer in refused)


@pytest.mark.django_db(transaction=True)
def test_a_dossier_filed_while_a_new_table_is_published_is_asked_by_the_new_one(campaign):
    dossier, publishing = make_dossier(campaign.plan, campaign.school, status="endorsed"), Event()
    row = quota_for(campaign.plan, campaign.school, dossier.category).row
    newer = make_table(campaign.plan, {row.unit: (1, 1, 0, 1)}, status="approved", number=2)  # none of the category

    def publish() -> None:
        with transaction.atomic():
            publish_allocation(newer, by=campaign.approver)
            publishing.set()
            time.sleep(0.5)  # the dossier comes in before this is committed

    def file() -> None:
        publishing.wait(10)
        submit_dossier(Dossier.objects.get(pk=dossier.pk), by=campaign.head)

    published, filed = together(publish, file)
    assert (published, type(filed)) == (None, Refused)
    assert filed.reasons == [f"{campaign.school.label} không có chỉ tiêu ở đối tượng “{dossier.category.label}”."]


@pytest.mark.django_db(transaction=True)
def test_the_same_dossier_submitted_by_two_tabs_is_filed_once(campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    answers = together(*[lambda: submit_dossier(Dossier.objects.get(pk=dossier.pk), by=campaign.head)] * 2)
    assert [type(answer).__name__ for answer in answers] == ["MoveRecord", "MoveRecord"]
    assert answers[0].pk == answers[1].pk


@pytest.mark.django_db(transaction=True)
def test_two_decisions_issued_at_once_get_two_numbers(campaign):
    waiting = [
        make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="decided")], status="approved")
        for _ in range(2)
    ]
    answers = together(*(lambda one=one: issue_decision(one, on=date(2020, 4, 17), by=campaign.clerk) for one in waiting))
    assert [type(answer).__name__ for answer in answers] == ["MoveRecord", "MoveRecord"]
    assert sorted(Decision.objects.values_list("number", flat=True)) == ["01/QĐ-LĐLĐ", "02/QĐ-LĐLĐ"]


@pytest.mark.django_db(transaction=True)
def test_two_decisions_drafted_at_once_do_not_both_list_one_dossier(campaign):
    accepted = [make_dossier(campaign.plan, campaign.school, status="accepted") for _ in range(2)]
    drafts = [
        {"plan": campaign.plan, "award_form": "Bằng khen", "merit": "đã có thành tích", "dossiers": order, "by": campaign.officer}
        for order in (accepted, accepted[::-1])
    ]
    answers = together(*(lambda one=one: draft_decision(**one) for one in drafts))
    assert sorted(type(answer).__name__ for answer in answers) == ["Decision", "Refused"]
    assert Decision.objects.get().lines.count() == 2
