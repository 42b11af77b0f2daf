"""The ranked list and its cut: literal cases, and what holds for any candidates in any order."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.ranking import ORDERS, Candidate, ranked


def one(key: int, total=None, place=None, **merits) -> Candidate:
    return Candidate(key, f"Tên {key:02}", {"total": total, **merits}, place)


def said(candidates, order=("total",), places=2):
    return [(row.key, row.rank, row.side) for row in ranked(candidates, order, places)]


@pytest.mark.parametrize(
    ("candidates", "order", "places", "rows"),
    [
        ([one(1, 80), one(2, 90), one(3, 70)], ("total",), 2, [(2, 1, "above"), (1, 2, "above"), (3, 3, "below")]),
        # nobody and nothing
        ([], ("total",), 2, []),
        ([one(1, 5)], ("total",), 0, [(1, 1, "below")]),
        # fewer than places
        ([one(1, 80), one(2, 80)], ("total",), 2, [(1, 1, "above"), (2, 1, "above")]),
        # a tie across the line stands on neither side
        ([one(1, 90), one(2, 80), one(3, 80)], ("total",), 2, [(1, 1, "above"), (2, 2, "tied"), (3, 2, "tied")]),
        # a tie below or above the line is none of its business
        ([one(1, 90), one(2, 90), one(3, 80), one(4, 80)], ("total",), 2, [(1, 1, "above"), (2, 1, "above"), (3, 3, "below"), (4, 3, "below")]),
        # the next key breaks it
        ([one(1, 80, honours=1), one(2, 80, honours=2)], ("total", "honours"), 1, [(2, 1, "above"), (1, 2, "below")]),
        # what is not known comes last
        ([one(1, None), one(2, 0)], ("total",), 1, [(2, 1, "above"), (1, 2, "below")]),
        # votes as exact shares: 2/3 is more than 66/100
        (
            [one(1, 80, votes=Fraction(66, 100)), one(2, 80, votes=Fraction(2, 3))],
            ("total", "votes"),
            1,
            [(2, 1, "above"), (1, 2, "below")],
        ),
        # a plan that names no order ranks nobody
        ([one(1, 80), one(2, 90)], (), 1, [(1, 1, "tied"), (2, 1, "tied")]),
        # by hand: third, whatever the points
        ([one(1, 80), one(2, 90), one(3, 99, place=3)], ("total",), 2, [(2, 1, "above"), (1, 2, "above"), (3, 3, "below")]),
        # two of one place by hand stand one after the other; a place beyond the end is the last
        ([one(1, 80, place=1), one(2, 90, place=1), one(3, 99)], ("total",), 2, [(1, 1, "above"), (2, 2, "above"), (3, 3, "below")]),
        ([one(1, 80, place=9), one(2, 70)], ("total",), 1, [(2, 1, "above"), (1, 2, "below")]),
        # somebody placed by hand within a tie breaks it for nobody else
        ([one(1, 80), one(2, 80), one(3, 10, place=2)], ("total",), 2, [(1, 1, "tied"), (3, 2, "above"), (2, 1, "tied")]),
    ],
)
def test_who_stands_where(candidates, order, places, rows):
    assert said(candidates, order, places) == rows


MERIT = st.none() | st.integers(0, 3)
PEOPLE = st.lists(st.tuples(MERIT, MERIT, st.none() | st.integers(1, 8)), max_size=12)
KEYS = st.lists(st.sampled_from(["total", "honours"]), unique=True)


def people(drawn):
    return [Candidate(at, f"Tên {at % 3}", {"total": total, "honours": honours}, place) for at, (total, honours, place) in enumerate(drawn)]


@given(PEOPLE, KEYS, st.integers(0, 14), st.randoms())
def test_the_order_in_which_they_come_does_not_matter(drawn, order, places, random):
    candidates = people(drawn)
    first = ranked(candidates, order, places)
    random.shuffle(candidates)
    assert ranked(candidates, order, places) == first


@given(PEOPLE, KEYS, st.integers(0, 14))
def test_the_cut_never_gives_more_than_the_places_and_everybody_is_there_once(drawn, order, places):
    rows = ranked(people(drawn), order, places)
    assert sum(row.side == "above" for row in rows) <= places
    assert sorted(row.key for row in rows) == list(range(len(drawn)))


@given(PEOPLE, KEYS, st.integers(0, 14))
def test_who_is_equal_is_never_parted_by_the_line(drawn, order, places):
    rows = [row for row in ranked(people(drawn), order, places) if row.candidate.place is None]
    sides: dict[tuple, set[str]] = {}
    for row in rows:
        sides.setdefault(tuple(row.candidate.merits.get(key) for key in order), set()).add(row.side)
    assert {len(found) for found in sides.values()} <= {1}


@given(st.permutations(range(6)), st.integers(0, 8))
def test_without_ties_the_places_are_filled_to_the_last(totals, places):
    rows = ranked([one(at, total) for at, total in enumerate(totals)], ("total",), places)
    assert sum(row.side == "above" for row in rows) == min(places, 6)
    assert [row.candidate.merits["total"] for row in rows] == sorted(totals, reverse=True)


def test_every_key_that_a_plan_may_choose_has_its_words():
    assert list(ORDERS) == ["total", "honours", "initiatives", "votes", "woman", "direct", "ethnic", "younger", "older", "lot"]
