"""A table found on a sheet by its head: one line or several, in any order of columns, wherever it begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from openpyxl.utils import get_column_letter

from portal.fields import number
from portal.xlsx.book import Cell, Leaf, Place, XlsxRefused, cell_name
from portal.xlsx.values import head_key, name_key, plain

HEAD_WITHIN = 20  # rows from the top
MOST_HEAD_ROWS = 3
NAMED = 3  # cells that a warning names one by one


@dataclass(frozen=True)
class Wanted:
    """A column that is looked for. `names` are what its head may say, tried in their order; a name may begin with the words
    of the heads above it ("Trong đó Tập thể"). `label` is what people are told is missing."""

    key: str
    label: str
    names: tuple[str, ...] = ()
    required: bool = True
    is_figure: bool = False  # merged cells are a fault; those of text stand for each of their cells
    fills_down: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row that holds anything, with its number on the sheet; `cells` by the key of the wanted column."""

    number: int
    cells: Mapping[str, Cell]
    others: Mapping[int, Cell]


@dataclass(frozen=True)
class Found:
    """The table. `columns` are the wanted ones by their keys, `heads` what every column says, `others` those nobody asked for.
    `notes` tell what was put right, `warnings` what somebody should look at."""

    sheet: str
    head_rows: tuple[int, int]
    columns: Mapping[str, int]
    heads: Mapping[int, str]
    rows: tuple[TableRow, ...]
    above: tuple[str, ...] = ()  # what stands above the head, cell by cell
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    is_1904: bool = False  # from when the serial numbers of its days count

    @property
    def others(self) -> dict[int, str]:
        return {at: text for at, text in self.heads.items() if at not in self.columns.values()}


@dataclass(frozen=True)
class Head:
    """Where a head stands, and the texts of each column from top to bottom."""

    top: int
    bottom: int
    texts: Mapping[int, tuple[str, ...]]

    def matches(self, wanted: Wanted) -> list[int]:
        """The columns that bear the first of its names that any column bears."""
        return next((self.called[key] for name in wanted.names or (wanted.label,) if (key := name_key(name)) in self.called), [])

    @cached_property
    def called(self) -> dict[str, list[int]]:
        """The columns by what they may be called: the lowest text, or it behind those above."""
        found: dict[str, list[int]] = {}
        for at, texts in self.texts.items():
            for name in dict.fromkeys(name_key(" ".join(texts[start:])) for start in range(len(texts))):
                found.setdefault(name, []).append(at)
        return found


def found_on(leaf: Leaf, wanted: Sequence[Wanted], most_rows: int) -> Found | None:
    """The table of this sheet; None where no row looks like its head. Raises `XlsxRefused` where the head has a fault."""
    head = _head(leaf, wanted)
    if head is None:
        return None
    matched = {one.key: head.matches(one) for one in wanted}
    _refuse_head(leaf, head, wanted, matched)
    columns = {key: found[0] for key, found in matched.items() if len(found) == 1}
    filled, notes = _filled(leaf, head, wanted, columns)
    rows = tuple(_rows(filled, head, columns))
    if len(rows) > most_rows:
        raise XlsxRefused(f"Bảng có {number(len(rows))} dòng, nhiều nhất {number(most_rows)}: hãy tách làm nhiều tệp.")
    warnings = [*_hidden(leaf, rows, columns), *_outside(leaf, head), *_notes(leaf)]
    return Found(leaf.name, (head.top, head.bottom), columns, _told_apart(head), rows, _above(leaf, head), tuple(notes), tuple(warnings))


def fit(leaf: Leaf, wanted: Sequence[Wanted]) -> int:
    """How many of the wanted columns the sheet's head has."""
    head = _head(leaf, wanted)
    return _score(head, wanted)[0] if head else 0


def missing_sentence(sheets: Sequence[str], hidden: Sequence[str], wanted: Iterable[Wanted]) -> str:
    """Of a book without the table."""
    names = ", ".join(f"“{one.label}”" for one in wanted if one.required)
    where = f"trang “{sheets[0]}”" if len(sheets) == 1 else "các trang"
    behind = f" (không đọc trang ẩn {_quoted(hidden)})" if hidden else ""
    return f"Không tìm thấy đầu bảng trong {HEAD_WITHIN} dòng đầu của {where}{behind}; cần các cột: {names}."


# --- the head


def _head(leaf: Leaf, wanted: Sequence[Wanted]) -> Head | None:
    """Of all rows near the top those that bear the most names, two at least (or all); of equals the flatter and higher."""
    rows = sorted({row for row, _ in leaf.cells if row <= HEAD_WITHIN})
    shown = _shown(leaf)
    heads = [_head_at(shown, top, top + deep) for top in rows for deep in range(MOST_HEAD_ROWS)]
    counted = [(*_score(head, wanted), head.top - head.bottom, -head.top, head) for head in heads]
    best = max(counted, key=lambda one: one[:4], default=None)
    if best is None or best[0] < min(2, len(wanted)):
        return None
    head = best[4]  # merged cells show their text in its lowest line; a lone one beside them stands higher
    top = min((first for first, _, last, _ in leaf.merged if first < head.top <= last), default=head.top)
    return _head_at(shown, top, head.bottom)


def _score(head: Head, wanted: Sequence[Wanted]) -> tuple[int, int]:
    """How many of the columns it has, and how many of them once."""
    found = [len(head.matches(one)) for one in wanted]
    return sum(map(bool, found)), found.count(1)


