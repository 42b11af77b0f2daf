"""From points to the answer of an objection, in headless Chromium: the office scores, ranks, publishes; a unit objects; the office answers."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe

from nominations.actions.ranking import save_terms
from nominations.models import Objection, Publication, Score
from nominations.scoring import Line
from tests.browser import DESK, shot
from tests.builders import lai_chau, make_agenda, make_dossier, make_plan, make_table, person

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(visit) -> SimpleNamespace:
    """Two places and three who were accepted, one of them waiting for a place."""
    tree = lai_chau()
    plan = make_agenda(make_plan(tree.province))
    make_table(plan, {tree.than_uyen: (1, 0, 2, 0)}, takes_reserves=True)
    officer, head = person("officer", tree.province), person("head", tree.than_uyen_school)
    dossiers = [make_dossier(plan, tree.than_uyen_school, status="accepted", name=name) for name in ("Lò Thị Ánh", "Vàng A Bình", "Giàng Thị Châu")]
    dossiers[2].reserve = 1
    dossiers[2].save()
    lines = [Line("work", "Hoàn thành nhiệm vụ", "points", Decimal(60)), Line("faults", "Điểm trừ", "penalty", Decimal(5))]
    save_terms(plan, lines=lines, order=["total"], notice_days=7, version=1, by=officer)
    return SimpleNamespace(plan=plan, officer=officer, head=head)


@pytest.mark.parametrize("size", [DESK], ids=["desk"])
def test_from_points_to_the_answer_of_an_objection(visit, office, size):
    page, found = visit(office.officer, size), {}

    def look(window, name):
        shot(window, f"ranking-{name}-{size['width']}")
        violations = Axe().run(window).response["violations"]
        found.update({name: [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]} if violations else {})

    page.goto(f"/plans/{office.plan.pk}/ranking/terms/")
    look(page, "terms")
    page.goto(f"/plans/{office.plan.pk}/ranking/scores/?category={office.plan.categories.get(key='person-public').pk}")
    page.get_by_label("Giàng Thị Châu: Hoàn thành nhiệm vụ").focus()
    for typed in ("30", "58,5", "50"):  # by given name: Ánh, Bình, Châu; Enter goes down the column
        page.keyboard.press("Enter") if typed != "30" else page.get_by_label("Lò Thị Ánh: Hoàn thành nhiệm vụ").focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(typed)
    look(page, "scores")
    page.get_by_role("button", name="Lưu điểm").click()
    page.get_by_text("Hết 2 suất").wait_for()
    assert list(Score.objects.order_by("dossier_id").values_list("value", flat=True)) == [30, Decimal("58.5"), 50]
    assert [name for name in page.locator(".ranking tbody a[href^='/dossiers/']").all_inner_texts()] == ["Vàng A Bình", "Giàng Thị Châu", "Lò Thị Ánh"]
    look(page, "list")
    page.get_by_role("link", name="Đăng công khai").click()
    page.get_by_role("button", name="Đăng công khai").wait_for()
    look(page, "publish")
    page.get_by_role("button", name="Đăng công khai").click()
    page.get_by_role("heading", name="Danh sách công khai").wait_for()
    published = Publication.objects.get()
    head = visit(office.head, size)
    head.goto(f"/publications/{published.pk}/")
    look(head, "published")
    if published.starts <= published.ends and head.get_by_role("link", name="Gửi kiến nghị").count():
        head.get_by_role("link", name="Gửi kiến nghị").click()
    head.get_by_label("Về hồ sơ của").select_option(label="Vàng A Bình (CĐCS Trường THCS Than Uyên)")
    head.get_by_label("Nội dung kiến nghị").fill("Chưa đủ thời gian công tác (mẫu).")
    look(head, "object")
    head.get_by_role("button", name="Gửi kiến nghị").click()
    head.get_by_role("heading", name="Kiến nghị về Vàng A Bình").wait_for()
    page.goto(f"/objections/{Objection.objects.get().pk}/")
    page.get_by_label("giữ nguyên").check()
    page.get_by_label("Trả lời người kiến nghị").fill("Đã xác minh: đủ thời gian.")
    look(page, "answer")
    page.get_by_role("button", name="Trả lời").click()
    page.get_by_text("Đã xác minh: đủ thời gian.").wait_for()
    assert Objection.objects.get().result == "kept"
    assert found == {}
