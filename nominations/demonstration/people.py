"""The units of the demonstration and the people in them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from nominations.demonstration.cast import (
    BRANCHES,
    FILING_UNION,
    GIVEN,
    LOGINS,
    MIDDLES,
    MIXES,
    PASSWORD,
    PROVINCE,
    SAMPLE,
    SURNAMES,
    USUAL_MIX,
)
from organizations.actions import create_person, create_unit
from organizations.models import MemberCount, Unit, UnitKind, User
from papers.actions import save_series, set_start
from papers.models import NumberSeries

HIRED = date(2019, 1, 1)


def build_tree() -> None:
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    central = create_unit(
        name="Tổng Liên đoàn Lao động Việt Nam", short_name="TLĐ", kind=kinds["confederation"], symbol="TLĐ", place="Hà Nội"
    )
    province = create_unit(
        name=PROVINCE, short_name="LĐLĐ tỉnh Lai Châu", kind=kinds["province"], parent=central, symbol="LĐLĐ", place="Lai Châu"
    )
    for branch in BRANCHES:
        unit = create_unit(
            name=branch.name, short_name=branch.short, kind=kinds[branch.kind], parent=province, symbol=branch.symbol,
            place=branch.place,
        )
        _count_members(unit, branch.members, MIXES[branch.short])
        for order, (name, sector) in enumerate(branch.unions, 1):
            union = create_unit(
                name=f"Công đoàn cơ sở {name}{SAMPLE}", short_name=f"CĐCS {name}{SAMPLE}", kind=kinds["grassroots"],
                parent=unit, symbol="CĐCS", place=branch.place, sector=sector,
            )
            _count_members(union, 20 + 17 * order + len(name), USUAL_MIX[sector])


def _count_members(unit: Unit, total: int, mix: tuple[int, ...]) -> None:
    parts = ("public", "business", "female", "minority", "direct")
    figures = {part: total * percent // 100 for part, percent in zip(parts, mix, strict=True)}
    MemberCount.objects.create(unit=unit, on=date(2019, 12, 31), total=total, **figures)


def hire() -> None:
    """One log-in per role, and a head for every other grassroots union (without a log-in)."""
    for login in LOGINS:
        unit = _seat(login.at)
        person = create_person(
            full_name=login.full_name + SAMPLE, username=login.username, email=f"{login.username}@example.vn",
            role=login.role, unit=unit, start=HIRED, by=None,
        )
        person.set_password(PASSWORD)
        person.save()
    for order, union in enumerate(unions().exclude(pk=union_named(FILING_UNION).pk)):
        create_person(
            full_name=name_of(order * 7 + 3), username=f"chutich{order + 1:02d}", email=f"chutich{order + 1:02d}@example.vn",
            role="head", unit=union, start=HIRED, by=None,
        )


def open_registers(clerk: User) -> None:
    """The office numbers its plans and its decisions apart, and has given numbers by hand in the first months of the year."""
    province = Unit.objects.get(name=PROVINCE)
    for code, name, given in (("KH", "Kế hoạch", 153), ("QĐ", "Quyết định", 86)):
        series = save_series(NumberSeries(unit=province, name=name, type_codes=code), by=clerk)
        set_start(series, year=2020, start=given, by=clerk)


def _seat(name: str) -> Unit:
    """Where a log-in sits: the province, a branch or a grassroots union."""
    if not name:
        return Unit.objects.get(name=PROVINCE)
    return Unit.objects.filter(short_name=name).first() or union_named(name)


def unions() -> QuerySet[Unit]:
    return Unit.objects.filter(kind="grassroots", name__endswith=SAMPLE).order_by("path")


def union_named(name: str) -> Unit:
    return Unit.objects.get(name=f"Công đoàn cơ sở {name}{SAMPLE}")


def sex_of(order: int) -> str:
    """As the name sounds."""
    return "female" if MIDDLES[order * 3 % len(MIDDLES)] in ("Thị", "Thu", "Hồng", "Ngọc") else "male"


def name_of(order: int) -> str:
    """An invented name; neighbours differ in every part."""
    parts = (SURNAMES[order * 5 % len(SURNAMES)], MIDDLES[order * 3 % len(MIDDLES)], GIVEN[order * 7 % len(GIVEN)])
    return " ".join(parts) + SAMPLE
