"""What a table of quotas allows beside its figures: reserves, and the day from which unused places are shared again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from conferences.actions.allocation import drafted, keep
from conferences.models import Allocation
from organizations.models import User
from portal.fields import screen_date


@transaction.atomic
def save_terms(allocation: Allocation, *, takes_reserves: bool, reclaim_on: date | None, version: int, by: User) -> Allocation:
    """Change a draft or returned table. Raises PermissionDenied, Refused, Overtaken when `version` is no longer the stored one."""
    row = drafted(allocation, version=version, by=by)
    same = (takes_reserves, reclaim_on) == (row.takes_reserves, row.reclaim_on)
    row.takes_reserves, row.reclaim_on = takes_reserves, reclaim_on
    return keep(row, [] if same else in_words(row))


def in_words(table: Allocation) -> list[str]:
    """The terms as the page says them."""
    reserves = "Hết suất thì nhận hồ sơ dự phòng" if table.takes_reserves else "Hết suất thì không nhận thêm hồ sơ"
    day = f"Suất chưa dùng được thu hồi từ ngày {screen_date(table.reclaim_on)}" if table.reclaim_on else "Không thu hồi suất chưa dùng"
    return [reserves, day]
