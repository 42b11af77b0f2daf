"""The parts of a workbook that matter, read as a stream: names, texts, kinds of numbers, sheets.

openpyxl would either hold every cell, fifty times the file, or (read-only) leave out what is merged and hidden, and believe
the sheet about its own size. Here a cell counts when it holds something, and a million empty rows cost nothing but time.
Every part goes through defusedxml: no DTD, no entity, no file.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from xml.sax.handler import ContentHandler

from defusedxml.expatreader import DefusedExpatParser
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from portal.xlsx.book import XlsxRefused
from portal.xlsx.container import BROKEN, TO_NEW_BOOK, TOO_LARGE, VALUES_ONLY

CHUNK = 1 << 16
MOST_STYLES = 64_000  # Excel's own limit
MOST_SHEETS = 100
MOST_LETTERS = 20_000_000


def parse(archive: zipfile.ZipFile, name: str, handler: ContentHandler) -> ContentHandler:
    """Feed one part to the handler. A DTD is refused; whatever else goes wrong is the caller's to say."""
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            parser.feed(chunk)
    parser.close()
    return handler


class _Begun(Exception):
    """The first element of a part stands: nothing behind it can declare anything."""


class _Root(ContentHandler):
    def startElement(self, name: str, attrs) -> None:
        raise _Begun


def refuse_declarations(archive: zipfile.ZipFile) -> None:
    """No part begins with a DTD, also none that is never read."""
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            try:
                parse(archive, name, _Root())
            except _Begun:
                continue


class Rels(ContentHandler):
    """The parts that a part refers to: by id, the kind and where it lies."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.found: dict[str, tuple[str, str]] = {}

    def startElement(self, name: str, attrs) -> None:
        if bare(name) == "Relationship" and attrs.get("TargetMode") != "External":
            kind, target = attrs.get("Type", "").rpartition("/")[2], attrs.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(self.base, target))
            self.found[attrs.get("Id", "")] = (kind, path)

    def first(self, kind: str) -> str:
        """Where the first part of a kind lies; empty without one."""
        return next((path for one, path in self.found.values() if one == kind), "")


def rels_of(archive: zipfile.ZipFile, name: str) -> Rels:
    folder, file = posixpath.split(name)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    handler = Rels(folder)
    return parse(archive, path, handler) if path in archive.namelist() else handler


class Sheets(ContentHandler):
    """The sheets of the book in their order: name, id of the relation, whether it is hidden; from when its days count."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, bool]] = []
        self.is_1904 = False

    def startElement(self, name: str, attrs) -> None:
        if bare(name) == "workbookPr":
            self.is_1904 = attrs.get("date1904") in ("1", "true")
        if bare(name) == "sheet":
            relation = next((value for key, value in attrs.items() if bare(key) == "id" and ":" in key), "")
            self.found.append((attrs.get("name", ""), relation, attrs.get("state", "visible") != "visible"))
            if len(self.found) > MOST_SHEETS:
                raise XlsxRefused(f"Tệp có hơn {MOST_SHEETS} trang tính: {TO_NEW_BOOK}")


class Styles(ContentHandler):
    """Which styles of cells show their numbers as dates."""

    def __init__(self) -> None:
        self.formats: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        self.used: list[str] = []
        self.in_cells = False

    def startElement(self, name: str, attrs) -> None:
        tag = bare(name)
        if tag == "numFmt":
            self.formats[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")
        elif tag == "cellXfs":
            self.in_cells = True
        elif tag == "xf" and self.in_cells:
            self.used.append(attrs.get("numFmtId", "0"))
            if len(self.used) > MOST_STYLES:
                raise XlsxRefused(f"Tệp có hơn {MOST_STYLES} kiểu ô: {VALUES_ONLY}")

    def endElement(self, name: str) -> None:
        self.in_cells = self.in_cells and bare(name) != "cellXfs"

    def dates(self) -> frozenset[int]:
        shown = {number: is_date_format(code) for number, code in self.formats.items()}
        return frozenset(at for at, number in enumerate(self.used) if shown.get(number))


class Texts(ContentHandler):
    """Text that may be pieced together of differently looking runs; how it is spoken (rPh) is left out."""

    def __init__(self, item: str = "si") -> None:
        self.item, self.found = item, []
        self.pieces: list[str] = []
        self.is_text = self.is_spoken = False
        self.letters = 0

    def startElement(self, name: str, attrs) -> None:
        tag = bare(name)
        if tag == self.item:
            self.pieces = []
        elif tag == "rPh":
            self.is_spoken = True
        elif tag == "t":
            self.is_text = not self.is_spoken

    def characters(self, content: str) -> None:
        if self.is_text:
            self.pieces.append(content)
            self.letters += len(content)
            if self.letters > MOST_LETTERS:
                raise XlsxRefused(TOO_LARGE)

    def endElement(self, name: str) -> None:
        tag = bare(name)
        if tag == "t":
            self.is_text = False
        elif tag == "rPh":
            self.is_spoken = False
        elif tag == self.item:
            self.found.append("".join(self.pieces))


class Count(ContentHandler):
    """How many elements of a name there are."""

    def __init__(self, tag: str) -> None:
        self.tag, self.number = tag, 0

    def startElement(self, name: str, attrs) -> None:
        self.number += bare(name) == self.tag


def read_part(archive: zipfile.ZipFile, name: str, make: Callable[[], ContentHandler]) -> ContentHandler:
    """A part that the book refers to; one that is missing or outside makes the book broken."""
    if name not in archive.namelist():
        raise XlsxRefused(BROKEN)
    return parse(archive, name, make())


def bare(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]
