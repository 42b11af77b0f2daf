"""One sheet of a workbook as a stream of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from xml.sax.handler import ContentHandler

from openpyxl.utils import column_index_from_string
from openpyxl.utils.escape import unescape

from portal.xlsx.book import Cell, Leaf, Place, XlsxRefused, cell_name, serial_date
from portal.xlsx.container import BROKEN, TO_NEW_BOOK, TOO_LARGE
from portal.xlsx.parts import MOST_LETTERS, bare

MOST_CELLS = 300_000
MOST_MERGED = 10_000
MOST_STRETCHES = 100_000  # of hidden rows
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
NUMBER = re.compile(r"[+-]?[0-9]{1,320}(\.[0-9]{1,320})?([eE][+-]?[0-9]{1,3})?")
SHOWN_DIGITS = 15  # Excel keeps no more and shows no more: 0.1 + 0.2 is 0.3


class CellReader(ContentHandler):
    """Fills a leaf. Where a cell does not say its place it stands behind the one before.

    `dates` are the styles that show a number as a day, counted from 1904 where `is_1904` says so.
    """

    def __init__(self, leaf: Leaf, texts: Sequence[str], dates: frozenset[int], *, is_1904: bool = False) -> None:
        self.leaf, self.texts, self.dates, self.is_1904 = leaf, texts, dates, is_1904
        self.row = self.column = self.letters = 0
        self.place: Place = (0, 0)
        self.kind = self.style = ""
        self.has_formula = self.is_value = self.is_spoken = False
        self.pieces: list[str] = []

    def startElement(self, name: str, attrs) -> None:
        tag = bare(name)
        if tag == "c":
            self._begin(attrs)
        elif tag == "row":
            self._begin_row(attrs)
        elif tag == "f":
            self.has_formula = True
        elif tag == "v":
            self.is_value = True
        elif tag == "rPh":
            self.is_spoken = True
        elif tag == "t" and self.kind == "inlineStr":
            self.is_value = not self.is_spoken
        elif tag == "mergeCell":
            self._merge(attrs.get("ref", ""))
        elif tag == "col" and attrs.get("hidden") in ("1", "true"):
            self.leaf.hidden_columns.append((int(attrs["min"]), int(attrs["max"])))

    def characters(self, content: str) -> None:
        if self.is_value:
            self.pieces.append(content)
            self.letters += len(content)
            if self.letters > MOST_LETTERS:
                raise XlsxRefused(TOO_LARGE)

    def endElement(self, name: str) -> None:
        tag = bare(name)
        if tag in ("v", "t"):
            self.is_value = False
        elif tag == "rPh":
            self.is_spoken = False
        elif tag == "c":
            self._end()

    def _begin_row(self, attrs) -> None:
        self.row = int(attrs["r"]) if "r" in attrs else self.row + 1
        self.column = 0
        if not 1 <= self.row <= LAST_ROW:
            raise XlsxRefused(BROKEN)
        if attrs.get("hidden") in ("1", "true"):
            stretches = self.leaf.hidden_rows
            if stretches and stretches[-1][1] == self.row - 1:
                stretches[-1] = (stretches[-1][0], self.row)
            elif len(stretches) < MOST_STRETCHES:
                stretches.append((self.row, self.row))

    def _begin(self, attrs) -> None:
        self.place = _place(attrs["r"]) if "r" in attrs else (self.row, self.column + 1)
        self.column = self.place[1]
        self.kind, self.style = attrs.get("t", "n"), attrs.get("s", "0")
        self.has_formula, self.pieces = False, []

    def _end(self) -> None:
        raw = "".join(self.pieces)
        if not raw and not self.has_formula:
            return
        if len(self.leaf.cells) >= MOST_CELLS:
            raise XlsxRefused(f"Trang “{self.leaf.name}” có hơn {MOST_CELLS} ô có chữ: {TO_NEW_BOOK}")
        cell = self._cell(raw)
        if cell.fault or cell.value != "":
            self.leaf.cells[self.place] = cell

    def _cell(self, raw: str) -> Cell:
        name = cell_name(self.place)
        if self.kind == "s":
            if not raw.isascii() or not raw.isdecimal() or int(raw) >= len(self.texts):
                raise XlsxRefused(BROKEN)
            return Cell(self.place, unescape(self.texts[int(raw)]))
        if self.kind in ("inlineStr", "str"):
            return Cell(self.place, unescape(raw))
        if not raw:
            return Cell(self.place, fault=f"Ô {name} có công thức chưa được tính: hãy mở bằng Excel, lưu lại rồi tải lên.")
        if self.kind == "e":
            return Cell(self.place, fault=f"Ô {name} báo lỗi {raw[:20]}: hãy sửa công thức hoặc gõ giá trị.")
        if self.kind == "b":
            return Cell(self.place, fault=f"Ô {name} là {'TRUE' if raw == '1' else 'FALSE'}: hãy gõ giá trị cần ghi.")
        if self.kind == "d":
            return self._day(_iso_day(raw), name)
        number = self._number(raw.strip(), name)
        if self.style.isdecimal() and int(self.style) in self.dates and isinstance(number.value, Decimal):
            return self._day(serial_date(number.value, is_1904=self.is_1904), name)
        return number

    def _day(self, day: date | None, name: str) -> Cell:
        if day is None:
            return Cell(self.place, fault=f"Ô {name} định dạng ngày tháng mà không phải một ngày: hãy gõ lại dd/mm/yyyy.")
        return Cell(self.place, day)

    def _number(self, raw: str, name: str) -> Cell:
        if not NUMBER.fullmatch(raw) or abs(value := float(raw)) == float("inf"):
            return Cell(self.place, fault=f"Ô {name} có số không đọc được: hãy gõ lại.")
        return Cell(self.place, Decimal(f"{value if raw[0] == '-' else abs(value):.{SHOWN_DIGITS}g}"))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = _place(first), _place(last or first)
        self.leaf.merged.append((top, left, bottom, right))
        if len(self.leaf.merged) > MOST_MERGED:
            raise XlsxRefused(f"Trang “{self.leaf.name}” có hơn {MOST_MERGED} vùng gộp ô: hãy bỏ gộp rồi tải lên.")


def _iso_day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw.strip()[:10])
    except ValueError:
        return None


def _place(reference: str) -> Place:
    found = REFERENCE.fullmatch(reference.replace("$", ""))
    if not found:
        raise XlsxRefused(BROKEN)
    place = int(found[2]), column_index_from_string(found[1])
    if place[0] > LAST_ROW or place[1] > LAST_COLUMN:
        raise XlsxRefused(BROKEN)
    return place
