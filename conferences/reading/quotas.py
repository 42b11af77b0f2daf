"""Quotas: a table of units and categories, or a list by unit or bloc; and what the prose says they add up to."""

from __future__ import annotations

import re
from typing import Any

from conferences.reading.criteria import ASSUMED, category_key, label_of
from conferences.reading.draft import Content, Draft, Section, Where
from conferences.reading.found import Found, Place
from conferences.reading.marks import DASH, PLUS, STAR, unbold, without_end
from conferences.reading.outline import PLAIN, TABLE, Item
from conferences.reading.texts import section, shows, written
from conferences.reading.words import sector_of, subject_of

TARGET = re.compile(r"đơn vị|khối|cụm|cơ quan|địa phương|công đoàn|lđlđ|tên|xã|phường|huyện", re.IGNORECASE)
ORDER = re.compile(r"^(?:stt|tt|số tt|số thứ tự)$", re.IGNORECASE)
NO_PLACES = re.compile(  # what a unit has, not what it may send
    r"^(?:tổng )?số (?:lao động|đoàn viên|CNVCLĐ|CNLĐ|CBCNV|công nhân|người lao động|CĐCS|công đoàn cơ sở"
    r"|đơn vị)(?:\s*\(.*\)|\s+hiện có)?$|^ghi chú|^năm\b",
    re.IGNORECASE,
)
ROMAN_ORDER = re.compile(r"[IVX]{1,5}|[A-H]")
ORDERED = re.compile(r"[IVX]{1,5}|[A-H]|\d{1,3}")
SUM = re.compile(r"^(?:tổng(?:\s+số|\s+cộng)?|cộng)\b", re.IGNORECASE)
UNITS_OF_COUNT = (
    r"(?:đồng chí|đ/c|người|cá nhân|tập thể|suất|gương|điển hình|đại biểu|chỉ tiêu|lao động(?: giỏi)?|đoàn viên"
    r"|nhà giáo|giáo viên|công nhân|CNVCLĐ|CNLĐ|hộ|cặp)"
)
COUNTED = re.compile(rf"(?P<count>\d{{1,4}})\s*(?P<what>{UNITS_OF_COUNT})?", re.IGNORECASE)
ROW = re.compile(rf"(?P<target>[^:]{{2,120}}?)\s*[:：]\s*(?P<counts>\d{{1,4}}\b.*)$")
ROW_IN_WORDS = re.compile(
    rf"(?P<target>(?:LĐLĐ|Liên đoàn|Công đoàn|CĐ|Khối|Cụm|Xã|Phường"
    rf"|Huyện)[^:;\d]{{2,100}}?)\s*[-–(]?\s*(?P<counts>\d{{1,4}}\s*{UNITS_OF_COUNT}.*)$"
)
PER_UNIT = re.compile(r"\bmỗi\b", re.IGNORECASE)
BLOC = re.compile(r"^(?:khối|cụm|nhóm|bậc|cấp học|ngành học|lĩnh vực)\b", re.IGNORECASE)
TOTAL = re.compile(
    r"(?:tổng số|tổng cộng|tổng|biểu dương|tuyên dương|tôn vinh|khen thưởng|lựa chọn|số lượng"
    r"|chọn)[^\d.;]{0,120}?(?P<count>\d{1,4})(?!\s*(?:%|năm|ngày|/|tháng))",
    re.IGNORECASE,
)
OPENING_TOTAL = re.compile(rf"(?P<count>\d{{1,4}})\s*{UNITS_OF_COUNT}\b", re.IGNORECASE)  # "Số lượng: 40 người, ..."
COLLECTIVES = re.compile(r"tập thể(?:\s+là)?\s*:?\s*(?P<after>\d{1,4})|(?P<before>\d{1,4})\s*tập thể", re.IGNORECASE)
PERSONS = re.compile(r"cá nhân(?:\s+là)?\s*:?\s*(?P<after>\d{1,4})|(?P<before>\d{1,4})\s*cá nhân", re.IGNORECASE)


