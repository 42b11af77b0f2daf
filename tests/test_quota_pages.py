"""The pages of quotas under the eyes and hands of two people: a chair with a phone, an officer who types as in a spreadsheet."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from organizations.models import MemberCount
from tests.builders import give_on, lai_chau, make_adjustment, make_dossier, make_plan, make_table, make_unit, person

pytestmark = pytest.mark.one_database
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1200, "height": 900}
LONG = "Công đoàn cơ sở Trường Phổ thông Dân tộc Bán trú Tiểu học và Trung học cơ sở số 2 xã Nùng Nàng, phân hiệu Sáy San III"
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('.scroll')]
  .filter(box => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
  .map(box => `${box.getAttribute('aria-label') ?? 'page'}: ${box.scrollWidth} in ${box.clientWidth}`)"""
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SMALL = """() => [...document.querySelectorAll('main :is(.btn, button, select, summary, input:not([type=hidden], [type=checkbox]))')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5).map(one => one.name || one.innerText)"""


@pytest.fixture
def office(transactional_db):
    """A published table and a draft one of six units, one with a name as long as they come and one without places."""
    tree = lai_chau()
    far = make_unit(LONG, tree.province, short_name=LONG[:100])
    units = [tree.than_uyen, tree.tan_uyen, far, *(make_unit(f"LĐLĐ huyện số {at}", tree.province) for at in range(3))]
    for at, unit in enumerate(units):
        MemberCount.objects.create(unit=unit, on=date(2019, 12, 31), total=400 - 50 * at, public=300 - 40 * at, business=100 - 10 * at)
    places = dict.fromkeys(units, (2, 1, 112, 4)) | {units[-1]: (0, 0, 0, 0)}
    plan = make_plan(tree.province, status="issued")
    table = make_table(plan, places, stated_total=600, reclaim_on=date(2020, 4, 1))
    draft = make_table(make_plan(tree.province, status="draft", number="155/KH-LĐLĐ"), places, status="draft", stated_total=600, stated_person=500)
    make_dossier(plan, tree.than_uyen, status="submitted")
    give_on(table, tree.than_uyen, tree.than_uyen_clinic, (0, 0, 3, 0))
    people = {"officer": person("officer", tree.province), "head": person("head", tree.than_uyen)}
    asked = make_adjustment(table, tree.than_uyen)
    keys = {"plan": plan, "table": table, "draft": draft, "draft_plan": draft.plan, "row": table.rows.first(), "asked": asked}
    return {"people": people} | {name: one.pk for name, one in keys.items()}


# --- on a phone -------------------------------------------------------------------------------------------------------

