"""What a Word document is written of: plain data. Lengths in millimetres, type in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Union

FONT = "Times New Roman"  # Word has it; where it does not, it takes one of the same measures


@dataclass(frozen=True)
class Style:
    """A named look. A name that Word knows ("Heading 1") takes its place in Word's outline."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "right", "justify"] = "left"
    first_line: float = 0
    before: float = 0
    after: float = 0
    line: float = 1  # of a single line
    with_next: bool = False
    framed: float = 0  # the weight of a frame around its words, in points


@dataclass(frozen=True)
class Level:
    """A level of a numbered list: "%2.%3." prints the counts of the second and third level; a bullet prints as it is.

    A level counts anew after each higher one. `style` is the look whose paragraphs belong to this level by themselves.
    """

    text: str
    counts: Literal["upperRoman", "decimal", "lowerLetter", "bullet"] = "decimal"
    highest: int = 9999  # a count above is printed as text
    bold: bool = False
    first_line: float = 0
    style: Style | None = None


@dataclass(frozen=True)
class Listing:
    """A kind of numbered list, its levels from the top."""

    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Label:
    """The number or bullet that a paragraph has to show: counted by Word in a list of its kind wherever Word arrives at
    this very text, and printed as text where it does not."""

    text: str
    listing: Listing


@dataclass(frozen=True)
class Run:
    """Some words of one look; "\\n" breaks the line."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Paragraph:
    """`indent` is the left side and the first line from there, where they are not the style's."""

    runs: tuple[Run, ...]
    style: Style
    label: Label | None = None
    indent: tuple[float, float] | None = None
    with_next: bool = False


@dataclass(frozen=True)
class Rule:
    """A short line in the middle of a room of some width; weight and the gaps before and after it in points."""

    length: float
    room: float
    weight: float
    before: float = 3
    after: float = 0


@dataclass(frozen=True)
class Cell:
    """A cell, `span` columns wide and `rows` rows high."""

    blocks: tuple[Union[Paragraph, Rule], ...] = ()
    span: int = 1
    rows: int = 1
    middle: bool = False
    padding: tuple[float, float, float] | None = None  # top, sides, bottom, where they are not the table's


@dataclass(frozen=True)
class Table:
    """`heads` rows at the top repeat on every page; `border` is a weight in points, 0 for none; no row is torn."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    border: float = 0
    padding: tuple[float, float] = (0, 0)  # above and below; left and right


Block = Union[Paragraph, Rule, Table]


@dataclass(frozen=True)
class Section:
    """Pages of their own, numbered from 1."""

    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Page:
    """Every page: its size and margins (top, right, bottom, left), the number at its top, and a mark in the corner."""

    size: tuple[float, float]
    margins: tuple[float, float, float, float]
    number: Style
    mark: str = ""
