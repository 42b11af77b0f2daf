"""The administrator's desk: what can be done there, and above all what cannot."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import Assignment, Bloc, Unit, UnitKind, User
from organizations.querysets import as_of
from portal import clock
from portal.models import Mail
from tests.builders import Tree, hold, lai_chau, make_user, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return lai_chau()


@pytest.fixture
def admin(tree: Tree) -> User:
    return person("admin", tree.than_uyen)


@pytest.fixture
def desk(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def address(model: type, page: str, *args) -> str:
    return reverse(f"admin:organizations_{model._meta.model_name}_{page}", args=args)


def rows_form(prefix: str, rows: list[dict], initial: int = 0) -> dict[str, str]:
    """The fields of an inline table."""
    form = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    form |= {f"{prefix}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    return form


def person_form(user: User, *new: dict, ends: dict[int, str] | None = None, **changes) -> dict:
    """The page of a person as a browser sends it: `new` roles, last days of standing ones."""
    fields = {"full_name": user.full_name, "username": user.username, "email": user.email, "is_active": "on"}
    standing = [{"id": pk, "user": user.pk, "end": end} for pk, end in (ends or {}).items()]
    rows = [*standing, *({"user": user.pk, "start": "01/07/2020"} | row for row in new)]
    return fields | changes | rows_form("assignments", rows, len(standing))


def unit_form(unit: Unit, **changes) -> dict:
    names = ("name", "short_name", "symbol", "place", "superior_line", "sector", "status")
    fields = {name: getattr(unit, name) for name in names} | {"kind": unit.kind_id, "on": ""}
    return fields | changes | rows_form("member_counts", []) | rows_form("versions", [])


NEW_PERSON = {
    "full_name": "Lò Văn Mẫu",
    "username": "mau",
    "email": "mau@example.vn",
    "role": "filer",
    "start": "01/07/2020",
}
BELOW_THAN_UYEN = {"than_uyen", "than_uyen_school", "than_uyen_clinic"}


# --- what one sees --------------------------------------------------------------------------------------------------


def test_lists_show_what_one_sees(desk: Client, tree: Tree, admin: User):
    mine, other = person("filer", tree.than_uyen_school), person("filer", tree.tan_uyen_school)
    Bloc.objects.create(owner=tree.tan_uyen, name="Khối bên cạnh")
    Bloc.objects.create(owner=tree.than_uyen, name="Khối ở đây")
    units = desk.get(address(Unit, "changelist")).content.decode()
    assert tree.than_uyen_school.name in units and tree.province.name in units
    assert tree.tan_uyen_school.name not in units and tree.dien_bien.name not in units
    people = desk.get(address(User, "changelist")).content.decode()
    assert mine.username in people and other.username not in people
    blocs = desk.get(address(Bloc, "changelist")).content.decode()
    assert "Khối ở đây" in blocs and "Khối bên cạnh" not in blocs


def test_a_strangers_page_does_not_exist(desk: Client, tree: Tree):
    stranger = person("filer", tree.tan_uyen_school)
    bloc = Bloc.objects.create(owner=tree.tan_uyen, name="Khối bên cạnh")
    for row in (stranger, tree.tan_uyen_school, bloc):
        for page in ("change", "history", "delete"):
            assert desk.get(address(type(row), page, row.pk)).status_code == 404, (row, page)
        assert desk.post(address(type(row), "change", row.pk), {}).status_code == 404, row
    assert desk.post(reverse("admin:send-password-link", args=[stranger.pk])).status_code == 404
    for page in ("change", "history"):
        assert desk.get(address(Unit, page, tree.than_uyen_school.pk)).status_code == 200


def test_search_knows_no_marks(desk: Client, tree: Tree):
    person("filer", tree.than_uyen_school)
    assert desk.get(address(Unit, "changelist"), {"kind__code__exact": "grassroots"}).status_code == 200
    page = desk.get(address(Unit, "changelist"), {"q": "thcs than uyen"}).content.decode()
    assert tree.than_uyen_school.name in page and tree.than_uyen_clinic.name not in page
    assert "filer-" in desk.get(address(User, "changelist"), {"q": "nguyen van mau"}).content.decode()


@pytest.mark.parametrize("lookup", ["password__startswith", "last_login__gte", "assignments__unit__name", "email"])
def test_a_list_answers_no_questions_of_its_own_making(desk: Client, admin: User, lookup: str):
    assert desk.get(address(User, "changelist"), {lookup: "a"}).status_code == 400


@pytest.mark.parametrize("path", ["assignments__user__password__startswith", "name__contains", "assignments__user__email"])
def test_a_filter_is_no_way_to_what_lies_behind_it(desk: Client, admin: User, path: str):
    """From the kind of a unit every unit of that kind can be reached, and its people's password hashes."""
    assert desk.get(address(Unit, "changelist"), {f"kind__unit__{path}": "argon2"}).status_code == 400
    assert desk.get(address(Unit, "changelist"), {"kind__code__exact": "grassroots"}).status_code == 200
    assert desk.get(address(User, "changelist"), {"is_active__exact": "1"}).status_code == 200


