"""Single lines about a conference: when, where, how many, which shares. Each reader keeps the facts and says which words are
told by them, so that the line can name the facts instead."""

from __future__ import annotations

import re
from typing import Any

from conferences.reading.days import DAY, day_of, length_in, span_in
from conferences.reading.found import Found, Place, bare
from conferences.reading.head import split_clauses
from conferences.reading.marks import unbold, without_end

Swap = tuple[str, str]  # words of the line, and the same with the fact in braces (%s stands for the conference)
TENTATIVE = re.compile(r"\s*\(?\b(?:dự kiến|tạm thời ấn định)\b\)?\s*:?\s*", re.IGNORECASE)
LEADING = re.compile(
    r"^[\s,;:()-]*(?:(?:được )?tổ chức\s+|hoàn thành\s+)?(?:vào khoảng|vào|trong|khoảng"
    r"|từ)?\s*(?=\S)", re.IGNORECASE,
)
COMPLETE = re.compile(
    r"(?:hoàn thành|tổ chức xong|kết thúc|xong)[^.;\d]{0,40}?(?P<word>trước|chậm nhất|đến hết|đến)\s*(?:là\s+)?$", re.IGNORECASE
)
COUNT = re.compile(
    r"(?P<most>tối đa|không quá|nhiều nhất)?\s*(?:là\s+)?(?:khoảng\s+|gần\s+|trên\s+)?(?P<count>\d{1,3}(?:\.\d{3})+"
    r"|\d+)\s*(?:đại biểu|người|đồng chí|đ/c)",
    re.IGNORECASE,
)
COUNT_FIRST = re.compile(
    r"(?:(?:tổng số|tổng|dự kiến|gồm|số lượng)\s*(?:đại biểu)?\s*:?\s*)*(?:khoảng\s+)?(?:tối đa"
    r"|không quá)?\s*\d", re.IGNORECASE,
)
SHARE = re.compile(
    r"(?P<group>[^()\d,;.:]{3,80}?)\s*(?:chiếm\s+)?(?:tỷ lệ\s+"
    r"|tỉ lệ\s+)?(?P<share>(?P<about>khoảng\s+)?(?P<percent>\d{1,3})\s*%)", re.IGNORECASE
)
GUEST = re.compile(r"khách|mời", re.IGNORECASE)
EXEMPLARY = re.compile(r"điển hình|biểu dương|chính thức|tiêu biểu|triệu tập", re.IGNORECASE)
MEMBERS = r"\s*(?P<count>\d{2,4})\s*(?:đoàn viên|CBCNV|CNVCLĐ|công nhân|người|lao động)"
BELOW, ABOVE = re.compile(rf"dưới{MEMBERS}"), re.compile(rf"trên{MEMBERS}")
BETWEEN = r"(?P<span>(?P<min>\d{1,2})\s*(?:-|–|đến)\s*(?P<max>\d{1,2}))"
PRESIDIUM = re.compile(rf"đoàn chủ tịch[^.;]{{0,60}}?{BETWEEN}\s*(?:người|đồng chí|đại biểu|thành viên|đ/c)", re.IGNORECASE)
MODELS = re.compile(rf"{BETWEEN}\s*(?:đại biểu|đồng chí|người)?\s*(?:là )?(?:chiến s[ĩỹ]|gương|điển hình|cá nhân)", re.IGNORECASE)
QUOTED_FORMS = re.compile(
    r"(?:^|hình thức\b|tổ chức\b)\s*:?\s*(?P<forms>“[^”]{4,150}”(?:\s*(?:,|;|hoặc"
    r"|và)\s*“[^”]{4,150}”)+)", re.IGNORECASE,
)
NOT_YET = re.compile(r"thông báo sau|thông báo cụ thể sau|chưa xác định", re.IGNORECASE)
ONE_LINE = 200


def put(conference: dict[str, Any], key: str, value: Any, at: Place) -> bool:
    """Keep a fact; whether the conference has it now (and not another one)."""
    conference.setdefault(key, Found(value, at))
    return bool(bare(conference[key]) == bare(value))


def read_when(text: str, at: Place, conference: dict[str, Any], year: int | None, heading: str = "") -> list[Swap]:
    """Length, day or span, and until when it must be over. Nothing where the words name none of them."""
    words, when, swaps = unbold(text), {}, []
    if complete := _complete_by(words):
        told, day, before, lead = complete
        if put(conference, "complete_by", {"date": day, "before": before}, at):
            swaps.append((told, "{%s.complete_by.short}" if "/" in told else "{%s.complete_by}"))
        words = words.replace(lead + told, "").replace(told, "")
    if length := length_in(words):
        when["days"] = length[0]
        words = words.replace(length[1], "", 1)
    tentative = bool(TENTATIVE.search(words) or TENTATIVE.search(f" {heading} "))
    words = _closed(without_end(LEADING.sub("", TENTATIVE.sub(" ", words)).strip(" ,;:.")))[:ONE_LINE]
    if span := span_in(words, year):
        when = {"text": words, "tentative": tentative, "from": span.start, "to": span.end, **when}
    if when and put(conference, "when", when, at):
        swaps += [(length[1], "{%s.when.days}")] if length else []
        swaps += [(words, "{%s.when.text}")] if span else []
    return swaps


def _closed(words: str) -> str:
    """Without the empty brackets that a length or "(dự kiến)" has left, and without half a pair."""
    words = re.sub(r"\(\s*\)", "", words).strip(" ,;:.")
    return words if words.count("(") == words.count(")") else words.strip(" ()")


