"""The verbs of units and people. `by` is who does it; None is the command line, which is asked no rights."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from organizations import rules
from organizations.models import Assignment, Bloc, Unit, UnitKind, UnitVersion, User
from portal import clock
from portal.fields import clean_text
from portal.models import Mail
from portal.moves import Refused
from portal.notices import letter
from portal.password_link import password_link

DATED = ("name", "short_name", "symbol", "place", "superior_line")  # what `UnitVersion` keeps of a unit


@transaction.atomic
def create_unit(
    *,
    name: str,
    kind: UnitKind,
    parent: Unit | None = None,
    short_name: str = "",
    symbol: str = "",
    place: str = "",
    superior_line: str = "",
    sector: str = "",
    since: date | None = None,
) -> Unit:
    """A node of the tree with its first version, which holds from `since` or from ever."""
    names = _clean(name=name, short_name=short_name, symbol=symbol, place=place, superior_line=superior_line)
    unit = Unit(kind=kind, sector=sector, **names)
    _hold_tree()
    if parent is None:
        Unit.objects.add_root(instance=unit)
    else:
        Unit.objects.add_child(parent, instance=unit)
    UnitVersion.objects.create(unit=unit, valid_from=since, parent=parent, **names)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, on: date, **changes: str) -> UnitVersion:
    """From a day on (today or earlier) the unit bears other names; what it was called before is kept."""
    changes = _clean(**changes)
    row = Unit.objects.select_for_update().get(pk=unit.pk)
    version = _turn_over(row, on, **changes)
    _write(row, changes)
    unit.refresh_from_db()
    return version


@transaction.atomic
def correct_unit(unit: Unit, **changes: Any) -> None:
    """Put right what was entered wrongly, without a new version; kind, sector and status have no versions."""
    changes |= _clean(**{name: changes[name] for name in DATED if name in changes})
    row = Unit.objects.select_for_update().get(pk=unit.pk)
    row.versions.filter(valid_to=None).update(**{name: changes[name] for name in DATED if name in changes})
    _write(row, changes)
    unit.refresh_from_db()


@transaction.atomic
def move_unit(unit: Unit, *, under: Unit | None, on: date) -> UnitVersion:
    """From a day on (today or earlier) the unit and all below it stand under another unit, or on their own."""
    _hold_tree()
    row = Unit.objects.select_for_update().get(pk=unit.pk)
    reasons = rules.may_move(row, under)
    if reasons:
        raise Refused(reasons)
    version = _turn_over(row, on, parent=under)
    if under is None:
        Unit.objects.move(row, Unit.objects.get_last_root_node(), pos="last-sibling")
    else:
        Unit.objects.move(row, under, pos="last-child")
    unit.refresh_from_db()
    return version


def _hold_tree() -> None:
    """Changes of the tree come one after another: each holds the first root until its transaction ends."""
    list(Unit.objects.select_for_update().order_by("path")[:1])


def _clean(**texts: str) -> dict[str, str]:
    try:
        return {name: clean_text(text) for name, text in texts.items()}
    except ValueError as error:
        raise Refused([str(error)]) from error


def _turn_over(row: Unit, on: date, **changes: Any) -> UnitVersion:
    """Close the version that holds now and open one with the changes, of a locked unit."""
    version = row.versions.get(valid_to=None)
    reasons = rules.may_change_from(version, on, clock.today())
    if reasons:
        raise Refused(reasons)
    version.valid_to = on
    version.save(update_fields=["valid_to"])
    kept = {name: getattr(version, name) for name in (*DATED, "parent")}
    return UnitVersion.objects.create(unit=row, valid_from=on, **kept | changes)


def _write(row: Unit, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


@transaction.atomic
def set_members(bloc: Bloc, units: Iterable[Unit], *, by: User | None) -> None:
    """Make these the members of a bloc. Members that `by` does not see stay as they are."""
    chosen = Unit.objects.filter(pk__in=[unit.pk for unit in units])
    if by is not None:
        _must_administer(by, bloc.owner)
        unseen = bloc.members.exclude(pk__in=Unit.objects.visible_to(by).values("pk"))
        chosen = chosen.visible_to(by) | unseen
    bloc.members.set(chosen)


@transaction.atomic
def create_person(
    *, full_name: str, username: str, email: str, role: str, unit: Unit, start: date, by: User | None, phone: str = ""
) -> User:
    """An account without a usable password, and its first role. The password is set through `send_password_link`."""
    names = _clean(full_name=full_name, username=username, phone=phone)
    user = User.objects.create_user(email=email, **names)
    assign(user=user, role=role, unit=unit, start=start, by=by)
    return user


def assign(
    *, user: User, role: str, unit: Unit, start: date, by: User | None, end: date | None = None
) -> Assignment:
    """Give a role at a unit at or below one where `by` is administrator."""
    if by is not None:
        _must_administer(by, unit)
    return Assignment.objects.create(user=user, role=role, unit=unit, start=start, end=end)


@transaction.atomic
def end_assignment(assignment: Assignment, *, on: date, by: User | None) -> None:
    """The last day of a role. Somebody leaves: nothing is deleted."""
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if by is not None:
        _must_administer(by, row.unit)
    reasons = rules.may_end(row, on, clock.today())
    if reasons:
        raise Refused(reasons)
    row.end = assignment.end = on
    row.save(update_fields=["end"])


def send_password_link(user: User, *, by: User | None) -> None:
    """Send the one-time link to the person's own address, and nowhere else."""
    if by is not None and not User.objects.administered_by(by).filter(pk=user.pk).exists():
        raise PermissionDenied
    reasons = rules.may_get_link(user)
    if reasons:
        raise Refused(reasons)
    text = (
        f"Tên đăng nhập: {user.username}\n"
        "Hãy mở liên kết dưới đây để đặt mật khẩu. Liên kết dùng được một lần, trong ba ngày."
    )
    title = "Đặt mật khẩu cổng Gương Sáng"
    Mail.objects.create(to=user.email, subject=title, body=letter(title, text, password_link(user)))


def _must_administer(by: User, unit: Unit) -> None:
    if not Unit.objects.administered_by(by).filter(pk=unit.pk).exists():
        raise PermissionDenied
