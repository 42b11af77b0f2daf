"""A workbook written: rows in, its bytes out.

Text stays text: a name that begins with "=" is not a formula, and no letter in it can break the file. Rows are written one
by one, so that 30,000 of them stay small in memory; numbers and dates keep their kind, and Excel shows them in the
style of its own locale.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Union

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

Value = Union[str, int, Decimal, date, None]

CELL_LIMIT = 32_767  # Excel's; openpyxl would cut without a word
CUT = " … [đã cắt bớt]"
TITLE_LIMIT = 31
FORM_ROWS = 2000  # of a form to be filled in that offer their choices
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
FORMULA_STARTS = ("=", "+", "-", "@")  # what Excel would calculate once the cell is edited
FONT = "Times New Roman"
GRID = Border(*(Side(style="thin"),) * 4)
SHADE = PatternFill("solid", start_color="E8EDF5")


@dataclass(frozen=True)
class Head:
    """A cell of the table's head: `span` columns wide, `rows` rows high."""

    text: str
    span: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Column:
    """A column: its width in letters, and how its cells are aligned. `is_text` keeps Excel from making days and numbers of what
    is typed; `choices` are the cells that a drop-down offers, such as `'Hướng dẫn'!$A$5:$A$9`."""

    width: float = 12
    align: Literal["left", "center", "right"] = "left"
    is_text: bool = False
    choices: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the table; `total` prints bold."""

    cells: Sequence[Value]
    total: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet: lines above, then the table. `head` holds the head rows top to bottom, as `papers.Table` does.

    A `form` is to be filled in: lines and head are protected (without a password), everything below them is not.
    """

    title: str
    columns: Sequence[Column]
    head: Sequence[Sequence[Head]]
    rows: Iterable[Row]
    lines: Sequence[str] = ()
    landscape: bool = False
    form: bool = False


