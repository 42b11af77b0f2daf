"""Names of an issued decision are corrected or revoked by a new one: the same life, nothing changed in the old paper."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conferences.models import Honour
from nominations.actions import issue_decision, move_decision, save_record
from nominations.actions.amending import draft_amendment, save_amendment
from nominations.models import Achievement, Decision, DecisionLine, Dossier, LineChange, Nominee
from nominations.papers.amendment import differences
from nominations.papers.certificates import certificates
from nominations.papers.decision import decision_paper
from nominations.prizes import also_honoured
from nominations.record import by_kind
from papers.frozen import freeze
from papers.models import IssuedPaper
from papers.paper import Article, Item
from portal import clock
from portal.moves import Overtaken, Refused
from tests.builders import make_decision, make_dossier, person
from tests.nominations.test_views_decisions import typed

pytestmark = pytest.mark.django_db
DAY, LATER = date(2020, 4, 17), date(2020, 4, 20)
GROUNDS = ["Căn cứ Điều lệ Công đoàn Việt Nam"]


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(datetime(2020, 4, 20, 1, tzinfo=UTC)):
        yield


def honoured(campaign, name: str) -> Dossier:
    nominee = Nominee.objects.create(unit=campaign.school, kind_id="person", name=name, created_by=campaign.filer)
    return make_dossier(campaign.plan, campaign.school, status="decided", name=name, nominee=nominee)


@pytest.fixture
def old(campaign):
    """Three people with the certificate of the province, 1.490.000 đồng each; issued as 01/QĐ-LĐLĐ."""
    people = [honoured(campaign, name) for name in ("Lò Thị Mây", "Vàng A Páo", "Tẩn Thị Mẩy")]
    decision = make_decision(campaign.plan, people, status="approved", award=Honour.objects.get(code="bk-tinh"), award_form="Bằng khen của UBND tỉnh")
    issue_decision(decision, on=DAY, by=campaign.clerk)
    return Decision.objects.get()


def line_of(name: str) -> DecisionLine:
    return DecisionLine.objects.get(name=name)


def correction(name: str, right: str) -> LineChange:
    line = line_of(name)
    return LineChange(line=line, reason="Ghi sai dấu", name=right, position=line.position, unit_name=line.unit_name)


def revocation(name: str) -> LineChange:
    return LineChange(line=line_of(name), reason="Khai không đúng thành tích")


def through(decision: Decision, campaign, on: date = LATER) -> Decision:
    """Submitted, approved and issued, by the hands that make any decision."""
    move_decision(decision, "submit", by=campaign.officer)
    move_decision(decision, "approve", by=campaign.approver)
    issue_decision(decision, on=on, by=campaign.clerk)
    return Decision.objects.get(pk=decision.pk)


def corrected(old, campaign) -> Decision:
    return through(draft_amendment(old, kind="correction", changes=[correction("Lò Thị Mây", "Lò Thị Mấy")], grounds=GROUNDS, by=campaign.officer), campaign)


def revoked(old, campaign, name: str = "Vàng A Páo") -> Decision:
    return through(draft_amendment(old, kind="revocation", changes=[revocation(name)], grounds=GROUNDS, by=campaign.officer), campaign)


# --- what a decision writes into records ------------------------------------------------------------------------------


def test_everybody_honoured_has_the_award_in_the_record_which_the_unit_does_not_change(old, campaign):
    row = Achievement.objects.get(nominee__name="Lò Thị Mây")
    assert (row.honour.code, row.year, row.number, row.date, row.issuer) == ("bk-tinh", 2020, "01/QĐ-LĐLĐ", DAY, campaign.tree.province.name)
    assert Achievement.objects.count() == 3
    later = make_dossier(campaign.plan, campaign.school, name="Lò Thị Mây", nominee=row.nominee)
    facts = {"fields": {}, "version": later.version, "nominee_version": row.nominee.version, "by": campaign.filer}
    with pytest.raises(Refused) as refused:
        save_record(later, lines=[(row.mark, None)], **facts)
    assert refused.value.reasons == ["Dòng “Bằng khen của UBND tỉnh 2020” do Quyết định số 01/QĐ-LĐLĐ ghi, đơn vị không sửa, không xóa được."]
    own = row.nominee.achievements.create(honour=row.honour, year=2018, by=campaign.filer)  # the control: the unit's own line goes
    save_record(later, lines=[(own.mark, None)], **facts)
    assert list(row.nominee.achievements.all()) == [row]


def test_what_is_at_the_office_already_does_not_hear_of_it_and_what_is_filed_later_does(old, campaign):
    nominee = Nominee.objects.get(name="Lò Thị Mây")
    filed = make_dossier(campaign.plan, campaign.school, status="submitted", name=nominee.name, nominee=nominee)  # on 10 April
    later = make_dossier(campaign.plan, campaign.school, name=nominee.name, nominee=nominee)
    assert by_kind(filed) == []
    assert [(label, [str(row) for row in rows]) for label, rows in by_kind(later)] == [("hình thức khen thưởng", ["Bằng khen của UBND tỉnh 2020"])]


def test_an_award_that_was_typed_in_the_words_of_the_catalogue_is_known(campaign):
    decision = make_decision(campaign.plan, [honoured(campaign, "Lò Thị Mây")], status="approved", award_form="BK LĐLĐ tỉnh")
    issue_decision(decision, on=DAY, by=campaign.clerk)
    assert [row.honour.code for row in Achievement.objects.all()] == ["bk-ldld-tinh"]


def test_an_award_that_the_catalogue_does_not_know_writes_nothing(campaign):
    issue_decision(make_decision(campaign.plan, [honoured(campaign, "Lò Thị Mây")], status="approved", award_form="Kỷ niệm chương (mẫu)"), on=DAY, by=campaign.clerk)
    assert Achievement.objects.count() == 0


# --- correcting -------------------------------------------------------------------------------------------------------


def test_a_correction_changes_nothing_that_was_issued_and_is_what_prints_from_now_on(old, campaign):
    before = (old.paper.data, list(DecisionLine.objects.order_by("pk").values("name", "position", "unit_name", "prize", "register_number")))
    new = corrected(old, campaign)
    old = Decision.objects.get(pk=old.pk)
    assert (old.paper.data, list(DecisionLine.objects.order_by("pk").values("name", "position", "unit_name", "prize", "register_number"))) == before
    line = line_of("Lò Thị Mây")
    assert (line.name_now, line.corrected.decision, line.revoked) == ("Lò Thị Mấy", new, None)
    assert (new.paper.names, new.paper.names_as, old.paper.corrected_by) == (old.paper, "corrects", [new.paper])
    assert [sheet.texts["name"] for sheet in certificates(old, [line])] == ["Lò Thị Mấy"]
    assert Achievement.objects.get(nominee__name="Lò Thị Mây").text == "đính chính tên theo Quyết định số 02/QĐ-LĐLĐ ngày 20/04/2020"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Giáo viên", "Tổ trưởng", "“Lò Thị Mây”: chức vụ “Giáo viên” sửa thành “Tổ trưởng”"),
        ("", "Tổ trưởng", "“Lò Thị Mây”: bổ sung chức vụ “Tổ trưởng”"),
        ("Giáo viên", "", "“Lò Thị Mây”: bỏ chức vụ “Giáo viên”"),
    ],
)
def test_a_post_that_was_missing_is_added_without_empty_quotes(old, before, after, said):
    line = line_of("Lò Thị Mây")
    line.position = before
    assert differences(LineChange(line=line, name=line.name, position=after, unit_name=line.unit_name)) == said


def test_the_paper_of_a_correction_names_what_it_corrects(old, campaign):
    new = corrected(old, campaign)
    paper = decision_paper(new, at=clock.now())
    was = "Quyết định số 01/QĐ-LĐLĐ ngày 17 tháng 4 năm 2020"
    assert paper.title == f"Về việc đính chính cá nhân tại {was}"
    assert paper.body == (
        Article(1, f"Đính chính nội dung của 01 (một) cá nhân có tên tại Điều 1 {was} về việc tặng Bằng khen của UBND tỉnh, như sau:"),
        Item("1.", "“Lò Thị Mây” sửa thành “Lò Thị Mấy”. Lý do: Ghi sai dấu."),
        Article(2, f"Các nội dung khác của {was} không thay đổi."),
        Article(
            3,
            f"Quyết định này có hiệu lực kể từ ngày ký và là một phần không tách rời của {was}. Các đơn vị liên quan và cá nhân có tên "
            "tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
        ),
    )
    assert (paper.appendices, new.paper.data) == ((), freeze(paper))


def test_a_wrong_correction_is_corrected_again_from_its_own_words(old, campaign):
    corrected(old, campaign)
    again = draft_amendment(old, kind="correction", changes=[correction("Lò Thị Mây", "Lò Thị May")], grounds=GROUNDS, by=campaign.officer)
    assert decision_paper(again, at=clock.now()).body[1].text == (
        "“Lò Thị Mấy” sửa thành “Lò Thị May” (chữ đã đính chính tại Quyết định số 02/QĐ-LĐLĐ ngày 20 tháng 4 năm 2020). Lý do: Ghi sai dấu."
    )
    through(again, campaign)
    line = line_of("Lò Thị Mây")
    assert (line.name_now, [change.before.name for change in line.changes.order_by("pk")]) == ("Lò Thị May", ["Lò Thị Mây", "Lò Thị Mấy"])
    assert Achievement.objects.get(nominee__name="Lò Thị Mây").text == "đính chính tên theo Quyết định số 03/QĐ-LĐLĐ ngày 20/04/2020"


def test_who_corrects_to_the_words_of_now_is_told(old, campaign):
    corrected(old, campaign)
    with pytest.raises(Refused) as refused:
        draft_amendment(old, kind="correction", changes=[correction("Lò Thị Mây", "Lò Thị Mấy")], grounds=GROUNDS, by=campaign.officer)
    assert refused.value.reasons == ["“Lò Thị Mấy”: chưa ghi chữ nào khác với chữ hiện nay."]


def test_a_correction_drafted_before_another_one_went_out_is_written_again(old, campaign):
    draft = draft_amendment(old, kind="correction", changes=[correction("Lò Thị Mây", "Lò Thị May")], grounds=GROUNDS, by=campaign.officer)
    corrected(old, campaign)
    with pytest.raises(Refused) as refused:
        move_decision(draft, "submit", by=campaign.officer)
    assert refused.value.reasons == ["“Lò Thị Mây” vừa được đính chính theo Quyết định 02/QĐ-LĐLĐ; hãy mở dự thảo, xem chữ hiện nay và lưu lại."]
    save_amendment(draft, changes=[correction("Lò Thị Mây", "Lò Thị May")], version=1, grounds=GROUNDS, by=campaign.officer)
    through(Decision.objects.get(pk=draft.pk), campaign)
    assert line_of("Lò Thị Mây").name_now == "Lò Thị May"


def test_of_two_drafts_about_one_name_the_second_is_refused_when_it_is_issued(old, campaign):
    drafts = [draft_amendment(old, kind="revocation", changes=[revocation("Vàng A Páo")], grounds=GROUNDS, by=campaign.officer) for _ in range(2)]
    for draft in drafts:
        move_decision(draft, "submit", by=campaign.officer)
        move_decision(draft, "approve", by=campaign.approver)
    issue_decision(drafts[0], on=LATER, by=campaign.clerk)
    with pytest.raises(Refused) as refused:
        issue_decision(drafts[1], on=LATER, by=campaign.clerk)
    assert refused.value.reasons == ["“Vàng A Páo” đã bị hủy bỏ theo Quyết định 02/QĐ-LĐLĐ; hãy bỏ tên này khỏi dự thảo."]
    assert Decision.objects.get(pk=drafts[1].pk).status == "approved"
    assert IssuedPaper.objects.count() == 2  # no number was lost on it


# --- revoking ---------------------------------------------------------------------------------------------------------


def test_who_is_revoked_no_longer_counts(old, campaign):
    new = revoked(old, campaign)
    line = line_of("Vàng A Páo")
    assert (new.paper.names_as, old.paper.cut_by, old.paper.corrected_by, old.paper.ended_by) == ("part", [new.paper], [], None)
    assert (line.revoked.decision, list(old.lines.standing().values_list("name", flat=True))) == (new, ["Lò Thị Mây", "Tẩn Thị Mẩy"])
    assert sorted(Achievement.objects.values_list("nominee__name", flat=True)) == ["Lò Thị Mây", "Tẩn Thị Mẩy"]
    again = [make_dossier(campaign.plan, campaign.school, status="accepted", name=one.name, nominee=one) for one in Nominee.objects.order_by("pk")]
    draft = make_decision(campaign.plan, again)
    told = also_honoured(draft.lines.select_related("dossier"), draft, campaign.officer)
    assert [sentence.split("”")[0] for sentence in told] == ["“Lò Thị Mây", "“Tẩn Thị Mẩy"]


def test_the_paper_of_a_revocation_takes_back_the_artefact_and_the_money(old, campaign):
    paper = decision_paper(revoked(old, campaign), at=clock.now())
    assert [block.text for block in paper.body[:3]] == [
        "Hủy bỏ việc tặng Bằng khen của UBND tỉnh cho 01 (một) cá nhân có tên tại Điều 1 Quyết định số 01/QĐ-LĐLĐ ngày 17 tháng 4 năm 2020, gồm:",
        "Vàng A Páo, Giáo viên, Công đoàn cơ sở Trường THCS Than Uyên (số vào sổ khen thưởng 03/2020). Lý do: Khai không đúng thành tích.",
        "Thu hồi hiện vật khen thưởng và tiền thưởng kèm theo Bằng khen của UBND tỉnh: 1.490.000 đồng (Một triệu bốn trăm chín mươi nghìn đồng).",
    ]


def test_a_whole_decision_is_revoked_with_every_name_that_is_left(old, campaign):
    revoked(old, campaign)
    new = through(draft_amendment(old, kind="revocation", whole=True, reason="Hội đồng họp sai thành phần.", changes=(), grounds=GROUNDS, by=campaign.officer), campaign)
    old = Decision.objects.get(pk=old.pk)
    assert (old.lines.standing().count(), old.paper.ended_by, new.paper.names_as) == (0, new.paper, "cancels")
    assert decision_paper(new, at=clock.now()).body[0].text == (
        "Hủy bỏ toàn bộ Quyết định số 01/QĐ-LĐLĐ ngày 17 tháng 4 năm 2020 về việc tặng Bằng khen của UBND tỉnh cho 02 (hai) cá nhân. "
        "Lý do: Hội đồng họp sai thành phần."
    )
    assert Achievement.objects.count() == 0


# --- rights, drafts, pages --------------------------------------------------------------------------------------------


def test_only_what_was_issued_is_amended_and_only_by_who_drafts(old, campaign):
    other = make_decision(campaign.plan, [honoured(campaign, "Nguyễn Văn Bình")])
    with pytest.raises(Refused) as refused:
        draft_amendment(other, kind="revocation", changes=[revocation("Nguyễn Văn Bình")], grounds=GROUNDS, by=campaign.officer)
    assert refused.value.reasons == ["Chỉ đính chính, hủy bỏ quyết định đã phát hành; quyết định này còn sửa được."]
    with pytest.raises(Exception) as refused:
        draft_amendment(old, kind="revocation", changes=[revocation("Vàng A Páo")], grounds=GROUNDS, by=person("officer", campaign.tree.dien_bien))
    assert type(refused.value).__name__ == "PermissionDenied"
    with pytest.raises(Refused) as refused:
        draft_amendment(old, kind="revocation", changes=[revocation("Nguyễn Văn Bình")], grounds=GROUNDS, by=campaign.officer)
    assert refused.value.reasons == ["“Nguyễn Văn Bình” không có tên trong Quyết định 01/QĐ-LĐLĐ."]
    assert Decision.objects.filter(old=old).count() == 0


def test_the_second_of_two_editors_is_told(old, campaign):
    draft = draft_amendment(old, kind="revocation", changes=[revocation("Vàng A Páo")], grounds=GROUNDS, by=campaign.officer)
    save_amendment(draft, changes=[revocation("Tẩn Thị Mẩy")], grounds=GROUNDS, version=1, by=campaign.officer)
    with pytest.raises(Overtaken):
        save_amendment(draft, changes=[], version=1, by=campaign.officer)
    assert [change.line.name for change in draft.changes.all()] == ["Tẩn Thị Mẩy"]


def test_from_the_page_of_the_decision_to_the_register(old, campaign, client):
    client.force_login(campaign.officer)
    page = client.get(reverse("nominations:decision", args=[old.pk]))
    assert "Đính chính các tên đã chọn" in page.content.decode()
    line = line_of("Lò Thị Mây")
    address = f"{reverse('nominations:new-amendment', args=[old.pk, 'correct'])}?line={line.pk}"
    unchanged = client.post(address, typed(client.get(address), **{f"reason-{line.pk}": ""}))
    assert unchanged.status_code == 422
    assert unchanged.context["form"].errors == {
        f"reason-{line.pk}": ["Hãy điền ô này."],
        f"name-{line.pk}": ["Chưa ghi chữ nào khác với chữ hiện nay."],
    }
    sent = typed(client.get(address), **{f"reason-{line.pk}": "Ghi sai dấu", f"name-{line.pk}": "Lò Thị Mấy"})
    answers = [client.post(address, sent) for _ in range(2)]  # pressed twice
    made = Decision.objects.get(kind="correction")
    assert [answer.url for answer in answers] == [reverse("nominations:decision", args=[made.pk])] * 2
    edit = client.get(reverse("nominations:edit-amendment", args=[made.pk]))
    assert edit.context["form"][f"name-{line.pk}"].value() == "Lò Thị Mấy"
    through(made, campaign)
    for user, may_see in ((campaign.officer, True), (campaign.head, True), (person("head", campaign.tree.tan_uyen_school), False)):
        client.force_login(user)
        found = [client.get(reverse("nominations:decision", args=[one.pk])) for one in (old, made)]
        assert [answer.status_code for answer in found] == [200 if may_see else 404] * 2
        if may_see:
            assert f'href="{reverse("nominations:decision", args=[made.pk])}">Quyết định 02/QĐ-LĐLĐ</a>' in found[0].content.decode()
            assert f'href="{reverse("nominations:decision", args=[old.pk])}">Quyết định 01/QĐ-LĐLĐ</a>' in found[1].content.decode()
    client.force_login(campaign.officer)
    register = client.get(reverse("nominations:award-register")).content.decode()
    assert f'đính chính thành “Lò Thị Mấy” theo <a href="{reverse("nominations:decision", args=[made.pk])}">Quyết định 02/QĐ-LĐLĐ</a>' in register
    dossier = client.get(reverse("nominations:dossier", args=[line.dossier_id])).content.decode()
    assert "đính chính thành “Lò Thị Mấy”" in dossier


def test_more_names_are_chosen_than_an_address_holds(campaign, client):
    decision = make_decision(campaign.plan, [honoured(campaign, f"Người {at}") for at in range(2)], status="issued", number="9/QĐ", date=DAY)
    kept, other = decision.lines.order_by("pk")
    client.force_login(campaign.officer)
    address = reverse("nominations:new-amendment", args=[decision.pk, "revoke"])
    assert f'formaction="{address}"' in client.get(reverse("nominations:decision", args=[decision.pk])).content.decode()
    nobody = client.post(address, follow=True)
    assert "Chưa chọn tên nào: hãy đánh dấu các tên trong danh sách, rồi bấm lại." in nobody.content.decode()
    chosen = client.post(address, {"line": [kept.pk, *range(10**6, 10**6 + 2000)]})  # two thousand that are not on this list
    assert (chosen.status_code, chosen.context["form"].is_bound, chosen.context["form"].lines) == (200, False, [kept])
    assert f'<input type="hidden" name="line" value="{kept.pk}">' in chosen.content.decode()
    sent = typed(chosen) | {"line": [kept.pk]}
    wrong = client.post(address, sent)
    assert (wrong.status_code, wrong.context["form"].lines) == (422, [kept])
    assert client.post(address, sent | {f"reason-{kept.pk}": "Khai không đúng"}).status_code == 302
    assert [change.line for change in LineChange.objects.all()] == [kept]
    assert other.changes.count() == 0


def test_the_dossier_of_who_was_revoked_says_so(old, campaign, client):
    revoked(old, campaign)
    client.force_login(campaign.head)
    dossier = line_of("Vàng A Páo").dossier
    page = client.get(reverse("nominations:dossier", args=[dossier.pk])).content.decode()
    assert "Đã hủy bỏ việc khen thưởng." in page
    assert "Lý do: Khai không đúng thành tích" in page
    assert "Đã hủy bỏ" not in client.get(reverse("nominations:dossier", args=[line_of("Lò Thị Mây").dossier_id])).content.decode()


def test_the_mark_of_another_unit_s_name_leads_nowhere_that_is_closed(old, campaign, client):
    new, other = revoked(old, campaign), campaign.tree.tan_uyen_school
    Dossier.objects.filter(line=line_of("Vàng A Páo")).update(unit=other)
    link = f'href="{reverse("nominations:decision", args=[new.pk])}"'

    def reads(user) -> tuple[bool, bool]:
        client.force_login(user)
        page = client.get(reverse("nominations:decision", args=[old.pk])).content.decode()
        return new.heading in page, link in page

    assert (reads(campaign.head), reads(person("head", other)), reads(campaign.officer)) == ((True, False), (True, True), (True, True))


def test_a_form_without_names_says_where_to_choose_them(old, campaign, client):
    client.force_login(campaign.officer)
    address = reverse("nominations:new-amendment", args=[old.pk, "revoke"])
    page = client.post(address, typed(client.get(address)))
    assert (page.status_code, page.context["form"].non_field_errors()) == (422, ["Chưa chọn tên nào: hãy chọn trong danh sách của quyết định đã phát hành."])
    assert client.get(reverse("nominations:new-amendment", args=[old.pk, "other"])).status_code == 404
    assert client.get(f"{address}?line=9999999999999999999&line=x").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_form_costs_the_same_for_one_name_and_for_thirty(campaign, client, django_assert_max_num_queries, count):
    old = make_decision(campaign.plan, [honoured(campaign, f"Người {at}") for at in range(count)], status="approved")
    issue_decision(old, on=DAY, by=campaign.clerk)
    client.force_login(campaign.officer)
    chosen = "&".join(f"line={line.pk}" for line in old.lines.all())
    with django_assert_max_num_queries(14):
        client.get(f"{reverse('nominations:new-amendment', args=[old.pk, 'correct'])}?{chosen}")
