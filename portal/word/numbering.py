"""Numbers that Word counts itself, so that whoever inserts a section gets the next one.

What a paragraph shows is ruled by its label. Word's counters are followed here: where they arrive at the label, the
paragraph joins the list; where a label begins anew or leaps, a list of its own begins there; where Word cannot print it,
the label is text. Each list has a definition of its own: Word lets all lists of one definition share their counters,
LibreOffice does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from portal.fields import roman
from portal.word.blocks import Label, Level, Listing, Style
from portal.word.styles import Styles, twips

MOST_ROMAN = 100
COUNT = re.compile(r"%(\d)")


@dataclass
class _List:
    """One list of a document: where it starts to count, and where it stands on each level."""

    number: int
    listing: Listing
    starts: dict[int, int]
    counts: list[int] = field(default_factory=list)

    def next(self, level: int) -> int:
        return self.counts[level] + 1 if self.counts[level] else self.starts.get(level, 1)


class Numbering:
    """The lists of a document, of the kinds named beforehand; the first of each kind is the one that styles belong to."""

    def __init__(self, listings: Sequence[Listing], styles: Styles) -> None:
        self._styles = styles
        self._lists: list[_List] = []
        # By kind: the list in which each level is counted at present.
        self._chains = {listing: [self._begun(listing, {})] * len(listing.levels) for listing in listings}
        self._firsts = tuple(self._lists)
        self._numbered = {level.style for listing in listings for level in listing.levels if level.style}

    def numbers(self, style: Style) -> bool:
        """Whether paragraphs of this style have a number by themselves."""
        return style in self._numbered

    def place(self, label: Label) -> tuple[int, Level, int] | None:
        """The list and level in which Word arrives at this label; None when it must be text."""
        levels = label.listing.levels
        for at, level in enumerate(levels):
            counts = _read(label.text, at, levels)
            if counts is not None:
                number = self._counted(label.listing, at, counts)
                return number and (number, level, at)
        return None

    def _counted(self, listing: Listing, at: int, counts: dict[int, int]) -> int | None:
        """The number of the list that arrives at these counts with its next paragraph of level `at`."""
        chain = self._chains[listing]
        current = chain[at]
        if not counts:
            return current.number
        if counts[at] > listing.levels[at].highest:
            return None
        if any(current.counts[above] != count for above, count in counts.items() if above != at):
            return None
        if counts[at] != current.next(at):
            if len(counts) > 1:  # the count above would have to begin anew as well, and is not to be seen
                return None
            current = self._begun(listing, {at: counts[at]})
        chain[at:] = [current] * (len(chain) - at)
        current.counts[at:] = [counts[at], *[0] * (len(chain) - at - 1)]
        return current.number

    def _begun(self, listing: Listing, starts: dict[int, int]) -> _List:
        begun = _List(len(self._lists) + 1, listing, starts, [0] * len(listing.levels))
        self._lists.append(begun)
        return begun

    def fill(self, element: BaseOxmlElement) -> None:
        """Puts the definitions into the document's part of them, in place of what is there."""
        for old in list(element):
            element.remove(old)
        definitions = [self._definition(one) for one in self._lists]
        numbers = [
            f'<w:num w:numId="{one.number}"><w:abstractNumId w:val="{one.number}"/></w:num>' for one in self._lists
        ]
        element.extend(parse_xml(f"<w:numbering {nsdecls('w')}>{''.join(definitions + numbers)}</w:numbering>"))
        for one in self._firsts:
            for at, level in enumerate(one.listing.levels):
                if level.style:
                    self._styles.number(level.style, one.number, at)

    def _definition(self, one: _List) -> str:
        kind = "multilevel" if len(one.listing.levels) > 1 else "singleLevel"
        levels = "".join(self._level(one, at, level) for at, level in enumerate(one.listing.levels))
        return (
            f'<w:abstractNum w:abstractNumId="{one.number}"><w:nsid w:val="{0x30000000 + one.number:08X}"/>'
            f'<w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        )

    def _level(self, one: _List, at: int, level: Level) -> str:
        styled = level.style and one in self._firsts
        style = f'<w:pStyle w:val="{self._styles.id(level.style)}"/>' if styled else ""
        look = "<w:rPr><w:b/></w:rPr>" if level.bold else ""
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{one.starts.get(at, 1)}"/><w:numFmt w:val="{level.counts}"/>{style}'
            f'<w:suff w:val="space"/><w:lvlText w:val="{level.text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="0" w:firstLine="{twips(level.first_line)}"/></w:pPr>{look}</w:lvl>'
        )


def _read(text: str, at: int, levels: Sequence[Level]) -> dict[int, int] | None:
    """The count of each level that a label shows on level `at`; None when it is no label of that level."""
    named = [int(place) - 1 for place in COUNT.findall(levels[at].text)]
    literal = COUNT.split(levels[at].text)[::2]
    match = re.fullmatch("([A-Za-z0-9]+)".join(map(re.escape, literal)), text)
    if match is None:
        return None
    counts = {place: _count(shown, levels[place].counts) for place, shown in zip(named, match.groups(), strict=True)}
    return None if None in counts.values() else counts


def _count(shown: str, counts: str) -> int | None:
    """What Word would have counted to when it shows this."""
    if counts == "decimal":
        return int(shown) if shown.isdecimal() and len(shown) < 5 and shown == str(int(shown)) else None
    return _shown(counts).get(shown)


@lru_cache
def _shown(counts: str) -> dict[str, int]:
    if counts == "upperRoman":
        return {roman(count): count for count in range(1, MOST_ROMAN)}
    return {chr(ord("a") + count - 1): count for count in range(1, 27)}
