"""Through the units in between: the grassroots sends to the unit right above, which chooses and sends on with its own proposal."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nominations.actions import move_dossier, submit_dossier
from nominations.actions.extending import extend_deadline
from nominations.actions.levels import weigh
from nominations.actions.sending import draft_proposal, send_proposal
from nominations.levels import chain, level_above
from nominations.models import Dossier, LevelResult, Proposal, Receipt
from nominations.places import place_for, taken
from nominations.record import filed_at
from portal import clock
from portal.models import Mail, Notice
from portal.moves import Overtaken, Refused, history
from tests.builders import make_dossier, make_proposal, make_unit, person

NOON = datetime(2030, 4, 20, 5, 0, 7, tzinfo=UTC)
CLOSES = datetime(2030, 5, 14, 17, tzinfo=UTC)


@pytest.fixture
def levels(campaign):
    """The campaign whose table sends dossiers through the districts."""
    campaign.table.through_levels = True
    campaign.table.save()
    campaign.district = campaign.tree.than_uyen
    campaign.chair = person("head", campaign.district)
    with clock.standing_at(NOON):
        yield campaign


def sent(levels, *names, unit=None, **given):
    """Dossiers that their unit has sent to the district, each by its button."""
    unit = unit or levels.school
    head = levels.head if unit == levels.school else person("head", unit)
    dossiers = [make_dossier(levels.plan, unit, status="endorsed", name=name, created_by=head, **given) for name in names]
    for dossier in dossiers:
        submit_dossier(dossier, by=head)
    return dossiers


def say(dossier, name, by, **given):
    facts = {"opinion": "Ý kiến của huyện.", "votes": 7, "position": None} | given
    facts.setdefault("version", dossier.levels.last().version)
    return weigh(dossier, name, by=by, **facts)


def backed(levels, *names, **given):
    dossiers = sent(levels, *names, **given)
    for dossier in dossiers:
        say(dossier, "back", levels.chair)
    return dossiers


def sent_up(levels, dossiers, **given):
    proposal = make_proposal(levels.plan, levels.district, dossiers, number="12/TTr-LĐLĐ", created_by=levels.chair, **given)
    send_proposal(proposal, by=levels.chair)
    return Proposal.objects.get(pk=proposal.pk)


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.reasons


def states():
    return dict(Dossier.objects.order_by("pk").values_list("name", "status"))


class TestTheWay:
    def test_a_table_that_says_nothing_sends_everybody_to_the_office(self, campaign):
        assert level_above(campaign.plan, campaign.school) is None

    def test_one_level_at_a_time_up_to_the_office(self, levels):
        team = make_unit("Tổ công đoàn Toán", levels.school)
        assert [level_above(levels.plan, unit) for unit in (team, levels.school, levels.district, levels.tree.province)] == [
            levels.school,
            levels.district,
            None,
            None,
        ]

    def test_the_button_of_the_unit_sends_to_the_district_with_a_receipt_of_the_district_and_uses_no_place(self, levels):
        [dossier] = sent(levels, "Lò Thị Một")
        stored = Dossier.objects.get()
        assert (stored.status, stored.with_unit, stored.passed_at, stored.submitted_at) == ("between", levels.district, NOON, None)
        receipt = Receipt.objects.get()
        assert (receipt.office, receipt.unit, receipt.label, receipt.late) == (levels.district, levels.school, "BN-0001/2030", False)
        assert taken([levels.plan]) == {}
        assert place_for(levels.plan, levels.school, dossier.category).left == 2
        assert [(one.unit, one.says) for one in dossier.levels.all()] == [(levels.district, "")]

    def test_a_proposal_of_the_unit_sends_all_of_it_to_the_district(self, levels):
        dossiers = [make_dossier(levels.plan, levels.school, status="endorsed", name=name) for name in ("Một", "Hai", "Ba")]
        send_proposal(make_proposal(levels.plan, levels.school, dossiers), by=levels.head)
        proposal, receipt = Proposal.objects.get(), Receipt.objects.get()
        assert states() == {"Một": "between", "Hai": "between", "Ba": "between"}  # of whom two will find a place
        assert (proposal.status, proposal.to, proposal.sets_due) == ("sent", levels.district, 0)
        assert (receipt.office, receipt.proposal, receipt.dossiers.count()) == (levels.district, proposal, 3)

    def test_a_letter_begun_before_the_table_said_so_goes_to_the_district_too(self, levels):
        proposal = make_proposal(levels.plan, levels.school, [make_dossier(levels.plan, levels.school, status="endorsed")])
        assert proposal.to is None
        send_proposal(proposal, by=levels.head)
        assert (Proposal.objects.get().to, Dossier.objects.get().status) == (levels.district, "between")

    def test_where_nobody_could_send_it_on_it_stays(self, levels):
        head = person("head", levels.tree.tan_uyen_school)
        dossier = make_dossier(levels.plan, levels.tree.tan_uyen_school, status="endorsed")
        assert refused(lambda: submit_dossier(dossier, by=head)) == [
            "LĐLĐ huyện Tân Uyên chưa có ai giữ vai trò Chủ tịch đơn vị để xét và trình tiếp; hãy báo quản trị của LĐLĐ tỉnh Lai Châu."
        ]
        person("head", levels.tree.tan_uyen)
        submit_dossier(dossier, by=head)

    def test_none_where_there_is_no_place_to_choose_for(self, levels):
        dossier = make_dossier(levels.plan, levels.school, key="collective-business", status="endorsed")
        assert refused(lambda: submit_dossier(dossier, by=levels.head)) == [
            "CĐCS Trường THCS Than Uyên không có chỉ tiêu ở đối tượng “Tập thể khối sản xuất kinh doanh”."
        ]

    def test_pressing_twice_sends_once(self, levels):
        [dossier] = sent(levels, "Một")
        assert submit_dossier(dossier, by=levels.head).pressed_again
        assert (dossier.levels.count(), Receipt.objects.count()) == (1, 1)


class TestDeadline:
    def file(self, levels, at, name="Một"):
        dossier = make_dossier(levels.plan, levels.school, status="endorsed", name=name)
        with clock.standing_at(at):
            return submit_dossier(dossier, by=levels.head)

    def test_without_a_day_of_its_own_it_is_the_plans(self, levels):
        self.file(levels, CLOSES - timedelta(seconds=1))
        assert refused(lambda: self.file(levels, CLOSES)) == ["Đã quá hạn gửi cấp trên trực tiếp: nhận đến hết ngày 14/05/2030."]

    def test_the_tables_own_day_is_earlier_by_the_servers_clock(self, levels):
        levels.table.gather_by = date(2030, 5, 4)
        levels.table.save()
        last = datetime(2030, 5, 4, 17, tzinfo=UTC)  # midnight in Vietnam
        self.file(levels, last - timedelta(seconds=1))
        assert refused(lambda: self.file(levels, last)) == ["Đã quá hạn gửi cấp trên trực tiếp: nhận đến hết ngày 04/05/2030."]

    def test_more_time_for_the_unit_counts_here_too_and_is_marked(self, levels):
        levels.table.gather_by = date(2030, 5, 4)
        levels.table.save()
        extend_deadline(plan=levels.plan, unit=levels.school, until=CLOSES + timedelta(days=2), reason="Bão", by=levels.officer)
        self.file(levels, CLOSES)
        assert Receipt.objects.get().late

    def test_what_was_sent_in_time_and_given_back_may_come_again_later(self, levels):
        [dossier] = sent(levels, "Một")
        say(dossier, "give_back", levels.chair)
        move_dossier(dossier, "endorse", by=levels.head)
        with clock.standing_at(CLOSES + timedelta(days=1)):
            submit_dossier(dossier, by=levels.head)
        assert not Receipt.objects.order_by("pk").last().late

    def test_the_district_itself_is_bound_by_the_plans(self, levels):
        dossiers = backed(levels, "Một")
        with clock.standing_at(CLOSES):
            assert refused(lambda: sent_up(levels, dossiers)) == ["Một: Đã quá hạn nộp hồ sơ: ngày cuối là 14/05/2030."]


class TestWeighing:
    def test_it_is_endorsed_with_an_opinion_and_the_votes(self, levels):
        [dossier] = sent(levels, "Một")
        say(dossier, "back", levels.chair, opinion="Xứng đáng.", votes=9, position=1)
        level = dossier.levels.get()
        assert (level.says, level.opinion, level.votes, level.position, level.by) == ("backed", "Xứng đáng.", 9, 1, levels.chair)
        assert (states(), history(dossier).last().note) == ({"Một": "backed"}, "Xứng đáng.")

    def test_who_is_not_chosen_is_told_why(self, levels):
        [dossier] = sent(levels, "Lò Thị Một")
        Notice.objects.all().delete()
        Mail.objects.all().delete()
        say(dossier, "turn_down", levels.chair, opinion="Ít phiếu hơn.")
        assert states() == {"Lò Thị Một": "unchosen"}
        assert set(Notice.objects.values_list("user", "title")) == {
            (user.pk, "Hồ sơ của CĐCS Trường THCS Than Uyên: LĐLĐ huyện Than Uyên không chọn") for user in (levels.filer, levels.head)
        }
        assert [mail for mail in Mail.objects.all() if "Lò Thị" in f"{mail.subject}{mail.body}"] == []
        assert [step.opinion for step in chain(dossier)] == ["", "Ít phiếu hơn."]

    @pytest.mark.parametrize("name", ["turn_down", "give_back"])
    def test_a_no_needs_its_reason(self, levels, name):
        [dossier] = sent(levels, "Một")
        [reason] = refused(lambda: say(dossier, name, levels.chair, opinion=" "))
        assert reason.startswith("Hãy ghi lý do khi")

    def test_it_may_be_reconsidered_and_reworded(self, levels):
        [dossier] = sent(levels, "Một")
        for name, opinion in (("turn_down", "Ít phiếu."), ("back", "Bỏ phiếu lại."), ("back", "Bỏ phiếu lại, 9 phiếu.")):
            say(dossier, name, levels.chair, opinion=opinion)
        assert [one.name for one in history(dossier)] == ["pass_up", "turn_down", "back", "reword"]
        assert (dossier.levels.get().opinion, states()) == ("Bỏ phiếu lại, 9 phiếu.", {"Một": "backed"})

    def test_other_words_leave_what_a_proposal_settled_meanwhile(self, levels):
        """Whoever rewords holds the row, and writes back nothing but the words."""
        [dossier] = sent(levels, "Một")
        say(dossier, "turn_down", levels.chair, opinion="Ít phiếu.")
        with CaptureQueriesContext(connection) as asked:
            say(dossier, "turn_down", levels.chair, opinion="Ít phiếu, 3 phiếu.")
        level = LevelResult._meta.db_table
        [written] = [one["sql"] for one in asked if one["sql"].startswith(f'UPDATE "{level}"')]
        assert ('"opinion" =' in written, '"proposal_id" =' in written) == (True, False)
        if connection.vendor == "postgresql":
            assert [one["sql"] for one in asked if f'FOR UPDATE OF "{level}"' in one["sql"]] != []

    def test_given_back_it_is_mended_and_comes_again_as_a_second_stay(self, levels):
        [dossier] = sent(levels, "Một")
        say(dossier, "give_back", levels.chair, opinion="Thiếu số quyết định.")
        assert (states(), Dossier.objects.get().with_unit) == ({"Một": "returned"}, None)
        move_dossier(dossier, "endorse", by=levels.head)
        submit_dossier(dossier, by=levels.head)
        assert [one.says for one in dossier.levels.all()] == ["returned", ""]
        assert [step.label for step in chain(dossier)] == ["đề nghị", "trả lại bổ sung", "chờ xét"]

    def test_whoever_is_second_is_told(self, levels):
        [dossier] = sent(levels, "Một")
        say(dossier, "back", levels.chair, version=1)
        with pytest.raises(Overtaken):
            say(dossier, "turn_down", person("officer", levels.district), version=1)
        assert states() == {"Một": "backed"}

    def test_only_people_of_that_unit_weigh(self, levels):
        [dossier] = sent(levels, "Một")
        for by in (levels.head, levels.officer, person("head", levels.tree.tan_uyen), person("filer", levels.district)):
            with pytest.raises(PermissionDenied):
                say(dossier, "back", by)
        say(dossier, "back", person("officer", levels.district))

    def test_the_sender_takes_it_back_until_something_was_said(self, levels):
        first, second = sent(levels, "Một", "Hai")
        move_dossier(first, "withdraw", by=levels.filer, note="Thôi.")
        say(second, "back", levels.chair)
        say(second, "turn_down", levels.chair)
        assert [one.says for one in first.levels.all()] == ["withdrawn"]
        assert len(refused(lambda: move_dossier(second, "withdraw", by=levels.filer, note="Thôi."))) == 1
        assert states() == {"Một": "withdrawn", "Hai": "unchosen"}
        assert Notice.objects.filter(user=levels.chair, title__contains="rút hồ sơ").count() == 1


class TestSendingUp:
    def test_exactly_the_endorsed_go_up_under_the_districts_proposal_and_the_provinces_receipt(self, levels):
        first, second = backed(levels, "Một"), backed(levels, "Hai", unit=levels.tree.than_uyen_clinic)
        [third] = sent(levels, "Ba")
        say(third, "turn_down", levels.chair, opinion="Ít phiếu.")
        [waiting] = sent(levels, "Bốn")
        proposal = sent_up(levels, [*first, *second])
        assert states() == {"Một": "submitted", "Hai": "submitted", "Ba": "unchosen", "Bốn": "between"}
        receipt = Receipt.objects.get(office=levels.tree.province)
        assert (receipt.unit, receipt.proposal, receipt.dossiers.count()) == (levels.district, proposal, 2)
        assert place_for(levels.plan, levels.school, waiting.category).left == 0
        assert [(one.says, one.votes, one.proposal) for one in LevelResult.objects.order_by("pk")] == [
            ("backed", 7, proposal),
            ("backed", 7, proposal),
            ("unchosen", 7, proposal),
            ("", None, None),
        ]

    def test_who_was_endorsed_may_not_be_left_out(self, levels):
        first, second = backed(levels, "Một", "Hai")
        assert refused(lambda: sent_up(levels, [first])) == [
            "Đã đồng ý mà chưa có trong tờ trình: Hai. Hãy thêm vào, hoặc đổi ý kiến về hồ sơ ấy."
        ]
        assert states() == {"Một": "backed", "Hai": "backed"}
        Proposal.objects.all().delete()
        sent_up(levels, [first, second])

    def test_beyond_its_places_nothing_goes(self, levels):
        dossiers = backed(levels, "Một", "Hai", "Ba")
        [reason] = refused(lambda: sent_up(levels, dossiers))
        assert reason.startswith("Ba: Đã hết chỉ tiêu: LĐLĐ huyện Than Uyên có 2 suất")
        assert set(states().values()) == {"backed"}
        assert (Receipt.objects.filter(office=levels.tree.province).count(), taken([levels.plan])) == (0, {})

    def test_where_the_table_takes_reserves_the_order_of_the_list_says_who_waits(self, levels):
        levels.table.takes_reserves = True
        levels.table.save()
        one, two, three = backed(levels, "Một", "Hai", "Ba")
        sent_up(levels, [three, one, two])
        assert dict(Dossier.objects.values_list("name", "reserve")) == {"Một": None, "Hai": 1, "Ba": None}

    def test_its_own_dossiers_go_with_them(self, levels):
        own = make_dossier(levels.plan, levels.district, key="collective-public", status="endorsed", name="Tập thể huyện")
        sent_up(levels, [own, *backed(levels, "Một")])
        assert states() == {"Tập thể huyện": "submitted", "Một": "submitted"}

    def test_each_side_is_told(self, levels):
        dossiers = backed(levels, "Lò Thị Một")
        Notice.objects.all().delete()
        sent_up(levels, dossiers)
        titles = set(Notice.objects.values_list("user", "title"))
        assert (levels.officer.pk, "LĐLĐ huyện Than Uyên gửi tờ trình với 1 hồ sơ") in titles
        assert (levels.head.pk, "LĐLĐ huyện Than Uyên chuyển 1 hồ sơ của CĐCS Trường THCS Than Uyên lên LĐLĐ tỉnh Lai Châu") in titles

    def test_what_was_settled_is_not_reconsidered_but_may_be_given_back(self, levels):
        [first], [second] = backed(levels, "Một"), sent(levels, "Hai")
        say(second, "turn_down", levels.chair)
        sent_up(levels, [first])
        assert refused(lambda: say(second, "back", levels.chair)) == [
            "Kết quả xét đã chốt theo Tờ trình 12/TTr-LĐLĐ ngày 09/04/2020. Muốn xét lại, hãy trả hồ sơ cho CĐCS Trường THCS Than Uyên để gửi lại."
        ]
        say(second, "give_back", levels.chair, opinion="Để gửi lại.")
        assert [one.says for one in second.levels.all()] == ["unchosen", "returned"]
        assert states()["Hai"] == "returned"

    def test_not_by_the_officer_who_gathers_nor_by_strangers(self, levels):
        proposal = make_proposal(levels.plan, levels.district, backed(levels, "Một"))
        for by in (person("officer", levels.district), levels.head, levels.officer):
            with pytest.raises(PermissionDenied):
                send_proposal(proposal, by=by)
        send_proposal(proposal, by=levels.chair)

    def test_a_unit_lists_only_its_own_and_what_lies_with_it(self, levels):
        person("head", levels.tree.tan_uyen)
        [strange] = sent(levels, "Người khác", unit=levels.tree.tan_uyen_school)
        [reason] = refused(lambda: draft_proposal(plan=levels.plan, unit=levels.district, by=levels.chair, votes={strange: 1}))
        assert reason.startswith("Không phải hồ sơ của LĐLĐ huyện Than Uyên")

    def test_the_sender_does_not_withdraw_what_the_district_has_sent_up(self, levels):
        [dossier] = backed(levels, "Một")
        sent_up(levels, [dossier])
        assert refused(lambda: move_dossier(dossier, "withdraw", by=levels.head, note="Thôi.")) == [
            "LĐLĐ huyện Than Uyên đã xét hồ sơ này nên đơn vị không tự rút được nữa. Muốn rút, hãy đề nghị trả lại hồ sơ."
        ]

    def test_from_the_province_it_comes_back_past_the_district_and_goes_back_straight(self, levels):
        [dossier] = backed(levels, "Một")
        sent_up(levels, [dossier])
        Notice.objects.all().delete()
        move_dossier(dossier, "return", by=levels.officer, note="Thiếu.")
        assert {notice.user for notice in Notice.objects.all()} == {levels.filer, levels.head, levels.chair}
        move_dossier(dossier, "endorse", by=levels.head)
        submit_dossier(dossier, by=levels.head)
        stored = Dossier.objects.get()
        assert (stored.status, stored.with_unit, stored.levels.count()) == ("submitted", None, 1)
        assert Receipt.objects.order_by("pk").last().office == levels.tree.province


class TestTwoLevels:
    @pytest.fixture
    def deep(self, levels):
        """A team below the school: two units stand between it and the province."""
        team = make_unit("Tổ công đoàn Toán", levels.school)
        head = person("head", team)
        dossier = make_dossier(levels.plan, team, status="endorsed", name="Một", created_by=head)
        submit_dossier(dossier, by=head)
        return SimpleNamespace(team=team, head=head, dossier=dossier)

    def test_it_goes_up_a_unit_at_a_time_and_each_keeps_its_word(self, levels, deep):
        say(deep.dossier, "back", levels.head, opinion="Trường đồng ý.")
        letter = make_proposal(levels.plan, levels.school, [deep.dossier])
        send_proposal(letter, by=levels.head)
        stored = Dossier.objects.get()
        assert (stored.status, stored.with_unit, stored.submitted_at) == ("between", levels.district, None)
        say(stored, "back", levels.chair, opinion="Huyện đồng ý.", votes=9)
        sent_up(levels, [stored])
        assert Dossier.objects.get().status == "submitted"
        assert [(step.unit, step.label, step.opinion) for step in chain(stored)] == [
            (deep.team, "đề nghị", ""),
            (levels.school, "đồng ý", "Trường đồng ý."),
            (levels.district, "đồng ý", "Huyện đồng ý."),
        ]
        assert [receipt.office for receipt in Receipt.objects.order_by("pk")] == [levels.school, levels.district, levels.tree.province]

    def test_given_back_higher_up_it_begins_below_again(self, levels, deep):
        say(deep.dossier, "back", levels.head)
        send_proposal(make_proposal(levels.plan, levels.school, [deep.dossier]), by=levels.head)
        stored = Dossier.objects.get()
        assert len(refused(lambda: move_dossier(stored, "withdraw", by=deep.head, note="Thôi."))) == 1
        say(stored, "give_back", levels.chair, opinion="Thiếu.")
        move_dossier(stored, "endorse", by=deep.head)
        submit_dossier(stored, by=deep.head)
        assert Dossier.objects.get().with_unit == levels.school
        move_dossier(stored, "withdraw", by=deep.head, note="Thôi.")  # nobody has said anything on what came again
        assert [one.says for one in stored.levels.all()] == ["backed", "returned", "withdrawn"]


class TestWhoSees:
    def test_the_province_sees_dossier_proposal_and_receipt_from_the_moment_the_district_sends_up(self, levels):
        dossiers = [make_dossier(levels.plan, levels.school, status="endorsed", name=name) for name in ("Một", "Hai")]
        below = make_proposal(levels.plan, levels.school, dossiers)
        send_proposal(below, by=levels.head)
        siblings = [person("head", levels.tree.than_uyen_clinic), person("officer", levels.tree.tan_uyen), levels.officer]
        for by in siblings:
            assert [model.objects.visible_to(by).count() for model in (Dossier, Proposal, Receipt, LevelResult)] == [0, 0, 0, 0]
        mine = [model.objects.visible_to(levels.chair).count() for model in (Dossier, Proposal, Receipt, LevelResult)]
        assert mine == [2, 1, 1, 2]
        say(dossiers[0], "back", levels.chair)
        say(dossiers[1], "turn_down", levels.chair)
        above = sent_up(levels, [dossiers[0]])
        assert list(Dossier.objects.visible_to(levels.officer)) == [dossiers[0]]
        assert list(Proposal.objects.visible_to(levels.officer)) == [above]
        assert [receipt.office for receipt in Receipt.objects.visible_to(levels.officer)] == [levels.tree.province]
        for by in siblings[:2]:
            assert Dossier.objects.visible_to(by).count() == 0
        assert set(Dossier.objects.visible_to(levels.chair)) == set(dossiers)  # also once it has gone up

    def test_the_record_is_judged_as_the_unit_sent_it_not_as_it_was_when_the_district_did(self, levels):
        """What is entered while it lies in between is no evidence, there and at the office."""
        [dossier] = sent(levels, "Một")
        say(dossier, "back", levels.chair)
        assert filed_at([Dossier.objects.get()]) == {dossier.pk: NOON}
        with clock.standing_at(NOON + timedelta(days=3)):
            sent_up(levels, [dossier])
        assert filed_at([Dossier.objects.get()]) == {dossier.pk: NOON}
