"""A table of quotas from Excel: the file is kept privately, compared with the stored table, and written as it was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from conferences.actions.allocation import drafted, keep, save_quotas
from conferences.facts import QuotaTable
from conferences.models import Allocation, AllocationRow, Quota
from conferences.querysets import table_of
from conferences.quota_upload import Comparison, WeightColumn, compare, wanted_columns
from conferences.sharing_rule.rule import UPLOADED
from organizations.models import Unit, User
from portal.fields import search_key
from portal.xlsx.reading import read_table
from portal.xlsx.tables import Found
from portal.xlsx.values import plain

ASKED_FOR = 1000  # names that the table does not know, at most, are looked for among all units


@dataclass(frozen=True)
class Read:
    """A file beside the table as it stands: `version` of the table, and the cells that its rule gave a figure."""

    table: QuotaTable
    version: int
    found: Found
    comparison: Comparison
    weights: tuple[WeightColumn, ...]  # those that would change something
    shared: Mapping[tuple[int, int], int]
    weights_in_use: str  # the column by which the table is shared now; it is changed where places are shared

    @property
    def needs_reason(self) -> bool:
        """Whether a changed cell then differs from what the rule gave."""
        return any(self.shared.get(key, places) != places for key, places in self.comparison.cells.items())


def kept_of(allocation: Allocation) -> str:
    """Under which the files are kept that were sent for a table (`portal.sheet_upload`)."""
    return f"table={allocation.pk}"


def read_file(allocation: Allocation, content: bytes) -> Read:
    """The file beside the table; raises `portal.xlsx.book.XlsxRefused` where no table can be read out of it."""
    table = table_of(allocation)
    found = read_table(content, wanted_columns(table))
    rows = list(allocation.rows.of_table().select_related("unit", "bloc"))
    comparison = compare(table, found, _names(rows), _elsewhere(found), allocation.version)
    quotas = Quota.objects.filter(row__allocation=allocation, row__parent=None).exclude(shared=None)
    shared = {(quota.row_id, quota.category_id): quota.shared for quota in quotas}
    in_use = _weights_in_use(allocation)
    weights = () if in_use else tuple(column for column in comparison.weights if _changes(column, rows))
    return Read(table, allocation.version, found, comparison, weights, shared, in_use)


def _names(rows: list[AllocationRow]) -> dict[int, list[str]]:
    """What the unit or bloc of a row is called, besides the name in the table."""
    return {row.pk: [row.unit.name, row.unit.label] if row.unit else [row.bloc.name] for row in rows}


def _elsewhere(found: Found) -> set[str]:
    """Of the names in the file those that some unit bears."""
    names = {plain(row.cells["name"]) for row in found.rows if "name" in row.cells}
    units: QuerySet = Unit.objects.filter(Q(name__in=(asked := sorted(names)[:ASKED_FOR])) | Q(short_name__in=asked))
    return {search_key(name) for pair in units.values_list("name", "short_name") for name in pair if name}


def _weights_in_use(allocation: Allocation) -> str:
    """What the column is called by whose figures the table is shared; empty if by none."""
    rule: Mapping[str, Any] = allocation.rule or {}
    if not any(pool.get("figure") == UPLOADED for pool in rule.get("pools", [])):
        return ""
    return rule.get("weights", {}).get("uploaded") or "số gõ thêm"


def _changes(column: WeightColumn, rows: list[AllocationRow]) -> bool:
    return any(row.weights.get(UPLOADED) != column.figures.get(row.pk) for row in rows)


@transaction.atomic
def write_upload(allocation: Allocation, read: Read, *, name: str, reason: str, weights: WeightColumn | None, by: User) -> Allocation:
    """Write what was shown, all or nothing; `reason` stands at each cell that now differs from what the rule gave.

    Raises Overtaken when the table has changed since, Refused when it is no draft any more.
    """
    note, version = f"Từ tệp Excel “{name}”.", read.version
    if weights:
        version = _write_weights(drafted(allocation, version=version, by=by), weights, note).version
    cells = read.comparison.cells
    return save_quotas(allocation, cells=cells, version=version, by=by, reasons=dict.fromkeys(cells, reason), note=note)


def _write_weights(table: Allocation, column: WeightColumn, note: str) -> Allocation:
    """The office's own column of figures; a row that the file does not name has none."""
    rows = list(table.rows.of_table())
    for row in rows:
        row.weights = {name: figure for name, figure in row.weights.items() if name != UPLOADED}
        if row.pk in column.figures:
            row.weights[UPLOADED] = column.figures[row.pk]
    AllocationRow.objects.bulk_update(rows, ["weights"])
    table.rule = table.rule | {"weights": table.rule.get("weights", {}) | {"uploaded": column.name}}
    return keep(table, [note, f"Cột “{column.name}” thành trọng số của {len(column.figures)} dòng."])
