"""Whoever signed or sent a nomination judges it nowhere above; a colleague does, and paper work stays open to them."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from nominations.actions.answers import rule_on
from nominations.actions.levels import weigh
from nominations.actions.publication import answer_objection
from nominations.actions.ranking import rule_on_rank, save_scores, save_terms
from nominations.eligibility import mark_of
from nominations.models import Dossier
from nominations.ranking_rows import people_of, scores_mark, terms_of
from nominations.scoring import Line
from portal.moves import Refused, write_down
from tests.builders import hold, make_decision, make_dossier, make_objection, make_publication, person

WORK = Line("work", "Hoàn thành nhiệm vụ", "points", Decimal(60))


@pytest.fixture
def both(campaign, april):
    """A head of the school who is an officer of the province too, and the dossier that this person sent."""
    campaign.plan.criteria.create(position=1, text="Gương mẫu.").categories.set(campaign.plan.categories.all())
    save_terms(campaign.plan, lines=[WORK], order=["total"], notice_days=None, version=1, by=campaign.officer)
    dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
    write_down(dossier, "submit", "Nộp hồ sơ", by=campaign.head)
    hold(campaign.head, "officer", campaign.tree.province)
    return SimpleNamespace(user=campaign.head, colleague=campaign.officer, dossier=dossier, plan=campaign.plan, filer=campaign.filer)


def rule(both, by):
    rule_on(both.dossier, mark_of("Gương mẫu."), "met", by=by, reason="Đã xem.")


def score(both, by):
    terms = terms_of(both.plan)
    mark = scores_mark(people_of(both.plan, terms, both.dossier.category_id), terms.lines)
    save_scores(both.plan, both.dossier.category, values={(both.dossier.pk, "work"): 60}, mark=mark, by=by)


def place(both, by):
    rule_on_rank(both.dossier, kind="place", number=1, reason="Họp ngày 14/4.", by=by)


def answer(both, by):
    objection = make_objection(make_publication(both.plan, [both.dossier]), by=both.filer)
    answer_objection(objection, result="kept", answer="Đúng như hồ sơ.", note="", by=by)


@pytest.mark.parametrize(
    ("act", "what"), [(rule, "kết luận tiêu chuẩn"), (score, "chấm điểm"), (place, "định thứ hạng"), (answer, "trả lời kiến nghị")]
)
def test_the_sender_does_not_judge_and_a_colleague_does(both, act, what):
    Dossier.objects.update(status="accepted")
    with pytest.raises(Refused) as refused:
        act(both, both.user)
    assert refused.value.reasons == [f"Lò Thị Mẫu: Người đã “nộp hồ sơ” không được tự “{what}”; cần một người khác."]
    act(both, both.colleague)


def test_who_sent_before_somebody_else_did_may_judge(both, campaign):
    write_down(both.dossier, "submit", "Nộp hồ sơ", by=campaign.filer)  # sent again, after a return
    rule(both, both.user)


def test_a_unit_in_between_is_other_hands_too(campaign, april):
    dossier = make_dossier(campaign.plan, campaign.school, status="between")
    write_down(dossier, "pass_up", "Gửi cấp trên trực tiếp", by=campaign.head)
    hold(campaign.head, "head", campaign.tree.than_uyen)
    said = {"opinion": "Tốt.", "votes": None, "position": None, "version": 1}
    with pytest.raises(Refused) as refused:
        weigh(dossier, "back", by=campaign.head, **said)
    assert refused.value.reasons == ["Người đã “gửi cấp trên trực tiếp” không được tự “đồng ý”; cần một người khác."]
    weigh(dossier, "back", by=person("head", campaign.tree.than_uyen), **said)


def test_the_page_keeps_what_was_typed_and_paper_work_stays_open(both, client, campaign):
    Dossier.objects.update(status="accepted")
    objection = make_objection(make_publication(both.plan, [both.dossier]), by=campaign.filer)
    client.force_login(both.user)
    page = client.post(
        reverse("nominations:objection", args=[objection.pk]),
        {"result": "kept", "answer": "Đúng như hồ sơ.", "form_token": "0b5f1c1e-6c52-4b39-9f3e-0d9a8c1e2f3a"},
    )
    assert (page.status_code, "Đúng như hồ sơ." in page.content.decode()) == (409, True)
    draft = make_decision(both.plan, [both.dossier])
    assert client.get(reverse("nominations:edit-decision", args=[draft.pk])).status_code == 200
