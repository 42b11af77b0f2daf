"""The form with which a rule is built: what was typed as a rule's data, and a rule's data as fields. No code is typed.

Names follow the data: `f.clauses.0.clauses.1.least`. The buttons are those of every list of the editor (`rearranged`), and
`add-years:f.clauses`, which adds a condition of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conferences.criterion_rule import CLAUSE_KINDS, LEADS, PURPOSES, WHO, Catalogue, Fault
from conferences.criterion_rule.decode import LABELS, RANGES
from conferences.criterion_rule.rule import AMONG, GROUPS, RECORD
from conferences.criterion_rule.words import lower
from conferences.editing.typed import ROOT, Tree, last_text, rearranged
from conferences.models import Honour
from portal.fields import parse_int

FLAGS = ("or_higher", "in_a_row", "by_people")
LISTS = ("honours", "slots")
INNER = ("among", "clauses")
LEAST = {"years": "Ít nhất mấy năm", "share": "Trong ít nhất mấy năm", "among": "Ít nhất mấy năm"}  # of kinds that count years
LAST = ("least", "from", "to", *FLAGS)  # the order in which a form shows them, after what is counted
JOINTS = {"any": "hoặc", "all": "và", "of_unit": "và"}
KIND_GROUPS = (  # the kinds as an office looks for them
    ("Thành tích", ("years", "held", "share", "no_discipline")),
    ("Con người", ("position", "member", "direct", "service")),
    ("Hồ sơ và xác nhận", ("papers", "consent", "statement")),
    ("Nhóm điều kiện", ("any", "all", "of_unit")),
)
STEP = re.compile(r"clauses\[(\d+)\]")
EMPTY_GROUP = "Nhóm này chưa có điều kiện nào: hãy thêm điều kiện, hoặc bỏ nhóm."
UNSAID = ": chưa ghi."  # the end of a fault that a form says as what to do
LOOKED_AT = 12  # levels that are read at all
DEEPEST = 3  # groups in groups that the form offers
FIELD_LABELS = LABELS | {
    "honours": "Những danh hiệu, hình thức nào",
    "or_higher": "Hoặc cao hơn",
    "in_a_row": "Các năm phải liên tục",
    "by_people": "Đếm số người của tập thể có",
    "least": "Ít nhất mấy lần",
    "from": "Từ năm",
    "to": "Đến năm",
    "degree": "Từ mức kỷ luật",
    "rank": "Chức vụ",
    "leads": "Giữ chức vụ",
    "percent": "Tỷ lệ phần trăm",
    "months": "Số tháng",
    "slots": "Giấy tờ nào",
    "purpose": "Đồng ý cho việc",
    "leads_from": "Lãnh đạo tính từ chức vụ",
    "text": "Lời để đơn vị xác nhận (để trống: cả câu của kế hoạch)",
}


@dataclass(frozen=True)
class RuleField:
    """One field. `type`: boxes, flag, choice, number, text. Options are (group, value, words, chosen)."""

    name: str
    label: str
    type: str
    value: str = ""
    options: tuple[tuple[str, str, str, bool], ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def chosen(self) -> list[str]:
        return [words for _, value, words, chosen in self.options if chosen and value]

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        found: dict[str, list[tuple[str, str, bool]]] = {}
        for group, value, words, chosen in self.options:
            found.setdefault(group, []).append((value, words, chosen))
        return list(found.items())


@dataclass(frozen=True)
class ClauseForm:
    """One condition: its fields, the years that must be among those counted, the conditions of a group."""

    name: str
    number: str  # 2.1: the first in the second
    kind: str
    label: str
    fields: tuple[RuleField, ...]
    errors: tuple[str, ...] = ()
    among: tuple[ClauseForm, ...] = ()
    clauses: tuple[ClauseForm, ...] = ()
    adds: tuple[tuple[str, str], ...] = ()  # kinds that may be added to a group
    takes_among: bool = False

    @property
    def joint(self) -> str:
        """The word between the conditions of a group."""
        return JOINTS.get(self.kind, "")

    @property
    def add_groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return _grouped(self.adds)

    @property
    def told(self) -> Iterator[tuple[str, str]]:
        """Every fault with the place it leads to."""
        yield from ((self.name, f"Điều kiện {self.number}: {says}") for says in self.errors)
        yield from ((f"div_{one.name}", f"Điều kiện {self.number}, {lower(one.label)}: {lower(says)}") for one in self.fields for says in one.errors)
        for below in (*self.among, *self.clauses):
            yield from below.told


@dataclass(frozen=True)
class RuleForm:
    who: RuleField
    leads_from: RuleField
    clauses: tuple[ClauseForm, ...]
    adds: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]

    @property
    def add_groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return _grouped(self.adds)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Every fault in words, with the place it leads to."""
        own = [("add", says) for says in self.errors]
        own += [(f"div_{one.name}", f"{one.label}: {lower(says)}") for one in (self.who, self.leads_from) for says in one.errors]
        return own + [pair for clause in self.clauses for pair in clause.told]


