"""Saving a step of a dossier: twice does it once, the second of two is told, what was typed stays."""

import re

import pytest
from django.urls import reverse

from nominations.eligibility import mark_of
from nominations.models import Achievement, Dossier
from tests.builders import a_file
from tests.nominations.filing_pages import STEPS, begin, new, pdf, person_of, step, text, typed

pytestmark = pytest.mark.usefixtures("april")


def test_the_steps_lead_from_one_to_the_next_and_to_the_page(client, campaign, filer):
    dossier = begin(client, campaign)
    ways = [client.post(step(dossier, name), typed(client.get(step(dossier, name)))).url for name in STEPS]
    page = reverse("nominations:dossier", args=[dossier.pk])
    assert ways == [*(step(dossier, name) for name in STEPS[1:]), page]
    assert client.post(step(dossier, "who"), typed(client.get(step(dossier, "who")), stay="1")).url == page
    assert client.get(reverse("nominations:edit-dossier", args=[dossier.pk])).url == step(dossier, "who")
    assert client.get(step(dossier, "nirgends")).status_code == 404


def test_the_second_of_two_editors_is_told_keeps_the_text_and_may_save_on(client, campaign, filer):
    dossier = begin(client, campaign)
    mine = typed(client.get(step(dossier, "record")), achievements="Đoạn dài của tôi")
    client.force_login(campaign.head)
    client.post(step(dossier, "record"), typed(client.get(step(dossier, "record")), achievements="Của chủ tịch"))
    client.force_login(filer)
    page = client.post(step(dossier, "record"), mine)
    assert page.status_code == 409
    assert "Có người vừa sửa hồ sơ này." in text(page)
    assert page.context["form"]["achievements"].value() == "Đoạn dài của tôi"
    assert Dossier.objects.get().achievements == "Của chủ tịch"
    assert client.post(step(dossier, "record"), typed(page)).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.achievements, dossier.version) == ("Đoạn dài của tôi", 3)


@pytest.mark.parametrize("name", STEPS)
def test_pressing_twice_saves_once_and_blames_nobody(client, campaign, filer, name):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, name)))
    answers = [client.post(step(dossier, name), data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Dossier.objects.get().version == 2


@pytest.mark.parametrize("version", ["", "0", "7", "-1"])
def test_a_version_nobody_gave_saves_nothing(client, campaign, filer, version):
    dossier = begin(client, campaign)
    page = client.post(step(dossier, "who"), typed(client.get(step(dossier, "who")), name="Khác", version=version))
    assert (page.status_code, Dossier.objects.get().name) == (409, "Lò Thị Mẫu")


def test_a_dossier_filed_meanwhile_is_not_saved_and_the_text_stays(client, campaign, filer):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "record")), achievements="Đoạn dài của tôi")
    Dossier.objects.update(status="endorsed")
    page = client.post(step(dossier, "record"), data)
    assert (page.status_code, page.context["reasons"]) == (409, ["Hồ sơ đang ở trạng thái “đã ký duyệt”, không sửa được nữa."])
    assert page.context["form"]["achievements"].value() == "Đoạn dài của tôi"


def test_the_page_saves_itself_and_is_told_what_is_still_missing(client, campaign, filer):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "record")), achievements="Năm năm liền.")
    answer = client.post(step(dossier, "record"), data, headers={"HX-Request": "true"})
    assert (answer.status_code, Dossier.objects.get().achievements) == (200, "Năm năm liền.")
    part = text(answer)
    assert part.startswith('<aside id="beside"')
    assert 'name="version" value="2" id="id_version" hx-swap-oob="true"' in part
    assert "<li>Chưa ghi sự đồng ý của người được đề nghị.</li>" in part
    bad = client.post(step(dossier, "record"), data | {"version": 2, "award-0-text": "Bằng khen"}, headers={"HX-Request": "true"})
    assert (bad.status_code, 'value="2" id="id_version"' in text(bad)) == (422, True)


def test_a_page_whose_answer_was_lost_is_not_its_own_rival_but_a_third_hand_is(client, campaign, filer):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "record")), achievements="Một")
    assert client.post(step(dossier, "record"), data, headers={"HX-Request": "true"}).status_code == 200
    assert client.post(step(dossier, "record"), data | {"achievements": "Hai"}, headers={"HX-Request": "true"}).status_code == 200
    assert Dossier.objects.get().achievements == "Hai"
    other = typed(client.get(step(dossier, "record")), achievements="Ba")
    assert client.post(step(dossier, "record"), other, headers={"HX-Request": "true"}).status_code == 200
    late = client.post(step(dossier, "record"), data, headers={"HX-Request": "true"})
    assert (late.status_code, "Có người vừa sửa hồ sơ này." in text(late)) == (409, True)
    assert Dossier.objects.get().achievements == "Ba"


def test_a_page_that_was_overtaken_goes_on_being_refused_until_somebody_presses(client, campaign, filer):
    dossier = begin(client, campaign)
    mine = typed(client.get(step(dossier, "record")), achievements="Của tôi")
    client.force_login(campaign.head)
    client.post(step(dossier, "record"), typed(client.get(step(dossier, "record")), achievements="Của chủ tịch"))
    client.force_login(filer)
    for words in ("Của tôi, thêm một chữ", "Của tôi, thêm hai chữ"):
        answer = client.post(step(dossier, "record"), mine | {"achievements": words}, headers={"HX-Request": "true"})
        assert answer.status_code == 409
        mine["version"] = re.search(r'name="version" value="(\d+)"', answer.content.decode())[1]  # as the page takes it over
    assert Dossier.objects.get().achievements == "Của chủ tịch"


