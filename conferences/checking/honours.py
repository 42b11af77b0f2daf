"""Who is honoured: categories, criteria, the table against itself and against the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from conferences.checking.case import Case, same
from conferences.checking.finding import ERROR, HINT, WARNING, Finding
from conferences.checking.words import quoted, row_name
from conferences.facts import COLLECTIVE, PERSON, SUBJECT_NAMES, as_list
from conferences.plan_file.sense import unknown_honours
from portal.fields import number

STEP_OF_RULE = re.compile(r"clauses\[(\d+)\]")
SPOKEN_OF = re.compile(r"(?:chỉ tiêu|số lượng)(?:\s+\w+){0,3}?\s+phân bổ|phân bổ\s+chỉ tiêu|bảng phân bổ", re.IGNORECASE)
# A figure of the prose with the word that says what it counts; the word may stand on either side.
FIGURES = {
    "total": (re.compile(r"tổng (?:số|cộng)[^.;:\d{]{0,80}[:\s]0*(\d+)(?![\d/%]|\.\d)", re.IGNORECASE),),
    COLLECTIVE: (
        re.compile(r"(?<![\d/.])0*(\d+)\s+tập thể", re.IGNORECASE),
        re.compile(r"tập thể\s+(?:là|có|gồm|:)\s*0*(\d+)(?![\d/%]|\.\d)", re.IGNORECASE),
    ),
    PERSON: (
        re.compile(r"(?<![\d/.])0*(\d+)\s+cá nhân", re.IGNORECASE),
        re.compile(r"cá nhân\s+(?:là\s+|có\s+|gồm\s+|:\s*)?0*(\d+)(?![\d/%]|\.\d)", re.IGNORECASE),
    ),
}


def stated(case: Case) -> Iterator[Finding]:
    """The figures of the prose against what the table adds up to, and against each other."""
    said = (case.data.get("quotas") or {}).get("stated") or {}
    if case.rows:
        for key, name in SUBJECT_NAMES.items():
            if said.get(key) is not None and said[key] != case.totals[key]:
                says = f"Lời văn kế hoạch ghi {name} {number(said[key])}, bảng phân bổ cộng được {number(case.totals[key])}."
                yield case.finding(ERROR, "stated-against-table", f"quotas.stated.{key}", says, "Hãy sửa lời văn hoặc bảng cho khớp.")
    total, parts = said.get("total"), [said.get(COLLECTIVE), said.get(PERSON)]
    if total is not None and None not in parts and total != sum(parts):
        says = (
            f"Lời văn ghi tổng số {number(total)}, trong khi {number(parts[0])} tập thể và {number(parts[1])} cá nhân "
            f"cộng lại là {number(sum(parts))}."
        )
        yield case.finding(ERROR, "stated-sum", "quotas.stated.total", says, "Hãy sửa các số của lời văn.")


def prose(case: Case) -> Iterator[Finding]:
    """Figures typed into the section that prints the table. Elsewhere a figure may count something else."""
    if not case.rows:
        return
    for path, section in case.sections:
        if not any(isinstance(one, dict) and one.get("what") == "quotas" for one in section.get("shows") or []):
            continue
        for key in ("text", "after"):
            for name, figure in _figures(section.get(key) or ""):
                if figure != case.totals[name]:
                    says = f"Lời văn ghi {SUBJECT_NAMES[name]} {number(figure)}, bảng phân bổ cộng được {number(case.totals[name])}."
                    remedy = f"Hãy thay số bằng {{quotas.{name}}} để lời văn luôn theo bảng."
                    yield case.finding(ERROR, "prose-against-table", f"{path}.{key}", says, remedy)


def _figures(text: str) -> Iterator[tuple[str, int]]:
    for name, patterns in FIGURES.items():
        for figure in dict.fromkeys(int(match[1]) for pattern in patterns for match in pattern.finditer(text)):
            yield name, figure


def table(case: Case) -> Iterator[Finding]:
    """Every row and every column of the table gives somebody a place."""
    seen: dict[tuple[str, str], str] = {}
    for path, row in case.rows:
        if not sum((row.get("places") or {}).values()):
            says = f"{quoted(row_name(row))} chưa có suất nào."
            yield case.finding(WARNING, "row-without-places", path, says, "Hãy ghi số, hoặc bỏ dòng.")
        key = same(row.get("group") or ""), same(row.get("target") or "")
        if key in seen:
            says = f"{quoted(row_name(row))} đã có ở {seen[key]}."
            yield case.finding(ERROR, "row-twice", path, says, "Hãy gộp hai dòng.")
        seen.setdefault(key, case.place(path))
    if case.rows:
        for path, category in case.items("categories"):
            if not case.by_category.get(category.get("key", "")):
                says = f"{quoted(category.get('label', ''))} không được phân bổ suất nào."
                yield case.finding(HINT, "category-without-places", path, says, "Hãy phân bổ, hoặc bỏ đối tượng này.")


def no_table(case: Case) -> Iterator[Finding]:
    """A text that sends its readers to a table which is not there."""
    if case.rows:
        return
    for path, text in case.paragraphs:
        if match := SPOKEN_OF.search(text):
            says = f"Lời văn nói đến “{match[0]}” nhưng kế hoạch không có bảng phân bổ."
            yield case.finding(WARNING, "no-table", path, says, "Hãy lập bảng phân bổ, hoặc nói rõ phân bổ ở văn bản nào.")
            return


def standards(case: Case) -> Iterator[Finding]:
    """Places without standards cannot be judged; a category named but never described is half a category."""
    described = {key for _, one in case.items("criteria") for key in as_list(one.get("category") or [])}
    for path, category in case.items("categories"):
        key, label = category.get("key", ""), quoted(category.get("label", ""))
        if key in described:
            continue
        if places := case.by_category.get(key):
            says = f"{label} có {number(places)} suất nhưng không có tiêu chuẩn nào."
            yield case.finding(WARNING, "places-without-criteria", path, says, "Hãy ghi tiêu chuẩn của đối tượng này.")
        else:
            yield case.finding(HINT, "category-without-criteria", path, f"{label} chưa có tiêu chuẩn nào.", "Hãy ghi tiêu chuẩn.")


def duplicates(case: Case) -> Iterator[Finding]:
    """One standard twice for one category: one of the two was meant to be something else, or is too many."""
    yield from _repeated(case, _criteria(case), "criterion-twice", "Tiêu chuẩn")
    yield from _repeated(case, _eligible(case), "eligible-twice", "Đối tượng")


def _repeated(case: Case, lines: list[tuple[str, str, str]], code: str, what: str) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    told: set[str] = set()
    for path, whom, text in lines:
        key = whom, same(text)
        if key in seen and path not in told:
            before = case.place(seen[key])
            says = f"{what} {quoted(text)} đã ghi một lần ({before[0].lower()}{before[1:]})."
            yield case.finding(WARNING, code, path, says, "Hãy bỏ một dòng, hoặc sửa nếu định ghi điều khác.")
            told.add(path)
        seen.setdefault(key, path)


def rules(case: Case) -> Iterator[Finding]:
    """A rule that asks for what the catalogue lacks is met by nobody, whatever they have."""
    if case.honours is None:
        return
    for path, says in unknown_honours(case.data, case.honours):
        number = ".".join(STEP_OF_RULE.findall(path))
        where = f"quy tắc, điều kiện {number}" if number else "quy tắc"
        remedy = "Hãy chọn lại ở trang quy tắc, hoặc thêm vào danh mục."
        yield case.finding(ERROR, "unknown-honour", path, f"{where[0].upper()}{where[1:]}: {says}", remedy)


def _criteria(case: Case) -> list[tuple[str, str, str]]:
    return [
        (path, f"{key} {one.get('who', 'all')}", one.get("text") or "")
        for path, one in case.items("criteria")
        for key in as_list(one.get("category") or [])
    ]


def _eligible(case: Case) -> list[tuple[str, str, str]]:
    found = []
    for at, one in enumerate(case.data.get("eligible") or [], 1):
        keys: list[str] = as_list(one.get("category") or "") if isinstance(one, dict) else [""]
        found += [(f"eligible[{at}]", key, _text(one)) for key in keys]
    return found


def _text(one: Any) -> str:
    return one if isinstance(one, str) else (one or {}).get("text") or ""


CHECKS = (stated, prose, table, no_table, standards, duplicates, rules)
