"""Data to start with: days off, legal grounds and honours, base salaries and prizes with the days they are in force. The office goes on from there on the desk.

Days off: Bộ luật Lao động 2019, Điều 112 names the occasions; which days they are for offices that rest on Saturday and Sunday,
and what is swapped, is announced each year. The source stands beside each row. Ngày Văn hóa Việt Nam (24/11) is not here:
Nghị quyết 80-NQ/TW wants it to be a day off, no law that makes it one was found; the office enters it once there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import DEFAULT_DB_ALIAS

from conferences.honours_catalogue import HONOURS
from conferences.models import BaseSalary, Holiday, Honour, LegalGround, Prize
from conferences.prizes_catalogue import BASE_SALARIES, prize_rows

LAW = "Bộ luật Lao động 2019, Điều 112"
OLD_LAW = "Bộ luật Lao động 2012, Điều 115"
NEW_YEAR, TET, KINGS = "Tết Dương lịch", "Tết Nguyên đán", "Giỗ Tổ Hùng Vương"
VICTORY, LABOUR, NATIONAL = "Ngày Chiến thắng 30/4", "Quốc tế Lao động 1/5", "Quốc khánh 2/9"
INSTEAD = "nghỉ bù"

Days = tuple[int, int]  # month, day
# year → (first, last, name, source). Weekend days within a holiday are in it too; a single day stands for both.
DAYS_OFF: dict[int, tuple[tuple[Days, Days, str, str], ...]] = {
    2019: (
        ((1, 1), (1, 1), NEW_YEAR, OLD_LAW),
        ((2, 2), (2, 10), TET, "Công văn 6519/VPCP-KGVX (2018)"),
        ((4, 14), (4, 14), KINGS, OLD_LAW),
        ((4, 15), (4, 15), f"{KINGS}, {INSTEAD}", OLD_LAW),
        ((4, 29), (4, 29), f"{VICTORY}, hoán đổi", "Công văn 6519/VPCP-KGVX (2018)"),
        ((4, 30), (4, 30), VICTORY, OLD_LAW),
        ((5, 1), (5, 1), LABOUR, OLD_LAW),
        ((9, 2), (9, 2), NATIONAL, OLD_LAW),
    ),
    2020: (
        ((1, 1), (1, 1), NEW_YEAR, OLD_LAW),
        ((1, 23), (1, 29), TET, "Lịch nghỉ Tết 2020 của công chức, viên chức (Sở Công Thương Đắk Lắk đăng 07/01/2020)"),
        ((4, 2), (4, 2), KINGS, OLD_LAW),
        ((4, 30), (4, 30), VICTORY, OLD_LAW),
        ((5, 1), (5, 1), LABOUR, OLD_LAW),
        ((9, 2), (9, 2), NATIONAL, OLD_LAW),
    ),
    2021: (
        ((1, 1), (1, 1), NEW_YEAR, LAW),
        ((2, 10), (2, 16), TET, "Lịch nghỉ Tết Tân Sửu và Quốc khánh 2021 (Báo Hànộimới)"),
        ((4, 21), (4, 21), KINGS, LAW),
        ((4, 30), (4, 30), VICTORY, LAW),
        ((5, 1), (5, 1), LABOUR, LAW),
        ((5, 3), (5, 3), f"{LABOUR}, {INSTEAD}", LAW),
        ((9, 2), (9, 3), NATIONAL, "Lịch nghỉ Tết Tân Sửu và Quốc khánh 2021 (Báo Hànộimới)"),
    ),
    2022: (
        ((1, 1), (1, 1), NEW_YEAR, LAW),
        ((1, 3), (1, 3), f"{NEW_YEAR}, {INSTEAD}", LAW),
        ((1, 31), (2, 4), TET, "Công văn 245 của Văn phòng Chính phủ (11/01/2022)"),
        ((4, 10), (4, 10), KINGS, LAW),
        ((4, 11), (4, 11), f"{KINGS}, {INSTEAD}", LAW),
        ((4, 30), (4, 30), VICTORY, LAW),
        ((5, 1), (5, 1), LABOUR, LAW),
        ((5, 2), (5, 2), f"{VICTORY}, {INSTEAD}", LAW),
        ((5, 3), (5, 3), f"{LABOUR}, {INSTEAD}", LAW),
        ((9, 1), (9, 2), NATIONAL, f"{LAW}; ngày liền kề trước, theo lịch công bố năm 2022, cần đối chiếu"),
    ),
    2023: (
        ((1, 1), (1, 1), NEW_YEAR, LAW),
        ((1, 2), (1, 2), f"{NEW_YEAR}, {INSTEAD}", LAW),
        ((1, 20), (1, 26), TET, f"{LAW}; lịch công bố năm 2023, cần đối chiếu"),
        ((4, 29), (4, 29), KINGS, LAW),
        ((4, 30), (4, 30), VICTORY, LAW),
        ((5, 1), (5, 1), LABOUR, LAW),
        ((5, 2), (5, 2), f"{KINGS}, {INSTEAD}", LAW),
        ((5, 3), (5, 3), f"{VICTORY}, {INSTEAD}", LAW),
        ((9, 1), (9, 2), NATIONAL, f"{LAW}; ngày liền kề trước, theo lịch công bố năm 2023, cần đối chiếu"),
        ((9, 4), (9, 4), f"{NATIONAL}, {INSTEAD}", LAW),
    ),
    2024: (
        ((1, 1), (1, 1), NEW_YEAR, LAW),
        ((2, 8), (2, 14), TET, f"{LAW}; 2 ngày trước, 3 ngày sau Tết và nghỉ bù (đề xuất đăng trên Kinh tế & Đô thị)"),
        ((4, 18), (4, 18), KINGS, LAW),
        ((4, 29), (4, 29), f"{VICTORY}, hoán đổi", "Công văn 2450/VPCP-KGVX (12/4/2024)"),
        ((4, 30), (4, 30), VICTORY, LAW),
        ((5, 1), (5, 1), LABOUR, LAW),
        ((9, 2), (9, 3), NATIONAL, "Lịch nghỉ Quốc khánh 2024, 31/8 đến 03/9 (Phụ nữ và Gia đình)"),
    ),
    2025: (
        ((1, 1), (1, 1), NEW_YEAR, LAW),
        ((1, 25), (2, 2), TET, f"{LAW}; lịch công bố năm 2025, cần đối chiếu"),
        ((4, 7), (4, 7), KINGS, LAW),
        ((4, 30), (4, 30), VICTORY, LAW),
        ((5, 1), (5, 1), LABOUR, LAW),
        ((5, 2), (5, 2), f"{LABOUR}, hoán đổi", "Lịch nghỉ lễ 2025 (Tạp chí Thời Đại)"),
        ((9, 1), (9, 2), NATIONAL, "Lịch nghỉ lễ 2025 (Tạp chí Thời Đại)"),
    ),
    2026: (
        ((1, 1), (1, 1), NEW_YEAR, LAW),
        ((1, 2), (1, 2), f"{NEW_YEAR}, hoán đổi", "Công văn 12729/VPCP-KGVX (25/12/2025)"),
        ((2, 14), (2, 22), TET, "Lịch nghỉ Tết Bính Ngọ và Quốc khánh 2026 (Thông tấn xã Việt Nam, 17/10/2025)"),
        ((4, 26), (4, 26), KINGS, LAW),
        ((4, 27), (4, 27), f"{KINGS}, {INSTEAD}", LAW),
        ((4, 30), (4, 30), VICTORY, LAW),
        ((5, 1), (5, 1), LABOUR, LAW),
        ((8, 31), (8, 31), f"{NATIONAL}, hoán đổi", "Lịch nghỉ Tết Bính Ngọ và Quốc khánh 2026 (Thông tấn xã Việt Nam, 17/10/2025)"),
        ((9, 1), (9, 2), NATIONAL, "Lịch nghỉ Tết Bính Ngọ và Quốc khánh 2026 (Thông tấn xã Việt Nam, 17/10/2025)"),
    ),
    2027: (  # what the law and the calendars leave no doubt about; how Tết and Quốc khánh are laid is announced later
        ((1, 1), (1, 1), NEW_YEAR, LAW),
        ((2, 5), (2, 10), TET, f"{LAW}; mùng 1 là 06/02/2027; chưa có thông báo, có thể thêm 04/02 hoặc 11/02"),
        ((4, 16), (4, 16), KINGS, LAW),
        ((4, 30), (4, 30), VICTORY, LAW),
        ((5, 1), (5, 1), LABOUR, LAW),
        ((5, 3), (5, 3), f"{LABOUR}, {INSTEAD}", LAW),
        ((9, 2), (9, 2), NATIONAL, f"{LAW}; còn một ngày liền kề chưa có thông báo"),
    ),
}
# Weekend days that are worked instead of a working day.
DAYS_WORKED: tuple[tuple[date, str, str], ...] = (
    (date(2019, 1, 5), "Làm bù ngày 31/12/2018", "Công văn 6519/VPCP-KGVX (2018)"),
    (date(2019, 5, 4), "Làm bù ngày 29/4", "Công văn 6519/VPCP-KGVX (2018)"),
    (date(2024, 5, 4), "Làm bù ngày 29/4", "Công văn 2450/VPCP-KGVX (12/4/2024)"),
    (date(2025, 4, 26), "Làm bù ngày 02/5", "Lịch nghỉ lễ 2025 (Tạp chí Thời Đại)"),
    (date(2026, 1, 10), "Làm bù ngày 02/01", "Công văn 12729/VPCP-KGVX (25/12/2025)"),
    (date(2026, 8, 22), "Làm bù ngày 31/8", "Lịch nghỉ Tết Bính Ngọ và Quốc khánh 2026 (Thông tấn xã Việt Nam, 17/10/2025)"),
)

LAW_2022 = "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
# number, name, issued, in force from, last day in force, replaced by, source
GROUNDS: tuple[tuple[str, str, date, date | None, date | None, str, str], ...] = (
    ("15/2003/QH11", "Luật Thi đua, khen thưởng", date(2003, 11, 26), date(2004, 7, 1), date(2023, 12, 31), LAW_2022,
     "Luật số 06/2022/QH15, có hiệu lực 01/01/2024"),
    ("06/2022/QH15", "Luật Thi đua, khen thưởng", date(2022, 6, 15), date(2024, 1, 1), None, "",
     "Luật số 06/2022/QH15; được sửa đổi bởi Luật số 06/2026/QH16 từ 01/10/2026"),
    ("06/2026/QH16", "Luật sửa đổi, bổ sung Luật Thi đua, khen thưởng", date(2026, 4, 23), date(2026, 10, 1), None, "",
     "Luật số 06/2026/QH16"),
    ("91/2017/NĐ-CP", "Nghị định", date(2017, 7, 31), date(2017, 10, 1), date(2023, 12, 31), "Nghị định số 98/2023/NĐ-CP",
     "Nghị định 98/2023/NĐ-CP, có hiệu lực 01/01/2024"),
    ("98/2023/NĐ-CP", "Nghị định", date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), "Nghị định số 152/2025/NĐ-CP",
     "Nghị định 152/2025/NĐ-CP, có hiệu lực 01/7/2025"),
    ("152/2025/NĐ-CP", "Nghị định", date(2025, 6, 14), date(2025, 7, 1), date(2027, 2, 28), "",
     "Cơ sở dữ liệu văn bản ghi hết hiệu lực 01/3/2027"),
    ("01/2024/TT-BNV", "Thông tư", date(2024, 2, 24), None, date(2025, 8, 4), "Thông tư số 15/2025/TT-BNV",
     "Thông tư 15/2025/TT-BNV, có hiệu lực 05/8/2025"),
    ("15/2025/TT-BNV", "Thông tư", date(2025, 8, 4), date(2025, 8, 5), None, "", "Thông tư 15/2025/TT-BNV"),
    ("1689/QĐ-TLĐ", "Quyết định", date(2019, 11, 12), None, date(2024, 5, 28), "Quyết định số 999/QĐ-TLĐ ngày 29/5/2024",
     "Quyết định 999/QĐ-TLĐ ban hành Quy chế khen thưởng của tổ chức Công đoàn"),
    ("999/QĐ-TLĐ", "Quyết định", date(2024, 5, 29), date(2024, 5, 29), None, "", "Quyết định 999/QĐ-TLĐ"),
    ("1013/QĐ-TLĐ", "Quyết định", date(2011, 8, 19), None, date(2024, 5, 13), "Quyết định số 933/QĐ-TLĐ ngày 14/5/2024",
     "Quyết định 933/QĐ-TLĐ về thể thức văn bản của tổ chức Công đoàn"),
    ("1014/QĐ-TLĐ", "Quyết định", date(2011, 8, 19), None, date(2024, 5, 13), "Quyết định số 933/QĐ-TLĐ ngày 14/5/2024",
     "Quyết định 933/QĐ-TLĐ về thể thức văn bản của tổ chức Công đoàn"),
    ("933/QĐ-TLĐ", "Quyết định", date(2024, 5, 14), date(2024, 5, 14), None, "", "Quyết định 933/QĐ-TLĐ"),
    ("110/2004/NĐ-CP", "Nghị định", date(2004, 4, 8), None, date(2020, 3, 4), "Nghị định số 30/2020/NĐ-CP",
     "Nghị định 30/2020/NĐ-CP về công tác văn thư, có hiệu lực 05/3/2020"),
    ("30/2020/NĐ-CP", "Nghị định", date(2020, 3, 5), date(2020, 3, 5), None, "", "Nghị định 30/2020/NĐ-CP"),
    ("12/2012/QH13", "Luật Công đoàn", date(2012, 6, 20), date(2013, 1, 1), date(2025, 6, 30),
     "Luật Công đoàn ngày 27 tháng 11 năm 2024", "Luật số 50/2024/QH15, có hiệu lực 01/7/2025"),
    ("50/2024/QH15", "Luật Công đoàn", date(2024, 11, 27), date(2025, 7, 1), None, "", "Luật số 50/2024/QH15"),
    ("13/2023/NĐ-CP", "Nghị định", date(2023, 4, 17), date(2023, 7, 1), date(2025, 12, 31),
     "Luật Bảo vệ dữ liệu cá nhân và Nghị định số 356/2025/NĐ-CP", "Nghị định 356/2025/NĐ-CP, Điều 42"),
)  # fmt: skip


def days_off() -> Iterator[Holiday]:
    """The rows of both tables, a day each."""
    for year, spans in DAYS_OFF.items():
        for (month, day), (last_month, last_day), name, source in spans:
            first, last = date(year, month, day), date(year, last_month, last_day)
            for at in range((last - first).days + 1):
                yield Holiday(date=first + timedelta(days=at), name=name, source=source)
    for worked, name, source in DAYS_WORKED:
        yield Holiday(date=worked, name=name, source=source, worked=True)


def legal_grounds() -> Iterator[LegalGround]:
    names = ("number", "name", "issued", "since", "until", "replaced_by", "source")
    return (LegalGround(**dict(zip(names, row, strict=True))) for row in GROUNDS)


def honours() -> Iterator[Honour]:
    for kind, rows in HONOURS:
        for position, row in enumerate(rows):
            yield Honour(
                kind=kind,
                position=position,
                **{name: getattr(row, name) for name in ("code", "name", "subject", "level", "ladder", "step", "source")},
                aliases=list(row.aliases),
                valid_from=row.since,
                valid_to=row.until,
            )


def base_salaries() -> list[BaseSalary]:
    return [BaseSalary(valid_from=since, amount=amount, source=source) for since, amount, source in BASE_SALARIES]


def prizes() -> list[Prize]:
    return [Prize(**row) for row in prize_rows()]


def seed_catalogues(*, using: str = DEFAULT_DB_ALIAS, **signal: object) -> None:
    """After migrations: fill empty tables. What the office has since changed is left alone."""
    for model, rows in ((Holiday, days_off), (LegalGround, legal_grounds), (Honour, honours), (BaseSalary, base_salaries), (Prize, prizes)):
        if not model.objects.using(using).exists():
            model.objects.using(using).bulk_create(rows())
