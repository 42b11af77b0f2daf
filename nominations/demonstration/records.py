"""What the demonstration's people have in their records: invented, most of it enough for the standards of 2020, some of it not quite."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from conferences.models import Honour
from nominations.demonstration.cast import PUBLIC
from nominations.demonstration.people import sex_of

YEARS = range(2016, 2021)
INITIATIVES = {
    PUBLIC: ("Hồ sơ công việc một trang", "Sổ liên lạc điện tử song ngữ", "Kho học liệu dùng chung", "Quy trình một cửa nội bộ"),
    "business": ("Cải tiến máy sàng", "Lịch bảo dưỡng theo giờ máy", "Giá đỡ xoay cho khâu đóng gói", "Tận dụng nhiệt thừa lò sấy"),
}
Line = tuple[UUID, dict[str, Any]]


def facts_of(subject: str, sector: str, order: int) -> dict[str, Any]:
    """The nominee's own fields."""
    if subject == "collective":
        return {"people": 12 + order % 30, "women": 5 + order % 7}
    return {
        "sex": sex_of(order),
        "birth_date": date(1970 + order % 25, 1 + order % 12, 1 + order % 27),
        "rank": "pho-phong" if sector == PUBLIC and order % 6 == 4 else "to-truong" if order % 6 == 2 else "none",
        "is_head": False,
        "is_direct": sector != PUBLIC or order % 6 != 4,
        "member_since": date(2000 + order % 12, 5, 1),
        "works_since": date(1998 + order % 12, 9, 1),
    }


def record_of(subject: str, sector: str, order: int) -> list[Line]:
    """Lines as the second step of a dossier sends them."""
    rows = _collective(order) if subject == "collective" else _public(order) if sector == PUBLIC else _business(order)
    known = {one.code: one for one in Honour.objects.filter(valid_to=None)}
    return [(uuid4(), _line(known[code], year, sector, order, people)) for code, year, people in rows]


def _line(honour: Honour, year: int, sector: str, order: int, people: int | None) -> dict[str, Any]:
    proven = honour.kind in (Honour.Kind.AWARD, Honour.Kind.INITIATIVE)
    texts = INITIATIVES[sector] if sector in INITIATIVES else INITIATIVES[PUBLIC]
    return {
        "honour": honour.pk,
        "year": year,
        "text": texts[order % len(texts)] if honour.kind == Honour.Kind.INITIATIVE else "",
        "people": people,
        "number": f"{100 + order * 7 % 800}/QĐ-{'UBND' if proven else 'CQ'}" if proven or order % 3 else "",
        "date": date(year, 12, 1 + order % 27) if (proven or order % 3) and year < 2020 else None,
        "issuer": "",
    }


def _public(order: int) -> list[tuple[str, int, None]]:
    """Five years of the title; every seventh misses 2018. One of three has no second initiative, but a Bằng khen instead."""
    rows = [("ldtt", year, None) for year in YEARS if order % 7 != 5 or year != 2018]
    rows += [("ht-xuat-sac" if year in (2017, 2019) else "ht-tot", year, None) for year in YEARS]
    rows += [("sk-tinh", 2019, None)] if order % 6 == 4 else [("sk-co-so", 2018, None)]
    return rows + ([("bk-tinh", 2019, None)] if order % 3 == 0 else [("sk-co-so", 2019, None)])


def _business(order: int) -> list[tuple[str, int, None]]:
    rows = [("ht-tot", year, None) for year in (2017, 2018, 2019)] + [("dvcd-xuat-sac", 2018 + order % 2, None)]
    return rows + ([] if order % 5 == 3 else [("sk-don-vi", 2019, None)])


def _collective(order: int) -> list[tuple[str, int, int | None]]:
    rows: list[tuple[str, int, int | None]] = [("tt-ldtt", year, None) for year in YEARS]
    rows += [("ht-xuat-sac" if year in (2018, 2019) else "ht-tot", year, None) for year in YEARS]
    rows += [("bk-tinh", 2019, None), ("sk-tinh" if order % 4 else "sk-co-so", 2018, 1)]
    return rows + [("ht-xuat-sac", 2019, 3), ("bk-ldld-tinh", 2019, 1)]
