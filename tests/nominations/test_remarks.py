"""The thread of a dossier: who writes, who reads, who is told; and the notes that never leave the office."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nominations.actions.remarks import write_remark
from nominations.models import Remark
from portal.models import Mail, Notice
from portal.moves import Refused
from tests.builders import make_dossier, person
from tests.nominations.filing_pages import text

NAME = "Lò Thị Mẫu"


@pytest.fixture
def filed(campaign, april):
    return make_dossier(campaign.plan, campaign.school, status="submitted", name=NAME)


def told():
    return {(notice.user.username, notice.text) for notice in Notice.objects.select_related("user")}


def test_a_message_of_the_office_goes_to_the_unit_and_its_answer_to_the_office(campaign, filed):
    asked = write_remark(filed, text=f"{NAME}: có quyết định năm 2019 không?", internal=False, by=campaign.officer)
    assert (asked.from_office, asked.internal, asked.by) == (True, False, campaign.officer)
    assert told() == {(user.username, f"{NAME}: có quyết định năm 2019 không?") for user in (campaign.filer, campaign.head)}
    Notice.objects.all().delete()
    answered = write_remark(filed, text="Có, đơn vị gửi bổ sung.", internal=False, by=campaign.filer)
    assert (answered.from_office, told()) == (False, {(campaign.officer.username, "Có, đơn vị gửi bổ sung.")})
    assert {mail.to for mail in Mail.objects.all()} == {user.email for user in (campaign.filer, campaign.head, campaign.officer)}
    assert [mail for mail in Mail.objects.all() if NAME in mail.subject + mail.body or "2019" in mail.body] == []


def test_a_note_is_told_to_the_office_alone(campaign, filed):
    write_remark(filed, text="Cần hỏi thanh tra.", internal=True, by=campaign.officer)
    assert told() == {(campaign.approver.username, "Cần hỏi thanh tra.")}


def test_who_may_not_write(campaign, filed):
    district = person("officer", campaign.tree.than_uyen)
    for somebody, internal in ((campaign.clerk, False), (campaign.filer, True), (campaign.head, True), (district, False)):
        with pytest.raises(PermissionDenied):
            write_remark(filed, text="Chào.", internal=internal, by=somebody)
    draft = make_dossier(campaign.plan, campaign.school)
    with pytest.raises(Refused):
        write_remark(draft, text="Chào.", internal=False, by=campaign.filer)
    assert Remark.objects.count() == 0


def test_who_reads_what(campaign, filed):
    write_remark(filed, text="Nội bộ.", internal=True, by=campaign.officer)
    write_remark(filed, text="Cho đơn vị.", internal=False, by=campaign.officer)
    district, beside = person("officer", campaign.tree.than_uyen), person("head", campaign.tree.tan_uyen)
    read = {
        name: [remark.text for remark in Remark.objects.visible_to(user)]
        for name, user in {"officer": campaign.officer, "approver": campaign.approver, "filer": campaign.filer, "district": district, "beside": beside}.items()
    }
    assert read == {
        "officer": ["Nội bộ.", "Cho đơn vị."],
        "approver": ["Nội bộ.", "Cho đơn vị."],
        "filer": ["Cho đơn vị."],
        "district": ["Cho đơn vị."],
        "beside": [],
    }


# --- the page


def sent(client, dossier, **changes):
    form = client.get(f"/dossiers/{dossier.pk}/").context["remark_form"]
    return {bound.html_name: bound.value() for bound in form if bound.value()} | changes


def test_the_office_writes_a_note_unless_it_says_otherwise(client, campaign, filed):
    address = reverse("nominations:write-remark", args=[filed.pk])
    client.force_login(campaign.officer)
    wanted = sent(client, filed, text="Cần hỏi thanh tra.")
    assert "Đã lưu ghi chú nội bộ." in text(client.post(address, wanted, follow=True))
    assert "Đã lưu" not in text(client.post(address, wanted, follow=True))  # pressed twice
    assert "Đã gửi tin nhắn." in text(client.post(address, sent(client, filed, for_whom="message", text="Cần bản rõ hơn."), follow=True))
    assert list(Remark.objects.values_list("internal", "text")) == [(True, "Cần hỏi thanh tra."), (False, "Cần bản rõ hơn.")]
    client.force_login(campaign.filer)
    said = text(client.get(f"/dossiers/{filed.pk}/"))
    assert ("Cần bản rõ hơn." in said, "Cần hỏi thanh tra." in said, "nội bộ" in said) == (True, False, False)
    assert "Đã gửi tin nhắn." in text(client.post(address, sent(client, filed, text="Gửi ngay."), follow=True))
    assert Remark.objects.latest("pk").internal is False


def test_what_was_typed_stays_with_every_fault(client, campaign, filed):
    address = reverse("nominations:write-remark", args=[filed.pk])
    client.force_login(campaign.officer)
    answer = client.post(address, sent(client, filed, for_whom="khác", text="x" * 4001))
    said = text(answer)
    assert (answer.status_code, "Hãy chọn ai đọc." in said, "x" * 4001 in said) == (422, True, True)
    assert Remark.objects.count() == 0


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_whatever_was_written(client, campaign, filed, count, django_assert_max_num_queries):
    for at in range(count):
        write_remark(filed, text=f"Tin {at}", internal=at % 2 == 0, by=campaign.officer)
    client.force_login(campaign.officer)
    client.get(f"/dossiers/{filed.pk}/")
    with django_assert_max_num_queries(40):
        client.get(f"/dossiers/{filed.pk}/")
