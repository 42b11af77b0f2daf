"""What people say about a standard of a dossier: the unit confirms it, the office rules on it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from nominations.actions.asking import ask, other_hands
from nominations.actions.filing import EDITABLE_DOSSIER, save_consents
from nominations.actions.mending import only_what_is_open
from nominations.actions.taking import give_to
from nominations.eligibility import eligible_standards, mark_of
from nominations.models import ClauseAnswer, Dossier
from organizations.models import User
from portal.moves import Refused, write_down

SCREENED = (Dossier.Status.SUBMITTED, Dossier.Status.ACCEPTED)
RULINGS = (ClauseAnswer.Says.MET, ClauseAnswer.Says.NOT_MET)
SHOWN = 120  # letters of the standard that the history quotes


@transaction.atomic
def confirm(dossier: Dossier, mark: str, *, by: User, taken_back: bool = False) -> None:
    """The unit confirms a standard that facts cannot answer, or takes it back. A second press changes nothing; a page of the
    fourth step that was opened before is told.

    Raises PermissionDenied, and Refused when the dossier is no longer being written or the plan's words have changed.
    """
    row = _locked(dossier, "nominations.draft_dossier", by)
    if row.status not in EDITABLE_DOSSIER:
        raise Refused([f"Hồ sơ đang ở trạng thái “{row.status_for(by)}”, không sửa được nữa."])
    with only_what_is_open(row):
        said = _said(row, mark, by=by, taken_back=taken_back)
    if said:
        row.version, row.saved_by_form = row.version + 1, None
        row.save(update_fields=["version", "saved_by_form"])


def _said(row: Dossier, mark: str, *, by: User, taken_back: bool) -> bool:
    """Whether anything was said that had not been said."""
    text = _standard(row, mark)
    said = row.answers.filter(mark=mark, says=ClauseAnswer.Says.CONFIRMED)
    if taken_back:
        if not said.delete()[0]:
            return False
        write_down(row, "unconfirm", "Rút xác nhận tiêu chuẩn", by=by, note=text)
        return True
    if said.exists():
        return False
    row.answers.create(mark=mark, says=ClauseAnswer.Says.CONFIRMED, by=by)
    write_down(row, "confirm", "Xác nhận tiêu chuẩn", by=by, note=text)
    return True


@transaction.atomic
def save_agreement(
    dossier: Dossier, *, consents: Mapping[str, Mapping], confirmed: Mapping[str, bool], version: int, by: User, page: UUID | None = None
) -> Dossier:
    """What the nominee agrees to, and by mark which standards the unit confirms: both or neither."""
    row = save_consents(dossier, consents=consents, version=version, by=by, page=page)
    before = set(row.answers.filter(says=ClauseAnswer.Says.CONFIRMED).values_list("mark", flat=True))
    with only_what_is_open(row):
        for mark, yes in confirmed.items():
            if yes != (mark in before):
                _said(row, mark, by=by, taken_back=not yes)
    return row


@transaction.atomic
def rule_on(dossier: Dossier, mark: str, says: str, *, by: User, reason: str = "") -> None:
    """The office decides on a standard, whatever the portal found; empty `says` takes the ruling back.

    Raises PermissionDenied, and Refused with every reason: not being screened, no such standard, no reason given, signed by the
    same person.
    """
    row = _locked(dossier, "nominations.screen_dossier", by)
    refusals = [] if row.status in SCREENED else [f"Hồ sơ đang ở trạng thái “{row.status_for(by)}”, không thẩm định lúc này."]
    refusals += [] if says in (*RULINGS, "") else ["Hãy chọn đạt hoặc chưa đạt."]
    refusals += ["Hãy ghi lý do kết luận khác hoặc thêm vào ý kiến của cổng."] if says and not reason.strip() else []
    if refusals:
        raise Refused(refusals)
    other_hands([row], "kết luận tiêu chuẩn", by)
    text = _standard(row, mark)
    give_to(row, by=by)
    row.answers.filter(mark=mark, says__in=RULINGS).delete()
    if says:
        row.answers.create(mark=mark, says=says, reason=reason.strip(), by=by)
    label = f"Kết luận tiêu chuẩn: {'đạt' if says == ClauseAnswer.Says.MET else 'chưa đạt'}" if says else "Bỏ kết luận tiêu chuẩn"
    write_down(row, "rule", label, by=by, note=f"{reason.strip()} ({text})" if says else text)


def _locked(dossier: Dossier, right: str, by: User) -> Dossier:
    row = Dossier.objects.select_for_update(of=("self",)).select_related("plan__unit", "unit", "category").get(pk=dossier.pk)
    ask(right, row, by)
    return row


def _standard(row: Dossier, mark: str) -> str:
    """The first words of the standard that the mark names, among those of the dossier's category."""
    texts = {mark_of(text): text for text in row.category.criteria.values_list("text", flat=True)}
    texts |= {one.mark: one.text for one in eligible_standards(row.plan.eligible, [row.category.key])}
    if mark not in texts:
        raise Refused(["Kế hoạch không còn tiêu chuẩn này cho đối tượng của hồ sơ; hãy tải lại trang."])
    return texts[mark] if len(texts[mark]) <= SHOWN else f"{texts[mark][:SHOWN].rstrip()}…"
