"""Facts that hide in running text: closing days with who sends what to whom, copies, late dossiers, awards, minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from conferences.reading.casing import first_upper
from conferences.reading.days import DAY, WORDS, day_of
from conferences.reading.found import Found, Place
from conferences.reading.marks import unbold

CLOSES = re.compile(
    r"(?P<word>trước|chậm nhất(?: là)?(?: đến)?(?: hết)?(?: trước)?|muộn nhất(?: là)?|đến hết"
    r"|hạn cuối(?: là)?|hạn chót(?: là)?|xong trước|đến)\s*(?:(?P<hour>\d{1,2})\s*(?:h"
    r"|giờ)\s*\d{0,2}\s*,?\s*)?$",
    re.IGNORECASE,
)
YEARLESS = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|đến hết|hạn cuối)\s+(?:là\s+"
    r"|đến\s+)?(?:ngày\s+)?\d{1,2}\s*/\s*\d{1,2}(?!\s*[/\d])", re.IGNORECASE
)
WHATS = (
    ("speech", r"tham luận|báo cáo điển hình|bài phát biểu"),
    ("dossier", r"hồ sơ|danh sách|tờ trình|đề nghị (?:khen|biểu|tuyên|tôn)|bản thành tích|báo cáo thành tích"),
    ("report", r"báo cáo"),
    ("plan", r"kế hoạch"),
)
NOT_A_DEADLINE = re.compile(r"(?:hoàn thành|tổ chức|tiến hành)[^.;]{0,60}$", re.IGNORECASE)
WRITTEN = "".join(
    f"(?<!{verb} )" for verb in ("dự thảo", "xây dựng", "chuẩn bị", "viết", "soạn", "hoàn thiện", "hoàn thành", "bản")
)
SENDS = re.compile(rf"\b(?:gửi|nộp|{WRITTEN}báo cáo|chuyển|gởi)\b", re.IGNORECASE)  # a report that is written is not yet sent
TO = re.compile(
    r"\b(?:về|cho|tới|đến|tại|qua)\s+(?P<to>[A-ZĐÀ-Ỹ][^;.]*?)\s*[,(]?\s*(?:\(?(?:để|theo địa chỉ"
    r"|tổng hợp).*)?$",
    re.DOTALL,
)
FROM = re.compile(
    r"(?:^|[,;.]\s*)(?:đề nghị\s+|yêu cầu\s+)?(?P<who>[^,;.:]{6,90}?)\s+(?:gửi|nộp|lập|hoàn thiện"
    r"|hoàn thành|tổng hợp|đăng ký)\s[^,;.]*$",
    re.IGNORECASE,
)
COPIES = re.compile(
    r"(?:(?:lập|làm|gửi|gồm|hồ sơ)[^.;\d]{0,60}?|hồ sơ[^;]{0,150}\(\s*|\b(?=\w{1,3}\s+bộ hồ sơ))(?P<count>\d{1,2}"
    r"|\b(?:một|hai|ba|bốn|năm))"
    r"\s*(?:\([^)]*\)\s*)?(?:bộ|bản)\b",
    re.IGNORECASE,
)
LATE = re.compile(
    r"(?:quá thời hạn|sau thời (?:gian|hạn)|quá hạn|hồ sơ (?:gửi|nộp) (?:chậm|muộn"
    r"|sau))[^.;]*?(?P<late>(?:được\s+)?(?:coi như|xem như|sẽ không|không (?:được )?(?:xét|xem xét"
    r"|tiếp nhận|nhận))[^.;]*)",
    re.IGNORECASE,
)
AWARD = re.compile(
    r"(?:tặng(?: thưởng)?|trao(?: tặng)?|khen thưởng)\s+(?:danh hiệu\s+)?(?P<award>Giấy khen"
    r"|Bằng khen|Cờ thi đua|Kỷ niệm chương|Giấy chứng nhận|Bằng Lao động sáng tạo)",
    re.IGNORECASE,
)
MINUTES = re.compile(r"(?:không quá|tối đa|thời gian|trong)\s*(?:là\s*)?(?P<minutes>\d{1,2})\s*phút", re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """A piece of running text, who is told to do it (a body of the tasks), whether it lies among standards or papers."""

    text: str
    at: Place
    body: str = ""
    is_standard: bool = False


@dataclass(frozen=True)
class Closing:
    """A closing day of the prose."""

    what: str
    day: date
    before: bool
    sender: str
    to: str
    at: Place
    hour: str = ""


def closings(pieces: list[Words]) -> list[Closing]:
    return [one for piece in pieces if not piece.is_standard for one in _closings_of(piece)]


def _closings_of(piece: Words) -> list[Closing]:
    plain, made = unbold(piece.text), []
    for found in DAY.finditer(plain):
        lead = CLOSES.search(plain[: found.start()])
        day = day_of(found)
        if not lead or day is None:
            continue
        sentence = _sentence_before(plain[: lead.start()]) or _behind_a_day(plain[found.end() :])
        if not SENDS.search(sentence) and NOT_A_DEADLINE.search(sentence) or lead["word"].lower() == "đến" and not SENDS.search(sentence):
            continue
        what = _what(sentence)
        if not what:
            continue
        before = "trước" in lead["word"].lower() and not lead["hour"]  # a named hour lies within the day
        to = _to(sentence) or _receiver_behind(plain[found.end() :])
        made.append(Closing(what, day, before, _sender(sentence, what, piece), to, piece.at, lead["hour"] or ""))
    return made


def _sentence_before(text: str) -> str:
    """What belongs to the day: from the last full stop, semicolon or open bracket on."""
    opened = text.rfind("(") if text.count("(") > text.count(")") else -1
    start = max(text.rfind(". "), text.rfind("; "), opened, text.rfind("\n"))
    return text[start + 1 :].strip(" -+")


def _behind_a_day(text: str) -> str:
    """ "Trước ngày 05/9/2025: CĐCS gửi hồ sơ ..." speaks behind its day."""
    return re.split(r"[.;]\s|\n", text[1:], maxsplit=1)[0].strip(" .;") if re.match(r"[:,]\s", text) else ""


def _receiver_behind(text: str) -> str:
    """ "... trước ngày 20/11/2021 về LĐLĐ tỉnh" names the receiver behind the day."""
    found = re.match(r"\s*(?:,\s*)?(?:về|cho|qua)\s+(?P<to>[A-ZĐÀ-Ỹ][^;,.:]{2,80})", text)
    return re.split(r"\s+(?:để|theo)\s", found["to"], maxsplit=1)[0].strip() if found else ""


def days_without_year(pieces: list[Words]) -> list[tuple[str, Place]]:
    """Closing days such as "trước ngày 15/4": which year is meant is not written, so they are only said."""
    return [
        (found[0].strip(), piece.at)
        for piece in pieces
        if not piece.is_standard
        for found in YEARLESS.finditer(unbold(piece.text))
    ]


def _what(sentence: str) -> str:
    """Which of the four; "other" where something is sent that has none of their names; "" where nothing is sent."""
    found = [(match.start(), what) for what, pattern in WHATS if (match := re.search(pattern, sentence, re.IGNORECASE))]
    if found and SENDS.search(sentence):
        whats = [what for _, what in sorted(found)]
        return next((what for what in ("speech", "dossier") if what in whats), whats[0])
    return "other" if SENDS.search(sentence) else ""


def _to(sentence: str) -> str:
    """To whom: what follows "về" up to the day."""
    after = SENDS.split(sentence)[-1] if SENDS.search(sentence) else sentence
    found = TO.search(after.strip(" ,("))
    return found["to"].strip(" ,") if found else ""


def _sender(sentence: str, what: str, piece: Words) -> str:
    """The subject of the sentence; else the body whose task it is, unless a table says who speaks."""
    found = FROM.search(sentence)
    if found and not re.match(r"(?:hồ sơ|báo cáo|danh sách|bài|các bài|sau khi)", found["who"].strip(), re.IGNORECASE) and not piece.body:
        return first_upper(found["who"].strip())
    return piece.body if what != "speech" else ""


def merged(found: list[Closing]) -> list[Found]:
    """One for each matter and day, with the fullest name of the receiver."""
    by_day: dict[tuple[str, date], list[Closing]] = {}
    for one in found:
        by_day.setdefault((one.what, one.day), []).append(one)
    made = []
    for (what, day), same in sorted(by_day.items(), key=lambda one: _order(one[0][0])):
        receivers = list(dict.fromkeys(one.to for one in same if one.to))
        senders = [one.sender for one in same if one.sender]
        doubts = [_many_receivers(receivers)] if len(receivers) > 1 else []
        doubts += [f"Văn bản nguồn ghi giờ ({one.hour} giờ): thời hạn được ghi đến hết ngày." for one in same if one.hour][:1]
        value = {"what": what, "date": day, "before": same[0].before, "from": senders[-1] if senders else None}
        value["to"] = max(receivers, key=len) if receivers else None
        made.append(Found(value, tuple(place for one in same for place in one.at), doubts[0] if doubts else ""))
    return made


def _many_receivers(receivers: list[str]) -> str:
    named = ", ".join(f"“{to}”" for to in receivers)
    return f"Nơi nhận ghi {len(receivers)} cách ({named}): lấy cách đầy đủ nhất."


def _order(what: str) -> int:
    return ("dossier", "speech", "plan", "report", "other").index(what)


def first_of(pattern: re.Pattern[str], group: str, pieces: list[Words]) -> Found:
    for piece in pieces:
        if found := pattern.search(unbold(piece.text)):
            return Found(found[group].strip(), piece.at)
    return Found(None)


def copies_in(pieces: list[Words]) -> Found:
    """How many copies of a dossier are asked for, in figures or in words."""
    found = first_of(COPIES, "count", pieces)
    return Found(WORDS.get(str(found.value).lower()) or int(found.value), found.at) if found.value else found


def awards_in(pieces: list[Words]) -> list[Found]:
    """Award forms that the plan will give; those asked of candidates are standards."""
    found = [
        Found(match["award"][0].upper() + match["award"][1:], piece.at)
        for piece in pieces
        if not piece.is_standard
        for match in AWARD.finditer(unbold(piece.text))
    ]
    return list({one.value: one for one in reversed(found)}.values())[::-1]
