"""Whether the head of a paper is as the decree asks (boxes 1 to 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papers.checking.decree import (
    MOTTO, NATION, SHORT_RULE, STYLES, Departure, departure, figure, style_departures,
)  # fmt: skip
from papers.checking.letterhead import LETTERS_OF, Letterhead
from papers.checking.lines import MM, Line, joined
from papers.checking.sheets import Section, Sheet

NUMBER = re.compile(r"Số: ?(?P<number>\d*)/(?P<symbol>\S+)")
SYMBOL_PART = re.compile(r"[A-ZĐƯƠÔÊÂĂ][A-Za-zĐđƯưƠơÔôÊêÂâĂă]*(?:\d+)?")
MIXED_CASE = frozenset({"CTr", "TTr", "QyĐ", "TrS"})
DATE = re.compile(r"(?P<place>.+?)(?P<comma>,?) ngày ?(?P<day>\d*) ?tháng ?(?P<month>\d*) ?năm ?(?P<year>\d{4}|\d{0,2})", re.I)


def check_head(head: Letterhead, section: Section) -> Iterator[Departure]:
    yield from _check_nation(head)
    yield from _check_motto(head)
    yield from _check_issuers(head)
    if head.number:
        yield from style_departures(STYLES["number"], [head.number])
        yield from _check_number(head, head.number)
    if head.date:
        yield from style_departures(STYLES["date"], head.date)
        yield from _check_date(head)
    if head.subject:
        yield from style_departures(STYLES["subject"], head.subject)
    yield from check_title(head, section)


def _check_nation(head: Letterhead) -> Iterator[Departure]:
    if head.nation is None:
        yield departure("Quốc hiệu", head.sheet.number, f"Không thấy “{NATION}” trên một dòng ở đầu trang", "Mục II.1",
                        "Quốc hiệu ở phía trên, bên phải trang đầu")
        return
    yield from style_departures(STYLES["nation"], [head.nation])
    text = head.nation.text.upper().replace("HOÀ", "HÒA")
    if text != NATION:
        yield departure("Quốc hiệu", head.nation.page, f"Quốc hiệu in là “{head.nation.text}”", "Mục II.1", f"“{NATION}”")
    if head.nation.centre < head.sheet.width / 2:
        yield departure("Quốc hiệu", head.nation.page, "Quốc hiệu nằm bên trái", "Mục II.1", "phía trên, bên phải")


def _check_motto(head: Letterhead) -> Iterator[Departure]:
    motto = head.motto
    if motto is None:
        if head.nation is not None:
            yield departure("Tiêu ngữ", head.sheet.number, f"Dưới Quốc hiệu không thấy “{MOTTO}”", "Mục II.1",
                            "Tiêu ngữ ngay dưới Quốc hiệu")
        return
    yield from style_departures(STYLES["motto"], [motto])
    if motto.text.casefold() != MOTTO.casefold():
        yield departure("Tiêu ngữ", motto.page, f"Tiêu ngữ in là “{motto.text}”", "Mục II.1",
                        f"“{MOTTO}”, giữa các cụm từ có gạch nối, có cách chữ")
    elif motto.text != MOTTO and motto.text != MOTTO.upper():
        yield departure("Tiêu ngữ", motto.page, f"Tiêu ngữ in là “{motto.text}”", "Mục II.1",
                        "chữ cái đầu của mỗi cụm từ viết hoa")
    if head.nation and abs(motto.centre - head.nation.centre) > 3 * MM:
        yield departure("Tiêu ngữ", motto.page, "Tiêu ngữ lệch khỏi giữa Quốc hiệu", "Mục II.1", "canh giữa dưới Quốc hiệu")
    rules = head.sheet.rules_below(motto)
    if not rules:
        yield departure("Gạch dưới Tiêu ngữ", motto.page, "Dưới Tiêu ngữ không có đường kẻ", "Mục II.1",
                        "đường kẻ ngang nét liền, dài bằng dòng chữ")
    elif abs(rules[0].x1 - rules[0].x0 - motto.length) > 2 * MM:
        lengths = [figure(length / MM) for length in (rules[0].x1 - rules[0].x0, motto.length)]
        yield departure("Gạch dưới Tiêu ngữ", motto.page, f"Đường kẻ dài {lengths[0]} mm, dòng chữ dài {lengths[1]} mm",
                        "Mục II.1", "đường kẻ có độ dài bằng dòng chữ")


def _check_issuers(head: Letterhead) -> Iterator[Departure]:
    if not head.bodies:
        yield departure("Cơ quan ban hành", head.sheet.number, "Không thấy tên cơ quan ban hành ở góc trên bên trái", "Mục II.2",
                        "tên cơ quan ban hành ở phía trên, bên trái trang đầu")
    for body in head.bodies:
        yield from style_departures(STYLES["issuer" if body in head.issuers else "superior"], body)
    for body in head.issuers:
        yield from check_short_rule(head.sheet, "Gạch dưới cơ quan ban hành", "Mục II.2", body)


def _check_number(head: Letterhead, line: Line) -> Iterator[Departure]:
    def wrong(seen: str, asks: str) -> Departure:
        return departure("Số, ký hiệu", line.page, f"“{line.text}”: {seen}", "Mục II.3", asks)

    found = NUMBER.fullmatch(line.text)
    if not found:
        yield wrong("viết không đúng mẫu", "“Số:”, số, dấu gạch chéo rồi ký hiệu, viết liền như “Số: 05/KH-LĐLĐ”")
        return
    number, symbol = found["number"], found["symbol"]
    if number and (len(number) < 2 or (number.startswith("0") and len(number) > 2)):
        yield wrong(f"số {int(number)} viết là “{number}”", "số nhỏ hơn 10 thì ghi thêm một số 0 phía trước")
    if re.search(r"\b(?:19|20)\d\d\b", symbol):
        yield wrong("có năm trong ký hiệu", "ký hiệu gồm chữ viết tắt tên loại và tên cơ quan, không có năm")
        return
    parts = re.split(r"[-/.]", symbol)
    if "/" in symbol or "." in symbol or not all(SYMBOL_PART.fullmatch(part) for part in parts):
        yield wrong("ký hiệu sai dấu hoặc sai chữ", "các nhóm chữ viết tắt nối nhau bằng gạch nối, không cách chữ")
    elif any(part != part.upper() and part not in MIXED_CASE for part in parts[:2] if len(part) > 1):
        yield wrong("ký hiệu viết thường", "ký hiệu bằng chữ in hoa")
    elif head.type_name in LETTERS_OF and parts[0] != LETTERS_OF[head.type_name]:
        yield wrong(f"ký hiệu của {head.type_name} là “{parts[0]}”",
                    f"chữ viết tắt “{LETTERS_OF[head.type_name]}” (bảng ở Phụ lục III)")


def _check_date(head: Letterhead) -> Iterator[Departure]:
    text, first = joined(head.date), head.date[0]

    def wrong(seen: str, asks: str) -> Departure:
        return departure("Địa danh, thời gian", first.page, f"“{text}”: {seen}", "Mục II.4", asks)

    found = DATE.fullmatch(text)
    if not found:
        yield wrong("viết không đúng mẫu", "địa danh, dấu phẩy, rồi ngày … tháng … năm …")
        return
    day, month = found["day"], found["month"]
    if not found["comma"]:
        yield wrong("sau địa danh không có dấu phẩy", "sau địa danh có dấu phẩy")
    if found["place"][0].islower():
        yield wrong("địa danh viết thường", "viết hoa chữ cái đầu của địa danh")
    if day and (len(day) != 2 or not 1 <= int(day) <= 31):
        yield wrong(f"ngày viết là “{day}”", "ngày nhỏ hơn 10 thì ghi thêm một số 0 phía trước")
    if month and not 1 <= int(month) <= 12:
        yield wrong(f"không có tháng {month}", "tháng 1 đến 12")
    elif month and month != (f"0{int(month)}" if int(month) < 3 else str(int(month))):
        yield wrong(f"tháng viết là “{month}”", "chỉ tháng 1 và 2 ghi thêm một số 0 phía trước")
    if head.number and abs(first.baseline - head.number.baseline) > 3:
        yield wrong("không nằm cùng dòng với số, ký hiệu", "địa danh, thời gian trình bày trên cùng một dòng với số, ký hiệu")
    if head.nation and abs(first.centre - head.nation.centre) > 8 * MM:
        yield wrong("lệch khỏi giữa Quốc hiệu", "canh giữa dưới Quốc hiệu và Tiêu ngữ")


def check_title(head: Letterhead, section: Section) -> Iterator[Departure]:
    """Type and title: looks, place, the short rule."""
    if head.type is None:
        return
    yield from style_departures(STYLES["type"], [head.type])
    yield from _check_centred(section, "Tên loại", head.type)
    if not head.title:
        yield departure("Trích yếu", head.type.page, f"Dưới “{head.type.short}” không có trích yếu", "Mục II.5",
                        "trích yếu đặt ngay dưới tên loại")
        return
    yield from style_departures(STYLES["title"], head.title)
    yield from _check_centred(section, "Trích yếu", head.title[0])
    yield from check_short_rule(head.sheet, "Gạch dưới trích yếu", "Mục II.5", head.title)


def _check_centred(section: Section, component: str, line: Line) -> Iterator[Departure]:
    if not section.is_centred(line):
        yield departure(component, line.page, f"“{line.short}” lệch khỏi giữa dòng", "Mục II.5", "đặt canh giữa")


def check_short_rule(sheet: Sheet, component: str, where: str, lines: list[Line]) -> Iterator[Departure]:
    """The rule below a text: there, a third to a half of its length, in the middle below it."""
    rules = sheet.rules_below(lines[-1])
    if not rules:
        yield departure(component, lines[-1].page, f"Dưới “{lines[-1].short}” không có đường kẻ ngang", where,
                        "phía dưới có đường kẻ nét liền dài 1/3 đến 1/2 dòng chữ")
        return
    rule, lengths = rules[0], [line.length for line in lines]
    length, slack = rule.x1 - rule.x0, 1 * MM
    if not min(lengths) * SHORT_RULE[0] - slack <= length <= max(lengths) * SHORT_RULE[1] + slack:
        yield departure(component, lines[-1].page,
                        f"Đường kẻ dài {figure(length / MM)} mm dưới dòng chữ dài {figure(max(lengths) / MM)} mm", where,
                        "đường kẻ dài 1/3 đến 1/2 dòng chữ")
    elif abs((rule.x0 + rule.x1) / 2 - lines[-1].centre) > 2 * MM:
        yield departure(component, lines[-1].page, "Đường kẻ không nằm giữa so với dòng chữ", where,
                        "đường kẻ đặt cân đối so với dòng chữ")