def _complete_by(words: str) -> tuple[str, Any, bool, str] | None:
    """The words "trước 10/3/2025", their day, whether that day is too late, and what leads to them."""
    for found in DAY.finditer(words):
        lead = COMPLETE.search(words[: found.start()])
        if lead and (day := day_of(found)):
            told = words[lead.start("word") : found.end()]
            return told, day, lead["word"].lower() == "trước", words[lead.start() : lead.start("word")]
    return None


def read_complete_by(text: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    """Only until when it must be over, out of a line that speaks of other things too."""
    complete = _complete_by(unbold(text))
    if not complete or not put(conference, "complete_by", {"date": complete[1], "before": complete[2]}, at):
        return []
    return [(complete[0], "{%s.complete_by.short}" if "/" in complete[0] else "{%s.complete_by}")]


def read_when_and_where(text: str, at: Place, conference: dict[str, Any], year: int | None) -> list[Swap]:
    """ "Sáng ngày 17/11/2023 tại Nhà văn hóa" says both in one sentence."""
    when, _, where = without_end(unbold(text)).partition(" tại ")
    if not where[:1].isupper() or len(where) > ONE_LINE or DAY.search(where):
        return []
    swaps = read_when(when, at, conference, year)
    return swaps and swaps + read_where(where, at, conference)


def read_name(text: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    """What the conference is to be called; the sentence stays, for nothing else prints the name."""
    put(conference, "name", without_end(unbold(text)).strip(" “”\""), at)
    return []


def read_where(text: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    words = re.sub(r"^(?:dự kiến\s*)?(?:được )?(?:tổ chức )?\s*(?:tại|ở)?\s+", "", " " + unbold(text).strip(), flags=re.IGNORECASE)
    words = without_end(TENTATIVE.sub(" ", words).strip(" ,;:"))
    if not words or len(words) > ONE_LINE or NOT_YET.search(words) or not put(conference, "where", words, at):
        return []
    return [(words, "{%s.where}")]


def read_count(text: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    """The number of delegates or its ceiling, and the shares."""
    found = COUNT.search(plain := unbold(text))
    swaps = []
    if found:
        key = "at_most" if found["most"] else "planned"
        if put(conference.setdefault("delegates", {}), key, int(found["count"].replace(".", "")), at):
            swaps.append((found[0], found[0].replace(found["count"], f"{{%s.delegates.{key}}}")))
    return swaps + read_shares(plain, at, conference)


def read_total(text: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    """A line that begins with how many there are: "Tổng số: 180 đại biểu, trong đó:"."""
    return read_count(text, at, conference) if COUNT_FIRST.match(unbold(text)) else []


def is_count_alone(text: str) -> bool:
    """Whether the line says nothing but a number of delegates."""
    rest = COUNT.sub("", unbold(text), count=1)
    return len(re.sub(r"\W|dự kiến|triệu tập|tổng số|tham dự|chính thức", "", rest)) < 8


def read_shares(plain: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    made, swaps = [], []
    for found in SHARE.finditer(plain):
        group = "guest" if GUEST.search(found["group"]) else "exemplary" if EXEMPLARY.search(found["group"]) else ""
        if group and int(found["percent"]) <= 100:
            made.append({"group": group, "percent": int(found["percent"]), "about": bool(found["about"])})
            swaps.append((found["share"], f"{{%s.composition.{group}}}"))
    return swaps if len(made) > 1 and put(conference, "composition", made, at) else []


def read_threshold(text: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    """Fewer members than this: all of them meet; more: delegates do."""
    plain, swaps = unbold(text), []
    for key, pattern, speaks_of in (("plenary_below", BELOW, r"toàn thể"), ("delegates_above", ABOVE, r"hội nghị|đại biểu|đại hội")):
        found = pattern.search(plain)
        if found and re.search(speaks_of, plain, re.IGNORECASE) and put(conference, key, int(found["count"]), at):
            swaps.append((found[0], found[0].replace(found["count"], f"{{%s.{key}}}")))
    return swaps


def read_presidium(text: str, at: Place, conference: dict[str, Any], *, named: bool) -> list[Swap]:
    """How many sit in it, and how many of them are honoured; `named` where the heading speaks of it."""
    plain = unbold(text)
    found = PRESIDIUM.search(plain) or (named and re.search(BETWEEN + r"\s*(?:người|đồng chí|đ/c)", plain)) or None
    if not found:
        return []
    made, swaps = {"min": int(found["min"]), "max": int(found["max"])}, [(found["span"], "{%s.presidium}")]
    if models := MODELS.search(plain, found.end()):
        made |= {"exemplary_min": int(models["min"]), "exemplary_max": int(models["max"])}
        swaps.append((models["span"], "{%s.presidium.exemplary}"))
    return swaps if put(conference, "presidium", made, at) else []


def read_forms(text: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    """Several forms in quotation marks, to choose from."""
    found = QUOTED_FORMS.search(unbold(text))
    forms = re.findall(r"“([^”]+)”", found["forms"]) if found else []
    return [(found["forms"], "{%s.form}")] if found and put(conference, "form", forms, at) else []


def read_form(text: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    words = without_end(unbold(text))
    return [(words, "{%s.form}")] if words and len(words) < ONE_LINE and put(conference, "form", words, at) else []


def read_attendees(text: str, at: Place, conference: dict[str, Any]) -> list[Swap]:
    """Groups that run on in one sentence, parted by semicolons."""
    words = without_end(unbold(text))
    groups = split_clauses(words)
    return [(words, "{%s.attendees}")] if len(groups) > 1 and put(conference, "attendees", groups, at) else []


def swapped(text: str, swaps: list[Swap], owner: str) -> str:
    """The line with the facts in braces in place of their words."""
    for words, fact in swaps:
        text = text.replace(words, fact.replace("%s", owner), 1)
    return text
