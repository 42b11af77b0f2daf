"""A list published inside the organisation: frozen, for working days; what is objected to it, who learns of it, what it holds up."""

from __future__ import annotations

import time
from datetime import date, datetime
from threading import Event

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from nominations.actions import approve_decision, issue_decision, move_decision, move_dossier
from nominations.actions.publication import DECIDED, answer_objection, file_objection, publish_list
from nominations.actions.ranking import rule_on_rank, save_terms
from nominations.models import Decision, Dossier, Objection, Publication
from portal import clock
from portal.models import Mail, Notice
from portal.moves import Refused, history
from tests.builders import a_file, make_decision, make_dossier, make_objection, make_publication, person
from tests.racing import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("april")]  # Monday 20 April 2020; 30 April and 1 May are off
WHO = "Vàng Thị Kín"
TODAY = date(2020, 4, 20)


@pytest.fixture
def plan(campaign):
    """One who asks for a list of ten working days."""
    save_terms(campaign.plan, lines=[], order=["honours"], notice_days=10, version=1, by=campaign.officer)
    return campaign.plan


@pytest.fixture
def dossier(campaign, plan):
    return make_dossier(plan, campaign.school, status="accepted", position="Giáo viên")


@pytest.fixture
def published(campaign, plan, dossier):
    return publish_list(plan, starts=TODAY, by=campaign.officer)


def on(day):
    return clock.standing_at(timezone.make_aware(datetime(2020, day.month, day.day, 9)))


def objected(campaign, published, by=None, **more):
    facts = {"dossier": published.dossiers.get(), "objector": WHO, "text": "Chưa đúng (mẫu).", "received_on": TODAY} | more
    return file_objection(published, by=by or campaign.filer, **facts)


# --- publishing


def test_working_days_are_counted_from_the_first_day_on(published):
    assert (published.starts, published.days, published.ends) == (TODAY, 10, date(2020, 5, 5))  # not 30 April, not 1 May, no weekend


def test_the_list_stays_as_it_was_published(client, campaign, published, dossier):
    Dossier.objects.filter(pk=dossier.pk).update(name="Tên khác")
    client.force_login(person("head", campaign.tree.tan_uyen_tea))
    page = client.get(reverse("nominations:publication", args=[published.pk])).content.decode()
    assert ("Lò Thị Mẫu" in page, "Tên khác" in page) == (True, False)


def test_every_unit_of_the_office_is_told_and_no_letter_names_anybody(campaign, published):
    told = {notice.user for notice in Notice.objects.filter(title="Công khai danh sách đề nghị khen thưởng")}
    assert {campaign.filer, campaign.head} <= told
    assert [mail.body for mail in Mail.objects.all() if "Lò Thị Mẫu" in mail.body] == []


def test_all_reasons_against_publishing_are_told(campaign):
    with pytest.raises(Refused) as refused:
        publish_list(campaign.plan, starts=date(2020, 4, 19), by=campaign.officer)
    assert refused.value.reasons == [
        "Kế hoạch chưa ghi số ngày công khai danh sách. Hãy ghi ở “Bảng điểm, cách xếp” trước.",
        "Ngày bắt đầu, 19/04/2020, đã qua.",
        "Chưa có hồ sơ nào trong số suất để công khai.",
    ]


def test_not_two_at_once_and_not_while_a_tie_is_open(campaign, plan, published):
    with pytest.raises(Refused) as refused:
        publish_list(plan, starts=TODAY, by=campaign.officer)
    assert refused.value.reasons == ["Một danh sách của kế hoạch đang công khai đến hết ngày 05/05/2020."]
    more = [make_dossier(plan, campaign.school, status="accepted", name=f"Người {at}") for at in range(3)]
    with on(date(2020, 5, 6)):
        with pytest.raises(Refused) as refused:
            publish_list(plan, starts=date(2020, 5, 6), by=campaign.officer)
        said = "Còn hồ sơ ngang nhau tại ranh giới ở “Cá nhân khối hành chính, sự nghiệp” (4 hồ sơ); hãy phân định trước khi công khai."
        assert refused.value.reasons[0] == said
        for at, one in enumerate(more, 1):
            rule_on_rank(one, kind="place", number=at, reason="Hội đồng thống nhất.", by=campaign.officer)
        assert len(publish_list(plan, starts=date(2020, 5, 6), by=campaign.officer).rows) == 2  # what Than Uyên has; the third place is Tân Uyên's


