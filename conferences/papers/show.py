"""What a section prints live after its text (`shows` of the plan file): one small function for each word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from conferences.facts import QuotaTable, as_list, resolved, section_number
from conferences.models import Category, Conference, Criterion, Deadline, Plan, Task
from conferences.papers.head import before_or_by
from conferences.papers.table import quota_table, speech_table
from conferences.papers.words import capital, enumeration, group_shares, presidium_text, sentence, sentences, time_text
from papers.lines import marked
from papers.paper import Block, Heading, Item, Paragraph
from portal.fields import padded, paper_date

@dataclass(frozen=True)
class Show:
    """What a section shows: the plan, its table, the facts its text may name; `of` whom and whether `numbered`; where the
    section stands, and under what heading."""

    plan: Plan
    table: QuotaTable | None
    facts: dict[str, str]
    of: str = ""
    numbered: bool = True
    level: int = 0
    above: str = ""
    heading: str = ""

    @property
    def conference(self) -> Conference | None:
        """The issuer's own conference, or the rules for the level named."""
        of = self.of or "own"
        return next((one for one in self.plan.conferences.all() if (one.own if of == "own" else one.level == of)), None)

    def say(self, texts: list[str]) -> list[str]:
        return [resolved(text, self.facts) for text in texts]


def shown(show: Show, one: Mapping[str, Any]) -> list[Block]:
    """The blocks of one word of `shows`; nothing where the plan holds nothing of it."""
    what = one["what"]
    show = replace(show, of=one.get("of") or "", numbered=one.get("numbered", True))
    if what in OF_CONFERENCE:
        return OF_CONFERENCE[what](show.conference, show) if show.conference else []
    return OF_PLAN[what](show)


# --- of a conference ------------------------------------------------------------------------------------------------


def _line(text: str) -> list[Block]:
    return [Paragraph(sentence(capital(text)))] if text else []


def time(conference: Conference, show: Show) -> list[Block]:
    """What the heading says already ("Thời gian dự kiến") is not said again."""
    return _line(time_text(conference, say_tentative="dự kiến" not in show.heading.casefold()))


def place(conference: Conference, show: Show) -> list[Block]:
    return _line(conference.where)


def delegates(conference: Conference, show: Show) -> list[Block]:
    planned = conference.planned and f"{padded(conference.planned)} đại biểu"
    at_most = conference.at_most and f"không quá {padded(conference.at_most)} đại biểu"
    return _line(", ".join(part for part in (planned, at_most) if part))


def attendees(conference: Conference, show: Show) -> list[Block]:
    return [*enumeration(show.say(conference.attendees))]


def agenda(conference: Conference, show: Show) -> list[Block]:
    """Numbered as the clauses of the level below the section, so that no number appears twice; or with dashes."""
    titles = [item.title for item in conference.agenda.all()]
    if not show.numbered:
        return [*sentences(titles)]
    level = show.level + 1
    return [
        Item(marked(section_number(level, at, show.above), level) or "-", sentence(title)) for at, title in enumerate(titles, 1)
    ]


def composition(conference: Conference, show: Show) -> list[Block]:
    return [*enumeration(group_shares(conference))]


def presidium(conference: Conference, show: Show) -> list[Block]:
    members = presidium_text(conference)
    return _line(f"Đoàn Chủ tịch gồm {members}") if members else []


def backdrop(conference: Conference, show: Show) -> list[Block]:
    return [Paragraph(line, align="center") for line in show.say(conference.backdrop)]


OF_CONFERENCE: dict[str, Callable[[Conference, Show], list[Block]]] = {
    "time": time,
    "place": place,
    "delegates": delegates,
    "attendees": attendees,
    "agenda": agenda,
    "composition": composition,
    "presidium": presidium,
    "backdrop": backdrop,
}


# --- of the plan ----------------------------------------------------------------------------------------------------


def criteria(show: Show) -> list[Block]:
    """Each category under its name; what a head must meet besides stands at the end, once."""
    chosen = _chosen(show)
    keys = {category.pk for category in chosen}
    blocks: list[Block] = []
    for category in chosen:
        texts = [one.text for one in _criteria(show, {category.pk}) if one.who != Criterion.Who.HEAD]
        if texts and len(chosen) > 1:
            blocks.append(Heading(3, "", f"{category.label}:"))
        blocks += sentences(show.say(texts))
    heads = [one.text for one in _criteria(show, keys) if one.who == Criterion.Who.HEAD]
    return blocks + [Paragraph(f"Lưu ý: {sentence(text)}") for text in show.say(heads)]


