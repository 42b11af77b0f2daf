"""The ranked list and its cut: who stands above the line where the places end, who below, whom nothing tells apart across it.

Plain data in and out. The order is a list of keys that the plan chooses; whoever is equal in all of them is tied, and a tie across the
line is said, never broken: all of its people stand on neither side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

ORDERS = {
    "total": "tổng điểm cao hơn",
    "honours": "nhiều danh hiệu, khen thưởng từ cấp tỉnh trở lên hơn",
    "initiatives": "nhiều sáng kiến hơn",
    "votes": "tỷ lệ phiếu ở hội nghị bình xét cao hơn",
    "woman": "nữ trước",
    "direct": "người trực tiếp sản xuất, công tác trước",
    "ethnic": "người dân tộc thiểu số trước",
    "younger": "trẻ hơn trước",
    "older": "nhiều tuổi hơn trước",
    "lot": "bốc thăm",
}
ABOVE, TIED, BELOW = "above", "tied", "below"


@dataclass(frozen=True)
class Candidate:
    """`merits` by key of the order, the greater the better, None where it is not known; `place` is one given by hand."""

    key: int
    name: str
    merits: Mapping[str, Fraction | int | None]
    place: int | None = None


@dataclass(frozen=True)
class Ranked:
    """`rank` is shared by those that are equal; `side` of the line where the places end."""

    candidate: Candidate
    rank: int
    side: str

    @property
    def key(self) -> int:
        return self.candidate.key


def ranked(candidates: Iterable[Candidate], order: Sequence[str], places: int) -> list[Ranked]:
    """Everybody in order, whatever order they came in."""
    line = _line(list(candidates), order)
    merits = [_merits(one, order) for one in line]
    ranks: dict[tuple, int] = {}
    for at, key in enumerate(merits, 1):
        ranks.setdefault(key, at)
    last = {key: at for at, key in enumerate(merits, 1)}
    return [Ranked(one, ranks[key], _side(ranks[key], last[key], places)) for one, key in zip(line, merits, strict=True)]


def _line(candidates: Sequence[Candidate], order: Sequence[str]) -> list[Candidate]:
    """By merit, names only for the eye; then whoever was given a place by hand stands there, the others around them."""
    by_merit = sorted(candidates, key=lambda one: (_merits(one, order), one.name, one.key))
    free = iter(one for one in by_merit if one.place is None)
    held: dict[int, Candidate] = {}
    for one in sorted((one for one in candidates if one.place), key=lambda one: (one.place, one.name, one.key)):
        held[_free_at(one.place, held, len(candidates))] = one
    return [held[at] if at in held else next(free) for at in range(1, len(candidates) + 1)]


def _free_at(place: int, held: Mapping[int, Candidate], count: int) -> int:
    """The place itself, else the next free one after it, else the last free one before it."""
    start = min(place, count)
    return next(at for at in (*range(start, count + 1), *range(start - 1, 0, -1)) if at not in held)


def _merits(one: Candidate, order: Sequence[str]) -> tuple:
    """What sorts better comes first, unknown last; a place by hand is equal to nobody's."""
    said = [one.merits.get(key) for key in order]
    return (*((value is None, -(value or 0)) for value in said), *((("by hand", one.key),) if one.place else ()))


def _side(first: int, last: int, places: int) -> str:
    """Of those who share one rank, from the first to the last of them."""
    return ABOVE if last <= places else BELOW if first > places else TIED
