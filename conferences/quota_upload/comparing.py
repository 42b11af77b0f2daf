"""The rows of a file beside the lines of the table."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from conferences.facts import QuotaColumn, QuotaLine, QuotaTable
from conferences.quota_upload.columns import MOST_PLACES, category_key, sums_of
from conferences.quota_upload.rows import Lines, Names, is_column_number, is_total
from conferences.quota_upload.weights import WeightColumn, weight_columns
from portal.fields import search_key
from portal.xlsx.faults import Wrong
from portal.xlsx.tables import Found, TableRow
from portal.xlsx.values import CellFault, plain, text_of, whole_number

SAVED_AS = re.compile(r"bản lưu số ([0-9]{1,9})\b")
MOST_SUM = 10**7
NAMED = 5


@dataclass(frozen=True)
class Change:
    """A cell of the table that the file gives another figure, and where in the file it stands."""

    line: QuotaLine
    column: QuotaColumn
    before: int
    after: int
    cell: str


@dataclass(frozen=True)
class Comparison:
    """`absent` are lines that the file leaves out; `notes` were put right or passed over, `warnings` should be looked at."""

    changes: tuple[Change, ...]
    faults: tuple[Wrong, ...]
    absent: tuple[str, ...]
    weights: tuple[WeightColumn, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    read: int  # how many lines the file names

    @property
    def cells(self) -> dict[tuple[int, int], int]:
        """What would be written, by line and category."""
        return {(change.line.key, change.column.key): change.after for change in self.changes}


def saved_as(version: int | str) -> str:
    """How a sheet says which version of the table it was made of."""
    return f"bản lưu số {version}"


def compare(table: QuotaTable, found: Found, names: Names, elsewhere: Collection[str], version: int) -> Comparison:
    """What the file would change in this version of the table. `names` are what the units of the lines are called besides,
    `elsewhere` the search keys of units that the portal knows but the table has no row for."""
    return _Comparing(table, found, names, elsewhere, version).done()


def _stale(found: Found, version: int) -> str:
    """What to say of a file that was made of another version of the table."""
    said = next((match[1] for text in found.above if (match := SAVED_AS.search(text))), str(version))
    if said == str(version):
        return ""
    return f"Tệp lấy từ {saved_as(said)}, nay bảng ở {saved_as(version)}: số người khác sửa từ đó đến nay cũng hiện thành thay đổi."


class _Comparing:
    def __init__(self, table: QuotaTable, found: Found, names: Names, elsewhere: Collection[str], version: int) -> None:
        self.table, self.found, self.elsewhere = table, found, elsewhere
        self.lines = Lines(table, names)
        self.sums = [(key, of) for key, _, of in sums_of(table) if key in found.columns and not self._is_category(key)]
        self.rows: dict[int, TableRow] = {}  # by the line that they speak of
        self.places: dict[int, tuple[int, ...]] = {line.key: line.places for line in table.lines}
        self.stale = _stale(found, version)
        self.faults: list[Wrong] = []
        self.doubts: list[str] = []
        self.passed: list[int] = []
        self.totals: list[TableRow] = []
        self.group = ""
        self.old_sums = 0

    def _is_category(self, key: str) -> bool:
        return self.found.columns[key] in {self.found.columns[category_key(column.key)] for column in self.table.columns}

    def done(self) -> Comparison:
        for row in self.found.rows:
            try:
                self._take(row)
            except CellFault as fault:
                self._say(row, str(fault))
        changes = [change for line in self.table.lines if line.key in self.rows for change in self._changes(line)]
        for row in self.totals if not self.faults else ():  # of wrong figures there is no right sum
            in_file = self._sum([self.places[key] for key in self.rows])
            self._compare_sums(row, in_file, [self._sum(self.places.values()), self.table.foot], with_columns=True)
        weights, unfit = weight_columns(self.found, self.rows)
        notes = [*self.found.notes, *self._notes()]
        absent = tuple(line.label for line in self.table.lines if line.key not in self.rows)
        warnings = (*([self.stale] if self.stale else []), *self.found.warnings, *unfit, *self.doubts)
        faults = tuple(sorted(self.faults, key=lambda fault: fault.row))
        return Comparison(tuple(changes), faults, absent, tuple(weights), tuple(notes), warnings, len(self.rows))

    def _say(self, row: TableRow, sentence: str) -> None:
        if (wrong := Wrong(row.number, sentence)) not in self.faults:  # merged cells are the fault of each of them
            self.faults.append(wrong)

    # --- rows

    def _take(self, row: TableRow) -> None:
        """Find the line that the row speaks of, and read its figures; or pass it over."""
        number = plain(row.cells["number"]) if "number" in row.cells else ""
        name = text_of(row.cells.get("name"))
        has_figures = any(category_key(column.key) in row.cells for column in self.table.columns)
        if is_total(name, number):
            self.totals.append(row)
        elif not has_figures and (not name or self.totals):
            self.passed.append(row.number)
        elif not self.rows and is_column_number(name):
            self.passed.append(row.number)
        elif not name:
            self._say(row, f"Dòng {row.number} có số mà chưa ghi tên đơn vị.")
        elif self.lines.is_group(name):
            self.group = search_key(name)
        elif line := self._line(row, name, number):
            self.rows[line.key] = row
            self._read(row, line)

    def _line(self, row: TableRow, name: str, number: str) -> QuotaLine | None:
        found, at = self.lines.find(name, self.group, number), row.cells["name"].name
        if len(found) > 1:
            self._say(row, f"Ô {at}: bảng có {len(found)} dòng tên “{name}”; hãy ghi đúng số thứ tự của dòng như tệp tải về.")
        elif not found:
            self._say(row, f"Ô {at}: {self._unknown(name)}")
        elif found[0].key in self.rows:
            self._say(row, f"Ô {at}: “{name}” đã có ở dòng {self.rows[found[0].key].number}; mỗi đơn vị chỉ một dòng.")
        else:
            return found[0]
        return None

    def _unknown(self, name: str) -> str:
        if search_key(name) in self.elsewhere:
            return f"“{name}” không có dòng trong bảng này; hãy thêm dòng ở phần soạn kế hoạch, hoặc bỏ dòng khỏi tệp."
        near = self.lines.near(name)
        choices = f"; có phải {', '.join(f'“{one}”' for one in near)}?" if near else "; hãy xem lại tên."
        return f"bảng không có đơn vị “{name}”{choices}"

    def _read(self, row: TableRow, line: QuotaLine) -> None:
        """The figures of the line as the file has them; every cell that has none says so."""
        taken = list(line.places)
        before = len(self.faults)
        for at, column in enumerate(self.table.columns):
            try:
                figure = whole_number(row.cells.get(category_key(column.key)), most=MOST_PLACES)
            except CellFault as fault:
                self._say(row, str(fault))
                continue
            taken[at] = line.places[at] if figure is None else figure
        self.places[line.key] = tuple(taken)
        if len(self.faults) == before:
            self._compare_sums(row, self.places[line.key], [line.places])

    def _changes(self, line: QuotaLine) -> list[Change]:
        row = self.rows[line.key]
        return [
            Change(line, column, before, after, row.cells[category_key(column.key)].name)
            for column, before, after in zip(self.table.columns, line.places, self.places[line.key], strict=True)
            if after != before
        ]

    # --- sums

    def _compare_sums(
        self, row: TableRow, now: Sequence[int], also: Sequence[Sequence[int]], *, with_columns: bool = False
    ) -> None:
        """A sum says what the figures come to; or what they came to before, for Excel does not add up what was typed."""
        asked = [(key, of(now), [of(places) for places in also]) for key, of in self.sums]
        if with_columns:
            columns = enumerate(self.table.columns)
            asked += [(category_key(column.key), now[at], [places[at] for places in also]) for at, column in columns]
        for key, right, others in asked:
            cell = row.cells.get(key)
            try:
                said = whole_number(cell, most=MOST_SUM)
            except CellFault as fault:
                self._say(row, str(fault))
                continue
            if said in (None, right):
                continue
            sentence = f"Ô {cell.name} ghi tổng {said}, các số trong tệp cộng được {right}."
            if said in others:
                self.old_sums += 1
            elif self.stale:  # the sums of another version
                self.doubts.append(sentence)
            else:
                self._say(row, sentence)

    def _sum(self, lines: Collection[Sequence[int]]) -> tuple[int, ...]:
        return tuple(map(sum, zip(*lines, strict=True))) or (0,) * len(self.table.columns)

    def _notes(self) -> list[str]:
        notes = []
        if self.passed:
            shown = ", ".join(map(str, self.passed[:NAMED])) + (", …" if len(self.passed) > NAMED else "")
            notes.append(f"Bỏ qua {len(self.passed)} dòng không phải đơn vị (dòng {shown}).")
        if self.old_sums:
            notes.append(f"{self.old_sums} ô cộng trong tệp còn là số cũ; cổng tự cộng lại.")
        return notes
