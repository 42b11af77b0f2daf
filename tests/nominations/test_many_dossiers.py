"""Every page of the desk asks the database as often for 30,000 dossiers as for 300, and less than thirty times (`make soak`)."""

from __future__ import annotations

import time
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nominations.actions.ranking import save_terms
from nominations.models import Dossier, LevelResult, UnitRequest
from organizations.models import User
from tests.builders import person
from tests.nominations.test_views_screening import BASE, MOST_QUERIES, QUEUE, all_pages, fill

FEW, MANY = 300, 30_000


def grow(campaign, ldtt, count: int) -> None:
    """So many more dossiers: a third accepted, a third come through the district, a request for every tenth."""
    known = Dossier.objects.count()
    fill(campaign, ldtt, count)
    new = list(Dossier.objects.order_by("pk")[known:])
    Dossier.objects.filter(pk__in=[one.pk for one in new[::3]]).update(status="accepted")
    LevelResult.objects.bulk_create(
        LevelResult(dossier=one, unit=campaign.tree.than_uyen, came=BASE, says="returned", opinion="Bổ sung.") for one in new[1::3]
    )
    facts = {"office": campaign.tree.province, "unit": campaign.school, "due_on": date(2020, 4, 27), "by": campaign.officer}
    UnitRequest.objects.bulk_create(UnitRequest(title=f"Yêu cầu {at}", text="Gửi.", dossier=one, **facts) for at, one in enumerate(new[::10]))


def pages(campaign) -> dict[str, tuple[User, str]]:
    """By what it is called: who opens which address."""
    names = ["queue", "queue, filtered and searched", "desk", "desk in a search", "chosen to accept", "chosen to assign"]
    found = {name: (campaign.officer, address) for name, address in zip(names, all_pages(campaign), strict=True)}
    plan = campaign.plan.pk
    found |= {
        "queue, all stages": (campaign.officer, f"{QUEUE}?stage=all"),
        "ranking": (campaign.officer, reverse("nominations:ranking", args=[plan])),
        "points": (campaign.officer, f"{reverse('nominations:ranking-scores', args=[plan])}?category={campaign.plan.categories.get(key='person-public').pk}"),
        "ledger": (campaign.officer, reverse("nominations:ledger", args=[plan])),
        "reports": (campaign.officer, reverse("nominations:reports")),
        "dossiers": (campaign.officer, f"{reverse('nominations:dossiers')}?plan={plan}&stage=approved&q=lo"),
        "requests": (campaign.officer, reverse("nominations:requests")),
        "gathered": (campaign.gatherer, reverse("nominations:gathered")),
    }
    return found


def asked(user: User, address: str) -> tuple[int, float]:
    """Queries and seconds of a page that was opened before and remembers no count."""
    client = Client()
    client.force_login(user)
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        assert client.get(address).status_code == 200
        seconds = time.perf_counter() - start
    return len(queries), seconds


@pytest.mark.soak
@pytest.mark.django_db
def test_the_desk_asks_as_often_for_thirty_thousand_dossiers_as_for_three_hundred(campaign, ldtt):
    campaign.gatherer = person("head", campaign.tree.than_uyen)
    save_terms(campaign.plan, lines=[], order=["honours"], notice_days=None, version=1, by=campaign.officer)
    found = []
    for count in (FEW, MANY):
        grow(campaign, ldtt, count - Dossier.objects.count())
        found.append({name: asked(*page) for name, page in pages(campaign).items()})
    few, many = found
    for name in few:
        print(f"{name:<32}{few[name][0]:>4}{few[name][1]:>8.2f} s{many[name][0]:>8}{many[name][1]:>8.2f} s")
    assert {name: (few[name][0], many[name][0]) for name in few if few[name][0] != many[name][0]} == {}
    assert {name: number for name, (number, _) in many.items() if number > MOST_QUERIES} == {}
