"""What a table of quotas says beside its figures: reserves, the day from which unused places are shared again, and whether
dossiers go through the units in between."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from conferences.actions.allocation import drafted, keep
from conferences.models import Allocation
from organizations.models import User
from portal.fields import screen_date


@transaction.atomic
def save_terms(
    allocation: Allocation,
    *,
    takes_reserves: bool,
    reclaim_on: date | None,
    through_levels: bool = False,
    gather_by: date | None = None,
    version: int,
    by: User,
) -> Allocation:
    """Change a draft or returned table. Raises PermissionDenied, Refused, Overtaken when `version` is no longer the stored one."""
    row = drafted(allocation, version=version, by=by)
    terms = {"takes_reserves": takes_reserves, "reclaim_on": reclaim_on, "through_levels": through_levels}
    terms["gather_by"] = gather_by if through_levels else None
    same = all(getattr(row, name) == value for name, value in terms.items())
    for name, value in terms.items():
        setattr(row, name, value)
    return keep(row, [] if same else in_words(row))


def in_words(table: Allocation) -> list[str]:
    """The terms as the page says them."""
    reserves = "Hết suất thì nhận hồ sơ dự phòng" if table.takes_reserves else "Hết suất thì không nhận thêm hồ sơ"
    day = f"Suất chưa dùng được thu hồi từ ngày {screen_date(table.reclaim_on)}" if table.reclaim_on else "Không thu hồi suất chưa dùng"
    return [reserves, day, *_levels(table)]


def _levels(table: Allocation) -> list[str]:
    if not table.through_levels:
        return []
    until = f", chậm nhất ngày {screen_date(table.gather_by)}" if table.gather_by else ""
    return [f"Hồ sơ gửi qua cấp trên trực tiếp{until}; cấp trên trực tiếp chọn và trình tiếp"]
