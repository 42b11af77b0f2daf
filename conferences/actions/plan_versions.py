"""Every state of a plan that somebody left behind while writing, and one part of it taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from conferences.models import Plan, PlanVersion
from conferences.plan_file.read import read
from conferences.plan_file.write import written
from organizations.models import User
from portal import clock
from portal.fields import number
from portal.moves import Refused

MOST_LETTERS = 1_500_000  # some 500 pages
TOGETHER = timedelta(minutes=10)  # what one person does within this time is one version


def keep_version(plan: Plan, before: Mapping[str, Any], after: Mapping[str, Any], *, by: User) -> None:
    """Keep what the plan says now; and what it said before, where no version says so.

    Called under the plan's lock. A person's saves within ten minutes of the first become one version. Raises Refused when the
    plan has grown beyond what a page can still show and a version should hold.
    """
    now = clock.now()
    last, was = plan.versions.first(), written(before)
    if last is None or last.content != was:
        last = PlanVersion.objects.create(plan=plan, by=None, began=now, changed=now, content=was)
    content = written(after)
    if len(content) > max(MOST_LETTERS, len(was)):
        raise Refused([f"Kế hoạch đã dài quá {number(MOST_LETTERS)} ký tự: hãy bớt nội dung hoặc chuyển sang phụ lục."])
    if last.by_id == by.pk and last.began <= now < last.began + TOGETHER:
        last.content, last.changed = content, now
        last.save(update_fields=["content", "changed"])
    elif content != was:
        PlanVersion.objects.create(plan=plan, by=by, began=now, changed=now, content=content)


def version_data(version: PlanVersion) -> dict[str, Any]:
    """The plan as it was then; a draft may lack what a plan file needs."""
    return read(version.content.encode()).data
