"""Why a clause is answered so, in a sentence that a person can check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conferences.criterion_rule import PURPOSES, Catalogue, Clause, says_clause
from conferences.criterion_rule.words import lower, slot_words
from nominations.eligibility import clauses
from nominations.eligibility.answers import MET, NEEDS_PERSON, NO_EVIDENCE, Answer
from nominations.eligibility.facts import LEADS_NOBODY, Candidate, Entry
from nominations.eligibility.tally import EARLIEST, LATEST, Tally
from portal.fields import number, screen_date

UNSURE = {
    "leader": "chưa ghi chức vụ lãnh đạo, nên chưa biết tiêu chuẩn này có áp dụng không",
    "non_leader": "chưa ghi chức vụ lãnh đạo, nên chưa biết tiêu chuẩn này có áp dụng không",
    "head": "chưa ghi có phải người đứng đầu đơn vị không",
}
MOST_NAMED = 10  # years named one by one


@dataclass(frozen=True, slots=True)
class JudgedClause:
    """One clause quoted, its answer and reason, and the rows of the record that it stands on; `parts` of a group."""

    quote: str
    answer: Answer
    reason: str
    evidence: tuple[int, ...] = ()
    parts: tuple[JudgedClause, ...] = ()


class Reasons:
    def __init__(self, catalogue: Catalogue):
        self.catalogue = catalogue

    def judged(self, part: clauses.Ready, tally: Tally, candidate: Candidate, confirmed: bool) -> JudgedClause:
        answer, quote = part.answer(tally, candidate, confirmed), says_clause(part.clause, self.catalogue)
        if isinstance(part, clauses.Group):
            return self.group(part, tally, candidate, confirmed, quote)
        counted = tally[part.entries] if part.entries >= 0 else []
        reason = SAYS[type(part)](self, part, answer, counted, tally, candidate)
        return JudgedClause(quote, answer, reason, tuple(entry.id for entry in counted))

    def group(self, part: clauses.Group, tally: Tally, candidate: Candidate, confirmed: bool, quote: str) -> JudgedClause:
        answer = part.answer(tally, candidate, confirmed)
        if isinstance(part, clauses.OfUnit):
            if candidate.unit_record is None:
                return JudgedClause(quote, answer, "chưa có thành tích nào ghi cho chính đơn vị")
            candidate, tally = part.unit(candidate)
        parts = tuple(self.judged(one, tally, candidate, confirmed) for one in part.parts)
        deciding = [one for one in parts if one.answer is answer]
        lead = "của đơn vị: " if isinstance(part, clauses.OfUnit) else ""
        reason = lead + "; ".join(one.reason for one in deciding)
        return JudgedClause(quote, answer, reason, tuple(row for one in parts for row in one.evidence), parts)

    # --- what is counted

    def years(
        self, part: clauses.Years, answer: Answer, counted: list[Entry], tally: Tally, candidate: Candidate
    ) -> str:
        clause, name = part.clause, self.names(part.clause)
        years = sorted({entry.year for entry in counted})
        if not years:
            return f"chưa ghi năm nào đạt {name}{_when(part)}"
        says = f"{len(years)} trong {clause.least} năm" if len(years) < clause.least else f"{len(years)} năm"
        says += f" đạt {name}"
        missing = [year for year in range(part.first, part.last + 1) if year not in years]
        short = len(years) < clause.least or (clause.in_a_row and _longest(years) < clause.least)
        if short and part.last - part.first + 1 <= MOST_NAMED:
            says += f"; thiếu {_listed(missing)}" if part.last - part.first + 1 == clause.least else f" ({_listed(years)})"
        elif not short:
            says += f" ({_listed(years)})"
        if clause.in_a_row and len(years) >= clause.least > _longest(years):
            says += f"; dài nhất {_longest(years)} năm liên tục"
        for (at, least), one in zip(part.among, clause.among, strict=True):
            inside = sorted({entry.year for entry in tally[at]} & set(years))
            has = f"{len(inside)} trong {least} năm" if len(inside) < least else f"{len(inside)} năm"
            says += f"; trong đó {has} {self.names(one)}" + (f" ({_listed(inside)})" if inside else "")
        if answer is NEEDS_PERSON:
            says += f"; năm {_listed([year for year in missing if part.open >> (year - part.first) & 1])} chưa hết"
        return says + self.unproven(answer, [*counted, *(entry for at, _ in part.among for entry in tally[at])])

    def held(self, part: clauses.Held, answer: Answer, counted: list[Entry], tally: Tally, candidate: Candidate) -> str:
        clause, name = part.clause, self.names(part.clause)
        whose = " cho người của tập thể" if clause.by_people else ""
        if not counted:
            return f"chưa ghi {name}{whose}{_when(part)}"
        count = part.count(counted)
        unit = "người có " if clause.by_people else ""
        found = _joined(dict.fromkeys(self.catalogue.name(entry.honour) for entry in counted))
        years = _listed(sorted({entry.year for entry in counted}))
        if count < clause.least:
            return f"có {count} trong {clause.least} {unit}{name} ({years})"
        return f"có {count} {unit}{found} ({years})" + self.unproven(answer, counted)

    def share(self, part: clauses.Share, answer: Answer, counted: list[Entry], tally: Tally, candidate: Candidate) -> str:
        if not candidate.people:
            return "chưa ghi tổng số người của tập thể"
        if not counted:
            return f"chưa ghi bao nhiêu người đạt {self.names(part.clause)}{_when(part)}"
        each = [
            f"{year}: {people}/{candidate.people} người ({number(people * 100 // candidate.people)}%)"
            for year, people in sorted(part.most(counted).items())
        ]
        return f"{self.names(part.clause)} {', '.join(each)}; cần {part.clause.percent}%" + self.unproven(answer, counted)

    def discipline(
        self, part: clauses.NoDiscipline, answer: Answer, counted: list[Entry], tally: Tally, candidate: Candidate
    ) -> str:
        if counted:
            return "bị kỷ luật: " + ", ".join(f"{lower(self.catalogue.name(one.honour))} năm {one.year}" for one in counted)
        return "không ghi kỷ luật nào; đơn vị đã xác nhận" if answer is MET else "không ghi kỷ luật nào; cần đơn vị xác nhận"

    # --- what is asked of the candidate

    def position(self, part: clauses.Position, answer: Answer, *rest: object) -> str:
        candidate = rest[-1]
        if answer is NO_EVIDENCE:
            return "chưa ghi chức vụ lãnh đạo"
        if candidate.rank == LEADS_NOBODY:
            return "không giữ chức vụ lãnh đạo"
        return f"giữ chức vụ {lower(self.catalogue.name(candidate.rank))}"

    def member(self, part: clauses.Member, answer: Answer, *rest: object) -> str:
        since = rest[-1].member_since
        return f"là đoàn viên từ {screen_date(since)}" if since else "chưa ghi ngày vào công đoàn"

    def direct(self, part: clauses.Direct, answer: Answer, *rest: object) -> str:
        if answer is NO_EVIDENCE:
            return "chưa ghi có trực tiếp sản xuất, công tác không"
        return "trực tiếp sản xuất, công tác" if answer is MET else "không trực tiếp sản xuất, công tác"

    def service(self, part: clauses.Service, answer: Answer, *rest: object) -> str:
        since = rest[-1].works_since
        if since is None:
            return "chưa ghi ngày bắt đầu làm việc tại đơn vị"
        return f"làm việc tại đơn vị {max(clauses.months_between(since, part.on), 0)} tháng (từ {screen_date(since)})"

    def papers(self, part: clauses.Papers, answer: Answer, *rest: object) -> str:
        missing = [slot for slot in part.clause.slots if slot not in rest[-1].papers]
        if missing:
            return f"còn thiếu {slot_words(missing)}"
        waiting = [slot for slot in part.clause.slots if slot in rest[-1].unchecked]
        return f"đã có {slot_words(part.clause.slots)}" + (f"; đang chờ quét virus: {slot_words(waiting)}" if waiting else "")

    def consent(self, part: clauses.Consented, answer: Answer, *rest: object) -> str:
        said = "đã ghi nhận" if answer is MET else "chưa ghi nhận"
        return f"{said} sự đồng ý cho việc {PURPOSES[part.clause.purpose]}"

    def statement(self, part: clauses.Statement, answer: Answer, *rest: object) -> str:
        return "đơn vị đã xác nhận" if answer is MET else "cần đơn vị xác nhận"

    # --- words

    def names(self, clause: Clause) -> str:
        return _joined([self.catalogue.name(code) for code in clause.honours], " hoặc ")

    def unproven(self, answer: Answer, counted: Sequence[Entry]) -> str:
        years = sorted({entry.year for entry in counted if not entry.proven})
        return f"; {_listed(years)} chưa có số quyết định hoặc minh chứng" if answer is NO_EVIDENCE and years else ""


def _when(part: clauses.Ready) -> str:
    if (part.first, part.last) == (EARLIEST, LATEST):
        return ""
    return f" trong năm {part.first}" if part.first == part.last else f" từ {part.first} đến {part.last}"


def _listed(years: Sequence[int]) -> str:
    return ", ".join(map(str, years))


def _joined(names: Sequence[str] | dict[str, None], last: str = " và ") -> str:
    names = list(names)
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _longest(years: Sequence[int]) -> int:
    """Of the stretches without a gap."""
    best = length = 0
    for at, year in enumerate(years):
        length = length + 1 if at and years[at - 1] == year - 1 else 1
        best = max(best, length)
    return best


SAYS: dict[type, Callable[..., str]] = {
    clauses.Years: Reasons.years,
    clauses.Held: Reasons.held,
    clauses.Share: Reasons.share,
    clauses.NoDiscipline: Reasons.discipline,
    clauses.Position: Reasons.position,
    clauses.Member: Reasons.member,
    clauses.Direct: Reasons.direct,
    clauses.Service: Reasons.service,
    clauses.Papers: Reasons.papers,
    clauses.Consented: Reasons.consent,
    clauses.Statement: Reasons.statement,
}
