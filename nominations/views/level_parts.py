"""What the page of a dossier shows of the units in between."""

from __future__ import annotations

from typing import Any

from nominations.forms.levels import LevelForm, level_initial
from nominations.levels import LEVELS, chain, next_stop
from nominations.models import Dossier, Receipt


def level_context(user: Any, dossier: Dossier, form: LevelForm | None = None) -> dict[str, Any]:
    """`level_form` for whoever gathers at the unit with which the dossier lies."""
    may = dossier.status in LEVELS and user.has_perm("nominations.gather_dossier", dossier)
    level = dossier.levels.filter(unit=dossier.with_unit_id).last() if may else None
    return {
        "chain": chain(dossier),
        "goes_to": next_stop(dossier) or dossier.plan.unit,
        "level_form": form or (LevelForm(initial=level_initial(level)) if level else None),
        "receipts": Receipt.objects.visible_to(user).filter(dossiers=dossier).select_related("office").order_by("at", "pk"),
    }
