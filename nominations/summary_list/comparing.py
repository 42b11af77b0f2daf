"""The lines of a list beside whom the unit has already: new, changed or the same; possible doubles are shown, never merged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from nominations.summary_list.facts import SEXES, CategoryFact, Entry, KindFact, Known, Line, Merit
from nominations.summary_list.merits import written
from portal.fields import number, screen_date, search_key
from portal.xlsx.faults import Wrong

DETAILS = ("text", "number", "date", "issuer", "people")  # of one line of the record
NEW, CHANGED, SAME = "new", "changed", "same"
FIELDS = {  # what of a nominee a line may change
    "name": "tên",
    "position": "chức vụ, nơi làm việc",
    "sex": "giới tính",
    "birth": "ngày sinh",
    "people": "tổng số người",
    "women": "trong đó nữ",
    "kind": "loại",
    "ethnic_group": "dân tộc",
    "party_since": "ngày vào Đảng",
}


@dataclass(frozen=True)
class Change:
    """What the file says differently, in words; `cell` is where it stands; `held` names the dossier at the office that stands on
    what is stored."""

    label: str
    before: str
    after: str
    cell: str = ""
    held: str = ""


@dataclass(frozen=True)
class Verdict:
    """One line: `state`; of whom the unit knows already, what would change, and the record that would be added.

    `doubles` say who may be the same person: nobody is merged, a person decides.
    """

    line: Line
    state: str
    known: Known | None = None
    changes: tuple[Change, ...] = ()
    fields: Mapping[str, Any] | None = None  # of the nominee, as they would be stored
    added: tuple[Merit, ...] = ()
    mended: tuple[Merit, ...] = ()  # stored ones with what the file says besides
    doubles: tuple[str, ...] = ()

    @property
    def makes_dossier(self) -> bool:
        return self.known is None or self.known.dossier is None


@dataclass(frozen=True)
class Compared:
    """All lines of a list; `locked` are those whose dossier can no longer be changed, with the reason."""

    verdicts: tuple[Verdict, ...]
    locked: tuple[Wrong, ...]

    def of(self, state: str) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.state == state]

    @property
    def doubtful(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.doubles]

    @property
    def mark(self) -> str:
        """Of what would be written: it is another one once anything of it differs."""
        told = [(verdict.line.row, verdict.state, verdict.changes, verdict.added, verdict.mended, verdict.doubles) for verdict in self.verdicts]
        known = [(verdict.known.key, verdict.known.dossier and verdict.known.dossier.version) for verdict in self.verdicts if verdict.known]
        lines = [replace(verdict.line, at={}) for verdict in self.verdicts]
        return hashlib.sha256(repr((told, known, lines)).encode()).hexdigest()[:32]


def compare(
    lines: Sequence[Line],
    known: Sequence[Known],
    loose: Sequence[Known] = (),
    *,
    categories: Sequence[CategoryFact],
    kinds: Sequence[KindFact],
    honours: Sequence[Entry],
) -> Compared:
    """Lines and nominees of one subject; `loose` are dossiers whose nominee is not entered, by their names alone.

    What cannot be written stands in `locked`.
    """
    words = _Words({one.key: one.label for one in categories}, {one.key: one.name for one in kinds}, {one.key: one for one in honours})
    matched = _matched(lines, known)
    claimed = {one.key for one in matched.values()}
    near: dict[str, list[Known]] = {}
    for one in (*known, *loose):
        if one in loose or one.key not in claimed:
            near.setdefault(_words(one.name), []).append(one)
    verdicts, locked = [], []
    for line in lines:
        verdict = words.verdict(line, matched.get(line.row), near.get(_words(line.name), []))
        if sentence := _why_locked(verdict):
            locked.append(Wrong(line.row, f"Ô {line.at['name']}: {sentence}"))
        elif held := _held(verdict):
            locked += held
        else:
            verdicts.append(verdict)
    return Compared(tuple(verdicts), tuple(locked))


def _why_locked(verdict: Verdict) -> str:
    """Why a dossier cannot be changed as the file says; empty where it can."""
    dossier = verdict.known.dossier if verdict.known else None
    if verdict.known and verdict.known.mended and _touches_mended(verdict):
        return f"“{verdict.line.name}”: {verdict.known.mended_words}."
    if dossier is None or verdict.state != CHANGED:
        return ""
    if not dossier.is_editable:
        differing = ", ".join(dict.fromkeys(change.label for change in verdict.changes))
        return f"hồ sơ của “{verdict.line.name}” {dossier.status}, không sửa bằng tệp được; tệp ghi khác ở: {differing}."
    if dossier.is_filed and verdict.line.category not in (None, dossier.category):
        return f"hồ sơ của “{verdict.line.name}” đã nộp, giữ nguyên đối tượng; muốn đổi, hãy rút hồ sơ và lập hồ sơ mới."
    return ""


def _touches_mended(verdict: Verdict) -> bool:
    """Whether the file changes the dossier that is mended item by item, or what another one shares with it."""
    known = verdict.known
    if known.dossier and known.dossier.key == known.mended and verdict.changes:
        return True
    return bool(verdict.added or verdict.mended or set(verdict.fields) - {"name", "position"})


def _held(verdict: Verdict) -> list[Wrong]:
    """What a dossier at the office stands on, under whatever plan, no file changes."""
    line = verdict.line
    return [
        Wrong(line.row, f"Ô {change.cell or line.at['name']}: {change.label} của “{line.name}”, đang là “{change.before}”, thuộc {change.held}.")
        for change in verdict.changes
        if change.held
    ]


def _matched(lines: Sequence[Line], known: Sequence[Known]) -> dict[int, Known]:
    """By name and birth: first as typed, then without marks. A nominee is one line's only."""
    found: dict[int, Known] = {}
    taken: set[int] = set()
    for key in (lambda name: " ".join(name.casefold().split()), search_key):
        by_name: dict[tuple, list[Known]] = {}
        for one in known:
            by_name.setdefault((key(one.name), one.birth_date, one.birth_year), []).append(one)
        for line in lines:
            if line.row in found:
                continue
            free = [one for one in by_name.get((key(line.name), line.birth_date, line.birth_year), ()) if one.key not in taken]
            if len(free) == 1 or (free and key is not search_key):
                best = next((one for one in free if one.dossier), free[0])
                found[line.row] = best
                taken.add(best.key)
    return found


