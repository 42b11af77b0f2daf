"""A rule out of JSON, a plan file or a form, with everything that is wrong with it at once.

A fault's `field` is the place in the data as a plan file names it: `clauses[2].among[1].least`, counted from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conferences.criterion_rule.catalogue import Catalogue, meant
from conferences.criterion_rule.rule import (
    AMONG,
    CLAUSE_KINDS,
    DEFAULTS,
    FIELDS,
    LEADER,
    LEADS,
    NON_LEADER,
    PURPOSES,
    WHO,
    YEARS,
    Clause,
    Rule,
)

DEEPEST, MOST, MOST_CODES, LONGEST = 4, 40, 40, 2000
CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
RANGES = {"least": (1, 1000), "months": (1, 720), "percent": (1, 100), "from": (1900, 2100), "to": (1900, 2100)}
CHOICES: dict[str, Mapping[str, str]] = {"leads": LEADS, "purpose": PURPOSES, "who": WHO}
OF_KIND = {"degree": ("discipline",), "rank": ("rank",), "leads_from": ("rank",)}
KIND_WORDS = {"discipline": "hình thức kỷ luật", "rank": "chức vụ lãnh đạo"}
LABELS = {
    "honours": "danh hiệu, hình thức",
    "or_higher": "“hoặc cao hơn”",
    "degree": "mức kỷ luật",
    "rank": "chức vụ",
    "leads": "trên hay dưới chức vụ",
    "percent": "tỷ lệ phần trăm",
    "months": "số tháng",
    "least": "số lượng ít nhất",
    "in_a_row": "“liên tục”",
    "by_people": "“đếm số người”",
    "from": "từ năm",
    "to": "đến năm",
    "slots": "giấy tờ",
    "purpose": "đồng ý cho việc",
    "text": "lời xác nhận",
    "among": "trong đó",
    "clauses": "các điều kiện",
    "who": "áp dụng cho",
    "leads_from": "lãnh đạo tính từ chức vụ",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence about one place of a rule."""

    field: str
    says: str


class NoRule(Exception):
    """Data that are no rule; all faults at once."""

    def __init__(self, faults: list[Fault]):
        self.faults = faults
        super().__init__("\n".join(f"{fault.field}: {fault.says}" for fault in faults))


def decode(data: Any, catalogue: Catalogue | None = None, who: str = "") -> Rule:
    """The rule that the data say; raises `NoRule` with all faults. Codes are looked up where a catalogue is given; `who` is
    the criterion's own, for a leader is one from a rank that has to be named."""
    reader = _Reader(catalogue)
    rule = reader.rule(data, who)
    if reader.faults:
        raise NoRule(reader.faults)
    return rule


def faults_of(data: Any, catalogue: Catalogue | None = None, who: str = "") -> list[Fault]:
    try:
        decode(data, catalogue, who)
    except NoRule as error:
        return error.faults
    return []


def unknown_codes(data: Any, catalogue: Catalogue) -> Iterator[Fault]:
    """Only what the catalogue lacks, or has as something else, of a rule whose shape was read before."""
    without = {(fault.field, fault.says) for fault in faults_of(data)}
    yield from (fault for fault in faults_of(data, catalogue) if (fault.field, fault.says) not in without)


