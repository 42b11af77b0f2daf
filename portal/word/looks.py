"""What a paragraph and its runs look like, styles included: bold, italic, centred, and to which automatic list they belong."""

from __future__ import annotations

from lxml.etree import _Element

from docx.oxml.ns import qn

OFF = ("0", "false", "off", "none")
MOST_STEPS = 12  # of styles based on styles; a ring of them ends here


class Looks:
    """The styles of one document."""

    def __init__(self, styles: _Element) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
        self._default = next((key for key, style in self._styles.items() if _is_default(style)), None)

    def is_bold(self, run: _Element, paragraph: _Element) -> bool:
        return self._switch("w:b", run, paragraph)

    def is_italic(self, run: _Element, paragraph: _Element) -> bool:
        return self._switch("w:i", run, paragraph)

    def is_centred(self, paragraph: _Element) -> bool:
        for holder in (paragraph, *self._chain(paragraph, "w:pPr/w:pStyle")):
            place = _find(holder, "w:pPr/w:jc")
            if place is not None:
                return place.get(qn("w:val")) == "center"
        return False

    def numbering(self, paragraph: _Element) -> tuple[str, int]:
        """The automatic list ("" for none) and the level (from 0) within it."""
        level = None
        for holder in (paragraph, *self._chain(paragraph, "w:pPr/w:pStyle")):
            found = _find(holder, "w:pPr/w:numPr")
            if found is None:
                continue
            at, number = _find(found, "w:ilvl"), _find(found, "w:numId")
            level = int(at.get(qn("w:val"), "0")) if at is not None and level is None else level
            if number is not None:
                listed = number.get(qn("w:val"), "0")
                return ("" if listed == "0" else listed), level or 0
        return "", 0

    def _switch(self, name: str, run: _Element, paragraph: _Element) -> bool:
        holders = (run, *self._chain(run, "w:rPr/w:rStyle"), *self._chain(paragraph, "w:pPr/w:pStyle"))
        for holder in holders:
            found = _find(holder, f"w:rPr/{name}")
            if found is not None:
                return found.get(qn("w:val"), "1") not in OFF
        return False

    def _chain(self, element: _Element, path: str) -> list[_Element]:
        """The style that the element names, and those it is based on."""
        named = _find(element, path)
        key = named.get(qn("w:val")) if named is not None else self._default if path.endswith("pStyle") else None
        chain: list[_Element] = []
        while key in self._styles and len(chain) < MOST_STEPS:
            chain.append(style := self._styles[key])
            based = _find(style, "w:basedOn")
            key = based.get(qn("w:val")) if based is not None else None
        return chain


def _find(element: _Element, path: str) -> _Element | None:
    return element.find("/".join(qn(step) for step in path.split("/")))


def _is_default(style: _Element) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")