def read_quotas(content: Content, draft: Draft, where: Where, deeper) -> Section | None:
    """A section with a table or a list of places shows it; sections below it are read for themselves."""
    tables = [item for item in content.items if item.kind == TABLE and is_quota_table(item)]
    listed = [item for item in content.items if item.kind in (DASH, PLUS, STAR) and (rows_of(item) or _is_group(item))]
    listed = listed or [item for item in content.items if item.kind == PLAIN and BLOC.match(item.plain) and rows_of(item)]
    has_rows = bool(tables) or len([item for item in listed if rows_of(item)]) > 1
    counts_honoured = where.roles[-1] == "delegates" and where.within("criteria", "eligible", "quotas")
    if has_rows or where.roles[-1] == "quotas" or counts_honoured:
        for item in content.items:
            if item.kind == PLAIN:
                read_stated(item, draft)
            if PER_UNIT.search(item.plain):
                draft.notes.append(("quotas", f"Chỉ tiêu cho mỗi đơn vị chưa thành dòng của bảng: “{item.plain[:120]}”."))
    if content.children or len(tables) > 1:
        return None
    if tables:
        draft.tables += tables
        cut = content.items.index(tables[0])
        before, after = content.items[:cut], content.items[cut + 1 :]
    elif has_rows:
        draft.quota_lists += listed
        before = [item for item in content.items[: content.items.index(listed[0])] if item not in listed]
        after = [item for item in content.items[content.items.index(listed[0]) :] if item not in listed]
    else:
        return None
    draft.quota_at = content.at
    return section(content.heading, content.node.at, text=written(before), shows=shows("quotas"), after=written(after))


def read_stated(item: Item, draft: Draft) -> None:
    """The totals of the prose; the first of each counts."""
    plain = unbold(item.text)
    for key, pattern in (("total", TOTAL), ("collective", COLLECTIVES), ("person", PERSONS)):
        found = pattern.search(plain) or (key == "total" and OPENING_TOTAL.match(plain))
        if found and key not in draft.stated:
            groups = found.groupdict()
            draft.stated[key] = Found(int(groups.get("count") or groups.get("after") or groups["before"]), item.at)


# --- lists ----------------------------------------------------------------------------------------------------------


def rows_of(item: Item) -> list[tuple[str, str, str]]:
    """Group, target and the words that count, out of one line; "Khối Giáo dục: + Mầm non: 18 đồng chí" has a group."""
    text = without_end(item.plain)
    if PER_UNIT.match(text):
        return []
    group, plus, rest = text.partition("+")
    if plus and group.rstrip().endswith(":") and (found := ROW.match(rest.strip())):
        return [(group.rstrip(" :"), found["target"], found["counts"])]
    found = ROW.match(text) or ROW_IN_WORDS.match(text)
    return [("", found["target"].strip(), found["counts"])] if found else []


def _is_group(item: Item) -> bool:
    return item.plain.rstrip().endswith(":") and len(item.plain) < 100


def listed_rows(items: list[Item], categories: list[Found]) -> list[Found]:
    made, group = [], ""
    for item in items:
        rows = rows_of(item)
        if not rows:
            group = without_end(item.plain)
        for own_group, target, counts in rows:
            if own_group or item.kind != PLUS:
                group = own_group
            made.append(_listed_row(target, group, counts, categories, item.at))
    return made


def _listed_row(target: str, group: str, counts: str, categories: list[Found], at: Place) -> Found:
    kind = "bloc" if group or BLOC.match(target) else "unit"
    places: dict[str, int] = {}
    doubts = []
    for found in COUNTED.finditer(counts):
        what = found["what"] or ""
        subject = "collective" if what.lower() == "tập thể" else "person" if what.lower() in ("cá nhân", "đồng chí", "đ/c", "người") else ""
        key, doubt = _category_for(target, group, subject, categories)
        if key and key not in places:
            places[key] = int(found["count"])
        doubts += [doubt] if doubt else []
        if not what:
            break
    value = {"target": target, "kind": kind, "group": group or None, "places": places}
    return Found(value, at, doubts[0] if doubts else "")


def _category_for(target: str, group: str, subject: str, categories: list[Found]) -> tuple[str, str]:
    """The one category that the words imply: of a bloc, business by its name, else public."""
    keys = [one.value for one in categories if not subject or one.value["subject"] == subject]
    if len(keys) == 1:
        return keys[0]["key"], ""
    words = f"{group} {target}"
    sector = sector_of(words) or ("public" if group or BLOC.match(target) else "")
    fitting = [one["key"] for one in keys if one["sector"] == sector] if sector else []
    if len(fitting) == 1:
        return fitting[0], "Bảng phân bổ theo khối, không theo đối tượng: đối tượng được suy ra từ tên khối."
    return "", f"Không rõ số lượng của “{target}” thuộc đối tượng nào: chưa ghi."


# --- tables ---------------------------------------------------------------------------------------------------------


def is_quota_table(item: Item) -> bool:
    """A column of names and at least one of figures."""
    head = _head_rows(item.rows)
    body = item.rows[head:]
    if len(body) < 1 or not any(TARGET.search(cell) for row in item.rows[:head] for cell in row):
        return False
    figures = [at for at in range(len(item.rows[0])) if sum(_is_figure(row[at]) for row in body) > len(body) / 2]
    return any(not ORDER.match(_column_name(item.rows[:head], at)) for at in figures)


