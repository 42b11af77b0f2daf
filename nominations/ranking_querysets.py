"""Who sees a published list, and who sees what is objected to it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from organizations.querysets import under
from organizations.reach import reach
from portal import clock


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> PublicationQuerySet:
        """The office that published it and those above; everybody below from its first day until a decision of the plan is out."""
        if user.is_superuser:
            return self
        mine, today = reach(user), clock.today()
        decisions = self.model.plan.field.related_model.decisions.rel.related_model.objects.order_by()
        known = decisions.filter(plan=OuterRef("plan"), old=None, published_at__isnull=False)
        open_now = Q(starts__lte=today) & (Q(ends__gte=today) | ~Exists(known))
        return self.filter(Q(plan__unit__path__in=mine.ancestor_paths) & open_now | under(mine.office_paths, "plan__unit__path"))


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> ObjectionQuerySet:
        """The office that publishes, and whoever filed it: nobody else learns who objects."""
        if user.is_superuser:
            return self
        return self.filter(Q(publication__plan__unit__in=reach(user).office_ids) | Q(by=user))

    def waiting(self) -> ObjectionQuerySet:
        return self.filter(result="")
