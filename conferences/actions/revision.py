"""A table that is out is changed by a new version beside it, which takes its place when it is published."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.actions.allocation import EDITABLE
from conferences.models import Allocation, AllocationRow, Plan, Quota
from conferences.rules import table_may_be_revised
from organizations.models import User
from portal import clock
from portal.moves import Refused

RIGHT = "conferences.draft_allocation"
# What the prose of the plan stated was said of the first version.
KEPT = ("rule", "takes_reserves", "reclaim_on", "through_levels", "gather_by")


@transaction.atomic
def new_version(table: Allocation, *, why: str, by: User) -> Allocation:
    """The draft of the next version, with the figures and weights of the published one; the open one, if any, takes `why` too.

    Raises PermissionDenied without the right to draft tables of the office, Refused with every reason.
    """
    if not by.has_perm(RIGHT, table):
        raise PermissionDenied
    return begin_version(table, why)


@transaction.atomic
def begin_version(table: Allocation, why: str) -> Allocation:
    """The same for an action that has asked a right of its own: whoever grants a request begins a version too."""
    plan = Plan.objects.select_for_update().get(pk=table.plan_id)
    newest = plan.allocations.select_for_update().order_by("-number").first()
    if newest.pk != table.pk and newest.status in EDITABLE:
        return _also(newest, why)
    if reasons := table_may_be_revised(newest, clock.now()):
        raise Refused(reasons)
    if not why.strip():
        raise Refused(["Hãy ghi lý do điều chỉnh bảng phân bổ."])
    draft = Allocation(plan=plan, number=newest.number + 1, why=why.strip(), **{name: getattr(newest, name) for name in KEPT})
    draft._change_reason = why.strip()[:100]
    draft.save()
    _copy_rows(newest, draft)
    return draft


def _also(draft: Allocation, why: str) -> Allocation:
    if why.strip() and why.strip() not in draft.why.splitlines():
        draft.why = "\n".join(filter(None, [draft.why, why.strip()]))
        draft.save(update_fields=["why"])
    return draft


def _copy_rows(source: Allocation, draft: Allocation) -> None:
    """Without what the units gave on: publishing carries that over."""
    old = list(source.rows.of_table().prefetch_related("quotas"))
    new = AllocationRow.objects.bulk_create(
        AllocationRow(
            allocation=draft, position=row.position, label=row.label, unit_id=row.unit_id, bloc_id=row.bloc_id, weights=row.weights
        )
        for row in old
    )
    Quota.objects.bulk_create(
        Quota(row=copy, category_id=quota.category_id, places=quota.places, shared=quota.shared, reason=quota.reason)
        for row, copy in zip(old, new, strict=True)
        for quota in row.quotas.all()
    )


def carry_working(source: Allocation, target: Allocation) -> None:
    """A table that was written from the plan file, which knows figures only, gets the terms of `source` and how it was shared:
    weights and the rule's figures, by the names of rows and the keys of categories."""
    Allocation.objects.filter(pk=target.pk).update(**{name: getattr(source, name) for name in KEPT})
    rows = {row.label: row for row in source.rows.of_table().prefetch_related("quotas__category")}
    for row in target.rows.of_table().prefetch_related("quotas__category"):
        if old := rows.get(row.label):
            AllocationRow.objects.filter(pk=row.pk).update(weights=old.weights)
            worked = {quota.category.key: quota for quota in old.quotas.all()}
            for quota in row.quotas.all():
                if before := worked.get(quota.category.key):
                    Quota.objects.filter(pk=quota.pk).update(shared=before.shared, reason=before.reason)
