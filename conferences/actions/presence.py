"""Who has a plan open, so that two people know of each other before they meet in one part."""

from __future__ import annotations

from datetime import timedelta

from conferences.models import Plan, PlanPresence
from organizations.models import User
from portal import clock

STAYS = timedelta(minutes=2)  # without a sign of somebody's hands
PART_LENGTH = PlanPresence._meta.get_field("part").max_length


def be_here(plan: Plan, *, part: str, by: User) -> list[PlanPresence]:
    """Note that this person has a part of the plan open; the others who have, newest first. `part` comes from the browser."""
    now = clock.real_now()
    shown = "".join(letter for letter in part if letter.isprintable())[:PART_LENGTH]
    PlanPresence.objects.update_or_create(plan=plan, user=by, defaults={"part": shown, "seen": now})
    others = plan.presences.filter(seen__gt=now - STAYS).exclude(user=by)
    return list(others.select_related("user").order_by("-seen"))
