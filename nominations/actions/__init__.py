"""The verbs of dossiers, decisions and places; the only room of the app that writes."""

from __future__ import annotations

from nominations.actions.answers import save_agreement
from nominations.actions.decisions import (
    EDITABLE_DECISION,
    approve_decision,
    draft_decision,
    issue_decision,
    move_decision,
    save_decision,
)
from nominations.actions.dossiers import move_dossier, submit_dossier
from nominations.actions.filing import EDITABLE_DOSSIER, draft_dossier, save_consents, save_papers, save_record, save_who
from nominations.actions.extending import extend_deadline
from nominations.actions.reclaim import reclaim_places
from nominations.actions.sending import attach_signed, draft_proposal, receive_sets, save_proposal, send_proposal
from nominations.actions.sharing import share_places

__all__ = [
    "EDITABLE_DECISION",
    "EDITABLE_DOSSIER",
    "approve_decision",
    "attach_signed",
    "draft_decision",
    "draft_dossier",
    "draft_proposal",
    "extend_deadline",
    "issue_decision",
    "move_decision",
    "move_dossier",
    "receive_sets",
    "reclaim_places",
    "save_decision",
    "save_agreement",
    "save_consents",
    "save_papers",
    "save_proposal",
    "save_record",
    "save_who",
    "send_proposal",
    "share_places",
    "submit_dossier",
]
