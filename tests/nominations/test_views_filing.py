"""Writing a dossier in steps: all faults at once, what was typed stays, twice does it once, the second of two is told."""

import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from conferences.models import Honour
from nominations.eligibility import mark_of
from nominations.models import Achievement, Dossier, Nominee
from portal import clock
from portal.models import Upload
from tests.builders import a_file, make_dossier, make_plan, make_table
from tests.portal.test_storing import PDF

NEW = reverse("nominations:new-dossier")
STEPS = ("who", "record", "papers", "consent")


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 20, 8))):
        yield


@pytest.fixture
def filer(client, campaign):
    client.force_login(campaign.filer)
    return campaign.filer


@pytest.fixture
def ldtt(db):
    return Honour.objects.get_or_create(code="lao-dong-tien-tien", defaults={"kind": "title", "name": "Lao động tiên tiến"})[0]


def text(response) -> str:
    return " ".join(response.content.decode().split())


def new(campaign, key="person-public", plan=None, **more) -> str:
    plan = plan or campaign.plan
    query = {"plan": plan.pk, "unit": campaign.school.pk, "category": plan.categories.get(key=key).pk} | more
    return f"{NEW}?" + "&".join(f"{name}={value}" for name, value in query.items())


def step(dossier, name) -> str:
    return reverse("nominations:edit-step", args=[dossier.pk, name])


def typed(page, **changes) -> dict:
    """What a browser would send of the form on a page, after some typing: with the rows and slots below the form."""
    form = page.context["form"]
    fields = {
        bound.html_name: bound.value()
        for one in (form, *form.further())
        for bound in one
        if bound.name != "file" and bound.value() not in (None, "", False)
    }
    fields |= {f"{group.key}-rows": len(rows) for group, rows in getattr(form, "groups", ())}
    return fields | changes


def person_of(**changes) -> dict:
    return {"name": "Lò Thị Mẫu", "position": "Giáo viên", "sex": "female", "birth": "05/03/1985", "rank": "none"} | changes


def begin(client, campaign, **changes) -> Dossier:
    client.post(new(campaign), typed(client.get(new(campaign)), **person_of(**changes)))
    return Dossier.objects.latest("pk")


def pdf(name="Báo cáo.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


# --- beginning ------------------------------------------------------------------------------------------------------


def test_one_open_plan_leads_straight_to_its_categories(client, campaign, filer):
    assert client.get(NEW).url == f"{NEW}?plan={campaign.plan.pk}&unit={campaign.school.pk}"


def test_several_plans_are_offered_with_the_places_left(client, campaign, filer):
    other = make_plan(campaign.tree.province, number="2/KH", title="Phong trào thi đua")
    make_table(other, {campaign.tree.than_uyen: (0, 0, 3, 0)})
    page = text(client.get(NEW))
    assert "còn 3 trong 3 suất của LĐLĐ huyện Than Uyên" in page
    assert "còn 4 trong 4 suất của LĐLĐ huyện Than Uyên" in page


def test_without_an_open_plan_the_page_says_from_when(client, campaign, filer):
    campaign.plan.status = "draft"
    campaign.plan.save()
    assert "Chưa có kế hoạch nào nhận hồ sơ của đơn vị." in text(client.get(NEW))


def test_the_categories_with_places_are_offered_each_with_what_is_left(client, campaign, filer):
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="submitted")
    page = text(client.get(f"{NEW}?plan={campaign.plan.pk}&unit={campaign.school.pk}"))
    assert page.count("Còn 1 trong 1 suất của LĐLĐ huyện Than Uyên") == 2
    assert page.count("Còn 1 trong 2 suất của LĐLĐ huyện Than Uyên") == 1
    assert "Tập thể khối sản xuất kinh doanh" not in page


