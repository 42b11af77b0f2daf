"""The automatic numbers of a Word document, counted as Word counts them, so that a paragraph's label can be read."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml.etree import _Element

from docx.oxml.ns import qn

from portal.fields import roman

LEVEL = re.compile(r"%(\d)")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Counting:
    """Follows the lists of one document, paragraph by paragraph."""

    def __init__(self, numbering: _Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # by list: format, text and start of each level
        self._counters: dict[str, str] = {}  # lists of one definition share their counters
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is None:
            return
        abstract = {
            one.get(qn("w:abstractNumId")): {int(at.get(qn("w:ilvl"))): _level(at) for at in one.iterchildren(qn("w:lvl"))}
            for one in numbering.iterchildren(qn("w:abstractNum"))
        }
        for one in numbering.iterchildren(qn("w:num")):
            self._add(one, abstract)

    def _add(self, one: _Element, abstract: dict[str, dict[int, tuple[str, str, int]]]) -> None:
        number, named = one.get(qn("w:numId")), one.find(qn("w:abstractNumId"))
        definition = named.get(qn("w:val")) if named is not None else ""
        levels, counter = dict(abstract.get(definition, {})), definition
        for override in one.iterchildren(qn("w:lvlOverride")):
            at, start = int(override.get(qn("w:ilvl"), "0")), override.find(qn("w:startOverride"))
            if start is not None and at in levels:
                levels[at] = (*levels[at][:2], int(start.get(qn("w:val"), "1")))
                counter = f"{definition}/{number}"  # it starts anew
            if (own := override.find(qn("w:lvl"))) is not None:
                levels[at] = _level(own)
        self._levels[number], self._counters[number] = levels, counter

    def label(self, listed: str, level: int) -> str:
        """What Word prints before the next paragraph of this list and level; "-" for a bullet, "" for none."""
        levels = self._levels.get(listed, {})
        if level not in levels:
            return ""
        kind, text, start = levels[level]
        if kind == "none":
            return ""
        counts = self._counts[self._counters[listed]]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if kind == "bullet":
            return "+" if text.strip() == "+" else "-"
        return LEVEL.sub(lambda found: self._shown(levels, counts, int(found[1]) - 1), text).strip()

    @staticmethod
    def _shown(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], at: int) -> str:
        kind, _, start = levels.get(at, ("decimal", "", 1))
        return _written(kind, counts.get(at, start))


def _level(element: _Element) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        found = element.find(qn(name))
        return found.get(qn("w:val"), default) if found is not None else default

    return value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1"))


def _written(kind: str, count: int) -> str:
    if kind in ("upperRoman", "lowerRoman") and 1 <= count < 4000:
        return roman(count) if kind == "upperRoman" else roman(count).lower()
    if kind in ("upperLetter", "lowerLetter") and count >= 1:
        letters = LETTERS[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return letters.upper() if kind == "upperLetter" else letters
    return f"{count:02d}" if kind == "decimalZero" else str(count)
