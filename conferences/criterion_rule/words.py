"""A rule read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from conferences.criterion_rule.catalogue import Catalogue
from conferences.criterion_rule.rule import (
    ALL,
    ANY,
    CONSENT,
    DIRECT,
    HEAD,
    HELD,
    MEMBER,
    NO_DISCIPLINE,
    OF_UNIT,
    PAPERS,
    POSITION,
    PURPOSES,
    SERVICE,
    SHARE,
    STATEMENT,
    WHO,
    YEARS,
    Clause,
    Rule,
)
from conferences.paper_slots import KINDS

SLOTS = {key: label for key, label, *_ in KINDS}



def says_rule(rule: Rule, catalogue: Catalogue, who: str = "") -> list[str]:
    """A sentence for each clause; before them, where the rule is not for everybody, for whom it is."""
    whom = says_who(rule, catalogue, who)
    return ([f"Áp dụng cho {whom}."] if whom else []) + [f"{_capital(says_clause(one, catalogue))}." for one in rule.clauses]


def says_who(rule: Rule, catalogue: Catalogue, who: str = "") -> str:
    """For whom the rule holds; empty where it is everybody. `who` is the criterion's own."""
    whom = rule.who or who
    if whom not in WHO:
        return ""
    rank = f" (từ {lower(catalogue.name(rule.leads_from))} trở lên)" if rule.leads_from and whom != HEAD else ""
    return WHO[whom] + rank


def says_clause(clause: Clause, catalogue: Catalogue) -> str:
    """One clause, without a full stop."""
    return _SAYS[clause.kind](clause, catalogue)


def merit_words(clause: Clause, catalogue: Catalogue) -> str:
    """The names of what counts: “Chiến sĩ thi đua cơ sở hoặc cao hơn”."""
    names = _one_of([catalogue.name(code) for code in clause.honours])
    return f"{names} hoặc cao hơn" if clause.or_higher else names


def lower(name: str) -> str:
    """A name inside a sentence; abbreviations keep their capitals."""
    return name[:1].lower() + name[1:] if not name[1:2].isupper() else name


def slot_words(slots: Sequence[str]) -> str:
    return ", ".join(lower(SLOTS.get(slot, slot)) for slot in slots)


def _years(clause: Clause, catalogue: Catalogue) -> str:
    row = " liên tục" if clause.in_a_row else ""
    words = f"ít nhất {clause.least} năm{row}{_span(clause)} đạt {merit_words(clause, catalogue)}"
    inside = [f"{one.least} năm {merit_words(one, catalogue)}" for one in clause.among]
    return words + (f", trong đó ít nhất {' và '.join(inside)}" if inside else "")


def _held(clause: Clause, catalogue: Catalogue) -> str:
    counted = f"ít nhất {clause.least} người của tập thể có" if clause.by_people else f"có ít nhất {clause.least}"
    return f"{counted} {merit_words(clause, catalogue)}{_span(clause)}"


def _share(clause: Clause, catalogue: Catalogue) -> str:
    years = f" trong ít nhất {clause.least} năm" if clause.least > 1 else ""
    return f"ít nhất {clause.percent}% số người của tập thể đạt {merit_words(clause, catalogue)}{years}{_span(clause)}"


def _no_discipline(clause: Clause, catalogue: Catalogue) -> str:
    return f"không bị kỷ luật từ {lower(catalogue.name(clause.degree))} trở lên{_span(clause)}"


def _position(clause: Clause, catalogue: Catalogue) -> str:
    rank = lower(catalogue.name(clause.rank))
    return f"giữ chức vụ từ {rank} trở lên" if clause.leads == "from" else f"không giữ chức vụ lãnh đạo từ {rank} trở lên"


def _statement(clause: Clause, catalogue: Catalogue) -> str:
    return f"người xét xác nhận: {clause.text.rstrip(' .;')}" if clause.text else "người xét xác nhận điều tiêu chuẩn này nêu"


def _group(clause: Clause, catalogue: Catalogue) -> str:
    joint = "; hoặc " if clause.kind == ANY else "; và "
    inner = joint.join(f"({words})" if one.clauses else words for one in clause.clauses for words in [says_clause(one, catalogue)])
    return {ANY: inner, ALL: inner, OF_UNIT: f"đơn vị do người này đứng đầu: {inner}"}[clause.kind]


def _span(clause: Clause) -> str:
    first, last = clause.since, clause.until
    if first and last:
        return f" trong năm {first}" if first == last else f" từ năm {first} đến năm {last}"
    return f" từ năm {first}" if first else f" đến năm {last}" if last else ""


def _one_of(names: list[str]) -> str:
    return " hoặc ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_SAYS = {
    YEARS: _years,
    HELD: _held,
    SHARE: _share,
    NO_DISCIPLINE: _no_discipline,
    POSITION: _position,
    MEMBER: lambda clause, catalogue: "là đoàn viên công đoàn",
    DIRECT: lambda clause, catalogue: "trực tiếp sản xuất, công tác",
    SERVICE: lambda clause, catalogue: f"làm việc tại đơn vị ít nhất {clause.months} tháng",
    PAPERS: lambda clause, catalogue: f"hồ sơ có {slot_words(clause.slots)}",
    CONSENT: lambda clause, catalogue: f"đã ghi nhận sự đồng ý cho việc {PURPOSES[clause.purpose]}",
    STATEMENT: _statement,
    ANY: _group,
    ALL: _group,
    OF_UNIT: _group,
}
