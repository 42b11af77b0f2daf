"""Fifty dossiers screened with the keyboard alone, what was pressed counted; the same by hand without script."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from nominations.models import Dossier
from tests.browser import DESK, PHONE, shot
from tests.builders import lai_chau, make_dossier, make_plan, make_table, person
from tests.hands import Keys

pytestmark = pytest.mark.one_database

MANY, MOST_PRESSES = 50, 6
LONG_NAME = "Nguyễn Phúc Hoàng Bảo Ngọc Anh Thư Thùy Dương Quỳnh Trang Minh Châu Khánh Linh Phương Thảo"
BASE = datetime(2020, 4, 10, 8, tzinfo=UTC)
RETURNED, HELD = 10, 20  # which of them are not in order


@pytest.fixture
def queue(transactional_db):
    tree = lai_chau()
    officer = person("officer", tree.province)
    plan = make_plan(tree.province)
    make_table(plan, {tree.than_uyen: (9, 9, 99, 9)})
    for at in range(MANY):
        name = LONG_NAME if at == 1 else f"Lò Thị Mẫu {at}"
        make_dossier(plan, tree.than_uyen_school, status="submitted", name=name, submitted_at=BASE + timedelta(minutes=at))
    return officer


class Pressing(Keys):
    """Counts every key, also Tab; a reason is typed, and typing is not counted."""

    def key(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.taps += 1

    def stands_at(self, name: str) -> None:
        expect(self.page.locator("h1")).to_have_text(name)


def look(page: Page, name: str) -> list[str]:
    shot(page, f"screening-{name}")
    return [f"{name}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]]


def test_fifty_dossiers_with_the_keyboard_alone(visit, queue):
    page = visit(queue)
    hands, faults, presses = Pressing(page), [], []
    page.goto("/screening/")
    faults += look(page, "queue")
    hands.key("n")
    for at, dossier in enumerate(Dossier.objects.order_by("submitted_at")):
        before = hands.taps
        hands.stands_at(dossier.name)
        expect(page.locator(".desk-at")).to_have_text(f"1 / {MANY - at}")
        if at in (RETURNED, HELD):
            hands.key("r" if at == RETURNED else "h")
            panel = page.locator("details[open] .move-panel")
            expect(panel.locator("textarea")).to_be_focused()
            page.keyboard.insert_text("Thiếu số quyết định: ạ, h, j.")
            faults += look(page, "reason") if at == RETURNED else []
            hands.key("Tab")
            hands.key("Enter")
        else:
            faults += look(page, "desk") if at == 1 else []
            hands.key("a")
        expect(page.locator(".notice").first).to_contain_text(dossier.name)
        presses.append(hands.taps - before)
    expect(page.locator("body")).to_contain_text("Đã đến cuối hàng đợi.")
    states = list(Dossier.objects.order_by("submitted_at").values_list("status", flat=True))
    assert [states[at] for at in (RETURNED, HELD)] == ["returned", "held"]
    assert states.count("accepted") == MANY - 2
    print(f"presses per dossier: {sorted(set(presses))}")
    assert [count for at, count in enumerate(presses) if at not in (RETURNED, HELD)] == [1] * (MANY - 2)
    assert max(presses) <= MOST_PRESSES
    assert faults == []


def test_keys_move_search_and_help_and_are_quiet_while_one_types(visit, queue):
    page = visit(queue)
    hands = Pressing(page)
    first = Dossier.objects.order_by("submitted_at").first()
    page.goto(f"/screening/{first.pk}/")
    for key, name in (("j", LONG_NAME), ("n", "Lò Thị Mẫu 2"), ("k", LONG_NAME), ("p", first.name)):
        hands.key(key)
        hands.stands_at(name)
    hands.key("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    assert look(page, "keys") == []
    hands.key("a")  # nothing happens behind the overlay
    hands.key("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_hidden()
    for key in ("Control+a", "Alt+a", "Shift+A"):
        hands.key(key)
    hands.key("/")
    expect(page.get_by_label("Tìm trong hàng đợi")).to_be_focused()
    page.keyboard.type("mau 7 a r h j")
    hands.stands_at(first.name)
    assert not Dossier.objects.exclude(status="submitted").exists()
    page.get_by_label("Tìm trong hàng đợi").fill("mau 7")
    hands.key("Enter")
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    assert page.url.endswith("/screening/?q=mau+7")


def test_chosen_rows_are_counted_and_accepted(visit, queue):
    page = visit(queue, DESK)
    page.goto("/screening/?sort=sort_key")
    page.get_by_role("button", name="Chọn cả trang (50)").click()
    expect(page.locator("[data-count]")).to_have_text("Đã chọn 50 / 50")
    page.get_by_label(f"Chọn {LONG_NAME}").uncheck()
    expect(page.locator("[data-count]")).to_have_text("Đã chọn 49 / 50")
    page.get_by_role("button", name="Chấp nhận hồ sơ đã chọn").click()
    assert look(page, "chosen") == []
    expect(page.locator("h1")).to_have_text("Chấp nhận 49 hồ sơ")
    page.get_by_role("button", name="Chấp nhận hồ sơ đã đánh dấu").click()
    expect(page.locator("body")).to_contain_text("Đã chấp nhận 49 hồ sơ.")
    assert list(Dossier.objects.filter(status="submitted").values_list("name", flat=True)) == [LONG_NAME]


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_without_script_plain_links_and_forms_do_the_same(visit, queue, size):
    page = visit(queue, size, script=False)
    page.goto("/screening/")
    page.get_by_role("link", name="Bắt đầu thẩm định").click()
    page.get_by_role("button", name="Chấp nhận").first.click()
    expect(page.locator("h1")).to_have_text(LONG_NAME)
    page.get_by_role("link", name="Sau", exact=True).click()
    page.locator("details.move", has_text="Trả lại bổ sung").locator("summary").click()
    page.locator("#note-return").fill("Thiếu số quyết định.")
    page.locator("#note-return ~ button").click()
    expect(page.locator(".notice").first).to_contain_text("Đã trả lại bổ sung.")
    assert sorted(Dossier.objects.exclude(status="submitted").values_list("status", flat=True)) == ["accepted", "returned"]