def write(sheets: Iterable[Sheet]) -> bytes:
    """The workbook as bytes. Rows are taken one by one, as the file is written."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        with closing(book.create_sheet(_title(sheet.title, book.sheetnames))) as target:
            _SheetWriter(target, sheet).write()
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class _SheetWriter:
    def __init__(self, target: WriteOnlyWorksheet, sheet: Sheet) -> None:
        self.target, self.sheet = target, sheet
        self.head_top = len(sheet.lines) + (2 if sheet.lines else 1)  # an empty row between lines and table
        self.head_bottom = self.head_top + len(sheet.head) - 1
        self.cells: dict[tuple[int, bool, str, bool], WriteOnlyCell] = {}

    def write(self) -> None:
        self._set_page()
        self._write_lines()
        self._write_head()
        last = self.head_bottom
        for number, row in enumerate(self.sheet.rows, self.head_bottom + 1):
            self.target.append(self._body_cells(row))
            last = last if row.total else number
        right = get_column_letter(len(self.sheet.columns))
        if self.sheet.head:
            self.target.auto_filter.ref = f"A{self.head_bottom}:{right}{last}"  # the total row at the end stays out

    def _set_page(self) -> None:
        """What openpyxl writes before the first row must be known before it."""
        target = self.target
        for place, column in enumerate(self.sheet.columns, 1):
            target.column_dimensions[get_column_letter(place)].width = column.width
        target.freeze_panes = f"A{self.head_bottom + 1}"
        if self.sheet.head:
            target.print_title_rows = f"{self.head_top}:{self.head_bottom}"
        target.page_setup.paperSize = Worksheet.PAPERSIZE_A4
        target.page_setup.orientation = "landscape" if self.sheet.landscape else "portrait"
        target.page_setup.fitToHeight = 0
        target.sheet_properties.pageSetUpPr.fitToPage = True
        if self.sheet.form:
            self._set_form()

    def _set_form(self) -> None:
        """Whole columns are open and hold text; whoever fills it in may still make rows, sort and change widths."""
        for place, column in enumerate(self.sheet.columns, 1):
            letter = get_column_letter(place)
            dimension = self.target.column_dimensions[letter]
            dimension.protection = Protection(locked=False)
            dimension.font = Font(name=FONT, size=12)
            dimension.alignment = Alignment(horizontal=column.align, vertical="center", wrap_text=True)
            dimension.number_format = "@" if column.is_text else "General"
            if column.choices:
                offered = DataValidation("list", formula1=column.choices, allow_blank=True, showErrorMessage=True, errorStyle="warning")
                offered.errorTitle, offered.error = "Không có trong danh mục", "Hãy chọn một dòng trong danh sách thả xuống."
                offered.add(f"{letter}{self.head_bottom + 1}:{letter}{self.head_bottom + FORM_ROWS}")
                self.target.data_validations.append(offered)
        protection = self.target.protection
        protection.sheet = True
        for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
            setattr(protection, allowed, False)  # in the file these name what is locked

    def _write_lines(self) -> None:
        for number, line in enumerate(self.sheet.lines, 1):
            cell = self._new_cell(line)
            cell.font = Font(name=FONT, size=14 if number == 1 else 12, bold=number == 1)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            self.target.append([cell])
            self._merge(number, 1, number, len(self.sheet.columns))
        if self.sheet.lines:
            self.target.append([])

    def _write_head(self) -> None:
        width = len(self.sheet.columns)
        texts = {}
        for row, column, head in placed(self.sheet.head, width):
            texts[row, column] = head.text
            top = self.head_top + row
            self._merge(top, column + 1, top + head.rows - 1, column + head.span)
        for row in range(len(self.sheet.head)):
            self.target.append([self._head_cell(texts.get((row, column))) for column in range(width)])

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.target.merged_cells.add(CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right))

    def _head_cell(self, text: str | None) -> WriteOnlyCell:
        cell = self._new_cell(text)
        cell.font, cell.border, cell.fill = Font(name=FONT, size=12, bold=True), GRID, SHADE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return cell

    def _new_cell(self, text: str | None) -> WriteOnlyCell:
        cell = WriteOnlyCell(self.target)
        _fill(cell, text)
        return cell

    def _body_cells(self, row: Row) -> list[WriteOnlyCell]:
        if len(row.cells) != len(self.sheet.columns):
            raise ValueError(f"{len(row.cells)} cells for {len(self.sheet.columns)} columns: {row.cells!r}")
        return [self._body_cell(place, value, row.total) for place, value in enumerate(row.cells)]

    def _body_cell(self, place: int, value: Value, total: bool) -> WriteOnlyCell:
        """One styled cell serves a column from row to row: a new style for each cell would take three times as long."""
        quoted = isinstance(value, str) and value.startswith(FORMULA_STARTS)
        key = place, total, _number_format(value), quoted
        if key not in self.cells:
            self.cells[key] = self._styled_cell(*key)
        _fill(self.cells[key], value)
        return self.cells[key]

    def _styled_cell(self, place: int, total: bool, number_format: str, quoted: bool) -> WriteOnlyCell:
        cell = WriteOnlyCell(self.target)
        cell.font, cell.border = Font(name=FONT, size=12, bold=total), GRID
        cell.alignment = Alignment(horizontal=self.sheet.columns[place].align, vertical="center", wrap_text=True)
        column = self.sheet.columns[place]
        cell.number_format = "@" if column.is_text and number_format == "General" else number_format
        cell.quotePrefix = quoted
        if self.sheet.form:
            cell.protection = Protection(locked=False)
        return cell


def placed(head: Sequence[Sequence[Head]], width: int) -> Iterator[tuple[int, int, Head]]:
    """Each head cell with its row and column: a cell goes to the first column that no cell above reaches down to."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(head):
        for cell in cells:
            column = next(free for free in range(width + 1) if (row, free) not in taken)
            area = {(row + down, column + right) for down in range(cell.rows) for right in range(cell.span)}
            if column + cell.span > width or row + cell.rows > len(head) or area & taken:
                raise ValueError(f"The head cell {cell.text!r} does not fit.")
            taken |= area
            yield row, column, cell
    if len(taken) != width * len(head):
        raise ValueError("The head has a hole.")


def _fill(cell: WriteOnlyCell, value: Value) -> None:
    if isinstance(value, str):
        cell.value = _text(value)
        cell.data_type = "s"  # the line above makes a formula of "=1+1" and an error of "#N/A"
    else:
        cell.value = value


def _text(value: str) -> str:
    text = NOT_IN_XML.sub("", value)
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT


def _number_format(value: Value) -> str:
    """Excel's own names of formats: it shows them with the dots and commas of its locale."""
    if isinstance(value, date):
        return "dd/mm/yyyy"
    if isinstance(value, Decimal):
        places = -min(value.as_tuple().exponent, 0)
        return "#,##0." + "0" * places if places else "#,##0"
    return "#,##0" if isinstance(value, int) else "General"


def _title(wanted: str, taken: Sequence[str]) -> str:
    """A sheet's name that Excel allows, and that no other sheet bears, whatever its capitals."""
    plain = NOT_IN_TITLES.sub(" ", NOT_IN_XML.sub("", wanted))
    base = " ".join(plain.split()).strip("'")[:TITLE_LIMIT].strip() or "Trang"
    names = {name.casefold() for name in taken}
    title, number = base, 1
    while title.casefold() in names:
        number += 1
        title = f"{base[: TITLE_LIMIT - len(f' ({number})')]} ({number})"
    return title
