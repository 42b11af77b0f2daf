"""How many random cases a property is tried with by `make soak`, where the profile of all others is not enough."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import settings

MANY = 20_000


def many_cases(test: Callable[..., Any]) -> Callable[..., Any]:
    """Twenty thousand cases when the suite soaks, the usual number otherwise."""
    return many_cases_of(1)(test)


def many_cases_of(each: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The same for a property that makes so many cases of each example: all methods of one table."""
    return settings(max_examples=-(-MANY // each)) if os.environ.get("PORTAL_SOAK") else lambda test: test
