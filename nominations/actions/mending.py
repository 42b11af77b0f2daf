"""While a dossier is being mended item by item, nothing else of it changes, whatever the path on which somebody writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction

from nominations.actions.asking import ask
from nominations.models import Dossier
from nominations.returning import after_of, closed_changes, exactly_now, fresh, items_of, mended_with, open_round
from organizations.models import User
from portal import clock
from portal.moves import Overtaken, Refused

MENDABLE = (Dossier.Status.DRAFT, Dossier.Status.RETURNED)


@contextmanager
def only_what_is_open(dossier: Dossier) -> Iterator[None]:
    """Around whatever writes `dossier` or its nominee, in the caller's transaction and under its locks.

    Raises Refused, with the name of every place, when something changed that was not sent back: of this dossier, or of another
    one for which the nominee's record speaks.
    """
    guarded = list(mended_with(dossier))
    before = {one.pk: exactly_now(one, dossier.nominee) for one in guarded}
    yield
    reasons = []
    for one in guarded:
        closed = closed_changes(one, before[one.pk], dossier.nominee)
        reasons += [_not_sent_back(label, one) if one.pk == dossier.pk else _mended_elsewhere(label, one) for label in closed]
    if reasons:
        raise Refused(reasons)


def _not_sent_back(label: str, dossier: Dossier) -> str:
    return (
        f"“{label}” không nằm trong các mục được trả lại nên giữ nguyên như đã nộp. Cần sửa thì đề nghị {dossier.plan.unit.label} "
        "trả lại cả mục này."
    )


def _mended_elsewhere(label: str, dossier: Dossier) -> str:
    return (
        f"Không sửa được “{label}” của {dossier.name}: hồ sơ theo kế hoạch {dossier.plan.number} đang được trả lại để sửa những mục khác. "
        f"Hãy nộp lại hồ sơ ấy trước, hoặc đề nghị {dossier.plan.unit.label} trả lại cả mục này."
    )


def close_round(dossier: Dossier) -> None:
    """The dossier has come again: what its items say now is kept beside what they said."""
    found = dossier.rounds.filter(mended_at=None).first()
    if found is None:
        return
    now = items_of(fresh(dossier))
    for item in found.items.all():
        item.after = after_of(item, now)
        item.save(update_fields=["after"])
    found.mended_at = clock.now()
    found.save(update_fields=["mended_at"])


@transaction.atomic
def explain_items(dossier: Dossier, *, words: Mapping[int, str], version: int, by: User) -> None:
    """Why the unit leaves an item as it is, by key of the row. Raises Overtaken when the dossier was saved since, Refused when
    nothing is being mended."""
    row = Dossier.objects.select_for_update(of=("self",)).select_related("plan__unit", "unit", "category").get(pk=dossier.pk)
    ask("nominations.draft_dossier", row, by)
    found = open_round(row)
    if found is None or row.status not in MENDABLE:
        raise Refused([f"Hồ sơ đang ở trạng thái “{row.status_for(by)}”, không ghi giải thích được nữa."])
    if row.version != version:
        raise Overtaken
    for item in found.items.filter(pk__in=list(words)):
        item.explanation = words[item.pk]
        item.save(update_fields=["explanation"])
    row.version, row.changed = row.version + 1, clock.now()
    row.save(update_fields=["version", "changed"])
