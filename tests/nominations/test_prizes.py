"""The money of a decision: by the award and the day it is issued, the same on the page and the paper, fixed once issued."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from django.urls import reverse

from conferences.models import BaseSalary, Honour, Prize
from nominations.actions import issue_decision
from nominations.models import Achievement, Decision, DecisionLine, Dossier, Nominee
from nominations.papers.decision import decision_paper
from nominations.prizes import also_honoured, leaves_no_history, money_of
from papers.paper import Article, Table
from portal.moves import Refused
from tests.builders import make_decision, make_dossier, make_session

pytestmark = pytest.mark.django_db
AT = datetime(2020, 4, 16, tzinfo=UTC)
DAY = date(2020, 4, 17)


@pytest.fixture
def award():
    return Honour.objects.get(code="bk-tinh")  # in 2020 once the base salary of 1.490.000 for a person, twice for a collective


@pytest.fixture
def decision(campaign, award):
    people = [make_dossier(campaign.plan, campaign.school, status="decided", name=f"Người thứ {at}") for at in range(3)]
    team = make_dossier(campaign.plan, campaign.school, status="decided", key="collective-public", name="Tổ Toán (mẫu)")
    return make_decision(campaign.plan, [*people, team], status="approved", award=award, award_form="Bằng khen của UBND tỉnh", fund="Quỹ thi đua (mẫu)")


def test_each_and_all_together(decision):
    money = money_of(decision, decision.lines.all(), DAY)
    assert (money.each, money.total, money.is_known) == ({"person": 1_490_000, "collective": 2_980_000}, 3 * 1_490_000 + 2_980_000, True)


def test_the_paper_says_it_in_figures_and_words(decision):
    paper = decision_paper(decision, at=AT)
    [article] = [block.text for block in paper.body if isinstance(block, Article) and block.number == 2]
    assert article == (
        "Tiền thưởng kèm theo Bằng khen của UBND tỉnh: mỗi tập thể 2.980.000 đồng, mỗi cá nhân 1.490.000 đồng; "
        "tổng số tiền 7.450.000 đồng (Bảy triệu bốn trăm năm mươi nghìn đồng), trích từ Quỹ thi đua (mẫu)."
    )
    columns = [[row.cells[-1] for row in block.rows if row.kind == "body"] for block in paper.appendices[0].body if isinstance(block, Table)]
    assert columns == [["2.980.000"], ["1.490.000"] * 3]


def test_without_a_row_of_the_catalogue_nothing_is_made_up(decision):
    Prize.objects.all().delete()
    money = money_of(decision, decision.lines.all(), DAY)
    assert (money.is_known, money.total) == (False, 0)
    [article] = [block.text for block in decision_paper(decision, at=AT).body if isinstance(block, Article) and block.number == 2]
    assert article == "Tiền thưởng kèm theo Bằng khen của UBND tỉnh thực hiện theo quy định, trích từ Quỹ thi đua (mẫu)."


def test_what_was_issued_stays_whatever_the_catalogue_says_later(decision, campaign):
    issue_decision(decision, on=DAY, by=campaign.clerk)
    BaseSalary.objects.update(amount=9_000_000)
    Prize.objects.all().delete()
    issued = Decision.objects.get()
    assert money_of(issued, issued.lines.all(), date(2026, 1, 1)).total == 7_450_000
    assert sorted(DecisionLine.objects.values_list("prize", flat=True)) == [1_490_000] * 3 + [2_980_000]


def test_a_decision_is_not_dated_before_the_session_it_rests_on(decision, campaign):
    session = make_session(campaign.plan, [line.dossier for line in decision.lines.all()], status="closed")
    session.ballots.update(passed=True)
    with pytest.raises(Refused) as refused:
        issue_decision(decision, on=date(2020, 4, 12), by=campaign.clerk)
    assert refused.value.reasons == ["Quyết định ghi ngày 12/04/2020, trước phiên họp Hội đồng ngày 13/04/2020."]
    assert Decision.objects.get().status == "approved"
    issue_decision(decision, on=date(2020, 4, 13), by=campaign.clerk)


def test_who_is_honoured_twice_in_a_year_is_told(decision, campaign, award):
    first = decision.lines.select_related("dossier__nominee").earliest("pk")
    assert also_honoured(decision.lines.all(), decision, campaign.officer) == []
    nominee = Nominee.objects.create(unit=campaign.school, kind_id="person", name=first.name, created_by=campaign.filer)
    Dossier.objects.filter(pk=first.dossier_id).update(nominee=nominee)
    before, after = datetime(2019, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
    nominee.achievements.create(honour=award, year=2020, at=before, by=campaign.filer)
    nominee.achievements.create(honour=award, year=2019, at=before, by=campaign.filer)
    nominee.achievements.create(honour=award, year=2020, at=after, by=campaign.filer)  # entered after the filing: no evidence
    again = make_dossier(campaign.plan, campaign.school, status="decided", name=first.name, nominee=nominee)
    other = make_decision(campaign.plan, [again], status="issued", number="01/QĐ-LĐLĐ", date=date(2020, 3, 1))
    decision.date = DAY
    assert also_honoured(decision.lines.select_related("dossier"), decision, campaign.officer) == [
        f"“{first.name}” có tên trong {other.heading} (Bằng khen); có phải cùng một thành tích?",
        f"“{first.name}” đã được Bằng khen của UBND tỉnh năm 2020; có phải cùng một thành tích?",
    ]


def test_an_award_outside_the_catalogue_says_before_it_is_signed_that_nobody_will_have_it_in_their_record(client, campaign, decision, award):
    page = reverse("nominations:decision", args=[decision.pk])
    client.force_login(campaign.approver)
    assert client.get(page).context["no_history"] == ""
    Decision.objects.update(award=None, award_form="Giấy ghi công (mẫu)", status="submitted")
    answer = client.get(page)
    assert answer.context["no_history"] == (
        "“Giấy ghi công (mẫu)” không có trong danh mục, nên khi công bố, lần khen này không được ghi vào thành tích của 4 tên trong danh sách. "
        "Trước khi phát hành: chọn ở ô “Danh hiệu, hình thức” khi quyết định còn sửa được, hoặc nhờ quản trị thêm hình thức này "
        "(hay cách viết này của nó) vào danh mục."
    )
    assert "không được ghi vào thành tích của 4 tên" in answer.content.decode()
    Honour.objects.filter(pk=award.pk).update(aliases=[*award.aliases, "Giấy ghi công (mẫu)"])
    assert client.get(page).context["no_history"] == ""


def test_what_it_says_of_an_award_outside_the_catalogue_is_what_happens(decision, campaign):
    decision.award, decision.award_form = None, "Giấy ghi công (mẫu)"
    assert leaves_no_history(decision, decision.lines.all())
    decision.save()
    issue_decision(decision, on=DAY, by=campaign.clerk)
    assert not Achievement.objects.filter(line__decision=decision).exists()
    decision.refresh_from_db()
    assert leaves_no_history(decision, decision.lines.all()) == ""
