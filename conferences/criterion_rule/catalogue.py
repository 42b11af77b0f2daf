"""What can stand in somebody's record, as a rule needs to know it: codes, names, ladders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from portal.fields import search_key

SUGGESTIONS = 3
LONGEST = 80  # letters of a word that are compared


@dataclass(frozen=True, slots=True)
class CatalogueHonour:
    """One entry. On one `ladder` a higher `step` is worth at least as much; without a ladder it is worth itself alone."""

    code: str
    kind: str
    name: str
    ladder: str = ""
    step: int = 0
    subject: str = ""
    aliases: tuple[str, ...] = ()


class Catalogue:
    """Entries by their code. Of several of one code (a name that changed by law) the last given one names it."""

    def __init__(self, honours: Iterable[CatalogueHonour]):
        self.by_code = {one.code: one for one in honours}

    def name(self, code: str) -> str:
        """What the entry is called; a code that nobody knows calls itself."""
        return self.by_code[code].name if code in self.by_code else code

    def kind(self, code: str) -> str:
        return self.by_code[code].kind if code in self.by_code else ""

    def step(self, code: str) -> int | None:
        return self.by_code[code].step if code in self.by_code else None

    def of_kind(self, kinds: Iterable[str]) -> list[CatalogueHonour]:
        return [one for kind in kinds for one in self.by_code.values() if one.kind == kind]

    def worth(self, codes: Iterable[str], *, or_higher: bool) -> frozenset[str]:
        """The codes that count where these are asked: themselves, or all from their step up on their ladders."""
        asked = frozenset(codes)
        if not or_higher:
            return asked
        ladders = [(one.ladder, one.step) for code in asked if (one := self.by_code.get(code)) and one.ladder]
        higher = {one.code for one in self.by_code.values() for ladder, step in ladders if one.ladder == ladder and one.step >= step}
        return asked | higher

    def near(self, code: str, kinds: Iterable[str]) -> list[str]:
        """Codes of these kinds that somebody may have meant: by the code, by a name or by an abbreviation."""
        meant, offered = search_key(code), self.of_kind(kinds)
        named = [one.code for one in offered if meant in {search_key(name) for name in (one.name, *one.aliases)}]
        alike = get_close_matches(code[:LONGEST], [one.code for one in offered], SUGGESTIONS, 0.5)
        return list(dict.fromkeys([*named, *alike]))[:SUGGESTIONS]


def meant(word: str, words: Iterable[str]) -> str:
    """A guess at which of the words was meant, as the next part of a sentence; nothing when none is near."""
    guess = get_close_matches(word[:LONGEST], list(words), 1, 0.7)
    return f"; có lẽ là “{guess[0]}”" if guess else ""
