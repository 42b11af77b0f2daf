"""A whole campaign in the browser, from the unions' letters to the issued decision, and all its papers read back: the letters, the
list of what was screened, the minutes, the decision with its list, the certificates, the presenter's list, the receipt list, the
register and the reports say the same names, counts and sums."""

from __future__ import annotations

import base64
import io
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Download

from conferences.models import Honour, Plan, Prize
from nominations.actions import move_dossier
from nominations.actions.sending import draft_proposal, send_proposal
from nominations.demonstration.deciding import AWARD, COUNCIL, PRIZES
from nominations.demonstration.moments import at
from nominations.demonstration.story import play
from nominations.models import Dossier
from organizations.models import Unit, User
from portal import clock
from portal.fields import money_in_words, number
from portal.lists.page import PAGE_ROWS
from tests.campaign_papers import MONEY, assert_certificates, assert_letters, assert_receipts, columns_of, names_in, words
from tests.people import Person, log_in

SIZES = [1, pytest.param(10, marks=pytest.mark.soak)]
PRINTING = 300_000  # milliseconds: a job prints within the request here, ten times as many names take a while
PLACES = {"collective": 30, "person": 82}


@pytest.mark.one_database
@pytest.mark.parametrize("times", SIZES)
def test_from_filed_to_issued_all_papers_say_the_same(visit, turn_clock, times):
    plan = play("filed", times)
    send_the_rest(plan)
    for subject, amount in PRIZES:
        Prize.objects.create(award=AWARD, subject=subject, amount=amount, source="Quy chế mẫu")
    turn_clock("2020-04-15T17:30:00+07:00")
    officer, approver, clerk = (log_in(visit(), name) for name in ("chuyenvien", "lanhdao", "vanthu"))

    letters = all_letters(officer)
    accept_everybody(officer, plan.dossiers.filter(status="submitted").count())
    screened = screened_list(officer, 112 * times)
    hold_session(officer)
    minutes = close_session(officer)
    draft_decision(officer)
    approve(approver)
    issue(clerk)

    filed = Counter(Dossier.objects.filter(plan=plan).values_list("name", flat=True))
    assert filed.total() == 112 * times
    decision = paper_of(clerk).read_bytes()
    presenters, receipts = stage_papers(clerk)
    sheets = print_certificates(clerk)
    register = clerk_register(clerk)

    counts = {subject: places * times for subject, places in PLACES.items()}
    total = sum(counts[subject] * MONEY[subject] for subject in counts)
    assert_letters(letters, filed)
    assert screened == filed
    assert names_in(minutes) == names_in(decision) == names_in(presenters) == names_in(receipts) == filed
    assert Counter(name for name, _ in register) == filed
    assert_certificates(sheets, filed)
    assert sum(prize for _, prize in register) == total
    everybody = f"{counts['collective']} tập thể và {counts['person']} cá nhân"
    assert f"Thư ký báo cáo kết quả thẩm định {everybody}" in words(minutes).replace(".", "")
    assert f"Danh sách gồm có {everybody}" in words(presenters).replace(".", "")
    assert f"tổng số tiền {number(total)} đồng ({money_in_words(total)})" in words(decision)
    assert_receipts(receipts, counts, total)
    assert_reports(officer, counts, total)


def send_the_rest(plan: Plan) -> None:
    """What the story left with its unions goes up by letter, one of each union."""
    by_union: dict[Unit, list[Dossier]] = defaultdict(list)
    for dossier in plan.dossiers.filter(status__in=("draft", "returned", "endorsed")).select_related("unit", "plan", "category").order_by("pk"):
        by_union[dossier.unit].append(dossier)
    meeting = {"meeting_on": date(2020, 4, 13), "meeting_place": "Phòng họp", "chair": "Vàng A Páo", "secretary": "Lò Thị Mây", "summoned": 9, "present": 9}
    for order, (union, own) in enumerate(by_union.items(), 40):
        head = User.objects.get(assignments__unit=union, assignments__role="head")
        with clock.standing_at(at(4, 14, 9)):
            for dossier in own:
                if dossier.status != Dossier.Status.ENDORSED:
                    move_dossier(dossier, "endorse", by=head)
            letter = {"number": f"{order}/TTr-CĐCS", "date": date(2020, 4, 14), "signer": head.full_name}
            proposal = draft_proposal(plan=plan, unit=union, by=head, votes=dict.fromkeys(own, 8), **letter, **meeting)
            send_proposal(proposal, by=head)


