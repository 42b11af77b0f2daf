"""The days of the story."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def at(month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    """A moment of spring 2020 in Vietnam."""
    return timezone.make_aware(datetime(2020, month, day, hour, minute))
