"""What waits falls into decisions by award form and authority; the officer adjusts, and all drafts are made at once or none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from conferences.models import Honour
from nominations.models import Decision
from nominations.splitting import proposed, waiting
from portal import clock
from tests.builders import make_decision, make_dossier, make_session, person
from tests.nominations.test_views_decisions import typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(datetime(2020, 4, 20, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def two_awards(campaign):
    """Two people and a team for the province's certificate, one for the union's; one more whom the council refused."""
    first = [make_dossier(campaign.plan, campaign.school, status="accepted", name=name) for name in ("Lò Thị An", "Vàng A Bình")]
    first.append(make_dossier(campaign.plan, campaign.school, status="accepted", key="collective-public", name="Tổ Toán (mẫu)"))
    second = [make_dossier(campaign.plan, campaign.school, status="accepted", name="Tẩn Thị Chi")]
    refused = make_dossier(campaign.plan, campaign.school, status="accepted", name="Người không đạt")
    for code, dossiers in (("bk-tinh", [*first, refused]), ("bk-ldld-tinh", second)):
        session = make_session(campaign.plan, dossiers, award=Honour.objects.get(code=code), status="closed")
        session.ballots.update(passed=True)
        session.ballots.filter(dossier=refused).update(passed=False)
    return campaign.plan


def names(drafts) -> list[tuple[str, list[str]]]:
    return [(draft.label, [dossier.name for dossier in draft.dossiers]) for draft in drafts]


def test_by_award_and_collectives_apart_if_wished(two_awards):
    dossiers = waiting(two_awards)
    assert names(proposed(dossiers, by_subject=False)) == [
        ("Bằng khen của UBND tỉnh", ["Tổ Toán (mẫu)", "Lò Thị An", "Vàng A Bình"]),
        ("Bằng khen của Liên đoàn Lao động tỉnh, công đoàn ngành trung ương", ["Tẩn Thị Chi"]),
    ]
    assert names(proposed(dossiers, by_subject=True)) == [
        ("Bằng khen của UBND tỉnh, tập thể", ["Tổ Toán (mẫu)"]),
        ("Bằng khen của UBND tỉnh, cá nhân", ["Lò Thị An", "Vàng A Bình"]),
        ("Bằng khen của Liên đoàn Lao động tỉnh, công đoàn ngành trung ương, cá nhân", ["Tẩn Thị Chi"]),
    ]


def test_without_a_council_there_is_one_draft_whose_award_the_officer_writes(campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="accepted", name="Lò Thị An")
    assert names(proposed(waiting(campaign.plan), by_subject=False)) == [("Chưa rõ hình thức", [dossier.name])]


def test_the_drafts_are_made_as_the_officer_adjusted_them_and_once(two_awards, campaign, client):
    client.force_login(campaign.officer)
    address = reverse("nominations:split-decisions", args=[two_awards.pk])
    page = client.get(address)
    province, union = page.context["form"].drafts
    sent = typed(page, **{f"in-{province.dossiers[1].pk}": union.key, f"in-{province.dossiers[2].pk}": ""})
    answers = [client.post(address, sent) for _ in range(2)]
    assert [answer.url for answer in answers] == [f"{reverse('nominations:decisions')}?status=draft"] * 2
    made = {one.award.code: (one.award_form, sorted(one.lines.values_list("name", flat=True))) for one in Decision.objects.select_related("award")}
    assert made == {
        "bk-tinh": ("Bằng khen của UBND tỉnh", ["Tổ Toán (mẫu)"]),
        "bk-ldld-tinh": ("Bằng khen của Liên đoàn Lao động tỉnh, công đoàn ngành trung ương", ["Lò Thị An", "Tẩn Thị Chi"]),
    }
    left = client.get(address).context["form"]
    assert names(left.drafts) == [("Bằng khen của UBND tỉnh", ["Vàng A Bình"])]


def test_what_somebody_else_took_meanwhile_is_said_and_nothing_is_made(two_awards, campaign, client):
    client.force_login(campaign.officer)
    address = reverse("nominations:split-decisions", args=[two_awards.pk])
    page = client.get(address)
    sent = typed(page)
    make_decision(two_awards, [page.context["form"].drafts[1].dossiers[0]])
    answer = client.post(address, sent)
    assert (answer.status_code, Decision.objects.count()) == (422, 1)
    assert answer.context["form"].non_field_errors() == ["1 hồ sơ trên trang này không còn chờ quyết định; danh sách dưới đây là mới nhất."]


def test_the_award_that_is_given_and_the_words_that_are_printed_are_one(two_awards, campaign, client):
    client.force_login(campaign.officer)
    address = reverse("nominations:split-decisions", args=[two_awards.pk])
    page = client.get(address)
    first, second = page.context["form"].drafts
    other = {f"form-{first.key}": second.award.name}
    answer = client.post(address, typed(page, **other))
    said = "Trong danh mục đây là hình thức khác với “Bằng khen của UBND tỉnh” đã chọn; hãy chọn lại, hoặc sửa chữ."
    assert (answer.status_code, answer.context["form"].errors) == (422, {f"form-{first.key}": [said]})
    own = {f"form-{second.key}": "Bằng khen của LĐLĐ tỉnh Lai Châu"}  # words of its own are the officer's
    assert client.post(address, typed(page, **other, **own, **{f"award-{first.key}": str(second.award.pk)})).status_code == 302
    assert sorted((one.award.code, one.award_form) for one in Decision.objects.select_related("award")) == [
        ("bk-ldld-tinh", second.award.name),
        ("bk-ldld-tinh", "Bằng khen của LĐLĐ tỉnh Lai Châu"),
    ]


def test_every_fault_at_once(two_awards, campaign, client):
    client.force_login(campaign.officer)
    address = reverse("nominations:split-decisions", args=[two_awards.pk])
    page = client.get(address)
    first = page.context["form"].drafts[0].key
    answer = client.post(address, typed(page, **{f"form-{first}": "", f"merit-{first}": "", "grounds": ";"}))
    assert answer.context["form"].errors == {
        f"form-{first}": ["Hãy ghi hình thức khen thưởng."],
        f"merit-{first}": ["Hãy điền ô này."],
        "grounds": ["Hãy ghi ít nhất một căn cứ."],
    }
    nobody = typed(page, **{name: "" for name in page.context["form"].fields if name.startswith("in-")})
    assert client.post(address, nobody).context["form"].non_field_errors() == ["Chưa đưa hồ sơ nào vào dự thảo."]
    client.force_login(person("officer", campaign.tree.dien_bien))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_for_one_and_for_thirty(campaign, client, django_assert_max_num_queries, count):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="accepted", name=f"Người {at}") for at in range(count)]
    make_session(campaign.plan, dossiers, status="closed").ballots.update(passed=True)
    client.force_login(campaign.officer)
    with django_assert_max_num_queries(16):
        client.get(reverse("nominations:split-decisions", args=[campaign.plan.pk]))
