"""What the frame of every page shows of the person: whom they act for, what is unread, where they can go."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from organizations.models import User
from organizations.querysets import ADMINISTER
from organizations.reach import reach
from organizations.roles import ROLES
from portal import clock
from portal.models import Notice

SCREEN = "nominations.screen_dossier"
# label, URL name, icon, for offices only or the right it asks
MENU: tuple[tuple[str, str, str, bool | str], ...] = (
    ("Việc hôm nay", "nominations:home", "house", False),
    ("Kế hoạch", "conferences:plans", "scroll-text", False),
    ("Lịch", "conferences:calendar", "calendar-days", False),
    ("Hồ sơ", "nominations:dossiers", "folder-open", False),
    ("Thẩm định", "nominations:screening", "list-checks", SCREEN),
    ("Hội đồng", "nominations:sessions", "vote", True),
    ("Quyết định", "nominations:decisions", "award", False),
    ("Báo cáo", "nominations:reports", "chart-column", True),
    ("Sổ văn bản", "papers:register", "book-text", True),
    ("Đơn vị", "organizations:units", "network", False),
    ("Cán bộ", "organizations:people", "users", True),
)
WITHIN = {"nominations:proposals": "nominations:dossiers", "nominations:receipts": "nominations:dossiers", "nominations:requests": "nominations:dossiers"}  # parts of a part of the menu
by_path = attrgetter("path")


class Frame:
    """Each part is asked of the database when a page shows it, and once."""

    def __init__(self, user: User):
        self.user = user

    @cached_property
    def units(self) -> list[str]:
        """The units at which any role is held today, from the top of the tree."""
        return list({holding.path: holding.unit_label for holding in sorted(reach(self.user).holdings, key=by_path)}.values())

    @property
    def unit_label(self) -> str:
        return self.units[0] if self.units else ""

    @cached_property
    def role_labels(self) -> list[str]:
        held = {holding.role for holding in reach(self.user).holdings}
        return [role.label for name, role in ROLES.items() if name in held]

    @cached_property
    def unread(self) -> int:
        return Notice.objects.filter(user_id=self.user.pk, read__isnull=True).order_by().count()

    @cached_property
    def dense(self) -> bool:
        """Offices sit in it for weeks; a unit's officer comes twice a year."""
        return self.user.is_superuser or bool(reach(self.user).office_paths)

    @cached_property
    def menu(self) -> tuple[tuple[str, str, str], ...]:
        """Label, icon and the beginning of the addresses that lie in this part."""
        return menu(self.dense, self.user.has_perm(ADMINISTER), self.user.has_perm(SCREEN))

    @property
    def clock(self) -> datetime | None:
        """The demonstration's moment, None by the real clock."""
        return timezone.localtime(clock.now()) if settings.PORTAL_NOW else None


@lru_cache(maxsize=8)
def menu(dense: bool, administers: bool, screens: bool) -> tuple[tuple[str, str, str], ...]:
    """The same for everybody of a kind, on every page."""
    shown = {False: True, True: dense, SCREEN: screens}
    rows = [row for *row, asks in MENU if shown[asks]]
    if administers:
        rows.append(("Quản trị", "admin:index", "settings"))
    return tuple((label, icon, reverse(name)) for label, name, icon in rows)


@lru_cache(maxsize=1)
def within() -> dict[str, str]:
    return {reverse(name): reverse(part) for name, part in WITHIN.items()}


def menu_place(path: str) -> str:
    """The address by which the menu knows where a page lies."""
    return next((part for start, part in within().items() if path.startswith(start)), path)


@lru_cache(maxsize=1)
def addresses() -> dict[str, str]:
    """Where the frame's own links lead. Django works an address out anew each time; these stand on every page."""
    names = {"home": "nominations:home", "search": "nominations:search", "notices": "notices", "logout": "logout"}
    return {key: reverse(name) for key, name in (names | {"account": "organizations:account"}).items()}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Empty for strangers, and for requests that failed before anybody was known."""
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {"frame": Frame(user) if known else {}, "to": addresses(), "menu_place": menu_place(request.path)}
