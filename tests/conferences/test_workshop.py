"""The workshop: a table is shared on the page, tried before it is saved, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from conferences.forms.workshop import stored
from conferences.models import Allocation, Quota
from conferences.querysets import table_of
from conferences.views.allocations import MOST_FIELDS
from conferences.weights import rows_to_share
from organizations.models import MemberCount, User
from portal import clock
from tests.builders import make_plan, make_table, make_unit, person

pytestmark = pytest.mark.django_db
DAY = date(2019, 12, 31)
FORM = "application/x-www-form-urlencoded"
NOW = datetime.fromisoformat("2020-04-01T09:00:00+07:00")


@pytest.fixture(autouse=True)
def april():
    with clock.standing_at(NOW):
        yield


def count(unit, total, **parts):
    MemberCount.objects.create(unit=unit, on=DAY, total=total, **parts)


@pytest.fixture
def table(tree) -> Allocation:
    """Districts with 300 and 100 members; 12 places in four categories."""
    count(tree.than_uyen, 300, public=200, business=100, female=150)
    count(tree.tan_uyen, 100, public=100, female=60)
    plan = make_plan(tree.province, status="draft")
    places = {tree.than_uyen: (2, 1, 4, 2), tree.tan_uyen: (1, 0, 2, 0)}
    return make_table(plan, places, status="draft", stated_total=12, stated_collective=5)


@pytest.fixture(autouse=True)
def officer(tree, client):
    found = person("officer", tree.province)
    client.force_login(found)
    return found


@pytest.fixture
def address(table):
    return reverse("conferences:workshop", args=[table.pk])


def typed(table, **changes):
    """What a browser sends of the page as it opens, with changes by the name of a field."""
    categories = list(table.plan.categories.all())
    return stored(table, categories, rows_to_share(table), DAY) | changes


def keys(table):
    rows, columns = table.rows.of_table().values_list("pk", flat=True), table.plan.categories.values_list("pk", flat=True)
    return list(rows), list(columns)


def shared(answer):
    return [[cell.shared for line in card.lines for cell in line.cells] for card in answer.context["pool_cards"]]


def figures(table):
    return [line.places for line in table_of(table).lines]


# --- shown and tried ------------------------------------------------------------------------------------------------


def test_it_opens_with_a_pool_for_each_category_and_the_places_it_has(client, table, address):
    page = client.get(address)
    assert page.status_code == 200
    assert [(card.name, card.settings[1].value()) for card in page.context["pool_cards"]] == [
        ("Tập thể khối hành chính, sự nghiệp", "3"),
        ("Tập thể khối sản xuất kinh doanh", "1"),
        ("Cá nhân khối hành chính, sự nghiệp", "6"),
        ("Cá nhân khối sản xuất kinh doanh", "2"),
    ]
    assert shared(page) == [[2, 1], [1, 0], [4, 2], [2, 0]]
    assert [(sum.name, sum.places, sum.stated, sum.missing) for sum in page.context["sums"]] == [
        ("Tổng số", 12, 12, 0),
        ("Tập thể", 4, 5, 1),
        ("Cá nhân", 8, None, 0),
    ]
    assert [(label, str(share)) for label, share in page.context["per_thousand"]] == [
        ("LĐLĐ huyện Than Uyên", "30.0"),
        ("LĐLĐ huyện Tân Uyên", "30.0"),
    ]
    assert [(part.name, part.people, part.percent, part.of_members) for part in page.context["parts"]] == [("Nữ", "6", "52,5", "52,5")]


def test_trying_shows_what_would_be_and_writes_nothing(client, table, address):
    answer = client.post(address, typed(table, **{"places-of-1": "10", "method-1": "dhondt", "figure-1": "total"}) | {"try": "1"})
    assert answer.status_code == 200
    assert shared(answer)[0] == [8, 2]  # 300 / 8 before 100 / 3
    first = answer.context["pool_cards"][0]
    assert [(line.label, line.figures) for line in first.compared] == [
        ("LĐLĐ huyện Than Uyên", ((8, False), (8, False), (8, False), (7, True), (7, True))),
        ("LĐLĐ huyện Tân Uyên", ((2, False), (2, False), (2, False), (3, True), (3, True))),
    ]
    assert Allocation.objects.get().version == 1
    assert figures(table) == [(2, 1, 4, 2), (1, 0, 2, 0)]


@pytest.mark.parametrize("wrong", [{"places-of-2": "1,5"}, {"least-1": "9", "most-1": "2"}, {"on": "32/13/2020"}])
def test_no_sum_is_told_while_some_places_are_not_shared(client, table, address, wrong):
    """The sum of what is left would look like the sum of the table."""
    answer = client.post(address, typed(table, **wrong) | {"try": "1"})
    assert answer.context["not_shared"] and "Chưa cộng được" in answer.content.decode()
    sound = client.post(address, typed(table) | {"try": "1"})
    assert not sound.context["not_shared"] and "lời văn 12 ✓" in sound.content.decode()


def test_the_page_says_what_composition_the_plan_wants(client, table, address):
    own = table.plan.conferences.create(position=1, level="province", own=True, planned=20)
    own.composition.create(position=1, group="exemplary", percent=70, about=True)
    own.composition.create(position=2, group="guest", percent=30)
    groups = client.get(address).context["composition"]
    assert [(group.name, group.meant, group.slack, group.places, group.fits) for group in groups] == [
        ("Điển hình tiên tiến", "14", "2", 12, True),
        ("Khách mời", "6", "", None, True),
    ]
    answer = client.post(address, typed(table, **{"places-of-1": "1"}) | {"try": "1"})
    assert [group.fits for group in answer.context["composition"]] == [False, True]


def test_categories_share_a_pool(client, table, address):
    _, columns = keys(table)
    together = {f"group-{column}": "1" for column in columns[:2]} | {"figure-1": "total", "places-of-1": "4"}
    answer = client.post(address, typed(table, **together) | {"try": "1"})
    assert [card.name for card in answer.context["pool_cards"]][0] == (
        "Tập thể khối hành chính, sự nghiệp hoặc Tập thể khối sản xuất kinh doanh"
    )
    assert shared(answer)[0] == [2, 1, 1, 0]
    split = {f"split-1-{columns[0]}": "4", f"split-1-{columns[1]}": "0"}
    assert shared(client.post(address, typed(table, **together, **split) | {"try": "1"}))[0] == [3, 0, 1, 0]


# --- saved ----------------------------------------------------------------------------------------------------------


def test_saving_keeps_rule_weights_and_changes_and_opens_with_them_again(client, table, address):
    rows, columns = keys(table)
    changes = {"places-of-1": "9", "figure-1": "total", "least-1": "3", f"most-1-{rows[0]}": "5"}
    by_hand = {f"places-{rows[1]}-{columns[2]}": "3", f"reason-{rows[1]}-{columns[2]}": "Có trường mới đạt chuẩn."}
    answer = client.post(address, typed(table, **changes, **by_hand) | {"save": "1"})
    assert (answer.status_code, answer.url) == (302, reverse("conferences:allocation", args=[table.pk]))
    assert figures(table) == [(5, 1, 4, 2), (4, 0, 3, 0)]
    kept = Quota.objects.get(row=rows[1], category=columns[2])
    assert (kept.places, kept.shared, kept.reason) == (3, 2, "Có trường mới đạt chuẩn.")
    form = client.get(address).context["form"]
    again = {name: form[name].value() for name in (*changes, *by_hand)}
    assert again == changes | by_hand
    assert client.post(address, typed(Allocation.objects.get()) | {"save": "1"}).status_code == 302
    assert Allocation.objects.get().version == 2  # the same again changes nothing


def test_a_change_by_hand_is_asked_for_its_reason(client, table, address):
    rows, columns = keys(table)
    cell = f"{rows[0]}-{columns[0]}"
    tried = client.post(address, typed(table, **{f"places-{cell}": "9"}) | {"try": "1"})
    assert (tried.status_code, tried.context["pool_cards"][0].lines[0].cells[0].by_hand) == (200, True)
    answer = client.post(address, typed(table, **{f"places-{cell}": "9"}) | {"save": "1"})
    assert answer.status_code == 422
    assert dict(answer.context["form"].errors) == {f"reason-{cell}": ["theo cách chia là 2, ghi 9; hãy ghi lý do."]}
    assert figures(table) == [(2, 1, 4, 2), (1, 0, 2, 0)]


def test_the_second_of_two_loses_nothing(client, table, address):
    client.post(address, typed(table, **{"places-of-1": "4"}) | {"save": "1"})
    late = typed(table, **{"places-of-1": "7", "version": "1"})
    answer = client.post(address, late | {"save": "1"})
    form = answer.context["form"]
    assert (answer.status_code, form["places-of-1"].value()) == (409, "7")
    assert form.non_field_errors() == ["Bảng vừa được người khác lưu. Những gì bạn gõ còn nguyên; xem cột “Đang ghi” rồi lưu lại."]
    assert client.post(address, late | {"version": form["version"].value(), "save": "1"}).status_code == 302
    assert sum(line[0] for line in figures(table)) == 7


def test_a_table_that_left_the_desk_is_not_shared(client, table, address):
    Allocation.objects.update(status="submitted")
    assert client.get(address).url == reverse("conferences:allocation", args=[table.pk])
    answer = client.post(address, typed(table) | {"save": "1"})
    assert answer.status_code == 409
    assert answer.context["reasons"] == ["Bảng phân bổ đang ở trạng thái “đã trình”, không sửa được nữa."]


def test_a_rule_of_other_categories_opens_with_what_still_fits(client, table, address):
    client.post(address, typed(table, **{"places-of-2": "5"}) | {"save": "1"})
    table.plan.categories.filter(key="collective-public").delete()
    table.plan.categories.create(position=9, key="prize", subject="person", label="Giải thưởng")
    page = client.get(address)
    assert [(card.name, card.settings[1].value()) for card in page.context["pool_cards"]] == [
        ("Tập thể khối sản xuất kinh doanh", "5"),
        ("Cá nhân khối hành chính, sự nghiệp", "6"),
        ("Cá nhân khối sản xuất kinh doanh", "2"),
        ("Giải thưởng", "0"),
    ]
    assert page.context["form"].errors == {}


# --- what is wrong, all at once ---------------------------------------------------------------------------------------


def test_every_cell_that_cannot_be_read_is_named(client, table, address):
    rows, columns = keys(table)
    wrong = {
        "places-of-1": "-3",
        f"least-2-{rows[0]}": "1,5",
        f"weight-{rows[1]}": "nhiều",
        f"places-{rows[0]}-{columns[3]}": "-1",
        "least-share-4": "120",
        "on": "31/02/2020",
        "kind-3": "by-eye",
    }
    answer = client.post(address, typed(table, **wrong) | {"save": "1"})
    form = answer.context["form"]
    assert answer.status_code == 422
    assert set(form.errors) == set(wrong)
    assert {form[name].value() for name in wrong} == set(wrong.values())
    assert form[f"least-2-{rows[0]}"].label == "LĐLĐ huyện Than Uyên, Tập thể khối sản xuất kinh doanh, ít nhất"
    assert figures(table) == [(2, 1, 4, 2), (1, 0, 2, 0)]


def test_faults_of_the_rule_stand_at_their_fields_all_at_once(client, table, address):
    rows, _ = keys(table)
    MemberCount.objects.filter(unit__short_name="LĐLĐ huyện Tân Uyên").update(business=0)
    MemberCount.objects.filter(unit__short_name="LĐLĐ huyện Than Uyên").update(business=0)
    wrong = {"least-1": "2", "places-of-1": "3", "most-3": "2", f"least-3-{rows[1]}": "4"}
    crossed = client.post(address, typed(table, **wrong) | {"save": "1"})
    assert dict(crossed.context["form"].errors) == {
        f"most-3-{rows[1]}": ["LĐLĐ huyện Tân Uyên, Cá nhân khối hành chính, sự nghiệp: nhiều nhất 2 suất thì ít hơn số suất ít nhất 4."]
    }
    answer = client.post(address, typed(table, **{"least-1": "2", "places-of-1": "3", "most-3": "2"}) | {"save": "1"})
    assert answer.status_code == 422
    assert dict(answer.context["form"].errors) == {
        "least-1": ["Tập thể khối hành chính, sự nghiệp: Số suất ít nhất cộng lại là 4, nhiều hơn 3 suất được chia."],
        "figure-2": ["Tập thể khối sản xuất kinh doanh: Còn 1 suất mà mọi trọng số đều bằng 0: không biết chia cho ai."],
        "most-3": ["Cá nhân khối hành chính, sự nghiệp: Số suất nhiều nhất cộng lại chỉ 4, ít hơn 6 suất được chia."],
        "figure-4": ["Cá nhân khối sản xuất kinh doanh: Còn 2 suất mà mọi trọng số đều bằng 0: không biết chia cho ai."],
    }
    assert figures(table) == [(2, 1, 4, 2), (1, 0, 2, 0)]


def test_two_directions_that_cannot_be_met_are_named(client, table, address):
    _, columns = keys(table)
    together = {f"group-{column}": "1" for column in columns[:2]} | {"figure-1": "total", "places-of-1": "4"}
    split = {f"split-1-{columns[0]}": "0", f"split-1-{columns[1]}": "4"}
    answer = client.post(address, typed(table, **together, **split) | {"save": "1"})
    says = (
        "Tập thể khối sản xuất kinh doanh: các đơn vị có trọng số ở đó không đủ suất cho tổng đã ghi; "
        "hãy giảm tổng ấy hoặc nới số suất của các đơn vị."
    )
    assert dict(answer.context["form"].errors) == {f"split-1-{columns[1]}": [says]}
    assert answer.status_code == 422


def test_a_thousand_and_empty_cells(client, table, address):
    answer = client.post(address, typed(table, **{"places-of-1": "1.000", "least-1": "", "figure-1": "total"}) | {"save": "1"})
    assert answer.status_code == 302
    assert [line[0] for line in figures(table)] == [750, 250]


def test_without_any_count_it_says_so_and_shows_the_table_as_it_is(client, table, address):
    MemberCount.objects.all().delete()
    page = client.get(address)
    assert page.status_code == 200
    assert page.context["form"].errors == {"on": ["Hãy ghi ngày lấy số đoàn viên để chia."]}
    assert [[cell.now for line in card.lines for cell in line.cells] for card in page.context["pool_cards"]] == [
        [2, 1],
        [1, 0],
        [4, 2],
        [2, 0],
    ]


@pytest.mark.parametrize("data", [{}, {"save": "1"}, {"try": "1", "version": "x", "group-1": "99"}])
def test_a_form_that_was_cut_off_is_no_crash(client, table, address, data):
    assert client.post(address, data).status_code == 422


# --- size -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 30])
def test_as_many_queries_with_thirty_rows_as_with_one(client, tree, many, django_assert_num_queries):
    units = [make_unit(f"Công đoàn {number}", tree.than_uyen) for number in range(many)]
    for unit in units:
        count(unit, 100, public=60, business=40)
    table = make_table(make_plan(tree.province, status="draft"), dict.fromkeys(units, (1, 2, 3, 4)), status="draft")
    address = reverse("conferences:workshop", args=[table.pk])
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)
    data = typed(table) | {"try": "1"}
    with django_assert_num_queries(15):
        client.post(address, data)


# --- many units -----------------------------------------------------------------------------------------------------


@pytest.fixture
def large(tree) -> Allocation:
    """400 units with 4 categories: more fields than any other form of the portal may have."""
    units = [make_unit(f"Công đoàn cơ sở số {number:03}", tree.than_uyen) for number in range(400)]
    MemberCount.objects.bulk_create(MemberCount(unit=unit, on=DAY, total=40 + at, public=20 + at, business=20) for at, unit in enumerate(units))
    return make_table(make_plan(tree.province, status="draft"), dict.fromkeys(units, (1, 0, 2, 1)), status="draft")


def sent(table, page, changes=()):
    """What a browser sends of a page with a table: every field, empty ones too."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | dict(changes)


