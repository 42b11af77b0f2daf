"""The whole story in headless Chromium, as each person in turn, on the real plan of Lai Châu (the demonstration's first stage).

Nobody types an address but the front door's, so each thing is also shown to be found from the home page.
"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from pdfplumber.page import Page

from nominations.demonstration.story import play
from tests.papers import reading
from tests.people import POST, Person, a_pdf, begin_dossier, endorse_and_file, write_dossier, log_in

MOST_CLICKS = 4  # from home to an approval
NOMINEE = "Lò Thị Mỷ"
TITLE = "Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh lần thứ IV, năm 2020"
TABLE = [
    ["1", "LĐLĐ Thành phố", 17, 5, 12, 2, 3, 5, 7],
    ["2", "LĐLĐ huyện Phong Thổ", 12, 4, 8, 2, 2, 4, 4],
    ["3", "LĐLĐ huyện Tam Đường", 8, 2, 6, 1, 1, 5, 1],
    ["4", "LĐLĐ huyện Sìn Hồ", 12, 4, 8, 3, 1, 6, 2],
    ["5", "LĐLĐ huyện Tân Uyên", 8, 2, 6, 1, 1, 2, 4],
    ["6", "LĐLĐ huyện Than Uyên", 9, 3, 6, 2, 1, 4, 2],
    ["7", "LĐLĐ huyện Nậm Nhùn", 6, 1, 5, 1, 0, 5, 0],
    ["8", "LĐLĐ huyện Mường Tè", 8, 2, 6, 2, 0, 6, 0],
    ["9", "Công đoàn ngành Y Tế", 11, 3, 8, 2, 1, 6, 2],
    ["10", "Công đoàn ngành Giáo dục", 6, 1, 5, 1, 0, 5, 0],
    ["11", "Công đoàn viên chức", 15, 3, 12, 2, 1, 8, 4],
    ["", "Tổng số", 112, 30, 82, 19, 11, 56, 26],
]


@pytest.fixture
def signing_day(visit, turn_clock) -> None:
    """The units, the people and the plan as its office wrote it, on the day on which it was signed."""
    play("draft")
    turn_clock("2020-03-16T08:00:00+07:00")


def test_a_plan_goes_out_and_its_papers_come_back(visit, signing_day, turn_clock):
    officer, approver, clerk = (log_in(visit(), name) for name in ("chuyenvien", "lanhdao", "vanthu"))
    filer, head, admin = (log_in(visit(), name) for name in ("canbo", "chutich", "quantri"))

    submit_with_errors(officer)
    answer_for_errors(approver)
    submit_plan_and_table(officer)
    approve_table(approver)
    approve_plan(approver)
    issue_plan(clerk)
    publish_table(approver)

    turn_clock("2020-04-14T09:00:00+07:00")
    draft_dossier(filer)
    endorse_and_file(head, NOMINEE)
    head.sees("vào chỉ tiêu của LĐLĐ huyện Tam Đường")
    head.shows("16-head-filed")
    accept_dossier(officer)

    draft_and_submit_decision(officer)
    approve_decision(approver)
    issue_decision(clerk)

    open_desk(admin)
    check_plan(admin.downloads("Kế hoạch (PDF)", "KH-LĐLĐ-154-2020.pdf"))
    check_agenda(admin.downloads("Chương trình (PDF)", "KH-LĐLĐ-154-2020-chuong-trinh.pdf"))
    check_table(admin.downloads("Bảng phân bổ (PDF)", "KH-LĐLĐ-154-2020-bang-phan-bo-1.pdf"))
    check_sheet(admin.downloads("Bảng phân bổ (Excel)", "bang-phan-bo-154.xlsx"))
    check_decision(admin.downloads("Quyết định 87/QĐ-LĐLĐ (PDF)", "QĐ-LĐLĐ-87-2020.pdf"))


# --- the plan and its places ----------------------------------------------------------------------------------------


ERRORS = ("Lời văn kế hoạch ghi tập thể 32, bảng phân bổ cộng được 30.", "Lời văn kế hoạch ghi cá nhân 80, bảng phân bổ cộng được 82.")


def submit_with_errors(officer: Person) -> None:
    """The prose of the real plan contradicts its table: it does not leave the office by itself."""
    officer.goes_home()
    officer.follows("kế hoạch đang dự thảo")
    officer.follows("154/KH-LĐLĐ")
    officer.presses("Trình duyệt")
    for says in ERRORS:
        officer.sees(f"Bảng phân bổ: {says}")
    officer.sees("để lãnh đạo chấp nhận từng lỗi kèm lý do")


def answer_for_errors(approver: Person) -> None:
    approver.goes_home()
    approver.follows("Kế hoạch", of=".mainnav")
    approver.follows("154/KH-LĐLĐ")
    for at, says in enumerate(ERRORS, 1):
        finding = approver.page.locator(".finding", has_text=says)
        finding.locator("summary").click()
        finding.get_by_label("Vì sao để nguyên?").fill("Văn bản in theo bảng đã thống nhất.")
        finding.get_by_role("button", name="Chấp nhận điểm này").click()
        approver.sees(f"Đã chấp nhận ({at})")


def submit_plan_and_table(officer: Person) -> None:
    officer.goes_home()
    officer.shows("01-officer-home")
    officer.follows("kế hoạch đang dự thảo")
    officer.follows("154/KH-LĐLĐ")
    officer.shows("02-officer-plan")
    officer.presses("Trình duyệt")
    officer.sees("Đã trình duyệt.")
    officer.follows("Chỉ tiêu", of=".tabs")
    officer.sees("112 suất: tập thể 30, cá nhân 82 · 11 đơn vị")
    officer.presses("Trình duyệt")
    officer.sees("Đã trình duyệt.")
    officer.shows("03-officer-table-submitted")


def approve_table(approver: Person) -> None:
    approver.goes_home()
    approver.shows("04-approver-home")
    approver.follows("bảng phân bổ chờ duyệt")
    approver.shows("05-approver-plans")
    approver.follows("154/KH-LĐLĐ")
    approver.follows("Chỉ tiêu", of=".tabs")
    approver.presses("Duyệt bảng phân bổ")
    assert approver.clicks <= MOST_CLICKS
    approver.sees("Đã duyệt bảng phân bổ.")
    approver.shows("06-approver-table-approved")


def approve_plan(approver: Person) -> None:
    approver.goes_home()
    approver.follows("kế hoạch chờ duyệt")
    approver.follows("154/KH-LĐLĐ")
    approver.presses("Duyệt kế hoạch")
    assert approver.clicks <= MOST_CLICKS
    approver.sees("Đã duyệt kế hoạch.")
    approver.shows("07-approver-plan-approved")


def issue_plan(clerk: Person) -> None:
    clerk.goes_home()
    clerk.shows("08-clerk-home")
    clerk.follows("kế hoạch chờ phát hành")
    clerk.follows("154/KH-LĐLĐ")
    clerk.follows("Phát hành")
    clerk.sees("Số tiếp theo của sổ: 154/KH-LĐLĐ")
    clerk.field("Ngày ban hành").fill("16/3/2020")
    clerk.field("Gõ PHÁT HÀNH để xác nhận").fill("PHÁT HÀNH")
    clerk.shows("09-clerk-issues-plan")
    clerk.presses("Phát hành")
    clerk.sees("Đã phát hành kế hoạch.")
    clerk.shows("10-clerk-plan-issued")


def publish_table(approver: Person) -> None:
    approver.goes_home()
    approver.follows("bảng phân bổ chờ công bố")
    approver.follows("154/KH-LĐLĐ")
    approver.follows("Chỉ tiêu", of=".tabs")
    approver.confirms("Công bố", "CÔNG BỐ")
    approver.sees("Đã công bố.")
    approver.shows("11-approver-table-published")


# --- a dossier ------------------------------------------------------------------------------------------------------


def draft_dossier(filer: Person) -> None:
    begin_dossier(filer)
    filer.shows("13-filer-category")
    write_dossier(filer, NOMINEE, file=a_pdf())
    filer.sees("Chưa nộp.")
    filer.sees("thanh-tich.pdf")
    filer.shows("14-filer-draft")


def accept_dossier(officer: Person) -> None:
    officer.goes_home()
    officer.shows("17-officer-home")
    officer.follows("hồ sơ chờ thẩm định")
    officer.follows(NOMINEE)
    officer.presses("Chấp nhận")
    officer.sees("Đã chấp nhận.")
    officer.shows("18-officer-accepted")


# --- the decision ---------------------------------------------------------------------------------------------------


def draft_and_submit_decision(officer: Person) -> None:
    officer.goes_home()
    officer.follows("hồ sơ đạt, chưa vào quyết định")
    officer.follows("Soạn quyết định")
    officer.field("Hình thức khen thưởng").fill("Bằng khen của Ban Chấp hành Liên đoàn Lao động tỉnh")
    officer.shows("19-officer-decision-form")
    officer.presses("Lưu dự thảo")
    officer.sees(NOMINEE)
    officer.presses("Trình duyệt")
    officer.sees("Đã trình duyệt.")
    officer.shows("20-officer-decision-submitted")


def approve_decision(approver: Person) -> None:
    approver.goes_home()
    approver.follows("quyết định chờ duyệt")
    approver.follows("Chưa có số")
    approver.confirms("Duyệt quyết định", "QUYẾT ĐỊNH")
    assert approver.clicks <= MOST_CLICKS
    approver.sees("Đã duyệt quyết định.")
    approver.shows("21-approver-decided")


def issue_decision(clerk: Person) -> None:
    clerk.goes_home()
    clerk.follows("quyết định chờ phát hành")
    clerk.follows("Chưa có số")
    clerk.follows("Phát hành")
    clerk.sees("Số tiếp theo của sổ: 87/QĐ-LĐLĐ")
    clerk.field("Gõ PHÁT HÀNH để xác nhận").fill("PHÁT HÀNH")
    clerk.shows("22-clerk-issues")
    clerk.presses("Phát hành")
    clerk.sees("Đã phát hành. Các đơn vị có tên trong danh sách đã được báo.")
    clerk.shows("23-clerk-decision-issued")


# --- the papers -----------------------------------------------------------------------------------------------------


def open_desk(admin: Person) -> None:
    admin.goes_home()
    admin.follows("Quản trị", of=".mainnav")
    admin.follows("Kế hoạch", of="#content-main", exact=True)
    admin.follows("154/KH-LĐLĐ", of="#result_list")
    admin.shows("24-admin-plan")


def a4_pages(paper: Path) -> list[Page]:
    pages = reading.pages(paper.read_bytes())
    assert {(round(page.width / reading.MM), round(page.height / reading.MM)) for page in pages} == {(210, 297)}
    return pages


def text(paper: Path) -> str:
    """What the whole paper says; an issued paper is no draft."""
    words = " ".join(reading.text(page) for page in a4_pages(paper))
    assert "DỰ THẢO" not in words
    return words


def check_plan(paper: Path) -> None:
    words = text(paper)
    assert f"Số: 154/KH-LĐLĐ Lai Châu, ngày 16 tháng 3 năm 2020 KẾ HOẠCH Tổ chức {TITLE}" in words
    assert "trong đó tập thể là 30 và cá nhân 82" in words
    assert "TM. BAN THƯỜNG VỤ" in words
    assert "Nguyễn Thị Thiệu" in words


def check_agenda(paper: Path) -> None:
    words = text(paper)
    assert f"CHƯƠNG TRÌNH {TITLE}" in words
    assert "12 Bế mạc Hội nghị Kiểm tra văn bản tại " in words  # the last line, then the stamp


def check_table(paper: Path) -> None:
    assert f"BẢNG PHÂN BỔ Chỉ tiêu đại biểu dự {TITLE}" in text(paper)
    [page] = a4_pages(paper)
    rows = [[" ".join(cell.split()) for cell in row] for row in page.extract_table()[2:]]
    assert [row[:2] + [int(figure) for figure in row[2:]] for row in rows] == TABLE


def check_sheet(book: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book.read_bytes())).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)][-len(TABLE) :]
    assert [[str(row[0] or ""), *row[1:]] for row in rows] == TABLE


def check_decision(paper: Path) -> None:
    words = text(paper)
    assert "Số: 87/QĐ-LĐLĐ Lai Châu, ngày 14 tháng 4 năm 2020 QUYẾT ĐỊNH Về việc tặng Bằng khen" in words
    assert "cho 01 (một) cá nhân đã có thành tích xuất sắc" in words
    assert f"1. {NOMINEE}, {POST}" in words  # so few stand in Điều 1 itself
