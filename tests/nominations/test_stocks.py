"""The office lays out its stock of certificates: what is typed is what is printed, in millimetres."""

from __future__ import annotations

import io
import uuid
from dataclasses import asdict
from datetime import date

import pdfplumber
import pytest
from django.urls import reverse

from nominations.actions import issue_decision
from nominations.forms.stocks import StockForm
from nominations.models import CertificateStock
from papers.stock import POINTS, SAMPLES, Stock, shifted, stock_of
from tests.builders import make_decision, make_dossier, make_stock, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, campaign):
    client.force_login(campaign.clerk)
    return campaign.clerk


@pytest.fixture
def stock(campaign):
    return make_stock(campaign.tree.province)


def typed(stock: Stock, version: int = 1, **changes) -> dict:
    """What a browser sends of the form as it is shown, with changes."""
    form = StockForm(stock=stock, shift=(0, 0), version=version)
    shown = {bound.html_name: bound.value() for bound in form}
    boxes = {name for name, field in form.fields.items() if field.widget.input_type == "checkbox"}
    sent = {name: value for name, value in shown.items() if name not in boxes or value} | {"form_token": uuid.uuid4()}
    return {name: value for name, value in (sent | {key.replace("__", "-"): value for key, value in changes.items()}).items() if value is not None}


def save(client, kept, **changes):
    return client.post(reverse("nominations:stock", args=[kept.pk]), typed(stock_of(kept.layout), kept.version, **changes))


@pytest.mark.parametrize("make", SAMPLES)
def test_a_stock_comes_back_from_its_plain_data(make):
    assert stock_of(asdict(make("Liên đoàn Lao động tỉnh"))) == make("Liên đoàn Lao động tỉnh")


def test_a_ready_made_one_becomes_ones_own_once_however_often_the_button_is_pressed(client, clerk, campaign):
    address = reverse("nominations:new-stock") + "?from=1"
    sent = typed(client.get(address).context["form"].before, 0, name="Phôi của tỉnh", name__x="40")
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    kept = CertificateStock.objects.get()
    assert (kept.unit, kept.name, {field.key: field.x for field in stock_of(kept.layout).fields}["name"]) == (campaign.tree.province, "Phôi của tỉnh", 40)


def test_a_copy_is_another_stock(client, clerk, stock):
    address = f"{reverse('nominations:new-stock')}?copy={stock.pk}"
    assert client.post(address, typed(client.get(address).context["form"].before, 0)).status_code == 302
    assert [kept.name for kept in CertificateStock.objects.all()] == [stock.name, f"{stock.name} (bản sao)"]


def test_looking_saves_nothing_and_draws_what_is_typed(client, clerk, stock):
    stock.refresh_from_db()
    before = stock.layout
    answer = save(client, stock, signer__x="33.5", preview="1", sample="unusual")
    page = answer.content.decode()
    assert (answer.status_code, 'x="33.5"' in page, "BRÊ̆" in page) == (200, True, True)
    stock.refresh_from_db()
    assert (stock.layout, stock.version) == (before, 1)


def test_all_faults_are_said_at_once_each_at_its_field(client, clerk, stock):
    answer = save(client, stock, signer__x="280", name__smallest="90", code_x="290")
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"signer-x", "name-x", "code_x"})
    stock.refresh_from_db()
    assert stock.version == 1


def test_fields_that_touch_are_told_and_may_be_saved(client, clerk, stock):
    answer = save(client, stock, merit__y="111", preview="1")
    assert any("chồng lên nhau" in sentence for sentence in answer.context["overlaps"])
    assert save(client, stock, merit__y="111").status_code == 302


def test_the_second_of_two_is_told_and_keeps_what_was_typed(client, clerk, stock):
    first = typed(stock_of(stock.layout), 1)
    assert client.post(reverse("nominations:stock", args=[stock.pk]), first | {"shift_x": "1"}).status_code == 302
    answer = client.post(reverse("nominations:stock", args=[stock.pk]), first | {"shift_x": "2", "form_token": uuid.uuid4()})
    assert (answer.status_code, answer.context["form"]["shift_x"].value()) == (409, "2")
    stock.refresh_from_db()
    assert stock.shift_x == 1


def test_a_name_is_taken_once_in_an_office(client, clerk, stock, campaign):
    other = make_stock(campaign.tree.province, name="Phôi khác")
    answer = save(client, other, name=stock.name)
    assert (answer.status_code, answer.context["reasons"]) == (409, [f"Cơ quan đã có phôi “{stock.name}”: hãy đặt tên khác."])


def test_a_discarded_one_is_gone_and_one_changed_meanwhile_is_not(client, clerk, stock):
    address = reverse("nominations:discard-stock", args=[stock.pk])
    client.post(address, {"version": 0, "form_token": uuid.uuid4()})
    assert CertificateStock.objects.count() == 1
    client.post(address, {"version": 1, "form_token": uuid.uuid4()})
    assert not CertificateStock.objects.exists()


def test_another_office_has_nothing_of_it(client, stock, campaign):
    client.force_login(person("officer", campaign.tree.dien_bien))
    assert client.get(reverse("nominations:stock", args=[stock.pk])).status_code == 404
    assert list(client.get(reverse("nominations:stocks")).context["kept"]) == []


def left_edge(content: bytes, word: str) -> float:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return next(found["x0"] for found in pdf.pages[0].extract_words() if found["text"] == word)


def test_a_certificate_is_printed_where_the_stock_says_moved_by_what_the_printer_is_off(client, clerk, campaign, stock):
    decision = make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="decided", name="Lò Ý")], status="approved")
    issue_decision(decision, on=date(2020, 4, 17), by=clerk)
    stock.shift_x = 3
    stock.save()
    line = decision.lines.get()
    sent = {"stock": f"own-{stock.pk}", "order": "stage", "line": [line.pk], "form_token": uuid.uuid4()}
    address = reverse("nominations:certificates", args=[decision.pk])
    shown, printed = client.post(address, sent | {"preview": "1"}).content, client.post(address, sent).content
    moved = (left_edge(printed, "LÒ") - left_edge(shown, "LÒ")) / POINTS
    assert round(moved, 2) == 3


def test_shifting_moves_all_that_is_printed(campaign):
    before = SAMPLES[2]("Liên đoàn")
    after = shifted(before, 2, -1)
    assert [(field.x, field.y) for field in after.fields] == [(field.x + 2, field.y - 1) for field in before.fields]
    assert (after.code.x, after.words[0].field.y, after.frames[0].x) == (before.code.x + 2, before.words[0].field.y - 1, before.frames[0].x + 2)


def test_the_trial_sheet_has_the_size_of_the_stock(client, clerk, stock):
    answer = client.get(reverse("nominations:stock-trial", args=[stock.pk]))
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        page = pdf.pages[0]
        assert (round(page.width / POINTS), round(page.height / POINTS)) == (297, 210)
