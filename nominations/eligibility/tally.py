"""The record sorted into what the clauses ask of it: one walk for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nominations.eligibility.facts import Entry

EARLIEST, LATEST = 1900, 2100
OWN, PEOPLE, BOTH = "own", "people", "both"
Tally = list[list[Entry]]  # by the number of the asked


@dataclass(frozen=True, slots=True)
class Asked:
    """Entries that count for a clause: these codes, from the first to the last year, of whose own or of its people."""

    codes: frozenset[str]
    first: int
    last: int
    whose: str = OWN


class Sorter:
    """What a set of clauses asks of one record; the same question is asked once."""

    def __init__(self) -> None:
        self.asked: dict[Asked, int] = {}
        self._own: dict[str, list[tuple[int, int, int]]] = {}
        self._of_people: dict[str, list[tuple[int, int, int]]] = {}

    def number(self, asked: Asked) -> int:
        """Where the tally holds the entries asked for."""
        if asked not in self.asked:
            self.asked[asked] = at = len(self.asked)
            for code in asked.codes:
                if asked.whose != PEOPLE:
                    self._own.setdefault(code, []).append((at, asked.first, asked.last))
                if asked.whose != OWN:
                    self._of_people.setdefault(code, []).append((at, asked.first, asked.last))
        return self.asked[asked]

    def tally(self, record: Iterable[Entry]) -> Tally:
        tally: Tally = [[] for _ in self.asked]
        own, of_people = self._own, self._of_people
        for entry in record:
            wanted = (own if entry.people is None else of_people).get(entry.honour)
            if wanted:
                year = entry.year
                for at, first, last in wanted:
                    if first <= year <= last:
                        tally[at].append(entry)
        return tally
