"""`visible_to` and `administered_by` against an oracle that walks parents one by one, on random trees and roles."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from organizations.actions import move_unit
from organizations.models import Assignment, Bloc, MemberCount, Unit, UnitVersion, User
from organizations.roles import OFFICE_ROLES, ROLES
from portal import clock
from portal.moves import Refused
from tests.builders import hold, lai_chau, make_unit, make_user, person

pytestmark = pytest.mark.django_db


@dataclass
class Oracle:
    """Knows the parent of each unit, and nothing of tree paths."""

    parents: dict[int, int | None] = field(default_factory=dict)

    def above(self, unit: int) -> set[int]:
        """The unit and everything above it."""
        found: set[int] = set()
        while unit is not None:
            found.add(unit)
            unit = self.parents[unit]
        return found

    def below(self, tops: set[int]) -> set[int]:
        return {unit for unit in self.parents if self.above(unit) & tops}

    def roles(self, user: User) -> set[tuple[str, int]]:
        today = clock.today()
        return {
            (held.role, held.unit_id)
            for held in Assignment.objects.filter(user=user)
            if user.is_active and held.start <= today and (held.end is None or held.end >= today)
        }

    def units(self, user: User) -> set[int]:
        held = {unit for _, unit in self.roles(user)}
        return self.office(user) | {upper for unit in held for upper in self.above(unit)}

    def office(self, user: User) -> set[int]:
        return self.below({unit for role, unit in self.roles(user) if role in OFFICE_ROLES})

    def administered(self, user: User) -> set[int]:
        return self.below({unit for role, unit in self.roles(user) if role == "admin"})

    def people(self, user: User) -> set[int]:
        office = self.office(user)
        return {user.pk} | {held.user_id for held in Assignment.objects.all() if held.unit_id in office}

    def accounts(self, user: User) -> set[int]:
        mine, found = self.administered(user), set()
        for other in User.objects.filter(is_superuser=False):
            held = [(row.unit_id, row.end) for row in other.assignments.all()]
            lasting = {unit for unit, end in held if end is None or end >= clock.today()}
            if {unit for unit, _ in held} & mine and lasting <= mine:
                found.add(other.pk)
        return found


def grow(dice: random.Random) -> Oracle:
    """A random forest of forty units, some of which have moved; blocs, counts, and people with random roles."""
    oracle, units = Oracle(), []
    for number in range(40):
        parent = dice.choice(units[number // 13 * 13 : number]) if number % 13 else None
        units.append(make_unit(f"Đơn vị {number}", parent))
        oracle.parents[units[-1].pk] = parent.pk if parent else None
    for _ in range(8):
        unit, under = dice.choice(units), dice.choice(units)
        unit, under = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=under.pk)
        try:
            move_unit(unit, under=under, on=clock.today() - timedelta(days=1))
        except Refused:
            continue
        oracle.parents[unit.pk] = under.pk
    for unit in units:
        MemberCount.objects.create(unit=unit, on=date(2020, 1, 1), total=10)
    for unit in dice.sample(units, 10):
        Bloc.objects.create(owner=unit, name="Khối")
    for number in range(15):
        user = make_user(f"user{number}", is_active=number % 7 != 6)
        for _ in range(dice.randint(0, 4)):
            start = clock.today() + timedelta(days=dice.choice([-30, -30, 0, 1]))
            end = dice.choice([None, clock.today() + timedelta(days=10), max(start, clock.today() - timedelta(days=1))])
            unit = dice.choice(units[: dice.choice([3, 10, 40])])
            role = dice.choice([*ROLES])
            if not Assignment.objects.filter(user=user, role=role, unit=unit, start=start).exists():
                hold(user, role, unit, start, end)
    return oracle


@pytest.mark.parametrize("seed", range(4))
def test_against_the_oracle(seed: int):
    oracle = grow(random.Random(seed))
    assert Unit.objects.find_problems() == ([], [], [], [], [])
    seen_by_anybody = 0
    for user in User.objects.all():
        units, office, mine = oracle.units(user), oracle.office(user), oracle.administered(user)
        own = {unit for _, unit in oracle.roles(user)}
        seen_by_anybody += len(units)
        assert ids(Unit.objects.visible_to(user)) == units
        assert ids(UnitVersion.objects.visible_to(user), "unit_id") == units
        assert ids(Bloc.objects.visible_to(user), "owner_id") == units & ids(Bloc.objects.all(), "owner_id")
        assert ids(MemberCount.objects.visible_to(user), "unit_id") == office | own
        assert ids(Assignment.objects.visible_to(user)) == {
            held.pk for held in Assignment.objects.all() if held.unit_id in office or held.user_id == user.pk
        }
        assert ids(User.objects.visible_to(user)) == oracle.people(user)
        assert ids(Unit.objects.administered_by(user)) == mine
        assert ids(Bloc.objects.administered_by(user), "owner_id") == mine & ids(Bloc.objects.all(), "owner_id")
        assert ids(Assignment.objects.administered_by(user)) == ids(Assignment.objects.filter(unit__in=mine))
        assert ids(User.objects.administered_by(user)) == oracle.accounts(user)
    assert seen_by_anybody > 30


def ids(rows, name: str = "pk") -> set[int]:
    return set(rows.values_list(name, flat=True))


def test_superusers_see_everything():
    lai_chau()
    boss = make_user("root", is_superuser=True)
    for model in (Unit, UnitVersion, MemberCount, Bloc, Assignment, User):
        assert ids(model.objects.visible_to(boss)) == ids(model.objects.all())


def test_roles_hold_on_their_days_only():
    unit = make_unit("Công đoàn cơ sở")
    today = clock.today()
    day = timedelta(days=1)
    for name, start, end, active, held in [
        ("now", today, today, True, True),
        ("tomorrow", today + day, None, True, False),
        ("yesterday", today - 2 * day, today - day, True, False),
        ("locked", today - day, None, False, False),
    ]:
        user = make_user(name, is_active=active)
        hold(user, "head", unit, start, end)
        assert Unit.objects.visible_to(user).exists() is held, name
        assert user.has_perm("nominations.submit_dossier") is held, name
        assert User.objects.holding(frozenset({"head"}), unit, today).filter(pk=user.pk).exists() is held, name


def test_signs_alone_find_nothing():
    make_unit("Công ty 100% vốn_nước ngoài")
    for typed in ("%", "_", "100% von", "  vốn_nước  "):
        assert Unit.objects.search(typed).exists() is ("v" in typed), typed
    assert Unit.objects.search("  ").count() == 1


def test_search_finds_every_spelling():
    unit = make_unit("Công đoàn Trường PTDTBT Nậm Mạ", short_name="CĐCS H'Mông")
    for typed in ("nam ma", "NẬM MẠ", "Na\u0323\u0302m", "h’mong", "hʼmông cđcs", "ma nam"):
        assert list(Unit.objects.search(typed)) == [unit], typed
    assert not Unit.objects.search("nam moc").exists()


def test_somebody_with_a_role_further_up_is_not_administered_below():
    tree = lai_chau()
    admin = person("admin", tree.than_uyen)
    plain, above = person("filer", tree.than_uyen_school), person("head", tree.than_uyen_school)
    hold(above, "clerk", tree.province, clock.today() + timedelta(days=1))  # already when the role is still to come
    assert ids(User.objects.visible_to(admin)) == {admin.pk, plain.pk, above.pk}
    assert ids(User.objects.administered_by(admin)) == {admin.pk, plain.pk}
    assert above.pk in ids(User.objects.administered_by(person("admin", tree.province)))


def test_a_unit_has_one_open_version():
    unit = make_unit("Công đoàn cơ sở Trường THCS Mẫu")
    with pytest.raises(IntegrityError, match="unit_version_last|UNIQUE constraint failed"), transaction.atomic():
        unit.versions.create(valid_from=date(2020, 1, 1), name="Tên khác")
    assert unit.versions.get().name == unit.name
