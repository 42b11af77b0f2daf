"""A letter that corrects an issued paper: looked at, refused, issued; what the older paper says of itself afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from papers.frozen import thaw
from papers.models import IssuedPaper
from portal import clock
from tests.papers.issuing import issue_plan

pytestmark = pytest.mark.django_db
POINTS = "Trang 1, dòng 3: đã in “Lai Chau”, nay sửa là “Lai Châu”\nTrang 2: bỏ dòng cuối."


@pytest.fixture
def window(client, clerk) -> Client:
    client.force_login(clerk)
    return client


@pytest.fixture
def old(province, clerk) -> IssuedPaper:
    return issue_plan(province, clerk)


def words(old: IssuedPaper, window: Client, **changes: str) -> dict[str, str]:
    """What the form holds when it is opened, with what a clerk types."""
    form = window.get(reverse("papers:correct", args=[old.pk])).context["form"]
    offered = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return offered | {"date": "20/04/2020", "points": POINTS, "reason": "In sai địa danh", "word": "phát hành"} | changes


def test_the_form_offers_what_most_letters_say(window, old):
    offered = words(old, window)
    assert offered["symbol"] == "LĐLĐ-VP"
    assert offered["addressees"] == "Các cơ quan, đơn vị nhận Kế hoạch số 01/KH-LĐLĐ"
    assert (offered["authority"], offered["signer"]) == ("TM. BAN THƯỜNG VỤ / CHỦ TỊCH", "Nguyễn Thị Mẫu")


def test_the_letter_names_the_paper_and_every_point(window, old):
    answer = window.post(reverse("papers:correct", args=[old.pk]), words(old, window))
    letter = IssuedPaper.objects.exclude(pk=old.pk).get()
    assert (answer.status_code, answer.url) == (302, reverse("papers:paper", args=[letter.pk]))
    assert (letter.number_text, letter.type_name, letter.date) == ("02/LĐLĐ-VP", "Công văn", date(2020, 4, 20))
    assert (letter.names, letter.names_as, letter.reason) == (old, "corrects", "In sai địa danh")
    paper = thaw(letter.data)
    assert (paper.type_name, paper.title) == ("", "V/v đính chính Kế hoạch số 01/KH-LĐLĐ ngày 17 tháng 4 năm 2020")
    assert [block.text for block in paper.body if hasattr(block, "marker")] == [
        "Trang 1, dòng 3: đã in “Lai Chau”, nay sửa là “Lai Châu”;",
        "Trang 2: bỏ dòng cuối.",
    ]
    assert paper.body[-1].text.endswith("./.")
    assert "được đính chính bởi" in window.get(reverse("papers:paper", args=[old.pk])).content.decode()


def test_looked_at_first_it_is_a_draft_and_takes_no_number(window, old):
    answer = window.post(reverse("papers:correct", args=[old.pk]), words(old, window, preview="1", word=""))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert IssuedPaper.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"word": "ừ"}, {"word"}),
        ({"word": "", "points": "", "signer": ""}, {"word", "points", "signer"}),
        ({"date": "31/02/2020"}, {"date"}),
        ({"points": "chữ \U0001f600"}, {"points"}),
    ],
)
def test_bad_words_are_said_at_their_fields_and_stay(window, old, change, fields):
    answer = window.post(reverse("papers:correct", args=[old.pk]), words(old, window, **change))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, fields)
    assert answer.context["form"]["reason"].value() == "In sai địa danh"
    assert IssuedPaper.objects.count() == 1


def test_pressed_twice_it_is_one_letter_and_one_number(window, old):
    typed = words(old, window)
    first, second = (window.post(reverse("papers:correct", args=[old.pk]), typed) for _ in range(2))
    assert (first.status_code, second.status_code, first.url == second.url) == (302, 302, True)
    assert [paper.number_text for paper in IssuedPaper.objects.order_by("pk")] == ["01/KH-LĐLĐ", "02/LĐLĐ-VP"]
    window.post(reverse("papers:correct", args=[old.pk]), words(old, window))  # the form opened anew: another letter
    assert IssuedPaper.objects.count() == 3


def test_what_the_room_refuses_is_said_with_all_reasons(window, old):
    answer = window.post(reverse("papers:correct", args=[old.pk]), words(old, window, date="01/04/2020", symbol="LĐLĐ VP"))
    assert answer.status_code == 409
    assert answer.context["reasons"] == [
        "Ký hiệu “LĐLĐ VP” có dấu cách hoặc dấu gạch chéo: viết liền như KH-LĐLĐ.",
        "Văn bản 01/KH-LĐLĐ có ngày sau văn bản đính chính nó.",
    ]
    assert IssuedPaper.objects.count() == 1
