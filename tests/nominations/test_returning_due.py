"""The day until which a dossier is mended: it stands on the home page of both sides, and is reminded of once before and once on it."""

from datetime import UTC, date, datetime

import pytest

from nominations.actions.returning import return_items
from nominations.models import Dossier
from nominations.tasks import remind
from nominations.work import waiting_for
from portal import clock
from portal.models import Mail, Notice
from tests.builders import make_dossier

DUE = date(2020, 4, 27)  # a Monday


def at(day: int, month: int = 4):
    return clock.standing_at(datetime(2020, month, day, 3, tzinfo=UTC))


@pytest.fixture
def returned(campaign, april) -> Dossier:
    dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
    return_items(dossier, picked={"report": "Sơ sài."}, due_on=DUE, version=dossier.version, by=campaign.officer)
    Mail.objects.all().delete()
    Notice.objects.all().delete()
    return dossier


def figures(user):
    return [(one.label, one.count, one.link, one.due) for one in waiting_for(user)]


def test_the_unit_sees_the_nearest_day_and_the_office_what_is_late(client, campaign, returned):
    mend = ("hồ sơ bị trả lại, cần bổ sung", 1, "/dossiers/?work=mend", datetime(2020, 4, 27, 17, tzinfo=UTC))
    late = ("hồ sơ quá hạn bổ sung", 1, "/dossiers/?work=late", None)
    with at(27):
        assert (figures(campaign.filer), figures(campaign.officer)) == ([mend], [])
        client.force_login(campaign.filer)
        assert "Thứ Hai 27/04/2020" in client.get("/").content.decode()
    with at(28):
        assert (figures(campaign.filer), figures(campaign.officer)) == ([mend], [late])
        client.force_login(campaign.officer)
        assert [row.pk for row in client.get("/dossiers/?work=late").context["list"].shown] == [returned.pk]


def test_it_is_reminded_of_once_before_and_once_on_the_day(campaign, returned):
    told = []
    for day in (22, 23, 24, 24, 25, 26, 27, 27, 28):
        with at(day):
            remind()
        told.append(Notice.objects.filter(user=campaign.filer).count())
    assert told == [0, 0, 1, 1, 1, 1, 2, 2, 2]  # the Friday before, and the Monday
    titles = set(Mail.objects.values_list("subject", flat=True))
    assert titles == {
        "Nhắc hạn bổ sung hồ sơ của CĐCS Trường THCS Than Uyên: đến hết ngày 27/04/2020",
        "Nhắc hạn bổ sung hồ sơ của CĐCS Trường THCS Than Uyên: hôm nay",
    }
    assert [mail for mail in Mail.objects.all() if "Lò Thị Mẫu" in mail.subject + mail.body] == []


def test_what_came_again_or_was_withdrawn_is_not_reminded_of(campaign, returned):
    Dossier.objects.filter(pk=returned.pk).update(status="withdrawn")
    with at(27):
        remind()
    assert Notice.objects.count() == 0
    Dossier.objects.filter(pk=returned.pk).update(status="draft")
    with at(27):
        remind()
    assert Notice.objects.filter(user=campaign.filer).count() == 1
