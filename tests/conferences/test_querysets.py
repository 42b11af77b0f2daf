"""Who sees which plans and tables; the table as plain data."""

import pytest

from conferences.facts import QuotaColumn, QuotaLine
from conferences.models import Allocation, Plan, Quota
from conferences.querysets import table_of, table_to_print
from tests.builders import make_plan, make_table, make_user, person

pytestmark = pytest.mark.django_db

# state of the province's plan → who sees it
INSIDE = {"officer", "approver", "clerk", "admin"}
EVERYBODY = INSIDE | {"district officer", "grassroots head", "central officer"}
SEEN = {
    "draft": INSIDE,
    "submitted": INSIDE,
    "returned": INSIDE,
    "approved": INSIDE,
    "issued": EVERYBODY,
    "closed": EVERYBODY,
    "superseded": EVERYBODY,
    "suspended": EVERYBODY,
}
TABLE_SEEN = {
    "draft": INSIDE,
    "submitted": INSIDE,
    "returned": INSIDE,
    "approved": INSIDE,
    "published": EVERYBODY,
    "superseded": EVERYBODY,
}


@pytest.fixture
def people(tree):
    inside = {role: person(role, tree.province) for role in INSIDE}
    outside = {
        "district officer": person("officer", tree.than_uyen),
        "grassroots head": person("head", tree.than_uyen_school),
        "central officer": person("officer", tree.central),
        "province head": person("head", tree.province),  # a unit role is no office role
        "sibling officer": person("officer", tree.dien_bien),
        "without role": make_user("without-role"),
    }
    return inside | outside


def test_the_states_of_the_tables_are_complete():
    assert (set(SEEN), set(TABLE_SEEN)) == (set(Plan.Status.values), set(Allocation.Status.values))


@pytest.mark.parametrize("status", SEEN)
def test_who_sees_a_plan(tree, people, status):
    plan = make_plan(tree.province, status=status)
    seen = {name for name, user in people.items() if list(Plan.objects.visible_to(user)) == [plan]}
    public = {"province head"} if SEEN[status] == EVERYBODY else set()
    assert seen == SEEN[status] | public


@pytest.mark.parametrize("status", TABLE_SEEN)
def test_who_sees_a_table(tree, people, status):
    plan = make_plan(tree.province, status="issued")
    table = make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, status=status)
    seen = {name for name, user in people.items() if list(Allocation.objects.visible_to(user)) == [table]}
    public = {"province head"} if TABLE_SEEN[status] == EVERYBODY else set()
    assert seen == TABLE_SEEN[status] | public


def test_a_published_table_of_a_plan_that_is_not_out_stays_inside(tree, people):
    table = make_table(make_plan(tree.province, status="draft"), {}, status="published")
    seen = {name for name, user in people.items() if list(Allocation.objects.visible_to(user)) == [table]}
    assert seen == INSIDE


def test_plans_of_one_s_office(tree, people):
    plan = make_plan(tree.province, status="issued")
    of_office = {name for name, user in people.items() if list(Plan.objects.of_office(user)) == [plan]}
    assert of_office == INSIDE


def test_search_finds_without_marks(tree):
    plan = make_plan(tree.province, title="Tổ chức Hội nghị điển hình")
    make_plan(tree.province, number="9/KH-LĐLĐ", title="Phong trào")
    assert list(Plan.objects.search("dien hinh")) == [plan]
    assert list(Plan.objects.search("154")) == [plan]


def test_a_table_as_data_in_few_queries(tree, django_assert_num_queries):
    plan = make_plan(tree.province)
    table = make_table(plan, {tree.than_uyen: (2, 3, 5, 7), tree.tan_uyen: (1, 0, 5, 0)})
    categories = list(plan.categories.all())
    rows = list(table.rows.all())
    Quota.objects.get(row=rows[1], category=categories[1]).delete()
    with django_assert_num_queries(3):
        found = table_of(table)
    assert found.columns == tuple(QuotaColumn(category.pk, category.label, category.subject) for category in categories)
    assert found.lines == (
        QuotaLine(rows[0].pk, "LĐLĐ huyện Than Uyên", (2, 3, 5, 7)),
        QuotaLine(rows[1].pk, "LĐLĐ huyện Tân Uyên", (1, 0, 5, 0)),
    )


def test_which_version_is_printed(tree):
    plan = make_plan(tree.province, status="issued")
    assert table_to_print(plan) is None
    draft = make_table(plan, {}, status="draft")
    assert table_to_print(plan) is None
    plan.status = "draft"
    assert table_to_print(plan) == draft
    settled = make_table(plan, {}, status="published", number=2)
    make_table(plan, {}, status="returned", number=3)
    plan.status = "issued"
    assert table_to_print(plan) == settled
