"""Which role has which right at which unit: one literal table, walked for every relation between person and thing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from organizations.models import Unit
from organizations.roles import ROLES
from tests.builders import Tree, lai_chau, make_user, person

pytestmark = pytest.mark.django_db

RIGHTS = {
    "nominations.draft_dossier": {"filer", "head"},
    "nominations.withdraw_dossier": {"filer", "head"},
    "nominations.endorse_dossier": {"head"},
    "nominations.submit_dossier": {"head"},
    "nominations.gather_dossier": {"head", "officer"},
    "nominations.screen_dossier": {"officer"},
    "nominations.rank_dossiers": {"officer"},
    "nominations.publish_list": {"officer"},
    "nominations.file_objection": {"filer", "head", "officer"},
    "nominations.answer_objection": {"officer", "approver"},
    "nominations.note_dossier": {"officer", "approver"},
    "nominations.ask_unit": {"officer"},
    "nominations.answer_request": {"filer", "head", "officer"},
    "nominations.print_certificates": {"officer", "clerk"},
    "nominations.hold_session": {"officer"},
    "nominations.close_session": {"officer"},
    "nominations.draft_proposal": {"filer", "head"},
    "nominations.send_proposal": {"head"},
    "nominations.receive_sets": {"officer", "clerk"},
    "nominations.extend_deadline": {"officer", "approver"},
    "nominations.draft_decision": {"officer"},
    "nominations.submit_decision": {"officer"},
    "nominations.approve_decision": {"approver"},
    "nominations.issue_decision": {"clerk"},
    "nominations.view_dossier": {"admin"},
    "nominations.view_decision": {"admin"},
    "conferences.renew_feed": {"filer", "head", "officer", "admin"},
    "conferences.draft_plan": {"officer"},
    "conferences.submit_plan": {"officer"},
    "conferences.accept_finding": {"approver"},
    **{
        f"conferences.{verb}_{thing}": {"admin"}
        for verb in ("view", "add", "change", "delete")
        for thing in ("holiday", "honour", "legalground", "basesalary", "prize")
    },
    "conferences.draft_allocation": {"officer"},
    "conferences.submit_allocation": {"officer"},
    "conferences.issue_notice": {"clerk"},
    "conferences.share_places": {"head", "officer"},
    "conferences.ask_adjustment": {"head", "officer"},
    "conferences.answer_adjustment": {"officer", "approver"},
    "conferences.approve_plan": {"approver"},
    "conferences.approve_allocation": {"approver"},
    "conferences.issue_plan": {"clerk"},
    "conferences.view_plan": {"admin"},
    "conferences.view_allocation": {"admin"},
    "papers.issue_paper": {"clerk"},
    "papers.view_register": {"officer", "approver", "clerk", "admin"},
    "papers.view_issuedpaper": {"admin"},
    **{f"papers.{verb}_numberseries": {"admin"} for verb in ("view", "add", "change")},
    "organizations.use_desk": {"admin"},
    "organizations.view_unitkind": {"admin"},
    "organizations.view_unitversion": {"admin"},
    "organizations.delete_bloc": {"admin"},
    **{
        f"organizations.{verb}_{thing}": {"admin"}
        for verb in ("view", "add", "change")
        for thing in ("user", "unit", "bloc", "assignment", "membercount")
    },
    # Nobody by role: only superusers.
    "organizations.change_unitkind": set(),
    "organizations.delete_user": set(),
    "organizations.delete_unit": set(),
    "organizations.delete_assignment": set(),
    "auth.change_permission": set(),
    "auth.add_group": set(),
}
RELATIONS = {"own": "than_uyen", "below": "than_uyen_school", "above": "province", "sibling": "tan_uyen"}


@dataclass
class Thing:
    """Anything whose rights are asked of a unit."""

    unit: Unit

    def unit_for(self, right: str) -> Unit:
        return self.unit


@pytest.fixture
def tree() -> Tree:
    return lai_chau()


def test_every_right_of_the_roles_is_in_the_table():
    assert {right for role in ROLES.values() for right in role.rights} == {
        right for right, roles in RIGHTS.items() if roles
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_right_holds_at_the_very_unit_of_the_role(tree: Tree, role: str):
    user = person(role, tree.than_uyen)
    for relation, name in RELATIONS.items():
        thing = Thing(getattr(tree, name))
        found = {right for right in RIGHTS if user.has_perm(right, thing)}
        assert found == {right for right, roles in RIGHTS.items() if role in roles and relation == "own"}, relation
    assert user.get_all_permissions() == {right for right, roles in RIGHTS.items() if role in roles}


@pytest.mark.parametrize("role", ROLES)
def test_only_the_administrator_enters_the_desk(client, tree: Tree, role: str):
    client.force_login(person(role, tree.than_uyen))
    assert client.get("/admin/").status_code == (200 if role == "admin" else 404)


def test_nobody_and_the_locked_have_no_rights(tree: Tree):
    nobody, locked = make_user("nobody"), person("approver", tree.than_uyen)
    locked.is_active = False
    thing = Thing(tree.than_uyen)
    for user in (nobody, locked):
        assert user.get_all_permissions() == set()
        assert not any(user.has_perm(right, thing) or user.has_perm(right) for right in RIGHTS)
    boss = make_user("root", is_superuser=True)
    assert all(boss.has_perm(right, thing) for right in RIGHTS)


def test_reach_costs_one_query(django_assert_num_queries, tree: Tree):
    user = person("officer", tree.province)
    with django_assert_num_queries(1):
        for unit in (tree.province, tree.than_uyen, tree.dien_bien):
            user.has_perm("nominations.screen_dossier", Thing(unit))
