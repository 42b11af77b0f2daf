"""What every page owes a person's eyes and fingers (look.md, "Always"), asked of each page at the width of a phone."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from organizations.models import User
from portal.models import Job, Notice
from tests.builders import lai_chau, make_decision, make_dossier, make_plan, make_table, make_unit, person

pytestmark = pytest.mark.one_database

NARROW = {"width": 320, "height": 640}
LONG_UNIT = "Công đoàn cơ sở Trường Phổ thông Dân tộc Bán trú Tiểu học và Trung học cơ sở số 2 xã Nùng Nàng, phân hiệu Sáy San III"
LONG_NAME = "Nguyễn Phúc Hoàng Bảo Ngọc Anh Thư Thùy Dương Quỳnh Trang Minh Châu Khánh Linh Phương Thảo"

FAULTS = """() => {
  const faults = [];
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const count = (list) => list.reduce((found, one) => found.set(one, (found.get(one) ?? 0) + 1), new Map());
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) faults.push(`${wide} pixels wide in a window of ${innerWidth}`);
  if (document.documentElement.lang !== "vi") faults.push("not marked as Vietnamese");
  if (shown("h1").length !== 1) faults.push(`${shown("h1").length} main headings`);
  const levels = shown("h1, h2, h3, h4").map((head) => Number(head.tagName[1]));
  if (levels.some((level, i) => i && level > levels[i - 1] + 1)) faults.push(`headings leave out a level: ${levels}`);
  for (const [id, times] of count([...document.querySelectorAll("[id]")].map((one) => one.id))) {
    if (times > 1) faults.push(`id ${id} stands ${times} times`);
  }
  for (const field of shown("input:not([type=hidden]), select, textarea")) {
    const named = field.labels.length || field.ariaLabel || field.hasAttribute("aria-labelledby");
    if (!named) faults.push(`field ${field.name} has no label`);
  }
  for (const picture of document.querySelectorAll("img:not([alt])")) faults.push(`picture ${picture.src} has no words`);
  for (const frame of document.querySelectorAll("iframe:not([title])")) faults.push(`frame ${frame.src} has no title`);
  return faults;
}"""

FOCUS = """() => {
  const one = document.activeElement;
  const ring = getComputedStyle(one);
  return {words: one.innerText.trim(), ringed: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2};
}"""


@pytest.fixture
def things(transactional_db):
    """A plan in every face, with names as long as they come."""
    tree = lai_chau()
    unit = make_unit(LONG_UNIT, tree.than_uyen, short_name=LONG_UNIT[:100], sector="public")
    people = {role: person(role, tree.province) for role in ("officer", "approver", "clerk", "admin")}
    people |= {role: person(role, unit) for role in ("filer", "head")}
    plan = make_plan(tree.province, status="issued")
    table = make_table(plan, {tree.than_uyen: (5, 5, 5, 5)})
    draft_plan = make_plan(tree.province, status="approved", number="")
    draft_table = make_table(draft_plan, {tree.than_uyen: (5, 5, 5, 5), tree.tan_uyen: (1, 1, 1, 1)}, status="draft")
    accepted = [make_dossier(plan, unit, name=f"{LONG_NAME} {i}", status="accepted") for i in range(10)]
    decision = make_decision(plan, accepted[:2], status="approved")
    User.objects.update(full_name=LONG_NAME)
    job = Job.objects.create(task="x", title="Danh sách hồ sơ (Excel)", owner=people["officer"], status="running", done=3, total=9)
    Notice.objects.create(user=people["officer"], title=f"Nộp hồ sơ: {LONG_UNIT}", link="/")
    return {
        "people": people, "unit": unit, "plan": plan, "table": table, "draft_plan": draft_plan, "draft_table": draft_table,
        "decision": decision, "accepted": accepted[-1], "job": job,
        "issued": make_decision(plan, accepted[2:4], status="issued", number="87/QĐ-LĐLĐ", date=date(2020, 4, 17)),
        "draft_decision": make_decision(plan, accepted[4:5]),
        "draft": make_dossier(plan, unit, name=LONG_NAME, position="", achievements=""),
        "filed": make_dossier(plan, unit, name=f"Tổ {LONG_NAME}", status="submitted"),
    }  # fmt: skip


def addresses(things: dict) -> dict[str | None, list[str]]:
    """Who looks at what; None is nobody in particular."""
    plan, table, job = (things[name].pk for name in ("plan", "table", "job"))
    draft_plan, draft_table = things["draft_plan"].pk, things["draft_table"].pk
    decision, issued, draft_decision = (things[name].pk for name in ("decision", "issued", "draft_decision"))
    draft, filed = things["draft"].pk, things["filed"].pk
    plan_faces = [f"/plans/{plan}/{face}" for face in ("", "conference/", "criteria/", "calendar/", "papers/", "history/")]
    lists = ["/calendar/", "/plans/", "/dossiers/", "/decisions/", "/units/"]
    own = ["/", "/account/", "/notices/", "/password/change/", "/search/", "/search/?q=lai+chau", "/search/?q=khongco"]
    return {
        None: ["/login/", "/password/reset/", "/password/reset/sent/", "/account/set-password/MQ/x-y/"],
        "officer": [
            *own, *lists, *plan_faces, "/dossiers/?q=khongco", "/people/", f"/units/{things['unit'].pk}/", f"/allocations/{table}/",
            f"/allocations/{draft_table}/edit/", f"/dossiers/{filed}/", f"/decisions/{decision}/", f"/decisions/new/?plan={plan}",
            f"/decisions/{draft_decision}/edit/", f"/jobs/{job}/", "/khong-co-trang/",
            "/dossiers/new/", f"/dossiers/?plan={plan}&status=submitted",
        ],
        "approver": ["/", f"/plans/{draft_plan}/calendar/", f"/allocations/{draft_table}/"],
        "clerk": ["/", f"/plans/{draft_plan}/number/", f"/decisions/{decision}/issue/"],
        "admin": ["/", "/people/"],
        "filer": [*own, *lists, f"/plans/{plan}/tasks/", f"/dossiers/new/?plan={plan}&unit={things['unit'].pk}", f"/dossiers/{draft}/edit/"],
        "head": ["/", f"/dossiers/{draft}/", f"/dossiers/{filed}/", f"/decisions/{issued}/"],
    }  # fmt: skip


def test_every_page_fits_a_phone_and_is_named(visit, things):
    faults = []
    for role, pages in addresses(things).items():
        page = visit(things["people"].get(role), NARROW)
        titles = defaultdict(list)
        for address in pages:
            page.goto(address)
            faults += [f"{role} {address}: {fault}" for fault in page.evaluate(FAULTS)]
            titles[page.title()].append(address)
        faults += [f"{role}: one title, “{title}”, for {same}" for title, same in titles.items() if len(same) > 1]
    assert faults == []


def tab_to(page: Page, words: str) -> None:
    """Press Tab until these words have the focus, in sight and with a ring around them."""
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found["words"] == words:
            assert found["ringed"]
            expect(page.locator(":focus")).to_be_in_viewport()  # the page scrolls smoothly: wait for it
            return
    pytest.fail(f"Tab does not reach “{words}”.")


def test_the_keyboard_signs_a_dossier(visit, things):
    """The head, at the dossier's main action: seen where one is, pressed with Enter."""
    page = visit(things["people"]["head"])
    page.goto(f"/dossiers/{things['draft'].pk}/")
    tab_to(page, "Ký duyệt")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("Chưa ghi thành tích.").wait_for()


def test_the_keyboard_saves_a_dossier(visit, things):
    page = visit(things["people"]["filer"])
    page.goto(f"/dossiers/{things['draft'].pk}/edit/")
    tab_to(page, "Lưu bản nháp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/dossiers/{things['draft'].pk}/")


def test_the_keyboard_skips_to_the_page(visit, things):
    page = visit(things["people"]["officer"])
    page.goto("/dossiers/")
    tab_to(page, "Đến nội dung chính")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_long_list_of_boxes_says_how_many_are_chosen(visit, things):
    page = visit(things["people"]["officer"])
    page.goto(f"/decisions/new/?plan={things['plan'].pk}")
    page.get_by_role("checkbox").first.uncheck()
    page.get_by_text("Đã chọn 4 / 5").wait_for()
    page.get_by_role("button", name="Chọn tất cả").click()
    page.get_by_text("Đã chọn 5 / 5").wait_for()
    page.get_by_role("button", name="Bỏ chọn tất cả").click()
    page.get_by_text("Đã chọn 0 / 5").wait_for()
