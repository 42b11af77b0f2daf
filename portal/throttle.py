"""Counts what one person, or without a log-in one address of the network, has done lately.

Each web worker counts for itself, so that a limit holds as many times as there are workers: it slows down, it does not bar.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal.middleware import address_behind_proxy


def count(what: str, request: HttpRequest, seconds: int) -> None:
    """One more of `what` by this person or address; forgotten `seconds` after the first."""
    key = _key(what, request)
    if not cache.add(key, 1, seconds):
        try:
            cache.incr(key)
        except ValueError:  # it ended this very moment
            cache.add(key, 1, seconds)


def used_up(what: str, request: HttpRequest, limit: int) -> bool:
    """Whether this person or address has done `what` so many times already."""
    return cache.get(_key(what, request), 0) >= limit


def _key(what: str, request: HttpRequest) -> str:
    if request.user.is_authenticated:  # an office has one address for all its people
        return f"throttle-{what}-person-{request.user.pk}"
    behind = getattr(settings, "AXES_CLIENT_IP_CALLABLE", "")
    address = address_behind_proxy(request) if behind else request.META.get("REMOTE_ADDR", "")
    return f"throttle-{what}-{address[:45]}"
