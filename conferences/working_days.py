"""Working days: Monday to Friday, without the days off, and with the Saturdays that a swap makes working days.

Plain data in and out. Which days are off is data (`Holiday` rows): the Labour Code (Bộ luật Lao động 2019, Điều 112) names the
occasions, the Government announces each year which days they fall on and what is swapped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
FRIDAY = 4
WEEKEND_NAMES = {5: "thứ Bảy", 6: "Chủ nhật"}


@dataclass(frozen=True)
class WorkingDays:
    """`off` names each day off; `worked` are weekend days that are worked instead of another. `off` wins over `worked`."""

    off: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        return day not in self.off and (day.weekday() <= FRIDAY or day in self.worked)

    def why_off(self, day: date) -> str:
        """What keeps a day from being worked ("Tết Nguyên đán", "Chủ nhật"); empty for a working day."""
        return "" if self.works(day) else self.off.get(day) or WEEKEND_NAMES[day.weekday()]

    def count(self, first: date, last: date) -> int:
        """The working days from `first` to `last`, both included; 0 where `last` is before `first`. Quick over centuries."""
        if last < first:
            return 0
        return (
            _weekdays(first, last)
            - sum(first <= day <= last and day.weekday() <= FRIDAY for day in self.off)
            + sum(first <= day <= last and day.weekday() > FRIDAY and day not in self.off for day in self.worked)
        )

    def latest(self, day: date) -> date:
        """The day itself, or the last working day before it. Raises OverflowError where there is none."""
        while not self.works(day):
            day -= DAY
        return day

    def earliest(self, day: date) -> date:
        """The day itself, or the first working day after it. Raises OverflowError where there is none."""
        while not self.works(day):
            day += DAY
        return day

    def before(self, day: date, count: int) -> date:
        """The working day that lies `count` working days before `day`, `day` itself not counted; 0 is `latest(day)`."""
        day = self.latest(day)
        for _ in range(count):
            day = self.latest(day - DAY)
        return day

    def after(self, day: date, count: int) -> date:
        """The working day that lies `count` working days after `day`, `day` itself not counted; 0 is `earliest(day)`."""
        day = self.earliest(day)
        for _ in range(count):
            day = self.earliest(day + DAY)
        return day


def _weekdays(first: date, last: date) -> int:
    """Mondays to Fridays from `first` to `last`, both included."""
    days = (last - first).days + 1
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((first.weekday() + at) % 7 <= FRIDAY for at in range(rest))
