"""An official paper as data: only text, numbers and lists, no model instance.

A builder in `papers.py` of an app makes a `Paper`; a face (PDF, Word) shows it. Everything that can be computed
(section numbers, totals, counts) is computed by the builder, so that two faces cannot disagree.
Text may hold `**bold**`; nothing else in it is markup. Component names follow Phụ lục I of NĐ 30/2020/NĐ-CP.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Union


@dataclass(frozen=True)
class Issuer:
    """One issuing body of the letterhead (box 2): its superior (may be empty) and its own full name."""

    name: str
    superior: str = ""


@dataclass(frozen=True)
class Signature:
    """One signature block (box 7): the authority lines, top to bottom, and the signer's name."""

    authority: tuple[str, ...]
    signer: str


@dataclass(frozen=True)
class Heading:
    """A section heading: level 1 prints "I. TITLE", 2 "1. ", 3 "1.1. ", 4 "a) ". An empty number prints none.

    `number` is bare ("I", "1", "1.1", "a"); the face adds the closing mark.
    """

    level: Literal[1, 2, 3, 4]
    number: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text. `number` is set for a numbered clause without a heading ("1.")."""

    text: str
    number: str = ""
    align: Literal["justify", "center", "right"] = "justify"
    italic: bool = False


@dataclass(frozen=True)
class Item:
    """A list item; `marker` is printed as it is ("-", "+", "1.", "a)"); `level` 1 or 2 sets the indent."""

    marker: str
    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Article:
    """Điều of an article-style paper. Without a title "Điều 1." stands bold before the text; with one "Điều 1. Title" is a
    bold line of its own and the text, if there is any, a paragraph below it."""

    number: int
    text: str
    title: str = ""


@dataclass(frozen=True)
class Head:
    """A cell of a table head. `span` columns wide, `rows` rows high."""

    text: str
    span: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Column:
    """How a column prints: share of the width (relative weight) and alignment of its cells."""

    weight: float
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Row:
    """A table row of cell texts. kind "group" spans the table with its first cell; "total" prints bold."""

    cells: tuple[str, ...]
    kind: Literal["body", "group", "total"] = "body"


@dataclass(frozen=True)
class Table:
    """A table with grouped, repeating heads. `head` holds the head rows, top to bottom."""

    columns: tuple[Column, ...]
    head: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]


Block = Union[Heading, Paragraph, Item, Article, Table]


ENDING = re.compile(r"[ ./;]*(\*\*)?[ ./;]*\Z")


def ended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a whole text, closed by "./." directly after its last word (every Mẫu of NĐ 30/2020, Phụ lục III).

    What ends with a table or a heading has no last word and stays as it is.
    """
    if not blocks or isinstance(blocks[-1], Table | Heading) or not blocks[-1].text:
        return tuple(blocks)
    last = blocks[-1]
    return (*blocks[:-1], replace(last, text=ENDING.sub(lambda match: (match[1] or "") + "./.", last.text, count=1)))


@dataclass(frozen=True)
class Appendix:
    """An appendix: page numbers of its own. `number` is "I", "II" when there are two or more, else empty."""

    title: str
    body: tuple[Block, ...]
    number: str = ""
    reference: str = ""  # "(Kèm theo Kế hoạch số ... của ...)"
    landscape: bool = False


@dataclass(frozen=True)
class Paper:
    """A whole paper. Texts of number and date are ready to print ("Số: 154/KH-LĐLĐ", "Lai Châu, ngày ...").

    A công văn has no type name: its title ("V/v ...", box 5b) stands below the number in the left column of the letterhead.
    """

    issuers: tuple[Issuer, ...]  # several: a joint paper, the lead first; below one another in the left column
    type_name: str  # "KẾ HOẠCH"; empty for a công văn
    title: str  # trích yếu; "\n" breaks a line
    number: str = ""
    place_date: str = ""
    deciding_body: str = ""  # "BAN THƯỜNG VỤ LIÊN ĐOÀN ...": above the grounds of a decision (Mẫu 1.2)
    grounds: tuple[str, ...] = ()
    decides: str = ""  # "QUYẾT ĐỊNH:" below the grounds of a decision
    lead: str = ""
    addressees: tuple[str, ...] = ()  # "Kính gửi:" below the title: one on its line, several below it, dashed and closed; bare
    body: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()  # one: right of the recipients; several: side by side, recipients below the first
    recipients: tuple[str, ...] = ()  # bare: the face adds the dash, ";" and the last "."; so too for the grounds
    appendices: tuple[Appendix, ...] = ()
    mark: str = ""  # framed, bold, upper case, below the number and a công văn's title: "LƯU HÀNH NỘI BỘ" (box 11)
    draft: bool = False  # prints "DỰ THẢO"
    landscape: bool = False
    notes: tuple[str, ...] = field(default=())  # open findings printed on a draft, before the signatures

    @property
    def name(self) -> str:
        """Type and title on one line, as files and bookmarks are called."""
        return " ".join(f"{self.type_name} {self.title}".split())

    @property
    def author(self) -> str:
        """Everybody who issues it."""
        return " và ".join(" ".join(issuer.name.split()) for issuer in self.issuers)


@dataclass(frozen=True)
class Stamp:
    """What an issued paper bears at the foot of its last page: where anybody can check it. It is no part of its data."""

    url: str  # stands in the QR
    code: str  # the same for people without a camera, in groups of letters
