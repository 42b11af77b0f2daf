"""What stands on the page of a dossier about its rounds of returning: each side's before and after, and what is still to be mended."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from nominations.actions.mending import MENDABLE
from nominations.forms.returning import ExplanationForm
from nominations.models import Dossier
from nominations.returning import NEW_LINES, ItemView, RoundView, rounds_of

PLACES = {"who": "div_id_", "line": "line-", "paper": "slot-", "consent": "div_id_agrees_", "standard": "div_id_standard_"}
OWN_PLACES = {"report": "div_id_achievements", NEW_LINES: "step"}


def rounds_context(dossier: Dossier, user: Any, form: ExplanationForm | None = None) -> dict[str, Any]:
    """`rounds` for `_rounds.html`; `to_mend` while the unit mends, with its explanations where it may write."""
    rounds = rounds_of(dossier)
    still = rounds[0] if rounds and rounds[0].is_open and dossier.status in ("returned", "draft", "endorsed") else None
    writes = still is not None and dossier.status in MENDABLE and user.has_perm("nominations.draft_dossier", dossier)
    if writes and form is None:
        form = explanation_form(dossier, still)
    words = dict(form.rows()) if writes else {}
    confirms = still is None or any(one.item.key.startswith("standard-") for one in still.items)
    return ({} if confirms else {"may_confirm": False}) | {
        "rounds": rounds,
        "mending": still,
        "to_mend": [(one, place_of(dossier, one) if writes else "", words.get(one.item.pk)) for one in still.items] if still else [],
        "explanations": form if writes else None,
    }


def explanation_form(dossier: Dossier, still: RoundView, data: Any = None) -> ExplanationForm:
    """Of what is mended nothing need be explained."""
    items = [one.item for one in still.items if not one.is_mended or one.item.explanation]
    return ExplanationForm(data, items=items, version=dossier.version)


def place_of(dossier: Dossier, one: ItemView) -> str:
    """The address of the very field of the wizard."""
    kind, _, rest = one.item.key.partition("-")
    place = OWN_PLACES.get(one.item.key) or f"{PLACES[kind]}{rest}"
    return f"{reverse('nominations:edit-step', args=[dossier.pk, one.item.step])}#{place}"
