"""What waits for each role, with its number; every number's link opens a list of exactly that many rows."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from nominations.work import filings, waiting_for
from portal import clock
from tests.builders import hold, make_decision, make_dossier, make_plan, make_table, make_user, person

NOTHING: dict[str, int] = {}
FILER = {
    "hồ sơ bị trả lại, cần bổ sung": 2,
    "hồ sơ đang viết, chưa ký duyệt": 4,
}
HEAD = FILER | {"hồ sơ đã ký duyệt, chưa nộp": 3}
OFFICER = {
    "kế hoạch bị trả lại": 1,
    "bảng phân bổ bị trả lại": 1,
    "quyết định bị trả lại": 1,
    "hồ sơ chờ thẩm định": 5,
    "hồ sơ đạt, chưa vào quyết định": 3,
    "kế hoạch đang dự thảo": 2,
    "bảng phân bổ chưa trình": 1,
    "quyết định đang soạn": 2,
}
APPROVER = {
    "bảng phân bổ chờ duyệt": 1,
    "kế hoạch chờ duyệt": 1,
    "bảng phân bổ chờ công bố": 1,
    "quyết định chờ duyệt": 1,
}
CLERK = {"kế hoạch chờ phát hành": 1, "quyết định chờ phát hành": 1}


@pytest.fixture
def busy(campaign):
    """Everything in every state at the province, and as much at offices that are not asked."""
    _fill(campaign)
    _fill_other_offices(campaign)
    return campaign


def _fill(campaign):
    tree, plan = campaign.tree, campaign.plan
    for status, count in {"draft": 4, "endorsed": 3, "submitted": 5, "returned": 2, "accepted": 3, "withdrawn": 2}.items():
        for _ in range(count):
            make_dossier(plan, campaign.school, status=status)
    decided = make_dossier(plan, tree.than_uyen_clinic, status="decided")
    listed = make_dossier(plan, tree.than_uyen_clinic, status="accepted")
    make_decision(plan, [decided], status="issued")
    make_decision(plan, [listed], status="draft")
    for status in ("draft", "returned", "submitted", "approved"):
        make_decision(plan, [], status=status)
    for status in ("draft", "draft", "returned", "submitted", "approved", "closed"):
        make_plan(tree.province, status=status, number="")
    for status in ("draft", "returned", "submitted", "approved"):
        other = make_plan(tree.province, status="issued", number=f"{status}/KH")
        make_table(other, {tree.tan_uyen: (1, 1, 1, 1)}, status=status)


def _fill_other_offices(campaign):
    tree = campaign.tree
    for office in (tree.central, tree.dien_bien, tree.than_uyen):
        plan = make_plan(office, number="1/KH")
        make_table(plan, {tree.central: (9, 9, 9, 9)})
        make_table(plan, {tree.tan_uyen: (1, 1, 1, 1)}, status="draft", number=2)
        for status in ("draft", "submitted", "accepted"):
            make_dossier(plan, tree.tan_uyen_school, status=status)
        for status in ("draft", "submitted", "approved"):
            make_plan(office, status=status, number="")
            make_decision(plan, [], status=status)


def figures(user):
    return {figure.label: figure.count for figure in waiting_for(user)}


@pytest.mark.parametrize(
    ("role", "expected"),
    [("filer", FILER), ("head", HEAD), ("officer", OFFICER), ("approver", APPROVER), ("clerk", CLERK), ("admin", NOTHING)],
)
def test_what_waits_for_a_role(busy, role, expected):
    user = getattr(busy, role, None) or person(role, busy.tree.province)
    assert figures(user) == expected


def test_nothing_waits_for_a_stranger_or_after_the_role_has_ended(busy):
    former = make_user("former")
    hold(former, "officer", busy.tree.province, end=date(2019, 12, 31))
    assert (figures(make_user("stranger")), figures(former)) == (NOTHING, NOTHING)
    hold(former, "officer", busy.tree.province, start=date(2020, 2, 1))
    assert figures(former) == OFFICER


def test_a_table_of_a_plan_still_in_the_office_does_not_wait_for_publishing(campaign):
    plan = make_plan(campaign.tree.province, status="approved", number="")
    make_table(plan, {campaign.tree.tan_uyen: (1, 1, 1, 1)}, status="approved")
    assert figures(campaign.approver) == NOTHING
    plan.status = "issued"
    plan.save()
    assert figures(campaign.approver) == {"bảng phân bổ chờ công bố": 1}


def test_a_role_at_another_office_does_not_swell_the_figures_of_this_one(busy):
    """Approver at the province and clerk at the centre: each right counts where it is held."""
    hold(busy.approver, "clerk", busy.tree.central)
    assert figures(busy.approver) == APPROVER | {"kế hoạch chờ phát hành": 1, "quyết định chờ phát hành": 1}


def test_returned_things_come_first_and_drafts_last(busy):
    tones = [figure.tone for figure in waiting_for(busy.officer)]
    assert tones == ["blocked", "blocked", "blocked", "due", "honour", "", "", ""]


@pytest.mark.parametrize("roles", [["filer"], ["head"], ["officer"], ["approver"], ["clerk"], ["officer", "approver", "head"]])
def test_every_figure_opens_its_list(client, busy, roles):
    """Also for somebody who works in several places, where states alone would show more than waits."""
    user = make_user("several")
    for role in roles:
        hold(user, role, busy.school if role in ("filer", "head") else busy.tree.province)
    if len(roles) > 1:
        hold(user, "clerk", busy.tree.central)
        hold(user, "filer", busy.tree.tan_uyen_school)
    client.force_login(user)
    shown = client.get(reverse("nominations:home")).context["work"]
    lists = {figure.link: client.get(figure.link) for figure in shown}
    assert [(link, page.status_code, page.context["list"].count) for link, page in lists.items()] == [
        (figure.link, 200, figure.count) for figure in shown
    ]
    assert len(lists) >= 2
    whole = [link for link, page in lists.items() if not page.context["list"].narrowed]
    assert whole == ([reverse("nominations:screening")] if "officer" in roles else [])  # a page of what waits, and of nothing else


def test_the_list_behind_a_figure_holds_the_very_things(client, busy):
    client.force_login(busy.officer)
    rows = client.get(reverse("nominations:dossiers") + "?work=honour").context["list"].shown
    assert {(row.plan_id, row.status, hasattr(row, "line")) for row in rows} == {(busy.plan.pk, "accepted", False)}
    tables = client.get(reverse("conferences:plans") + "?work=mend-table").context["list"].shown
    assert [plan.number for plan in tables] == ["returned/KH"]


def test_a_kind_of_work_that_is_not_mine_narrows_nothing(client, busy):
    client.force_login(busy.filer)
    page = client.get(reverse("nominations:dossiers") + "?work=screen").context["list"]
    assert (page.narrowed, page.count) == (False, 19)


@pytest.mark.parametrize("role", ["officer", "approver", "clerk", "filer"])
def test_six_lists_are_six_queries_at_most(busy, django_assert_max_num_queries, role):
    user = getattr(busy, role)
    waiting_for(user)
    with django_assert_max_num_queries(6):
        waiting_for(user)


# --- filings --------------------------------------------------------------------------------------------------------


def test_the_plans_my_unit_may_file_for_with_its_places(campaign):
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="submitted")
    (only,) = filings(campaign.filer)
    assert (only.plan, only.unit, only.total, only.left) == (campaign.plan, campaign.school, 4, 3)
    assert filings(campaign.officer) == []


def test_the_soonest_closed_comes_first_and_the_closed_last(campaign):
    closes = {"late": date(2020, 6, 1), "soon": date(2020, 5, 1), "closed": date(2020, 4, 1), "never": None}
    for number, day in closes.items():
        make_table(make_plan(campaign.tree.province, number=number, closes=day), {campaign.tree.than_uyen: (1, 1, 1, 1)})
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 20, 8))):
        found = [(filing.plan.number, filing.is_open) for filing in filings(campaign.head)]
    assert found == [("soon", True), ("late", True), ("154/KH-LĐLĐ", True), ("never", True), ("closed", False)]


def test_each_unit_meets_its_own_places_and_many_plans_ask_as_often_as_one(campaign, django_assert_num_queries):
    hold(campaign.filer, "filer", campaign.tree.tan_uyen_school)
    hold(campaign.filer, "filer", campaign.tree.dien_bien)  # has no places
    make_dossier(campaign.plan, campaign.tree.tan_uyen_school, status="submitted")
    filings(campaign.filer)  # reads the person's roles
    with django_assert_num_queries(6):
        before = filings(campaign.filer)
    for number in range(9):
        make_table(make_plan(campaign.tree.province, number=f"{number}/KH"), {campaign.tree.than_uyen: (number, 0, 0, 1)})
    with django_assert_num_queries(6):
        found = filings(campaign.filer)
    figures = [(filing.plan.number, filing.unit, filing.total, filing.left) for filing in found]
    own = [("154/KH-LĐLĐ", campaign.school, 4, 4), ("154/KH-LĐLĐ", campaign.tree.tan_uyen_school, 4, 3)]
    assert sorted(figures, key=str) == sorted(
        own + [(f"{number}/KH", campaign.school, number + 1, number + 1) for number in range(9)], key=str
    )
    assert [(filing.plan.number, filing.unit, filing.total, filing.left) for filing in before] == own
