"""The foot of a paper: end of the text, signatures and recipients (boxes 7 and 9b)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from papers.checking.decree import STYLES, Departure, departure, style_departures
from papers.checking.lines import MM, Line, joined
from papers.checking.sheets import Section
from papers.checking.text import Paragraph, Text

POST = (
    r"chủ tịch|phó chủ tịch|chánh văn phòng|phó chánh văn phòng|trưởng (?:ban|đoàn|phòng)|phó trưởng|tổ trưởng|giám đốc"
    r"|phó giám đốc|chủ nhiệm|thư ký|chủ tọa|chủ toạ|chủ trì|hiệu trưởng|người (?:lập|ghi|báo)|thủ trưởng"
)
AUTHORITY = re.compile(rf"(?:(?:tm|kt|tl|tuq|q|t/m|k/t|t/l)\b[. ]|(?:{POST})\b)")
TITLES = re.compile(
    r"(?:gs|pgs|ts|ths|th\.s|tskh|bs|bscki|bsckii|ks|cn|ls|ds|ngnd|ngưt|nsnd|nsưt|giáo sư|phó giáo sư|tiến sĩ|thạc sĩ|bác sĩ"
    r"|kỹ sư|cử nhân|luật sư|dược sĩ|anh hùng lao động|nhà giáo (?:nhân dân|ưu tú)|ông|bà|đồng chí|đ/c)[. ]"
)
SHORT_COLLECTIVES = re.compile(r"\b(?:BTV|BCH|UBND|HĐND|ĐCT|UBKT|BCĐ|BTC|HĐ)\b")
SIGNATURE_GAP = 1.9  # of the size: the space for the signature is wider
SEGMENT = 0.6  # of the size: the two sides of the foot are further apart than words


@dataclass
class Signed:
    """One signature block."""

    authority: list[Line]
    signer: list[Line]


@dataclass
class Foot:
    """What closes a paper."""

    signed: list[Signed] = field(default_factory=list)
    recipients_head: Line | None = None
    recipients: list[list[Line]] = field(default_factory=list)  # a group of lines each


def split_foot(section: Section, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The text, and the foot below it."""
    for place, line in enumerate(lines):
        parts = line.segments(SEGMENT * 2)
        if line.fold.startswith("nơi nhận") or (_opens_foot(section, parts) and place):
            return lines[:place], lines[place:]
    return lines, []


def _opens_foot(section: Section, parts: list[Line]) -> bool:
    posts = [part for part in parts if AUTHORITY.match(part.fold) and part.length < 0.6 * (section.end - section.start)]
    if len(parts) == 1:
        return bool(posts) and posts[0].x0 > section.start + 25 * MM and posts[0].centre > section.centre + 5 * MM
    return len(posts) == len(parts) and len(parts) < 4 or bool(posts) and parts[0].fold.startswith("nơi nhận")


def read_foot(lines: list[Line]) -> Foot:
    """The signatures and recipients among the last lines of a paper."""
    foot = Foot()
    parts = [part for line in lines for part in line.segments(SEGMENT)]
    foot.recipients_head = next((part for part in parts if part.fold.startswith("nơi nhận")), None)
    left = [part for part in parts if foot.recipients_head and _is_recipient(foot.recipients_head, part)]
    blocks: list[list[Line]] = []
    for part in (part for part in parts if part not in left and part is not foot.recipients_head):
        under = [block for block in blocks if any(line.x0 < part.x1 and part.x0 < line.x1 for line in block)]
        if under:
            under[0].append(part)
        else:
            blocks.append([part])
    foot.signed = [_signed(sorted(block, key=lambda line: (line.page, line.baseline))) for block in blocks]
    foot.signed = [signed for signed in foot.signed if signed.authority and AUTHORITY.match(signed.authority[0].fold)]
    for line in left:
        above = foot.recipients[-1][-1] if foot.recipients else None
        if above is None or re.match(r"[-–+•]", line.text) or re.search(r"[;.]$", above.text):
            foot.recipients.append([])
        foot.recipients[-1].append(line)
    return foot


