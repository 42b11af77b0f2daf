"""Drafts of decisions, whether they honour, correct or revoke: whose they are, and throwing one away."""

from __future__ import annotations

from django.db import transaction

from nominations.actions.asking import ask
from nominations.models import Decision
from organizations.models import User
from portal.moves import Overtaken, Refused, write_down

EDITABLE_DECISION = (Decision.Status.DRAFT, Decision.Status.RETURNED)
GONE = "Bản quyết định này vừa được người khác bỏ. Hãy soạn quyết định mới."


def own_draft(decision: Decision, version: int, by: User, *, to: str = "sửa") -> Decision:
    """The row, locked; refuses what is gone or no longer in the officer's hands. Raises Overtaken when somebody has saved since."""
    row = Decision.objects.select_for_update(of=("self",)).select_related("old", "plan__unit").filter(pk=decision.pk).first()
    if row is None:
        raise Refused([GONE])
    ask("nominations.draft_decision", row, by)
    if row.status not in EDITABLE_DECISION:
        raise Refused([f"Quyết định đang ở trạng thái “{row.get_status_display()}”, không {to} được nữa."])
    if row.version != version:
        raise Overtaken
    return row


@transaction.atomic
def discard_decision(decision: Decision, *, version: int, by: User) -> None:
    """Throw away a draft or a returned one with its list: the dossiers wait for another, the names of an issued one stay as they are."""
    row = own_draft(decision, version, by, to="bỏ")
    names = row.changes.count() if row.is_amendment else row.lines.count()
    write_down(row, "discard", "Bỏ dự thảo quyết định", by=by, note=f"{row}, {names} tên")
    row.delete()
