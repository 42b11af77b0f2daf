"""What is asked of units and people more than once; `visible_to`, the only place where units and people meet."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

from organizations.reach import Reach, reach
from portal import clock
from portal.fields import search_key

if TYPE_CHECKING:
    from organizations.models import Unit, UnitVersion

ADMINISTER = "organizations.use_desk"


def words_filter(text: str, field: str = "search_key") -> Q:
    """Every word of the search text occurs in the key, marks and case aside. Signs alone (`%`, `_`) find nothing."""
    words = search_key(text).split()
    condition = Q() if words or not text.strip() else Q(pk__in=[])
    for word in words:
        condition &= Q(**{f"{field}__contains": word})
    return condition


def under(paths: list[str], field: str = "path") -> Q:
    """At or below any of the tree paths. treebeard's steps have a fixed width, so a prefix is an ancestor."""
    return reduce(or_, (Q(**{f"{field}__startswith": path}) for path in paths), Q()) if paths else Q(pk__in=[])


def in_sight(mine: Reach, to_unit: str = "") -> Q:
    """Own units and those above them by name, and everything below an office's unit; `to_unit` leads to the unit."""
    return Q(**{f"{to_unit}path__in": mine.ancestor_paths}) | under(mine.office_paths, f"{to_unit}path")


class UnitQuerySet(MP_NodeQuerySet):
    def visible_to(self, user: Any) -> UnitQuerySet:
        return self if user.is_superuser else self.filter(in_sight(reach(user)))

    def administered_by(self, user: Any) -> UnitQuerySet:
        """Units at or below those where one is administrator. Other office roles widen what one sees, not this."""
        return self if user.is_superuser else self.filter(under(reach(user).paths_with(ADMINISTER)))

    def search(self, text: str) -> UnitQuerySet:
        return self.filter(words_filter(text))


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):
    def get_queryset(self) -> UnitQuerySet:
        return UnitQuerySet(self.model).order_by("path")


class UnitVersionQuerySet(models.QuerySet):
    def on(self, day: date) -> UnitVersionQuerySet:
        """What held on a day."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gt=day))

    def visible_to(self, user: Any) -> UnitVersionQuerySet:
        return self if user.is_superuser else self.filter(in_sight(reach(user), "unit__"))


def as_of(unit: Unit, day: date) -> UnitVersion | None:
    """The name, symbol, place and parent of a unit on a day; None where it did not exist yet."""
    return unit.versions.on(day).first()


class MemberCountQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> MemberCountQuerySet:
        """Of one's own units and those below one's office; the units above are known by name only."""
        if user.is_superuser:
            return self
        mine = reach(user)
        return self.filter(under(mine.office_paths, "unit__path") | Q(unit__in=mine.unit_ids))


class BlocQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> BlocQuerySet:
        """Blocs kept by one's office, by offices above or below it, as far as one sees those offices."""
        return self if user.is_superuser else self.filter(in_sight(reach(user), "owner__"))

    def administered_by(self, user: Any) -> BlocQuerySet:
        return self if user.is_superuser else self.filter(under(reach(user).paths_with(ADMINISTER), "owner__path"))

    def search(self, text: str) -> BlocQuerySet:
        return self.filter(words_filter(text))


class AssignmentQuerySet(models.QuerySet):
    def on(self, day: date) -> AssignmentQuerySet:
        """Roles held on a day."""
        return self.within(day).filter(user__is_active=True)

    def within(self, day: date) -> AssignmentQuerySet:
        """Roles begun and not ended on a day, whether or not the account is open."""
        return self.filter(Q(end=None) | Q(end__gte=day), start__lte=day)

    def visible_to(self, user: Any) -> AssignmentQuerySet:
        if user.is_superuser:
            return self
        return self.filter(under(reach(user).office_paths, "unit__path") | Q(user=user.pk))

    def administered_by(self, user: Any) -> AssignmentQuerySet:
        return self if user.is_superuser else self.filter(under(reach(user).paths_with(ADMINISTER), "unit__path"))

    def lasting(self, day: date) -> AssignmentQuerySet:
        """Roles held on a day or to be held later, whether or not the account is open."""
        return self.filter(Q(end=None) | Q(end__gte=day))


class UserQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> UserQuerySet:
        """Oneself, and the people who hold or held a role at a unit below one's office."""
        if user.is_superuser:
            return self
        offices = reach(user).office_paths
        if not offices:
            return self.filter(pk=user.pk)
        roles = self.model.assignments.rel.related_model.objects.order_by()
        # Asked of each row, so that a page of fifty stops after fifty. Oneself is among them, by the role at one's office;
        # saying so with OR would make PostgreSQL gather everybody below first.
        return self.filter(Exists(roles.filter(under(offices, "unit__path"), user=OuterRef("pk"))))

    def administered_by(self, user: Any) -> UserQuerySet:
        """People whose account one may change: all they hold, or will hold, lies where one is administrator.

        Somebody with a role further up is left alone: whoever can change the address of the one-time link takes over
        every role behind it.
        """
        if user.is_superuser:
            return self
        roles = self.model.assignments.rel.related_model.objects.order_by()
        mine = roles.administered_by(user)
        beyond = roles.lasting(clock.today()).exclude(pk__in=mine.values("pk"))
        return self.filter(is_superuser=False, pk__in=mine.values("user")).exclude(pk__in=beyond.values("user"))

    def search(self, text: str) -> UserQuerySet:
        return self.filter(words_filter(text))

    def holding(self, roles: frozenset[str], unit: Unit, day: date) -> UserQuerySet:
        """The people who hold one of the roles at this very unit on a day."""
        current = Q(assignments__end=None) | Q(assignments__end__gte=day)
        return self.filter(
            current, is_active=True, assignments__role__in=roles, assignments__unit=unit, assignments__start__lte=day
        ).distinct()


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    pass
