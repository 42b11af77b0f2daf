"""Each rule with a passing and a failing case; the sentences word for word."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nominations import rules
from tests.builders import a_file, make_decision, make_dossier, make_plan, make_table

NOON = datetime(2020, 4, 20, 5, tzinfo=UTC)


def test_a_complete_dossier(campaign):
    assert rules.dossier_is_complete(make_dossier(campaign.plan, campaign.school), NOON) == []


def test_a_dossier_with_everything_missing_says_all_of_it(campaign):
    campaign.plan.dossier = ["Tờ trình đề nghị, biên bản họp", "Báo cáo thành tích; bản sao quyết định"]
    dossier = make_dossier(campaign.plan, campaign.school, position="", achievements=" ")
    dossier.consents.all().delete()
    assert rules.dossier_is_complete(dossier, NOON) == [
        "Chưa ghi chức vụ, nơi làm việc của người được đề nghị.",
        "Chưa viết báo cáo thành tích.",
        "Thiếu giấy tờ: Báo cáo thành tích.",
        "Thiếu giấy tờ: Bản sao quyết định, giấy chứng nhận.",
        "Chưa ghi sự đồng ý của người được đề nghị.",
    ]
    dossier.papers.create(slot="report", state="on_paper", by=campaign.filer)
    dossier.papers.create(slot="decisions", file=a_file(campaign.filer), by=campaign.filer)
    assert len(rules.dossier_is_complete(dossier, NOON)) == 3


@pytest.mark.parametrize(("scan", "missing"), [("waiting", 0), ("clean", 0), ("infected", 1), ("too_much", 1)])
def test_a_file_that_nobody_will_open_is_a_missing_one(campaign, scan, missing):
    campaign.plan.dossier = ["Báo cáo thành tích"]
    dossier = make_dossier(campaign.plan, campaign.school)
    file = a_file(campaign.filer)
    dossier.papers.create(slot="report", file=file, by=campaign.filer)
    type(file).objects.update(scan=scan)
    assert rules.dossier_is_complete(dossier, NOON) == ["Thiếu giấy tờ: Báo cáo thành tích."] * missing


def test_a_collective_needs_no_post(campaign):
    team = make_dossier(campaign.plan, campaign.school, key="collective-public", position="")
    assert rules.dossier_is_complete(team, NOON) == []


def test_a_plan_takes_dossiers_when_issued_with_a_published_table(campaign):
    dossier = make_dossier(campaign.plan, campaign.school)
    assert rules.plan_takes_dossiers(dossier, NOON) == []
    campaign.table.status = "approved"
    campaign.table.save()
    assert rules.plan_takes_dossiers(dossier, NOON) == ["Bảng phân bổ của kế hoạch chưa công bố nên chưa nhận hồ sơ."]
    dossier.plan.status = "closed"
    assert rules.plan_takes_dossiers(dossier, NOON) == ["Kế hoạch 154/KH-LĐLĐ đã kết thúc, không nhận hồ sơ."]


@pytest.mark.parametrize(("seconds", "reasons"), [(-1, 0), (0, 1), (1, 1)])
def test_before_a_day_closes_at_its_first_second_in_vietnam(campaign, seconds, reasons):
    closing = datetime(2030, 5, 14, 17, tzinfo=UTC)  # 00:00 on 15/05/2030 in Vietnam
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    assert len(rules.deadline_is_open(dossier, closing + timedelta(seconds=seconds))) == reasons


def test_the_refusal_names_the_last_day_and_the_plans_own_words(campaign):
    campaign.plan.late = "coi như không đề nghị biểu dương"
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    assert rules.deadline_is_open(dossier, datetime(2030, 6, 1, tzinfo=UTC)) == [
        "Đã quá hạn nộp hồ sơ: ngày cuối là 14/05/2030. Kế hoạch ghi: “coi như không đề nghị biểu dương”."
    ]


def test_a_returned_dossier_may_come_again_after_the_deadline(campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="returned")
    assert rules.deadline_is_open(dossier, datetime(2031, 1, 1, tzinfo=UTC)) == []


def test_a_unit_without_places(campaign):
    dossier = make_dossier(campaign.plan, campaign.school, key="collective-business")
    assert rules.place_is_free(dossier, NOON) == [
        "CĐCS Trường THCS Than Uyên không có chỉ tiêu ở đối tượng “Tập thể khối sản xuất kinh doanh”."
    ]


def test_a_decided_dossier_needs_an_approved_decision(campaign):
    dossier = make_dossier(campaign.plan, campaign.school, status="accepted")
    assert rules.decision_is_approved(dossier, NOON) == ["Hồ sơ chưa có tên trong một quyết định đã duyệt."]
    make_decision(campaign.plan, [dossier], status="approved")
    dossier.refresh_from_db()
    assert rules.decision_is_approved(dossier, NOON) == []


def test_a_list_with_nobody_and_a_list_with_a_dossier_sent_back(campaign):
    assert rules.list_is_ready(make_decision(campaign.plan, []), NOON) == ["Danh sách của quyết định chưa có ai."]
    dossier = make_dossier(campaign.plan, campaign.school, status="returned")
    assert rules.list_is_ready(make_decision(campaign.plan, [dossier]), NOON) == [
        "“Lò Thị Mẫu” đang ở trạng thái “trả lại bổ sung”, chưa được chấp nhận; hãy bỏ khỏi danh sách."
    ]


def test_places_of_another_plan_do_not_count(campaign):
    other = make_plan(campaign.tree.province, status="issued", number="12/KH-LĐLĐ")
    make_table(other, {campaign.tree.than_uyen: (0, 0, 1, 0)}, status="published")
    make_dossier(other, campaign.school, status="submitted")
    dossier = make_dossier(campaign.plan, campaign.school)
    assert rules.place_is_free(dossier, NOON) == []
    assert len(rules.place_is_free(make_dossier(other, campaign.school), NOON)) == 1