def _is_figure(cell: str) -> bool:
    return bool(re.fullmatch(r"\d{1,4}", cell.strip()))


def _head_rows(rows: tuple[tuple[str, ...], ...]) -> int:
    """How many rows stand before the first one with a figure or a number of order."""
    return next(
        (at for at, row in enumerate(rows) if at and (ORDERED.fullmatch(row[0].strip()) or any(map(_is_figure, row[1:])))),
        len(rows),
    )


def _column_name(head: tuple[tuple[str, ...], ...], at: int) -> str:
    """The lowest words over a column."""
    return next((row[at] for row in reversed(head) if at < len(row) and row[at]), "")


def _over(head: tuple[tuple[str, ...], ...], at: int) -> str:
    """All words over a column, those that reach over several columns included."""
    words = []
    for row in head:
        reach = next((row[left] for left in range(at, -1, -1) if row[left]), "")
        words.append(row[at] or reach)
    return " ".join(words)


def table_columns(item: Item) -> list[tuple[int, Found]]:
    """The columns that are categories: those below "Trong đó" where sums stand beside them, else all of figures but the sum."""
    head = item.rows[: _head_rows(item.rows)]
    body = [row for row in item.rows[len(head) :] if not SUM.match(" ".join(row).strip(" 0123456789"))]
    made = []
    for at in range(len(head[0])):
        name = _column_name(head, at)
        if ORDER.match(name) or SUM.match(name) or NO_PLACES.match(name) or not _holds_places(body, at):
            continue
        subject, sector = subject_of(name) or subject_of(_over(head, at)), sector_of(name)
        made.append((at, subject, sector, name))
    detailed = [one for one in made if one[2]]
    chosen = [one for one in made if one[2] or not any(other[1] == one[1] for other in detailed)]
    doubts = [ASSUMED if not subject else "" for _, subject, _, _ in chosen]
    found = [Found(_column(subject, sector, name), item.at, doubt) for (_, subject, sector, name), doubt in zip(chosen, doubts)]
    return _told_apart([(one[0], one[3], column) for one, column in zip(chosen, found, strict=True)])


def _holds_places(body: list[tuple[str, ...]], at: int) -> bool:
    """A column of small figures; one with "1.250" in it counts those who work there."""
    return any(_is_figure(row[at]) for row in body) and not any(re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", row[at].strip()) for row in body)


def _told_apart(columns: list[tuple[int, str, Found]]) -> list[tuple[int, Found]]:
    """Columns that name neither subject nor sector have one key: the later ones are told apart by their own words."""
    made: list[tuple[int, Found]] = []
    seen: dict[str, int] = {}
    for at, name, found in columns:
        key = found.value["key"]
        seen[key] = seen.get(key, 0) + 1
        own = {"key": f"{key}-{seen[key]}", "label": name or found.value["label"]} if seen[key] > 1 else {}
        made.append((at, Found(found.value | own, found.at, found.doubt)))
    return made


def _column(subject: str, sector: str, name: str) -> dict[str, Any]:
    words = name if subject_of(name) or sector else ""
    subject = subject or "person"
    return {"key": category_key(subject, sector), "subject": subject, "sector": sector or None, "label": label_of(subject, words)}


def table_rows(item: Item, columns: list[tuple[int, Found]]) -> list[Found]:
    head = item.rows[: _head_rows(item.rows)]
    names = next(
        (at for at in range(len(head[0])) if TARGET.search(_column_name(head, at)) and not ORDER.match(_column_name(head, at))), 1
    )
    rows = []
    body = item.rows[len(head) :]
    for row, below in zip(body, (*body[1:], ("",))):
        target = row[names].strip()
        if ROMAN_ORDER.fullmatch(row[0].strip()) and below[0].strip().isdecimal():
            continue  # a heading over the rows below, or their sum
        if not re.search(r"[^\W\d_]", target) or SUM.match(target) or SUM.match(row[0].strip()):
            continue
        places = {found.value["key"]: int(row[at]) for at, found in columns if _is_figure(row[at])}
        if places:
            kind = "bloc" if BLOC.match(target) else "unit"
            rows.append(Found({"target": target, "kind": kind, "places": places}, item.at))
    return rows


def without_doubles(rows: list[Found], draft: Draft) -> list[Found]:
    """One row for each target: of two, the first; the other is said."""
    kept: dict[tuple[Any, ...], Found] = {}
    for row in rows:
        key = row.value["target"], row.value["kind"], row.value.get("group")
        if key in kept:
            draft.notes.append(("quotas", f"“{row.value['target']}” có hai dòng trong bảng: chỉ ghi dòng đầu."))
        kept.setdefault(key, row)
    return list(kept.values())
