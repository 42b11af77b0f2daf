"""The deadline by the server's clock, to the second, wherever the server stands; more time for one unit."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from conferences.models import Plan
from nominations.actions import submit_dossier
from nominations.actions.extending import extend_deadline
from nominations.deadlines import closing, closings, in_words
from nominations.models import Extension
from nominations.work import filings
from portal import clock
from portal.models import Mail, MoveRecord, Notice
from portal.moves import Refused
from tests.builders import make_dossier, make_plan, make_unit, person

CLOSES = datetime(2030, 5, 14, 17, tzinfo=UTC)  # "trước ngày 15/05/2030": 00:00 on that day in Vietnam
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/New_York")
SECOND = timedelta(seconds=1)
REASONS = ["Đã quá hạn nộp hồ sơ: ngày cuối là 14/05/2030."]


@pytest.fixture(params=ZONES)
def zone_of_the_process(request, monkeypatch):
    """The process itself in another time zone, as on a server that was set up abroad."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def filed_at(campaign, moment):
    """What filing answers at this moment: "submitted", or the reasons."""
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed")
    with clock.standing_at(moment):
        try:
            submit_dossier(dossier, by=campaign.head)
        except Refused as refused:
            return refused.reasons
    return dossier.status


@pytest.mark.parametrize(("seconds", "answer"), [(-1, "submitted"), (0, REASONS), (1, REASONS)])
def test_the_last_second_is_open_and_the_next_is_closed_in_every_time_zone(campaign, zone_of_the_process, seconds, answer):
    assert filed_at(campaign, CLOSES + seconds * SECOND) == answer


def test_the_processes_really_stood_in_three_zones(zone_of_the_process):
    """The positive control: the same moment is another hour of the process."""
    hours = {"UTC": 17, "Asia/Ho_Chi_Minh": 0, "America/New_York": 13}
    assert time.localtime(CLOSES.timestamp()).tm_hour == hours[zone_of_the_process]


def test_a_plan_closes_with_the_earliest_of_its_dossier_deadlines(campaign):
    """“Before 15 May” is over when the 15th begins, “by 20 May” when the 20th ends; other deadlines close nothing."""
    plan = make_plan(campaign.tree.province, number="2/KH", closes=None)
    assert closing(plan, campaign.school) is None
    plan.deadlines.create(position=1, what="dossier", date=date(2020, 5, 20), before=False)
    plan.deadlines.create(position=2, what="report", date=date(2020, 4, 1), before=True)
    assert closing(plan, campaign.school) == timezone.make_aware(datetime(2020, 5, 21))
    plan.deadlines.create(position=3, what="dossier", date=date(2020, 5, 15), before=True)
    assert closing(plan, campaign.school) == timezone.make_aware(datetime(2020, 5, 15))


# --- more time for one unit -------------------------------------------------------------------------------------------


def give(campaign, unit, days=5, **changes):
    facts = {"plan": campaign.plan, "unit": unit, "until": CLOSES + timedelta(days=days), "reason": "Bão số 3, mất điện ba ngày"}
    return extend_deadline(**facts | {"by": campaign.officer} | changes)


@pytest.mark.parametrize(("seconds", "answer"), [(-1, "submitted"), (0, None), (1, None)])
def test_more_time_is_over_to_the_second_too(campaign, seconds, answer):
    give(campaign, campaign.tree.than_uyen)
    late = ["Đã quá hạn nộp hồ sơ: ngày cuối là 14/05/2030, CĐCS Trường THCS Than Uyên được gia hạn đến hết ngày 19/05/2030."]
    assert filed_at(campaign, CLOSES + timedelta(days=5) + seconds * SECOND) == (answer or late)


def test_more_time_is_the_units_and_of_those_below_it(campaign):
    tree = campaign.tree
    give(campaign, tree.than_uyen)
    team = make_unit("Tổ công đoàn Toán", tree.than_uyen_school)
    units = (tree.province, tree.than_uyen, tree.than_uyen_school, team, tree.tan_uyen, tree.tan_uyen_school)
    more = {unit for unit in units if closing(campaign.plan, unit) != CLOSES}
    assert more == {tree.than_uyen, tree.than_uyen_school, team}


