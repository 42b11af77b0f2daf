"""The calendar backwards from a conference, and by months: on the wall's calendar, and for any day and any holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferences import checking
from conferences.calendar import CONFLICTS, STEPS, Due, compared, meeting_day, months, said, suggestions
from conferences.working_days import DAY, WorkingDays

MEETING = date(2020, 6, 11)  # a Thursday
SPRING = WorkingDays({date(2020, 4, 30): "Ngày Chiến thắng", date(2020, 5, 1): "Quốc tế Lao động"})


def by_step(found):
    return {one.step.key: one.day for one in found}


def test_each_step_has_its_working_days_before_the_next():
    assert by_step(suggestions(MEETING, SPRING)) == {
        "decision": date(2020, 6, 4),
        "council": date(2020, 6, 1),
        "screening": date(2020, 5, 28),
        "dossier": date(2020, 5, 21),
        "plan": date(2020, 4, 21),  # two days earlier than without 30 April and 1 May
    }
    assert by_step(suggestions(MEETING, WorkingDays()))["plan"] == date(2020, 4, 23)


def test_a_conference_on_a_sunday_counts_from_the_friday_before():
    assert suggestions(date(2020, 6, 14), SPRING) == suggestions(date(2020, 6, 12), SPRING)


def test_too_little_time_shortens_every_distance():
    found = suggestions(MEETING, SPRING, today=date(2020, 5, 28))
    assert (by_step(found)["plan"], {one.squeezed for one in found}) == (date(2020, 5, 28), {True})
    assert [one.day for one in found] == [date(2020, 6, day) for day in (10, 9, 9, 5)] + [date(2020, 5, 28)]
    enough = suggestions(MEETING, SPRING, today=date(2020, 4, 21))
    assert (enough, {one.squeezed for one in enough}) == (suggestions(MEETING, SPRING), {False})


@pytest.mark.parametrize("today", [MEETING, MEETING + DAY, date(2021, 1, 1)])
def test_nothing_is_suggested_when_the_day_has_come(today):
    assert suggestions(MEETING, SPRING, today=today) == []
    assert len(suggestions(MEETING, SPRING, today=MEETING - DAY)) == len(STEPS)


DATES = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@st.composite
def worlds(draw):
    """A conference day and the days off of the months before it."""
    meeting = draw(DATES)
    off = draw(st.sets(st.integers(0, 90), max_size=12))
    return meeting, WorkingDays({meeting - timedelta(days=before): "lễ" for before in off})


@given(worlds())
def test_suggested_days_are_working_days_with_their_distances(world):
    meeting, days = world
    found = suggestions(meeting, days)
    after = [days.latest(meeting), *(one.day for one in found)]
    assert all(days.works(one.day) for one in found)
    assert [days.count(one.day + DAY, later) for one, later in zip(found, after, strict=False)] == [step.days for step in STEPS]


@given(worlds(), st.integers(1, 120))
def test_however_late_it_is_the_steps_stay_in_order_and_none_is_over(world, left):
    meeting, days = world
    today = meeting - timedelta(days=left)
    found = [one.day for one in suggestions(meeting, days, today=today)]
    assert found == sorted(found, reverse=True)
    assert all(today <= day <= days.latest(meeting) and days.works(day) for day in found)
    assert found or days.latest(meeting) < today


@given(worlds())
def test_a_plan_that_keeps_to_the_suggestions_has_no_conflict(world):
    """The same checks as everywhere else; that the conference itself falls on a day off is the office's own choice."""
    meeting, days = world
    day = by_step(suggestions(meeting, days))
    data = plan(day["plan"], day["dossier"], meeting)
    found = checking.findings(data, today=None, days=days, checks=CONFLICTS)
    assert {one.code for one in found} <= {"conference-on-day-off"}


def plan(issued, closes, meeting):
    return {
        "date": issued,
        "deadlines": [{"what": "dossier", "date": closes}],
        "conferences": [{"own": True, "when": {"from": meeting, "to": meeting}}],
    }


def test_conflicts_are_those_of_the_checks_and_no_others():
    data = plan(date(2020, 6, 1), date(2020, 6, 13), MEETING)
    found = checking.findings(data, today=None, days=SPRING, checks=CONFLICTS)
    assert {one.code for one in found} == {"deadline-after-event", "deadline-on-day-off"}
    assert set(found) < set(checking.findings(data, today=None, days=SPRING))


# --- what the plan says ---------------------------------------------------------------------------------------------


def test_the_day_of_the_meeting_is_the_first_of_its_span():
    span = {"own": True, "when": {"from": date(2020, 6, 11), "to": date(2020, 6, 20)}}
    assert meeting_day({"conferences": [{"when": {"from": date(2020, 3, 1)}}, span]}) == date(2020, 6, 11)
    assert meeting_day({"conferences": [{"own": True, "when": {"text": "tháng 6"}}]}) is None
    assert meeting_day({}) is None


def test_the_plans_own_days():
    data = {
        "date": date(2020, 3, 16),
        "deadlines": [
            {"what": "dossier", "date": date(2020, 5, 20)},
            {"what": "dossier", "date": date(2020, 5, 15), "before": True},
            {"what": "speech", "date": date(2020, 5, 1)},
        ],
    }
    assert (said(data, "plan"), said(data, "dossier"), said(data, "council")) == (date(2020, 3, 16), date(2020, 5, 14), None)


@pytest.mark.parametrize(
    ("plan_day", "words"),
    [
        (date(2020, 4, 29), "đúng ngày gợi ý"),
        (date(2020, 4, 28), "sớm hơn gợi ý 1 ngày làm việc"),
        (date(2020, 5, 4), "muộn hơn gợi ý 1 ngày làm việc"),
        (date(2020, 5, 3), "muộn hơn gợi ý, không mất ngày làm việc nào"),
    ],
)
def test_the_plans_day_beside_the_suggested_one(plan_day, words):
    assert compared(plan_day, date(2020, 4, 29), SPRING) == words


# --- by months ------------------------------------------------------------------------------------------------------


def due(day, until=None):
    facts = {"plan_id": 1, "number": "1/KH", "title": "", "status": "issued", "status_word": "", "office": ""}
    return Due(day=day, until=until, what="dossier", label="Hạn", **facts)


def lines(found):
    return [(month.label, [(line.day.day, bool(line.due), line.is_today, line.is_over) for line in month.lines]) for month in found]


def test_today_has_its_own_line_between_what_is_over_and_what_comes():
    found = months([due(date(2020, 4, 2)), due(date(2020, 4, 30)), due(date(2020, 6, 1))], date(2020, 4, 20))
    assert lines(found) == [
        ("Tháng 4/2020", [(2, True, False, True), (20, False, True, False), (30, True, False, False)]),
        ("Tháng 6/2020", [(1, True, False, False)]),
    ]


def test_what_is_due_today_is_marked_itself():
    found = months([due(date(2020, 4, 20)), due(date(2020, 4, 18), until=date(2020, 4, 21))], date(2020, 4, 20))
    assert lines(found) == [("Tháng 4/2020", [(20, True, True, False), (18, True, True, False)])]


def test_without_a_mark_today_has_no_line():
    assert lines(months([due(date(2020, 4, 2))], date(2020, 6, 1), mark=False)) == [("Tháng 4/2020", [(2, True, False, True)])]
    assert months([], date(2020, 6, 1), mark=False) == []
