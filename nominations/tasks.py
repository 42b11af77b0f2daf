"""What the worker does for the app besides jobs: reminding those who have a day to keep."""

from __future__ import annotations

from nominations.actions.reminding import remind_of_requests, remind_of_rounds


def remind() -> None:
    """Called every hour; each reminder is given once."""
    remind_of_rounds()
    remind_of_requests()
