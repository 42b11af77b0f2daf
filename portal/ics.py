"""The door to calendar files (RFC 5545): days with a title, as the phones that subscribe to them read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Guong Sang//Lich//VI"
READ_AGAIN = timedelta(hours=6)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """One or more whole days. `uid` stays the same for ever; `sequence` grows and `changed` moves with each change (RFC 5545,
    3.8.7.4): so a moved day moves in the phone, and a cancelled one is struck out."""

    uid: str
    title: str
    first: date
    last: date
    text: str
    link: str
    sequence: int
    changed: datetime
    cancelled: bool = False


def write(name: str, events: Iterable[Event]) -> bytes:
    """A calendar of this name. The same events give the same bytes, so that an ETag holds."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", name)  # RFC 7986
    calendar.add("x-wr-calname", name)  # what phones read instead
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for event in events:
        calendar.add_component(_component(event))
    return calendar.to_ical()


def _component(event: Event) -> icalendar.Event:
    """Without METHOD, DTSTAMP is when the event was last changed (RFC 5545, 3.8.7.2)."""
    changed = event.changed.astimezone(UTC).replace(microsecond=0)
    found = icalendar.Event()
    found.add("uid", event.uid)
    found.add("dtstamp", changed)
    found.add("last-modified", changed)
    found.add("sequence", event.sequence)
    found.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    found.add("summary", f"{'ĐÃ DỪNG: ' if event.cancelled else ''}{event.title}")
    found.add("dtstart", event.first)
    found.add("dtend", event.last + DAY)  # the first day after it
    found.add("transp", "TRANSPARENT")  # nobody is busy for it
    found.add("description", event.text)
    found.add("url", event.link)
    return found
