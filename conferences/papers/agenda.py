"""The agenda: an insert without a number, under the union's name (law-and-format 6.3)."""

from __future__ import annotations

from datetime import datetime

from conferences.models import Conference, Plan
from conferences.papers.head import is_draft, letterhead
from conferences.papers.table import agenda_table
from conferences.papers.words import capital, full_name, sentence, time_text
from papers.paper import Block, Paper, Paragraph


def has_agenda(plan: Plan) -> bool:
    """A movement has no conference, unless it says how one runs."""
    return plan.kind == Plan.Kind.CONFERENCE or plan.conferences.filter(own=True, agenda__isnull=False).exists()


def agenda_paper(plan: Plan, *, at: datetime) -> Paper:
    """The agenda of the issuer's own conference; a plan without one gives a paper that says so."""
    conference = plan.conferences.filter(own=True).prefetch_related("agenda").first()
    return Paper(
        issuers=letterhead(plan),
        type_name="CHƯƠNG TRÌNH",
        title=full_name(conference) if conference else plan.title,
        body=tuple(_body(conference)),
        draft=is_draft(plan),
    )


def _body(conference: Conference | None) -> list[Block]:
    if conference is None or not conference.agenda.all():
        return [Paragraph("Kế hoạch chưa ghi chương trình hội nghị.", align="center")]
    facts = (("Thời gian", time_text(conference)), ("Địa điểm", conference.where))
    lines: list[Block] = [Paragraph(f"**{name}:** {sentence(capital(text))}") for name, text in facts if text]
    return [*lines, agenda_table(conference.agenda.all())]
