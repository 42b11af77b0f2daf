"""The head of a plan, in whatever order it stands: number, place and date, type, title, issuers, grounds and lead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from conferences.reading.casing import unit_name
from conferences.reading.found import Found, Place
from conferences.reading.lines import Para
from conferences.reading.marks import DASH, NUMBERED, PLUS, is_upper, mark_of, without_end

MOTTO = re.compile(
    r"cộng h[òo][aà] xã hội chủ nghĩa|độc lập\s*[-–—]\s*tự do|đảng cộng sản việt nam|^\W+$"
    r"|^\(?dự thảo\)?[\s\d.]*$",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"Số\s*[:.]?\s*(?P<number>\d*)[\s.…_]*(?P<symbol>/\s*[A-ZĐ][\wĐđ]*(?:\s?[-–]\s?[A-ZĐƯÔ&][\wĐđƯÔ&]*)*)"
)
DATED = re.compile(
    r"(?P<place>[^\W\d_][^,:;]{1,50}?)\s*,\s*ngày\s*"
    r"(?:(?P<day>\d{1,2})?[\s.…_]*tháng\s*(?P<month>\d{1,2})?[\s.…_]*năm\s*(?P<year>\d{4})?"
    r"|(?P<day2>\d{1,2})\s*[/.-]\s*(?P<month2>\d{1,2})\s*[/.-]\s*(?P<year2>\d{4})(?=\W*$|\s+Số))"
)
TYPE = re.compile(r"KẾ HOẠCH(?:\s+(?:LIÊN TỊCH|PHỐI HỢP|LIÊN NGÀNH))?\s*[:.]?\s*")
TYPE_AND_TITLE = re.compile(
    r"Kế hoạch\s+(?=(?:tổ chức|phát động|triển khai|biểu dương|tuyên dương"
    r"|tôn vinh)\b.{10,300}$)", re.IGNORECASE,
)
LONGEST_TITLE, LONGEST_BODY = 500, 200  # letters; what is longer is neither
COLLECTIVE = re.compile(r"BAN (?:CHẤP HÀNH|THƯỜNG VỤ)|BCH|BTV|VĂN PHÒNG")  # of the body above it
OTHER_TYPES = (
    "QUYẾT ĐỊNH", "BÁO CÁO", "TỜ TRÌNH", "THÔNG BÁO", "GIẤY MỜI", "BIÊN BẢN", "CÔNG VĂN", "NGHỊ QUYẾT", "GIẤY KHEN",
    "HƯỚNG DẪN",
)  # fmt: skip
GROUND = re.compile(
    r"(?:Căn cứ|Thực hiện|Triển khai|Tiếp tục thực hiện|Theo|Xét|Trên cơ sở|Hưởng ứng|Thiết thực|Chào mừng|Nhằm|Để"
    r"|Được sự|Nhân dịp)\s"
)
BODY = (
    r"(?:Ban [Tt]hường vụ|Ban [Cc]hấp hành|Thường trực|Ủy ban|Uỷ ban|UBND|Liên đoàn|LĐLĐ|Công đoàn|CĐ|Hội đồng|Sở|Phòng"
    r"|Đoàn Chủ tịch|Tổng Liên đoàn|BTV|BCH)"
)
LEAD = re.compile(
    rf"{BODY}\b.*?(?:xây dựng|ban hành|đề ra|triển khai|tổ chức|phối hợp|lên kế hoạch|lập kế hoạch)\b.*(?:như sau"
    rf"|sau đây)?\s*:?\s*$",
    re.DOTALL,
)
SENTENCE_OF_BODY = re.compile(rf";|\.\s+{BODY}\b")
TITLE_START = re.compile(
    r"(?:Tổ chức|Phát động|Triển khai|Biểu dương|Tuyên dương|Thực hiện phong trào|V/v|Về việc"
    r"|Về)\s", re.IGNORECASE,
)
CONTINUES = re.compile(r"(?:Lần thứ|Năm|Giai đoạn|Tiến tới|Và|Trong|Nhân|Chào mừng)\b")
TOWN = re.compile(r"(?:TỈNH|HUYỆN|THÀNH PHỐ|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|CẤP)\b", re.IGNORECASE)
UNFINISHED = re.compile(
    r"(?:TỔNG LIÊN ĐOÀN LAO ĐỘNG|TỔNG LIÊN ĐOÀN|TỔNG LĐLĐ|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|LIÊN ĐOÀN LAO ĐỘNG|LĐLĐ|UBND"
    r"|CÔNG ĐOÀN NGÀNH|CÔNG ĐOÀN)\s*",
    re.IGNORECASE,
)


@dataclass
class Head:
    """What the head says; what it does not say is empty."""

    number: Found = field(default_factory=lambda: Found(None))
    place: Found = field(default_factory=lambda: Found(None))
    day: Found = field(default_factory=lambda: Found(None))
    year: int | None = None  # also of a date whose day is still open
    title: Found = field(default_factory=lambda: Found(None))
    letterhead: list[Found] = field(default_factory=list)  # lines of bodies, as written
    grounds: list[Found] = field(default_factory=list)
    lead: Found = field(default_factory=lambda: Found(None))
    has_type: bool = False
    other_type: str = ""
    left: list[Para] = field(default_factory=list)  # what could not be placed


def split_head(paras: list[Para]) -> tuple[list[Para], list[Para]]:
    """The head and the rest: it ends before the first section."""
    for at, para in enumerate(paras):
        mark = mark_of(para.text)
        is_numbered = mark.style in NUMBERED and not GROUND.match(mark.text) and not para.rows
        if is_numbered and not NUMBER.match(para.plain) and (mark.number[-1] == 1 or at > 3):
            return paras[:at], paras[at:]
        if para.rows or re.match(r"Nơi nhận", para.plain):
            return paras[:at], paras[at:]
    # no number at all: the text begins behind the lead
    lead = next((at for at, para in enumerate(paras) if para.plain.endswith("như sau:")), -1)
    return paras[: lead + 1], paras[lead + 1 :]


def read_head(paras: list[Para]) -> Head:
    head = Head()
    rest = []
    for para in paras:
        if (motto := MOTTO.search(para.plain)) and len(para.plain) < 140:
            # Where two columns were written on one line, the body's name stands left of the motto.
            if UNFINISHED.match(name := para.plain[: motto.start()].strip()):
                rest.append(replace(para, text=name))
            continue
        if not _number_or_date(para, head):
            rest.append(para)
    _title(rest, head)
    return head


def _number_or_date(para: Para, head: Head) -> bool:
    """Whether the line is (only) the number, the date, or both of them in either order."""
    text = para.plain
    if len(text) > 160 or GROUND.match(mark_of(text).text):
        return False
    number = NUMBER.search(text) if not head.number.value else None
    dated = DATED.search(text.removeprefix(number[0]) if number else text) if not head.place.value else None
    if number and number.start() < 30:
        head.number = _numbered(number, para.at)
    if dated and (dated.end() > len(text) - 15 or number):
        _date(dated, para.at, head)
    return bool(head.number.at == para.at or head.place.at == para.at)


def _numbered(found: re.Match[str], at: Place) -> Found:
    symbol = re.sub(r"\s+", "", found["symbol"].replace("–", "-"))
    doubt = "" if found["number"] else "Văn bản nguồn chưa ghi số: chỉ có ký hiệu."
    return Found(f"{found['number']}{symbol}", at, doubt)


def _date(found: re.Match[str], at: Place, head: Head) -> None:
    head.place = Found(found["place"].strip(" -–*"), at)
    day, month, year = (found[key] or found[f"{key}2"] for key in ("day", "month", "year"))
    head.year = int(year) if year else None
    if not (day and month and year):
        head.day = Found(None, at)
        return
    try:
        head.day = Found(date(int(year), int(month), int(day)), at)
    except ValueError:
        head.day = Found(None, at)


# --- title, letterhead, grounds, lead -------------------------------------------------------------------------------


def _title(paras: list[Para], head: Head) -> None:
    kind = next((at for at, para in enumerate(paras) if TYPE.match(para.plain)), None)
    if kind is None:  # type and title in one line of small letters
        kind = next(
            (at for at, para in enumerate(paras) if TYPE_AND_TITLE.match(para.plain) and not para.plain.endswith((":", ";"))),
            None,
        )
    head.has_type = kind is not None
    start = kind if kind is not None else next((at for at, para in enumerate(paras) if _may_be_title(para)), None)
    if start is None:
        _bodies([para for para in paras if is_upper(para.plain)], head)
        head.other_type = _other_type(paras)
        return _grounds([para for para in paras if not is_upper(para.plain)], head)
    _bodies([para for para in paras[:start] if is_upper(para.plain) or UNFINISHED.match(para.plain)], head)
    head.other_type = "" if head.has_type else _other_type(paras)
    before = [para for para in paras[:start] if GROUND.match(mark_of(para.plain).text)]
    head.left += [para for para in paras[:start] if not (is_upper(para.plain) or UNFINISHED.match(para.plain) or para in before)]
    lines = [TYPE_AND_TITLE.sub("", TYPE.sub("", paras[start].plain, count=1)) if kind is not None else paras[start].plain]
    at, end = paras[start].at, start + 1
    while end < len(paras) and _is_of_title(paras[end], lines[-1], centred=paras[end - 1].centre):
        lines.append(paras[end].plain)
        at += paras[end].at
        end += 1
    title = _joined_title([line for line in lines if line])
    if len(title) > LONGEST_TITLE:
        head.left.append(replace(paras[start], text=title))
    elif title:
        head.title = Found(title, at)
    _bodies([para for para in paras[end:] if _is_body(para)], head)
    return _grounds(before + [para for para in paras[end:] if not _is_body(para)], head)


def _is_body(para: Para) -> bool:
    return is_upper(para.plain) and bool(UNFINISHED.match(para.plain)) and len(para.plain) < 90


def _may_be_title(para: Para) -> bool:
    return bool(TITLE_START.match(para.plain)) and not para.plain.endswith((";", ":")) and len(para.plain) < 400


def _other_type(paras: list[Para]) -> str:
    return next((kind for para in paras for kind in OTHER_TYPES if para.plain.strip(" :.").upper() == kind), "")


def _is_of_title(para: Para, before: str, *, centred: bool) -> bool:
    text, has_words = para.plain, bool(before)
    if mark_of(text).style in (DASH, PLUS) or text.endswith((";", ":", ".")) or LEAD.match(text) and has_words and not para.bold:
        return False
    if has_words and is_upper(text) and UNFINISHED.match(text) and not is_upper(before):
        return False  # the issuer's line, out of its place
    if GROUND.match(text) and has_words and not (para.bold or is_upper(text) or centred and para.centre):
        return False
    return not has_words or para.bold or para.centre or is_upper(text) or len(text) < 160


def _joined_title(lines: list[str]) -> str:
    """One line; a word that begins a line is small where it is in the middle of a sentence."""
    title = ""
    for line in lines:
        if title and CONTINUES.match(line):
            line = line[0].lower() + line[1:]
        title = f"{title} {line}".strip()
    return without_end(re.sub(r"(?<=[a-zà-ỹ0-9,] )(?:Lần thứ|Năm \d)", lambda found: found[0].lower(), title))


def _bodies(paras: list[Para], head: Head) -> None:
    """The lines of the letterhead; a body whose place stands on the next line is one."""
    for para in paras:
        text = para.plain.strip(" -–*")
        if len(text) > LONGEST_BODY:
            head.left.append(para)
            continue
        if not text or MOTTO.search(text) or TYPE.match(text) or text in OTHER_TYPES or COLLECTIVE.fullmatch(text):
            continue
        before = head.letterhead[-1] if head.letterhead else None
        if before and TOWN.match(text) and UNFINISHED.fullmatch(before.value):
            head.letterhead[-1] = Found(f"{before.value} {text}", before.at + para.at)
        else:
            head.letterhead.append(Found(text, para.at))
    head.letterhead = [Found(unit_name(line.value), line.at) for line in head.letterhead]


def _grounds(paras: list[Para], head: Head) -> None:
    """Grounds, then the lead: the last paragraph before the text, or the last clause of the last ground."""
    for place, para in enumerate(paras):
        mark = mark_of(para.text)
        text = mark.text if mark.style in (DASH, PLUS) else para.text
        is_last = place == len(paras) - 1
        if is_last or not GROUND.match(text):
            if is_last and GROUND.match(text) and not text.rstrip(" .").endswith((":", "như sau", "sau đây")):
                _add_grounds(text, para.at, head)
            else:
                _lead(text, para.at, head)
        else:
            _add_grounds(text, para.at, head)


def _add_grounds(text: str, at: Place, head: Head) -> None:
    clauses = split_clauses(text)
    doubt = "Đoạn này có nhiều vế, được tách ở dấu chấm phẩy thành từng căn cứ." if len(clauses) > 1 else ""
    for place, clause in enumerate(clauses):
        head.grounds.append(Found(without_end(clause), at, doubt if place == 0 else ""))


def _lead(text: str, at: Place, head: Head) -> None:
    """The lead may follow its grounds in one paragraph."""
    cut = _where_lead_begins(text)
    if cut:
        _add_grounds(text[:cut].rstrip(" ,;"), at, head)
        text = text[cut:].strip()
    before = head.lead
    head.lead = Found(f"{before.value}\n{text}", before.at + at) if before.value else Found(text, at)


def _where_lead_begins(text: str) -> int:
    """0 where the whole paragraph is lead. Of several bodies the first that the same sentence lets act."""
    if not GROUND.match(text) or re.match(r"(?:Nhằm|Để)\s", text):
        return 0
    starts = [found.start(1) for found in re.finditer(rf"[,;.]\s+({BODY}\b)", text)]
    return next((at for at in starts if LEAD.match(text[at:]) and not SENTENCE_OF_BODY.search(text, at)), 0)


def split_clauses(text: str) -> list[str]:
    """Parted by ";" outside of brackets and quotes."""
    clauses, depth = [""], 0
    for letter in text:
        depth += (letter in "(“") - (letter in ")”")
        if letter == ";" and depth <= 0:
            clauses.append("")
        else:
            clauses[-1] += letter
    return [clause.strip() for clause in clauses if clause.strip(" .")]