def test_four_hundred_units_are_shared_on_one_page(client, large):
    address = reverse("conferences:workshop", args=[large.pk])
    form = sent(large, client.get(address), {"places-of-1": "800"})
    assert len(form) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    answer = client.post(address, urlencode(form | {"save": "1"}), content_type=FORM)
    assert (answer.status_code, answer.url) == (302, reverse("conferences:allocation", args=[large.pk]))
    assert sum(places[0] for places in figures(large)) == 800


def test_four_hundred_units_are_written_in_the_grid(client, large):
    address = reverse("conferences:edit-allocation", args=[large.pk])
    save_shared(client, large)  # from then on each cell has a field for its reason
    last = large.rows.last().quotas.last()
    form = sent(large, client.get(address), {f"places-{last.row_id}-{last.category_id}": "7", f"reason-{last.row_id}-{last.category_id}": "Thêm."})
    assert len(form) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    answer = client.post(address, urlencode(form), content_type=FORM)
    assert (answer.status_code, figures(large)[-1][3]) == (302, 7)


def save_shared(client, table):
    address = reverse("conferences:workshop", args=[table.pk])
    form = sent(table, client.get(address))
    assert client.post(address, urlencode(form | {"save": "1"}), content_type=FORM).status_code == 302


def test_past_its_own_limit_the_page_says_so_and_other_pages_keep_django_s(client, table, address):
    fields = {f"field{number}": "" for number in range(MOST_FIELDS + 1)}
    answer = client.post(address, urlencode(fields), content_type=FORM)
    assert (answer.status_code, answer.context["sentences"][0]) == (
        413,
        "Biểu mẫu có hơn 20.000 ô, cổng không nhận hết một lần nên chưa lưu gì.",
    )
    fewer = dict(list(fields.items())[: settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1])
    assert client.post(address, urlencode(typed(table) | fewer), content_type=FORM).status_code == 200
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.force_login(User.objects.get(assignments__role="officer"))
    assert elsewhere.post("/notices/read/", urlencode(fewer), content_type=FORM).status_code == 413
    assert client.logout() is None
    assert Client(enforce_csrf_checks=True).post(address, urlencode(fewer), content_type=FORM).status_code == 413  # a stranger's
