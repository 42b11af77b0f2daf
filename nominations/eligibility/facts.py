"""What is judged, as plain data: a candidate with its record, and the standards of a plan."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date

from conferences.criterion_rule import Rule

LEADS_NOBODY = "none"  # the rank of somebody who holds no leading post; empty: nobody has said


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a record. `people`: how many of a collective's people have it; None: whoever the record is of. `proven`: it
    names its decision or has a file. `id` is the row it came from."""

    honour: str
    year: int
    id: int
    people: int | None = None
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a dossier proposes, with what the dossier holds. None and empty mean that nobody has said.

    `people` is the size of a collective. `unit_record` is the record of the unit itself, None where the portal has none.
    `confirmed` holds the marks of the standards that the unit confirms; `papers` the slots that are filled, `unchecked` those of
    them that wait for the virus scanner; `consents` the purposes agreed to.
    """

    category: str
    record: tuple[Entry, ...] = ()
    rank: str = ""
    is_head: bool | None = None
    is_direct: bool | None = None
    member_since: date | None = None
    works_since: date | None = None
    people: int | None = None
    unit_record: tuple[Entry, ...] | None = None
    papers: frozenset[str] = frozenset()
    consents: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    unchecked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standard:
    """A criterion of the plan: its words, the keys of its categories, whom it is for, its rule where it has one."""

    text: str
    categories: frozenset[str]
    who: str = "all"
    rule: Rule | None = None
    mark: str = ""


def mark_of(text: str) -> str:
    """A short name for a standard by its words: the same words, the same mark, in every version of the plan."""
    return hashlib.sha256(unicodedata.normalize("NFC", " ".join(text.split())).encode()).hexdigest()[:16]
