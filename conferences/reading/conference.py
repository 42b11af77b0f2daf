"""What a plan says of its conference and of those of the levels below: when, where, how many, who, in what order."""

from __future__ import annotations

import re
from collections.abc import Callable

from conferences.reading.days import DAY, day_of, length_in, span_in
from conferences.reading.draft import Content, Draft, Section, Where, head_list_tail
from conferences.reading.found import Found, Place
from conferences.reading.marks import DASH, PLUS, STAR, unbold, without_end
from conferences.reading.outline import PLAIN, TABLE, Item
from conferences.reading.texts import entries, section, shows, written
from conferences.reading.words import level_named, roles_of

Reader = Callable[..., "Section | None"]
TENTATIVE = re.compile(r"\s*\(?\b(?:dự kiến|tạm thời ấn định)\b\)?\s*:?\s*", re.IGNORECASE)
LEADING = re.compile(r"^[\s,;:()-]*(?:(?:được )?tổ chức\s+)?(?:vào khoảng|vào|trong|khoảng|từ)?\s*(?=\S)", re.IGNORECASE)
COMPLETE = re.compile(
    r"(?:(?:và )?(?:phải )?(?:hoàn thành|tổ chức xong|kết thúc|xong))[^.;\d]{0,40}?(?P<word>trước|chậm nhất|đến hết|đến)\s*(?:là\s+)?(?:ngày\s+)?$",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"(?P<most>tối đa|không quá|nhiều nhất|dưới)?\s*(?:là\s+)?(?:khoảng\s+|gần\s+|trên\s+)?(?P<count>\d{1,3}(?:\.\d{3})*|\d+)\s*(?:đại biểu|người|đồng chí|đ/c|đại biểu chính thức)",
    re.IGNORECASE,
)
SHARE = re.compile(r"(?P<group>[^()\d,;.:]{3,80}?)\s*(?:chiếm\s+)?(?:tỷ lệ\s+|tỉ lệ\s+)?(?P<about>khoảng\s+|trên\s+)?(?P<percent>\d{1,3})\s*%", re.IGNORECASE)
GUEST, EXEMPLARY = re.compile(r"khách|mời", re.IGNORECASE), re.compile(r"điển hình|biểu dương|chính thức|tiêu biểu|triệu tập", re.IGNORECASE)
MEMBERS = r"\s*(?P<count>\d{2,4})\s*(?:đoàn viên|CBCNV|CNVCLĐ|công nhân|người|lao động)"
BELOW, ABOVE = re.compile(rf"dưới{MEMBERS}"), re.compile(rf"(?:trên|từ){MEMBERS}")
BETWEEN = r"(?P<min>\d{1,2})\s*(?:-|–|đến)\s*(?P<max>\d{1,2})"
PRESIDIUM = re.compile(rf"đoàn chủ tịch[^.;]{{0,40}}?{BETWEEN}\s*(?:người|đồng chí|đại biểu|thành viên)", re.IGNORECASE)
MODELS = re.compile(rf"{BETWEEN}\s*(?:đại biểu|đồng chí|người)?\s*(?:là )?(?:chiến s[ĩỹ]|gương|điển hình|cá nhân)", re.IGNORECASE)
ONE_LINE = 200


# --- single lines ---------------------------------------------------------------------------------------------------


def read_when(text: str, at: Place, conference: dict, draft: Draft, heading: str = "") -> bool:
    """Words of time as when (and complete_by); False where they name no day, span or length."""
    words, when = unbold(text), {}
    if (complete := _complete_by(words)) is not None:
        day, before, start, end = complete
        conference.setdefault("complete_by", Found({"date": day, "before": before}, at))
        words = words[:start] + words[end:]
    if length := length_in(words):
        when["days"] = length[0]
        words = words.replace(length[1], "", 1)
    tentative = bool(TENTATIVE.search(words) or TENTATIVE.search(f" {heading} "))
    words = without_end(LEADING.sub("", TENTATIVE.sub(" ", words)).strip(" ,;:()."))
    span = span_in(words, draft.year)
    if span:
        when = {"text": Found(words[:ONE_LINE], at), "tentative": tentative, "from": span.start, "to": span.end, **when}
    if when:
        conference.setdefault("when", Found(when, at))
    return bool(when or complete)


def _complete_by(words: str):
    for found in DAY.finditer(words):
        lead = COMPLETE.search(words[: found.start()])
        if lead and (day := day_of(found)):
            return day, lead["word"].lower() == "trước", lead.start(), found.end()
    return None


