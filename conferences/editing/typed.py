"""What was typed into the form of a part: a tree of texts, read by the plan file's own checks; and stored data as such a tree.

The tree mirrors the table of the plan file: a map holds its keys, a list of maps its rows under names of their own in their
order, everything else a list of texts as a form sends it. Names in the form join the keys by ".".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping as Mapped
from typing import Any

from conferences.editing.parts import Part
from conferences.facts import as_list
from conferences.plan_file.check import Check
from conferences.plan_file.faults import Faulty
from conferences.plan_file.shape import Choice, Day, Decimals, Flag, Kind, Many, Map, Number, Rule, Tally, TextOr, Word
from portal.fields import number, parse_date, parse_decimal, parse_int, screen_date
from portal.yaml import Mapping, Node, Scalar, Sequence, YamlError
from portal.yaml import tree as yaml_tree

ROOT = "f"  # what every name of the form begins with
GROUPED_FROM = 10_000  # years and small counts stand without a dot
NOTHING = Scalar(0, "", False)
LONG_TOKEN = 10  # no page calls a row so; Python refuses to read numbers of thousands of figures
Tree = dict[str, Any]


def tree_of(sent: Iterable[tuple[str, list[str]]]) -> Tree:
    """The fields of a form, in the order in which it sent them, as a tree."""
    tree: Tree = {}
    for name, values in sent:
        root, *names = name.split(".")
        if root != ROOT or not names:
            continue
        inside = tree
        for step in names[:-1]:
            inside = inside.setdefault(step, {})
            if not isinstance(inside, dict):
                break
        if isinstance(inside, dict):
            inside[names[-1]] = values
    return tree


def are_rows(kind: Kind) -> bool:
    """A list that is edited row by row; other lists are lines of one text, or boxes."""
    return isinstance(kind, Many) and isinstance(kind.of, Map | TextOr)


def are_boxes(kind: Kind) -> bool:
    """Words to be ticked: keys of categories, or a list of the file's own."""
    return isinstance(kind, Many) and (isinstance(kind.of, Choice) or (isinstance(kind.of, Word) and kind.of.code))


def row_map(kind: Many) -> Map:
    """The keys of a row; a text that may be more is a row too."""
    return kind.of.map if isinstance(kind.of, TextOr) else kind.of


# --- stored data as a tree --------------------------------------------------------------------------------------------


def typed_from(kind: Kind, value: Any) -> Any:
    """The data as somebody would type them."""
    if isinstance(kind, Map):
        return {key: typed_from(below, value[key]) for key, below in kind.keys.items() if key in value}
    if are_rows(kind):
        return {str(place): _row_from(kind, item) for place, item in enumerate(value or ())}
    if isinstance(kind, Many):
        texts = as_list(value)
        return list(texts) if are_boxes(kind) else ["\n".join(text.replace("\n", "\n  ") for text in texts)]
    if isinstance(kind, Tally):
        return {key: typed_from(kind.of, count) for key, count in value.items()}
    return [_text(kind, value)]


def _row_from(kind: Many, item: Any) -> Tree:
    return typed_from(row_map(kind), {"text": item} if isinstance(item, str) else item)


def _text(kind: Kind, value: Any) -> str:
    if isinstance(kind, Day):
        return screen_date(value)
    if isinstance(kind, Flag):
        return "true" if value else "false"
    if isinstance(kind, Rule):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(kind, Decimals):
        return number(value.normalize())
    if isinstance(kind, Number):
        return number(value) if value >= GROUPED_FROM else str(value)
    return value


# --- a tree read ------------------------------------------------------------------------------------------------------


class _TypedCheck(Check):
    """Reads days and numbers as Vietnamese people type them, the rest as a plan file is read."""

    def value(self, node: Node, kind: Kind, path: str) -> Any:
        if node is NOTHING:
            return None
        try:
            node = _canonical(node, kind)
        except ValueError as error:
            self._fault(0, path, str(error))
            return None
        return super().value(node, kind, path)


def _canonical(node: Node, kind: Kind) -> Node:
    if not isinstance(node, Scalar) or not node.text.strip():
        return node
    if isinstance(kind, Day):
        return Scalar(0, parse_date(node.text).isoformat(), True)
    if isinstance(kind, Rule):
        return _rule_node(node.text)
    if isinstance(kind, Number):
        return Scalar(0, str(parse_int(node.text)), True)
    if isinstance(kind, Decimals):
        return Scalar(0, f"{parse_decimal(node.text):f}", True)
    return node


def _rule_node(text: str) -> Node:
    """A rule travels through the form of the standards as it is; it has a page of its own."""
    try:
        return yaml_tree(text)
    except YamlError:
        raise ValueError("không đọc được quy tắc; hãy mở lại trang.") from None


