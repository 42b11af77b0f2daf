"""The text and what it prints: nothing empty, nothing left out, every name in braces leads to a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from conferences.checking.case import Case, same
from conferences.checking.finding import ERROR, WARNING, Finding
from conferences.checking.words import conference_name, quoted
from conferences.facts import LEVEL_NAMES, REFERENCE, as_list, unknown_references
from conferences.plan_file.sense import fact_names, texts

OF_CONFERENCE = {  # what a section shows of a conference, and the keys that hold it
    "time": ("when", "complete_by"),
    "place": ("where",),
    "delegates": ("delegates",),
    "attendees": ("attendees",),
    "agenda": ("agenda",),
    "composition": ("composition",),
    "presidium": ("presidium",),
    "backdrop": ("backdrop",),
}
ONLY_BY_REFERENCE = re.compile(r"conferences\[\d+\]\.form|movement\.theme")  # facts that papers print where a text names them
OF_MOVEMENT = ("phases", "audiences")
OF_PLAN = ("criteria", "eligible", "quotas", "speeches", "procedure", "dossier", "deadlines", "tasks", "budget", "awards")
SHOWN_NAMES = {
    "time": "thời gian",
    "place": "địa điểm",
    "delegates": "số đại biểu",
    "attendees": "thành phần dự",
    "agenda": "chương trình",
    "composition": "tỷ lệ thành phần",
    "presidium": "Đoàn Chủ tịch",
    "backdrop": "phông trang trí",
    "criteria": "tiêu chuẩn",
    "eligible": "đối tượng xét chọn",
    "quotas": "bảng phân bổ",
    "speeches": "tham luận",
    "procedure": "quy trình",
    "dossier": "thành phần hồ sơ",
    "deadlines": "thời hạn",
    "tasks": "nhiệm vụ",
    "budget": "kinh phí",
    "awards": "hình thức khen thưởng",
    "phases": "các đợt",
    "audiences": "nội dung theo đối tượng",
}


def empty_sections(case: Case) -> Iterator[Finding]:
    """A heading with nothing below it."""
    for path, section in case.sections:
        if not any(section.get(key) for key in ("text", "after", "shows", "sections")):
            says = "Mục này chỉ có tiêu đề, chưa có nội dung." if section.get("heading") else "Mục này trống."
            yield case.finding(WARNING, "section-empty", path, says, "Hãy viết nội dung, hoặc bỏ mục.")


def shows_nothing(case: Case) -> Iterator[Finding]:
    """A section that prints facts which the plan does not hold."""
    for path, what, of in case.shown():
        if what in SHOWN_NAMES and not _holds(case, what, of):
            whose = f" ({LEVEL_NAMES.get(of, of)})" if of and of != "own" else ""
            says = f"Mục này in {SHOWN_NAMES[what]}{whose}, nhưng kế hoạch chưa có."
            yield case.finding(WARNING, "shows-nothing", path, says, "Hãy ghi dữ liệu, hoặc bỏ phần in.")


def _holds(case: Case, what: str, of: str) -> bool:
    if what in OF_CONFERENCE:
        conference = case.conference_of(of) or {}
        return any(_filled(conference.get(key)) for key in OF_CONFERENCE[what])
    if what in OF_MOVEMENT:
        return bool((case.data.get("movement") or {}).get(what))
    if what == "quotas":
        return bool(case.rows)
    if what == "tasks":
        return any(one.get("items") for _, one in case.items("tasks") if of in ("", one.get("by")))
    if what in ("criteria", "eligible"):
        keys = {one.get("key") for one in case.categories_of(of)}
        return any(not _keys(one) or keys & set(_keys(one)) for one in case.data.get(what) or [])
    return bool(case.data.get(what))


def _keys(one: Any) -> list[str]:
    """The categories that a criterion or a line of the eligible names; none is everybody."""
    return as_list(one.get("category") or []) if isinstance(one, dict) else []


def _filled(value: Any) -> bool:
    return any(_filled(one) for one in value.values()) if isinstance(value, dict) else value not in (None, "", [])


def left_out(case: Case) -> Iterator[Finding]:
    """What the plan holds and no section prints: the units would never read it."""
    if not case.sections:
        return
    shown = [(what, of) for _, what, of in case.shown()]
    yield from _left_out_of_conference(case, shown)
    for what in (*OF_PLAN, *OF_MOVEMENT):
        if what in ("criteria", "eligible", "tasks", "deadlines") or not _holds(case, what, "") or what in dict(shown):
            continue
        if what == "awards" and _said(case, case.data["awards"]):
            continue
        where = f"movement.{what}" if what in OF_MOVEMENT else what
        says = f"Kế hoạch có {SHOWN_NAMES[what]} nhưng không mục nào in ra."
        yield case.finding(WARNING, "never-shown", where, says, "Hãy chọn một mục để in phần này.")
    yield from _left_out_of_categories(case, shown)
    for path, task in case.items("tasks"):
        if task.get("items") and not any(what == "tasks" and of in ("", task.get("by")) for what, of in shown):
            says = f"Nhiệm vụ của {quoted(task.get('by', ''))} không mục nào in ra."
            yield case.finding(WARNING, "never-shown", path, says, "Hãy chọn một mục để in phần này.")


def _left_out_of_conference(case: Case, shown: list[tuple[str, str]]) -> Iterator[Finding]:
    named = {name for _, text in case.paragraphs for name in REFERENCE.findall(text)}
    for path, conference in case.items("conferences"):
        called = {conference.get("level"), *(("", "own") if conference.get("own") else ())}
        for what in ("attendees", "agenda"):
            printed = any(name == what and of in called for name, of in shown)
            if conference.get(what) and not printed and not named & {f"{of}.{what}" for of in called}:
                says = f"{conference_name(conference)} có {SHOWN_NAMES[what]} nhưng không mục nào in ra."
                yield case.finding(WARNING, "never-shown", f"{path}.{what}", says, "Hãy chọn một mục để in phần này.")


def _left_out_of_categories(case: Case, shown: list[tuple[str, str]]) -> Iterator[Finding]:
    """Criteria are printed by subject, by sector or by category: each must be among them."""
    for what in ("criteria", "eligible"):
        printed = {one.get("key") for name, of in shown if name == what for one in case.categories_of(of)}
        held = [key for one in case.data.get(what) or [] for key in _keys(one)]
        for path, category in case.items("categories"):
            if category.get("key") in set(held) - printed:
                says = f"{SHOWN_NAMES[what].capitalize()} của {quoted(category.get('label', ''))} không mục nào in ra."
                yield case.finding(WARNING, "never-shown", path, says, "Hãy chọn một mục để in phần này.")


def _said(case: Case, lines: list[str]) -> bool:
    """Every line occurs in the running text."""
    said = [same(text) for path, text in case.paragraphs if not path.startswith("awards")]
    return all(any(same(line) in text for text in said) for line in lines)


def references(case: Case) -> Iterator[Finding]:
    """Braces around a name that leads to no fact would be printed as they stand."""
    facts = dict.fromkeys(fact_names(case.data), "")
    for path, text in (*case.paragraphs, *case.short_texts):
        for name in unknown_references(text, facts):
            says = f"“{{{name}}}” không chỉ vào số liệu nào của kế hoạch."
            yield case.finding(ERROR, "unknown-reference", path, says, "Hãy ghi số liệu ấy, hoặc sửa tên trong ngoặc.")


def raw_references(case: Case) -> Iterator[Finding]:
    """A title, a name, an item of the agenda is printed as typed, braces and all."""
    printed = {path for path, _ in (*case.paragraphs, *case.short_texts)}
    for path, text in texts({key: value for key, value in case.data.items() if key != "notes"}):
        if path in printed or ONLY_BY_REFERENCE.match(path):
            continue
        for name in REFERENCE.findall(text):
            says = f"“{{{name}}}” ở đây in nguyên cả ngoặc: chỗ này không chèn được số liệu."
            yield case.finding(ERROR, "reference-as-typed", path, says, "Hãy gõ thẳng số liệu.")


def appendices(case: Case) -> Iterator[Finding]:
    """The text points to its appendices (Phụ lục I, III.1); the paper itself prints “Phụ lục I”."""
    said = [same(text) for _, text in case.paragraphs]
    said += [same(section.get("heading") or "") for _, section in case.sections]
    found = case.items("appendices")
    pointed = any(word in text for word in ("phu luc", "kem theo", "dinh kem") for text in said)
    for path, appendix in found:
        title = appendix.get("title") or ""
        if not pointed:
            says = f"Nội dung kế hoạch không nhắc đến phụ lục {quoted(title)}."
            yield case.finding(WARNING, "appendix-not-named", path, says, "Hãy thêm “(Phụ lục kèm theo)” ở chỗ nói đến nội dung ấy.")
        if same(title).startswith("phu luc "):
            says = "Tiêu đề phụ lục đã ghi “Phụ lục”, mà văn bản cũng in chữ này: sẽ in hai lần."
            yield case.finding(WARNING, "appendix-title", path, says, "Hãy bỏ chữ “Phụ lục” và số ở tiêu đề.")
        if not appendix.get("shows"):
            yield case.finding(WARNING, "appendix-empty", path, f"Phụ lục {quoted(title)} chưa có nội dung.", "Hãy chọn phần để in.")


CHECKS = (empty_sections, shows_nothing, left_out, references, raw_references, appendices)
