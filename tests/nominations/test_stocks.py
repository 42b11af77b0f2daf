"""The office lays out its stock of certificates: what is typed is what is printed, in millimetres."""

from __future__ import annotations

import io
import uuid
from dataclasses import asdict
from datetime import date

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nominations.actions import issue_decision
from nominations.forms.stocks import StockForm
from nominations.models import CertificateStock
from papers.stock import POINTS, SAMPLES, Stock, shifted, stock_of
from tests.builders import make_decision, make_dossier, make_plan, make_stock, person
from tests.portal.files import encoded, pdf, picture

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
    form = StockForm(stock=stock, shift=(0, 0), version=version, owner=None)
    shown = {bound.html_name: bound.value() for bound in form}
    boxes = {name for name, field in form.fields.items() if field.widget.input_type == "checkbox"}
    sent = {name: value for name, value in shown.items() if value is not None and (name not in boxes or value)} | {"form_token": uuid.uuid4()}
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


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"signer__x": "1_0"}, {"signer-x": ["Hãy ghi một số, ví dụ 12,5."]}),
        ({"signer__x": "٣"}, {"signer-x": ["Hãy ghi một số, ví dụ 12,5."]}),
        ({"signer__size": "2"}, {"signer-size": ["Nhỏ nhất là 6."]}),
        ({"name": "Phôi 😀"}, {"name": ["Văn bản không in được chữ “😀” (U+1F600): hãy thay bằng chữ khác."]}),
    ],
)
def test_what_is_no_number_or_cannot_be_printed_is_told(client, clerk, stock, changes, said):
    answer = save(client, stock, **changes)
    assert (answer.status_code, answer.context["form"].errors) == (422, said)
    assert save(client, stock, signer__x="12,5").status_code == 302


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


# --- the scanned sheet ----------------------------------------------------------------------------------------------


def scan(wide: int = 594, high: int = 420, name: str = "phoi.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, encoded(picture().resize((wide, high)), "PNG"), content_type="image/png")


def test_a_scan_is_the_ground_of_the_picture_and_of_the_preview_and_is_never_printed(client, clerk, campaign, stock):
    assert save(client, stock, file=scan()).status_code == 302
    stock.refresh_from_db()
    page = client.get(reverse("nominations:stock", args=[stock.pk])).content.decode()
    address = reverse("nominations:stock-background", args=[stock.background_id])
    assert (stock.background.content_type, f'<image href="{address}"' in page, "GIẤY KHEN</text>" in page) == ("image/jpeg", True, False)
    assert client.get(address).status_code == 200
    decision = make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="decided")], status="approved")
    issue_decision(decision, on=date(2020, 4, 17), by=clerk)
    sent = {"stock": f"own-{stock.pk}", "order": "stage", "line": [decision.lines.get().pk], "form_token": uuid.uuid4()}
    certificates = reverse("nominations:certificates", args=[decision.pk])
    shown, printed = client.post(certificates, sent | {"preview": "1"}).content, client.post(certificates, sent).content
    assert [pictures_in(content) for content in (shown, printed)] == [1, 0]


def pictures_in(content: bytes) -> int:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages[0].images)


def test_a_scan_that_was_looked_at_need_not_be_sent_again_and_can_be_taken_away(client, clerk, stock):
    looked = save(client, stock, file=scan(), preview="1")
    before = looked.context["form"]["sent_before"].value()
    assert (looked.status_code, CertificateStock.objects.get().background) == (200, None)
    assert save(client, stock, sent_before=before).status_code == 302
    stock.refresh_from_db()
    assert str(stock.background_id) == before
    assert save(client, stock, drop_background="on").status_code == 302
    assert CertificateStock.objects.get().background is None


@pytest.mark.parametrize(("file", "sentence"), [(SimpleUploadedFile("phoi.pdf", pdf()), "JPEG"), (SimpleUploadedFile("phoi.png", b"\x89PNG\r\n\x1a\nhong"), "hỏng")])
def test_what_is_no_picture_is_refused_at_its_field(client, clerk, stock, file, sentence):
    file.seek(0)
    answer = save(client, stock, file=file)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert sentence in answer.context["form"].errors["file"][0]


