"""Which cell a unit files against, and how many of its places are taken."""

from nominations.places import filed_by_row, place_for, places_held, places_of
from organizations.models import Bloc
from tests.builders import give_on, make_dossier, make_plan, make_table


def labels(places):
    return [(place.quota.category.key, place.quota.row.label, place.quota.places, place.taken) for place in places.values()]


def test_a_grassroots_union_files_against_its_districts_places(campaign):
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="accepted")
    assert labels(places_of(campaign.plan, campaign.school)) == [
        ("collective-public", "LĐLĐ huyện Than Uyên", 1, 0),
        ("person-public", "LĐLĐ huyện Than Uyên", 2, 1),
        ("person-business", "LĐLĐ huyện Than Uyên", 1, 0),
    ]


def test_its_own_row_comes_before_the_districts(campaign):
    plan = make_plan(campaign.tree.province, status="issued", number="20/KH-LĐLĐ")
    make_table(plan, {campaign.tree.than_uyen: (5, 5, 5, 5), campaign.school: (0, 0, 1, 0)}, status="published")
    assert labels(places_of(plan, campaign.school)) == [("person-public", "CĐCS Trường THCS Than Uyên", 1, 0)]


def test_a_bloc_serves_its_members_and_those_below_them(campaign):
    plan = make_plan(campaign.tree.province, status="issued", number="21/KH-LĐLĐ")
    bloc = Bloc.objects.create(owner=campaign.tree.province, name="Khối Trường học")
    bloc.members.add(campaign.tree.than_uyen)
    make_table(plan, {bloc: (0, 0, 3, 0)}, status="published")
    assert labels(places_of(plan, campaign.school)) == [("person-public", "Khối Trường học", 3, 0)]
    assert places_of(plan, campaign.tree.tan_uyen_school) == {}


def test_a_new_version_of_the_table_still_counts_what_was_filed_before(campaign):
    make_dossier(campaign.plan, campaign.school, status="submitted")
    campaign.table.status = "superseded"
    campaign.table.save()
    make_table(campaign.plan, {campaign.tree.than_uyen: (0, 0, 1, 0)}, status="published", number=2)
    place = place_for(campaign.plan, campaign.school, campaign.plan.categories.get(key="person-public"))
    assert (place.quota.places, place.taken, place.left) == (1, 1, 0)


def test_what_was_given_on_is_the_units_below_and_the_rest_stays_with_the_holder(campaign):
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 1, 0))
    make_dossier(campaign.plan, campaign.school, status="submitted")
    person = campaign.plan.categories.get(key="person-public")
    of_school, of_clinic = (place_for(campaign.plan, unit, person) for unit in (campaign.school, campaign.tree.than_uyen_clinic))
    assert (of_school.quota.row.label, of_school.kept, of_school.taken, of_school.left) == ("CĐCS Trường THCS Than Uyên", 1, 1, 0)
    assert (of_clinic.quota.row.label, of_clinic.quota.places, of_clinic.given, of_clinic.left) == ("LĐLĐ huyện Than Uyên", 2, 1, 1)


def test_where_nothing_was_given_on_a_unit_files_against_what_the_one_above_has_kept(campaign):
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 1, 0))
    assert labels(places_of(campaign.plan, campaign.school)) == [
        ("collective-public", "LĐLĐ huyện Than Uyên", 1, 0),
        ("person-public", "CĐCS Trường THCS Than Uyên", 1, 0),
        ("person-business", "LĐLĐ huyện Than Uyên", 1, 0),
    ]


def test_every_cell_of_the_table_and_below_in_two_queries(campaign, django_assert_num_queries):
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 2, 0))
    make_dossier(campaign.plan, campaign.school, status="submitted")
    person = campaign.plan.categories.get(key="person-public").pk
    with django_assert_num_queries(2):
        found = places_held(campaign.plan)
    assert [(place.kept, place.taken) for key, place in found.items() if key[0] == person] == [(0, 0), (1, 0), (2, 1)]


def test_a_draft_table_gives_no_places(campaign):
    plan = make_plan(campaign.tree.province, status="issued", number="22/KH-LĐLĐ")
    make_table(plan, {campaign.tree.than_uyen: (1, 1, 1, 1)}, status="approved")
    assert places_of(plan, campaign.school) == {}


def test_two_queries_whatever_the_number_of_dossiers(campaign, django_assert_num_queries):
    for _ in range(2):
        make_dossier(campaign.plan, campaign.school, status="submitted")
    with django_assert_num_queries(2):
        places_of(campaign.plan, campaign.school)


def test_who_has_filed_least_comes_first(campaign):
    make_dossier(campaign.plan, campaign.school, status="submitted")
    make_dossier(campaign.plan, campaign.school, status="returned", key="collective-public")
    make_dossier(campaign.plan, campaign.tree.tan_uyen_school, status="accepted")
    make_dossier(campaign.plan, campaign.school, status="endorsed")  # not filed yet
    assert [(one.row.label, one.places, one.dossiers) for one in filed_by_row(campaign.plan)] == [
        ("LĐLĐ huyện Tân Uyên", 4, 1),
        ("LĐLĐ huyện Than Uyên", 4, 2),
    ]


def test_what_was_filed_against_a_row_below_counts_in_the_row_of_the_table(campaign):
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 2, 0))
    make_dossier(campaign.plan, campaign.school, status="submitted")
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="submitted", key="person-business")
    assert [(one.row.label, one.places, one.dossiers) for one in filed_by_row(campaign.plan)] == [
        ("LĐLĐ huyện Tân Uyên", 4, 0),
        ("LĐLĐ huyện Than Uyên", 4, 2),
    ]


def test_whoever_lost_the_places_is_still_counted(campaign):
    make_dossier(campaign.plan, campaign.school, status="submitted")
    campaign.table.status = "superseded"
    campaign.table.save()
    make_table(campaign.plan, {campaign.tree.tan_uyen: (1, 0, 0, 0)}, number=2)
    assert [(one.row.label, one.places, one.dossiers) for one in filed_by_row(campaign.plan)] == [
        ("LĐLĐ huyện Tân Uyên", 1, 0),
        ("LĐLĐ huyện Than Uyên", 0, 1),
    ]
