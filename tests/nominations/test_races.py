"""Many at once for the last places, or for one number: no more is given than there is. Only PostgreSQL shows a missing lock."""

import time
from collections import Counter
from datetime import date
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection, transaction

import nominations.rules
from conferences.actions import publish_allocation
from conferences.models import Quota
from nominations.actions import dossiers as filing
from nominations.actions import draft_decision, issue_decision, share_places, submit_dossier
from nominations.actions.sending import send_proposal
from nominations.models import Decision, Dossier
from nominations.places import place_for, places_held, quota_for
from nominations.shares import shares_of
from organizations.models import Bloc
from portal.middleware import let_go
from portal.moves import Overtaken, Refused
from tests.builders import give_on, make_decision, make_dossier, make_plan, make_proposal, make_table, make_unit, person
from tests.racing import together

PEOPLE = 32
KEY = "person-public"
ROUNDS = pytest.mark.parametrize("rounds", [1, pytest.param(100, marks=pytest.mark.soak)])
only_where_locks_show = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time, lock or no lock")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("heads", [8, pytest.param(40, marks=pytest.mark.soak)])
def test_many_heads_file_at_once_against_two_places(campaign, heads):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="endorsed") for _ in range(heads)]
    answers = together(*(lambda one=one: submit_dossier(Dossier.objects.get(pk=one.pk), by=campaign.head) for one in dossiers))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    busy = [answer for answer in answers if isinstance(answer, OperationalError)]  # waited 3 s for the lock: "try again"
    assert Dossier.objects.filter(status="submitted").count() == 2
    assert len(refused) + len(busy) == heads - 2
    assert all(answer.reasons[0].startswith("Đã hết chỉ tiêu") for answer in refused)


@pytest.mark.django_db(transaction=True)
def test_a_dossier_filed_while_a_new_table_is_published_is_asked_by_the_new_one(campaign):
    dossier, publishing = make_dossier(campaign.plan, campaign.school, status="endorsed"), Event()
    row = quota_for(campaign.plan, campaign.school, dossier.category).row
    newer = make_table(campaign.plan, {row.unit: (1, 1, 0, 1)}, status="approved", number=2)  # none of the category

    def publish() -> None:
        with transaction.atomic():
            publish_allocation(newer, by=campaign.approver)
            publishing.set()
            time.sleep(0.5)  # the dossier comes in before this is committed

    def file() -> None:
        publishing.wait(10)
        submit_dossier(Dossier.objects.get(pk=dossier.pk), by=campaign.head)

    published, filed = together(publish, file)
    assert (published, type(filed)) == (None, Refused)
    assert filed.reasons == [f"{campaign.school.label} không có chỉ tiêu ở đối tượng “{dossier.category.label}”."]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_proposal", [False, True])
def test_a_dossier_that_changes_its_category_while_its_filing_waits_is_filed_against_the_place_of_the_new_one(campaign, by_proposal):
    """For workers in business the school has a place of its own, for all else that of its district."""
    own = give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 0, 1))
    dossier, changing = make_dossier(campaign.plan, campaign.school, status="endorsed"), Event()
    proposal = make_proposal(campaign.plan, campaign.school, [dossier])

    def change() -> None:
        with transaction.atomic():
            list(Quota.objects.select_for_update().filter(row__unit=campaign.tree.than_uyen))
            Dossier.objects.filter(pk=dossier.pk).update(category=campaign.plan.categories.get(key="person-business"))
            changing.set()
            time.sleep(0.5)  # the dossier comes in before this is committed

    def file() -> None:
        seen = Dossier.objects.select_related("category").get(pk=dossier.pk)
        changing.wait(10)
        send_proposal(proposal, by=campaign.head) if by_proposal else submit_dossier(seen, by=campaign.head)

    assert together(change, file) == [None, None]
    dossier.refresh_from_db()
    assert (dossier.status, dossier.category.key, dossier.holder) == ("submitted", "person-business", own)


