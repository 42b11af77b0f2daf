"""Summary lists for tests: a catalogue, invented people, workbooks of a real form's columns, and slips of every kind."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from nominations.summary_list import CategoryFact, Entry, KindFact, ReadTable, Terms, read_list, wanted_tables
from portal.xlsx.reading import tables_in

TODAY = date(2020, 4, 20)
HONOURS = (
    ("ldtt", "title", "Lao động tiên tiến", ("LĐTT",), "person", 10),
    ("cstd-co-so", "title", "Chiến sĩ thi đua cơ sở", ("CSTĐCS", "CSTĐ cơ sở"), "person", 20),
    ("tt-ldxs", "title", "Tập thể lao động xuất sắc", ("TT LĐXS",), "collective", 20),
    ("ht-tot", "rating", "Hoàn thành tốt nhiệm vụ", ("HTTNV",), "", 20),
    ("gk-huyen", "award", "Giấy khen của Chủ tịch UBND cấp huyện", ("GK huyện",), "", 20),
    ("bk-tld", "award", "Bằng khen của Tổng Liên đoàn", ("BK TLĐ",), "", 40),
    ("sk-don-vi", "initiative", "Sáng kiến được đơn vị, doanh nghiệp ghi nhận, áp dụng", ("SK đơn vị",), "", 10),
    ("sk-co-so", "initiative", "Sáng kiến cấp cơ sở", ("SK cơ sở",), "", 20),
    ("sk-tinh", "initiative", "Sáng kiến cấp tỉnh", ("SK tỉnh", "SK cấp tỉnh"), "", 30),
)
ENTRIES = tuple(Entry(at, kind, name, aliases, subject, step) for at, (_, kind, name, aliases, subject, step) in enumerate(HONOURS, 1))
HONOUR = {code: at for at, (code, *_) in enumerate(HONOURS, 1)}
CATEGORIES = (
    CategoryFact(1, "Cá nhân khối hành chính, sự nghiệp", "person"),
    CategoryFact(2, "Cá nhân khối sản xuất kinh doanh", "person"),
    CategoryFact(3, "Tập thể khối hành chính, sự nghiệp", "collective"),
)
KINDS = (KindFact("team", "Tổ, đội, phòng, ban, phân xưởng"), KindFact("household", "Hộ gia đình"), KindFact("other", "Tập thể khác"))
# A real form: title rows, a head of two lines, its own words for the columns (law-and-format 6.5).
TITLES = ("LIÊN ĐOÀN LAO ĐỘNG HUYỆN THAN UYÊN", "CĐCS TRƯỜNG THCS THAN UYÊN", "DANH SÁCH TRÍCH NGANG", "(Kèm theo Tờ trình số 05/TTr-CĐCS)", "")
HEAD = (
    *("STT", "HỌ VÀ TÊN\n(xếp theo ABC)", "Chức vụ,  đơn vị công tác", "Ngày, tháng, năm sinh", None, "Tóm tắt thành tích"),
    *("Danh hiệu, hình thức đã đạt (số QĐ, ngày)", "Sáng kiến (tên, số QĐ công nhận)", "Đối tượng đề nghị", "Ghi chú"),
)
FIRST = len(TITLES) + 3  # the row of the first person


def terms(**given: Any) -> Terms:
    facts = {"unit_names": ("CĐCS Trường THCS Than Uyên", "Công đoàn cơ sở Trường THCS Than Uyên"), "old_unit_names": ("CĐCS Trường Than Uyên cũ",)}
    facts |= {"categories": CATEGORIES, "kinds": KINDS, "honours": ENTRIES, "other_units": ("CĐCS Trường Mầm non",), "asks": frozenset(), "today": TODAY}
    return Terms(**facts | given)


def book(*sheets: tuple[str, Callable[[Worksheet], object]]) -> bytes:
    """Sheets by name, each filled by a function."""
    made = Workbook()
    made.remove(made.active)
    for name, fill in sheets:
        fill(made.create_sheet(name))
    made.save(out := io.BytesIO())
    return out.getvalue()


def people_list(rows: Sequence[Sequence[Any]], change: Callable[[Worksheet], object] = bool) -> bytes:
    """A unit's own list in a real form's columns, with its foot; then `change` is made to it."""

    def fill(sheet: Worksheet) -> None:
        for title in TITLES:
            sheet.append((title,))
        sheet.append(HEAD)
        sheet.append((None, None, None, "Nam", "Nữ"))
        top = len(TITLES) + 1
        sheet.merge_cells(start_row=top, end_row=top, start_column=4, end_column=5)
        for column in (1, 2, 3, *range(6, 11)):
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
        for row in rows:
            sheet.append(row)
        sheet.append((None, f"Danh sách gồm có {len(rows)} người./."))
        sheet.append((None, "XÁC NHẬN CỦA CẤP ỦY/CHÍNH QUYỀN", None, None, None, None, "TM. BAN CHẤP HÀNH"))
        sheet.append((None, None, None, None, None, None, "CHỦ TỊCH"))
        sheet.append((None, "Nguyễn Văn Mẫu", None, None, None, None, "Lò Thị Mẫu"))
        change(sheet)

    return book(("DS trích ngang", fill))


def read(content: bytes, **given: Any) -> dict[str, ReadTable]:
    """The tables of the file, read as the tests' terms have it (in this process: no limits)."""
    wanted = terms(**given)
    return dict(read_list(tables_in(content, wanted_tables(wanted.asks), 5000), wanted))


