"""Two texts word by word: what stayed, what was taken out, what was put in. Plain data in and out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

KEPT, OUT, IN = "kept", "out", "in"
MOST_WORDS = 4000  # beyond it the texts are shown whole, the old one taken out and the new one put in
WORD = re.compile(r"\s+|\S+")


class Piece(NamedTuple):
    how: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The pieces in reading order; what was taken out stands before what came in its place."""
    if before == after:
        return [Piece(KEPT, after)] if after else []
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [Piece(how, text) for how, text in ((OUT, before), (IN, after)) if text]
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(KEPT, "".join(old[a:b])))
            continue
        found += [Piece(how, text) for how, text in ((OUT, "".join(old[a:b])), (IN, "".join(new[c:d]))) if text]
    return found
