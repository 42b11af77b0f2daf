"""A plan that is out is amended by a new version: a draft beside it, which takes its place when it is issued, or is thrown away.

The plan's own row stays, for dossiers, decisions and tables hang on it; what was in force before moves into the row of the
draft, as superseded (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from conferences import rules
from conferences.actions.allocation import people_of
from conferences.actions.editing import RIGHT
from conferences.actions.plan_copy import units_of
from conferences.actions.plan_versions import keep_version
from conferences.actions.plan_writing import OPEN_PLAN, write
from conferences.actions.revision import carry_working
from conferences.flow import SUPERSEDE
from conferences.models import AcceptedFinding, Allocation, AllocationRow, Plan, Quota
from conferences.plan_file.shape import PLAN
from conferences.plan_rows import plan_data
from organizations.models import User
from portal import clock
from portal.fields import long_date
from portal.moves import Refused, history, perform, write_down
from portal.notices import tell

REPLACES = "Kế hoạch này thay thế "
APPROVE = "conferences.approve_plan"
OF_THE_ISSUED = ("number", "date", "notes")


def carried_over(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a new version takes from the plan: not its number and day, nor what its reader doubted and its prose stated."""
    data = {key: value for key, value in data.items() if key not in OF_THE_ISSUED}
    if quotas := data.get("quotas"):  # what the older prose stated is not said of the new table
        data["quotas"] = {key: value for key, value in quotas.items() if key != "stated"}
    return data


@transaction.atomic
def amend_plan(plan: Plan, *, by: User) -> Plan:
    """The draft of a new version, with everything the plan says and the sentence that it replaces it; the open one, if any.

    Raises PermissionDenied without the right to draft plans of the office, Refused with every reason.
    """
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    if not by.has_perm(RIGHT, row):
        raise PermissionDenied
    if draft := open_version(row):
        return draft
    if reasons := rules.plan_may_be_amended(row, clock.now()):
        raise Refused(reasons)
    before = plan_data(row)
    data = carried_over(before) | {"closing": _closing(row)}
    draft = Plan(unit=row.unit, version_of=row)
    write(draft, data, PLAN.keys, reason=f"Điều chỉnh {row}"[:100], by=by, **units_of(row))
    if table := row.allocations.current():
        draft.allocations.update(number=table.number + 1)
        carry_working(table, draft.allocations.get())
    keep_version(draft, before, plan_data(draft), by=by)
    return draft


@transaction.atomic
def discard_version(plan: Plan, *, reason: str, by: User) -> None:
    """Throw away the open version of a plan, with its table and its earlier states; nothing where there is none.

    The plan's own journal says who did it and why. A draft is thrown away by whoever drafts, one that was submitted by
    whoever approves. Raises PermissionDenied, Refused without a reason.
    """
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    draft = open_version(row)
    if not by.has_perm(discarding_right(draft), row):
        raise PermissionDenied
    if draft is None:
        return
    if not reason.strip():
        raise Refused(["Hãy ghi lý do khi bỏ bản điều chỉnh."])
    draft.delete()
    write_down(row, "discard", "Bỏ bản điều chỉnh", by=by, note=reason.strip())


def open_version(plan: Plan) -> Plan | None:
    """The draft that will replace the plan."""
    return plan.other_versions.exclude(status=Plan.Status.SUPERSEDED).first()


def discarding_right(draft: Plan | None) -> str:
    """What was submitted is no longer the officer's alone to take away."""
    return RIGHT if draft is None or draft.status in OPEN_PLAN else APPROVE


def _closing(plan: Plan) -> str:
    """The sentence stands before the last paragraph, in place of one about a still older plan."""
    names = " và ".join(issuer.name for issuer in plan.issuers.all())
    sentence = f"{REPLACES}Kế hoạch số {plan.number} {long_date(plan.date)} của {names}."
    return "\n".join([sentence, *(line for line in plan.closing.splitlines() if line and not line.startswith(REPLACES))])


@transaction.atomic
def take_place(version: Plan, live: Plan, *, by: User) -> None:
    """`version`, issued this moment, becomes what the locked row `live` says; its own row keeps what was in force before."""
    before, after = plan_data(live), plan_data(version)
    units_before, units_after = units_of(live), units_of(version)
    table_before, replaced = live.allocations.current(), live.number
    paper_before, live.paper, version.paper = live.paper, version.paper, None
    version.save(update_fields=["paper"])  # a paper is of one plan
    keys = PLAN.keys.keys() - {"quotas"}
    write(live, after, keys, reason=f"Thay Kế hoạch {replaced}"[:100], by=by, issuers=units_after["issuers"])
    _hand_over(version, live)
    write(version, before, PLAN.keys, reason=f"Bản trước của Kế hoạch {live.number}"[:100], by=by, **units_before)
    if table_before:
        version.allocations.update(number=table_before.number, status=Allocation.Status.SUPERSEDED)
    version.paper = paper_before
    version.save(update_fields=["paper"])
    perform(version, SUPERSEDE, by=by, note=f"Thay bằng Kế hoạch {live.number}")
    _tell(live, replaced)


def _hand_over(version: Plan, live: Plan) -> None:
    """What belongs to a text goes where the text goes: its table, the journal of its making, its versions, what the approver
    answered for."""
    categories = {category.key: category for category in live.categories.all()}
    quotas = list(Quota.objects.filter(row__allocation__plan=version).select_related("category"))
    for quota in quotas:
        quota.category = categories[quota.category.key]
    Quota.objects.bulk_update(quotas, ["category"])
    version.allocations.update(plan=live)
    version.versions.update(plan=live)
    history(version).update(object_id=live.pk)
    accepted = list(AcceptedFinding.objects.filter(plan__in=[version, live]))
    AcceptedFinding.objects.filter(plan__in=[version, live]).delete()
    for finding in accepted:
        finding.pk, finding.plan = None, live if finding.plan_id == version.pk else version
    AcceptedFinding.objects.bulk_create(accepted)


def _tell(live: Plan, replaced: str) -> None:
    rows = AllocationRow.objects.filter(allocation__plan=live, allocation__status=Allocation.Status.PUBLISHED)
    tell(
        people_of(rows.select_related("unit", "bloc").prefetch_related("bloc__members")),
        title=f"Kế hoạch {replaced} được thay bằng Kế hoạch {live.number}",
        link=reverse("conferences:plan", args=[live.pk]),
    )
