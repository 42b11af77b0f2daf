"""The queue of the office that screens: what lies in it, what is found there, where one stands, what is seen at a glance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from nominations.actions.receipts import give_receipt
from nominations.models import Dossier, Nominee
from nominations.screening import found_by, glances_of, in_office, next_in, position_in
from tests.builders import a_file, make_dossier, make_plan, make_table, person

pytestmark = pytest.mark.django_db
BASE = datetime(2020, 4, 10, 8, tzinfo=UTC)


def names(rows) -> list[str]:
    return sorted(row.name for row in rows)


def make_nominee(campaign, name: str, **given) -> Nominee:
    return Nominee.objects.create(unit=campaign.school, kind_id="person", name=name, created_by=campaign.filer, **given)


@pytest.fixture
def three(campaign, ldtt):
    """In the order in which they came: Xuân, Dũng, Hoa."""
    tree, plan = campaign.tree, campaign.plan
    nominee = make_nominee(campaign, "Lò Thị Xuân")
    nominee.achievements.create(honour=ldtt, year=2019, number="021/QĐ-CT", by=campaign.filer, at=BASE - timedelta(days=1))
    return [
        make_dossier(plan, tree.than_uyen_school, status="submitted", name="Lò Thị Xuân", nominee=nominee, submitted_at=BASE),
        make_dossier(plan, tree.tan_uyen_school, status="submitted", name="Đỗ Dũng", position="Thủ kho", submitted_at=BASE + timedelta(hours=1)),
        make_dossier(
            plan, tree.tan_uyen_tea, status="submitted", name="Vàng Thị Hoa", achievements="Cải tiến máy sàng chè.",
            submitted_at=BASE + timedelta(hours=2),
        ),
    ]  # fmt: skip


# --- what lies in it


def test_the_office_of_the_plan_has_what_was_filed_and_nobody_else(campaign, three):
    make_dossier(campaign.plan, campaign.school, status="endorsed", name="Chưa nộp")
    make_dossier(campaign.plan, campaign.school, status="withdrawn", name="Đã rút", submitted_at=BASE)
    own = make_plan(campaign.tree.than_uyen, number="7/KH")
    make_table(own, {campaign.school: (1, 1, 1, 1)})
    make_dossier(own, campaign.school, status="submitted", name="Của huyện")
    below = person("officer", campaign.tree.than_uyen)
    assert names(in_office(campaign.officer)) == ["Lò Thị Xuân", "Vàng Thị Hoa", "Đỗ Dũng"]
    assert names(in_office(below)) == ["Của huyện"]
    for stranger in (campaign.filer, campaign.head, campaign.approver, person("officer", campaign.tree.dien_bien)):
        assert names(in_office(stranger)) == []


# --- what is found there


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xuan", ["Lò Thị Xuân"]),
        ("XUÂN lò", ["Lò Thị Xuân"]),
        ("tan uyen", ["Vàng Thị Hoa", "Đỗ Dũng"]),
        ("thủ kho", ["Đỗ Dũng"]),
        ("thu kho dung", ["Đỗ Dũng"]),
        ("máy sàng", ["Vàng Thị Hoa"]),
        ("may sang tan uyen", ["Vàng Thị Hoa"]),
        ("hu kho", []),  # words begin so
        ("21", ["Lò Thị Xuân"]),
        ("21/QĐ-CT", ["Lò Thị Xuân"]),
        ("21/qd-ct", ["Lò Thị Xuân"]),
        ("qđ số 21", ["Lò Thị Xuân"]),
        ("1", []),
        ("121/QĐ-CT", []),
        ("BN-0001/2020", ["Đỗ Dũng"]),
        ("bn 1/2020", ["Đỗ Dũng"]),
        ("BN-0001/2021", []),
        ("%", []),
    ],
)
def test_everything_useful_is_searched_marks_aside(campaign, three, april, text, found):
    give_receipt([three[1]], by=campaign.head)
    assert names(found_by(in_office(campaign.officer), text)) == found


def test_what_is_written_anew_is_found_by_its_new_words(campaign, three):
    three[0].achievements = "Viết phần mềm quản lý thư viện."
    three[0].save()
    assert names(found_by(in_office(campaign.officer), "thu vien")) == ["Lò Thị Xuân"]


# --- where one stands


@pytest.mark.parametrize(
    ("order", "middle"),
    [("submitted_at", (2, "Lò Thị Xuân", "Vàng Thị Hoa")), ("-submitted_at", (2, "Vàng Thị Hoa", "Lò Thị Xuân")), ("sort_key", (1, None, "Vàng Thị Hoa"))],
)
def test_a_dossier_knows_its_neighbours_in_any_order(campaign, three, order, middle):
    """By given name: Dũng, Hoa, Xuân."""
    found = position_in(in_office(campaign.officer), three[1], order)
    called = {None: None} | {one.pk: one.name for one in three}
    assert (found.at, found.total, found.is_in, called[found.previous], called[found.next]) == (middle[0], 3, True, *middle[1:])


def test_among_equals_each_has_its_place_and_every_one_is_reached(campaign):
    rows = [make_dossier(campaign.plan, campaign.school, status="submitted", submitted_at=BASE) for _ in range(5)]
    queue, seen, at = in_office(campaign.officer), [rows[0].pk], rows[0]
    while following := next_in(queue, at, "submitted_at"):
        at = Dossier.objects.get(pk=following)
        seen.append(at.pk)
    assert seen == [row.pk for row in rows]
    assert [position_in(queue, row, "submitted_at").at for row in rows] == [1, 2, 3, 4, 5]


def test_one_that_has_left_the_queue_still_leads_to_the_next(campaign, three):
    three[1].status = "accepted"
    three[1].save()
    waiting = in_office(campaign.officer).filter(status="submitted")
    found = position_in(waiting, three[1], "submitted_at")
    assert (found.is_in, found.at, found.total, found.previous, found.next) == (False, 1, 2, three[0].pk, three[2].pk)
    assert next_in(waiting, three[2], "submitted_at") is None


# --- at a glance


def test_a_glance_tells_standards_papers_and_namesakes(campaign, three):
    campaign.plan.criteria.create(position=1, text="Gương mẫu.").categories.set(campaign.plan.categories.all())
    campaign.plan.dossier = ["Báo cáo thành tích"]
    campaign.plan.save()
    twin = make_dossier(campaign.plan, campaign.tree.tan_uyen_school, status="submitted", name="Lo Thi Xuan")
    rows = list(in_office(campaign.officer).order_by("pk"))
    found = glances_of(rows, campaign.officer)
    assert found[three[0].pk].words == ["1 tiêu chuẩn cần người xem", "thiếu giấy tờ: Báo cáo thành tích", "có thể trùng 1 hồ sơ"]
    assert (found[twin.pk].doubles, found[three[1].pk].doubles) == (1, 0)
    assert [found[row.pk].is_clean for row in rows] == [False] * 4


def test_one_that_meets_all_and_lacks_nothing_is_clean(campaign):
    campaign.plan.dossier = ["Báo cáo thành tích"]
    campaign.plan.save()
    dossier = make_dossier(campaign.plan, campaign.school, status="submitted")
    dossier.papers.create(slot="report", file=a_file(campaign.filer), by=campaign.filer)
    (row,) = in_office(campaign.officer)
    assert (glances_of([row], campaign.officer)[row.pk].is_clean, glances_of([row], campaign.officer)[row.pk].words) == (True, [])


def test_many_glances_take_as_many_queries_as_one(campaign, django_assert_num_queries, three):
    for count in (1, 3):
        rows = list(in_office(campaign.officer).order_by("pk")[:count])
        glances_of(rows, campaign.officer)  # what Django keeps from the first time on
        rows = list(in_office(campaign.officer).select_related("plan", "category", "nominee").order_by("pk")[:count])
        with django_assert_num_queries(9):
            glances_of(rows, campaign.officer)