class _Reader:
    def __init__(self, catalogue: Catalogue | None) -> None:
        self.catalogue = catalogue
        self.faults: list[Fault] = []
        self.count = 0

    def say(self, field: str, sentence: str) -> None:
        self.faults.append(Fault(field, sentence))

    def rule(self, data: Any, who: str) -> Rule:
        data = self.mapping(data, "", ("who", "leads_from", "clauses"))
        said = self.choice(data, "who", "") if data.get("who") else ""
        rule = Rule(
            clauses=self.clauses(data.get("clauses"), "clauses", 1),
            who=said,
            leads_from=self.code(data["leads_from"], "leads_from", "leads_from") if data.get("leads_from") else "",
        )
        if (said or who) in (LEADER, NON_LEADER) and not data.get("leads_from"):
            self.say("leads_from", f"{WHO[said or who]}: hãy chọn chức vụ mà từ đó tính là lãnh đạo.")
        return rule

    def mapping(self, data: Any, place: str, takes: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            self.say(place, "cần các khóa của một quy tắc.")
            return {}
        for key in data:
            if key not in takes:
                known = ", ".join(takes) or "không khóa nào"
                self.say(_join(place, str(key)[:40]), f"khóa này không dùng ở đây{meant(str(key), takes)}; ở đây nhận: {known}.")
        return data

    def clauses(self, data: Any, place: str, depth: int) -> tuple[Clause, ...]:
        if not isinstance(data, list) or not data:
            self.say(place, "chưa có điều kiện nào.")
            return ()
        if depth > DEEPEST:
            self.say(place, f"lồng nhau quá {DEEPEST} tầng.")
            return ()
        return tuple(self.clause(one, f"{place}[{at}]", depth) for at, one in enumerate(data, 1))

    def clause(self, data: Any, place: str, depth: int) -> Clause:
        self.count += 1
        if self.count == MOST + 1:
            self.say(place, f"quá {MOST} điều kiện trong một quy tắc.")
        kind = data.get("kind") if isinstance(data, Mapping) else None
        if not isinstance(kind, str) or kind not in CLAUSE_KINDS:
            said = f"không có loại điều kiện “{str(kind)[:40]}”{meant(str(kind), CLAUSE_KINDS)}" if kind else "chưa chọn loại điều kiện"
            self.say(_join(place, "kind"), f"{said}; nhận: {', '.join(CLAUSE_KINDS)}.")
            return Clause("statement")
        table = CLAUSE_KINDS[kind]
        return Clause(kind, **self.fields(self.mapping(data, place, ("kind", *table.takes)), kind, place, depth, table.takes))

    def fields(self, data: Mapping[str, Any], kind: str, place: str, depth: int, takes: tuple[str, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in takes:
            where, value = _join(place, key), data.get(key)
            if value is None or value in ("", []):
                if key in CLAUSE_KINDS[kind].needed:
                    self.say(where, f"{LABELS[key]}: chưa ghi.")
                continue
            found[FIELDS.get(key, key)] = self.value(key, value, kind, where, depth)
        first, last = found.get("since"), found.get("until")
        if first and last and last < first:
            self.say(_join(place, "to"), f"{LABELS['to']} {last} sớm hơn {LABELS['from']} {first}.")
        return found

    def value(self, key: str, value: Any, kind: str, where: str, depth: int) -> Any:
        if key == "clauses":
            return self.clauses(value, where, depth + 1)
        if key == "among":
            return self.among(value, where, depth)
        if key in RANGES:
            return self.number(key, value, where)
        if key in ("honours", "slots"):
            return self.codes(key, value, kind, where)
        if key in OF_KIND:
            return self.code(value, key, where)
        if key in CHOICES:
            return self.choice({key: value}, key, where.rpartition(".")[0])
        if key == "text":
            return self.text(value, where)
        if type(value) is not bool:
            self.say(where, f"{LABELS[key]}: cần true hoặc false, ở đây là “{str(value)[:40]}”.")
            return DEFAULTS[key]
        return value

    def among(self, data: Any, place: str, depth: int) -> tuple[Clause, ...]:
        if not isinstance(data, list):
            self.say(place, "cần một danh sách.")
            return ()
        found = []
        for at, one in enumerate(data, 1):
            where = f"{place}[{at}]"
            found.append(Clause(YEARS, **self.fields(self.mapping(one, where, AMONG), YEARS, where, depth, AMONG)))
        return tuple(found)

    def number(self, key: str, value: Any, where: str) -> int:
        least, most = RANGES[key]
        if type(value) is not int:
            self.say(where, f"{LABELS[key]}: “{str(value)[:40]}” không phải là số nguyên.")
        elif not least <= value <= most:
            self.say(where, f"{LABELS[key]}: {value} ngoài khoảng từ {least} đến {most}.")
        else:
            return value
        return least

    def codes(self, key: str, value: Any, kind: str, where: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.say(where, f"{LABELS[key]}: cần một danh sách mã.")
            return ()
        if len(value) > MOST_CODES:
            self.say(where, f"{LABELS[key]}: quá {MOST_CODES} mã.")
            return ()
        found = []
        for at, one in enumerate(value, 1):
            place = f"{where}[{at}]"
            code = self.known(one, place, CLAUSE_KINDS[kind].of) if key == "honours" else self.plain(one, place)
            if code in found:
                self.say(place, f"“{code}” ghi hai lần.")
            found.append(code)
        return tuple(found)

    def code(self, value: Any, key: str, where: str) -> str:
        return self.known(value, where, OF_KIND[key])

    def plain(self, value: Any, where: str) -> str:
        if isinstance(value, str) and CODE.fullmatch(value):
            return value
        self.say(where, f"“{str(value)[:40]}” không phải mã; mã chỉ gồm chữ không dấu, số, “-” và “_”.")
        return ""

    def known(self, value: Any, where: str, kinds: tuple[str, ...]) -> str:
        """A code of the catalogue of one of these kinds. What is no code at all may still be a name that somebody knows."""
        if self.catalogue is None:
            return self.plain(value, where)
        code = value if isinstance(value, str) else ""
        if code not in self.catalogue.by_code:
            near = self.catalogue.near(str(value), kinds)
            hint = "; có lẽ là " + " hoặc ".join(f"“{one}” ({self.catalogue.name(one)})" for one in near) if near else ""
            self.say(where, f"danh mục không có “{str(value)[:40]}”{hint}.")
        elif self.catalogue.kind(code) not in kinds:
            wanted = " hoặc ".join(KIND_WORDS[kind] for kind in kinds if kind in KIND_WORDS) or "danh hiệu, hình thức khen thưởng, sáng kiến"
            self.say(where, f"“{code}” ({self.catalogue.name(code)}) không phải {wanted}.")
        return code

    def choice(self, data: Mapping[str, Any], key: str, place: str) -> str:
        value = data[key]
        if isinstance(value, str) and value in CHOICES[key]:
            return value
        near = meant(str(value), CHOICES[key])
        self.say(_join(place, key), f"“{str(value)[:40]}” không dùng được{near}; nhận: {', '.join(CHOICES[key])}.")
        return ""

    def text(self, value: Any, where: str) -> str:
        if not isinstance(value, str):
            self.say(where, "cần chữ.")
        elif len(value) > LONGEST:
            self.say(where, f"dài {len(value)} ký tự, nhiều nhất là {LONGEST}.")
        else:
            return value
        return ""


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
