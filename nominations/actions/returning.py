"""The office sends single items of a dossier back, with a day until which they are mended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from nominations.actions.asking import ask
from nominations.actions.dossiers import move_dossier
from nominations.models import Dossier, ReturnItem, ReturnRound
from nominations.returning import before_of, fresh, items_of, open_round
from organizations.models import User
from portal import clock
from portal.fields import screen_date
from portal.models import MoveRecord
from portal.moves import Overtaken, Refused


@transaction.atomic
def return_items(dossier: Dossier, *, picked: Mapping[str, str], due_on: date, version: int, by: User, note: str = "") -> MoveRecord:
    """Send back what is `picked`, by key of the item with its sentence, to be mended until `due_on`; the rest stays closed.

    Raises PermissionDenied, Overtaken when the dossier has been written since the page was opened, Refused with every reason.
    """
    row = Dossier.objects.select_for_update(of=("self",)).select_related("plan__unit", "unit", "category").get(pk=dossier.pk)
    ask("nominations.screen_dossier", row, by)
    items = items_of(fresh(row))
    chosen = [(item, picked[item.key].strip()) for item in items if item.key in picked]
    if row.status == Dossier.Status.SUBMITTED:
        if row.version != version:
            raise Overtaken
        if reasons := _against(chosen, picked, due_on):
            raise Refused(reasons)
    if row.status == Dossier.Status.RETURNED and not _said_before(row, chosen, due_on, note):
        raise Refused(["Hồ sơ đã được trả lại. Muốn trả lại mục khác hoặc đổi hạn, hãy đợi đơn vị nộp lại."])
    record = move_dossier(dossier, "return", by=by, note=_words(chosen, due_on, note))
    if record.pressed_again:
        return record
    sent_back = ReturnRound.objects.create(dossier=row, due_on=due_on, note=note.strip(), by=by)
    ReturnItem.objects.bulk_create(
        ReturnItem(
            round=sent_back, key=item.key, step=item.step, label=item.label, sentence=sentence, before=before_of(item, items), position=at
        )
        for at, (item, sentence) in enumerate(chosen)
    )
    return record


def _against(chosen: list, picked: Mapping[str, str], due_on: date) -> list[str]:
    reasons = [] if picked else ["Chưa chọn mục nào để trả lại."]
    if len(chosen) < len(picked):
        reasons.append("Có mục đã chọn không còn trong hồ sơ; hãy tải lại trang rồi chọn lại.")
    reasons += [f"{item.label}: chưa ghi cần sửa gì." for item, sentence in chosen if not sentence]
    if due_on < clock.today():
        reasons.append(f"Hạn bổ sung, {screen_date(due_on)}, đã qua.")
    return reasons


def _said_before(row: Dossier, chosen: list, due_on: date, note: str) -> bool:
    """Whether the round that is open says just this: then it is the same press again."""
    found = open_round(row)
    if found is None or (found.due_on, found.note) != (due_on, note.strip()):
        return False
    return list(found.items.values_list("key", "sentence")) == [(item.key, sentence) for item, sentence in chosen]


def _words(chosen: list, due_on: date, note: str) -> str:
    """What the history and the notice say."""
    lines = [f"{item.label}: {sentence}" for item, sentence in chosen]
    return "\n".join([*lines, *([note.strip()] if note.strip() else []), f"Hạn bổ sung: {screen_date(due_on)}."])
