"""The allocation table as a paper that goes with its plan; it has no number of its own (law-and-format 1.6, 6.2)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from conferences.models import Allocation
from conferences.papers.head import is_draft, letterhead, reference
from conferences.papers.table import quota_table
from conferences.papers.words import full_name
from conferences.querysets import SETTLED, table_of
from conferences.rules import stated_figures_agree
from papers.models import IssuedPaper
from papers.paper import Paper, Paragraph
from portal.fields import long_date

FILE_NAME = "bang-phan-bo"
WIDEST_PORTRAIT = 10  # columns; more lie across


def allocation_paper(allocation: Allocation, *, at: datetime) -> Paper:
    """One version of the table."""
    plan = allocation.plan
    conference = plan.conferences.filter(own=True).first()
    draft = is_draft(plan) or allocation.status not in SETTLED or _came_later(allocation)
    table = quota_table(table_of(allocation), plan.kind)
    return Paper(
        issuers=letterhead(plan),
        type_name="BẢNG PHÂN BỔ",
        title=f"Chỉ tiêu đại biểu dự {full_name(conference)}" if conference else f"Chỉ tiêu theo kế hoạch {plan.title}",
        body=(Paragraph(_reference(allocation, at), align="center", italic=True), table),
        draft=draft,
        landscape=len(table.columns) > WIDEST_PORTRAIT,
        notes=tuple(stated_figures_agree(allocation, at)) if draft else (),
    )


def _reference(allocation: Allocation, at: datetime) -> str:
    """What it goes with: the plan, or the notice by which a later version went out."""
    notice = allocation.notice
    if notice is None:
        return reference(allocation.plan, at)
    names = "\nvà ".join(issuer.name for issuer in allocation.plan.issuers.all())
    return f"(Kèm theo Thông báo số {notice.number_text}\n{long_date(notice.date)} của {names})"


def table_insert(allocation: Allocation) -> str:
    """By what name a version of the table is frozen with its plan."""
    return f"{FILE_NAME}-{allocation.number}"


def paper_with_table(allocation: Allocation) -> IssuedPaper | None:
    """The issued paper with which this version went out: the plan's, or that of an older version whose table still holds."""
    of_plan = Q(plan=allocation.plan_id) | Q(plan__version_of=allocation.plan_id)
    return IssuedPaper.objects.light().filter(of_plan).holding(table_insert(allocation)).order_by("-pk").first()


def _came_later(allocation: Allocation) -> bool:
    """Approved after its plan went out, and nothing has told the units of it yet."""
    approved = allocation.status == Allocation.Status.APPROVED
    return approved and allocation.plan.paper_id is not None and paper_with_table(allocation) is None
