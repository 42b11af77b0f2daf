"""Counts of filed dossiers from every side: by unit, sector, subject, sex, direct workers, leaders, award form and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, ExtractYear, Substr

from nominations.models import DecisionLine, Dossier
from organizations.models import Sector, Unit
from organizations.querysets import under
from organizations.reach import STEP, reach

UNKNOWN = "-"  # in an address: what the dossier does not say
OWN = "own-"  # before the key of a unit: without the units below it
NOT_SAID = "chưa ghi"
APPROVED = (Dossier.Status.ACCEPTED, Dossier.Status.DECIDED)
PEOPLE = Q(category__subject="person")
MEASURES = {"filed": "Đã nộp", "accepted": "Đạt", "honoured": "Được khen"}
LEADS = Case(
    When(nominee__rank="none", then=Value("no")), When(nominee__rank__gt="", then=Value("yes")), default=Value(UNKNOWN)
)
DIRECT = Case(When(nominee__is_direct=True, then=Value("yes")), When(nominee__is_direct=False, then=Value("no")), default=Value(UNKNOWN))
SECTOR = Case(When(category__sector__gt="", then=F("category__sector")), When(unit__sector__gt="", then=F("unit__sector")), default=Value(UNKNOWN))
SEX = Case(When(nominee__sex__gt="", then=F("nominee__sex")), default=Value(UNKNOWN))


@dataclass(frozen=True)
class Side:
    """One side from which the dossiers are counted: `value` gives each its key, `labels` says the keys in words.

    `of` are the dossiers that have this side at all; `measures` what is counted of them.
    """

    key: str
    label: str
    question: str
    value: Any
    labels: dict[str, str] = field(default_factory=dict)
    of: Q = Q()
    measures: tuple[str, ...] = tuple(MEASURES)

    def label_of(self, key: str) -> str:
        return self.labels.get(key, NOT_SAID if key == UNKNOWN else key)

    def knows(self, key: str) -> bool:
        """Whether an address may name it."""
        return "\x00" not in key and (not self.labels or key == UNKNOWN or key in self.labels)

    def narrow(self, rows: QuerySet[Dossier], key: str) -> QuerySet[Dossier]:
        """The dossiers behind a line of this side."""
        known = rows.filter(self.of).alias(**{f"side_{self.key}": self.value})
        return known.filter(**{f"side_{self.key}__isnull": True} if key == UNKNOWN and not self.labels else {f"side_{self.key}": key})


SIDES = (
    Side("sector", "Khối", "Mỗi khối bao nhiêu?", SECTOR, dict(Sector.choices)),
    Side("subject", "Đối tượng", "Bao nhiêu tập thể, bao nhiêu cá nhân?", F("category__subject"), {"collective": "tập thể", "person": "cá nhân"}),
    Side("sex", "Giới tính", "Bao nhiêu nữ, bao nhiêu nam?", SEX, {"female": "nữ", "male": "nam"}, PEOPLE),
    Side("direct", "Công việc", "Bao nhiêu người lao động trực tiếp?", DIRECT, {"yes": "lao động trực tiếp", "no": "lao động gián tiếp"}, PEOPLE),
    Side("leader", "Chức vụ", "Bao nhiêu lãnh đạo, quản lý?", LEADS, {"yes": "lãnh đạo, quản lý", "no": "không giữ chức vụ"}, PEOPLE),
    Side("year", "Năm của kế hoạch", "Mỗi năm bao nhiêu?", Cast(ExtractYear("plan__date"), CharField())),
)
AWARD = Side("award", "Hình thức khen thưởng", "Mỗi hình thức khen bao nhiêu?", F("line__decision__award_form"), measures=("honoured", "prize"))


@dataclass(frozen=True)
class Line:
    """The counts of one key of a side."""

    key: str
    label: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Table:
    """One side with its lines, the largest first where the keys have no order of their own."""

    side: Side
    lines: tuple[Line, ...]

    @property
    def longest(self) -> int:
        return max((max(line.counts[name] for name in MEASURES) for line in self.lines), default=0)


def counted(user: Any) -> QuerySet[Dossier]:
    """What reports count: filed and not withdrawn, as far as one may see it; `is_honoured` by the register one may see."""
    rows = Dossier.objects.visible_to(user).filter(submitted_at__isnull=False).exclude(status=Dossier.Status.WITHDRAWN)
    return rows.annotate(is_honoured=_is_honoured(user))


def _is_honoured(user: Any) -> Exists:
    return Exists(DecisionLine.objects.visible_to(user).standing().order_by().filter(dossier=OuterRef("pk")))


def measured(rows: QuerySet[Dossier], name: str, user: Any) -> QuerySet[Dossier]:
    """The dossiers behind a figure of these."""
    if name == "accepted":
        return rows.filter(status__in=APPROVED)
    if name == "honoured":
        return rows.filter(_is_honoured(user))
    return rows.filter(submitted_at__isnull=False).exclude(status=Dossier.Status.WITHDRAWN)


# --- by unit


def unit_side(user: Any, top: Unit | None) -> Side:
    """The units right below `top`, or below one's own office; of somebody without an office the units themselves."""
    paths = [top.path] if top else reach(user).office_paths
    steps = min(map(len, paths)) + STEP if paths else 2 * STEP if user.is_superuser else None
    return Side("below", "Đơn vị", "Mỗi đơn vị nộp và được khen bao nhiêu?", Substr("unit__path", 1, steps) if steps else F("unit__path"))


