"""What is due, read out of plans of every kind."""

from datetime import date

import pytest

from conferences.dues import dues
from conferences.models import Plan
from tests.builders import make_plan

pytestmark = pytest.mark.django_db
ALL = Plan.objects.all


def shown(found):
    return [(due.day, due.until, due.label, due.whom, due.number) for due in found]


@pytest.fixture
def plan(tree):
    plan = make_plan(tree.province, closes=date(2020, 5, 15))
    plan.deadlines.create(position=2, what="report", date=date(2020, 6, 30), from_whom="Các LĐLĐ huyện", to_whom="Ban Chính sách")
    own = {"level": "province", "own": True, "name": "Hội nghị biểu dương", "tentative": True}
    plan.conferences.create(position=1, when_from=date(2020, 6, 11), when_to=date(2020, 6, 20), **own)
    plan.conferences.create(position=2, level="grassroots", complete_by=date(2020, 4, 30), complete_before=False)
    plan.conferences.create(position=3, level="district")  # nothing said
    return plan


def test_deadlines_conferences_and_levels_stand_in_order(plan):
    assert shown(dues(ALL())) == [
        (date(2020, 4, 30), None, "Hạn tổ chức hội nghị cấp cơ sở", "Đơn vị cấp cơ sở", "154/KH-LĐLĐ"),
        (date(2020, 5, 14), None, "Hạn gửi hồ sơ", "", "154/KH-LĐLĐ"),  # before the 15th
        (date(2020, 6, 11), date(2020, 6, 20), "Hội nghị (dự kiến)", "Hội nghị biểu dương", "154/KH-LĐLĐ"),
        (date(2020, 6, 30), None, "Hạn gửi báo cáo", "Các LĐLĐ huyện", "154/KH-LĐLĐ"),
    ]
    assert [due.to for due in dues(ALL())] == ["", "", "", "Ban Chính sách"]


def test_phases_of_a_movement_last(tree):
    phases = [{"name": "Đợt 1", "from": "2020-01-01", "to": "2020-03-08"}, {"name": "Đợt 2", "occasions": ["19/5"]}]
    make_plan(tree.province, kind="movement", phases=phases, closes=None)
    assert shown(dues(ALL())) == [(date(2020, 1, 1), date(2020, 3, 8), "Đợt 1", "", "154/KH-LĐLĐ")]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (date(2020, 5, 14), date(2020, 5, 14), [14]),
        (date(2020, 5, 15), date(2020, 6, 10), []),
        (date(2020, 6, 20), date(2020, 6, 29), [11]),  # the conference still lasts
        (date(2020, 6, 21), None, [30]),
        (None, date(2020, 4, 30), [30]),
    ],
)
def test_from_one_day_to_another(plan, since, until, days):
    assert [due.day.day for due in dues(ALL(), since=since, until=until)] == days


def test_an_older_version_has_nothing_due(plan):
    Plan.objects.update(status="superseded")
    assert dues(ALL()) == []
    Plan.objects.update(status="suspended")
    assert {due.status for due in dues(ALL())} == {"suspended"}


def test_three_queries_for_any_number_of_plans(tree, django_assert_num_queries):
    for number in range(9):
        make_plan(tree.province, number=f"{number}/KH")
    with django_assert_num_queries(3):
        assert len(dues(ALL())) == 9