def _same(said: Any, stored: Any) -> bool:
    """What a file leaves empty changes nothing, nor do blanks and punctuation."""
    if said in ("", None) or said == stored:
        return True
    return isinstance(said, str) and search_key(said).replace(" ", "") == search_key(stored or "").replace(" ", "")


def _words(name: str) -> str:
    """The words of a name in one order: “Lò Thị Mẩy” and “Thị Mẩy Lò”."""
    return " ".join(sorted(search_key(name).split()))


class _Words:
    """Says in words what is a key in the data."""

    def __init__(self, categories: Mapping[int, str], kinds: Mapping[str, str], honours: Mapping[int, Entry]) -> None:
        self.categories, self.kinds, self.honours = categories, kinds, honours
        self.names = {key: entry.name for key, entry in honours.items()}

    def verdict(self, line: Line, known: Known | None, near: Sequence[Known]) -> Verdict:
        if known is None:
            return Verdict(line, NEW, added=line.merits, doubles=tuple(self._person(one) for one in near))
        changes, fields = self._fields(line, known)
        added, mended, about = self._merits(line, known)
        if known.dossier is None:
            return Verdict(line, NEW, known, (*changes, *about), fields, added, mended)
        changes += self._dossier(line, known)
        changes += about
        return Verdict(line, CHANGED if changes else SAME, known, tuple(changes), fields, added, mended)

    def _person(self, one: Known) -> str:
        born = screen_date(one.birth_date) if one.birth_date else str(one.birth_year or "")
        filed = f", hồ sơ {one.dossier.status}" if one.dossier else ""
        return ", ".join(filter(None, (one.name, f"sinh {born}" if born else "", one.position))) + filed

    def _fields(self, line: Line, known: Known) -> tuple[list[Change], dict[str, Any]]:
        """An empty cell changes nothing; a name that differs by capitals alone is the same."""
        changes, fields = [], {}
        for key, label in FIELDS.items():
            after = getattr(line, key, None)
            if key == "birth" or after in ("", None):
                continue
            before = getattr(known, key)
            if after == before or (key == "name" and after.casefold() == before.casefold()):
                continue
            fields[key] = after
            if key not in ("name", "position") or known.dossier is None:  # of a dossier they are told below
                cell = line.at.get({"sex": line.sex}.get(key, key), line.at.get(key, ""))
                changes.append(Change(label, self._said(key, before), self._said(key, after), cell, known.held.get(key, "")))
        return changes, fields

    def _dossier(self, line: Line, known: Known) -> list[Change]:
        dossier = known.dossier
        asked = [("name", "tên", dossier.name, line.name), ("position", FIELDS["position"], dossier.position, line.position)]
        asked += [("category", "đối tượng", dossier.category, line.category), ("summary", "tóm tắt thành tích", dossier.summary, line.summary)]
        changes = []
        for key, label, before, after in asked:
            same = str(after).casefold() == str(before).casefold() if key == "name" else after == before
            if after not in ("", None) and not same:
                changes.append(Change(label, self._said(key, before), self._said(key, after), line.at.get(key, "")))
        return changes

    def _said(self, key: str, value: Any) -> str:
        if value in ("", None):
            return "(chưa có)"
        named = {"sex": SEXES, "kind": self.kinds, "category": self.categories}.get(key)
        if named:
            return named.get(value, str(value))
        return screen_date(value) if isinstance(value, date) else number(value) if isinstance(value, int) else str(value)

    # --- the record

    def _merits(self, line: Line, known: Known) -> tuple[tuple[Merit, ...], tuple[Merit, ...], list[Change]]:
        """What the file has more than the record; nothing is taken out of it."""
        stored = {self._identity(merit): merit for merit in known.merits}
        added, mended, changes = [], [], []
        for merit in line.merits:
            cell = line.at.get("initiatives" if self.honours[merit.honour].kind == "initiative" else "awards", "")
            before = stored.get(self._identity(merit))
            if before is None:
                added.append(merit)
                changes.append(Change("thành tích", "(chưa có)", written([merit], self.names), cell))
                continue
            after = replace(before, **{name: value for name in DETAILS if not _same(value := getattr(merit, name), getattr(before, name))})
            if after != before:
                mended.append(after)
                changes.append(Change("thành tích", written([before], self.names), written([after], self.names), cell, before.held))
        return tuple(added), tuple(mended), changes

    def _identity(self, merit: Merit) -> tuple:
        """A title or rating is had once a year; of awards and initiatives there may be several."""
        if self.honours[merit.honour].kind in ("title", "rating"):
            return merit.honour, merit.year
        return merit.honour, merit.year, search_key(merit.text)
