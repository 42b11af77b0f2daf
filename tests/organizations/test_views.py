"""Pages of units and people."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.actions import rename_unit, set_members
from organizations.models import Bloc, MemberCount, Unit, User
from tests.builders import Tree, hold, lai_chau, make_unit, make_user, person

pytestmark = pytest.mark.django_db

CANARY = "Trường Chim Hoàng Yến"  # a name that must not stand on a stranger's page


@pytest.fixture
def tree() -> Tree:
    tree = lai_chau()
    make_unit(f"Công đoàn cơ sở {CANARY}", tree.tan_uyen, short_name=f"CĐCS {CANARY}")
    return tree


def page(user: User, path: str, **query: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(path, query)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def status(user: User, path: str) -> int:
    client = Client()
    client.force_login(user)
    return client.get(path).status_code


@pytest.mark.parametrize("role", ["filer", "head", "officer", "approver", "clerk", "admin"])
def test_a_unit_is_a_page_to_those_who_see_it(tree: Tree, role: str):
    office = role not in ("filer", "head")
    user = person(role, tree.than_uyen)
    answers = {
        tree.than_uyen: 200,
        tree.than_uyen_school: 200 if office else 404,
        tree.province: 200,
        tree.central: 200,
        tree.tan_uyen: 404,
        tree.dien_bien: 404,
    }
    assert {unit: status(user, f"/units/{unit.pk}/") for unit in answers} == answers
    assert status(user, "/people/") == (200 if office else 403)
    assert status(user, "/units/") == status(user, "/account/") == 200


@pytest.mark.parametrize("pk", [0, 999_999, 2**63, 2**80])
def test_a_unit_that_is_not_there(tree: Tree, pk: int):
    assert status(person("officer", tree.central), f"/units/{pk}/") == 404


def test_no_page_names_a_stranger(tree: Tree):
    user = person("officer", tree.than_uyen)
    other = person("filer", tree.tan_uyen_school)
    for path in ("/units/", "/people/", "/account/", f"/units/{tree.than_uyen.pk}/", f"/units/{tree.province.pk}/"):
        text = page(user, path)
        assert CANARY not in text and other.email not in text, path
    above = person("officer", tree.province)
    assert CANARY in page(above, "/units/") and other.email in page(above, "/people/")


def test_the_list_is_searched_and_filtered(tree: Tree):
    user = person("officer", tree.province)
    assert "CĐCS Công ty Chè Tân Uyên" in page(user, "/units/", q="cong ty che")
    assert tree.than_uyen_school.label not in page(user, "/units/", q="cong ty che")
    business = page(user, "/units/", sector="business", kind="grassroots")
    assert tree.tan_uyen_tea.label in business and tree.tan_uyen_school.label not in business
    below = page(user, "/units/", under=str(tree.than_uyen.pk))
    assert tree.than_uyen_school.label in below and tree.tan_uyen_school.label not in below


def test_what_one_does_not_see_is_no_filter(tree: Tree):
    user = person("officer", tree.than_uyen)
    everything = page(user, "/units/").count("<tr>")
    for value in (tree.tan_uyen.pk, tree.dien_bien.pk, "x", "-1", "²", 2**80, "9" * 5000):
        assert page(user, "/units/", under=str(value)).count("<tr>") == everything, value
    assert page(user, "/units/", under=str(tree.province.pk)).count("<tr>") < everything


def test_the_page_of_a_unit(tree: Tree):
    user = person("officer", tree.province)
    filer = make_user("may", "Hoàng Thị Mây")
    hold(filer, "filer", tree.than_uyen_school)
    rename_unit(tree.than_uyen_school, on=date(2020, 2, 1), name="Công đoàn cơ sở Trường <b>PTDTBT</b>")
    MemberCount.objects.create(unit=tree.than_uyen_school, on=date(2020, 3, 31), total=1200, female=700)
    bloc = Bloc.objects.create(owner=tree.than_uyen, name="Khối Giáo dục")
    set_members(bloc, [tree.than_uyen_school], by=None)
    text = page(user, f"/units/{tree.than_uyen_school.pk}/")
    for shown in (
        "Công đoàn cơ sở Trường &lt;b&gt;PTDTBT&lt;/b&gt;",
        "Công đoàn cơ sở Trường THCS Than Uyên",
        "01/02/2020",
        "Liên đoàn Lao động huyện Than Uyên",
        "Hoàng Thị Mây",
        "1.200",
        "Khối Giáo dục",
    ):
        assert shown in text, shown
    assert "<b>PTDTBT" not in text


def test_the_numbers_of_units_above_are_not_shown(tree: Tree):
    MemberCount.objects.create(unit=tree.province, on=date(2020, 3, 31), total=34_567)
    assert "34.567" in page(person("officer", tree.province), f"/units/{tree.province.pk}/")
    text = page(person("officer", tree.than_uyen), f"/units/{tree.province.pk}/")
    assert "34.567" not in text and tree.province.name in text


def test_units_below_are_counted_with_their_lists(tree: Tree):
    user = person("officer", tree.province)
    text = page(user, f"/units/{tree.province.pk}/")
    assert f"/units/?under={tree.province.pk}&amp;kind=grassroots" in text
    listed = page(user, "/units/", under=str(tree.province.pk), kind="grassroots")
    assert listed.count("<tr>") - 1 == Unit.objects.filter(kind="grassroots").count() == 5


def test_people_are_listed_with_the_roles_one_sees(tree: Tree):
    user = person("officer", tree.than_uyen)
    both = make_user("both", "Phàn A Sử")
    hold(both, "head", tree.than_uyen_school)
    hold(both, "approver", tree.dien_bien)
    gone = make_user("gone", "Giàng Seo Vần")
    hold(gone, "filer", tree.than_uyen_school, end=date(2020, 1, 1))
    text = page(user, "/people/")
    assert "Phàn A Sử" in text and f"Chủ tịch đơn vị, {tree.than_uyen_school.label}" in text
    assert "Điện Biên" not in text
    assert "không còn vai trò" in text
    heads = page(user, "/people/", role="head", q="su")
    assert "Phàn A Sử" in heads and "Giàng Seo Vần" not in heads
    assert "Phàn A Sử" not in page(user, "/people/", role="approver")


def test_the_account_page(tree: Tree):
    user = make_user("mai", "Lò Thị H’Mai")
    hold(user, "filer", tree.than_uyen_school)
    hold(user, "head", tree.tan_uyen_tea, date(2999, 1, 1))
    text = page(user, "/account/")
    assert "Lò Thị H’Mai" in text and "(chưa bắt đầu)" in text and tree.than_uyen_school.label in text
    assert "/password/change/" in text
    assert "Tài khoản chưa có vai trò nào" in page(make_user("nobody"), "/account/")


@pytest.mark.parametrize("path", ["/units/", "/people/", "/units/{province}/"])
def test_as_many_queries_for_thirty_rows(tree: Tree, path: str):
    client, user = Client(), person("officer", tree.province)
    client.force_login(user)
    path = path.format(province=tree.province.pk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    queries()  # the session's first write
    few = queries()
    for number in range(30):
        unit = make_unit(f"Công đoàn cơ sở {number}", tree.than_uyen)
        hold(person("filer", unit), "head", unit)
    assert queries() == few


def test_the_sheet_is_what_is_shown(tree: Tree):
    client = Client()
    client.force_login(person("officer", tree.than_uyen))
    answer = client.get("/units/", {"format": "xlsx", "kind": "grassroots"})
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert [row[0] for row in rows] == ["Tên", tree.than_uyen_school.label, tree.than_uyen_clinic.label]
    assert rows[1][4:6] == ("hành chính, sự nghiệp", 0)
    people = openpyxl.load_workbook(BytesIO(client.get("/people/", {"format": "xlsx"}).content)).active
    assert people["A2"].value == "Nguyễn Văn Mẫu"