@pytest.mark.parametrize("role", ["approver", "clerk", "head", "filer"])
def test_only_an_officer_publishes(campaign, plan, dossier, role):
    with pytest.raises(PermissionDenied):
        publish_list(plan, starts=TODAY, by=getattr(campaign, role))


@pytest.mark.django_db(transaction=True)
def test_a_name_that_a_colleague_is_declining_is_not_published(campaign, plan, dossier):
    stays = make_dossier(plan, campaign.school, status="accepted", name="Tẩn Thị Chi")
    declined, publishing = Event(), Event()

    def decline():
        with on(TODAY), transaction.atomic():
            move_dossier(dossier, "decline", by=campaign.officer, note="Chưa đủ điều kiện.")
            declined.set()
            publishing.wait(5)
            time.sleep(0.5)

    def publish():
        declined.wait(5)
        publishing.set()
        with on(TODAY):
            return publish_list(plan, starts=TODAY, by=campaign.officer)

    assert together(decline, publish)[0] is None
    assert dossier not in Dossier.objects.filter(publications__isnull=False)
    if not Publication.objects.exists():  # told, so it is published again
        publish()
    assert list(Dossier.objects.filter(publications__isnull=False)) == [stays]


# --- what it holds up


def test_nothing_is_decided_while_the_list_is_published_and_all_is_afterwards(campaign, published, dossier):
    decision = make_decision(campaign.plan, [dossier])
    with pytest.raises(Refused) as refused:
        move_decision(decision, "submit", by=campaign.officer)
    assert refused.value.reasons == ["Danh sách đang công khai đến hết ngày 05/05/2020; sau ngày ấy mới quyết định được."]
    with on(date(2020, 5, 6)):
        move_decision(decision, "submit", by=campaign.officer)
        approve_decision(decision, by=campaign.approver)
    assert Dossier.objects.get().status == "decided"


def test_where_the_plan_asks_for_it_nobody_is_decided_on_who_was_not_published(campaign, plan, dossier):
    with pytest.raises(Refused) as refused:
        move_decision(make_decision(plan, [dossier]), "submit", by=campaign.officer)
    assert refused.value.reasons == ["Kế hoạch yêu cầu công khai danh sách 10 ngày làm việc; chưa công khai “Lò Thị Mẫu”."]


def test_an_open_objection_holds_a_decision_up_until_it_is_answered(campaign, dossier, plan):
    objection = make_objection(make_publication(plan, [dossier], days=10), by=campaign.filer)
    decision = make_decision(plan, [dossier])
    with pytest.raises(Refused) as refused:
        move_decision(decision, "submit", by=campaign.officer)
    assert refused.value.reasons == ["Còn kiến nghị chưa trả lời về “Lò Thị Mẫu”; hãy trả lời trước."]
    answer_objection(objection, result="kept", answer="Đã xác minh, hồ sơ đúng.", note="", by=campaign.officer)
    assert move_decision(decision, "submit", by=campaign.officer).target == "submitted"


def test_an_objection_after_submitting_stops_the_approval(campaign, dossier, plan):
    publication = make_publication(plan, [dossier], days=10)
    decision = make_decision(plan, [dossier])
    move_decision(decision, "submit", by=campaign.officer)
    make_objection(publication, by=campaign.filer)
    with pytest.raises(Refused):
        approve_decision(decision, by=campaign.approver)
    assert Dossier.objects.get().status == "accepted"


# --- objections


