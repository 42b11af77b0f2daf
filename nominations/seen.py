"""What a reader may know of a result: a decided dossier stands as before for everybody outside the office that decides, until the
decision is published. Lists ask `SeenBy` once; a single dossier answers by its own `status_for`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from nominations.models import Decision, Dossier
from nominations.querysets import STAGES

BEFORE = Dossier.Status.ACCEPTED  # where every dossier stands before it is decided


@dataclass(frozen=True)
class SeenBy:
    """The eyes of one reader; None: of whoever works at a unit. One query, whatever is asked."""

    user: Any

    @cached_property
    def kept(self) -> list[int]:
        """Decisions that are made and not known to this reader yet."""
        return list(Decision.objects.kept_from(self.user).values_list("pk", flat=True))

    @property
    def _hidden(self) -> Q:
        return Q(status=Dossier.Status.DECIDED, line__decision__in=self.kept)

    @property
    def status(self) -> Case | F:
        """The state of a row, to be counted, sorted or shown by."""
        if not self.kept:
            return F("status")
        return Case(When(self._hidden, then=Value(BEFORE.value)), default=F("status"), output_field=CharField())

    def in_states(self, *states: str) -> Q:
        """The rows that stand in one of these states for this reader."""
        found, decided = Q(status__in=states), Dossier.Status.DECIDED in states
        if not self.kept or decided == (BEFORE in states):
            return found
        return found & ~self._hidden if decided else found | self._hidden

    def at_stage(self, rows: QuerySet[Dossier], stage: str) -> QuerySet[Dossier]:
        """One column of the ledger: "filed", what has a place; "reserve", what waits for one; "revoked"; or a key of STAGES."""
        if stage == "reserve":
            return rows.filter(reserve__isnull=False)
        if stage == "revoked":
            return self.at_stage(rows, "decided").filter(line__revoked__isnull=False)
        placed = rows.taking_places()
        return placed if stage == "filed" else placed.filter(self.in_states(*STAGES[stage]))

    def show(self, dossiers: Iterable[Dossier]) -> None:
        """Gives rows that are shown, and never saved, the state that this reader may know. One query, one more if any is decided."""
        decided = [one for one in dossiers if one.status == Dossier.Status.DECIDED]
        if decided and self.kept:
            keys = [one.pk for one in decided]
            hidden = set(Dossier.objects.filter(self._hidden, pk__in=keys).order_by().values_list("pk", flat=True))
            for one in decided:
                one.status = BEFORE if one.pk in hidden else one.status
