"""Whoever acts on a dossier has taken it; nobody takes it from a colleague without saying so."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nominations.actions import move_dossier
from nominations.actions.answers import rule_on
from nominations.actions.taking import assign, let_go, take
from nominations.eligibility import mark_of
from nominations.models import Dossier
from portal.models import Notice
from portal.moves import Refused, history
from tests.builders import hold, make_dossier, make_user, person
from tests.racing import together


@pytest.fixture
def dossier(campaign):
    return make_dossier(campaign.plan, campaign.school, status="submitted")


def screener(dossier: Dossier):
    return Dossier.objects.get(pk=dossier.pk).screener


def refused_by(call, *args, **given) -> list[str]:
    with pytest.raises(Refused) as refused:
        call(*args, **given)
    return refused.value.reasons


@pytest.mark.django_db
class TestTaking:
    def test_it_is_taken_and_let_go_and_its_journal_says_so(self, campaign, dossier):
        take(dossier, by=campaign.officer)
        take(dossier, by=campaign.officer)  # pressed twice
        assert screener(dossier) == campaign.officer
        let_go(dossier, by=campaign.officer)
        let_go(dossier, by=campaign.officer)
        assert screener(dossier) is None
        assert [row.name for row in history(dossier)] == ["take", "let-go"]

    def test_a_colleague_is_told_who_has_it_and_since_when_and_may_take_over_by_saying_so(self, campaign, dossier, second, april):
        take(dossier, by=second)
        (reason,) = refused_by(take, dossier, by=campaign.officer)
        said = "Vàng A Hai đang xử lý hồ sơ này từ 08:00 ngày 20/04/2020. Nếu vẫn cần xử lý, hãy chọn “Nhận thay Vàng A Hai” ở bàn thẩm định."
        assert (reason, screener(dossier)) == (said, second)
        take(dossier, by=campaign.officer, instead_of=second.pk)
        assert screener(dossier) == campaign.officer
        assert [(notice.user, notice.title) for notice in Notice.objects.all()] == [
            (second, f"{campaign.officer} nhận thay hồ sơ của {campaign.school.label}")
        ]
        assert history(dossier).last().note == "Thay cho Vàng A Hai."

    def test_whom_the_page_showed_must_still_have_it(self, campaign, dossier, second):
        third = make_user("thu-ba")
        hold(third, "officer", campaign.tree.province)
        take(dossier, by=third)
        refused_by(take, dossier, by=campaign.officer, instead_of=second.pk)
        assert screener(dossier) == third

    @pytest.mark.parametrize("name", ["accept", "return", "hold", "decline"])
    def test_acting_takes_and_what_a_colleague_has_is_left(self, campaign, dossier, second, name):
        other = make_dossier(campaign.plan, campaign.school, status="submitted")
        take(other, by=second)
        move_dossier(dossier, name, by=campaign.officer, note="Lý do.")
        assert screener(dossier) == campaign.officer
        (reason,) = refused_by(move_dossier, other, name, by=campaign.officer, note="Lý do.")
        assert reason.startswith("Vàng A Hai đang xử lý hồ sơ này từ ")
        assert (Dossier.objects.get(pk=other.pk).status, screener(other)) == ("submitted", second)
        move_dossier(other, name, by=campaign.officer, note="Lý do.", instead_of=second.pk)
        assert screener(other) == campaign.officer

    def test_a_ruling_takes_too(self, campaign, dossier, second):
        campaign.plan.criteria.create(position=1, text="Gương mẫu.").categories.set(campaign.plan.categories.all())
        rule_on(dossier, mark_of("Gương mẫu."), "met", by=campaign.officer, reason="Đã xem.")
        assert screener(dossier) == campaign.officer
        refused_by(rule_on, dossier, mark_of("Gương mẫu."), "met", by=second, reason="Đã xem.")

    def test_a_refused_move_takes_nothing(self, campaign, dossier):
        refused_by(move_dossier, dossier, "return", by=campaign.officer)  # without a reason
        assert screener(dossier) is None

    def test_only_who_screens_takes_and_only_what_lies_with_the_office(self, campaign, dossier):
        for stranger in (campaign.head, campaign.approver, person("officer", campaign.tree.dien_bien)):
            with pytest.raises(PermissionDenied):
                take(dossier, by=stranger)
        returned = make_dossier(campaign.plan, campaign.school, status="returned")
        said = ["Hồ sơ đang ở trạng thái “trả lại bổ sung”, không nhận xử lý lúc này."]
        assert refused_by(take, returned, by=campaign.officer) == said

    def test_why_it_is_on_hold_still_stands_on_its_page_when_it_has_been_taken(self, client, campaign, dossier, second):
        move_dossier(dossier, "hold", by=campaign.officer, note="Đang xem xét đơn thư (mẫu).")
        take(dossier, by=second, instead_of=campaign.officer.pk)
        client.force_login(campaign.head)
        assert "<strong>Đang tạm treo.</strong> Đang xem xét đơn thư (mẫu)." in client.get(f"/dossiers/{dossier.pk}/").content.decode()


@pytest.mark.django_db
class TestAssigning:
    def test_many_are_given_at_once_in_as_many_queries_as_one(self, campaign, second, django_assert_num_queries):
        counted = []
        for count in (1, 30):
            rows = [make_dossier(campaign.plan, campaign.school, status="submitted") for _ in range(count)]
            with django_assert_num_queries(13, exact=False) as asked:
                assert assign(rows, second, by=campaign.officer) == []
            counted.append(len(asked))
            assert {screener(row) for row in rows} == {second}
        assert counted[0] >= counted[1]
        assert [notice.title for notice in Notice.objects.filter(user=second).order_by("pk")] == [
            f"{campaign.officer} giao {count} hồ sơ để thẩm định" for count in (1, 30)
        ]

    def test_what_cannot_be_given_is_named_and_left_and_whoever_had_one_is_told(self, campaign, dossier, second):
        take(dossier, by=campaign.officer)
        decided = make_dossier(campaign.plan, campaign.school, status="decided")
        left = assign([dossier, decided], second, by=campaign.officer)
        assert left == [(decided, "Hồ sơ đang ở trạng thái “đã có quyết định”, không nhận xử lý lúc này.")]
        assert (screener(dossier), screener(decided)) == (second, None)
        assign([dossier], campaign.officer, by=campaign.officer)
        assert Notice.objects.filter(user=second, title__startswith=f"{campaign.officer} chuyển hồ sơ đang thẩm định").count() == 1

    def test_nobody_is_given_what_is_not_theirs_to_screen(self, campaign, dossier):
        stranger = person("officer", campaign.tree.dien_bien)
        assert [one for one, _ in assign([dossier], stranger, by=campaign.officer)] == [dossier]
        with pytest.raises(PermissionDenied):
            assign([dossier], campaign.officer, by=stranger)
        assert screener(dossier) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["take", "accept"])
def test_of_two_at_once_one_has_it_and_the_other_is_told(campaign, dossier, second, act):
    def deed(user):
        one = Dossier.objects.get(pk=dossier.pk)
        return take(one, by=user) if act == "take" else move_dossier(one, act, by=user)

    answers = together(lambda: deed(campaign.officer), lambda: deed(second))
    (told,) = [answer for answer in answers if isinstance(answer, Refused)]
    winner = screener(dossier)
    assert winner == (second if answers[0] is told else campaign.officer)
    accepted = "“Chấp nhận” không làm được khi hồ sơ đang ở trạng thái “đạt”."
    assert told.reasons[0].startswith(accepted if act == "accept" else f"{winner} đang xử lý hồ sơ này từ ")


@pytest.mark.django_db
def test_the_unit_s_journal_does_not_say_who_screens(campaign, dossier, second, client):
    take(dossier, by=second)
    take(dossier, by=campaign.officer, instead_of=second.pk)
    assign([dossier], second, by=campaign.officer)
    let_go(dossier, by=second)
    move_dossier(dossier, "accept", by=campaign.officer)

    def names(user) -> list[str]:
        client.force_login(user)
        return [one.name for one in client.get(reverse("nominations:dossier", args=[dossier.pk])).context["records"]]

    assert (names(campaign.head), names(person("officer", campaign.tree.central))) == (["accept"], ["accept"])
    assert names(campaign.officer) == ["take", "take-over", "assign", "let-go", "accept"]