def test_objections_come_while_the_list_is_published(campaign, published):
    assert objected(campaign, published, by=campaign.head).result == ""
    with pytest.raises(Refused) as refused:
        objected(campaign, published, received_on=date(2020, 4, 21))
    assert refused.value.reasons == ["Ngày nhận, 21/04/2020, chưa đến."]
    with on(date(2020, 5, 6)), pytest.raises(Refused) as refused:
        objected(campaign, published, received_on=date(2020, 5, 6))
    assert refused.value.reasons == ["Kiến nghị nhận ngày 06/05/2020, ngoài thời gian công khai từ 20/04/2020 đến hết 05/05/2020."]
    with on(date(2020, 5, 6)):  # a letter that came in time is written down later
        assert objected(campaign, published, by=campaign.officer).received_on == TODAY


def test_nobody_objects_who_is_not_of_the_office_or_below(campaign, published):
    with pytest.raises(PermissionDenied):
        objected(campaign, published, by=person("head", campaign.tree.dien_bien))


@pytest.mark.parametrize(("result", "status"), [("kept", "accepted"), ("held", "held"), ("declined", "declined")])
def test_the_answer_does_with_the_dossier_what_it_says(campaign, published, dossier, result, status):
    answer_objection(objected(campaign, published), result=result, answer="Đã xem xét.", note="Theo kết quả xác minh.", by=campaign.officer)
    assert (Dossier.objects.get().status, Objection.objects.get().result) == (status, result)


def test_it_is_answered_once(campaign, published):
    objection = objected(campaign, published)
    answer_objection(objection, result="kept", answer="Đúng.", note="", by=campaign.officer)
    with pytest.raises(Refused) as refused:
        answer_objection(objection, result="declined", answer="Sai.", note="Sai.", by=campaign.approver)
    assert refused.value.reasons == ["Kiến nghị này đã được trả lời: giữ nguyên."]
    assert Dossier.objects.get().status == "accepted"


def test_who_does_not_screen_answers_that_it_stays_and_is_told_who_may_say_else(client, campaign, published, dossier):
    objection = objected(campaign, published)
    address = reverse("nominations:objection", args=[objection.pk])
    client.force_login(campaign.approver)
    form = client.get(address).context["form"]
    assert ([value for value, _ in form.fields["result"].choices], "note" in form.fields) == (["kept"], False)
    data = {"form_token": form["form_token"].value(), "result": "held", "answer": "Cần xem lại."}
    refused = client.post(address, data)
    assert (refused.status_code, "Cần xem lại." in refused.content.decode()) == (422, True)
    assert client.post(address, data | {"result": "kept"}).status_code == 302
    assert (Objection.objects.get().result, Dossier.objects.get().status) == ("kept", "accepted")


def test_who_answers_second_finds_the_words_again(client, campaign, published):
    objection = objected(campaign, published)
    address = reverse("nominations:objection", args=[objection.pk])
    client.force_login(campaign.officer)
    token = client.get(address).context["form"]["form_token"].value()
    answer_objection(objection, result="kept", answer="Đúng.", note="", by=campaign.approver)
    second = client.post(address, {"form_token": token, "result": "kept", "answer": "Đã hỏi nhà trường."})
    assert (second.status_code, "Đã hỏi nhà trường." in second.content.decode()) == (409, True)


def test_what_cannot_be_done_with_the_dossier_leaves_the_objection_open(campaign, published, dossier):
    objection = objected(campaign, published)
    move_dossier(dossier, "decline", by=campaign.officer, note="Không đủ tiêu chuẩn.")
    with pytest.raises(Refused):
        answer_objection(objection, result="held", answer="Treo.", note="Treo.", by=campaign.officer)
    assert Objection.objects.get().result == ""


