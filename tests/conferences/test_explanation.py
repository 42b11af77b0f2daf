"""Why a unit has its places: the sentences, the sheets, who may read them."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from conferences.actions import save_sharing
from conferences.models import Allocation
from conferences.papers.explanation import explained, explanation_paper
from conferences.sharing_rule import SharedCategory, SharedRow, decode, why, work_out
from conferences.weights import members_on, rows_to_share
from organizations.models import MemberCount
from papers.faces import render
from papers.paper import Item, Table
from tests.builders import make_plan, make_table, person
from tests.papers.reading import pages, text

A, B = SharedCategory("a", "Tập thể", "public"), SharedCategory("b", "Cá nhân", "business")
CITY = SharedRow("unit-1", "Thành phố", {"total": 3000, "public": 1000, "business": 2000})
TOWN = SharedRow("unit-2", "Phong Thổ", {"total": 2000, "public": 1500, "business": 500})
HILL = SharedRow("unit-3", "Mường Tè", {"total": 1000, "public": 1000, "business": 0})
NOBODY = {"categories": ["b"], "kind": "each"}


def reasons(row, **pool):
    """The sentences of one row, of a rule whose first pool is this one."""
    pools = [{"categories": ["a"], "places": 13} | pool]
    if "b" not in pools[0]["categories"]:
        pools.append(NOBODY | {"each": 0})
    rule = decode({"weights": {"on": "2019-12-31"}, "pools": pools}, (A, B), (CITY, TOWN, HILL))
    worked = work_out(rule, (A, B), (CITY, TOWN, HILL))
    return why(rule, worked.pools[0], row, {"a": A, "b": B})


def test_by_largest_remainder():
    assert reasons(CITY) == [
        "Có 3.000 trong tổng số 6.000: 3.000 × 13 : 6.000 = 6,50.",
        "Phần nguyên 6, phần dư 0,5000: được thêm một suất, vì 1 suất còn lại về các phần dư lớn nhất, nhỏ nhất là 0,5000 (Thành phố).",
        "Được 7 suất.",
    ]
    assert reasons(TOWN)[1] == (
        "Phần nguyên 4, phần dư 0,3333: không được thêm, vì 1 suất còn lại về các phần dư lớn nhất, nhỏ nhất là 0,5000 (Thành phố)."
    )
    assert reasons(TOWN, places=12)[1] == "Phần nguyên 4, phần dư 0; không còn suất nào chia theo phần dư."


def test_floors_change_the_exact_share_of_the_others():
    assert reasons(CITY, floor=4)[1] == "Giữ mức ít nhất, nhiều nhất của mọi đơn vị thì còn 5."
    assert reasons(HILL, floor=4)[-2:] == ["Đơn vị này được ít nhất 4 suất.", "Được 4 suất."]


def test_by_quotients():
    assert reasons(TOWN, method="sainte_lague") == [
        "Có 2.000 trong tổng số 6.000: 2.000 × 13 : 6.000 = 4,33.",
        "Suất thứ 4 được với thương 2.000 : 7 = 285,7143.",
        "Suất thứ 5 cần thương 2.000 : 9 = 222,2222, không hơn thương của suất cuối cùng cả nhóm là 230,7692 (Thành phố).",
        "Được 4 suất.",
    ]
    assert reasons(HILL, method="huntington_hill")[1:3] == [
        "Suất thứ 2 được với thương 1.000 : √(1 × 2) = 707,1068.",
        "Suất thứ 3 cần thương 1.000 : √(2 × 3) = 408,2483, không hơn thương của suất cuối cùng cả nhóm là 462,9100 (Thành phố).",
    ]
    assert reasons(HILL, method="adams", places=3)[1] == "Suất thứ 1 được với thương không giới hạn (suất đầu tiên)."


def test_the_other_kinds():
    assert reasons(HILL, kind="each", each=2, exceptions={"unit-3": {"floor": 3, "ceiling": 3}}) == [
        "Đơn vị này được đúng 3 suất.",
        "Được 3 suất.",
    ]
    assert reasons(CITY, kind="percent", percent="0.25") == ["0,25% của 3.000 đoàn viên là 7,50.", "Được 8 suất."]


def test_over_the_categories():
    both = {"categories": ["a", "b"], "places": 12}
    assert reasons(TOWN, **both)[-1] == (
        "Trong đó: Tập thể 1.500 × 4 : 2.000 = 3, được 3; Cá nhân 500 × 4 : 2.000 = 1, được 1."
    )
    said = reasons(TOWN, **both, split={"a": 8, "b": 4})[-1]
    assert said.startswith("Trong đó, giữ đúng cả tổng của đơn vị lẫn tổng của từng đối tượng: Tập thể tính được ")


# --- sheets ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def table(db, tree) -> Allocation:
    """Shared by two methods, with one figure changed by hand."""
    for unit, total in ((tree.than_uyen, 300), (tree.tan_uyen, 100)):
        MemberCount.objects.create(unit=unit, on=date(2019, 12, 31), total=total)
    plan = make_plan(tree.province, status="draft")
    table = make_table(plan, {tree.than_uyen: (0, 0, 0, 0), tree.tan_uyen: (0, 0, 0, 0)}, status="draft")
    keys = [category.key for category in plan.categories.all()]
    methods = ("largest_remainder", "dhondt", "largest_remainder", "adams")
    pools = [{"categories": [key], "places": 5, "method": method} for key, method in zip(keys, methods, strict=True)]
    rows = rows_to_share(table)
    cell = (rows[1].pk, plan.categories.first().pk)
    return save_sharing(
        table,
        rule={"weights": {"on": "2019-12-31"}, "pools": pools},
        weights=members_on(rows, date(2019, 12, 31)),
        cells={cell: 3},
        reasons={cell: "Có ba doanh nghiệp mới."},
        version=1,
        by=person("officer", tree.province),
    )


def test_the_sheet_of_a_row(table):
    found = explained(table)
    paper = explanation_paper(found, row=found.rows[1])
    assert (paper.type_name, paper.title, paper.draft) == ("GIẢI TRÌNH", "Chỉ tiêu của LĐLĐ huyện Tân Uyên", True)
    assert paper.body[0].text == "(Kế hoạch số 154/KH-LĐLĐ; số đoàn viên tính đến ngày 31/12/2019)"
    assert paper.body[1].text == "**LĐLĐ huyện Tân Uyên được 6 suất.**"
    items = [block.text for block in paper.body if isinstance(block, Item)]
    assert len(items) == 5
    assert items[0] == (
        "**Tập thể khối hành chính, sự nghiệp** (5 suất, theo số đoàn viên, Phần dư lớn nhất). "
        "Có 100 trong tổng số 400: 100 × 5 : 400 = 1,25. Phần nguyên 1, phần dư 0,2500: không được thêm, "
        "vì 1 suất còn lại về các phần dư lớn nhất, nhỏ nhất là 0,7500 (LĐLĐ huyện Than Uyên). Được 1 suất. "
        "Nếu thêm một suất, LĐLĐ huyện Tân Uyên được."
    )
    assert items[-1] == (
        "**Sửa tay:** Tập thể khối hành chính, sự nghiệp theo cách chia là 1, ghi 3. Lý do: Có ba doanh nghiệp mới."
    )


def test_the_sheet_of_the_table(table):
    paper = explanation_paper(explained(table))
    assert paper.title == "Cách chia bảng phân bổ lần 1"
    printed = next(block for block in paper.body if isinstance(block, Table))
    assert [row.cells for row in printed.rows] == [
        ("1", "LĐLĐ huyện Than Uyên", "3,75", "04", "3,75", "04", "3,75", "04", "3,75", "04", "16"),
        ("2", "LĐLĐ huyện Tân Uyên", "1,25", "03*", "1,25", "01", "1,25", "01", "1,25", "01", "06"),
        ("", "Tổng số", "", "07", "", "05", "", "05", "", "05", "22"),
    ]


def test_each_is_one_page_of_paper(table):
    found = explained(table)
    for row in (None, *found.rows):
        printed = pages(render(explanation_paper(found, row=row), "pdf"))
        assert len(printed) == 1
        assert "GIẢI TRÌNH" in text(printed[0])


def test_the_figures_of_the_day_of_sharing_explain_the_table_later(table):
    before = explanation_paper(explained(table))
    MemberCount.objects.update(total=9)
    assert explanation_paper(explained(Allocation.objects.get())) == before


def test_a_table_that_is_no_longer_what_was_shared_has_no_explanation(table):
    table.plan.categories.create(position=9, key="prize", subject="person", label="Giải thưởng")
    assert explained(Allocation.objects.get()) is None


# --- pages ----------------------------------------------------------------------------------------------------------


def test_the_page_of_a_table_leads_to_every_row_s_sheet(client, table, tree):
    client.force_login(person("approver", tree.province))
    page = client.get(reverse("conferences:allocation", args=[table.pk])).content.decode()
    for args in ([table.pk], [table.pk, 1], [table.pk, 2]):
        link = reverse("conferences:explanation", args=args)
        assert f'href="{link}"' in page
        assert client.get(link).status_code == 200
    answer = client.get(reverse("conferences:explanation-paper", args=[table.pk, 2, "docx"]))
    assert answer["Content-Disposition"] == 'attachment; filename="giai-trinh-chi-tieu-154-2.docx"'
    assert client.get(reverse("conferences:explanation", args=[table.pk, 3])).status_code == 404


def test_a_unit_reads_its_own_once_the_table_is_out(client, table, tree):
    client.force_login(person("head", tree.than_uyen_school))
    link = reverse("conferences:explanation", args=[table.pk, 1])
    assert client.get(link).status_code == 404
    Allocation.objects.update(status="published")
    type(table.plan).objects.update(status="issued")
    assert client.get(link).status_code == 200


def test_a_stale_rule_says_so_and_a_typed_table_has_no_sheet(client, table, tree):
    client.force_login(person("clerk", tree.province))
    link = reverse("conferences:explanation", args=[table.pk])
    table.plan.categories.create(position=9, key="prize", subject="person", label="Giải thưởng")
    answer = client.get(link)
    assert (answer.status_code, "Hãy chia lại bảng" in answer.content.decode()) == (409, True)
    Allocation.objects.update(rule={"weights": {"uploaded": "Số lao động"}})  # a column came by Excel, nothing was shared by it
    assert client.get(link).status_code == 404
    assert "Vì sao số này?" not in client.get(reverse("conferences:allocation", args=[table.pk])).content.decode()
