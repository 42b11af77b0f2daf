"""Which line of the table a row of the file speaks of; what is no line at all: totals, groups, numbers of columns, signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from conferences.facts import QuotaLine, QuotaTable
from portal.fields import search_key
from portal.xlsx.values import head_key

TOTALS = frozenset(map(head_key, ("Tổng số", "Tổng cộng", "Cộng", "Tổng", "Toàn tỉnh", "Cộng toàn bảng")))
COLUMN_NUMBER = re.compile(r"\(?(?:[A-H]|[0-9]{1,2})\)?")
SUGGESTIONS = 3
Names = Mapping[int, Sequence[str]]  # by the key of a line: what its unit is called besides


def is_total(*texts: str) -> bool:
    return any(head_key(text).rstrip(":.") in TOTALS or head_key(text).startswith(("tổng cộng:", "tổng số:", "cộng:")) for text in texts)


def is_column_number(text: str) -> bool:
    """The row below a head that numbers its columns: (1), (2), or A, B, 1."""
    return COLUMN_NUMBER.fullmatch(text) is not None


class Lines:
    """The lines of the table by what a file may call them: as written, or (second try) without marks, capitals, punctuation."""

    def __init__(self, table: QuotaTable, names: Names) -> None:
        self.numbers = {line.key: printed.number for line, printed in _printed(table)}
        self.groups = {search_key(line.group) for line in table.lines if line.group}
        self.exact: dict[str, list[QuotaLine]] = {}
        self.close: dict[str, list[QuotaLine]] = {}
        for line in table.lines:
            for name in dict.fromkeys((line.name, line.label, *names.get(line.key, ()))):
                for key, index in ((head_key(name), self.exact), (search_key(name), self.close)):
                    if line not in index.setdefault(key, []):
                        index[key].append(line)

    def find(self, name: str, group: str, number: str) -> list[QuotaLine]:
        """Every line of that name; of several those of the group above, and of those the one with the number."""
        found = self.exact.get(head_key(name)) or self.close.get(search_key(name), [])
        if len(found) > 1:
            found = [line for line in found if search_key(line.group) == group] or found
        if len(found) > 1:
            found = [line for line in found if self.numbers[line.key] == number.rstrip(".")] or found
        return found

    def is_group(self, name: str) -> bool:
        return search_key(name) in self.groups and not self.exact.get(head_key(name))

    def near(self, name: str) -> list[str]:
        """Lines whose names are almost this one, the nearest first."""
        keys = get_close_matches(search_key(name), self.close, SUGGESTIONS, 0.5)
        return list(dict.fromkeys(self.close[key][0].label for key in keys))


def _printed(table: QuotaTable) -> list[tuple]:
    """Each line with its printed row; groups are rows of their own."""
    return list(zip(table.lines, [row for row in table.printed if not row.is_group], strict=True))