def test_who_objects_is_told_to_the_office_and_to_nobody_else(client, campaign, published, dossier):
    """The canary is the objector's name, in everything that anybody else may be sent."""
    mine = person("head", campaign.tree.tan_uyen_tea)
    objection = objected(campaign, published, by=mine, file=a_file(mine))
    answer_objection(objection, result="held", answer=f"Trả lời {WHO}.", note="Theo kết quả xác minh.", by=campaign.officer)
    pages = [reverse("nominations:publication", args=[published.pk]), reverse("nominations:dossier", args=[dossier.pk]), reverse("nominations:objection", args=[objection.pk]), "/notices/", "/"]
    pages.append(reverse("nominations:objection-file", args=[objection.pk]))
    others = [campaign.head, campaign.filer, person("filer", campaign.tree.tan_uyen_tea), person("officer", campaign.tree.central)]
    for other in others:
        client.force_login(other)
        answers = {page: client.get(page) for page in pages}
        assert [page for page, answer in answers.items() if not answer.streaming and WHO in answer.content.decode()] == []
        assert (answers[pages[2]].status_code, answers[pages[5]].status_code) == (404, 404)
    assert [mail.subject for mail in Mail.objects.all() if WHO in f"{mail.subject} {mail.body}"] == []
    assert [notice.title for notice in Notice.objects.all() if WHO in f"{notice.title} {notice.text}"] == []
    assert [one.note for one in history(dossier) if WHO in one.note] == []
    for reader in (campaign.officer, mine):  # the control
        client.force_login(reader)
        assert WHO in client.get(pages[2]).content.decode()
        assert client.get(pages[5]).status_code == 200


# --- pages


def test_from_publishing_to_the_answer_in_pages(client, campaign, plan, dossier):
    client.force_login(campaign.officer)
    address = reverse("nominations:new-publication", args=[plan.pk])
    page = client.get(address)
    assert "Công khai 10 ngày làm việc; bắt đầu hôm nay thì hết ngày 05/05/2020." in page.content.decode()
    token = page.context["form"]["form_token"].value()
    for _ in range(2):  # pressed twice it is published once
        client.post(address, {"form_token": token, "starts": "20/04/2020"})
    published = Publication.objects.get()
    client.force_login(campaign.head)
    address = reverse("nominations:new-objection", args=[published.pk])
    form = client.get(address).context["form"]
    assert "received_on" not in form.fields
    data = {"form_token": form["form_token"].value(), "dossier": "", "text": "", "objector": ""}
    faults = client.post(address, data)
    said = ["Hãy chọn hồ sơ.", "Hãy ghi nội dung kiến nghị.", "Hãy ghi ai kiến nghị."]
    assert (faults.status_code, [one for one in said if one not in faults.content.decode()]) == (422, [])
    client.post(address, data | {"dossier": str(dossier.pk), "text": "Chưa đúng (mẫu).", "objector": WHO})
    objection = Objection.objects.get()
    assert (objection.by, objection.received_on) == (campaign.head, TODAY)
    client.force_login(campaign.officer)
    address = reverse("nominations:objection", args=[objection.pk])
    token = client.get(address).context["form"]["form_token"].value()
    missing = client.post(address, {"form_token": token, "result": "declined", "answer": "Đúng như kiến nghị."})
    assert "Hãy ghi lý do: hồ sơ không còn như cũ" in missing.content.decode()
    client.post(address, {"form_token": token, "result": "kept", "answer": "Đã xác minh, hồ sơ đúng."})
    assert "Giữ nguyên." in client.get(address).content.decode()


# --- when it is decided already


def test_a_list_of_fewer_days_than_the_plan_asks_does_not_count(campaign, plan, dossier):
    make_publication(plan, [dossier], days=10)
    decision = make_decision(plan, [dossier])
    save_terms(plan, lines=[], order=["honours"], notice_days=30, version=2, by=campaign.officer)
    with pytest.raises(Refused) as refused:
        move_decision(decision, "submit", by=campaign.officer)
    assert refused.value.reasons == [
        "Kế hoạch yêu cầu công khai danh sách 30 ngày làm việc; “Lò Thị Mẫu” công khai chưa đủ số ngày ấy, hãy đăng công khai lại."
    ]
    Publication.objects.update(days=30)
    assert move_decision(decision, "submit", by=campaign.officer).target == "submitted"


