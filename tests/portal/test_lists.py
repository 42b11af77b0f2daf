from __future__ import annotations

import io
import uuid
from datetime import UTC, date, datetime

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Count
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from organizations.models import Sector, Unit, UnitKind
from portal.lists import Chip, Column, ListPage, page as list_page
from portal.lists.page import sheet_value
from portal.models import Job
from portal.templatetags.portal import status
from tests.builders import Tree, lai_chau, make_unit, make_user, person

ODD = ["%00", "'", "%25", "_", "%5C", "%ED%A0%80", "%FF", "<b>", "a" * 5000, "%F0%9F%92%A5", "-1", "99999999999999999999", "1e9", "%C2%B2"]


class Units(ListPage):
    model = Unit
    title = "Đơn vị"
    noun = "đơn vị"
    file_name = "don-vi"
    columns = (
        Column("Tên", "label", link="organizations:unit", sort="sort_key", phone="title"),
        Column("Cấp", "depth", align="right"),
        Column("Khu vực", "get_sector_display", phone="second"),
        Column("Trạng thái", "get_status_display", show=status),
    )
    chips = (
        Chip("sector", "Khu vực", Sector.choices),
        Chip("below", "Thuộc", lambda request: [(2, "tỉnh")], apply=lambda rows, value: rows.filter(depth__gt=int(value))),
    )


@pytest.fixture
def tree(db) -> Tree:
    return lai_chau()


def opened(user, query: str = "") -> Units:
    """The list as this person has opened it, before it is rendered."""
    request = RequestFactory().get(f"/units/?{query}")
    request.user = user
    page = Units()
    page.setup(request)
    return page


def names(page: ListPage) -> list[str]:
    return [unit.label for unit in page.page]


def rendered(user, query: str = "") -> str:
    page = opened(user, query)
    return page.get(page.request).render().content.decode()


# --- what is shown --------------------------------------------------------------------------------------------------


def test_shows_what_one_may_see_and_nothing_else(tree):
    officer = person("officer", tree.than_uyen)
    assert names(opened(officer)) == [
        "TLĐ",
        "LĐLĐ tỉnh Lai Châu",
        "LĐLĐ huyện Than Uyên",
        "CĐCS Trường THCS Than Uyên",
        "CĐCS Trung tâm Y tế Than Uyên",
    ]
    assert "LĐLĐ huyện Tân Uyên" in names(opened(person("officer", tree.province)))


def test_finds_without_marks(tree):
    page = opened(person("officer", tree.province), "q=che+tan")
    assert names(page) == ["CĐCS Công ty Chè Tân Uyên"]
    assert (page.count, page.total, page.narrowed) == (1, 8, True)


def test_filters_by_the_address(tree):
    officer = person("officer", tree.province)
    assert names(opened(officer, "sector=business")) == ["CĐCS Công ty Chè Tân Uyên"]
    assert len(names(opened(officer, "below=2"))) == 6
    assert names(opened(officer, "below=2&sector=business&q=than")) == []


def test_a_filter_that_is_no_choice_is_passed_over(tree):
    page = opened(person("officer", tree.province), "sector=unknown&below=3")
    assert (page.count, page.narrowed) == (8, False)


def test_a_chip_leads_to_its_filter_and_back_and_to_the_first_page(tree):
    page = opened(person("officer", tree.province), "q=than&sector=public&page=3")
    public, business = page.filters[0].options
    assert (public.chosen, public.address) == (True, "?q=than")
    assert (business.chosen, business.address) == (False, "?q=than&sector=business")


def test_sorts_by_declared_columns_only(tree):
    officer = person("officer", tree.province)
    upwards = names(opened(officer, "sort=sort_key"))
    assert names(opened(officer, "sort=-sort_key")) == upwards[::-1]
    assert names(opened(officer, "sort=kind__name")) == names(opened(officer, "sort=--sort_key")) == names(opened(officer))


class Kinds(ListPage):
    model = UnitKind
    columns = (Column("Mã", "code"), Column("Đơn vị", "number", align="right"))

    def rows(self):
        return UnitKind.objects.annotate(number=Count("unit"))


def test_keeps_the_order_of_the_model_where_the_rows_are_counted(tree):
    page, request = Kinds(), RequestFactory().get("/")
    request.user = make_user("nobody")
    page.setup(request)
    assert [kind.pk for kind in page.page] == [kind.pk for kind in UnitKind.objects.all()]
    assert page.shown.ordered


def test_a_head_turns_the_order_round(tree):
    officer = person("officer", tree.province)
    heads = [opened(officer, query).heads[0] for query in ("q=than", "q=than&sort=sort_key", "q=than&sort=-sort_key")]
    assert [head.order for head in heads] == ["", "ascending", "descending"]
    assert [head.address for head in heads] == ["?q=than&sort=sort_key", "?q=than&sort=-sort_key", "?q=than&sort=sort_key"]
    assert opened(officer).heads[1].address == ""


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "shown"), [("", 1), ("2", 2), ("99", 3), ("0", 3), ("-1", 3), ("x", 1), ("9" * 5000, 1), ("１", 1), ("²", 1)]
)
def test_any_page_number_gives_a_page(tree, monkeypatch, asked, shown):
    monkeypatch.setattr(list_page, "PAGE_ROWS", 3)
    assert opened(person("officer", tree.province), f"page={asked}").page.number == shown


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("key", ["q", "sort", "page", "sector", "below", "format", "unknown"])
def test_odd_letters_in_the_address_are_harmless(tree, key, value):
    page = opened(person("officer", tree.province), f"{key}={value}")
    assert page.get(page.request).render().status_code == 200


