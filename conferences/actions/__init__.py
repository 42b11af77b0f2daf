"""The verbs of plans and tables; the only room of the app that writes."""

from __future__ import annotations

from conferences.actions.allocation import publish_allocation, save_quotas
from conferences.actions.amendment import amend_plan, discard_version
from conferences.actions.approval import return_table, submit_table
from conferences.actions.findings import accept_finding, withdraw_acceptance
from conferences.actions.plan import issue_plan, pause_plan
from conferences.actions.plan_copy import copy_plan
from conferences.actions.plan_import import Imported, import_plan
from conferences.actions.revision import new_version
from conferences.actions.sharing import save_sharing
from conferences.flow import ALLOCATION_MOVES, PAUSES, PLAN_BUTTONS
from conferences.models import Allocation, Plan
from organizations.models import User
from portal.models import MoveRecord
from portal.moves import perform

__all__ = [
    "Imported",
    "accept_finding",
    "act",
    "amend_plan",
    "copy_plan",
    "discard_version",
    "import_plan",
    "issue_plan",
    "new_version",
    "publish_allocation",
    "return_table",
    "save_quotas",
    "save_sharing",
    "submit_table",
    "withdraw_acceptance",
]

TABLE_ACTS = {"submit": submit_table, "return": return_table, "publish": publish_allocation}  # what does more than move


def act(thing: Plan | Allocation, name: str, *, by: User, note: str = "") -> MoveRecord:
    """Make any move that a person makes by a button."""
    if isinstance(thing, Allocation) and name in TABLE_ACTS:
        return TABLE_ACTS[name](thing, by=by, note=note)
    if isinstance(thing, Plan) and name in PAUSES:
        return pause_plan(thing, name, by=by, note=note)
    table = PLAN_BUTTONS if isinstance(thing, Plan) else ALLOCATION_MOVES
    return perform(thing, next(move for move in table if move.name == name), by=by, note=note)
