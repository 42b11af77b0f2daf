"""Reads a printed paper back, in the words of the decree."""

import io
from dataclasses import dataclass

import pdfplumber
from pdfplumber.page import Page

MM = 72 / 25.4
TOP_MARGIN = 20 * MM


def pages(pdf: bytes) -> list[Page]:
    return pdfplumber.open(io.BytesIO(pdf)).pages


def text(page: Page) -> str:
    """The text between the margins, on one line."""
    return " ".join(page.crop((0, TOP_MARGIN, page.width, page.height)).extract_text().split())


def page_number(page: Page) -> str:
    """What stands in the middle of the top margin."""
    return page.crop((page.width * 0.4, 0, page.width * 0.65, TOP_MARGIN)).extract_text()


def find(page: Page, words: str) -> dict:
    """The one place of some words on one line of a page."""
    [place] = page.search(words, regex=False)
    return place


@dataclass(frozen=True)
class Style:
    size: float
    bold: bool = False
    italic: bool = False


def style(page: Page, words: str) -> Style:
    """The one style of all the letters of some words."""
    [(font, size)] = {(char["fontname"], round(char["size"], 1)) for char in find(page, words)["chars"]}
    return Style(size, "Bold" in font, "Italic" in font)


def rule_below(page: Page, words: str, *, longest: str = "") -> float:
    """The length of the rule below some words, as a share of their length, or of the longest line above it."""
    place = find(page, words)
    [rule] = [rect for rect in page.rects if 0 <= rect["top"] - place["bottom"] < 8]
    centre = (place["x0"] + place["x1"]) / 2
    assert abs((rule["x0"] + rule["x1"]) / 2 - centre) < 1.5, "the rule is not centred"
    line = page.search(longest or words, regex=False)[-1]
    return (rule["x1"] - rule["x0"]) / (line["x1"] - line["x0"])
