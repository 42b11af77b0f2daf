"""The plan file as a table: every key, what it holds, in the order in which it is written.

The checks (`check.py`) and the writer (`write.py`) both read this table, so that they cannot disagree. Lengths and words are
those of the models, which a test compares. `flow` is a matter of looks: such a value stands on one line while it fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union


@dataclass(frozen=True)
class Line:
    """Text on one line."""

    limit: int


@dataclass(frozen=True)
class Text:
    """Text of any length; its lines are kept."""


@dataclass(frozen=True)
class Word:
    """A short name that needs no quotes; `code` admits letters, digits, "-" and "_" only."""

    limit: int
    code: bool = False


@dataclass(frozen=True)
class Choice:
    """One word of a list."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A whole number."""

    most: int
    least: int = 0


@dataclass(frozen=True)
class Decimals:
    """A number with at most so many decimals."""

    most: int
    places: int


@dataclass(frozen=True)
class Flag:
    """true or false."""


@dataclass(frozen=True)
class Day:
    """A date, yyyy-mm-dd."""


@dataclass(frozen=True)
class Many:
    """A list; `or_one` takes a single value for a list of one."""

    of: Kind
    flow: bool = False
    or_one: bool = False


@dataclass(frozen=True)
class TextOr:
    """A text, or keys where there is more to say of it."""

    map: Map


@dataclass(frozen=True)
class Map:
    """Keys with their values. A needed key has no default; a default is filled in and always written."""

    keys: dict[str, Kind]
    needed: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    flow: bool = False


@dataclass(frozen=True)
class Tally:
    """Numbers under keys of the plan's own."""

    of: Number
    flow: bool = True


@dataclass(frozen=True)
class Rule:
    """A standard as a rule: what stands in it is the table of `conferences/criterion_rule`."""


Kind = Union[Line, Text, Word, Choice, Number, Decimals, Flag, Day, Many, Map, TextOr, Tally, Rule]

SMALL, LARGE = 32_767, 2_147_483_647  # what a small and a plain column of both databases hold
KINDS = ("conference", "movement")
LEVELS = ("central", "province", "sector", "district", "commune", "grassroots")
SUBJECTS = ("collective", "person")
SECTORS = ("public", "business")
ASKED = ("ethnic_group", "party")  # sensitive data that a dossier may ask of its nominee
DEADLINES = ("dossier", "speech", "plan", "report", "other")
WHO = ("all", "leader", "non_leader", "head")
SHOWN = (
    *("time", "place", "delegates", "attendees", "agenda", "composition", "eligible", "criteria", "quotas", "speeches"),
    *("procedure", "dossier", "deadlines", "tasks", "budget", "presidium", "backdrop", "phases", "audiences", "awards"),
)

YEAR = Number(2100, least=1900)
COUNT = Number(LARGE)
TEXTS = Many(Text())

SHOWS = Many(Map({"what": Choice(SHOWN), "of": Word(300), "numbered": Flag()}, needed=("what",), flow=True), flow=True)

SECTION = Map({"heading": Line(500), "text": Text(), "shows": SHOWS, "after": Text()})
SECTION.keys["sections"] = Many(SECTION)

ISSUER = Map(
    {
        "name": Line(200),
        "superior": Line(200),
        "authority": Many(Text(), flow=True),
        "signer": Line(100),
    },
    needed=("name",),
)

