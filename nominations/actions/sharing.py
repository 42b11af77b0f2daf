"""A unit gives on what it holds to units below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from conferences.actions.allocation import people_at
from conferences.models import AllocationRow, Plan, Quota
from conferences.rules import row_may_be_shared
from nominations.actions.asking import ask
from nominations.actions.reserves import promote
from nominations.rules import shares_fit
from nominations.shares import Shares, shares_of
from organizations.models import Unit, User
from portal import clock
from portal.moves import Overtaken, Refused, write_down
from portal.notices import tell

RIGHT = "conferences.share_places"


@transaction.atomic
def share_places(row: AllocationRow, *, cells: Mapping[tuple[int, int], int], seen: int, by: User) -> None:
    """Write what the unit of `row` gives on, by unit and category; who is not named keeps what it has.

    `seen` is the mark of the shares as they stood when the page was opened. Counts again while the cells are locked. Raises
    PermissionDenied, Refused with every cell that does not fit, Overtaken.
    """
    _hold(row)
    row = AllocationRow.objects.select_related("allocation__plan", "unit").get(pk=row.pk)
    ask(RIGHT, row, by)
    if reasons := row_may_be_shared(row, clock.now()):
        raise Refused(reasons)
    now = shares_of(row)
    if now.mark != seen:
        raise Overtaken
    changed = {cell: places for cell, places in cells.items() if places != now.given.get(cell, 0)}
    if not changed:
        return
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={unit for unit, _ in changed})}
    if reasons := shares_fit(now, changed, units):
        raise Refused(reasons)
    _write(row, changed, units)
    write_down(row.allocation, "share", "Chia tiếp chỉ tiêu", by=by, note=_journal(now, changed, units))
    for unit in units.values():
        _tell(now, unit)
    promote(row.allocation.plan, [(category, unit, None) for _, category in changed for unit in (row.unit_id, *units)], by=by)


def _hold(row: AllocationRow) -> None:
    """Its own cells and those below it, in the order of their keys; who files meanwhile has filed, or waits and counts again.

    The plan before them, as publishing does: of two who give to one unit the second sees what the first one gave.
    """
    Plan.objects.select_for_update().get(pk=row.allocation.plan_id)
    own = Quota.objects.select_for_update(of=("self",)).order_by("pk")
    list((own.filter(row=row) | own.filter(row__parent=row)).values_list("pk"))


def _write(row: AllocationRow, changed: Mapping[tuple[int, int], int], units: Mapping[int, Unit]) -> None:
    rows = {one.unit_id: one for one in row.allocation.rows.filter(unit__in=units)}
    position = max(row.allocation.rows.values_list("position", flat=True))
    for place, (key, unit) in enumerate(units.items(), 1):
        if key not in rows:
            rows[key] = row.allocation.rows.create(position=position + place, label=unit.label, unit=unit, parent=row)
        elif rows[key].parent_id != row.pk:  # an empty row, which somebody else has taken back
            rows[key].parent = row
            rows[key].save(update_fields=["parent"])
    for (unit, category), places in changed.items():
        if places:
            Quota.objects.update_or_create(row=rows[unit], category_id=category, defaults={"places": places})
        else:
            Quota.objects.filter(row=rows[unit], category=category).delete()


def _journal(now: Shares, changed: Mapping[tuple[int, int], int], units: Mapping[int, Unit]) -> str:
    lines = [
        f"{units[unit].label}, {now.label_of(category)}: {now.given.get((unit, category), 0)} → {places}"
        for (unit, category), places in changed.items()
    ]
    return "\n".join([f"{now.row.label} chia cho:", *lines])


def _tell(before: Shares, unit: Unit) -> None:
    now = Counter({category: place for (below, category), place in shares_of(before.row).given.items() if below == unit.pk})
    parts = "; ".join(f"{before.label_of(category)}: {places}" for category, places in now.items())
    tell(
        people_at([unit]),
        title=f"{before.row.label} chia chỉ tiêu của kế hoạch {before.row.allocation.plan.number}",
        text=f"{unit.label}: {now.total()} suất" + (f" ({parts})." if parts else "."),
        link=reverse("nominations:unit-tasks", args=[before.row.allocation.plan_id]),
    )
