"""The five methods, and the answer of one of them with its working."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heapreplace
from math import inf, lcm

from conferences.apportionment.claims import Claim, Weight


@dataclass(frozen=True)
class Method:
    """`power` 2: quotients are compared by their squares, so that a divisor under a root stays a whole number."""

    name: str
    label: str
    divisor: Callable[[int], int] | None = None  # of a claim that has s places; None: by largest remainder
    power: int = 1


METHODS = {
    method.name: method
    for method in (
        Method("largest_remainder", "Phần dư lớn nhất"),
        Method("dhondt", "D’Hondt", lambda s: s + 1),
        Method("sainte_lague", "Sainte-Laguë", lambda s: 2 * s + 1),
        Method("huntington_hill", "Huntington-Hill", lambda s: s * (s + 1), power=2),
        Method("adams", "Adams", lambda s: s),
    )
}


@dataclass(frozen=True)
class Award:
    """The `number`th place of a claim and what won it: its quotient (squared where the method compares squares; None:
    without limit, as everybody's first place by Adams), or the remainder of its `q`."""

    key: str
    number: int
    won_by: Fraction | None


@dataclass(frozen=True)
class Line:
    """The working of one claim. `won_by` of its last place and of the one it would get next; None where there is none."""

    claim: Claim
    places: int
    exact: Fraction  # q within floor and ceiling; of a divisor method plain q
    last: Fraction | None
    next: Fraction | None


class Sharing:
    """The answer and, as it is asked for, its working. Claims stand in the order in which they came."""

    def __init__(self, claims: tuple[Claim, ...], places: int, method: Method) -> None:
        self.claims, self.total, self.method = claims, places, method
        scale = lcm(*(_denominator(claim.weight) for claim in claims))
        self._weights = [int(claim.weight * scale) for claim in claims]
        keys = sorted(range(len(claims)), key=lambda index: claims[index].key)
        self._rank = [0] * len(claims)  # of the key: the last word on a tie
        for rank, index in enumerate(keys):
            self._rank[index] = rank
        self._bounds = [(claim.floor, inf if claim.ceiling is None else claim.ceiling) for claim in claims]
        self._share = self._by_divisor if method.divisor else self._by_remainder

    @property
    def places(self) -> dict[str, int]:
        """How many places each has got."""
        return {claim.key: number for claim, number in zip(self.claims, self._numbers, strict=True)}

    @property
    def runner_up(self) -> str | None:
        """Who would have got one place more; None where nobody could take one."""
        return None if self._next is None else self.claims[self._next].key

    @property
    def lines(self) -> Iterator[Line]:
        return (self._line(index) for index in range(len(self.claims)))

    def order(self) -> list[Award]:
        """The places beyond the floors (by largest remainder: those won by remainder) in the order of their award."""
        if not self.method.divisor:
            first, rest = self._by_share
            return [self._award(index, first[index] + 1) for index in rest[: self.total - sum(first)]]
        won = [
            (self._priority(index, number), index, number)
            for index, places in enumerate(self._numbers)
            for number in range(self.claims[index].floor, places)
        ]
        return [self._award(index, number + 1) for _, index, number in sorted(won)]

    # --- the two ways

    @cached_property
    def _answer(self) -> tuple[list[int], int | None]:
        return self._share()

    @property
    def _numbers(self) -> list[int]:
        return self._answer[0]

    @property
    def _next(self) -> int | None:
        return self._answer[1]

    def _by_divisor(self) -> tuple[list[int], int | None]:
        taken = [floor for floor, _ in self._bounds]
        growing = (index for index in range(len(taken)) if self._may_grow(index, taken[index]))
        waiting = [(self._priority(index, taken[index]), index) for index in growing]
        heapify(waiting)
        for _ in range(self.total - sum(taken)):
            index = waiting[0][1]
            taken[index] += 1
            if taken[index] < self._bounds[index][1]:
                heapreplace(waiting, (self._priority(index, taken[index]), index))
            else:
                heappop(waiting)
        return taken, waiting[0][1] if waiting else None

    def _by_remainder(self) -> tuple[list[int], int | None]:
        first, rest = self._by_share
        left, taken = self.total - sum(first), list(first)
        for index in rest[:left]:
            taken[index] += 1
        after = (index for index in rest[left:] if self._may_grow(index, taken[index]))
        return taken, next(after, None)

    @cached_property
    def _by_share(self) -> tuple[list[int], list[int]]:
        """The whole part of everybody's share, and all by the remainder, the largest first."""
        first, remainders = [], []
        for index, weight in enumerate(self._weights):
            whole, remainder = divmod(*self._ratio(index, weight))
            first.append(whole)
            remainders.append((-remainder, -weight, self._rank[index], index))
        return first, [index for *_, index in sorted(remainders)]

    def _ratio(self, index: int, weight: int) -> tuple[int, int]:
        """The share of a claim as (above, below), below being the same for all."""
        fixed, above, below = self._level
        return (fixed[index] * below if index in fixed else weight * above), below

    @cached_property
    def _level(self) -> tuple[dict[int, int], int, int]:
        """Who stands at floor or ceiling, and the places for each unit of weight of all others as (above, below).

        Whoever asks less than the floor or more than the ceiling is fixed there, those of the side that weighs more first:
        they would be fixed whatever becomes of the others.
        """
        fixed: dict[int, int] = {}
        free = [index for index, weight in enumerate(self._weights) if weight]
        fixed |= {index: self._bounds[index][0] for index, weight in enumerate(self._weights) if not weight}
        left, below = self.total - sum(fixed.values()), sum(self._weights)
        while free:
            low = [index for index in free if self._weights[index] * left < self._bounds[index][0] * below]
            high = [index for index in free if self._weights[index] * left > self._bounds[index][1] * below]
            if not low and not high:
                break
            lacking = sum(self._bounds[index][0] * below - self._weights[index] * left for index in low)
            beyond = sum(self._weights[index] * left - self._bounds[index][1] * below for index in high)
            now = {index: self._bounds[index][0] for index in low if lacking >= beyond}
            now |= {index: self._bounds[index][1] for index in high if beyond >= lacking}
            fixed |= now
            free = [index for index in free if index not in now]
            left -= sum(now.values())
            below -= sum(self._weights[index] for index in now)
        return fixed, left, below or 1

    # --- quotients

    def _may_grow(self, index: int, places: int) -> bool:
        return self._weights[index] > 0 and places < self._bounds[index][1]

    def _priority(self, index: int, places: int) -> tuple:
        """Sorts the next place of a claim among all others: the highest quotient first."""
        weight = self._weights[index]
        above, below = weight**self.method.power, self.method.divisor(places)
        return (-above / below if below else -inf), _Exactly(above, below), -weight, self._rank[index]

    def _award(self, index: int, number: int) -> Award:
        return Award(self.claims[index].key, number, self._won_by(index, number))

    def _won_by(self, index: int, number: int) -> Fraction | None:
        """What the claim's `number`th place is won by; None without limit."""
        if not self.method.divisor:
            above, below = self._ratio(index, self._weights[index])
            return Fraction(above % below, below)
        below = self.method.divisor(number - 1)
        return Fraction(self.claims[index].weight) ** self.method.power / below if below else None

    def _line(self, index: int) -> Line:
        claim, places = self.claims[index], self._numbers[index]
        if self.method.divisor:
            exact = Fraction(self._weights[index] * self.total, sum(self._weights) or 1)
        else:
            exact = Fraction(*self._ratio(index, self._weights[index]))
        last = self._won_by(index, places) if places > claim.floor else None
        after = self._won_by(index, places + 1) if self._may_grow(index, places) else None
        return Line(claim, places, exact, last, after)


class _Exactly:
    """A quotient that is asked only where floating point finds two the same: the higher sorts first."""

    __slots__ = ("above", "below")

    def __init__(self, above: int, below: int) -> None:
        self.above, self.below = above, below

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Exactly) and self.above * other.below == other.above * self.below

    def __lt__(self, other: _Exactly) -> bool:
        return self.above * other.below > other.above * self.below


def _denominator(weight: Weight) -> int:
    return 1 if isinstance(weight, int) else Fraction(weight).denominator