def test_the_last_word_about_a_unit_counts_and_the_latest_moment_along_the_tree(campaign):
    give(campaign, campaign.school, days=50)
    give(campaign, campaign.school, days=5)  # a slip put right
    assert closing(campaign.plan, campaign.school) == CLOSES + timedelta(days=5)
    give(campaign, campaign.tree.than_uyen, days=9)
    give(campaign, campaign.school, days=7)
    assert closing(campaign.plan, campaign.school) == CLOSES + timedelta(days=9)


def test_many_plans_and_units_are_asked_in_one_query(campaign, django_assert_num_queries):
    give(campaign, campaign.school)
    for number in range(9):
        make_plan(campaign.tree.province, number=f"{number}/KH")
    plans = list(Plan.objects.prefetch_related("deadlines"))
    with django_assert_num_queries(1):
        assert len(closings(plans, [campaign.school, campaign.tree.tan_uyen])) == 20


def test_home_counts_to_the_units_own_moment(campaign):
    give(campaign, campaign.school)
    with clock.standing_at(CLOSES + timedelta(days=1)):
        [mine] = filings(campaign.filer)
        [theirs] = filings(person("filer", campaign.tree.tan_uyen))
        assert (mine.closes_at, mine.is_open, mine.is_extended) == (CLOSES + timedelta(days=5), True, True)
        assert (theirs.closes_at, theirs.is_open, theirs.is_extended) == (CLOSES, False, False)


def test_the_unit_and_those_below_are_told_and_the_plan_remembers_why(campaign):
    district_head = person("head", campaign.tree.than_uyen)
    person("head", campaign.tree.tan_uyen)
    give(campaign, campaign.tree.than_uyen)
    told = set(Notice.objects.values_list("user", flat=True))
    assert told == {district_head.pk, campaign.filer.pk, campaign.head.pk}
    assert {("Bão số 3" in mail.body, "hết ngày 19/05/2030" in mail.body) for mail in Mail.objects.all()} == {(False, True)}
    record = MoveRecord.objects.get(name="extend")
    assert (record.thing, record.by) == (campaign.plan, campaign.officer)
    assert record.note == "LĐLĐ huyện Than Uyên: hết ngày 19/05/2030. Bão số 3, mất điện ba ngày"


def refused(campaign, **changes):
    with pytest.raises(Refused) as refusal:
        give(campaign, **{"unit": campaign.school} | changes)
    assert not Extension.objects.exists()
    return refusal.value.reasons


def test_more_time_that_makes_no_sense_is_refused_with_every_reason(campaign):
    assert refused(campaign, until=CLOSES) == ["Hạn mới phải sau hạn của kế hoạch, ngày cuối 14/05/2030."]
    with clock.standing_at(CLOSES + timedelta(days=9)):
        assert refused(campaign, unit=campaign.tree.dien_bien) == [
            "LĐLĐ tỉnh Điện Biên không phải là đơn vị cấp dưới của LĐLĐ tỉnh Lai Châu.",
            "Hạn mới đã qua.",
        ]
    assert refused(campaign, unit=campaign.tree.province) == [
        "LĐLĐ tỉnh Lai Châu không phải là đơn vị cấp dưới của LĐLĐ tỉnh Lai Châu."
    ]
    plan = make_plan(campaign.tree.province, status="closed", number="3/KH", closes=None)
    assert refused(campaign, plan=plan) == [
        "Kế hoạch 3/KH đã kết thúc, không nhận hồ sơ.",
        "Kế hoạch không ghi hạn nộp hồ sơ nên không có gì để gia hạn.",
    ]


@pytest.mark.parametrize(("role", "place", "may"), [
    ("officer", "province", True), ("approver", "province", True), ("clerk", "province", False),
    ("head", "than_uyen_school", False), ("officer", "than_uyen", False),
])
def test_only_the_plans_own_office_gives_time(campaign, role, place, may):
    by = person(role, getattr(campaign.tree, place)) if place == "than_uyen" else getattr(campaign, role)
    if may:
        assert give(campaign, campaign.school, by=by).by == by
    else:
        with pytest.raises(PermissionDenied):
            give(campaign, campaign.school, by=by)


def test_a_moment_in_words():
    moments = [datetime(2030, 5, 19, hour, tzinfo=UTC) for hour in (17, 10)]
    assert [in_words(moment) for moment in moments] == ["hết ngày 19/05/2030", "17:00 ngày 19/05/2030"]
