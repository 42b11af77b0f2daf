"""Keys of rows, as addresses and forms name them."""

from __future__ import annotations

LONGEST = 18  # digits: what any database holds in a key


def as_key(text: str) -> int | None:
    """The key that `text` names in ASCII digits; None where it can be none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
