"""Questions about dossiers and decisions that answer with reasons; an empty list is yes."""

from __future__ import annotations

from datetime import datetime

from conferences.models import Deadline
from nominations.models import Decision, Dossier
from nominations.places import place_for
from portal.fields import screen_date


def dossier_is_complete(dossier: Dossier, at: datetime) -> list[str]:
    reasons = []
    if dossier.is_person and not dossier.position.strip():
        reasons.append("Chưa ghi chức vụ, nơi làm việc của người được đề nghị.")
    if not dossier.achievements.strip():
        reasons.append("Chưa ghi thành tích.")
    if dossier.plan.dossier and dossier.attachment_id is None:
        reasons.append("Chưa đính kèm hồ sơ; kế hoạch yêu cầu: " + "; ".join(dossier.plan.dossier) + ".")
    return reasons


def plan_takes_dossiers(dossier: Dossier, at: datetime) -> list[str]:
    plan = dossier.plan
    if plan.status != "issued":
        return [f"Kế hoạch {plan.number} {plan.get_status_display()}, không nhận hồ sơ."]
    if not plan.allocations.filter(status="published").exists():
        return ["Bảng phân bổ của kế hoạch chưa công bố nên chưa nhận hồ sơ."]
    return []


def deadline_is_open(dossier: Dossier, at: datetime) -> list[str]:
    """A dossier that was filed in time and returned may come again later: the office sets the pace of mending."""
    if dossier.submitted_at is not None:
        return []
    closed = [deadline for deadline in dossier.plan.deadlines.filter(what=Deadline.What.DOSSIER) if at >= deadline.closes_at]
    return [
        f"Đã quá hạn nộp hồ sơ: ngày cuối là {screen_date(deadline.last_day)}."
        + (f" Kế hoạch ghi: “{dossier.plan.late}”." if dossier.plan.late else "")
        for deadline in closed
    ]


def place_is_free(dossier: Dossier, at: datetime) -> list[str]:
    """Filing beyond the quota is refused with the reason. Asked again under the lock of the quota."""
    if dossier.submitted_at is not None:
        return []
    place = place_for(dossier.plan, dossier.unit, dossier.category)
    if place is None or place.quota.places == 0:
        return [f"{dossier.unit.label} không có chỉ tiêu ở đối tượng “{dossier.category.label}”."]
    if place.left > 0:
        return []
    given = f", đã chia tiếp {place.given}" if place.given else ""
    return [
        f"Đã hết chỉ tiêu: {place.quota.row.label} có {place.quota.places} suất “{dossier.category.label}”{given}, "
        f"đã nộp {place.taken} hồ sơ. Hãy đề nghị {dossier.plan.unit.label} trả lại một hồ sơ đã nộp để rút, hoặc phân bổ thêm."
    ]


def decision_is_approved(dossier: Dossier, at: datetime) -> list[str]:
    line = getattr(dossier, "line", None)
    if line is None or line.decision.status not in (Decision.Status.APPROVED, Decision.Status.ISSUED):
        return ["Hồ sơ chưa có tên trong một quyết định đã duyệt."]
    return []


def list_is_ready(decision: Decision, at: datetime) -> list[str]:
    lines = list(decision.lines.select_related("dossier"))
    if not lines:
        return ["Danh sách của quyết định chưa có ai."]
    return [
        f"“{line.name}” đang ở trạng thái “{line.dossier.get_status_display()}”, chưa được chấp nhận; hãy bỏ khỏi danh sách."
        for line in lines
        if line.dossier.status not in (Dossier.Status.ACCEPTED, Dossier.Status.DECIDED)
    ]