# --- in the browser -----------------------------------------------------------------------------------------------------


def all_letters(officer: Person) -> list[bytes]:
    """Every letter that a union sent, as a PDF."""
    officer.goes_home()
    officer.follows("Hồ sơ", of=".mainnav")
    officer.follows("Tờ trình")
    addresses = officer.page.locator("table a[href^='/proposals/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert 0 < len(set(addresses)) < PAGE_ROWS  # one page of the list has them all
    return [officer.page.request.get(f"{address}papers/proposal.pdf").body() for address in dict.fromkeys(addresses)]


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


def screened_list(officer: Person, many: int) -> Counter[str]:
    """Whom the office accepted, from the sheet of its queue."""
    officer.goes_home()
    officer.follows("Thẩm định", of=".mainnav")
    officer.follows(f"Đạt {number(many)}")
    return Counter(name for name, in columns_of(officer.downloads("Excel", "tham-dinh.xlsx").read_bytes(), "Tên"))


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


def close_session(officer: Person) -> bytes:
    officer.follows("Ghi phiếu")
    for _ in range(4):  # the four categories, a page each
        for name, papers in (("issued", "6"), ("returned", "6"), ("valid", "6"), ("invalid", "0")):
            officer.page.locator(f"[name={name}]").fill(papers)
        officer.field("Dòng nào còn trống “Đồng ý” thì ghi là mọi phiếu hợp lệ đều đồng ý").check()
        officer.presses("Lưu số phiếu")
    officer.confirms("Chốt kết quả", "CHỐT")
    officer.sees("Đã chốt kết quả.")
    return paper_of(officer).read_bytes()


def paper_of(person: Person) -> Path:
    """The paper beside its data, as a PDF; a long one is printed by a job that says when it is done."""
    page, found = person.page, []

    def keep(download: Download) -> None:
        found.append(download)

    page.on("download", keep)
    page.locator(".paper-bar summary").click()
    page.locator(".paper-bar").get_by_role("link", name="PDF").click(timeout=PRINTING)
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


def stage_papers(clerk: Person) -> tuple[bytes, bytes]:
    """The presenter's list and the receipt list."""
    here = clerk.page.url
    clerk.follows("Trao thưởng")
    found = [fetched(clerk, name) for name in ("Danh sách trao (PDF)", "Ký nhận tiền thưởng (PDF)")]
    clerk.page.goto(here)
    return found[0], found[1]


def fetched(person: Person, link: str) -> bytes:
    """The PDF that a link gives, not opened in the viewer; a long one is printed by a job, whose page is asked until it is done."""
    ask, address = person.page.request, person.page.get_by_role("link", name=link).get_attribute("href")
    answer = ask.get(address or "", timeout=PRINTING)
    while not answer.headers["content-type"].startswith("application/pdf"):
        done = re.search(r'href="(/jobs/[^"]+)"[^>]*>(?:<svg.*?</svg>)? ?Tải tệp về', answer.text(), re.DOTALL)
        person.page.wait_for_timeout(0 if done else 500)
        answer = ask.get(done[1] if done else answer.url)
    return answer.body()


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
    return columns_of(clerk.downloads("Excel", "so-khen-thuong.xlsx").read_bytes(), "Họ và tên, tên tập thể", "Tiền thưởng (đồng)")


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
