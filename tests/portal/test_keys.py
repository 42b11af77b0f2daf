"""What an address or a form names as the key of a row."""

from __future__ import annotations

import pytest

from portal.keys import as_key


@pytest.mark.parametrize(("text", "key"), [("0", 0), ("12", 12), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_key(text, key):
    assert as_key(text) == key


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "1_0", "٣", "²", "1\x00", "9" * 19, "x"])
def test_nothing_else_is(text):
    assert as_key(text) is None
