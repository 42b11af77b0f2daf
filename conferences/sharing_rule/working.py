"""A rule worked out: the places of each cell, and of each pool how they came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import TypeVar

from conferences.apportionment import METHODS, Award, Claim, Fault, Line, Sharing, Unshareable, share
from conferences.apportionment.biproportional import Table, share_both_ways
from conferences.sharing_rule.rule import EACH, PERCENT, PROPORTIONAL, Bounds, Pool, Rule, SharedCategory, SharedRow, pool_name

Cells = dict[tuple[str, str], int]  # by the keys of row and category
HALF = Fraction(1, 2)
Keyed = TypeVar("Keyed", SharedRow, SharedCategory)


@dataclass(frozen=True)
class PoolWorking:
    """A pool's places and their working. Ties between rows of the same weight go to the one that stands first in the table."""

    pool: Pool
    name: str
    rows: tuple[SharedRow, ...]
    bounds: Mapping[str, Bounds]
    totals: Mapping[str, int]  # by row
    cells: Cells
    sharing: Sharing | None = None  # of the rows, in proportion
    exact: Mapping[str, Fraction] = field(default_factory=dict)  # so many percent of a row's members, before rounding
    table: Table | None = None  # rows and categories, where the totals of both were given
    within: Mapping[str, Sharing] = field(default_factory=dict)  # a row's places over the categories, where they were not

    @cached_property
    def lines(self) -> dict[str, Line]:
        """The working of each row in proportion."""
        return {row.key: line for row, line in zip(self.rows, self.sharing.lines, strict=True)} if self.sharing else {}

    @property
    def runner_up(self) -> SharedRow | None:
        """Who would have got one place more."""
        return self.rows[int(self.sharing.runner_up)] if self.sharing and self.sharing.runner_up else None

    def order(self) -> list[tuple[SharedRow, Award]]:
        """The places beyond the floors (by largest remainder: those won by remainder) in the order of their award."""
        return [(self.rows[int(award.key)], award) for award in self.sharing.order()] if self.sharing else []


@dataclass(frozen=True)
class Worked:
    cells: Cells
    pools: tuple[PoolWorking, ...]


def work_out(rule: Rule, categories: Sequence[SharedCategory], rows: Sequence[SharedRow]) -> Worked:
    """The places of every cell; raises `Unshareable` with the faults of all pools. Faults name places as `decode` does."""
    working, faults = worked_pools(rule, categories, rows)
    if faults:
        raise Unshareable(faults)
    return Worked({cell: places for one in working for cell, places in one.cells.items()}, tuple(working))


def worked_pools(
    rule: Rule, categories: Sequence[SharedCategory], rows: Sequence[SharedRow]
) -> tuple[list[PoolWorking], list[Fault]]:
    """The pools that can be worked out, and what is wrong with the others."""
    working, faults = [], []
    for at, pool in enumerate(rule.pools):
        desk = _Desk(rule, pool, f"pools.{at}", categories, rows)
        try:
            working.append(desk.working())
        except Unshareable as wrong:
            faults += wrong.faults
    return working, faults


def by_methods(rule: Rule, at: int, categories: Sequence[SharedCategory], rows: Sequence[SharedRow]) -> dict[str, dict[str, int]]:
    """The row totals that each method would give in a pool that is shared in proportion; the pool can be worked out."""
    pool = rule.pools[at]
    desk = _Desk(rule, pool, f"pools.{at}", categories, rows)
    return {method: desk.totals(desk.sharing(replace(pool, method=method))) for method in METHODS}


