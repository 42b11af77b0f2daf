"""What becomes of places that nobody has filed against by the day of reclaiming: an answer in plain figures, nothing is written.

Each category by itself. Unused is what a row of the table holds beyond the dossiers filed against it and against what it gave
on. It goes first to the reserves, in the order in which they were filed; the rest is shared by largest remainder among the
rows that have used all their places, in proportion to these places. Where no row has, only as many places are taken as there
are reserves, one after the other from the row with the most left unused. Nothing is made and nothing lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32

from conferences.apportionment import Claim, share
from conferences.in_use import Cell
from conferences.models import Allocation, AllocationRow, Category
from nominations.models import Dossier
from nominations.places import Holder, Place, holder_key, holder_of, places_held


@dataclass(frozen=True)
class Line:
    """A row of the table in one category: places now, dossiers filed, what is taken, what is given and for what."""

    row: AllocationRow
    category: Category
    places: int
    filed: int
    taken: int
    reserves: int
    shared: int

    @property
    def unused(self) -> int:
        return max(self.places - self.filed, 0)

    @property
    def holder(self) -> str:
        """As the list of dossiers names it in its address."""
        return holder_key(self.row.unit_id, self.row.bloc_id)

    @property
    def after(self) -> int:
        return self.places - self.taken + self.reserves + self.shared


@dataclass
class Reclaim:
    """`lines`: every row and category in which something is unused or given. `below`: the new figures of the rows below rows."""

    table: Allocation
    lines: list[Line] = field(default_factory=list)
    below: dict[Cell, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(line.taken for line in self.lines)

    @cached_property
    def mark(self) -> int:
        """The same as long as the figures are the same."""
        return crc32(repr([(line.row.pk, line.category.pk, line.places, line.after) for line in self.lines]).encode())


def reclaim_of(table: Allocation) -> Reclaim:
    """What reclaiming would do to the published table now. Five queries, however many rows there are."""
    held, answer = places_held(table.plan), Reclaim(table)
    rows = {holder_of(row): row for row in table.rows.select_related("unit", "bloc")}
    queues: dict[int, list[Holder]] = defaultdict(list)
    waiting = Dossier.objects.filter(plan=table.plan, reserve__isnull=False).order_by("submitted_at", "pk")
    for category, *holder in waiting.values_list("category", "holder__unit", "holder__bloc"):
        if tuple(holder) in rows:
            queues[category].append(tuple(holder))
    for category in table.plan.categories.all():
        places = {cell[1:]: place for cell, place in held.items() if cell[0] == category.pk}
        _OneCategory(category, rows, places, queues[category.pk]).write(answer)
    answer.lines.sort(key=lambda line: (line.row.position, line.category.position))
    return answer


class _OneCategory:
    def __init__(self, category: Category, rows: dict[Holder, AllocationRow], places: dict[Holder, Place], queue: list[Holder]):
        self.category, self.rows, self.places, self.queue = category, rows, places, queue
        self.by_key = {row.pk: row for row in rows.values()}
        self.filed: Counter[int] = Counter()  # by row, with everything below it
        for holder, place in places.items():
            for row in self._upwards(rows[holder]):
                self.filed[row.pk] += place.taken
        in_order = sorted(rows.values(), key=lambda row: row.position)
        self.tops = [row for row in in_order if not row.parent_id and holder_of(row) in places]

    def _upwards(self, row: AllocationRow | None) -> Iterable[AllocationRow]:
        while row:
            yield row
            row = self.by_key.get(row.parent_id)

    def _figure(self, row: AllocationRow) -> int:
        place = self.places.get(holder_of(row))
        return place.quota.places if place else 0

    def write(self, answer: Reclaim) -> None:
        unused = {row.pk: max(self._figure(row) - self.filed[row.pk], 0) for row in self.tops}
        served = self.queue[: sum(unused.values())]
        full = [row for row in self.tops if self._figure(row) and not unused[row.pk]]
        taken = unused if full else _most_first(unused, len(served))
        shared = self._shared(full, sum(taken.values()) - len(served))
        received: Counter[int] = Counter()
        for holder in served:
            for row in self._upwards(self.rows[holder]):
                received[row.pk] += 1
        for row in self.tops:
            line = Line(row, self.category, self._figure(row), self.filed[row.pk], taken[row.pk], received[row.pk], shared[row.pk])
            if line.unused or line.after != line.places or line.taken:
                answer.lines.append(line)
        shrunk = {row.pk for row in self.tops if taken[row.pk] > max(self.places[holder_of(row)].left, 0)}
        for holder in self.places:
            row = self.rows[holder]
            if row.parent_id:
                *_, top = self._upwards(row)
                figure = self.filed[row.pk] if top.pk in shrunk else self._figure(row)
                answer.below[self.category.pk, *holder] = figure + received[row.pk]

    def _shared(self, full: list[AllocationRow], places: int) -> Counter[int]:
        if not full:
            return Counter()
        claims = [Claim(f"{row.position:06}", self._figure(row)) for row in full]
        given = share(claims, places).places
        return Counter({row.pk: given[claim.key] for row, claim in zip(full, claims, strict=True)})


def _most_first(unused: dict[int, int], places: int) -> Counter[int]:
    """`places` taken one by one from whoever has the most left; of equals from the row that comes first."""
    left, taken = dict(unused), Counter()
    for _ in range(places):
        most = max(left, key=lambda row: left[row])
        left[most] -= 1
        taken[most] += 1
    return taken