def at_or_below(rows: QuerySet[Dossier], key: str) -> QuerySet[Dossier]:
    """The dossiers of a unit and those below it; "own-5": of it alone."""
    if key.startswith(OWN):
        return rows.filter(unit=key.removeprefix(OWN))
    return rows.filter(under([Unit.objects.get(pk=key).path], "unit__path"))


def _by_unit(table: Table) -> Table:
    """Paths become keys of units; the office's own dossiers stand apart from those of the units below."""
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=[line.key for line in table.lines])}
    shortest = min(map(len, units), default=0)
    several = len({len(path) for path in units}) > 1
    lines = [
        Line(f"{OWN if several and len(line.key) == shortest else ''}{units[line.key].pk}", units[line.key].label, line.counts)
        for line in sorted(table.lines, key=lambda line: line.key)
    ]
    return Table(table.side, tuple(lines))


# --- all sides


def tables_of(rows: QuerySet[Dossier], user: Any, top: Unit | None = None) -> list[Table]:
    """Every side of these dossiers. One query counts all sides at once, another names the units."""
    by_unit = unit_side(user, top)
    sides = (by_unit, *SIDES, AWARD)
    honoured, accepted = Q(is_honoured=True), Q(status__in=APPROVED)
    cells = list(
        rows.order_by()
        .values(**{f"side_{side.key}": side.value for side in sides})
        .annotate(filed=Count("pk"), accepted=Count("pk", filter=accepted), honoured=Count("pk", filter=honoured))
        .annotate(prize=Sum("line__prize", filter=honoured))
    )
    tables = [_table(side, cells) for side in sides]
    return [_by_unit(tables[0]), *tables[1:]]


def _table(side: Side, cells: Iterable[dict[str, Any]]) -> Table:
    found: dict[str, dict[str, int]] = {}
    for cell in cells:
        if side.of == PEOPLE and cell["side_subject"] != "person" or side is AWARD and not cell["honoured"]:
            continue
        key = UNKNOWN if cell[f"side_{side.key}"] is None else str(cell[f"side_{side.key}"])
        counts = found.setdefault(key, dict.fromkeys((*MEASURES, "prize"), 0))
        for name in counts:
            counts[name] += cell[name] or 0
    keys = sorted(found, key=_order(side))
    return Table(side, tuple(Line(key, side.label_of(key), found[key]) for key in keys))


def _order(side: Side) -> Callable[[str], tuple[bool, int, str]]:
    """As the labels stand; what is not said comes last."""
    known: Sequence[str] = list(side.labels)
    return lambda key: (key == UNKNOWN, known.index(key) if key in known else len(known), key)
