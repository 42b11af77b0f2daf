"""One nominee, several dossiers: what is written through one of them does not overwrite what was written through another."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nominations.actions import RecordOvertaken, save_record
from nominations.models import Achievement, Dossier, Nominee
from tests.nominations.filing_pages import begin, new, step, text, typed
from tests.racing import together

pytestmark = pytest.mark.usefixtures("april")
ELSEWHERE = "Có người vừa sửa thông tin, thành tích của Lò Thị Mẫu ở một hồ sơ khác."
BY_PAGE = {"HX-Request": "true"}


@pytest.fixture
def two(client, campaign, filer) -> tuple[Dossier, Dossier]:
    """Two dossiers of one nominee."""
    first = begin(client, campaign)
    return first, another(client, campaign, first)


def another(client, campaign, dossier: Dossier) -> Dossier:
    address = new(campaign, nominee=dossier.nominee_id)
    assert client.post(address, typed(client.get(address))).status_code == 302
    return Dossier.objects.latest("pk")


def page_of(client, dossier: Dossier, name: str, **changes) -> dict:
    return typed(client.get(step(dossier, name)), **changes)


def test_both_dossiers_are_of_one_nominee_and_an_unchanged_form_makes_no_new_version(two):
    assert [one.nominee for one in two] == [Nominee.objects.get()] * 2
    assert Nominee.objects.get().version == 1


def test_facts_that_were_changed_elsewhere_are_shown_and_not_overwritten(client, two):
    first, second = two
    mine = page_of(client, first, "who", birth="06/03/1985", sex="female")
    assert client.post(step(second, "who"), page_of(client, second, "who", sex="male", member_since="01/02/2010")).status_code == 302
    page = client.post(step(first, "who"), mine)
    assert (page.status_code, ELSEWHERE in text(page)) == (409, True)
    assert page.context["their_words"] == [("Giới tính", "nam"), ("Ngày sinh", "05/03/1985"), ("Vào công đoàn ngày", "01/02/2010")]
    assert page.context["form"]["birth"].value() == "06/03/1985"
    assert (Nominee.objects.get().sex, str(Nominee.objects.get().birth_date)) == ("male", "1985-03-05")
    assert client.post(step(first, "who"), typed(page)).status_code == 302  # knowingly
    assert (Nominee.objects.get().sex, str(Nominee.objects.get().birth_date)) == ("female", "1985-03-06")


def test_facts_that_nobody_changed_elsewhere_are_saved(client, two):
    first, second = two
    mine = page_of(client, first, "who", birth="06/03/1985")
    assert client.post(step(second, "who"), page_of(client, second, "who")).status_code == 302  # says nothing new
    assert client.post(step(first, "who"), mine).status_code == 302
    assert str(Nominee.objects.get().birth_date) == "1985-03-06"


def test_lines_that_were_changed_elsewhere_are_shown_and_not_overwritten(client, two, filer, ldtt):
    first, second = two
    line = first.nominee.achievements.create(honour=ldtt, year=2016, number="1/QĐ", by=filer)
    mine = page_of(client, first, "record", **{"title-0-number": "2/QĐ", "achievements": "Của tôi"})
    theirs = page_of(client, second, "record", **{"title-0-number": "3/QĐ", "title-3-honour": ldtt.pk})
    assert client.post(step(second, "record"), theirs).status_code == 302
    page = client.post(step(first, "record"), mine)
    assert (page.status_code, ELSEWHERE in text(page)) == (409, True)
    assert page.context["their_words"] == [
        ("Báo cáo thành tích", "(để trống)"),
        ("Danh hiệu thi đua dòng 1, Số quyết định", "3/QĐ"),
        ("Danh hiệu thi đua dòng 4, Danh hiệu", "Lao động tiên tiến"),
        ("Danh hiệu thi đua dòng 4, Năm", "2019"),
    ]
    line.refresh_from_db()
    assert (line.number, page.context["form"]["achievements"].value()) == ("3/QĐ", "Của tôi")
    assert client.post(step(first, "record"), typed(page)).status_code == 302  # knowingly
    assert [(one.year, one.number) for one in first.nominee.achievements.all()] == [(2016, "2/QĐ"), (2019, "")]


def test_lines_that_nobody_changed_elsewhere_are_saved(client, two, filer, ldtt):
    first, second = two
    first.nominee.achievements.create(honour=ldtt, year=2016, by=filer)
    mine = page_of(client, first, "record", **{"title-0-number": "2/QĐ"})
    assert client.post(step(second, "record"), page_of(client, second, "record", achievements="Chỉ của hồ sơ này")).status_code == 302
    assert client.post(step(first, "record"), mine).status_code == 302
    assert first.nominee.achievements.get().number == "2/QĐ"


def test_a_page_that_saved_last_is_told_of_the_other_dossier_too(client, two, filer, ldtt):
    first, second = two
    mine = page_of(client, first, "record", **{"title-0-honour": ldtt.pk})
    assert client.post(step(first, "record"), mine, headers=BY_PAGE).status_code == 200
    again = client.post(step(first, "record"), mine | {"title-0-number": "1/QĐ"}, headers=BY_PAGE)  # the answer was lost: its own save
    assert (again.status_code, 'name="nominee_version" value="3" id="id_nominee_version"' in text(again)) == (200, True)
    assert client.post(step(second, "record"), page_of(client, second, "record", **{"title-0-number": "2/QĐ"})).status_code == 302
    mine |= {"version": 3, "nominee_version": 3, "title-0-number": "3/QĐ"}  # as the page has taken them over
    late = client.post(step(first, "record"), mine, headers=BY_PAGE)
    assert (late.status_code, ELSEWHERE in text(late)) == (409, True)
    assert 'name="nominee_version" value="3" id="id_nominee_version"' in text(late)  # so that it goes on being refused
    assert first.nominee.achievements.get().number == "2/QĐ"


@pytest.mark.parametrize("version", ["", "0", "7", "-1"])
def test_a_version_of_the_nominee_nobody_gave_saves_nothing(client, two, version):
    first, _ = two
    for name in ("who", "record"):
        assert client.post(step(first, name), page_of(client, first, name, nominee_version=version)).status_code == 409
    assert client.post(step(first, "papers"), page_of(client, first, "papers")).status_code == 302  # nothing of the nominee


def test_a_dossier_begun_from_an_older_page_does_not_overwrite_the_nominee(client, campaign, filer):
    first = begin(client, campaign)
    address = new(campaign, nominee=first.nominee_id)
    mine = typed(client.get(address), birth="06/03/1985")
    assert client.post(step(first, "who"), page_of(client, first, "who", sex="male")).status_code == 302
    page = client.post(address, mine)
    assert (page.status_code, ELSEWHERE in text(page)) == (409, True)
    assert page.context["their_words"] == [("Giới tính", "nam"), ("Ngày sinh", "05/03/1985")]
    assert (Dossier.objects.count(), Nominee.objects.get().sex) == (1, "male")
    assert client.post(address, typed(page)).status_code == 302
    assert (Dossier.objects.count(), Nominee.objects.get().sex) == (2, "female")


@pytest.mark.django_db(transaction=True)
def test_of_two_dossiers_saved_at_once_the_second_is_told(client, two, filer, ldtt):
    def save(dossier: Dossier, version: int) -> Dossier:
        lines = [(uuid.uuid4(), {"honour": ldtt.pk, "year": 2016, "number": f"{dossier.pk}/QĐ"})]
        return save_record(dossier, fields={}, lines=lines, version=dossier.version, nominee_version=version, by=filer)

    answers = together(*(lambda one=one: save(one, 1) for one in two))
    assert sorted(type(answer).__name__ for answer in answers) == ["Dossier", "RecordOvertaken"]
    told = next(one for one, answer in zip(two, answers, strict=True) if isinstance(answer, RecordOvertaken))
    assert Achievement.objects.count() == 1
    save(told, 2)  # the same, by somebody who knows what was written
    assert Achievement.objects.count() == 2


@pytest.mark.parametrize("name", ["who", "record"])
def test_saving_asks_as_many_questions_however_many_dossiers_share_the_nominee(client, campaign, two, name):
    def questions() -> int:
        data = page_of(client, two[0], name, nominee_version=Nominee.objects.get().version)
        with CaptureQueriesContext(connection) as asked:
            assert client.post(step(two[0], name), data).status_code == 302
        return len(asked)

    few = questions()
    for _ in range(4):
        another(client, campaign, two[0])
    assert questions() == few
