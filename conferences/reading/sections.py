"""The tree of numbered paragraphs as sections of the plan file; each section is offered to the readers of facts."""

from __future__ import annotations

import re

from conferences.reading.bodies import read_bodies
from conferences.reading.conference import CONFERENCE_READERS, told_lines
from conferences.reading.criteria import read_criteria
from conferences.reading.draft import Content, Draft, Section, Where
from conferences.reading.headings import split_heading
from conferences.reading.lists import LIST_READERS
from conferences.reading.measures import read_shares
from conferences.reading.movement import read_movement
from conferences.reading.outline import PLAIN, Item, Node
from conferences.reading.quotas import read_quotas
from conferences.reading.texts import section, written
from conferences.reading.words import CONTENT, OF_CONFERENCE, OWN_BODY, PURPOSE, level_named, roles_of, sector_of, subject_of

NON_LEADER = re.compile(r"không (?:giữ|là|đảm nhận|phải là) (?:chức (?:vụ|danh) )?(?:lãnh đạo|quản lý)?", re.IGNORECASE)
LEADER = re.compile(r"lãnh đạo|quản lý|giữ chức vụ", re.IGNORECASE)


def read_sections(root: Node, draft: Draft) -> list[Section]:
    """The sections of the whole text; what stands before the first one becomes a clause of its own."""
    made = [section("", (), text=written(root.items))] if root.items else []
    return made + [read_section(child, draft, Where()) for child in root.children]


def read_section(node: Node, draft: Draft, where: Where) -> Section:
    heading, rest = split_heading(node, draft.casing)
    items = [Item(PLAIN, rest, node.at), *node.items] if rest else list(node.items)
    content = Content(node, heading, items, list(node.children))
    roles = roles_of(heading) if heading else []
    inside = _inside(heading, roles, where, draft)
    for read in _readers(heading, roles, inside, draft):
        if made := read(content, draft, inside, read_section):
            return made
    if _tells_conference(inside, draft) and "attendees" in roles and node.children:
        told = "; ".join(child.plain.replace(":", " ") for child in node.children)
        read_shares(told, content.at, draft.conference(inside.level))
    made = section(heading, node.at)
    made["text"] = written(told_lines(content, draft, inside) if _tells_conference(inside, draft) else items)
    made["sections"] = [read_section(child, draft, inside) for child in node.children]
    return made


def _inside(heading: str, roles: list[str], where: Where, draft: Draft) -> Where:
    """What is known within a section: what its heading says, else what the headings above say."""
    if not heading:
        return where
    named = level_named(heading) if not where.within("tasks", "criteria", "eligible", "quotas", "dossier") else ""
    level = named if named and named != draft.own_level and not roles else where.level
    who = where.who
    if NON_LEADER.search(heading):
        who = "non_leader"
    elif LEADER.search(heading) and where.within("criteria") and "đứng đầu" not in heading:
        who = "leader"
    return where.below(
        roles=where.roles + tuple(roles),
        level=level,
        subject=subject_of(heading) or where.subject,
        sector=sector_of(heading) or where.sector,
        who=who,
    )


def _readers(heading: str, roles: list[str], where: Where, draft: Draft):
    """Those who may know what to do with the section, the likeliest first."""
    if where.within("tasks"):
        if "budget" in roles and not OWN_BODY.match(heading):
            yield LIST_READERS["budget"]
        yield read_bodies
        return
    if draft.is_movement:
        yield read_movement
    single = [role for role in roles if role not in (PURPOSE, CONTENT)]
    for role in single if len(single) == 1 else _by_weight(single):
        if role in ("criteria", "eligible"):
            yield read_criteria
        elif role in ("quotas", "delegates"):
            yield read_quotas
            if role == "delegates" and not where.within("criteria", "eligible", "quotas", "dossier", "procedure"):
                yield CONFERENCE_READERS[role]
        elif role in CONFERENCE_READERS and not draft.is_movement:
            yield CONFERENCE_READERS[role]
        elif role in LIST_READERS:
            yield LIST_READERS[role]
    if heading and not roles and where.within("criteria", "eligible"):
        yield read_criteria


def _by_weight(roles: list[str]) -> list[str]:
    """A heading of several matters: the presidium's people and numbers are its own; else the one that stands first names
    the section's own text."""
    if "presidium" in roles:
        return ["presidium"]
    return roles[:1] if len(roles) < 3 else []


def _tells_conference(where: Where, draft: Draft) -> bool:
    if draft.is_movement:
        return False
    aside = where.within("tasks", "criteria", "eligible", "quotas", "dossier", "procedure", "budget", "awards", PURPOSE)
    return not aside and (where.within(*OF_CONFERENCE, CONTENT) or bool(where.level))
