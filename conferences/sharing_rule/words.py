"""Why a row has so many places, in sentences that a person can follow with a pocket calculator."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

from conferences.apportionment import METHODS, Line
from conferences.sharing_rule.rule import EACH, PERCENT, Rule, SharedCategory, SharedRow
from conferences.sharing_rule.working import PoolWorking
from portal.fields import number

FINE = 4  # digits of remainders and quotients, which often lie close together
TIES = "Bằng nhau thì đơn vị có số liệu lớn hơn, rồi đơn vị đứng trước trong bảng, được trước."


def rounded(value: Fraction, digits: int = 2) -> str:
    """An exact figure as people read it, a half rounded up: 6,47."""
    if value.denominator == 1:
        return number(value.numerator)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return number(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def says_rule(rule: Rule, working: PoolWorking) -> str:
    """How a pool is shared, in one sentence, with everybody's bounds and each row's own."""
    pool, words = working.pool, [says_method(rule, working)]
    words += [f"mỗi đơn vị ít nhất {pool.floor} suất"] if pool.floor else []
    words += [f"nhiều nhất {pool.ceiling} suất"] if pool.ceiling is not None else []
    words += [f"ít nhất {number(pool.floor_percent)}% số suất"] if pool.floor_percent is not None else []
    words += [f"nhiều nhất {number(pool.ceiling_percent)}% số suất"] if pool.ceiling_percent is not None else []
    names = {row.key: row.label for row in working.rows}
    words += [f"riêng {names[key]} {_bounds_text(own.floor, own.ceiling)}" for key, own in pool.exceptions.items()]
    return "; ".join(words) + "."


def says_method(rule: Rule, working: PoolWorking) -> str:
    """How many places, by what figure and which method."""
    pool, figure = working.pool, rule.figure_name(working.pool.figure)
    if pool.kind == EACH:
        return f"mỗi đơn vị {pool.each} suất"
    if pool.kind == PERCENT:
        return f"{number(pool.percent)}% số {figure}, từ nửa suất trở lên tính một suất"
    return f"{number(pool.places)} suất, theo số {figure}, {METHODS[pool.method].label}"


def why(rule: Rule, working: PoolWorking, row: SharedRow, categories: dict[str, SharedCategory]) -> list[str]:
    """The sentences that lead to a row's places in this pool."""
    pool, places = working.pool, working.totals[row.key]
    weight, bounds = row.weights.get(pool.figure), working.bounds[row.key]
    if pool.kind == EACH:
        says = []
    elif pool.kind == PERCENT:
        share = rounded(working.exact[row.key])
        says = [f"{number(pool.percent)}% của {number(weight or 0)} {rule.figure_name(pool.figure)} là {share}."]
    else:
        says = _in_proportion(working, row)
    if row.key in pool.exceptions or places == (bounds.floor or None) or places == bounds.ceiling:
        says.append(f"Đơn vị này được {_bounds_text(bounds.floor or None, bounds.ceiling)}.")
    says.append(f"Được {number(places)} suất.")
    return says + _over_categories(working, row, categories)


def _in_proportion(working: PoolWorking, row: SharedRow) -> list[str]:
    pool, line = working.pool, working.lines[row.key]
    weight, whole = row.weights.get(pool.figure, 0), sum(one.weights.get(pool.figure, 0) for one in working.rows)
    plain = Fraction(weight * pool.places, whole or 1)
    says = [
        f"Có {number(weight)} trong tổng số {number(whole)}: {number(weight)} × {number(pool.places)} : {number(whole)} = {rounded(plain)}."
    ]
    if line.exact != plain:
        says.append(f"Giữ mức ít nhất, nhiều nhất của mọi đơn vị thì còn {rounded(line.exact)}.")
    return says + (_by_quotient(working, row, line) if METHODS[pool.method].divisor else _by_remainder(working, line))


def _by_remainder(working: PoolWorking, line: Line) -> list[str]:
    whole, order = floor(line.exact), working.order()
    left = f"Phần nguyên {whole}, phần dư {rounded(line.exact - whole, FINE)}"
    if not order:
        return [f"{left}; không còn suất nào chia theo phần dư."]
    still = f"vì {len(order)} suất còn lại về các phần dư lớn nhất, nhỏ nhất là"
    last, award = order[-1]
    least = f"{rounded(award.won_by, FINE)} ({last.label})"
    if line.places > whole:
        return [f"{left}: được thêm một suất, {still} {least}."]
    return [f"{left}: không được thêm, {still} {least}."]


def _by_quotient(working: PoolWorking, row: SharedRow, line: Line) -> list[str]:
    says, order = [], working.order()
    if line.places > line.claim.floor:
        says.append(f"Suất thứ {line.places} được với thương {_quotient(working, row, line.places)}.")
    if line.next is not None and order:
        last, award = order[-1]
        end = f"{_shown(working, award.won_by)} ({last.label})" if award.won_by is not None else f"không giới hạn ({last.label})"
        says.append(
            f"Suất thứ {line.places + 1} cần thương {_quotient(working, row, line.places + 1)}, "
            f"không hơn thương của suất cuối cùng cả nhóm là {end}."
        )
    return says


def _quotient(working: PoolWorking, row: SharedRow, place: int) -> str:
    """The quotient that wins a row's `place`th place, with its calculation."""
    method, weight = METHODS[working.pool.method], row.weights[working.pool.figure]
    below = method.divisor(place - 1)
    if not below:
        return "không giới hạn (suất đầu tiên)"
    divisor = f"√({place - 1} × {place})" if method.power == 2 else number(below)
    return f"{number(weight)} : {divisor} = {_shown(working, Fraction(weight**method.power, below))}"


def _shown(working: PoolWorking, won_by: Fraction) -> str:
    """A quotient; of a method that compares squares, its root."""
    if METHODS[working.pool.method].power == 1:
        return rounded(won_by, FINE)
    root = (Decimal(won_by.numerator) / won_by.denominator).sqrt()
    return rounded(Fraction(root), FINE)


def _over_categories(working: PoolWorking, row: SharedRow, categories: dict[str, SharedCategory]) -> list[str]:
    """How a row's places of a pool come to its categories."""
    keys, total = working.pool.categories, working.totals[row.key]
    if len(keys) == 1 or not total:
        return []
    got = {key: working.cells[row.key, key] for key in keys}
    weights = {key: row.weights.get(working.pool.figure_of(categories[key]), 0) for key in keys}
    if working.table is None:
        sums = sum(weights.values()) or 1
        parts = [
            f"{categories[key].label} {number(weights[key])} × {total} : {number(sums)} = {rounded(Fraction(weights[key] * total, sums))}, "
            f"được {got[key]}"
            for key in keys
        ]
        return [f"Trong đó: {'; '.join(parts)}."]
    factors = working.table.row_factors[working.rows.index(row)], working.table.column_factors
    parts = [
        f"{categories[key].label} tính được {rounded(weights[key] * factors[0] * factors[1][at])}, làm tròn {got[key]}"
        for at, key in enumerate(keys)
    ]
    return [f"Trong đó, giữ đúng cả tổng của đơn vị lẫn tổng của từng đối tượng: {'; '.join(parts)}."]


def _bounds_text(least: int | None, most: int | None) -> str:
    if least is None and most is None:
        return "bao nhiêu suất cũng được"
    if least is not None and least == most:
        return f"đúng {least} suất"
    ends = ([f"ít nhất {least}"] if least is not None else []) + ([f"nhiều nhất {most}"] if most is not None else [])
    return " và ".join(ends) + " suất"
