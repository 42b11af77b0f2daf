"""Numbers and figures that a plan prints but never holds: plain data in and out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from papers.document_types import TYPES
from portal.fields import roman, vietnamese_letter

REFERENCE = re.compile(r"\{([a-z][a-z0-9_.-]*)\}")
NAMED_PAPERS = tuple(f"{name} số " for name in TYPES.values())  # how a ground begins that only names a paper
COLLECTIVE, PERSON = "collective", "person"
SUBJECT_HEADS = {COLLECTIVE: "Tập thể", PERSON: "Cá nhân"}
LEVEL_NAMES = {  # of a conference
    "central": "toàn quốc",
    "province": "cấp tỉnh",
    "sector": "cấp ngành",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "grassroots": "cấp cơ sở",
}
HeadCell = tuple[str, int, int]  # text, columns wide, rows high


def section_number(level: int, place: int, above: str = "") -> str:
    """The number of the section at `place` (from 1) below the section numbered `above`: I / 1 / 1.1 / a, bare of marks.

    The fifth level and deeper have none: the decree knows four (NĐ 30/2020, Phụ lục I, II.6).
    """
    if level > 4:
        return ""
    return (roman(place), str(place), f"{above}.{place}", vietnamese_letter(place))[level - 1]


def nameable(word: str) -> bool:
    """Whether a word of the plan's own, such as a group of delegates, can stand in a reference."""
    return REFERENCE.fullmatch(f"{{fact.{word}}}") is not None


def resolved(text: str, facts: Mapping[str, str]) -> str:
    """`text` with its references, such as {deadline.dossier}, replaced by the facts; an unknown one stays as typed."""
    return REFERENCE.sub(lambda match: facts.get(match[1], match[0]), text)


def unknown_references(text: str, facts: Mapping[str, str]) -> list[str]:
    """The references of `text` that name no fact, in their order."""
    return [name for name in REFERENCE.findall(text) if name not in facts]


def as_list(one_or_more: str | list[str]) -> list[str]:
    """Keys of the plan file, which writes a single one without its brackets."""
    return [one_or_more] if isinstance(one_or_more, str) else one_or_more


@dataclass(frozen=True)
class QuotaColumn:
    """A category as a column of the table."""

    key: int
    label: str
    subject: str


@dataclass(frozen=True)
class QuotaLine:
    """A unit or bloc with its places, one figure for each column; a bloc may belong to a larger group (Khối Giáo dục)."""

    key: int
    name: str
    places: tuple[int, ...]
    is_bloc: bool = False
    group: str = ""

    @property
    def label(self) -> str:
        """The name by itself, where no group stands above it."""
        return f"{self.group}: {self.name}" if self.group else self.name


@dataclass(frozen=True)
class PrintedLine:
    """A row as the table shows it. A group has the sum of its members, which follow it with numbers of their own: 1, 1.1.

    `order` is where the line stands among the lines of the table, from 1; a group stands nowhere.
    """

    number: str
    name: str
    places: tuple[int, ...]
    is_group: bool = False
    order: int = field(default=0, compare=False)