def test_a_confirmation_by_its_button_is_not_taken_back_by_an_older_page(client, campaign, filer):
    campaign.plan.criteria.create(position=1, text="Gương mẫu.", rule={"clauses": [{"kind": "statement"}]}).categories.set(
        campaign.plan.categories.all()
    )
    dossier = begin(client, campaign)
    older = typed(client.get(step(dossier, "consent")))
    client.post(reverse("nominations:confirm-standard", args=[dossier.pk, mark_of("Gương mẫu.")]))
    assert client.post(step(dossier, "consent"), older, headers={"HX-Request": "true"}).status_code == 409
    assert dossier.answers.count() == 1


def test_what_a_line_is_not_asked_it_does_not_erase(client, campaign, filer, ldtt):
    dossier = begin(client, campaign)
    dossier.nominee.achievements.create(honour=ldtt, year=2016, text="dẫn đầu cụm", by=filer)
    client.post(step(dossier, "record"), typed(client.get(step(dossier, "record")), **{"title-0-number": "12"}))
    assert [(one.text, one.number) for one in Achievement.objects.all()] == [("dẫn đầu cụm", "12")]


def test_a_line_that_the_page_sends_again_and_again_is_one_line(client, campaign, filer, ldtt):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "record")), **{"title-0-honour": ldtt.pk})
    for number in ("1", "12", "12/QĐ"):
        answer = client.post(step(dossier, "record"), data | {"title-0-number": number}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
    assert client.post(step(dossier, "record"), data | {"title-0-number": "12/QĐ"}).status_code == 302
    assert [(one.year, one.number) for one in Achievement.objects.all()] == [(2016, "12/QĐ")]


def test_what_lies_in_a_slot_the_plan_no_longer_asks_for_is_still_shown(client, campaign, filer):
    dossier = begin(client, campaign)
    dossier.papers.create(slot="report", file=a_file(filer, "bao-cao-cu.pdf"), by=filer)
    assert "bao-cao-cu.pdf" in text(client.get(reverse("nominations:dossier", args=[dossier.pk])))


# --- a page that the browser's back button brings back -------------------------------------------------------------------


def test_a_page_pressed_again_with_other_words_saves_them(client, campaign, filer):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "record")), achievements="Một")
    for words in ("Một", "Hai", "Hai", "Một"):
        answer = client.post(step(dossier, "record"), data | {"achievements": words})
        assert (answer.status_code, Dossier.objects.get().achievements) == (302, words)
    assert Dossier.objects.get().version == 4  # the second “Hai” was the same press


def test_a_page_pressed_again_after_another_page_with_other_words_is_told_and_keeps_them(client, campaign, filer):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "record")), achievements="Một")
    assert client.post(step(dossier, "record"), data).status_code == 302
    other = typed(client.get(step(dossier, "who")), position="Hiệu phó")
    assert client.post(step(dossier, "who"), other).status_code == 302
    same = client.post(step(dossier, "record"), data)
    assert (same.status_code, same.url) == (302, step(dossier, "papers"))
    page = client.post(step(dossier, "record"), data | {"achievements": "Hai"})
    assert (page.status_code, page.context["form"]["achievements"].value()) == (409, "Hai")
    assert page.context["their_words"] == [("Báo cáo thành tích", "Một")]
    assert client.post(step(dossier, "record"), typed(page)).status_code == 302
    assert (Dossier.objects.get().achievements, Dossier.objects.get().position) == ("Hai", "Hiệu phó")


def test_words_that_the_page_itself_saved_between_two_presses_do_not_stay_for_good(client, campaign, filer):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "record")), achievements="Một")
    assert client.post(step(dossier, "record"), data).status_code == 302
    assert client.post(step(dossier, "record"), data | {"achievements": "Hai"}, headers={"HX-Request": "true"}).status_code == 200
    assert client.post(step(dossier, "record"), data).status_code == 302
    assert Dossier.objects.get().achievements == "Một"


def test_another_file_in_a_page_that_came_back_is_kept(client, campaign, filer):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "papers")))
    for name in ("Một.pdf", "Hai.pdf"):
        assert client.post(step(dossier, "papers"), data | {"other-file": pdf(name)}).status_code == 302
        assert dossier.papers.get().file.name == name


def test_the_other_button_of_a_page_that_came_back_leads_where_it_says(client, campaign, filer):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "record")))
    assert client.post(step(dossier, "record"), data).url == step(dossier, "papers")
    assert client.post(step(dossier, "record"), data | {"stay": "1"}).url == reverse("nominations:dossier", args=[dossier.pk])


def test_a_page_that_began_a_dossier_and_comes_back_with_other_words_asks_what_is_meant(client, campaign, filer):
    data = typed(client.get(new(campaign)), **person_of())
    first = client.post(new(campaign), data).url
    page = client.post(new(campaign), data | {"name": "Vàng A Páo"})
    assert (page.status_code, page.context["begun"], page.context["form"]["name"].value()) == (409, first, "Vàng A Páo")
    assert [one.name for one in Dossier.objects.all()] == ["Lò Thị Mẫu"]
    assert client.post(new(campaign), data).url == first
    answers = [client.post(new(campaign), typed(page)) for _ in range(2)]
    assert (answers[0].url, sorted(one.name for one in Dossier.objects.all())) == (answers[1].url, ["Lò Thị Mẫu", "Vàng A Páo"])
