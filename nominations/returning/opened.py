"""Which items of a dossier its unit may change: all of them, or those alone that the office sent back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from nominations.models import Dossier, Nominee, ReturnRound
from nominations.returning.items import NEW_LINES, Snapshot, fresh, items_of

EMPTY: Snapshot = {"words": ""}


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
    """The dossiers that are being mended item by item and hold what a form of `dossier` writes: itself, and those of the nominee."""
    alike = Q(pk=dossier.pk) | (Q(nominee=dossier.nominee_id) if dossier.nominee_id else Q())
    return Dossier.objects.filter(alike, pk__in=ReturnRound.objects.open().values("dossier")).select_related("plan__unit").order_by("pk")


def closed_changes(dossier: Dossier, before: Mapping[str, Snapshot], opened: frozenset[str]) -> list[str]:
    """Labels of the items that say something else than `before`, although they are not `opened`.

    What comes into being says nothing before: a new line needs `NEW_LINES`.
    """
    now = items_of(fresh(dossier))
    labels = {item.key: item.label for item in now}
    after = {item.key: item.now for item in now}
    changed = [key for key in dict.fromkeys((*before, *after)) if before.get(key, EMPTY) != after.get(key, EMPTY)]
    closed = [key for key in changed if not _opened(key, key not in before, opened)]
    return [labels.get(key, "một dòng thành tích đã bị bỏ") for key in closed]


def _opened(key: str, is_new: bool, opened: frozenset[str]) -> bool:
    return key in opened or (is_new and key.startswith("line-") and NEW_LINES in opened)