CONFERENCE = Map(
    {
        "level": Choice(LEVELS),
        "own": Flag(),
        "name": Line(300),
        "ordinal": Line(10),
        "form": Many(Text(), or_one=True),
        "when": Map(
            {"text": Line(200), "tentative": Flag(), "from": Day(), "to": Day(), "days": Decimals(99, 1)},
            flow=True,
        ),
        "complete_by": Map({"date": Day(), "before": Flag()}, needed=("date",), flow=True),
        "where": Line(300),
        "delegates": Map({"planned": COUNT, "at_most": COUNT}, flow=True),
        "composition": Many(
            Map(
                {"group": Word(60), "percent": Decimals(100, 2), "about": Flag()},
                needed=("group", "percent"),
                flow=True,
            )
        ),
        "plenary_below": COUNT,
        "delegates_above": COUNT,
        "presidium": Map(
            {
                "min": Number(SMALL),
                "max": Number(SMALL),
                "exemplary_min": Number(SMALL),
                "exemplary_max": Number(SMALL),
            },
            flow=True,
        ),
        "attendees": TEXTS,
        "agenda": Many(
            Map(
                {"title": Line(500), "minutes": Number(SMALL), "presenter": Line(200)},
                needed=("title",),
                flow=True,
            )
        ),
        "backdrop": TEXTS,
    },
    needed=("level",),
    defaults={"own": False},
)

DEADLINE = Map(
    {
        "what": Choice(DEADLINES),
        "date": Day(),
        "before": Flag(),
        "from": Line(300),
        "to": Line(300),
    },
    needed=("what", "date"),
    flow=True,
)

CATEGORY = Map(
    {
        "key": Word(40, code=True),
        "subject": Choice(SUBJECTS),
        "sector": Choice(SECTORS),
        "label": Line(120),
    },
    needed=("key", "subject", "label"),
    flow=True,
)

CRITERION = Map(
    {
        "category": Many(Word(40, code=True), flow=True, or_one=True),
        "who": Choice(WHO),
        "text": Text(),
        "rule": Rule(),
    },
    needed=("category", "text"),
    defaults={"who": "all"},
)

ELIGIBLE = Map(
    {"category": Many(Word(40, code=True), flow=True, or_one=True), "text": Text(), "rule": Rule()},
    needed=("text",),
    flow=True,
)

QUOTAS = Map(
    {
        "stated": Map({"total": COUNT, "collective": COUNT, "person": COUNT}, flow=True),
        "rows": Many(
            Map(
                {
                    "target": Line(200),
                    "kind": Choice(("unit", "bloc")),
                    "group": Line(120),
                    "places": Tally(COUNT),
                },
                needed=("target",),
                defaults={"kind": "unit"},
                flow=True,
            )
        ),
    }
)

MOVEMENT = Map(
    {
        "theme": Text(),
        "audiences": Many(Map({"name": Text(), "text": Text()}, needed=("name", "text"))),
        "phases": Many(
            Map(
                {"name": Text(), "from": Day(), "to": Day(), "occasions": Many(Text(), flow=True)},
                needed=("name",),
            )
        ),
    }
)

PLAN = Map(
    {
        "kind": Choice(KINDS),
        "number": Line(41),
        "place": Line(60),
        "date": Day(),
        "title": Line(500),
        "period": Map({"from": YEAR, "to": YEAR}, flow=True),
        "issuers": Many(ISSUER),
        "grounds": TEXTS,
        "parent": Line(41),
        "lead": Text(),
        "sections": Many(SECTION),
        "conferences": Many(CONFERENCE),
        "deadlines": Many(DEADLINE),
        "categories": Many(CATEGORY),
        "criteria": Many(CRITERION),
        "quotas": QUOTAS,
        "dossier": TEXTS,
        "dossier_copies": Number(SMALL),
        "asks": Many(Choice(ASKED), flow=True),
        "eligible": Many(TextOr(ELIGIBLE)),
        "procedure": TEXTS,
        "awards": TEXTS,
        "late": Text(),
        "speeches": Many(Map({"by": Line(200), "topic": Text(), "minutes": Number(SMALL)})),
        "tasks": Many(Map({"by": Line(300), "items": TEXTS}, needed=("by",))),
        "budget": TEXTS,
        "movement": MOVEMENT,
        "closing": Text(),
        "recipients": TEXTS,
        "appendices": Many(Map({"title": Line(500), "shows": SHOWS}, needed=("title",))),
        "notes": Many(Map({"where": Text(), "says": Text()}, needed=("says",))),
    },
    needed=("kind", "title", "issuers"),
)
