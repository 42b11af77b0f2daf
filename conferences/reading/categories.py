"""Who may be nominated: categories out of the heads of a table or of the headings over standards, and what belongs to each."""

from __future__ import annotations

from typing import Any

from conferences.reading.criteria import ASSUMED, Of, category_key, label_of
from conferences.reading.draft import Draft
from conferences.reading.found import Found, bare



def categories(columns: list[Found], draft: Draft, needs_any: bool) -> list[Found]:
    """The columns of the table of quotas; without such a table the headings over standards, in their order."""
    lines = [bare(line)["of"] for line in (*draft.criteria, *draft.eligible)]
    if columns:
        named = {bare(column)["subject"] for column in columns}
        more = dict.fromkeys(of.subject for of in lines if of.subject and of.subject not in named)
        return columns + [_category(subject, "", draft, False) for subject in more]
    pairs = list(dict.fromkeys((of.subject or _assumed(lines), of.sector) for of in lines if of.who != "head"))
    specific: list[tuple[str, str]] = [pair for pair in pairs if pair[1] or not any(other[0] == pair[0] and other[1] for other in pairs)]
    if not specific and needs_any:
        specific = [("person", "")]
    return [_category(subject, sector, draft, any(not of.subject for of in lines)) for subject, sector in specific]


def _assumed(lines: list[Of]) -> str:
    """Where some lines name a subject, the others mean persons as well."""
    return "person"


def _category(subject: str, sector: str, draft: Draft, is_assumed: bool) -> Found:
    said = [head for head in draft.heads if (head[0] or "person") == subject and head[1] == sector]
    words, at = (said[0][2], said[0][3]) if said else ("", ())
    value = {"key": category_key(subject, sector), "subject": subject, "sector": sector or None, "label": label_of(subject, words)}
    return Found(value, at, ASSUMED if is_assumed and subject == "person" else "")


def keyed(lines: list[Found], made: list[Found], *, is_criterion: bool) -> list[Any]:
    """Each line with the keys of the categories it is about; a line about everybody who may be nominated has no key."""
    known = [bare(one) for one in made]
    done = []
    for line in lines:
        of, text = line.value["of"], line.value["text"]
        keys = [one["key"] for one in known if _fits(one, of)] or [one["key"] for one in known]
        if not keys or not is_criterion and (len(keys) == len(known) and not of.sector):
            done.append(Found(text, line.at))
            continue
        category = keys[0] if len(keys) == 1 else keys
        value = {"category": category, "who": of.who, "text": text} if is_criterion else {"category": category, "text": text}
        done.append(Found(value, line.at, _doubt(of, keys)))
    return done if known or not is_criterion else []


def _fits(category: dict[str, Any], of: Of) -> bool:
    same_sector = not of.sector or not category.get("sector") or category["sector"] == of.sector
    return same_sector and (not of.subject or category["subject"] == of.subject)


def _doubt(of: Of, keys: list[str]) -> str:
    if of.who == "head" and len(keys) > 1:
        return "Câu này được hiểu là áp dụng cho người đứng đầu ở mọi khối."
    return ""
