"""A tree of the file against the table of the plan file: the data that the table knows, and every fault on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conferences.plan_file.faults import MAX_FAULTS, Fault, Faulty, listed, nearest
from conferences.plan_file.shape import Kind, Many, Map, Rule, Tally, Text, TextOr
from conferences.plan_file.values import READERS, SHOWN, plain_value
from portal.yaml import Mapping, Node, Scalar, Sequence


def is_empty(value: Any) -> bool:
    """Left out; 0 and false are values."""
    return value is None or value in ("", [], {})


class Check:
    """One walk over one tree. `lines` holds where each path stands. Raises `Faulty` when the faults have no end."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.lines: dict[str, int] = {}

    def value(self, node: Node, kind: Kind, path: str) -> Any:
        """What the node holds, cleaned; None where it holds nothing or is wrong."""
        self.lines[path] = node.line
        if isinstance(node, Scalar) and node.is_null:
            return None
        try:
            if type(kind) in READERS:
                return READERS[type(kind)](node, kind)
            return WALKS[type(kind)](self, node, kind, path)
        except ValueError as error:
            self._fault(node.line, path, str(error))
            return None

    def map(self, node: Node, kind: Map, path: str) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, (line, below) in (pairs := self._pairs(node, path)).items():
            if key not in kind.keys:
                self._fault(line, _join(path, key[:SHOWN]), f"khóa này không có trong tệp kế hoạch{_meant(key, kind)}.")
                continue
            before = len(self.faults)
            value = self.value(below, kind.keys[key], _join(path, key))
            if not is_empty(value):
                data[key] = value
            elif key in kind.needed and len(self.faults) == before:
                self._fault(line, _join(path, key), "phải ghi, ở đây còn trống.")
        for key in kind.needed:
            if key not in pairs:
                self._fault(node.line, path, f"thiếu khóa “{key}”.")
        return dict(kind.defaults) | data if data else data

    def tally(self, node: Node, kind: Tally, path: str) -> dict[str, int]:
        """A faulty number leaves its key, which may be at fault too."""
        counts: dict[str, int] = {}
        for key, (_, below) in self._pairs(node, path).items():
            before = len(self.faults)
            count = self.value(below, kind.of, _join(path, key))
            if count is not None or len(self.faults) > before:
                counts[key] = count
        return counts

    def many(self, node: Node, kind: Many, path: str) -> Any:
        """A faulty item keeps its place, so that later faults count the same."""
        if kind.or_one and not isinstance(node, Sequence):
            return self.value(node, kind.of, path)
        if not isinstance(node, Sequence):
            raise ValueError("cần một danh sách (mỗi mục một dòng bắt đầu bằng “- ”, hoặc [a, b]).")
        values = []
        for place, item in enumerate(node.items, 1):
            before = len(self.faults)
            values.append(self.value(item, kind.of, f"{path}[{place}]"))
            if is_empty(values[-1]) and len(self.faults) == before:
                self._fault(item.line, f"{path}[{place}]", "mục này trống; hãy ghi nội dung hoặc bỏ mục.")
        return values[0] if kind.or_one and len(values) == 1 else values

    def text_or(self, node: Node, kind: TextOr, path: str) -> Any:
        if isinstance(node, Scalar):
            return self.value(node, Text(), path)
        if not isinstance(node, Mapping):
            raise ValueError(f"cần chữ, hoặc các khóa {', '.join(kind.map.keys)}; ở đây là danh sách.")
        return self.map(node, kind.map, path)

    def rule(self, node: Node, kind: Rule, path: str) -> Any:
        """Keys and lists as they stand, with the line of each; whether they are a rule is looked at with the sense of the plan."""
        if isinstance(node, Scalar):
            raise ValueError("cần các khóa của một quy tắc (who, leads_from, clauses).")
        return self._as_written(node, path)

    def _as_written(self, node: Node, path: str) -> Any:
        self.lines[path] = node.line
        if isinstance(node, Mapping):
            return {key: self._as_written(below, _join(path, key)) for key, (_, below) in self._pairs(node, path).items()}
        if isinstance(node, Sequence):
            return [self._as_written(item, f"{path}[{place}]") for place, item in enumerate(node.items, 1)]
        try:
            return plain_value(node)
        except ValueError as error:
            self._fault(node.line, path, str(error))
            return None

    def _pairs(self, node: Node, path: str) -> dict[str, tuple[int, Node]]:
        """The values by their keys, each key once and with its line."""
        if not isinstance(node, Mapping):
            raise ValueError("cần các khóa, mỗi khóa một giá trị (“khóa: giá trị”).")
        pairs: dict[str, tuple[int, Node]] = {}
        for key, below in node.pairs:
            if not isinstance(key, Scalar):
                self._fault(key.line, path, "khóa phải là một từ.")
            elif key.text in pairs:
                earlier = pairs[key.text][0]
                self._fault(key.line, _join(path, key.text[:SHOWN]), f"khóa này ghi hai lần (lần trước ở dòng {earlier}).")
            else:
                pairs[key.text] = key.line, below
        return pairs

    def _fault(self, line: int, path: str, says: str) -> None:
        self.faults.append(Fault(line, path, says))
        if len(self.faults) == MAX_FAULTS:
            raise Faulty([*self.faults, Fault(line, "", f"đã có {MAX_FAULTS} lỗi, phần còn lại của tệp chưa xem.")])


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _meant(key: str, kind: Map) -> str:
    return nearest(key, kind.keys) or listed("ở đây nhận", kind.keys)


WALKS: dict[type, Callable[[Check, Node, Any, str], Any]] = {
    Map: Check.map,
    Tally: Check.tally,
    Many: Check.many,
    TextOr: Check.text_or,
    Rule: Check.rule,
}