def _grouped(adds: Sequence[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds that may be added, under their headings."""
    offered = dict(adds)
    groups = [(heading, [(kind, offered[kind]) for kind in kinds if kind in offered]) for heading, kinds in KIND_GROUPS]
    return [(heading, kinds) for heading, kinds in groups if kinds]


# --- what was typed ---------------------------------------------------------------------------------------------------


def pressed(tree: Tree, what: str) -> Tree:
    """The tree after a button; unknown ones change nothing."""
    verb, _, name = what.partition(":")
    kind = verb.removeprefix("add-")
    if not name.startswith(f"{ROOT}.") and verb != "remove":
        return tree
    if verb == kind or kind not in (*CLAUSE_KINDS, "among"):
        return rearranged(tree, what) if verb == "remove" else tree
    tree = rearranged(tree, f"add:{name}")
    rows: Any = tree
    for step in name.split(".")[1:]:
        rows = rows.get(step) if isinstance(rows, dict) else None
    last = rows[list(rows)[-1]] if isinstance(rows, dict) and rows else None
    if isinstance(last, dict) and kind in CLAUSE_KINDS:
        last["kind"] = [kind]
    return tree


def rule_data(tree: Tree) -> dict[str, Any]:
    """What was typed, as a rule's data: numbers where they are numbers, text that is none as it stands; without anything, nothing."""
    says = {key: last_text(tree.get(key)).strip() for key in ("who", "leads_from")}
    data: dict[str, Any] = {key: value for key, value in says.items() if value}
    clauses = [_clause_data(one, 1) for one in _rows(tree.get("clauses"))]
    return data | ({"clauses": clauses} if clauses or data else {})


def _clause_data(typed: Tree, depth: int) -> dict[str, Any]:
    """What lies deeper than any rule may is not looked at: the reader of rules refuses the level above it."""
    kind = last_text(typed.get("kind"))
    takes = CLAUSE_KINDS[kind].takes if kind in CLAUSE_KINDS else ()
    return {"kind": kind} | _values(typed, takes, depth)


def _values(typed: Tree, takes: Sequence[str], depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in takes:
        sent = typed.get(key)
        if key == "clauses":
            found[key] = [_clause_data(one, depth + 1) for one in _rows(sent)] if depth < LOOKED_AT else []
        elif key == "among":
            found[key] = [_values(one, AMONG, depth) for one in _rows(sent)]
        elif key in LISTS:
            found[key] = [value for value in sent if value] if isinstance(sent, list) else []
        elif key in FLAGS:
            found[key] = bool(last_text(sent))
        else:
            text = last_text(sent).replace("\r\n", "\n").strip()
            found[key] = _number(text) if key in RANGES else text
    return {key: value for key, value in found.items() if value not in ("", [], False)}


def _number(text: str) -> int | str:
    try:
        return parse_int(text) if text else ""
    except ValueError:
        return text


def _rows(typed: Any) -> list[Tree]:
    return [one for one in typed.values() if isinstance(one, dict)] if isinstance(typed, dict) else []


# --- a rule's data as fields ------------------------------------------------------------------------------------------


def form_of_rule(data: Any, catalogue: Catalogue, slots: Sequence[tuple[str, str]], faults: Sequence[Fault] = ()) -> RuleForm:
    """The fields with what the data say, each with its faults; `slots` are the papers that the plan asks for."""
    return _Build(catalogue, slots, faults).rule(data if isinstance(data, Mapping) else {})


class _Build:
    def __init__(self, catalogue: Catalogue, slots: Sequence[tuple[str, str]], faults: Sequence[Fault]):
        self.catalogue, self.slots, self.faults = catalogue, slots, faults

    def rule(self, data: Mapping[str, Any]) -> RuleForm:
        who = [("", "", "như kế hoạch ghi", not data.get("who"))]
        who += [("", key, words, data.get("who") == key) for key, words in WHO.items()]
        return RuleForm(
            who=RuleField(f"{ROOT}.who", "Quy tắc này áp dụng cho", "choice", options=tuple(who), errors=self.said("who")),
            leads_from=self.field("leads_from", data, ROOT, ""),
            clauses=self.clauses(data.get("clauses"), f"{ROOT}.clauses", "clauses", 1),
            adds=self.adds(1),
            errors=self.said("clauses") + self.said(""),
        )

    def clauses(self, data: Any, name: str, path: str, depth: int) -> tuple[ClauseForm, ...]:
        rows = data if isinstance(data, list) else []
        return tuple(self.clause(one, f"{name}.{at}", f"{path}[{at + 1}]", depth) for at, one in enumerate(rows))

    def among(self, rows: Sequence[Any], name: str, path: str, number: str) -> tuple[ClauseForm, ...]:
        """What must be among the years counted."""
        places = [(one, f"{name}.among.{at}", f"{path}.among[{at + 1}]") for at, one in enumerate(rows)]
        return tuple(ClauseForm(at, number, "", "Trong đó", self.fields(AMONG, one, at, where, "among")) for one, at, where in places)

    def fields(self, takes: Sequence[str], data: Mapping[str, Any], name: str, path: str, kind: str) -> tuple[RuleField, ...]:
        """What is counted first, then how many, which years, and what may be ticked."""
        shown = sorted((key for key in takes if key not in INNER), key=lambda key: LAST.index(key) if key in LAST else -1)
        return tuple(self.field(key, data, name, path, kind) for key in shown)

    def clause(self, data: Any, name: str, path: str, depth: int) -> ClauseForm:
        data = data if isinstance(data, Mapping) else {}
        kind = data.get("kind") if data.get("kind") in CLAUSE_KINDS else ""
        takes = CLAUSE_KINDS[kind].takes if kind else ()
        is_group = kind in GROUPS
        number = ".".join(STEP.findall(path))
        return ClauseForm(
            name,
            number,
            kind,
            CLAUSE_KINDS[kind].label if kind else "Điều kiện chưa rõ loại",
            self.fields(takes, data, name, path, kind),
            self.said(path) + self.said(f"{path}.kind") + (self.said(f"{path}.clauses", unsaid=EMPTY_GROUP) if is_group else ()),
            among=self.among(data.get("among") or [], name, path, number),
            clauses=self.clauses(data.get("clauses"), f"{name}.clauses", f"{path}.clauses", depth + 1),
            adds=self.adds(depth + 1) if is_group else (),
            takes_among="among" in takes,
        )

    def field(self, key: str, data: Mapping[str, Any], name: str, path: str, kind: str = "") -> RuleField:
        value, label = data.get(key), FIELD_LABELS[key]
        label = LEAST.get(kind, label) if key == "least" else label
        unsaid = "Hãy ghi số." if key in RANGES else "Hãy chọn ít nhất một." if key in LISTS else "Hãy chọn."
        errors = self.said(f"{path}.{key}" if path else key, deep=key in LISTS, unsaid=unsaid)
        common = {"errors": errors}
        if key in LISTS:
            return RuleField(f"{name}.{key}", label, "boxes", options=self.boxes(key, value or []), **common)
        if key in FLAGS:
            return RuleField(f"{name}.{key}", label, "flag", "1" if value else "", **common)
        choices = self.choices(key)
        if choices:
            options = [("", "", "–", not value), *(("", one, words, one == value) for one, words in choices)]
            return RuleField(f"{name}.{key}", label, "choice", options=tuple(options), **common)
        return RuleField(f"{name}.{key}", label, "number" if key in RANGES else "text", "" if value is None else str(value), **common)

    def boxes(self, key: str, chosen: Sequence[str]) -> tuple[tuple[str, str, str, bool], ...]:
        if key == "slots":
            offered = [("", slot, label) for slot, label in self.slots]
        else:
            kinds = dict(Honour.Kind.choices)
            offered = [(kinds[one.kind].capitalize(), one.code, one.name) for one in self.catalogue.of_kind(RECORD)]
        known = {value for _, value, _ in offered}
        offered += [("Khác", value, value) for value in chosen if value not in known]
        return tuple((group, value, words, value in chosen) for group, value, words in offered)

    def choices(self, key: str) -> list[tuple[str, str]]:
        if key in ("rank", "leads_from", "degree"):
            return [(one.code, one.name) for one in self.catalogue.of_kind(["discipline" if key == "degree" else "rank"])]
        return list({"leads": LEADS, "purpose": PURPOSES}.get(key, {}).items())

    def adds(self, depth: int) -> tuple[tuple[str, str], ...]:
        return tuple((kind, one.label) for kind, one in CLAUSE_KINDS.items() if kind not in GROUPS or depth <= DEEPEST)

    def said(self, path: str, *, deep: bool = False, unsaid: str = "") -> tuple[str, ...]:
        """The faults of a place; `unsaid` is said where nothing has been filled in."""
        found = [one.says for one in self.faults if one.field == path or (deep and one.field.startswith(f"{path}["))]
        return tuple(unsaid if unsaid and says.endswith(UNSAID) else says[:1].upper() + says[1:] for says in found)
