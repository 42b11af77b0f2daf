"""What a plan asks of a unit: its places, days and papers; each number opens the list behind it; told once, on issue."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conferences.actions import issue_plan
from nominations.work import unit_tasks
from organizations.models import Bloc
from portal import clock
from portal.models import Mail, Notice
from tests.builders import give_on, hold, make_dossier, make_plan, make_publication, make_table, person


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(datetime(2020, 4, 20, 1, tzinfo=UTC)):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def page(client, user, plan):
    client.force_login(user)
    return client.get(reverse("nominations:unit-tasks", args=[plan.pk]))


def figures(task):
    return [(place.quota.category.key, place.quota.places, made, place.left) for place, made in task.places]


def test_a_units_places_with_its_dossiers(campaign):
    make_dossier(campaign.plan, campaign.school)
    make_dossier(campaign.plan, campaign.school, status="submitted")
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="submitted")  # takes a place of the same row
    (task,) = unit_tasks(campaign.filer, campaign.plan)
    assert (task.unit, task.total) == (campaign.school, 4)
    assert figures(task) == [("collective-public", 1, 0, 1), ("person-public", 2, 2, 0), ("person-business", 1, 0, 1)]


def test_whoever_files_begins_a_dossier_from_here_while_the_plan_is_open(client, campaign):
    link = f'href="{reverse("nominations:new-dossier")}?plan={campaign.plan.pk}&amp;unit={campaign.school.pk}"'
    assert link in text(page(client, campaign.filer, campaign.plan))
    assert link not in text(page(client, person("officer", campaign.tree.than_uyen), campaign.plan))
    with clock.standing_at(datetime(2031, 1, 1, tzinfo=UTC)):
        assert link not in text(page(client, campaign.filer, campaign.plan))


def test_an_office_below_counts_what_stands_below_it(campaign):
    make_dossier(campaign.plan, campaign.school)  # a draft, seen by the school alone
    make_dossier(campaign.plan, campaign.school, status="submitted")
    (task,) = unit_tasks(person("officer", campaign.tree.than_uyen), campaign.plan)
    assert figures(task)[1] == ("person-public", 2, 1, 1)


def test_the_office_of_the_plan_and_units_without_places_have_none(campaign):
    assert unit_tasks(campaign.officer, campaign.plan) == []
    assert unit_tasks(person("filer", campaign.tree.dien_bien), campaign.plan) == []


def test_a_member_of_a_bloc_has_the_blocs_places(campaign):
    plan = make_plan(campaign.tree.province, number="2/KH")
    bloc = Bloc.objects.create(owner=campaign.tree.province, name="Khối trường học")
    bloc.members.set([campaign.school])
    make_table(plan, {bloc: (0, 0, 3, 0)})
    (task,) = unit_tasks(campaign.filer, plan)
    assert figures(task) == [("person-public", 3, 0, 3)]


def test_each_number_opens_the_list_behind_it(client, campaign):
    for unit in (campaign.school, campaign.tree.than_uyen_clinic, campaign.tree.tan_uyen_school):
        hold(campaign.head, "head", unit) if unit != campaign.school else None
        for _ in range(2):
            make_dossier(campaign.plan, unit)
    other = make_plan(campaign.tree.province, number="2/KH")
    make_table(other, {campaign.tree.than_uyen: (1, 1, 1, 1)})
    make_dossier(other, campaign.school)
    shown = page(client, campaign.head, campaign.plan)
    assert len(shown.context["tasks"]) == 3
    for _, found in shown.context["tasks"]:
        assert [one["made"] for one in found if one["place"].quota.category.key == "person-public"] == [2]
        for one in found:
            assert client.get(one["dossiers"]).context["list"].count == one["made"]
            assert client.get(one["table"]).status_code == 200
            assert f'href="{one["dossiers"]}"'.replace("&", "&amp;") in shown.content.decode()


def test_days_and_papers_stand_beside_the_places(client, campaign):
    campaign.plan.dossier = ["Tờ trình", "Báo cáo thành tích (thêm {dossier_copies} bộ)"]
    campaign.plan.dossier_copies, campaign.plan.late = 2, "coi như không đề nghị"
    campaign.plan.save()
    shown = text(page(client, campaign.filer, campaign.plan))
    assert "<li>Tờ trình</li><li>Báo cáo thành tích (thêm 02 bộ)</li>" in shown or "(thêm 2 bộ)" in shown
    assert "Hạn gửi hồ sơ" in shown
    assert "Quá hạn: coi như không đề nghị" in shown
    assert "Nộp vào <strong>4</strong> suất của LĐLĐ huyện Than Uyên." in shown


def test_before_the_table_is_published_the_places_are_still_to_come(client, campaign):
    campaign.plan.allocations.update(status="approved")
    shown = text(page(client, campaign.filer, campaign.plan))
    assert "Chỉ tiêu hiện ra ở đây khi cơ quan công bố bảng phân bổ." in shown
    assert "Hạn gửi hồ sơ" in shown


def test_the_tab_stands_on_the_plan_for_units_and_not_for_its_office(client, campaign):
    link = f'href="{reverse("nominations:unit-tasks", args=[campaign.plan.pk])}"'
    seen = {}
    for user in (campaign.filer, campaign.officer):
        client.force_login(user)
        seen[user] = link in client.get(reverse("conferences:plan", args=[campaign.plan.pk])).content.decode()
    assert list(seen.values()) == [True, False]


def test_the_home_page_leads_there(client, campaign):
    client.force_login(campaign.filer)
    assert f'href="{reverse("nominations:unit-tasks", args=[campaign.plan.pk])}"' in client.get(reverse("nominations:home")).content.decode()


# --- told on issue --------------------------------------------------------------------------------------------------


@pytest.fixture
def approved(campaign):
    """A plan as it lies before the clerk, with a bloc in its table."""
    plan = make_plan(campaign.tree.province, status="approved", number="", date=None, closes=date(2020, 6, 15))
    plan.dossier, plan.dossier_copies = ["Tờ trình của bà Lò Thị Mẫu", "Báo cáo"], 3
    plan.save()
    bloc = Bloc.objects.create(owner=campaign.tree.province, name="Khối")
    bloc.members.set([campaign.tree.tan_uyen_tea])
    make_table(plan, {campaign.tree.than_uyen: (1, 0, 2, 1), bloc: (0, 1, 0, 0)}, status="approved")
    return plan


def test_every_unit_concerned_is_told_once_what_is_asked_of_it(campaign, approved):
    tea, district = person("filer", campaign.tree.tan_uyen_tea), person("officer", campaign.tree.than_uyen)
    stranger = person("head", campaign.tree.tan_uyen_school)
    issue_plan(approved, on=date(2020, 4, 20), by=campaign.clerk)
    told = Notice.objects.filter(title__endswith="việc của đơn vị")
    assert {notice.user for notice in told} == {campaign.filer, campaign.head, tea, district}
    assert (told.count(), Mail.objects.filter(subject__endswith="việc của đơn vị").count()) == (4, 4)
    assert not stranger.notices.exists()
    link = reverse("nominations:unit-tasks", args=[approved.pk])
    assert {(notice.title, notice.link) for notice in told} == {(f"Kế hoạch {approved.number}: việc của đơn vị", link)}
    assert told[0].text.splitlines() == [
        "- Hạn gửi hồ sơ: Chủ Nhật 14/06/2020.",
        "- Hồ sơ gồm 02 loại giấy tờ, lập 03 bộ.",
        "Chỉ tiêu của đơn vị được báo khi công bố bảng phân bổ.",
    ]


def test_a_plan_without_a_table_goes_to_everybody_below_and_promises_no_places(campaign, approved):
    approved.allocations.all().delete()
    school = person("head", campaign.tree.tan_uyen_school)
    issue_plan(approved, on=date(2020, 4, 20), by=campaign.clerk)
    told = Notice.objects.filter(title__endswith="việc của đơn vị")
    assert {campaign.filer, campaign.head, school} <= {notice.user for notice in told}
    assert campaign.clerk not in {notice.user for notice in told}
    assert {notice.text.splitlines()[-1] for notice in told} == {"- Hồ sơ gồm 02 loại giấy tờ, lập 03 bộ."}


def test_places_of_the_own_row_and_of_the_one_above_are_both_named(client, campaign):
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 1, 0))
    client.force_login(campaign.head)
    page = " ".join(client.get(reverse("nominations:unit-tasks", args=[campaign.plan.pk])).content.decode().split())
    assert "suất của LĐLĐ huyện Than Uyên, CĐCS Trường THCS Than Uyên (<a href" in page
    home = client.get(reverse("nominations:home")).content.decode()
    assert "nộp vào chỉ tiêu của LĐLĐ huyện Than Uyên, CĐCS Trường THCS Than Uyên." in home


def test_a_list_that_the_office_has_published_is_one_press_away(client, campaign):
    assert "Danh sách công khai" not in text(page(client, campaign.filer, campaign.plan))
    published = make_publication(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="accepted")])
    link = f'<a href="{reverse("nominations:publication", args=[published.pk])}">Từ 06/04/2020 đến hết 10/04/2020</a>'
    assert link in text(page(client, campaign.filer, campaign.plan))
    assert client.get(reverse("nominations:publication", args=[published.pk])).status_code == 200
