"""The office sends single items back: the round, what it keeps, who may, what is refused."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from conferences.models import Honour
from nominations.actions import move_dossier
from nominations.actions.filing import save_who
from nominations.actions.returning import return_items
from nominations.models import Dossier, Nominee, ReturnRound
from nominations.returning import items_of, rounds_of
from portal.models import Notice
from portal.moves import Overtaken, Refused, history
from tests.builders import hold, make_dossier, make_user, with_paper
from tests.nominations.filing_pages import text

DUE, BEFORE_FILING = date(2020, 4, 27), datetime(2020, 4, 1, tzinfo=UTC)
BIRTH = {"who-birth": "Ngày sinh khác với quyết định kèm theo."}


@pytest.fixture
def filed(campaign, april, ldtt):
    """A dossier at the office with a record of two lines and a file."""
    who = Nominee.objects.create(unit=campaign.school, kind_id="person", name="Lò Thị Mẫu", birth_date=date(1985, 3, 5), created_by=campaign.filer)
    for year in (2018, 2019):
        who.achievements.create(honour=ldtt, year=year, number=f"{year}/QĐ", by=campaign.filer, at=BEFORE_FILING)
    dossier = make_dossier(campaign.plan, campaign.school, status="submitted", nominee=who)
    return with_paper(dossier, campaign.filer)


def sent_back(dossier, campaign, picked=None, **given):
    facts = {"picked": picked or BIRTH, "due_on": DUE, "version": dossier.version, "by": campaign.officer} | given
    return return_items(dossier, **facts)


def test_every_fact_line_paper_and_consent_is_an_item_with_what_it_says(filed):
    first, second = filed.nominee.achievements.order_by("year")
    assert [(item.key, item.step, item.words) for item in items_of(filed)] == [
        ("who-category", "who", "Cá nhân khối hành chính, sự nghiệp"),
        ("who-name", "who", "Lò Thị Mẫu"),
        ("who-position", "who", "Giáo viên"),
        ("who-sex", "who", ""),
        ("who-birth", "who", "05/03/1985"),
        ("who-rank", "who", ""),
        ("who-is_head", "who", ""),
        ("who-is_direct", "who", ""),
        ("who-member_since", "who", ""),
        ("who-works_since", "who", ""),
        (f"line-{first.mark}", "record", "Lao động tiên tiến, năm 2018. Quyết định số 2018/QĐ"),
        (f"line-{second.mark}", "record", "Lao động tiên tiến, năm 2019. Quyết định số 2019/QĐ"),
        ("new-lines", "record", ""),
        ("report", "record", "Năm năm liền Lao động tiên tiến."),
        ("paper-other", "papers", "thanh-tich.pdf"),
        ("consent-nomination", "consent", "đồng ý, ký văn bản, đơn vị giữ bản gốc, ngày 01/04/2020"),
        ("consent-publishing", "consent", ""),
        ("consent-press", "consent", ""),
    ]


def test_a_return_keeps_its_items_with_sentence_and_value_and_makes_the_move(campaign, filed):
    record = sent_back(filed, campaign, BIRTH | {"report": "Báo cáo quá sơ sài."}, note="Gửi sớm.")
    one = ReturnRound.objects.get()
    assert (filed.status, one.due_on, one.note, one.by, one.mended_at) == ("returned", DUE, "Gửi sớm.", campaign.officer, None)
    assert [(item.key, item.label, item.sentence, item.before["words"]) for item in one.items.all()] == [
        ("who-birth", "Ngày sinh", "Ngày sinh khác với quyết định kèm theo.", "05/03/1985"),
        ("report", "Báo cáo thành tích", "Báo cáo quá sơ sài.", "Năm năm liền Lao động tiên tiến."),
    ]
    assert record.note == (
        "Ngày sinh: Ngày sinh khác với quyết định kèm theo.\nBáo cáo thành tích: Báo cáo quá sơ sài.\nGửi sớm.\nHạn bổ sung: 27/04/2020."
    )
    assert set(Notice.objects.values_list("user__username", flat=True)) == {campaign.filer.username, campaign.head.username}


def test_pressed_twice_it_is_one_round_and_another_officer_is_told(campaign, filed):
    sent_back(filed, campaign)
    sent_back(filed, campaign)
    assert (ReturnRound.objects.count(), history(filed).count()) == (1, 1)
    with pytest.raises(Refused) as refused:
        sent_back(filed, campaign, by=colleague(campaign))
    assert refused.value.reasons == ["“Trả lại bổ sung” không làm được khi hồ sơ đang ở trạng thái “trả lại bổ sung”."]
    assert ReturnRound.objects.count() == 1


def colleague(campaign):
    other = make_user("chuyen-vien-hai")
    hold(other, "officer", campaign.plan.unit)
    return other


def test_only_the_office_sends_back(campaign, filed):
    for somebody in (campaign.filer, campaign.head, campaign.approver):
        with pytest.raises(PermissionDenied):
            sent_back(filed, campaign, by=somebody)
    assert sent_back(filed, campaign).target == "returned"


def test_everything_wrong_is_said_at_once(campaign, filed):
    with pytest.raises(Refused) as refused:
        sent_back(filed, campaign, {"who-birth": " ", "who-unknown": "Sai."}, due_on=date(2020, 4, 17))
    assert refused.value.reasons == [
        "Có mục đã chọn không còn trong hồ sơ; hãy tải lại trang rồi chọn lại.",
        "Ngày sinh: chưa ghi cần sửa gì.",
        "Hạn bổ sung, 17/04/2020, đã qua.",
    ]
    with pytest.raises(Refused) as refused:
        return_items(filed, picked={}, due_on=DUE, version=filed.version, by=campaign.officer)
    assert refused.value.reasons == ["Chưa chọn mục nào để trả lại."]
    assert (ReturnRound.objects.count(), history(filed).count()) == (0, 0)


def test_a_page_that_was_opened_before_another_filing_is_told(campaign, filed):
    with pytest.raises(Overtaken):
        sent_back(filed, campaign, version=filed.version - 1)
    assert ReturnRound.objects.count() == 0


def test_the_plain_return_makes_no_round(campaign, filed):
    move_dossier(filed, "return", by=campaign.officer, note="Thiếu nhiều.")
    assert (filed.status, ReturnRound.objects.count(), rounds_of(filed)) == ("returned", 0, [])


# --- the page


def address(dossier):
    return reverse("nominations:return-items", args=[dossier.pk])


def typed(client, dossier, **changes):
    form = client.get(address(dossier)).context["form"]
    fields = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", False)}
    fields["due_on"] = "27/04/2020"
    return fields | changes


def test_the_form_has_every_item_with_its_value_and_its_sentences(client, campaign, filed):
    client.force_login(campaign.officer)
    page = client.get(address(filed))
    assert [label for label, _ in page.context["form"].steps] == ["Người, tập thể", "Thành tích", "Giấy tờ", "Đồng ý"]
    said = text(page)
    for words in ("05/03/1985", "Lao động tiên tiến, năm 2018. Quyết định số 2018/QĐ", "Ngày sinh khác với quyết định kèm theo.", "Bản chụp mờ, không đọc được."):
        assert words in said
    assert page.context["form"]["due_on"].value() == "27/04/2020"  # five working days after Monday the 20th


def test_ticked_with_a_sentence_it_goes_back(client, campaign, filed):
    client.force_login(campaign.officer)
    wanted = typed(client, filed, **{"tick-who-birth": "on", "ready-who-birth": BIRTH["who-birth"], "own-who-birth": "Quyết định ghi 1986."})
    answer = client.post(address(filed), wanted, follow=True)
    assert "Đã trả lại 1 mục, hạn bổ sung 27/04/2020." in text(answer)
    assert ReturnRound.objects.get().items.get().sentence == "Ngày sinh khác với quyết định kèm theo. Quyết định ghi 1986."
    assert client.post(address(filed), wanted).status_code == 302
    other = client.post(address(filed), wanted | {"own-who-birth": "Ghi khác."})  # the page came back
    assert (other.status_code, "Hồ sơ đã được trả lại." in text(other), "Ghi khác." in text(other)) == (409, True, True)
    assert ReturnRound.objects.count() == 1


def test_all_faults_of_the_form_at_once_and_what_was_typed_stays(client, campaign, filed):
    client.force_login(campaign.officer)
    answer = client.post(address(filed), typed(client, filed, **{"tick-report": "on", "due_on": "19/04/2020", "note": "Gửi sớm."}))
    assert answer.status_code == 422
    said = text(answer)
    assert "Hạn bổ sung không được trước hôm nay, 20/04/2020." in said
    assert "Hãy chọn một câu hoặc ghi cần sửa gì." in said
    assert "Gửi sớm." in said
    answer = client.post(address(filed), typed(client, filed))
    assert (answer.status_code, "Hãy đánh dấu ít nhất một mục" in text(answer)) == (422, True)
    assert filed.rounds.count() == 0


def test_the_desk_is_led_on_within_the_portal_alone(client, campaign, filed):
    client.force_login(campaign.officer)
    wanted = typed(client, filed, **{"tick-report": "on", "own-report": "Sơ sài."})
    assert client.post(address(filed), wanted | {"next": "https://example.com/"})["Location"] == f"/dossiers/{filed.pk}/"


def test_the_dossier_page_leads_to_the_form(client, campaign, filed):
    client.force_login(campaign.officer)
    link = f'href="{address(filed)}"'
    assert link in text(client.get(f"/dossiers/{filed.pk}/"))
    client.force_login(campaign.head)
    assert link not in text(client.get(f"/dossiers/{filed.pk}/"))


@pytest.mark.parametrize("count", [1, 30])
def test_the_form_costs_the_same_whatever_the_record(client, campaign, filed, count, django_assert_max_num_queries):
    honour = Honour.objects.filter(kind="award").first()
    for at in range(count):
        filed.nominee.achievements.create(honour=honour, year=2019, text=f"Việc {at}", by=campaign.filer, at=filed.submitted_at)
    client.force_login(campaign.officer)
    with django_assert_max_num_queries(45):
        client.get(address(filed))


def test_a_day_after_the_end_of_screening_is_told_not_refused(client, campaign, filed):
    campaign.plan.conferences.update(when_from=date(2020, 5, 7))  # ten working days and two holidays after Tuesday the 21st
    client.force_login(campaign.officer)
    assert "cần thẩm định xong ngày 21/04/2020" in text(client.get(address(filed)))
    wanted = typed(client, filed, **{"tick-report": "on", "own-report": "Sơ sài.", "due_on": "22/04/2020"})
    assert "Hạn bổ sung sau ngày cần thẩm định xong, 21/04/2020." in text(client.post(address(filed), wanted | {"next": "/dossiers/"}, follow=True))
    assert filed.rounds.get().due_on == date(2020, 4, 22)


def test_the_desk_shows_what_was_mended_folded(campaign, filed, client):
    client.force_login(campaign.officer)
    desk = reverse("nominations:screen", args=[filed.pk])
    sent_back(filed, campaign)
    assert 'id="rounds"' not in client.get(desk).content.decode()  # nothing to compare yet
    facts = {"birth_date": date(1986, 3, 5), "birth_year": 1986}
    row = Dossier.objects.select_related("nominee").get(pk=filed.pk)
    row = save_who(row, fields={}, facts=facts, version=row.version, nominee_version=row.nominee.version, by=campaign.filer)
    for name in ("endorse", "submit"):
        move_dossier(row, name, by=campaign.head)
    page = client.get(desk).content.decode()
    rounds = " ".join(page[page.index('id="rounds"'):].split())
    assert '<details class="round"> <summary>Lần 1: trả lại' in rounds
    assert "05/03/1985</del>" in rounds and "05/03/1986</ins>" in rounds
