"""Pages of units and people. Everything is fetched through `visible_to`: what one does not see is 404."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organizations.models import Assignment, Bloc, MemberCount, Sector, Unit, UnitKind, User
from organizations.reach import STEP, reach
from organizations.roles import ROLE_CHOICES, ROLES
from portal import clock
from portal.keys import as_key
from portal.lists import Chip, Column, ListPage
from portal.templatetags.portal import status


def _kinds(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """The kinds of the units that this person sees. One unit of each is enough: the others are not read."""
    of_kind = Unit.objects.visible_to(request.user).order_by().filter(kind=OuterRef("pk"))
    return UnitKind.objects.filter(Exists(of_kind)).values_list("code", "name")


def _branches(request: HttpRequest) -> Iterable[tuple[int, str]]:
    """What to look below: the units right under one's own office, and the one that the address names."""
    offices = [""] if request.user.is_superuser else reach(request.user).office_paths
    below = Q(depth__in={len(path) // STEP + 1 for path in offices})
    key = as_key(request.GET.get("under", ""))
    named = Q(pk__in=[] if key is None else [key])  # "IS NULL" instead would keep the database from its index
    rows = Unit.objects.visible_to(request.user).filter(named | below, numchild__gt=0)
    return [(pk, short_name or name) for pk, short_name, name in rows.values_list("pk", "short_name", "name")]


def _under(rows: QuerySet, pk: str) -> QuerySet:
    top = Unit.objects.get(pk=pk)
    return rows.filter(path__startswith=top.path).exclude(pk=top.pk)


class UnitList(ListPage):
    model = Unit
    title = "Đơn vị"
    noun = "đơn vị"
    search_placeholder = "Tìm đơn vị (gõ không dấu cũng được)"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    file_name = "don-vi"
    columns = (
        Column("Tên", "label", link="organizations:unit", sort="sort_key", phone="title"),
        Column("Tên đầy đủ", "name"),
        Column("Loại", "kind.name", phone="second"),
        Column("Ký hiệu", "symbol"),
        Column("Khu vực", "get_sector_display"),
        Column("Đơn vị cấp dưới", "numchild", align="right"),
        Column("Trạng thái", "get_status_display", show=status),
    )
    chips = (
        Chip("under", "Thuộc", _branches, _under),
        Chip("kind", "Loại", _kinds),
        Chip("sector", "Khu vực", Sector.choices),
        Chip("status", "Trạng thái", Unit.Status.choices),
    )

    def rows(self) -> QuerySet:
        return super().rows().select_related("kind")


class PeopleList(ListPage):
    """The people at the units below one's office: whom to call."""

    model = User
    title = "Cán bộ"
    noun = "người"
    search_placeholder = "Tìm theo tên (gõ không dấu cũng được)"
    crumbs = (("Việc hôm nay", "nominations:home"),)
    file_name = "can-bo"
    columns = (
        Column("Họ và tên", itemgetter("full_name"), sort="sort_key", phone="title"),
        Column("Vai trò", itemgetter("roles"), phone="second"),
        Column("Thư điện tử", itemgetter("email")),
        Column("Điện thoại", itemgetter("phone")),
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_superuser or reach(request.user).office_paths):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def current(self) -> QuerySet:
        """The roles that this person sees, of those begun and not ended today."""
        return Assignment.objects.visible_to(self.request.user).within(clock.today())

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        def with_role(rows: QuerySet, role: str) -> QuerySet:
            return rows.filter(is_active=True, pk__in=self.current.filter(role=role).values("user"))

        return (Chip("role", "Vai trò", ROLE_CHOICES, with_role),)

    def rows(self) -> QuerySet:
        return super().rows().values("pk", "full_name", "email", "phone", "is_active").order_by("sort_key", "pk")

    def complete(self, rows: list[dict[str, Any]]) -> None:
        """The roles of everybody, as plain values: fifty people with their units as objects cost a third of the page."""
        held = defaultdict(list)
        of_these = self.current.filter(user__in=[person["pk"] for person in rows if person["is_active"]])
        for user, role, short_name, name in of_these.values_list("user", "role", "unit__short_name", "unit__name"):
            held[user].append(f"{ROLES[role].label}, {short_name or name}")
        for person in rows:
            person["roles"] = "; ".join(held[person["pk"]]) or "không còn vai trò"


@require_safe
def unit_page(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    seen = Unit.objects.visible_to(request.user)
    above = list(seen.filter(path__in=[unit.path[:end] for end in range(STEP, len(unit.path), STEP)]))
    held_here = Assignment.objects.visible_to(request.user).on(clock.today()).filter(unit=unit)
    blocs = Bloc.objects.visible_to(request.user).filter(Q(owner=unit) | Q(members=unit))
    context = {
        "unit": unit,
        "above": above,
        "superior_line": unit.superior_line or (above[-1].name if above else ""),
        "versions": unit.versions.select_related("parent"),
        "below": _below(seen, unit),
        "blocs": blocs.select_related("owner").distinct(),
        "people": held_here.select_related("user"),
        "members": _members(MemberCount.objects.visible_to(request.user).filter(unit=unit).first()),
    }
    return render(request, "organizations/unit.html", context)


def _below(seen: QuerySet, unit: Unit) -> list[tuple[str, int, None, str]]:
    """Bars of the units below by kind, each with the address of its list."""
    below = seen.filter(path__startswith=unit.path).exclude(pk=unit.pk).order_by()
    rows = below.values_list("kind", "kind__name").annotate(number=Count("pk")).order_by("-number", "kind")
    address = f"{reverse('organizations:units')}?under={unit.pk}"
    return [(name, number, None, f"{address}&kind={kind}") for kind, name, number in rows]


def _members(count: MemberCount | None) -> dict[str, Any] | None:
    """The newest count as bars, each part beside the whole."""
    if count is None:
        return None
    parts = ("total", "female", "minority", "direct", "public", "business")
    labels = [(count._meta.get_field(name).verbose_name, getattr(count, name)) for name in parts]
    return {"on": count.on, "bars": [(label, number, count.total) for label, number in labels if number]}


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What one may do and where, and since when."""
    roles = request.user.assignments.lasting(clock.today()).select_related("unit")
    return render(request, "organizations/account.html", {"roles": roles, "today": clock.today()})
