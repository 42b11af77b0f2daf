"""A new plan: empty but for its office, or as a template has it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.actions.editing import RIGHT
from conferences.actions.plan_versions import keep_version
from conferences.actions.plan_writing import write
from conferences.models import Plan
from conferences.plan_file.shape import PLAN
from conferences.plan_rows import plan_data
from organizations.models import Unit, User

REASON = "Lập kế hoạch"
LEVELS = {
    **dict.fromkeys(("confederation",), "central"),
    **dict.fromkeys(("province", "city"), "province"),
    **dict.fromkeys(("sector_central", "sector_local", "employees", "group", "corporation", "zones"), "sector"),
    **dict.fromkeys(("district", "urban_district", "town", "district_city"), "district"),
    **dict.fromkeys(("commune_union", "ward_union", "zone_union"), "commune"),
}
AUTHORITY = ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"]


@transaction.atomic
def start_plan(unit: Unit, *, kind: str, title: str, by: User, template: dict[str, Any] | None = None) -> Plan:
    """A draft of the office that drafts it. The template's own issuers are not taken over. Raises PermissionDenied."""
    plan = Plan(unit=unit)
    if not by.has_perm(RIGHT, plan):
        raise PermissionDenied
    issuer = {"name": unit.name, "superior": _superior(unit), "authority": AUTHORITY}
    own = {"kind": kind, "title": title, "place": unit.place, "issuers": [issuer]}
    data = {key: value for key, value in ((template or {}) | own).items() if value}
    data["conferences"] = [
        one | ({"level": level_of(unit)} if one.get("own") else {}) for one in data.get("conferences", [])
    ]
    write(plan, data, PLAN.keys, reason=REASON, by=by, issuers=[unit])
    after = plan_data(plan)
    keep_version(plan, after, after, by=by)
    return plan


def level_of(unit: Unit) -> str:
    """The level of the conference that a body of this kind holds."""
    return LEVELS.get(unit.kind_id, "grassroots")


def _superior(unit: Unit) -> str:
    parent = Unit.objects.get_parent(unit)
    return unit.superior_line or (parent.name if parent else "")
