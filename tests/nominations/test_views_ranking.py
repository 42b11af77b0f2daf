"""The pages of the ranked list: who stands where, the score sheet, the grid of points, a place by hand, what is handed on."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conferences.models import Honour, Quota
from nominations.actions import move_dossier
from nominations.actions.publication import publish_list
from nominations.actions.ranking import rule_on_rank, save_scores, save_terms
from nominations.models import Dossier, Nominee, RankingTerms, RankRuling, Score
from nominations.papers.ranking import ranking_paper
from nominations.ranking_parts import above_the_line
from nominations.ranking_rows import groups_of, people_of, scores_mark, terms_of
from nominations.scoring import Formula, Line
from papers.lines import BLANK
from papers.paper import Heading, Table
from portal import clock
from portal.moves import Overtaken, Refused, history
from tests.builders import make_dossier, make_plan, make_proposal, make_publication

pytestmark = pytest.mark.django_db
WORK = Line("work", "Hoàn thành nhiệm vụ", "points", Decimal(60))
IDEAS = Line("ideas", "Sáng kiến", "formula", Decimal(20), Formula("initiative", Decimal("2.5")))
FAULTS = Line("faults", "Điểm trừ", "penalty", Decimal(5))


@pytest.fixture
def plan(campaign):
    """Than Uyên has two places for persons of the public sector."""
    save_terms(campaign.plan, lines=[WORK, IDEAS, FAULTS], order=["total", "initiatives"], notice_days=None, version=1, by=campaign.officer)
    campaign.table.takes_reserves = True
    campaign.table.save()
    elsewhere(campaign, 0)
    return campaign.plan


def elsewhere(campaign, places):
    """What Tân Uyên has of them."""
    Quota.objects.filter(row__unit=campaign.tree.tan_uyen, category__key="person-public").update(places=places)


@pytest.fixture
def three(campaign, plan):
    """Accepted; the last one is a reserve."""
    names = ("Ánh", "Bình", "Châu")
    found = [make_dossier(plan, campaign.school, status="accepted", name=name) for name in names]
    Dossier.objects.filter(pk=found[2].pk).update(reserve=1)
    return found


@pytest.fixture
def officer(client, campaign):
    client.force_login(campaign.officer)
    return campaign.officer


def give(campaign, points):
    """By the officer, to dossiers by their names: points of work."""
    plan = campaign.plan
    category = plan.categories.get(key="person-public")
    people = people_of(plan, terms_of(plan), category.pk)
    values = {(one.dossier.pk, "work"): None if points[one.dossier.name] is None else Decimal(points[one.dossier.name]) for one in people if one.dossier.name in points}
    save_scores(plan, category, values=values, mark=scores_mark(people, terms_of(plan).lines), by=campaign.officer)


def listed(plan, **more):
    groups = groups_of(plan, terms_of(plan), list(plan.categories.all()), people_of(plan, terms_of(plan)), **more)
    return {group.label: [(one.ranked.rank, one.person.dossier.name, one.person.total_text, one.ranked.side) for one in group.standings] for group in groups if group.standings}


PUBLIC = "Cá nhân khối hành chính, sự nghiệp"


def with_ideas(dossier, count, by):
    nominee = Nominee.objects.create(unit=dossier.unit, kind_id="person", name=dossier.name, sex="female", created_by=by)
    idea = Honour.objects.filter(kind="initiative", level="province").first()
    for at in range(count):
        nominee.achievements.create(honour=idea, year=2019, text=f"Sáng kiến {at}", by=by, at=dossier.submitted_at)
    dossier.nominee = nominee
    dossier.save()


def test_points_and_the_record_make_the_order(campaign, plan, three):
    with_ideas(three[1], 3, campaign.filer)
    give(campaign, {"Ánh": "50", "Bình": "45.25", "Châu": "51"})
    assert listed(plan) == {PUBLIC: [(1, "Bình", "52,75", "above"), (2, "Châu", "51", "above"), (3, "Ánh", "50", "below")]}


def test_a_tie_across_the_line_is_broken_by_nobody(campaign, plan, three):
    give(campaign, {"Ánh": "50", "Bình": "40", "Châu": "40"})
    assert listed(plan) == {PUBLIC: [(1, "Ánh", "50", "above"), (2, "Bình", "40", "tied"), (2, "Châu", "40", "tied")]}
    save_terms(plan, lines=[WORK, IDEAS, FAULTS], order=["total", "lot"], notice_days=None, version=2, by=campaign.officer)
    for dossier, number in ((three[1], 2), (three[2], 1)):
        rule_on_rank(dossier, kind="lot", number=number, reason="Bốc thăm tại phiên họp ngày 14/4.", by=campaign.officer)
    assert [row[1] for row in listed(plan)[PUBLIC]] == ["Ánh", "Châu", "Bình"]


def test_a_plan_that_honours_nobody_has_no_points_to_save(client, officer, campaign):
    empty = make_plan(campaign.tree.province, number="9/KH")
    empty.categories.all().delete()
    address = reverse("nominations:ranking-scores", args=[empty.pk])
    assert (client.get(address).status_code, client.post(address, {"mark": ""}).status_code) == (200, 404)


def test_votes_at_the_selection_meeting_count_as_a_share(campaign, plan, three):
    save_terms(plan, lines=[], order=["votes"], notice_days=None, version=2, by=campaign.officer)
    for dossier, votes, present in ((three[0], 7, 9), (three[1], 6, 7), (three[2], 3, 9)):
        make_proposal(plan, campaign.school, [dossier], status="sent", present=present, number=f"{dossier.pk}/TTr").lines.update(votes=votes)
    assert [row[1] for row in listed(plan)[PUBLIC]] == ["Bình", "Ánh", "Châu"]


def test_places_of_each_unit_are_cut_by_themselves(campaign, plan, three):
    elsewhere(campaign, 1)
    other = make_dossier(plan, campaign.tree.tan_uyen_school, status="accepted", name="Dung")
    give(campaign, {"Ánh": "50", "Bình": "45", "Châu": "44", "Dung": "10"})
    assert listed(plan, by_holder=True)["LĐLĐ huyện Tân Uyên"] == [(1, other.name, "10", "above")]
    assert [row[3] for row in listed(plan, by_holder=True)["LĐLĐ huyện Than Uyên"]] == ["above", "above", "below"]


def test_whichever_way_the_list_is_shown_the_same_people_stand_above_the_line_and_go_on(client, campaign, plan, three, officer):
    """Châu has more points than Dung, and no place: those of Tân Uyên are not hers."""
    elsewhere(campaign, 1)
    Dossier.objects.update(reserve=None)
    other = make_dossier(plan, campaign.tree.tan_uyen_school, status="accepted", name="Dung")
    give(campaign, {"Ánh": "50", "Bình": "45", "Châu": "44", "Dung": "10"})
    assert listed(plan) == {PUBLIC: [(1, "Ánh", "50", "above"), (2, "Bình", "45", "above"), (3, "Châu", "44", "below"), (4, "Dung", "10", "above")]}
    above = {three[0].pk, three[1].pk, other.pk}
    for address in ("", "?by=unit"):
        page = client.get(reverse("nominations:ranking", args=[plan.pk]) + address)
        assert {person.dossier.pk for group in page.context["groups"] for person in group.above} == above
        assert page.context["ready"] == 3
    form = client.get(f"{reverse('nominations:new-decision')}?plan={plan.pk}&ranking=all").context["form"]
    assert set(form["dossiers"].value()) == above
    save_terms(plan, lines=[WORK, IDEAS, FAULTS], order=["total", "initiatives"], notice_days=3, version=2, by=campaign.officer)
    assert client.get(reverse("nominations:new-publication", args=[plan.pk])).context["count"] == 3
    assert {row["dossier"] for row in publish_list(plan, starts=clock.today(), by=campaign.officer).rows} == above
    rule_on_rank(three[2], kind="place", number=1, reason="Họp ngày 14/4.", by=campaign.officer)  # the first of her own unit
    assert {row[1]: row[3] for row in listed(plan)[PUBLIC]} == {"Ánh": "above", "Bình": "below", "Châu": "above", "Dung": "above"}


def test_who_is_still_being_screened_stands_apart(client, campaign, plan, three, officer):
    make_dossier(plan, campaign.school, status="submitted", name="Em")
    page = client.get(reverse("nominations:ranking", args=[plan.pk])).content.decode()
    assert page.index("Chưa thẩm định xong") < page.index("Em</a>")
    assert "Em" not in [row[1] for row in listed(plan)[PUBLIC]]


def test_a_place_by_hand_needs_its_reason_and_is_marked(client, campaign, plan, three, officer):
    give(campaign, {"Ánh": "50", "Bình": "45", "Châu": "44"})
    address = reverse("nominations:rank-ruling", args=[plan.pk, three[2].pk])
    token = client.get(address).context["form"]["form_token"].value()
    refused = client.post(address, {"form_token": token, "kind": "place", "number": "1", "reason": ""})
    assert (refused.status_code, "Hãy ghi lý do" in refused.content.decode()) == (422, True)
    client.post(address, {"form_token": token, "kind": "place", "number": "1", "reason": "Hội đồng thống nhất."})
    assert [row[1] for row in listed(plan)[PUBLIC]] == ["Châu", "Ánh", "Bình"]
    assert "Xếp bằng tay: Hội đồng thống nhất." in client.get(reverse("nominations:ranking", args=[plan.pk])).content.decode()
    assert history(plan).last().note == "Châu, số 1: Hội đồng thống nhất."


def test_the_page_draws_the_line_and_says_by_how_much(client, campaign, plan, three, officer):
    give(campaign, {"Ánh": "50", "Bình": "45.5", "Châu": "44"})
    page = client.get(reverse("nominations:ranking", args=[plan.pk])).content.decode()
    assert page.index("Bình</a>") < page.index("Hết 2 suất") < page.index("Châu</a>")
    assert '<td class="number" data-label="Kém người trước">4,5</td>' in page
    assert "Thứ tự xét:</strong> tổng điểm cao hơn; nhiều sáng kiến hơn." in page


def test_the_composition_of_those_above_the_line(client, campaign, plan, three, officer):
    give(campaign, {"Ánh": "50", "Bình": "45.5", "Châu": "44"})
    with_ideas(three[0], 0, campaign.filer)
    Nominee.objects.update(ethnic_group="Thái")
    parts = client.get(reverse("nominations:ranking", args=[plan.pk])).context["parts"]
    assert [(part.label, part.count, part.whole) for part in parts][0] == ("nữ", 1, 2)
    assert "người dân tộc thiểu số" not in [part.label for part in parts]
    plan.asks = ["ethnic_group"]
    plan.save()
    parts = client.get(reverse("nominations:ranking", args=[plan.pk])).context["parts"]
    assert ("người dân tộc thiểu số", 1, 2) in [(part.label, part.count, part.whole) for part in parts]


# --- the grid


def grid(client, plan, **typed):
    address = f"{reverse('nominations:ranking-scores', args=[plan.pk])}?category={plan.categories.get(key='person-public').pk}"
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | typed
    return client.post(address, {name: str(value) for name, value in data.items()})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("99.99999999", "“99.99999999” không đọc được là số: một nghìn viết là 1.000, một phẩy năm viết là 1,5."),
        ("100,01", "Lớn nhất là 60."),
        ("5/10", "“5/10” không đọc được là số: một nghìn viết là 1.000, một phẩy năm viết là 1,5."),
        ("-1", "Nhỏ nhất là 0."),
        ("tốt", "“tốt” không đọc được là số: một nghìn viết là 1.000, một phẩy năm viết là 1,5."),
        ("8,125", "Chỉ nhập đến 2 chữ số sau dấu phẩy."),
        ("NaN", "“NaN” không đọc được là số: một nghìn viết là 1.000, một phẩy năm viết là 1,5."),
        ("1e2", "“1e2” không đọc được là số: một nghìn viết là 1.000, một phẩy năm viết là 1,5."),
    ],
)
def test_a_bad_value_is_named_with_its_cell_and_stays(client, plan, three, officer, typed, said):
    answer = grid(client, plan, **{f"score-{three[0].pk}-work": typed})
    assert answer.status_code == 422
    assert f"Ánh: Hoàn thành nhiệm vụ: {said}" in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()
    assert Score.objects.count() == 0


def test_all_bad_values_are_named_at_once(client, plan, three, officer):
    answer = grid(client, plan, **{f"score-{three[0].pk}-work": "61", f"score-{three[1].pk}-faults": "x", f"score-{three[2].pk}-work": "8,5"})
    page = answer.content.decode()
    assert ("Ánh: Hoàn thành nhiệm vụ: Lớn nhất là 60." in page, "Bình: Điểm trừ: “x” không đọc được" in page) == (True, True)
    assert Score.objects.count() == 0


def test_good_values_are_kept_exactly(client, plan, three, officer):
    assert grid(client, plan, **{f"score-{three[0].pk}-work": "58,75", f"score-{three[0].pk}-faults": "0,1"}).status_code == 302
    assert list(Score.objects.order_by("line").values_list("line", "value")) == [("faults", Decimal("0.10")), ("work", Decimal("58.75"))]
    assert grid(client, plan, **{f"score-{three[0].pk}-faults": ""}).status_code == 302
    assert list(Score.objects.values_list("line", flat=True)) == ["work"]
    assert history(plan).last().note == f"{PUBLIC}: 1 ô"


def test_the_second_of_two_officers_is_told_and_keeps_what_was_typed(client, campaign, plan, three, officer):
    address = f"{reverse('nominations:ranking-scores', args=[plan.pk])}?category={three[0].category_id}"
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {f"score-{three[0].pk}-work": "30"}
    give(campaign, {"Ánh": "50"})
    answer = client.post(address, data)
    assert answer.status_code == 409
    assert "Ánh: Hoàn thành nhiệm vụ: người khác vừa lưu 50, bạn gõ 30." in answer.content.decode()
    again = answer.context["form"]
    assert client.post(address, {name: again[name].value() or "" for name in again.fields}).status_code == 302
    assert Score.objects.get().value == 30


def test_points_on_a_sheet_that_was_changed_meanwhile_are_not_taken(campaign, plan, three):
    people = people_of(plan, terms_of(plan), three[0].category_id)
    mark = scores_mark(people, terms_of(plan).lines)
    save_terms(plan, lines=[WORK], order=["total"], notice_days=None, version=2, by=campaign.officer)
    with pytest.raises(Overtaken):
        save_scores(plan, three[0].category, values={}, mark=mark, by=campaign.officer)


def test_points_and_places_of_who_is_decided_on_stay(client, campaign, plan, three, officer):
    give(campaign, {"Ánh": "50", "Bình": "40"})
    old_page = {f"score-{three[0].pk}-work": "30", f"score-{three[1].pk}-work": "45"}
    Dossier.objects.filter(pk=three[0].pk).update(status="decided")
    assert client.get(reverse("nominations:ranking-scores", args=[plan.pk])).context["form"].fields[f"score-{three[0].pk}-work"].disabled
    answer = grid(client, plan, **old_page)
    assert (answer.status_code, "Ánh: Hoàn thành nhiệm vụ: đã có quyết định, điểm giữ 50; bạn gõ 30." in answer.content.decode()) == (422, True)
    del old_page[f"score-{three[0].pk}-work"]
    assert grid(client, plan, **old_page).status_code == 302
    assert {score.dossier.name: score.value for score in Score.objects.all()} == {"Ánh": 50, "Bình": 45}
    address = reverse("nominations:rank-ruling", args=[plan.pk, three[0].pk])
    assert client.get(address).status_code == 302
    late = client.post(address, {"form_token": uuid.uuid4(), "kind": "place", "number": "3", "reason": "Họp ngày 14/4."})
    assert (late.status_code, late.context["reasons"]) == (409, ["Hồ sơ đã có quyết định: điểm và thứ hạng giữ như khi quyết định."])
    assert address not in client.get(reverse("nominations:ranking", args=[plan.pk])).content.decode()
    rule_on_rank(three[1], kind="place", number=1, reason="Họp ngày 14/4.", by=campaign.officer)  # the control
    assert [one.dossier.name for one in RankRuling.objects.all()] == ["Bình"]


def test_who_changes_points_while_the_list_is_published_is_told_that_it_stays(client, plan, three, officer):
    pages = [reverse("nominations:ranking-scores", args=[plan.pk]), reverse("nominations:rank-ruling", args=[plan.pk, three[0].pk])]
    assert ["Danh sách đang công khai" in client.get(page).content.decode() for page in pages] == [False, False]
    make_publication(plan, three, ends=clock.today())
    assert ["Danh sách đang công khai" in client.get(page).content.decode() for page in pages] == [True, True]


def test_who_rules_second_is_told_what_stands_and_keeps_what_was_typed(client, plan, campaign, three, officer):
    address = reverse("nominations:rank-ruling", args=[plan.pk, three[0].pk])

    def sent(page, **typed):
        form = page.context["form"]
        kept = {name: form[name].value() or "" for name in ("form_token", "mark", "kind", "number", "reason")}
        return client.post(address, kept | typed)

    opened = client.get(address)
    rule_on_rank(three[0], kind="lot", number=1, reason="Bốc thăm lần đầu.", by=campaign.officer)
    late = sent(opened, kind="lot", number="2", reason="Bốc thăm lại.")
    page = late.content.decode()
    assert (late.status_code, "bốc thăm 1</strong>, Bốc thăm lần đầu." in page, 'value="Bốc thăm lại."' in page) == (409, True, True)
    assert RankRuling.objects.get().number == 1
    assert sent(late).status_code == 302
    assert RankRuling.objects.get().number == 2
    opened = client.get(address)
    assert sent(opened, kind="lot", reason="Hủy kết quả bốc thăm.").status_code == 302
    assert sent(opened, kind="place", number="1", reason="Họp.", form_token=uuid.uuid4()).status_code == 409
    assert RankRuling.objects.count() == 0


# --- the sheet



def terms_data(client, plan, **typed):
    form = client.get(reverse("nominations:ranking-terms", args=[plan.pk])).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (data | typed).items() if value not in (None, False)}


def test_the_sheet_is_edited_in_its_page(client, plan, officer):
    data = terms_data(
        client, plan, **{"line-3-label": "Khen thưởng", "line-3-kind": "formula", "line-3-counts": "award", "line-3-each": "1,5", "line-3-most": "9", "order-1": "woman", "notice_days": "7"}
    )
    assert client.post(reverse("nominations:ranking-terms", args=[plan.pk]), data).status_code == 302
    terms = terms_of(plan)
    assert [line.label for line in terms.lines] == ["Hoàn thành nhiệm vụ", "Sáng kiến", "Điểm trừ", "Khen thưởng"]
    assert terms.lines[3].formula == Formula("award", Decimal("1.5"))
    assert (terms.order, terms.notice_days) == (("total", "woman"), 7)


def test_every_fault_of_the_sheet_is_told_at_once(client, plan, officer):
    faults = {"line-0-most": "", "line-1-each": "nhiều", "line-1-honour": "bk-tinh", "line-3-most": "5", "order-1": "total", "notice_days": "0"}
    answer = client.post(reverse("nominations:ranking-terms", args=[plan.pk]), terms_data(client, plan, **faults))
    page = answer.content.decode()
    said = ["Dòng 1: tối đa: Hãy ghi số điểm tối đa", "Dòng 2: điểm mỗi lần: “nhiều” không đọc được là số", "Dòng 4: tên dòng: Hãy ghi tên dòng"]
    said += ["Dòng 2: chỉ loại này: “", "Xét thứ 2: “tổng điểm cao hơn” đã chọn ở thứ 1.", "Nhỏ nhất là 1."]
    assert (answer.status_code, [one for one in said if one not in page]) == (422, [])


def test_a_line_is_not_cut_below_points_that_were_given(campaign, plan, three):
    give(campaign, {"Ánh": "50"})
    small = Line("work", "Hoàn thành nhiệm vụ", "points", Decimal(40))
    with pytest.raises(Refused) as refused:
        save_terms(plan, lines=[small], order=[], notice_days=None, version=2, by=campaign.officer)
    assert refused.value.reasons == ["“Hoàn thành nhiệm vụ”: đã chấm Ánh 50 điểm, nhiều hơn mức tối đa mới là 40. Hãy sửa điểm trước."]


def test_a_line_that_was_sent_twice_is_refused(client, plan, officer):
    form = client.get(reverse("nominations:ranking-terms", args=[plan.pk])).context["form"]
    twice = {f"line-1-{name}": form[f"line-0-{name}"].value() for name in ("key", "label", "kind", "most")} | {"line-1-counts": "", "line-1-each": ""}
    data = terms_data(client, plan)
    answer = client.post(reverse("nominations:ranking-terms", args=[plan.pk]), data | twice)
    assert (answer.status_code, answer.context["form"].errors["line-1-label"]) == (422, ["Dòng này và dòng 1 là một, điểm sẽ tính hai lần. Hãy mở lại trang."])
    assert [line["key"] for line in RankingTerms.objects.get().lines] == ["work", "ideas", "faults"]
    assert client.post(reverse("nominations:ranking-terms", args=[plan.pk]), data).status_code == 302


def test_who_saves_the_sheet_second_is_told(client, campaign, plan, officer):
    data = terms_data(client, plan, **{"order-1": "older"})
    save_terms(plan, lines=[WORK], order=["total"], notice_days=None, version=2, by=campaign.officer)
    answer = client.post(reverse("nominations:ranking-terms", args=[plan.pk]), data)
    assert (answer.status_code, "Có người vừa sửa cách xếp hạng." in answer.content.decode()) == (409, True)
    assert RankingTerms.objects.get().order == ["total"]


# --- handed on


def test_those_above_the_line_with_a_place_are_ticked_in_a_session_and_a_decision(client, campaign, plan, three, officer):
    give(campaign, {"Ánh": "50", "Bình": "30", "Châu": "44"})
    assert above_the_line(plan) == {three[0].pk}  # Châu is above it too, and waits for a place
    session = client.get(f"{reverse('nominations:new-session')}?plan={plan.pk}&ranking=all").context["form"]
    assert [(dossier.name, ticked) for dossier, ticked in session.nominees()] == [("Ánh", True), ("Bình", False)]
    decision = client.get(f"{reverse('nominations:new-decision')}?plan={plan.pk}&ranking={three[0].category_id}").context["form"]
    assert decision["dossiers"].value() == [three[0].pk]
    everybody = client.get(f"{reverse('nominations:new-decision')}?plan={plan.pk}&ranking=x").context["form"]
    assert everybody["dossiers"].value() == [three[0].pk, three[1].pk]


def test_what_is_declined_leaves_the_list_and_the_reserve_has_its_place(campaign, plan, three):
    give(campaign, {"Ánh": "50", "Bình": "30", "Châu": "44"})
    move_dossier(three[1], "decline", by=campaign.officer, note="Không đủ tiêu chuẩn.")
    assert [row[1:2] for row in listed(plan)[PUBLIC]] == [("Ánh",), ("Châu",)]
    assert above_the_line(plan) == {three[0].pk, three[2].pk}


@pytest.mark.parametrize("face", ["pdf", "docx", "xlsx"])
def test_the_list_goes_out_on_paper_and_as_a_sheet(client, campaign, plan, three, officer, face):
    give(campaign, {"Ánh": "50", "Bình": "45", "Châu": "45"})
    answer = client.get(reverse("nominations:ranking-paper", args=[plan.pk, face]))
    assert (answer.status_code, len(answer.content) > 2000) == (200, True)


def test_the_paper_is_not_dated_by_the_plan_and_no_page_ends_between_a_heading_and_its_table(plan, three):
    terms = terms_of(plan)
    paper = ranking_paper(plan, groups_of(plan, terms, list(plan.categories.all()), people_of(plan, terms)), terms, at=datetime(2020, 4, 12, tzinfo=UTC))
    assert (plan.date.month, paper.place_date) == (3, f"Lai Châu, ngày{BLANK}tháng{BLANK}năm 2020")
    after = [type(paper.body[at + 1]) for at, block in enumerate(paper.body) if isinstance(block, Heading)]
    assert after == [Table]


@pytest.mark.parametrize("name", ["ranking", "ranking-scores"])
def test_as_many_queries_for_one_as_for_thirty(client, campaign, plan, three, officer, name):
    address = reverse(f"nominations:{name}", args=[plan.pk]) + f"?category={three[0].category_id}"

    def asked():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    with_ideas(three[0], 2, campaign.filer)
    before = asked()
    for at in range(30):
        dossier = make_dossier(plan, campaign.school, status="accepted", name=f"Người {at}")
        with_ideas(dossier, 2, campaign.filer)
        make_proposal(plan, campaign.school, [dossier], status="sent", number=f"{at}/TTr")
    assert asked() == before <= 30
