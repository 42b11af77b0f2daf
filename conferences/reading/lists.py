"""Sections that are one list: steps of the selection, papers of a dossier, awards, budget, speeches."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from conferences.reading.draft import Content, Draft, Section, Where, head_list_tail
from conferences.reading.found import Found
from conferences.reading.marks import DASH, PLUS, unbold, without_end
from conferences.reading.outline import PLAIN, TABLE, Item
from conferences.reading.texts import entries, section, shows, written

Reader = Callable[..., "Section | None"]
HOLDS = re.compile(r"(?:gồm|bao gồm|gồm có|sau đây|như sau)\s*(?:có)?\s*:?\s*$", re.IGNORECASE)
IN_A_SENTENCE = re.compile(r"(?P<lead>[^:;]*\b(?:gồm|gồm có|bao gồm)\s*(?:có)?\s*:)\s*(?P<papers>[^:]+;[^:]+)$", re.DOTALL)
SENDING = re.compile(r"\b(?:gửi|nộp|lập thành|thời hạn|thời gian)\b", re.IGNORECASE)
STEP = re.compile(r"Bước\s+(?:\d|thứ|một|hai|ba)", re.IGNORECASE)
NOT_STEPS = re.compile(r"\b(?:trước ngày|chậm nhất)\b", re.IGNORECASE)


def _listed(what: str, *, prose: bool = False) -> Reader:
    """A list under its heading; `prose` takes its paragraphs for one where there is no list."""

    def reader(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
        before, listed, after = head_list_tail(content.items, (DASH, PLUS))
        if any(item.kind == TABLE for item in content.items):
            return None
        if content.children:
            return _of_children(what, content, draft) if not listed and not content.paras else None
        if not listed:
            is_steps = what == "procedure" and all(STEP.match(item.plain) for item in content.items)
            if not (prose or is_steps) or not content.items:
                return None
            before, listed, after = [], content.items, []
        draft.add(what, entries(listed, ends=False) if listed[0].kind != PLAIN else _paragraphs(listed))
        parts = {"text": written(before), "shows": shows(what), "after": written(after)}
        return section(content.heading, content.node.at, **parts)

    return reader


def _of_children(what: str, content: Content, draft: Draft) -> Section | None:
    """Numbered clauses as a list; sections with headings of their own stay sections."""
    *first, last = content.children
    behind = last.items if all(item.kind == PLAIN for item in last.items) else None  # a paragraph below the list is no part of it
    if not all(child.is_bare for child in first) or last.children or behind is None or what in draft.lists:
        return None
    draft.add(what, [Found(without_end(child.text), child.at) for child in content.children])
    return section(content.heading, content.node.at, shows=shows(what), after=written(behind))


def _paragraphs(items: list[Item]) -> list[Found]:
    return [Found(without_end(item.text), item.at) for item in items]


def _read_dossier(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    """Papers are a list that is introduced as one, or short nouns; a sentence about sending is no paper."""
    before, listed, _ = head_list_tail(content.items, (DASH, PLUS))
    if not content.children and not listed:
        return _told_in_a_sentence(content, draft)
    if content.children and not listed and all(_is_paper(child.plain) for child in content.children):
        return _of_children("dossier", content, draft) if not content.paras else None
    if content.children or any(NOT_STEPS.search(item.plain) for item in listed):
        return None
    introduced = any(HOLDS.search(unbold(item.text)) for item in before) or not before
    return _listed("dossier")(content, draft, where, deeper) if introduced and "dossier" not in draft.lists else None


def _is_paper(text: str) -> bool:
    """A short noun, neither a heading nor a sentence about sending."""
    return len(text) < 150 and not text.rstrip().endswith(":") and not NOT_STEPS.search(text) and not SENDING.search(text)


def _told_in_a_sentence(content: Content, draft: Draft) -> Section | None:
    """ "Hồ sơ gồm: Tờ trình; Danh sách trích ngang." holds the papers between its semicolons."""
    for at, item in enumerate(content.items):
        told = IN_A_SENTENCE.match(item.text) if item.kind == PLAIN and "dossier" not in draft.lists else None
        if told:
            draft.add("dossier", [Found(without_end(one.strip()), item.at) for one in told["papers"].split(";") if one.strip()])
            before, after = [*content.items[:at], replace(item, text=told["lead"])], content.items[at + 1 :]
            parts = {"text": written(before), "shows": shows("dossier"), "after": written(after)}
            return section(content.heading, content.node.at, **parts)
    return None


def _read_speeches(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    tables = [item for item in content.items if item.kind == TABLE]
    if content.children or len(tables) != 1 or not read_speech_table(tables[0], draft):
        return None
    at = content.items.index(tables[0])
    parts = {"text": written(content.items[:at]), "shows": shows("speeches"), "after": written(content.items[at + 1 :])}
    return section(content.heading, content.node.at, **parts)


def read_speech_table(item: Item, draft: Draft) -> bool:
    """A table of who speaks of what; False where the columns do not say so."""
    head = [name.lower() for name in item.rows[0]] if item.rows else []
    by = next((at for at, name in enumerate(head) if re.search(r"đơn vị|cơ quan|người|họ", name)), None)
    topic = next((at for at, name in enumerate(head) if re.search(r"nội dung|chủ đề|chuyên đề|tham luận|tên bài", name) and at != by), None)
    length = next((at for at, name in enumerate(head) if re.search(r"thời gian|thời lượng|số phút", name)), None)
    if by is None or topic is None or draft.speeches:
        return False
    for row in item.rows[1:]:
        if row[by] or row[topic]:
            minutes = re.fullmatch(r"(\d{1,2})(?:\s*phút)?", row[length].strip()) if length is not None else None
            told = {"by": row[by], "topic": row[topic], "minutes": int(minutes[1]) if minutes else None}
            draft.speeches.append(Found(told, item.at))
    return bool(draft.speeches)


LIST_READERS: dict[str, Reader] = {
    "procedure": _listed("procedure"),
    "dossier": _read_dossier,
    "awards": _listed("awards"),
    "budget": _listed("budget", prose=True),
    "speeches": _read_speeches,
}
