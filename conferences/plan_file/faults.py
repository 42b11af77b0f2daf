"""What is wrong in a plan file, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


MAX_FAULTS = 100  # more in one file mean that it is no plan; finding what was meant takes time
LONGEST_WORD = 80
MOST_LISTED = 40


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
    guess = get_close_matches(word[:LONGEST_WORD], list(words), 1, 0.6)
    return f"; có lẽ là “{guess[0]}”" if guess else ""


def listed(introduction: str, words: Iterable[str]) -> str:
    """What there is to choose from, as the end of a sentence; nothing when there is nothing."""
    known = list(words)
    more = ", …" if len(known) > MOST_LISTED else ""
    return f"; {introduction}: {', '.join(known[:MOST_LISTED])}{more}" if known else ""