def read_where(text: str, at: Place, conference: dict) -> bool:
    words = re.sub(r"^(?:dự kiến\s*)?(?:được )?(?:tổ chức )?\s*(?:tại|ở)?\s+", "", " " + unbold(text).strip(), flags=re.IGNORECASE)
    words = without_end(TENTATIVE.sub(" ", words).strip(" ,;:"))
    if not words or len(words) > ONE_LINE:
        return False
    conference.setdefault("where", Found(words, at))
    return True


def read_count(text: str, at: Place, conference: dict) -> bool:
    """Number of delegates, ceiling and shares; False where the words say more than these."""
    plain = unbold(text)
    counts = list(COUNT.finditer(plain))
    for found in counts[:1]:
        number = int(found["count"].replace(".", ""))
        key = "at_most" if found["most"] else "planned"
        conference.setdefault("delegates", {}).setdefault(key, Found(number, at))
    shares = read_shares(plain, at, conference)
    rest = COUNT.sub("", plain) if not shares else SHARE.sub("", COUNT.sub("", plain))
    return bool(counts) and len(re.sub(r"\W|dự kiến|triệu tập|tổng số|tham dự", "", rest)) < 12


def read_shares(plain: str, at: Place, conference: dict) -> bool:
    made = []
    for found in SHARE.finditer(plain):
        group = "guest" if GUEST.search(found["group"]) else "exemplary" if EXEMPLARY.search(found["group"]) else ""
        if group and int(found["percent"]) <= 100:
            made.append({"group": group, "percent": int(found["percent"]), "about": bool(found["about"])})
    if len(made) > 1 and "composition" not in conference:
        conference["composition"] = Found(made, at)
    return bool(made)


def read_threshold(text: str, at: Place, conference: dict) -> None:
    """Fewer members than this: all meet; more: delegates meet."""
    plain = unbold(text)
    if (found := BELOW.search(plain)) and re.search(r"toàn thể|tất cả", plain):
        conference.setdefault("plenary_below", Found(int(found["count"]), at))
    if (found := ABOVE.search(plain)) and re.search(r"hội nghị|đại biểu", plain, re.IGNORECASE):
        conference.setdefault("delegates_above", Found(int(found["count"]), at))


def read_presidium_line(text: str, at: Place, conference: dict) -> bool:
    found = PRESIDIUM.search(unbold(text))
    if not found:
        return False
    made = {"min": int(found["min"]), "max": int(found["max"])}
    if models := MODELS.search(unbold(text)[found.end() :]):
        made |= {"exemplary_min": int(models["min"]), "exemplary_max": int(models["max"])}
    conference.setdefault("presidium", Found(made, at))
    return True


# --- sections -------------------------------------------------------------------------------------------------------


def of_level(where: Where) -> str:
    return where.level or "own"


