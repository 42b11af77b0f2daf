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
    """The names of what counts: “Chiến sĩ thi đua cơ sở trở lên”."""
    names = one_of([honour_words(code, catalogue) for code in clause.honours])
    return f"{names} trở lên" if clause.or_higher else names


def honour_words(code: str, catalogue: Catalogue) -> str:
    """Its name inside a sentence: titles and awards keep their capital, ratings and initiatives are common words."""
    name = catalogue.name(code)
    return lower(name) if catalogue.kind(code) in ("rating", "initiative") else name


def has_verb(clause: Clause, catalogue: Catalogue) -> str:
    """What one does with it: a title is reached, a rating given, everything else is had."""
    return {"title": "đạt danh hiệu", "rating": "được xếp loại"}.get(catalogue.kind(clause.honours[0]), "có")


def year_verb(clause: Clause, catalogue: Catalogue) -> str:
    """Between a year and its honour, with the blank after it: “2 năm hoàn thành tốt nhiệm vụ”."""
    return {"rating": "", "award": "có ", "initiative": "có "}.get(catalogue.kind(clause.honours[0]), "đạt ")


def lower(name: str) -> str:
    """A name inside a sentence; abbreviations keep their capitals."""
    return name[:1].lower() + name[1:] if not name[1:2].isupper() else name


def slot_words(slots: Sequence[str]) -> str:
    return ", ".join(lower(SLOTS.get(slot, slot)) for slot in slots)


def _years(clause: Clause, catalogue: Catalogue) -> str:
    row = " liên tục" if clause.in_a_row else ""
    span = _span(clause).removeprefix(" ")
    words = f"{span}, ít nhất" if span else "ít nhất"
    words += f" {clause.least} năm{row} {year_verb(clause, catalogue)}{merit_words(clause, catalogue)}"
    inside = [f"ít nhất {one.least} năm {year_verb(one, catalogue)}{merit_words(one, catalogue)}" for one in clause.among]
    return words + (f", trong đó {' và '.join(inside)}" if inside else "")


def _held(clause: Clause, catalogue: Catalogue) -> str:
    verb, merit = has_verb(clause, catalogue), merit_words(clause, catalogue)
    if clause.by_people:
        return f"ít nhất {clause.least} người của tập thể {verb} {merit}{_span(clause)}"
    if verb == "có":
        return f"có {f'ít nhất {clause.least} ' if clause.least > 1 else ''}{merit}{_span(clause)}"
    return f"{verb} {merit}{f' ít nhất {clause.least} lần' if clause.least > 1 else ''}{_span(clause)}"


def _share(clause: Clause, catalogue: Catalogue) -> str:
    years = f" trong ít nhất {clause.least} năm" if clause.least > 1 else ""
    return f"ít nhất {clause.percent}% số người của tập thể {has_verb(clause, catalogue)} {merit_words(clause, catalogue)}{years}{_span(clause)}"


def _no_discipline(clause: Clause, catalogue: Catalogue) -> str:
    return f"không bị kỷ luật từ {lower(catalogue.name(clause.degree))} trở lên{_span(clause)}"


def _position(clause: Clause, catalogue: Catalogue) -> str:
    rank = lower(catalogue.name(clause.rank))
    return f"giữ chức vụ từ {rank} trở lên" if clause.leads == "from" else f"không giữ chức vụ lãnh đạo từ {rank} trở lên"


def _statement(clause: Clause, catalogue: Catalogue) -> str:
    return f"đơn vị xác nhận: {statement_words(clause)}" if clause.text else "đơn vị xác nhận điều kế hoạch nêu"


def statement_words(clause: Clause) -> str:
    """What is to be confirmed, inside a sentence."""
    return lower(clause.text.rstrip(" .;"))


def _group(clause: Clause, catalogue: Catalogue) -> str:
    joint = "; hoặc " if clause.kind == ANY else "; và "
    inner = joint.join(f"({words})" if one.clauses else words for one in clause.clauses for words in [says_clause(one, catalogue)])
    return {ANY: inner, ALL: inner, OF_UNIT: f"đơn vị do người này đứng đầu: {inner}"}[clause.kind]


def _span(clause: Clause) -> str:
    first, last = clause.since, clause.until
    if first and last:
        return f" trong năm {first}" if first == last else f" từ năm {first} đến năm {last}"
    return f" từ năm {first}" if first else f" đến năm {last}" if last else ""


def one_of(names: list[str]) -> str:
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
