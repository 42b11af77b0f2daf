"""Standards and who may be nominated, each line with the subject and sector that the headings above it name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conferences.reading.casing import first_lower
from conferences.reading.draft import Content, Draft, Section, Where
from conferences.reading.found import Found, Place
from conferences.reading.headings import split_heading
from conferences.reading.marks import DASH, PLUS, STAR, unbold, without_end
from conferences.reading.outline import PLAIN, TABLE, Item
from conferences.reading.texts import section, shows, written
from conferences.reading.words import sector_of, spelled_out, subject_of

CAUTION = re.compile(r"(?:\*\s*)?(?:Lưu ý|Chú ý|Ghi chú)\s*:?\s*", re.IGNORECASE)
HEAD = re.compile(r"người đứng đầu|thủ trưởng (?:cơ quan|đơn vị)", re.IGNORECASE)
NON_LEADER = re.compile(r"(?:đối với|với)[^:.;]*không (?:giữ|là|đảm nhận|phải)[^:.;]*(?:lãnh đạo|quản lý)", re.IGNORECASE)
LEADER = re.compile(r"(?:đối với|với)[^:.;]*(?:giữ chức vụ|lãnh đạo|quản lý)", re.IGNORECASE)
OVER = re.compile(r"(?:Đối với|Về|Là|Các)\s+", re.IGNORECASE)
OWN_SUBJECT = re.compile(r"(?:(?:Đối với|Về)\s+)?(?:tập thể|cá nhân)[^:.;]{0,40}:", re.IGNORECASE)  # "+ Tập thể: ..."
INTRODUCES = re.compile(r"\bsau\W*$")
LONGEST_HEADING = 120
MOST_LABEL = 120


@dataclass(frozen=True)
class Of:
    """Whom a line is about; "" where nothing above it says so."""

    subject: str
    sector: str
    who: str = "all"


def read_criteria(content: Content, draft: Draft, where: Where, deeper) -> Section | None:
    """A section of standards shows them; its introduction stays text. Sections below it are read for themselves."""
    kind = next(role for role in reversed(where.roles) if role in ("criteria", "eligible"))
    clauses = _clauses(content, draft)
    if clauses is None:
        return None
    groups = _grouped([*content.items, *clauses], where)
    listed = [item for _, items in groups for item in items]
    if not listed or any(item.kind == TABLE for item in content.items):
        return None
    if kind == "eligible" and draft.is_movement:
        return None
    first = content.items.index(listed[0]) if listed[0] in content.items else len(content.items)
    before = [item for item in content.items[:first] if item.kind == PLAIN and not _names_group(item)]
    into = draft.criteria if kind == "criteria" else draft.eligible
    for of, items in groups:
        into += _lines(items, of)
    draft.heads += _heads(content, where)
    return section(content.heading, content.node.at, text=written(before), shows=shows(kind, _of(where, content.heading)))


def _clauses(content: Content, draft: Draft) -> list[Item] | None:
    """Numbered standards as a list; None where what stands below has headings of its own."""
    if not all(child.is_bare and not split_heading(child, draft.casing)[0] for child in content.children):
        return None
    return [Item(DASH, child.text, child.at) for child in content.children]


def _of(where: Where, heading: str) -> str:
    """What the shown lines are narrowed to: a category where both halves are known, else the half that is."""
    subject, sector = where.subject, where.sector
    return f"{subject}-{sector}" if subject and sector else subject or sector


def _names_group(item: Item) -> bool:
    """A line that is a heading over the lines below: starred, bold, or short and ending in a colon."""
    if item.kind not in (STAR, PLAIN) or len(item.plain) > LONGEST_HEADING or CAUTION.match(item.plain):
        return False
    named = subject_of(item.plain) or sector_of(item.plain)
    return bool(named) and (item.kind == STAR or item.bold or item.plain.rstrip().endswith(":"))


def _grouped(items: list[Item], where: Where) -> list[tuple[Of, list[Item]]]:
    """The lines under each heading without a number; a caution stands by itself."""
    of = Of(where.subject, where.sector, where.who)
    groups: list[tuple[Of, list[Item]]] = [(of, [])]
    for item in items:
        if _names_group(item):
            who = _who(item.plain, of.who)
            groups.append((Of(_named_subject(item.plain) or where.subject, sector_of(item.plain) or where.sector, who), []))
        elif CAUTION.match(item.plain):
            is_head = bool(HEAD.search(item.plain))
            groups.append((Of("person" if is_head else where.subject, "", "head" if is_head else "all"), [item]))
            groups.append((groups[-2][0], []))
        elif item.kind in (DASH, PLUS) or groups[-1][1] and groups[-1][1][-1].kind == PLAIN:
            groups[-1][1].append(item)
        elif item.kind == PLAIN and not item.plain.rstrip().endswith(":") and _stands_alone(items, item):
            groups[-1][1].append(item)
    return [(of, lines) for of, lines in groups if lines]


def _stands_alone(items: list[Item], item: Item) -> bool:
    """A paragraph is a standard of its own only where the section has no list."""
    return not any(one.kind in (DASH, PLUS) for one in items)


def _named_subject(text: str) -> str:
    return subject_of(text)


def _who(text: str, above: str) -> str:
    if NON_LEADER.match(text):
        return "non_leader"
    return "leader" if LEADER.match(text) else above


def _lines(items: list[Item], of: Of) -> list[Found]:
    """Each with what stands below it; the category is settled once all categories are known."""
    made: list[tuple[list[str], Place]] = []
    outer = items[0].kind
    for item in items:
        if made and item.kind == PLUS and outer != PLUS:
            lines, at = made[-1]
            made[-1] = ([*lines, f"+ {item.text}"], at + item.at)
        else:
            made.append(([item.text], item.at))
    return [_line("\n".join(lines), at, of) for lines, at in made]


def _line(text: str, at: Place, of: Of) -> Found:
    words = CAUTION.sub("", text, count=1) if of.who == "head" else text
    named = OWN_SUBJECT.match(unbold(words)) if not of.subject else None
    subject = subject_of(named[0]) if named else of.subject
    return Found({"of": Of(subject, of.sector, _who(unbold(words), of.who)), "text": words}, at)


def _heads(content: Content, where: Where) -> list[tuple[str, str, str, Place]]:
    """The words over the lines, for the label of a category that no table names."""
    named = [(content.heading, where, content.node.at)] if sector_of(content.heading) or subject_of(content.heading) else []
    found = [(where.subject, where.sector, words, at) for words, where, at in named]
    for item in content.items:
        if _names_group(item) and not INTRODUCES.search(item.plain):
            subject, sector = subject_of(item.plain) or where.subject, sector_of(item.plain) or where.sector
            found.append((subject, sector, item.plain, item.at))
    return found


# --- categories -----------------------------------------------------------------------------------------------------

ASSUMED = "Kế hoạch không nói rõ tập thể hay cá nhân: được hiểu là cá nhân."
SUBJECTS = {"collective": "Tập thể", "person": "Cá nhân"}
ABOUT_STANDARDS = re.compile(r"^(?:tiêu chuẩn|tiêu chí|điều kiện)\s+(?:(?:của|đối với|xét chọn|lựa chọn|cho)\s+)?", re.IGNORECASE)
SUBJECT_WORD = re.compile(r"^(?:các\s+)?(?:tập thể|cá nhân)(?:\s+là)?\s*", re.IGNORECASE)


def category_key(subject: str, sector: str) -> str:
    return f"{subject}-{sector}" if sector else subject


def label_of(subject: str, words: str) -> str:
    """ "Đối với khu vực hành chính, sự nghiệp" as the head of a column: "Cá nhân khu vực hành chính, sự nghiệp"."""
    bare = SUBJECT_WORD.sub("", OVER.sub("", ABOUT_STANDARDS.sub("", without_end(unbold(words))), count=1))
    return f"{SUBJECTS[subject]} {first_lower(spelled_out(bare))}".strip()[:MOST_LABEL]
