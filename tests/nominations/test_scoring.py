"""Points by a score sheet: literal cases, and what holds for any sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.scoring import Deed, Facts, Formula, Line, Period, computed, data_of, line_of, missing, points, total

BEST = Deed("title", "cstd-tinh", "province", 2018)
BASE = Deed("title", "cstd-co-so", "grassroots", 2017)
IDEA = Deed("initiative", "sk-co-so", "grassroots", 2019)
OLD = Deed("initiative", "sk-tinh", "province", 2010)
BLAME = Deed("discipline", "khien-trach", "", 2016)
FACTS = Facts((BEST, BASE, BASE, IDEA, OLD, BLAME), years=12)
PERIOD = Period(2015, 2020)


def formula(counts: str, each: str, most: str = "100", **more) -> Line:
    return Line("f", "Công thức", "formula", Decimal(most), Formula(counts, Decimal(each), **more))


@pytest.mark.parametrize(
    ("line", "worth"),
    [
        (formula("title", "2"), "6"),
        (formula("title", "2", most="5"), "5"),  # up to the most of the line
        (formula("title", "2.5", level="grassroots"), "5.0"),
        (formula("title", "3", honour="cstd-tinh"), "3"),
        (formula("title", "3", honour="cstd-tinh", level="grassroots"), "0"),
        (formula("initiative", "1.25"), "2.50"),
        (formula("initiative", "1.25", in_period=True), "1.25"),
        (formula("award", "4"), "0"),
        (formula("years", "0.1"), "1.2"),  # no float: 12 times a tenth
        (formula("years", "0.1", most="1"), "1"),
        (formula("discipline", "5"), "5"),
        (Line("p", "Điểm", "points", Decimal(10)), None),
    ],
    ids=lambda value: getattr(getattr(value, "formula", None), "counts", str(value)),
)
def test_what_a_formula_gives(line, worth):
    assert computed(line, FACTS, PERIOD) == (None if worth is None else Decimal(worth))


def test_years_that_nobody_knows_count_nothing():
    assert computed(formula("years", "1"), Facts(), PERIOD) == 0


SHEET = (
    Line("a", "Thực hiện nhiệm vụ", "points", Decimal(40)),
    Line("b", "Sáng tạo", "points", Decimal(30)),
    Line("c", "Cộng", "bonus", Decimal(5)),
    Line("d", "Trừ", "penalty", Decimal(10)),
    Line("f", "Kỷ luật", "formula", Decimal(20), Formula("discipline", Decimal(5))),
)


def test_penalties_and_discipline_are_taken_away():
    values = {"a": Decimal("38.5"), "b": Decimal("20.25"), "c": Decimal(2), "d": Decimal("0.75"), "f": Decimal(5)}
    assert total(SHEET, values) == Decimal("55.00")


def test_what_is_not_typed_yet_counts_nothing_and_is_named():
    assert total(SHEET, {"a": Decimal(10)}) == 10
    assert [line.key for line in missing(SHEET, {"a": Decimal(10)})] == ["b"]  # bonus and penalty may stay empty


@pytest.mark.parametrize(("value", "shown"), [("8.50", "8,5"), ("10.00", "10"), ("100", "100"), ("-0.25", "-0,25"), ("0.00", "0"), (None, "")])
def test_points_are_shown_with_a_comma(value, shown):
    assert points(None if value is None else Decimal(value)) == shown


CENTS = st.decimals(0, 100, places=2)
SIGNED = st.sampled_from(["points", "bonus", "penalty"])


@given(st.lists(st.tuples(SIGNED, CENTS), max_size=12), st.randoms())
def test_the_total_is_the_sum_in_any_order(parts, random):
    lines = [Line(f"l{at}", "", kind, Decimal(100)) for at, (kind, _) in enumerate(parts)]
    values = {f"l{at}": value for at, (_, value) in enumerate(parts)}
    cents = sum((-1 if kind == "penalty" else 1) * int(value * 100) for kind, value in parts)
    assert total(lines, values) * 100 == cents
    random.shuffle(lines)
    assert total(lines, values) * 100 == cents


@given(
    st.builds(
        Line,
        key=st.just("k"),
        label=st.text(max_size=5),
        kind=st.just("formula"),
        most=CENTS,
        formula=st.builds(Formula, st.sampled_from(["title", "years", "award"]), CENTS, st.sampled_from(["", "bk-tinh"]), st.just(""), st.booleans()),
    )
)
def test_a_line_comes_back_from_its_data(line):
    assert line_of(data_of(line)) == line


@given(st.lists(st.sampled_from([BEST, BASE, IDEA, OLD, BLAME]), max_size=20), CENTS, CENTS)
def test_a_formula_never_gives_more_than_its_most(deeds, each, most):
    given_points = computed(formula("title", str(each), str(most)), Facts(tuple(deeds)), PERIOD)
    assert 0 <= given_points <= most
