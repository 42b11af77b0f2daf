"""Django's question `user.has_perm(right, thing)` answered from the table of roles.

A thing says which unit a right on it is asked of (`unit_for(right)`); somebody has the right who holds, today, a role
with it at that very unit. Without a thing the answer is whether any of the person's roles carries the right.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from organizations.reach import reach
from organizations.roles import ROLES


class RoleBackend(ModelBackend):
    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        asks_unit = getattr(obj, "unit_for", None)
        return reach(user_obj).may(perm, asks_unit(perm).pk if asks_unit else None)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(right.startswith(f"{app_label}.") for right in self.get_all_permissions(user_obj))

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return {right for holding in reach(user_obj).holdings for right in ROLES[holding.role].rights}
