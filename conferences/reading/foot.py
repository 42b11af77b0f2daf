"""The foot of a plan: closing paragraph, recipients, signature blocks; and the appendices behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from conferences.reading.found import Found, Place
from conferences.reading.lines import Para
from conferences.reading.marks import DASH, PLUS, is_upper, mark_of, without_end

RECIPIENTS = re.compile(r"(?:Nơi nhận|Nơi gửi)\s*:?\s*(?P<rest>.*)", re.IGNORECASE)
ARCHIVE = re.compile(r"Lưu\s*[:;]?", re.IGNORECASE)
AUTHORITY = re.compile(
    r"(?:TM\.?|KT\.?|TL\.?|TUQ\.?|Q\.|T/M|K/T|T\.M\.?|K\.T\.?|P\.)\s*\S|(?:PHÓ |Phó )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN"
    r"|TRƯỞNG PHÒNG|BÍ THƯ|HIỆU TRƯỞNG)"
    r"|(?:ỦY VIÊN|TỔNG GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG TIỂU BAN)"
)
BODY_NAME = re.compile(r"(?:LIÊN ĐOÀN|LĐLĐ|CÔNG ĐOÀN|SỞ|ỦY BAN|UỶ BAN|UBND|PHÒNG|HỘI|BAN|TỔNG)\b")
ON_BEHALF = re.compile(r"(?:TM\b|T/M|T\.M)")
TITLE = re.compile(
    r"(?:KT\.\s*)?(?:Phó\s+)?(?:Chủ tịch|Giám đốc|Tổng Giám đốc|Trưởng (?:ban|phòng)|Hiệu trưởng|Bí thư)", re.IGNORECASE
)
BESIDE = re.compile(  # two columns on one line: what ends as a recipient ends, then an authority, a remark or a name
    r"(?P<left>(?:Nơi nhận\s*:?|.*[;.:)]))\s+(?P<right>(?:(?:TM|KT|TL|TUQ|T/M|K/T)\.?\s*|PHÓ "
    r"|TỔNG )?[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ .,-]{4,60})"
)
SIGNED_BESIDE = re.compile(r"(?P<left>.*[;.)])\s+\((?:đã ký|đã kí|ký tên)[^)]*\)\s*$", re.IGNORECASE)
SIGNER = re.compile(r"(?:(?:TS|ThS|PGS|GS|BS|KS)\.?\s*)*(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]*(?:['’][A-ZĐÀ-Ỹa-zđà-ỹ]+)?\s*){2,6}")
CLOSING = re.compile(
    r"Trên đây là|Căn cứ (?:nội dung )?[Kk]ế hoạch này|(?:Yêu cầu|Đề nghị)\s.*(?:kế hoạch|triển khai"
    r"|thực hiện)"
)
APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ\s+|số\s+)?(?:[IVX]+|\d+))?\s*[:.–-]?\s*(?P<rest>.*)")
BELONGS_TO = re.compile(r"\((?:Kèm theo|Ban hành kèm theo|Đính kèm)[^)]*\)?", re.IGNORECASE)
SIGNED = re.compile(r"\(?(?:đã ký|đã kí|ký tên|ký, đóng dấu)[^)]*\)?\.?", re.IGNORECASE)
SUPERSCRIPT = re.compile(r"[¹²³⁴-⁹]+")
BRACE = re.compile(r"^[}{\]]\s*|\s*[}{]\s*")


@dataclass
class Signature:
    """One block: the lines of authority and the name below them."""

    authority: list[str] = field(default_factory=list)
    signer: str = ""
    at: Place = ()
    body: str = ""  # the name of the body over it, where joint plans print one


@dataclass
class Appendix:
    title: Found
    tables: list[Para] = field(default_factory=list)
    lines: list[Para] = field(default_factory=list)


@dataclass
class Foot:
    closing: Found = field(default_factory=lambda: Found(None))
    recipients: list[Found] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    appendices: list[Appendix] = field(default_factory=list)
    left: list[Para] = field(default_factory=list)


def split_foot(paras: list[Para]) -> tuple[list[Para], list[Para]]:
    """The text and what stands below it: from the closing paragraph, the recipients or the first signature on."""
    start = next((at for at, para in enumerate(paras) if _begins_foot(para)), len(paras))
    back = start - 1 if 0 < start < len(paras) and _is_body_above(paras, start - 1) else start
    while back and _is_closing(paras[back - 1]):
        back -= 1
    return paras[:back], paras[back:]


def _begins_foot(para: Para) -> bool:
    if para.rows or mark_of(para.text).style:
        return False
    return bool(RECIPIENTS.match(para.plain) or _is_authority(para) or re.match(r"Trên đây là", para.plain))


def _is_closing(para: Para) -> bool:
    is_whole = len(para.plain) > 60 or para.plain.endswith("./.")
    return not para.rows and not mark_of(para.text).style and bool(CLOSING.match(para.plain)) and is_whole


def _is_authority(para: Para) -> bool:
    text = para.plain
    return len(text) < 80 and bool(AUTHORITY.match(text)) and (is_upper(text) or bool(re.match(r"(?:TM|KT|TL|TUQ)\.", text)))


def read_foot(paras: list[Para]) -> Foot:
    foot = Foot()
    listing = False
    paras = [part for para in paras for part in _columns(para)]
    for at, para in enumerate(paras):
        if para.rows or foot.signatures and foot.signatures[-1].signer and _begins_appendix(paras, at):
            _read_appendices(paras[at:], foot)
            break
        if found := RECIPIENTS.match(para.plain):
            listing = True
            _add_recipient(found["rest"], para.at, foot)
        elif _is_authority(para) or _is_title_below(para, foot):
            _add_authority(para, foot)
            listing = False
        elif _is_body_above(paras, at):
            foot.signatures.append(Signature(body=para.plain.strip(" *"), at=para.at))
            listing = False
        elif SIGNED.fullmatch(para.plain):
            continue
        elif foot.signatures and not foot.signatures[-1].signer and _is_signer(para):
            last = foot.signatures[-1]
            name = para.plain.strip(" *")
            para = replace(para, text=name.title() if is_upper(name) else name)
            last.signer, last.at = para.plain.strip(" *"), last.at + para.at
            listing = listing and not foot.recipients
        elif listing or mark_of(para.text).style in (DASH, PLUS) and not foot.closing.value:
            _add_recipient(mark_of(para.text).text, para.at, foot)
        elif foot.signatures or foot.recipients:
            _late(para, foot)
        else:
            before = foot.closing
            text = f"{before.value}\n{para.text}" if before.value else para.text
            foot.closing = Found(text, before.at + para.at)
    return foot


def _columns(para: Para) -> list[Para]:
    """Recipients and signature that were written side by side on one line, as two."""
    if para.rows or _is_authority(para):
        return [para]
    if signed := SIGNED_BESIDE.fullmatch(para.plain):
        return [replace(para, text=signed["left"])]
    found = BESIDE.fullmatch(para.plain)
    if not found or not AUTHORITY.match(found["right"]):
        return [para]
    return [replace(para, text=found["left"].strip()), replace(para, text=found["right"].strip())]


def _is_title_below(para: Para, foot: Foot) -> bool:
    """ "Chủ tịch" in small letters under its collective."""
    return bool(foot.signatures and not foot.signatures[-1].signer and TITLE.fullmatch(para.plain.strip(" *")))


def _is_body_above(paras: list[Para], at: int) -> bool:
    """The body's name over the authority of its signature; not that of an authority that has its own collective."""
    para, below = paras[at], paras[at + 1 : at + 2]
    is_name = is_upper(para.plain) and bool(BODY_NAME.match(para.plain)) and not mark_of(para.text).style
    return is_name and bool(below) and _is_authority(below[0])


