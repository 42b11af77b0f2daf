"""The verbs of dossiers, decisions and places; the only room of the app that writes."""

from __future__ import annotations

from nominations.actions.answers import save_agreement
from nominations.actions.decisions import (
    approve_decision,
    draft_decision,
    issue_decision,
    move_decision,
    save_decision,
)
from nominations.actions.dossiers import move_dossier, submit_dossier
from nominations.actions.drafts import EDITABLE_DECISION, discard_decision
from nominations.actions.filing import (
    EDITABLE_DOSSIER,
    RecordOvertaken,
    draft_dossier,
    save_consents,
    save_papers,
    save_record,
    save_who,
)
from nominations.actions.presenting import print_certificates, save_presentation
from nominations.actions.reclaim import reclaim_places
from nominations.actions.sharing import share_places

__all__ = [
    "EDITABLE_DECISION",
    "EDITABLE_DOSSIER",
    "RecordOvertaken",
    "approve_decision",
    "discard_decision",
    "draft_decision",
    "draft_dossier",
    "issue_decision",
    "move_decision",
    "move_dossier",
    "print_certificates",
    "reclaim_places",
    "save_decision",
    "save_agreement",
    "save_consents",
    "save_papers",
    "save_presentation",
    "save_record",
    "save_who",
    "share_places",
    "submit_dossier",
]
