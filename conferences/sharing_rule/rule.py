"""A rule, and what it is worked out for: rows with their weights, categories with their sectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

PROPORTIONAL, EACH, PERCENT = "proportional", "each", "percent"
KINDS = {PROPORTIONAL: "Chia theo tỷ lệ", EACH: "Mỗi đơn vị bằng nhau", PERCENT: "Theo % đoàn viên"}
UPLOADED = "uploaded"
FIGURES = {  # what places are shared by; the first six are the figures of a `MemberCount`
    "total": "đoàn viên",
    "public": "đoàn viên khu vực hành chính, sự nghiệp",
    "business": "đoàn viên khu vực sản xuất kinh doanh",
    "female": "đoàn viên nữ",
    "minority": "đoàn viên dân tộc thiểu số",
    "direct": "lao động trực tiếp",
    UPLOADED: "cột số gõ thêm",
}


@dataclass(frozen=True)
class SharedRow:
    """A row of the table. `key` is unit-12 or bloc-3; `weights` are its figures by name, one that is not known is missing."""

    key: str
    label: str
    weights: Mapping[str, int]


@dataclass(frozen=True)
class SharedCategory:
    key: str
    label: str
    sector: str = ""


@dataclass(frozen=True)
class Bounds:
    """At least `floor`, at most `ceiling` places. Of an exception, None keeps what holds for everybody; of the bounds that
    hold for a row, a ceiling of None is no ceiling."""

    floor: int | None = None
    ceiling: int | None = None

    @property
    def is_fixed(self) -> bool:
        return self.floor is not None and self.floor == self.ceiling


@dataclass(frozen=True)
class Pool:
    """Some categories and how their places are shared. `places` counts only in proportion, `each` and `percent` only in their
    kinds; shares are percent of the pool's places; `split` are the totals of the categories."""

    categories: tuple[str, ...]
    kind: str = PROPORTIONAL
    places: int = 0
    method: str = "largest_remainder"
    figure: str = "total"
    each: int = 0
    percent: Decimal = Decimal(0)
    floor: int = 0
    ceiling: int | None = None
    floor_percent: Decimal | None = None
    ceiling_percent: Decimal | None = None
    exceptions: Mapping[str, Bounds] = field(default_factory=dict)
    split: Mapping[str, int] | None = None

    def bounds(self, row: str) -> Bounds:
        """What holds for a row: its own exception, else the stricter of the pool's number and its share of all places."""
        least, most = self.floor, self.ceiling
        if self.kind == PROPORTIONAL and self.floor_percent is not None:
            least = max(least, ceil(Fraction(self.floor_percent) * self.places / 100))
        if self.kind == PROPORTIONAL and self.ceiling_percent is not None:
            share = floor(Fraction(self.ceiling_percent) * self.places / 100)
            most = share if most is None else min(most, share)
        own = self.exceptions.get(row, Bounds())
        return Bounds(least if own.floor is None else own.floor, most if own.ceiling is None else own.ceiling)

    def figure_of(self, category: SharedCategory) -> str:
        """By what a row's own places go to a category of this pool: its sector, else the pool's figure."""
        return self.figure if self.figure == UPLOADED else category.sector or self.figure

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it; what says nothing is left out."""
        words = {"categories": list(self.categories), "kind": self.kind, "method": self.method, "figure": self.figure}
        own = {PROPORTIONAL: {"places": self.places}, EACH: {"each": self.each}, PERCENT: {"percent": str(self.percent)}}
        shares = {"floor_percent": self.floor_percent, "ceiling_percent": self.ceiling_percent}
        words |= own[self.kind] | {"floor": self.floor, "ceiling": self.ceiling}
        words |= {name: str(share) for name, share in shares.items() if share is not None}
        if self.exceptions:
            words["exceptions"] = {row: {"floor": one.floor, "ceiling": one.ceiling} for row, one in self.exceptions.items()}
        if self.split is not None:
            words["split"] = dict(self.split)
        return words


@dataclass(frozen=True)
class Rule:
    """`on`: the day (ISO) as of which members were counted; `uploaded`: what the office calls its own column of figures."""

    pools: tuple[Pool, ...]
    on: str = ""
    uploaded: str = ""

    def as_data(self) -> dict[str, Any]:
        return {"weights": {"on": self.on, "uploaded": self.uploaded}, "pools": [pool.as_data() for pool in self.pools]}

    def figure_name(self, figure: str) -> str:
        """How a figure is called in a sentence."""
        return self.uploaded or FIGURES[UPLOADED] if figure == UPLOADED else FIGURES[figure]


def pool_name(pool: Pool, categories: Mapping[str, SharedCategory]) -> str:
    """The labels of its categories."""
    return " hoặc ".join(categories[key].label if key in categories else key for key in pool.categories)
