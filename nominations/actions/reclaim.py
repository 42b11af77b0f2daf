"""Unused places are taken back and given to others, in a new version of the table that is approved and published as any other."""

from __future__ import annotations

from django.db import transaction

from conferences.actions.allocation import EDITABLE
from conferences.actions.revision import new_version
from conferences.models import Allocation, AllocationRow, Plan, Quota
from nominations.actions.asking import ask
from nominations.places import holder_of
from nominations.reclaiming import Line, Reclaim, reclaim_of
from nominations.rules import places_may_be_reclaimed
from organizations.models import User
from portal import clock
from portal.fields import screen_date
from portal.moves import Overtaken, Refused

RIGHT = "conferences.draft_allocation"
WHY = "Thu hồi {} suất chưa dùng đến ngày {} và chia lại"


@transaction.atomic
def reclaim_places(table: Allocation, *, seen: int, by: User) -> Allocation:
    """The draft of the next version, with the figures of the preview whose mark is `seen`; an older draft of the same kind goes.

    Raises PermissionDenied, Refused with every reason, Overtaken when something was filed or given on since the preview.
    """
    Plan.objects.select_for_update().get(pk=table.plan_id)
    table = Allocation.objects.select_related("plan").get(pk=table.pk)
    ask(RIGHT, table, by)
    answer = reclaim_of(table)
    if reasons := places_may_be_reclaimed(answer, clock.now()):
        raise Refused(reasons)
    if answer.mark != seen:
        raise Overtaken
    for earlier in table.plan.allocations.select_for_update().filter(number__gt=table.number, status__in=EDITABLE):
        earlier.delete()  # the rule has let pass nothing but reclaiming
    day = screen_date(clock.today())
    draft = new_version(table, why=WHY.format(answer.total, day), by=by)
    _write_table(draft, answer, day)
    _write_below(draft, answer)
    return draft


def _write_table(draft: Allocation, answer: Reclaim, day: str) -> None:
    """Each changed figure with its reason; what the sharing rule had given stays beside it."""
    rows = {holder_of(row): row for row in draft.rows.of_table()}
    for line in answer.lines:
        if line.after != line.places:
            quota = Quota.objects.get(row=rows[holder_of(line.row)], category=line.category)
            quota.shared = line.places if quota.shared is None else quota.shared
            quota.places, quota.reason = line.after, _reason(line, day)
            quota.save()


def _reason(line: Line, day: str) -> str:
    parts = [f"Thu hồi {line.taken} suất chưa dùng đến ngày {day}"] * bool(line.taken)
    parts += [f"nhận {line.reserves} suất thu hồi cho hồ sơ dự phòng"] * bool(line.reserves)
    parts += [f"nhận {line.shared} suất thu hồi chia lại"] * bool(line.shared)
    text = "; ".join(parts)
    return text[0].upper() + text[1:]


def _write_below(draft: Allocation, answer: Reclaim) -> None:
    """What units gave on, cut to what is in use where the row of the table was cut. `weights` keeps the figures as they stood:
    whoever gives on meanwhile has the draft made anew (`conferences.sub_rows.changed_below`)."""
    below = {row.unit_id: row for row in draft.rows.all()}
    last = max(row.position for row in below.values())
    old = answer.table.rows.exclude(parent=None).select_related("unit", "parent").prefetch_related("quotas")
    rows = sorted((row for row in old if row.quotas.all()), key=lambda row: len(row.unit.path))
    for position, row in enumerate(rows, last + 1):
        figures = {quota.category_id: quota.places for quota in row.quotas.all()}
        copy = AllocationRow.objects.create(
            allocation=draft,
            position=position,
            label=row.label,
            unit=row.unit,
            parent=below[row.parent.unit_id],
            weights={str(category): places for category, places in figures.items()},
        )
        below[row.unit_id] = copy
        wanted = ((category, answer.below[category, row.unit_id, None]) for category in figures)
        Quota.objects.bulk_create(Quota(row=copy, category_id=category, places=places) for category, places in wanted if places)
