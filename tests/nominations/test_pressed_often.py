"""The same form sent many times at once does its work once. Each test has its positive control: without the token more happens."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nominations.models import Extension, Proposal, Receipt
from nominations.views import extensions
from portal.models import FormToken
from tests.builders import make_dossier, make_proposal, make_unit, person
from tests.racing import together

DONE, BUSY = 302, 503  # 503: waited too long for the lock, "try again"
MANY = pytest.mark.parametrize(("forms", "posts"), [(3, 5), pytest.param(100, 20, marks=pytest.mark.soak)])
LAST_DAY = timezone.make_aware(datetime(2030, 6, 1))


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def post_together(user, address, typed, posts):
    """The statuses of the same post, sent by so many windows at one moment."""
    session = session_of(user)

    def post():
        window = Client()
        window.cookies[settings.SESSION_COOKIE_NAME] = session
        return window.post(address, typed).status_code

    return together(*[post] * posts)


def extension_form(campaign, number):
    """A form as the officer has it open: its own token, its own day."""
    client = Client()
    client.force_login(campaign.officer)
    address = reverse("nominations:extensions", args=[campaign.plan.pk])
    token = client.get(address).context["form"]["form_token"].value()
    day = f"{LAST_DAY + timedelta(days=number):%d/%m/%Y}"
    return address, {"unit": campaign.school.name, "last_day": day, "hour": "", "reason": "Bão số 3", "form_token": token}


@MANY
@pytest.mark.django_db(transaction=True)
def test_every_form_has_one_effect_however_often_it_is_sent(campaign, forms, posts):
    for number in range(forms):
        answers = post_together(campaign.officer, *extension_form(campaign, number), posts)
        assert (DONE in answers, set(answers) - {DONE, BUSY}) == (True, set())
    days = Extension.objects.order_by("pk").values_list("until", flat=True)
    assert list(days) == [LAST_DAY + timedelta(days=number + 1) for number in range(forms)]
    assert FormToken.objects.count() == forms


@pytest.mark.django_db(transaction=True)
def test_without_the_token_the_same_posts_have_more_than_one_effect(campaign, monkeypatch):
    monkeypatch.setattr(extensions, "once", lambda user, token, make: make())
    answers = post_together(campaign.officer, *extension_form(campaign, 0), 5)
    assert Extension.objects.count() == answers.count(DONE) > 1


@MANY
@pytest.mark.django_db(transaction=True)
def test_every_proposal_is_sent_once_however_often_the_button_is_pressed(campaign, forms, posts):
    """A button carries no token: the state under the lock says that it was pressed before."""
    quotas = campaign.table.rows.get(unit=campaign.tree.than_uyen).quotas
    quotas.update(places=forms)
    for number in range(forms):
        union = make_unit(f"Công đoàn cơ sở số {number}", campaign.tree.than_uyen)
        head = person("head", union)
        proposal = make_proposal(campaign.plan, union, [make_dossier(campaign.plan, union, status="endorsed")])
        address = reverse("nominations:move-proposal", args=[proposal.pk, "send"])
        answers = post_together(head, address, {}, posts)
        assert (DONE in answers, set(answers) - {DONE, BUSY}) == (True, set())
    assert Proposal.objects.filter(status="sent").count() == forms
    numbers = Receipt.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, forms + 1))
