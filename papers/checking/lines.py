"""The lines of a paper, put together from the words of its pages. Lengths are points, as the PDF has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from portal.pdf.reading import Word

MM = 72 / 25.4
ASCENT, DESCENT = 0.891, 0.216  # of Times New Roman
SHORT = 40  # letters of a line that a sentence quotes


@dataclass(frozen=True)
class Line:
    """Words on one line of a page."""

    page: int  # from 1
    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def length(self) -> float:
        return self.x1 - self.x0

    @property
    def baseline(self) -> float:
        return self.words[0].baseline

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + DESCENT * self.size

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        letters: dict[float, int] = {}
        for word in self.words:
            letters[word.size] = letters.get(word.size, 0) + len(word.text)
        return max(letters, key=letters.__getitem__)

    @property
    def text(self) -> str:
        if not self.words:  # an empty cell
            return ""
        parts = [self.words[0].text]
        for left, right in zip(self.words, self.words[1:]):
            parts.append(" " * (right.x0 - left.x1 > 0.1 * left.size) + right.text)
        return "".join(parts)

    @property
    def fold(self) -> str:
        return self.text.casefold()

    @property
    def short(self) -> str:
        """The text as a sentence can quote it."""
        return self.text if len(self.text) <= SHORT else self.text[:SHORT].rsplit(" ", 1)[0] + "…"

    @property
    def bold(self) -> bool:
        return _all(self.words, lambda word: word.bold)

    @property
    def italic(self) -> bool:
        return _all(self.words, lambda word: word.italic)

    def segments(self, gap: float) -> list[Line]:
        """Its parts, apart by more than `gap` times the size."""
        parts = [[self.words[0]]]
        for left, right in zip(self.words, self.words[1:]):
            if right.x0 - left.x1 > gap * max(left.size, right.size):
                parts.append([])
            parts[-1].append(right)
        return [Line(self.page, tuple(part)) for part in parts]


def _all(words: Iterable[Word], has: Callable[[Word], bool]) -> bool:
    lettered = [word for word in words if any(map(str.isalnum, word.text))]
    return bool(lettered) and all(map(has, lettered))


def lines_of(page: int, words: Iterable[Word]) -> Iterator[Line]:
    """The lines of a page's words, which come line by line."""
    line: list[Word] = []
    for word in words:
        if line and abs(word.baseline - line[0].baseline) > 1.5:
            yield Line(page, tuple(sorted(line, key=lambda word: word.x0)))
            line = []
        line.append(word)
    if line:
        yield Line(page, tuple(sorted(line, key=lambda word: word.x0)))


def joined(lines: Iterable[Line]) -> str:
    """The text of some lines as one."""
    return " ".join(line.text for line in lines)
