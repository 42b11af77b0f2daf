"""The form of a part as a tree of inputs, from the table of the plan file and what was typed or stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Union

from conferences.editing import words
from conferences.editing.parts import Part
from conferences.editing.typed import ROOT, Tree, are_boxes, are_rows, last_text, row_map
from conferences.plan_file.shape import LEVELS, Choice, Day, Decimals, Flag, Kind, Many, Map, Number, Rule, Tally, Text

Option = tuple[str, str]  # value, words


@dataclass(frozen=True)
class Input:
    """One field. `type`: line, text, lines, choice, number, day, boxes, rule (kept, not shown)."""

    name: str
    label: str
    type: str
    value: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()  # value, words, chosen
    errors: tuple[str, ...] = ()
    hint: str = ""
    column: str = ""  # what its table adds up: the key of a tally, or of the field
    shape = "input"

    @property
    def is_narrow(self) -> bool:
        return self.type in ("number", "day")


@dataclass(frozen=True)
class Group:
    """Fields that belong together under one name."""

    name: str
    label: str
    members: tuple[Member, ...]
    hint: str = ""
    shape = "group"


@dataclass(frozen=True)
class Row:
    name: str
    label: str
    members: tuple[Member, ...]
    errors: tuple[str, ...] = ()
    place: int = 0  # from 1; 0 is the empty row that a new one begins as

    @property
    def cells(self) -> list[Input]:
        """The row without its groups, for a table: one input in each column."""
        return [cell for member in self.members for cell in (member.members if isinstance(member, Group) else (member,))]


@dataclass(frozen=True)
class Rows:
    """A table of rows, and the empty row that a new one begins as."""

    name: str
    label: str
    rows: tuple[Row, ...]
    blank: Row
    errors: tuple[str, ...] = ()
    is_table: bool = False  # drawn as one; other rows are small forms of their own
    shape = "rows"

    @property
    def has_figures(self) -> bool:
        """Whether there is a column to add up: a table of quotas has none before the plan has categories."""
        return any(cell.column for cell in self.blank.cells)

    @property
    def adds_across(self) -> bool:
        """Whether a row has a sum of its own: places of several categories, but not the minutes of an agenda."""
        return any(isinstance(member, Group) for member in self.blank.members)


Member = Union[Input, Group, Rows]
TABLES = ("conferences.agenda", "quotas.rows")  # long lists of short fields, which officials know as tables
ADDED_UP = ("conferences.agenda.minutes",)
NEW = "NEWROW"  # the name of a row that is not there yet


@dataclass(frozen=True)
class Offers:
    """What a plan offers to choose from: its categories, and what a section may show the facts of."""

    categories: tuple[Option, ...] = ()
    of: tuple[Option, ...] = ()


def offers(data: Mapping[str, Any]) -> Offers:
    categories = tuple((one["key"], one.get("label", one["key"])) for one in data.get("categories", []) if one.get("key"))
    levels = [one["level"] for one in data.get("conferences", []) if one.get("level")]
    bodies = [one["by"] for one in data.get("tasks", []) if one.get("by")]
    of = [("own", words.OWN)]
    of += [(level, f"hội nghị {words.choice('level', level)}") for level in LEVELS if level in levels]
    of += [(key, f"đối tượng: {says}") for name in ("subject", "sector") for key, says in words.CHOICES[name].items()]
    of += [(key, f"đối tượng: {label}") for key, label in categories] + [(body, f"nhiệm vụ của {body}") for body in bodies]
    return Offers(categories, tuple(dict(of).items()))


@dataclass
class _Build:
    """One walk over the table of a part."""

    errors: Mapping[str, Sequence[str]]
    offers: Offers
    used: set[str] = field(default_factory=set)

    def member(self, kind: Kind, typed: Any, path: str, name: str) -> Member:
        if isinstance(kind, Map):
            typed = typed if isinstance(typed, dict) else {}
            return Group(name, words.label(path), tuple(self.members(kind, typed, path, name)), words.hint(path))
        if are_rows(kind):
            return self._rows(kind, typed if isinstance(typed, dict) else {}, path, name)
        if isinstance(kind, Tally):
            return self._tally(kind, typed if isinstance(typed, dict) else {}, path, name)
        texts = typed if isinstance(typed, list) else []
        return self._input(kind, texts, path, name)

    def members(self, kind: Map, typed: Tree, path: str, name: str) -> Iterator[Member]:
        for key, below in kind.keys.items():
            shown = typed.get(key)
            if shown is None and key in kind.defaults:
                default = kind.defaults[key]
                shown = [str(default).lower() if isinstance(default, bool) else default]
            yield self.member(below, shown, f"{path}.{key}" if path else key, f"{name}.{key}")

    def _rows(self, kind: Many, typed: Tree, path: str, name: str) -> Rows:
        rows = tuple(self._row(kind, row, path, f"{name}.{token}", place) for place, (token, row) in enumerate(typed.items(), 1))
        blank = self._row(kind, {}, path, f"{name}.{NEW}", 0)
        return Rows(name, words.label(path), rows, blank, self._said(name), is_table=words.keys_of(path) in TABLES)

    def _row(self, kind: Many, typed: Any, path: str, name: str, place: int) -> Row:
        members = tuple(self.members(row_map(kind), typed if isinstance(typed, dict) else {}, path, name))
        return Row(name, f"{words.label(path)} {place or ''}".strip(), members, self._said(name), place)

    def _tally(self, kind: Tally, typed: Tree, path: str, name: str) -> Group:
        labels = dict(self.offers.categories)
        keys = [*labels, *(key for key in typed if key not in labels)]
        members = tuple(
            Input(
                f"{name}.{key}",
                labels.get(key, key),
                "number",
                last_text(typed.get(key)),
                errors=self._said(f"{name}.{key}"),
                column=key,
            )
            for key in keys
        )
        return Group(name, words.label(path), members)

    def _input(self, kind: Kind, texts: list[str], path: str, name: str) -> Input:
        common = {"errors": self._said(name), "hint": words.hint(path)}
        options = self._options(kind, texts, path)
        if are_boxes(kind):
            return Input(name, words.label(path), "boxes", options=options, **common)
        if options:
            return Input(name, words.label(path), "choice", options=options, **common)
        column = path.rpartition(".")[2] if words.keys_of(path) in ADDED_UP else ""
        return Input(name, words.label(path), _type(kind), last_text(texts), column=column, **common)

    def _options(self, kind: Kind, texts: list[str], path: str) -> tuple[tuple[str, str, bool], ...]:
        if are_boxes(kind):
            offered: list[Option] = list(self.offers.categories)
            if isinstance(kind.of, Choice):
                offered = [(value, words.choice(path, value)) for value in kind.of.values]
        elif isinstance(kind, Choice):
            offered = [("", "–"), *((value, words.choice(path, value)) for value in kind.values)]
        elif isinstance(kind, Flag):
            offered = [("", "–"), *((value, words.flag(path, value == "true")) for value in ("true", "false"))]
        elif path.endswith("shows.of"):
            offered = [("", "–"), *self.offers.of]
        else:
            return ()
        offered += [(text, text) for text in texts if text and text not in dict(offered)]
        return tuple((value, says, value in texts) for value, says in offered)

    def _said(self, name: str) -> tuple[str, ...]:
        self.used.add(name)
        return tuple(says[:1].upper() + says[1:] for says in self.errors.get(name, ()))


def _type(kind: Kind) -> str:
    if isinstance(kind, Number | Decimals):
        return "number"
    if isinstance(kind, Many):
        return "lines"
    if isinstance(kind, Rule):
        return "rule"
    return "day" if isinstance(kind, Day) else "text" if isinstance(kind, Text) else "line"


def form_of(part: Part, tree: Tree, errors: Mapping[str, Sequence[str]], offered: Offers) -> tuple[list[Member], list[str]]:
    """The inputs of the part, and the sentences that belong to none of them."""
    build = _Build(errors, offered)
    members = list(build.members(part.kind, tree, words.keys_of(part.path), ROOT))
    if len(members) == 1 and isinstance(members[0], Group):  # the part has said its name already
        members = list(members[0].members)
    return members, [says for name, told in errors.items() if name not in build.used for says in told]
