"""The pages of the calendar: over all plans that somebody sees, and of one plan with the days it should keep to."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.urls import reverse

from conferences.actions.feeds import renew_feed
from conferences.models import CalendarFeed, Plan
from portal import clock
from tests.builders import make_plan, make_table, person

pytestmark = pytest.mark.django_db
CALENDAR = reverse("conferences:calendar")


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(datetime(2020, 4, 20, 1, tzinfo=UTC)):
        yield


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def plans(tree):
    """One that is out, one draft of the office, one of a neighbour, one that is over."""
    out = make_plan(tree.province, closes=date(2020, 5, 15))
    make_table(out, {tree.than_uyen: (1, 1, 1, 1)})
    make_plan(tree.province, status="draft", number="", title="Kế hoạch năm sau", closes=date(2020, 4, 3))
    make_plan(tree.dien_bien, number="9/KH-ĐB", closes=date(2020, 5, 1))
    make_plan(tree.province, number="1/KH-LĐLĐ", closes=date(2020, 2, 1))
    return out


def days(page):
    return [(month.label, [(line.day.day, line.due.number if line.due else "hôm nay") for line in month.lines]) for month in page.context["months"]]


def test_from_this_month_on_with_today_in_its_place(client, tree, plans):
    client.force_login(person("officer", tree.province))
    page = client.get(CALENDAR)
    assert days(page) == [("Tháng 4/2020", [(2, ""), (20, "hôm nay")]), ("Tháng 5/2020", [(14, "154/KH-LĐLĐ")])]
    assert "<strong>2</strong> mốc thời gian" in text(page)


def test_a_unit_sees_what_has_left_the_office(client, tree, plans):
    client.force_login(person("filer", tree.than_uyen_school))
    assert days(client.get(CALENDAR)) == [("Tháng 4/2020", [(20, "hôm nay")]), ("Tháng 5/2020", [(14, "154/KH-LĐLĐ")])]


def test_the_year_before_the_newest_first(client, tree, plans):
    client.force_login(person("officer", tree.province))
    assert days(client.get(CALENDAR, {"when": "past"})) == [("Tháng 1/2020", [(31, "1/KH-LĐLĐ")])]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "han gui ho so"}, 2),
        ({"q": "NĂM SAU"}, 1),
        ({"q": "khong co gi"}, 0),
        ({"q": "%"}, 0),
        ({"what": "dossier"}, 2),
        ({"what": "speech"}, 0),
        ({"what": "khong-co"}, 2),
        ({"plan": "0"}, 2),
    ],
)
def test_searched_and_filtered(client, tree, plans, query, found):
    client.force_login(person("officer", tree.province))
    assert client.get(CALENDAR, query).context["list"].count == found


def test_one_plan_of_the_list(client, tree, plans):
    client.force_login(person("officer", tree.province))
    assert days(client.get(CALENDAR, {"plan": plans.pk}))[-1] == ("Tháng 5/2020", [(14, "154/KH-LĐLĐ")])


def test_the_sheet_holds_what_is_shown(client, tree, plans):
    client.force_login(person("officer", tree.province))
    answer = client.get(CALENDAR, {"format": "xlsx", "q": "154"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    head = ("Ngày", "Đến ngày", "Việc", "Ai làm", "Gửi về", "Kế hoạch", "Trích yếu", "Cơ quan", "Trạng thái")
    assert [row[:9] for row in rows] == [
        head,
        (datetime(2020, 5, 14), None, "Hạn gửi hồ sơ", None, None, "154/KH-LĐLĐ", plans.title, "LĐLĐ tỉnh Lai Châu", "đã phát hành"),
    ]


def test_nothing_due_says_where_to_look(client, tree):
    client.force_login(person("filer", tree.than_uyen_school))
    assert "Chưa có việc nào có hạn từ tháng này." in text(client.get(CALENDAR))


# --- the feed on the page -------------------------------------------------------------------------------------------


def test_the_address_is_made_by_a_button_and_shown_to_the_unit_alone(client, tree):
    filer, clerk = person("filer", tree.than_uyen), person("clerk", tree.than_uyen)
    client.force_login(filer)
    assert "Tạo địa chỉ lịch" in text(client.get(CALENDAR))
    made = client.post(reverse("conferences:renew-feed", args=[tree.than_uyen.pk]), follow=True)
    secret = CalendarFeed.objects.get().secret
    assert f"/calendar/feeds/{secret}.ics" in text(made)
    assert "Đã tạo địa chỉ lịch của đơn vị." in text(made)
    client.force_login(clerk)  # reads it, does not renew it
    assert (secret in text(client.get(CALENDAR)), "Đổi địa chỉ" in text(client.get(CALENDAR))) == (True, False)
    for stranger in (person("officer", tree.province), person("head", tree.than_uyen_school)):
        client.force_login(stranger)
        assert secret not in text(client.get(CALENDAR))


def test_somebody_elses_unit_is_not_there_and_a_clerk_is_told(client, tree):
    answers = {}
    for role, unit in (("head", tree.tan_uyen), ("officer", tree.province), ("clerk", tree.than_uyen), ("head", tree.than_uyen)):
        client.force_login(person(role, unit))
        answers[role, unit.label] = client.post(reverse("conferences:renew-feed", args=[tree.than_uyen.pk])).status_code
    assert list(answers.values()) == [404, 404, 403, 302]


def test_a_changed_address_says_that_the_old_one_is_over(client, tree):
    head = person("head", tree.than_uyen)
    renew_feed(tree.than_uyen, by=head)
    client.force_login(head)
    page = client.post(reverse("conferences:renew-feed", args=[tree.than_uyen.pk]), follow=True)
    assert "địa chỉ cũ không còn dùng được" in text(page)


# --- one plan -------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(tree):
    plan = make_plan(tree.province, status="draft", closes=date(2020, 6, 14))
    plan.conferences.create(position=1, level="province", own=True, when_from=date(2020, 6, 11), when_to=date(2020, 6, 11))
    return plan


def face(plan):
    return reverse("conferences:plan-calendar", args=[plan.pk])


def test_the_officer_gets_the_days_backwards_and_what_is_in_conflict(client, tree, draft):
    client.force_login(person("officer", tree.province))
    page = client.get(face(draft))
    shown = [(line["suggestion"].step.key, line["suggestion"].day, line["said"]) for line in page.context["suggested"]]
    assert shown[0] == ("decision", date(2020, 6, 4), None)
    assert [(key, day) for key, _, day in shown if day] == [("dossier", date(2020, 6, 13)), ("plan", date(2020, 3, 16))]
    found = {finding.code for finding in page.context["checked"].open}
    assert found == {"deadline-after-event", "deadline-on-day-off"}
    deadlines = reverse("conferences:edit-part", args=[draft.pk, "deadlines"])
    assert text(page).count(f'href="{deadlines}"') == 3  # the step, and each conflict


def test_an_approver_and_an_issued_plan_get_the_days_alone(client, tree, draft):
    client.force_login(person("approver", tree.province))
    assert "Tính lùi từ ngày họp" not in text(client.get(face(draft)))
    Plan.objects.update(status="issued")
    client.force_login(person("officer", tree.province))
    page = text(client.get(face(draft)))
    assert ("Tính lùi từ ngày họp" in page, "Hạn gửi hồ sơ" in page) == (False, True)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"when_text": "tháng 6"}, "thì cổng tính được"),
        ({"when_from": date(2020, 4, 20)}, "không còn ngày làm việc nào"),
        ({"when_from": date(2020, 4, 30)}, "ít hơn thông lệ"),
        ({"when_from": date(2020, 9, 30)}, "ngày nghỉ lễ, Tết đã trừ"),
    ],
)
def test_a_day_in_words_or_close_at_hand_says_so(client, tree, when, words):
    plan = make_plan(tree.province, status="draft", closes=None)
    plan.conferences.create(position=1, level="province", own=True, **when)
    client.force_login(person("officer", tree.province))
    assert words in text(client.get(face(plan)))


def test_a_plan_without_any_day_says_so(client, tree):
    plan = make_plan(tree.province, closes=None)
    client.force_login(person("filer", tree.than_uyen_school))
    assert "Kế hoạch chưa ghi ngày nào." in text(client.get(face(plan)))