def _is_recipient(head: Line, part: Line) -> bool:
    after = (part.page, part.baseline) > (head.page, head.baseline)
    return part is not head and after and head.x0 - 5 * MM < part.x0 < head.x0 + 12 * MM and part.size < 13.5


def _signed(block: list[Line]) -> Signed:
    """Authority and signer: the space for the signature is the widest gap, if it is one."""
    gaps = [(_gap(upper, lower), place) for place, (upper, lower) in enumerate(zip(block, block[1:]), 1)]
    widest, place = max(gaps, default=(0, 0))
    if widest > SIGNATURE_GAP * block[0].size:
        return Signed(block[:place], block[place:])
    if len(block) > 1 and not AUTHORITY.match(block[-1].fold) and block[-1].text != block[-1].text.upper():
        return Signed(block[:-1], block[-1:])
    return Signed(block, [])


def _gap(upper: Line, lower: Line) -> float:
    return 1000.0 if upper.page != lower.page else lower.baseline - upper.baseline


def check_foot(section: Section, foot: Foot, text: Text, *, type_name: str, numbered: bool, draft: bool) -> Iterator[Departure]:
    """The end of the text, each signature, the recipients."""
    for signed in foot.signed:
        yield from style_departures(STYLES["authority"], signed.authority)
        yield from _check_authority(signed)
        yield from style_departures(STYLES["signer"], signed.signer)
        yield from _check_signer(signed, draft=draft)
    if foot.signed:
        yield from _check_end(section, foot, text.body)
        yield from _check_company(section, foot)
    if foot.signed and numbered and foot.recipients_head is None:
        yield departure("Nơi nhận", foot.signed[0].authority[0].page, "Không thấy “Nơi nhận:”", "Mục II.9",
                        "nơi nhận ở cuối văn bản, phía bên trái")
    if foot.recipients_head:
        yield from _check_recipients(foot, text, type_name)


def _check_authority(signed: Signed) -> Iterator[Departure]:
    for line in signed.authority:
        seen = SHORT_COLLECTIVES.search(line.text)
        if seen:
            yield departure("Quyền hạn, chức vụ", line.page, f"“{line.text}”: tên tập thể viết tắt “{seen[0]}”", "Mục II.7",
                            "ghi “TM.” vào trước tên đầy đủ của tập thể lãnh đạo")
        elif re.match(r"(?:TM|KT|TL|TUQ|Q)(?!\.)\b|T/M|K/T|T/L", line.text):
            yield departure("Quyền hạn, chức vụ", line.page, f"“{line.text}”: chữ viết tắt quyền hạn không có dấu chấm",
                            "Mục II.7", "viết “TM.”, “KT.”, “TL.”, “TUQ.”, “Q.” có dấu chấm")


def _check_signer(signed: Signed, *, draft: bool) -> Iterator[Departure]:
    last = signed.authority[-1]
    if not signed.signer:
        if not draft:
            yield departure("Họ tên người ký", last.page, f"Dưới “{last.text}” không có họ tên người ký", "Mục II.7",
                            "ghi đầy đủ họ và tên người ký")
        return
    name = signed.signer[0]
    if TITLES.match(name.fold):
        yield departure("Họ tên người ký", name.page, f"“{name.text}”: trước họ tên có học hàm, học vị hoặc danh xưng",
                        "Mục II.7", "không ghi học hàm, học vị và các danh hiệu danh dự khác trước họ tên")
    if name.page != last.page:
        yield departure("Chữ ký", name.page, f"Họ tên “{name.text}” sang trang khác với chức vụ", "Mục II.7",
                        "họ tên canh giữa dưới quyền hạn, chức vụ")
    elif abs(name.centre - last.centre) > 5 * MM:
        yield departure("Họ tên người ký", name.page, f"“{name.text}” lệch khỏi giữa “{last.text}”", "Mục II.7",
                        "họ tên canh giữa so với quyền hạn, chức vụ")