def test_a_letter_written_down_after_the_approval_holds_the_decision_back_until_it_is_answered(campaign, plan, dossier):
    publication, decision = make_publication(plan, [dossier], days=10), make_decision(plan, [dossier])
    move_decision(decision, "submit", by=campaign.officer)
    approve_decision(decision, by=campaign.approver)
    objection = make_objection(publication, by=campaign.officer)
    with pytest.raises(Refused) as refused:
        issue_decision(decision, on=TODAY, by=campaign.clerk)
    assert refused.value.reasons == ["Còn kiến nghị chưa trả lời về “Lò Thị Mẫu”; hãy trả lời trước."]
    for result in ("held", "declined"):
        with pytest.raises(Refused) as refused:
            answer_objection(objection, result=result, answer="Đúng.", note="Sai thành tích.", by=campaign.officer)
        assert refused.value.reasons == [DECIDED]
    answer_objection(objection, result="kept", answer="Sẽ hủy bỏ bằng quyết định khác.", note="", by=campaign.officer)
    assert issue_decision(decision, on=TODAY, by=campaign.clerk).target == "issued"


# --- who reads it when; how often somebody objects


def test_below_it_is_read_from_its_first_day_until_the_result_is_out(campaign, plan, dossier):
    published = publish_list(plan, starts=date(2020, 4, 22), by=campaign.officer)
    readers = (campaign.officer, person("officer", campaign.tree.central), campaign.head, person("filer", campaign.tree.tan_uyen_tea))

    def who_reads() -> list[bool]:
        return [Publication.objects.visible_to(one).filter(pk=published.pk).exists() for one in readers]

    assert who_reads() == [True, True, False, False]
    assert {notice.link for notice in Notice.objects.filter(user=campaign.head)} == {f"/plans/{plan.pk}/tasks/"}
    for day in (date(2020, 4, 22), date(2020, 9, 1)):
        with on(day):
            assert who_reads() == [True, True, True, True]
    decision = make_decision(plan, [dossier], status="issued", published_at=None)
    with on(date(2020, 9, 1)):
        assert who_reads() == [True, True, True, True]
        Decision.objects.filter(pk=decision.pk).update(published_at=clock.now())
        assert who_reads() == [True, True, False, False]


def test_a_person_has_one_open_objection_about_a_name_and_the_office_one_letter_a_day(campaign, published):
    first = objected(campaign, published)
    with pytest.raises(Refused) as refused:
        objected(campaign, published)
    assert refused.value.reasons == [
        "Kiến nghị bạn đã gửi về hồ sơ của Lò Thị Mẫu đang chờ trả lời. Nội dung thêm thì gửi sau khi được trả lời, hoặc gửi văn bản cho cơ "
        "quan công khai danh sách."
    ]
    objected(campaign, published, by=campaign.head)  # a colleague does not learn of it
    for _ in range(2):
        objected(campaign, published, by=campaign.officer)  # two letters that came on paper
    title = "Có kiến nghị về danh sách công khai"
    told = Notice.objects.filter(title=title, user=campaign.officer).count(), Mail.objects.filter(subject=title, to=campaign.officer.email).count()
    assert told == (4, 1)
    answer_objection(first, result="kept", answer="Đúng như hồ sơ.", note="", by=campaign.officer)
    assert objected(campaign, published).result == ""


def test_a_file_that_the_scanner_threw_away_is_none(campaign, published):
    file = a_file(campaign.filer)
    file.scan = "infected"
    file.save()
    with pytest.raises(Refused) as refused:
        objected(campaign, published, file=file)
    assert refused.value.reasons == ["Tệp “thanh-tich.pdf” có virus hoặc không quét được: hãy chọn tệp khác."]
    assert objected(campaign, published, file=a_file(campaign.filer, "khac.pdf")).file.name == "khac.pdf"
