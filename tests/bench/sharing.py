"""Sharing places beside the public libraries for it: `apportionment` in one direction, `biprop` in two.

Each library works in a child with a limit, for some of it would take hours: what is not done by then counts as slower than the
limit, and says so. Both are timed by the processor inside the same run; a ratio above 1 fails it, as does an answer of ours
whose totals are wrong, or one that differs from a library's exact answer. `apportionment` reckons in floating point and reads
ties by the order of rows; here keys lie in that order. `biprop` steps its divisors by guesses and often does not come to an
end ("not converged"): of twelve tables those that it finishes are compared cell by cell, and their times added up.
"""

from __future__ import annotations

import contextlib
import io
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from conferences.apportionment import Claim, share
from conferences.apportionment.biproportional import share_both_ways
from portal.child import ChildFailed, run_limited

LIMIT = {"seconds": 25, "memory_mb": 2048}  # of one call of a library
THEIR_NAMES = {"largest_remainder": "lrm", "sainte_lague": "saintelague"}
SIZES = ((125_000, 60_000), (2_000, 1_000))  # units and places; the small one so that every method is compared
TABLES, DOWN, ACROSS, PLACES, STEPS = 12, 400, 12, 8_000, 300
BEST_OF = 3  # of what is quick; what takes seconds is called once


@dataclass(frozen=True)
class Both:
    """One line: processor seconds of both (the library's None: not finished), whether the answers are the same."""

    name: str
    size: str
    ours: float
    theirs: float | None
    says: str
    is_right: bool = True

    @property
    def ratio(self) -> float:
        return self.ours / (self.theirs or LIMIT["seconds"])

    def line(self) -> str:
        theirs = f"{self.theirs:>10.2f}" if self.theirs is not None else f"{'>' + str(LIMIT['seconds']):>10}"
        bound = f"{self.ratio:>9.3f}" if self.theirs is not None else f"{f'<{self.ratio:.3f}':>9}"
        return f"{self.name:<19}{self.size:>16}{self.ours:>9.2f}{theirs}{bound}  {self.says}"


def measure() -> list[str]:
    """Print the lines; the names of those that are slower than the library, or wrong."""
    print(f"\n{'sharing':<19}{'size':>16}{'ours s':>9}{'library s':>10}{'ratio':>9}  answers")
    found = [one_way(method, *size) for size in SIZES for method in THEIR_NAMES]
    found.append(two_ways())
    for both in found:
        print(both.line(), flush=True)
    return [f"{both.name} {both.size}" for both in found if both.ratio > 1 or not both.is_right]


# --- one direction


def one_way(method: str, units: int, places: int) -> Both:
    weights = _weights(units)
    claims = [Claim(f"{number:09}", weight) for number, weight in enumerate(weights)]
    times = BEST_OF if units < 10_000 else 1
    ours, found = _timed(lambda: list(share(claims, places, method).places.values()), times)
    right = sum(found) == places and (method != "largest_remainder" or _keeps_quota(weights, places, found))
    size = f"{units} → {places}"
    try:
        theirs, answer = run_limited(library_one_way, THEIR_NAMES[method], weights, places, times, **LIMIT)
    except ChildFailed:
        return Both(method, size, ours, None, "library not finished", right)
    different = sum(one != other for one, other in zip(found, answer, strict=True))
    return Both(method, size, ours, theirs, f"{different} of {units} differ" if different else "the same", right and not different)


def library_one_way(name: str, weights: Sequence[int], places: int, times: int) -> tuple[float, list[int]]:
    """Runs in the child: processor seconds and the answer."""
    from apportionment.methods import compute

    parties = [str(number) for number in range(len(weights))]
    seconds, answer = _timed(lambda: compute(name, weights, places, parties=parties), times)
    return seconds, [int(number) for number in answer]


def _weights(units: int) -> list[int]:
    """Members of unions: many small ones, some large; no two the same, so that a tie decides nothing."""
    source = random.Random(5)
    sizes = sorted({int(source.lognormvariate(6, 1.2) * 1000) + 1 for _ in range(units * 2)})
    return source.sample(sizes, units)


def _keeps_quota(weights: Sequence[int], places: int, found: Sequence[int]) -> bool:
    """Nobody is a whole place away from the exact share."""
    total = sum(weights)
    return all(abs(number * total - weight * places) < total for weight, number in zip(weights, found, strict=True))


# --- two directions


def two_ways() -> Both:
    """Of all tables ours have their totals; of those that the library finishes the cells are the same."""
    mine = others = 0.0
    same = right = finished = 0
    for seed in range(TABLES):
        table = _table(seed)
        seconds, found = _timed(lambda table=table: share_both_ways(*table).cells, BEST_OF)
        right += [sum(row) for row in found] == table[1] and [sum(column) for column in zip(*found, strict=True)] == table[2]
        answer = run_limited(library_two_ways, table, **LIMIT)
        if answer is None:
            continue
        finished += 1
        mine, others = mine + seconds, others + answer[0]
        same += answer[1] == [list(row) for row in found]
    says = f"the same in {same} of {finished}; library not converged in {TABLES - finished} of {TABLES}"
    is_right = right == TABLES and 0 < finished == same
    return Both("both ways", f"{DOWN} × {ACROSS} → {PLACES}", mine, others, says, is_right)


def library_two_ways(table: tuple[list[list[int]], list[int], list[int]]) -> tuple[float, list[list[int]]] | None:
    """Runs in the child: processor seconds and the cells; None where the library does not come to an end."""
    import numpy
    from biprop import Election

    weights, rows, columns = table

    def cells() -> Any:
        election = Election(numpy.array(weights), party_seats=rows, region_seats=columns)
        return election.lower_apportionment(max_depth=STEPS)

    try:
        with contextlib.redirect_stdout(io.StringIO()):
            seconds, found = _timed(cells, BEST_OF)
    except RecursionError:
        return None
    return seconds, [[int(cell) for cell in row] for row in found]


def _table(seed: int) -> tuple[list[list[int]], list[int], list[int]]:
    """Units of one size or another whose categories are alike but for a third; both totals in proportion."""
    source = random.Random(seed)
    columns = [source.uniform(1, 3) for _ in range(ACROSS)]
    sizes = [source.randint(200, 2000) for _ in range(DOWN)]
    weights = [[max(1, int(size * column * source.uniform(0.7, 1.3))) for column in columns] for size in sizes]
    return weights, _totals(weights), _totals(list(zip(*weights, strict=True)))


def _totals(lines: Sequence[Sequence[int]]) -> list[int]:
    claims = [Claim(f"{number:09}", sum(line)) for number, line in enumerate(lines)]
    return list(share(claims, PLACES, "sainte_lague").places.values())


def _timed(call: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The least processor seconds of so many calls, and the answer."""
    best, answer = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        answer = call()
        best = min(best, time.process_time() - start)
    return best, answer