def test_where_there_is_one_category_nobody_is_asked(client, campaign, filer):
    other = make_plan(campaign.tree.province, number="2/KH", title="Phong trào thi đua")
    make_table(other, {campaign.tree.than_uyen: (0, 0, 3, 0)})
    page = client.get(f"{NEW}?plan={other.pk}&unit={campaign.school.pk}")
    assert page.context["form"]["category"].initial == other.categories.get(key="person-public").pk


def test_a_whole_form_becomes_a_draft_of_the_unit_and_a_nominee_known_for_ever(client, campaign, filer):
    answer = client.post(new(campaign), typed(client.get(new(campaign)), **person_of()))
    dossier, nominee = Dossier.objects.get(), Nominee.objects.get()
    assert (answer.status_code, answer.url) == (302, step(dossier, "record"))
    assert (dossier.status, dossier.unit, dossier.created_by, dossier.nominee) == ("draft", campaign.school, filer, nominee)
    assert (nominee.name, nominee.unit, nominee.sex, nominee.rank) == ("Lò Thị Mẫu", campaign.school, "female", "none")
    assert (str(nominee.birth_date), nominee.birth_year) == ("1985-03-05", 1985)


def test_somebody_entered_before_is_chosen_again_and_not_made_twice(client, campaign, filer):
    first = begin(client, campaign)
    assert "Lò Thị Mẫu" in text(client.get(new(campaign)))
    again = new(campaign, nominee=first.nominee.pk)
    page = client.get(again)
    assert (page.context["form"]["name"].value(), page.context["form"]["birth"].value()) == ("Lò Thị Mẫu", "05/03/1985")
    client.post(again, typed(page, position="Hiệu phó"))
    assert (Dossier.objects.count(), Nominee.objects.count(), Nominee.objects.get().position) == (2, 1, "Hiệu phó")


def test_nobody_takes_a_nominee_of_another_unit(client, campaign, filer):
    foreign = Nominee.objects.create(
        unit=campaign.tree.tan_uyen_school, kind_id="person", name="Người khác", created_by=campaign.officer
    )
    assert client.get(new(campaign, nominee=foreign.pk)).status_code == 404


def test_pressing_twice_begins_one(client, campaign, filer):
    data = typed(client.get(new(campaign)), **person_of())
    answers = [client.post(new(campaign), data) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert (Dossier.objects.count(), Nominee.objects.count()) == (1, 1)


def test_all_faults_at_once_and_everything_typed_stays(client, campaign, filer):
    facts = {
        "name": "N" * 201, "position": "Tổ trưởng \U0001f3c6", "birth": "31/02/1985", "member_since": "1/4/25", "works_since": "21/04/2020",
    }  # fmt: skip
    data = typed(client.get(new(campaign)), **person_of(**facts))
    page = client.post(new(campaign), data)
    assert page.status_code == 422
    assert page.context["form"].errors == {
        "name": ["Dài 201 ký tự, nhiều nhất là 200: hãy viết gọn lại."],
        "position": ["Văn bản không in được chữ “\U0001f3c6” (U+1F3C6): hãy thay bằng chữ khác."],
        "birth": ["Ngày “31/02/1985” sai: tháng 2 năm 1985 có các ngày từ 1 đến 28."],
        "member_since": ["Ngày “1/4/25” sai: nhập đủ 4 chữ số năm."],
        "works_since": ["Ngày này chưa đến."],
    }
    assert {name: str(value) for name, value in typed(page).items()} == {name: str(value) for name, value in data.items() if value}
    assert page.content.decode().count('href="#div_id_') == 5
    assert (Dossier.objects.count(), Nominee.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("birth", "kept"),
    [("1985", (None, 1985)), ("05/3/1985", ("1985-03-05", 1985)), ("05031985", ("1985-03-05", 1985)), ("", (None, None))],
)
def test_a_birth_is_a_day_or_a_year_alone(client, campaign, filer, birth, kept):
    nominee = begin(client, campaign, birth=birth).nominee
    assert (nominee.birth_date and str(nominee.birth_date), nominee.birth_year) == kept


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"birth": "21/04/2020"}, "birth", "Người được đề nghị phải đủ 15 tuổi."),
        ({"birth": "2021"}, "birth", "Năm sinh phải sau 1900 và không sau năm nay."),
        ({"birth": "1824"}, "birth", "Năm sinh phải sau 1900 và không sau năm nay."),
        ({"birth": "²"}, "birth", "“2” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024."),
        ({"birth": "1985", "member_since": "01/01/1999"}, "member_since", "Ngày này trước khi người ấy đủ 15 tuổi; hãy xem lại ngày sinh."),
    ],
)
def test_days_that_cannot_be(client, campaign, filer, facts, field, sentence):
    page = client.post(new(campaign), typed(client.get(new(campaign)), **person_of(**facts)))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"].errors[field] == [sentence.replace("“2”", f"“{facts['birth']}”")]


