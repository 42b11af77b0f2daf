"""A step of a dossier comes back by the browser's back button, with its old token, and is pressed again with other words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from nominations.models import Dossier
from tests.builders import lai_chau, make_dossier, make_plan, make_table, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]
WORDS, OTHERS = "Năm năm liền Lao động tiên tiến.", "Sáu năm liền, và một bằng khen."


@pytest.fixture
def dossier(transactional_db) -> Dossier:
    tree = lai_chau()
    plan = make_plan(tree.province)
    make_table(plan, {tree.than_uyen: (1, 0, 2, 1)})
    person("filer", tree.than_uyen_school)
    return make_dossier(plan, tree.than_uyen_school, achievements="")


def press_and_come_back(page: Page, words: str) -> None:
    """The server hears the press; its answer leads nowhere, and the page stands there again as the browser had kept it."""

    def heard(route: Route) -> None:
        if route.request.method != "POST" or "hx-request" in route.request.headers:
            route.continue_()
            return
        assert route.fetch(max_redirects=0).status == 302
        route.fulfill(status=204)

    page.route("**/edit/record/", heard)
    page.get_by_label("Báo cáo thành tích").fill(words)
    with page.expect_response(lambda answer: answer.status == 204):
        page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.unroute("**/edit/record/")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_other_words_are_saved(visit, dossier, script):
    page = visit(dossier.created_by, script=script)
    page.goto(f"/dossiers/{dossier.pk}/edit/record/")
    token = page.locator("[name=form_token]").input_value()
    press_and_come_back(page, WORDS)
    assert Dossier.objects.get().achievements == WORDS
    assert page.locator("[name=form_token]").input_value() == token
    page.get_by_label("Báo cáo thành tích").fill(OTHERS)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.get_by_role("link", name="Giấy tờ")).to_have_attribute("aria-current", "step")
    assert Dossier.objects.get().achievements == OTHERS
