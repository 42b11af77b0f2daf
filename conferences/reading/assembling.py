"""The parts that were found, put together as one plan file in the order of its keys."""

from __future__ import annotations

import re
from typing import Any

from conferences.reading.casing import first_upper
from conferences.reading.categories import categories, keyed
from conferences.reading.draft import Draft, Section
from conferences.reading.foot import Appendix, Foot
from conferences.reading.found import Found, bare
from conferences.reading.head import Head
from conferences.reading.issuers import in_full
from conferences.reading.lines import Para
from conferences.reading.lists import read_speech_table
from conferences.reading.marks import without_end
from conferences.reading.movement import read_theme
from conferences.reading.outline import TABLE, Item
from conferences.reading.periods import period
from conferences.reading.prose import LATE, MINUTES, Words, awards_in, closings, copies_in, days_without_year, first_of, merged
from conferences.reading.quotas import is_quota_table, listed_rows, table_columns, table_rows, without_doubles
from conferences.reading.references import References

ORDINAL = re.compile(r",?\s*lần thứ\s+(?P<ordinal>[IVXLC]+|\d+|nhất|hai|ba)\b", re.IGNORECASE)
NAME = re.compile(r"(?:Hội nghị|Đại hội|Lễ|Buổi gặp mặt|Gặp mặt)\b.*", re.IGNORECASE)
TOWARDS = re.compile(r",?\s+(?:tiến tới|hướng tới)\s", re.IGNORECASE)
PLAN_NUMBER = re.compile(r"[Kk]ế hoạch (?:số\s*:?\s*)?(\d+\s*/\s*KH\s?[-–]\s?\w+(?:-\w+)*)")
ABOUT = re.compile(r"\s(?:về|tổ chức|phát động|triển khai|hướng dẫn|V/v)\s|[;,]", re.IGNORECASE)
OWN_TITLE = re.compile(
    r"Kế hoạch\s+(?P<title>(?:tổ chức|phát động|triển khai)\s.*?)(?:\s*,?\s*(?:cụ thể )?như sau|[;.]|, (?:yêu cầu|đề nghị)\s"
    r"|$)",
    re.IGNORECASE | re.DOTALL,
)


def assembled(
    head: Head, foot: Foot, made_by: list[Any], sections: list[Section], draft: Draft, body: list[Para]
) -> dict[str, Any]:
    appendices = [_appendix(one, draft) for one in foot.appendices]
    title = head.title if head.title.value else _title_of_lead(head, foot)
    pieces = _pieces(sections, draft, head)
    deadlines = merged(closings(pieces))
    draft.notes += [("deadlines", f"“{said}” không ghi năm: chưa ghi thành thời hạn.") for said, _ in days_without_year(pieces)]
    copies, late = copies_in([one for one in pieces if not one.body]), first_of(LATE, "late", pieces)
    made, rows = _quota_parts(draft)
    references = References(
        deadlines, copies.value, late.value or "", _totals(draft), bool(rows)
    )
    _refer(sections, references)
    _narrow(sections, {one.value["key"] for one in made})
    minutes = first_of(MINUTES, "minutes", [one for one in pieces if "tham luận" in one.text.lower()])
    texts = [(para.text, para.at) for para in body]
    return {
        "kind": "movement" if draft.is_movement else "conference",
        "number": head.number,
        "place": head.place,
        "date": head.day,
        "title": title,
        "period": period(title, texts, draft.year, ahead=draft.is_movement),
        "issuers": made_by,
        "grounds": head.grounds,
        "parent": _parent(head, made_by),
        "lead": head.lead,
        "sections": sections,
        "conferences": _conferences(title, foot, draft),
        "deadlines": deadlines,
        "categories": made,
        "criteria": keyed(draft.criteria, made, is_criterion=True),
        "quotas": {"stated": draft.stated if _has_quotas(draft) else {}, "rows": rows},
        "dossier": draft.lists.get("dossier", []),
        "dossier_copies": copies,
        "eligible": keyed(draft.eligible, made, is_criterion=False),
        "procedure": draft.lists.get("procedure", []),
        "awards": draft.lists.get("awards") or awards_in(pieces),
        "late": late,
        "speeches": _with_minutes(draft.speeches, minutes),
        "tasks": _tasks(draft, references),
        "budget": draft.lists.get("budget", []),
        "movement": _movement(draft, [(str(one.value or ""), one.at) for one in (head.title, head.lead)] + texts),
        "closing": foot.closing,
        "recipients": foot.recipients,
        "appendices": appendices,
    }


