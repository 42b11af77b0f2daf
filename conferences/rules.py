"""Questions about plans and tables that answer with reasons; an empty list is yes."""

from __future__ import annotations

from datetime import datetime

from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError

from conferences.facts import disagreements
from conferences.models import Adjustment, Allocation, AllocationRow, Plan
from conferences.plan_check import NEVER_ACCEPTED, SAID_BY_COMPLETENESS, Checked, check_plan
from conferences.querysets import PUBLIC_PLAN, table_of
from conferences.sub_rows import changed_below, shortfalls

BEFORE_ISSUE = (Plan.Status.DRAFT, Plan.Status.SUBMITTED, Plan.Status.APPROVED, Plan.Status.RETURNED)
IN_FORCE = (Plan.Status.ISSUED, Plan.Status.SUSPENDED)


def plan_is_complete(plan: Plan, at: datetime) -> list[str]:
    """What a paper cannot do without (NĐ 30/2020, Điều 8): issuer, title, text, signer."""
    issuers = list(plan.issuers.all())
    reasons = [f"Kế hoạch chưa ghi người ký của {issuer.name}." for issuer in issuers if not issuer.signer]
    if not issuers:
        reasons.append("Kế hoạch chưa có cơ quan ban hành.")
    if not plan.title.strip():
        reasons.append("Kế hoạch chưa có trích yếu.")
    if not plan.sections.exists():
        reasons.append("Kế hoạch chưa có nội dung.")
    return reasons


def plan_has_no_open_error(plan: Plan, at: datetime) -> list[str]:
    """What must not leave the office is mended, or the approver has answered for it. What is missing, `plan_is_complete` says."""
    errors = [finding for finding in check_plan(plan, at).errors if finding.code not in SAID_BY_COMPLETENESS]
    reasons = [f"{finding.place}: {finding.says}" for finding in errors]
    return [*reasons, "Hãy sửa các lỗi trên, hoặc để lãnh đạo chấp nhận từng lỗi kèm lý do."] if reasons else []


def finding_may_be_accepted(plan: Plan, checked: Checked, key: str, reason: str) -> list[str]:
    """An open finding of a plan that has not left the office, with a reason."""
    reasons = []
    if plan.status not in BEFORE_ISSUE:
        reasons.append(f"Kế hoạch {plan.get_status_display()}, không còn gì để chấp nhận.")
    finding = next((one for one in checked.open if one.key == key), None)
    if finding is None:
        reasons.append("Điểm này không còn như lúc mở trang (đã sửa, đã chấp nhận, hoặc số liệu đã khác); hãy xem lại danh sách.")
    elif finding.code in NEVER_ACCEPTED:
        reasons.append(f"Không chấp nhận được: {finding.says} {finding.remedy}".rstrip())
    if not reason.strip():
        reasons.append("Hãy ghi lý do chấp nhận.")
    return reasons


def acceptance_may_be_withdrawn(plan: Plan) -> list[str]:
    """While the plan is in the office: what went out went out with the answer."""
    return [] if plan.status in BEFORE_ISSUE else [f"Kế hoạch {plan.get_status_display()}, không rút lại chấp nhận được nữa."]


def stated_number_is_next(plan: Plan, number: str) -> list[str]:
    """A plan that came with a number of its own (from a file, say) gets that one or none: numbers are given in order."""
    stated = plan.number
    if not stated or stated.startswith("/") or stated == number:
        return []
    return [
        f"Kế hoạch ghi số {stated}, còn số tiếp theo của sổ là {number}. Hãy chọn “Bỏ số đã ghi” để lấy số tiếp theo, "
        "hoặc ghi số cuối đã cấp ngoài hệ thống vào Sổ văn bản trước."
    ]


def table_is_approved(plan: Plan, at: datetime) -> list[str]:
    """The table is part of the plan, so the plan is not approved before it."""
    table = plan.allocations.current()
    if table is None or table.status in (Allocation.Status.APPROVED, Allocation.Status.PUBLISHED):
        return []
    return [f"Bảng phân bổ lần {table.number} chưa được duyệt; hãy duyệt bảng trước."]


def plan_may_be_amended(plan: Plan, at: datetime) -> list[str]:
    """What a new version can call by number and day, and whose table has come to rest."""
    if plan.status not in IN_FORCE:
        return [f"Kế hoạch {plan.get_status_display()}, không điều chỉnh được."]
    reasons = [] if plan.number and plan.date else ["Kế hoạch chưa ghi số và ngày nên bản điều chỉnh không gọi tên được."]
    table = plan.allocations.current()
    if table and table.status != Allocation.Status.PUBLISHED:
        reasons.append(f"{table} {table.get_status_display()}; hãy công bố rồi điều chỉnh kế hoạch.")
    return reasons


def version_fits(plan: Plan, at: datetime) -> list[str]:
    """A new version takes the place of a plan in force, says so in its text, and keeps what dossiers hang on."""
    live = plan.version_of
    if live is None:
        return []
    if live.status not in IN_FORCE:
        return [f"Kế hoạch {live.number} {live.get_status_display()}, không điều chỉnh được nữa."]
    reasons = []
    if not any(live.number in text for text in _texts(plan)):
        reasons.append(f"Chưa ghi kế hoạch này thay thế Kế hoạch số {live.number}; hãy ghi ở căn cứ, một mục hoặc lời kết.")
    reasons += [
        f"Đối tượng “{category.label}” đã có hồ sơ, không bỏ được khi điều chỉnh."
        for category in live.categories.exclude(key__in=plan.categories.values("key"))
        if _is_held(category)
    ]
    return reasons + _tables_follow(live.allocations.current(), plan.allocations.current())


