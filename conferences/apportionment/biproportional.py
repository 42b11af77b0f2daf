"""Sharing places in two directions at once: each row and each column gets its total, and both divide in proportion.

A cell gets weight × row factor × column factor, rounded to the nearest whole number (a half either way), with factors such
that all totals are met; but for ties there is one such table. Columns and rows are first shared by themselves in turns, each
under the other's factors, in floating point (alternating scaling). Then all is exact: the rows are filled under these column
factors, and where a column still misses its total, places move from columns with too many to columns with too few along cells
that lie on a half; the factors are moved until there is such a way (tie and transfer). What comes out carries its factors, so
that anybody can check each cell.

Sources: M. L. Balinski, G. Demange, Algorithms for proportional matrices in reals and integers, Mathematical Programming 45
(1989); F. Pukelsheim, Proportional Representation, 2nd edition 2017, chapters 14 and 15.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, lcm
from operator import mul

from conferences.apportionment.claims import Claim, Fault, Unshareable, Weight
from conferences.apportionment.sharing import METHODS, Sharing

HALF = Fraction(1, 2)
TURNS = 60  # of rows and columns at most, before places are moved one by one
Way = list[tuple[int, int]]  # cells that change, by turns one place more and one less


@dataclass(frozen=True)
class Table:
    """The places of each cell, row by row, and the factors that prove them."""

    cells: tuple[tuple[int, ...], ...]
    row_factors: tuple[Fraction, ...]
    column_factors: tuple[Fraction, ...]


def share_both_ways(weights: Sequence[Sequence[Weight]], rows: Sequence[int], columns: Sequence[int]) -> Table:
    """Share so that row i sums to `rows[i]` and column j to `columns[j]`; raises `Unshareable` where no table can."""
    if faults := _faults(weights, rows, columns):
        raise Unshareable(faults)
    exact = [[weight if isinstance(weight, int) else Fraction(weight) for weight in row] for row in weights]
    return _Search(exact, rows, columns).table()


def _faults(weights: Sequence[Sequence[Weight]], rows: Sequence[int], columns: Sequence[int]) -> list[Fault]:
    found = [
        Fault(f"{i},{j}", "weight", f"Hàng {i + 1}, cột {j + 1}: trọng số {weight} là số âm.")
        for i, row in enumerate(weights)
        for j, weight in enumerate(row)
        if weight < 0
    ]
    for word, totals in (("Hàng", rows), ("Cột", columns)):
        found += [
            Fault(str(n), "places", f"{word} {n + 1}: tổng {total} là số âm.") for n, total in enumerate(totals) if total < 0
        ]
    if sum(rows) != sum(columns):
        found.append(Fault("", "places", f"Các hàng cộng lại {sum(rows)} suất, các cột cộng lại {sum(columns)}: phải bằng nhau."))
    for i, (row, total) in enumerate(zip(weights, rows, strict=True)):
        if total > 0 and not any(row):
            found.append(Fault(str(i), "weight", f"Hàng {i + 1} phải có {total} suất mà mọi trọng số đều bằng 0."))
    return found


class _Search:
    def __init__(self, weights: list[list[int | Fraction]], rows: Sequence[int], columns: Sequence[int]) -> None:
        self.weights, self.rows, self.columns = weights, rows, columns
        self.across, self.down = range(len(columns)), range(len(rows))
        factors, near = _scaled(weights, rows, columns)
        self.column_factors = [Fraction(factor) for factor in factors]
        unit = lcm(*(factor.denominator for factor in self.column_factors))  # factors as whole numbers: quick to compare
        whole = [int(factor * unit) for factor in self.column_factors]
        filled = [_filled(row, whole, unit, total, cells) for row, total, cells in zip(weights, rows, near, strict=True)]
        self.cells = [cells for cells, _ in filled]
        self.row_factors = [factor for _, factor in filled]

    def table(self) -> Table:
        """One place after the other moves until every column has its total."""
        while any(map(self._surplus, self.across)):
            self._move(self._way())
        return Table(tuple(map(tuple, self.cells)), tuple(self.row_factors), tuple(self.column_factors))

    # --- one place moved

    def _surplus(self, j: int) -> int:
        return sum(row[j] for row in self.cells) - self.columns[j]

    def _way(self) -> Way:
        """Cells along which a place can go from a column with too many to one with too few; moves the factors for it."""
        surplus = [self._surplus(j) for j in self.across]
        columns: dict[int, Way] = {j: [] for j in self.across if surplus[j] < 0}  # reached, each with its way
        rows: dict[int, Way] = {}
        while True:
            self._reach(rows, columns)
            if found := next((way for j, way in columns.items() if surplus[j] > 0), None):
                return found
            self._shift(rows, columns)

    def _reach(self, rows: dict[int, Way], columns: dict[int, Way]) -> None:
        """Every row in which a reached column may take one more, every column that may give one in a reached row."""
        grown = True
        while grown:
            grown = False
            for j in list(columns):
                for i in self.down:
                    if i not in rows and self._quota(i, j) == self.cells[i][j] + HALF:
                        rows[i], grown = [*columns[j], (i, j)], True
            for i in list(rows):
                for j in self.across:
                    if j not in columns and self.cells[i][j] and self._quota(i, j) == self.cells[i][j] - HALF:
                        columns[j], grown = [*rows[i], (i, j)], True

    def _shift(self, rows: dict[int, Way], columns: dict[int, Way]) -> None:
        """Raise the factors of reached columns and lower those of reached rows until the next cell lies on a half."""
        bounds = [
            (self.cells[i][j] + HALF) / self._quota(i, j)
            for j in columns
            for i in self.down
            if i not in rows and self.weights[i][j] and self.row_factors[i]
        ]
        bounds += [
            self._quota(i, j) / (self.cells[i][j] - HALF) for i in rows for j in self.across if j not in columns and self.cells[i][j]
        ]
        if not bounds:
            raise Unshareable([_cannot(sorted(columns))])
        step = min(bounds)
        for j in columns:
            self.column_factors[j] *= step
        for i in rows:
            self.row_factors[i] /= step

    def _quota(self, i: int, j: int) -> Fraction:
        return self.weights[i][j] * self.row_factors[i] * self.column_factors[j]

    def _move(self, way: Way) -> None:
        for number, (i, j) in enumerate(way):
            self.cells[i][j] += -1 if number % 2 else 1


def _scaled(
    weights: list[list[int | Fraction]], rows: Sequence[int], columns: Sequence[int]
) -> tuple[list[float], list[list[int]]]:
    """Column factors under which rows that are shared by themselves meet the totals of columns, or nearly; and these rows."""
    across, down = [list(map(float, row)) for row in weights], [list(map(float, column)) for column in zip(*weights, strict=True)]
    factors = [total / sum(column) if sum(column) and total else 1.0 for column, total in zip(down, columns, strict=True)]
    near = [[0] * len(factors) for _ in rows]
    for _ in range(TURNS):
        filled = [_rounded(list(map(mul, row, factors)), total) for row, total in zip(across, rows, strict=True)]
        near = [cells for cells, _ in filled]
        if list(map(sum, zip(*near, strict=True))) == list(columns):
            break
        by_row = [factor for _, factor in filled]
        for j, column in enumerate(down):
            if any(column) and columns[j]:
                factors[j] = _rounded(list(map(mul, column, by_row)), columns[j])[1]
    return factors, near


def _rounded(quotas: list[float], total: int) -> tuple[list[int], float]:
    """Quotas shared by Sainte-Laguë in floating point, and the factor in the middle of those under which they round so."""
    scale = total / (sum(quotas) or 1)
    cells = [int(quota * scale + 0.5) for quota in quotas]
    missing = total - sum(cells)
    ends = [(cell + 0.5) / quota if quota else inf for cell, quota in zip(cells, quotas, strict=True)]
    starts = [(cell - 0.5) / quota if quota else -inf for cell, quota in zip(cells, quotas, strict=True)]
    for _ in range(abs(missing) if any(quotas) else 0):
        n = ends.index(min(ends)) if missing > 0 else starts.index(max(starts))
        cells[n] += 1 if missing > 0 else -1
        ends[n], starts[n] = (cells[n] + 0.5) / quotas[n], (cells[n] - 0.5) / quotas[n]
    least, most = max(0.0, max(starts)), min(ends)
    return cells, (least + most) / 2 if most < inf else 1.0


def _filled(
    weights: Sequence[int | Fraction], factors: Sequence[int], unit: int, total: int, near: list[int]
) -> tuple[list[int], Fraction]:
    """A row shared by itself under the column factors (so many `unit`ths), and a factor under which its cells round so.

    `near` is what floating point gave; it is taken where it is exact. Of all such factors one that floating point knows is
    taken if there is any: numbers stay short.
    """
    quotas = [weight * factor for weight, factor in zip(weights, factors, strict=True)]
    cells, bounds = near, _bounds(near, quotas) if sum(near) == total else None
    if bounds is None or bounds[0] > bounds[1] or any(cell and not quota for cell, quota in zip(near, quotas, strict=True)):
        claims = tuple(Claim(f"{number:09}", quota) for number, quota in enumerate(quotas))
        cells = list(Sharing(claims, total, METHODS["sainte_lague"]).places.values())
        bounds = _bounds(cells, quotas)
    least, most = (bound * unit for bound in bounds)
    middle = (least + most) / 2
    short = Fraction(float(middle))
    return cells, short if least <= short <= most else middle


def _bounds(cells: Sequence[int], quotas: Sequence[int | Fraction]) -> tuple[Fraction, Fraction]:
    """The least and the greatest factor under which the quotas round to these cells; compared crosswise, without a division."""
    least, most = (0, 1), None
    for cell, quota in zip(cells, quotas, strict=True):
        if not quota:
            continue
        if cell and (2 * cell - 1) * least[1] > least[0] * quota:
            least = (2 * cell - 1, quota)
        if most is None or (2 * cell + 1) * most[1] < most[0] * quota:
            most = (2 * cell + 1, quota)
    low = Fraction(least[0]) / (2 * least[1])
    return low, Fraction(most[0]) / (2 * most[1]) if most else max(low, Fraction(1))


def _cannot(columns: list[int]) -> Fault:
    names = ", ".join(str(j + 1) for j in columns)
    sentence = f"Cột {names}: các hàng có trọng số ở đó không đủ suất cho tổng của cột; hãy giảm tổng cột hoặc thêm trọng số."
    return Fault(",".join(map(str, columns)), "places", sentence)
