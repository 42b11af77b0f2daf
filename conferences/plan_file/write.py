"""Data of a plan as its one canonical file: keys in the order of the table, short maps on one line, long text folded."""

from __future__ import annotations

import json
import re
import textwrap
from datetime import date
from decimal import Decimal
from typing import Any

from conferences.criterion_rule import KEYS
from conferences.plan_file.check import is_empty
from conferences.plan_file.shape import LARGE, PLAN, Choice, Flag, Kind, Many, Map, Number, Rule, Text, TextOr, Word

WIDTH = 120
WHOLE_WORDS = {"break_long_words": False, "break_on_hyphens": False}
BARE = re.compile("[A-Za-z][A-Za-z0-9_-]*")
NOT_BARE = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}  # words that YAML 1.1 takes for something else
ODD = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def written(data: dict[str, Any]) -> str:
    """The file. What is empty is left out; a key that takes several lines stands apart."""
    blocks = [_lines(f"{key}: ", value, kind, 0) for key, value, kind in _entries(data, PLAN)]
    parts = ["\n".join(block) for block in blocks]
    separators = ["\n" if len(block) == 1 and len(after) == 1 else "\n\n" for block, after in zip(blocks, blocks[1:])]
    return "".join(part + end for part, end in zip(parts, [*separators, "\n"], strict=True))


def _entries(data: dict[str, Any], kind: Kind) -> list[tuple[str, Any, Kind]]:
    """The keys with something in them, in the order of the table, or of the plan where the keys are its own."""
    if isinstance(kind, Map):
        known = [(key, data.get(key), _single(below, data.get(key))) for key, below in kind.keys.items()]
    else:
        known = [(_word(key), value, kind.of) for key, value in data.items()]
    return [entry for entry in known if not is_empty(entry[1])]


def _single(kind: Kind, value: Any) -> Kind:
    """The kind that the value is of: where a list of one is written without its brackets, and where a text may be a map."""
    if isinstance(kind, TextOr):
        return kind.map if isinstance(value, dict) else Text()
    if isinstance(kind, Rule):
        return _kind_of(value)
    return kind.of if isinstance(kind, Many) and kind.or_one and not isinstance(value, list) else kind


def _kind_of(value: Any) -> Kind:
    """The kind of a rule, or of a part of it, read off what it holds: keys in the order of rules, short ones on one line."""
    if isinstance(value, dict):
        keys = [key for key in KEYS if key in value] + sorted(key for key in value if key not in KEYS)
        return Map({key: _kind_of(value[key]) for key in keys}, flow=True)
    if isinstance(value, list):
        return Many(Rule(), flow=True)
    if isinstance(value, bool):
        return Flag()
    return Number(LARGE) if isinstance(value, int) else Word(LARGE)


def _lines(lead: str, value: Any, kind: Kind, indent: int, *, apart: bool = False) -> list[str]:
    """`lead` is "key: " or "- "; what follows it stands beside it where it fits, else (or `apart`) below and further in."""
    start, kind = " " * indent + lead, _single(kind, value)
    line = _one_line(start, value, kind)
    if line and not apart:
        return [line]
    if isinstance(value, str):
        return _block(start, value, indent + 2) or [start + _quoted(value)]
    if isinstance(value, dict):
        below = [part for key, item, of in _entries(value, kind) for part in _lines(f"{key}: ", item, of, indent + 2)]
        if not below:  # an item of which nothing is written yet keeps its place
            return [f"{start}{{}}"]
        return [start + below[0].lstrip(), *below[1:]] if lead == "- " else [start.rstrip(), *below]
    return [start.rstrip(), *_items(value, kind.of, indent + 2)]


def _items(items: list[Any], kind: Kind, indent: int) -> list[str]:
    """A list, one item below the other; its maps all stand on one line each, or none does."""
    wide = not all(_one_line(" " * indent + "- ", item, kind) for item in items if isinstance(item, dict))
    return [part for item in items for part in _lines("- ", item, kind, indent, apart=wide and isinstance(item, dict))]


def _one_line(start: str, value: Any, kind: Kind) -> str:
    """Empty when it takes more than one."""
    flat = _flat(value, kind)
    return start + flat if flat is not None and len(start + flat) <= WIDTH else ""


def _flat(value: Any, kind: Kind) -> str | None:
    """The value on one line; None where it is to take several."""
    kind = _single(kind, value)
    if isinstance(value, dict):
        parts = [(key, _flat(item, of)) for key, item, of in _entries(value, kind)]
        text = "{" + ", ".join(f"{key}: {part}" for key, part in parts) + "}"
        return text if kind.flow and all(part for _, part in parts) else None
    if isinstance(value, list):
        flats = [_flat(item, kind.of) for item in value]
        return "[" + ", ".join(map(str, flats)) + "]" if kind.flow and all(flats) else None
    if isinstance(value, str):
        return None if "\n" in value else _word(value) if isinstance(kind, Word | Choice) else _quoted(value)
    return _plain(value)


def _plain(value: bool | int | Decimal | date) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _word(text: str) -> str:
    return text if BARE.fullmatch(text) and text.lower() not in NOT_BARE else _quoted(text)


def _quoted(text: str) -> str:
    """YAML's double quotes are JSON's."""
    return ODD.sub(lambda odd: json.dumps(odd[0])[1:-1], json.dumps(text, ensure_ascii=False))


def _block(start: str, text: str, indent: int) -> list[str]:
    """Several lines as they are ("|-"), one long line folded (">-"); none where only quotes keep the blanks."""
    lines = text.split("\n")
    if ODD.search(text) or not lines[0] or any(line != " ".join(line.split()) for line in lines):
        return []
    pad = " " * indent
    if len(lines) > 1:
        return [f"{start}|-", *(f"{pad}{line}".rstrip() for line in lines)] if lines[-1] else []
    return [f"{start}>-", *(pad + line for line in textwrap.wrap(text, WIDTH - indent, **WHOLE_WORDS))]
