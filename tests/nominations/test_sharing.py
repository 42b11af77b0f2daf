"""A unit gives on what it holds: never more than it has, never less than is in use, to units below it, once each."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conferences.actions import publish_allocation
from conferences.models import AllocationRow, Quota
from nominations.actions import share_places
from nominations.places import places_held
from nominations.shares import shares_of, units_to_give
from portal.models import MoveRecord, Notice
from portal.moves import Overtaken, Refused
from tests.builders import give_on, make_dossier, make_table, make_unit, person


@pytest.fixture
def district(campaign):
    return person("head", campaign.tree.than_uyen)


def row_of(campaign, unit=None):
    return campaign.table.rows.get(unit=unit or campaign.tree.than_uyen)


def key(campaign, name="person-public"):
    return campaign.plan.categories.get(key=name).pk


def give(campaign, by, cells, row=None):
    """`cells`: places by unit and the key of a category."""
    row = row or row_of(campaign)
    named = {(unit.pk, key(campaign, name)): places for (unit, name), places in cells.items()}
    share_places(row, cells=named, seen=shares_of(row).mark, by=by)


def below(campaign):
    quotas = Quota.objects.filter(row__allocation__status="published").exclude(row__parent=None).order_by("row", "category")
    return [(one.row.parent.label, one.row.label, one.category.key, one.places) for one in quotas]


def test_places_are_given_on_and_the_unit_below_is_told(campaign, district):
    give(campaign, district, {(campaign.school, "person-public"): 1, (campaign.school, "collective-public"): 1})
    assert below(campaign) == [
        ("LĐLĐ huyện Than Uyên", "CĐCS Trường THCS Than Uyên", "collective-public", 1),
        ("LĐLĐ huyện Than Uyên", "CĐCS Trường THCS Than Uyên", "person-public", 1),
    ]
    told = Notice.objects.get(user=campaign.head)
    assert told.title == "LĐLĐ huyện Than Uyên chia chỉ tiêu của kế hoạch 154/KH-LĐLĐ"
    assert told.link == f"/plans/{campaign.plan.pk}/tasks/"
    assert told.text.startswith("CĐCS Trường THCS Than Uyên: 2 suất (")
    assert MoveRecord.objects.get(name="share").note.splitlines()[0] == "LĐLĐ huyện Than Uyên chia cho:"


def test_a_unit_that_was_given_places_gives_on_in_its_turn(campaign, district):
    team = make_unit("Tổ công đoàn Toán", campaign.school)
    give(campaign, district, {(campaign.school, "person-public"): 2})
    give(campaign, campaign.head, {(team, "person-public"): 1}, row_of(campaign, campaign.school))
    held = places_held(campaign.plan)
    assert [held[key(campaign), unit.pk, None].left for unit in (campaign.tree.than_uyen, campaign.school, team)] == [0, 1, 1]


def test_any_depth_in_one_step(campaign, district):
    team = make_unit("Tổ công đoàn Toán", campaign.school)
    give(campaign, district, {(team, "person-public"): 1})
    assert below(campaign) == [("LĐLĐ huyện Than Uyên", "Tổ công đoàn Toán", "person-public", 1)]


def test_never_more_than_is_left_of_the_own_filing(campaign, district):
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="submitted")
    with pytest.raises(Refused) as refused:
        give(campaign, district, {(campaign.school, "person-public"): 2, (campaign.school, "collective-public"): 2})
    assert refused.value.reasons == [
        "“Tập thể khối hành chính, sự nghiệp”: chia 2 suất, LĐLĐ huyện Than Uyên chỉ có 1; thừa 1.",
        "“Cá nhân khối hành chính, sự nghiệp”: chia 2 suất, LĐLĐ huyện Than Uyên chỉ có 2, đã tự nộp 1; thừa 1.",
    ]
    assert below(campaign) == []


def test_never_below_what_is_in_use(campaign, district):
    give(campaign, district, {(campaign.school, "person-public"): 2})
    make_dossier(campaign.plan, campaign.school, status="submitted")
    with pytest.raises(Refused) as refused:
        give(campaign, district, {(campaign.school, "person-public"): 0})
    assert refused.value.reasons == [
        "CĐCS Trường THCS Than Uyên, “Cá nhân khối hành chính, sự nghiệp”: không giảm còn 0 được, đang dùng 1 (đã nộp 1)."
    ]
    give(campaign, district, {(campaign.school, "person-public"): 1})
    assert below(campaign)[0][3] == 1


def test_only_to_units_below_that_hold_nothing_from_elsewhere(campaign, district):
    team = make_unit("Tổ công đoàn Toán", campaign.school)
    give(campaign, district, {(campaign.school, "person-public"): 1})
    give(campaign, campaign.head, {(team, "person-public"): 1}, row_of(campaign, campaign.school))
    with pytest.raises(Refused) as refused:
        give(campaign, district, {(team, "person-public"): 1})
    assert refused.value.reasons == [
        "Tổ công đoàn Toán đã có suất từ nơi khác trong bảng này; một đơn vị chỉ nhận từ một nơi."
    ]
    with pytest.raises(Refused) as refused:
        give(campaign, district, {(campaign.tree.tan_uyen_school, "person-public"): 1, (campaign.tree.than_uyen, "person-public"): 1})
    assert refused.value.reasons == [
        "CĐCS Trường Tiểu học Tân Uyên không thuộc LĐLĐ huyện Than Uyên.",
        "LĐLĐ huyện Than Uyên không thuộc LĐLĐ huyện Than Uyên.",
        "“Cá nhân khối hành chính, sự nghiệp”: chia 3 suất, LĐLĐ huyện Than Uyên chỉ có 2; thừa 1.",
    ]


def test_a_unit_whose_places_were_taken_back_may_get_them_from_another(campaign, district):
    team = make_unit("Tổ công đoàn Toán", campaign.school)
    give(campaign, district, {(team, "person-public"): 1})
    give(campaign, district, {(team, "person-public"): 0, (campaign.school, "person-public"): 1})
    give(campaign, campaign.head, {(team, "person-public"): 1}, row_of(campaign, campaign.school))
    assert [line[:2] for line in below(campaign)] == [
        ("CĐCS Trường THCS Than Uyên", "Tổ công đoàn Toán"),
        ("LĐLĐ huyện Than Uyên", "CĐCS Trường THCS Than Uyên"),
    ]


def test_the_second_of_two_is_told(campaign, district):
    seen = shares_of(row_of(campaign)).mark
    give(campaign, district, {(campaign.school, "person-public"): 1})
    with pytest.raises(Overtaken):
        share_places(row_of(campaign), cells={(campaign.school.pk, key(campaign)): 2}, seen=seen, by=district)


def test_nobody_but_the_head_and_the_officer_of_the_unit_shares(campaign):
    for user in (campaign.head, campaign.officer, person("filer", campaign.tree.than_uyen)):
        with pytest.raises(PermissionDenied):
            give(campaign, user, {(campaign.school, "person-public"): 1})
    give(campaign, person("officer", campaign.tree.than_uyen), {(campaign.school, "person-public"): 1})
    assert len(below(campaign)) == 1


def test_a_superseded_table_is_not_shared(campaign, district):
    campaign.table.status = "superseded"
    campaign.table.save()
    with pytest.raises(Refused) as refused:
        give(campaign, district, {(campaign.school, "person-public"): 1})
    assert refused.value.reasons == ["Bảng phân bổ lần 1 đã thay thế; chỉ chia tiếp được theo bảng đang công bố."]


# --- a new version of the table -----------------------------------------------------------------------------------------


def test_what_was_given_on_goes_over_to_the_next_version(campaign):
    team = make_unit("Tổ công đoàn Toán", campaign.school)
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 2, 0))
    give_on(campaign.table, campaign.school, team, (0, 0, 1, 0))
    newer = make_table(campaign.plan, {campaign.tree.than_uyen: (0, 0, 2, 0)}, status="approved", number=2)
    publish_allocation(newer, by=campaign.approver)
    assert below(campaign) == [
        ("LĐLĐ huyện Than Uyên", "CĐCS Trường THCS Than Uyên", "person-public", 2),
        ("CĐCS Trường THCS Than Uyên", "Tổ công đoàn Toán", "person-public", 1),
    ]
    assert AllocationRow.objects.filter(allocation=newer).count() == 3


def test_a_version_that_takes_what_is_in_use_is_refused_with_each_cell(campaign):
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 1, 1))
    make_dossier(campaign.plan, campaign.tree.than_uyen_clinic, status="submitted")
    make_dossier(campaign.plan, campaign.tree.tan_uyen_school, status="returned")
    newer = make_table(campaign.plan, {campaign.tree.than_uyen: (1, 0, 1, 0)}, status="approved", number=2)
    with pytest.raises(Refused) as refused:
        publish_allocation(newer, by=campaign.approver)
    assert refused.value.reasons == [
        "LĐLĐ huyện Than Uyên, “Cá nhân khối hành chính, sự nghiệp”: bảng này ghi 1 suất, đang dùng 2 (đã nộp 1, đã chia tiếp 1).",
        "LĐLĐ huyện Than Uyên, “Cá nhân khối sản xuất kinh doanh”: bảng này ghi 0 suất, đang dùng 1 (đã chia tiếp 1).",
        "LĐLĐ huyện Tân Uyên, “Cá nhân khối hành chính, sự nghiệp”: bảng này ghi 0 suất, đang dùng 1 (đã nộp 1).",
    ]
    campaign.table.refresh_from_db()
    assert campaign.table.status == "published"


def test_who_gets_a_row_of_its_own_stands_below_nobody(campaign):
    give_on(campaign.table, campaign.tree.than_uyen, campaign.school, (0, 0, 1, 0))
    make_dossier(campaign.plan, campaign.school, status="submitted")
    newer = make_table(
        campaign.plan, {campaign.tree.than_uyen: (0, 0, 1, 0), campaign.school: (0, 0, 1, 0)}, status="approved", number=2
    )
    publish_allocation(newer, by=campaign.approver)
    held = places_held(campaign.plan)
    assert below(campaign) == []
    assert [(held[key(campaign), unit.pk, None].left) for unit in (campaign.tree.than_uyen, campaign.school)] == [1, 0]


# --- the page -----------------------------------------------------------------------------------------------------------


def address(campaign):
    return reverse("nominations:share-places", args=[row_of(campaign).pk])


def typed(campaign, **cells):
    """`school="1"` in persons of the public sector; `mark` is the one of the page."""
    row = row_of(campaign)
    fields = {f"places-{getattr(campaign.tree, name).pk}-{key(campaign)}": value for name, value in cells.items()}
    return fields | {"version": shares_of(row).mark}


def test_the_page_shares_and_says_so(client, campaign, district):
    client.force_login(district)
    page = client.get(address(campaign))
    assert f'data-room="2" data-room-column="{key(campaign)}">2</strong>' in page.content.decode()
    answer = client.post(address(campaign), typed(campaign, than_uyen_school="1"), follow=True)
    assert "Đã chia tiếp chỉ tiêu" in answer.content.decode()
    assert below(campaign) == [("LĐLĐ huyện Than Uyên", "CĐCS Trường THCS Than Uyên", "person-public", 1)]


def test_bad_figures_are_named_all_at_once_and_stay(client, campaign, district):
    client.force_login(district)
    answer = client.post(address(campaign), typed(campaign, than_uyen_school="-1", than_uyen_clinic="nhiều"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('class="number field-wrong"') == 2
    assert ('value="-1"' in page, 'value="nhiều"' in page) == (True, True)
    answer = client.post(address(campaign), typed(campaign, than_uyen_school="2", than_uyen_clinic="1"))
    assert (answer.status_code, "chia 3 suất, LĐLĐ huyện Than Uyên chỉ có 2; thừa 1." in answer.content.decode()) == (409, True)
    assert below(campaign) == []


def test_shared_by_somebody_else_meanwhile_both_figures_are_shown(client, campaign, district):
    client.force_login(district)
    mine = typed(campaign, than_uyen_school="2")
    give(campaign, district, {(campaign.school, "person-public"): 1})
    answer = client.post(address(campaign), mine)
    assert (answer.status_code, "người khác vừa lưu 1, bạn gõ 2." in answer.content.decode()) == (409, True)


def test_the_page_of_a_replaced_table_leads_to_the_one_that_holds(client, campaign, district):
    client.force_login(district)
    old = address(campaign)
    publish_allocation(make_table(campaign.plan, {campaign.tree.than_uyen: (1, 0, 2, 1)}, status="approved", number=2), by=campaign.approver)
    campaign.table = campaign.plan.allocations.get(number=2)
    assert client.get(old)["Location"] == address(campaign)


def test_units_further_below_are_found_by_their_names(campaign, district):
    make_unit("Tổ công đoàn Toán", campaign.school)
    shares = shares_of(row_of(campaign))
    assert [unit.name for unit in units_to_give(shares, "toan")] == ["Tổ công đoàn Toán"]
    assert [unit.name for unit in units_to_give(shares)] == [campaign.school.name, campaign.tree.than_uyen_clinic.name]


def test_the_same_number_of_queries_with_two_units_and_with_thirty(client, campaign, district):
    client.force_login(district)
    client.get(address(campaign))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(campaign)).status_code == 200
        return len(queries)

    before = asked()
    for number in range(30):
        unit = make_unit(f"Công đoàn cơ sở số {number}", campaign.tree.than_uyen)
        give_on(campaign.table, campaign.tree.than_uyen, unit, (0, 0, 0, 1))
    assert asked() == before
