"""Base salaries and coefficients to start with. The office edits all of it.

The coefficients of the decree could be read in part only (law-and-format 3.3): rows that need comparing say so. What the union's
own awards are worth is set by its rules, which were not at hand: no row is made up for them, and the office enters its own.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

DECREES = "Nghị định 98/2023/NĐ-CP, Nghị định 152/2025/NĐ-CP"
CHECK = f"{DECREES}; cần đối chiếu"
EARLIER = "Nghị định 91/2017/NĐ-CP; cần đối chiếu"
SINCE, BEFORE = date(2024, 1, 1), date(2017, 10, 1)
BASE_SALARIES = (
    (date(2018, 7, 1), 1_390_000, "Nghị định 72/2018/NĐ-CP"),
    (date(2019, 7, 1), 1_490_000, "Nghị định 38/2019/NĐ-CP"),
    (date(2023, 7, 1), 1_800_000, "Nghị định 24/2023/NĐ-CP"),
    (date(2024, 7, 1), 2_340_000, "Nghị định 73/2024/NĐ-CP"),
    (date(2026, 7, 1), 2_530_000, "Nghị định 161/2026/NĐ-CP"),
)
# award, for a person, for a collective, source
COEFFICIENTS = (
    ("cstd-toan-quoc", "4.5", "", DECREES),
    ("cstd-tinh", "3", "", DECREES),
    ("cstd-co-so", "1", "", DECREES),
    ("ldtt", "0.3", "", DECREES),
    ("cstt", "0.3", "", DECREES),
    ("tt-ldxs", "", "1.5", DECREES),
    ("tt-ldtt", "", "0.8", DECREES),
    ("co-chinh-phu", "", "12", DECREES),
    ("co-tinh", "", "8", DECREES),
    ("bk-ttg", "3.5", "7", CHECK),
    ("bk-tinh", "1.5", "3", CHECK),
    ("bk-bo", "1.5", "3", CHECK),
    ("gk-don-vi", "0.3", "0.6", CHECK),
    ("gk-xa", "0.15", "0.3", CHECK),
    ("hcld-nhat", "9", "18", CHECK),
    ("hcld-nhi", "7.5", "15", CHECK),
    ("hcld-ba", "4.5", "9", CHECK),
)
OLD_COEFFICIENTS = (("bk-tinh", "1", "2", EARLIER), ("bk-bo", "1", "2", EARLIER))


def prize_rows() -> list[dict]:
    """One row for each award and subject."""
    rows = [(*row, SINCE, None) for row in COEFFICIENTS] + [(*row, BEFORE, SINCE) for row in OLD_COEFFICIENTS]
    return [
        {"award": award, "subject": subject, "coefficient": Decimal(worth), "valid_from": since, "valid_to": until, "source": source}
        for award, person, collective, source, since, until in rows
        for subject, worth in (("person", person), ("collective", collective))
        if worth
    ]
