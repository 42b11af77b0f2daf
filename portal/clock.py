"""The only clock. Rules get the moment as an argument; everything else asks here.

`PORTAL_NOW` (settings) starts the clock at another moment for demonstration; it runs on from there, in all processes
alike when `PORTAL_NOW_SINCE` says at which real second it began. `standing_at` holds it still: for a test, while the
demonstration is built, and where several things of one act must bear the same moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_held: ContextVar[datetime | None] = ContextVar("held clock", default=None)
_shift: timedelta | None = None


def now() -> datetime:
    """The present moment, aware, in UTC or with its own offset."""
    held = _held.get()
    return held if held is not None else timezone.now() + shift()


def today() -> date:
    """The present day in Vietnam."""
    return timezone.localdate(now())


def real_now() -> datetime:
    """The machine's own moment, for what must not follow a demonstration: sessions, leases, heartbeats, retries.

    A demonstration that is started again begins again at the same moment.
    """
    return timezone.now()


def shift() -> timedelta:
    """How far the clock stands from the real one: zero unless PORTAL_NOW is set."""
    global _shift
    if _shift is None:
        _shift = _reckoned()  # set once it is known: another thread must not read half a reckoning
    return _shift


def _reckoned() -> timedelta:
    if not settings.PORTAL_NOW:
        return timedelta(0)
    start = datetime.fromisoformat(settings.PORTAL_NOW)
    start = start if start.tzinfo else timezone.make_aware(start)
    since = settings.PORTAL_NOW_SINCE
    return start - (datetime.fromtimestamp(since, UTC) if since else timezone.now())


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) within the block."""
    if moment.tzinfo is None:
        raise ValueError("The clock needs an aware moment.")
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
