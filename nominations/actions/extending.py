"""The office gives one unit, and all below it, more time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from conferences.actions.allocation import people_at
from conferences.models import Plan
from nominations.actions.asking import ask
from nominations.deadlines import in_words
from nominations.models import Extension
from nominations.rules import more_time_makes_sense
from organizations.models import Unit, User
from portal import clock, notices
from portal.moves import Refused, write_down


@transaction.atomic
def extend_deadline(*, plan: Plan, unit: Unit, until: datetime, reason: str, by: User) -> Extension:
    """More time until `until`, the first moment that is too late. Raises PermissionDenied, Refused with every reason."""
    now = clock.now()
    extension = Extension(plan=plan, unit=unit, until=until, reason=reason, by=by, at=now)
    ask("nominations.extend_deadline", extension, by)
    if reasons := more_time_makes_sense(extension, now):
        raise Refused(reasons)
    extension.save()
    said = f"{unit.label}: {in_words(until)}"
    write_down(plan, "extend", "Gia hạn nộp hồ sơ", by=by, note=f"{said}. {reason}")
    notices.tell(
        people_at([unit]),
        title=f"Gia hạn nộp hồ sơ cho {unit.label}",
        text=f"Kế hoạch {plan.number}: nộp đến {in_words(until)}.",
        inside=f"Kế hoạch {plan.number}: nộp đến {in_words(until)}. Lý do: {reason}",
        link=reverse("nominations:unit-tasks", args=[plan.pk]),
    )
    return extension
