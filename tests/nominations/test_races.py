"""Many at once for the last places: exactly the quota is given. Only PostgreSQL shows a missing lock."""

import pytest

from nominations.actions import submit_dossier
from nominations.models import Dossier
from portal.moves import Refused
from tests.builders import make_dossier
from tests.racing import together


@pytest.mark.django_db(transaction=True)
def test_eight_heads_file_at_once_against_two_places(campaign):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="endorsed") for _ in range(8)]
    answers = together(*(lambda one=one: submit_dossier(Dossier.objects.get(pk=one.pk), by=campaign.head) for one in dossiers))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert Dossier.objects.filter(status="submitted").count() == 2
    assert len(refused) == 6
    assert all(answer.reasons[0].startswith("Đã hết chỉ tiêu") for answer in refused)


@pytest.mark.django_db(transaction=True)
def test_the_same_dossier_submitted_by_two_tabs_is_filed_once(campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    answers = together(*[lambda: submit_dossier(Dossier.objects.get(pk=dossier.pk), by=campaign.head)] * 2)
    assert [type(answer).__name__ for answer in answers] == ["MoveRecord", "MoveRecord"]
    assert answers[0].pk == answers[1].pk
