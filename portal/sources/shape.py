"""A document as plain blocks, whatever it was: what a reader of its words needs, and where each block stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Line:
    """One paragraph, or one line where the source knows no paragraphs; "" is an empty line.

    `text` is NFC. Words that stand bold in a line that is not bold are between `**`. An automatic number or bullet of Word
    is written out at its start. `page` counts from 1, 0 where the source has no pages.
    """

    text: str
    bold: bool = False
    italic: bool = False
    centre: bool = False
    page: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of one length; a cell that reaches over others leaves them empty. Paragraphs of a cell are parted by line breaks."""

    rows: tuple[tuple[str, ...], ...]
    page: int = 0


Block = Union[Line, Table]


@dataclass(frozen=True)
class Source:
    """The blocks in reading order. `kind` is docx, pdf or text."""

    blocks: tuple[Block, ...]
    kind: str = "text"


class SourceRefused(Exception):
    """The file cannot be read as a document; the message is a sentence that says why and what to do."""
