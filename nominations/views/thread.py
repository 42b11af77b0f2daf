"""The thread of a dossier as its page shows it."""

from __future__ import annotations

from typing import Any

from nominations.actions.remarks import ANSWER, NOTE
from nominations.forms.remarks import RemarkForm
from nominations.models import Dossier, Remark


def thread_context(dossier: Dossier, user: Any, form: RemarkForm | None = None) -> dict[str, Any]:
    """`remarks`, as far as this person may read them, and the form for whoever may write; nothing before the dossier is filed."""
    if dossier.submitted_at is None:
        return {"remarks": (), "remark_form": None}
    notes = user.has_perm(NOTE, dossier)
    if form is None and (notes or user.has_perm(ANSWER, dossier)):
        form = RemarkForm(from_office=notes)
    rows = Remark.objects.visible_to(user).filter(dossier=dossier).select_related("by")
    return {"remarks": rows, "remark_form": form}
