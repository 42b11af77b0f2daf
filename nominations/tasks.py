"""What the worker does for the app besides jobs: publishing what is due, reminding those who have a day to keep."""

from __future__ import annotations

from nominations.actions.publishing import publish_due
from nominations.actions.reminding import remind_of_requests, remind_of_rounds

__all__ = ["publish_due", "remind"]


def remind() -> None:
    """Called every hour; each reminder is given once."""
    remind_of_rounds()
    remind_of_requests()
