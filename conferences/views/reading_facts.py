"""What was read, as rows of a page: names that people know, values, the lines of the source, and what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from conferences.facts import resolved
from conferences.papers.head import before_or_by
from conferences.reading import Reading
from portal.fields import number, screen_date
from portal.sources import Line, Source, Table

GROUPS = (
    ("Đầu văn bản", ("kind", "number", "place", "date", "title", "period", "issuers", "parent", "lead")),
    ("Căn cứ", ("grounds",)),
    ("Bố cục", ("sections",)),
    ("Hội nghị", ("conferences",)),
    ("Phong trào", ("movement",)),
    ("Thời hạn", ("deadlines",)),
    ("Đối tượng, tiêu chuẩn", ("categories", "eligible", "criteria", "procedure")),
    ("Phân bổ", ("quotas",)),
    ("Hồ sơ", ("dossier", "dossier_copies", "late", "awards")),
    ("Tham luận", ("speeches",)),
    ("Phân công", ("tasks",)),
    ("Kinh phí", ("budget",)),
    ("Cuối văn bản", ("closing", "recipients", "appendices")),
)
LABELS = {
    "kind": "Loại", "number": "Số, ký hiệu", "place": "Địa danh", "date": "Ngày", "title": "Trích yếu", "period": "Những năm được xét",
    "issuers": "Cơ quan ban hành", "parent": "Triển khai kế hoạch", "lead": "Lời dẫn", "grounds": "Căn cứ", "sections": "Mục",
    "conferences": "Hội nghị", "movement": "Phong trào", "deadlines": "Hạn", "categories": "Đối tượng", "eligible": "Đối tượng xét",
    "criteria": "Tiêu chuẩn", "procedure": "Bước", "quotas": "Chỉ tiêu", "dossier": "Giấy tờ", "dossier_copies": "Số bộ hồ sơ",
    "late": "Nộp muộn", "awards": "Hình thức khen", "speeches": "Tham luận", "tasks": "Việc của", "budget": "Kinh phí",
    "closing": "Đoạn kết", "recipients": "Nơi nhận", "appendices": "Phụ lục",
}  # fmt: skip
WORDS = {
    "conference": "kế hoạch hội nghị", "movement": "kế hoạch phong trào", "dossier": "nộp hồ sơ", "speech": "gửi tham luận",
    "plan": "gửi kế hoạch", "report": "gửi báo cáo", "other": "gửi giấy tờ khác", "central": "trung ương", "province": "cấp tỉnh",
    "sector": "cấp ngành", "district": "cấp huyện", "commune": "cấp xã", "grassroots": "cấp cơ sở",
}  # fmt: skip
PARTS = {
    "name": "", "superior": "cấp trên", "authority": "chữ ký", "signer": "người ký", "form": "hình thức", "when": "thời gian",
    "where": "địa điểm", "delegates": "đại biểu", "composition": "cơ cấu", "presidium": "Đoàn Chủ tịch", "attendees": "thành phần",
    "agenda": "chương trình", "backdrop": "phông", "complete_by": "xong", "ordinal": "lần thứ", "plenary_below": "họp toàn thể khi dưới",
    "delegates_above": "họp đại biểu khi trên", "audiences": "nội dung theo đối tượng", "phases": "đợt", "theme": "chủ đề",
}  # fmt: skip
MANY = 6  # more entries of one list are counted and shown folded
LONGEST = 400


@dataclass(frozen=True)
class FactRow:
    """One fact: what it is, what it says (a line each), the first block of the source that says it, what is doubtful."""

    label: str
    lines: tuple[str, ...]
    at: int | None
    doubts: tuple[str, ...]
    anchor: str

    @property
    def is_long(self) -> bool:
        return len(self.lines) > MANY


@dataclass(frozen=True)
class FactGroup:
    title: str
    rows: tuple[FactRow, ...]

    @property
    def doubtful(self) -> int:
        return sum(bool(row.doubts) for row in self.rows)


def fact_groups(reading: Reading) -> list[FactGroup]:
    """Every fact of the reading; each note stands at the row it is about."""
    made = []
    for title, keys in GROUPS:
        rows = [row for key in keys if key in reading.data for row in _rows(key, reading.data[key], reading)]
        if rows:
            made.append(FactGroup(title, tuple(rows)))
    return made


def open_points(reading: Reading, groups: list[FactGroup]) -> list[tuple[str, str, str]]:
    """Each note with the name and the anchor of its row; "" for what belongs to no row."""
    rows = {doubt: row for group in groups for row in group.rows for doubt in row.doubts}
    found = [(rows.get(note["says"]), note["says"]) for note in reading.notes]
    return [(row.label if row else "", says, row.anchor if row else "") for row, says in found]


def source_lines(source: Source, reading: Reading) -> list[tuple[int, Line | None, Table | None, bool]]:
    """The blocks with their numbers; whether something doubtful stands there. Empty lines are left out."""
    doubtful = {at for note in reading.notes if note.get("where") != "sections" for at in _at(note.get("where", ""), reading)[:MANY]}
    doubtful |= {at for one in reading.numbering for at in one.at}
    shown: list[tuple[int, Line | None, Table | None, bool]] = []
    for at, block in enumerate(source.blocks):
        if isinstance(block, Table):
            shown.append((at, None, block, at in doubtful))
        elif block.text:
            shown.append((at, replace(block, text=block.text.replace("**", "")), None, at in doubtful))
    return shown


def _at(path: str, reading: Reading) -> tuple[int, ...]:
    """The blocks of a path, or of the first thing below it."""
    if not path:
        return ()
    return reading.places.get(path) or next((at for key, at in reading.places.items() if key.startswith(path)), ())


def _rows(key: str, value: Any, reading: Reading) -> Iterator[FactRow]:
    if key == "sections":
        yield _row(key, LABELS[key], tuple(_outline(value)), reading)
    elif key == "conferences":
        for place, one in enumerate(value, 1):
            level = "Hội nghị của cơ quan ban hành" if one.get("own") else f"Hội nghị {WORDS[one['level']]}"
            yield from _parts(f"{key}[{place}]", level, one, reading)
    elif key == "movement":
        yield from _parts(key, LABELS[key], value, reading)
    elif key == "quotas":
        if value.get("stated"):
            yield _row("quotas.stated", "Lời văn ghi", (_said(value["stated"]),), reading)
        if value.get("rows"):
            yield _row("quotas.rows", "Bảng", tuple(_quota(row, reading.data) for row in value["rows"]), reading)
    elif isinstance(value, list):
        yield _row(key, LABELS[key], tuple(_said(one) for one in value), reading)
    else:
        yield _row(key, LABELS[key], (_said(value),), reading)


def _parts(path: str, label: str, value: dict[str, Any], reading: Reading) -> Iterator[FactRow]:
    for key, part in value.items():
        if key in ("level", "own"):
            continue
        lines = tuple(_said(one) for one in part) if isinstance(part, list) else (_said(part),)
        name = PARTS.get(key, key)
        yield _row(f"{path}.{key}", f"{label}: {name}" if name else label, lines, reading)


def _row(path: str, label: str, lines: tuple[str, ...], reading: Reading) -> FactRow:
    doubts = tuple(note["says"] for note in reading.notes if _is_about(note.get("where", ""), path))
    at = _at(path, reading)
    anchor = "fact-" + re.sub(r"\W+", "-", path).strip("-")
    facts = _printed(reading.data)
    return FactRow(label, tuple(_short(resolved(line, facts)) for line in lines if line), at[0] if at else None, doubts, anchor)


def _printed(data: Mapping[str, Any]) -> dict[str, str]:
    """What the references that the reader puts into the text will print: its deadlines."""
    days = [(one["what"], one["date"], bool(one.get("before"))) for one in data.get("deadlines", []) if one.get("what") and one.get("date")]
    facts: dict[str, str] = {}
    for what, on, before in reversed(days):  # of two for the same thing the first is meant
        facts[f"deadline.{what}"] = before_or_by(on, before)
        facts[f"deadline.{what}.short"] = before_or_by(on, before, short=True)
    return facts


def _is_about(where: str, path: str) -> bool:
    return bool(where) and (where == path or where.startswith((f"{path}.", f"{path}[")))


def _short(text: str) -> str:
    text = text.replace("**", "")  # bold is for the paper
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _said(value: Any) -> str:
    """A value in words: dates, shares, keys and texts of one entry on one line."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return screen_date(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list):
        return "; ".join(_said(one) for one in value)
    if isinstance(value, dict):
        return _entry(value)
    return WORDS.get(str(value), str(value))


