"""A plan file as its leaves: what a reading has in common with a transcription, and what it has from nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.sources import Line, Source

# Words of the plan file itself, chosen by the reader and not taken from the source.
CHOSEN = re.compile(r"^kind$|\.(level|own|what|of|key|subject|sector|who|category|kind|before|about|tentative|group|numbered)(\[\d+\])?$")
REFERENCE = re.compile(r"\{[a-z][a-z0-9_.-]*\}")


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that holds no other, with its path; lists are counted from 1. Notes are no facts, and the rule
    that an office makes of a standard stands in no document."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "rule" and (path or key != "notes"):
                yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for place, value in enumerate(node, 1):
            yield from leaves(value, f"{path}[{place}]")
    else:
        yield path, node


@dataclass(frozen=True)
class Comparison:
    """Leaves of the transcription that the reading has, has not, has otherwise; and those that it has besides."""

    equal: int
    missing: dict[str, Any]
    different: dict[str, tuple[Any, Any]]
    besides: dict[str, Any]

    def __str__(self) -> str:
        lines = [f"{self.equal} equal, {len(self.missing)} missing, {len(self.different)} different, {len(self.besides)} besides"]
        lines += [f"missing {path}: {value!r}" for path, value in self.missing.items()]
        lines += [f"different {path}:\n  wanted {wanted!r}\n  got    {got!r}" for path, (wanted, got) in self.different.items()]
        lines += [f"besides {path}: {value!r}" for path, value in self.besides.items()]
        return "\n".join(lines)


def compared(wanted: dict[str, Any], got: dict[str, Any]) -> Comparison:
    ours, theirs = dict(leaves(wanted)), dict(leaves(got))
    return Comparison(
        equal=sum(path in theirs and theirs[path] == value for path, value in ours.items()),
        missing={path: value for path, value in ours.items() if path not in theirs},
        different={path: (value, theirs[path]) for path, value in ours.items() if path in theirs and theirs[path] != value},
        besides={path: value for path, value in theirs.items() if path not in ours},
    )


def invented(data: dict[str, Any], source: Source) -> dict[str, Any]:
    """Leaves whose words or figures do not stand in the source and of which no note says that they are inferred."""
    words = _words(" ".join(_texts(source)))
    noted = [note["where"] for note in data.get("notes", []) if note.get("where")]
    return {
        path: value
        for path, value in leaves(data)
        if not CHOSEN.search(path) and not _stands_in(path, value, words) and not any(path.startswith(where) for where in noted)
    }


def _texts(source: Source) -> Iterator[str]:
    for block in source.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell for row in block.rows for cell in row)


def _words(text: str) -> str:
    spelled = text.replace("HCSN", "hành chính, sự nghiệp").replace("SXKD", "sản xuất kinh doanh")
    return " " + " ".join(re.findall(r"[^\W_]+", spelled.casefold())) + " "


def _stands_in(path: str, value: Any, words: str) -> bool:
    if isinstance(value, date):
        return str(value.year) in words and f" {value.month}" in words.replace(" 0", " ")
    if isinstance(value, str):
        return all(_words(part) in words for part in _parts(value))
    return str(value) in words.replace(" 0", " ") or str(value) == "0.5"


def _parts(text: str) -> list[str]:
    """Line by line, and between the facts that are named in braces: a word may be split by neither."""
    return [part for line in text.split("\n") for part in REFERENCE.split(line) if re.search(r"[^\W_]", part)]
