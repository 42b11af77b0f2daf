"""After the decision: numbers in the register without gaps, certificates that say what the list says, reprints written down."""

from __future__ import annotations

import io
import uuid
from datetime import date

import pdfplumber
import pytest
from django.urls import reverse

from nominations.actions import issue_decision
from nominations.models import AwardYear, Decision, DecisionLine, Dossier, Nominee
from portal.moves import Refused, history
from tests.builders import make_decision, make_dossier, make_session, person

pytestmark = pytest.mark.django_db
DAY = date(2020, 4, 17)
NAMES = ("Lò Văn An", "H'Hen Niê", "Y Ngông Niêkdăm")


def decided(campaign, *names, **given) -> Decision:
    dossiers = [make_dossier(campaign.plan, campaign.school, status="decided", name=name) for name in names]
    return make_decision(campaign.plan, dossiers, status="approved", **given)


@pytest.fixture
def issued(campaign):
    decision = decided(campaign, *NAMES)
    issue_decision(decision, on=DAY, by=campaign.clerk)
    return decision


def register(**wanted) -> list[str]:
    return [line.register_label for line in DecisionLine.objects.filter(**wanted).order_by("register_number")]


def test_each_name_has_its_number_of_the_year_and_the_numbers_go_on(campaign, issued):
    assert register(decision=issued) == ["01/2020", "02/2020", "03/2020"]
    again = decided(campaign, "Tổ Toán (mẫu)")
    issue_decision(again, on=DAY, by=campaign.clerk)
    assert (register(decision=again), AwardYear.objects.get().last) == (["04/2020"], 4)


def test_what_is_refused_leaves_no_gap(campaign, issued):
    waiting = decided(campaign, "Lò Văn Ấm")
    session = make_session(campaign.plan, [line.dossier for line in waiting.lines.all()], status="closed")
    session.ballots.update(passed=True)
    with pytest.raises(Refused):
        issue_decision(waiting, on=date(2020, 4, 12), by=campaign.clerk)  # before the session
    issue_decision(waiting, on=DAY, by=campaign.clerk)
    assert register(decision=waiting) == ["04/2020"]


def test_the_register_shows_each_reader_what_is_theirs(client, campaign, issued):
    address = reverse("nominations:award-register")
    decided(campaign, "Chưa phát hành")
    for reader, seen in ((campaign.clerk, set(NAMES)), (campaign.filer, set(NAMES)), (person("officer", campaign.tree.dien_bien), set())):
        client.force_login(reader)
        assert {line.name for line in client.get(address).context["list"].shown} == seen
    client.force_login(campaign.clerk)
    assert [line.name for line in client.get(address, {"q": "hhen"}).context["list"].shown] == ["H'Hen Niê"]


def send(client, decision, **changes):
    lines = list(decision.lines.all())
    typed = {"stock": "1", "order": "stage", "line": [line.pk for line in lines], "form_token": uuid.uuid4()} | changes
    return client.post(reverse("nominations:certificates", args=[decision.pk]), {name: value for name, value in typed.items() if value is not None})


def sheets(answer) -> list[str]:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        return [" ".join(page.extract_text().split()) for page in pdf.pages]


def test_one_sheet_for_each_name_with_the_decision_and_the_number(client, campaign, issued):
    client.force_login(campaign.clerk)
    printed = sheets(send(client, issued))
    lines = list(issued.lines.all())
    assert len(printed) == len(lines)
    for sheet, line in zip(printed, lines, strict=True):
        assert line.name.upper() in sheet
        assert f"Quyết định số {issued.number}, ngày 17 tháng 4 năm 2020" in sheet
        assert f"Vào sổ khen thưởng số {line.register_label}" in sheet
        assert "GIẤY KHEN" not in sheet  # the blank bears it


def written(decision) -> list[tuple[str, str]]:
    return [(row.label, row.note) for row in history(decision).filter(name="print-certificates")]


