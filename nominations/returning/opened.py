"""Which items of a dossier its unit may change: all of them, or those alone that the office sent back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from nominations.models import Dossier, Nominee, ReturnItem, ReturnRound
from nominations.record import standing_on
from nominations.returning.items import NEW_LINES, Exact, Snapshot, exactly_now

EMPTY: Snapshot = {"words": ""}
NOTHING: Exact = (EMPTY, None)


def open_round(dossier: Dossier) -> ReturnRound | None:
    """The round that the unit is mending now; None where nothing was sent back item by item."""
    return ReturnRound.objects.open().filter(dossier=dossier).select_related("by").first()


def open_items(dossier: Dossier) -> frozenset[str] | None:
    """Keys of the items that may change; None: whatever the dossier holds."""
    found = open_round(dossier)
    return None if found is None else frozenset(found.items.values_list("key", flat=True))


def mending(nominees: Iterable[Nominee]) -> dict[int, Dossier]:
    """By id of the nominee: a dossier of theirs that is being mended item by item. One query."""
    rows = ReturnRound.objects.open().filter(dossier__nominee__in=[one.pk for one in nominees])
    return {row.dossier.nominee_id: row.dossier for row in rows.select_related("dossier__plan__unit").order_by("-pk")}


def mended_with(dossier: Dossier) -> QuerySet[Dossier]:
    """The dossiers that are being mended item by item and hold what a form of `dossier` writes: itself, and those for which the
    nominee's record speaks."""
    alike = Q(pk=dossier.pk) | (Q(pk__in=standing_on(dossier.nominee).values("pk")) if dossier.nominee else Q())
    return Dossier.objects.filter(alike, pk__in=ReturnRound.objects.open().values("dossier")).select_related("plan__unit").order_by("pk")


def open_with(dossier: Dossier, written: Nominee | None) -> frozenset[str]:
    """Keys of what may change while `dossier` is being mended; of another record that speaks for it also the lines that the office
    sent back with a dossier of that record."""
    opened = open_items(dossier) or frozenset()
    if written is None or written.pk == dossier.nominee_id:
        return opened
    theirs = ReturnItem.objects.filter(round__in=ReturnRound.objects.open().filter(dossier__nominee=written), step="record")
    return opened | frozenset(theirs.values_list("key", flat=True))


def is_closed(nominee: Nominee, key: str) -> bool:
    """Whether a dossier of the nominee is being mended to which this item was not sent back."""
    return ReturnRound.objects.open().filter(dossier__nominee=nominee).exclude(items__key=key).exists()


def closed_changes(dossier: Dossier, before: Mapping[str, tuple[str, Exact]], written: Nominee | None) -> list[str]:
    """Labels of the items that hold something else than `before`, although they are not open.

    What comes into being says nothing before: a new line needs `NEW_LINES`.
    """
    opened, after = open_with(dossier, written), exactly_now(dossier, written)
    keys = dict.fromkeys((*before, *after))
    changed = [key for key in keys if before.get(key, ("", NOTHING))[1] != after.get(key, ("", NOTHING))[1]]
    closed = [key for key in changed if not _opened(key, key not in before, opened)]
    return [after[key][0] if key in after else "một dòng thành tích đã bị bỏ" for key in closed]


def _opened(key: str, is_new: bool, opened: frozenset[str]) -> bool:
    return key in opened or (is_new and key.startswith("line-") and NEW_LINES in opened)
