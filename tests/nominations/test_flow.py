"""Every state × every move of a dossier and of a decision, against one literal table."""

import pytest

from nominations.flow import DECISION_MOVES, DOSSIER_MOVES
from nominations.models import Decision, Dossier
from organizations.roles import roles_with
from portal.moves import open_moves
from tests.builders import make_decision, make_dossier, person

# state → the moves that leave it, and where they lead
DOSSIER_LIFE = {
    "draft": {"endorse": "endorsed", "withdraw": "withdrawn"},
    "endorsed": {"reopen": "draft", "submit": "submitted", "pass_up": "between", "withdraw": "withdrawn"},
    "between": {"back": "backed", "turn_down": "unchosen", "give_back": "returned", "withdraw": "withdrawn"},
    "backed": {"turn_down": "unchosen", "give_back": "returned", "forward": "between", "file_up": "submitted"},
    "unchosen": {"back": "backed", "give_back": "returned"},
    "submitted": {"accept": "accepted", "return": "returned", "hold": "held", "decline": "declined", "withdraw": "withdrawn"},
    "held": {"release": "submitted", "decline": "declined"},
    "returned": {"endorse": "endorsed", "withdraw": "withdrawn"},
    "accepted": {"decide": "decided", "hold": "held", "decline": "declined"},
    "decided": {},
    "declined": {"reopen_screening": "submitted"},
    "withdrawn": {},
}
DECISION_LIFE = {
    "draft": {"submit": "submitted"},
    "returned": {"submit": "submitted"},
    "submitted": {"approve": "approved", "return": "returned"},
    "approved": {"send_back": "returned", "reapprove": "approved", "issue": "issued"},
    "issued": {},
}
# move → who may make it
DOSSIER_HANDS = {
    "endorse": {"head"},
    "reopen": {"head"},
    "submit": {"head"},
    "pass_up": {"head"},
    "back": {"head", "officer"},
    "turn_down": {"head", "officer"},
    "give_back": {"head", "officer"},
    "forward": {"head"},
    "file_up": {"head"},
    "withdraw": {"filer", "head"},
    "accept": {"officer"},
    "return": {"officer"},
    "hold": {"officer"},
    "release": {"officer"},
    "decline": {"officer"},
    "reopen_screening": {"officer"},
    "decide": {"approver"},
}
IN_BETWEEN = {"back", "turn_down", "give_back", "forward", "file_up"}  # moves of the unit in between
DECISION_HANDS = {
    "submit": {"officer"},
    "approve": {"approver"},
    "return": {"approver"},
    "send_back": {"approver"},
    "reapprove": {"approver"},
    "issue": {"clerk"},
}


def life(table, states):
    return {state: {move.name: move.target for move in table if state in move.sources} for state in states}


def test_the_life_of_a_dossier():
    assert life(DOSSIER_MOVES, Dossier.Status.values) == DOSSIER_LIFE


def test_the_life_of_a_decision():
    assert life(DECISION_MOVES, Decision.Status.values) == DECISION_LIFE


@pytest.mark.parametrize(("table", "hands"), [(DOSSIER_MOVES, DOSSIER_HANDS), (DECISION_MOVES, DECISION_HANDS)])
def test_whose_move_it_is(table, hands):
    assert {move.name: set(roles_with(move.right)) for move in table} == hands


@pytest.mark.parametrize("state", Dossier.Status.values)
@pytest.mark.parametrize("role", ["filer", "head", "officer", "approver", "clerk"])
def test_a_page_offers_a_person_the_moves_of_their_hands_in_this_state(campaign, state, role):
    dossier = make_dossier(campaign.plan, campaign.school, status=state)
    offered = {move.name for move in open_moves(dossier, DOSSIER_MOVES, getattr(campaign, role))}
    assert offered == {move for move in set(DOSSIER_LIFE[state]) - IN_BETWEEN if role in DOSSIER_HANDS[move]}


@pytest.mark.parametrize("state", Dossier.Status.values)
@pytest.mark.parametrize("role", ["filer", "head", "officer", "approver", "clerk"])
def test_what_lies_with_a_unit_in_between_is_moved_by_the_hands_of_that_unit(campaign, state, role):
    dossier = make_dossier(campaign.plan, campaign.school, status=state)
    offered = {move.name for move in open_moves(dossier, DOSSIER_MOVES, person(role, campaign.tree.than_uyen))}
    assert offered == {move for move in set(DOSSIER_LIFE[state]) & IN_BETWEEN if role in DOSSIER_HANDS[move]}


@pytest.mark.parametrize("state", Decision.Status.values)
@pytest.mark.parametrize("role", ["filer", "head", "officer", "approver", "clerk"])
def test_the_same_of_a_decision(campaign, state, role):
    decision = make_decision(campaign.plan, [], status=state)
    offered = {move.name for move in open_moves(decision, DECISION_MOVES, getattr(campaign, role))}
    assert offered == {move for move in DECISION_LIFE[state] if role in DECISION_HANDS[move]}