def _title_of_lead(head: Head, foot: Foot) -> Found:
    for source in (head.lead, foot.closing):
        if found := OWN_TITLE.search(str(source.value or "")):
            title = found["title"].strip()
            says = "Văn bản nguồn không có trích yếu: được suy ra từ lời dẫn hoặc đoạn kết."
            return Found(title[0].upper() + title[1:], source.at, says)
    return Found(None)


# --- pieces of running text -----------------------------------------------------------------------------------------


def _pieces(sections: list[Section], draft: Draft, head: Head) -> list[Words]:
    """Every running text with what is known of it; standards and papers are marked, for their days close nothing."""
    made: list[Words] = []
    for one in sections:
        _pieces_of(one, made)
    for task in draft.tasks:
        for item in task.value["items"]:
            made.append(Words(str(item.value), item.at or task.at, task.value["by"]))
    made += [Words(str(entry.value), entry.at) for name in ("procedure", "budget") for entry in draft.lists.get(name, [])]
    made += [Words(str(entry.value), entry.at, is_standard=True) for entry in draft.lists.get("dossier", [])]
    return made


def _pieces_of(section: Section, made: list[Words]) -> None:
    for key in ("text", "after"):
        part = section.get(key)
        if isinstance(part, Found) and part.value:
            made += [Words(line, part.at) for line in str(part.value).split("\n")]
    for below in section.get("sections", []):
        _pieces_of(below, made)


def _refer(sections: list[Section], references: References) -> None:
    for one in sections:
        shown = [show["what"] for show in one.get("shows", [])]
        for key in ("text", "after"):
            part = one.get(key)
            if isinstance(part, Found) and part.value:
                text = references.text(str(part.value))
                one[key] = Found(references.quotas(text) if "quotas" in shown else text, part.at, part.doubt)
        _refer(one.get("sections", []), references)


def _tasks(draft: Draft, references: References) -> list[Found]:
    made = []
    for task in draft.tasks:
        items = [Found(references.text(str(item.value)), item.at, item.doubt) for item in task.value["items"]]
        made.append(Found(task.value | {"items": items}, task.at, task.doubt))
    return made


# --- conferences ----------------------------------------------------------------------------------------------------


def _name(title: Found, foot: Foot) -> Found:
    """The meeting that the title names; where that leads on to a higher one ("tiến tới Đại hội ..."), the closing's."""
    named = NAME.search(str(title.value or ""))
    if named is None or not TOWARDS.search(named[0]):
        return Found(named[0] if named else None, title.at)
    closing = OWN_TITLE.search(str(foot.closing.value or ""))
    own = NAME.search(closing["title"]) if closing else None
    if own and not TOWARDS.search(own[0]):
        says = "Trích yếu nói chung về nhiều cấp và đại hội cấp trên: tên hội nghị lấy từ đoạn kết."
        return Found(first_upper(without_end(own[0])), foot.closing.at, says)
    return Found(TOWARDS.split(named[0])[0].strip(" ,"), title.at, "Tên hội nghị là phần trích yếu đứng trước đại hội cấp trên.")


def _parent(head: Head, made_by: list[Any]) -> Found:
    """The only plan among the grounds that the body above has made."""
    superior = _words_of_body(str(bare(made_by[0].get("superior")) or "")) if made_by else ""
    named = [(found, ground) for ground in head.grounds for found in PLAN_NUMBER.finditer(str(ground.value))]
    ours = [(found[1], ground) for found, ground in named if superior and _made_by(superior, found, str(ground.value))]
    if len(ours) != 1:
        return Found(None)
    says = "Là kế hoạch duy nhất trong căn cứ, của cơ quan cấp trên trực tiếp: được hiểu là kế hoạch mà kế hoạch này triển khai."
    return Found(re.sub(r"\s", "", ours[0][0]).replace("–", "-"), ours[0][1].at, says)


