"""Last year's plan as the beginning of this year's: what moves, what stays behind, what is to be looked at."""

from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from conferences.actions import copy_plan, import_plan
from conferences.models import Plan
from conferences.plan_file import read
from conferences.plan_file.moved import moved, year_of
from conferences.plan_rows import plan_data
from organizations.models import Unit
from portal import clock
from portal.moves import Refused
from tests.builders import person
from tests.conferences.plan_files import BAU_BANG, LAI_CHAU, MOVEMENT, make_units

SMALL = {
    "kind": "conference",
    "number": "154/KH-LĐLĐ",
    "date": date(2020, 3, 16),
    "title": "Tổ chức Hội nghị năm 2020",
    "period": {"from": 2016, "to": 2020},
    "parent": "75/KH-TLĐ",
    "grounds": ["Căn cứ Kế hoạch số 75/KH-TLĐ ngày 27/9/2019"],
    "conferences": [
        {
            "level": "province",
            "own": True,
            "ordinal": "IV",
            "when": {"text": "trung tuần tháng 6 năm 2020", "from": date(2020, 6, 11), "to": date(2020, 6, 20)},
        }
    ],
    "deadlines": [{"what": "dossier", "date": date(2020, 2, 29), "before": True}],
    "closing": "Trên đây là kế hoạch từ năm 2016; số 2019 thì không.",
    "notes": [{"says": "Của kế hoạch trước."}],
}


# --- plain data -----------------------------------------------------------------------------------------------------


def test_everything_dated_moves_and_every_move_is_named():
    before = deepcopy(SMALL)
    copy = moved(SMALL, 2025)
    assert SMALL == before
    assert [key for key in SMALL if key not in copy] == ["number", "date", "parent"]
    assert copy["period"] == {"from": 2021, "to": 2025}
    assert copy["conferences"][0]["when"] == {
        "text": "trung tuần tháng 6 năm 2025",
        "from": date(2025, 6, 11),
        "to": date(2025, 6, 20),
    }
    assert copy["deadlines"] == [{"what": "dossier", "date": date(2025, 2, 28), "before": True}]
    assert copy["title"] == SMALL["title"]
    assert [(note["where"], note["says"]) for note in copy["notes"]] == [
        ("period.from", "Đã chuyển theo năm: 2016 thành 2021; hãy xem lại."),
        ("period.to", "Đã chuyển theo năm: 2020 thành 2025; hãy xem lại."),
        (
            "conferences[1].when.text",
            "Đã chuyển theo năm: “trung tuần tháng 6 năm 2020” thành “trung tuần tháng 6 năm 2025”; hãy xem lại.",
        ),
        ("conferences[1].when.from", "Đã chuyển theo năm: 11/06/2020 thành Thứ Tư 11/06/2025; hãy xem lại."),
        ("conferences[1].when.to", "Đã chuyển theo năm: 20/06/2020 thành Thứ Sáu 20/06/2025; hãy xem lại."),
        ("deadlines[1].date", "Đã chuyển theo năm: 29/02/2020 thành Thứ Sáu 28/02/2025; hãy xem lại."),
        ("parent", "Kế hoạch cấp trên trước đây là 75/KH-TLĐ, không chép; hãy ghi kế hoạch mới nếu có."),
        ("grounds", "Căn cứ chép từ kế hoạch trước; hãy xem căn cứ nào còn hiệu lực."),
        ("conferences[1].ordinal", "“IV” là lần thứ của kế hoạch trước; hãy ghi lần mới."),
        ("title", "Lời văn còn ghi 2020; hãy xem lại."),
        ("closing", "Lời văn còn ghi 2016; hãy xem lại."),
    ]


def test_what_was_asked_about_nominees_is_to_be_thought_over():
    copy = moved(SMALL | {"asks": ["party"]}, 2025)
    assert copy["asks"] == ["party"]
    assert [note["says"] for note in copy["notes"] if note["where"] == "asks"] == [
        "Dữ liệu nhạy cảm hỏi thêm chép từ kế hoạch trước; hãy xem lần này có còn cần không."
    ]
    assert [note for note in moved(SMALL, 2025)["notes"] if note["where"] == "asks"] == []