def _chosen(show: Show) -> list[Category]:
    """The categories of the subject, sector or key that is shown; all where none is named."""
    return [one for one in show.plan.categories.all() if show.of in ("", one.subject, one.sector, one.key)]


def eligible(show: Show) -> list[Block]:
    """What the plan says of everybody, then each category under its name."""
    chosen = _chosen(show)
    blocks: list[Block] = [*sentences(show.say(eligible_of(show.plan)))]
    for category in chosen:
        texts = eligible_of(show.plan, category)
        if texts and len(chosen) > 1:
            blocks.append(Heading(3, "", f"{category.label}:"))
        blocks += sentences(show.say(texts))
    return blocks


def eligible_of(plan: Plan, category: Category | None = None) -> list[str]:
    """Who may be nominated: what the plan says of everybody, or of one category alone."""
    return [line["text"] for _, line in eligible_lines(plan, category)]


def eligible_lines(plan: Plan, category: Category | None = None) -> list[tuple[int, dict[str, Any]]]:
    """The same lines as maps, each with its place among all (from 1)."""
    lines = enumerate(({"text": one} if isinstance(one, str) else one for one in plan.eligible), 1)
    if category is None:
        return [(place, line) for place, line in lines if not line.get("category")]
    return [(place, line) for place, line in lines if category.key in as_list(line.get("category", []))]


def _criteria(show: Show, keys: set[int]) -> list[Criterion]:
    return [one for one in show.plan.criteria.all() if keys & {category.pk for category in one.categories.all()}]


def quotas(show: Show) -> list[Block]:
    return [quota_table(show.table, show.plan.kind)] if show.table else []


def speeches(show: Show) -> list[Block]:
    rows = list(show.plan.speeches.all())
    return [speech_table(rows)] if rows else []


def deadlines(show: Show) -> list[Block]:
    return [*sentences(_deadline(one) for one in show.plan.deadlines.all())]


def _deadline(one: Deadline) -> str:
    sends = "gửi" if one.what == Deadline.What.OTHER else one.get_what_display()
    parts = [one.from_whom, f"{sends} về {one.to_whom}" if one.to_whom else sends, before_or_by(one.date, one.before)]
    return capital(" ".join(part for part in parts if part))


def tasks(show: Show) -> list[Block]:
    """Of one body, or of all with the name of each."""
    blocks: list[Block] = []
    for task in show.plan.tasks.all():
        if show.of in ("", task.by):
            blocks += [] if show.of else [Heading(3, "", f"{task.by}:")]
            blocks += _task(task, show)
    return blocks


def _task(task: Task, show: Show) -> list[Block]:
    """In a section of the body's own a single thing to do is a sentence; several are a list."""
    items = sentences(show.say(task.items))
    return [Paragraph(items[0].text)] if show.of and len(items) == 1 else [*items]


def phases(show: Show) -> list[Block]:
    return [*sentences(_phase(one) for one in show.plan.phases)]


def _phase(one: dict) -> str:
    days = [one.get(key) and paper_date(date.fromisoformat(one[key])) for key in ("from", "to")]
    dated = " ".join(f"{word} {day}" for word, day in zip(("từ ngày", "đến ngày"), days, strict=True) if day)
    occasions = "; ".join(one.get("occasions") or [])
    return one["name"] + (f" ({dated})" if dated else "") + (f": {occasions}" if occasions else "")


def audiences(show: Show) -> list[Block]:
    return [Paragraph(f"**{one['name']}:** {sentence(one['text'])}") for one in show.plan.audiences]


def lines(name: str, ends: Callable[[list[str]], list[Item]]) -> Callable[[Show], list[Block]]:
    """A list that the plan keeps as lines of text."""
    return lambda show: [*ends(show.say(getattr(show.plan, name)))]


OF_PLAN: dict[str, Callable[[Show], list[Block]]] = {
    "criteria": criteria,
    "quotas": quotas,
    "speeches": speeches,
    "deadlines": deadlines,
    "tasks": tasks,
    "phases": phases,
    "audiences": audiences,
    "eligible": eligible,
    "procedure": lines("procedure", sentences),
    "dossier": lines("dossier", enumeration),
    "budget": lines("budget", sentences),
    "awards": lines("awards", enumeration),
}
