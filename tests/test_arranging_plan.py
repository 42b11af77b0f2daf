"""The plan editor in hands: sections are dragged and moved by keys; the table of quotas grows, moves and adds up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from conferences.models import Plan
from tests.builders import lai_chau, make_plan, make_table, person

pytestmark = pytest.mark.one_database


@pytest.fixture
def window(visit, transactional_db) -> Page:
    """The editor of a plan with three sections, at the first."""
    province = lai_chau().province
    plan = make_plan(province, status="draft", number="")
    for position, heading in enumerate(("Nội dung", "Kinh phí"), 2):
        plan.sections.create(position=position, heading=heading)
    page = visit(person("officer", province))
    page.goto(f"/plans/{plan.pk}/edit/section-{plan.sections.first().pk}/")
    return page


def headings() -> list[str]:
    return [section.heading for section in Plan.objects.get().sections.filter(parent=None)]


def line(page: Page, heading: str):
    return page.locator("[data-sections] li").filter(has_text=heading)


def test_a_section_is_dragged_before_another(window):
    line(window, "Kinh phí").drag_to(line(window, "Mục đích"))
    expect(line(window, "Kinh phí")).to_contain_text("I. Kinh phí")
    expect(line(window, "Nội dung")).to_contain_text("III. Nội dung")
    assert headings() == ["Kinh phí", "Mục đích", "Nội dung"]


def test_alt_with_the_arrow_keys_moves_a_section(window):
    line(window, "Kinh phí").get_by_role("link").press("Alt+ArrowUp")
    expect(line(window, "Kinh phí")).to_contain_text("II. Kinh phí")
    expect(line(window, "Kinh phí").get_by_role("link")).to_be_focused()
    window.keyboard.press("Alt+ArrowRight")
    expect(line(window, "Kinh phí")).to_contain_text("1. Kinh phí")
    assert headings() == ["Mục đích", "Nội dung"]
    line(window, "Kinh phí").get_by_role("link").press("Alt+ArrowLeft")
    expect(line(window, "Kinh phí")).to_contain_text("II. Kinh phí")
    assert headings() == ["Mục đích", "Kinh phí", "Nội dung"]


def test_a_row_added_to_the_table_of_quotas_is_moved_summed_and_saved(visit, transactional_db):
    tree = lai_chau()
    plan = make_plan(tree.province, status="draft", number="")
    make_table(plan, {tree.than_uyen: (1, 2, 3, 4)}, status="draft")
    page = visit(person("officer", tree.province))
    page.goto(f"/plans/{plan.pk}/edit/quotas/")
    sums = page.locator("[data-sum-line]")
    expect(sums).to_have_text(["10"])
    page.get_by_role("button", name="Thêm dòng").click()
    page.keyboard.type(tree.tan_uyen.label)
    page.locator("[data-row]").last.locator("[data-column=person-public]").fill("1.000")
    expect(sums).to_have_text(["10", "1.000"])
    page.locator("[data-row] button[value^=up]").last.click()
    expect(sums).to_have_text(["1.000", "10"])
    expect(page.locator("[data-sum-column=person-public]")).to_have_text("1.003")
    expect(page.locator("[data-sum-all]")).to_have_text("1.010")
    expect(page.locator("[data-state]")).to_contain_text("Đã lưu")
    rows = Plan.objects.get().allocations.get().rows.order_by("position")
    assert [row.label for row in rows] == [tree.tan_uyen.label, tree.than_uyen.label]
