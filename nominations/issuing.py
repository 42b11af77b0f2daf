"""Questions about a decision that is to go out: whether it is still what was approved, and whether the signer may decide it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from conferences.models import PlanIssuer, Subject
from nominations.models import Decision, DecisionLine, Dossier
from nominations.prizes import prizes_on
from organizations.models import Unit, UnitKind
from portal.fields import number, screen_date

JOINT_SYMBOL = "LT"  # liên tịch: as 161/KH-LT of An Dương
READY = (Dossier.Status.ACCEPTED, Dossier.Status.DECIDED)
BY_ORDER = ("TL.", "TUQ.")  # who signs for the head of a body, by order or by a power for a time, decides nothing of their own


def bodies(decision: Decision) -> list[PlanIssuer]:
    """Who decides, as plans name those who issue: the bodies of the plan, the lead first, and the one that joins them in this
    decision. A body named twice is one."""
    found = list(decision.plan.issuers.all())
    if decision.second_name and decision.second_name not in [body.name for body in found]:
        authority = [line for line in decision.second_authority.splitlines() if line.strip()]
        found.append(PlanIssuer(name=decision.second_name, superior=decision.second_superior, authority=authority, signer=decision.second_signer))
    return found


def symbol(decision: Decision) -> str:
    """The letters after the number, which is of the series of the lead: QĐ-LĐLĐ, of a joint decision QĐ-LT."""
    return f"QĐ-{JOINT_SYMBOL if len(bodies(decision)) > 1 else decision.plan.unit.symbol}"


def list_still_stands(decision: Decision, at: datetime) -> list[str]:
    """What was approved is what goes out."""
    if decision.is_amendment:
        return []
    lines = list(decision.lines.select_related("dossier__unit"))
    reasons = []
    if decision.approved_names is not None and decision.approved_names != len(lines):
        reasons.append(f"Lãnh đạo đã duyệt {decision.approved_names} tên, danh sách nay có {len(lines)} tên; hãy báo quản trị.")
    return reasons + [
        f"“{line.name}” đang ở trạng thái “{line.dossier.get_status_display()}”; chưa phát hành được." for line in lines if line.dossier.status not in READY
    ]


def units_are_there(lines: list[DecisionLine]) -> list[str]:
    """A nominee of a union that has ended is taken up by the union that follows it, or not at all."""
    return [
        f"“{line.name}”: {line.dossier.unit.label} {line.dossier.unit.get_status_display()}; hãy bỏ khỏi danh sách, hoặc lập hồ sơ ở đơn vị mới."
        for line in lines
        if line.dossier.unit.status != Unit.Status.ACTIVE
    ]


def signer_may_decide(decision: Decision) -> list[str]:
    """Every body that decides has a signer, whose form of authority lets them decide; an award of the whole country is not a
    province's to give, nor one above the base a grassroots union's."""
    reasons = []
    for issuer in bodies(decision):
        lines = [line.strip().upper() for line in issuer.authority if line.strip()]
        if not lines or not issuer.signer.strip():
            reasons.append(f"{issuer.name}: chưa ghi người ký hoặc quyền hạn, chức vụ của người ký; hãy sửa ở phần đầu của kế hoạch, hoặc ở quyết định nếu là cơ quan cùng quyết định.")
        elif lines[0].startswith(BY_ORDER):
            reasons.append(f"{issuer.name}: “{lines[0]}” là ký thừa lệnh, thừa ủy quyền; người ký như vậy không quyết định khen thưởng được.")
    return reasons + _above(decision)


def _above(decision: Decision) -> list[str]:
    award, kind = decision.award, decision.plan.unit.kind
    if award is None or len(bodies(decision)) > 1:  # the other body may be the one that decides it
        return []
    too_high = award.level == "central" and kind.tier not in (UnitKind.Tier.CENTRAL, UnitKind.Tier.STATE)
    too_high |= award.level in ("province", "sector", "district") and kind.tier in (UnitKind.Tier.BASE, UnitKind.Tier.BELOW)
    whose = award.decided_by or award.get_level_display()
    return [f"{award.name} do {whose} quyết định; {decision.plan.unit.label} không có thẩm quyền."] if too_high else []


def sums_stand(decision: Decision, day: date) -> list[str]:
    """What was approved is kept on the lines; by another day's base salary or prizes it would be another sum, in all or for somebody."""
    if decision.approved_on is None:
        return []
    each = prizes_on(decision, day)
    lines = list(decision.lines.select_related("dossier__category"))
    pairs = {(line.dossier.category.subject, line.prize or 0, each[line.dossier.category.subject] or 0) for line in lines}
    others = sorted((subject, approved, now) for subject, approved, now in pairs if approved != now)
    if not others:
        return []
    approved, now = sum(line.prize or 0 for line in lines), sum(each[line.dossier.category.subject] or 0 for line in lines)
    whose = "".join(f"; mỗi {Subject(subject).label} {number(before)} đồng, nay {number(after)} đồng" for subject, before, after in others) if approved == now else ""
    return [
        f"Lãnh đạo đã duyệt {number(approved)} đồng (ngày {screen_date(decision.approved_on)}); tính đến ngày {screen_date(day)} là {number(now)} đồng{whose}. "
        "Hãy ghi ngày khác, hoặc xin duyệt lại số tiền."
    ]


def sums_have_changed(decision: Decision, at: datetime) -> list[str]:
    """Only then there is something to approve anew."""
    return [] if sums_stand(decision, timezone.localdate(at)) else ["Số tiền không đổi so với lần duyệt trước."]
