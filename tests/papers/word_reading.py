"""Reads a Word paper as Word shows it: with the numbers that Word counts (ECMA-376, 17.9). Knows nothing of our writer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
WORDS = {qn("w:t"), qn("w:br"), qn("w:tab")}


def shown(docx: bytes) -> list[str]:
    """Every paragraph of the document in its order, cell by cell in tables, each with its number; empty ones left out."""
    word = _Word(docx)
    return [text for paragraph in word.body.iter(qn("w:p")) if (text := " ".join(word.text(paragraph).split()))]


def counted(docx: bytes) -> list[tuple[str, str]]:
    """What Word itself counts before each paragraph that it numbers, and the words after it."""
    word = _Word(docx)
    paragraphs = ((word.number(paragraph), paragraph) for paragraph in word.body.iter(qn("w:p")))
    return [(number, " ".join(_said(paragraph).split())) for number, paragraph in paragraphs if number]


def styles(docx: bytes) -> dict[str, etree._Element]:
    """The styles of the document by name."""
    return {_value(style.find(qn("w:name"))): style for style in _part(docx, "word/styles.xml").iter(qn("w:style"))}


@dataclass
class _Word:
    docx: bytes
    body: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        self.body = _part(self.docx, "word/document.xml").find(qn("w:body"))
        self._styles = {style.get(qn("w:styleId")): style for style in _part(self.docx, "word/styles.xml").iter(qn("w:style"))}
        numbering = _part(self.docx, "word/numbering.xml")
        self._definitions = {one.get(qn("w:abstractNumId")): one for one in numbering.iter(qn("w:abstractNum"))}
        self._numbers = {one.get(qn("w:numId")): _value(one.find(qn("w:abstractNumId"))) for one in numbering.iter(qn("w:num"))}
        assert not list(numbering.iter(qn("w:lvlOverride"))), "this reader knows no overrides"
        self._counts: dict[str, list[int | None]] = {name: [None] * 9 for name in self._definitions}

    def text(self, paragraph: etree._Element) -> str:
        return f"{self.number(paragraph)} {_said(paragraph)}"

    def number(self, paragraph: etree._Element) -> str:
        """The number before a paragraph; counting goes on by it, so each paragraph is asked once and in order."""
        listed, at = self._place(paragraph)
        if listed in ("", "0"):
            return ""
        name = self._numbers[listed]
        levels = {int(level.get(qn("w:ilvl"))): level for level in self._definitions[name].iter(qn("w:lvl"))}
        counts = self._counts[name]
        counts[at] = _start(levels[at]) if counts[at] is None else counts[at] + 1
        counts[at + 1 :] = [None] * (8 - at)
        pattern = _value(levels[at].find(qn("w:lvlText")))
        return re.sub(r"%(\d)", lambda found: _printed(int(found[1]) - 1, counts, levels), pattern)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """List and level: the paragraph's own, else its style's, or that of the style that is based on."""
        look = paragraph.find(qn("w:pPr"))
        while look is not None:
            number = look.find(qn("w:numPr"))
            if number is not None:
                return _value(number.find(qn("w:numId"))), int(_value(number.find(qn("w:ilvl"))) or 0)
            pointer = look.find(qn("w:pStyle")) if look.tag == qn("w:pPr") and look.getparent().tag == qn("w:p") else None
            if pointer is None:
                pointer = look.getparent().find(qn("w:basedOn"))
            if pointer is None:
                break
            look = self._styles[_value(pointer)].find(qn("w:pPr"))
        return "", 0


def _printed(at: int, counts: list[int | None], levels: dict[int, etree._Element]) -> str:
    count = _start(levels[at]) if counts[at] is None else counts[at]
    match _value(levels[at].find(qn("w:numFmt"))):
        case "decimal":
            return str(count)
        case "lowerLetter":
            return chr(ord("a") + count - 1)
        case "upperRoman":
            text = ""
            for value, letters in ROMAN:
                text += letters * (count // value)
                count %= value
            return text
    raise AssertionError("a number format that this reader does not know")


def _start(level: etree._Element) -> int:
    return int(_value(level.find(qn("w:start"))))


def _said(paragraph: etree._Element) -> str:
    return "".join(part.text or "" if part.tag == qn("w:t") else " " for part in paragraph.iter(*WORDS) if _in_run(part))


def _in_run(part: etree._Element) -> bool:
    return part.getparent().tag == qn("w:r")


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(qn("w:val"), "")


def _part(docx: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(name))
