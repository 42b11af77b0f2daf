"""What the office sends back of a dossier, item by item: what items there are, which are open to the unit, what changed."""

from nominations.returning.items import NEW_LINES, REPORT, STEP_LABELS, Item, Snapshot, exactly_now, fresh, items_of, line_key
from nominations.returning.opened import closed_changes, is_closed, mended_with, mending, open_items, open_round
from nominations.returning.rounds import ItemView, RoundView, after_of, before_of, left_as_it_was, mended_rounds_of, rounds_of
from nominations.returning.sentences import SENTENCES

__all__ = [
    "NEW_LINES",
    "REPORT",
    "SENTENCES",
    "STEP_LABELS",
    "Item",
    "ItemView",
    "RoundView",
    "Snapshot",
    "after_of",
    "before_of",
    "closed_changes",
    "exactly_now",
    "fresh",
    "is_closed",
    "items_of",
    "left_as_it_was",
    "line_key",
    "mended_rounds_of",
    "mended_with",
    "mending",
    "open_items",
    "open_round",
    "rounds_of",
]
