"""Beginning a dossier: of whom, for what, all faults at once; twice begins one."""

import pytest

from conferences.plan_file.shape import ASKED
from nominations.models import Dossier, Nominee
from nominations.record import ASKED_AS
from tests.builders import make_dossier, make_plan, make_table
from tests.nominations.filing_pages import NEW, begin, new, person_of, step, text, typed

pytestmark = pytest.mark.usefixtures("april")


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
    page = client.get(new(campaign))
    fields = page.context["form"].fields
    assert ("ethnic_group" in fields, "party_since" in fields) == (True, False)
    assert page.content.decode().count("Dữ liệu cá nhân nhạy cảm; hỏi vì kế hoạch này cần đến.") == 1
    assert set(ASKED_AS.values()) == set(ASKED)  # a plan can ask for whatever the form knows, and for nothing else


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
