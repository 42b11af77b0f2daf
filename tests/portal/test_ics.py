"""The door to calendar files, read back by the library itself."""

from datetime import UTC, date, datetime

import icalendar

from portal.ics import Event, write

CHANGED = datetime(2020, 4, 20, 1, 2, 3, 456, tzinfo=UTC)


def event(**given):
    facts = {"uid": "plan-1-dossier-1@example.vn", "title": "Hạn gửi hồ sơ · Kế hoạch 154/KH-LĐLĐ", "first": date(2020, 5, 14)}
    facts |= {"last": date(2020, 5, 14), "text": "Kế hoạch; có dấu, và\nhai dòng", "link": "https://example.vn/plans/1/"}
    return Event(**facts | {"sequence": 2, "changed": CHANGED} | given)


def read(content):
    calendar = icalendar.Calendar.from_ical(content)
    return calendar, list(calendar.walk("VEVENT"))


def test_a_day_with_its_words_comes_back():
    calendar, (found,) = read(write("Gương Sáng · LĐLĐ huyện Than Uyên", [event()]))
    assert str(calendar["X-WR-CALNAME"]) == "Gương Sáng · LĐLĐ huyện Than Uyên"
    assert (found["UID"], found["SUMMARY"]) == ("plan-1-dossier-1@example.vn", "Hạn gửi hồ sơ · Kế hoạch 154/KH-LĐLĐ")
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2020, 5, 14), date(2020, 5, 15))
    assert (found["DESCRIPTION"], found["STATUS"], found["SEQUENCE"]) == ("Kế hoạch; có dấu, và\nhai dòng", "CONFIRMED", 2)
    assert found["LAST-MODIFIED"].dt == found["DTSTAMP"].dt == datetime(2020, 4, 20, 1, 2, 3, tzinfo=UTC)


def test_what_is_cancelled_says_so_in_its_state_and_its_title():
    _, (found,) = read(write("x", [event(cancelled=True)]))
    assert (found["STATUS"], found["SUMMARY"]) == ("CANCELLED", "ĐÃ DỪNG: Hạn gửi hồ sơ · Kế hoạch 154/KH-LĐLĐ")


def test_the_file_is_as_the_standard_wants_it():
    """CRLF, lines of at most 75 bytes (RFC 5545, 3.1), and no line break that a title could smuggle in."""
    content = write("x", [event(title="Một trích yếu rất dài " * 9 + "\nSTATUS:CANCELLED")])
    lines = content.split(b"\r\n")
    assert (lines[0], lines[-2:], b"\n" in content.replace(b"\r\n", b"")) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""], False)
    assert max(len(line) for line in lines) <= 75
    assert lines.count(b"STATUS:CANCELLED") == 0


def test_the_same_events_give_the_same_bytes():
    assert write("x", [event()]) == write("x", [event()])
    assert write("x", [event()]) != write("x", [event(sequence=3)])
