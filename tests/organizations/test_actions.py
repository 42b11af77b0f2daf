"""Units over time, people and their one-time link."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client

from organizations.actions import (
    assign,
    correct_unit,
    create_person,
    create_unit,
    end_assignment,
    move_unit,
    rename_unit,
    send_password_link,
    set_members,
)
from organizations.catalogues import KINDS, seed_kinds
from organizations.models import Bloc, Unit, UnitKind, User
from organizations.querysets import as_of
from portal import clock
from portal.models import Mail
from portal.moves import Refused
from portal.password_link import password_link
from tests.builders import hold, lai_chau, make_kind, make_unit, make_user, person

pytestmark = pytest.mark.django_db

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PASSWORD = "mùa xuân ở bản Thẳm"


@pytest.fixture(autouse=True)
def in_august_2025():
    with clock.standing_at(datetime(2025, 8, 1, 9, tzinfo=VIETNAM)):
        yield


def names(unit: Unit) -> list[tuple[date | None, date | None, str]]:
    return [(version.valid_from, version.valid_to, version.name) for version in unit.versions.all()]


def test_kinds_are_seeded_into_an_empty_table_only():
    assert UnitKind.objects.count() == len(KINDS)
    UnitKind.objects.exclude(code="grassroots").delete()
    UnitKind.objects.update(name="Công đoàn cơ sở (tên mới)")
    seed_kinds()
    assert list(UnitKind.objects.values_list("name", flat=True)) == ["Công đoàn cơ sở (tên mới)"]


def test_a_new_unit_has_one_version_from_ever():
    province = make_unit("Liên đoàn Lao động tỉnh Lai Châu", kind="province", symbol="LĐLĐ", place="Lai Châu")
    school = make_unit("Công đoàn cơ sở Trường THCS", province)
    assert names(school) == [(None, None, "Công đoàn cơ sở Trường THCS")]
    assert school.versions.get().parent == province
    assert [unit.pk for unit in Unit.objects.get_children(province)] == [school.pk]


def test_names_are_kept_in_one_form_whoever_typed_them():
    decomposed = unicodedata.normalize("NFD", "Liên đoàn Lao động huyện Mường Tè")  # as a Mac sends it
    unit = make_unit(f" {decomposed}  ")
    assert unit.name == "Liên đoàn Lao động huyện Mường Tè"
    assert list(Unit.objects.search("muong te")) == [unit]
    with pytest.raises(Refused, match="U\\+202E"):
        make_unit("Công đoàn \u202e")


def test_a_new_name_keeps_the_old_one_for_its_days():
    unit = make_unit("Công đoàn ngành Giáo dục", symbol="CĐN")
    rename_unit(unit, on=date(2025, 7, 1), name="Công đoàn Giáo dục tỉnh", symbol="CĐGD")
    assert names(unit) == [
        (None, date(2025, 7, 1), "Công đoàn ngành Giáo dục"),
        (date(2025, 7, 1), None, "Công đoàn Giáo dục tỉnh"),
    ]
    assert (unit.name, unit.symbol) == ("Công đoàn Giáo dục tỉnh", "CĐGD")
    assert as_of(unit, date(2025, 6, 30)).symbol == "CĐN"
    assert as_of(unit, date(2025, 7, 1)).symbol == "CĐGD"
    assert list(Unit.objects.search("giao duc tinh")) == [unit]


def test_a_unit_is_nothing_before_its_first_day():
    unit = make_unit("Công đoàn phường Tân Phong", kind="ward_union", since=date(2025, 7, 1))
    assert as_of(unit, date(2025, 6, 30)) is None
    assert as_of(unit, date(2025, 7, 1)).name == "Công đoàn phường Tân Phong"


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2025, 7, 1), "Đã có một thay đổi từ ngày 01/07/2025"),
        (date(2025, 6, 1), "Đã có một thay đổi từ ngày 01/07/2025"),
        (date(2025, 8, 2), "Ngày 02/08/2025 chưa tới"),
    ],
)
def test_versions_never_overlap(on: date, reason: str):
    unit = make_unit("Tên thứ nhất")
    rename_unit(unit, on=date(2025, 7, 1), name="Tên thứ hai")
    before = names(unit)
    with pytest.raises(Refused, match=reason):
        rename_unit(unit, on=on, name="Tên thứ ba")
    assert (names(unit), unit.name) == (before, "Tên thứ hai")
    rename_unit(unit, on=date(2025, 7, 2), name="Tên thứ ba")
    assert unit.name == "Tên thứ ba"


def test_a_correction_makes_no_version():
    unit = make_unit("Công đòan cơ sở")
    correct_unit(unit, name="Công đoàn cơ sở", status=Unit.Status.DISSOLVED)
    assert names(unit) == [(None, None, "Công đoàn cơ sở")]
    assert (unit.name, unit.status) == ("Công đoàn cơ sở", "dissolved")


def test_a_move_takes_everything_below_and_keeps_the_old_parent():
    tree = lai_chau()
    move_unit(tree.than_uyen, under=tree.dien_bien, on=date(2025, 7, 1))
    tree.than_uyen_school.refresh_from_db()
    assert tree.than_uyen_school.path.startswith(tree.than_uyen.path)
    assert tree.than_uyen.path.startswith(tree.dien_bien.path)
    assert as_of(tree.than_uyen, date(2025, 6, 30)).parent == tree.province
    assert as_of(tree.than_uyen, date(2025, 7, 1)).parent == tree.dien_bien
    assert Unit.objects.find_problems() == ([], [], [], [], [])


def test_a_unit_may_become_a_root():
    tree = lai_chau()
    move_unit(tree.than_uyen, under=None, on=date(2025, 7, 1))
    assert tree.than_uyen.depth == 1
    assert Unit.objects.find_problems() == ([], [], [], [], [])


def test_a_unit_never_stands_under_itself():
    tree = lai_chau()
    for under in (tree.province, tree.than_uyen_school):
        with pytest.raises(Refused, match="chính nó hoặc đơn vị cấp dưới"):
            move_unit(tree.province, under=under, on=date(2025, 7, 1))
    correct_unit(tree.dien_bien, status=Unit.Status.MERGED)
    with pytest.raises(Refused, match="đã sáp nhập"):
        move_unit(tree.than_uyen, under=tree.dien_bien, on=date(2025, 7, 1))
    assert Unit.objects.get(pk=tree.than_uyen.pk).path == tree.than_uyen.path


def test_a_failed_unit_leaves_the_tree_as_it_was():
    province = make_unit("Liên đoàn Lao động tỉnh", kind="province")
    with pytest.raises(IntegrityError), transaction.atomic():
        create_unit(name="Không loại", kind=UnitKind(code="unknown"), parent=province)
        connection.check_constraints()
    assert Unit.objects.get().numchild == 0


def test_a_person_is_made_with_a_role_and_no_password():
    tree = lai_chau()
    admin = person("admin", tree.province)
    made = create_person(
        full_name="Lò Thị H’Mai",
        username="h.mai",
        email="mai@EXAMPLE.vn",
        role="filer",
        unit=tree.than_uyen_school,
        start=date(2025, 7, 1),
        by=admin,
    )
    assert not made.has_usable_password()
    assert made.email == "mai@example.vn"
    assert list(made.assignments.values_list("role", "unit")) == [("filer", tree.than_uyen_school.pk)]
    for typed in ("lo thi hmai", "H'Mai", "HʼMai", "h’mai lò"):
        assert list(User.objects.search(typed)) == [made], typed
    assert list(User.objects.search("%")) == []


@pytest.mark.parametrize("where", ["central", "dien_bien", "province"])
def test_nobody_gives_a_role_beyond_what_they_administer(where: str):
    tree = lai_chau()
    admin = person("admin", tree.than_uyen)
    given = {"full_name": "A", "username": "a", "email": "a@example.vn", "role": "filer", "start": date(2025, 7, 1)}
    with pytest.raises(PermissionDenied):
        create_person(**given, unit=getattr(tree, where), by=admin)
    assert not User.objects.filter(username="a").exists()
    assert create_person(**given, unit=tree.than_uyen, by=admin).pk


def test_seeing_a_unit_is_not_administering_it():
    """An officer of the province who is administrator of one grassroots union stays officer of the province."""
    tree = lai_chau()
    both = person("officer", tree.province)
    hold(both, "admin", tree.than_uyen_school)
    with pytest.raises(PermissionDenied):
        assign(user=both, role="approver", unit=tree.province, start=date(2025, 7, 1), by=both)
    assert assign(user=both, role="head", unit=tree.than_uyen_school, start=date(2025, 7, 1), by=both).pk


def test_a_role_ends_on_its_last_day():
    tree = lai_chau()
    filer = make_user("filer")
    held = hold(filer, "filer", tree.than_uyen_school)
    for stranger in (person("admin", tree.tan_uyen), person("officer", tree.province)):
        with pytest.raises(PermissionDenied):
            end_assignment(held, on=date(2025, 8, 1), by=stranger)
    admin = person("admin", tree.than_uyen)
    with pytest.raises(Refused, match="bắt đầu từ ngày 01/01/2019"):
        end_assignment(held, on=date(2018, 12, 31), by=admin)
    end_assignment(held, on=date(2025, 7, 31), by=admin)
    assert not Unit.objects.visible_to(User.objects.get(pk=filer.pk)).exists()
    with pytest.raises(Refused, match="đã hết từ ngày 31/07/2025"):
        end_assignment(held, on=date(2030, 1, 1), by=admin)


def test_members_of_a_bloc_that_one_does_not_see_stay():
    tree = lai_chau()
    bloc = Bloc.objects.create(owner=tree.than_uyen, name="Khối Giáo dục")
    set_members(bloc, [tree.than_uyen_school, tree.dien_bien], by=None)
    admin = person("admin", tree.than_uyen)
    set_members(bloc, [tree.than_uyen_clinic, tree.tan_uyen], by=admin)
    assert set(bloc.members.all()) == {tree.than_uyen_clinic, tree.dien_bien}
    with pytest.raises(PermissionDenied):
        set_members(bloc, [], by=person("admin", tree.tan_uyen))


# --- the one-time link ----------------------------------------------------------------------------------------------


def set_password(link: str, password: str = PASSWORD) -> bool:
    """Open the link as a stranger and send the form; whether it was taken."""
    client = Client()
    form = client.get(link)
    if form.status_code != 302:
        return False
    return client.post(form.url, {"new_password1": password, "new_password2": password}).status_code == 302


def test_the_link_goes_to_the_person_alone_and_works_once():
    tree = lai_chau()
    filer = person("filer", tree.than_uyen_school)
    send_password_link(filer, by=person("admin", tree.than_uyen))
    letter = Mail.objects.get()
    assert letter.to == filer.email
    link = next(word for word in letter.body.split() if "/set-password/" in word)
    assert Client().get(link).status_code == 302  # a mail scanner opens it: nothing is used up
    assert set_password(link)
    assert Client().login(username=filer.username, password=PASSWORD)
    assert not set_password(link, "mùa thu ở bản Thẳm")
    assert Client().login(username=filer.username, password=PASSWORD)


def test_the_link_expires():
    filer = person("filer", make_unit("Công đoàn cơ sở"))
    link = password_link(filer)
    made = datetime.now(VIETNAM)
    with time_machine.travel(made + timedelta(days=3, minutes=1)):
        assert not set_password(link)
    with time_machine.travel(made + timedelta(days=2, hours=23)):
        assert set_password(link)


def test_who_may_send_a_link_to_whom():
    tree = lai_chau()
    admin = person("admin", tree.than_uyen)
    above = make_user("above")
    hold(above, "head", tree.than_uyen_school)
    hold(above, "approver", tree.province)
    boss = make_user("root", is_superuser=True)
    hold(boss, "head", tree.than_uyen_school)
    for user in (above, boss, person("filer", tree.tan_uyen_school)):
        with pytest.raises(PermissionDenied):
            send_password_link(user, by=admin)
    locked = person("filer", tree.than_uyen_school)
    locked.is_active, locked.email = False, ""
    with pytest.raises(Refused, match="đang khóa.*chưa có địa chỉ thư"):
        send_password_link(locked, by=admin)
    assert not Mail.objects.exists()


def test_make_kind_knows_every_code():
    assert {make_kind(code).code for code, *_ in KINDS} == set(UnitKind.objects.values_list("code", flat=True))


@pytest.mark.django_db(transaction=True)
def test_units_made_at_the_same_time_do_not_take_each_others_place():
    province = make_unit("Liên đoàn Lao động tỉnh", kind="province")
    kind = make_kind()

    def make(number: int) -> None:
        create_unit(name=f"Công đoàn cơ sở {number}", kind=kind, parent=province if number % 2 else None)
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(make, range(24)))
    assert Unit.objects.filter(depth=1).count() == 1 + 12
    assert Unit.objects.get(pk=province.pk).numchild == 12
    assert Unit.objects.find_problems() == ([], [], [], [], [])
