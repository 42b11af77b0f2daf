"""What two versions of a plan say differently, place by place and word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from conferences.criterion_rule import Catalogue, NoRule, decode, says_rule
from conferences.editing import words
from conferences.editing.parts import LISTS, WHOLE, Part
from conferences.editing.typed import are_boxes, are_rows, row_map, typed_from
from conferences.facts import as_list
from conferences.plan_file.check import is_empty
from conferences.plan_file.shape import Choice, Flag, Kind, Many, Map, Rule, Tally

WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 4000  # of two texts together; beyond, they are shown one after the other
NAMED_BY = ("heading", "key", "target", "by", "name", "what", "level", "title", "topic", "group", "text")
FIRST_WORDS = 40

Piece = tuple[str, str]  # same, ins or del; the text


@dataclass(frozen=True)
class Change:
    """One place that changed. `pieces` is the text of both, with what went and what came."""

    part: str
    place: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return word_pieces(self.before, self.after)


def word_pieces(before: str, after: str) -> list[Piece]:
    """Both texts in one, the words that went marked del, those that came ins."""
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [("del", before), ("ins", after)]
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        pieces += [(kind, text) for kind, text in (("del", "".join(old[a:b])), ("ins", "".join(new[c:d]))) if text]
    return pieces


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Between the data of two whole plans, in the order of the editor."""
    parts = [*WHOLE.values(), *LISTS.values()]
    labels = category_labels(before) | category_labels(after)
    return [change for part in parts for change in part_differences(part, before, after, labels)]


def by_part(changes: Sequence[Change]) -> list[tuple[str, str, list[Change]]]:
    """Changes under the parts of the editor: the name of the part, its words, what changed there."""
    labels = {name: part.label for name, part in (WHOLE | LISTS).items()}
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.part, []).append(change)
    return [(name, labels[name], found) for name, found in groups.items()]


def category_labels(data: Mapping[str, Any]) -> dict[str, str]:
    """What the plan calls its categories, by the keys with which rows name them; two of one name keep theirs beside it."""
    labels = {one["key"]: one["label"] for one in data.get("categories", []) if one.get("key") and one.get("label")}
    often = Counter(labels.values())
    return {key: label if often[label] == 1 else f"{label} ({key})" for key, label in labels.items()}


def _with_labels(value: Any, labels: Mapping[str, str]) -> Any:
    """Rows as they are, but for the keys of categories, which nobody has seen on paper."""
    if isinstance(value, list):
        return [_with_labels(one, labels) for one in value]
    if not isinstance(value, dict):
        return value
    named = {key: _with_labels(below, labels) for key, below in value.items()}
    if isinstance(named.get("places"), dict):
        named["places"] = {labels.get(key, key): count for key, count in named["places"].items()}
    if named.get("category"):
        named["category"] = [labels.get(key, key) for key in as_list(named["category"])]
    return named


def readable(value: Any) -> Any:
    """What was typed without what could not be read, which stands as None in its place."""
    if isinstance(value, dict):
        return {key: part for key, below in value.items() if not is_empty(part := readable(below))}
    if isinstance(value, list):
        return [part for below in value if not is_empty(part := readable(below))]
    return value


def part_differences(
    part: Part, before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, str] | None = None
) -> list[Change]:
    """Between two slices of one part; `labels` are the plan's names of its categories."""
    old, new = _with_labels(dict(before), labels or {}), _with_labels(dict(after), labels or {})
    found = _of_map(part.kind, old, new, words.keys_of(part.path), ())
    return [Change(part.name, " › ".join(place) or part.label, old, new) for place, old, new in found]


Found = tuple[tuple[str, ...], str, str]


def _of_map(kind: Map, before: Mapping[str, Any], after: Mapping[str, Any], path: str, place: tuple[str, ...]) -> Iterator[Found]:
    for key, below in kind.keys.items():
        old, new = before.get(key), after.get(key)
        if old != new:
            inner = f"{path}.{key}" if path else key
            yield from _of_value(below, old, new, inner, (*place, words.label(inner)))


