"""The tables of a file as lines about people and collectives; what is wrong, doubtful or left aside, by row and cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from nominations.summary_list import names, rows
from nominations.summary_list.births import birth_of, sex_of
from nominations.summary_list.columns import LEFT_ASIDE, PERSON
from nominations.summary_list.facts import CategoryFact, Line, Merit, Terms
from nominations.summary_list.merits import MeritReader
from portal.fields import clean_text, number, screen_date, search_key
from portal.xlsx.book import Cell
from portal.xlsx.faults import FAULTS, Wrong
from portal.xlsx.tables import Found, TableRow
from portal.xlsx.values import CellFault, date_of, head_key, lowered, name_key, plain, text_of, whole_number

SUGGESTIONS = 3
MOST_PEOPLE = 1_000_000
OTHER_KIND = "other"
WORDS_OF = {PERSON: "họ và tên", "collective": "tên tập thể"}


@dataclass(frozen=True)
class Skipped:
    row: int
    reason: str


@dataclass(frozen=True)
class ReadTable:
    """One sheet: its sound lines; faults of the others; doubts about sound ones; rows that are nobody, with the reason."""

    found: Found
    lines: tuple[Line, ...]
    faults: tuple[Wrong, ...]
    doubts: tuple[Wrong, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]

    @property
    def wrong_rows(self) -> set[int]:
        return {fault.row for fault in self.faults}


ReadList = Mapping[str, ReadTable]  # by the subject


def read_list(tables: Mapping[str, Found], terms: Terms) -> ReadList:
    return {subject: _Reading(found, subject, terms).done() for subject, found in tables.items()}


class _Reading:
    def __init__(self, found: Found, subject: str, terms: Terms) -> None:
        self.found, self.subject, self.terms = found, subject, terms
        self.is_person = subject == PERSON
        self.categories = [category for category in terms.categories if category.subject == subject]
        self.merits = MeritReader(terms, subject)
        self.read_texts: dict[tuple[str, bool], Any] = {}
        self.group: CategoryFact | None = None
        self.has_ended = False
        self.without_category: list[int] = []
        self.seen: dict[tuple, int] = {}
        self.lines: list[Line] = []
        self.faults: list[Wrong] = []
        self.doubts: list[Wrong] = []
        self.skipped: list[Skipped] = []
        self.notes: list[str] = []

    def done(self) -> ReadTable:
        for row in self.found.rows:
            self._take(row)
        if self.without_category and "category" not in self.found.columns:
            top = self.found.head_rows[1]
            said = f"Đầu bảng ở dòng {top} thiếu cột “Đối tượng”; kế hoạch có {len(self.categories)} đối tượng: {self._labels()}."
            self.faults = [fault for fault in self.faults if not fault.sentence.endswith("chưa ghi đối tượng.")]
            self.faults += [Wrong(row, said) for row in self.without_category]
        wrong = {fault.row for fault in self.faults}
        lines = tuple(line for line in self.lines if line.row not in wrong)
        doubts = tuple(doubt for doubt in self.doubts if doubt.row not in wrong)
        faults = tuple(sorted(self.faults, key=lambda fault: fault.row))
        return ReadTable(self.found, lines, faults, doubts, tuple(self.skipped), (*self.notes, *self._left_aside()))

    def _left_aside(self) -> list[str]:
        """Columns that are not read; what the plan does not ask about people is not taken in."""
        private = {name_key(name): key for key, listed in LEFT_ASIDE.items() for name in listed}
        notes = []
        for heading in self.found.others.values():
            key = private.get(name_key(heading))
            if key and key not in self.terms.asks:
                notes.append(f"Cột “{heading}” không được đọc: kế hoạch không hỏi điều này.")
            elif head_key(heading) != head_key(FAULTS):
                notes.append(f"Cột “{heading}” không được đọc.")
        if filled := sum("note" in row.cells for row in self.found.rows):
            notes.append(f"{number(filled)} ô ghi chú là của đơn vị, không vào hồ sơ.")
        return notes

    def _say(self, row: int, sentence: str) -> None:
        if (wrong := Wrong(row, sentence)) not in self.faults[-20:]:
            self.faults.append(wrong)

    # --- rows

    def _take(self, row: TableRow) -> None:
        if rows.is_numbered(row):
            return self._line(row)
        texts = rows.texts_of(row)
        reason = rows.end_of_list(row, texts)
        if reason:
            self.has_ended = True
        elif not self.lines and rows.is_numbering(row):
            reason = rows.COLUMN_NUMBERS
        elif said := rows.group_of(row, texts, self.categories):
            self.group = rows.category_named(said, self.categories)
            reason = f"đầu nhóm “{said}”" + (f", các dòng dưới là “{self.group.label}”" if self.group else "")
        elif self.has_ended and not rows.is_somebody(row):
            reason = rows.AFTER
        elif "name" not in row.cells and not rows.is_fact(row):
            reason = f"chỉ có “{texts[0]}”" if texts else "không có chữ"
        if reason:
            self.skipped.append(Skipped(row.number, reason))
        elif "name" not in row.cells:
            self._say(row.number, f"Dòng {row.number} chưa ghi {WORDS_OF[self.subject]}.")
        else:
            self._line(row)
        return None

    def _line(self, row: TableRow) -> None:
        cells, at = row.cells, row.number
        before = len(self.faults)
        name = self._try(at, lambda: names.name_of(cells["name"], is_person=self.is_person), "")
        facts: dict[str, Any] = {"kind": PERSON} | self._person(row) if self.is_person else self._team(row)
        facts["position"] = self._try(at, lambda: self._position(cells), "")
        facts["summary"] = self._try(at, lambda: _lines_of(cells.get("summary")), "")
        facts["merits"] = (*self._merits(row, "awards"), *self._merits(row, "initiatives"))
        facts["category"] = self._try(at, lambda: self._category(row), None)
        self._try(at, lambda: self._check_unit(row), None)
        where = {key: cell.name for key, cell in cells.items()}
        usual = names.usual_capitals(name) if self.is_person else ""
        line = Line(at, self.subject, name, usual, at=where, **facts)
        if self.is_person and name:
            self.doubts += [Wrong(at, doubt) for doubt in names.doubts_of(name, cells["name"])]
        if len(self.faults) == before:
            self._check_twice(line)
        self.lines.append(line)

    def _try(self, at: int, read: Callable[[], Any], instead: Any) -> Any:
        try:
            return read()
        except CellFault as fault:
            self._say(at, str(fault))
            return instead

    # --- cells

    def _person(self, row: TableRow) -> dict[str, Any]:
        cells, at = row.cells, row.number
        sex, column = self._try(at, lambda: sex_of(cells), ("", ""))
        birth = (None, None)
        if column in cells:
            birth = self._try(at, lambda: birth_of(cells[column], self.terms.today, is_1904=self.found.is_1904), birth)
        party = self._try(at, lambda: date_of(cells.get("party_since"), is_1904=self.found.is_1904), None)
        if party and party > self.terms.today:
            self._say(at, f"Ô {cells['party_since'].name}: ngày {screen_date(party)} chưa tới.")
        elif party and birth[1] and party.year - birth[1] < 18:
            self._say(at, f"Ô {cells['party_since'].name}: vào Đảng ngày {screen_date(party)} khi chưa đủ 18 tuổi.")
        ethnic = self._try(at, lambda: text_of(cells.get("ethnic_group"), most=60), "")
        return {"sex": sex, "birth_date": birth[0], "birth_year": birth[1], "party_since": party, "ethnic_group": ethnic}

    def _team(self, row: TableRow) -> dict[str, Any]:
        cells, at = row.cells, row.number
        people, women = (self._try(at, lambda key=key: whole_number(cells.get(key), most=MOST_PEOPLE), None) for key in ("people", "women"))
        if people is not None and women is not None and women > people:
            self._say(at, f"Ô {cells['women'].name} là {number(women)}, nhiều hơn tổng số {number(people)} ở ô {cells['people'].name}.")
        return {"people": people, "women": women, "kind": self._try(at, lambda: self._kind(cells.get("kind")), "")}

    def _kind(self, cell: Cell | None) -> str:
        said = text_of(cell)
        if not said:
            return ""
        choices = {kind.name: kind.key for kind in self.terms.kinds}
        return choices[self._chosen(cell, said, list(choices), "loại tập thể")]

    def _position(self, cells: Mapping[str, Cell]) -> str:
        parts = []
        for key in ("position", "workplace"):
            if key in cells:
                names.check_letters(cells[key].value if isinstance(cells[key].value, str) else "", cells[key])
                parts.append(text_of(cells[key], most=300))
        return ", ".join(filter(None, parts))[:300]

    def _merits(self, row: TableRow, key: str) -> list[Merit]:
        cell = row.cells.get(key)
        if cell is None:
            return []
        text = self._try(row.number, lambda: _lines_of(cell), "")
        merits, faults, doubts = self._understood(text, initiatives=key == "initiatives")
        for fault in faults:
            self._say(row.number, f"Ô {cell.name}: {fault}")
        self.doubts += [Wrong(row.number, f"Ô {cell.name}: {doubt}") for doubt in doubts]
        return merits

    def _understood(self, text: str, *, initiatives: bool) -> tuple[list[Merit], list[str], list[str]]:
        """Many rows of a list say the same."""
        if (text, initiatives) not in self.read_texts:
            self.read_texts[text, initiatives] = self.merits.read(text, initiatives=initiatives)
        return self.read_texts[text, initiatives]

    def _category(self, row: TableRow) -> int | None:
        said = text_of(row.cells.get("category"))
        if said:
            labels = {category.label: category.key for category in self.categories}
            return labels[self._chosen(row.cells["category"], said, list(labels), "đối tượng")]
        if self.group:
            return self.group.key
        if len(self.categories) == 1:
            return self.categories[0].key
        self.without_category.append(row.number)
        raise CellFault(f"Dòng {row.number} chưa ghi đối tượng.")

    def _labels(self) -> str:
        return ", ".join(f"“{category.label}”" for category in self.categories)

    def _chosen(self, cell: Cell, said: str, choices: list[str], what: str) -> str:
        """The one that was meant, by its words; a misspelt one gets suggestions."""
        if said in choices:
            return said
        for key in (name_key, search_key):
            found = [choice for choice in choices if key(choice) == key(said)]
            if len(found) == 1:
                return found[0]
        keys = {search_key(choice): choice for choice in choices}
        near = [keys[key] for key in get_close_matches(search_key(said), keys, SUGGESTIONS, 0.5)]
        offered = f"; có phải {', '.join(f'“{one}”' for one in near)}?" if near else f"; hãy ghi một trong: {', '.join(choices)}."
        raise CellFault(f"Ô {cell.name}: không có {what} “{said[:60]}”{offered}")

    def _check_unit(self, row: TableRow) -> None:
        """A list is one unit's: a row of another one is no row of it."""
        said = text_of(row.cells.get("unit"))
        key = search_key(said)
        if not said or key in {search_key(name) for name in self.terms.unit_names}:
            return
        cell, label = row.cells["unit"], self.terms.unit_names[0]
        if key in {search_key(name) for name in self.terms.old_unit_names}:
            self.doubts.append(Wrong(row.number, f"Ô {cell.name}: “{said}” là tên cũ của {label}."))
            return
        others = {search_key(name): name for name in self.terms.other_units}
        if key in others:
            raise CellFault(f"Ô {cell.name}: dòng này của “{said}”, danh sách đang nhập là của {label}; hãy nhập ở đơn vị đó.")
        everybody = others | {search_key(name): name for name in self.terms.unit_names}
        near = [everybody[one] for one in get_close_matches(key, everybody, SUGGESTIONS, 0.5)]
        offered = f"; có phải {', '.join(f'“{one}”' for one in dict.fromkeys(near))}?" if near else f"; danh sách là của {label}."
        raise CellFault(f"Ô {cell.name}: không có đơn vị “{said[:60]}”{offered}")

    def _check_twice(self, line: Line) -> None:
        folded = " ".join(line.name.casefold().split())
        identity = (folded, line.birth_date, line.birth_year)
        year = (search_key(line.name), line.birth_year, "")
        if first := self.seen.get(identity):
            more = "; nếu là hai người, hãy ghi đủ ngày sinh" if self.is_person and not line.birth_date else ""
            self._say(line.row, f"Ô {line.at['name']}: “{line.name}” đã có ở dòng {first}{more}.")
        elif (first := self.seen.get(year)) and line.birth_year:
            self.doubts.append(Wrong(line.row, f"Ô {line.at['name']}: “{line.name}” cùng tên và năm sinh với dòng {first}; có phải một người?"))
        self.seen.setdefault(identity, line.row)
        self.seen.setdefault(year, line.row)


def _lines_of(cell: Cell | None) -> str:
    """The words of a cell that may hold several lines."""
    if cell is None or cell.fault or not isinstance(cell.value, str):
        return text_of(cell)
    if len(cell.value) > names.TEXT_LENGTH:
        raise CellFault(f"Ô {cell.name} dài {number(len(cell.value))} chữ; nhiều nhất {number(names.TEXT_LENGTH)}.")
    names.check_letters(cell.value, cell)
    try:
        return clean_text(cell.value, keep_lines=True)
    except ValueError as error:
        raise CellFault(f"Ô {cell.name}: {lowered(error)}") from error