def _made_by(superior: str, found: re.Match[str], ground: str) -> bool:
    """Whether the words behind a plan's number, before those that say what it is about, name the body above."""
    return superior in _words_of_body(ABOUT.split(ground[found.end() :], maxsplit=1)[0])


def _words_of_body(text: str) -> str:
    """Short forms in full and without the words of levels, which one text writes and the next leaves out."""
    return " ".join(re.sub(r"\b(?:tỉnh|huyện|quận|thị xã|thành phố)\b", " ", in_full(text).casefold()).split())


def _conferences(title: Found, foot: Foot, draft: Draft) -> list[Any]:
    """The own one first; those of the levels below with what the plan rules for them."""
    if draft.is_movement:
        return []
    own = draft.conferences.pop(draft.own_level, {})
    said = own.pop("name", None) or _name(title, foot)
    name, ordinal = str(said.value or ""), ORDINAL.search(str(said.value or ""))
    if ordinal:
        name = name[: ordinal.start()]
    head = {"level": draft.own_level, "own": True, "name": Found(name or None, said.at, said.doubt)}
    head["ordinal"] = Found(ordinal["ordinal"], said.at) if ordinal else None
    others = [{"level": level, "own": False, **facts} for level, facts in draft.conferences.items() if facts]
    return [head | own, *others] if own or name else others


# --- quotas, speeches, movement, appendices -------------------------------------------------------------------------


def _quota_parts(draft: Draft) -> tuple[list[Found], list[Found]]:
    """The categories and the rows, out of tables or lists."""
    columns = [column for table in draft.tables[:1] for column in table_columns(table)]
    made = categories([found for _, found in columns], draft, needs_any=bool(draft.quota_lists))
    if draft.tables:
        return made, without_doubles(table_rows(draft.tables[0], columns), draft)
    return made, without_doubles(listed_rows(draft.quota_lists, made), draft)


def _narrow(sections: list[Section], keys: set[str]) -> None:
    """What a section shows is narrowed to a category only where there is one of that name, else to its subject."""
    for one in sections:
        for shown in one.get("shows", []):
            of = shown.get("of", "")
            if shown["what"] in ("criteria", "eligible") and "-" in of and of not in keys:
                shown["of"] = of.partition("-")[0]
        _narrow(one.get("sections", []), keys)


def _has_quotas(draft: Draft) -> bool:
    return bool(draft.tables or draft.quota_lists or len(draft.stated) > 1)


def _totals(draft: Draft) -> dict[str, int]:
    return {key: found.value for key, found in draft.stated.items()}


def _with_minutes(speeches: list[Found], minutes: Found) -> list[Found]:
    extra = {"minutes": int(minutes.value)} if minutes.value else {}
    return [Found(one.value | extra, one.at) for one in speeches]


def _movement(draft: Draft, texts: list[tuple[str, tuple[int, ...]]]) -> dict[str, Any] | None:
    if not draft.is_movement:
        return None
    return {"theme": read_theme(texts), "audiences": draft.audiences, "phases": draft.phases}


def _appendix(appendix: Appendix, draft: Draft) -> dict[str, Any]:
    """A table of speeches or of quotas is read; any other appendix is named, and said to be unread."""
    title = Found(draft.casing.restored(str(appendix.title.value)), appendix.title.at)
    shown: list[dict[str, str]] = []
    for table in appendix.tables:
        item = Item(TABLE, "", table.at, rows=table.rows)
        if read_speech_table(item, draft):
            shown.append({"what": "speeches"})
        elif is_quota_table(item) and not draft.tables:
            draft.tables.append(item)
            shown.append({"what": "quotas"})
        else:
            draft.notes.append(("appendices", f"Chưa đọc được bảng của phụ lục “{title.value}”: hãy nhập tay."))
    for line in appendix.lines:
        draft.notes.append(("appendices", f"Dòng của phụ lục chưa xếp được: “{line.plain[:120]}”."))
    return {"title": title, "shows": shown}
