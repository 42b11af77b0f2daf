"""Office and unit write to each other about a dossier; the office also for itself."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from nominations.actions.dossiers import officers
from nominations.models import Dossier, Remark
from organizations.models import User
from organizations.roles import UNIT_ROLES, roles_with
from portal import clock, notices
from portal.moves import Refused

NOTE, ANSWER = "nominations.note_dossier", "nominations.draft_dossier"


@transaction.atomic
def write_remark(dossier: Dossier, *, text: str, internal: bool, by: User) -> Remark:
    """A message to the other side, or (`internal`) a note that stays in the office. Raises PermissionDenied, Refused."""
    from_office = by.has_perm(NOTE, dossier)
    if not from_office and (internal or not by.has_perm(ANSWER, dossier)):
        raise PermissionDenied
    if dossier.submitted_at is None:
        raise Refused(["Hồ sơ chưa nộp nên chưa trao đổi được: cơ quan chưa thấy hồ sơ này."])
    remark = Remark.objects.create(dossier=dossier, text=text, internal=internal, from_office=from_office, by=by)
    _tell(remark)
    return remark


def _tell(remark: Remark) -> None:
    """What was written may name people: it stands in the portal, never in a letter; a note is told to the office alone."""
    dossier = remark.dossier
    if remark.internal:
        people = User.objects.holding(roles_with(NOTE), dossier.plan.unit, clock.today())
    elif remark.from_office:
        people = User.objects.holding(UNIT_ROLES, dossier.unit, clock.today())
    else:
        people = officers(dossier.plan)
    notices.tell(
        [user for user in people if user.pk != remark.by_id],
        title=f"Hồ sơ của {dossier.unit.label}: {'ghi chú nội bộ mới' if remark.internal else 'tin nhắn mới'}",
        text=f"Kế hoạch {dossier.plan.number}, đối tượng {dossier.category.label}.",
        inside=remark.text,
        link=f"/dossiers/{dossier.pk}/#remarks",
    )
