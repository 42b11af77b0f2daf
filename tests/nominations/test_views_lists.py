"""Lists of dossiers and decisions: search, filters, count, Excel of just what is shown, a fixed number of queries."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders import make_decision, make_dossier

DOSSIERS, DECISIONS = reverse("nominations:dossiers"), reverse("nominations:decisions")


@pytest.fixture
def officer(client, campaign):
    client.force_login(campaign.officer)
    return campaign.officer


@pytest.fixture
def three(campaign):
    tree, plan = campaign.tree, campaign.plan
    return {
        "Xuân": make_dossier(plan, tree.than_uyen_school, status="submitted", name="Lò Thị Xuân"),
        "Dũng": make_dossier(plan, tree.tan_uyen_school, status="accepted", name="Đỗ Dũng"),
        "Tổ": make_dossier(plan, tree.tan_uyen_tea, status="returned", name="Tổ Chế biến", key="collective-business"),
    }


def names(page) -> list[str]:
    return [row.name for row in page.context["list"].shown]


def test_the_list_shows_what_one_may_see(client, campaign, officer, three):
    draft = make_dossier(campaign.plan, campaign.school, name="Bản nháp")
    assert set(names(client.get(DOSSIERS))) == {"Lò Thị Xuân", "Đỗ Dũng", "Tổ Chế biến"}
    client.force_login(campaign.filer)
    assert set(names(client.get(DOSSIERS))) == {"Lò Thị Xuân", draft.name}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=xuan", ["Lò Thị Xuân"]),
        ("q=tan+uyen", ["Tổ Chế biến", "Đỗ Dũng"]),
        ("status=accepted", ["Đỗ Dũng"]),
        ("subject=collective", ["Tổ Chế biến"]),
        ("subject=person&q=tan+uyen", ["Đỗ Dũng"]),
        ("work=screen", ["Lò Thị Xuân"]),
        ("work=honour", ["Đỗ Dũng"]),
        ("plan=999999", ["Tổ Chế biến", "Đỗ Dũng", "Lò Thị Xuân"]),
        ("sort=sort_key", ["Đỗ Dũng", "Tổ Chế biến", "Lò Thị Xuân"]),
        ("status=draft", []),
    ],
)
def test_search_filters_count_and_excel_agree(client, officer, three, query, shown):
    page = client.get(f"{DOSSIERS}?{query}")
    ordered = sorted if "sort=" not in query else list
    assert ordered(names(page)) == ordered(shown)
    assert (page.context["list"].count, page.context["list"].total) == (len(shown), 3)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{DOSSIERS}?{query}&format=xlsx").content))
    head, *rows = book.active.values
    assert head == ("Tên", "Đối tượng", "Đơn vị", "Trạng thái", "Nộp lúc", "Sửa lúc")
    assert [row[0] for row in rows] == names(page)


def test_a_row_of_the_sheet_holds_the_cells_of_the_page(client, officer, three):
    content = client.get(f"{DOSSIERS}?q=xuan&format=xlsx").content
    (row,) = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)[1:]
    assert row[:5] == (
        "Lò Thị Xuân",
        "Cá nhân khối hành chính, sự nghiệp",
        "CĐCS Trường THCS Than Uyên",
        "đã nộp",
        datetime(2020, 4, 10, 15),
    )
    page = client.get(f"{DOSSIERS}?q=xuan").content.decode()
    assert [cell for cell in (*row[:4], "10/04/2020 15:00") if cell not in page] == []


def test_the_chips_offer_states_kinds_plans_and_my_work(client, campaign, officer, three):
    filters = {one.chip.key: [option.label for option in one.options] for one in client.get(DOSSIERS).context["list"].filters}
    assert filters["work"] == ["hồ sơ chờ thẩm định", "hồ sơ quá hạn bổ sung", "hồ sơ đang treo", "hồ sơ đạt, chưa vào quyết định"]
    assert filters["subject"] == ["tập thể", "cá nhân"]
    assert filters["plan"] == ["154/KH-LĐLĐ"]
    assert len(filters["status"]) == 12


def test_an_empty_list_says_why(client, campaign):
    client.force_login(campaign.filer)
    page = client.get(DOSSIERS).content.decode()
    assert "Chưa có hồ sơ nào." in page
    assert "format=xlsx" not in page


def test_the_list_of_decisions(client, campaign, officer, three):
    make_decision(campaign.plan, [three["Dũng"]], status="issued", number="87/QĐ-LĐLĐ", date=date(2020, 4, 17))
    make_decision(campaign.plan, [], award_form="Giấy khen")
    everything, issued = client.get(DECISIONS), client.get(f"{DECISIONS}?status=issued")
    assert (everything.context["list"].count, issued.context["list"].count) == (2, 1)
    assert [one.award_form for one in client.get(f"{DECISIONS}?q=giay").context["list"].shown] == ["Giấy khen"]
    content = client.get(f"{DECISIONS}?status=issued&format=xlsx").content
    head, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.values
    assert head == ("Số", "Hình thức khen thưởng", "Kế hoạch", "Số tên", "Trạng thái", "Ngày")
    assert rows == [("87/QĐ-LĐLĐ", "Bằng khen", "154/KH-LĐLĐ", 1, "đã phát hành", datetime(2020, 4, 17))]


def test_the_dossiers_of_a_plan_keep_the_plan_s_tabs_and_the_way_back(client, campaign, officer):
    alone, of_plan = client.get(DOSSIERS), client.get(f"{DOSSIERS}?plan={campaign.plan.pk}")
    link = f'href="{reverse("conferences:plan", args=[campaign.plan.pk])}"'
    marked = f'<a href="{DOSSIERS}?plan={campaign.plan.pk}" aria-current="page">Hồ sơ</a>'
    assert link not in alone.content.decode()
    assert all(part in of_plan.content.decode() for part in (link, marked))
    assert client.get(f"{DOSSIERS}?plan=999").status_code == 200


# --- queries --------------------------------------------------------------------------------------------------------


def fill(campaign, count: int) -> None:
    moment = datetime(2020, 4, 10, tzinfo=UTC)
    for _ in range(count):
        dossier = make_dossier(campaign.plan, campaign.school, status="accepted", submitted_at=moment)
        make_decision(campaign.plan, [dossier], status="draft")
        make_dossier(campaign.plan, campaign.tree.tan_uyen_school, status="accepted")


@pytest.mark.parametrize("name", ["dossiers", "decisions", "home", "search", "new-decision"])
def test_a_page_costs_the_same_whatever_its_length(client, campaign, officer, name):
    address = reverse(f"nominations:{name}") + {"search": "?q=mau", "new-decision": f"?plan={campaign.plan.pk}"}.get(name, "")
    costs = []
    for count in (1, 29):
        fill(campaign, count)
        client.get(address)  # what Django keeps from the first request on
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] <= 20


@pytest.mark.parametrize("count", [1, 30])
def test_a_decision_costs_the_same_whatever_its_length(client, campaign, officer, django_assert_num_queries, count):
    dossiers = [make_dossier(campaign.plan, campaign.school, status="accepted") for _ in range(count)]
    decision = make_decision(campaign.plan, dossiers)
    address = reverse("nominations:decision", args=[decision.pk])
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)
