"""What the parts of a plan file say about each other: keys that must exist, spans in order, references that name a fact.

Takes data that may be faulty elsewhere, so that all faults can be said at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from conferences.criterion_rule import Catalogue, Fault, faults_of, unknown_codes
from conferences.facts import nameable, unknown_references
from conferences.plan_file.faults import listed, nearest
from conferences.plan_file.shape import LEVELS, SECTORS, SUBJECTS

Finding = tuple[str, str]  # path, sentence
SPANS = (("from", "to"), ("min", "max"), ("exemplary_min", "exemplary_max"))
BLOC_NAME = 120  # letters of a bloc's name


def findings(data: dict[str, Any]) -> Iterator[Finding]:
    yield from firm_findings(data)
    yield from loose_findings(data)


def firm_findings(data: dict[str, Any]) -> Iterator[Finding]:
    """What no tables can hold."""
    yield from _categories(data)
    yield from _named_categories(data, "criteria", "tiêu chuẩn")
    yield from _named_categories(data, "eligible", "dòng")
    yield from rule_findings(data)
    yield from _branches(data)
    yield from _quotas(data)
    yield from _spans(data, "")


def loose_findings(data: dict[str, Any]) -> Iterator[Finding]:
    """What a draft may still say while the thing it speaks of is not written yet."""
    yield from _shows(data)
    yield from _references(data)


def items(data: dict[str, Any], *keys: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The maps of a list with the path of each; what is faulty there is passed over."""
    for key in keys[:-1]:
        data = data.get(key) or {}
    for place, item in enumerate(data.get(keys[-1]) or [], 1):
        if isinstance(item, dict):
            yield f"{'.'.join(keys)}[{place}]", item


def category_keys(data: dict[str, Any]) -> list[str]:
    return [item["key"] for _, item in items(data, "categories") if item.get("key")]


def _categories(data: dict[str, Any]) -> Iterator[Finding]:
    seen = set()
    for path, item in items(data, "categories"):
        key = item.get("key")
        if key in seen:
            yield f"{path}.key", f"đối tượng “{key}” ghi hai lần; mỗi đối tượng một mã."
        seen.add(key)


def _named_categories(data: dict[str, Any], key: str, one: str) -> Iterator[Finding]:
    """What is said of categories is said of categories of this plan, of each once."""
    known = category_keys(data)
    for path, item in items(data, key):
        named = item.get("category") or []
        named = [named] if isinstance(named, str) else named
        for place, category in enumerate(named, 1):
            where = f"{path}.category" + (f"[{place}]" if len(named) > 1 else "")
            if category and category not in known:
                yield where, _no_category(category, known)
            elif category and category in named[: place - 1]:
                yield where, f"đối tượng “{category}” ghi hai lần trong một {one}."


def rule_findings(data: dict[str, Any], faults: Callable[..., Iterable[Fault]] = faults_of) -> Iterator[Finding]:
    """What is wrong in the rules of the standards and of who may be nominated; `faults` looks at one rule and what the criterion
    says of `who`."""
    for path, item in (*items(data, "criteria"), *items(data, "eligible")):
        if item.get("rule"):
            for fault in faults(item["rule"], who=item.get("who") or ""):
                yield f"{path}.rule" + (f".{fault.field}" if fault.field else ""), fault.says


def _branches(data: dict[str, Any]) -> Iterator[Finding]:
    """Who may be nominated is one of several lines: a line that holds for some only would be a line for others."""
    for path, item in items(data, "eligible"):
        for key in ("who", "leads_from"):
            if isinstance(item.get("rule"), dict) and item["rule"].get(key):
                yield f"{path}.rule.{key}", "dòng đối tượng không phân theo chức vụ ở đây; hãy dùng điều kiện về chức vụ (kind: position)."


def unknown_honours(data: dict[str, Any], known: Catalogue) -> Iterator[Finding]:
    """Codes in the rules that a catalogue lacks, or has as something else."""
    return rule_findings(data, lambda rule, who: unknown_codes(rule, known))


def _quotas(data: dict[str, Any]) -> Iterator[Finding]:
    known = category_keys(data)
    seen = set()
    for path, item in items(data, "quotas", "rows"):
        for key in item.get("places") or {}:
            if key not in known:
                yield f"{path}.places.{key}", _no_category(key, known)
        row = kind, target, group = item.get("kind"), item.get("target", ""), item.get("group", "")
        if target and row in seen:
            yield f"{path}.target", f"“{target}” có hai dòng trong bảng; hãy gộp làm một."
        seen.add(row)
        if kind == "unit" and group:
            yield f"{path}.group", "chỉ dùng cho khối, cụm (kind: bloc)."
        if kind == "bloc" and len(target) > BLOC_NAME:
            yield f"{path}.target", f"tên khối dài {len(target)} ký tự, nhiều nhất là {BLOC_NAME}."


