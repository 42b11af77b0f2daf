"""What is asked of dossiers and decisions more than once; `visible_to`."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from conferences.querysets import DEEPEST
from organizations.querysets import under, words_filter
from organizations.reach import reach

STAGES = {  # where a filed dossier stands, by its states
    "returned": ("returned", "draft", "endorsed"),  # with its unit, to be mended
    "approved": ("accepted",),
    "decided": ("decided",),
}
OWN = "own-"  # before the key of a holder: without the rows below
GONE = ("declined", "withdrawn")  # a filed dossier that has given its place back


class DossierQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> DossierQuerySet:
        """A unit's people see their own from the first letter; a unit in between those that came to it; an office those below once
        submitted."""
        if user.is_superuser:
            return self
        mine = reach(user)
        below = Q(submitted_at__isnull=False) & under(mine.office_paths, "unit__path")
        came = self.model.levels.rel.related_model.objects.order_by().filter(unit__in=mine.unit_ids).values("dossier")
        return self.filter(Q(unit__in=mine.filing_ids) | below | Q(pk__in=came))

    def search(self, text: str) -> DossierQuerySet:
        """By the nominee's or the unit's name."""
        return self.filter(words_filter(text) | words_filter(text, "unit__search_key"))

    def taking_places(self) -> DossierQuerySet:
        """Those that use up a place: from the first submission until withdrawn or declined, also while returned for mending; no reserves."""
        return self.filter(submitted_at__isnull=False, reserve=None).exclude(status__in=GONE)

    def held_by(self, key: str) -> DossierQuerySet:
        """Filed against the places of a unit or bloc ("unit-5"), and against what it gave on by the table of today."""
        kind, _, pk = key.removeprefix(OWN).partition("-")
        filed = self.filter(submitted_at__isnull=False).exclude(status__in=GONE)
        own = Q(**{f"holder__{kind}": pk})
        if key.startswith(OWN):
            return filed.filter(own)
        rows = self.model.holder.field.related_model.objects.order_by()
        rows = rows.filter(allocation__plan=OuterRef("plan"), allocation__status="published", unit=OuterRef("holder__unit"))
        below = reduce(or_, (Q(**{"parent__" * steps + kind: pk}) for steps in range(1, DEEPEST + 1)))
        return filed.filter(own | Exists(rows.filter(below)))

    def reserves(self) -> DossierQuerySet:
        """Those that wait for a place, in the order of their numbers."""
        return self.filter(reserve__isnull=False).order_by("reserve", "pk")

    def undecided(self, *, or_on: Any = None) -> DossierQuerySet:
        """Accepted, with a place, and on no decision yet, or on this one."""
        free = Q(line=None) | Q(line__decision=or_on) if or_on else Q(line=None)
        return self.filter(free, status=self.model.Status.ACCEPTED, reserve=None)

    def agreed(self) -> DossierQuerySet:
        """Whom the council's last vote let pass; where a plan has no closed session, everybody."""
        closed = self.model.ballots.rel.related_model.objects.order_by().filter(session__status="closed", counts=True)
        last = closed.filter(dossier=OuterRef("pk")).order_by("-session__starts", "-session_id").values("passed")[:1]
        held = Exists(self.model.ballots.rel.related_model.objects.order_by().filter(session__status="closed", session__plan=OuterRef("plan")))
        return self.alias(last_vote=Subquery(last)).filter(~held | Q(last_vote=True))


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> DecisionQuerySet:
        """One's own office's in any state; once published, those that honour a dossier one may see."""
        if user.is_superuser:
            return self
        mine = reach(user)
        honoured = Q(dossier__unit__in=mine.filing_ids) | under(mine.office_paths, "dossier__unit__path")
        lines = self.model.lines.rel.related_model.objects.order_by().filter(honoured)
        named = Exists(lines.filter(decision=OuterRef("pk"))) | Exists(lines.filter(changes__decision=OuterRef("pk")))
        return self.filter(Q(plan__unit__in=mine.office_ids) | (Q(published_at__isnull=False) & named))

    def made(self) -> DecisionQuerySet:
        """Decided by the leadership, and not published yet: only the office knows."""
        return self.filter(status__in=("approved", "issued"), published_at=None).order_by()

    def kept_from(self, user: Any) -> DecisionQuerySet:
        """Those that this reader is not to know of yet; None: whoever works at a unit."""
        if user is None:
            return self.made()
        return self.none() if user.is_superuser else self.made().exclude(plan__unit__in=reach(user).office_ids)

    def search(self, text: str) -> DecisionQuerySet:
        return self.filter(words_filter(text))


class NomineeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> NomineeQuerySet:
        """One's own unit's; an office sees those below of whom a dossier has been filed."""
        if user.is_superuser:
            return self
        mine = reach(user)
        dossiers = self.model.dossiers.rel.related_model.objects.order_by().visible_to(user).filter(nominee=OuterRef("pk"))
        return self.filter(Q(unit__in=mine.filing_ids) | Exists(dossiers))

    def search(self, text: str) -> NomineeQuerySet:
        return self.filter(words_filter(text))


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> ProposalQuerySet:
        """One's own unit's; an office sees those below once sent, a unit in between those that were sent to it."""
        if user.is_superuser:
            return self
        mine = reach(user)
        sent = Q(goes_to=0) & under(mine.office_paths, "unit__path") | Q(goes_to__in=mine.unit_ids)
        rows = self.alias(goes_to=Coalesce("to_id", 0))  # by the key's own index 30,000 rows would be sorted for fifty
        return rows.filter(Q(unit__in=mine.filing_ids) | Q(status="sent") & sent)

    def search(self, text: str) -> ProposalQuerySet:
        return self.filter(Q(number__icontains=text) | words_filter(text, "unit__search_key"))


class ReceiptQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> ReceiptQuerySet:
        """The unit that filed, and the offices above it; what a unit in between received, that unit."""
        if user.is_superuser:
            return self
        mine = reach(user)
        at_office = Q(office=F("plan__unit"))
        in_between = ~at_office & Q(office__in=mine.unit_ids)
        return self.filter(Q(unit__in=mine.filing_ids) | in_between | at_office & under(mine.office_paths, "unit__path"))

    def search(self, text: str) -> ReceiptQuerySet:
        return self.filter(words_filter(text, "unit__search_key"))


class LevelResultQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> LevelResultQuerySet:
        """What came to one's own unit."""
        return self if user.is_superuser else self.filter(unit__in=reach(user).unit_ids)

    def search(self, text: str) -> LevelResultQuerySet:
        return self.filter(words_filter(text, "dossier__search_key") | words_filter(text, "dossier__unit__search_key"))

    def open(self) -> LevelResultQuerySet:
        """Those of a dossier that lies with the unit, its choice not yet sent up."""
        return self.filter(proposal=None, says__in=("", "backed", "unchosen"))


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> SessionQuerySet:
        """The office's own: how a council voted is not shown outside of it."""
        if user.is_superuser:
            return self
        plans = self.model.plan.field.related_model.objects.order_by().filter(unit__in=reach(user).office_ids)
        return self.filter(Exists(plans.filter(pk=OuterRef("plan"))))  # no join: the list's own index gives a page at once

    def search(self, text: str) -> SessionQuerySet:
        """By the number of the minutes or of the plan, or by a nominee of the session."""
        ballots = self.model.ballots.rel.related_model.objects.order_by().filter(words_filter(text, "dossier__search_key"), session=OuterRef("pk"))
        return self.filter(Q(number__icontains=text) | Q(plan__number__icontains=text) | Exists(ballots))


class DecisionLineQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> DecisionLineQuerySet:
        """The register: names on issued decisions, to the office that issued them, and once published to their units and the offices above."""
        issued = self.filter(decision__status="issued")
        if user.is_superuser:
            return issued
        mine = reach(user)
        below = Q(dossier__unit__in=mine.filing_ids) | under(mine.office_paths, "dossier__unit__path")
        return issued.filter(Q(decision__plan__unit__in=mine.office_ids) | (Q(decision__published_at__isnull=False) & below))

    def standing(self) -> DecisionLineQuerySet:
        """Names that no later decision has revoked."""
        return self.filter(revoked=None)

    def search(self, text: str) -> DecisionLineQuerySet:
        """By the name, the unit, or the number of the decision."""
        named = words_filter(text, "dossier__search_key") | words_filter(text, "dossier__unit__search_key")
        return self.filter(named | Q(decision__number__icontains=text))


class RoundQuerySet(models.QuerySet):
    def open(self) -> RoundQuerySet:
        """Those that still lie with the unit: nothing has come again, and nobody has withdrawn the dossier."""
        return self.filter(mended_at=None, dossier__status__in=STAGES["returned"])


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> RemarkQuerySet:
        """Messages to whoever sees the dossier; the notes of an office to its own people alone."""
        if user.is_superuser:
            return self
        dossiers = self.model.dossier.field.related_model.objects.order_by().visible_to(user)
        return self.filter(Q(internal=False) | Q(dossier__plan__unit__in=reach(user).office_ids), dossier__in=dossiers)


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> RequestQuerySet:
        """The office that asks, and whoever works at the unit that is asked."""
        if user.is_superuser:
            return self
        mine = reach(user)
        return self.filter(Q(office__in=mine.office_ids) | Q(unit__in=mine.unit_ids))

    def open(self) -> RequestQuerySet:
        return self.filter(status="open")

    def search(self, text: str) -> RequestQuerySet:
        """By what is asked for, or the unit's name."""
        return self.filter(words_filter(text) | words_filter(text, "unit__search_key"))


class CertificateStockQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> CertificateStockQuerySet:
        """Those of the offices where one prints certificates."""
        return self if user.is_superuser else self.filter(unit__in=reach(user).unit_ids_with("nominations.print_certificates"))
