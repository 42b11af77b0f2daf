"""Who sees a published list, and who sees what is objected to it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from organizations.querysets import under
from organizations.reach import reach


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> PublicationQuerySet:
        """Everybody at or below the office that published it, and the offices above it."""
        if user.is_superuser:
            return self
        mine = reach(user)
        return self.filter(Q(plan__unit__path__in=mine.ancestor_paths) | under(mine.office_paths, "plan__unit__path"))


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> ObjectionQuerySet:
        """The office that publishes, and whoever filed it: nobody else learns who objects."""
        if user.is_superuser:
            return self
        return self.filter(Q(publication__plan__unit__in=reach(user).office_ids) | Q(by=user))

    def waiting(self) -> ObjectionQuerySet:
        return self.filter(result="")
