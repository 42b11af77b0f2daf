"""A person who is written in two ways is seen before anything is signed, with both ways side by side and where each stands."""

from __future__ import annotations

import pytest
from django.urls import reverse

from nominations.models import Dossier, Nominee
from nominations.spelling import differences
from tests.builders import make_decision, make_dossier, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(campaign):
    nominee = Nominee.objects.create(unit=campaign.school, kind_id="person", name="Lò Thị Mây", created_by=campaign.filer)
    return make_dossier(campaign.plan, campaign.school, status="accepted", name="Lò Thị Mây", nominee=nominee)


def found(decision) -> list[tuple[str, bool]]:
    return [(one.sentence, one.only_marks) for one in differences(list(decision.lines.select_related("dossier__nominee")))]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Lò Thị Mây", []),
        ("Lò Thị Mấy", [("Lò Thị Mấy / Lò Thị Mây", True)]),
        ("Lò Thị mây", [("Lò Thị mây / Lò Thị Mây", True)]),
        ("Lò  Thị Mây", [("Lò  Thị Mây / Lò Thị Mây", True)]),
        ("Lò Thị May", [("Lò Thị May / Lò Thị Mây", True)]),
        ("Lò Thị Hoa", [("Lò Thị Hoa / Lò Thị Mây", False)]),
    ],
)
def test_what_differs_by_a_mark_a_case_or_a_blank(campaign, dossier, written, expected):
    decision = make_decision(campaign.plan, [dossier])
    decision.lines.update(name=written)
    assert found(decision) == expected


def test_every_way_stands_beside_its_places(campaign, dossier):
    session = make_session(campaign.plan, [dossier], status="closed")
    session.ballots.update(name="Lò Thị Mẩy", passed=True)
    Nominee.objects.update(name="Lò Thị Mấy")
    dossier.consents.update(words="Lò Thị Mấy đồng ý để đơn vị dùng thông tin trong hồ sơ này.")
    decision = make_decision(campaign.plan, [dossier])
    [one] = differences(list(decision.lines.select_related("dossier__nominee")))
    assert one.spellings == (
        ("Lò Thị Mây", ("quyết định", "hồ sơ, tờ trình")),
        ("Lò Thị Mấy", ("lý lịch", "lời đồng ý của người được đề nghị")),
        ("Lò Thị Mẩy", ("biên bản Hội đồng ngày 13/04/2020",)),
    )


def test_the_page_of_the_decision_shows_it_to_the_office_alone(campaign, dossier, client):
    decision = make_decision(campaign.plan, [dossier], status="issued", number="01/QĐ-LĐLĐ")
    Nominee.objects.update(name="Lò Thị Mấy")
    shown = {}
    for who in (campaign.officer, campaign.head):
        client.force_login(who)
        shown[who] = "viết khác nhau giữa các giấy tờ" in client.get(reverse("nominations:decision", args=[decision.pk])).content.decode()
    assert shown == {campaign.officer: True, campaign.head: False}


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_two_queries_whatever_the_length(campaign, django_assert_num_queries, count):
    decision = make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="accepted", name=f"Người {at}") for at in range(count)])
    lines = list(decision.lines.select_related("dossier__nominee"))
    assert Dossier.objects.count() == count
    with django_assert_num_queries(2):
        differences(lines)
