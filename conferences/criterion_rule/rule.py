"""A rule and its clauses, and the table of what each kind of clause says."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

YEARS, HELD, SHARE, NO_DISCIPLINE = "years", "held", "share", "no_discipline"
POSITION, MEMBER, DIRECT, SERVICE = "position", "member", "direct", "service"
PAPERS, CONSENT, STATEMENT = "papers", "consent", "statement"
ANY, ALL, OF_UNIT = "any", "all", "of_unit"
LEADER, NON_LEADER, HEAD = "leader", "non_leader", "head"
WHO = {LEADER: "người giữ chức vụ lãnh đạo", NON_LEADER: "người không giữ chức vụ lãnh đạo", HEAD: "người đứng đầu đơn vị"}
LEADS = {"from": "từ chức vụ này trở lên", "below": "chỉ dưới chức vụ này"}
PURPOSES = {"nomination": "lập và xét hồ sơ đề nghị", "publishing": "công bố danh sách", "press": "đưa tin, chụp ảnh"}
RECORD = ("title", "rating", "award", "initiative")  # kinds of the catalogue that merit is counted in


@dataclass(frozen=True)
class ClauseKind:
    """What a clause of this kind takes: `needed` must be said."""

    label: str
    takes: tuple[str, ...]
    needed: tuple[str, ...] = ()
    of: tuple[str, ...] = RECORD  # kinds of the catalogue that its codes name


CLAUSE_KINDS = {
    YEARS: ClauseKind(
        "Số năm đạt danh hiệu, xếp loại", ("honours", "or_higher", "least", "in_a_row", "from", "to", "among"), ("honours", "least"),
    ),
    HELD: ClauseKind(
        "Khen thưởng, danh hiệu, sáng kiến đã có", ("honours", "or_higher", "least", "by_people", "from", "to"), ("honours",),
    ),
    SHARE: ClauseKind(
        "Tỷ lệ người của tập thể đạt", ("honours", "or_higher", "percent", "least", "from", "to"), ("honours", "percent"),
    ),
    NO_DISCIPLINE: ClauseKind("Không bị kỷ luật", ("degree", "from", "to"), ("degree",), ("discipline",)),
    POSITION: ClauseKind("Chức vụ lãnh đạo", ("rank", "leads"), ("rank", "leads"), ("rank",)),
    MEMBER: ClauseKind("Là đoàn viên công đoàn", ()),
    DIRECT: ClauseKind("Trực tiếp sản xuất, công tác", ()),
    SERVICE: ClauseKind("Thời gian làm việc tại đơn vị", ("months",), ("months",)),
    PAPERS: ClauseKind("Có đủ giấy tờ", ("slots",), ("slots",)),
    CONSENT: ClauseKind("Có sự đồng ý của người được đề nghị", ("purpose",), ("purpose",)),
    STATEMENT: ClauseKind("Điều đơn vị xác nhận", ("text",)),
    ANY: ClauseKind("Đạt ít nhất một trong các điều kiện (hoặc)", ("clauses",), ("clauses",)),
    ALL: ClauseKind("Đạt tất cả các điều kiện (và)", ("clauses",), ("clauses",)),
    OF_UNIT: ClauseKind("Đơn vị của người đứng đầu phải đạt", ("clauses",), ("clauses",)),
}  # fmt: skip
AMONG = ("honours", "or_higher", "least")  # of “trong đó có ...”
GROUPS = (ANY, ALL, OF_UNIT)
# In the order in which a plan file writes them.
KEYS = (
    *("who", "leads_from", "kind", "honours", "or_higher", "degree", "rank", "leads", "percent", "months", "least", "in_a_row"),
    *("by_people", "from", "to", "slots", "purpose", "text", "among", "clauses"),
)
FIELDS = {"from": "since", "to": "until"}  # keys that Python has other words for


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition; which fields count follows from its kind (`CLAUSE_KINDS`).

    `honours`, `degree` and `rank` are codes of the catalogue. `since` and `until` are the first and the last year that counts
    (None: the plan's own period). `among` are years of those counted that must have this too. `by_people` counts people of a
    collective. `least` is a number of years, of entries or of people; `months` are whole months.
    """

    kind: str
    honours: tuple[str, ...] = ()
    or_higher: bool = False
    degree: str = ""
    rank: str = ""
    leads: str = ""
    percent: int = 0
    months: int = 0
    least: int = 1
    in_a_row: bool = False
    by_people: bool = False
    since: int | None = None
    until: int | None = None
    slots: tuple[str, ...] = ()
    purpose: str = ""
    text: str = ""
    among: tuple[Clause, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def as_data(self, takes: tuple[str, ...] = ()) -> dict[str, Any]:
        """As JSON keeps it; what says nothing is left out."""
        data: dict[str, Any] = {} if takes else {"kind": self.kind}
        for key in takes or CLAUSE_KINDS[self.kind].takes:
            value = getattr(self, FIELDS.get(key, key))
            if key in ("among", "clauses"):
                value = [one.as_data(AMONG if key == "among" else ()) for one in value]
            if value == DEFAULTS[FIELDS.get(key, key)] and key not in CLAUSE_KINDS[self.kind].needed:
                continue
            data[key] = list(value) if isinstance(value, tuple) else value
        return {key: value for key, value in data.items() if value != []}


DEFAULTS = {field.name: field.default for field in fields(Clause)}


@dataclass(frozen=True, slots=True)
class Rule:
    """All clauses must hold. `who` and `leads_from` say for whom, where the criterion's own `who` does not: a leader holds a
    rank from `leads_from` up, a non-leader none of those."""

    clauses: tuple[Clause, ...]
    who: str = ""
    leads_from: str = ""

    def as_data(self) -> dict[str, Any]:
        says = {"who": self.who, "leads_from": self.leads_from}
        return {key: value for key, value in says.items() if value} | {"clauses": [one.as_data() for one in self.clauses]}
