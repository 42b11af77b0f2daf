"""A table on its way through the office: submitted as it stands, returned with a word on each row that needs one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from conferences.flow import ALLOCATION_MOVES
from conferences.models import Allocation, AllocationRow, AllocationState, RowRemark
from conferences.quota_states import state_of
from conferences.querysets import table_of
from organizations.models import User
from portal.models import MoveRecord
from portal.moves import perform

MOVES = {move.name: move for move in ALLOCATION_MOVES}


@transaction.atomic
def submit_table(table: Allocation, *, by: User, note: str = "") -> MoveRecord:
    """The leadership gets the table as it stands this moment; what it said of the rows before has been answered by that."""
    record = perform(table, MOVES["submit"], by=by, note=note)
    if not record.pressed_again:
        RowRemark.objects.filter(row__allocation=table).delete()
        keep_state(table, by=by)
    return record


@transaction.atomic
def return_table(table: Allocation, *, by: User, note: str = "", remarks: Mapping[int, str] | None = None) -> MoveRecord:
    """Back to the officer, with the reasons by row (row id → words); the journal keeps them all after they are mended."""
    rows = {row.pk: row for row in AllocationRow.objects.of_table().filter(allocation=table, pk__in=remarks or {})}
    said = {pk: text.strip() for pk, text in (remarks or {}).items() if pk in rows and text.strip()}
    lines = [note.strip(), *(f"{rows[pk].label}: {text}" for pk, text in said.items())]
    record = perform(table, MOVES["return"], by=by, note="\n".join(filter(None, lines)))
    if not record.pressed_again:
        RowRemark.objects.bulk_create(RowRemark(row=rows[pk], text=text, by=by) for pk, text in said.items())
    return record


def keep_state(table: Allocation, *, by: User) -> AllocationState:
    """The figures of this moment."""
    return AllocationState.objects.create(allocation=table, by=by, data=state_of(table_of(table)))