@dataclass(frozen=True)
class QuotaTable:
    """The table of quotas with every sum computed; the same for paper, sheet, page and rules."""

    columns: tuple[QuotaColumn, ...]
    lines: tuple[QuotaLine, ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects that have columns, collectives first."""
        present = {column.subject for column in self.columns}
        return tuple(subject for subject in (COLLECTIVE, PERSON) if subject in present)

    @property
    def has_subject_sums(self) -> bool:
        """One subject alone needs no column of its own beside the total."""
        return len(self.subjects) > 1

    @property
    def has_details(self) -> bool:
        """One category for each subject would repeat the sums of the subjects."""
        return len(self.columns) > len(self.subjects)

    @property
    def foot(self) -> tuple[int, ...]:
        """The sum of each column."""
        return self._sums(self.lines)

    def _sums(self, lines: Sequence[QuotaLine]) -> tuple[int, ...]:
        return tuple(sum(line.places[at] for line in lines) for at in range(len(self.columns)))

    @property
    def printed(self) -> tuple[PrintedLine, ...]:
        """The rows with their numbers; neighbours of one group stand below it, a single one bears its name."""
        rows: list[PrintedLine] = []
        runs = [list(run) for _, run in groupby(enumerate(self.lines), lambda at: at[1].group or at[0])]
        for number, run in enumerate(runs, 1):
            if len(run) == 1:
                at, line = run[0]
                rows.append(PrintedLine(str(number), line.label, line.places, order=at + 1))
                continue
            rows.append(PrintedLine(str(number), run[0][1].group, self._sums([line for _, line in run]), is_group=True))
            rows += [
                PrintedLine(f"{number}.{place}", line.name, line.places, order=at + 1) for place, (at, line) in enumerate(run, 1)
            ]
        return tuple(rows)

    @property
    def of_whom(self) -> str:
        """What the rows are, as the head of their column."""
        kinds = {line.is_bloc for line in self.lines}
        return "Tên đơn vị" if True not in kinds else "Tên đơn vị, khối" if False in kinds else "Khối"

    def of_subject(self, places: Sequence[int], subject: str) -> int:
        """The places of one row (or of the foot) that are for collectives, or for persons."""
        return sum(count for column, count in zip(self.columns, places, strict=True) if column.subject == subject)

    def figures(self, places: Sequence[int]) -> tuple[int, ...]:
        """What a row prints: the total, the sum of each subject, each category."""
        sums = [self.of_subject(places, subject) for subject in self.subjects] if self.has_subject_sums else []
        return (sum(places), *sums, *(places if self.has_details else ()))

    @property
    def figure_heads(self) -> tuple[str, ...]:
        """What each of a row's figures is."""
        sums = [SUBJECT_HEADS[subject] for subject in self.subjects] if self.has_subject_sums else []
        return ("Tổng số", *sums, *(column.label for column in self.columns if self.has_details))

    @property
    def sum_columns(self) -> int:
        """How many columns of sums stand before the categories."""
        return 1 + (len(self.subjects) if self.has_subject_sums else 0)

    @property
    def detail_columns(self) -> int:
        return len(self.columns) if self.has_details else 0

    def head(self, *, of_conference: bool) -> tuple[tuple[HeadCell, ...], ...]:
        """The grouped head (law-and-format 6.2); a table with one column of figures needs no groups."""
        if self.sum_columns == 1 and not self.has_details:
            return ((("STT", 1, 1), (self.of_whom, 1, 1), ("Số lượng", 1, 1)),)
        upper, lower = [("STT", 1, 2), (self.of_whom, 1, 2)], []
        if self.has_subject_sums:
            upper.append(("Đại biểu dự Hội nghị" if of_conference else "Số lượng", self.sum_columns, 1))
            lower += [("Tổng số", 1, 1), *((SUBJECT_HEADS[subject], 1, 1) for subject in self.subjects)]
        else:
            upper.append(("Tổng số", 1, 2))
        if self.has_details:
            upper.append(("Trong đó", self.detail_columns, 1))
            lower += [(column.label, 1, 1) for column in self.columns]
        return (tuple(upper), tuple(lower)) if lower else (tuple(upper),)

    @property
    def totals(self) -> dict[str, int]:
        """The three figures that a plan's prose states."""
        foot = self.foot
        return {
            "total": sum(foot),
            COLLECTIVE: self.of_subject(foot, COLLECTIVE),
            PERSON: self.of_subject(foot, PERSON),
        }


SUBJECT_NAMES = {"total": "tổng số", COLLECTIVE: "tập thể", PERSON: "cá nhân"}


def disagreements(stated: Mapping[str, int | None], totals: Mapping[str, int]) -> list[str]:
    """Where the figures of the prose differ from what the table adds up to."""
    return [
        f"Lời văn kế hoạch ghi {name} {stated[key]}, bảng phân bổ cộng được {totals[key]}."
        for key, name in SUBJECT_NAMES.items()
        if stated.get(key) is not None and stated[key] != totals[key]
    ]
