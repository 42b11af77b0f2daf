"""Proposals are sent whole or not at all, under one numbered receipt; single dossiers get one too."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nominations.actions import move_dossier, submit_dossier
from nominations.actions.extending import extend_deadline
from nominations.actions.sending import attach_signed, draft_proposal, receive_sets, save_proposal, send_proposal
from nominations.models import Dossier, Proposal, Receipt
from nominations.places import place_for
from portal import clock
from portal.models import Mail, Notice
from portal.moves import Overtaken, Refused, history
from portal.storing import keep
from tests.builders import make_dossier, make_plan, make_proposal, make_table, make_unit, person

CLOSES = datetime(2030, 5, 14, 17, tzinfo=UTC)
NOON = datetime(2030, 4, 20, 5, 0, 7, tzinfo=UTC)  # 12:00:07 in Vietnam


def endorsed(campaign, *names, **given):
    return [make_dossier(campaign.plan, campaign.school, status="endorsed", name=name, **given) for name in names]


def two(campaign):
    return endorsed(campaign, "Lò Thị Một", "Lò Thị Hai")


def send(proposal, by, at=NOON):
    with clock.standing_at(at):
        return send_proposal(Proposal.objects.select_related("plan__unit", "unit").get(pk=proposal.pk), by=by)


def refused(proposal, by, at=NOON):
    with pytest.raises(Refused) as refusal:
        send(proposal, by, at)
    return refusal.value.reasons


def states():
    return list(Dossier.objects.order_by("pk").values_list("status", "submitted_at"))


class TestSending:
    def test_every_dossier_is_filed_at_one_moment_under_one_receipt(self, campaign):
        dossiers = two(campaign)
        proposal = make_proposal(campaign.plan, campaign.school, dossiers)
        record = send(proposal, campaign.head)
        assert states() == [("submitted", NOON)] * 2
        receipt = Receipt.objects.get()
        assert (receipt.label, receipt.at, receipt.late, receipt.by) == ("BN-0001/2030", NOON, False, campaign.head)
        assert (receipt.office, receipt.unit, receipt.proposal) == (campaign.tree.province, campaign.school, proposal)
        assert set(receipt.dossiers.all()) == set(dossiers)
        assert (record.source, record.target, record.at) == ("draft", "sent", NOON)
        assert [one.note for dossier in dossiers for one in history(dossier)] == ["Tờ trình 05/TTr-CĐCS"] * 2

    def test_one_that_cannot_be_filed_keeps_all_of_them_and_every_reason_is_said_with_its_names(self, campaign):
        first, incomplete = endorsed(campaign, "Lò Thị Một")[0], endorsed(campaign, "Lò Thị Hai", achievements="")[0]
        draft = make_dossier(campaign.plan, campaign.school, name="Lò Thị Ba")
        proposal = make_proposal(campaign.plan, campaign.school, [first, incomplete, draft], number="")
        proposal.lines.filter(dossier=draft).update(votes=None)
        assert refused(proposal, campaign.head) == [
            "Chưa ghi số, ký hiệu của tờ trình.",
            "Lò Thị Hai: Chưa viết báo cáo thành tích.",
            "Lò Thị Ba: “Nộp hồ sơ” không làm được khi hồ sơ đang ở trạng thái “bản nháp”.",
        ]
        assert states() == [("endorsed", None), ("endorsed", None), ("draft", None)]
        assert (Proposal.objects.get().status, Receipt.objects.count(), Notice.objects.count()) == ("draft", 0, 0)

    def test_beyond_the_places_nothing_is_filed(self, campaign):
        proposal = make_proposal(campaign.plan, campaign.school, endorsed(campaign, "Một", "Hai", "Ba"))
        [reason] = refused(proposal, campaign.head)
        assert reason.startswith("Ba: Đã hết chỉ tiêu: LĐLĐ huyện Than Uyên có 2 suất")
        assert states() == [("endorsed", None)] * 3
        assert place_for(campaign.plan, campaign.school, Dossier.objects.first().category).taken == 0

    def test_where_the_table_takes_reserves_what_is_beyond_waits_in_its_order(self, campaign):
        campaign.table.takes_reserves = True
        campaign.table.save()
        proposal = make_proposal(campaign.plan, campaign.school, endorsed(campaign, "Một", "Hai", "Ba", "Bốn"))
        send(proposal, campaign.head)
        assert list(Dossier.objects.order_by("pk").values_list("reserve", flat=True)) == [None, None, 1, 2]

    def test_a_reason_that_holds_for_all_is_said_once(self, campaign):
        campaign.plan.late = "không nhận"
        campaign.plan.save()
        proposal = make_proposal(campaign.plan, campaign.school, two(campaign))
        assert refused(proposal, campaign.head, CLOSES) == [
            "Cả 2 hồ sơ: Đã quá hạn nộp hồ sơ: ngày cuối là 14/05/2030. Kế hoạch ghi: “không nhận”."
        ]

    def test_one_that_was_filed_by_its_own_button_must_come_off(self, campaign):
        dossiers = two(campaign)
        proposal = make_proposal(campaign.plan, campaign.school, dossiers)
        submit_dossier(dossiers[0], by=campaign.head)
        assert refused(proposal, campaign.head) == ["Lò Thị Một: Đã nộp riêng rồi; hãy bỏ khỏi tờ trình."]

    def test_pressing_twice_sends_once(self, campaign):
        proposal = make_proposal(campaign.plan, campaign.school, two(campaign))
        records = [send(proposal, campaign.head) for _ in range(2)]
        assert [record.pressed_again for record in records] == [False, True]
        assert (Receipt.objects.count(), [one.name for one in history(proposal)]) == (1, ["send"])

    def test_only_the_head_sends(self, campaign):
        proposal = make_proposal(campaign.plan, campaign.school, two(campaign))
        for by in (campaign.filer, campaign.officer, person("head", campaign.tree.than_uyen)):
            with pytest.raises(PermissionDenied):
                send(proposal, by)

    def test_unit_and_office_are_told_and_no_mail_names_a_nominee(self, campaign):
        send(make_proposal(campaign.plan, campaign.school, two(campaign)), campaign.head)
        told = set(Notice.objects.values_list("user", "title"))
        receipt = "Biên nhận BN-0001/2030: LĐLĐ tỉnh Lai Châu đã nhận 2 hồ sơ"
        office = "CĐCS Trường THCS Than Uyên gửi tờ trình với 2 hồ sơ"
        assert told == {(campaign.filer.pk, receipt), (campaign.head.pk, receipt), (campaign.officer.pk, office)}
        letters = [f"{mail.subject} {mail.body}" for mail in Mail.objects.all()]
        assert (len(letters), [one for one in letters if "Lò Thị" in one]) == (3, [])
        assert sum("nộp lúc 12:00:07 ngày 20/04/2030" in one for one in letters) == 2

    def test_without_the_letter_and_the_meeting_it_says_all_that_is_missing(self, campaign):
        campaign.plan.dossier = ["Tờ trình đề nghị", "Biên bản họp bình xét"]
        campaign.plan.save()
        empty = dict.fromkeys(("number", "signer", "meeting_place", "chair", "secretary"), "")
        empty |= dict.fromkeys(("date", "meeting_on", "summoned", "present"))
        proposal = make_proposal(campaign.plan, campaign.school, **empty)
        assert refused(proposal, campaign.head) == [
            "Tờ trình chưa có hồ sơ nào.",
            "Chưa ghi số, ký hiệu, ngày, người ký của tờ trình.",
            "Chưa ghi ngày, nơi họp, chủ trì, thư ký, số triệu tập, số có mặt của cuộc họp bình xét.",
            "Chưa đính kèm bản có chữ ký, dấu: Tờ trình đề nghị.",
            "Chưa đính kèm bản có chữ ký, dấu: Biên bản họp bình xét.",
        ]
        campaign.plan.dossier_copies = 2  # then the signed ones come on paper
        campaign.plan.save()
        assert len(refused(proposal, campaign.head)) == 3

    def test_dates_and_votes_must_agree(self, campaign):
        proposal = make_proposal(
            campaign.plan, campaign.school, two(campaign), date=date(2030, 4, 21), meeting_on=date(2030, 4, 22), present=6
        )
        assert refused(proposal, campaign.head) == [
            "Ngày của tờ trình, 21/04/2030, chưa đến.",
            "Họp bình xét ngày 22/04/2030, sau ngày của tờ trình.",
            "Số phiếu nhiều hơn 6 người có mặt: Lò Thị Một (7), Lò Thị Hai (7).",
        ]


class TestReceipts:
    def test_numbers_run_without_gaps_for_each_office_and_year(self, campaign):
        campaign.table.rows.get(unit=campaign.tree.than_uyen).quotas.update(places=9)
        other = make_plan(campaign.tree.dien_bien, number="7/KH-LĐLĐ")
        union = make_unit("Công đoàn cơ sở Mường Lay", campaign.tree.dien_bien)
        make_table(other, {union: (9, 9, 9, 9)})
        theirs = make_dossier(other, union, status="endorsed")
        failed = make_proposal(campaign.plan, campaign.school, [make_dossier(campaign.plan, campaign.school)])
        for number, (year, dossier) in enumerate(zip((2029, 2029, 2030, 2030), endorsed(campaign, *"abcd"), strict=True)):
            refused(failed, campaign.head)  # leaves no gap
            with clock.standing_at(datetime(year, 2, 1 + number, tzinfo=UTC)):
                submit_dossier(dossier, by=campaign.head)
        with clock.standing_at(NOON):
            submit_dossier(theirs, by=person("head", union))
        given = [(receipt.office.label, receipt.label) for receipt in Receipt.objects.order_by("pk")]
        ours = "LĐLĐ tỉnh Lai Châu"
        assert given == [(ours, f"BN-{label}") for label in ("0001/2029", "0002/2029", "0001/2030", "0002/2030")] + [
            ("LĐLĐ tỉnh Điện Biên", "BN-0001/2030")
        ]

    def test_the_year_is_the_one_in_vietnam(self, campaign):
        with clock.standing_at(datetime(2028, 12, 31, 17, 0, tzinfo=UTC)):
            submit_dossier(endorsed(campaign, "Một")[0], by=campaign.head)
        assert Receipt.objects.get().label == "BN-0001/2029"

    def test_what_comes_by_an_extension_is_marked_and_what_was_mended_is_not(self, campaign):
        in_time, late = two(campaign)
        with clock.standing_at(NOON):
            submit_dossier(in_time, by=campaign.head)
            move_dossier(in_time, "return", by=campaign.officer, note="Thiếu")
            move_dossier(in_time, "endorse", by=campaign.head)
        extend_deadline(
            plan=campaign.plan, unit=campaign.school, until=CLOSES + timedelta(days=3), reason="Bão", by=campaign.officer
        )
        with clock.standing_at(CLOSES):
            submit_dossier(late, by=campaign.head)
            submit_dossier(in_time, by=campaign.head)
        found = Receipt.objects.order_by("pk")
        assert [(receipt.late, receipt.dossiers.get().name) for receipt in found] == [
            (False, "Lò Thị Một"),
            (True, "Lò Thị Hai"),
            (False, "Lò Thị Một"),
        ]

    def test_a_mended_dossier_gets_no_new_place_but_a_receipt_also_by_a_proposal(self, campaign):
        [dossier] = endorsed(campaign, "Lò Thị Một")
        with clock.standing_at(NOON):
            submit_dossier(dossier, by=campaign.head)
            move_dossier(dossier, "return", by=campaign.officer, note="Thiếu")
            move_dossier(dossier, "endorse", by=campaign.head)
        send(make_proposal(campaign.plan, campaign.school, [dossier]), campaign.head, NOON + timedelta(days=2))
        dossier.refresh_from_db()
        assert (dossier.status, dossier.submitted_at) == ("submitted", NOON)
        assert place_for(campaign.plan, campaign.school, dossier.category).taken == 1
        assert [receipt.number for receipt in dossier.receipts.order_by("pk")] == [1, 2]


class TestDrafting:
    def draft(self, campaign, votes=(), **given):
        facts = {"plan": campaign.plan, "unit": campaign.school, "by": campaign.filer} | given
        return draft_proposal(votes=dict(votes), **facts)

    def test_the_unit_drafts_with_its_dossiers_in_their_order(self, campaign):
        first, second = two(campaign)
        proposal = self.draft(campaign, {second: 8, first: None}, number="05/TTr-CĐCS")
        assert [(line.dossier, line.votes) for line in proposal.lines.all()] == [(second, 8), (first, None)]
        save_proposal(proposal, fields={"number": "06/TTr-CĐCS"}, votes={first: 9}, version=1, by=campaign.head)
        proposal.refresh_from_db()
        assert (proposal.number, proposal.version) == ("06/TTr-CĐCS", 2)
        assert [(line.dossier, line.votes) for line in proposal.lines.all()] == [(first, 9)]

    def test_who_saves_second_is_told(self, campaign):
        proposal = self.draft(campaign)
        save_proposal(proposal, fields={"number": "06/TTr-CĐCS"}, votes={}, version=1, by=campaign.head)
        with pytest.raises(Overtaken):
            save_proposal(proposal, fields={"number": "07/TTr-CĐCS"}, votes={}, version=1, by=campaign.filer)
        assert Proposal.objects.get().number == "06/TTr-CĐCS"

    def test_there_is_one_open_at_a_time(self, campaign):
        self.draft(campaign)
        with pytest.raises(Refused) as refusal:
            self.draft(campaign)
        assert refusal.value.reasons == ["Đơn vị đã có một tờ trình đang soạn cho kế hoạch này; hãy mở tờ trình ấy."]

    def test_dossiers_of_others_are_refused(self, campaign):
        other = make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, name="Người khác")
        with pytest.raises(Refused) as refusal:
            self.draft(campaign, {other: 1})
        assert refusal.value.reasons == ["Không phải hồ sơ của CĐCS Trường THCS Than Uyên cho kế hoạch này: Người khác."]
        assert not Proposal.objects.exists()

    def test_what_was_sent_is_not_changed(self, campaign):
        proposal = make_proposal(campaign.plan, campaign.school, two(campaign))
        send(proposal, campaign.head)
        file = keep(b"%PDF-1.7\n%%EOF", name="to-trinh.pdf", content_type="application/pdf", owner=campaign.head)
        for change in (
            lambda: save_proposal(proposal, fields={}, votes={}, version=1, by=campaign.head),
            lambda: attach_signed(proposal, slot="proposal", file=file, by=campaign.head),
        ):
            with pytest.raises(Refused):
                change()
        assert proposal.lines.count() == 2

    def test_strangers_and_the_office_draft_nothing(self, campaign):
        for by in (campaign.officer, person("filer", campaign.tree.tan_uyen)):
            with pytest.raises(PermissionDenied):
                self.draft(campaign, by=by)


class TestPaperSets:
    def sent(self, campaign):
        campaign.plan.dossier_copies = 2
        campaign.plan.save()
        proposal = make_proposal(campaign.plan, campaign.school, two(campaign))
        send(proposal, campaign.head)
        Notice.objects.all().delete()
        return Proposal.objects.select_related("plan").get(pk=proposal.pk)

    def test_the_plan_says_how_many_and_the_office_counts_what_came(self, campaign):
        proposal = self.sent(campaign)
        assert (proposal.sets_due, proposal.sets_received) == (2, 0)
        with clock.standing_at(NOON + timedelta(days=3)):
            receive_sets(proposal, received=1, on=date(2030, 4, 22), version=1, by=campaign.clerk)
            receive_sets(proposal, received=2, on=date(2030, 4, 23), version=2, by=campaign.officer)
        proposal.refresh_from_db()
        assert (proposal.sets_received, proposal.sets_received_on) == (2, date(2030, 4, 23))
        assert [one.note for one in history(proposal) if one.name == "receive-sets"] == [
            "Đã nhận 1 / 2 bộ, ngày 22/04/2030",
            "Đã nhận 2 / 2 bộ, ngày 23/04/2030",
        ]
        assert set(Notice.objects.values_list("user", flat=True)) == {campaign.filer.pk, campaign.head.pk}

    def test_two_clerks_at_once_the_second_is_told(self, campaign):
        proposal = self.sent(campaign)
        with clock.standing_at(NOON + timedelta(days=3)):
            receive_sets(proposal, received=1, on=date(2030, 4, 22), version=1, by=campaign.clerk)
            with pytest.raises(Overtaken):
                receive_sets(proposal, received=1, on=date(2030, 4, 22), version=1, by=campaign.officer)

    def test_nothing_comes_on_paper_before_it_was_sent_nor_tomorrow(self, campaign):
        sent = self.sent(campaign)
        draft = make_proposal(campaign.plan, campaign.school)
        with clock.standing_at(NOON):
            for proposal, reason in ((draft, "Tờ trình chưa gửi"), (sent, "Ngày nhận, 21/04/2030, chưa đến.")):
                with pytest.raises(Refused) as refusal:
                    receive_sets(proposal, received=1, on=date(2030, 4, 21), version=1, by=campaign.clerk)
                assert refusal.value.reasons[0].startswith(reason)

    def test_the_unit_itself_does_not_count(self, campaign):
        proposal = self.sent(campaign)
        with pytest.raises(PermissionDenied):
            receive_sets(proposal, received=2, on=date(2030, 4, 20), version=1, by=campaign.head)
