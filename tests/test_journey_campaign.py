"""A whole campaign in the browser, from the filed dossiers to the issued decision, and all its papers read back: the minutes, the
decision with its list, the certificates, the register and the reports say the same names, counts and sums."""

from __future__ import annotations

import base64
import io
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Download

from conferences.models import Honour, Prize
from nominations.demonstration.deciding import AWARD, COUNCIL, PRIZES, file_the_rest
from nominations.demonstration.story import play
from nominations.models import Dossier
from portal.lists.page import PAGE_ROWS
from tests.papers import reading
from tests.people import Person, log_in

SIZES = [1, pytest.param(10, marks=pytest.mark.soak)]
PLACES = {"collective": 30, "person": 82}
MONEY = dict(PRIZES)


@pytest.mark.one_database
@pytest.mark.parametrize("times", SIZES)
def test_from_filed_to_issued_all_papers_say_the_same(visit, turn_clock, times):
    plan = play("filed", times)
    file_the_rest(plan)
    for subject, amount in PRIZES:
        Prize.objects.create(award=AWARD, subject=subject, amount=amount, source="Quy chế mẫu")
    turn_clock("2020-04-15T17:30:00+07:00")
    officer, approver, clerk = (log_in(visit(), name) for name in ("chuyenvien", "lanhdao", "vanthu"))

    accept_everybody(officer, plan.dossiers.filter(status="submitted").count())
    hold_session(officer)
    minutes = close_session(officer)
    draft_decision(officer)
    approve(approver)
    issue(clerk)

    filed = Counter(Dossier.objects.filter(plan=plan).values_list("name", flat=True))
    assert filed.total() == 112 * times
    decision = paper_of(clerk)
    sheets = print_certificates(clerk)
    register = clerk_register(clerk)

    assert names_in(minutes) == filed
    assert names_in(decision) == filed
    assert Counter(name for name, _ in register) == filed
    assert_certificates(sheets, filed)
    counts = {subject: number * times for subject, number in PLACES.items()}
    total = sum(counts[subject] * MONEY[subject] for subject in counts)
    assert sum(prize for _, prize in register) == total
    assert f"{counts['collective']} tập thể và {counts['person']} cá nhân" in words(minutes).replace(".", "")
    assert_reports(officer, counts, total)


# --- in the browser -----------------------------------------------------------------------------------------------------


def accept_everybody(officer: Person, left: int) -> None:
    """Page by page through the queue, those too that a person should look at first."""
    officer.goes_home()
    officer.follows("Thẩm định", of=".mainnav")
    while left:
        here = min(left, PAGE_ROWS)
        officer.presses(f"Chọn cả trang ({here})")
        officer.presses("Chấp nhận hồ sơ đã chọn…")
        officer.sees("Chấp nhận hồ sơ đã đánh dấu")
        for box in officer.page.locator("form.chosen fieldset input[type=checkbox]").all():
            box.check()
        officer.presses("Chấp nhận hồ sơ đã đánh dấu")
        officer.sees(f"Đã chấp nhận {here} hồ sơ.")
        left -= here


def hold_session(officer: Person) -> None:
    officer.goes_home()
    officer.follows("Hội đồng", of=".mainnav")
    officer.follows("Ghi phiên họp")
    award = Honour.objects.get(code=AWARD, valid_to=None)
    officer.field("Hình thức đề nghị").select_option(str(award.pk))
    for label, text in {
        "Tỷ lệ đồng ý cần đạt (%)": "80", "Số, ký hiệu biên bản": "02/BB-HĐTĐKT", "Ngày họp": "15/4/2020", "Bắt đầu lúc": "14:00",
        "Kết thúc lúc": "16:30", "Địa điểm": "Phòng họp tầng 2",
    }.items():
        officer.field(label).fill(text)
    officer.field("Phải trên tỷ lệ này").uncheck()
    for seat, (post, role, way) in enumerate(COUNCIL[:6], 1):
        officer.field(f"Họ và tên, thành viên {seat}").fill(f"Ủy viên mẫu {seat}")
        officer.field(f"Chức vụ, thành viên {seat}").fill(post)
        officer.field(f"Trong Hội đồng, thành viên {seat}").select_option(str(role))
        officer.field(f"Tham dự, thành viên {seat}").select_option(str(way))
    officer.presses("Lưu, chưa chốt")


def close_session(officer: Person) -> Path:
    officer.follows("Ghi phiếu")
    for _ in range(4):  # the four categories, a page each
        for name, papers in (("issued", "6"), ("returned", "6"), ("valid", "6"), ("invalid", "0")):
            officer.page.locator(f"[name={name}]").fill(papers)
        officer.field("Dòng nào còn trống “Đồng ý” thì ghi là mọi phiếu hợp lệ đều đồng ý").check()
        officer.presses("Lưu số phiếu")
    officer.confirms("Chốt kết quả", "CHỐT")
    officer.sees("Đã chốt kết quả.")
    return paper_of(officer)


