"""A table shared by its rule: the weights of its rows, what is written, what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from conferences.actions import save_quotas, save_sharing
from conferences.models import Allocation, Quota
from conferences.querysets import table_of
from conferences.weights import members_on, newest_day, rows_to_share
from organizations.models import Bloc, MemberCount
from portal.moves import Overtaken, Refused
from tests.builders import make_plan, make_table, make_unit, person

pytestmark = pytest.mark.django_db
DAY = date(2019, 12, 31)


def count(unit, total, on=DAY, **parts):
    return MemberCount.objects.create(unit=unit, on=on, total=total, **parts)


@pytest.fixture
def table(tree) -> Allocation:
    """Two districts with 300 and 100 members, and an empty draft of a table."""
    count(tree.than_uyen, 300, public=200, business=100, female=150)
    count(tree.tan_uyen, 100, public=100, female=60)
    plan = make_plan(tree.province, status="draft")
    return make_table(plan, {tree.than_uyen: (0, 0, 0, 0), tree.tan_uyen: (0, 0, 0, 0)}, status="draft")


def rule(**first):
    keys = ("collective-public", "collective-business", "person-public", "person-business")
    pools = [{"categories": [key], "places": 4, "figure": "total"} for key in keys]
    pools[0] |= first
    return {"weights": {"on": "2019-12-31"}, "pools": pools}


def shared(table, officer, cells=None, reasons=None, version=1, **first):
    weights = members_on(rows_to_share(table), DAY)
    return save_sharing(
        table, rule=rule(**first), weights=weights, cells=cells or {}, reasons=reasons or {}, version=version, by=officer
    )


def keys(table):
    columns = [category.pk for category in table.plan.categories.all()]
    return [[(row.pk, column) for column in columns] for row in table.rows.all()]


def figures(table):
    return [line.places for line in table_of(table).lines]


# --- weights --------------------------------------------------------------------------------------------------------


def test_the_newest_count_up_to_the_day(tree, table):
    count(tree.than_uyen, 500, on=date(2020, 6, 30))
    count(tree.than_uyen, 200, on=date(2018, 12, 31))
    rows = rows_to_share(table)
    assert [members_on(rows, day)[rows[0].pk]["total"] for day in (date(2019, 6, 1), DAY, date(2021, 1, 1))] == [200, 300, 500]
    assert members_on(rows, date(2018, 1, 1)) == {}
    assert (newest_day(rows, date(2020, 1, 1)), newest_day(rows, date(2018, 1, 1))) == (DAY, None)


def test_a_unit_without_a_count_is_the_sum_of_those_below_it(tree, table):
    MemberCount.objects.filter(unit=tree.than_uyen).delete()
    count(tree.than_uyen_school, 30, female=20)
    count(tree.than_uyen_clinic, 12, female=2, on=date(2017, 1, 1))
    rows = rows_to_share(table)
    found = members_on(rows, DAY)[rows[0].pk]
    assert (found["total"], found["female"]) == (42, 22)


def test_what_stands_below_a_counted_unit_is_not_counted_twice(tree, table):
    count(tree.tan_uyen_tea, 70)
    province = make_table(make_plan(tree.central, number="1/KH-TLĐ"), {tree.province: (1, 1, 1, 1)}, number=1)
    rows = rows_to_share(province)
    assert members_on(rows, DAY)[rows[0].pk]["total"] == 400


def test_a_bloc_is_the_sum_of_its_members(tree):
    bloc = Bloc.objects.create(owner=tree.province, name="Khối huyện")
    bloc.members.set([tree.than_uyen_school, tree.tan_uyen])
    count(tree.than_uyen_school, 30)
    count(tree.tan_uyen, 100)
    rows = rows_to_share(make_table(make_plan(tree.province), {bloc: (0, 0, 0, 0)}))
    assert members_on(rows, DAY)[rows[0].pk]["total"] == 130


@pytest.mark.parametrize("many", [1, 30])
def test_two_queries_for_any_number_of_rows(tree, many, django_assert_num_queries):
    units = [make_unit(f"Đơn vị {at}", tree.province) for at in range(many)]
    table = make_table(make_plan(tree.province), dict.fromkeys(units, (0, 0, 0, 0)))
    rows = rows_to_share(table)
    with django_assert_num_queries(2):
        members_on(rows, DAY)


# --- saving ---------------------------------------------------------------------------------------------------------


def test_rule_weights_and_cells_are_written_together(table, officer):
    saved = shared(table, officer)
    assert figures(saved) == [(3, 3, 3, 3), (1, 1, 1, 1)]
    table.refresh_from_db()
    assert (table.version, table.rule["pools"][0]["places"], table.rule["weights"]["on"]) == (2, 4, "2019-12-31")
    assert [row.weights["total"] for row in table.rows.all()] == [300, 100]
    assert set(Quota.objects.values_list("shared", "reason")) == {(3, ""), (1, "")}
    assert table.history.first().history_change_reason.splitlines()[:3] == [
        "Trọng số của các dòng thay đổi.",
        "Chia theo cách chia mới.",
        "LĐLĐ huyện Than Uyên, Tập thể khối hành chính, sự nghiệp: 0 → 3",
    ]


def test_the_same_again_changes_nothing(table, officer):
    shared(table, officer)
    assert shared(table, officer, version=2).version == 2


def test_a_change_by_hand_keeps_its_reason(table, officer):
    (first, second, *_), _ = keys(table)
    saved = shared(table, officer, cells={first: 4, second: 3}, reasons={first: "Có ba doanh nghiệp mới.", second: "thừa"})
    assert figures(saved)[0] == (4, 3, 3, 3)
    kept = [(quota.places, quota.shared, quota.reason) for quota in Quota.objects.filter(row=first[0]).order_by("category__position")]
    assert kept[:2] == [(4, 3, "Có ba doanh nghiệp mới."), (3, 3, "")]


def test_changes_without_a_reason_are_refused_together_and_nothing_is_written(table, officer):
    (first, *_), (*_, last) = keys(table)
    with pytest.raises(Refused) as refused:
        shared(table, officer, cells={first: 4, last: 0}, reasons={last: "  "})
    assert refused.value.reasons == [
        "LĐLĐ huyện Than Uyên, Tập thể khối hành chính, sự nghiệp: theo cách chia là 3, ghi 4; hãy ghi lý do.",
        "LĐLĐ huyện Tân Uyên, Cá nhân khối sản xuất kinh doanh: theo cách chia là 1, ghi 0; hãy ghi lý do.",
    ]
    table.refresh_from_db()
    assert (figures(table), table.rule, table.version) == ([(0, 0, 0, 0)] * 2, {}, 1)


def test_a_rule_that_cannot_be_worked_out_writes_nothing(table, officer):
    with pytest.raises(Refused) as refused:
        shared(table, officer, floor=3)
    assert refused.value.reasons == [
        "Tập thể khối hành chính, sự nghiệp: Số suất ít nhất cộng lại là 6, nhiều hơn 4 suất được chia."
    ]
    with pytest.raises(Refused) as refused:
        shared(table, officer, categories=["collective-business"])
    assert len(refused.value.reasons) == 2
    assert Allocation.objects.get(pk=table.pk).version == 1


def test_who_and_when(table, officer, tree):
    shared(table, officer)
    with pytest.raises(Overtaken):
        shared(table, officer)
    for stranger in (person("approver", tree.province), person("officer", tree.than_uyen)):
        with pytest.raises(PermissionDenied):
            shared(table, stranger, version=2)
    Allocation.objects.update(status="submitted")
    with pytest.raises(Refused):
        shared(table, officer, version=2)


def test_the_grid_asks_for_the_same_reason(table, officer):
    shared(table, officer)
    (first, second, *_), _ = keys(table)
    with pytest.raises(Refused) as refused:
        save_quotas(table, cells={first: 5, second: 6}, version=2, by=officer)
    assert len(refused.value.reasons) == 2
    assert figures(table)[0] == (3, 3, 3, 3)
    save_quotas(table, cells={first: 5}, reasons={first: "Theo đề nghị của đơn vị."}, version=2, by=officer)
    save_quotas(table, cells={second: 3}, version=3, by=officer)  # the reason of the first cell stands
    assert figures(table)[0] == (5, 3, 3, 3)
    save_quotas(table, cells={first: 3}, version=3, by=officer)
    assert Quota.objects.get(row=first[0], category=first[1]).reason == ""


def test_the_grid_keeps_the_reason_of_a_figure_that_was_typed_without_a_rule(table, officer):
    (first, second, *_), _ = keys(table)
    Quota.objects.filter(row=first[0]).update(reason="Theo đề nghị của đơn vị")
    save_quotas(table, cells={first: 4}, version=1, by=officer)
    reasons = Quota.objects.filter(row=first[0], category__in=(first[1], second[1])).order_by("category__position")
    assert [quota.reason for quota in reasons] == ["", "Theo đề nghị của đơn vị"]
