"""What is asked of dossiers and decisions more than once; `visible_to`."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from organizations.querysets import under, words_filter
from organizations.reach import reach

OUT = ("approved", "issued")  # states in which a decision is known outside the office


class DossierQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> DossierQuerySet:
        """A unit's people see their own from the first letter; an office sees those below once submitted."""
        if user.is_superuser:
            return self
        mine = reach(user)
        below = Q(submitted_at__isnull=False) & under(mine.office_paths, "unit__path")
        return self.filter(Q(unit__in=mine.filing_ids) | below)

    def search(self, text: str) -> DossierQuerySet:
        """By the nominee's or the unit's name."""
        return self.filter(words_filter(text) | words_filter(text, "unit__search_key"))

    def taking_places(self) -> DossierQuerySet:
        """Those that use up a place: from the first submission until withdrawn, also while returned for mending; no reserves."""
        return self.filter(submitted_at__isnull=False, reserve=None).exclude(status=self.model.Status.WITHDRAWN)

    def reserves(self) -> DossierQuerySet:
        """Those that wait for a place, in the order of their numbers."""
        return self.filter(reserve__isnull=False).order_by("reserve", "pk")

    def undecided(self) -> DossierQuerySet:
        """Accepted, with a place, and on no decision yet."""
        return self.filter(status=self.model.Status.ACCEPTED, reserve=None, line=None)


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> DecisionQuerySet:
        """One's own office's in any state; once approved, those that honour a dossier one may see."""
        if user.is_superuser:
            return self
        mine = reach(user)
        honoured = Q(dossier__unit__in=mine.filing_ids) | under(mine.office_paths, "dossier__unit__path")
        lines = self.model.lines.rel.related_model.objects.order_by().filter(honoured, decision=OuterRef("pk"))
        return self.filter(Q(plan__unit__in=mine.office_ids) | (Q(status__in=OUT) & Exists(lines)))

    def search(self, text: str) -> DecisionQuerySet:
        return self.filter(words_filter(text))
