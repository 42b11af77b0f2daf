"""The second step of a dossier: the record, line by line."""

import pytest

from nominations.models import Achievement, Dossier, Nominee
from tests.nominations.filing_pages import begin, step, typed

pytestmark = pytest.mark.usefixtures("april")


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
