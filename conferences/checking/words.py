"""A path of the plan file in words: `sections[4].sections[3].text` is “mục IV.3 “Phân bổ số lượng””."""

from __future__ import annotations

import re
from typing import Any

from conferences.facts import LEVEL_NAMES, as_list, section_number
from portal.fields import roman

STEP = re.compile(r"([a-z_-]+)(?:\[(\d+)\])?")
LONGEST_NAME = 60
DEADLINES = {
    "dossier": "hạn gửi hồ sơ",
    "speech": "hạn gửi tham luận",
    "plan": "hạn gửi kế hoạch",
    "report": "hạn gửi báo cáo",
    "other": "thời hạn",
}
PARTS = {  # what a key without more to say is called
    "": "Cả kế hoạch",
    "number": "Số, ký hiệu",
    "place": "Địa danh",
    "date": "Ngày ban hành",
    "title": "Trích yếu",
    "period": "Thời gian xét thành tích",
    "issuers": "Cơ quan ban hành",
    "grounds": "Căn cứ",
    "lead": "Lời dẫn",
    "sections": "Nội dung",
    "conferences": "Hội nghị",
    "deadlines": "Thời hạn",
    "categories": "Đối tượng",
    "criteria": "Tiêu chuẩn",
    "quotas": "Bảng phân bổ",
    "dossier": "Thành phần hồ sơ",
    "dossier_copies": "Số bộ hồ sơ",
    "eligible": "Đối tượng xét chọn",
    "procedure": "Quy trình",
    "awards": "Hình thức khen thưởng",
    "late": "Hồ sơ gửi muộn",
    "speeches": "Tham luận",
    "tasks": "Tổ chức thực hiện",
    "budget": "Kinh phí",
    "movement": "Phong trào",
    "closing": "Lời kết",
    "recipients": "Nơi nhận",
    "appendices": "Phụ lục",
}
OF_CONFERENCE = {
    "when": "thời gian",
    "complete_by": "hạn hoàn thành",
    "where": "địa điểm",
    "delegates": "số đại biểu",
    "composition": "tỷ lệ thành phần",
    "plenary_below": "mức hội nghị toàn thể",
    "delegates_above": "mức hội nghị đại biểu",
    "presidium": "Đoàn Chủ tịch",
    "attendees": "thành phần",
    "agenda": "chương trình",
    "backdrop": "phông",
}


def in_words(where: str, data: dict[str, Any]) -> str:
    """The place as a person calls it; a path that leads nowhere is called by its first word."""
    steps = [(key, int(place) if place else 0) for key, place in STEP.findall(where)]
    if not steps:
        return PARTS[""]
    key, place = steps[0]
    name = NAMES.get(key)
    item = _item(data, key, place)
    if name and place and item is not None:
        return name(item, place, steps, data)
    return PARTS.get(key, key) + (f", dòng {place}" if place else "")


def quoted(text: str) -> str:
    """A name in quotation marks, cut off where it is long."""
    text = " ".join(str(text).split())
    return f"“{text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + '…'}”"


def conference_name(conference: dict[str, Any]) -> str:
    """By whose it is: “Hội nghị của cơ quan ban hành”, “Hội nghị cấp cơ sở”."""
    return "Hội nghị" if conference.get("own") else f"Hội nghị {LEVEL_NAMES.get(conference.get('level', ''), '')}".strip()


def deadline_name(deadline: dict[str, Any]) -> str:
    name = DEADLINES.get(deadline.get("what", ""), "thời hạn")
    return name[0].upper() + name[1:]


def _item(data: dict[str, Any], key: str, place: int) -> Any:
    items = data.get(key)
    return items[place - 1] if isinstance(items, list) and 0 < place <= len(items) else None


def _section(item: dict[str, Any], place: int, steps: list[tuple[str, int]], data: dict[str, Any]) -> str:
    """Its number as the paper has it, and its heading."""
    number, said, level, below = "", [], 0, data
    for key, at in steps:
        found = _item(below, key, at) if key == "sections" and at else None
        if not isinstance(found, dict):
            break
        level, below = level + 1, found
        number = section_number(level, at, number)
        if level == 3:
            said = [said[0], number]  # 1.2 names the second level already
        elif number:
            said.append(number)
    heading = below.get("heading")
    return f"Mục {'.'.join(said)}" + (f" {quoted(heading)}" if heading else "")


def _conference(item: dict[str, Any], place: int, steps: list[tuple[str, int]], data: dict[str, Any]) -> str:
    part, at = steps[1] if len(steps) > 1 else ("", 0)
    said = f"{conference_name(item)}, {OF_CONFERENCE[part]}" if part in OF_CONFERENCE else conference_name(item)
    return said + (f", dòng {at}" if at else "")


def _task(item: dict[str, Any], place: int, steps: list[tuple[str, int]], data: dict[str, Any]) -> str:
    at = steps[1][1] if len(steps) > 1 else 0
    return f"Nhiệm vụ của {quoted(item.get('by', ''))}" + (f", ý {at}" if at else "")


def _category_labels(item: dict[str, Any], data: dict[str, Any]) -> str:
    labels = {one.get("key"): one.get("label", "") for one in data.get("categories") or [] if isinstance(one, dict)}
    return ", ".join(labels.get(key, key) for key in as_list(item.get("category") or []))


NAMES = {
    "sections": _section,
    "conferences": _conference,
    "tasks": _task,
    "issuers": lambda item, place, steps, data: f"Cơ quan ban hành {quoted(item.get('name', ''))}",
    "grounds": lambda item, place, steps, data: f"Căn cứ thứ {place}",
    "deadlines": lambda item, place, steps, data: deadline_name(item),
    "categories": lambda item, place, steps, data: f"Đối tượng {quoted(item.get('label', ''))}",
    "criteria": lambda item, place, steps, data: f"Tiêu chuẩn thứ {place} ({_category_labels(item, data)})",
    "speeches": lambda item, place, steps, data: f"Tham luận thứ {place}",
    "appendices": lambda item, place, steps, data: f"Phụ lục {roman(place)}",
}


def row_name(row: dict[str, Any]) -> str:
    """A row of the table; a bloc with its group before it."""
    group = f"{row['group']}: " if row.get("group") else ""
    return f"{group}{row.get('target', '')}"
