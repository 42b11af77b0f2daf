"""A unit asks for another figure in one cell; the office grants it into the next version of the table, or declines."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from conferences.actions.allocation import people_at
from conferences.actions.revision import begin_version
from conferences.flow import ADJUSTMENT_MOVES
from conferences.models import Adjustment, Allocation, AllocationRow, Category, Plan, Quota
from conferences.rules import cell_may_be_asked_for
from organizations.models import Unit, User
from organizations.roles import roles_with
from portal import clock
from portal.models import MoveRecord
from portal.moves import Refused, perform
from portal.notices import tell

ANSWERS = roles_with("conferences.answer_adjustment")
MOVES = {move.name: move for move in ADJUSTMENT_MOVES}
ASKED_ALREADY = "Ô này đã có một đề nghị chờ trả lời; hãy chờ, hoặc rút đề nghị ấy."


@transaction.atomic
def ask_adjustment(*, unit: Unit, row: AllocationRow, category: Category, wanted: int, reason: str, by: User) -> Adjustment:
    """The unit asks for `wanted` places in a cell of the published table. Raises PermissionDenied, Refused with every reason."""
    plan = row.allocation.plan
    asked = Adjustment(plan=plan, unit=unit, row=row, category=category, wanted=wanted, reason=reason.strip(), by=by, before=0)
    if not by.has_perm("conferences.ask_adjustment", asked):
        raise PermissionDenied
    asked.before = _places(row, category)
    if reasons := cell_may_be_asked_for(asked, clock.now()):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError:
        raise Refused([ASKED_ALREADY]) from None
    tell(
        User.objects.holding(ANSWERS, plan.unit, clock.today()),
        title=f"{unit.label} đề nghị điều chỉnh chỉ tiêu",
        text=f"{row.label}, {category.label}: {asked.before} → {wanted}.",
        link=reverse("conferences:adjustment", args=[asked.pk]),
    )
    return asked


def _places(row: AllocationRow, category: Category) -> int:
    return row.quotas.filter(category=category).values_list("places", flat=True).first() or 0


@transaction.atomic
def answer_adjustment(asked: Adjustment, name: str, *, by: User, note: str = "") -> MoveRecord:
    """Make any move of a request. Granted, the figure goes into the next version of the table, with the unit's reason."""
    Plan.objects.select_for_update().get(pk=asked.plan_id)
    record = perform(asked, MOVES[name], by=by, note=note)
    if record.pressed_again or name == "withdraw":
        return record
    if name == "grant":
        asked.allocation = _granted(asked)
        asked.save(update_fields=["allocation"])
    tell(
        people_at([asked.unit]),
        title=f"Đề nghị điều chỉnh chỉ tiêu {asked.get_status_display()}",
        text="Chỉ tiêu mới có hiệu lực khi bảng phân bổ lần sau được công bố." if name == "grant" else "",
        inside=note,
        link=reverse("conferences:adjustment", args=[asked.pk]),
    )
    return record


def _granted(asked: Adjustment) -> Allocation:
    """The draft of the next version, with the figure asked for."""
    published = Allocation.objects.get(plan=asked.plan_id, status=Allocation.Status.PUBLISHED)
    why = f"{asked.unit.label} đề nghị: {asked.reason}"
    draft = begin_version(published, why)
    row = draft.rows.of_table().filter(unit=asked.row.unit_id, bloc=asked.row.bloc_id).first()
    if row is None:
        raise Refused([f"{draft} không còn dòng “{asked.row.label}”; hãy thêm dòng ấy trước."])
    reason = f"Theo đề nghị của {asked.unit.label}"[:200]
    Quota.objects.update_or_create(row=row, category=asked.category, defaults={"places": asked.wanted, "reason": reason})
    draft.version += 1
    draft._change_reason = f"{asked}"[:100]
    draft.save()
    return draft
