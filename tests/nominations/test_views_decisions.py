"""Pages of decisions: drafting from accepted dossiers, two editors, issuing, the printed paper."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from nominations.models import Decision
from portal import clock, word
from portal.models import MoveRecord
from portal.moves import history
from tests.builders import make_decision, make_dossier, make_plan, person
from tests.nominations.test_views_dossiers import text
from tests.papers.issuing import frozen_data_is_left_alone

NEW = reverse("nominations:new-decision")


def typed(page, **changes) -> dict:
    """What a browser would send of the form on a page, after some typing."""
    fields = {bound.html_name: bound.value() for bound in page.context["form"] if bound.value() not in (None, "")}
    return fields | changes


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(datetime(2020, 4, 20, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def officer(client, campaign):
    client.force_login(campaign.officer)
    return campaign.officer


@pytest.fixture
def clerk(client, campaign):
    client.force_login(campaign.clerk)
    return campaign.clerk


@pytest.fixture
def accepted(campaign):
    return [make_dossier(campaign.plan, campaign.school, status="accepted", name=name) for name in ("Lò Thị Một", "Lò Thị Hai")]


def address(name: str, decision: Decision, *more) -> str:
    return reverse(f"nominations:{name}", args=[decision.pk, *more])


def new(campaign) -> str:
    return f"{NEW}?plan={campaign.plan.pk}"


def listed(decision: Decision) -> list[str]:
    return sorted(line.name for line in decision.lines.all())


# --- drafting -------------------------------------------------------------------------------------------------------


def test_the_one_plan_leads_straight_to_a_form_filled_with_what_is_known(client, campaign, officer, accepted):
    assert client.get(NEW).url == new(campaign)
    form = client.get(new(campaign)).context["form"]
    assert form["dossiers"].value() == [dossier.pk for dossier in accepted[::-1]]  # by given name: Hai, Một
    assert form["merit"].value() == "đã có thành tích xuất sắc trong phong trào thi đua yêu nước"
    assert form["grounds"].value().splitlines()[1:] == [
        "Căn cứ Điều lệ Công đoàn Việt Nam",
        "Căn cứ Kế hoạch số 154/KH-LĐLĐ ngày 16 tháng 3 năm 2020 của Liên đoàn Lao động tỉnh Lai Châu về "
        "tổ chức Hội nghị điển hình tiên tiến",
        "Xét đề nghị của các công đoàn trực thuộc",
    ]


def test_several_plans_are_offered_with_what_waits_in_each(client, campaign, officer, accepted):
    make_plan(campaign.tree.province, number="2/KH")
    plans = client.get(NEW).context["plans"]
    assert {plan.number: plan.waiting for plan in plans} == {"154/KH-LĐLĐ": 2, "2/KH": 0}


def test_without_accepted_dossiers_the_page_says_what_comes_first(client, campaign, officer):
    page = text(client.get(new(campaign)))
    assert "Chưa có hồ sơ nào đạt mà chưa vào quyết định." in page
    assert "<textarea" not in page


def test_a_whole_form_becomes_a_draft_with_its_list_and_pressing_twice_makes_one(client, campaign, officer, accepted):
    data = typed(client.get(new(campaign)), award_form="Bằng khen", dossiers=[accepted[0].pk], grounds="Căn cứ A;\n\nCăn cứ B.")
    answers = [client.post(new(campaign), data) for _ in range(2)]
    decision = Decision.objects.get()
    assert [answer.url for answer in answers] == [address("decision", decision)] * 2
    assert (decision.status, decision.award_form, decision.grounds) == ("draft", "Bằng khen", ["Căn cứ A", "Căn cứ B"])
    assert listed(decision) == ["Lò Thị Một"]


def test_all_faults_at_once_and_everything_typed_stays(client, campaign, officer, accepted):
    data = typed(client.get(new(campaign)), award_form="A" * 121, merit="", fund="Quỹ \u2610", grounds="Căn cứ \u2610")
    data["dossiers"] = []
    page = client.post(new(campaign), data)
    letter = "Văn bản không in được chữ “\u2610” (U+2610): hãy thay bằng chữ khác."
    assert page.status_code == 422
    assert page.context["form"].errors == {
        "award_form": ["Dài 121 ký tự, nhiều nhất là 120: hãy viết gọn lại."],
        "merit": ["Hãy điền ô này."],
        "fund": [letter],
        "grounds": [letter],
        "dossiers": ["Hãy chọn ít nhất một hồ sơ."],
    }
    assert (page.context["form"]["fund"].value(), page.context["form"]["grounds"].value()) == ("Quỹ \u2610", "Căn cứ \u2610")
    assert Decision.objects.count() == 0


def test_grounds_of_nothing_but_marks_are_none(client, campaign, officer, accepted):
    page = client.post(new(campaign), typed(client.get(new(campaign)), award_form="Bằng khen", grounds=" ;\n."))
    assert (page.status_code, page.context["form"].errors) == (422, {"grounds": ["Hãy ghi ít nhất một căn cứ."]})


def test_a_dossier_that_another_decision_took_meanwhile_is_named_a_fault(client, campaign, officer, accepted):
    data = typed(client.get(new(campaign)), award_form="Bằng khen")
    make_decision(campaign.plan, accepted[:1])
    page = client.post(new(campaign), data)
    assert (page.status_code, page.context["form"].errors) == (
        422,
        {"dossiers": [f"Hồ sơ {accepted[0].pk} không còn chờ quyết định."]},
    )
    assert page.context["form"]["award_form"].value() == "Bằng khen"
    assert Decision.objects.count() == 1


def test_who_waits_for_a_place_is_not_offered(client, campaign):
    client.force_login(campaign.officer)
    make_dossier(campaign.plan, campaign.school, status="accepted", name="Có suất")
    make_dossier(campaign.plan, campaign.school, status="accepted", name="Dự phòng", reserve=1)
    page = client.get(f"{reverse('nominations:new-decision')}?plan={campaign.plan.pk}")
    assert [dossier.name for dossier in page.context["form"].fields["dossiers"].queryset] == ["Có suất"]


def test_the_second_of_two_editors_is_told_keeps_the_text_and_may_save_on(client, campaign, officer, accepted):
    decision = make_decision(campaign.plan, accepted)
    edit = address("edit-decision", decision)
    opened = client.get(edit)
    mine, theirs = typed(opened, merit="Của tôi", dossiers=[accepted[0].pk]), typed(opened, merit="Của người kia")
    assert client.post(edit, theirs | {"form_token": "7b0b3a2e-6a3e-4a55-9d3b-0c0f6f0f8a11"}).status_code == 302
    page = client.post(edit, mine)
    assert page.status_code == 409
    assert "<dd>Của người kia</dd>" in text(page)
    assert page.context["form"]["merit"].value() == "Của tôi"
    assert (Decision.objects.get().merit, listed(decision)) == ("Của người kia", ["Lò Thị Hai", "Lò Thị Một"])
    assert client.post(edit, typed(page, dossiers=[accepted[0].pk])).status_code == 302
    assert (Decision.objects.get().merit, listed(decision)) == ("Của tôi", ["Lò Thị Một"])


def test_pressing_twice_saves_once_and_blames_nobody(client, campaign, officer, accepted):
    decision = make_decision(campaign.plan, accepted)
    data = typed(client.get(address("edit-decision", decision)), merit="Mới")
    answers = [client.post(address("edit-decision", decision), data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Decision.objects.get().version == 2


def test_a_decision_that_is_out_is_not_edited(client, campaign, officer, accepted):
    decision = make_decision(campaign.plan, accepted)
    data = typed(client.get(address("edit-decision", decision)), merit="Mới")
    Decision.objects.update(status="submitted")
    page = client.post(address("edit-decision", decision), data)
    assert page.status_code == 409
    assert page.context["reasons"] == ["Quyết định đang ở trạng thái “đã trình”, không sửa được nữa."]
    assert page.context["form"]["merit"].value() == "Mới"


# --- rights and moves -----------------------------------------------------------------------------------------------


def test_a_foreign_decision_does_not_exist_and_a_missing_right_is_403(client, campaign, accepted):
    decision = make_decision(campaign.plan, accepted)
    pages = [(name,) for name in ("decision", "edit-decision", "issue-decision")] + [("decision-paper", "pdf")]
    people = {
        "stranger": (person("officer", campaign.tree.dien_bien), [404, 404, 404, 404]),
        "the honoured": (campaign.head, [404, 404, 404, 404]),
        "officer": (campaign.officer, [200, 200, 403, 200]),
        "approver": (campaign.approver, [200, 403, 403, 200]),
        "clerk": (campaign.clerk, [200, 403, 302, 200]),
    }
    found = {}
    for who, (user, _) in people.items():
        client.force_login(user)
        found[who] = [client.get(address(name, decision, *more)).status_code for name, *more in pages]
    assert found == {name: expected for name, (_, expected) in people.items()}
    client.force_login(campaign.approver)
    assert client.get(NEW).status_code == 403
    assert client.post(address("move-decision", decision, "submit")).status_code == 403


def test_a_refused_move_is_the_same_page_with_all_reasons(client, campaign, officer):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="returned", name=name) for name in ("Một", "Hai")]
    decision = make_decision(campaign.plan, dossiers)
    page = client.post(address("move-decision", decision, "submit"))
    assert page.status_code == 409
    assert page.context["reasons"] == [
        f"“{name}” đang ở trạng thái “trả lại bổ sung”, chưa được chấp nhận; hãy bỏ khỏi danh sách." for name in ("Hai", "Một")
    ]
    assert MoveRecord.objects.count() == 0


def test_approving_asks_for_its_word_and_pressed_twice_approves_once(client, campaign, accepted):
    decision = make_decision(campaign.plan, accepted, status="submitted")
    client.force_login(campaign.approver)
    approve = address("move-decision", decision, "approve")
    assert client.post(approve, {"word": ""}).context["reasons"] == ["Hãy gõ đúng “QUYẾT ĐỊNH” để xác nhận."]
    assert client.post(approve, {"word": "QUYẾT\x00ĐỊNH"}).status_code == 409
    words = "quyết định", unicodedata.normalize("NFD", "QUYẾT ĐỊNH")  # as some keyboards write it
    assert [client.post(approve, {"word": word}).status_code for word in words] == [302, 302]
    assert [record.name for record in history(decision)] == ["approve"]
    assert {dossier.status for dossier in campaign.plan.dossiers.all()} == {"decided"}


def test_notes_between_officer_and_leadership_are_not_for_the_units(client, campaign, accepted):
    decision = make_decision(campaign.plan, accepted, status="submitted")
    client.force_login(campaign.approver)
    client.post(address("move-decision", decision, "return"), {"note": "Bỏ người này: đang bị kiểm tra."})
    Decision.objects.filter(pk=decision.pk).update(status="issued", published_at=clock.now())
    pages = {}
    for reader in (campaign.officer, campaign.head):
        client.force_login(reader)
        pages[reader] = client.get(address("decision", decision)).content.decode()
    assert "Lò Thị Một" in pages[campaign.head]
    assert ["đang bị kiểm tra" in page for page in pages.values()] == [True, False]


@pytest.mark.parametrize("forged", ["99999999999999999999", "9" * 5000, "-1", "x", "\x00"])
def test_a_number_that_is_no_dossier_is_an_error_of_the_form(client, campaign, officer, accepted, forged):
    data = typed(client.get(new(campaign))) | {"award_form": "Bằng khen", "dossiers": [str(accepted[0].pk), forged]}
    answer = client.post(new(campaign), data)
    assert (answer.status_code, "dossiers" in answer.context["form"].errors) == (422, True)


# --- issuing --------------------------------------------------------------------------------------------------------


def test_the_clerk_issues(client, campaign, clerk, accepted):
    decision = make_decision(campaign.plan, accepted, status="approved")
    issue = address("issue-decision", decision)
    page = client.get(issue)
    assert (page.context["number"], page.context["form"]["date"].value()) == ("01/QĐ-LĐLĐ", "20/04/2020")
    data = {"date": "17/4/2020", "word": "phát hành", "publish": "now"}
    assert [client.post(issue, data).status_code for _ in range(2)] == [302, 302]
    decision.refresh_from_db()
    assert (decision.status, decision.number, decision.date) == ("issued", "01/QĐ-LĐLĐ", date(2020, 4, 17))
    assert history(decision).count() == 1


def test_what_is_no_day_and_no_word_is_refused_at_its_field(client, campaign, clerk):
    decision = make_decision(campaign.plan, [], status="approved")
    page = client.post(address("issue-decision", decision), {"date": "31/02/2020", "word": "ừ", "publish": "now"})
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"date", "word"})


def test_a_refused_issue_says_why_and_keeps_what_was_typed(client, campaign, clerk, accepted):
    decision = make_decision(campaign.plan, accepted, status="approved")
    page = client.post(address("issue-decision", decision), {"date": "01/05/2020", "word": "PHÁT HÀNH", "publish": "now"})
    assert (page.status_code, page.context["reasons"]) == (409, ["Ngày ban hành ở sau hôm nay."])
    assert page.context["form"]["date"].value() == "01/05/2020"
    assert Decision.objects.get().number == ""


def test_an_issued_decision_is_served_as_it_was_printed(client, campaign, clerk, accepted):
    decision = make_decision(campaign.plan, accepted, status="approved")
    client.post(address("issue-decision", decision), {"date": "17/4/2020", "word": "PHÁT HÀNH", "publish": "now"})
    Decision.objects.update(merit="Thành tích khác")
    printed = {file.kind: bytes(file.content) for file in Decision.objects.get().paper.files.all()}
    with frozen_data_is_left_alone():
        assert {face: client.get(address("decision-paper", decision, face)).content for face in ("pdf", "docx")} == printed


# --- the paper ------------------------------------------------------------------------------------------------------


def test_the_paper_opens_in_the_page_or_is_downloaded(client, campaign, officer, accepted):
    decision = make_decision(campaign.plan, accepted)
    paper = address("decision-paper", decision, "pdf")
    name = f'filename="quyet-dinh-du-thao-{decision.pk}.pdf"'
    answers = [client.get(paper), client.get(paper + "?download=1")]
    assert [answer["Content-Disposition"] for answer in answers] == [f"inline; {name}", f"attachment; {name}"]
    assert answers[0].content.startswith(b"%PDF")
    Decision.objects.update(status="issued", number="87/QĐ-LĐLĐ", date=date(2020, 4, 17))
    assert client.get(paper)["Content-Disposition"] == 'inline; filename="quyet-dinh-87.pdf"'


def test_the_paper_is_a_word_document_too_and_nothing_else(client, campaign, officer, accepted):
    decision = make_decision(campaign.plan, accepted, status="issued", number="87/QĐ-LĐLĐ")
    answer = client.get(address("decision-paper", decision, "docx"))
    assert answer["Content-Disposition"] == 'attachment; filename="quyet-dinh-87.docx"'
    assert "QUYẾT ĐỊNH:" in word.read(answer.content)
    assert client.get(address("decision-paper", decision, "xlsx")).status_code == 404


def test_a_decision_that_cannot_be_printed_says_why(client, campaign, officer, accepted):
    decision = make_decision(campaign.plan, accepted, merit="đã có \u2610")
    answer = client.get(address("decision-paper", decision, "pdf"))
    assert answer.status_code == 422
    assert "Phông chữ của văn bản không có chữ “\u2610” (U+2610)" in text(answer)
    assert f'href="{address("decision", decision)}"' in text(answer)


def test_without_an_issuer_there_is_no_paper(client, campaign, officer):
    decision = make_decision(campaign.plan, [])
    campaign.plan.issuers.all().delete()
    assert client.get(address("decision-paper", decision, "pdf")).status_code == 404


def test_a_unit_reads_only_its_own_dossiers_from_a_decision(client, campaign):
    mine = make_dossier(campaign.plan, campaign.school, status="decided")
    other = make_dossier(campaign.plan, campaign.tree.tan_uyen_school, status="decided")
    decision = make_decision(campaign.plan, [mine, other], status="issued", number="87/QĐ-LĐLĐ", date=date(2020, 4, 17))
    client.force_login(campaign.head)
    page = client.get(address("decision", decision))
    assert page.context["seen"] == {mine.pk}
    assert page.context["summary"] == "02 cá nhân"