def test_a_collective_has_people_and_no_birth(client, campaign, filer):
    address = new(campaign, key="collective-public")
    page = client.get(address)
    assert {"birth", "sex", "rank"} & set(page.context["form"].fields) == set()
    bad = client.post(address, typed(page, name="Tổ Toán", people="5", women="6"))
    assert bad.context["form"].errors == {"women": ["Số nữ (6) nhiều hơn tổng số người (5)."]}
    client.post(address, typed(page, name="Tổ Toán", kind="team", people="1.000", women="6"))
    assert (Nominee.objects.get().people, Nominee.objects.get().women) == (1000, 6)


def test_what_is_sensitive_is_asked_only_where_the_plan_asks_it(client, campaign, filer):
    assert "ethnic_group" not in client.get(new(campaign)).context["form"].fields
    campaign.plan.asks = ["ethnic_group"]
    campaign.plan.save()
    fields = client.get(new(campaign)).context["form"].fields
    assert ("ethnic_group" in fields, "party_since" in fields) == (True, False)


@pytest.mark.parametrize(
    "query",
    ["plan=x&unit=1", "plan=²&unit=1", f"plan={'9' * 30}&unit=1", f"plan=1&unit={'9' * 5000}", "plan=1&unit=999999"],
)
def test_an_address_that_means_nothing_is_not_found(client, campaign, filer, query):
    assert client.get(f"{NEW}?{query}").status_code == 404


def test_nobody_begins_a_dossier_elsewhere(client, campaign, filer):
    assert client.get(f"{NEW}?plan={campaign.plan.pk}&unit={campaign.tree.tan_uyen_school.pk}").status_code == 404
    client.force_login(campaign.officer)
    assert client.get(NEW).status_code == 403


def test_a_category_without_places_is_no_choice(client, campaign, filer):
    page = client.post(new(campaign), typed(client.get(new(campaign)), **person_of(category=campaign.plan.categories.get(key="collective-business").pk)))
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["category"])


# --- the record -----------------------------------------------------------------------------------------------------


def test_each_year_of_the_plan_has_its_line_of_titles(client, campaign, filer):
    page = client.get(step(begin(client, campaign), "record"))
    rows = dict((group.key, rows) for group, rows in page.context["form"].groups)
    assert [row["year"].value() for row in rows["title"]] == ["2016", "2017", "2018", "2019", "2020"]
    assert [len(rows[key]) for key in ("initiative", "award", "discipline")] == [2, 2, 0]


def test_lines_that_say_something_are_kept_and_empty_ones_are_none(client, campaign, filer, ldtt):
    dossier = begin(client, campaign)
    page = client.get(step(dossier, "record"))
    lines = {"title-0-honour": ldtt.pk, "title-2-honour": ldtt.pk, "title-2-number": "12/QĐ-CT", "title-2-date": "05/06/2019"}
    assert client.post(step(dossier, "record"), typed(page, achievements="Năm năm liền.", **lines)).url == step(dossier, "papers")
    kept = [(one.year, one.honour, one.number, str(one.date)) for one in Achievement.objects.all()]
    assert kept == [(2016, ldtt, "", "None"), (2018, ldtt, "12/QĐ-CT", "2019-06-05")]
    assert Dossier.objects.get().achievements == "Năm năm liền."