class Reading:
    """One part as it was typed: `data` is what could be read; `errors` the sentences by the field they belong to."""

    def __init__(self, part: Part, tree: Tree):
        self.part = part
        self.names: dict[str, str] = {}
        self.errors: dict[str, list[str]] = {}
        check = _TypedCheck()
        node = self._map(part.kind, tree, part.path, ROOT) or Mapping(0, ())
        try:
            self.data = check.value(node, part.kind, part.path) or {}
            faults = check.faults
        except Faulty as error:
            self.data, faults = {}, error.faults
        for fault in faults:
            self.say(fault.path, fault.says)

    def say(self, path: str, says: str) -> None:
        """A sentence about a path of the plan file, kept with the field that holds it."""
        name, line = self.field_of(path), path.rpartition("[")[2].rstrip("]")
        if path in self.names and line.isdecimal() and self.names.get(path.rpartition("[")[0]) == name:
            says = f"dòng {line}: {says}"  # of a list that is typed as lines
        self.errors.setdefault(name, []).append(says)

    def field_of(self, path: str) -> str:
        """The name of the field, or of what stands around it."""
        while path and path not in self.names:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.names.get(path, ROOT)

    def covers(self, path: str) -> bool:
        """Whether a path of the plan file lies in this part."""
        inside = f"{self.part.path}." if self.part.path else ""
        keys = path.removeprefix(inside) if path.startswith(inside) else ""
        return keys.replace("[", ".").partition(".")[0] in self.part.keys

    def _node(self, kind: Kind, typed: Any, path: str, name: str) -> Node | None:
        """What the checks read; None where nothing was typed."""
        self.names[path] = name
        if isinstance(kind, Map):
            return self._map(kind, typed, path, name)
        if are_rows(kind):
            return self._rows(kind, typed, path, name)
        if isinstance(kind, Tally):
            filled = {key: self._node(kind.of, text, f"{path}.{key}", f"{name}.{key}") for key, text in _dict(typed).items()}
            return Mapping(0, tuple((Scalar(0, key, False), node) for key, node in filled.items() if node)) or None
        texts = typed if isinstance(typed, list) else []
        if isinstance(kind, Many):
            lines = texts if are_boxes(kind) else _lines(last_text(texts))
            kept = [Scalar(0, line, False) for line in lines if line.strip()]
            self.names |= {f"{path}[{place}]": name for place in range(1, len(kept) + 1)}
            return Sequence(0, tuple(kept)) if kept else None
        text = last_text(texts)
        return Scalar(0, text, isinstance(kind, Number | Decimals | Flag)) if text.strip() else None

    def _map(self, kind: Map, typed: Any, path: str, name: str) -> Node | None:
        typed = _dict(typed)
        nodes = {
            key: self._node(below, typed.get(key), f"{path}.{key}" if path else key, f"{name}.{key}")
            for key, below in kind.keys.items()
        }
        if all(node is None or _is_default(kind, key, node) for key, node in nodes.items()):
            return None
        filled = {key: node or NOTHING for key, node in nodes.items() if node or key in kind.needed}
        return Mapping(0, tuple((Scalar(0, key, False), node) for key, node in filled.items()))

    def _rows(self, kind: Many, typed: Any, path: str, name: str) -> Node | None:
        """The rows in which something was typed."""
        kept: list[Node] = []
        for token, row in _dict(typed).items():
            where = f"{path}[{len(kept) + 1}]"
            node = self._map(row_map(kind), row, where, f"{name}.{token}")
            if node is None:
                continue
            self.names[where] = f"{name}.{token}"
            kept.append(_text_alone(node) if isinstance(kind.of, TextOr) else node)
        return Sequence(0, tuple(kept)) if kept else None


def _text_alone(node: Mapping) -> Node:
    """A text of which nothing more is said."""
    (key, below), *more = node.pairs
    return node if more or key.text != "text" else below


def _is_default(kind: Map, key: str, node: Node) -> bool:
    """A choice that stands in an untouched row."""
    if key not in kind.defaults or not isinstance(node, Scalar):
        return False
    default = kind.defaults[key]
    return node.text == (("true" if default else "false") if isinstance(default, bool) else default)


def last_text(typed: Any) -> str:
    """What a form sent under one name; of several the last, of anything else nothing."""
    return typed[-1] if isinstance(typed, list) and typed else ""


def _dict(typed: Any) -> Mapped[str, Any]:
    return typed if isinstance(typed, dict) else {}


def _lines(text: str) -> list[str]:
    """Each line is an item; a line that begins with a blank goes on with the item above."""
    items: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if items and line[:1] in (" ", "\t"):
            items[-1] += f"\n{line}"
        elif line.strip():
            items.append(line)
    return items


# --- rows in another order --------------------------------------------------------------------------------------------


def rearranged(tree: Tree, what: str) -> Tree:
    """The tree after a row button: "add:f.deadlines", "up:f.deadlines.3", "down:…", "remove:…"; unknown ones change nothing."""
    verb, _, name = what.partition(":")
    root, *names = name.split(".")
    if root != ROOT or not names:
        return tree
    if verb == "add":
        rows = _rows_at(tree, names)
        rows[_new_token(rows)] = {}
        return tree
    *above, token = names
    rows = _rows_at(tree, above)
    order = list(rows)
    if token in order:
        place = order.index(token)
        order.remove(token)
        if verb in ("up", "down"):
            order.insert(max(place + (1 if verb == "down" else -1), 0), token)
        kept = {one: rows[one] for one in order}
        rows.clear()
        rows.update(kept)
    return tree


def _rows_at(tree: Tree, names: list[str]) -> Tree:
    for name in names:
        tree = tree.setdefault(name, {})
        if not isinstance(tree, dict):
            return {}
    return tree


def _new_token(rows: Tree) -> str:
    return str(max((int(token) for token in rows if token.isdecimal() and len(token) < LONG_TOKEN), default=-1) + 1)
