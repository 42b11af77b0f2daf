"""Which cell a unit files against, and how many of its places are taken."""

from nominations.places import filed_by_row, place_for, places_of
from organizations.models import Bloc
from tests.builders import make_dossier, make_plan, make_table


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


def test_whoever_lost_the_places_is_still_counted(campaign):
    make_dossier(campaign.plan, campaign.school, status="submitted")
    campaign.table.status = "superseded"
    campaign.table.save()
    make_table(campaign.plan, {campaign.tree.tan_uyen: (1, 0, 0, 0)}, number=2)
    assert [(one.row.label, one.places, one.dossiers) for one in filed_by_row(campaign.plan)] == [
        ("LĐLĐ huyện Tân Uyên", 1, 0),
        ("LĐLĐ huyện Than Uyên", 0, 1),
    ]
