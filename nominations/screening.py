"""The queue of the office that screens: what lies with it, what a search finds there, where one dossier stands in it, and what
can be told of many at a glance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from conferences.paper_slots import dossier_slots
from nominations.double_rows import alike_in
from nominations.doubles import RUNS, number_key
from nominations.eligibility import Answer
from nominations.models import Achievement, Dossier, Receipt
from nominations.record import is_there
from nominations.standing import Standing, standings_of
from organizations.reach import reach
from portal.fields import search_key

RIGHT = "nominations.screen_dossier"
Status = Dossier.Status
STAGES = {  # of the queue, by the states of the dossiers in it; the first is what waits
    "waiting": (Status.SUBMITTED,),
    "held": (Status.HELD,),
    "accepted": (Status.ACCEPTED,),
    "declined": (Status.DECLINED,),
    "returned": (Status.RETURNED, Status.DRAFT, Status.ENDORSED),  # with the unit, to be mended
    "all": tuple(status for status in Status if status != Status.WITHDRAWN),
}
SEARCHED = ("search_key", "unit__search_key", "text_key")  # long reports have every letter: only beginnings of words say something
RECEIPT = re.compile(r"\s*(?:BN)?[\s-]*0*(\d{1,9})\s*/\s*(\d{4})\s*", re.IGNORECASE)
D = "[dDđĐ]"  # “QĐ” is typed “qd”


def in_office(user: Any) -> QuerySet[Dossier]:
    """What has been filed for plans whose office this person screens for; also what has been sent back to its unit."""
    rows = Dossier.objects.visible_to(user).filter(submitted_at__isnull=False, status__in=STAGES["all"])
    return rows if user.is_superuser else rows.filter(plan__unit__in=reach(user).unit_ids_with(RIGHT))


def found_by(rows: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    """Each word begins one in the name, the unit, the position or the report, marks aside; or all of it is the number of a
    decision in the record, or of a receipt."""
    words = search_key(text).split()
    said = Q() if words else Q(pk__in=[])
    for word in words:
        said &= reduce(or_, (Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": f" {word}"}) for field in SEARCHED))
    return rows.filter(said | _with_number(text) | _with_receipt(text))


def _with_number(text: str) -> Q:
    """A decision whose number begins like this: “21”, “21/qd-ct”; “21” is not “121”."""
    if not number_key(text):
        return Q(pk__in=[])
    runs = [run for run in RUNS.findall(text)]
    while not runs[0].isdecimal():
        runs.pop(0)
    figure = runs[0].lstrip("0")
    tail = "".join(rf"\W*{_any_case(run)}" for run in runs[1:])
    end = r"(\D|$)" if not tail else ""
    lines = Achievement.objects.filter(nominee=OuterRef("nominee"), number__contains=figure, number__iregex=rf"^\D*0*{figure}{tail}{end}")
    return Q(Exists(lines))


def _any_case(run: str) -> str:
    return "".join(D if letter in "dDđĐ" else re.escape(letter) for letter in run)


def _with_receipt(text: str) -> Q:
    if not (said := RECEIPT.fullmatch(text)):
        return Q(pk__in=[])
    return Q(Exists(Receipt.objects.filter(dossiers=OuterRef("pk"), number=int(said[1]), year=int(said[2]))))


# --- one in the queue


@dataclass(frozen=True)
class Position:
    """Where a dossier stands among the rows of a queue; `at` is how many come before it, and one more where it is among them."""

    at: int
    total: int
    is_in: bool
    previous: int | None
    next: int | None


def position_in(rows: QuerySet[Dossier], dossier: Dossier, order: str) -> Position:
    """By its own place in the order, so that it is known too when the dossier has just left the queue. Three queries."""
    before, after = _beyond(dossier, order, back=True), _beyond(dossier, order, back=False)
    counted = rows.order_by().aggregate(
        total=Count("pk"), before=Count("pk", filter=before), here=Count("pk", filter=Q(pk=dossier.pk))
    )
    field = order.removeprefix("-")
    ahead = rows.filter(after).order_by(order, "pk")
    behind = rows.filter(before).order_by(field if order.startswith("-") else f"-{field}", "-pk")
    is_in = bool(counted["here"])
    return Position(
        at=counted["before"] + is_in,
        total=counted["total"],
        is_in=is_in,
        previous=behind.values_list("pk", flat=True).first(),
        next=ahead.values_list("pk", flat=True).first(),
    )


def next_in(rows: QuerySet[Dossier], dossier: Dossier, order: str) -> int | None:
    """The one after it, without counting. One query."""
    return rows.filter(_beyond(dossier, order, back=False)).order_by(order, "pk").values_list("pk", flat=True).first()


def _beyond(dossier: Dossier, order: str, *, back: bool) -> Q:
    """The rows before it, or after it; among equals the keys decide."""
    field, downwards = order.removeprefix("-"), order.startswith("-")
    value: Any = dossier
    for name in field.split("__"):
        value = getattr(value, name)
    further = "lt" if downwards != back else "gt"
    return Q(**{f"{field}__{further}": value}) | Q(**{field: value, "pk__lt" if back else "pk__gt": dossier.pk})


# --- at a glance


@dataclass(frozen=True)
class Glance:
    """What a row of the queue says of a dossier beside its name."""

    standing: Standing
    missing: tuple[str, ...] = ()  # names of papers
    doubles: int = 0  # others of its name, or of the same person or collective

    @property
    def counts(self) -> list[tuple[Answer, int]]:
        """How many standards have each answer; what none has is left out."""
        return [(answer, count) for answer in Answer if (count := self.standing.count(answer))]

    @property
    def is_clean(self) -> bool:
        """Nothing that somebody would have to look at: all standards met, all papers there, nobody like it."""
        return self.standing.is_met and not self.missing and not self.doubles

    @property
    def notes(self) -> list[str]:
        """What is not in order beside the standards, in words."""
        papers = [f"thiếu giấy tờ: {', '.join(self.missing)}"] if self.missing else []
        return papers + ([f"có thể trùng {self.doubles} hồ sơ"] if self.doubles else [])

    @property
    def words(self) -> list[str]:
        """All that is not in order."""
        return [f"{count} tiêu chuẩn {answer.label}" for answer, count in self.counts if answer is not Answer.MET] + self.notes


def glances_of(dossiers: Sequence[Dossier], user: Any) -> dict[int, Glance]:
    """By id. As many queries for one as for hundreds."""
    dossiers = list(dossiers)
    if not dossiers:
        return {}
    standings, doubles = standings_of(dossiers), alike_in(dossiers, user)
    return {one.pk: Glance(standings[one.pk], missing_of(one), doubles[one.pk]) for one in dossiers}


def missing_of(dossier: Dossier) -> tuple[str, ...]:
    """Papers that the plan asks of each dossier and that are not there; from what `standings_of` has read."""
    held = {paper.slot for paper in dossier.papers.all() if is_there(paper.file)}
    return tuple(slot.label for slot in dossier_slots(dossier.plan.dossier) if slot.needed and slot.key not in held)