# --- invented people --------------------------------------------------------------------------------------------------

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Lò", "Hoàng", "Vàng", "Giàng", "Lý", "Tẩn", "Đỗ", "Bùi", "Vũ", "Mùa", "Chẻo", "Sùng", "Đặng", "Tao")
MEN = (("Văn", "Đức", "Hữu", "Quốc"), ("Hùng", "Dũng", "Cường", "Thắng", "Nam", "Sơn", "Tùng", "Khánh", "Phúc", "Đạt", "Minh", "Quân"))
WOMEN = (("Thị", "Thị Thu", "Thị Hồng", "Thị Ngọc"), ("Hoa", "Lan", "Hương", "Mai", "Yến", "Thủy", "Hòa", "Dung", "Hạnh", "Nga", "Phượng", "Mẩy"))
APART = ("H'Hen Niê", "Y Ngông Niêkdăm", "K'Brơih", "Ksor H'Bơ Khắp", "Rơ Chăm Krứt", "Đinh Thị Xê-đăng")
POSTS = ("Giáo viên Toán", "Giáo viên Ngữ văn", "Tổ trưởng tổ Khoa học tự nhiên", "Nhân viên thư viện", "Kế toán", "Nhân viên y tế")


def invented(count: int, seed: int = 1) -> list[list[Any]]:
    """So many rows of people, no two of one name and birth: dates as text, as days and as years; records of several years."""
    source, rows, taken = random.Random(seed), [], set()
    while len(rows) < count:
        is_man = source.random() < 0.5
        middle, given = MEN if is_man else WOMEN
        at = len(rows)
        name = APART[at] if at < len(APART) else f"{source.choice(FAMILY)} {source.choice(middle)} {source.choice(given)}"
        born = date(source.randint(1962, 1998), source.randint(1, 12), source.randint(1, 28))
        if (name, born.year) in taken:
            continue
        taken.add((name, born.year))
        shown: Any = (f"{born:%d/%m/%Y}", born, f"{born.day}-{born.month}-{born.year}", str(born.year))[at % 4]
        years = sorted(source.sample(range(2015, 2020), source.randint(1, 4)))
        awards = f"Lao động tiên tiến các năm {', '.join(map(str, years))}"
        if at % 3 == 0:
            awards += f"\n2019: CSTĐ cơ sở (QĐ số {100 + at}/QĐ-UBND ngày 05/01/2020 của UBND huyện Than Uyên)"
        initiative = f"2018: Sáng kiến cấp cơ sở – Giải pháp số {at + 1} (QĐ số {at + 1}/QĐ-PGD ngày 15/5/2018)" if at % 2 else None
        births = (shown, None) if is_man else (None, shown)
        category = CATEGORIES[at % 2].label
        rows.append([at + 1, name, source.choice(POSTS), *births, f"Hoàn thành tốt công việc thứ {at + 1}.", awards, initiative, category, None])
    return rows