def _simple(what: str, read: Callable[[str, Place, dict, Draft, str], bool]) -> Reader:
    """A section that is one line of facts shows them; with more in it, its text stays and only the facts are taken."""

    def reader(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
        if content.children or any(_label(item) for item in content.items if item.kind != PLAIN) or not content.items:
            return None
        conference = draft.conference(where.level)
        taken = [read(item.text, item.at, conference, draft, content.heading) for item in content.items if item.kind != TABLE]
        if len(content.items) == 1 and taken == [True]:
            return section(content.heading, content.at, shows=shows(what, of_level(where)))
        return section(content.heading, content.node.at, text=written(content.items))

    return reader


def _read_attendees(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    before, listed, after = head_list_tail(content.items, (DASH, PLUS, STAR))
    if content.children or len(listed) < 2 or any(item.kind == TABLE for item in listed):
        return None
    if where.within("criteria", "quotas", "eligible"):
        return None
    conference = draft.conference(where.level)
    for item in content.items:
        read_count(item.text, item.at, conference)
    if "attendees" in conference:
        return None
    conference["attendees"] = entries(listed, ends=False)
    parts = {"text": written(before), "shows": shows("attendees", of_level(where)), "after": written(after)}
    return section(content.heading, content.node.at, **parts)


def _read_agenda(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    """Numbered clauses, a list or a table of points; anything deeper stays text."""
    before, listed, after = head_list_tail(content.items, (DASH, PLUS, TABLE))
    conference = draft.conference(where.level)
    if "agenda" in conference:
        return None
    if content.children and not listed and all(child.is_bare for child in content.children):
        points = [Found({"title": Found(without_end(unbold(child.text)), child.at)}) for child in content.children]
        before, after = content.items, []
    elif content.children or not listed:
        return None
    elif listed[0].kind == TABLE:
        points = _points_of_table(listed[0])
    else:
        points = [Found({"title": Found(unbold(str(entry.value)), entry.at)}) for entry in entries(listed, ends=False)]
    if len(points) < 2 or any("\n" in str(point.value["title"].value) for point in points):
        return None
    conference["agenda"] = points
    parts = {"text": written(before), "shows": shows("agenda", of_level(where)), "after": written(after)}
    return section(content.heading, content.node.at, **parts)


def _points_of_table(item: Item) -> list[Found]:
    head, *rows = item.rows
    names = [name.lower() for name in head]
    title = next((at for at, name in enumerate(names) if "nội dung" in name or "chương trình" in name), None)
    by = next((at for at, name in enumerate(names) if re.search(r"thực hiện|phụ trách|chủ trì|trình bày|người", name)), None)
    if title is None:
        return []
    points = []
    for row in rows:
        if row[title]:
            presenter = Found(row[by], item.at) if by is not None and row[by] else None
            points.append(Found({"title": Found(without_end(row[title]), item.at), "presenter": presenter}))
    return points


def _read_presidium(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    """The lines stay text where they say more; the numbers are taken for the level that each line names."""
    found = False
    for item in content.items:
        level = level_named(item.plain.split(":")[0]) if ":" in item.plain else where.level
        level = "" if level == draft.own_level else level
        found = read_presidium_line(f"Đoàn Chủ tịch {item.plain}", item.at, draft.conference(level)) or found
    return None


def _read_backdrop(content: Content, draft: Draft, where: Where, deeper: Reader) -> Section | None:
    lines = [item for item in content.items if item.kind in (PLAIN, STAR)]
    if content.children or len(lines) < 2 or len(lines) < len(content.items) or max(len(line.text) for line in lines) > ONE_LINE:
        return None
    conference = draft.conference(where.level)
    conference.setdefault("backdrop", [Found(unbold(line.text), line.at) for line in lines])
    return section(content.heading, content.node.at, shows=shows("backdrop", of_level(where)))


CONFERENCE_READERS: dict[str, Reader] = {
    "time": _simple("time", read_when),
    "place": _simple("place", lambda text, at, conference, draft, heading: read_where(text, at, conference)),
    "delegates": _simple("delegates", lambda text, at, conference, draft, heading: read_count(text, at, conference)),
    "composition": _simple("composition", lambda text, at, conference, draft, heading: read_shares(unbold(text), at, conference)),
    "attendees": _read_attendees,
    "agenda": _read_agenda,
    "presidium": _read_presidium,
    "backdrop": _read_backdrop,
}


# --- lines with labels ----------------------------------------------------------------------------------------------


def _label(item: Item) -> tuple[str, str, str] | None:
    """The one matter that a line with a label is about, its label, and what follows it."""
    head, colon, rest = item.plain.partition(":")
    roles = roles_of(head) if colon and len(head) < 60 else []
    return (roles[0], head, rest.strip()) if len(roles) == 1 and rest.strip() else None


def read_labels(content: Content, draft: Draft, where: Where) -> dict[str, object]:
    """Lines such as "- Thời gian: ½ ngày, ...". Where all lines are facts, the section shows them and has no text."""
    conference = draft.conference(where.level)
    shown: list[dict[str, str]] = []
    plain = 0
    for item in content.items:
        read_threshold(item.text, item.at, conference) if where.level else None
        label = _label(item)
        taken = bool(label) and _read_label(label, item, conference, draft)
        if taken:
            shown += shows(label[0], of_level(where))
        plain += not taken
    if shown and not plain:
        return {"shows": shown}
    return {"text": written(content.items)}


def _read_label(label: tuple[str, str, str], item: Item, conference: dict, draft: Draft) -> bool:
    """Whether the line is wholly told by the fact."""
    role, head, rest = label
    if role == "time":
        return read_when(rest, item.at, conference, draft, head)
    if role == "place":
        return read_where(rest, item.at, conference)
    if role == "delegates":
        return read_count(rest, item.at, conference)
    if role == "form" and "form" not in conference:
        conference["form"] = Found(without_end(rest), item.at)
    if role in ("attendees", "composition"):
        read_shares(rest, item.at, conference)
    return False
