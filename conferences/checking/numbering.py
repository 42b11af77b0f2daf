"""The numbers that an office typed before its headings: only a read text has them, the portal computes its own.

I / 1 / 1.1 / a) follow each other without a gap and without a repeat (NĐ 30/2020, Phụ lục I, II.6). The reader counts; here it is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from conferences.checking.case import Case, Misnumbered
from conferences.checking.finding import ERROR, Finding
from conferences.checking.words import quoted
from portal.fields import roman, vietnamese_letter

READINGS = {
    **{str(value): value for value in range(1, 100)},
    **{vietnamese_letter(value): value for value in range(1, 24)},
    **{roman(value): value for value in range(1, 40)},
}


def numbering(case: Case) -> Iterator[Finding]:
    for one in case.numbering:
        name = f"{one.found} {quoted(one.heading)}" if one.heading else one.found
        says = f"Đánh số {name} ở chỗ phải là {one.expected}{_missing(one)}."
        remedy = f"Hãy đánh số lại thành {one.expected}, hoặc thêm mục còn thiếu."
        yield case.finding(ERROR, "numbering", "sections", says, remedy)


def _missing(one: Misnumbered) -> str:
    """What the gap leaves out; nothing for a number that comes again."""
    prefix, _, last = one.found.rpartition(".")
    found, expected = READINGS.get(last), READINGS.get(one.expected.rpartition(".")[2])
    if not found or not expected or prefix != one.expected.rpartition(".")[0]:
        return ""
    if found < expected:
        return " (số này đã có ở trên)"
    return f" (thiếu mục {one.expected})" if found == expected + 1 else f" (thiếu {found - expected} mục, từ mục {one.expected})"


CHECKS = (numbering,)
