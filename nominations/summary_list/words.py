"""Somebody on a list in words, as sheet and paper print them."""

from __future__ import annotations

from nominations.summary_list.facts import Known, Terms
from nominations.summary_list.merits import written
from portal.fields import screen_date


def born(one: Known) -> str:
    """The day, or the year where it alone is known."""
    return screen_date(one.birth_date) if one.birth_date else str(one.birth_year or "")


def record(one: Known, terms: Terms, *, initiatives: bool) -> str:
    """Titles and awards, or the initiatives, one on a line."""
    entries = {entry.key: entry for entry in terms.honours}
    chosen = [merit for merit in one.merits if merit.honour in entries and (entries[merit.honour].kind == "initiative") is initiatives]
    return written(chosen, {key: entry.name for key, entry in entries.items()})
