"""How far a person's roles reach today. All roles of a person count together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from organizations.roles import OFFICE_ROLES, ROLES
from portal import clock

STEP = 4  # treebeard's MP_Node.steplen: letters of a path per level


def line(path: str) -> list[str]:
    """The tree paths of a unit and of all units above it."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


@dataclass(frozen=True)
class Holding:
    """One role held today at one unit."""

    role: str
    unit_id: int
    path: str
    unit_label: str


@dataclass(frozen=True)
class Reach:
    """Everything a person's roles touch today."""

    holdings: tuple[Holding, ...]

    @property
    def unit_ids(self) -> list[int]:
        """Units at which any role is held."""
        return [holding.unit_id for holding in self.holdings]

    @property
    def office_paths(self) -> list[str]:
        """Paths of units for which the person acts as an office, on everything below."""
        return [holding.path for holding in self.holdings if holding.role in OFFICE_ROLES]

    @property
    def office_ids(self) -> list[int]:
        return [holding.unit_id for holding in self.holdings if holding.role in OFFICE_ROLES]

    @property
    def filing_ids(self) -> list[int]:
        """Units whose own dossiers the person sees from the first letter on."""
        return [holding.unit_id for holding in self.holdings if holding.role not in OFFICE_ROLES]

    @property
    def ancestor_paths(self) -> list[str]:
        """Paths of the units above (and at) every unit of the person."""
        return sorted({path for holding in self.holdings for path in line(holding.path)})

    def may(self, right: str, unit_id: int | None = None) -> bool:
        """Whether a role carries the right, at this very unit or (None) anywhere."""
        return any(
            right in ROLES[holding.role].rights and unit_id in (None, holding.unit_id) for holding in self.holdings
        )

    def unit_ids_with(self, right: str) -> list[int]:
        return [holding.unit_id for holding in self.holdings if right in ROLES[holding.role].rights]

    def paths_with(self, right: str) -> list[str]:
        return [holding.path for holding in self.holdings if right in ROLES[holding.role].rights]


def reach(user: Any) -> Reach:
    """The reach of a person today; read once per user object, which lives as long as a request."""
    day = clock.today()
    kept = getattr(user, "_reach", None)
    if kept is None or kept[0] != day:
        fields = ("role", "unit_id", "unit__path", "unit__short_name", "unit__name")
        rows = user.assignments.within(day).order_by().values_list(*fields) if user.is_active else ()
        held = (Holding(role, unit, path, short_name or name) for role, unit, path, short_name, name in rows)
        kept = user._reach = (day, Reach(tuple(held)))
    return kept[1]
