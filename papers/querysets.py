"""What is asked of issued papers and of number series more than once; `visible_to`."""

from __future__ import annotations

from typing import Any

from django.db import models

from organizations.querysets import ADMINISTER, under, words_filter
from organizations.reach import reach
from papers.code import grouped

VIEW = "papers.view_register"
ISSUE = "papers.issue_paper"
HEAVY = ("data", "inserts")  # the frozen paper and what goes with it, megabytes where a list is long


class IssuedPaperQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> IssuedPaperQuerySet:
        """The register of one's own office, for the roles that keep or read it."""
        return self if user.is_superuser else self.filter(unit__in=reach(user).unit_ids_with(VIEW))

    def search(self, text: str) -> IssuedPaperQuerySet:
        """By number, symbol, title and signers."""
        return self.filter(words_filter(text))

    def light(self) -> IssuedPaperQuerySet:
        """Without the heavy frozen data, which hardly anybody but the print has to read."""
        return self.defer(*HEAVY)

    def with_links(self) -> IssuedPaperQuerySet:
        """With what the standing of a paper is derived from, and without the heavy frozen data."""
        light = self.model.objects.light()
        newer = models.Prefetch("named_by", light.prefetch_related(models.Prefetch("named_by", light)))
        heavy = [*HEAVY, *(f"names__{name}" for name in HEAVY)]
        return self.select_related("names").defer(*heavy).prefetch_related(newer)

    def holding(self, insert: str) -> IssuedPaperQuerySet:
        """Those with which something of this name went out."""
        return self.filter(inserts__has_key=insert)

    def check_code(self, pk: int | None) -> str:
        """The code that anybody checks the paper by, as it is printed; empty if there is no such paper."""
        return grouped(self.filter(pk=pk).values_list("code", flat=True).first() or "") if pk else ""


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
