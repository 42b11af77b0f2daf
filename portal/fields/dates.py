"""Vietnamese dates: day first, four digits of the year."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from portal.fields.text import clean_text

FIRST_YEAR, LAST_YEAR = 1900, 2100
SHOWN = 40
PATTERNS = (
    re.compile(r"(?P<day>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<month>[0-9]{1,2}) ?(?P=mark) ?(?P<year>[0-9]{1,4})"),
    re.compile(r"(?P<year>[0-9]{4}) ?- ?(?P<month>[0-9]{1,2}) ?- ?(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})"),  # the number pad of a phone has no slash
    re.compile(r"(?:ngày )?(?P<day>[0-9]{1,2}) tháng (?P<month>[0-9]{1,2}) năm (?P<year>[0-9]{1,4})", re.IGNORECASE),
)
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def parse_date(text: str) -> date:
    """`03/04/2025`, `3-4-2025`, `3.4.2025`, `03042025`, `ngày 3 tháng 4 năm 2025`, `2025-04-03`: all 3 April."""
    plain = clean_text(text)
    if not plain:
        raise ValueError("Chưa nhập ngày.")
    for pattern in PATTERNS:
        if match := pattern.fullmatch(plain):
            break
    else:
        raise ValueError(f"“{plain[:SHOWN]}” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024.")
    try:
        return _checked(int(match["day"]), int(match["month"]), match["year"])
    except ValueError as error:
        raise ValueError(f"Ngày “{plain}” sai: {error}.") from None


def _checked(day: int, month: int, year: str) -> date:
    if len(year) != 4:
        raise ValueError("nhập đủ 4 chữ số năm")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"năm phải từ {FIRST_YEAR} đến {LAST_YEAR}")
    if not 1 <= month <= 12:
        raise ValueError(f"tháng {month} không có, hãy viết ngày trước tháng sau (dd/mm/yyyy)")
    last = calendar.monthrange(int(year), month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"tháng {month} năm {year} có các ngày từ 1 đến {last}")
    return date(int(year), month, day)


def screen_date(day: date) -> str:
    """05/03/2026, as screens and sheets write it."""
    return f"{day:%d/%m/%Y}"


def paper_date(day: date) -> str:
    """29/5/2024, 03/02/1930: papers put a zero before days below 10 and before months 1 and 2 only (NĐ 30/2020, Phụ lục I)."""
    return f"{day:%d}/{_paper_month(day)}/{day.year}"


def long_date(day: date) -> str:
    """ngày 05 tháng 3 năm 2026, with the zeros of `paper_date`."""
    return f"ngày {day:%d} tháng {_paper_month(day)} năm {day.year}"


def _paper_month(day: date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def weekday_date(day: date) -> str:
    """Thứ Năm 14/05/2020."""
    return f"{WEEKDAYS[day.weekday()]} {screen_date(day)}"


def time_left(left: timedelta) -> str:
    """ "còn 3 ngày 4 giờ", "đã quá hạn 2 ngày": the two largest units, cut off, never rounded up."""
    minutes = abs(left) // timedelta(minutes=1)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    counts = [(days, "ngày"), (hours, "giờ")] if days else [(hours, "giờ"), (minutes, "phút")]
    words = " ".join(f"{count} {unit}" for count, unit in counts if count) or "dưới 1 phút"
    return f"còn {words}" if left >= timedelta(0) else f"đã quá hạn {words}"