def test_a_print_is_written_down_and_a_second_one_of_a_name_is_a_reprint_with_its_reason(client, campaign, issued):
    client.force_login(campaign.clerk)
    first, second, third = issued.lines.all()
    sheets(send(client, issued, line=[first.pk, second.pk]))
    sheets(send(client, issued, line=[third.pk]))
    sheets(send(client, issued, line=[first.pk], reason="Kẹt giấy"))
    sheets(send(client, issued, preview="1"))  # nothing of it leaves the screen
    assert written(issued) == [
        ("In bằng khen", f"Phôi Giấy khen A4 ngang: {first.name}, {second.name}"),
        ("In bằng khen", f"Phôi Giấy khen A4 ngang: {third.name}"),
        ("In lại bằng khen", f"Phôi Giấy khen A4 ngang: {first.name}. Lý do in lại: Kẹt giấy"),
    ]


def test_a_reprint_without_a_reason_is_asked_for_it_and_prints_nothing(client, campaign, issued):
    client.force_login(campaign.clerk)
    sheets(send(client, issued))
    answer = send(client, issued)
    assert (answer.status_code, list(answer.context["form"].errors), len(written(issued))) == (422, ["reason"], 1)


def test_pressing_twice_in_one_form_prints_twice_and_is_written_down_once(client, campaign, issued):
    client.force_login(campaign.clerk)
    token = uuid.uuid4()
    assert sheets(send(client, issued, form_token=token)) == sheets(send(client, issued, form_token=token))
    assert [label for label, _ in written(issued)] == ["In bằng khen"]


def test_one_unit_alone_is_printed(client, campaign):
    here = [make_dossier(campaign.plan, campaign.school, status="decided", name="Lò Văn An")]
    there = [make_dossier(campaign.plan, campaign.tree.than_uyen, status="decided", name="Lò Thị Ấm")]
    decision = make_decision(campaign.plan, here + there, status="approved")
    issue_decision(decision, on=DAY, by=campaign.clerk)
    client.force_login(campaign.clerk)
    printed = sheets(send(client, decision, unit=campaign.tree.than_uyen.pk))
    assert (len(printed), "LÒ THỊ ẤM" in printed[0]) == (1, True)


def test_a_draft_is_looked_at_and_not_printed(client, campaign):
    decision = decided(campaign, *NAMES)
    client.force_login(campaign.officer)
    assert "Bản xem thử" in sheets(send(client, decision, preview="1"))[0]
    answer = send(client, decision)
    assert (answer.status_code, answer.context["reasons"]) == (409, ["Chỉ in bằng khen, giấy khen của quyết định đã phát hành."])
    assert not history(decision).exists()


def test_what_does_not_fit_is_named_and_nothing_is_printed(client, campaign):
    decision = decided(campaign, "Lò Văn An", "Tổ " + "Côngnhânvậnhànhdâychuyền" * 7)
    issue_decision(decision, on=DAY, by=campaign.clerk)
    client.force_login(campaign.clerk)
    answer = send(client, decision)
    assert (answer.status_code, history(decision).filter(name="print-certificates").exists()) == (422, False)
    assert {line.name.split()[0] for line, _ in answer.context["misfits"]} == {"Tổ"}


def test_nobody_chosen_and_no_stock_are_said_at_once(client, campaign, issued):
    client.force_login(campaign.clerk)
    answer = send(client, issued, line=None, stock="99")
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"stock", "__all__"})


def test_whoever_is_honoured_twice_is_told_to_the_office_alone(client, campaign):
    """Others know of an approved decision with their own names; the records of further units are not theirs."""
    decision = decided(campaign, *NAMES)
    again = decided(campaign, NAMES[0])
    nominee = Nominee.objects.create(unit=campaign.school, kind_id="person", name=NAMES[0], created_by=campaign.filer)
    Dossier.objects.filter(name=NAMES[0]).update(nominee=nominee)
    for reader, told in ((campaign.officer, True), (campaign.filer, False)):
        client.force_login(reader)
        page = client.get(reverse("nominations:decision", args=[decision.pk])).content.decode()
        assert ("có phải cùng một thành tích" in page) == told
    assert again.pk
