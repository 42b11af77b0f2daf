"""The plan as a paper: numbers of sections, totals and counts are computed here, never typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from conferences.facts import resolved, section_number
from conferences.models import Plan, Section
from conferences.papers.head import is_draft, letterhead, number, place_and_date, reference, signatures
from conferences.papers.references import references
from conferences.papers.show import Show, shown
from conferences.papers.words import ground_line
from conferences.plan_rows import whole_plan
from conferences.querysets import table_of, table_to_print
from conferences.rules import stated_figures_agree
from papers.lines import marked
from papers.paper import Appendix, Block, Heading, Item, Paper, Paragraph, ended
from portal.fields import roman

LISTS = {"- ": ("-", 1), "+ ": ("+", 2)}


def plan_paper(plan: Plan, *, at: datetime) -> Paper:
    """The whole plan as it stands at a moment; a draft carries its open findings."""
    return paper_of_whole(whole_plan(plan), at=at)


def paper_of_whole(plan: Plan, *, at: datetime) -> Paper:
    """The same of a plan that `whole_plan` has just read."""
    allocation = table_to_print(plan)
    table = table_of(allocation) if allocation else None
    show = Show(plan, table, references(plan, table))
    draft = is_draft(plan)
    return Paper(
        issuers=letterhead(plan),
        number=f"Số: {number(plan)}",
        place_date=place_and_date(plan, at),
        type_name="KẾ HOẠCH",
        title=plan.title,
        grounds=tuple(map(ground_line, show.say(plan.grounds))),
        lead=resolved(plan.lead, show.facts),
        body=ended((*_body(show), *_closing(show))),
        signatures=signatures(plan),
        recipients=tuple(show.say(plan.recipients)),
        appendices=_appendices(show, at),
        draft=draft,
        notes=tuple(stated_figures_agree(allocation, at)) if draft and allocation else (),
    )


def _body(show: Show) -> list[Block]:
    children: dict[int | None, list[Section]] = {}
    for section in show.plan.sections.all():
        children.setdefault(section.parent_id, []).append(section)
    return _sections(show, children, parent=None)


def _sections(show: Show, children: Mapping[int | None, list[Section]], *, parent: int | None, start: int = 1) -> list[Block]:
    """The sections below `parent`, numbered from `start` after the number `show.above`."""
    blocks: list[Block] = []
    level = show.level + 1
    for place, section in enumerate(children.get(parent, ()), start):
        at = replace(show, level=level, above=section_number(level, place, show.above))
        own = _own(section, at)
        numbered = sum(isinstance(block, Item) and block.marker[:1] not in "-+" for block in own)
        blocks += own + _sections(at, children, parent=section.pk, start=numbered + 1)
    return blocks


def _own(section: Section, at: Show) -> list[Block]:
    """A section without what stands below it: heading or numbered clause, text, what it shows, text after that."""
    at = replace(at, heading=resolved(section.heading, at.facts))
    blocks = text_blocks(resolved(section.text, at.facts))
    blocks += [block for one in section.shows for block in shown(at, one)]
    blocks += text_blocks(resolved(section.after, at.facts))
    if at.heading:
        return [Heading(min(at.level, 4), at.above, at.heading), *blocks]
    first = marked(at.above, at.level)
    if blocks and isinstance(blocks[0], Paragraph):
        return [replace(blocks[0], number=first), *blocks[1:]]
    return [Paragraph("", number=first), *blocks]


def text_blocks(text: str) -> list[Block]:
    """Paragraphs by line; "- " and "+ " start list items."""
    return [_line(line.strip()) for line in text.splitlines() if line.strip()]


def _line(line: str) -> Block:
    marker, level = LISTS.get(line[:2], ("", 0))
    return Item(marker, line[2:].strip(), level) if marker else Paragraph(line)


def _closing(show: Show) -> list[Block]:
    return text_blocks(resolved(show.plan.closing, show.facts))


def _appendices(show: Show, at: datetime) -> tuple[Appendix, ...]:
    """Numbered when there are two or more."""
    rows: list[Any] = list(show.plan.appendices.all())
    return tuple(
        Appendix(
            title=resolved(row.title, show.facts),
            number=roman(order) if len(rows) > 1 else "",
            reference=reference(show.plan, at),
            body=tuple(block for one in row.shows for block in shown(show, one)),
        )
        for order, row in enumerate(rows, 1)
    )
