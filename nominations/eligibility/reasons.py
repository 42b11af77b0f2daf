"""Why a clause is answered so, in a sentence that a person can check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from conferences.criterion_rule import PURPOSES, Catalogue, Clause, says_clause
from conferences.criterion_rule.words import has_verb, honour_words, lower, one_of, slot_words, statement_words, year_verb
from nominations.eligibility import clauses
from nominations.eligibility.answers import MET, NEEDS_PERSON, NO_EVIDENCE, NOT_MET, Answer
from nominations.eligibility.facts import LEADS_NOBODY, Candidate, Entry
from nominations.eligibility.tally import EARLIEST, LATEST, Tally
from portal.fields import number, screen_date

UNSURE = {
    "leader": "chưa ghi chức vụ lãnh đạo, nên chưa biết tiêu chuẩn này có áp dụng không",
    "non_leader": "chưa ghi chức vụ lãnh đạo, nên chưa biết tiêu chuẩn này có áp dụng không",
    "head": "chưa ghi có phải người đứng đầu đơn vị không",
}
KIND_WORDS = {"title": "danh hiệu ", "rating": "xếp loại "}  # what is said before a name that stands alone
MOST_NAMED = 10  # years named one by one
MOST_FORMS = 3  # honours named one by one where none of them is there; the clause quoted beside names them all


@dataclass(frozen=True, slots=True)
class JudgedClause:
    """One clause quoted, its answer and reason, and the rows of the record that it stands on; `parts` of a group that matter.

    `alone` is the reason where the quotation does not stand beside it.
    """

    quote: str
    answer: Answer
    reason: str
    evidence: tuple[int, ...] = ()
    parts: tuple[JudgedClause, ...] = ()
    alone: str = ""

    @property
    def told(self) -> str:
        return self.alone or self.reason


class Reasons:
    def __init__(self, catalogue: Catalogue):
        self.catalogue = catalogue

    def judged(self, part: clauses.Ready, tally: Tally, candidate: Candidate, confirmed: bool) -> JudgedClause:
        answer, quote = part.answer(tally, candidate, confirmed), says_clause(part.clause, self.catalogue)
        if isinstance(part, clauses.Group):
            return self.group(part, tally, candidate, confirmed, quote)
        counted = tally[part.entries] if part.entries >= 0 else []
        reason = SAYS[type(part)](self, part, answer, counted, tally, candidate)
        alone = f"{reason}: {statement_words(part.clause)}" if part.clause.text else ""
        among = [entry for at, _ in part.among for entry in tally[at]] if isinstance(part, clauses.Years) else []
        rows = tuple(dict.fromkeys(entry.id for entry in (*counted, *among)))
        return JudgedClause(quote, answer, reason, rows, alone=alone)

    def group(self, part: clauses.Group, tally: Tally, candidate: Candidate, confirmed: bool, quote: str) -> JudgedClause:
        answer = part.answer(tally, candidate, confirmed)
        if isinstance(part, clauses.OfUnit):
            if candidate.unit_record is None:
                return JudgedClause(quote, answer, "cổng chưa ghi thành tích nào của đơn vị")
            candidate, tally = part.unit(candidate)
        parts = {one: self.judged(one, tally, candidate, confirmed) for one in part.parts}
        if isinstance(part, clauses.AnyOf):
            return self.either(parts, answer, quote, tally)
        lead = "thành tích của đơn vị: " if isinstance(part, clauses.OfUnit) else ""
        reason = lead + "; ".join(one.told for one in parts.values() if one.answer is answer)
        return JudgedClause(quote, answer, reason, _evidence(parts.values()), tuple(parts.values()))

    def either(self, parts: dict[clauses.Ready, JudgedClause], answer: Answer, quote: str, tally: Tally) -> JudgedClause:
        """Of several that would do: the one that does, or all that are still open; those without a trace in one breath."""
        open_ones = (answer, NO_EVIDENCE) if answer is NEEDS_PERSON else (NOT_MET, NO_EVIDENCE)
        matter = {part: one for part, one in parts.items() if one.answer in ((MET,) if answer is MET else open_ones)}
        bare = [part for part in matter if isinstance(part, clauses.Held) and not tally[part.entries]]
        told = [one.told for part, one in matter.items() if part not in bare]
        if bare:
            codes = [code for part in bare for code in part.clause.honours]
            spans = {_when(part) for part in bare}
            same = len(spans) == 1 and len({part.clause.by_people for part in bare}) == 1
            told += [self.missing(bare[0], codes)] if same else [matter[part].told for part in bare]
        shown = matter if answer is MET else parts
        return JudgedClause(quote, answer, "; ".join(told), _evidence(shown.values()), tuple(shown.values()))

    # --- what is counted

    def years(
        self, part: clauses.Years, answer: Answer, counted: list[Entry], tally: Tally, candidate: Candidate
    ) -> str:
        clause, name = part.clause, self.names(part.clause)
        years = sorted({entry.year for entry in counted})
        if not years:
            return f"chưa ghi năm nào {year_verb(clause, self.catalogue)}{name}{_when(part)}"
        says = f"{len(years)} trong {clause.least} năm" if len(years) < clause.least else f"{len(years)} năm"
        says += f" {year_verb(clause, self.catalogue)}{name}"
        missing = [year for year in range(part.first, part.last + 1) if year not in years]
        short = len(years) < clause.least or (clause.in_a_row and _longest(years) < clause.least)
        if short and part.last - part.first + 1 <= MOST_NAMED:
            says += f"; thiếu {_listed(missing)}" if part.last - part.first + 1 == clause.least else f" ({_listed(years)})"
        elif not short:
            says += f" ({_listed(years)})"
        if clause.in_a_row and len(years) >= clause.least > _longest(years):
            says += f"; dài nhất {_longest(years)} năm liên tục"
        held = [{entry.year for entry in tally[at]} for at, _ in part.among]
        row = _best_row(years, clause.least, held) if clause.in_a_row else years
        if len(row) < len(years):
            says += f"; liên tục từ {row[0]} đến {row[-1]}"
        for (_, least), one, those in zip(part.among, clause.among, held, strict=True):
            inside = sorted(those & set(row))
            has = "chưa có năm nào" if not inside else f"mới {len(inside)} trong {least} năm" if len(inside) < least else f"{len(inside)} năm"
            says += f"; trong đó {has} {year_verb(one, self.catalogue)}{self.names(one)}" + (f" ({_listed(inside)})" if inside else "")
        if answer is NEEDS_PERSON:
            says += f"; năm {_listed([year for year in missing if part.open >> (year - part.first) & 1])} chưa hết"
        return says + self.unproven(answer, [*counted, *(entry for at, _ in part.among for entry in tally[at])])

    def held(self, part: clauses.Held, answer: Answer, counted: list[Entry], tally: Tally, candidate: Candidate) -> str:
        clause, verb = part.clause, has_verb(part.clause, self.catalogue)
        if not counted:
            return self.missing(part, clause.honours)
        years = _listed(sorted({entry.year for entry in counted}))
        if (count := part.count(counted)) < clause.least:
            of = f"{count} trong {clause.least}"
            if clause.by_people:
                return f"mới có {of} người {verb} {self.names(clause)} ({years})"
            said = f"mới có {of} {self.names(clause)}" if verb == "có" else f"mới {verb} {self.names(clause)} {of} lần"
            return f"{said} ({years})"
        return f"{self.found(part, counted)} ({years})" + self.unproven(answer, counted)

    def found(self, part: clauses.Held, counted: Sequence[Entry]) -> str:
        """What there is of each honour, counted: “có 1 sáng kiến cấp cơ sở và 1 sáng kiến cấp tỉnh”."""
        verb, each = has_verb(part.clause, self.catalogue), {}
        for entry in counted:
            each.setdefault(honour_words(entry.honour, self.catalogue), []).append(entry)
        if part.clause.by_people:
            return _joined([f"{part.count(some)} người {verb} {name}" for name, some in each.items()])
        if verb == "có":
            return "có " + _joined([f"{len(some)} {name}" for name, some in each.items()])
        return f"{verb} " + _joined([name + (f" {len(some)} lần" if len(some) > 1 else "") for name, some in each.items()])

    def missing(self, part: clauses.Held, codes: Sequence[str]) -> str:
        """That there is no trace of any of these."""
        names = list(dict.fromkeys(honour_words(code, self.catalogue) for code in codes))
        verb, many = has_verb(part.clause, self.catalogue), len(names) > MOST_FORMS
        says = "hình thức nào tiêu chuẩn nêu" if many else one_of(names)
        if part.clause.by_people:
            return f"chưa ghi người nào của tập thể {verb} {says}{_when(part)}"
        kind = "" if many else KIND_WORDS.get(self.catalogue.kind(codes[0]), "")
        return f"chưa ghi {kind}{says}{_when(part)}"

    def share(self, part: clauses.Share, answer: Answer, counted: list[Entry], tally: Tally, candidate: Candidate) -> str:
        if not candidate.people:
            return "chưa ghi tổng số người của tập thể"
        if not counted:
            return f"chưa ghi bao nhiêu người đạt {self.names(part.clause)}{_when(part)}"
        each = [
            f"năm {year} có {people}/{candidate.people} người ({number(people * 100 // candidate.people)}%)"
            for year, people in sorted(part.most(counted).items())
        ]
        said = f"{', '.join(each)} {has_verb(part.clause, self.catalogue)} {self.names(part.clause)}"
        return f"{said}; cần {part.clause.percent}%" + self.unproven(answer, counted)

    def discipline(
        self, part: clauses.NoDiscipline, answer: Answer, counted: list[Entry], tally: Tally, candidate: Candidate
    ) -> str:
        if counted:
            return "bị kỷ luật " + ", ".join(f"{lower(self.catalogue.name(one.honour))} năm {one.year}" for one in counted)
        return "không ghi kỷ luật nào, đơn vị đã xác nhận" if answer is MET else "không ghi kỷ luật nào, cần đơn vị xác nhận"

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
        return one_of([honour_words(code, self.catalogue) for code in clause.honours])

    def unproven(self, answer: Answer, counted: Sequence[Entry]) -> str:
        years = sorted({entry.year for entry in counted if not entry.proven})
        if answer is not NO_EVIDENCE or not years:
            return ""
        which = "các năm này" if len(years) > 1 and all(not entry.proven for entry in counted) else f"năm {_listed(years)}"
        return f"; {which} chưa có số quyết định hoặc minh chứng"


def _when(part: clauses.Ready) -> str:
    if (part.first, part.last) == (EARLIEST, LATEST):
        return ""
    return f" trong năm {part.first}" if part.first == part.last else f" từ {part.first} đến {part.last}"


def _listed(years: Sequence[int]) -> str:
    return ", ".join(map(str, years))


def _joined(names: Sequence[str]) -> str:
    return " và ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _evidence(parts: Iterable[JudgedClause]) -> tuple[int, ...]:
    return tuple(row for one in parts for row in one.evidence)


def _rows(years: Sequence[int]) -> list[list[int]]:
    """Stretches of years without a gap."""
    rows: list[list[int]] = []
    for year in years:
        if rows and rows[-1][-1] == year - 1:
            rows[-1].append(year)
        else:
            rows.append([year])
    return rows


def _longest(years: Sequence[int]) -> int:
    return max(map(len, _rows(years)))


def _best_row(years: Sequence[int], least: int, held: Sequence[set[int]]) -> Sequence[int]:
    """The stretch that is long enough and has most of what must be among it; all years where none is long enough."""
    return max(
        (row for row in _rows(years) if len(row) >= least), key=lambda row: sum(len(one & set(row)) for one in held), default=years
    )


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