@pytest.mark.django_db(transaction=True)
def test_the_same_dossier_submitted_by_two_tabs_is_filed_once(campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    answers = together(*[lambda: submit_dossier(Dossier.objects.get(pk=dossier.pk), by=campaign.head)] * 2)
    assert [type(answer).__name__ for answer in answers] == ["MoveRecord", "MoveRecord"]
    assert answers[0].pk == answers[1].pk


@pytest.mark.django_db(transaction=True)
def test_two_decisions_issued_at_once_get_two_numbers(campaign):
    waiting = [
        make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="decided")], status="approved")
        for _ in range(2)
    ]
    answers = together(*(lambda one=one: issue_decision(one, on=date(2020, 4, 17), by=campaign.clerk) for one in waiting))
    assert [type(answer).__name__ for answer in answers] == ["MoveRecord", "MoveRecord"]
    assert sorted(Decision.objects.values_list("number", flat=True)) == ["01/QĐ-LĐLĐ", "02/QĐ-LĐLĐ"]


@pytest.mark.django_db(transaction=True)
def test_two_decisions_drafted_at_once_do_not_both_list_one_dossier(campaign):
    accepted = [make_dossier(campaign.plan, campaign.school, status="accepted") for _ in range(2)]
    drafts = [
        {"plan": campaign.plan, "award_form": "Bằng khen", "merit": "đã có thành tích", "dossiers": order, "by": campaign.officer}
        for order in (accepted, accepted[::-1])
    ]
    answers = together(*(lambda one=one: draft_decision(**one) for one in drafts))
    assert sorted(type(answer).__name__ for answer in answers) == ["Decision", "Refused"]
    assert Decision.objects.get().lines.count() == 2


# --- 32 people at once ----------------------------------------------------------------------------------------------


@pytest.fixture
def crowd(campaign):
    """32 grassroots unions of one district, each with its head; and the bloc they all stand in."""
    units = [make_unit(f"Công đoàn cơ sở số {number}", campaign.tree.than_uyen) for number in range(PEOPLE)]
    bloc = Bloc.objects.create(owner=campaign.tree.province, name="Khối Trường học")
    bloc.members.set(units)
    return [(unit, person("head", unit)) for unit in units], bloc


def waiting_dossiers(plan, crowd, count):
    """`count` endorsed dossiers, dealt to the people in turn."""
    hands = [[] for _ in crowd]
    for number in range(count):
        unit, head = crowd[number % len(crowd)]
        hands[number % len(crowd)].append(make_dossier(plan, unit, status="endorsed", created_by=head))
    return [(head, hand) for (_, head), hand in zip(crowd, hands, strict=True)]


def file_all(head, hand):
    """Each of them until it is filed or refused: whoever waited too long for the lock is told to try again, and does."""
    for dossier in hand:
        while True:
            try:
                submit_dossier(Dossier.objects.get(pk=dossier.pk), by=head)
            except OperationalError as busy:
                let_go(busy)
                continue
            except Refused as refused:
                assert refused.reasons[0].startswith("Đã hết chỉ tiêu")
            break


def one_round(campaign, crowd, holder, places, dossiers, *, number, **terms):
    """The plan after everybody has filed at once against `places` of the holder."""
    plan = make_plan(campaign.tree.province, number=f"{400 + number}/KH-LĐLĐ")
    make_table(plan, {holder: (0, 0, places, 0)}, **terms)
    answers = together(*(lambda one=one: file_all(*one) for one in waiting_dossiers(plan, crowd, dossiers)))
    assert answers == [None] * len(crowd)
    return plan


@ROUNDS
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("places", "dossiers"), [(1, 32), (10, 32), pytest.param(100, 132, marks=pytest.mark.soak)])
def test_32_people_at_once_fill_the_quota_exactly(campaign, crowd, places, dossiers, rounds):
    for number in range(rounds):
        plan = one_round(campaign, crowd[0], campaign.tree.than_uyen, places, dossiers, number=number)
        states = Counter(plan.dossiers.values_list("status", flat=True))
        assert states == {"submitted": places, "endorsed": dossiers - places}


@ROUNDS
@pytest.mark.django_db(transaction=True)
def test_32_people_at_once_fill_the_places_of_their_bloc_exactly(campaign, crowd, rounds):
    people, bloc = crowd
    for number in range(rounds):
        plan = one_round(campaign, people, bloc, 10, 32, number=number)
        assert Counter(plan.dossiers.values_list("status", flat=True)) == {"submitted": 10, "endorsed": 22}


