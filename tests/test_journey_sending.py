"""What a unit sends, in headless Chromium: its list from Excel without JavaScript, its proposal by the head; the office looks for doubles."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from nominations.models import Dossier, Proposal, Receipt
from tests.browser import DESK, PHONE, shot
from tests.builders import lai_chau, make_agenda, make_dossier, make_plan, make_table, person
from tests.hands import Finger
from tests.nominations.summary_lists import FIRST, invented, people_list
from tests.nominations.test_summary_upload import make_honours
from tests.papers.reading import pages, text
from tests.people import a_pdf

pytestmark = pytest.mark.one_database

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def unit(visit) -> SimpleNamespace:
    """A school with places in an issued plan that asks for the minutes of the selection meeting."""
    tree = lai_chau()
    plan = make_agenda(make_plan(tree.province, dossier=["Biên bản họp bình xét"]))
    make_table(plan, {tree.than_uyen: (1, 0, 4, 4)})
    make_honours()
    school = tree.than_uyen_school
    people = {role: person(role, place) for role, place in (("filer", school), ("head", school), ("officer", tree.province))}
    return SimpleNamespace(plan=plan, school=school, clinic=tree.than_uyen_clinic, **people)


class Looker:
    """Runs axe on every page that is looked at; where the window runs no script, in another window of the same person."""

    def __init__(self, page: Page, beside: Page | None = None):
        self.page, self.beside, self.violations = page, beside, {}

    def __call__(self, name: str) -> None:
        shot(self.page, f"journey-sending-{name}")
        if self.beside:
            self.beside.goto(self.page.url)
        found = Axe().run(self.beside or self.page).response["violations"]
        self.violations |= {name: [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]} if found else {}


def sheet(rows: list[list]) -> dict:
    return {"name": "danh-sach.xlsx", "mimeType": XLSX, "buffer": people_list(rows)}


def test_the_filer_brings_in_a_list_and_mends_the_cell_that_is_named(visit, unit):
    filer = Finger(visit(unit.filer, PHONE, script=False))
    look = Looker(filer.page, visit(unit.filer, PHONE))
    filer.page.goto("/dossiers/")
    look("dossiers")
    filer.presses("link", "Nhập từ Excel")
    look("plan")
    filer.presses("link", unit.plan.title, of="#main")
    look("upload")
    rows = invented(3)
    right, rows[1][3:5] = rows[1][3:5], ["31/02/1985", None]
    filer.attaches("file", sheet(rows))
    filer.presses("button", "Xem trước")
    filer.sees(f"Ô D{FIRST + 1}: ngày “31/02/1985” sai: tháng 2 năm 1985 có các ngày từ 1 đến 28.")
    look("fault")
    assert Dossier.objects.count() == 0
    filer.presses("link", "Tải lên tệp đã sửa")
    rows[1][3:5] = right
    filer.attaches("file", sheet(rows))
    filer.presses("button", "Xem trước")
    filer.sees("3 hồ sơ mới")
    filer.sees("0 dòng có lỗi")
    look("preview")
    filer.presses("button", "Nhập danh sách")
    filer.sees("Đã nhập tệp “danh-sach.xlsx”: lập 3 hồ sơ mới.")
    look("list")
    assert look.violations == {}
    assert sorted(Dossier.objects.values_list("name", "status")) == sorted((row[1], "draft") for row in rows)


def test_the_head_bundles_dossiers_sends_them_and_holds_the_receipt(visit, unit):
    names = ("Giàng A Một", "Lò Thị Hai", "Vàng Thị Ba")
    dossiers = [make_dossier(unit.plan, unit.school, status="endorsed", name=name) for name in names]
    head = Finger(visit(unit.head, DESK))
    look = Looker(head.page)
    head.page.goto("/proposals/")
    look("empty")
    head.presses("link", "Soạn tờ trình")
    look("form")
    head.page.get_by_label(names[2], exact=True).uncheck()  # every one is ticked at first
    for dossier, votes in zip(dossiers[:2], ("9", "8"), strict=True):
        head.writes(f"votes-{dossier.pk}", votes)
    meeting = {"meeting_on": "08/04/2020", "meeting_place": "Phòng họp", "chair": "Lò Thị Ánh", "secretary": "Vàng A Páo", "summoned": "10", "present": "9"}
    for field, words in (meeting | {"number": "05/TTr-CĐCS", "date": "09/04/2020", "signer": "Lò Thị Ánh"}).items():
        head.writes(field, words)
    head.presses("button", "Lưu, chưa gửi")
    head.sees("Chưa đính kèm bản có chữ ký, dấu: Biên bản họp bình xét.")
    look("draft")
    letter, minutes = (printed(head.page, title) for title in ("Tờ trình", "Biên bản họp bình xét"))
    assert [words in letter for words in ("05/TTr-CĐCS", *names)] == [True, True, True, False]
    assert [words in minutes for words in ("Vàng A Páo", *names)] == [True, True, True, False]
    head.presses("link", "Đính kèm: Biên bản họp bình xét")
    look("attach")
    head.attaches("file", a_pdf())
    head.presses("button", "Lưu tệp")
    head.sees("Đã đính kèm: Biên bản họp bình xét.")
    head.presses("button", "Gửi tờ trình")
    head.sees("Đã gửi lúc")
    look("sent")
    head.presses("link", "Biên nhận BN-0001")
    head.sees("Đã nhận 2 hồ sơ")
    look("receipt")
    assert look.violations == {}
    receipt = Receipt.objects.get()
    assert (set(receipt.dossiers.all()), receipt.by, receipt.proposal) == (set(dossiers[:2]), unit.head, Proposal.objects.get())
    assert list(Dossier.objects.order_by("pk").values_list("status", flat=True)) == ["submitted", "submitted", "endorsed"]


def test_the_office_sees_possible_doubles_side_by_side_on_a_phone(visit, unit):
    mine = make_dossier(unit.plan, unit.school, status="submitted", name="Lò Thị Hai")
    make_dossier(unit.plan, unit.clinic, status="submitted", name="LÒ THỊ HAI", position="Y sĩ")
    page = visit(unit.officer, PHONE)
    page.goto(f"/dossiers/{mine.pk}/doubles/")
    look = Looker(page)
    look("doubles")
    left, right = (page.get_by_role("cell", name=words).bounding_box() for words in ("Giáo viên", "Y sĩ"))
    assert (left["y"], left["x"] + left["width"] <= right["x"]) == (right["y"], True)
    assert right["x"] + right["width"] <= PHONE["width"]
    assert look.violations == {}


def printed(page: Page, title: str) -> str:
    """The words of a paper that stands in the page."""
    frame = page.locator(f'section.paper[aria-label="{title}"] iframe')
    answer = page.request.get(frame.get_attribute("src"))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return " ".join(text(sheet) for sheet in pages(answer.body()))
