"""The columns that are looked for in a file: what `conferences/sheets.py` writes, and what offices call them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conferences.facts import SUBJECT_HEADS, QuotaTable
from portal.xlsx.tables import Wanted

MOST_PLACES = 10_000  # of one cell; a slip of the finger is longer
NAMES = ("Tên đơn vị", "Tên đơn vị, khối", "Đơn vị", "Khối", "Tên khối", "Đơn vị, khối")
NUMBERS = ("STT", "TT", "Số TT", "Số thứ tự")
TOTAL = "Tổng số"
Sum = Callable[[Sequence[int]], int]  # of the figures of one row


def wanted_columns(table: QuotaTable) -> tuple[Wanted, ...]:
    """Name, number, every category, and the sums that may stand beside them."""
    name = Wanted("name", table.of_whom, (table.of_whom, *NAMES))
    number = Wanted("number", NUMBERS[0], NUMBERS, required=False)
    categories = [Wanted(category_key(column.key), label, names, is_figure=True) for column, label, names in _categories(table)]
    # Merged figures are no harm where nothing is read from them but a comparison.
    sums = [Wanted(key, names[-1], names, required=False, is_figure=True) for key, names, _ in sums_of(table)]
    return (name, number, *categories, *sums)


def category_key(pk: int) -> str:
    return f"category-{pk}"


def _categories(table: QuotaTable) -> list[tuple]:
    """Each category with what its head is called; without details the column of its subject's sum is its own."""
    if table.has_details:
        return [(column, column.label, (f"Trong đó {column.label}", column.label)) for column in table.columns]
    if table.has_subject_sums:
        return [(column, head := SUBJECT_HEADS[column.subject], (head, column.label)) for column in table.columns]
    return [(column, "Số lượng", ("Số lượng", TOTAL, column.label)) for column in table.columns]


def sums_of(table: QuotaTable) -> list[tuple[str, tuple[str, ...], Sum]]:
    """The columns that only add up others: key, names of the head, and what they should say."""
    if not table.has_details and not table.has_subject_sums:
        return []
    groups = ("Đại biểu dự Hội nghị", "Số lượng")
    found: list[tuple[str, tuple[str, ...], Sum]] = [("sum-total", (*(f"{group} {TOTAL}" for group in groups), TOTAL), sum)]
    if table.has_details and table.has_subject_sums:
        for subject in table.subjects:
            head = SUBJECT_HEADS[subject]
            names = (*(f"{group} {head}" for group in groups), head)
            found.append((f"sum-{subject}", names, lambda places, subject=subject: table.of_subject(places, subject)))
    return found
