"""Places are shared in two directions at once: both totals are met, each cell is proved by its factors, or it is said why not."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferences.apportionment import Claim, Unshareable, biproportional, share
from conferences.apportionment.biproportional import share_both_ways
from tests.conferences.data import zurich_2019
from tests.soaking import many_cases, many_cases_of

ALL_TURNS = (0, 2, 60)  # how long both ways to the answer take turns
SEATS, VOTES, RESULT = zip(*zurich_2019.DISTRICTS.values(), strict=True)


def proved(table, weights) -> bool:
    """Every cell is what its weight under the factors rounds to, a half either way."""
    return all(
        abs(weight * row * column - cell) <= Fraction(1, 2)
        for cells, line, row in zip(table.cells, weights, table.row_factors, strict=True)
        for cell, weight, column in zip(cells, line, table.column_factors, strict=True)
    )


def on_a_half(table, weights) -> bool:
    """Some cell could as well be rounded the other way."""
    return any(
        weight and abs(weight * row * column - cell) == Fraction(1, 2)
        for cells, line, row in zip(table.cells, weights, table.row_factors, strict=True)
        for cell, weight, column in zip(cells, line, table.column_factors, strict=True)
    )


@pytest.fixture(params=[0, 60], ids=["moved one by one", "in turns"])
def turns(request, monkeypatch):
    """Both ways to the answer, each by itself."""
    monkeypatch.setattr(biproportional, "TURNS", request.param)


def test_the_cantonal_council_of_zurich_2019(turns):
    """First the lists in the canton, by voters (votes ÷ seats of the district, rounded), then lists in districts."""
    voters = [sum(round(Fraction(votes[n], seats)) for seats, votes in zip(SEATS, VOTES, strict=True)) for n in range(9)]
    above = share([Claim(name, number) for name, number in zip(zurich_2019.LISTS, voters, strict=True)], sum(SEATS), "sainte_lague")
    assert tuple(above.places.values()) == zurich_2019.SEATS_OF_LISTS
    table = share_both_ways(VOTES, SEATS, zurich_2019.SEATS_OF_LISTS)
    assert table.cells == RESULT
    assert proved(table, VOTES)


def test_a_table_worked_out_by_hand(turns):
    """Rounded by themselves the columns would be 3 and 1; one place has to cross, and the cell nearest a half gives it."""
    table = share_both_ways([[9, 4], [6, 5]], [2, 2], [2, 2])
    assert table.cells == ((1, 1), (1, 1))


# --- laws -----------------------------------------------------------------------------------------------------------


@st.composite
def tables(draw):
    across = draw(st.integers(1, 5))
    weight = draw(st.sampled_from([st.integers(0, 60), st.integers(0, 2), st.integers(1, 60)]))  # 0 to 2: many empty cells
    weights = draw(st.lists(st.lists(weight, min_size=across, max_size=across), min_size=1, max_size=5))
    rows = [draw(st.integers(0, 9)) for _ in weights]
    cuts = sorted(draw(st.integers(0, sum(rows))) for _ in range(across - 1))
    columns = [end - start for start, end in zip([0, *cuts], [*cuts, sum(rows)], strict=True)]
    return weights, rows, columns


def can_be(weights, rows, columns) -> bool:
    """No columns need more than the rows with weight there hold, and every row has somewhere to go (Gale 1957)."""
    for size in range(1, len(columns) + 1):
        for chosen in combinations(range(len(columns)), size):
            there = sum(total for row, total in zip(weights, rows, strict=True) if any(row[j] for j in chosen))
            if sum(columns[j] for j in chosen) > there:
                return False
    return all(any(row) or not total for row, total in zip(weights, rows, strict=True))


def are_the_reason(faults, weights, rows, columns) -> bool:
    """Each fault names a row that has no weight, or columns that need more than all rows with weight there hold."""

    def is_one(fault) -> bool:
        if fault.field == "weight":
            return rows[int(fault.key)] > 0 and not any(weights[int(fault.key)])
        named = [int(j) for j in fault.key.split(",")]
        return sum(columns[j] for j in named) > sum(
            total for row, total in zip(weights, rows, strict=True) if any(row[j] for j in named)
        )

    return bool(faults) and all(map(is_one, faults))


@many_cases_of(len(ALL_TURNS))
@given(tables())
def test_both_totals_are_met_and_proved_or_it_is_said_which_cannot_be(table):
    weights, rows, columns = table
    for turns in ALL_TURNS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(biproportional, "TURNS", turns)
            try:
                found = share_both_ways(weights, rows, columns)
            except Unshareable as refused:
                assert not can_be(*table)
                assert are_the_reason(refused.faults, *table)
                continue
        assert can_be(*table)
        assert [sum(cells) for cells in found.cells] == rows
        assert [sum(cells) for cells in zip(*found.cells, strict=True)] == columns
        assert proved(found, weights)


@many_cases
@given(tables(), st.integers(0, 10**6))
def test_the_order_of_rows_and_columns_does_not_matter_but_for_ties(table, seed):
    """Where no cell lies on a half there is one such table only."""
    weights, rows, columns = table
    try:
        found = share_both_ways(weights, rows, columns)
    except Unshareable:
        found = None
    random = Random(seed)
    down, across = (random.sample(range(len(totals)), len(totals)) for totals in (rows, columns))
    turned = [[weights[i][j] for j in across] for i in down], [rows[i] for i in down], [columns[j] for j in across]
    if found is None:
        with pytest.raises(Unshareable):
            share_both_ways(*turned)
    elif not on_a_half(found, weights):
        assert share_both_ways(*turned).cells == tuple(tuple(found.cells[i][j] for j in across) for i in down)


# --- what cannot be shared ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weights", "rows", "columns", "sentences"),
    [
        (
            [[1, -2], [0, 0]], [1, 2], [-1, 1],
            [
                "Hàng 1, cột 2: trọng số -2 là số âm.",
                "Cột 1: tổng -1 là số âm.",
                "Các hàng cộng lại 3 suất, các cột cộng lại 0: phải bằng nhau.",
                "Hàng 2 phải có 2 suất mà mọi trọng số đều bằng 0.",
            ],
        ),
        (
            [[1, 0], [1, 1]], [3, 1], [2, 2],
            ["Cột 2: các hàng có trọng số ở đó không đủ suất cho tổng của cột; hãy giảm tổng cột hoặc thêm trọng số."],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_is_named(weights, rows, columns, sentences):
    with pytest.raises(Unshareable) as refused:
        share_both_ways(weights, rows, columns)
    assert [fault.sentence for fault in refused.value.faults] == sentences
