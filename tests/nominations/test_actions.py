"""The verbs of dossiers and decisions: what they write, what they refuse, whom they tell."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nominations.actions import (
    approve_decision,
    draft_decision,
    draft_dossier,
    issue_decision,
    move_decision,
    move_dossier,
    save_who,
    submit_dossier,
)
from nominations.models import Decision, Dossier, Receipt
from nominations.places import place_for
from portal import clock
from portal.models import Mail, MoveRecord, Notice
from portal.moves import Overtaken, Refused, history
from tests.builders import hold, make_decision, make_dossier, make_user


def category(campaign, key="person-public"):
    return campaign.plan.categories.get(key=key)


class TestDraft:
    def test_a_filer_begins_a_dossier_at_their_unit(self, campaign):
        dossier = draft_dossier(
            plan=campaign.plan, unit=campaign.school, category=category(campaign), name="Lò Thị Mẫu", by=campaign.filer
        )
        assert (dossier.status, dossier.unit, dossier.version) == ("draft", campaign.school, 1)

    def test_but_not_at_another_unit(self, campaign):
        with pytest.raises(PermissionDenied):
            draft_dossier(
                plan=campaign.plan,
                unit=campaign.tree.tan_uyen_school,
                category=category(campaign),
                name="Lò Thị Mẫu",
                by=campaign.filer,
            )
        assert Dossier.objects.count() == 0


class TestSave:
    def test_writes_the_fields_and_counts_the_version(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school)
        save_who(dossier, fields={"name": "Tao Văn Mẫu"}, facts={}, version=1, nominee_version=1, by=campaign.filer)
        dossier.refresh_from_db()
        assert (dossier.name, dossier.version) == ("Tao Văn Mẫu", 2)

    def test_the_second_of_two_is_told_and_nothing_is_overwritten(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school)
        save_who(dossier, fields={"name": "Của người thứ nhất"}, facts={}, version=1, nominee_version=1, by=campaign.filer)
        with pytest.raises(Overtaken):
            save_who(dossier, fields={"name": "Của người thứ hai"}, facts={}, version=1, nominee_version=1, by=campaign.head)
        assert Dossier.objects.get().name == "Của người thứ nhất"

    def test_a_submitted_dossier_is_closed(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
        with pytest.raises(Refused) as refused:
            save_who(dossier, fields={"name": "Khác"}, facts={}, version=1, nominee_version=1, by=campaign.filer)
        assert refused.value.reasons == ["Hồ sơ đang ở trạng thái “đã nộp”, không sửa được nữa."]

    def test_a_returned_dossier_keeps_its_category(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school, status="returned")
        with pytest.raises(Refused):
            save_who(dossier, fields={"category": category(campaign, "collective-public")}, facts={}, version=1, nominee_version=1, by=campaign.filer)
        save_who(dossier, fields={"category": dossier.category, "name": "Mới"}, facts={}, version=1, nominee_version=1, by=campaign.filer)
        assert Dossier.objects.get().name == "Mới"


class TestSubmit:
    def test_files_against_the_place_of_the_district_and_tells_the_office(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
        submit_dossier(dossier, by=campaign.head)
        dossier.refresh_from_db()
        assert (dossier.status, dossier.holder.unit) == ("submitted", campaign.tree.than_uyen)
        assert dossier.submitted_at is not None
        receipt = f"Biên nhận {Receipt.objects.get()}: LĐLĐ tỉnh Lai Châu đã nhận 1 hồ sơ"
        assert set(Notice.objects.values_list("user", "title")) == {
            (campaign.officer.pk, "Hồ sơ của CĐCS Trường THCS Than Uyên: đã nộp"),
            (campaign.filer.pk, receipt),
            (campaign.head.pk, receipt),
        }

    def test_beyond_the_quota_is_refused_with_the_reason(self, campaign):
        for _ in range(2):
            make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="submitted")
        late = make_dossier(campaign.plan, campaign.school, status="endorsed")
        with pytest.raises(Refused) as refused:
            submit_dossier(late, by=campaign.head)
        assert refused.value.reasons == [
            "Đã hết chỉ tiêu: LĐLĐ huyện Than Uyên có 2 suất “Cá nhân khối hành chính, sự nghiệp”, đã nộp 2 hồ sơ. "
            "Hãy rút một hồ sơ đã nộp, hoặc đề nghị LĐLĐ tỉnh Lai Châu phân bổ thêm."
        ]
        late.refresh_from_db()
        assert (late.status, late.holder, late.submitted_at) == ("endorsed", None, None)

    def test_one_withdrawn_place_is_free_again(self, campaign):
        make_dossier(campaign.plan, campaign.school, status="submitted")
        returned = make_dossier(campaign.plan, campaign.school, status="returned")
        late = make_dossier(campaign.plan, campaign.school, status="endorsed")
        with pytest.raises(Refused):
            submit_dossier(late, by=campaign.head)
        move_dossier(returned, "withdraw", by=campaign.head, note="Đơn vị đổi người")
        submit_dossier(late, by=campaign.head)
        assert Dossier.objects.get(pk=late.pk).status == "submitted"

    def test_pressing_twice_files_once_and_tells_once(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
        submit_dossier(dossier, by=campaign.head)
        submit_dossier(Dossier.objects.get(), by=campaign.head)
        assert (MoveRecord.objects.count(), Receipt.objects.count()) == (1, 1)
        assert Notice.objects.count() == 3  # the office, and the two of the unit

    def test_the_officers_reason_stands_in_the_portal_and_not_in_the_letter(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
        move_dossier(dossier, "return", by=campaign.officer, note="Báo cáo của Lò Thị Mẫu thiếu số quyết định")
        told = set(Notice.objects.values_list("user", "text"))
        assert told == {(user.pk, "Báo cáo của Lò Thị Mẫu thiếu số quyết định") for user in (campaign.filer, campaign.head)}
        words = "Kế hoạch 154/KH-LĐLĐ, đối tượng Cá nhân khối hành chính, sự nghiệp."
        letters = Mail.objects.values_list("body", flat=True)
        assert [(words in body, "Lò Thị Mẫu" in body) for body in letters] == [(True, False)] * 2

    def test_a_dossier_mended_after_return_keeps_its_place_and_first_moment(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school, status="returned")
        first = dossier.submitted_at
        move_dossier(dossier, "endorse", by=campaign.head)
        move_dossier(dossier, "submit", by=campaign.head)
        dossier.refresh_from_db()
        assert (dossier.status, dossier.submitted_at) == ("submitted", first)


class TestDecision:
    def test_is_drafted_from_accepted_dossiers(self, campaign):
        accepted = make_dossier(campaign.plan, campaign.school, status="accepted")
        decision = draft_decision(
            plan=campaign.plan, award_form="Bằng khen", merit="đã có thành tích", dossiers=[accepted], by=campaign.officer
        )
        assert [(line.name, line.unit_name) for line in decision.lines.all()] == [
            ("Lò Thị Mẫu", "Công đoàn cơ sở Trường THCS Than Uyên")
        ]

    def test_refuses_a_dossier_that_is_not_accepted_and_writes_nothing(self, campaign):
        submitted = make_dossier(campaign.plan, campaign.school, status="submitted")
        with pytest.raises(Refused):
            draft_decision(plan=campaign.plan, award_form="B", merit="m", dossiers=[submitted], by=campaign.officer)
        assert Decision.objects.count() == 0

    def test_refuses_a_dossier_on_another_decision(self, campaign):
        accepted = make_dossier(campaign.plan, campaign.school, status="accepted")
        make_decision(campaign.plan, [accepted])
        with pytest.raises(Refused):
            draft_decision(plan=campaign.plan, award_form="B", merit="m", dossiers=[accepted], by=campaign.officer)
        assert Decision.objects.count() == 1

    def test_approving_decides_every_dossier_on_it(self, campaign):
        dossiers = [make_dossier(campaign.plan, campaign.school, status="accepted") for _ in range(2)]
        decision = make_decision(campaign.plan, dossiers, status="draft")
        move_decision(decision, "submit", by=campaign.officer)
        approve_decision(decision, by=campaign.approver)
        assert set(Dossier.objects.values_list("status", flat=True)) == {"decided"}
        assert [record.name for record in history(dossiers[0])] == ["decide"]

    def test_whoever_submits_does_not_approve(self, campaign):
        both = campaign.approver
        both.assignments.create(role="officer", unit=campaign.tree.province, start=date(2019, 1, 1))
        both._reach = None
        decision = make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="accepted")])
        move_decision(decision, "submit", by=both)
        with pytest.raises(Refused) as refused:
            approve_decision(decision, by=both)
        assert refused.value.reasons == ["Người đã “trình duyệt” không được tự “duyệt quyết định”; cần một người khác."]

    def test_the_clerk_issues_and_each_unit_is_told(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school, status="decided")
        decision = make_decision(campaign.plan, [dossier], status="approved")
        issue_decision(decision, on=date(2020, 4, 17), by=campaign.clerk)
        decision.refresh_from_db()
        assert (decision.status, decision.number, decision.date) == ("issued", "01/QĐ-LĐLĐ", date(2020, 4, 17))
        assert (decision.paper.number_text, decision.paper.type_code) == ("01/QĐ-LĐLĐ", "QĐ")
        told = Notice.objects.filter(title="Quyết định 01/QĐ-LĐLĐ đã phát hành")
        assert set(told.values_list("user", flat=True)) == {campaign.filer.pk, campaign.head.pk}

    def test_a_date_after_today_is_refused_and_nothing_is_numbered(self, campaign):
        decision = make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="decided")], status="approved")
        with pytest.raises(Refused) as refused:
            issue_decision(decision, on=date(2999, 1, 1), by=campaign.clerk)
        assert refused.value.reasons == ["Ngày ban hành ở sau hôm nay."]
        assert (Decision.objects.get().number, Decision.objects.get().status) == ("", "approved")

    def test_numbers_follow_each_other_and_begin_again_with_the_year(self, campaign):
        with clock.standing_at(datetime(2021, 5, 5, tzinfo=UTC)):
            for day in (date(2020, 4, 17), date(2020, 5, 4), date(2021, 5, 4)):
                dossier = make_dossier(campaign.plan, campaign.school, status="decided")
                issue_decision(make_decision(campaign.plan, [dossier], status="approved"), on=day, by=campaign.clerk)
        issued = Decision.objects.order_by("date").values_list("number", flat=True)
        assert list(issued) == ["01/QĐ-LĐLĐ", "02/QĐ-LĐLĐ", "01/QĐ-LĐLĐ"]

    def test_whoever_comes_later_with_an_old_page_changes_no_number(self, campaign):
        decision = make_decision(
            campaign.plan, [make_dossier(campaign.plan, campaign.school, status="decided")], status="approved"
        )
        stale, second = Decision.objects.get(), make_user("second")
        hold(second, "clerk", campaign.tree.province)
        issue_decision(decision, on=date(2020, 4, 17), by=campaign.clerk)
        with pytest.raises(Refused):
            issue_decision(stale, on=date(2020, 4, 18), by=second)
        issue_decision(stale, on=date(2020, 4, 19), by=campaign.clerk)  # the same hand pressing twice
        moves = MoveRecord.objects.filter(content_type__model="decision")
        assert (Decision.objects.get().number, Decision.objects.get().date, moves.count()) == ("01/QĐ-LĐLĐ", date(2020, 4, 17), 1)


class TestWithdrawing:
    def test_what_is_filed_may_be_taken_back_until_somebody_has_screened_it(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
        submit_dossier(dossier, by=campaign.head)
        Notice.objects.all().delete()
        move_dossier(dossier, "withdraw", by=campaign.head, note="Đơn vị đổi người")
        assert place_for(campaign.plan, campaign.school, dossier.category).taken == 0
        assert [(notice.user, notice.text) for notice in Notice.objects.all()] == [(campaign.officer, "Đơn vị đổi người")]

    def test_afterwards_it_is_refused_with_the_reason(self, campaign):
        mended = make_dossier(campaign.plan, campaign.school, status="endorsed")
        submit_dossier(mended, by=campaign.head)
        move_dossier(mended, "return", by=campaign.officer, note="Thiếu quyết định")
        move_dossier(mended, "endorse", by=campaign.head)
        submit_dossier(mended, by=campaign.head)
        ruled = make_dossier(campaign.plan, campaign.school, status="submitted")
        ruled.answers.create(mark="so-nam", says="not_met", reason="Thiếu năm 2018", by=campaign.officer)
        for dossier in (mended, ruled):
            with pytest.raises(Refused) as refused:
                move_dossier(dossier, "withdraw", by=campaign.head, note="Đơn vị đổi người")
            assert refused.value.reasons == [
                "LĐLĐ tỉnh Lai Châu đã thẩm định hồ sơ này nên đơn vị không tự rút được nữa. "
                "Muốn rút, hãy đề nghị LĐLĐ tỉnh Lai Châu trả lại hồ sơ."
            ]

    def test_what_the_unit_itself_has_confirmed_is_no_screening(self, campaign):
        dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
        dossier.answers.create(mark="so-nam", says="confirmed", by=campaign.head)
        move_dossier(dossier, "withdraw", by=campaign.head, note="Đơn vị đổi người")
        assert dossier.status == "withdrawn"
