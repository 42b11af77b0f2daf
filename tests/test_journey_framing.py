"""After the list is ready, in headless Chromium: decisions are drafted and announced, names corrected, a stock is laid out over its
scanned sheet, the names go up in order. Each page at a desk and on a phone, nothing that a person with a screen reader would miss."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe

from nominations.models import CertificateStock
from papers.stock import stock_of
from portal import clock
from tests.browser import DESK, PHONE, shot
from tests.builders import (
    lai_chau, make_agenda, make_amendment, make_decision, make_dossier, make_objection, make_plan, make_publication, make_stock, make_table, person,
)  # fmt: skip
from tests.portal.files import encoded, picture

pytestmark = pytest.mark.one_database
LONG = "Ban Chấp hành Công đoàn cơ sở Trường Phổ thông Dân tộc Bán trú Tiểu học và Trung học cơ sở số 2 xã Nùng Nàng, huyện Tam Đường"
NAMES = ("H’Bia Knul Niê K’Đăm", "Lò Ý", LONG)


@pytest.fixture
def office(visit) -> SimpleNamespace:
    tree = lai_chau()
    plan = make_agenda(make_plan(tree.province))
    make_table(plan, {tree.than_uyen: (9, 9, 9, 9)})
    people = {role: person(role, tree.province) for role in ("officer", "clerk")} | {"head": person("head", tree.than_uyen_school)}
    dossiers = [make_dossier(plan, tree.than_uyen_school, status="accepted", name=name) for name in NAMES * 3]
    publication = make_publication(plan, dossiers[6:], starts=clock.today(), ends=clock.today())  # one that is over goes when a decision is out
    return SimpleNamespace(
        plan=plan,
        approved=make_decision(plan, dossiers[:2], status="approved"),
        issued=(issued := make_decision(plan, dossiers[2:5], status="issued", number="87/QĐ-LĐLĐ", date=date(2020, 4, 17))),
        amendment=make_amendment(issued),
        publication=publication,
        objection=make_objection(publication, by=people["head"]),
        stock=make_stock(tree.province),
        **people,
    )


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_after_the_list_is_in_order(visit, office, size):
    plan, issued = office.plan.pk, office.issued.pk
    pages = {
        office.officer: [
            f"/plans/{plan}/decisions/", f"/decisions/{issued}/amend/correct/", f"/decisions/{issued}/amend/revoke/",
            f"/decisions/{office.amendment.pk}/amendment/", f"/decisions/{issued}/certificates/", f"/decisions/{issued}/stage/",
            f"/publications/{office.publication.pk}/", f"/objections/{office.objection.pk}/", f"/plans/{plan}/publications/new/",
            f"/plans/{plan}/ranking/", "/gathered/", "/stocks/", "/stocks/new/?from=0", f"/stocks/{office.stock.pk}/", "/reports/",
        ],
        office.clerk: [f"/decisions/{office.approved.pk}/announcing/"],
        office.head: [f"/publications/{office.publication.pk}/", f"/publications/{office.publication.pk}/object/", "/gathered/"],
    }  # fmt: skip
    found = {}
    for user, addresses in pages.items():
        page = visit(user, size)
        for address in addresses:
            answer = page.goto(address)
            shot(page, f"framing{address.split('?')[0].replace('/', '-')}{size['width']}")
            violations = Axe().run(page).response["violations"]
            faults = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            if answer.status != 200 or faults or wide:
                found[address] = (answer.status, "too wide" if wide else "", faults)
    assert found == {}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_stock_is_laid_out_over_its_scan_and_follows_the_hand(visit, office, size):
    page = visit(office.clerk, size)
    page.goto(f"/stocks/{office.stock.pk}/")
    before = {field.key: field.x for field in stock_of(office.stock.layout).fields}["signer"]
    scan = {"name": "phoi.png", "mimeType": "image/png", "buffer": encoded(picture().resize((594, 420)), "PNG")}
    page.get_by_label("Ảnh quét tờ phôi").set_input_files(scan)
    page.locator("#stock-picture image").wait_for()
    signer = page.locator("[data-field=signer]")
    signer.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.locator(f'[data-field=signer]:focus rect[x="{before - 2:g}"]').wait_for()  # drawn anew, still in the hand
    page.get_by_label("Xem với").select_option(f"decision-{office.issued.pk}")
    page.get_by_text("3 tên, tên chật nhất trước").wait_for()
    page.get_by_role("button", name="Xem Lò Ý").click()
    page.get_by_text("LÒ Ý", exact=True).wait_for()
    shot(page, f"framing-names-{size['width']}")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Lưu phôi").click()
    page.get_by_text("Đã lưu phôi.").wait_for()
    kept = CertificateStock.objects.get()
    assert ({field.key: field.x for field in stock_of(kept.layout).fields}["signer"], bool(kept.background)) == (before - 2, True)


def test_without_script_a_button_shows_scan_and_names(visit, office):
    page = visit(office.clerk, PHONE, script=False)
    page.goto(f"/stocks/{office.stock.pk}/")
    page.get_by_label("Ảnh quét tờ phôi").set_input_files({"name": "phoi.png", "mimeType": "image/png", "buffer": encoded(picture().resize((594, 420)), "PNG")})
    page.get_by_label("Xem với").select_option(f"decision-{office.issued.pk}")
    page.get_by_role("button", name="Xem thử").click()
    page.locator("#stock-picture image").wait_for()
    page.get_by_text("3 tên, tên chật nhất trước").wait_for()
    page.get_by_role("button", name="Lưu phôi").click()
    page.get_by_text("Đã lưu phôi.").wait_for()
    assert CertificateStock.objects.get().background.content_type == "image/jpeg"
