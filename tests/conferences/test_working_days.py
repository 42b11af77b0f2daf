"""Working days: against a calendar on the wall, and against counting one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferences.working_days import WorkingDays

MAY_2024 = WorkingDays(
    {date(2024, 4, 29): "hoán đổi", date(2024, 4, 30): "Ngày Chiến thắng 30/4", date(2024, 5, 1): "Quốc tế Lao động 1/5"},
    frozenset({date(2024, 5, 4)}),
)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 4, 26), ""),
        (date(2024, 4, 27), "thứ Bảy"),
        (date(2024, 4, 28), "Chủ nhật"),
        (date(2024, 4, 29), "hoán đổi"),
        (date(2024, 5, 1), "Quốc tế Lao động 1/5"),
        (date(2024, 5, 2), ""),
        (date(2024, 5, 4), ""),  # the Saturday that is worked for 29 April
    ],
)
def test_which_days_are_worked_and_what_keeps_the_others(day, why):
    assert (MAY_2024.works(day), MAY_2024.why_off(day)) == (not why, why)


def test_the_nearest_working_days():
    assert MAY_2024.latest(date(2024, 5, 1)) == date(2024, 4, 26)
    assert MAY_2024.earliest(date(2024, 4, 27)) == date(2024, 5, 2)
    assert MAY_2024.latest(date(2024, 5, 5)) == date(2024, 5, 4)


def test_steps_from_day_to_day():
    assert MAY_2024.after(date(2024, 4, 26), 1) == date(2024, 5, 2)
    assert MAY_2024.before(date(2024, 5, 2), 1) == date(2024, 4, 26)
    assert MAY_2024.after(date(2024, 5, 3), 2) == date(2024, 5, 6)
    assert MAY_2024.before(date(2024, 4, 28), 0) == date(2024, 4, 26)


def test_a_day_that_is_off_stays_off_though_a_swap_names_it():
    assert not WorkingDays({date(2024, 5, 4): "lễ"}, frozenset({date(2024, 5, 4)})).works(date(2024, 5, 4))


DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))
CALENDARS = st.builds(
    lambda off, worked: WorkingDays(dict.fromkeys(off, "lễ"), frozenset(worked)),
    st.sets(DAYS, max_size=40),
    st.sets(DAYS, max_size=20),
)


@given(CALENDARS, DAYS, DAYS)
def test_counting_by_weeks_is_counting_one_by_one(days, first, last):
    one_by_one = sum(days.works(first + timedelta(days=at)) for at in range((last - first).days + 1))
    assert days.count(first, last) == one_by_one


@given(CALENDARS, st.tuples(DAYS, DAYS, DAYS))
def test_counts_add_up(days, three):
    first, between, last = sorted(three)
    assert days.count(first, between) + days.count(between + timedelta(days=1), last) == days.count(first, last)


@given(CALENDARS, DAYS, st.integers(0, 30))
def test_so_many_days_on_are_so_many_working_days_further(days, day, count):
    start, end = days.earliest(day), days.after(day, count)
    assert days.works(end)
    assert days.count(start, end) == count + 1
    assert days.before(end, count) == start