def _no_category(key: str, known: list[str]) -> str:
    return f"“{key}” không có trong categories{nearest(key, known) or listed('ở đó có', known)}."


def _spans(node: Any, path: str) -> Iterator[Finding]:
    """Wherever a beginning and an end stand side by side."""
    for below, child in _children(node, path):
        if below.endswith(".rule"):  # says it itself
            continue
        yield from _spans(child, below)
        for first, last in SPANS if isinstance(child, dict) else ():
            begin, end = child.get(first), child.get(last)
            if begin is not None and type(begin) is type(end) and not isinstance(begin, str) and end < begin:
                yield f"{below}.{last}", f"{end} sai: phải từ {begin} (“{first}”) trở đi."


def _children(node: Any, path: str) -> list[tuple[str, Any]]:
    if isinstance(node, dict):
        return [(f"{path}.{key}" if path else key, child) for key, child in node.items()]
    if isinstance(node, list):
        return [(f"{path}[{place}]", child) for place, child in enumerate(node, 1)]
    return []


def _shows(data: dict[str, Any]) -> Iterator[Finding]:
    """`of` names the own conference, a level, a subject, a sector, a category, or a body of the tasks."""
    bodies = [item["by"] for _, item in items(data, "tasks") if item.get("by")]
    known = ["own", *LEVELS, *SUBJECTS, *SECTORS, *category_keys(data), *bodies]
    for path, shown in _all_shows(data, ""):
        of = shown.get("of")
        if of and of not in known:
            yield f"{path}.of", f"“{of}” không chỉ vào đâu trong kế hoạch{nearest(of, known)}."


def _all_shows(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for below, child in _children(node, path):
        if isinstance(child, dict) and path.endswith("shows"):
            yield below, child
        else:
            yield from _all_shows(child, below)


def _references(data: dict[str, Any]) -> Iterator[Finding]:
    """Every text but the notes, which may quote anything."""
    facts = dict.fromkeys(fact_names(data), "")
    for path, text in texts({key: value for key, value in data.items() if key != "notes"}):
        for name in unknown_references(text, facts):
            remedy = nearest(name, facts) or listed("có", facts)
            yield path, f"“{{{name}}}” không chỉ vào số liệu nào của kế hoạch{remedy}."


def texts(node: Any, path: str = "") -> Iterator[Finding]:
    """Every text of the data with its path."""
    for below, child in _children(node, path):
        if isinstance(child, str):
            yield below, child
        else:
            yield from texts(child, below)


def fact_names(data: dict[str, Any]) -> list[str]:
    """The facts that a text of this plan may name in braces; the same that its papers can print."""
    names = [f"period.{end}" for end in ("from", "to") if (data.get("period") or {}).get(end)]
    names += [key for key in ("dossier_copies", "late") if data.get(key)]
    names += ["movement.theme"] if (data.get("movement") or {}).get("theme") else []
    for _, conference in items(data, "conferences"):
        for owner in [conference.get("level"), *(["own"] if conference.get("own") else [])]:
            names += [f"{owner}.{fact}" for fact in _conference_facts(conference)]
    for _, item in items(data, "deadlines"):
        names += [f"deadline.{item['what']}{form}" for form in ("", ".short") if item.get("what")]
    if data.get("quotas"):
        names += [f"quotas.{key}" for key in ("total", "collective", "person", *category_keys(data))]
    return list(dict.fromkeys(names))


CONFERENCE_FACTS = (
    *("name", "ordinal", "form", "when.text", "when.days", "where", "delegates.planned", "delegates.at_most"),
    *("plenary_below", "delegates_above", "attendees"),
)


def _conference_facts(conference: dict[str, Any]) -> Iterator[str]:
    for fact in CONFERENCE_FACTS:
        key, _, inner = fact.partition(".")
        value = conference.get(key)
        if value and (not inner or value.get(inner)):
            yield fact
    if conference.get("complete_by"):
        yield from ("complete_by", "complete_by.short")
    for share in conference.get("composition") or []:
        if isinstance(share, dict) and nameable(share.get("group") or ""):
            yield f"composition.{share['group']}"
    presidium = conference.get("presidium") or {}
    for fact, ends in (("presidium", ("min", "max")), ("presidium.exemplary", ("exemplary_min", "exemplary_max"))):
        if any(presidium.get(end) is not None for end in ends):
            yield fact
