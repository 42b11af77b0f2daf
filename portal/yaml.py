"""The only door to PyYAML: YAML (or JSON, which YAML holds) as a small tree that knows its lines.

Values stay as they are written: YAML 1.1 would turn `no` into false and `1.000` into one, so what a value means is left to
whoever knows what is due there. Aliases and tags are refused, which leaves no bomb and no foreign object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Union

import yaml

MAX_DEPTH = 64  # PyYAML's time grows with the square of the depth
NULLS = ("", "~", "null", "Null", "NULL")
BAD_SYNTAX = "không đọc được YAML từ chỗ này; hãy xem lại thụt lề, dấu hai chấm, ngoặc và dấu nháy."


class YamlError(Exception):
    """A text that is not read any further; the message is a sentence for the person who wrote it."""

    def __init__(self, line: int, says: str):
        self.line = line
        super().__init__(says)


@dataclass(frozen=True)
class Scalar:
    """A value as it is written; `plain` without quotes."""

    line: int
    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in NULLS


@dataclass(frozen=True)
class Sequence:
    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Mapping:
    line: int
    pairs: tuple[tuple[Node, Node], ...]


Node = Union[Scalar, Sequence, Mapping]


def tree(text: str) -> Node:
    """The one document of the text; raises `YamlError`."""
    try:
        return _document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        raise YamlError(mark.line + 1 if mark else 1, BAD_SYNTAX) from error


def _document(events: Iterator[yaml.Event]) -> Node:
    next(events)  # the stream starts
    if isinstance(next(events), yaml.StreamEndEvent):
        raise YamlError(1, "tệp không có nội dung.")
    node = _node(next(events), events, 0)
    next(events)  # the document ends
    more = next(events)
    if not isinstance(more, yaml.StreamEndEvent):
        raise _refused(more, "tệp có nhiều tài liệu (“---”); mỗi tệp chỉ chứa một tài liệu.")
    return node


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise _refused(event, f"lồng nhau quá {MAX_DEPTH} tầng.")
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _refused(event, "không dùng neo và bí danh của YAML (“&”, “*”); hãy viết lại đầy đủ nội dung.")
    if event.tag:
        raise _refused(event, f"không dùng nhãn kiểu của YAML (“{event.tag}”); hãy bỏ nhãn đi.")
    line = event.start_mark.line + 1
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value, event.implicit[0])
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(line, tuple(_until(yaml.SequenceEndEvent, events, depth)))
    nodes = _until(yaml.MappingEndEvent, events, depth)
    return Mapping(line, tuple(zip(nodes, nodes, strict=True)))


def _until(end: type[yaml.Event], events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
    for event in events:
        if isinstance(event, end):
            return
        yield _node(event, events, depth + 1)


def _refused(event: yaml.Event, says: str) -> YamlError:
    return YamlError(event.start_mark.line + 1, says)
