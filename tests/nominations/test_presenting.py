"""The presenter's list and the receipts of prizes: the same names and sums as the decision's list, read back from the PDFs."""

from __future__ import annotations

import io
import uuid
from datetime import date

import openpyxl
import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nominations.actions import issue_decision, save_decision
from nominations.models import Decision, Presentation, PresentedLine
from nominations.presenting import in_order, suggested
from portal.fields import money_in_words
from portal.lists.page import SHEET_TYPE
from tests.builders import make_decision, make_dossier, person

pytestmark = pytest.mark.django_db
DAY = date(2020, 4, 17)
NAMES = ("Lò Văn An", "H'Hen Niê", "Y Ngông Niêkdăm")
OTHERS = ("K'Brơih",)


@pytest.fixture
def issued(client, campaign):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="decided", name=name) for name in NAMES]
    dossiers += [make_dossier(campaign.plan, campaign.tree.than_uyen, status="decided", name=name) for name in OTHERS]
    decision = make_decision(campaign.plan, dossiers, status="approved")
    issue_decision(decision, on=DAY, by=campaign.clerk)
    decision.lines.update(prize=1_490_000)
    client.force_login(campaign.clerk)
    return decision


def names(decision) -> list[str]:
    return [line.name for line in in_order(decision)]


def save(client, decision, **changes):
    lines = {line.name: line.pk for line in decision.lines.all()}
    kept = Presentation.objects.filter(decision=decision).first()
    typed = {"group_size": "2", "givers": "Đồng chí Chủ tịch\nĐồng chí Phó Chủ tịch", "form_token": uuid.uuid4(), "version": kept.version if kept else 0}
    for name, (position, said) in changes.pop("places", {}).items():
        typed |= {f"position-{lines[name]}": position, f"said-{lines[name]}": said}
    return client.post(reverse("nominations:presenting", args=[decision.pk]), typed | changes)


def rows(client, decision, paper: str, query: str = "") -> list[list[str]]:
    """The rows of the tables in the PDF, with their cells on one line."""
    answer = client.get(reverse(f"nominations:{paper}", args=[decision.pk, "pdf"]) + query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        found = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    return [[" ".join((cell or "").split()) for cell in row] for row in found]


def test_whoever_has_a_number_goes_up_first_and_the_rest_as_on_the_list(client, issued):
    listed = names(issued)
    assert save(client, issued, places={NAMES[2]: ("1", ""), NAMES[0]: ("2", "")}).status_code == 302
    rest = [name for name in listed if name not in (NAMES[2], NAMES[0])]
    assert names(issued) == [NAMES[2], NAMES[0], *rest]


def test_the_presenters_list_has_the_decisions_names_in_groups_with_who_hands_over_and_how_they_are_said(client, issued):
    save(client, issued, places={OTHERS[0]: ("1", "Cơ Brơi")})
    table = rows(client, issued, "presenters-list")[1:]
    assert [row[0] for row in table if row[0].startswith("Đợt")] == [
        "Đợt 1: 02 cá nhân, người trao: Đồng chí Chủ tịch", "Đợt 2: 02 cá nhân, người trao: Đồng chí Phó Chủ tịch",
    ]  # fmt: skip
    people = [row for row in table if not row[0].startswith("Đợt")]
    assert [row[1] for row in people] == names(issued)
    assert {row[1]: row[2] for row in people} == {"Lò Văn An": "", "H'Hen Niê": "Hơ Hen Niê", "Y Ngông Niêkdăm": "", "K'Brơih": "Cơ Brơi"}


def test_the_receipt_list_has_the_decisions_names_and_sums_by_unit_and_in_all(client, issued):
    table = rows(client, issued, "prize-receipts")[1:]
    assert sorted(row[1] for row in table if row[0].isdigit()) == sorted(NAMES + OTHERS)
    sums = [row[3] for row in table if "ộng" in row[1].lower() and row[2].endswith("suất")]
    assert sums == ["1.490.000", "4.470.000", "5.960.000"]
    unit = issued.lines.get(name=OTHERS[0]).dossier.unit_id
    one = rows(client, issued, "prize-receipts", f"?unit={unit}")[1:]
    assert [row[1] for row in one if row[0].isdigit()] == [*OTHERS]


def sheet(client, decision, paper: str) -> list[tuple]:
    """The rows of the workbook from its heads on, and the lines above them."""
    answer = client.get(reverse(f"nominations:{paper}", args=[decision.pk, "xlsx"]))
    assert (answer.status_code, answer["Content-Type"]) == (200, SHEET_TYPE)
    return list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)