@pytest.mark.parametrize(
    ("model", "field", "found"),
    [
        (Assignment, "unit", BELOW_THAN_UYEN),
        (Bloc, "owner", BELOW_THAN_UYEN),
        (Bloc, "members", BELOW_THAN_UYEN | {"province", "central", "tan_uyen", "tan_uyen_school", "tan_uyen_tea"}),
    ],
)
def test_choices_are_what_the_form_takes(desk: Client, tree: Tree, admin: User, model: type, field: str, found: set):
    hold(admin, "officer", tree.province)  # sees the province, administers the district
    asked = {"app_label": "organizations", "model_name": model._meta.model_name, "field_name": field, "term": ""}
    answer = desk.get(reverse("admin:autocomplete"), asked).json()
    assert {int(row["id"]) for row in answer["results"]} == {getattr(tree, name).pk for name in found}


@pytest.mark.parametrize("model", [Unit, User, Bloc])
def test_as_many_queries_for_thirty_rows(desk: Client, tree: Tree, model: type):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address(model, "changelist")).status_code == 200
        return len(captured)

    person("filer", tree.than_uyen_school)
    Bloc.objects.create(owner=tree.than_uyen, name="Khối 0")
    queries()  # what is read once per process
    few = queries()
    for number in range(30):
        user = make_user(f"many{number}")
        hold(user, "filer", tree.than_uyen_school)
        hold(user, "head", tree.than_uyen_clinic)
        Bloc.objects.create(owner=tree.than_uyen_school, name=f"Khối {number}")
    assert queries() == few


# --- people ---------------------------------------------------------------------------------------------------------


def test_a_new_person_gets_a_role_and_a_link(desk: Client, tree: Tree):
    form = NEW_PERSON | {"unit": tree.than_uyen_school.pk, "full_name": "Lo\u0300 Thi\u0323 H’Mai"}
    assert desk.post(address(User, "add"), form).status_code == 302
    made = User.objects.get(username="mau")
    assert made.full_name == "Lò Thị H’Mai"
    assert list(made.assignments.values_list("role", "unit", "start")) == [
        ("filer", tree.than_uyen_school.pk, date(2020, 7, 1))
    ]
    assert not made.has_usable_password()
    assert Mail.objects.get().to == "mau@example.vn"


@pytest.mark.parametrize("where", ["province", "central", "tan_uyen", "tan_uyen_school", "dien_bien"])
def test_nobody_is_made_beyond_ones_units(desk: Client, tree: Tree, admin: User, where: str):
    hold(admin, "officer", tree.province)
    answer = desk.post(address(User, "add"), NEW_PERSON | {"unit": getattr(tree, where).pk})
    assert answer.status_code == 200
    assert not User.objects.filter(username="mau").exists()
    assert "Lò Văn Mẫu" in answer.content.decode()


@pytest.mark.parametrize("where", ["province", "central", "tan_uyen", "dien_bien"])
def test_nobody_gives_roles_beyond_ones_units(desk: Client, tree: Tree, admin: User, where: str):
    hold(admin, "officer", tree.province)
    other = person("filer", tree.than_uyen_school)
    before = set(Assignment.objects.values_list("pk", flat=True))
    for user in (other, admin):
        form = person_form(user, {"role": "approver", "unit": getattr(tree, where).pk})
        assert desk.post(address(User, "change", user.pk), form).status_code in (200, 403)
    assert set(Assignment.objects.values_list("pk", flat=True)) == before
    form = person_form(other, {"role": "approver", "unit": tree.than_uyen.pk})
    assert desk.post(address(User, "change", other.pk), form).status_code == 302
    assert Assignment.objects.filter(user=other, role="approver", unit=tree.than_uyen).exists()


