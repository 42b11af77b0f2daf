"""What the frame of every page shows of the person: whom they act for, what is unread, where they can go."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from organizations.models import Unit, User
from organizations.querysets import ADMINISTER
from organizations.reach import reach
from organizations.roles import ROLES
from portal import clock

# label, URL name, icon, for offices only
MENU = (
    ("Việc hôm nay", "nominations:home", "house", False),
    ("Kế hoạch", "conferences:plans", "scroll-text", False),
    ("Hồ sơ", "nominations:dossiers", "folder-open", False),
    ("Quyết định", "nominations:decisions", "award", False),
    ("Đơn vị", "organizations:units", "network", False),
    ("Cán bộ", "organizations:people", "users", True),
)


class Frame:
    """Each part is asked of the database when a page shows it, and once."""

    def __init__(self, user: User):
        self.user = user

    @cached_property
    def units(self) -> list[Unit]:
        """The units at which any role is held today."""
        return list(Unit.objects.filter(pk__in=reach(self.user).unit_ids))

    @property
    def unit_label(self) -> str:
        return self.units[0].label if self.units else ""

    @cached_property
    def role_labels(self) -> list[str]:
        held = {holding.role for holding in reach(self.user).holdings}
        return [role.label for name, role in ROLES.items() if name in held]

    @cached_property
    def unread(self) -> int:
        return self.user.notices.filter(read=None).count()

    @cached_property
    def dense(self) -> bool:
        """Offices sit in it for weeks; a unit's officer comes twice a year."""
        return self.user.is_superuser or bool(reach(self.user).office_paths)

    @cached_property
    def menu(self) -> list[tuple[str, str, str, str]]:
        """Label, URL name, icon and the beginning of the addresses that lie in this part."""
        rows = [row for *row, offices in MENU if self.dense or not offices]
        if self.user.has_perm(ADMINISTER):
            rows.append(("Quản trị", "admin:index", "settings"))
        return [(label, name, icon, reverse(name)) for label, name, icon in rows]

    @property
    def clock(self) -> datetime | None:
        """The demonstration's moment, None by the real clock."""
        return timezone.localtime(clock.now()) if settings.PORTAL_NOW else None


def frame(request: HttpRequest) -> dict[str, Any]:
    """Empty for strangers, and for requests that failed before anybody was known."""
    user = getattr(request, "user", None)
    return {"frame": Frame(user) if user is not None and user.is_authenticated else {}}
