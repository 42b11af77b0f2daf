"""Work on plans and tables: who is asked for what in which state. The figures and their lists: tests/nominations."""

import pytest

from conferences.flow import ALLOCATION_MOVES, PLAN_MOVES
from conferences.models import Allocation, Plan
from conferences.work import PLAN_WORK, plan_figures
from tests.builders import make_plan, make_table, person

pytestmark = pytest.mark.django_db

# state of the plan → what waits for whom
PLANS = {
    "draft": {"officer": ["kế hoạch đang dự thảo"]},
    "returned": {"officer": ["kế hoạch bị trả lại"]},
    "submitted": {"approver": ["kế hoạch chờ duyệt"]},
    "approved": {"clerk": ["kế hoạch chờ phát hành"]},
    "issued": {},
    "closed": {},
    "superseded": {},
    "suspended": {},
}
# state of the table of an issued plan → what waits for whom
TABLES = {
    "draft": {"officer": ["bảng phân bổ chưa trình"]},
    "returned": {"officer": ["bảng phân bổ bị trả lại"]},
    "submitted": {"approver": ["bảng phân bổ chờ duyệt"]},
    "approved": {"approver": ["bảng phân bổ chờ công bố"]},
    "published": {},
    "superseded": {},
}


def test_the_states_are_complete():
    assert (set(PLANS), set(TABLES)) == (set(Plan.Status.values), set(Allocation.Status.values))


def waiting(tree):
    people = {role: person(role, tree.province) for role in ("officer", "approver", "clerk", "admin", "head")}
    return {role: labels for role, user in people.items() if (labels := [figure.label for figure in plan_figures(user)])}


@pytest.mark.parametrize("status", PLANS)
def test_a_plan_waits_for(tree, status):
    make_plan(tree.province, status=status)
    make_plan(tree.dien_bien, status=status)
    assert waiting(tree) == PLANS[status]


@pytest.mark.parametrize("status", TABLES)
def test_a_table_waits_for(tree, status):
    make_table(make_plan(tree.province), {tree.than_uyen: (1, 1, 1, 1)}, status=status)
    assert waiting(tree) == TABLES[status]


def test_two_tables_of_one_plan_in_one_state_are_one_row_of_the_list(tree):
    plan = make_plan(tree.province)
    for number in (1, 2):
        make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, status="draft", number=number)
    assert [figure.count for figure in plan_figures(person("officer", tree.province))] == [1]


def test_work_is_asked_of_whoever_may_make_the_move_that_ends_it():
    rights = {move.right for move in (*PLAN_MOVES, *ALLOCATION_MOVES)}
    assert {work.right for work in PLAN_WORK} == rights
    assert len({work.name for work in PLAN_WORK}) == len(PLAN_WORK)
