"""What happens to a table of quotas: its figures are saved, it is published and the units are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from conferences.facts import QuotaTable
from conferences.flow import ALLOCATION_MOVES
from conferences.in_use import AFTER_PUBLISHING
from conferences.models import Allocation, AllocationRow, Plan, Quota
from conferences.querysets import rows_of, table_of
from conferences.sub_rows import carried_rows, version_before
from organizations.models import Assignment, Unit, User
from organizations.querysets import under
from organizations.roles import UNIT_ROLES, roles_with
from portal import clock
from portal.models import MoveRecord
from portal.moves import Overtaken, Refused, perform
from portal.notices import tell

DRAFTS = roles_with("conferences.draft_allocation")  # officers: they share places further below
EDITABLE = (Allocation.Status.DRAFT, Allocation.Status.RETURNED)
MOVES = {move.name: move for move in ALLOCATION_MOVES}
Cells = Mapping[tuple[int, int], int]  # places by row and category


@transaction.atomic
def save_quotas(
    allocation: Allocation,
    *,
    cells: Cells,
    version: int,
    by: User,
    reasons: Mapping[tuple[int, int], str] | None = None,
    note: str = "",
) -> Allocation:
    """Write the figures of a draft or returned table; cells that are not named stay as they are.

    A figure that differs from what the table's rule gave needs a reason, now or from before. Raises Overtaken when `version` is
    no longer the stored one. What changed is kept as the reason of the field version, behind the `note`.
    """
    row = drafted(allocation, version=version, by=by)
    wanted = [_typed(quota, cells, reasons or {}) for quota in _stored(row).values()]
    refuse_without_reason(wanted)
    changes = write(row, wanted)
    return keep(row, [note, *changes] if note and changes else changes)


def drafted(allocation: Allocation, *, version: int, by: User) -> Allocation:
    """The table as it is stored, locked, for somebody who may write it now."""
    row = Allocation.objects.select_for_update().get(pk=allocation.pk)
    if not by.has_perm("conferences.draft_allocation", row):
        raise PermissionDenied
    if row.status not in EDITABLE:
        raise Refused([f"Bảng phân bổ đang ở trạng thái “{row.get_status_display()}”, không sửa được nữa."])
    if row.version != version:
        raise Overtaken
    return row


def keep(row: Allocation, changes: list[str]) -> Allocation:
    """A new version of the table that says what changed; without any change the old one."""
    if changes:
        row.version += 1
        row._change_reason = "\n".join(changes)
        row.save()
    return row


def _stored(table: Allocation) -> dict[tuple[int, int], Quota]:
    """Every cell of the table; one without a row in the database gives nothing."""
    categories = list(table.plan.categories.all())
    cells = {}
    for row in rows_of(table):
        known = {quota.category_id: quota for quota in row.quotas.all()}
        for category in categories:
            cell = known.get(category.pk) or Quota(places=0)
            cell.row, cell.category = row, category
            cells[row.pk, category.pk] = cell
    return cells


def _typed(quota: Quota, cells: Cells, reasons: Mapping[tuple[int, int], str]) -> Quota:
    """The cell as it was typed; with the figure of the rule there is nothing to give reasons for."""
    key = quota.row_id, quota.category_id
    places = cells.get(key, quota.places)
    if quota.shared is None:  # typed without a rule; what an answered request left there goes with its figure
        reason = quota.reason if places == quota.places else ""
    else:
        reason = reasons.get(key, quota.reason).strip() if places != quota.shared else ""
    return Quota(row=quota.row, category=quota.category, places=places, shared=quota.shared, reason=reason)


def refuse_without_reason(wanted: Iterable[Quota]) -> None:
    """Every cell that was changed by hand says why."""
    bare = [quota for quota in wanted if quota.shared not in (None, quota.places) and not quota.reason]
    if bare:
        raise Refused([f"{_name(quota)}: theo cách chia là {quota.shared}, ghi {quota.places}; hãy ghi lý do." for quota in bare])


def write(table: Allocation, wanted: Iterable[Quota]) -> list[str]:
    """Store the cells that differ; what changed, one line each."""
    stored = _stored(table)
    changed, lines = [], []
    for quota in wanted:
        before = stored[quota.row_id, quota.category_id]
        if (before.places, before.shared, before.reason) == (quota.places, quota.shared, quota.reason):
            continue
        changed.append(quota)
        if before.places != quota.places:
            lines.append(f"{_name(quota)}: {before.places} → {quota.places}{f' ({quota.reason})' if quota.reason else ''}")
        elif before.reason != quota.reason:
            lines.append(f"{_name(quota)}: lý do khác số chia: {quota.reason or 'không còn'}")
    fields = ["places", "shared", "reason"]
    Quota.objects.bulk_create(changed, update_conflicts=True, unique_fields=["row", "category"], update_fields=fields)
    return lines


def _name(quota: Quota) -> str:
    return f"{quota.row.label}, {quota.category.label}"


@transaction.atomic
def publish_allocation(allocation: Allocation, *, by: User, note: str = "") -> MoveRecord:
    """Units learn their places: the version before is superseded, what units gave on of it is carried over, and everybody
    who files or shares places is told."""
    Plan.objects.select_for_update().get(pk=allocation.plan_id)
    published = Allocation.objects.filter(plan=allocation.plan_id, status=Allocation.Status.PUBLISHED)
    for earlier in published.exclude(pk=allocation.pk):
        _hold_places(earlier)
        perform(earlier, MOVES["supersede"], by=by, note=str(allocation))
    record = perform(allocation, MOVES["publish"], by=by, note=note)
    if not record.pressed_again:
        _carry_over(allocation)
        _tell_units(allocation)
        for follow in AFTER_PUBLISHING:
            follow(allocation, by)
    return record


def _hold_places(table: Allocation) -> None:
    """Whoever files against the table this moment has filed, or waits and is asked by the new one."""
    list(Quota.objects.select_for_update(of=("self",)).filter(row__allocation=table).order_by("pk").values_list("pk"))


def _carry_over(table: Allocation) -> None:
    """The rows below rows of the version before, as far as the new one does not bring a row for their units."""
    before = version_before(table)
    if before is None:
        return
    below = {row.unit_id: row for row in table.rows.exclude(unit=None)}
    last = max((row.position for row in table.rows.all()), default=0)
    for position, old in enumerate(carried_rows(before, table), last + 1):
        row = AllocationRow(allocation=table, position=position, label=old.label, unit=old.unit, parent=below[old.parent.unit_id])
        row.save()
        below[old.unit_id] = row
        Quota.objects.bulk_create(Quota(row=row, category_id=one.category_id, places=one.places) for one in old.quotas.all())


def _tell_units(allocation: Allocation) -> None:
    plan, table = allocation.plan, table_of(allocation)
    places = {line.key: line.places for line in table.lines}
    for row in allocation.rows.of_table().select_related("unit", "bloc").prefetch_related("bloc__members"):
        tell(
            people_of([row]),
            title=f"Đã công bố chỉ tiêu của kế hoạch {plan.number}",
            text=f"{row.label}: {_figures(table, places[row.pk])}.",
            link=reverse("conferences:allocation", args=[allocation.pk]),
        )


def _figures(table: QuotaTable, places: tuple[int, ...]) -> str:
    """ "12 suất (Tập thể ...: 2; ...)", without the empty categories."""
    parts = "; ".join(f"{column.label}: {count}" for column, count in zip(table.columns, places, strict=True) if count)
    return f"{sum(places)} suất" + (f" ({parts})" if parts else "")


def people_of(rows: Iterable[AllocationRow]) -> list[User]:
    """Whoever files at the units of these rows or below them, and the officers of those units."""
    return people_at([unit for row in rows for unit in ([row.unit] if row.unit else row.bloc.members.all())])


def people_at(units: Iterable[Unit]) -> list[User]:
    """Whoever files at these units or below them, and the officers there."""
    held = Assignment.objects.on(clock.today()).filter(
        under([unit.path for unit in units], "unit__path"), role__in=UNIT_ROLES | DRAFTS
    )
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))