PAGES = {
    "head": ["allocations/{table}/", "plans/{plan}/ledger/", "allocations/rows/{row}/share/", "allocations/{table}/ask/", "adjustments/",
             "adjustments/{asked}/"],
    "officer": ["plans/{plan}/ledger/", "plans/{plan}/ledger/?row={row}", "allocations/{table}/reclaim/", "allocations/{draft}/",
                "allocations/{draft}/edit/", "allocations/{draft}/workshop/", "allocations/{draft}/upload/", "allocations/{draft}/terms/"],
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
def test_nothing_is_scrolled_sideways_on_a_phone_and_fingers_hit_what_they_mean(visit, office, role):
    faults = {}
    page = visit(office["people"][role], PHONE)
    for path in PAGES[role]:
        assert page.goto("/" + path.format(**office)).status == 200
        page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
        if found := page.evaluate(SIDEWAYS) + page.evaluate(SMALL):
            faults[path] = found
    assert faults == {}


def test_on_a_phone_each_figure_says_what_it_is(visit, office):
    page = visit(office["people"]["head"], PHONE)
    page.goto(f"/allocations/{office['table']}/")
    mine = page.locator("tr.mine")
    expect(mine.locator("th")).to_contain_text("của bạn")
    others = page.locator("tbody tr:not(.mine)").first
    assert mine.bounding_box()["y"] < others.bounding_box()["y"]
    shown = mine.locator("td[data-label]").evaluate_all("cells => cells.map(cell => [cell.dataset.label, cell.innerText.trim()])")
    assert shown[:3] == [["Tổng số", "119"], ["Tập thể", "3"], ["Cá nhân", "116"]]


def sends(page: Page, draft: int, name: str, content: bytes) -> None:
    page.goto(f"/allocations/{draft}/upload/")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": SHEET_TYPE, "buffer": content})
    page.get_by_role("button", name="Xem các thay đổi").click()


def test_a_file_with_a_long_name_is_read_on_a_phone_and_its_total_stands_beside_the_plan_s_words(visit, office):
    page = visit(office["people"]["officer"], PHONE)
    sheet = load_workbook(io.BytesIO(page.context.request.get(f"/plans/{office['draft_plan']}/papers/allocation.xlsx").body()))
    last = next(cell for cell in sheet.active["B"] if cell.value == "LĐLĐ huyện số 1").row
    sheet.active.cell(last, sheet.active.max_column).value = 5  # 4 before
    content = io.BytesIO()
    sheet.save(content)
    sends(page, office["draft"], f"bang{'x' * 120}.xlsx", content.getvalue())
    expect(page.locator("#main")).to_contain_text("1 thay đổi. Chưa ghi gì.")
    expect(page.locator("#main tfoot")).to_contain_text("lời văn kế hoạch ghi 600")
    assert page.evaluate(SIDEWAYS) == []


def test_a_file_that_is_no_sheet_is_refused_once_on_top_and_once_at_the_field(visit, office):
    page = visit(office["people"]["officer"], PHONE)
    sends(page, office["draft"], "bang.xlsx", b"khong phai Excel")
    expect(page.locator(".errors")).to_have_count(1)
    expect(page.locator("#main .field-error")).to_have_count(1)


def sum_bar(page: Page) -> Locator:
    return page.locator(".sum-bar")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_sum_against_the_plan_s_words_stays_in_sight(visit, office, size):
    page = visit(office["people"]["officer"], size)
    page.goto(f"/allocations/{office['draft']}/workshop/")
    expect(sum_bar(page)).to_contain_text("Tổng số 595 lời văn 600: thiếu 5")
    for share in (0.3, 0.6, 1):
        page.evaluate("share => window.scrollTo(0, share * document.documentElement.scrollHeight)", share)
        expect(sum_bar(page)).to_be_in_viewport(ratio=1)
    assert sum_bar(page).bounding_box()["height"] < 0.12 * size["height"]


def test_a_cell_that_is_reached_by_keyboard_is_never_behind_the_bar(visit, office):
    page = visit(office["people"]["officer"], DESK)
    page.goto(f"/allocations/{office['draft']}/workshop/")
    fields = page.locator("#workshop input:not([type=hidden])")
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    fields.last.focus()
    for _ in range(25):
        for _ in range(3):
            page.keyboard.press("Shift+Tab")
        page.wait_for_function(  # scrolling is smooth
            """() => document.activeElement.getBoundingClientRect().top >= document.querySelector('.sum-bar').getBoundingClientRect().bottom
                     && document.activeElement.getBoundingClientRect().bottom <= innerHeight""",
            timeout=5_000,
        )


# --- typed like a spreadsheet -----------------------------------------------------------------------------------------


def cells(page: Page, pool: int) -> Locator:
    """The column in which figures are typed instead of the rule's."""
    return page.locator("section:has(> .workshop-settings)").nth(pool).locator("input[name^='places-']:not([name^='places-of'])")


def test_keys_move_and_type_as_in_a_spreadsheet(visit, office):
    page = visit(office["people"]["officer"], DESK)
    page.goto(f"/allocations/{office['draft']}/workshop/")
    column = cells(page, 2)
    column.nth(0).click()
    for text in ("7", "8", "9"):  # three figures one below the other, each ended by Enter
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(column.nth(3)).to_be_focused()
    assert [column.nth(at).input_value() for at in range(4)] == ["7", "8", "9", ""]
    page.keyboard.press("ArrowUp")
    expect(column.nth(2)).to_be_focused()
    page.keyboard.type("1.000")  # what stood there is selected and gives way
    page.keyboard.press("ArrowDown")
    assert column.nth(2).input_value() == "1.000"
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(":focus")).to_have_attribute("name", column.nth(2).get_attribute("name").replace("places-", "most-3-").rpartition("-")[0])
    page.keyboard.press("ArrowRight")
    expect(column.nth(2)).to_be_focused()
    expect(sum_bar(page)).to_contain_text("lời văn 600: thừa")
    expect(page.locator(":focus")).to_have_attribute("name", column.nth(2).get_attribute("name"))  # the answer took no focus


def copied(page: Page, block: str) -> None:
    """A block in the clipboard, as Excel leaves it: tabs between cells, a line end after each row."""
    page.set_content("<textarea rows=9></textarea>")
    page.locator("textarea").fill(block)
    page.locator("textarea").press("Control+a")
    page.keyboard.press("Control+c")
    page.close()


@pytest.mark.parametrize("path, first", [("workshop/", "[data-grid] input[name^=least-3]"), ("edit/", "[data-quotas] tbody input")])
def test_a_block_of_cells_is_pasted_with_real_keys(visit, office, path, first):
    page = visit(office["people"]["officer"], DESK)
    page.goto(f"/allocations/{office['draft']}/{path}")
    copied(page.context.new_page(), "1\t2\n3\t4\n")
    page.bring_to_front()
    page.locator(first).first.focus()
    page.keyboard.press("Control+v")
    expect(page.locator(".grid-said").first).to_have_text("Đã dán 4 ô.")
    rows = page.locator("table:has(:focus) tbody tr")
    typed = [[rows.nth(at).locator("input[data-column]").nth(i).input_value() for i in (0, 1)] for at in (0, 1)]
    assert typed == [["1", "2"], ["3", "4"]]


def test_the_running_sums_read_figures_as_the_portal_does(visit, office):
    page = visit(office["people"]["officer"], DESK)
    page.goto(f"/allocations/{office['draft']}/edit/")
    expect(page.locator("#main .lead-line")).to_contain_text("Lời văn kế hoạch ghi tổng số 600, cá nhân 500.")
    first = page.locator("[data-quotas] tbody tr").first
    for at, text in enumerate(("1.000", "2.5.1", "-4", "7")):
        first.locator("input[data-column]").nth(at).fill(text)
    expect(first.locator("[data-sum-line]")).to_have_text("1.007")
