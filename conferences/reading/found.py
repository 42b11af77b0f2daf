"""What a reader finds: values that remember where they stand in the source, and what is doubtful about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Place = tuple[int, ...]  # numbers of blocks of the source, from 0


@dataclass(frozen=True)
class Found:
    """A value of the plan file (or a part of one), the blocks that say it, and a doubt as a Vietnamese sentence."""

    value: Any
    at: Place = ()
    doubt: str = ""


@dataclass
class Settled:
    """The data of a plan file without its notes; where each path stands; the doubts by path. Paths count from 1."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    doubts: list[tuple[str, str]] = field(default_factory=list)


def settled(tree: dict[str, Any]) -> Settled:
    """The tree without its wrappers; what is empty is left out."""
    result = Settled()
    result.data = _plain(tree, "", result) or {}
    return result


def _plain(node: Any, path: str, result: Settled) -> Any:
    if isinstance(node, Found):
        value = _plain(node.value, path, result)
        if not is_empty(value):
            if node.at:
                result.places[path] = tuple(dict.fromkeys(node.at + result.places.get(path, ())))
            if node.doubt:
                result.doubts.append((path, node.doubt))
        return value
    if isinstance(node, dict):
        pairs = {key: _plain(value, f"{path}.{key}" if path else key, result) for key, value in node.items()}
        return {key: value for key, value in pairs.items() if not is_empty(value)}
    if isinstance(node, list):
        kept = [item for item in node if not is_empty(bare(item))]
        return [_plain(item, f"{path}[{place}]", result) for place, item in enumerate(kept, 1)]
    return node


def bare(node: Any) -> Any:
    """The value without any wrapper."""
    if isinstance(node, Found):
        return bare(node.value)
    if isinstance(node, dict):
        return {key: bare(value) for key, value in node.items()}
    if isinstance(node, list):
        return [bare(item) for item in node]
    return node


def is_empty(value: Any) -> bool:
    """Nothing to write; 0 and false are values."""
    return value is None or value in ("", [], {})
