"""What is wrong in a plan file, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Fault:
    """One sentence about one place. A path counts from 1: `quotas.rows[3].target` is the third row."""

    line: int
    path: str
    says: str

    def __str__(self) -> str:
        place = f"Dòng {self.line}, {self.path}" if self.path else f"Dòng {self.line}"
        return f"{place}: {self.says}"


class Faulty(Exception):
    """A plan file that is not taken in; every fault at once, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


def nearest(word: str, words: Iterable[str]) -> str:
    """A guess at what was meant, as the end of a sentence; nothing when no word is near."""
    guess = get_close_matches(word, list(words), 1, 0.6)
    return f"; có lẽ là “{guess[0]}”" if guess else ""