@ROUNDS
@pytest.mark.django_db(transaction=True)
def test_32_people_at_once_beyond_the_quota_get_every_number_of_the_queue_once(campaign, crowd, rounds):
    people, bloc = crowd
    for number in range(rounds):
        holder = campaign.tree.than_uyen if number % 2 else bloc
        plan = one_round(campaign, people, holder, 10, 32, number=number, takes_reserves=True)
        numbers = sorted(plan.dossiers.exclude(reserve=None).values_list("reserve", flat=True))
        assert (plan.dossiers.taking_places().count(), numbers) == (10, list(range(1, 23)))


@ROUNDS
@pytest.mark.django_db(transaction=True)
def test_places_taken_back_while_they_are_filed_against_are_never_both(campaign, rounds):
    """The district takes its place back from the school at the moment in which the school files against it."""
    head = person("head", campaign.tree.than_uyen)
    for number in range(rounds):
        plan = make_plan(campaign.tree.province, number=f"{400 + number}/KH-LĐLĐ")
        table = make_table(plan, {campaign.tree.than_uyen: (0, 0, 1, 0)})
        give_on(table, campaign.tree.than_uyen, campaign.school, (0, 0, 1, 0))
        row, category = table.rows.get(unit=campaign.tree.than_uyen), plan.categories.get(key=KEY).pk
        dossier, back = make_dossier(plan, campaign.school, status="endorsed"), {(campaign.school.pk, category): 0}
        answers = together(
            lambda one=dossier: file_all(campaign.head, [one]),
            lambda row=row, back=back: share_places(row, cells=back, seen=shares_of(row).mark, by=head),
        )
        assert type(answers[1]) in (type(None), Refused, Overtaken, OperationalError)
        assert min(place.left for place in places_held(plan).values()) >= 0
        assert plan.dossiers.taking_places().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_give_to_one_unit_at_once_do_not_both(campaign):
    team = make_unit("Tổ công đoàn Toán", campaign.school)
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 1, 0))
    heads = {campaign.tree.than_uyen: person("head", campaign.tree.than_uyen), campaign.school: campaign.head}
    rows = [(campaign.table.rows.get(unit=unit), head) for unit, head in heads.items()]
    cells = {(team.pk, campaign.plan.categories.get(key=KEY).pk): 1}
    answers = together(
        *(lambda row=row, head=head: share_places(row, cells=cells, seen=shares_of(row).mark, by=head) for row, head in rows)
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]
    refused = next(answer for answer in answers if answer)
    assert refused.reasons == ["Tổ công đoàn Toán đã có suất từ nơi khác trong bảng này; một đơn vị chỉ nhận từ một nơi."]


# --- the same without the lock: these say that the tests above would have noticed ---------------------------------------


def all_at_once(answer_of, people):
    """Everybody has counted before anybody goes on: what the lock forbids."""
    met = Barrier(people)

    def counted(*args):
        answer = answer_of(*args)
        met.wait(10)
        return answer

    return counted


def without_lock(monkeypatch):
    monkeypatch.setattr(filing, "hold_places", lambda plan, unit, categories: None)


@only_where_locks_show
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of_bloc", [False, True])
def test_without_the_lock_more_is_given_than_there_is(campaign, crowd, monkeypatch, of_bloc):
    people, bloc = crowd[0][:8], crowd[1]
    without_lock(monkeypatch)
    monkeypatch.setattr(nominations.rules, "place_for", all_at_once(place_for, 8))
    plan = one_round(campaign, people, bloc if of_bloc else campaign.tree.than_uyen, 1, 8, number=0)
    assert plan.dossiers.taking_places().count() == 8


@only_where_locks_show
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_number_of_the_queue_is_given_twice_and_the_database_objects(campaign, crowd, monkeypatch):
    plan = make_plan(campaign.tree.province, number="400/KH-LĐLĐ")
    make_table(plan, {campaign.tree.than_uyen: (0, 0, 1, 0)}, takes_reserves=True)
    people = waiting_dossiers(plan, crowd[0][:3], 3)
    file_all(*people[0])
    without_lock(monkeypatch)
    monkeypatch.setattr(filing, "next_reserve", all_at_once(filing.next_reserve, 2))
    answers = together(*(lambda one=one: file_all(*one) for one in people[1:]))
    assert sorted(type(answer).__name__ for answer in answers) == ["IntegrityError", "NoneType"]
