"""The secret address of a unit's calendar: made, and made anew."""

from __future__ import annotations

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.models import CalendarFeed
from organizations.models import Unit, User
from portal import clock

RIGHT = "conferences.renew_feed"
SECRET_BYTES = 32


@transaction.atomic
def renew_feed(unit: Unit, *, by: User) -> CalendarFeed:
    """A new address; the old one, if there is any, answers from now on as one that never was."""
    if not by.has_perm(RIGHT, CalendarFeed(unit=unit)):
        raise PermissionDenied
    made = {"secret": secrets.token_urlsafe(SECRET_BYTES), "renewed": clock.now(), "renewed_by": by}
    return CalendarFeed.objects.update_or_create(unit=unit, defaults=made)[0]
