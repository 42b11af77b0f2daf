"""What a list is read against, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

SEXES = {"male": "Nam", "female": "Nữ"}
ETHNIC_GROUP, PARTY = "ethnic_group", "party"  # what a plan may ask besides


@dataclass(frozen=True)
class Entry:
    """An honour of the catalogue: `names` are its name and the other ways of writing it."""

    key: int
    kind: str
    name: str
    names: tuple[str, ...]
    subject: str = ""  # empty: of both
    step: int = 0
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_in(self, year: int) -> bool:
        return (self.valid_from is None or self.valid_from.year <= year) and (self.valid_to is None or self.valid_to > date(year, 1, 1))


@dataclass(frozen=True)
class CategoryFact:
    """What may be nominated under the plan."""

    key: int
    label: str
    subject: str


@dataclass(frozen=True)
class KindFact:
    """What a collective may be: a team, a union, a household."""

    key: str
    name: str


@dataclass(frozen=True)
class Terms:
    """The plan's and the unit's side of a list. `other_units` are those that the person may file for as well."""

    categories: tuple[CategoryFact, ...]
    kinds: tuple[KindFact, ...]
    honours: tuple[Entry, ...]
    unit_names: tuple[str, ...]
    old_unit_names: tuple[str, ...]
    other_units: tuple[str, ...]
    asks: frozenset[str]
    today: date


@dataclass(frozen=True)
class Merit:
    """One title, award or initiative of a year. `key` is that of the stored row, None of one that a file says; `held` names the
    dossier at the office that stands on it."""

    honour: int
    year: int
    text: str = ""
    people: int | None = None
    number: str = ""
    date: date | None = None
    issuer: str = ""
    key: int | None = None
    held: str = ""


@dataclass(frozen=True)
class Line:
    """What a row of a list says of one person or collective. What the file leaves empty is empty, and changes nothing.

    `usual` is the name in usual capitals where the typed one is all capitals or none; `at` names the cell of each field.
    """

    row: int
    subject: str
    name: str
    usual: str = ""
    position: str = ""
    sex: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    ethnic_group: str = ""
    party_since: date | None = None
    people: int | None = None
    women: int | None = None
    kind: str = ""
    category: int | None = None
    summary: str = ""
    merits: tuple[Merit, ...] = ()
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filed:
    """The dossier of a nominee for the plan."""

    key: int
    status: str  # in words
    is_editable: bool
    is_filed: bool
    version: int
    name: str
    position: str
    category: int
    summary: str


@dataclass(frozen=True)
class Known:
    """A nominee whom the unit has already, with the record and the dossier for this plan, if there is one.

    `held` names, for each field that a dossier at the office stands on, that dossier. `mended` is the key of one that was sent
    back item by item, `mended_words` names it: no file changes that one, nor what it stands on.
    """

    key: int
    subject: str
    name: str
    position: str = ""
    sex: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    ethnic_group: str = ""
    party_since: date | None = None
    people: int | None = None
    women: int | None = None
    kind: str = ""
    merits: tuple[Merit, ...] = ()
    dossier: Filed | None = None
    held: Mapping[str, str] = field(default_factory=dict)
    mended: int | None = None
    mended_words: str = ""
