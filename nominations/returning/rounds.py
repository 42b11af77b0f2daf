"""The rounds of a dossier for reading: each item with its sentence, what it said before and what it says after, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nominations.models import Dossier, ReturnItem, ReturnRound
from nominations.returning.compared import Piece, pieces
from nominations.returning.items import NEW_LINES, Item, Snapshot, fresh, items_of
from nominations.returning.opened import EMPTY

NOTHING = "(để trống)"


@dataclass(frozen=True)
class ItemView:
    """An item of a round; of one that is still with the unit `after` is what the dossier says now."""

    item: ReturnItem
    after: Snapshot

    @property
    def is_mended(self) -> bool:
        return _compared(self.after) != _compared(self.item.before)

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.item.before["words"], self.after["words"])

    @property
    def before(self) -> str:
        return self.item.before["words"] or NOTHING

    @property
    def is_other_file(self) -> bool:
        """Another file that is called as the one before it: words alone would not show that it changed."""
        return self.is_mended and self.after["words"] == self.item.before["words"]


@dataclass(frozen=True)
class RoundView:
    number: int
    round: ReturnRound
    items: tuple[ItemView, ...]

    @property
    def is_open(self) -> bool:
        return self.round.mended_at is None

    @property
    def mended(self) -> int:
        return sum(one.is_mended for one in self.items)


def rounds_of(dossier: Dossier) -> list[RoundView]:
    """Every round, the last one first. Two queries; and what the dossier says now, while a round is open."""
    rounds = list(dossier.rounds.select_related("by").prefetch_related("items"))
    now = items_of(fresh(dossier)) if any(one.mended_at is None for one in rounds) else []
    return _views(rounds, now)


def mended_rounds_of(dossier: Dossier) -> list[RoundView]:
    """Those after which the dossier came again. Two queries, one where it was never sent back."""
    return _views(list(dossier.rounds.exclude(mended_at=None).select_related("by").prefetch_related("items")), [])


def _views(rounds: Sequence[ReturnRound], now: Sequence[Item]) -> list[RoundView]:
    views = [RoundView(number, one, tuple(_view(one, item, now) for item in one.items.all())) for number, one in enumerate(rounds, 1)]
    return views[::-1]


def _view(one: ReturnRound, item: ReturnItem, now: Sequence[Item]) -> ItemView:
    return ItemView(item, after_of(item, now) if one.mended_at is None else item.after or EMPTY)


def after_of(item: ReturnItem, now: Iterable[Item]) -> Snapshot:
    """What the dossier, whose items are `now`, says in place of the item; of missing lines, those that have come."""
    if item.key == NEW_LINES:
        known = item.before.get("lines", "").split()
        return {"words": "\n".join(one.words for one in now if one.kind == "line" and one.key not in known)}
    return next((one.now for one in now if one.key == item.key), EMPTY)


def before_of(item: Item, now: Iterable[Item]) -> Snapshot:
    """What is kept of an item when it is sent back: beside missing lines, those that were there."""
    return item.now | ({"lines": " ".join(one.key for one in now if one.kind == "line")} if item.key == NEW_LINES else {})


def _compared(snapshot: Snapshot) -> tuple[str, str]:
    return snapshot["words"], snapshot.get("sha256", "")


def left_as_it_was(view: RoundView) -> list[ReturnItem]:
    """The items that the unit has neither mended nor explained."""
    return [one.item for one in view.items if not one.is_mended and not one.item.explanation.strip()]
