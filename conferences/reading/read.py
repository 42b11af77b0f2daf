"""The whole reading: a source in, a plan file with what is doubtful about it out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from conferences.reading.assembling import assembled
from conferences.reading.casing import Casing, first_upper
from conferences.reading.draft import Draft
from conferences.reading.foot import read_foot, split_foot
from conferences.reading.found import Found, Place, is_empty, settled
from conferences.reading.head import Head, read_head, split_head
from conferences.reading.issuers import issuers, level_of
from conferences.reading.lines import Para, paragraphs
from conferences.reading.marks import is_upper
from conferences.reading.outline import Misnumbered, Node, outline, walk
from conferences.reading.sections import read_sections
from conferences.reading.words import roles_of
from portal.sources import Source

MATTERS = re.compile(r"hội nghị|đại hội|phong trào|thi đua|biểu dương|tuyên dương|khen thưởng|tôn vinh|điển hình", re.IGNORECASE)
MOVEMENT = re.compile(
    r"phát động|phong trào thi đua|đợt thi đua|tổ chức phong trào|thi đua (?:chào mừng|lập thành tích"
    r"|năm)",
    re.IGNORECASE,
)
TOWARDS = re.compile(  # what a movement salutes or carries out is no meeting of its own
    r"(?:nghị quyết|chào mừng|mừng|tiến tới|hướng tới|thành công|kỷ niệm|thực hiện)\s+(?:thành công\s+"
    r"|các\s+)*(?:đại hội|hội nghị|lễ)\b", re.IGNORECASE
)
MEETING = re.compile(r"hội nghị|đại hội|lễ |gặp mặt|buổi", re.IGNORECASE)
NO_PLAN = "Tài liệu này không giống một kế hoạch: không thấy chữ “KẾ HOẠCH” hoặc các mục I, II, III của kế hoạch thi đua, biểu dương."


class NotAPlan(Exception):
    """The document can be read but is no plan; the message is a sentence for the person who sent it."""


@dataclass(frozen=True)
class Reading:
    """`data` is plan-file data, its `notes` included; `numbering` each number of the source that does not follow;
    `places` the blocks of the source (from 0) that gave each path of the data (lists counted from 1)."""

    data: dict[str, Any]
    notes: list[dict[str, str]]
    numbering: list[Misnumbered]
    places: dict[str, Place]


def read(source: Source) -> Reading:
    """Raises `NotAPlan` with one sentence."""
    paras = paragraphs(source)
    head_paras, rest = split_head(paras)
    body, foot_paras = split_foot(rest)
    head, foot = read_head(head_paras), read_foot(foot_paras)
    root, wrong = outline(body)
    _must_be_plan(head, root, paras)
    casing = Casing([para.plain for para in paras])
    head.title = _cased(head.title, casing)
    made_by = issuers(head, foot.signatures, [para.plain for para in paras if not para.rows])
    name = made_by[0]["name"].value if made_by else ""
    draft = Draft(casing, head.year or _year(head), level_of(name) if name else "district")
    draft.is_movement = _is_movement(head, root)
    sections = read_sections(root, draft)
    result = settled(assembled(head, foot, made_by, sections, draft, body))
    notes = [{"where": path, "says": says} for path, says in result.doubts]
    notes += [{"where": "sections", "says": one.says} for one in wrong]
    notes += [{"where": where, "says": says} for where, says in draft.notes]
    notes += [
        {"where": "", "says": f"Không xếp được vào chỗ nào: “{para.plain[:120]}”."}
        for para in head.left + foot.left
        if para.plain
    ]
    notes = [{key: value for key, value in note.items() if not is_empty(value)} for note in _once(notes)]
    data = result.data | ({"notes": notes} if notes else {})
    return Reading(data, notes, wrong, result.places)


def _once(notes: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same sentence about several items of one list stands once, for the list."""
    said: dict[tuple[str, str], list[dict[str, str]]] = {}
    for note in notes:
        said.setdefault((re.sub(r"\[\d+\]", "", note["where"]), note["says"]), []).append(note)
    return [same[0] if len(same) == 1 else same[0] | {"where": same[0]["where"].split("[")[0]} for same in said.values()]


def _must_be_plan(head: Head, root: Node, paras: list[Para]) -> None:
    if head.other_type and not head.has_type:
        raise NotAPlan(f"Tài liệu này là {head.other_type.capitalize()}, không phải kế hoạch: hãy chọn tệp kế hoạch.")
    matters = len(MATTERS.findall("\n".join(para.plain for para in paras)))
    known = sum(bool(roles_of(node.plain)) for node in walk(root) if len(node.plain) < 200)
    if matters < 3 or known < (2 if head.has_type else 3):
        raise NotAPlan(NO_PLAN)


def _is_movement(head: Head, root: Node) -> bool:
    """A movement's title speaks of a movement and of no meeting; without a title the sections tell."""
    title = TOWARDS.sub(" ", str(head.title.value or head.lead.value or ""))
    if MEETING.search(title):
        return False
    if MOVEMENT.search(title):
        return True
    return not any("agenda" in roles_of(node.plain) or "place" in roles_of(node.plain) for node in walk(root))


def _cased(title: Found, casing: Casing) -> Found:
    """A title in capitals in the letters of a sentence, which the paper prints; a title begins with a capital."""
    words = str(title.value or "")
    if not is_upper(words):
        return Found(first_upper(words), title.at, title.doubt) if words else title
    says = "Trích yếu viết hoa trong văn bản nguồn: chữ thường theo cách viết ở phần sau."
    return Found(casing.restored(words), title.at, says)


def _year(head: Head) -> int | None:
    found = re.search(r"năm (20\d\d)", str(head.title.value or ""))
    return int(found[1]) if found else None