def _of_value(kind: Kind, old: Any, new: Any, path: str, place: tuple[str, ...]) -> Iterator[Found]:
    if isinstance(kind, Map):
        yield from _of_map(kind, old or {}, new or {}, path, place)
    elif are_rows(kind):
        yield from _of_rows(kind, old or [], new or [], path, place)
    else:
        texts = _said(kind, old, path), _said(kind, new, path)
        if texts[0] != texts[1]:
            yield place, *texts


def _of_rows(kind: Many, old: Sequence[Any], new: Sequence[Any], path: str, place: tuple[str, ...]) -> Iterator[Found]:
    """Rows that stayed are passed over; changed ones meet by their name, then by their order."""
    row = row_map(kind)
    pairs = list(_paired([_as_map(one) for one in old], [_as_map(one) for one in new]))
    for before, after in pairs:
        where = (*place[:-1], f"{place[-1]}: {_name(after or before, path)}")
        if before and after:
            yield from _of_map(row, before, after, path, where)
        else:
            yield where, _row_text(row, before, path), _row_text(row, after, path)
    if not pairs:
        yield (*place, "thứ tự"), _names(old, path), _names(new, path)


def _paired(old: list[Mapping], new: list[Mapping]) -> Iterator[tuple[Mapping | None, Mapping | None]]:
    """Old and new rows that belong together and differ; None where one has no counterpart."""
    rest_old = [one for one in old if one not in new]
    rest_new = [one for one in new if one not in old]
    for after in list(rest_new):
        same = next((one for one in rest_old if _key(one) == _key(after)), None)
        if same is not None:
            rest_old.remove(same)
            rest_new.remove(after)
            yield same, after
    for place in range(max(len(rest_old), len(rest_new))):
        if place < len(rest_old) and place < len(rest_new) and _alike(rest_old[place], rest_new[place]):
            yield rest_old[place], rest_new[place]
            continue
        if place < len(rest_old):
            yield rest_old[place], None
        if place < len(rest_new):
            yield None, rest_new[place]


def _alike(before: Mapping, after: Mapping) -> bool:
    return SequenceMatcher(None, str(before), str(after)).quick_ratio() > 0.5


def _key(row: Mapping) -> Any:
    return next((f"{name}: {row[name]}" for name in NAMED_BY if row.get(name)), None)


def _name(row: Mapping, path: str) -> str:
    """What a row is called: its heading, its name, its first words."""
    name = next((name for name in NAMED_BY if row.get(name)), "")
    text = words.choice(f"{path}.{name}", str(row.get(name, "")))
    return text if len(text) <= FIRST_WORDS else f"{text[:FIRST_WORDS].rstrip()}…"


def _names(rows: Sequence[Any], path: str) -> str:
    return "\n".join(_name(_as_map(one), path) for one in rows)


def _as_map(row: Any) -> Mapping:
    return {"text": row} if isinstance(row, str) else row


def _row_text(kind: Map, row: Mapping | None, path: str) -> str:
    """A whole row in words, one line for each thing it says."""
    if row is None:
        return ""
    lines = []
    for key, below in kind.keys.items():
        if not is_empty(row.get(key)):
            inner = f"{path}.{key}"
            lines.append(f"{words.label(inner)}: {_said(below, row[key], inner)}")
    return "\n".join(lines)


def rule_words(data: Any) -> str:
    """A rule read aloud as far as it is one, its honours by their codes."""
    try:
        return "\n".join(says_rule(decode(data), Catalogue(())))
    except NoRule:
        return ""


def _said(kind: Kind, value: Any, path: str) -> str:
    """A value in words."""
    if is_empty(value):
        return ""
    if isinstance(kind, Map):
        return _row_text(kind, value, path)
    if are_rows(kind):
        return "\n".join(_row_text(row_map(kind), _as_map(one), path) for one in value)
    if isinstance(kind, Tally):
        return "\n".join(f"{key}: {count}" for key, count in value.items())
    if isinstance(kind, Choice):
        return words.choice(path, value)
    if isinstance(kind, Flag):
        return words.flag(path, value)
    if isinstance(kind, Rule):
        return rule_words(value)
    if path == "notes.where":
        return words.label(value)
    texts = typed_from(kind, value)
    return ", ".join(words.choice(path, text) for text in texts) if are_boxes(kind) else texts[0]