def paper_of(person: Person) -> Path:
    """The paper beside its data, as a PDF; a long one is printed by a job that says when it is done."""
    page, found = person.page, []

    def keep(download: Download) -> None:
        found.append(download)

    page.on("download", keep)
    page.locator(".paper-bar summary").click()
    page.locator(".paper-bar").get_by_role("link", name="PDF").click()
    done = page.get_by_role("link", name="Tải tệp về")
    while not found:
        if done.is_visible():
            done.click()
        page.wait_for_timeout(500)
    page.remove_listener("download", keep)
    return found[0].path()


def draft_decision(officer: Person) -> None:
    officer.goes_home()
    officer.follows("hồ sơ đạt, chưa vào quyết định")
    officer.follows("Soạn quyết định")
    officer.field("Hình thức khen thưởng").fill("Bằng khen của Ban Chấp hành Liên đoàn Lao động tỉnh")
    officer.page.locator("select[name=award]").select_option(str(Honour.objects.get(code=AWARD, valid_to=None).pk))
    officer.presses("Lưu dự thảo")
    officer.presses("Trình duyệt")
    officer.sees("Đã trình duyệt.")


def approve(approver: Person) -> None:
    approver.goes_home()
    approver.follows("quyết định chờ duyệt")
    approver.follows("Chưa có số")
    approver.confirms("Duyệt quyết định", "QUYẾT ĐỊNH")
    approver.sees("Đã duyệt quyết định.")


def issue(clerk: Person) -> None:
    clerk.goes_home()
    clerk.follows("quyết định chờ phát hành")
    clerk.follows("Chưa có số")
    clerk.follows("Phát hành")
    clerk.field("Gõ PHÁT HÀNH để xác nhận").fill("PHÁT HÀNH")
    clerk.presses("Phát hành")
    clerk.sees("Đã phát hành.")


POSTED = """async () => {
  const form = document.querySelector("#main form"), answer = await fetch(form.action, {method: "POST", body: new FormData(form)});
  return btoa(Array.from(new Uint8Array(await answer.arrayBuffer()), (one) => String.fromCharCode(one)).join(""));
}"""


def print_certificates(clerk: Person) -> bytes:
    """The form as it stands, sent by the page itself: the viewer in which the browser opens the answer would keep it."""
    clerk.follows("Bằng khen")
    clerk.sees("In cho ai")
    return base64.b64decode(clerk.page.evaluate(POSTED))


def clerk_register(clerk: Person) -> list[tuple[str, int]]:
    """(name, prize) of each line of the register, from its sheet."""
    clerk.goes_home()
    clerk.follows("Quyết định", of=".mainnav")
    clerk.follows("Sổ khen thưởng")
    book = openpyxl.load_workbook(io.BytesIO(clerk.downloads("Excel", "so-khen-thuong.xlsx").read_bytes()))
    head, *rows = book.active.iter_rows(values_only=True)
    return [(row[head.index("Họ và tên, tên tập thể")], row[head.index("Tiền thưởng (đồng)")]) for row in rows]


# --- what the papers say ------------------------------------------------------------------------------------------------


def words(paper: Path) -> str:
    return " ".join(reading.text(page) for page in reading.pages(paper.read_bytes()))


def names_in(paper: Path) -> Counter[str]:
    """The second cell of each numbered line of the paper's tables."""
    rows = [row for page in reading.pages(paper.read_bytes()) for table in page.extract_tables() for row in table]
    return Counter(" ".join(row[1].split()) for row in rows if row[0] and re.fullmatch(r"\d+", row[0].strip()))


def assert_certificates(paper: bytes, names: Counter[str]) -> None:
    """A sheet a name."""
    sheets = [" ".join(page.extract_text().split()).casefold() for page in reading.pages(paper)]
    assert len(sheets) == names.total()
    assert [name for name, number in names.items() if sum(name.casefold() in sheet for sheet in sheets) < number] == []


def assert_reports(officer: Person, counts: dict[str, int], total: int) -> None:
    officer.goes_home()
    officer.follows("Báo cáo", of=".mainnav")
    book = openpyxl.load_workbook(io.BytesIO(officer.downloads("Excel", "bao-cao.xlsx").read_bytes()))
    everybody = sum(counts.values())
    assert {row[0]: row[1:] for row in book["Đối tượng"].values} == {
        "Đối tượng": ("Đã nộp", "Đạt", "Được khen"),
        "tập thể": (counts["collective"],) * 3, "cá nhân": (counts["person"],) * 3, "Tổng số": (everybody,) * 3,
    }
    assert [row[1:] for row in book["Hình thức khen thưởng"].values][-1] == (everybody, total)
