"""What a table said at one moment, and what two such moments say differently: plain data in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conferences.facts import QuotaTable

State = dict[str, Any]  # {"columns": [label, ...], "rows": [{"label": ..., "places": [...]}, ...]}, as JSON keeps it


@dataclass(frozen=True)
class Change:
    """One cell that differs. `before` is None in a row or column that is new, `after` in one that is gone."""

    row: str
    column: str
    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        return (self.after or 0) - (self.before or 0)

    @property
    def signed(self) -> str:
        """ "+2" or "−1", with the sign that papers print."""
        return f"{self.difference:+d}".replace("-", "−")


def state_of(table: QuotaTable) -> State:
    """The figures of a table, by the names that people read."""
    return {
        "columns": [column.label for column in table.columns],
        "rows": [{"label": line.label, "places": list(line.places)} for line in table.lines],
    }


def changes(before: State, after: State) -> list[Change]:
    """Every cell that differs, in the order of the newer table; rows that are gone come last. Empty cells of new rows are left out."""
    old, new = _cells(before), _cells(after)
    found = [Change(*cell, old.get(cell), places) for cell, places in new.items() if old.get(cell, 0) != places]
    return found + [Change(*cell, places, None) for cell, places in old.items() if cell not in new and places]


def _cells(state: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    return {
        (row["label"], column): places
        for row in state["rows"]
        for column, places in zip(state["columns"], row["places"], strict=True)
    }