def _late(para: Para, foot: Foot) -> None:
    """A line behind recipients or signatures: one more recipient, or nothing that has a place."""
    if mark_of(para.text).style in (DASH, PLUS) or ARCHIVE.match(para.plain):
        _add_recipient(mark_of(para.text).text, para.at, foot)
    else:
        foot.left.append(para)


def _is_signer(para: Para) -> bool:
    """A name of two to six words; in capitals only where the words are no body's and no heading's."""
    name = para.plain.strip(" *")
    if is_upper(name):
        is_name = 2 <= len(name.split()) <= 5 and not re.search(r"[^\w\s]|\d", name) and not BODY_NAME.match(name)
        return is_name and not _is_authority(para) and not APPENDIX.match(name) and not mark_of(para.text).style
    return bool(SIGNER.fullmatch(name)) and not mark_of(para.text).style


def _add_authority(para: Para, foot: Foot) -> None:
    """A collective begins a block; so does whatever stands behind a name."""
    last = foot.signatures[-1] if foot.signatures else None
    if last is None or last.signer or last.authority and ON_BEHALF.match(para.plain):
        last = Signature()
        foot.signatures.append(last)
    last.authority.append(para.plain.strip(" *"))
    last.at += para.at


def _add_recipient(text: str, at: Place, foot: Foot) -> None:
    """Without its dash, its closing mark, and marks of notes and braces that belong to several lines."""
    without_marks = SUPERSCRIPT.sub("", BRACE.sub("", text))
    words = re.sub(r"^\(B/c\)\.?$|^[()]*$", "", without_end(without_marks).strip())
    doubt = "Dấu ngoặc gộp nhiều dòng hoặc dấu chú thích của văn bản nguồn đã bỏ." if without_marks != text else ""
    if words:
        foot.recipients.append(Found(words.replace("**", ""), at, doubt))
    elif text.strip(" :.*"):
        foot.left.append(Para(text, at))


# --- appendices -----------------------------------------------------------------------------------------------------


def _begins_appendix(paras: list[Para], at: int) -> bool:
    """A title in capitals (or "Phụ lục") that no signature follows at once."""
    para = paras[at]
    if APPENDIX.match(para.plain):
        return True
    return is_upper(para.plain) and not _is_authority(para) and not _is_body_above(paras, at) and len(para.plain.split()) > 2


def _read_appendices(paras: list[Para], foot: Foot) -> None:
    titles: list[Para] = []
    for para in paras:
        if para.rows:
            if titles or not foot.appendices:
                foot.appendices.append(Appendix(_title(titles)))
                titles = []
            foot.appendices[-1].tables.append(para)
        elif BELONGS_TO.fullmatch(para.plain.strip()):
            continue  # the paper writes this line by itself
        elif is_upper(para.plain) or APPENDIX.match(para.plain) or para.bold or para.centre:
            titles.append(para)
        elif foot.appendices:
            foot.appendices[-1].lines.append(para)
        else:
            foot.left.append(para)
    if titles:
        foot.appendices.append(Appendix(_title(titles)))


def _title(lines: list[Para]) -> Found:
    """The lines as one; "Phụ lục 1" alone is a number, which is computed."""
    words = []
    for line in lines:
        found = APPENDIX.match(line.plain)
        words.append(found["rest"] if found else line.plain)
    at = tuple(place for line in lines for place in line.at)
    number = lines[0].plain.strip(" :.") if lines else "Phụ lục"
    doubt = "" if any(words) else "Phụ lục không có tên trong văn bản nguồn."
    return Found(" ".join(filter(None, words)) or number, at, doubt)
