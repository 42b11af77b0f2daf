"""Unused places go to the reserves in the order of their filing, then by largest remainder to whoever has used all of theirs."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from conferences.actions import act, publish_allocation
from conferences.models import Quota
from nominations.actions import reclaim_places, share_places
from nominations.models import Dossier
from nominations.places import places_held
from nominations.reclaiming import reclaim_of
from nominations.shares import shares_of
from portal import clock
from portal.moves import Overtaken, Refused
from tests.builders import give_on, make_dossier, make_plan, make_table, person

DAY = date(2020, 4, 20)
ONE_LEFT, FULL = (0, 0, 4, 0), (0, 0, 3, 0)


@pytest.fixture(autouse=True)
def the_day_has_come():
    with clock.standing_at(datetime(2020, 4, 20, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def table(campaign):
    """In persons of the public sector Than Uyên has four places, Tân Uyên three, both districts take reserves."""
    plan = make_plan(campaign.tree.province, number="30/KH-LĐLĐ")
    rows = {campaign.tree.than_uyen: (0, 0, 4, 0), campaign.tree.tan_uyen: (0, 0, 3, 0)}
    return make_table(plan, rows, takes_reserves=True, reclaim_on=DAY)


def filed(table, unit, count, **given):
    return [make_dossier(table.plan, unit, status="submitted", **given) for _ in range(count)]


def figures(answer):
    return [(line.row.label, line.places, line.filed, line.taken, line.reserves, line.shared, line.after) for line in answer.lines]


def reclaim(campaign, table):
    return reclaim_places(table, seen=reclaim_of(table).mark, by=campaign.officer)


def publish(campaign, draft):
    act(draft, "submit", by=campaign.officer)
    act(draft, "approve", by=campaign.approver)
    publish_allocation(draft, by=campaign.approver)


def test_the_rest_goes_to_whoever_has_used_all(campaign, table):
    filed(table, campaign.school, 1)
    filed(table, campaign.tree.tan_uyen_school, 3)
    assert figures(reclaim_of(table)) == [
        ("LĐLĐ huyện Than Uyên", 4, 1, 3, 0, 0, 1),
        ("LĐLĐ huyện Tân Uyên", 3, 3, 0, 0, 3, 6),
    ]


def test_reserves_come_first_in_the_order_of_filing(campaign, table):
    filed(table, campaign.school, 2)
    filed(table, campaign.tree.tan_uyen_school, 3)
    filed(table, campaign.tree.tan_uyen_tea, 1, reserve=1)
    draft = reclaim(campaign, table)
    assert (draft.number, draft.status, draft.why) == (2, "draft", "Thu hồi 2 suất chưa dùng đến ngày 20/04/2020 và chia lại")
    quotas = Quota.objects.filter(row__allocation=draft, category__key="person-public").order_by("row__position")
    assert [(one.places, one.shared, one.reason) for one in quotas] == [
        (2, 4, "Thu hồi 2 suất chưa dùng đến ngày 20/04/2020"),
        (5, 3, "Nhận 1 suất thu hồi cho hồ sơ dự phòng; nhận 1 suất thu hồi chia lại"),
    ]
    publish(campaign, draft)
    assert list(Dossier.objects.exclude(reserve=None)) == []


def test_where_nobody_has_used_all_only_the_reserves_are_served(campaign, table):
    give_on(table, campaign.tree.than_uyen, campaign.school, (0, 0, 1, 0))
    filed(table, campaign.school, 1)
    filed(table, campaign.school, 1, reserve=1)
    assert figures(reclaim_of(table)) == [
        ("LĐLĐ huyện Than Uyên", 4, 1, 1, 1, 0, 4),
        ("LĐLĐ huyện Tân Uyên", 3, 0, 0, 0, 0, 3),
    ]
    publish(campaign, reclaim(campaign, table))
    held, key = places_held(table.plan), table.plan.categories.get(key="person-public").pk
    assert held[key, campaign.school.pk, None].taken == 2
    assert [held[key, unit.pk, None].left for unit in (campaign.tree.than_uyen, campaign.school)] == [2, 0]


def test_what_was_given_on_and_not_used_goes_too_what_was_filed_below_stays(campaign, table):
    give_on(table, campaign.tree.than_uyen, campaign.school, (0, 0, 3, 0))
    filed(table, campaign.school, 1)
    filed(table, campaign.tree.tan_uyen_school, 3)
    publish(campaign, reclaim(campaign, table))
    held, key = places_held(table.plan), table.plan.categories.get(key="person-public").pk
    units = (campaign.tree.than_uyen, campaign.school, campaign.tree.tan_uyen)
    assert [(held[key, unit.pk, None].quota.places, held[key, unit.pk, None].left) for unit in units] == [(1, 0), (1, 0), (6, 3)]


def test_not_before_the_day_not_without_one_and_not_beside_another_draft(campaign, table):
    filed(table, campaign.tree.tan_uyen_school, 3)
    table.reclaim_on = date(2020, 4, 21)
    table.save()
    make_table(table.plan, {campaign.tree.than_uyen: (0, 0, 4, 0)}, status="draft", number=2)
    with pytest.raises(Refused) as refused:
        reclaim(campaign, table)
    assert refused.value.reasons == ["Chưa đến ngày thu hồi: 21/04/2020.", "Bảng phân bổ lần 2 dự thảo; hãy công bố bảng ấy trước."]
    table.reclaim_on = None
    table.save()
    with pytest.raises(Refused) as refused:
        reclaim(campaign, table)
    assert refused.value.reasons[0] == "Bảng phân bổ không ghi ngày thu hồi suất chưa dùng."
    with pytest.raises(PermissionDenied):
        reclaim_places(table, seen=0, by=campaign.approver)


def test_filed_since_the_preview_it_is_shown_again(campaign, table):
    filed(table, campaign.tree.tan_uyen_school, 3)
    seen = reclaim_of(table).mark
    filed(table, campaign.school, 1)
    with pytest.raises(Overtaken):
        reclaim_places(table, seen=seen, by=campaign.officer)


def test_filed_or_given_on_since_the_draft_publishing_is_refused_until_it_is_made_anew(campaign, table):
    filed(table, campaign.tree.tan_uyen_school, 3)
    give_on(table, campaign.tree.than_uyen, campaign.school, (0, 0, 3, 0))
    draft = reclaim(campaign, table)
    filed(table, campaign.school, 1)
    row, clinic = table.rows.get(unit=campaign.tree.than_uyen), campaign.tree.than_uyen_clinic
    cells = {(campaign.school.pk, table.plan.categories.get(key="person-public").pk): 2}
    share_places(row, cells=cells, seen=shares_of(row).mark, by=person("head", campaign.tree.than_uyen))
    act(draft, "submit", by=campaign.officer)
    act(draft, "approve", by=campaign.approver)
    with pytest.raises(Refused) as refused:
        publish_allocation(draft, by=campaign.approver)
    assert refused.value.reasons == [
        "CĐCS Trường THCS Than Uyên, “Cá nhân khối hành chính, sự nghiệp”: bảng này ghi 0 suất, đang dùng 1 (đã nộp 1).",
        "Chỉ tiêu chia tiếp cho CĐCS Trường THCS Than Uyên đã đổi từ lúc lập bảng này; hãy lập lại bảng.",
    ]
    assert clinic.pk not in {row.unit_id for row in draft.rows.all()}


def test_an_older_draft_of_the_same_kind_is_replaced(campaign, table):
    filed(table, campaign.tree.tan_uyen_school, 3)
    first = reclaim(campaign, table)
    filed(table, campaign.school, 1)
    second = reclaim(campaign, table)
    assert [(one.pk != first.pk, one.number, one.why.split()[2]) for one in table.plan.allocations.filter(number=2)] == [(True, 2, "3")]
    assert second.rows.count() == 2


def test_the_page_adds_up_and_what_was_filed_opens_its_list(client, campaign, table):
    filed(table, campaign.school, 1)
    filed(table, campaign.tree.tan_uyen_school, 3)
    make_dossier(table.plan, campaign.tree.tan_uyen_school, status="submitted", reserve=1)
    client.force_login(campaign.officer)
    page = client.get(reverse("nominations:reclaim-places", args=[table.pk]))
    columns = list(zip(*(line[1:] for line in figures(page.context["answer"])), strict=True))
    names = ("places", "filed", "taken", "reserves", "shared", "after")
    assert [page.context["sums"][name] for name in names] == [sum(column) for column in columns]
    links = re.findall(r'data-label="Đã nộp"><a href="([^"]+)">(\d+)', page.content.decode())
    assert [count for _, count in links] == ["1", "3"]
    for link, count in links:
        assert client.get(unescape(link)).context["list"].count == int(count)


def test_the_page_shows_who_loses_and_who_gets(client, campaign, table):
    filed(table, campaign.school, 1)
    filed(table, campaign.tree.tan_uyen_school, 3)
    client.force_login(campaign.officer)
    address = reverse("nominations:reclaim-places", args=[table.pk])
    page = client.get(address).content.decode()
    assert "Lập bảng mới: thu hồi 3 suất" in page
    assert client.post(address, {"seen": "1"}).status_code == 409
    answer = client.post(address, {"seen": reclaim_of(table).mark}, follow=True)
    assert "trình duyệt rồi công bố như mọi bảng" in answer.content.decode()
