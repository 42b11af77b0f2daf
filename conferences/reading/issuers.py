"""Who issues the plan: from the letterhead, else from the symbol of the number, the lead and the signatures."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from conferences.reading.casing import first_upper, unit_name
from conferences.reading.foot import Signature
from conferences.reading.found import Found, bare
from conferences.reading.head import Head
from conferences.reading.marks import is_upper

UNION, STATE = "Liên đoàn Lao động", "Ủy ban nhân dân"
TOP = "Tổng Liên đoàn Lao động Việt Nam"
PROPER = r"[A-ZĐÀ-Ỹ][\wÀ-ỹ’'-]*(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ’'-]*){0,3}"
LEVEL_WORDS = "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
BODY_OF = re.compile(
    rf"(?P<body>(?i:Liên đoàn Lao động|LĐLĐ|Ủy ban nhân dân|Uỷ ban nhân dân"
    rf"|UBND))\s+(?P<level>(?i:{LEVEL_WORDS}))(?:\s+(?P<name>{PROPER}))?",
)
PLACE_OF = rf"(?P<level>(?i:{LEVEL_WORDS}))\s+{{name}}"
CENTRAL_CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh", "Huế")
ABOVE = re.compile(rf"(?:(?:Liên đoàn Lao động|LĐLĐ)\s+)?(?P<level>tỉnh|[Tt]hành phố)\s+(?P<name>{PROPER})")
LEVELS = (
    ("central", r"^Tổng Liên đoàn|^Công đoàn Việt Nam|^Bộ\b|Trung ương"),
    ("sector", r"^Công đoàn (?:ngành|Viên chức|các Khu|Khu|Tổng công ty|Tập đoàn)|^Công đoàn .*Việt Nam$|^Sở\b"),
    ("province", r"\btỉnh\b"),
    ("commune", r"\b(?:xã|phường|thị trấn|đặc khu)\b(?!\s*hội)"),
    ("district", r"\b(?:huyện|quận|thị xã)\b"),
    ("province", rf"\bthành phố (?:{'|'.join(CENTRAL_CITIES)})"),
    ("district", r"\bthành phố\b"),
)
SHORT_NAMES = (
    ("LĐVN|LĐ VN", "Lao động Việt Nam"),
    ("TLĐ", "Tổng Liên đoàn"),
    ("LĐLĐ", UNION),
    ("UBND", STATE),
    ("CĐ", "Công đoàn"),
)
UPPER_LINE = re.compile(r"Tổng Liên đoàn|Liên đoàn|Công đoàn|Ủy ban|Uỷ ban|UBND|LĐLĐ")
INFERRED = (
    "Văn bản nguồn không có phần tên cơ quan: tên cơ quan ban hành được suy ra từ số, ký hiệu, địa danh, lời dẫn và khối chữ ký."
)
OF_LEAD = "Văn bản nguồn không có phần tên cơ quan: tên cơ quan ban hành lấy từ lời dẫn."
OWN_UNION = re.compile(
    r"(?:(?:BCH|BTV|Ban [Cc]hấp hành|Ban [Tt]hường vụ)\s+)(?P<name>(?:[Cc]ông đoàn|CĐ)\s[^,;.:]{3,90}?)"
    r"\s+(?:xây dựng|lên kế hoạch|lập kế hoạch|ban hành|đề ra|triển khai|tổ chức)\b"
)
SUPERIOR = "Cơ quan cấp trên không ghi ở phần đầu văn bản nguồn: được suy ra từ nội dung."


def issuers(head: Head, signatures: list[Signature], texts: list[str]) -> list[Any]:
    """The bodies with their signatures, the one that signs first leads."""
    made = _of_letterhead(head, signatures) if head.letterhead else _inferred(head, signatures, texts)
    if head.letterhead:
        made = [{key: Found(_spelled(line.value, texts), line.at) for key, line in issuer.items() if line} for issuer in made]
    for issuer, block in zip(made, _by_issuer(made, signatures)):
        if block:
            issuer["authority"] = Found(block.authority, block.at)
            issuer["signer"] = Found(block.signer or None, block.at)
    return made


def _by_issuer(made: list[Any], signatures: list[Signature]) -> list[Signature | None]:
    """The block of each issuer: the one under its name or of its kind; else in the order in which they stand."""
    left = list(signatures)
    blocks: list[Signature | None] = []
    for issuer in made:
        name = in_full(str(bare(issuer["name"]))).casefold()
        named = [block for block in left if block.body and name.startswith(in_full(block.body).casefold())]
        kind = UNION if name.startswith((UNION.casefold(), "công đoàn")) else STATE if name.startswith(STATE.casefold()) else ""
        alike = [block for block in left if kind and _kind_of_block(block) == kind]
        block = next(iter(named or (alike if len(made) > 1 else []) or left), None)
        if block:
            left.remove(block)
        blocks.append(block)
    return blocks


def _spelled(name: str, texts: list[str]) -> str:
    """A name out of capitals, as the running text writes it where it does: in full rather than in short."""
    full = in_full(name)
    if full == TOP or re.search(re.escape(full), "\n".join(texts), re.IGNORECASE):
        name = full
    found = Counter(
        one[0]
        for text in texts
        for one in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
        if not is_upper(one[0])
    )
    return first_upper(found.most_common(1)[0][0]) if found else name


def in_full(name: str) -> str:
    """The usual short forms of unions and committees in words."""
    for short, words in SHORT_NAMES:
        name = re.sub(rf"\b{short}\b", words, name)
    return name


def level_of(name: str) -> str:
    """The level of a body by its name; what has no such word is a union at the base."""
    return next((level for level, pattern in LEVELS if re.search(pattern, name, re.IGNORECASE if level != "province" else 0)), "grassroots")


# --- a letterhead ---------------------------------------------------------------------------------------------------


def _of_letterhead(head: Head, signatures: list[Signature]) -> list[dict[str, Any]]:
    """One line is the issuer; of two the upper one is its superior. Joint plans sign twice."""
    lines = [line for line in head.letterhead if len(line.value) > 3]
    if len(signatures) > 1 and len(lines) >= len(signatures):
        return _of_joint(lines, len(signatures))
    joint = [Found(unit_name(part.strip()), line.at) for line in lines[-1:] for part in re.split(r"\s+[-–]\s+", line.value)]
    if len(signatures) > 1 and len(joint) == len(signatures):
        return [{"name": one} for one in joint]
    if len(lines) == 1:
        return [{"name": lines[0]}]
    superior = Found(" ".join(line.value for line in lines[:-1]), lines[0].at)
    return [{"name": lines[-1], "superior": superior if UPPER_LINE.search(superior.value) else None}]


def _of_joint(lines: list[Found], count: int) -> list[dict[str, Any]]:
    """As many letterheads as signatures: a union has a line above its own, a committee has none."""
    made: list[dict[str, Any]] = []
    above: Found | None = None
    left = len(lines)
    for line in lines:
        is_superior = left > count - len(made) and above is None and not line.value.startswith(STATE)
        left -= 1
        if is_superior and left >= count - len(made):
            above = line
            continue
        made.append({"name": line, "superior": above})
        above = None
    return made[:count]


# --- none -----------------------------------------------------------------------------------------------------------


def _inferred(head: Head, signatures: list[Signature], texts: list[str]) -> list[dict[str, Any]]:
    """A union or a committee of the level that the lead speaks of, at the place of the date."""
    place = str(head.place.value or "")
    whole = "\n".join(texts)
    kinds = [_kind_of_block(block) for block in signatures] or [_kind_of_symbol(str(head.number.value or ""))]
    if not any(kinds):
        kinds = [_kind_of_symbol(str(head.number.value or "")) or _kind_of_lead(str(head.lead.value or ""))]
    made = []
    if not head.place.value and (own := OWN_UNION.search(str(head.lead.value or ""))):
        return [{"name": Found(first_upper(own["name"].strip()), head.lead.at, OF_LEAD)}]
    for kind in [kind or _kind_of_symbol(str(head.number.value or "")) for kind in kinds]:
        name = _named(kind, place, str(head.lead.value or ""), whole) if kind else ""
        if name:
            issuer: dict[str, Any] = {"name": Found(name, head.place.at, INFERRED)}
            if kind == UNION and (superior := _superior(name, whole)):
                issuer["superior"] = Found(superior, (), SUPERIOR)
            made.append(issuer)
    return made


def _kind_of_block(block: Signature) -> str:
    first = " ".join(block.authority[:2])
    if re.search(r"ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND", first):
        return STATE
    return UNION if re.search(r"LĐLĐ|LIÊN ĐOÀN|BAN THƯỜNG VỤ|BTV|BAN CHẤP HÀNH", first) else ""


def _kind_of_symbol(number: str) -> str:
    symbol = number.rpartition("/")[2]
    return STATE if "UBND" in symbol else UNION if "LĐLĐ" in symbol or symbol.endswith("LT") else ""


def _kind_of_lead(lead: str) -> str:
    found = BODY_OF.search(lead)
    return "" if not found else STATE if found["body"].lower().startswith(("ủ", "u")) else UNION


def _named(kind: str, place: str, lead: str, whole: str) -> str:
    """ "Liên đoàn Lao động" + "huyện" + "Bàu Bàng": the level as the lead has it, the name that the text gives it."""
    if re.match(rf"(?:{LEVEL_WORDS})\s", place, re.IGNORECASE):
        return f"{kind} {place[0].lower()}{place[1:]}"  # "Quận 5, ngày ..." names its level
    for text in (lead, whole):
        same = [found for found in BODY_OF.finditer(text) if _is_kind(found["body"], kind)]
        named = [found for found in same if found["name"] and found["name"] == place]
        if named:
            return f"{kind} {named[0]['level'].lower()} {place}"
        levels = Counter(found["level"].lower() for found in same if not found["name"])
        for level, _ in levels.most_common():
            if place and re.search(rf"\b{level}\s+{re.escape(place)}", whole, re.IGNORECASE):
                return f"{kind} {level} {place}"
    if place and (found := re.search(PLACE_OF.format(name=re.escape(place)), whole)):
        return f"{kind} {found['level'].lower()} {place}"
    named = Counter(f"{found['level'].lower()} {found['name']}" for found in BODY_OF.finditer(lead) if found["name"])
    return f"{kind} {named.most_common(1)[0][0]}" if named else ""


def _is_kind(body: str, kind: str) -> bool:
    return (body.lower().startswith(("ủ", "u"))) == (kind == STATE)


def _superior(name: str, whole: str) -> str:
    """Of a province's union the confederation; of a lower one the union of the province or city that the text names."""
    if level_of(name) == "province":
        return TOP
    found = Counter(
        f"{one['level'].lower()} {one['name']}" for one in ABOVE.finditer(whole) if one["name"] not in name and " " in one["name"]
    )
    return f"{UNION} {found.most_common(1)[0][0]}" if found else ""
