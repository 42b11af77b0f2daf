"""Who does what: each body with its tasks."""

from __future__ import annotations

import re

from conferences.reading.casing import first_upper
from conferences.reading.draft import Content, Draft, Section, Where, head_list_tail
from conferences.reading.found import Found
from conferences.reading.headings import split_heading
from conferences.reading.marks import DASH, PLUS, without_end
from conferences.reading.outline import PLAIN, TABLE, Item
from conferences.reading.texts import entries, section, shows, written
from conferences.reading.words import OWN_BODY

OVER = re.compile(r"(?:Đối với|Giao|Đề nghị|Trách nhiệm của)\s+", re.IGNORECASE)
LABELLED = re.compile(r"(?P<by>[^:;.]{4,120}?)\s*:\s*(?P<text>\S.*)$", re.DOTALL)
WORK = re.compile(r"nội dung|công việc|nhiệm vụ|hoạt động", re.IGNORECASE)
LEADS = re.compile(r"chủ trì|thực hiện|phụ trách|phân công", re.IGNORECASE)
TITLE = re.compile(r"tổ chức thực hiện|phân công|trách nhiệm|biện pháp", re.IGNORECASE)


def read_bodies(content: Content, draft: Draft, where: Where, deeper) -> Section | None:
    """A body's section shows its tasks. The section above the bodies is none itself; a clause without a heading stays text."""
    tables = [item for item in content.items if item.kind == TABLE]
    if content.heading and len(tables) == 1 and not content.children:
        return _of_table(content, tables[0], draft)
    if not content.heading or tables:
        return None
    if content.children:
        return _of_clauses(content, draft)
    if not content.items:
        return None
    if TITLE.match(content.heading) or not OWN_BODY.match(content.heading):
        return _labelled(content, draft)
    before, listed, after = head_list_tail(content.items, (DASH, PLUS))
    if not listed:
        before, listed, after = [], content.items, []
    made = entries(listed, ends=False) if listed[0].kind != PLAIN else [Found(without_end(one.text), one.at) for one in listed]
    draft.tasks.append(Found({"by": (by := body(content.heading)), "items": made}, content.node.at))
    parts = {"text": written(before), "shows": shows("tasks", by), "after": written(after)}
    return section(content.heading, content.node.at, **parts)


def _of_clauses(content: Content, draft: Draft) -> Section | None:
    """A body whose tasks are numbered."""
    clauses = [child for child in content.children if child.is_bare and not split_heading(child, draft.casing)[0]]
    is_body = OWN_BODY.match(content.heading) and not TITLE.match(content.heading)
    if not is_body or content.items or len(clauses) < len(content.children):
        return None
    made = [Found(without_end(child.text), child.at) for child in clauses]
    draft.tasks.append(Found({"by": (by := body(content.heading)), "items": made}, content.node.at))
    return section(content.heading, content.node.at, shows=shows("tasks", by))


def _labelled(content: Content, draft: Draft) -> Section | None:
    """Lines such as "- Phòng Nội vụ: chủ trì ..."; only where every line is one."""
    found = [(item, LABELLED.match(item.plain)) for item in content.items]
    if not all(match and OWN_BODY.match(match["by"]) for _, match in found):
        return None
    for item, match in found:
        text = item.text.partition(":")[2].strip().removeprefix("**").strip()
        draft.tasks.append(Found({"by": body(match["by"]), "items": [Found(without_end(text), item.at)]}, item.at))
    return section(content.heading, content.node.at, shows=shows("tasks"))


def _of_table(content: Content, table: Item, draft: Draft) -> Section | None:
    """A table of work and of who leads it: each body with its rows, the other cells behind their heads in brackets."""
    head, *rows = table.rows
    work = next((at for at, name in enumerate(head) if WORK.search(name)), None)
    lead = next((at for at, name in enumerate(head) if LEADS.search(name) and at != work), None)
    if work is None or lead is None or draft.tasks:
        return None
    items: dict[str, list[Found]] = {}
    for row in rows:
        if row[work] and row[lead]:
            more = [f"{head[at]}: {row[at]}" for at in range(max(work, lead) + 1, len(row)) if head[at] and row[at]]
            text = f"{without_end(row[work])} ({'; '.join(more)})" if more else without_end(row[work])
            items.setdefault(row[lead], []).append(Found(text, table.at))
    doubt = "Bảng phân công được đọc thành nhiệm vụ của cơ quan chủ trì; các cột sau ghi trong ngoặc."
    draft.tasks += [Found({"by": by, "items": made}, table.at, doubt) for by, made in items.items()]
    at = content.items.index(table)
    parts = {"text": written(content.items[:at]), "shows": shows("tasks"), "after": written(content.items[at + 1 :])}
    return section(content.heading, content.node.at, **parts)


def body(heading: str) -> str:
    """ "Đối với công đoàn cơ sở" is about "Công đoàn cơ sở"."""
    return first_upper(OVER.sub("", heading, count=1))
