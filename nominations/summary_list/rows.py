"""Which rows of a list are nobody: totals, headings of groups, numbers of columns, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conferences.quota_upload.rows import is_column_number, is_total
from nominations.summary_list.facts import CategoryFact
from portal.fields import search_key
from portal.xlsx.tables import TableRow
from portal.xlsx.values import head_key, plain

SIGNS = re.compile(
    r"(?:tm\.|t/m|kt\.|tl\.|tuq\.|người lập|lập biểu|lập bảng|xác nhận|thủ trưởng|chủ tịch$|phó chủ tịch$|giám đốc$|hiệu trưởng$|\(ký|ký tên"
    r"|nơi nhận|ban chấp hành|ban thường vụ|cấp ủy|lưu:|.*ngày[\s.…0-9]*tháng[\s.…0-9]*năm)"
)
SUMS = re.compile(r"(?:danh sách (?:này )?(?:gồm|có)|ấn định danh sách|tổng cộng|tổng số|cộng\b)")
GROUP_NUMBER = re.compile(r"(?:[IVX]{1,5}|[A-H])[.)]?")
GROUP_TEXT = re.compile(r"(?:(?:[IVX]{1,5}|[A-H])[.)]\s+\S|(?:khối|nhóm|phần|cá nhân|tập thể|đối tượng)\b)", re.IGNORECASE)
GROUP_LEAD = re.compile(r"^(?:[IVX]{1,5}|[A-H])[.)]\s+")
TOTAL, SIGNATURE, AFTER, COLUMN_NUMBERS = "dòng cộng", "phần ký", "sau phần ký", "số của cột"
FACTS = ("position", "workplace", "male", "female", "birth", "sex", "people", "women", "summary", "awards", "initiatives", "category")


def is_fact(row: TableRow) -> bool:
    """Whether it says anything about somebody but a name."""
    return any(key in row.cells for key in FACTS)


def is_numbered(row: TableRow) -> bool:
    """The usual row: a number, a name and something about somebody."""
    return "name" in row.cells and "number" in row.cells and is_fact(row) and plain(row.cells["number"]).isdecimal()


def is_somebody(row: TableRow) -> bool:
    """Whether a row below the foot is one of the list all the same: it has a number, a birth or a category."""
    numbered = "number" in row.cells and plain(row.cells["number"]).isdecimal()
    return "name" in row.cells and (numbered or any(key in row.cells for key in ("male", "female", "birth", "category", "people")))


def texts_of(row: TableRow) -> list[str]:
    """What stands in the row, each once: a merged row says one thing in all its places."""
    return list(dict.fromkeys(text for cell in (*row.cells.values(), *row.others.values()) if (text := plain(cell))))


def end_of_list(row: TableRow, texts: Sequence[str]) -> str:
    """Why the row belongs to the foot of the list; empty where it does not."""
    number = plain(row.cells["number"]) if "number" in row.cells else ""
    heads = [head_key(text) for text in texts]
    if any(is_total(text) or SUMS.match(head) for text, head in zip(texts[:2], heads, strict=False)) and len(texts) <= 6:
        return TOTAL
    if not number.isdecimal() and len(texts) <= 3 and any(SIGNS.match(head) for head in heads):
        return SIGNATURE
    return ""


def is_numbering(row: TableRow) -> bool:
    return "name" in row.cells and is_column_number(plain(row.cells["name"]))


def group_of(row: TableRow, texts: Sequence[str], categories: Sequence[CategoryFact]) -> str:
    """What a heading between the rows says; empty where the row is none."""
    number, name = (plain(row.cells[key]) if key in row.cells else "" for key in ("number", "name"))
    if len(texts) == 1 and (GROUP_TEXT.match(texts[0]) or category_named(texts[0], categories)):
        return texts[0]
    if len(texts) == 2 and name and GROUP_NUMBER.fullmatch(number) and not is_fact(row):
        return name
    return ""


def category_named(text: str, categories: Sequence[CategoryFact]) -> CategoryFact | None:
    """The only category whose label is, or contains, what a heading says."""
    key = search_key(GROUP_LEAD.sub("", text))
    exact = [category for category in categories if search_key(category.label) == key]
    found = exact or [category for category in categories if len(key) > 5 and key in search_key(category.label)]
    return found[0] if len(found) == 1 else None
