"""Questions about decisions that correct or revoke names of an issued one; answered with reasons, an empty list is yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nominations.models import Decision, LineChange

VERBS = {Decision.Kind.CORRECTION: "đính chính", Decision.Kind.REVOCATION: "hủy bỏ"}


def may_be_amended(old: Decision) -> list[str]:
    """Only a decision that has gone out, and that gives something: names corrected wrongly are corrected again there."""
    if old.status != Decision.Status.ISSUED:
        return ["Chỉ đính chính, hủy bỏ quyết định đã phát hành; quyết định này còn sửa được."]
    if old.is_amendment:
        return [f"{old.heading} là quyết định {old.get_kind_display()}; hãy mở quyết định khen thưởng mà nó nói đến."]
    return []


def only_amends(decision: Decision, at: datetime) -> list[str]:
    """Whom an award decides is told so when it is approved; what corrects or revokes does nothing before it is issued."""
    if decision.is_amendment:
        return []
    return ["Quyết định khen thưởng đã duyệt thì hồ sơ đã có quyết định, không trả lại được; phát hành rồi thì đính chính, hủy bỏ bằng quyết định khác."]


def amendment_is_ready(decision: Decision) -> list[str]:
    """Asked before it is submitted, approved and issued: meanwhile another decision may have changed the same names."""
    changes = changes_of(decision)
    reasons = may_be_amended(decision.old) + ([] if changes else ["Quyết định chưa nêu tên nào."])
    if not decision.grounds:
        reasons.append("Chưa ghi căn cứ.")
    reasons += [reason for change in changes for reason in _against(decision, change)]
    if decision.whole:
        left = decision.old.lines.standing().exclude(pk__in=[change.line_id for change in changes])
        reasons += [f"“{line.name}” không còn trong danh sách hủy bỏ; hãy soạn lại quyết định." for line in left]
    return reasons


def changes_of(decision: Decision) -> list[LineChange]:
    """With all that papers and pages say of them; one query."""
    related = ("line__dossier__category", "line__corrected__decision", "line__revoked__decision", "line__register", "previous__decision")
    return list(decision.changes.select_related(*related))


def _against(decision: Decision, change: LineChange) -> list[str]:
    line, reasons = change.line, []
    if line.decision_id != decision.old_id:
        return [f"“{line.name}” không có tên trong {decision.old.heading}."]
    if line.revoked and line.revoked.decision_id != decision.pk:
        reasons.append(f"“{line.name_now}” đã bị hủy bỏ theo {line.revoked.decision.heading}; hãy bỏ tên này khỏi dự thảo.")
    if decision.kind == Decision.Kind.CORRECTION:
        if line.corrected_id not in (change.previous_id, change.pk):
            newer = f"“{line.name}” vừa được đính chính theo {line.corrected.decision.heading}"
            reasons.append(f"{newer}; hãy mở dự thảo, xem chữ hiện nay và lưu lại.")
        if change.words == change.before:
            reasons.append(f"“{change.before.name}”: chưa ghi chữ nào khác với chữ hiện nay.")
    if not change.reason.strip():
        reasons.append(f"“{line.name}”: chưa ghi lý do.")
    return reasons


def to_recover(changes: Sequence[LineChange]) -> int:
    """The money that was given with revoked names, in đồng."""
    return sum(change.line.prize or 0 for change in changes)
