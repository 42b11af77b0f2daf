"""The years whose merit a plan honours."""

from __future__ import annotations

import re
from collections import Counter

from conferences.reading.found import Found, Place
from conferences.reading.marks import unbold

RANGE = re.compile(r"(?<![\d/])(?P<from>(?:19|20)\d\d)\s*(?:-|–|đến(?: năm)?)\s*(?P<to>(?:19|20)\d\d)(?![\d/])")
SINGLE = re.compile(r"năm (?:học )?(?P<year>(?:19|20)\d\d)(?!\s*[-–]\s*\d)")
LONGEST = 10


def period(title: Found, pieces: list[tuple[str, Place]], year: int | None, *, ahead: bool = False) -> Found:
    """From and to. The title's own years, where they lie in the past or are a range; else the range that the text repeats
    and that ends by the year of the paper; else the title's year. `ahead` for a movement, which looks forward."""
    words = str(title.value or "")
    if found := _ranges(words, None if ahead else year):
        return _found(*found.most_common(1)[0][0], title.at)
    said = SINGLE.search(words)
    single = int(said["year"]) if said else None
    if single and year and single < year:
        return _found(single, single, title.at)
    ranges: Counter[tuple[int, int]] = Counter()
    for text, _ in pieces:
        ranges += _ranges(unbold(text), year or single)
    if ranges:
        best = ranges.most_common(1)[0][0]
        at = next(at for text, at in pieces if best in _ranges(unbold(text), year or single))
        return _found(*best, at, "Được suy ra từ những năm mà văn bản nhắc đến khi tổng kết thành tích.")
    return _found(single, single, title.at) if single else Found(None)


def _ranges(text: str, year: int | None) -> Counter[tuple[int, int]]:
    """Spans of two to ten years that end by the year behind that of the paper: a plan may precede its conference."""
    found = [(int(one["from"]), int(one["to"])) for one in RANGE.finditer(text)]
    return Counter((start, end) for start, end in found if 1 < end - start <= LONGEST and (not year or end <= year + 1))


def _found(start: int, end: int, at: Place, doubt: str = "") -> Found:
    return Found({"from": start, "to": end}, at, doubt)