def test_a_line_is_changed_in_place_and_removed_when_its_honour_is_taken_away(client, campaign, filer, ldtt):
    dossier = begin(client, campaign)
    first = dossier.nominee.achievements.create(honour=ldtt, year=2016, by=filer)
    second = dossier.nominee.achievements.create(honour=ldtt, year=2017, by=filer)
    page = client.get(step(dossier, "record"))
    client.post(step(dossier, "record"), typed(page, **{"title-0-issuer": "UBND huyện", "title-1-honour": ""}))
    assert [(one.pk, one.issuer) for one in Achievement.objects.all()] == [(first.pk, "UBND huyện")]
    assert not Achievement.objects.filter(pk=second.pk).exists()


def test_a_line_of_somebody_else_is_never_touched(client, campaign, filer, ldtt):
    dossier = begin(client, campaign)
    other = Nominee.objects.create(unit=campaign.tree.tan_uyen_school, kind_id="person", name="Người khác", created_by=filer)
    foreign = other.achievements.create(honour=ldtt, year=2016, by=filer)
    page = client.get(step(dossier, "record"))
    client.post(step(dossier, "record"), typed(page, **{"title-0-mark": foreign.mark, "title-0-honour": ""}))
    client.post(step(dossier, "record"), typed(client.get(step(dossier, "record")), **{"title-0-mark": foreign.mark, "title-0-honour": ldtt.pk}))
    assert [one.nominee for one in Achievement.objects.order_by("pk")] == [other, dossier.nominee]


def test_all_faults_of_all_lines_at_once_by_line(client, campaign, filer, ldtt):
    dossier = begin(client, campaign)
    lines = {"title-0-honour": ldtt.pk, "title-0-year": "2021", "title-1-number": "12", "initiative-0-text": "Máy sàng", "award-1-honour": "999999"}
    page = client.post(step(dossier, "record"), typed(client.get(step(dossier, "record")), **lines))
    assert page.status_code == 422
    assert [f"{label}: {words}" for _, label, words in page.context["form"].faults] == [
        "Danh hiệu thi đua dòng 1, Năm: Năm 2021 chưa đến.",
        "Danh hiệu thi đua dòng 2, Danh hiệu: Hãy chọn, hoặc xóa những gì ghi ở dòng này.",
        "Sáng kiến, đề tài dòng 1, Sáng kiến: Hãy chọn, hoặc xóa những gì ghi ở dòng này.",
        "Khen thưởng, giải thưởng dòng 2, Khen thưởng: Mục này không có trong danh mục; hãy chọn lại.",
    ]
    assert Achievement.objects.count() == 0


def test_another_line_without_script_keeps_everything_typed(client, campaign, filer):
    dossier = begin(client, campaign)
    data = typed(client.get(step(dossier, "record")), **{"initiative-0-text": "Máy sàng", "do": "add-initiative"})
    page = client.post(step(dossier, "record"), data)
    rows = dict((group.key, rows) for group, rows in page.context["form"].groups)
    assert (page.status_code, len(rows["initiative"]), len(rows["award"])) == (200, 3, 2)
    assert rows["initiative"][0]["text"].value() == "Máy sàng"
    assert Dossier.objects.get().version == 1


@pytest.mark.parametrize("rows", ["", "x", "-1", "9999999999", "²"])
def test_a_count_of_lines_that_is_none(client, campaign, filer, rows):
    dossier = begin(client, campaign)
    answer = client.post(step(dossier, "record"), typed(client.get(step(dossier, "record")), **{"title-rows": rows}))
    assert answer.status_code == 302


