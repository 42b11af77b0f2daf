"""The agenda: an insert without a number, under the union's name (law-and-format 6.3)."""

from __future__ import annotations

from datetime import datetime

from conferences.models import Conference, Plan
from conferences.papers.head import is_draft, letterhead
from conferences.papers.table import agenda_table
from conferences.papers.words import capital, full_name, sentence, time_text
from papers.paper import Block, Paper, Paragraph


def has_agenda(plan: Plan) -> bool:
    """Whether the plan says how the issuer's own conference runs: nothing is printed that only says that nothing is said."""
    return plan.conferences.filter(own=True, agenda__isnull=False).exists()


def agenda_paper(plan: Plan, *, at: datetime) -> Paper:
    """The agenda of the issuer's own conference, of a plan that `has_agenda`."""
    conference = plan.conferences.filter(own=True, agenda__isnull=False).prefetch_related("agenda").first()
    return Paper(
        issuers=letterhead(plan),
        type_name="CHƯƠNG TRÌNH",
        title=full_name(conference),
        body=tuple(_body(conference)),
        draft=is_draft(plan),
    )


def _body(conference: Conference) -> list[Block]:
    facts = (("Thời gian", time_text(conference)), ("Địa điểm", conference.where))
    lines: list[Block] = [Paragraph(f"**{name}:** {sentence(capital(text))}") for name, text in facts if text]
    return [*lines, agenda_table(conference.agenda.all())]
