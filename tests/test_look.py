"""What every page owes a person's eyes and fingers (look.md, "Always"), asked of each page at the width of a phone."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conferences.actions.reading import keep_reading
from conferences.editing.parts import WHOLE
from conferences.plan_check import check_plan
from organizations.models import User
from portal import clock
from portal.models import Job, Notice
from portal.sources.reading import text_source
from tests.builders import (
    lai_chau, make_amendment, make_decision, make_dossier, make_objection, make_plan, make_publication, make_request, make_session, make_stock,
    make_table, make_unit, person,
)  # fmt: skip

pytestmark = pytest.mark.one_database

NARROW = {"width": 320, "height": 640}
LONG_UNIT = "Công đoàn cơ sở Trường Phổ thông Dân tộc Bán trú Tiểu học và Trung học cơ sở số 2 xã Nùng Nàng, phân hiệu Sáy San III"
LONG_NAME = "Nguyễn Phúc Hoàng Bảo Ngọc Anh Thư Thùy Dương Quỳnh Trang Minh Châu Khánh Linh Phương Thảo"

TEXT = Path(__file__).parent / "conferences" / "data" / "plans" / "lai-chau-2020.txt"

RULE = {
    "clauses": [
        {
            "kind": "any",
            "clauses": [
                {"kind": "years", "honours": ["ldtt"], "least": 5, "among": [{"honours": ["ht-xuat-sac"], "least": 2}]},
                {"kind": "held", "honours": ["bk-ldld-tinh", "cdcs-xuat-sac"], "or_higher": True},
            ],
        },
        {"kind": "statement", "text": LONG_UNIT},
        {"kind": "papers", "slots": ["report", "decisions"]},
    ]
}
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
    written = make_plan(tree.province, status="draft", number="", title=f"{LONG_UNIT}: {LONG_NAME}")
    written.sections.create(position=2, heading=LONG_UNIT, text=LONG_NAME)
    for one in (plan, written):
        one.criteria.create(position=1, text=f"{LONG_UNIT}: {LONG_NAME}", rule=RULE).categories.set(one.categories.all())
    own = written.conferences.create(position=1, level="province", own=True, name=LONG_UNIT)
    own.agenda.create(position=1, title=LONG_UNIT, presenter=LONG_NAME)
    written.tasks.create(position=1, by=LONG_UNIT, items=[LONG_NAME])
    make_table(written, {unit: (1, 1, 1, 1)}, status="draft", stated_total=9)
    for at, content in enumerate((f"title: {LONG_UNIT}\n", f"title: {LONG_NAME}\n")):
        written.versions.create(by=people["officer"], began=clock.now(), changed=clock.now(), content=content)
    finding = next(one for one in check_plan(written, clock.now()).open if one.severity == "warning")
    written.accepted_findings.create(code=finding.code, where=finding.where, says=finding.says, reason=LONG_NAME, by=people["approver"])
    draft_table = make_table(draft_plan, {tree.than_uyen: (5, 5, 5, 5), tree.tan_uyen: (1, 1, 1, 1)}, status="draft")
    accepted = [make_dossier(plan, unit, name=f"{LONG_NAME} {i}", status="accepted") for i in range(10)]
    decision = make_decision(plan, accepted[:2], status="approved")
    User.objects.update(full_name=LONG_NAME)
    issued = make_decision(plan, accepted[2:4], status="issued", number="87/QĐ-LĐLĐ", date=date(2020, 4, 17))
    publication = make_publication(plan, accepted[5:7])
    row = table.rows.get()  # gives places on
    below = table.rows.create(position=2, label=unit.label, unit=unit, parent=row)
    below.quotas.create(category=plan.categories.first(), places=1)
    job = Job.objects.create(task="x", title="Danh sách hồ sơ (Excel)", owner=people["officer"], status="running", done=3, total=9)
    Notice.objects.create(user=people["officer"], title=f"Nộp hồ sơ: {LONG_UNIT}", link="/")
    return {
        "people": people, "unit": unit, "row": row.pk, "plan": plan, "table": table, "draft_plan": draft_plan, "draft_table": draft_table,
        "decision": decision, "accepted": accepted[-1], "job": job, "written": written,
        "source": keep_reading(text_source(TEXT.read_text(encoding="utf-8")), name=LONG_NAME, owner=people["officer"]),
        "issued": issued, "amendment": make_amendment(issued, status="draft"), "publication": publication,
        "objection": make_objection(publication, by=people["head"]), "stock": make_stock(tree.province, name=LONG_UNIT[:100]),
        "request": make_request(tree.province, unit), "session": make_session(plan, accepted[7:9]),
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
    written = things["written"]
    section, own = written.sections.last().pk, written.conferences.get().pk
    parts = [*WHOLE, f"section-{section}", f"conference-{own}", f"agenda-{own}"]
    editor = [f"/plans/{written.pk}/{page}/" for page in (*(f"edit/{part}" for part in parts), "versions", "copy")]
    editor += [f"/plans/{written.pk}/", f"/plans/{written.pk}/versions/{written.versions.first().pk}/"]
    editor += [f"/plans/{written.pk}/criteria/1/rule/", f"/plans/{written.pk}/criteria/"]
    editor += ["/plans/new/", "/plans/read/", f"/plans/read/{things['source'].pk}/"]
    plan_faces = [f"/plans/{plan}/{face}" for face in ("", "conference/", "criteria/", "calendar/", "papers/", "history/")]
    lists = ["/calendar/", "/plans/", "/dossiers/", "/decisions/", "/units/"]
    own = ["/", "/account/", "/notices/", "/password/change/", "/search/", "/search/?q=lai+chau", "/search/?q=khongco"]
    return {
        None: ["/login/", "/password/reset/", "/password/reset/sent/", "/account/set-password/MQ/x-y/"],
        "officer": [
            *own, *lists, *plan_faces, "/dossiers/?q=khongco", "/people/", f"/units/{things['unit'].pk}/", f"/allocations/{table}/",
            f"/allocations/{draft_table}/edit/", f"/dossiers/{filed}/", f"/decisions/{decision}/", f"/decisions/new/?plan={plan}",
            f"/decisions/{draft_decision}/edit/", f"/jobs/{job}/", "/khong-co-trang/",
            "/dossiers/new/", f"/dossiers/?plan={plan}&status=submitted", *editor, f"/plans/{plan}/ledger/",
            f"/allocations/{draft_table}/terms/", f"/allocations/{table}/reclaim/", f"/allocations/rows/{things['row']}/share/",
            *after_filing(things),
        ],
        "approver": ["/", f"/plans/{draft_plan}/calendar/", f"/allocations/{draft_table}/", f"/plans/{written.pk}/"],
        "clerk": ["/", f"/plans/{draft_plan}/number/", f"/decisions/{decision}/issue/", f"/decisions/{decision}/announcing/"],
        "admin": ["/", "/people/"],
        "filer": [*own, *lists, f"/plans/{plan}/tasks/", f"/dossiers/new/?plan={plan}&unit={things['unit'].pk}", f"/dossiers/{draft}/edit/"],
        "head": ["/", "/gathered/", "/requests/", f"/requests/{things['request'].pk}/", f"/publications/{things['publication'].pk}/", f"/dossiers/{draft}/", f"/dossiers/{filed}/", f"/decisions/{issued}/"],
    }  # fmt: skip


def after_filing(things: dict) -> list[str]:
    """From the desk that screens to what is framed and counted, as the office sees it."""
    plan, issued, filed = things["plan"].pk, things["issued"].pk, things["filed"].pk
    session, publication, stock = (things[name].pk for name in ("session", "publication", "stock"))
    screening = ["/screening/", "/screening/?q=khongco", f"/screening/{filed}/", f"/dossiers/{filed}/return/", f"/dossiers/{filed}/doubles/"]
    ranking = [f"/plans/{plan}/ranking/", f"/plans/{plan}/ranking/terms/", f"/plans/{plan}/ranking/scores/", f"/plans/{plan}/publications/new/"]
    ranking += [f"/publications/{publication}/", f"/publications/{publication}/object/", f"/objections/{things['objection'].pk}/"]
    council = ["/sessions/", f"/sessions/new/?plan={plan}", f"/sessions/{session}/", f"/sessions/{session}/votes/", "/gathered/", "/requests/", f"/requests/new/?dossier={filed}"]
    decided = [f"/plans/{plan}/decisions/", f"/decisions/{issued}/certificates/", f"/decisions/{issued}/stage/", f"/decisions/{things['amendment'].pk}/amendment/"]
    return [*screening, *ranking, *council, *decided, "/stocks/", "/stocks/new/", f"/stocks/{stock}/", "/reports/", "/honours/"]


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
    page.get_by_role("alert").get_by_text("Chưa viết báo cáo thành tích.").wait_for()


def test_the_keyboard_saves_a_dossier(visit, things):
    page = visit(things["people"]["filer"])
    page.goto(f"/dossiers/{things['draft'].pk}/edit/")
    tab_to(page, "Lưu và tiếp tục")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/dossiers/{things['draft'].pk}/edit/record/")


def test_the_keyboard_saves_a_part_of_a_plan(visit, things):
    page = visit(things["people"]["officer"])
    page.goto(f"/plans/{things['written'].pk}/edit/closing/")
    page.get_by_label("Lời kết", exact=True).focus()
    page.keyboard.type("Trên đây là kế hoạch.")
    tab_to(page, "Lưu")
    page.keyboard.press("Enter")
    page.get_by_text("Đã lưu lúc").first.wait_for()


def test_the_keyboard_answers_for_a_finding_and_takes_the_answer_back(visit, things):
    page = visit(things["people"]["approver"])
    page.goto(f"/plans/{things['written'].pk}/")
    back = page.get_by_role("button", name="Rút lại chấp nhận")
    back.focus()
    page.keyboard.press("Enter")
    expect(back).to_have_count(0)
    page.locator(".finding summary").first.press("Enter")
    page.get_by_label("Vì sao để nguyên?").first.press_sequentially("Đúng.")
    page.get_by_role("button", name="Chấp nhận điểm này").first.press("Enter")
    expect(back).to_have_count(1)


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