# --- papers and consent ---------------------------------------------------------------------------------------------


def test_each_paper_of_the_plan_has_its_slot(client, campaign, filer):
    campaign.plan.dossier = ["Báo cáo thành tích", "Bản sao các quyết định"]
    campaign.plan.save()
    dossier = begin(client, campaign)
    page = client.get(step(dossier, "papers"))
    assert [form.slot.key for form in page.context["form"].slots] == ["report", "decisions", "other"]
    client.post(step(dossier, "papers"), typed(page, **{"report-file": pdf(), "decisions-on_paper": "on"}))
    held = [(paper.slot, paper.state, paper.file and paper.file.name) for paper in dossier.papers.order_by("slot")]
    assert held == [("decisions", "on_paper", None), ("report", "attached", "Báo cáo.pdf")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 program", "Chỉ nhận tệp PDF, JPEG hoặc PNG; tệp này là chương trình: hãy lưu thành PDF rồi tải lên."),
        (b"%PDF-1.7" + bytes(10 * 1024 * 1024), "Tệp nặng hơn 10 MB: hãy nén lại, hoặc quét ở độ phân giải thấp hơn."),
        (b"", "Tệp rỗng: chọn lại tệp rồi tải lên."),
    ],
)
def test_a_program_called_pdf_or_a_file_too_heavy_is_refused_and_a_good_one_beside_it_is_kept(client, campaign, filer, content, sentence):
    campaign.plan.dossier = ["Báo cáo thành tích"]
    campaign.plan.save()
    dossier = begin(client, campaign)
    files = {"report-file": pdf(content=content), "other-file": pdf("Ảnh.pdf")}
    page = client.post(step(dossier, "papers"), typed(client.get(step(dossier, "papers")), **files))
    assert [(label, words) for _, label, words in page.context["form"].faults] == [("Báo cáo thành tích", sentence)]
    assert "Đang có: Ảnh.pdf." in text(page)
    assert (page.status_code, dossier.papers.count(), Upload.objects.count()) == (422, 0, 1)
    client.post(step(dossier, "papers"), typed(page))
    assert [(paper.slot, paper.file.name) for paper in dossier.papers.all()] == [("other", "Ảnh.pdf")]


def test_consent_is_asked_purpose_by_purpose_with_unticked_boxes(client, campaign, filer):
    dossier = begin(client, campaign)
    page = client.get(step(dossier, "consent"))
    assert [page.context["form"][name].value() for name in page.context["form"].fields if name.startswith("agrees")] == [False] * 3
    client.post(step(dossier, "consent"), typed(page, agrees_nomination="on", way="signed", given_on="15/04/2020"))
    consent = dossier.consents.get()
    assert (consent.purpose, consent.way, str(consent.given_on), consent.by) == ("nomination", "signed", "2020-04-15", filer)
    assert consent.words == (
        f"Lò Thị Mẫu đồng ý để {campaign.school.name} và {campaign.plan.unit.name} dùng thông tin trong hồ sơ này để lập, "
        "xét hồ sơ đề nghị khen thưởng theo kế hoạch 154/KH-LĐLĐ."
    )
    page = client.get(step(dossier, "consent"))
    client.post(step(dossier, "consent"), {name: value for name, value in typed(page).items() if not name.startswith("agrees")})
    assert dossier.consents.count() == 0


def test_a_consent_needs_its_day_and_none_of_the_future(client, campaign, filer):
    dossier = begin(client, campaign)
    page = client.get(step(dossier, "consent"))
    for given_on, sentence in (("", "Hãy ghi ngày đồng ý."), ("21/04/2020", "Nhập ngày không sau 20/04/2020.")):
        answer = client.post(step(dossier, "consent"), typed(page, agrees_press="on", given_on=given_on))
        assert answer.context["form"].errors == {"given_on": [sentence]}


# --- saving ---------------------------------------------------------------------------------------------------------


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
