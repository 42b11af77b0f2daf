"""Each rule with a case that passes and a case that fails, every sentence by its words."""

from datetime import UTC, date, datetime

import pytest

from conferences.models import Section
from conferences.rules import (
    plan_has_left_office,
    plan_is_complete,
    stated_figures_agree,
    stated_number_is_next,
    table_has_places,
    table_is_approved,
)
from tests.builders import lai_chau, make_plan, make_table

pytestmark = pytest.mark.django_db
AT = datetime(2020, 4, 1, 2, tzinfo=UTC)


@pytest.fixture
def tree():
    return lai_chau()


@pytest.fixture
def plan(tree):
    return make_plan(tree.province)


def test_a_complete_plan(plan):
    assert plan_is_complete(plan, AT) == []


def test_an_incomplete_plan_hears_everything_at_once(plan):
    plan.issuers.update(signer="")
    plan.title = " "
    Section.objects.all().delete()
    assert plan_is_complete(plan, AT) == [
        "Kế hoạch chưa ghi người ký của Liên đoàn Lao động tỉnh Lai Châu.",
        "Kế hoạch chưa có trích yếu.",
        "Kế hoạch chưa có nội dung.",
    ]
    plan.issuers.all().delete()
    assert plan_is_complete(plan, AT)[0] == "Kế hoạch chưa có cơ quan ban hành."


@pytest.mark.parametrize("stated", ["", "/KH-LĐLĐ", "155/KH-LĐLĐ"])
def test_a_plan_without_a_number_or_with_the_next_one_gets_it(plan, stated):
    plan.number = stated
    assert stated_number_is_next(plan, "155/KH-LĐLĐ") == []


def test_a_stated_number_that_is_not_the_next_is_refused_with_both_ways_out(plan):
    assert stated_number_is_next(plan, "155/KH-LĐLĐ") == [
        "Kế hoạch ghi số 154/KH-LĐLĐ, còn số tiếp theo của sổ là 155/KH-LĐLĐ. Hãy chọn “Bỏ số đã ghi” để lấy số tiếp theo, "
        "hoặc ghi số cuối đã cấp ngoài hệ thống vào Sổ văn bản trước."
    ]


@pytest.mark.parametrize(("status", "free"), [("draft", False), ("submitted", False), ("approved", True), ("published", True)])
def test_the_table_is_approved_before_its_plan(plan, tree, status, free):
    assert table_is_approved(plan, AT) == []
    make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, status=status)
    reasons = ["Bảng phân bổ lần 1 chưa được duyệt; hãy duyệt bảng trước."]
    assert table_is_approved(plan, AT) == ([] if free else reasons)


def test_every_row_has_a_place(plan, tree):
    table = make_table(plan, {tree.than_uyen: (0, 0, 1, 0), tree.tan_uyen: (0, 0, 0, 0)})
    assert table_has_places(table, AT) == [
        "“LĐLĐ huyện Tân Uyên” chưa có chỉ tiêu ở đối tượng nào; hãy ghi số hoặc bỏ dòng."
    ]
    assert table_has_places(make_table(plan, {}, status="draft", number=2), AT) == ["Bảng phân bổ chưa có dòng nào."]
    assert table_has_places(make_table(plan, {tree.than_uyen: (0, 0, 1, 0)}, status="draft", number=3), AT) == []


@pytest.mark.parametrize(("status", "free"), [("draft", False), ("approved", False), ("issued", True), ("closed", True)])
def test_units_learn_their_places_from_an_issued_plan(plan, tree, status, free):
    plan.status = status
    plan.save()
    table = make_table(plan, {tree.than_uyen: (1, 1, 1, 1)})
    reasons = ["Kế hoạch chưa phát hành; phát hành kế hoạch trước rồi công bố bảng phân bổ."]
    assert plan_has_left_office(table, AT) == ([] if free else reasons)


def test_stated_figures(plan, tree):
    table = make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, stated_total=4, stated_collective=3, stated_person=2)
    assert stated_figures_agree(table, AT) == ["Lời văn kế hoạch ghi tập thể 3, bảng phân bổ cộng được 2."]
    assert stated_figures_agree(make_table(plan, {tree.than_uyen: (1, 1, 1, 1)}, status="draft", number=2), AT) == []
