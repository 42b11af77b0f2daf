"""The calendar that a unit's phones subscribe to: who stands in it, what, how it changes, and who gets it."""

import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from conferences.actions import act
from conferences.actions.feeds import renew_feed
from conferences.actions.plan_writing import write
from conferences.feeds import unit_calendar
from conferences.models import CalendarFeed, Plan
from conferences.views import feeds
from organizations.models import Bloc
from portal import clock
from tests.builders import make_dossier, make_plan, make_table, person

pytestmark = pytest.mark.django_db
TODAY = date(2020, 4, 20)


@pytest.fixture(autouse=True)
def april():
    cache.clear()
    with clock.standing_at(datetime(2020, 4, 20, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def plan(tree):
    plan = make_plan(tree.province, closes=date(2020, 5, 15))
    plan.conferences.create(position=1, level="province", own=True, when_from=date(2020, 6, 11), when_to=date(2020, 6, 12))
    make_table(plan, {tree.than_uyen: (1, 0, 2, 1)})
    return plan


def events(unit, today=TODAY):
    return list(icalendar.Calendar.from_ical(unit_calendar(unit, today)).walk("VEVENT"))


def numbers(unit):
    return {re.search(r"Kế hoạch (\S+)", event["SUMMARY"])[1] for event in events(unit)}


# --- whose plans stand in it ----------------------------------------------------------------------------------------


def test_whoever_has_places_or_stands_below_them_has_the_plan(tree, plan):
    concerned = (tree.province, tree.than_uyen, tree.than_uyen_school, tree.than_uyen_clinic)
    others = (tree.central, tree.tan_uyen, tree.tan_uyen_school, tree.dien_bien)
    assert [numbers(unit) for unit in concerned] == [{"154/KH-LĐLĐ"}] * 4
    assert [numbers(unit) for unit in others] == [set()] * 4


def test_members_of_a_bloc_with_places_have_it(tree):
    bloc = Bloc.objects.create(owner=tree.province, name="Khối")
    bloc.members.set([tree.tan_uyen])
    make_table(make_plan(tree.province), {bloc: (1, 1, 1, 1)})
    assert [numbers(unit) for unit in (tree.tan_uyen_school, tree.than_uyen_school)] == [{"154/KH-LĐLĐ"}, set()]


def test_a_plan_without_a_table_goes_to_everybody_below(tree):
    make_plan(tree.province, number="7/KH")
    assert [numbers(unit) for unit in (tree.tan_uyen_school, tree.dien_bien)] == [{"7/KH"}, set()]


@pytest.mark.parametrize(
    ("status", "shown"),
    [("draft", 0), ("submitted", 0), ("approved", 0), ("returned", 0), ("issued", 2), ("suspended", 2), ("closed", 2), ("superseded", 0)],
)
def test_only_what_has_left_the_office(tree, plan, status, shown):
    Plan.objects.update(status=status)
    assert len(events(tree.than_uyen)) == shown


def test_what_was_over_a_year_ago_is_left_out(tree, plan):
    assert [len(events(tree.than_uyen, day)) for day in (date(2021, 5, 13), date(2021, 5, 14), date(2021, 6, 12))] == [2, 1, 0]


# --- what stands in it ----------------------------------------------------------------------------------------------


def test_days_and_titles_and_nothing_else(tree, plan):
    plan.deadlines.update(from_whom="đ/c Lò Thị Mẫu", to_whom="bà Vàng Thị Mẫu, điện thoại 0912 345 678")
    make_dossier(plan, tree.than_uyen_school, name="Giàng A Mẫu", status="submitted")
    content = unit_calendar(tree.than_uyen, TODAY).decode()
    assert [name for name in ("Lò", "Vàng", "0912", "Giàng", "ATTENDEE", "ORGANIZER", "LOCATION") if name in content] == []
    found = {event["SUMMARY"]: (event["DTSTART"].dt, event["DTEND"].dt, event["DESCRIPTION"]) for event in events(tree.than_uyen)}
    text = "Kế hoạch 154/KH-LĐLĐ: Tổ chức Hội nghị điển hình tiên tiến"
    assert found == {
        "Hạn gửi hồ sơ · Kế hoạch 154/KH-LĐLĐ": (date(2020, 5, 14), date(2020, 5, 15), text),
        "Hội nghị · Kế hoạch 154/KH-LĐLĐ": (date(2020, 6, 11), date(2020, 6, 13), text),
    }


def first(unit):
    return min(events(unit), key=lambda event: event["DTSTART"].dt)


def test_a_moved_deadline_is_the_same_event_with_a_higher_sequence(tree, plan):
    """The rows are written anew, as an amendment writes them."""
    before = first(tree.than_uyen)
    write(plan, {"deadlines": [{"what": "dossier", "date": date(2020, 5, 20)}]}, {"deadlines"}, reason="Dời", by=None)
    after = first(tree.than_uyen)
    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], date(2020, 5, 20))
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt


def test_a_suspended_plan_is_struck_out_and_comes_back(tree, plan):
    approver = person("approver", tree.province)
    seen = [first(tree.than_uyen)]
    for move in ("suspend", "resume"):
        act(plan, move, by=approver, note="Bão lũ")
        seen.append(first(tree.than_uyen))
    assert [event["STATUS"] for event in seen] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert len({event["UID"] for event in seen}) == 1
    assert [event["SEQUENCE"] for event in seen] == sorted({event["SEQUENCE"] for event in seen})


# --- its address ----------------------------------------------------------------------------------------------------


def test_a_new_address_ends_the_old_one(tree):
    head = person("head", tree.than_uyen_school)
    old = renew_feed(tree.than_uyen_school, by=head).secret
    new = renew_feed(tree.than_uyen_school, by=head).secret
    assert [Client().get(reverse("conferences:feed", args=[secret])).status_code for secret in (old, new)] == [404, 200]
    assert len(new) >= 43  # 256 bits
    assert CalendarFeed.objects.count() == 1


@pytest.mark.parametrize(("role", "may"), [("filer", 1), ("head", 1), ("officer", 1), ("admin", 1), ("approver", 0), ("clerk", 0)])
def test_who_may_renew_it(tree, role, may):
    somebody = person(role, tree.than_uyen)
    if may:
        assert renew_feed(tree.than_uyen, by=somebody).renewed_by == somebody
    else:
        with pytest.raises(PermissionDenied):
            renew_feed(tree.than_uyen, by=somebody)
    with pytest.raises(PermissionDenied):
        renew_feed(tree.tan_uyen, by=somebody)


@pytest.fixture
def address(tree):
    return reverse("conferences:feed", args=[renew_feed(tree.than_uyen, by=person("head", tree.than_uyen)).secret])


def test_a_program_reads_it_without_log_in_and_asks_whether_it_changed(tree, plan, address):
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, max-age=3600", "noindex")
    assert answer.content == unit_calendar(tree.than_uyen, TODAY)
    again = Client().get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    plan.title = "Trích yếu mới"
    plan.save()
    assert Client().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_a_unit_that_is_no_more_has_no_calendar(tree, address):
    tree.than_uyen.status = "dissolved"
    tree.than_uyen.save()
    assert Client().get(address).status_code == 404


def test_guessing_is_slowed_down(address):
    wrong = reverse("conferences:feed", args=["khong-co"])
    answers = [Client().get(wrong).status_code for _ in range(feeds.WRONG_SECRETS + 1)]
    assert answers == [404] * feeds.WRONG_SECRETS + [429]
    last = Client().get(address)
    assert (last.status_code, last["Retry-After"]) == (429, "600")
    cache.clear()
    assert Client().get(address).status_code == 200


def test_as_many_queries_with_thirty_plans_as_with_one(tree, plan, address, django_assert_num_queries):
    with django_assert_num_queries(5):
        assert Client().get(address).status_code == 200
    for number in range(30):
        make_table(make_plan(tree.province, number=f"{number}/KH", closes=TODAY + timedelta(days=number)), {tree.than_uyen: (1, 1, 1, 1)})
    with django_assert_num_queries(5):
        assert Client().get(address).content.count(b"BEGIN:VEVENT") == 32