# --- the page -------------------------------------------------------------------------------------------------------


def test_cells_are_escaped_and_linked(tree):
    bad = make_unit("<script>&Co", tree.than_uyen)
    body = opened(person("officer", tree.province), "q=script").body
    assert f'<td class="phone-title"><a href="/units/{bad.pk}/">&lt;script&gt;&amp;Co</a></td>' in body
    assert '<td class="phone-hide number">4</td><td class="phone-second"></td>' in body
    assert 'đang hoạt động</span></td>' in body


def test_counts_say_how_many_of_how_many(tree):
    officer = person("officer", tree.province)
    assert "<strong>8</strong> đơn vị" in rendered(officer)
    assert "<strong>1</strong> / 8 đơn vị" in rendered(officer, "q=chè")


@pytest.mark.parametrize(("counted_each_time", "counted"), [(9, 9), (8, 9), (7, 8)])
def test_the_count_of_a_long_list_is_remembered_for_a_while(tree, monkeypatch, counted_each_time, counted):
    monkeypatch.setattr(list_page, "COUNTED_EACH_TIME", counted_each_time)
    officer = person("officer", tree.province)
    assert opened(officer).count == 8
    make_unit("Kho", tree.than_uyen)
    assert opened(officer).count == opened(officer, "page=2&sort=sort_key").count == counted
    assert opened(officer, "q=kho").count == 1
    assert opened(person("officer", tree.than_uyen)).count == 6


def test_what_one_has_done_oneself_is_always_counted(tree, client, monkeypatch):
    monkeypatch.setattr(list_page, "COUNTED_EACH_TIME", 1)
    client.force_login(person("officer", tree.province))

    def counted() -> int:
        return client.get("/units/").context["list"].count

    assert counted() == 8
    make_unit("Kho", tree.than_uyen)
    assert counted() == 8
    client.post("/notices/read/")
    assert counted() == 9


def test_nothing_found_says_why_and_offers_the_next_step(tree):
    text = rendered(person("officer", tree.province), "q=zzzz")
    assert "Không có đơn vị nào khớp với từ tìm và bộ lọc." in text
    assert '<a class="btn" href="?">Bỏ tìm và lọc</a>' in text


def test_an_empty_list_says_so(db):
    assert "Chưa có gì ở đây." in rendered(make_user("nobody"))


def test_same_queries_with_one_row_and_with_thirty(tree):
    officer = person("officer", tree.than_uyen_school)
    below = "q=kho"
    make_unit("Kho 0", tree.than_uyen_school)
    assert names(opened(officer, below)) == ["Kho 0"]  # and the person's roles are known from here on
    with CaptureQueriesContext(connection) as few:
        rendered(officer, below)
    for number in range(1, 30):
        make_unit(f"Kho {number}", tree.than_uyen_school)
    with CaptureQueriesContext(connection) as many:
        assert rendered(officer, below).count("<tr>") == 31
    assert len(many) == len(few)


# --- the sheet ------------------------------------------------------------------------------------------------------


def cells(content: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_sheet_has_exactly_what_is_shown_on_all_pages(tree, monkeypatch):
    monkeypatch.setattr(list_page, "PAGE_ROWS", 1)
    page = opened(person("officer", tree.province), "format=xlsx&q=tan+uyen&sort=sort_key&page=2")
    answer = page.get(page.request)
    assert answer["Content-Disposition"] == 'attachment; filename="don-vi.xlsx"'
    assert cells(answer.content) == [
        ("Tên", "Cấp", "Khu vực", "Trạng thái"),
        ("CĐCS Công ty Chè Tân Uyên", 4, "sản xuất kinh doanh", "đang hoạt động"),
        ("CĐCS Trường Tiểu học Tân Uyên", 4, "hành chính, sự nghiệp", "đang hoạt động"),
        ("LĐLĐ huyện Tân Uyên", 3, None, "đang hoạt động"),
    ]


def test_a_list_without_a_file_name_has_no_sheet(tree, monkeypatch):
    monkeypatch.setattr(Units, "file_name", "")
    page = opened(person("officer", tree.province), "format=xlsx")
    assert page.get(page.request).render()["Content-Type"].startswith("text/html")


def test_a_long_sheet_is_made_by_a_job(tree, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(list_page, "SHEET_ROWS", 2)
    officer = person("officer", tree.province)
    page = opened(officer, "format=xlsx&q=tan+uyen")
    with django_capture_on_commit_callbacks(execute=True):
        answer = page.get(page.request)
    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.pk}/"
    assert (job.status, job.owner, job.title, job.result.name) == ("done", officer, "Đơn vị", "don-vi.xlsx")
    with default_storage.open(job.result.file.name) as file:
        assert cells(file.read()) == cells(page.workbook())


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (0, 0),
        (True, "có"),
        (date(2020, 5, 14), date(2020, 5, 14)),
        (datetime(2020, 5, 14, 17, 30, tzinfo=UTC), datetime(2020, 5, 15, 0, 30)),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_values_take_the_kinds_of_a_sheet(value, written):
    assert sheet_value(value) == written