def test_both_lists_as_sheets_say_what_the_papers_say(client, issued):
    save(client, issued, places={OTHERS[0]: ("1", "Cơ Brơi")})
    title, reference, _, heads, *stage = sheet(client, issued, "presenters-list")
    assert (title[0], reference[0]) == ("DANH SÁCH TRAO BẰNG KHEN", f"Bằng khen · Kèm theo Quyết định số {issued.number} ngày 17 tháng 4 năm 2020")
    assert heads == ("Đợt", "STT", "Họ và tên, tên tập thể", "Đọc là", "Chức vụ", "Đơn vị", "Người trao")
    assert [row[:4] for row in stage] == [
        (at // 2 + 1, at + 1, name, {"K'Brơih": "Cơ Brơi", "H'Hen Niê": "Hơ Hen Niê"}.get(name)) for at, name in enumerate(names(issued))
    ]
    assert [row[-1] for row in stage] == ["Đồng chí Chủ tịch"] * 2 + ["Đồng chí Phó Chủ tịch"] * 2
    *_, heads, first, second, third, fourth, total = sheet(client, issued, "prize-receipts")
    assert heads == ("STT", "Họ và tên, tên tập thể", "Chức vụ", "Đơn vị", "Số tiền (đồng)", "Ký nhận", "Ghi chú")
    listed = [row for row in rows(client, issued, "prize-receipts") if row[0].isdigit()]
    assert [(str(row[0]), row[1]) for row in (first, second, third, fourth)] == [(row[0], row[1]) for row in listed]
    assert (total[1], total[2], total[4]) == ("TỔNG CỘNG", "04 suất", 4 * 1_490_000)


def test_of_one_unit_the_sum_stands_once(client, issued):
    unit = issued.lines.get(name=OTHERS[0]).dossier.unit_id
    table = rows(client, issued, "prize-receipts", f"?unit={unit}")[1:]
    assert [row[1] for row in table if row[2].endswith("suất")] == ["TỔNG CỘNG"]
    assert [row[1] for row in rows(client, issued, "prize-receipts") if row[2].endswith("suất")] == ["Cộng của đơn vị", "Cộng của đơn vị", "TỔNG CỘNG"]


def test_the_sum_stands_in_words(client, issued):
    answer = client.get(reverse("nominations:prize-receipts", args=[issued.pk, "pdf"]))
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert money_in_words(4 * 1_490_000) in text


def test_without_prizes_there_is_nothing_to_sign_for(client, issued):
    issued.lines.update(prize=None)
    assert client.get(reverse("nominations:prize-receipts", args=[issued.pk, "pdf"])).status_code == 404


def test_two_names_of_one_number_and_a_bad_group_are_said_at_once(client, issued):
    answer = save(client, issued, group_size="0", places={NAMES[0]: ("1", ""), NAMES[1]: ("1", "Hơ Hen")})
    form = answer.context["form"]
    assert (answer.status_code, len(form.errors), "group_size" in form.errors) == (422, 2, True)
    assert "Hơ Hen" in answer.content.decode()
    assert not PresentedLine.objects.exists()


def test_what_no_paper_can_print_is_told_before_it_is_kept(client, issued):
    answer = save(client, issued, givers="Chủ tịch 😀", places={NAMES[0]: ("1_0", "")})
    assert (answer.status_code, sorted(answer.context["form"].errors)[0]) == (422, "givers")
    assert len(answer.context["form"].errors) == 2
    assert not PresentedLine.objects.exists()


def test_the_second_of_two_is_told_and_keeps_what_was_typed(client, issued):
    save(client, issued)
    answer = save(client, issued, version=0, places={NAMES[0]: ("3", "Lò Văn An")})
    assert (answer.status_code, "Người khác vừa lưu" in answer.content.decode()) == (409, True)
    assert not PresentedLine.objects.exists()
    assert save(client, issued, version=answer.context["form"]["version"].value(), places={NAMES[0]: ("3", "")}).status_code == 302


def test_only_whoever_prints_certificates_sets_the_order(client, campaign, issued):
    client.force_login(campaign.approver)
    assert save(client, issued).status_code == 403
    client.force_login(person("officer", campaign.tree.dien_bien))
    assert save(client, issued).status_code == 404


@pytest.mark.parametrize(("name", "spoken"), [("H'Hen Niê", "Hơ Hen Niê"), ("Ksor H’Bơ Khắp", "Ksor Hơ Bơ Khắp"), ("K'Ré", ""), ("Hà Thị H", "")])
def test_only_the_certain_mark_is_suggested(name, spoken):
    assert suggested(name) == spoken


def test_thirty_names_ask_no_more_queries_than_one(client, campaign, issued):
    address = reverse("nominations:presenting", args=[issued.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(30):
        dossier = make_dossier(campaign.plan, campaign.school, status="decided", name=f"Lò Văn {number}")
        issued.lines.create(dossier=dossier, name=dossier.name, unit_name=dossier.unit.name)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


# --- a decision that is still written


@pytest.fixture
def draft(client, campaign):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="accepted", name=name) for name in NAMES]
    client.force_login(campaign.officer)
    return make_decision(campaign.plan, dossiers)


def save_list(decision, campaign, *names: str) -> None:
    kept = [line.dossier for line in decision.lines.all() if line.name in names]
    save_decision(decision, fields={"merit": "có thành tích"}, dossiers=kept, version=Decision.objects.get(pk=decision.pk).version, by=campaign.officer)


def said_of(decision) -> dict[str, tuple]:
    return {one.line.name: (one.position, one.said) for one in PresentedLine.objects.filter(line__decision=decision).select_related("line")}


def test_whoever_stays_on_a_draft_keeps_the_order_and_how_the_name_is_said(client, campaign, draft):
    save(client, draft, places={NAMES[1]: ("1", "Hơ Hen"), NAMES[2]: ("2", "")})
    dossier = draft.lines.get(name=NAMES[2]).dossier
    dossier.position = "Giáo viên"
    dossier.save()
    save_list(draft, campaign, NAMES[1], NAMES[2])
    assert said_of(draft) == {NAMES[1]: (1, "Hơ Hen"), NAMES[2]: (2, "")}
    assert {line.name: line.position for line in draft.lines.all()}[NAMES[2]] == "Giáo viên"
    save_list(draft, campaign, NAMES[2])
    assert said_of(draft) == {NAMES[2]: (2, "")}


def test_a_page_with_a_name_that_has_left_the_list_says_what_was_typed_for_it_and_keeps_the_rest(client, campaign, draft):
    stale = {f"position-{line.pk}": str(at) for at, line in enumerate(draft.lines.all(), 1)}
    gone = draft.lines.get(name=NAMES[1])
    save_list(draft, campaign, NAMES[0], NAMES[2])
    answer = save(client, draft, **stale, **{f"said-{gone.pk}": "Hơ Hen"})
    reason = f"Bạn đã gõ cho tên không còn trong danh sách: thứ tự {stale[f'position-{gone.pk}']}, đọc là “Hơ Hen”."
    assert (answer.status_code, reason in answer.context["reasons"][0]) == (409, True)
    assert {line.pk: position.value() for line, position, _ in answer.context["form"].rows()} == {
        line.pk: stale[f"position-{line.pk}"] for line in draft.lines.all()
    }
    assert said_of(draft) == {}
    del stale[f"position-{gone.pk}"]
    assert save(client, draft, **stale).status_code == 302
    assert len(said_of(draft)) == 2
