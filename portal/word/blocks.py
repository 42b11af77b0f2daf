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


@dataclass(frozen=True)
class Run:
    """Some words of one look; "\\n" breaks the line."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]
    style: Style


@dataclass(frozen=True)
class Rule:
    """A short line in the middle of a room of some width."""

    length: float
    room: float
    weight: float


@dataclass(frozen=True)
class Cell:
    """A cell, `span` columns wide and `rows` rows high."""

    blocks: tuple[Union[Paragraph, Rule], ...] = ()
    span: int = 1
    rows: int = 1
    middle: bool = False


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
