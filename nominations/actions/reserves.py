"""Reserves: filed beyond the places, in a queue for each category and holder; they move up in their order as places are freed."""

from __future__ import annotations

from collections.abc import Iterable

from conferences.in_use import Cell
from conferences.models import Allocation, Plan, Quota
from nominations.models import Dossier
from nominations.places import PUBLISHED, places_held
from organizations.models import User
from organizations.roles import UNIT_ROLES
from portal import clock, notices
from portal.moves import write_down


def hold_cell(dossier: Dossier) -> Cell:
    """Locks the cell that a filed dossier stands against, in the table of today; its key."""
    holder = dossier.holder
    cells = Quota.objects.filter(row__allocation__plan=dossier.plan, row__allocation__status=PUBLISHED, category=dossier.category)
    list(cells.filter(row__unit=holder.unit_id, row__bloc=holder.bloc_id).select_for_update(of=("self",)).values_list("pk"))
    return dossier.category_id, holder.unit_id, holder.bloc_id


def promote(plan: Plan, cells: Iterable[Cell], *, by: User) -> None:
    """Gives the free places of these cells, which the caller holds locked, to those who wait for them, and tells them."""
    wanted = set(cells)
    waiting = Dossier.objects.filter(plan=plan, reserve__isnull=False).select_related("holder", "unit", "category", "plan")
    queue = [one for one in waiting.order_by("pk").select_for_update(of=("self",)) if _cell(one) in wanted]
    if not queue:
        return
    left = {cell: place.left for cell, place in places_held(plan).items()}
    for dossier in sorted(queue, key=lambda one: (one.reserve, one.pk)):
        if left.get(_cell(dossier), 0) > 0:
            left[_cell(dossier)] -= 1
            _give_place(dossier, by)


def promote_all(table: Allocation, by: User) -> None:
    """After a table was published: nobody files against it before the transaction is over."""
    promote(table.plan, list(places_held(table.plan)), by=by)


def _give_place(dossier: Dossier, by: User) -> None:
    number, dossier.reserve, dossier.changed = dossier.reserve, None, clock.now()
    dossier.save(update_fields=["reserve", "changed"])
    write_down(dossier, "promote", "Có suất, hết dự phòng", by=by, note=f"Dự phòng số {number}")
    notices.tell(
        User.objects.holding(UNIT_ROLES, dossier.unit, clock.today()),
        title=f"Hồ sơ dự phòng của {dossier.unit.label} đã có suất",
        text=f"Kế hoạch {dossier.plan.number}, đối tượng {dossier.category.label}.",
        link=f"/dossiers/{dossier.pk}/",
    )


def _cell(dossier: Dossier) -> Cell:
    return dossier.category_id, dossier.holder.unit_id, dossier.holder.bloc_id