def test_no_field_carries_a_right(desk: Client, tree: Tree, admin: User):
    rights = ("is_superuser", "is_staff", "groups", "user_permissions")
    forged = {**dict.fromkeys(rights, "1"), "password": "x", "date_joined": ""}
    user = person("filer", tree.than_uyen_school)
    for target in (user, admin):
        form = person_form(target, full_name="Tên Mới") | forged
        assert desk.post(address(User, "change", target.pk), form).status_code == 302
        found = User.objects.get(pk=target.pk)
        assert found.full_name == "Tên Mới"
        assert (found.is_superuser, found.is_staff, found.password) == (False, False, target.password)
        assert not found.user_permissions.exists()
    page = desk.get(address(User, "change", user.pk)).content.decode()
    assert not any(f'name="{name}"' in page for name in forged)


def test_a_standing_role_changes_by_its_last_day_alone(desk: Client, tree: Tree):
    user = make_user("filer")
    held = hold(user, "filer", tree.than_uyen_school)
    last = clock.today() - timedelta(days=1)
    form = person_form(user, ends={held.pk: f"{last:%d/%m/%Y}"})
    form |= {
        "assignments-0-role": "approver",
        "assignments-0-unit": tree.than_uyen.pk,
        "assignments-0-start": "01/01/2000",
        "assignments-0-DELETE": "on",
    }
    assert desk.post(address(User, "change", user.pk), form).status_code == 302
    held.refresh_from_db()
    assert (held.role, held.unit, held.start, held.end) == ("filer", tree.than_uyen_school, date(2019, 1, 1), last)
    answer = desk.post(address(User, "change", user.pk), person_form(user, ends={held.pk: "01/01/2030"}))
    assert "cần thì giao một vai trò mới" in answer.content.decode()


def test_roles_elsewhere_are_neither_shown_nor_taken(desk: Client, tree: Tree):
    user = make_user("two")
    here, there = hold(user, "filer", tree.than_uyen_school), hold(user, "filer", tree.tan_uyen_school)
    page = desk.get(address(User, "change", user.pk)).content.decode()
    assert tree.than_uyen_school.name in page and tree.tan_uyen_school.name not in page
    desk.post(address(User, "change", user.pk), person_form(user, ends={there.pk: "01/01/2020"}))
    there.refresh_from_db()
    assert there.end is None
    desk.post(address(User, "change", user.pk), person_form(user, ends={here.pk: "01/01/2020"}))
    here.refresh_from_db()
    assert here.end == date(2020, 1, 1)


def test_the_account_of_somebody_with_a_role_further_up_is_left_alone(desk: Client, tree: Tree):
    """Otherwise: change the address, send the link, and be the province's approver."""
    user = make_user("above")
    hold(user, "head", tree.than_uyen_school)
    hold(user, "approver", tree.province)
    role = {"role": "filer", "unit": tree.than_uyen_clinic.pk}
    form = person_form(user, role, email="thief@example.vn", username="thief")
    assert desk.post(address(User, "change", user.pk), form).status_code == 302
    assert list(User.objects.filter(pk=user.pk).values_list("username", "email")) == [("above", "above@example.vn")]
    assert user.assignments.filter(unit=tree.than_uyen_clinic).exists()
    assert desk.post(reverse("admin:send-password-link", args=[user.pk])).status_code == 403
    assert not Mail.objects.exists()


def test_a_superuser_is_out_of_reach(desk: Client, tree: Tree):
    boss = make_user("root", is_superuser=True)
    hold(boss, "head", tree.than_uyen_school)
    assert desk.get(address(User, "change", boss.pk)).status_code == 200
    assert desk.post(address(User, "change", boss.pk), person_form(boss, email="thief@example.vn")).status_code == 403
    assert desk.post(reverse("admin:send-password-link", args=[boss.pk])).status_code == 403
    assert User.objects.get(pk=boss.pk).email == "root@example.vn"


def test_nobody_locks_themselves_out(desk: Client, tree: Tree, admin: User):
    other = person("filer", tree.than_uyen_school)
    answer = desk.post(address(User, "change", admin.pk), person_form(admin, is_active=""))
    assert "Không tự khóa tài khoản" in answer.content.decode()
    assert desk.post(address(User, "change", other.pk), person_form(other, is_active="")).status_code == 302
    assert list(User.objects.filter(is_active=False)) == [other]


def test_the_button_sends_the_link(desk: Client, tree: Tree):
    user = person("filer", tree.than_uyen_school)
    link = reverse("admin:send-password-link", args=[user.pk])
    assert link in desk.get(address(User, "change", user.pk)).content.decode()
    assert desk.get(link).status_code == 405
    assert desk.post(link).status_code == 302
    assert Mail.objects.get().to == user.email


# --- units, blocs, kinds --------------------------------------------------------------------------------------------


