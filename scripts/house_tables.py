"""Writes the tables of docs/house.md that the code holds: rights, lives, doors. `python -m scripts.house_tables`

Each stands between `<!-- table: NAME -->` and `<!-- end -->`; everything else in the file is a person's. tests/test_docs.py
compares, so that the page cannot say something else than flow.py and roles.py.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()  # the models below need it

from conferences.flow import ADJUSTMENT_MOVES, ALLOCATION_BUTTONS, ALLOCATION_MOVES, ISSUE_NOTICE, PLAN_BUTTONS, PLAN_MOVES  # noqa: E402
from conferences.models import Adjustment, Allocation, Plan  # noqa: E402
from nominations.flow import DECISION_BUTTONS, DECISION_MOVES, DOSSIER_BUTTONS, DOSSIER_MOVES, PROPOSAL_MOVES, REQUEST_BUTTONS, REQUEST_MOVES, SESSION_MOVES  # noqa: E402
from nominations.models import Decision, Dossier, Proposal, Session, UnitRequest  # noqa: E402
from organizations.roles import ROLES, roles_with  # noqa: E402
from portal.moves import Move  # noqa: E402

HOUSE = Path(__file__).resolve().parent.parent / "docs" / "house.md"
PLACE = re.compile(r"(?<=<!-- table: )(?P<name>[a-z]+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Life:
    """The states of a thing, its moves, and which of them have a button."""

    model: Any
    moves: tuple[Move, ...]
    buttons: tuple[Move, ...]


LIVES = {
    "plan": Life(Plan, PLAN_MOVES, PLAN_BUTTONS),
    "allocation": Life(Allocation, (*ALLOCATION_MOVES, ISSUE_NOTICE), ALLOCATION_BUTTONS),
    "adjustment": Life(Adjustment, ADJUSTMENT_MOVES, ADJUSTMENT_MOVES),
    "dossier": Life(Dossier, DOSSIER_MOVES, DOSSIER_BUTTONS),
    "proposal": Life(Proposal, PROPOSAL_MOVES, PROPOSAL_MOVES),
    "request": Life(UnitRequest, REQUEST_MOVES, REQUEST_BUTTONS),
    "session": Life(Session, SESSION_MOVES, SESSION_MOVES),
    "decision": Life(Decision, DECISION_MOVES, DECISION_BUTTONS),
}


def life_table(life: Life) -> str:
    rows = [(f"`{move.name}`", move.label, _path(move), _who(move), _asks(move, life)) for move in life.moves]
    return f"{_states(life)}\n\n{_table(('move', 'button', 'from → to', 'who', 'asks'), rows)}"


def _states(life: Life) -> str:
    reached = {state for move in life.moves for state in (*move.sources, move.target)}
    states = [(f"`{value}` {label}", value in reached) for value, label in life.model.Status.choices]
    named = ", ".join(name for name, used in states if used)
    kept = ", ".join(name for name, used in states if not used)
    return f"States: {named}." + (f"\nNo move leads there yet: {kept}." if kept else "")


def _path(move: Move) -> str:
    return f"{', '.join(move.sources)} → {move.target}"


def _who(move: Move) -> str:
    return ", ".join(name for name in ROLES if name in roles_with(move.right))


def _asks(move: Move, life: Life) -> str:
    asked = [f"`{rule.__name__}`" for rule in move.rules]
    if move.apart_from:
        asked.append(f"other hands than `{'`, `'.join(move.apart_from)}`")
    if move.needs_note:
        asked.append("a reason")
    if move.word:
        asked.append(f"the word “{move.word}”")
    if move not in life.buttons:
        asked.append("no button: an action makes it")
    return ", ".join(asked)


def roles_table() -> str:
    rows = [
        (f"`{name}`", role.label, "its unit and all below" if role.of_office else "its unit", _rights(role.rights))
        for name, role in ROLES.items()
    ]
    return _table(("role", "on screen", "sees", "rights"), rows)


def _rights(rights: Iterable[str]) -> str:
    """By app, the app's name once."""
    apps: dict[str, list[str]] = {}
    for right in sorted(rights):
        app, _, name = right.partition(".")
        apps.setdefault(app, []).append(f"`{name}`")
    return "; ".join(f"{app}: {', '.join(names)}" for app, names in apps.items())


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def tables() -> dict[str, str]:
    return {"roles": roles_table()} | {name: life_table(life) for name, life in LIVES.items()}


def filled(text: str) -> str:
    """The page with its tables as the code has them."""
    made = tables()
    return PLACE.sub(lambda place: f"{place['name']}{place[2]}{made[place['name']]}\n", text)


if __name__ == "__main__":
    HOUSE.write_text(filled(HOUSE.read_text(encoding="utf-8")), encoding="utf-8")
