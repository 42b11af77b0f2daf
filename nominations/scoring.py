"""Points of a dossier by the score sheet of its plan, in exact decimals. Plain data in and out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

POINTS, FORMULA, BONUS, PENALTY = "points", "formula", "bonus", "penalty"
KINDS = {POINTS: "chấm điểm", FORMULA: "tính theo thành tích", BONUS: "điểm cộng", PENALTY: "điểm trừ"}
YEARS, DISCIPLINE = "years", "discipline"
COUNTS = {
    "title": "mỗi danh hiệu thi đua",
    "award": "mỗi hình thức khen thưởng",
    "initiative": "mỗi sáng kiến",
    "rating": "mỗi lần xếp loại",
    YEARS: "mỗi năm là đoàn viên",
    DISCIPLINE: "mỗi lần kỷ luật (điểm trừ)",
}
NONE = Decimal(0)


@dataclass(frozen=True)
class Formula:
    """So many points for each thing of a sort in the record: of one honour, or of a level, as far as it names them."""

    counts: str
    each: Decimal
    honour: str = ""  # code
    level: str = ""
    in_period: bool = False


@dataclass(frozen=True)
class Line:
    """A line of the sheet. `most` bounds what it gives or takes; a line without a formula is typed."""

    key: str
    label: str
    kind: str
    most: Decimal
    formula: Formula | None = None

    @property
    def takes_away(self) -> bool:
        return self.kind == PENALTY or (self.formula is not None and self.formula.counts == DISCIPLINE)


@dataclass(frozen=True)
class Deed:
    """A line of a record, as formulas look at it."""

    kind: str
    honour: str
    level: str
    year: int


@dataclass(frozen=True)
class Facts:
    """What formulas count: the record, and full years as a member, as far as they are known."""

    deeds: tuple[Deed, ...] = ()
    years: int | None = None


@dataclass(frozen=True)
class Period:
    """Years that the plan looks back on; None: any."""

    first: int | None = None
    last: int | None = None

    def has(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


def counted(formula: Formula, facts: Facts, period: Period) -> int:
    """How many things of the formula's sort there are."""
    if formula.counts == YEARS:
        return facts.years or 0
    return sum(
        deed.kind == formula.counts
        and formula.honour in ("", deed.honour)
        and formula.level in ("", deed.level)
        and (not formula.in_period or period.has(deed.year))
        for deed in facts.deeds
    )


def computed(line: Line, facts: Facts, period: Period) -> Decimal | None:
    """What a formula gives, up to the line's most; None of a line that is typed."""
    return min(line.formula.each * counted(line.formula, facts, period), line.most) if line.formula else None


def total(lines: Iterable[Line], values: Mapping[str, Decimal | None]) -> Decimal:
    """Everything given without everything taken away; what is not typed yet counts nothing."""
    return sum((-(values.get(line.key) or NONE) if line.takes_away else values.get(line.key) or NONE for line in lines), NONE)


def typed(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.formula is None]


def missing(lines: Iterable[Line], values: Mapping[str, Decimal | None]) -> list[Line]:
    """Lines that still have to be typed; bonus and penalty may stay empty."""
    return [line for line in typed(lines) if line.kind == POINTS and values.get(line.key) is None]


def line_of(data: Mapping[str, Any]) -> Line:
    """Out of a plan's terms."""
    formula = None
    if data["kind"] == FORMULA:
        formula = Formula(data["counts"], Decimal(data["each"]), data["honour"], data["level"], data["in_period"])
    return Line(data["key"], data["label"], data["kind"], Decimal(data["most"]), formula)


def data_of(line: Line) -> dict[str, Any]:
    """As the plan's terms keep it."""
    said = {"key": line.key, "label": line.label, "kind": line.kind, "most": str(line.most)}
    if line.formula:
        one = line.formula
        said |= {"counts": one.counts, "each": str(one.each), "honour": one.honour, "level": one.level, "in_period": one.in_period}
    return said


def points(value: Decimal | None) -> str:
    """With a comma and without zeros at the end: Decimal("8.50") → "8,5"."""
    if value is None:
        return ""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