def _entry(value: dict[str, Any]) -> str:
    if "date" in value:
        words = f"{'trước' if value.get('before') else 'chậm nhất'} ngày {screen_date(value['date'])}"
        who = f", {value['from']}" if value.get("from") else ""
        return f"{WORDS.get(value.get('what', ''), '')} {words}{who}{' gửi ' + value['to'] if value.get('to') else ''}".strip()
    if "percent" in value:
        return f"{value['group'].replace('exemplary', 'điển hình').replace('guest', 'khách mời')} {value['percent']}%"
    if "items" in value:
        return f"{value['by']}: {'; '.join(value['items'])}"
    if "title" in value and "shows" not in value:
        return value["title"]
    if "from" in value and "to" in value and "text" not in value and "name" not in value:
        return f"{_said(value['from'])} – {_said(value['to'])}" if value["from"] != value["to"] else _said(value["from"])
    if "text" in value and "from" in value:
        tentative = ", dự kiến" if value.get("tentative") else ""
        return f"{value['text']}{tentative} ({_said(value['from'])} – {_said(value['to'])})"
    return "; ".join(f"{STATED.get(key, '')}{_said(part)}" for key, part in value.items() if key not in QUIET)


STATED = {"total": "tổng số ", "collective": "tập thể ", "person": "cá nhân ", "planned": "", "at_most": "tối đa ", "days": "số ngày: "}
STATED |= {"min": "ít nhất ", "max": "nhiều nhất ", "exemplary_min": "điển hình từ ", "exemplary_max": "đến ", "minutes": "số phút: "}
QUIET = ("key", "subject", "sector", "who", "category", "shows", "tentative", "before")


def _quota(row: dict[str, Any], data: dict[str, Any]) -> str:
    labels = {one["key"]: one["label"] for one in data.get("categories", [])}
    places = ", ".join(f"{labels.get(key, key)} {count}" for key, count in row.get("places", {}).items())
    return f"{row.get('group', '') + ': ' if row.get('group') else ''}{row['target']}: {places}"


def _outline(sections: list[dict[str, Any]], depth: int = 0) -> Iterator[str]:
    for one in sections:
        words = one.get("heading") or one.get("text", "")[:80]
        yield "– " * depth + (words or "(không tên)")
        yield from _outline(one.get("sections", []), depth + 1)
