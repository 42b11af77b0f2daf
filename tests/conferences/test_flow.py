"""Every state × every move, for a plan and for a table, against one literal dict each."""

import pytest

from conferences.flow import ALLOCATION_BUTTONS, ALLOCATION_MOVES, PLAN_BUTTONS, PLAN_MOVES
from conferences.models import Allocation, Plan

# state → move → where it leads; what is not named cannot be done
PLAN = {
    "draft": {"submit": "submitted"},
    "submitted": {"approve": "approved", "return": "returned"},
    "approved": {"issue": "issued"},
    "issued": {"suspend": "suspended", "supersede": "superseded", "close": "closed"},
    "closed": {},
    "returned": {"submit": "submitted"},
    "superseded": {},
    "suspended": {"resume": "issued", "close": "closed"},
}
ALLOCATION = {
    "draft": {"submit": "submitted"},
    "submitted": {"approve": "approved", "return": "returned"},
    "approved": {"publish": "published"},
    "published": {"supersede": "superseded"},
    "returned": {"submit": "submitted"},
    "superseded": {},
}
RIGHTS = {
    "plan submit": "conferences.submit_plan",
    "plan approve": "conferences.approve_plan",
    "plan return": "conferences.approve_plan",
    "plan issue": "conferences.issue_plan",
    "plan suspend": "conferences.approve_plan",
    "plan supersede": "conferences.issue_plan",
    "plan resume": "conferences.approve_plan",
    "plan close": "conferences.approve_plan",
    "allocation submit": "conferences.submit_allocation",
    "allocation approve": "conferences.approve_allocation",
    "allocation return": "conferences.approve_allocation",
    "allocation publish": "conferences.approve_allocation",
    "allocation supersede": "conferences.approve_allocation",
}
LIVES = [("plan", Plan, PLAN_MOVES, PLAN), ("allocation", Allocation, ALLOCATION_MOVES, ALLOCATION)]


@pytest.mark.parametrize(("name", "model", "table", "expected"), LIVES)
def test_the_whole_table(name, model, table, expected):
    found = {state: {move.name: move.target for move in table if state in move.sources} for state in model.Status.values}
    assert found == expected
    assert {f"{name} {move.name}": move.right for move in table} == {
        key: right for key, right in RIGHTS.items() if key.startswith(f"{name} ")
    }


def test_who_submits_does_not_approve_and_final_acts_ask_for_a_word():
    moves = (*PLAN_MOVES, *ALLOCATION_MOVES)
    assert {move.apart_from for move in moves if move.name == "approve"} == {("submit",)}
    assert {move.name: move.word for move in moves if move.word} == {"issue": "PHÁT HÀNH", "publish": "CÔNG BỐ"}
    assert {move.name for move in moves if move.needs_note} == {"return", "suspend", "resume", "close"}


def test_no_button_supersedes_anything_or_issues():
    assert [move.name for move in PLAN_BUTTONS] == ["submit", "approve", "return", "suspend", "resume", "close"]
    assert [move.name for move in ALLOCATION_BUTTONS] == ["submit", "approve", "return", "publish"]
