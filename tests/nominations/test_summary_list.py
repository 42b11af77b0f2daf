"""A list of invented people in a real form's columns: every planted fault is named by its cell, nothing else is, nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest

from nominations.summary_list import Merit
from tests.nominations.summary_lists import FIRST, HONOUR, book, invented, people_list, read

NAME, POSITION, MAN, WOMAN, SUMMARY, AWARDS, INITIATIVES, CATEGORY = range(1, 9)
LETTERS = "ABCDEFGHIJ"
REAL = "hãy gõ lại bằng phông Unicode (Times New Roman, Arial)."
# (column, what is typed, what is said behind "Ô <cell>"): one for each row, faults first.
FAULTS = [
    (NAME, "NguyÔn V¨n A", f": chữ gõ bằng phông TCVN3 (.VnTime); có phải “Nguyễn Văn A”? H{REAL[1:]}"),
    (NAME, "Nguyeãn Vaên B", f": chữ gõ bằng phông VNI; có phải “Nguyễn Văn B”? H{REAL[1:]}"),
    (NAME, "Nguyá»…n Thá»‹ Há»“ng", f": chữ gõ bằng bảng mã bị đọc sai; có phải “Nguyễn Thị Hồng”? H{REAL[1:]}"),
    (NAME, "…", ": “…” không phải là tên: hãy ghi họ và tên."),
    (NAME, "Lò Thị Hoa 😀", ": văn bản không in được chữ “😀” (U+1F600): hãy thay bằng chữ khác."),
    (NAME, "Lò " + "Thị " * 30 + "Hoa", " dài 126 chữ; nhiều nhất 100."),
    (NAME, "Lò Thị\u202eHoa", ": có ký tự đảo chiều chữ U+202E: xóa đi rồi gõ lại chỗ đó."),
    (NAME, "#N/A", " báo lỗi #N/A: hãy sửa công thức hoặc gõ giá trị."),
    (NAME, True, " là TRUE: hãy gõ giá trị cần ghi."),
    (MAN, "12/31/1984", ": ngày “12/31/1984” sai: tháng 31 không có, hãy viết ngày trước tháng sau (dd/mm/yyyy)."),
    (MAN, "29/02/1983", ": ngày “29/02/1983” sai: tháng 2 năm 1983 có các ngày từ 1 đến 28."),
    (MAN, "00/05/1984", ": ngày “00/05/1984” sai: tháng 5 năm 1984 có các ngày từ 1 đến 31."),
    (MAN, "1/4/85", ": ngày “1/4/85” sai: nhập đủ 4 chữ số năm."),
    (MAN, "15 tháng Giêng", ": “15 tháng Giêng” không đọc được là ngày: nhập dd/mm/yyyy, ví dụ 31/12/2024."),
    (MAN, "01/05/2020", ": ngày sinh 01/05/2020 chưa tới."),
    (MAN, "05/03/1824", ": ngày “05/03/1824” sai: năm phải từ 1900 đến 2100."),
    (MAN, "21/04/2005", ": sinh 21/04/2005 là chưa đủ 15 tuổi."),
    (MAN, "05/03/1915", ": sinh 05/03/1915 là hơn 100 tuổi."),
    (MAN, 3_000_000, " là 3.000.000, không phải một ngày: hãy gõ dd/mm/yyyy."),
    (MAN, date(1905, 6, 7), ": sinh 07/06/1905 là hơn 100 tuổi; nếu chỉ ghi năm sinh, hãy đổi định dạng ô thành Văn bản rồi gõ lại năm."),
    (AWARDS, "Lao động tiến tiếm năm 2018", ": danh mục không có “Lao động tiến tiếm”; có phải “Lao động tiên tiến”?"),
    (AWARDS, "LĐTT năm 2021", ": “LĐTT năm 2021”: năm 2021 chưa tới."),
    (AWARDS, "Lao động tiên tiến", ": “Lao động tiên tiến” chưa ghi năm."),
    (AWARDS, "GK huyện (QĐ số 5/QĐ ngày 31/02/2019)", ": “GK huyện (QĐ số 5/QĐ ngày 31/02/2019)”: ngày “31/02/2019” sai: tháng 2 năm 2019 có các ngày từ 1 đến 28."),
    (AWARDS, "GK huyện (QĐ số 5/QĐ ngày 21/04/2020)", ": “GK huyện (QĐ số 5/QĐ ngày 21/04/2020)”: ngày quyết định 21/04/2020 chưa tới."),
    (AWARDS, "Kỷ lục gia thế giới 2018", ": danh mục không có “Kỷ lục gia thế giới”; hãy xem lại tên."),
    (AWARDS, "Lao ®éng tiªn tiÕn 2018", f": chữ gõ bằng phông TCVN3 (.VnTime); có phải “Lao động tiên tiến 2018”? H{REAL[1:]}"),
    (INITIATIVES, "Sáng kiến cấp cơ sở – Rèn chữ", ": “Sáng kiến cấp cơ sở – Rèn chữ” chưa ghi năm."),
    (INITIATIVES, "2018: Sáng kiến cấp tỉnh – " + "a" * 501, f": “2018: Sáng kiến cấp tỉnh – {'a' * 32}…” dài quá 500 chữ."),
    (CATEGORY, "Cá nhân khối xí nghiệp", ": không có đối tượng “Cá nhân khối xí nghiệp”; có phải “Cá nhân khối hành chính, sự nghiệp”, “Cá nhân khối sản xuất kinh doanh”?"),
    (CATEGORY, "=VLOOKUP(A1,B:C,2)", " có công thức chưa được tính: hãy mở bằng Excel, lưu lại rồi tải lên."),
    (POSITION, "Giáo viên" + " dạy giỏi" * 40, " dài 369 chữ; nhiều nhất 300."),
    (POSITION, "Giáo viên 🏆", ": văn bản không in được chữ “🏆” (U+1F3C6): hãy thay bằng chữ khác."),
    (SUMMARY, "Dạy tốt\x7f", ": có ký tự điều khiển U+007F: xóa đi rồi gõ lại chỗ đó."),
    (SUMMARY, "Tốt. " * 4001, " dài 20.005 chữ; nhiều nhất 20.000."),
]  # fmt: skip


def planted() -> tuple[list[list], dict[int, list[str]]]:
    """300 rows with 40 faults, and what is said of which row."""
    rows, said = invented(300), {}
    for at, (column, value, sentence) in enumerate(FAULTS):
        row = 3 + at * 7
        if column == MAN:
            rows[row][WOMAN] = None
        rows[row][column] = value
        said[FIRST + row] = [f"Ô {LETTERS[column]}{FIRST + row}{sentence}"]
    number = FIRST + 260
    rows[260][NAME], rows[261][CATEGORY] = None, None
    said |= {number: [f"Dòng {number} chưa ghi họ và tên."], number + 1: [f"Dòng {number + 1} chưa ghi đối tượng."]}
    rows[264][MAN], rows[264][WOMAN] = "05/03/1985", "05/03/1985"
    said[number + 4] = [f"Ô D{number + 4} và E{number + 4}: ngày sinh chỉ ghi ở một cột, Nam hoặc Nữ."]
    rows[270][NAME : WOMAN + 1] = rows[200][NAME : WOMAN + 1]
    twice = f"Ô B{number + 10}: “{rows[200][NAME]}” đã có ở dòng {FIRST + 200}"
    said[number + 10] = [twice + "." if len(str(rows[200][MAN] or rows[200][WOMAN])) > 4 else twice + "; nếu là hai người, hãy ghi đủ ngày sinh."]
    rows[274][NAME] = "\u200b."
    said[number + 14] = [f"Ô B{number + 14}: “.” không phải là tên: hãy ghi họ và tên."]
    return rows, said


def test_forty_planted_faults_are_named_by_cell_and_nothing_else_is():
    rows, said = planted()
    table = read(people_list(rows))["person"]
    found: dict[int, list[str]] = {}
    for fault in table.faults:
        found.setdefault(fault.row, []).append(fault.sentence)
    assert found == said
    assert sum(map(len, said.values())) == 40
    assert (table.doubts, table.found.warnings, table.notes) == ((), (), ())
    assert len(table.lines) + len(said) == 300
    assert [one.row for one in table.skipped] == [FIRST + 300, FIRST + 301, FIRST + 302, FIRST + 303]


def test_a_sound_list_has_no_fault_and_keeps_every_word():
    rows = invented(300)
    table = read(people_list(rows))["person"]
    assert (table.faults, table.doubts) == ((), ())
    assert [(line.name, line.position, line.summary) for line in table.lines] == [(row[NAME], row[POSITION], row[SUMMARY]) for row in rows]
    assert [line.sex for line in table.lines] == ["male" if row[MAN] else "female" for row in rows]


# --- births, records, doubts ------------------------------------------------------------------------------------------


def line_of(**given):
    """The first row with some of its cells changed, and the doubts about it."""
    rows = invented(1)
    for column, value in given.items():
        rows[0][globals()[column.upper()]] = value
    table = read(people_list(rows))["person"]
    assert table.faults == ()
    return table.lines[0], [doubt.sentence for doubt in table.doubts]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("03/04/1985", (date(1985, 4, 3), 1985)),
        (date(1985, 4, 3), (date(1985, 4, 3), 1985)),
        (31140, (date(1985, 4, 3), 1985)),
        ("1985", (None, 1985)),
        (1985, (None, 1985)),
        ("năm 1985", (None, 1985)),
        (None, (None, None)),
    ],
)
def test_a_birth_is_a_day_or_a_year(typed, expected):
    line, _ = line_of(man=typed, woman=None)
    assert (line.birth_date, line.birth_year) == expected


AN_AWARD = Merit(HONOUR["cstd-co-so"], 2019, "", None, "12/QĐ-UBND", date(2020, 1, 5), "UBND huyện")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("LĐTT các năm 2016, 2018-2019", [Merit(HONOUR["ldtt"], year) for year in (2016, 2018, 2019)]),
        ("Lao động tiên tiến năm học 2017-2018", [Merit(HONOUR["ldtt"], 2018)]),
        ("lao dong tien tien 2018", [Merit(HONOUR["ldtt"], 2018)]),
        ("2019: Chiến sĩ thi đua cơ sở (QĐ số 12/QĐ-UBND ngày 05/01/2020 của UBND huyện)", [AN_AWARD]),
        ("- Đạt danh hiệu CSTĐCS năm 2019 theo QĐ số 12/QĐ-UBND, ngày 5 tháng 1 năm 2020 của UBND huyện", [AN_AWARD]),
        ("BK TLĐ (QĐ số 7/QĐ-TLĐ ngày 02/03/2018)", [Merit(HONOUR["bk-tld"], 2018, "", None, "7/QĐ-TLĐ", date(2018, 3, 2))]),
        ("GK huyện 2018 về công tác công đoàn; không", [Merit(HONOUR["gk-huyen"], 2018, "về công tác công đoàn")]),
        ("Không có", []),
    ],
)
def test_a_record_is_read_however_it_is_written(typed, expected):
    line, doubts = line_of(awards=typed)
    assert (list(line.merits), doubts) == (expected, [])


def test_an_initiative_without_its_level_is_doubtful():
    line, doubts = line_of(awards=None, initiatives="Cải tiến lò sấy chè, cấp tỉnh, năm 2018\nRèn chữ năm 2019")
    assert list(line.merits) == [Merit(HONOUR["sk-tinh"], 2018, "Cải tiến lò sấy chè"), Merit(HONOUR["sk-don-vi"], 2019, "Rèn chữ")]
    unit = "Sáng kiến được đơn vị, doanh nghiệp ghi nhận, áp dụng"
    assert doubts == [f"Ô H{FIRST}: “Rèn chữ năm 2019” không ghi cấp sáng kiến, được hiểu là “{unit}”."]


@pytest.mark.parametrize(
    ("name", "usual", "doubt"),
    [
        ("NGUYỄN VĂN A", "Nguyễn Văn A", ""),
        ("nguyễn thị hoa", "Nguyễn Thị Hoa", ""),
        ("H'HEN NIÊ", "H'Hen Niê", ""),
        ("Nguyen Van An", "", "“Nguyen Van An” là tên không dấu?"),
        ("Nguyeenx Thi Hoa", "", "“Nguyeenx Thi Hoa” có vẻ còn phím gõ dấu (Telex, VIQR) chưa thành chữ."),
        ("Test", "", "“Test” có phải là tên không?"),
        *((name, "", "") for name in ("Y Ngông Niêkdăm", "K'Brơih", "Đinh Thị Xê-đăng", "HʼHen Niê", "Mai Thanh Long", "Y", "R&D <3 \"A\"")),
    ],
)
def test_a_name_is_kept_as_typed(name, usual, doubt):
    line, doubts = line_of(name=name)
    assert (line.name, line.usual) == (name, usual)
    assert doubts == ([f"Ô B{FIRST}: {doubt}"] if doubt else [])


def test_two_of_one_name_and_year_are_shown_both():
    rows = invented(2)
    rows[0][NAME : WOMAN + 1] = ["Lò Thị Hoa", "", None, "05/03/1985"]
    rows[1][NAME : WOMAN + 1] = ["Lò Thị Hòa", "", None, "06/04/1985"]
    table = read(people_list(rows))["person"]
    assert (len(table.lines), [doubt.sentence for doubt in table.doubts]) == (
        2, [f"Ô B{FIRST + 1}: “Lò Thị Hòa” cùng tên và năm sinh với dòng {FIRST}; có phải một người?"]
    )  # fmt: skip


# --- other shapes -----------------------------------------------------------------------------------------------------


def test_columns_in_any_order_groups_and_a_column_of_the_sex():
    def fill(sheet) -> None:
        sheet.append(("Giới tính", "Năm sinh", "HỌ TÊN", "Chức vụ", "Đơn vị công tác", "TT", "CĐCS"))
        sheet.append((None, None, "I. Cá nhân khối hành chính, sự nghiệp"))
        sheet.append(("Nữ", 1985, "Lò Thị Hoa", "Giáo viên", "Tổ Toán", 1, "CĐCS Trường THCS Than Uyên"))
        sheet.append(("nam", "1980", "Vàng A Páo", "Kế toán", None, 2, "CĐCS Trường Than Uyên cũ"))
        sheet.append((None, 1990, "Lý Văn Nam", None, None, 3, "CĐCS Trường Mầm non"))
        sheet.append(("khác", 1991, "Lý Thị Mai", None, None, 4, "CĐCS Trường THCS Than Uyen"))
        sheet.append((None, None, "Cộng: 4 người"))

    table = read(book(("Danh sách", fill)))["person"]
    shown = [(line.name, line.sex, line.birth_year, line.position, line.category) for line in table.lines]
    assert shown == [("Lò Thị Hoa", "female", 1985, "Giáo viên, Tổ Toán", 1), ("Vàng A Páo", "male", 1980, "Kế toán", 1)]
    assert [fault.sentence for fault in table.faults] == [
        "Ô G5: dòng này của “CĐCS Trường Mầm non”, danh sách đang nhập là của CĐCS Trường THCS Than Uyên; hãy nhập ở đơn vị đó.",
        "Ô A6: giới tính ghi Nam hoặc Nữ.",
    ]
    assert [doubt.sentence for doubt in table.doubts] == ["Ô G4: “CĐCS Trường Than Uyên cũ” là tên cũ của CĐCS Trường THCS Than Uyên."]
    assert [one.reason for one in table.skipped] == [
        "đầu nhóm “I. Cá nhân khối hành chính, sự nghiệp”, các dòng dưới là “Cá nhân khối hành chính, sự nghiệp”", "dòng cộng"
    ]  # fmt: skip


def test_merged_names_are_a_fault_and_a_missing_column_is_named_once():
    def fill(sheet) -> None:
        sheet.append(("STT", "Họ và tên", "Năm sinh", "Chức vụ"))
        for at in range(1, 4):
            sheet.append((at, f"Lò Thị Hoa {at}", 1980 + at, "Giáo viên"))
        sheet.merge_cells("B3:B4")

    table = read(book(("Danh sách", fill)))["person"]
    assert [fault.sentence for fault in table.faults if "gộp" in fault.sentence] == ["Các ô B3:B4 bị gộp: hãy bỏ gộp rồi gõ giá trị vào từng ô."]
    labels = "“Cá nhân khối hành chính, sự nghiệp”, “Cá nhân khối sản xuất kinh doanh”"
    assert f"Đầu bảng ở dòng 1 thiếu cột “Đối tượng”; kế hoạch có 2 đối tượng: {labels}." in {fault.sentence for fault in table.faults}


def test_women_are_no_more_than_all_and_a_kind_is_known_by_its_words():
    def fill(sheet) -> None:
        sheet.append(("STT", "Tên tập thể", "Loại tập thể", "Tổng số người", "Trong đó nữ"))
        sheet.append((1, "Tổ may 2", "to, doi, phong, ban, phan xuong", "1.000", 12))
        sheet.append((2, "Hộ ông Vàng A Páo", "Hộ gia dinh", 4, 5))
        sheet.append((3, "Tổ may 3", "Tổ đội", -1, "hai"))

    table = read(book(("Tập thể", fill)))["collective"]
    assert [(line.name, line.kind, line.people, line.women) for line in table.lines] == [("Tổ may 2", "team", 1000, 12)]
    assert [fault.sentence for fault in table.faults] == [
        "Ô E3 là 5, nhiều hơn tổng số 4 ở ô D3.",
        "Ô D4 là -1: không nhận số âm.",
        "Ô E4: “hai” không đọc được là số: một nghìn viết là 1.000, một phẩy năm viết là 1,5.",
        "Ô C4: không có loại tập thể “Tổ đội”; hãy ghi một trong: Tổ, đội, phòng, ban, phân xưởng, Hộ gia đình, Tập thể khác.",
    ]