class _Desk:
    """One pool in the making: the first step with faults ends it, with all of that step's."""

    def __init__(
        self, rule: Rule, pool: Pool, place: str, categories: Sequence[SharedCategory], rows: Sequence[SharedRow]
    ) -> None:
        by_key = {category.key: category for category in categories}
        self.rule, self.pool, self.place, self.rows = rule, pool, place, tuple(rows)
        self.name = pool_name(pool, by_key)
        self.columns = [by_key[key] for key in pool.categories]
        self.bounds = {row.key: pool.bounds(row.key) for row in rows}

    def working(self) -> PoolWorking:
        self._refuse(list(self._weight_faults()))
        made = PoolWorking(self.pool, self.name, self.rows, self.bounds, {}, {})
        if self.pool.kind == PROPORTIONAL:
            sharing = self.sharing(self.pool)
            return self._spread(replace(made, sharing=sharing, totals=self.totals(sharing)))
        if self.pool.kind == PERCENT:
            exact = {row.key: Fraction(self.pool.percent) * row.weights.get(self.pool.figure, 0) / 100 for row in self.rows}
            rounded = {key: floor(share + HALF) for key, share in exact.items()}  # a half goes up
            return self._spread(replace(made, exact=exact, totals=self._within_bounds(rounded)))
        return self._spread(replace(made, totals=self._within_bounds({row.key: self.pool.each for row in self.rows})))

    def sharing(self, pool: Pool) -> Sharing:
        claims = [
            Claim(_order(at), row.weights.get(pool.figure, 0), self.bounds[row.key].floor, self.bounds[row.key].ceiling)
            for at, row in enumerate(self.rows)
        ]
        try:
            return share(claims, pool.places, pool.method)
        except Unshareable as wrong:
            fields = {"weight": "figure"}
            raise Unshareable(
                [
                    Fault("", f"{self.place}.{fields.get(fault.field, fault.field)}", f"{self.name}: {fault.sentence}")
                    for fault in wrong.faults
                ]
            ) from wrong

    def totals(self, sharing: Sharing) -> dict[str, int]:
        return dict(zip((row.key for row in self.rows), sharing.places.values(), strict=True))

    def _within_bounds(self, totals: Mapping[str, int]) -> dict[str, int]:
        return {
            key: max(self.bounds[key].floor, places if self.bounds[key].ceiling is None else min(places, self.bounds[key].ceiling))
            for key, places in totals.items()
        }

    # --- over the categories

    def _spread(self, made: PoolWorking) -> PoolWorking:
        if len(self.columns) == 1:
            cells = {(row, self.columns[0].key): places for row, places in made.totals.items()}
            return replace(made, cells=cells)
        self._refuse(list(self._spread_faults(made.totals)))
        if self.pool.split is None:
            return self._spread_by_row(made)
        return self._spread_both_ways(made)

    def _spread_by_row(self, made: PoolWorking) -> PoolWorking:
        within, cells = {}, {}
        for row in self.rows:
            claims = [Claim(_order(at), weight) for at, weight in enumerate(self._cell_weights(row))]
            within[row.key] = share(claims, made.totals[row.key], self.pool.method)
            cells |= zip(((row.key, column.key) for column in self.columns), within[row.key].places.values(), strict=True)
        return replace(made, within=within, cells=cells)

    def _spread_both_ways(self, made: PoolWorking) -> PoolWorking:
        weights = [self._cell_weights(row) for row in self.rows]
        columns = [self.pool.split[column.key] for column in self.columns]
        try:
            table = share_both_ways(weights, [made.totals[row.key] for row in self.rows], columns)
        except Unshareable as wrong:
            raise Unshareable([self._infeasible(fault) for fault in wrong.faults]) from wrong
        cells = {
            (row.key, column.key): places
            for row, line in zip(self.rows, table.cells, strict=True)
            for column, places in zip(self.columns, line, strict=True)
        }
        return replace(made, table=table, cells=cells)

    def _infeasible(self, fault: Fault) -> Fault:
        """Which columns cannot be filled, by name."""
        columns = [self.columns[int(at)] for at in fault.key.split(",") if at]
        names = ", ".join(column.label for column in columns)
        says = f"{names}: các đơn vị có trọng số ở đó không đủ suất cho tổng đã ghi; hãy giảm tổng ấy hoặc nới số suất của các đơn vị."
        return Fault(columns[0].key if columns else "", f"{self.place}.split", says if columns else fault.sentence)

    def _cell_weights(self, row: SharedRow) -> list[int]:
        return [row.weights.get(self.pool.figure_of(column), 0) for column in self.columns]

    # --- faults

    def _weight_faults(self) -> Iterator[Fault]:
        """A row whose figure is not known, or negative. It is not asked where the bounds or the kind say all."""
        figure, says = self.pool.figure, self.rule.figure_name(self.pool.figure)
        for row in self.rows:
            weight = row.weights.get(figure)
            if weight is None and self.pool.kind != EACH and not self.bounds[row.key].is_fixed:
                sentence = f"{row.label}: chưa có số liệu {says}; hãy nhập, hoặc ghi số suất ít nhất và nhiều nhất bằng nhau."
                yield Fault(row.key, f"{self.place}.figure", sentence)
            elif weight is not None and weight < 0:
                yield Fault(row.key, f"{self.place}.figure", f"{row.label}: số liệu {says} là {weight}, số âm.")

    def _spread_faults(self, totals: Mapping[str, int]) -> Iterator[Fault]:
        """Rows with places that no category of the pool has a weight for; totals of categories that do not fit."""
        for row in self.rows:
            if totals[row.key] and not any(self._cell_weights(row)):
                says = f"{row.label}: có {totals[row.key]} suất mà không có số liệu để chia giữa các đối tượng của nhóm."
                yield Fault(row.key, f"{self.place}.figure", says)
            if any(weight < 0 for weight in self._cell_weights(row)):
                yield Fault(row.key, f"{self.place}.figure", f"{row.label}: số liệu để chia là số âm.")
        if self.pool.split is not None and sum(self.pool.split.values()) != sum(totals.values()):
            split, given = sum(self.pool.split.values()), sum(totals.values())
            says = f"{self.name}: tổng của các đối tượng cộng lại {split}, các đơn vị được {given} suất; hai số phải bằng nhau."
            yield Fault("", f"{self.place}.split", says)

    @staticmethod
    def _refuse(faults: list[Fault]) -> None:
        if faults:
            raise Unshareable(faults)


def _order(at: int) -> str:
    """A claim's key by where it stands: the last word on a tie."""
    return f"{at:06}"
