"""What is asked of issued papers and of number series more than once; `visible_to`."""

from __future__ import annotations

from typing import Any

from django.db import models

from organizations.querysets import ADMINISTER, under, words_filter
from organizations.reach import reach

VIEW = "papers.view_register"
ISSUE = "papers.issue_paper"


class IssuedPaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> IssuedPaperQuerySet:
        """The register of one's own office, for the roles that keep or read it."""
        return self if user.is_superuser else self.filter(unit__in=reach(user).unit_ids_with(VIEW))

    def search(self, text: str) -> IssuedPaperQuerySet:
        """By number, symbol, title and signers."""
        return self.filter(words_filter(text))

    def with_links(self) -> IssuedPaperQuerySet:
        """With what the standing of a paper is derived from, and without the heavy frozen data."""
        return self.defer("data").prefetch_related("named_by__named_by")


class NumberSeriesQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> NumberSeriesQuerySet:
        """Of one's own office, and of every office one administers."""
        if user.is_superuser:
            return self
        mine = reach(user)
        administered = under(mine.paths_with(ADMINISTER), "unit__path")
        return self.filter(models.Q(unit__in=mine.unit_ids_with(VIEW)) | administered)

    def search(self, text: str) -> NumberSeriesQuerySet:
        return self.filter(words_filter(text, "unit__search_key"))


class PaperFileQuerySet(models.QuerySet):
    def facts(self) -> PaperFileQuerySet:
        """Everything but the bytes."""
        return self.defer("content")
