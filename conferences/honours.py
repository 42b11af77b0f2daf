"""The catalogue of honours as rules read it."""

from __future__ import annotations

from datetime import date

from conferences.criterion_rule import Catalogue, CatalogueHonour
from conferences.honours_catalogue import HONOURS
from conferences.models import Honour


def catalogue() -> Catalogue:
    """Every entry, old ones too: a rule may name what was given years ago. A code that was renamed by law goes by its newest name.
    One query; kinds and positions keep the order of the desk."""
    rows = sorted(Honour.objects.all(), key=lambda row: row.valid_from or date.min)
    return Catalogue(CatalogueHonour(row.code, row.kind, row.name, row.ladder, row.step, row.subject, tuple(row.aliases)) for row in rows)


def starting_catalogue() -> Catalogue:
    """What every portal begins with; touches no database."""
    return Catalogue(
        CatalogueHonour(row.code, kind, row.name, row.ladder, row.step, row.subject, row.aliases) for kind, rows in HONOURS for row in rows
    )
