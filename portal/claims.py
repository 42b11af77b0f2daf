"""Which rows nothing needs any more."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef


def unclaimed(rows: models.QuerySet) -> models.QuerySet:
    """Those that no row of any model points at, histories included."""
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if relation.one_to_many or relation.one_to_one:
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            rows = rows.exclude(Exists(pointing))
    return rows
