"""The outline of the plan editor in hands: a section is dragged before another, and moved with Alt and the arrow keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from conferences.models import Plan
from tests.builders import lai_chau, make_plan, person

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
