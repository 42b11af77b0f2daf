"""What stops a decision, each with the reason, and that the same decision without the fault goes on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conferences.models import BaseSalary, Honour
from nominations.actions import approve_decision, issue_decision, move_decision
from nominations.models import Decision, DecisionLine, Dossier
from nominations.prizes import money_of
from nominations.papers.decision import decision_paper
from papers.paper import Issuer, Signature
from portal import clock
from portal.moves import Refused
from tests.builders import make_decision, make_dossier
from tests.nominations.test_views_decisions import typed

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 4, 20, 1, tzinfo=UTC)
DAY = date(2020, 4, 20)


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def decision(campaign):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="accepted", name=name) for name in ("Lò Thị Một", "Lò Thị Hai")]
    return make_decision(campaign.plan, dossiers, award=Honour.objects.get(code="bk-tinh"), award_form="Bằng khen của UBND tỉnh")


def approve(decision, campaign) -> Decision:
    move_decision(decision, "submit", by=campaign.officer)
    approve_decision(decision, by=campaign.approver)
    return Decision.objects.get(pk=decision.pk)


def refusal(act) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons


def submit(decision, campaign):
    return lambda: move_decision(Decision.objects.get(pk=decision.pk), "submit", by=campaign.officer)


def test_a_nominee_of_a_union_that_has_ended(decision, campaign):
    campaign.school.status = "dissolved"
    campaign.school.save()
    label = campaign.school.label
    assert sorted(refusal(submit(decision, campaign))) == [
        f"“{name}”: {label} đã giải thể; hãy bỏ khỏi danh sách, hoặc lập hồ sơ ở đơn vị mới." for name in ("Lò Thị Hai", "Lò Thị Một")
    ]
    campaign.school.status = "active"
    campaign.school.save()
    submit(decision, campaign)()


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"signer": ""}, "chưa ghi người ký hoặc quyền hạn, chức vụ của người ký; hãy sửa ở phần đầu của kế hoạch, hoặc ở quyết định nếu là cơ quan cùng quyết định."),
        ({"authority": []}, "chưa ghi người ký hoặc quyền hạn, chức vụ của người ký; hãy sửa ở phần đầu của kế hoạch, hoặc ở quyết định nếu là cơ quan cùng quyết định."),
        (
            {"authority": ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]},
            "“TL. CHỦ TỊCH” là ký thừa lệnh, thừa ủy quyền; người ký như vậy không quyết định khen thưởng được.",
        ),
        (
            {"authority": ["TUQ. CHỦ TỊCH", "TRƯỞNG BAN"]},
            "“TUQ. CHỦ TỊCH” là ký thừa lệnh, thừa ủy quyền; người ký như vậy không quyết định khen thưởng được.",
        ),
    ],
)
def test_a_signer_without_authority(decision, campaign, facts, reason):
    campaign.plan.issuers.update(**facts)
    assert refusal(submit(decision, campaign)) == [f"{campaign.tree.province.name}: {reason}"]
    campaign.plan.issuers.update(signer="Nguyễn Thị Mẫu", authority=["TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
    submit(decision, campaign)()


def test_an_award_of_the_whole_country_is_not_a_province_s_to_give(decision, campaign):
    Decision.objects.update(award=Honour.objects.get(code="bk-ttg"))
    award = Honour.objects.get(code="bk-ttg")
    whose = award.decided_by or award.get_level_display()
    assert refusal(submit(decision, campaign)) == [f"{award.name} do {whose} quyết định; LĐLĐ tỉnh Lai Châu không có thẩm quyền."]
    Decision.objects.update(award=Honour.objects.get(code="bk-tinh"))
    submit(decision, campaign)()


SECOND = {"second_name": "Ủy ban nhân dân tỉnh Lai Châu", "second_authority": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "second_signer": "Lê Văn Mẫu"}


def test_a_decision_of_two_bodies_bears_both_and_the_number_of_the_one_that_issues(decision, campaign):
    Decision.objects.update(**SECOND)
    decision = approve(decision, campaign)
    issue_decision(decision, on=DAY, by=campaign.clerk)
    paper = decision_paper(Decision.objects.get(), at=NOW)
    assert paper.issuers == (Issuer("Liên đoàn Lao động tỉnh Lai Châu"), Issuer("Ủy ban nhân dân tỉnh Lai Châu"))
    assert paper.signatures == (
        Signature(("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), "Nguyễn Thị Mẫu"),
        Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lê Văn Mẫu"),
    )
    assert paper.deciding_body == "BAN THƯỜNG VỤ Liên đoàn Lao động tỉnh Lai Châu\nỦy ban nhân dân tỉnh Lai Châu"
    assert (paper.number, Decision.objects.get().paper.unit) == ("Số: 01/QĐ-LT", campaign.tree.province)
    assert paper.recipients == ("Như Điều 3", "Lưu: VT của từng cơ quan")


def test_the_second_body_signs_with_authority_too(decision, campaign):
    Decision.objects.update(**SECOND | {"second_authority": "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"})
    assert refusal(submit(decision, campaign)) == [
        "Ủy ban nhân dân tỉnh Lai Châu: “TL. CHỦ TỊCH” là ký thừa lệnh, thừa ủy quyền; người ký như vậy không quyết định khen thưởng được."
    ]
    Decision.objects.update(**SECOND)
    submit(decision, campaign)()


def test_the_form_asks_for_everything_of_a_second_body_or_nothing(decision, campaign, client):
    client.force_login(campaign.officer)
    address = reverse("nominations:edit-decision", args=[decision.pk])
    page = client.post(address, typed(client.get(address), second_name="Ủy ban nhân dân tỉnh Lai Châu"))
    said = "hoặc bỏ trống mọi ô về cơ quan cùng quyết định."
    assert page.context["form"].errors == {
        "second_authority": [f"Hãy ghi quyền hạn, chức vụ người ký, {said}"],
        "second_signer": [f"Hãy ghi họ tên người ký, {said}"],
    }
    assert client.post(address, typed(client.get(address), **SECOND)).status_code == 302
    assert Decision.objects.get().second_signer == "Lê Văn Mẫu"


def test_the_same_total_for_others_is_another_sum(decision, campaign):
    """2.980.000 đồng for two people, approved with more for the one than for the other."""
    decision = approve(decision, campaign)
    first, second = decision.lines.all()
    DecisionLine.objects.filter(pk=first.pk).update(prize=1_000_000)
    DecisionLine.objects.filter(pk=second.pk).update(prize=1_980_000)
    assert refusal(lambda: issue_decision(decision, on=DAY, by=campaign.clerk)) == [
        "Lãnh đạo đã duyệt 2.980.000 đồng (ngày 20/04/2020); tính đến ngày 20/04/2020 là 2.980.000 đồng; mỗi cá nhân 1.000.000 đồng, nay 1.490.000 đồng; "
        "mỗi cá nhân 1.980.000 đồng, nay 1.490.000 đồng. Hãy ghi ngày khác, hoặc xin duyệt lại số tiền."
    ]
    move_decision(decision, "reapprove", by=campaign.approver)
    issue_decision(decision, on=DAY, by=campaign.clerk)
    assert list(DecisionLine.objects.values_list("prize", flat=True)) == [1_490_000] * 2


def test_the_sum_that_was_approved_is_the_sum_that_goes_out(decision, campaign):
    decision = approve(decision, campaign)
    assert (decision.approved_on, decision.approved_names) == (DAY, 2)
    assert list(DecisionLine.objects.values_list("prize", flat=True)) == [1_490_000] * 2
    BaseSalary.objects.create(valid_from=date(2020, 4, 18), amount=1_600_000)
    assert money_of(decision, decision.lines.all(), DAY).total == 2_980_000  # the page shows what was approved
    assert refusal(lambda: issue_decision(decision, on=DAY, by=campaign.clerk)) == [
        "Lãnh đạo đã duyệt 2.980.000 đồng (ngày 20/04/2020); tính đến ngày 20/04/2020 là 3.200.000 đồng. "
        "Hãy ghi ngày khác, hoặc xin duyệt lại số tiền."
    ]
    assert Decision.objects.get().status == "approved"
    move_decision(decision, "reapprove", by=campaign.approver)
    issue_decision(decision, on=DAY, by=campaign.clerk)
    assert list(DecisionLine.objects.values_list("prize", flat=True)) == [1_600_000] * 2


def test_by_a_day_on_which_the_sums_were_the_same_it_goes_out_as_approved(decision, campaign):
    decision = approve(decision, campaign)
    BaseSalary.objects.create(valid_from=date(2020, 4, 18), amount=1_600_000)
    issue_decision(decision, on=date(2020, 4, 17), by=campaign.clerk)
    assert list(DecisionLine.objects.values_list("prize", flat=True)) == [1_490_000] * 2


def test_sums_that_have_not_changed_are_not_approved_again_nor_by_who_submitted(decision, campaign):
    decision = approve(decision, campaign)
    assert refusal(lambda: move_decision(decision, "reapprove", by=campaign.approver)) == ["Số tiền không đổi so với lần duyệt trước."]
    BaseSalary.objects.create(valid_from=date(2020, 4, 18), amount=1_600_000)
    campaign.approver.assignments.create(role="officer", unit=campaign.tree.province, start=date(2019, 1, 1))
    move_decision(decision, "reapprove", by=campaign.approver)  # the control: the officer submitted


def test_a_list_that_is_not_the_one_that_was_approved(decision, campaign):
    decision = approve(decision, campaign)
    Decision.objects.update(approved_names=3)
    assert refusal(lambda: issue_decision(decision, on=DAY, by=campaign.clerk)) == [
        "Lãnh đạo đã duyệt 3 tên, danh sách nay có 2 tên; hãy báo quản trị."
    ]
    Decision.objects.update(approved_names=2)
    issue_decision(decision, on=DAY, by=campaign.clerk)


@pytest.mark.parametrize("status", ["held", "returned", "submitted"])
def test_a_dossier_that_is_not_decided_any_more(decision, campaign, status):
    decision = approve(decision, campaign)
    Dossier.objects.filter(name="Lò Thị Một").update(status=status)
    label = Dossier.Status(status).label
    assert refusal(lambda: issue_decision(decision, on=DAY, by=campaign.clerk)) == [f"“Lò Thị Một” đang ở trạng thái “{label}”; chưa phát hành được."]
    Dossier.objects.update(status="decided")
    issue_decision(decision, on=DAY, by=campaign.clerk)