def test_a_new_unit_stands_below_ones_own(desk: Client, tree: Tree):
    form = {"kind": "grassroots", "name": "Công đoàn cơ sở Mới", "since": "01/02/2020", "path": "0001", "depth": "1"}
    for parent in ("", tree.province.pk, tree.tan_uyen.pk):
        assert desk.post(address(Unit, "add"), form | {"parent": parent}).status_code == 200, parent
    assert desk.post(address(Unit, "add"), form | {"parent": tree.than_uyen.pk}).status_code == 302
    made = Unit.objects.get(name="Công đoàn cơ sở Mới")
    assert Unit.objects.get_parent(made) == tree.than_uyen
    assert made.versions.get().valid_from == date(2020, 2, 1)


def test_a_change_of_name_keeps_the_old_one(desk: Client, tree: Tree):
    unit = tree.than_uyen_school
    form = unit_form(unit, name="Công đoàn cơ sở Trường PTDTBT", sector="business", on="01/02/2020", path="0001")
    assert desk.post(address(Unit, "change", unit.pk), form).status_code == 302
    old = unit.name
    before = unit.path
    unit.refresh_from_db()
    assert (unit.name, unit.sector, unit.path) == ("Công đoàn cơ sở Trường PTDTBT", "business", before)
    assert as_of(unit, date(2020, 1, 31)).name == old
    answer = desk.post(address(Unit, "change", unit.pk), unit_form(unit, name="Lần nữa", on="01/01/2020"))
    assert "Đã có một thay đổi từ ngày 01/02/2020" in answer.content.decode()
    assert desk.post(address(Unit, "change", unit.pk), unit_form(unit, place="Mường Cang")).status_code == 302
    assert [version.place for version in unit.versions.all()] == ["Than Uyên", "Mường Cang"]


def test_units_above_are_read_only(desk: Client, tree: Tree):
    assert desk.get(address(Unit, "change", tree.province.pk)).status_code == 200
    assert desk.post(address(Unit, "change", tree.province.pk), unit_form(tree.province, name="X")).status_code == 403
    assert Unit.objects.get(pk=tree.province.pk).name == tree.province.name


def test_blocs_are_kept_at_ones_own_units(desk: Client, tree: Tree):
    form = {"name": "Khối Giáo dục", "group": "", "sector": "", "members": [tree.than_uyen_school.pk]}
    assert desk.post(address(Bloc, "add"), form | {"owner": tree.province.pk}).status_code == 200
    foreign = form | {"owner": tree.than_uyen.pk, "members": [tree.tan_uyen_school.pk]}
    assert desk.post(address(Bloc, "add"), foreign).status_code == 200
    assert not Bloc.objects.exists()
    assert desk.post(address(Bloc, "add"), form | {"owner": tree.than_uyen.pk}).status_code == 302
    assert list(Bloc.objects.get().members.all()) == [tree.than_uyen_school]
    above = Bloc.objects.create(owner=tree.province, name="Khối của tỉnh")
    assert desk.get(address(Bloc, "change", above.pk)).status_code == 200
    assert desk.post(address(Bloc, "delete", above.pk), {"post": "yes"}).status_code == 403
    mine = Bloc.objects.get(owner=tree.than_uyen)
    assert desk.post(address(Bloc, "delete", mine.pk), {"post": "yes"}).status_code == 302
    assert list(Bloc.objects.all()) == [above]


def test_kinds_are_read_only(desk: Client):
    kind = UnitKind.objects.get(pk="grassroots")
    assert desk.get(address(UnitKind, "change", kind.pk)).status_code == 200
    assert desk.post(address(UnitKind, "change", kind.pk), {"name": "X", "tier": "base"}).status_code == 403
    assert desk.get(address(UnitKind, "add")).status_code == 403


def test_nothing_is_deleted(desk: Client, tree: Tree):
    user = person("filer", tree.than_uyen_school)
    for row in (user, tree.than_uyen_clinic, UnitKind.objects.get(pk="guild")):
        assert desk.post(address(type(row), "delete", row.pk), {"post": "yes"}).status_code == 403
        bulk = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        desk.post(address(type(row), "changelist"), bulk)
        assert type(row).objects.filter(pk=row.pk).exists()


def test_superusers_may_make_roots(client: Client, tree: Tree):
    client.force_login(make_user("root", is_superuser=True))
    form = {"kind": "peoples_committee", "name": "Ủy ban nhân dân tỉnh Lai Châu", "parent": "", "since": ""}
    assert client.post(address(Unit, "add"), form).status_code == 302
    assert Unit.objects.get(kind="peoples_committee").depth == 1
