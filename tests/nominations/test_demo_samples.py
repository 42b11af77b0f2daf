"""The small invented plan beside the story: each list page of the menu shows something, and the story itself stays as it was."""

import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.urls import reverse

from conferences.models import Plan
from nominations.demonstration.cast import PASSWORD, SAMPLE
from nominations.models import Decision, Dossier, Objection, Publication, RankRuling, Score, UnitRequest
from tests.nominations.test_demo import FILED, rows

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TITLE = "Biểu dương “Lao động sáng tạo” trong CNVCLĐ tỉnh, năm 2020 (mẫu)"


def demo(*words: str) -> None:
    call_command("demo", *words, stdout=io.StringIO())


def states(plan: Plan) -> dict[str, int]:
    return dict(Counter(plan.dossiers.values_list("status", flat=True)))


def test_everything_that_the_story_lacks_is_there_once_and_the_story_goes_on(client):
    demo("--stage", "filed", "--samples")
    before = rows()
    demo("--stage", "filed", "--samples")
    assert rows() == before
    story, plan = Plan.objects.get(number="154/KH-LĐLĐ"), Plan.objects.get(title=TITLE)
    assert (states(story), plan.number) == (FILED, "155/KH-LĐLĐ")
    assert states(plan) == {"accepted": 5, "returned": 1, "declined": 1, "between": 2, "backed": 1}
    assert (Score.objects.count(), RankRuling.objects.count(), Publication.objects.count(), Objection.objects.waiting().count()) == (5, 2, 1, 1)
    assert Counter(UnitRequest.objects.values_list("status", flat=True)) == {"open": 1, "answered": 1}
    returned = plan.dossiers.get(status="returned")
    assert (returned.rounds.get().items.count(), returned.remarks.count()) == (2, 3)
    assert [name for name in Dossier.objects.values_list("name", flat=True) if not name.endswith(SAMPLE)] == []
    _every_list_shows_something(client, plan)
    demo("--stage", "decided", "--samples")
    assert (states(story), list(Decision.objects.values_list("plan", "lines__dossier__plan").distinct())) == ({"decided": 112}, [(story.pk, story.pk)])


def _every_list_shows_something(client, plan):
    lists = {
        "huyen": [reverse("nominations:gathered"), reverse("nominations:dossiers")],
        "chuyenvien": [*(reverse(f"nominations:{name}") for name in ("requests", "screening", "proposals", "dossiers", "reports"))],
    }
    for username, addresses in lists.items():
        client.login(username=username, password=PASSWORD)
        assert {address for address in addresses if not client.get(address).context["list"].count} == set()
    assert client.get(f"{reverse('nominations:dossiers')}?plan={plan.pk}&status=declined").context["list"].count == 1
    ranking = client.get(reverse("nominations:ranking", args=[plan.pk])).context
    assert (ranking["above"], len(ranking["publications"])) == (4, 1)
