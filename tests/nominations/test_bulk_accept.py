"""Many dossiers accepted at once: what is shown first, what is done, what is left with its reason, and only once."""

from __future__ import annotations

import re

import pytest

from nominations.actions import move_dossier
from nominations.actions.taking import take
from nominations.models import Dossier
from portal.models import Notice
from portal.moves import history
from tests.builders import hold, make_dossier, make_user

pytestmark = pytest.mark.django_db
CHOSEN = "/screening/chosen/"


@pytest.fixture
def officer(client, campaign):
    client.force_login(campaign.officer)
    return campaign.officer


@pytest.fixture
def three(campaign):
    """Two in order, and Hoa lacks a paper."""
    campaign.plan.dossier = ["Báo cáo thành tích"]
    campaign.plan.save()
    rows = [make_dossier(campaign.plan, campaign.school, status="submitted", name=name) for name in ("Lò Xuân", "Vàng Dơ", "Sùng Hoa")]
    for row in rows[:2]:
        row.papers.create(slot="report", state="on_paper", by=campaign.filer)
    return rows


def values(page, *, ticked: bool = False) -> list[str]:
    boxes = re.findall(r'<input[^>]*name="seen" value="([^"]+)"([^>]*)>', page.content.decode())
    return [value for value, rest in boxes if not ticked or "checked" in rest]


def token(page) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', page.content.decode())[1]


def states() -> dict[str, str]:
    return dict(Dossier.objects.values_list("name", "status"))


def said(client, response) -> str:
    return re.sub(r"<[^>]+>", " ", " | ".join(str(one) for one in client.get(response["Location"]).context["messages"]))


def test_the_page_shows_how_many_and_who_and_ticks_what_is_in_order(client, campaign, officer, three):
    page = client.get(CHOSEN, {"for": "accept", "one": [row.pk for row in three]})
    text = page.content.decode()
    assert "Chấp nhận 2 hồ sơ" in text
    assert [row.name for row in three if row.name not in text] == []
    assert [value.split(":")[0] for value in values(page, ticked=True)] == [str(row.pk) for row in three[:2]]
    assert "thiếu giấy tờ: Báo cáo thành tích" in text
    assert states() == dict.fromkeys(("Lò Xuân", "Vàng Dơ", "Sùng Hoa"), "submitted")  # shown, nothing done


def test_of_all_that_match_those_in_order_alone_are_listed(client, campaign, officer, three):
    page = client.get(CHOSEN, {"for": "accept", "of": "clean"})
    assert len(values(page)) == 2
    assert "Trong 3 hồ sơ đã xem, 2 hồ sơ đạt mọi tiêu chuẩn" in page.content.decode()
    assert len(values(client.get(CHOSEN, {"for": "accept", "of": "clean", "q": "xuân"}))) == 1


def test_the_ticked_are_accepted_and_their_unit_is_told_once(client, campaign, officer, three):
    page = client.get(CHOSEN, {"for": "accept", "of": "all"})
    response = client.post(f"{CHOSEN}?for=accept&of=all&q=lo", {"seen": values(page, ticked=True), "form_token": token(page)})
    assert response["Location"] == "/screening/?q=lo"
    assert said(client, response) == "Đã chấp nhận 2 hồ sơ."
    assert states() == {"Lò Xuân": "accepted", "Vàng Dơ": "accepted", "Sùng Hoa": "submitted"}
    assert {row.screener for row in Dossier.objects.filter(status="accepted")} == {officer}
    assert [(one.user, one.title) for one in Notice.objects.filter(user=campaign.head)] == [
        (campaign.head, f"2 hồ sơ của {campaign.school.label}: đạt")
    ]


