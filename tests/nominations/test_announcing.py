"""An issued decision becomes known at the moment the clerk chose; until then nothing outside the office speaks of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.module_loading import import_string

from conferences.models import Honour
from nominations.actions import issue_decision
from nominations.actions.amending import draft_amendment
from nominations.actions.publishing import choose_moment, publish_due
from nominations.forms.announcing import MOMENT_BUT_NOW
from nominations.models import Achievement, Decision, DecisionLine, LineChange, Nominee
from portal import clock
from portal.models import Mail, Notice
from portal.moves import Refused, history
from tests.builders import make_decision, make_dossier, person
from tests.nominations.test_amendments import through
from tests.nominations.test_views_decisions import typed
from tests.racing import together

NOW = datetime(2020, 4, 20, 1, tzinfo=UTC)  # 08:00 in Vietnam
LATER = NOW + timedelta(days=2)
DAY = date(2020, 4, 17)
TOLD = "Quyết định 01/QĐ-LĐLĐ đã phát hành"


@pytest.fixture
def april():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def approved(campaign, april):
    nominee = Nominee.objects.create(unit=campaign.school, kind_id="person", name="Lò Thị Mẫu", created_by=campaign.filer)
    dossier = make_dossier(campaign.plan, campaign.school, status="decided", nominee=nominee)
    return make_decision(campaign.plan, [dossier], status="approved", award=Honour.objects.get(code="bk-tinh"), award_form="Bằng khen của UBND tỉnh")


def known(campaign) -> tuple[int, int, int, int]:
    """What the head of the school finds: decisions, names in the register, lines in the record, letters."""
    head = campaign.head
    return (
        Decision.objects.visible_to(head).count(),
        DecisionLine.objects.visible_to(head).count(),
        Achievement.objects.count(),
        Mail.objects.filter(to=head.email, subject=TOLD).count(),
    )


@pytest.mark.django_db
def test_until_the_chosen_moment_only_the_office_knows(approved, campaign, client):
    issue_decision(approved, on=DAY, by=campaign.clerk, publish_at=LATER)
    dossier = reverse("nominations:dossier", args=[approved.lines.get().dossier_id])
    client.force_login(campaign.head)
    assert (known(campaign), publish_due()) == ((0, 0, 0, 0), 0)
    assert client.get(reverse("nominations:decision", args=[approved.pk])).status_code == 404
    assert "01/QĐ-LĐLĐ" not in client.get(dossier).content.decode()
    assert Decision.objects.visible_to(campaign.clerk).count() == DecisionLine.objects.visible_to(campaign.clerk).count() == 1
    with clock.standing_at(LATER):
        assert [publish_due(), publish_due()] == [1, 0]
        assert known(campaign) == (1, 1, 1, 1)
        assert "01/QĐ-LĐLĐ" in client.get(dossier).content.decode()


@pytest.mark.django_db
def test_without_a_moment_it_is_known_at_once(approved, campaign):
    issue_decision(approved, on=DAY, by=campaign.clerk)
    assert (known(campaign), publish_due()) == ((1, 1, 1, 1), 0)
    assert [record.name for record in history(approved)] == ["issue"]


@pytest.mark.django_db
def test_a_worker_that_begins_anew_finds_what_is_due(approved, campaign):
    issue_decision(approved, on=DAY, by=campaign.clerk, publish_at=LATER)
    with clock.standing_at(LATER + timedelta(days=3)):  # none was running when the moment came
        assert [import_string(path)() for path in settings.EACH_ROUND] == [1]  # as the worker asks between two jobs
    assert known(campaign) == (1, 1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_letter_for_each_unit(approved, campaign):
    issue_decision(approved, on=DAY, by=campaign.clerk, publish_at=NOW + timedelta(seconds=1))
    with clock.standing_at(LATER):
        assert sum(together(publish_due, publish_due)) == 1
    assert Mail.objects.filter(subject=TOLD).count() == Notice.objects.filter(title=TOLD).count() == 2  # its filer and its head
    assert known(campaign)[3] == 1


@pytest.mark.django_db
def test_the_clerk_alone_publishes_sooner_or_moves_the_moment_until_it_is_out(approved, campaign):
    issue_decision(approved, on=DAY, by=campaign.clerk, publish_at=LATER)
    with pytest.raises(PermissionDenied):
        choose_moment(approved, at=None, by=campaign.officer)
    choose_moment(approved, at=LATER + timedelta(days=1), by=campaign.clerk)
    with clock.standing_at(LATER):
        assert publish_due() == 0
    choose_moment(approved, at=None, by=campaign.clerk)
    assert known(campaign) == (1, 1, 1, 1)
    assert [record.name for record in history(approved)] == ["issue", "choose-moment", "publish"]
    with pytest.raises(Refused) as refused:
        choose_moment(approved, at=LATER, by=campaign.clerk)
    assert refused.value.reasons == ["Quyết định đã công bố, các đơn vị đã được báo; không đổi thời điểm được nữa."]


@pytest.mark.django_db
def test_what_was_not_issued_is_not_published(approved, campaign):
    with pytest.raises(Refused) as refused:
        choose_moment(approved, at=None, by=campaign.clerk)
    assert refused.value.reasons == ["Quyết định chưa phát hành nên chưa công bố được."]


@pytest.mark.django_db
@pytest.mark.parametrize("at", [LATER, None])
def test_what_revokes_a_name_is_known_with_the_decision_that_gave_it(approved, campaign, at):
    issue_decision(approved, on=DAY, by=campaign.clerk, publish_at=LATER)
    old = Decision.objects.get()
    change = LineChange(line=old.lines.get(), reason="Khai không đúng thành tích")
    through(draft_amendment(old, kind="revocation", changes=[change], grounds=["Căn cứ Điều lệ"], by=campaign.officer), campaign)
    told = Notice.objects.filter(user=campaign.head)
    assert (known(campaign), told.count(), publish_due()) == ((0, 0, 0, 0), 0, 0)
    if at is None:
        choose_moment(old, at=None, by=campaign.clerk)
    else:
        with clock.standing_at(LATER):
            assert publish_due() >= 1
    assert known(campaign) == (2, 1, 0, 0)  # both papers; nothing in the record, no letter that says she is honoured
    assert [notice.title for notice in told] == ["Quyết định 02/QĐ-LĐLĐ đã phát hành"]


@pytest.mark.django_db
def test_on_the_page_the_clerk_says_when(approved, campaign, client):
    client.force_login(campaign.clerk)
    issue = reverse("nominations:issue-decision", args=[approved.pk])
    wrong = client.post(issue, {"date": "17/04/2020", "word": "PHÁT HÀNH", "publish": "later", "publish_day": "19/04/2020", "publish_hour": ""})
    assert (wrong.status_code, wrong.context["form"].errors) == (422, {"publish_hour": ["Hãy ghi giờ công bố."]})
    past = client.post(issue, {"date": "17/04/2020", "word": "PHÁT HÀNH", "publish": "later", "publish_day": "20/04/2020", "publish_hour": "08:00"})
    assert past.context["form"].errors == {"publish_day": ["Lúc ấy đã qua: hãy chọn “Ngay”, hoặc một lúc sau."]}
    assert client.post(issue, {"date": "17/04/2020", "word": "PHÁT HÀNH", "publish": "later", "publish_day": "22/04/2020", "publish_hour": "08:00"}).status_code == 302
    decision = Decision.objects.get()
    assert (decision.publish_at, decision.published_at) == (LATER, None)
    page = client.get(reverse("nominations:decision", args=[approved.pk])).content.decode()
    address = reverse("nominations:announcing", args=[approved.pk])
    assert "Chưa công bố." in page and f'href="{address}"' in page
    sent = typed(client.get(address))
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]  # pressed twice
    assert known(campaign) == (1, 1, 1, 1)
    assert client.get(address).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"publish": "now", "publish_day": "22/04/2020", "publish_hour": "08:00"}, [MOMENT_BUT_NOW]),
        ({"publish": "now", "publish_hour": "08:00"}, [MOMENT_BUT_NOW]),
        ({"publish": ""}, ["Hãy chọn công bố ngay, hoặc vào ngày, giờ ghi dưới đây."]),
    ],
)
def test_nothing_is_published_at_once_by_a_slip(approved, campaign, client, sent, said):
    """A day typed beside “Ngay”, or nothing chosen: both where it is issued and where the moment is moved."""
    client.force_login(campaign.clerk)
    pages = [reverse(f"nominations:{name}", args=[approved.pk]) for name in ("issue-decision", "announcing")]
    answers = [client.post(pages[0], {"date": "17/04/2020", "word": "PHÁT HÀNH"} | sent)]
    issue_decision(approved, on=DAY, by=campaign.clerk, publish_at=LATER)
    answers.append(client.post(pages[1], sent))
    assert [(answer.status_code, answer.context["form"].errors["publish"]) for answer in answers] == [(422, said)] * 2
    assert known(campaign) == (0, 0, 0, 0)
    assert client.post(pages[1], typed(client.get(pages[1]))).status_code == 302  # “Ngay” alone
    assert known(campaign) == (1, 1, 1, 1)


@pytest.mark.django_db
def test_one_decision_that_fails_holds_up_neither_the_others_nor_the_worker(approved, campaign):
    issue_decision(approved, on=DAY, by=campaign.clerk, publish_at=LATER)
    line, honour = approved.lines.get(), approved.award
    in_the_way = Achievement.objects.create(nominee=line.dossier.nominee, line=line, honour=honour, year=2020, by=campaign.clerk)
    other = make_decision(campaign.plan, [make_dossier(campaign.plan, campaign.school, status="decided")], status="approved")
    issue_decision(other, on=DAY, by=campaign.clerk, publish_at=LATER)
    with clock.standing_at(LATER):
        assert [import_string(path)() for path in settings.EACH_ROUND] == [1]
        assert list(Decision.objects.exclude(published_at=None)) == [other]
        in_the_way.delete()
        assert publish_due() == 1  # the next round


@pytest.mark.django_db
def test_who_is_told_is_read_at_once_for_all_units(approved, campaign):
    tree = campaign.tree
    for unit in (tree.than_uyen_clinic, tree.tan_uyen_school, tree.tan_uyen_tea):
        person("head", unit)
        one = make_dossier(campaign.plan, unit, status="decided", key="person-public")
        approved.lines.create(dossier=one, name=one.name, position=one.position, unit_name=unit.name)
    issue_decision(approved, on=DAY, by=campaign.clerk, publish_at=LATER)
    with clock.standing_at(LATER), CaptureQueriesContext(connection) as asked:
        assert publish_due() == 1
    assert len([one for one in asked if 'FROM "organizations_assignment"' in one["sql"]]) == 1
    assert {mail.to for mail in Mail.objects.filter(subject=TOLD)} >= {f"head-{unit.pk}@example.vn" for unit in (campaign.school, tree.tan_uyen_tea)}
