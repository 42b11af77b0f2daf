"""The rule of a table: read with all faults at once, worked out, kept as data."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferences.apportionment import METHODS, Unshareable
from conferences.sharing_rule import Bounds, SharedCategory, SharedRow, by_methods, decode, work_out

PUBLIC, BUSINESS = SharedCategory("public", "Cá nhân khối HCSN", "public"), SharedCategory("business", "Cá nhân khối SXKD", "business")
CATEGORIES = (PUBLIC, BUSINESS)
CITY = SharedRow("unit-1", "LĐLĐ Thành phố", {"total": 3000, "public": 1200, "business": 1800, "female": 1500})
TOWN = SharedRow("unit-2", "LĐLĐ huyện Phong Thổ", {"total": 2000, "public": 1500, "business": 500, "female": 1200})
HILL = SharedRow("bloc-1", "Khối vùng cao", {"total": 1000, "public": 1000, "business": 0, "female": 500})
ROWS = (CITY, TOWN, HILL)


def rule_of(*pools, rows=ROWS, categories=CATEGORIES, on="2019-12-31"):
    return decode({"weights": {"on": on}, "pools": list(pools)}, categories, rows)


def shared(*pools, rows=ROWS, categories=CATEGORIES):
    return work_out(rule_of(*pools, rows=rows, categories=categories), categories, rows)


def one(**given):
    """The two categories, the first shared as asked, the second with nothing to give."""
    nothing = {"categories": ["business"], "kind": "each", "each": 0}
    return {"categories": ["public"], "places": 12} | given, nothing


def places(worked, category="public"):
    return {row: count for (row, column), count in worked.cells.items() if column == category}


def faults(wrong):
    return [(fault.key, fault.field, fault.sentence) for fault in wrong.value.faults]


# --- each kind ------------------------------------------------------------------------------------------------------


def test_one_category_is_shared_by_its_figure():
    assert places(shared(*one(figure="total"))) == {"unit-1": 6, "unit-2": 4, "bloc-1": 2}
    assert places(shared(*one(figure="public", places=37))) == {"unit-1": 12, "unit-2": 15, "bloc-1": 10}


def test_floor_ceiling_and_named_exceptions():
    assert places(shared(*one(floor=3))) == {"unit-1": 5, "unit-2": 4, "bloc-1": 3}
    assert places(shared(*one(ceiling=5))) == {"unit-1": 5, "unit-2": 5, "bloc-1": 2}
    fixed = {"unit-2": {"floor": 1, "ceiling": 1}, "bloc-1": {"floor": 4}}
    assert places(shared(*one(exceptions=fixed))) == {"unit-1": 7, "unit-2": 1, "bloc-1": 4}
    assert shared(*one(exceptions=fixed)).pools[0].bounds == {"unit-1": Bounds(0), "unit-2": Bounds(1, 1), "bloc-1": Bounds(4)}


def test_least_and_greatest_shares_are_percent_of_the_places():
    worked = shared(*one(floor_percent="20.5", ceiling_percent="40"))
    assert worked.pools[0].bounds["unit-1"] == Bounds(3, 4)  # 2,46 → 3; 4,8 → 4
    assert places(worked) == {"unit-1": 4, "unit-2": 4, "bloc-1": 4}


def test_so_many_for_each_with_exceptions():
    worked = shared(*one(kind="each", each=2, exceptions={"bloc-1": {"floor": 5, "ceiling": 5}}))
    assert places(worked) == {"unit-1": 2, "unit-2": 2, "bloc-1": 5}


def test_percent_of_members_rounds_a_half_up():
    worked = shared(*one(kind="percent", percent="0.05", floor=1))
    assert worked.pools[0].exact == {"unit-1": Fraction(3, 2), "unit-2": Fraction(1), "bloc-1": Fraction(1, 2)}
    assert places(worked) == {"unit-1": 2, "unit-2": 1, "bloc-1": 1}
    assert places(shared(*one(kind="percent", percent="0.4", ceiling=10))) == {"unit-1": 10, "unit-2": 8, "bloc-1": 4}


# --- collective or person: several categories in one pool ------------------------------------------------------------

TOGETHER = {"categories": ["public", "business"], "places": 12}


def test_without_totals_each_row_spreads_its_own_places():
    worked = shared(TOGETHER)
    assert worked.pools[0].totals == {"unit-1": 6, "unit-2": 4, "bloc-1": 2}
    assert worked.cells == {
        **{("unit-1", "public"): 2, ("unit-1", "business"): 4},  # 2,4 and 3,6
        **{("unit-2", "public"): 3, ("unit-2", "business"): 1},
        **{("bloc-1", "public"): 2, ("bloc-1", "business"): 0},
    }


def test_with_totals_the_table_meets_both_margins():
    worked = shared(TOGETHER | {"split": {"public": 9, "business": 3}})
    assert worked.pools[0].totals == {"unit-1": 6, "unit-2": 4, "bloc-1": 2}
    assert sum(places(worked).values()) == 9
    assert sum(places(worked, "business").values()) == 3
    table = worked.pools[0].table
    for row, cells in enumerate(table.cells):
        for column, count in enumerate(cells):
            weight = (ROWS[row].weights["public"], ROWS[row].weights["business"])[column]
            assert abs(weight * table.row_factors[row] * table.column_factors[column] - count) <= Fraction(1, 2)


def test_a_category_without_sector_weighs_by_the_pools_figure():
    anybody = SharedCategory("any", "Tập thể hoặc cá nhân")
    pool = {"categories": ["any", "business"], "places": 12, "split": {"any": 6, "business": 6}, "figure": "female"}
    worked = shared(pool, categories=(anybody, BUSINESS))
    assert sum(places(worked, "any").values()) == 6


def test_the_offices_own_column():
    rows = [SharedRow(row.key, row.label, row.weights | {"uploaded": weight}) for row, weight in zip(ROWS, (1, 1, 2), strict=True)]
    rule = decode({"weights": {"uploaded": "Số đơn vị"}, "pools": list(one(figure="uploaded"))}, CATEGORIES, rows)
    assert rule.figure_name("uploaded") == "Số đơn vị"
    assert places(work_out(rule, CATEGORIES, rows)) == {"unit-1": 3, "unit-2": 3, "bloc-1": 6}


# --- the working -----------------------------------------------------------------------------------------------------


def test_the_working_names_rows():
    working = shared(*one(places=13)).pools[0]  # 6,5; 4,33; 2,17
    assert working.totals == {"unit-1": 7, "unit-2": 4, "bloc-1": 2}
    assert [(row.label, award.number, award.won_by) for row, award in working.order()] == [("LĐLĐ Thành phố", 7, Fraction(1, 2))]
    assert working.runner_up == TOWN
    assert (working.lines["unit-2"].exact, working.lines["unit-2"].next) == (Fraction(13, 3), Fraction(1, 3))


def test_a_tie_goes_to_the_row_that_stands_first():
    equals = [SharedRow(f"unit-{pk}", f"Đơn vị {pk}", {"total": 10}) for pk in (12, 9, 100)]
    worked = shared(*one(places=1), rows=equals)
    assert places(worked) == {"unit-12": 1, "unit-9": 0, "unit-100": 0}


def test_methods_side_by_side():
    rule = rule_of(*one(places=4))
    assert by_methods(rule, 0, CATEGORIES, ROWS) == {
        "largest_remainder": {"unit-1": 2, "unit-2": 1, "bloc-1": 1},
        "dhondt": {"unit-1": 3, "unit-2": 1, "bloc-1": 0},
        "sainte_lague": {"unit-1": 2, "unit-2": 1, "bloc-1": 1},
        "huntington_hill": {"unit-1": 2, "unit-2": 1, "bloc-1": 1},
        "adams": {"unit-1": 2, "unit-2": 1, "bloc-1": 1},
    }


# --- everything that is wrong, at once -----------------------------------------------------------------------------------


def test_all_faults_of_the_data_at_once():
    pools = [
        {"categories": ["public"], "places": -1, "floor": 2.5, "method": "by-eye", "floor_percent": "120"},
        {"categories": ["public", "prize"], "places": 3, "floor": 4, "ceiling": 2, "exceptions": {"unit-1": {"floor": -2}, "unit-7": {}}},
    ]
    with pytest.raises(Unshareable) as wrong:
        rule_of(*pools, on="31/12/2019")
    assert faults(wrong) == [
        ("", "pools.0.places", "Cá nhân khối HCSN: số suất: -1 là số âm."),
        ("", "pools.0.method", "Cá nhân khối HCSN: “by-eye” không có trong các lựa chọn."),
        ("", "pools.0.floor", "Cá nhân khối HCSN: số suất ít nhất: “2.5” không phải là số nguyên."),
        ("", "pools.0.floor_percent", "Cá nhân khối HCSN: tỷ lệ ít nhất: 120 không nằm trong khoảng 0 đến 100."),
        ("unit-1", "pools.1.exceptions.unit-1.floor", "LĐLĐ Thành phố, Cá nhân khối HCSN hoặc prize: số suất ít nhất: -2 là số âm."),
        ("unit-7", "pools.1.exceptions.unit-7", "Cá nhân khối HCSN hoặc prize: ngoại lệ ghi cho “unit-7”, bảng không có dòng ấy."),
        ("", "pools.1.ceiling", "Cá nhân khối HCSN hoặc prize: nhiều nhất 2 suất thì ít hơn số suất ít nhất 4."),
        ("public", "pools", "Cá nhân khối HCSN: nằm trong 2 nhóm chia; mỗi đối tượng phải thuộc đúng một nhóm."),
        ("business", "pools", "Cá nhân khối SXKD: chưa thuộc nhóm chia nào; mỗi đối tượng phải thuộc đúng một nhóm."),
        ("prize", "pools", "Kế hoạch không có đối tượng “prize”."),
        ("", "weights.on", "Ngày lấy số đoàn viên “31/12/2019” không phải là một ngày."),
    ]


@pytest.mark.parametrize("data", [None, [], "rule", {"pools": "x"}, {"pools": [None]}, {"weights": 3, "pools": [{"categories": 5}]}])
def test_what_is_no_rule_at_all_is_refused_without_a_crash(data):
    with pytest.raises(Unshareable):
        decode(data, CATEGORIES, ROWS)


def test_a_ceiling_below_the_floor_of_a_row():
    with pytest.raises(Unshareable) as wrong:
        rule_of(*one(floor=2, exceptions={"unit-2": {"ceiling": 1}}))
    says = "LĐLĐ huyện Phong Thổ, Cá nhân khối HCSN: nhiều nhất 1 suất thì ít hơn số suất ít nhất 2."
    assert faults(wrong) == [("unit-2", "pools.0.exceptions.unit-2.ceiling", says)]
    rule_of(*one(floor=2, exceptions={"unit-2": {"floor": 1, "ceiling": 1}}))


def test_all_faults_of_the_figures_at_once():
    rows = [
        SharedRow("unit-1", "Đơn vị A", {"total": -3, "public": 5}),
        SharedRow("unit-2", "Đơn vị B", {"public": 5}),
        SharedRow("unit-3", "Đơn vị C", {"total": 0, "public": 0}),
    ]
    with pytest.raises(Unshareable) as wrong:
        shared({"categories": ["public"], "places": 5}, {"categories": ["business"], "places": 5, "floor": 2, "figure": "public"}, rows=rows)
    assert faults(wrong) == [
        ("unit-1", "pools.0.figure", "Đơn vị A: số liệu đoàn viên là -3, số âm."),
        (
            "unit-2",
            "pools.0.figure",
            "Đơn vị B: chưa có số liệu đoàn viên; hãy nhập, hoặc ghi số suất ít nhất và nhiều nhất bằng nhau.",
        ),
        ("", "pools.1.floor", "Cá nhân khối SXKD: Số suất ít nhất cộng lại là 6, nhiều hơn 5 suất được chia."),
    ]


def test_weights_that_are_all_zero():
    rows = [SharedRow("unit-1", "Đơn vị A", {"total": 0}), SharedRow("unit-2", "Đơn vị B", {"total": 0})]
    with pytest.raises(Unshareable) as wrong:
        shared(*one(places=3), rows=rows)
    says = "Cá nhân khối HCSN: Còn 3 suất mà mọi trọng số đều bằng 0: không biết chia cho ai."
    assert faults(wrong) == [("", "pools.0.figure", says)]


def test_a_row_of_fixed_places_needs_no_weight():
    rows = [CITY, SharedRow("unit-9", "Đơn vị mới", {})]
    worked = shared(*one(places=3, exceptions={"unit-9": {"floor": 1, "ceiling": 1}}), rows=rows)
    assert places(worked) == {"unit-1": 2, "unit-9": 1}


def test_two_directions_that_do_not_fit():
    with pytest.raises(Unshareable) as wrong:
        shared(TOGETHER | {"split": {"public": 9, "business": 4}})
    says = "Cá nhân khối HCSN hoặc Cá nhân khối SXKD: tổng của các đối tượng cộng lại 13, các đơn vị được 12 suất; hai số phải bằng nhau."
    assert faults(wrong) == [("", "pools.0.split", says)]
    with pytest.raises(Unshareable) as wrong:
        shared(TOGETHER | {"split": {"public": 1, "business": 11}})
    says = (
        "Cá nhân khối SXKD: các đơn vị có trọng số ở đó không đủ suất cho tổng đã ghi; "
        "hãy giảm tổng ấy hoặc nới số suất của các đơn vị."
    )
    assert faults(wrong) == [("business", "pools.0.split", says)]


def test_a_row_with_places_but_nothing_to_spread_them_by():
    rows = [CITY, SharedRow("unit-9", "Đơn vị mới", {"total": 3000})]
    with pytest.raises(Unshareable) as wrong:
        shared(TOGETHER, rows=rows)
    says = "Đơn vị mới: có 6 suất mà không có số liệu để chia giữa các đối tượng của nhóm."
    assert faults(wrong) == [("unit-9", "pools.0.figure", says)]


# --- kept as data, and for any figures ---------------------------------------------------------------------------------


def test_a_rule_comes_back_from_its_data_as_it_was():
    rule = rule_of(
        {"categories": ["public"], "places": 12, "floor": 1, "ceiling_percent": "40", "exceptions": {"unit-1": {"floor": 3}}},
        {"categories": ["business"], "kind": "percent", "percent": "0.5", "figure": "business"},
    )
    assert decode(rule.as_data(), CATEGORIES, ROWS) == rule
    assert rule.as_data()["pools"][1] == {
        "categories": ["business"],
        "kind": "percent",
        "method": "largest_remainder",
        "figure": "business",
        "percent": "0.5",
        "floor": 0,
        "ceiling": None,
    }
    split = rule_of(TOGETHER | {"split": {"public": 9, "business": 3}})
    assert decode(split.as_data(), CATEGORIES, ROWS) == split


figures = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=12)


def as_rows(numbers):
    return [
        SharedRow(f"unit-{at}", f"Đơn vị {at}", {"total": public + business, "public": public, "business": business})
        for at, (public, business) in enumerate(numbers)
    ]


@given(numbers=figures, count=st.integers(0, 300), method=st.sampled_from(sorted(METHODS)), least=st.integers(0, 3))
def test_what_is_shared_adds_up_and_keeps_the_floors(numbers, count, method, least):
    rows = as_rows(numbers)
    pools = [{"categories": ["public", "business"], "places": count, "method": method, "floor": least}]
    try:
        worked = shared(*pools, rows=rows)
    except Unshareable as wrong:
        nobody = not any(row.weights["total"] for row in rows)
        without = [row for row in rows if not row.weights["total"]]
        assert least * len(rows) > count or nobody or (least and without), wrong
        return
    totals = worked.pools[0].totals
    assert sum(worked.cells.values()) == sum(totals.values()) == count
    assert min(totals.values()) >= least
    assert all(worked.cells[key, "public"] + worked.cells[key, "business"] == total for key, total in totals.items())


@given(numbers=figures, percent=st.decimals(0, 100, places=2, allow_nan=False))
def test_percent_is_the_nearest_whole_number(numbers, percent):
    rows = as_rows(numbers)
    worked = shared(*one(kind="percent", percent=str(percent)), rows=rows)
    exact = {row.key: Fraction(Decimal(percent)) * row.weights["total"] / 100 for row in rows}
    assert places(worked) == {key: floor(share + Fraction(1, 2)) for key, share in exact.items()}