def test_within_the_same_year_nothing_moves():
    copy = moved(SMALL, 2020)
    assert {key: copy[key] for key in ("period", "conferences", "deadlines")} == {
        key: SMALL[key] for key in ("period", "conferences", "deadlines")
    }
    assert [note["where"] for note in copy["notes"]] == ["parent", "grounds", "conferences[1].ordinal"]


@pytest.mark.parametrize(
    ("data", "year"),
    [
        ({"date": date(2020, 3, 16), "period": {"to": 2019}}, 2020),
        ({"period": {"from": 2016, "to": 2019}}, 2019),
        ({"deadlines": [{"date": date(2021, 5, 1)}]}, 2021),
        ({"title": "Năm 2020"}, None),
    ],
)
def test_the_year_of_a_plan(data, year):
    assert year_of(data) == year


@pytest.mark.parametrize("path", [LAI_CHAU, BAU_BANG, MOVEMENT], ids=lambda path: path.stem)
def test_what_moves_away_and_back_has_the_old_dates(path):
    data = read(path.read_bytes()).data
    there = moved(data, 2030)
    back = moved(there, year_of(data))
    for key in ("period", "conferences", "deadlines", "movement"):
        assert back.get(key) == data.get(key)


# --- in the portal --------------------------------------------------------------------------------------------------


@pytest.fixture
def plan(db) -> Plan:
    make_units()
    return import_plan(read(LAI_CHAU.read_bytes())).plan


@pytest.mark.django_db
def test_the_copy_is_a_draft_with_everything_else_of_the_plan(plan):
    Plan.objects.update(status="closed")
    plan.allocations.update(status="published")
    before = plan_data(plan)
    officer = person("officer", plan.unit)
    with clock.standing_at(datetime(2025, 1, 6, 2, tzinfo=UTC)):
        copy = copy_plan(plan, year=2025, by=officer)
    assert (copy.unit, copy.status, copy.number, copy.date, copy.paper) == (plan.unit, "draft", "", None, None)
    assert plan_data(plan) == before
    expected = moved(before, 2025)
    assert plan_data(Plan.objects.get(pk=copy.pk)) == expected
    table = copy.allocations.get()
    assert (table.number, table.status, table.stated_total) == (1, "draft", None)
    assert [row.unit for row in table.rows.all()] == [row.unit for row in plan.allocations.get().rows.all()]
    assert copy.history.get().history_user == officer


@pytest.mark.django_db
def test_a_unit_that_ended_is_named(plan):
    Unit.objects.filter(name="Liên đoàn Lao động Thành phố").update(status="dissolved")
    copy = copy_plan(plan, year=2026, by=person("officer", plan.unit))
    assert copy.notes[-1]["where"] == "quotas.rows[1]"
    assert copy.notes[-1]["says"].startswith("“LĐLĐ Thành phố” ")


@pytest.mark.django_db
def test_the_agenda_of_rules_and_the_joint_bodies_come_along(db):
    make_units()
    plan = import_plan(read(BAU_BANG.read_bytes())).plan
    copy = copy_plan(plan, year=2026, by=person("officer", plan.unit))
    own, below = copy.conferences.all()
    assert (own.when_text, own.when_from, below.complete_by) == ("cuối tháng 3/2026", date(2026, 3, 21), date(2026, 3, 10))
    assert (own.agenda.count(), below.plenary_below) == (9, 300)
    assert [issuer.unit for issuer in copy.issuers.all()] == [plan.unit]


@pytest.mark.django_db
def test_only_the_office_copies_and_only_into_a_year(plan):
    for stranger in (person("approver", plan.unit), person("officer", plan.allocations.get().rows.first().unit)):
        with pytest.raises(PermissionDenied):
            copy_plan(plan, year=2025, by=stranger)
    officer = person("officer", plan.unit)
    for year in (1900, 2100):
        with pytest.raises(Refused) as refused:
            copy_plan(plan, year=year, by=officer)
        assert refused.value.reasons == [f"Năm {year} ngoài khoảng cho phép (từ 1901 đến 2099)."]
    assert Plan.objects.count() == 1
