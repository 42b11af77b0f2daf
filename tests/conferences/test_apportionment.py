"""Places are shared in proportion, to the place; published results come out again, and the laws of each method hold."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferences.apportionment import METHODS, Claim, Fault, Unshareable, faults_of, share
from tests.conferences.data import us_house
from tests.soaking import many_cases, many_cases_of

DIVISORS = [name for name, method in METHODS.items() if method.divisor]


def house(year: int) -> list[Claim]:
    return [Claim(state, people, floor=1) for state, people in zip(us_house.STATES, us_house.POPULATION[year], strict=True)]


def claims(*weights, **bounds) -> list[Claim]:
    return [Claim(letter, weight, **bounds) for letter, weight in zip("ABCDEFGH", weights, strict=False)]


# --- published results ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", us_house.SEATS)
def test_the_house_of_representatives_by_huntington_hill(year):
    found = share(house(year), 435, "huntington_hill")
    assert found.places == dict(zip(us_house.STATES, us_house.SEATS[year], strict=True))


def test_the_bundestag_of_2025_by_sainte_lague():
    """Second votes of the parties that take part, 630 seats (§ 4 BWahlG): Bundeswahlleiterin, final result of 23 February 2025."""
    votes = {
        "CDU": 11_196_374, "AfD": 10_328_780, "SPD": 8_149_124, "GRÜNE": 5_762_380, "Die Linke": 4_356_532, "CSU": 2_964_028,
        "SSW": 76_138,
    }  # fmt: skip
    found = share([Claim(party, number) for party, number in votes.items()], 630, "sainte_lague")
    assert found.places == {"CDU": 164, "AfD": 152, "SPD": 120, "GRÜNE": 85, "Die Linke": 64, "CSU": 44, "SSW": 1}


def test_in_2020_minnesota_took_the_last_seat_and_new_york_missed_it_by_89_people():
    """U.S. Census Bureau, priority values of 2020: seat 435 is Minnesota's eighth, the next would be New York's 27th."""
    found = share(house(2020), 435, "huntington_hill")
    assert [(award.key, award.number) for award in found.order()[-1:]] == [("MN", 8)]
    assert found.runner_up == "NY"

    def with_more(people: int) -> dict[str, int]:
        table = [replace(one, weight=one.weight + people) if one.key == "NY" else one for one in house(2020)]
        return share(table, 435, "huntington_hill").places

    assert (with_more(88)["NY"], with_more(89)["NY"]) == (26, 27)


@pytest.mark.parametrize(
    ("method", "places"),
    [
        ("largest_remainder", [6, 4, 0]),  # 0.7 and 0.7 before 0.6
        ("dhondt", [6, 4, 0]),
        ("sainte_lague", [5, 4, 1]),
        ("huntington_hill", [5, 4, 1]),
        ("adams", [5, 4, 1]),
    ],
)
def test_each_method_by_hand(method, places):
    """570, 370 and 60 of 1,000 for 10 places: q is 5.7, 3.7 and 0.6; the highest quotients are worked out on paper."""
    assert list(share(claims(570, 370, 60), 10, method).places.values()) == places


# --- the working ----------------------------------------------------------------------------------------------------


def test_the_working_of_the_largest_remainder():
    found = share(claims(50, 30, 20), 7)
    assert [(line.places, line.exact, line.last) for line in found.lines] == [
        (4, Fraction(7, 2), Fraction(1, 2)),
        (2, Fraction(21, 10), Fraction(1, 10)),
        (1, Fraction(7, 5), Fraction(2, 5)),
    ]
    assert [(award.key, award.number, award.won_by) for award in found.order()] == [("A", 4, Fraction(1, 2))]
    assert found.runner_up == "C"


def test_the_working_of_a_divisor_method_tells_each_place_in_order():
    found = share(claims(6, 4), 3, "sainte_lague")
    assert [(award.key, award.number, award.won_by) for award in found.order()] == [("A", 1, 6), ("B", 1, 4), ("A", 2, 2)]
    assert [(line.last, line.next) for line in found.lines] == [(2, Fraction(6, 5)), (4, Fraction(4, 3))]
    assert found.runner_up == "B"


def test_everybodys_first_place_by_adams_is_won_by_no_number():
    found = share(claims(9, 1), 3, "adams")
    assert [(award.key, award.won_by) for award in found.order()] == [("A", None), ("B", None), ("A", 9)]


def test_a_tie_goes_to_the_greater_weight_and_then_to_the_first_key():
    assert share(claims(3, 1), 2, "dhondt").places == {"A": 2, "B": 0}
    assert share(claims(3, 1, 1), 4, "dhondt").places == {"A": 3, "B": 1, "C": 0}
    assert share([Claim("B", 1), Claim("A", 1)], 1).places == {"B": 0, "A": 1}


def test_weights_may_be_decimals_and_fractions():
    assert share([Claim("A", Decimal("0.5")), Claim("B", Fraction(1, 3)), Claim("C", 1)], 11).places == {"A": 3, "B": 2, "C": 6}


def test_quotients_that_floating_point_cannot_tell_apart_are_told_apart():
    great = 10**20
    assert share([Claim("A", great), Claim("B", great + 1)], 1, "dhondt").places == {"A": 0, "B": 1}
    assert float(great) == float(great + 1)  # the control


# --- floors and ceilings --------------------------------------------------------------------------------------------


def test_by_largest_remainder_the_rest_is_shared_in_proportion_beside_those_at_their_bounds():
    table = [Claim("A", 80, ceiling=4), Claim("B", 10, floor=5), Claim("C", 6), Claim("D", 4)]
    found = share(table, 12)
    assert found.places == {"A": 4, "B": 5, "C": 2, "D": 1}
    assert [line.exact for line in found.lines] == [4, 5, Fraction(9, 5), Fraction(6, 5)]


def test_fixed_places_are_a_floor_that_is_the_ceiling():
    found = share([Claim("A", 90, floor=2, ceiling=2), Claim("B", 5), Claim("C", 5)], 10, "sainte_lague")
    assert found.places == {"A": 2, "B": 4, "C": 4}


def test_no_weight_gets_the_floor_and_no_more():
    assert [share([Claim("A", 0, floor=2), Claim("B", 1)], 9, name).places for name in METHODS] == [{"A": 2, "B": 7}] * 5


# --- laws -----------------------------------------------------------------------------------------------------------


@st.composite
def tables(draw, bounds: bool = True):
    """Claims, and places that they can take."""
    weights = draw(st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
    many = {"min_size": len(weights), "max_size": len(weights)}
    floors = draw(st.lists(st.integers(0, 3), **many)) if bounds else [0] * len(weights)
    rooms = draw(st.lists(st.none() | st.integers(0, 6), **many)) if bounds else [None] * len(weights)
    table = [
        Claim(str(number), weight, floor, None if room is None else floor + room)
        for number, (weight, floor, room) in enumerate(zip(weights, floors, rooms, strict=True))
    ]
    most = sum(floors) + sum(40 if room is None else room for weight, room in zip(weights, rooms, strict=True) if weight)
    return table, draw(st.integers(sum(floors), most))


divisors = st.sampled_from(DIVISORS)


@many_cases_of(len(METHODS))
@given(tables())
def test_the_sum_is_the_number_of_places_and_floors_and_ceilings_are_kept(table):
    for method in METHODS:
        places = share(*table, method).places
        assert sum(places.values()) == table[1]
        assert all(claim.floor <= places[claim.key] for claim in table[0])
        assert all(claim.ceiling is None or places[claim.key] <= claim.ceiling for claim in table[0])


@many_cases_of(len(METHODS))
@given(tables(), st.integers(0, 10**6))
def test_the_order_of_the_rows_does_not_matter(table, seed):
    turned = list(table[0])
    Random(seed).shuffle(turned)
    for method in METHODS:
        assert share(turned, table[1], method).places == share(*table, method).places


@many_cases
@given(tables(bounds=False))
def test_by_largest_remainder_nobody_is_a_whole_place_away_from_q(table):
    assert all(abs(line.places - line.exact) < 1 for line in share(*table).lines)


@many_cases_of(len(DIVISORS))
@given(tables())
def test_one_place_more_takes_none_from_anybody(table):
    for method in DIVISORS:
        before = share(*table, method)
        if before.runner_up is not None:
            after = share(table[0], table[1] + 1, method).places
            assert after == before.places | {before.runner_up: before.places[before.runner_up] + 1}


@many_cases_of(len(DIVISORS))
@given(tables(), st.integers(1, 500))
def test_who_grows_alone_loses_nothing(table, more):
    first = table[0][0]
    grown = [replace(first, weight=first.weight + more), *table[0][1:]]
    for method in DIVISORS:
        assert share(grown, table[1], method).places[first.key] >= share(*table, method).places[first.key]


@many_cases_of(len(DIVISORS))
@given(tables(), st.lists(st.integers(1, 1500), min_size=8, max_size=8))
def test_who_grows_faster_gives_nothing_to_who_grows_slower(table, new):
    """Population monotonicity, pair by pair, when all weights change at once (Balinski and Young, 2001)."""
    rows = [claim for claim in table[0] if claim.weight]
    later = {claim.key: weight for claim, weight in zip(rows, new, strict=False)}
    grown = [replace(claim, weight=later.get(claim.key, 0)) for claim in table[0]]
    for method in DIVISORS:
        before, after = share(*table, method).places, share(grown, table[1], method).places
        for one, other in permutations(rows, 2):
            if later[one.key] * other.weight > later[other.key] * one.weight:
                assert after[one.key] >= before[one.key] or after[other.key] <= before[other.key]


@given(tables(), divisors)
def test_a_divisor_method_is_what_one_finds_by_looking_for_the_highest_quotient(table, method):
    rows, places = table
    taken = {claim.key: claim.floor for claim in rows}

    def priority(claim: Claim) -> tuple:
        below = METHODS[method].divisor(taken[claim.key])
        quotient = Fraction(claim.weight) ** METHODS[method].power / below if below else Fraction(10**9)
        return quotient, claim.weight, -int(claim.key)

    for _ in range(places - sum(taken.values())):
        growing = [one for one in rows if one.weight and (one.ceiling is None or taken[one.key] < one.ceiling)]
        taken[max(growing, key=priority).key] += 1
    assert share(rows, places, method).places == taken


# --- what cannot be shared ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "places", "faults"),
    [
        (claims(-1, 2), 3, [Fault("A", "weight", "A: trọng số -1 là số âm.")]),
        (claims(1, floor=-2), 3, [Fault("A", "floor", "A: số suất ít nhất -2 là số âm.")]),
        (
            [Claim("A", -1, floor=3, ceiling=2), Claim("B", 1), Claim("B", 2)],
            -5,
            [
                Fault("A", "weight", "A: trọng số -1 là số âm."),
                Fault("A", "ceiling", "A: nhiều nhất 2 suất thì ít hơn số suất ít nhất 3."),
                Fault("B", "key", "B: có hai dòng; hãy gộp lại làm một."),
                Fault("", "places", "Tổng số suất là -5; phải từ 0 trở lên."),
            ],
        ),
        (claims(1, 1, floor=4), 7, [Fault("", "floor", "Số suất ít nhất cộng lại là 8, nhiều hơn 7 suất được chia.")]),
        (claims(0, 0), 2, [Fault("", "weight", "Còn 2 suất mà mọi trọng số đều bằng 0: không biết chia cho ai.")]),
        ([], 2, [Fault("", "weight", "Còn 2 suất mà mọi trọng số đều bằng 0: không biết chia cho ai.")]),
        (claims(1, 1, ceiling=3), 7, [Fault("", "ceiling", "Số suất nhiều nhất cộng lại chỉ 6, ít hơn 7 suất được chia.")]),
    ],
)
def test_what_cannot_be_shared_is_named_all_at_once(table, places, faults):
    assert faults_of(table, places) == faults
    with pytest.raises(Unshareable) as refused:
        share(table, places)
    assert list(refused.value.faults) == faults


def test_nothing_to_share_is_no_fault():
    assert [share(claims(0, 0), 0, name).places for name in METHODS] == [{"A": 0, "B": 0}] * 5
    assert [share([], 0, name).places for name in METHODS] == [{}] * 5