def test_a_scan_of_another_shape_is_told(client, clerk, stock):
    told = [save(client, stock, file=scan(*size), preview="1").context["form"].stretched for size in ((594, 420), (400, 400))]
    assert (told[0], "400 × 400 điểm ảnh" in told[1], "297 × 210 mm" in told[1]) == ("", True, True)


def test_a_copy_has_the_scan_too(client, clerk, stock):
    save(client, stock, file=scan())
    address = f"{reverse('nominations:new-stock')}?copy={stock.pk}"
    assert client.post(address, typed(client.get(address).context["form"].before, 0)).status_code == 302
    assert len(set(CertificateStock.objects.values_list("background", flat=True))) == 1 and CertificateStock.objects.count() == 2


def test_white_paper_on_which_all_is_printed_shows_its_own_words(client, clerk, stock):
    page = save(client, stock, file=scan(), full_face="on", preview="1").content.decode()
    assert ("<image" in page, "GIẤY KHEN</text>" in page) == (False, True)


# --- while somebody types -------------------------------------------------------------------------------------------


def test_the_page_draws_what_is_typed_and_saves_nothing(client, clerk, stock):
    answer = client.post(reverse("nominations:stock", args=[stock.pk]), typed(stock_of(stock.layout), 1, signer__x="33.5"), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert (answer.status_code, 'x="33.5"' in page, "<html" in page) == (200, True, False)
    assert CertificateStock.objects.get().version == 1


def test_what_cannot_be_drawn_is_told_beside_the_picture(client, clerk, stock):
    answer = client.post(reverse("nominations:stock", args=[stock.pk]), typed(stock_of(stock.layout), 1, signer__size="x"), headers={"HX-Request": "true"})
    assert (answer.status_code, "Hình chưa theo hết" in answer.content.decode()) == (200, True)


# --- with the names of a decision -----------------------------------------------------------------------------------

TIGHT = "H’Bia Knul Niê K’Đăm Siu H’Ngăm " * 6


def look(client, stock, **sent):
    return client.post(reverse("nominations:stock", args=[stock.pk]), typed(stock_of(stock.layout), 1, preview="1", **sent))


def test_real_names_come_with_what_does_not_fit_first(client, clerk, campaign, stock):
    names = ["Lò Ý", TIGHT.strip()[:150], "Tôn Nữ Công Tằng Huyền Trân Thị Phương Thảo Nguyên Hồng Ngọc"]
    decision = make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="accepted", name=name) for name in names])
    small = typed(stock_of(stock.layout), 1)["name-size"]
    answer = look(client, stock, sample=f"decision-{decision.pk}", name__lines="1", name__smallest=small)
    assert (answer.context["count"], answer.context["wrong"]) == (3, 2)
    assert [seat.name for seat in answer.context["seats"]] == [names[1], names[2], names[0]]
    assert "LÒ Ý</text>" in look(client, stock, sample="short").content.decode()  # the invented names are there too
    shortest = answer.context["seats"][2].number
    chosen = look(client, stock, sample=f"decision-{decision.pk}", show=f"decision-{decision.pk}:{shortest}")
    assert "LÒ Ý</text>" in chosen.content.decode()


def test_of_another_office_no_name_is_shown(client, clerk, campaign, stock):
    decision = make_decision(make_plan(campaign.tree.dien_bien), [])
    answer = look(client, stock, sample=f"decision-{decision.pk}")
    assert (answer.status_code, "seats" in answer.context) == (422, False)


def test_many_names_cost_no_more_queries(client, clerk, campaign, stock):
    few, many = (make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="accepted") for _ in range(count)]) for count in (1, 30))
    counts = []
    for decision in (few, many):
        with CaptureQueriesContext(connection) as asked:
            assert look(client, stock, sample=f"decision-{decision.pk}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] < 30


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
