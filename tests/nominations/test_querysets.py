"""Who sees which dossiers and decisions, by role, relation and state; what search finds."""

from datetime import UTC, date, datetime

import pytest

from nominations.models import Decision, Dossier
from organizations.roles import ROLES
from portal import clock
from tests.builders import hold, make_decision, make_dossier, make_plan, make_table, make_user, person

OFFICES = ("officer", "approver", "clerk", "admin")
UNIT = {"filer of the school", "head of the school"}
ABOVE = {f"{role} of the {office}" for role in OFFICES for office in ("district", "province", "centre")}
DISTRICT = {f"{role} of the district" for role in ROLES}
PROVINCE = {f"{role} of the province" for role in OFFICES}

# state of the school's dossier, whether it was ever filed → who sees it
SEEN = {
    ("draft", False): UNIT,
    ("endorsed", False): UNIT,
    ("withdrawn", False): UNIT,
    ("between", False): UNIT | DISTRICT,  # with the unit in between alone
    ("backed", False): UNIT | DISTRICT,
    ("unchosen", False): UNIT | DISTRICT,
    ("submitted", True): UNIT | ABOVE,
    ("returned", True): UNIT | ABOVE,
    ("draft", True): UNIT | ABOVE,  # reopened for mending after it was filed
    ("endorsed", True): UNIT | ABOVE,
    ("accepted", True): UNIT | ABOVE,
    ("held", True): UNIT | ABOVE,
    ("declined", True): UNIT | ABOVE,
    ("decided", True): UNIT | ABOVE,
    ("withdrawn", True): UNIT | ABOVE,
}
# state of the province's decision on the school's dossier → who sees it
DECISION_SEEN = {
    "draft": PROVINCE,
    "returned": PROVINCE,
    "submitted": PROVINCE,
    "approved": PROVINCE,  # the units see it when it is published
    "issued": UNIT | ABOVE,
}


@pytest.fixture
def people(campaign):
    """Every role at every relation to the school of Than Uyên."""
    tree = campaign.tree
    places = {
        "school": tree.than_uyen_school,
        "clinic": tree.than_uyen_clinic,
        "district": tree.than_uyen,
        "province": tree.province,
        "centre": tree.central,
        "other district": tree.tan_uyen,
        "other province": tree.dien_bien,
    }
    found = {f"{role} of the {place}": _holder(role, unit) for place, unit in places.items() for role in ROLES}
    return found | {"nobody": make_user("nobody")}


def _holder(role, unit):
    user = make_user(f"seen-{role}-{unit.pk}")
    hold(user, role, unit)
    return user


def seen_by(people, thing) -> set[str]:
    rows = type(thing).objects
    return {name for name, user in people.items() if list(rows.visible_to(user)) == [thing]}


def office_at_the_school(seen: set[str]) -> set[str]:
    """An office role held at the school itself looks from there down, which includes the school."""
    return seen | {f"{role} of the school" for role in OFFICES} if ABOVE <= seen else seen


# --- dossiers -------------------------------------------------------------------------------------------------------


def test_the_states_of_the_tables_are_complete():
    assert {status for status, _ in SEEN} == set(Dossier.Status.values)
    assert set(DECISION_SEEN) == set(Decision.Status.values)


@pytest.mark.parametrize(("status", "filed"), SEEN)
def test_who_sees_a_dossier(campaign, people, status, filed):
    dossier = make_dossier(campaign.plan, campaign.school, status=status)
    if filed and dossier.submitted_at is None:
        moment = datetime(2020, 4, 10, tzinfo=UTC)
        Dossier.objects.update(submitted_at=moment, holder=campaign.table.rows.first())
    assert seen_by(people, dossier) == office_at_the_school(SEEN[status, filed])


def test_two_roles_count_together(campaign):
    own = make_dossier(campaign.plan, campaign.school)
    below = make_dossier(campaign.plan, campaign.tree.tan_uyen_school, status="submitted")
    make_dossier(campaign.plan, campaign.tree.tan_uyen_school)
    user = _holder("filer", campaign.school)
    assert list(Dossier.objects.visible_to(user)) == [own]
    hold(user, "officer", campaign.tree.tan_uyen)
    assert set(Dossier.objects.visible_to(user)) == {own, below}


@pytest.mark.parametrize(("start", "end", "sees"), [(1, 20, True), (1, 10, True), (1, 9, False), (10, None, True), (11, None, False)])
def test_a_role_is_held_from_its_first_to_its_last_day(campaign, start, end, sees):
    make_dossier(campaign.plan, campaign.school)
    user = make_user("for-a-time")
    hold(user, "head", campaign.school, date(2020, 4, start), end and date(2020, 4, end))
    with clock.standing_at(datetime(2020, 4, 10, 5, tzinfo=UTC)):
        assert Dossier.objects.visible_to(user).exists() is sees