def _shown(leaf: Leaf) -> dict[Place, str]:
    """The text of each cell near the top; a merged cell shows its text in each of its places."""
    near = HEAD_WITHIN + MOST_HEAD_ROWS
    shown = {place: text for place, cell in leaf.cells.items() if place[0] <= near and (text := plain(cell))}
    for top, left, bottom, right in leaf.merged:
        if (top, left) in shown and right - left < 1000:
            shown |= dict.fromkeys(product(range(top, min(bottom, near) + 1), range(left, right + 1)), shown[top, left])
    return shown


def _head_at(shown: Mapping[Place, str], top: int, bottom: int) -> Head:
    texts: dict[int, tuple[str, ...]] = {}
    for row, column in sorted(place for place in shown if top <= place[0] <= bottom):
        above = texts.get(column, ())
        if above[-1:] != (shown[row, column],):
            texts[column] = (*above, shown[row, column])
    return Head(top, bottom, dict(sorted(texts.items())))


def _refuse_head(leaf: Leaf, head: Head, wanted: Sequence[Wanted], matched: Mapping[str, list[int]]) -> None:
    missing = [one.label for one in wanted if one.required and not matched[one.key]]
    twice = [
        f"cột “{one.label}” có {len(found)} lần ({', '.join(map(get_column_letter, found))})"
        for one in wanted
        if one.required and len(found := matched[one.key]) > 1
    ]
    said = [f"thiếu cột {', '.join(f'“{label}”' for label in missing)}"] if missing else []
    if said or twice:
        raise XlsxRefused(f"Đầu bảng ở dòng {head.bottom} của trang “{leaf.name}”: {'; '.join(said + twice)}.")


def _told_apart(head: Head) -> dict[int, str]:
    """What each column says: its lowest line, with those above where two would be the same."""
    lowest = [head_key(texts[-1]) for texts in head.texts.values()]
    return {at: texts[-1] if lowest.count(head_key(texts[-1])) == 1 else " ".join(texts) for at, texts in head.texts.items()}


def _above(leaf: Leaf, head: Head) -> tuple[str, ...]:
    return tuple(text for place, cell in sorted(leaf.cells.items()) if place[0] < head.top and (text := plain(cell)))


# --- the rows


def _filled(
    leaf: Leaf, head: Head, wanted: Sequence[Wanted], columns: Mapping[str, int]
) -> tuple[dict[Place, Cell], list[str]]:
    """The cells with those of merged areas: text in each of its places, a fault where a figure or a lone name is due."""
    cells, notes = dict(leaf.cells), []
    asked = [(columns[one.key], one) for one in wanted if one.key in columns]
    for top, left, bottom, right in leaf.merged:
        first = leaf.cells.get((top, left))
        if first is None or top <= head.bottom:
            continue
        area = f"{cell_name((top, left))}:{cell_name((bottom, right))}"
        for at, one in asked:
            if not left <= at <= right:
                continue
            if one.is_figure or (bottom > top and not one.fills_down):
                fault = f"Các ô {area} bị gộp: hãy bỏ gộp rồi gõ giá trị vào từng ô."
                cells[top, at] = Cell((top, at), fault=fault)
                continue
            cells |= {(row, at): Cell((row, at), first.value, first.fault) for row in range(top, min(bottom, top + 5000) + 1)}
            if bottom > top:
                notes.append(f"Các ô gộp {area}: “{plain(first)}” được hiểu cho cả {bottom - top + 1} dòng.")
    return cells, notes


def _rows(cells: Mapping[Place, Cell], head: Head, columns: Mapping[str, int]) -> Iterator[TableRow]:
    """Down to the last cell, over empty rows."""
    keys = {at: key for key, at in columns.items()}
    rows: dict[int, tuple[dict[str, Cell], dict[int, Cell]]] = {}
    for (row, column), cell in sorted(cells.items()):
        if row > head.bottom and column in head.texts:
            asked, rest = rows.setdefault(row, ({}, {}))
            if column in keys:
                asked[keys[column]] = cell
            else:
                rest[column] = cell
    return (TableRow(row, *found) for row, found in rows.items())


# --- what somebody should look at


def _hidden(leaf: Leaf, rows: Sequence[TableRow], columns: Mapping[str, int]) -> Iterator[str]:
    inside = [row.number for row in rows if any(first <= row.number <= last for first, last in leaf.hidden_rows)]
    if inside:
        yield f"Có {len(inside)} dòng ẩn ({_listed(map(str, inside))}), vẫn được đọc."
    behind = [at for at in columns.values() if any(first <= at <= last for first, last in leaf.hidden_columns)]
    if behind:
        yield f"Có {len(behind)} cột ẩn ({_listed(map(get_column_letter, behind))}), vẫn được đọc."


def _outside(leaf: Leaf, head: Head) -> Iterator[str]:
    stray = sorted(place for place in leaf.cells if place[0] > head.bottom and place[1] not in head.texts)
    if stray:
        yield f"Có {number(len(stray))} ô ngoài bảng ({_listed(map(cell_name, stray))}), không đọc."


def _notes(leaf: Leaf) -> Iterator[str]:
    if leaf.notes:
        yield f"Có {number(leaf.notes)} ghi chú gắn vào ô, không đọc."


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    return ", ".join(every[:NAMED]) + (", …" if len(every) > NAMED else "")


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
