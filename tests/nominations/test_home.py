"""The home page: today's work of each role, or what comes next; search over everything one may see."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from portal import clock
from tests.builders import make_dossier, make_plan, make_user, person

HOME, SEARCH = reverse("nominations:home"), reverse("nominations:search")


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(datetime(2020, 4, 20, 1, tzinfo=UTC)):
        yield


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_each_figure_stands_on_the_page_with_its_number_words_and_link(client, campaign):
    for status in ("submitted", "submitted", "accepted"):
        make_dossier(campaign.plan, campaign.school, status=status)
    client.force_login(campaign.officer)
    page = text(client.get(HOME))
    assert 'href="/screening/"><span class="figure-number">2</span><span class="figure-label">hồ sơ chờ thẩm định' in page
    assert 'href="/dossiers/?work=honour"><span class="figure-number">1</span>' in page
    assert "Không còn việc chờ." not in page


def test_an_office_sees_who_has_not_filed_and_each_figure_opens_its_list(client, campaign):
    make_dossier(campaign.plan, campaign.school, status="submitted")
    make_dossier(campaign.plan, campaign.school, status="withdrawn")
    client.force_login(campaign.officer)
    page = client.get(HOME)
    ledger = reverse("nominations:ledger", args=[campaign.plan.pk])
    none = f'<a href="{ledger}?filing=none"><strong>1</strong> đơn vị</a> chưa nộp hồ sơ nào.'
    assert f"hồ sơ cho 8 chỉ tiêu; {none}" in text(page)
    assert client.get(f"{ledger}?filing=none").context["list"].count == 1
    assert [(label, filed, places) for label, filed, places, _, _ in page.context["filed_bars"]] == [
        ("LĐLĐ huyện Tân Uyên", 0, 4),
        ("LĐLĐ huyện Than Uyên", 1, 4),
    ]
    for _, filed, _, link, _ in page.context["filed_bars"]:
        assert client.get(link).context["list"].count == filed
    assert client.get(page.context["filed_link"]).context["list"].count == page.context["filed"] == 1


def test_nothing_to_do_says_what_comes_next_and_when(client, campaign):
    client.force_login(campaign.clerk)
    page = text(client.get(HOME))
    assert "Không còn việc chờ." in page
    assert "Hạn sắp tới: gửi hồ sơ, ngày cuối Thứ Ba 14/05/2030." in page


@pytest.mark.parametrize(
    ("deadline", "shown"),
    [((20, True), "24/04/2020"), ((20, False), "20/04/2020"), ((21, True), "20/04/2020"), ((19, None), "24/04/2020")],
)
def test_what_is_over_is_not_coming(client, campaign, deadline, shown):
    campaign.plan.deadlines.all().delete()
    for position, (day, before) in enumerate([(25, True), (25, False), deadline], 1):
        campaign.plan.deadlines.create(position=position, what="speech", date=date(2020, 4, day), before=before)
    client.force_login(campaign.clerk)
    assert f"{shown}." in text(client.get(HOME))


def test_with_nothing_coming_it_says_where_news_will_stand(client, campaign):
    campaign.plan.deadlines.all().delete()
    client.force_login(campaign.clerk)
    assert "Khi có việc, cổng báo ở đây và ở chuông thông báo." in text(client.get(HOME))


def test_a_unit_s_people_see_their_places_and_the_way_to_file(client, campaign):
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="submitted")
    client.force_login(campaign.filer)
    page = text(client.get(HOME))
    assert "CĐCS Trường THCS Than Uyên nộp vào chỉ tiêu của LĐLĐ huyện Than Uyên." in page
    assert (
        'Cá nhân khối hành chính, sự nghiệp</th><td class="number" data-label="Chỉ tiêu">'
        f'<a href="{reverse("conferences:allocation", args=[campaign.table.pk])}">2</a></td>'
        '<td class="number" data-label="Đã nộp">1</td><td class="number" data-label="Còn"><strong>1</strong></td>'
    ) in page
    assert "Lập hồ sơ" in page


@pytest.mark.parametrize("role", ["officer", "approver", "clerk", "admin"])
def test_an_office_is_not_asked_to_file(client, campaign, role):
    client.force_login(getattr(campaign, role, None) or person(role, campaign.tree.province))
    assert "Lập hồ sơ" not in text(client.get(HOME))


def test_after_the_last_day_the_button_to_file_is_gone(client, campaign):
    client.force_login(campaign.filer)
    with clock.standing_at(datetime(2030, 5, 14, 17, tzinfo=UTC)):  # midnight in Vietnam
        client.force_login(campaign.filer)
        page = text(client.get(HOME))
    assert "Thứ Ba 14/05/2030, 23:59" in page
    assert "Lập hồ sơ" not in page


def test_somebody_without_a_role_gets_a_calm_page(client, campaign):
    client.force_login(make_user("nobody"))
    page = client.get(HOME)
    assert (page.status_code, page.context["work"], page.context["filings"], list(page.context["plans"])) == (200, [], [], [])
    assert "Chưa có kế hoạch nào được phát hành tới đơn vị." in text(page)


# --- search ---------------------------------------------------------------------------------------------------------


def counts(client, words: str) -> dict[str, int]:
    return {kind["label"]: kind["count"] for kind in client.get(SEARCH, {"q": words}).context["found"] if kind["count"]}


def test_search_goes_over_every_kind_within_sight(client, campaign):
    make_dossier(campaign.plan, campaign.school, name="Lò Thị Xuân")
    make_dossier(campaign.plan, campaign.tree.tan_uyen_school, name="Lò Thị Xuân", status="submitted")
    client.force_login(campaign.filer)
    assert counts(client, "xuan") == {"Hồ sơ": 1}
    assert counts(client, "than uyen") == {"Hồ sơ": 1, "Đơn vị": 2}
    client.force_login(campaign.officer)
    assert counts(client, "xuan") == {"Hồ sơ": 1}
    assert counts(client, "154") == {"Kế hoạch": 1}
    assert counts(client, "không có gì như thế") == {}


def test_more_than_ten_hits_lead_to_their_whole_list(client, campaign):
    for number in range(11):
        make_plan(campaign.tree.province, number=f"{number}/KH-TĐ", title="Phong trào thi đua")
    client.force_login(campaign.officer)
    page = client.get(SEARCH, {"q": "thi đua"})
    assert len(page.context["found"][0]["hits"]) == 10
    link = f"{reverse('conferences:plans')}?q=thi%20%C4%91ua"
    assert f'href="{link}">Xem cả 11' in text(page)
    assert client.get(link).context["list"].count == 11


@pytest.mark.parametrize("words", ["", "  ", "\x00", "%", "<script>alert(1)</script>", "x" * 5000])
def test_whatever_is_searched_for_gives_a_page(client, campaign, words):
    client.force_login(campaign.officer)
    page = client.get(SEARCH, {"q": words})
    assert (page.status_code, "<script>alert" in page.content.decode()) == (200, False)