def _tables_follow(old: Allocation | None, new: Allocation | None) -> list[str]:
    if old and not new:
        return ["Bản điều chỉnh chưa có bảng phân bổ."]
    if old and old.number >= new.number:
        return [f"Kế hoạch đang thực hiện đã có {old}; hãy bỏ bản điều chỉnh này và mở bản mới."]
    return []


def _texts(plan: Plan) -> list[str]:
    sections = [text for one in plan.sections.all() for text in (one.text, one.after)]
    return [*plan.grounds, plan.lead, plan.closing, *sections]


def _is_held(row: models.Model) -> bool:
    """Whether anything forbids deleting it."""
    try:
        Collector(using=router.db_for_write(type(row)), origin=row).collect([row])
    except ProtectedError:
        return True
    return False


def table_has_places(table: Allocation, at: datetime) -> list[str]:
    """A row gives something, or says why it gives nothing any more (its places were reclaimed)."""
    rows = list(table.rows.of_table().prefetch_related("quotas"))
    if not rows:
        return ["Bảng phân bổ chưa có dòng nào."]
    return [
        f"“{row.label}” chưa có chỉ tiêu ở đối tượng nào; hãy ghi số hoặc bỏ dòng."
        for row in rows
        if not any(quota.places or quota.reason for quota in row.quotas.all())
    ]


def plan_has_left_office(table: Allocation, at: datetime) -> list[str]:
    """Units learn their places from an issued plan; nothing is published while it is suspended."""
    if table.plan.status == Plan.Status.SUSPENDED:
        return ["Kế hoạch đang tạm dừng; tiếp tục thực hiện kế hoạch rồi công bố bảng phân bổ."]
    if table.plan.status in PUBLIC_PLAN:
        return []
    return ["Kế hoạch chưa phát hành; phát hành kế hoạch trước rồi công bố bảng phân bổ."]


def table_may_be_revised(table: Allocation, at: datetime) -> list[str]:
    """The newest version has been published, and its plan is in force."""
    if table.status != Allocation.Status.PUBLISHED:
        return [f"{table} {table.get_status_display()}; hãy làm xong lần này rồi mới điều chỉnh tiếp."]
    if table.plan.status != Plan.Status.ISSUED:
        return [f"Kế hoạch {table.plan.get_status_display()}, không điều chỉnh chỉ tiêu được."]
    return []


def table_covers_what_is_in_use(table: Allocation, at: datetime) -> list[str]:
    """Nobody who has filed, or was given places by the unit above, loses them to a new version."""
    changed = [f"Chỉ tiêu chia tiếp cho {label} đã đổi từ lúc lập bảng này; hãy lập lại bảng." for label in changed_below(table)]
    return [str(cell) for cell in shortfalls(table)] + changed


def row_may_be_shared(row: AllocationRow, at: datetime) -> list[str]:
    """A unit gives on what it holds by the published table of a plan in force."""
    table = row.allocation
    if table.plan.status != Plan.Status.ISSUED:
        return [f"Kế hoạch {table.plan.get_status_display()}, không chia tiếp chỉ tiêu được."]
    if table.status != Allocation.Status.PUBLISHED:
        return [f"{table} {table.get_status_display()}; chỉ chia tiếp được theo bảng đang công bố."]
    return []


def cell_may_be_asked_for(asked: Adjustment, at: datetime) -> list[str]:
    """A unit asks for places of its own, or of a bloc it stands in, while they can still be used."""
    reasons = adjustment_still_fits(asked, at)
    row = asked.row
    if row.parent_id:
        reasons.append(f"Chỉ tiêu này do {row.parent.label} chia xuống; hãy đề nghị với {row.parent.label}.")
    if row.unit_id != asked.unit_id and not (row.bloc_id and row.bloc.members.filter(pk=asked.unit_id).exists()):
        reasons.append(f"Dòng “{row.label}” không phải của {asked.unit.label}.")
    if asked.wanted == asked.before:
        reasons.append(f"“{asked.category.label}” đang có {asked.before} suất; hãy ghi số khác.")
    if not asked.reason:
        reasons.append("Hãy ghi lý do đề nghị.")
    return reasons


def adjustment_still_fits(asked: Adjustment, at: datetime) -> list[str]:
    """The table is in force; what has been replaced is asked for anew."""
    if asked.row.allocation.status != Allocation.Status.PUBLISHED:
        newer = asked.plan.allocations.filter(status=Allocation.Status.PUBLISHED).first()
        said = f"; chỉ tiêu nay theo {newer}" if newer else ""
        return [f"{asked.row.allocation} {asked.row.allocation.get_status_display()}{said}. Hãy xem lại và đề nghị theo bảng ấy."]
    if asked.plan.status != Plan.Status.ISSUED:
        return [f"Kế hoạch {asked.plan.get_status_display()}, không điều chỉnh chỉ tiêu được."]
    return []


def notice_is_due(table: Allocation, at: datetime) -> list[str]:
    """Once for each version after the first: the first goes out with its plan."""
    if table.notice_id:
        return [f"{table} đã có thông báo {table.notice.number_text}."]
    if table.number == 1:
        return ["Bảng phân bổ lần 1 đi cùng kế hoạch, không cần thông báo riêng."]
    return []


def stated_figures_agree(table: Allocation, at: datetime) -> list[str]:
    """What the prose of the office says against what its table adds up to. A finding; it stops no move."""
    stated = {"total": table.stated_total, "collective": table.stated_collective, "person": table.stated_person}
    return disagreements(stated, table_of(table).totals)