def _check_end(section: Section, foot: Foot, body: list[Paragraph]) -> Iterator[Departure]:
    if not body:
        return
    last = body[-1].lines[-1]
    sheets = [sheet for sheet in section.sheets if last.page <= sheet.number <= foot.signed[0].authority[0].page]
    if any(sheet.number > last.page or grid.top > last.baseline for sheet in sheets for grid, _ in sheet.grids):
        return  # a table closes the text
    if not body[-1].text.rstrip().endswith("./."):
        yield departure("Kết thúc nội dung", last.page, f"“{last.short}”: không có dấu “./.” sau chữ cuối", "Mục IV, các mẫu",
                        "dấu “./.” ngay sau chữ cuối cùng của nội dung")


def _check_company(section: Section, foot: Foot) -> Iterator[Departure]:
    first = foot.signed[0].authority[0]
    above = [line for line in section.lines if line.page == first.page and line.baseline < first.baseline - 20]
    tables = [grid for grid, _ in section.sheet(first).grids if grid.bottom < first.top]
    if not above and not tables:
        yield Departure(first.page, "Chữ ký", "Khối chữ ký đứng một mình trên một trang: thông lệ phải có ít nhất hai dòng nội "
                        "dung ở trên, để không ai ghép trang chữ ký vào văn bản khác.")


def _check_recipients(foot: Foot, text: Text, type_name: str) -> Iterator[Departure]:
    head = foot.recipients_head
    yield from style_departures(STYLES["recipients_head"], [head])
    if not head.text.startswith("Nơi nhận:"):
        yield departure("Nơi nhận", head.page, f"“{head.text}”: viết không đúng mẫu", "Mục II.9",
                        "“Nơi nhận:”, sau có dấu hai chấm")
    if len(foot.signed) == 1 and type_name != "biên bản" and foot.signed[0].authority[0].page == head.page:
        if abs(head.baseline - foot.signed[0].authority[0].baseline) > 12:
            yield departure("Nơi nhận", head.page, "“Nơi nhận:” không ngang với dòng quyền hạn, chức vụ", "Mục II.9",
                            "từ “Nơi nhận” trình bày trên một dòng riêng, ngang hàng với quyền hạn, chức vụ")
    yield from style_departures(STYLES["recipients"], [line for group in foot.recipients for line in group])
    yield from _check_list(foot.recipients, head, text, type_name)


def _check_list(groups: list[list[Line]], head: Line, text: Text, type_name: str) -> Iterator[Departure]:
    def wrong(line: Line, seen: str, asks: str) -> Departure:
        return departure("Danh sách nơi nhận", line.page, f"“{line.short}”: {seen}", "Mục II.9", asks)

    if not groups:
        yield wrong(head, "không có dòng nào ở dưới", "liệt kê từng nơi nhận, mỗi nơi một dòng")
        return
    for place, group in enumerate(groups, 1):
        ends = "." if place == len(groups) else ";"
        if not group[0].text.startswith("- "):
            yield wrong(group[0], "đầu dòng không có gạch và cách chữ", "đầu mỗi dòng có gạch đầu dòng")
        if not joined(group).endswith(ends):
            yield wrong(group[-1], f"cuối dòng không có dấu “{ends}”",
                        "cuối mỗi dòng có dấu chấm phẩy, cuối dòng cuối cùng có dấu chấm")
    first, last = joined(groups[0]), joined(groups[-1])
    if not re.match(r"[-–] ?Lưu\b", last):
        yield wrong(groups[-1][0], "dòng cuối không phải dòng lưu", "dòng cuối cùng bắt đầu bằng “- Lưu:”")
    articles = [found for paragraph in text.body if (found := re.match(r"Điều (\d+)\.", paragraph.text))]
    if text.addressees and "như trên" not in first.casefold():
        yield wrong(groups[0][0], "dòng đầu không phải “Như trên”", "sau “Kính gửi”, dòng đầu là “- Như trên;”")
    elif type_name == "quyết định" and articles and not re.match(r"[-–] ?Như Điều \d+", first):
        yield wrong(groups[0][0], "dòng đầu không phải “Như Điều …”", f"dòng đầu là “- Như Điều {articles[-1][1]};”")
    elif (found := re.match(r"[-–] ?Như Điều (\d+)", first)) and articles and int(found[1]) > int(articles[-1][1]):
        yield wrong(groups[0][0], f"văn bản chỉ có {articles[-1][1]} điều", f"dòng đầu là “- Như Điều {articles[-1][1]};”")
