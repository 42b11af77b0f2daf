"""A paper as plain JSON, and back: what an issued paper is printed from, whatever becomes of the rows it was built of.

Every field is written, also one that has its default: a default that changes later must not change a paper that was
issued. A field that came into `papers.paper` after a paper was frozen gets its default; a field or a kind of block that
`papers.paper` no longer knows is an error, for the paper would lose something.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from papers import paper as vocabulary
from papers.paper import Paper

VERSION = 1
KIND = "kind of block"  # no field of a dataclass can be called so


class CannotThaw(Exception):
    """Frozen data that this version of the portal cannot read whole."""


def freeze(paper: Paper) -> dict[str, Any]:
    """`paper` as values that JSON has; `thaw` gives an equal paper."""
    return {"version": VERSION, "paper": _plain(paper)}


def thaw(data: dict[str, Any]) -> Paper:
    """The paper that was frozen; `CannotThaw` if anything in it is unknown by now."""
    if data.get("version") != VERSION:
        raise CannotThaw(f"version {data.get('version')}")
    return _whole(data["paper"])


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {KIND: type(value).__name__} | {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if value is None or type(value) in (str, int, float, bool):
        return value
    raise TypeError(f"A paper holds text, numbers and tuples, not {type(value).__name__}.")


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_whole(part) for part in value)
    if not isinstance(value, dict):
        return value
    name = value[KIND]
    kind = getattr(vocabulary, name, None)
    if not (isinstance(kind, type) and is_dataclass(kind)):
        raise CannotThaw(f"kind {name}")
    known = {field.name for field in fields(kind)}
    if unknown := set(value) - known - {KIND}:
        raise CannotThaw(f"{name}: {', '.join(sorted(unknown))}")
    return kind(**{key: _whole(part) for key, part in value.items() if key != KIND})