def test_what_changed_meanwhile_is_named_with_the_reason_and_left_and_the_rest_is_done(client, campaign, officer, three, second):
    fourth = make_dossier(campaign.plan, campaign.tree.tan_uyen_school, status="submitted", name="Giàng Tư")
    page = client.get(CHOSEN, {"for": "accept", "of": "all"})
    take(three[1], by=second)
    Dossier.objects.filter(pk=fourth.pk).update(version=fourth.version + 1)
    move_dossier(three[2], "hold", by=officer, note="Đơn thư (mẫu).")
    response = client.post(f"{CHOSEN}?for=accept", {"seen": values(page), "form_token": token(page)})
    words = said(client, response)
    assert states() == {"Lò Xuân": "accepted", "Vàng Dơ": "submitted", "Sùng Hoa": "held", "Giàng Tư": "submitted"}
    assert "Đã chấp nhận 1 hồ sơ." in words
    assert "Để lại 3 hồ sơ" in words
    assert "Vàng Dơ: Vàng A Hai đang xử lý hồ sơ này từ " in words
    assert "Giàng Tư: đã thay đổi từ lúc mở trang" in words
    assert "Sùng Hoa: “Chấp nhận” không làm được khi hồ sơ đang ở trạng thái “tạm treo”." in words


def test_what_was_in_order_and_is_no_longer_is_left(client, campaign, officer, three):
    page = client.get(CHOSEN, {"for": "accept", "of": "clean"})
    three[0].papers.all().delete()
    client.post(f"{CHOSEN}?for=accept", {"seen": values(page), "form_token": token(page)})
    assert states() == {"Lò Xuân": "submitted", "Vàng Dơ": "accepted", "Sùng Hoa": "submitted"}


def test_pressed_twice_it_is_done_once(client, campaign, officer, three):
    page = client.get(CHOSEN, {"for": "accept", "of": "clean"})
    for _ in range(2):
        response = client.post(f"{CHOSEN}?for=accept", {"seen": values(page), "form_token": token(page)})
        assert response.status_code == 302
    assert [history(row).count() for row in three] == [1, 1, 0]
    assert said(client, response) == "Đã chấp nhận 2 hồ sơ."


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({}, 422, "Hãy chọn ít nhất một hồ sơ."),
        ({"seen": ["x", "1:2", "1:2:3:4", "٣:1:1", "9" * 30 + ":1:1"]}, 422, "Hãy chọn ít nhất một hồ sơ."),
        ({"seen": ["1:1:1"], "form_token": "x"}, 422, "Biểu mẫu này không dùng được nữa."),
    ],
)
def test_bad_forms_are_told_and_nothing_is_done(client, campaign, officer, three, form, status, words):
    response = client.post(f"{CHOSEN}?for=accept&of=all", form)
    assert (response.status_code, words in response.content.decode()) == (status, True)
    assert set(states().values()) == {"submitted"}


def test_somebody_elses_dossiers_are_not_touched(client, campaign, officer, three):
    client.force_login(make_user("la"))
    assert client.post(f"{CHOSEN}?for=accept", {"seen": [f"{three[0].pk}:1:1"]}).status_code == 403
    outsider = make_user("ngoai")
    hold(outsider, "officer", campaign.tree.dien_bien)
    client.force_login(outsider)
    page = client.get(CHOSEN, {"for": "accept", "one": three[0].pk})
    assert values(page) == []
    client.post(f"{CHOSEN}?for=accept", {"seen": [f"{three[0].pk}:1:1"], "form_token": "00000000-0000-4000-8000-000000000000"})
    assert set(states().values()) == {"submitted"}


def test_many_are_given_to_an_officer(client, campaign, officer, three, second):
    page = client.get(CHOSEN, {"for": "assign", "of": "all"})
    assert len(values(page, ticked=True)) == 3
    form = {"seen": values(page), "form_token": token(page)}
    refused = client.post(f"{CHOSEN}?for=assign&of=all", form)
    assert (refused.status_code, "Hãy chọn cán bộ để giao." in refused.content.decode()) == (422, True)
    assert len(values(refused, ticked=True)) == 3
    response = client.post(f"{CHOSEN}?for=assign&of=all", form | {"officer": second.pk})
    assert said(client, response) == "Đã giao 3 hồ sơ cho Vàng A Hai."
    assert {row.screener for row in Dossier.objects.all()} == {second}
