"""Findings of a plan in the database: what stands before a move, what the approver answers for, what the page shows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from conferences.actions import accept_finding, act, withdraw_acceptance
from conferences.catalogues import DAYS_WORKED, GROUNDS, seed_catalogues
from conferences.models import AcceptedFinding, Allocation, Holiday, Honour, LegalGround, Plan
from conferences.plan_check import check_plan, working_days
from conferences.plan_file import read
from conferences.plan_file.write import written
from conferences.rules import finding_may_be_accepted, plan_has_no_open_error
from portal.moves import Refused, history
from tests.builders import make_plan, make_table, person
from tests.conferences.conftest import EXAMPLE

pytestmark = pytest.mark.django_db
TEXTS = Path(__file__).resolve().parent / "data" / "plans"
AT = datetime(2020, 3, 10, 2, tzinfo=UTC)
COLLECTIVE = "Bảng phân bổ: Lời văn kế hoạch ghi tập thể 32, bảng phân bổ cộng được 30."
PERSON = "Bảng phân bổ: Lời văn kế hoạch ghi cá nhân 80, bảng phân bổ cộng được 82."
WAY_OUT = "Hãy sửa các lỗi trên, hoặc để lãnh đạo chấp nhận từng lỗi kèm lý do."


def accept_all(plan, by):
    for finding in check_plan(plan, AT).errors:
        accept_finding(plan, finding.key, reason="Theo bảng.", by=by)


# --- the rule -------------------------------------------------------------------------------------------------------


def test_an_open_error_keeps_the_plan_in_the_office(real_plan):
    assert plan_has_no_open_error(real_plan, AT) == [COLLECTIVE, PERSON, WAY_OUT]
    real_plan.allocations.update(stated_collective=30, stated_person=82)
    assert plan_has_no_open_error(real_plan, AT) == []  # warnings and hints stop nothing
    assert {finding.severity for finding in check_plan(real_plan, AT).open} == {"warning", "hint"}


def test_what_is_missing_is_said_once_by_the_rule_that_asks_for_it(tree):
    plan = make_plan(tree.province, status="draft")
    plan.issuers.update(signer="")
    assert plan_has_no_open_error(plan, AT) == []
    plan.issuers.update(authority=[])
    assert plan_has_no_open_error(plan, AT)[0].startswith("Cơ quan ban hành “Liên đoàn Lao động tỉnh Lai Châu”: Chưa có quyền hạn")


@pytest.mark.parametrize(("status", "move", "role"), [("draft", "submit", "officer"), ("submitted", "approve", "approver")])
def test_no_move_towards_issue_with_an_open_error(real_plan, tree, status, move, role):
    Plan.objects.update(status=status)
    Allocation.objects.update(status="approved")
    real_plan.refresh_from_db()
    by = person(role, tree.province)
    with pytest.raises(Refused) as refused:
        act(real_plan, move, by=by)
    assert refused.value.reasons == [COLLECTIVE, PERSON, WAY_OUT]
    accept_all(real_plan, person("approver", tree.province) if role == "officer" else by)
    act(real_plan, move, by=by)
    assert Plan.objects.get().status != status


# --- answering for a finding ----------------------------------------------------------------------------------------


def test_the_approver_answers_for_a_finding(real_plan, approver):
    finding = check_plan(real_plan, AT).errors[0]
    accepted = accept_finding(real_plan, finding.key, reason=" Số của bảng là đúng. ", by=approver)
    assert (accepted.code, accepted.where, accepted.says) == (finding.code, finding.where, finding.says)
    assert (accepted.reason, accepted.by) == ("Số của bảng là đúng.", approver)
    checked = check_plan(real_plan, AT)
    assert [one.says for one in checked.errors] == [PERSON.partition(": ")[2]]
    assert checked.accepted == [(finding, accepted)]


def test_the_answer_holds_for_the_finding_as_it_stood(real_plan, approver):
    accept_all(real_plan, approver)
    assert check_plan(real_plan, AT).errors == []
    real_plan.allocations.update(stated_person=81)
    assert [one.says for one in check_plan(real_plan, AT).errors] == [
        "Lời văn kế hoạch ghi cá nhân 81, bảng phân bổ cộng được 82.",
        "Lời văn ghi tổng số 112, trong khi 32 tập thể và 81 cá nhân cộng lại là 113.",
    ]


@pytest.mark.parametrize("role", ["officer", "clerk", "admin", "filer", "head"])
def test_nobody_else_answers(real_plan, tree, role):
    finding = check_plan(real_plan, AT).errors[0]
    with pytest.raises(PermissionDenied):
        accept_finding(real_plan, finding.key, reason="Được.", by=person(role, tree.province))
    assert AcceptedFinding.objects.count() == 0


def test_what_cannot_be_accepted_hears_everything_at_once(real_plan):
    checked = check_plan(real_plan, AT)
    key = checked.errors[0].key
    assert finding_may_be_accepted(real_plan, checked, key, "Được.") == []
    assert finding_may_be_accepted(real_plan, checked, key, " ") == ["Hãy ghi lý do chấp nhận."]
    real_plan.status = "issued"
    assert finding_may_be_accepted(real_plan, checked, "khac", "") == [
        "Kế hoạch đã phát hành, không còn gì để chấp nhận.",
        "Điểm này không còn như lúc mở trang (đã sửa, đã chấp nhận, hoặc số liệu đã khác); hãy xem lại danh sách.",
        "Hãy ghi lý do chấp nhận.",
    ]


def test_nobody_answers_for_a_missing_signer(tree, approver):
    plan = make_plan(tree.province, status="draft")
    plan.issuers.update(signer="")
    key = next(one.key for one in check_plan(plan, AT).errors if one.code == "no-signer")
    with pytest.raises(Refused) as refused:
        accept_finding(plan, key, reason="Sẽ ký sau.", by=approver)
    assert refused.value.reasons == [
        "Không chấp nhận được: Chưa có họ tên người ký của “Liên đoàn Lao động tỉnh Lai Châu”. Hãy ghi họ tên người ký."
    ]


# --- the answer taken back ------------------------------------------------------------------------------------------


def test_the_approver_takes_an_answer_back_and_the_journal_keeps_it(real_plan, approver):
    finding = check_plan(real_plan, AT).errors[0]
    accepted = accept_finding(real_plan, finding.key, reason="Số của bảng là đúng.", by=approver)
    withdraw_acceptance(real_plan, accepted.pk, by=approver)
    withdraw_acceptance(real_plan, accepted.pk, by=approver)  # pressed twice
    checked = check_plan(real_plan, AT)
    assert (finding in checked.errors, checked.accepted) == (True, [])
    assert [(record.label, record.note) for record in history(real_plan)] == [
        ("Rút lại chấp nhận", f"{finding.says}\nĐã chấp nhận: {approver}, Số của bảng là đúng.")
    ]


def test_what_went_out_went_out_with_its_answer(real_plan, approver):
    accept_all(real_plan, approver)
    Plan.objects.update(status="issued")
    with pytest.raises(Refused) as refused:
        withdraw_acceptance(real_plan, AcceptedFinding.objects.first().pk, by=approver)
    assert refused.value.reasons == ["Kế hoạch đã phát hành, không rút lại chấp nhận được nữa."]
    assert AcceptedFinding.objects.count() == 2


@pytest.mark.parametrize("role", ["officer", "clerk", "admin", "filer", "head"])
def test_nobody_else_takes_it_back(real_plan, approver, tree, role):
    accept_all(real_plan, approver)
    with pytest.raises(PermissionDenied):
        withdraw_acceptance(real_plan, AcceptedFinding.objects.first().pk, by=person(role, tree.province))
    assert AcceptedFinding.objects.count() == 2


def test_an_answer_of_another_plan_is_not_found_here(real_plan, approver, tree):
    accept_all(real_plan, approver)
    other = make_plan(tree.province, status="draft", number="")
    withdraw_acceptance(other, AcceptedFinding.objects.first().pk, by=approver)
    assert AcceptedFinding.objects.count() == 2


def test_it_is_taken_back_on_the_page(client, real_plan, approver, officer):
    accept_all(real_plan, approver)
    page, address = (reverse(f"conferences:{name}", args=[real_plan.pk]) for name in ("plan", "withdraw-acceptance"))
    client.force_login(officer)
    assert "Rút lại chấp nhận" not in text(client.get(page))
    client.force_login(approver)
    assert text(client.get(page)).count("Rút lại chấp nhận") == 2
    answer = client.post(address, {"accepted": AcceptedFinding.objects.first().pk})
    assert (answer.status_code, answer.url, AcceptedFinding.objects.count()) == (302, f"{page}#findings", 1)
    assert client.post(address, {"accepted": "một"}).status_code == 302
    assert AcceptedFinding.objects.count() == 1


# --- the page -------------------------------------------------------------------------------------------------------


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_lists_errors_first_and_leads_to_their_places(client, real_plan, approver):
    client.force_login(approver)
    for name in ("plan", "findings"):
        page = client.get(reverse(f"conferences:{name}", args=[real_plan.pk]))
        assert [(label, len(found)) for label, found in page.context["groups"]] == [("Lỗi", 2), ("Nên sửa", 2), ("Gợi ý", 6)]
        table = reverse("conferences:allocation", args=[real_plan.allocations.get().pk])
        assert f'<a href="{table}">Bảng phân bổ</a>' in text(page)
        assert "Chấp nhận điểm này" in text(page)
    assert "<html" not in text(page)  # the part stands by itself


def test_the_approver_accepts_on_the_page(client, real_plan, approver):
    client.force_login(approver)
    key = check_plan(real_plan, AT).errors[0].key
    address = reverse("conferences:accept-finding", args=[real_plan.pk])
    refused = client.post(address, {"finding": key, "reason": ""})
    assert (refused.status_code, refused.context["reasons"]) == (409, ["Hãy ghi lý do chấp nhận."])
    long = client.post(address, {"finding": key, "reason": "a" * 2001})
    assert (long.context["reasons"], long.context["typed_reason"]) == (["Lý do dài 2001 chữ; nhiều nhất 2000."], "a" * 2001)
    answer = client.post(address, {"finding": key, "reason": "Số của bảng là đúng."})
    assert (answer.status_code, answer.url) == (302, f"{reverse('conferences:plan', args=[real_plan.pk])}#findings")
    page = text(client.get(reverse("conferences:plan", args=[real_plan.pk])))
    assert "Đã chấp nhận (1)" in page
    assert "<blockquote>Số của bảng là đúng.</blockquote>" in page


def test_an_officer_sees_the_findings_and_no_button(client, real_plan, officer):
    client.force_login(officer)
    page = text(client.get(reverse("conferences:plan", args=[real_plan.pk])))
    assert "Lời văn kế hoạch ghi tập thể 32" in page
    assert "Chấp nhận điểm này" not in page


def test_who_drafts_is_led_into_the_editor_and_sees_the_list_there(client, real_plan, officer):
    client.force_login(officer)
    page = client.get(reverse("conferences:plan", args=[real_plan.pk]))
    own = real_plan.conferences.get(own=True)
    leads = {finding.where: address.rpartition("/edit/")[2] for _, found in page.context["groups"] for finding, address in found}
    assert leads == {
        "quotas.stated.collective": "quotas/",
        "quotas.stated.person": "quotas/",
        "dossier": "dossier/",
        "recipients": "closing/",
        "late": "dossier/",
        "criteria[1].text": "criteria/",
        "criteria[10].text": "criteria/",
        "criteria[13].text": "criteria/",
        "tasks[1].items[2]": "tasks/",
        "conferences[1].attendees[7]": f"conference-{own.pk}/",
    }
    for name, given in (("edit-part", {"part": "head"}), ("plan-preview", {})):
        answer = client.get(reverse(f"conferences:{name}", kwargs={"pk": real_plan.pk, **given}))
        assert [words for words in ("2 lỗi</span>", "2 nên sửa</span>", "6 gợi ý</span>") if words not in text(answer)] == []
        assert "Lời văn kế hoạch ghi tập thể 32" in text(answer)


def test_a_section_s_finding_leads_to_the_section(client, real_plan, officer):
    section = real_plan.sections.get(heading="Phân bổ số lượng")
    section.text = "Có {quotas.tota} suất."
    section.save()
    client.force_login(officer)
    groups = client.get(reverse("conferences:plan", args=[real_plan.pk])).context["groups"]
    leads = [address for finding, address in groups[0][1] if finding.code == "unknown-reference"]
    assert leads == [reverse("conferences:edit-part", args=[real_plan.pk, f"section-{section.pk}"])]


def test_once_issued_the_plan_has_no_list(client, tree, approver):
    plan = make_plan(tree.province, status="issued")
    client.force_login(approver)
    assert "Cần xem lại" not in text(client.get(reverse("conferences:plan", args=[plan.pk])))
    assert client.get(reverse("conferences:findings", args=[plan.pk])).content.strip() == b""


# --- the command ----------------------------------------------------------------------------------------------------


def checked(capsys, what) -> tuple[int, list[str]]:
    try:
        call_command("check_plan", str(what))
        code = 0
    except SystemExit as leaving:
        code = leaving.code
    return code, capsys.readouterr().out.splitlines()


def test_check_plan_of_a_plan(capsys, real_plan, approver):
    code, lines = checked(capsys, "154/KH-LĐLĐ")
    assert (code, lines[:2], lines[-1]) == (
        1,
        [f"Lỗi · {COLLECTIVE} Hãy sửa lời văn hoặc bảng cho khớp.", f"Lỗi · {PERSON} Hãy sửa lời văn hoặc bảng cho khớp."],
        "2 lỗi, 2 nên sửa, 6 gợi ý.",
    )
    accept_all(real_plan, approver)
    code, lines = checked(capsys, real_plan.pk)
    assert (code, lines[0], lines[-1]) == (0, f"Đã chấp nhận · {COLLECTIVE} Lý do: Theo bảng.", "2 nên sửa, 6 gợi ý.")


def test_check_plan_of_a_plan_file(capsys):
    code, lines = checked(capsys, EXAMPLE)
    assert (code, len(lines), lines[-1]) == (1, 11, "2 lỗi, 2 nên sửa, 6 gợi ý.")


def test_check_plan_of_a_text_knows_its_numbers_too(capsys):
    code, lines = checked(capsys, TEXTS / "an-duong-2024.txt")
    assert (code, lines[0], lines[-1]) == (
        1,
        "Lỗi · Nội dung: Đánh số V “KINH PHÍ” ở chỗ phải là IV (thiếu mục IV). Hãy đánh số lại thành IV, hoặc thêm mục còn thiếu.",
        "1 lỗi, 4 nên sửa, 3 gợi ý.",
    )


def test_check_plan_names_every_code_that_the_catalogue_lacks_with_its_place(capsys, tmp_path):
    data = read(EXAMPLE.read_bytes()).data
    assert [line for line in checked(capsys, EXAMPLE)[1] if "danh mục" in line] == []
    data["criteria"][0]["rule"]["clauses"][0]["honours"] = ["tt-ldt"]
    data["criteria"][2]["rule"]["clauses"][0]["clauses"][1]["honours"] = ["sk-tinhh", "zzz"]
    data["criteria"][4]["rule"]["clauses"][0]["degree"] = "khien-trah"
    data["criteria"][10]["rule"]["leads_from"] = "ldtt"
    file = tmp_path / "ke-hoach.yaml"
    file.write_text(written(data))
    remedy = " Hãy chọn lại ở trang quy tắc, hoặc thêm vào danh mục."
    third = "Lỗi · Tiêu chuẩn thứ 3 (Tập thể khối hành chính, sự nghiệp): Quy tắc, điều kiện 1.2: danh mục không có"
    code, lines = checked(capsys, file)
    assert (code, [line for line in lines if "Quy tắc" in line]) == (
        1,
        [
            "Lỗi · Tiêu chuẩn thứ 1 (Tập thể khối hành chính, sự nghiệp): Quy tắc, điều kiện 1: danh mục không có “tt-ldt”; có lẽ là "
            "“tt-ldtt” (Tập thể lao động tiên tiến) hoặc “tt-ldxs” (Tập thể lao động xuất sắc) hoặc “ldtt” (Lao động tiên tiến)." + remedy,
            f"{third} “sk-tinhh”; có lẽ là “sk-tinh” (Sáng kiến cấp tỉnh) hoặc “gk-tinh” (Giấy khen của UBND tỉnh, thành phố, sở, ngành) "
            "hoặc “bk-tinh” (Bằng khen của UBND tỉnh)." + remedy,
            f"{third} “zzz”." + remedy,
            "Lỗi · Tiêu chuẩn thứ 5 (Tập thể khối hành chính, sự nghiệp): Quy tắc, điều kiện 1: danh mục không có “khien-trah”; có lẽ là "
            "“khien-trach” (Khiển trách)." + remedy,
            "Lỗi · Tiêu chuẩn thứ 11 (Cá nhân khối hành chính, sự nghiệp): Quy tắc: “ldtt” (Lao động tiên tiến) không phải chức vụ lãnh đạo."
            + remedy,
        ],
    )


def test_faults_of_the_file_and_unknown_codes_come_at_once(tmp_path):
    data = read(EXAMPLE.read_bytes()).data
    data["criteria"][0]["rule"]["clauses"][0]["honours"] = ["TTLĐTT"]  # no code; a way of writing that the catalogue knows
    data["criteria"][1]["rule"] = {"clauses": [{"kind": "statment"}]}
    data["criteria"][4]["rule"]["clauses"][0]["degree"] = "khien-trah"
    file = tmp_path / "ke-hoach.yaml"
    file.write_text(written(data))
    with pytest.raises(CommandError) as error:
        call_command("check_plan", str(file))
    first, *faults = str(error.value).splitlines()
    assert (first, [fault.partition(", criteria")[2].partition("; nhận")[0] for fault in faults]) == (
        "Tệp có 3 lỗi, chưa xem lại được:",
        [
            "[1].rule.clauses[1].honours[1]: danh mục không có “TTLĐTT”; có lẽ là “tt-ldtt” (Tập thể lao động tiên tiến).",
            "[2].rule.clauses[1].kind: không có loại điều kiện “statment”; có lẽ là “statement”",
            "[5].rule.clauses[1].degree: danh mục không có “khien-trah”; có lẽ là “khien-trach” (Khiển trách).",
        ],
    )


def test_a_plan_whose_rule_asks_for_what_was_taken_from_the_catalogue_does_not_leave_the_office(real_plan):
    assert [one for one in check_plan(real_plan, AT).errors if one.code == "unknown-honour"] == []
    Honour.objects.filter(code="bang-ldst").delete()
    assert [one.where for one in check_plan(real_plan, AT).errors if one.code == "unknown-honour"] == [
        "criteria[3].rule.clauses[1].clauses[3].honours[1]",
        "criteria[10].rule.clauses[2].clauses[2].honours[1]",
    ]
    assert any("danh mục không có “bang-ldst”" in reason for reason in plan_has_no_open_error(real_plan, AT))


def test_check_plan_says_what_it_cannot_look_at(tmp_path):
    faulty = tmp_path / "ke-hoach.yaml"
    faulty.write_text("kind: conferense\n")
    with pytest.raises(CommandError) as error:
        call_command("check_plan", str(faulty))
    assert str(error.value).startswith("Tệp có 3 lỗi, chưa xem lại được:\nDòng 1: thiếu khóa")
    letter = tmp_path / "thu.txt"
    letter.write_text("Kính gửi anh chị em.\n" * 20)
    with pytest.raises(CommandError) as error:
        call_command("check_plan", str(letter))
    assert "không giống một kế hoạch" in str(error.value)
    with pytest.raises(CommandError) as error:
        call_command("check_plan", "999/KH-LĐLĐ")
    assert str(error.value) == "Không có kế hoạch nào có số hoặc id “999/KH-LĐLĐ”."


# --- the catalogues -------------------------------------------------------------------------------------------------


def test_the_catalogues_are_filled_once():
    assert Holiday.objects.filter(worked=True).count() == len(DAYS_WORKED)
    assert LegalGround.objects.count() == len(GROUNDS)
    Holiday.objects.exclude(date=date(2026, 9, 2)).delete()
    seed_catalogues()
    assert Holiday.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 16), False),  # Tết
        (date(2026, 8, 22), True),  # a Saturday that is worked for 31 August
        (date(2026, 8, 31), False),
        (date(2026, 9, 3), True),
        (date(2020, 4, 2), False),  # Giỗ Tổ
        (date(2023, 5, 3), False),  # for 30 April, which was a Sunday
        (date(2024, 7, 7), False),  # the Sunday of An Dương
    ],
)
def test_days_that_anybody_remembers(day, works):
    assert working_days(Holiday.objects.all()).works(day) == works


def test_the_list_of_catalogues_is_searched_without_marks():
    assert [row.date for row in Holiday.objects.search("tet duong lich").filter(date__year=2024)] == [date(2024, 1, 1)]
    assert [row.number for row in LegalGround.objects.search("luat cong doan 50")] == ["50/2024/QH15"]
    assert list(Holiday.objects.search("%")) == []


def test_the_table_s_own_page_is_unchanged(client, tree, officer):
    plan = make_plan(tree.province, status="draft")
    table = make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, status="draft", stated_total=5)
    client.force_login(officer)
    assert "Lời văn kế hoạch ghi tổng số 5" in text(client.get(reverse("conferences:allocation", args=[table.pk])))
