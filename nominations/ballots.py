"""Counting the votes of a council: what must reconcile, each nominee's share, who passes. Plain numbers, no database.

The share is counted on all members of the council, as the practice of appraisal has it: whoever is absent may vote in writing,
and whoever neither comes nor writes counts as one who did not agree (law-and-format 6.7). The threshold belongs to the award.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Threshold:
    """`percent` of all members must agree, or more than that."""

    percent: int
    more_than: bool = False

    def __str__(self) -> str:
        return f"{'trên' if self.more_than else 'từ'} {self.percent} %"

    def is_met(self, yes: int, members: int) -> bool:
        """Compared in whole numbers: 80 % of 9 members are 8 votes, since 7 are less than 7.2."""
        return yes * 100 > self.percent * members if self.more_than else yes * 100 >= self.percent * members


@dataclass(frozen=True)
class Room:
    """Who takes part, and the ballots: given out, come back, of these valid and invalid; `None` where votes are shown by hand."""

    members: int
    present: int
    in_writing: int
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None

    @property
    def is_secret(self) -> bool:
        return self.issued is not None


@dataclass(frozen=True)
class Tally:
    """The votes on one nominee; `barred_*` are members with an interest in this one, who take no part in the vote."""

    name: str
    yes: int
    no: int
    written_yes: int = 0
    written_no: int = 0
    barred_present: int = 0
    barred_in_writing: int = 0

    @property
    def agreed(self) -> int:
        return self.yes + self.written_yes


def share(agreed: int, members: int) -> Fraction:
    """Of all members; without members nothing."""
    return Fraction(agreed, members) if members else Fraction(0)


def percent(agreed: int, members: int) -> str:
    """The share to a tenth of a percent, 5 rounded up: "77,8"."""
    if not members:
        return ""
    tenths = (agreed * 2000 + members) // (2 * members)
    return f"{tenths // 10},{tenths % 10}"


def room_faults(room: Room) -> list[str]:
    """What does not reconcile between the people and the ballots."""
    faults = [] if room.present else ["Chưa có thành viên nào có mặt."]
    if not room.is_secret:
        return faults
    issued, returned, valid, invalid = (number or 0 for number in (room.issued, room.returned, room.valid, room.invalid))
    if issued > room.present:
        faults.append(f"Phát ra {issued} phiếu, có mặt {room.present} thành viên: thừa {issued - room.present} phiếu.")
    if returned > issued:
        faults.append(f"Thu về {returned} phiếu, chỉ phát ra {issued}.")
    if valid + invalid != returned:
        faults.append(f"Hợp lệ {valid} và không hợp lệ {invalid} là {valid + invalid} phiếu, thu về {returned}.")
    return faults


def tally_faults(room: Room, tally: Tally) -> list[str]:
    """More votes on one nominee than people or ballots that can give them: the vote of somebody absent, or one counted twice."""
    voices = room.present - tally.barred_present
    known = f"có mặt {room.present}" + (f", {tally.barred_present} không tham gia vì có liên quan" if tally.barred_present else "")
    if room.is_secret and (room.valid or 0) < voices:
        voices, known = room.valid or 0, f"chỉ có {room.valid or 0} phiếu hợp lệ"
    faults = []
    if (counted := tally.yes + tally.no) > voices:
        faults.append(f"{tally.name}: {counted} phiếu tại phiên họp ({tally.yes} đồng ý, {tally.no} không), {known}.")
    letters = room.in_writing - tally.barred_in_writing
    if (written := tally.written_yes + tally.written_no) > letters:
        faults.append(f"{tally.name}: {written} ý kiến bằng văn bản, chỉ có {letters} thành viên vắng gửi ý kiến.")
    return faults


def faults(room: Room, tallies: Sequence[Tally]) -> list[str]:
    """Everything that does not reconcile, all at once."""
    return room_faults(room) + [fault for tally in tallies for fault in tally_faults(room, tally)]