def test_a_closed_account_sees_nothing(campaign):
    make_dossier(campaign.plan, campaign.school)
    user = _holder("head", campaign.school)
    assert Dossier.objects.visible_to(user).count() == 1
    user.is_active = False
    user.save()
    user._reach = None
    assert Dossier.objects.visible_to(user).count() == 0


def test_superusers_alone_see_everything(campaign):
    make_dossier(campaign.plan, campaign.school)
    make_decision(campaign.plan, [])
    root = make_user("root", is_superuser=True)
    assert (Dossier.objects.visible_to(root).count(), Decision.objects.visible_to(root).count()) == (1, 1)


def test_search_finds_people_and_units_without_marks(campaign):
    xuan = make_dossier(campaign.plan, campaign.school, name="Lò Thị Xuân")
    dung = make_dossier(campaign.plan, campaign.tree.tan_uyen_school, name="Đỗ Dũng")
    found = {words: set(Dossier.objects.search(words)) for words in ("xuan lo", "do dung", "tieu hoc", "XUÂN", "%", "xuan dung")}
    assert found == {
        "xuan lo": {xuan},
        "do dung": {dung},
        "tieu hoc": {dung},
        "XUÂN": {xuan},
        "%": set(),
        "xuan dung": set(),
    }


def test_a_place_is_taken_from_the_first_submission_until_withdrawn_or_declined(campaign):
    for status in ("draft", "endorsed", "submitted", "returned", "accepted", "decided", "declined", "withdrawn"):
        make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status=status)
    reopened = make_dossier(campaign.plan, campaign.school, status="returned")
    Dossier.objects.filter(pk=reopened.pk).update(status="draft")
    late = make_dossier(campaign.plan, campaign.school, status="returned")
    Dossier.objects.filter(pk=late.pk).update(status="withdrawn")
    taking = Dossier.objects.taking_places().values_list("status", flat=True)
    assert sorted(taking) == ["accepted", "decided", "draft", "returned", "submitted"]


def test_undecided_are_the_accepted_on_no_decision(campaign):
    free = make_dossier(campaign.plan, campaign.school, status="accepted")
    make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="accepted")])
    make_dossier(campaign.plan, campaign.school, status="submitted")
    assert list(Dossier.objects.undecided()) == [free]


# --- decisions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", DECISION_SEEN)
def test_who_sees_a_decision(campaign, people, status):
    dossier = make_dossier(campaign.plan, campaign.school, status="decided")
    decision = make_decision(campaign.plan, [dossier], status=status)
    assert seen_by(people, decision) == office_at_the_school(DECISION_SEEN[status])


def test_a_decision_that_honours_nobody_of_mine_is_not_mine(campaign, people):
    dossier = make_dossier(campaign.plan, campaign.tree.tan_uyen_school, status="decided")
    decision = make_decision(campaign.plan, [dossier], status="issued")
    seen = seen_by(people, decision)
    assert seen & {"head of the school", "officer of the district", "officer of the other province"} == set()
    assert {"officer of the other district", "clerk of the province", "admin of the centre"} <= seen


def test_a_decision_on_many_dossiers_of_mine_stands_once_in_the_list(campaign):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="decided") for _ in range(3)]
    decision = make_decision(campaign.plan, dossiers, status="issued")
    assert list(Decision.objects.visible_to(campaign.head)) == [decision]
    assert list(Decision.objects.visible_to(person("officer", campaign.tree.than_uyen))) == [decision]


def test_the_centre_s_decision_on_a_school_below_is_not_the_province_s_draft(campaign):
    plan = make_plan(campaign.tree.central, number="1/KH-TLĐ")
    make_table(plan, {campaign.tree.province: (1, 1, 1, 1)})
    decision = make_decision(plan, [make_dossier(plan, campaign.school, status="decided")], status="submitted")
    assert list(Decision.objects.visible_to(campaign.officer)) == []
    Decision.objects.update(status="issued")
    assert list(Decision.objects.visible_to(campaign.officer)) == []  # it waits for its moment
    Decision.objects.update(published_at=datetime(2020, 4, 20, tzinfo=UTC))
    assert list(Decision.objects.visible_to(campaign.officer)) == [decision]


def test_search_finds_a_decision_by_number_and_words(campaign):
    decision = make_decision(campaign.plan, [], number="87/QĐ-LĐLĐ", award_form="Bằng khen của LĐLĐ tỉnh")
    make_decision(campaign.plan, [], number="88/QĐ-LĐLĐ", award_form="Giấy khen")
    assert [list(Decision.objects.search(words)) for words in ("87", "bang khen", "87/QĐ")] == [[decision]] * 3
