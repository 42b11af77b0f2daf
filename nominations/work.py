"""What waits for a person today, and which plans their units may file for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from conferences.models import AllocationRow, Plan
from conferences.work import TONES, Figure, Work, adjustment_figures, figures, plan_figures
from nominations.deadlines import own_closing
from nominations.levels import sending_closings
from nominations.models import Decision, Dossier, Proposal, ReturnRound, UnitRequest
from nominations.places import Place, places_by_filing
from organizations.models import Unit
from organizations.reach import reach
from portal import clock


@dataclass(frozen=True)
class Filing:
    """A plan one of my units may file for: places by category, and until when."""

    plan: Plan
    unit: Unit
    places: tuple[Place, ...]
    closes_at: datetime | None

    @property
    def total(self) -> int:
        return sum(place.kept for place in self.places)

    @property
    def left(self) -> int:
        return sum(max(place.left, 0) for place in self.places)

    @property
    def holders(self) -> list[str]:
        """Whose places: of what the unit above gave on, its own, of the other categories that one's."""
        return _holders(self.places)

    @property
    def is_open(self) -> bool:
        return self.closes_at is None or clock.now() < self.closes_at

    @property
    def is_extended(self) -> bool:
        """The office gave the unit more time than the plan."""
        own = own_closing(self.plan)
        return own is not None and self.closes_at is not None and self.closes_at > own


def _holders(places: Iterable[Place]) -> list[str]:
    return list(dict.fromkeys(place.quota.row.label for place in places))


SCREEN = "nominations.screen_dossier"


def _late() -> Q:
    """Dossiers that should have come again before today."""
    return Q(pk__in=ReturnRound.objects.open().filter(due_on__lt=clock.today()).order_by().values("dossier"))


DOSSIER_WORK = (
    Work("mend", "hồ sơ bị trả lại, cần bổ sung", "nominations.draft_dossier", Q(status="returned"), "unit", "blocked"),
    Work("file", "hồ sơ đã ký duyệt, chưa nộp", "nominations.submit_dossier", Q(status="endorsed"), "unit", "due"),
    Work("endorse", "hồ sơ đang viết, chưa ký duyệt", "nominations.draft_dossier", Q(status="draft"), "unit"),
    Work("screen", "hồ sơ chờ thẩm định", SCREEN, Q(status="submitted"), "plan__unit", "due", "nominations:screening"),
    Work("late", "hồ sơ quá hạn bổ sung", SCREEN, _late, "plan__unit", "blocked"),
    Work("held", "hồ sơ đang treo", SCREEN, Q(status="held"), "plan__unit", "blocked", "nominations:screening", "?stage=held"),
    Work(
        "honour",
        "hồ sơ đạt, chưa vào quyết định",
        "nominations.draft_decision",
        Q(status="accepted", reserve=None, line=None),
        "plan__unit",
        "honour",
    ),
)
LEVEL_WORK = (  # of a unit in between
    Work(
        "weigh",
        "hồ sơ cấp dưới gửi lên, chờ xét",
        "nominations.gather_dossier",
        Q(status="between"),
        "with_unit",
        "due",
        "nominations:gathered",
        "?work=weigh",
    ),
    Work(
        "carry",
        "hồ sơ cấp dưới đã đồng ý, chưa trình lên",
        "nominations.send_proposal",
        Q(status="backed"),
        "with_unit",
        "due",
        "nominations:gathered",
        "?work=carry",
    ),
)
PROPOSAL_WORK = (
    Work("send", "tờ trình đang soạn, chưa gửi", "nominations.draft_proposal", Q(status="draft"), "unit", "due"),
    Work(
        "sets",
        "tờ trình chưa nhận đủ bản giấy",
        "nominations.receive_sets",
        Q(status="sent", sets_received__lt=F("sets_due")),
        "plan__unit",
    ),
)
REQUEST_WORK = (
    Work("answer", "yêu cầu chờ đơn vị trả lời", "nominations.answer_request", Q(status="open"), "unit", "due"),
    Work("late", "yêu cầu quá hạn trả lời", "nominations.ask_unit", lambda: Q(status="open", due_on__lt=clock.today()), "office", "blocked"),
)
DECISION_WORK = (
    Work("approve", "quyết định chờ duyệt", "nominations.approve_decision", Q(status="submitted"), "plan__unit", "due"),
    Work("issue", "quyết định chờ phát hành", "nominations.issue_decision", Q(status="approved"), "plan__unit", "due"),
    Work("mend", "quyết định bị trả lại", "nominations.submit_decision", Q(status="returned"), "plan__unit", "blocked"),
    Work("submit", "quyết định đang soạn", "nominations.submit_decision", Q(status="draft"), "plan__unit"),
)


def waiting_for(user: Any) -> list[Figure]:
    """Every kind of work that waits for this person, most pressing first."""
    found = [
        *_with_due(user, figures(user, (*DOSSIER_WORK, *LEVEL_WORK), Dossier.objects.visible_to(user), "nominations:dossiers")),
        *figures(user, PROPOSAL_WORK, Proposal.objects.visible_to(user), "nominations:proposals"),
        *figures(user, REQUEST_WORK, UnitRequest.objects.visible_to(user), "nominations:requests"),
        *plan_figures(user),
        *adjustment_figures(user),
        *figures(user, DECISION_WORK, Decision.objects.visible_to(user), "nominations:decisions"),
    ]
    return sorted(found, key=lambda figure: TONES.index(figure.tone))


def _with_due(user: Any, found: list[Figure]) -> list[Figure]:
    """What is to be mended, with the nearest day."""
    mend = DOSSIER_WORK[0]
    if not any(one.label == mend.label for one in found):
        return found
    mine = reach(user).unit_ids_with(mend.right)
    nearest = ReturnRound.objects.open().filter(dossier__unit__in=mine, dossier__status="returned").order_by("due_on").first()
    return [replace(one, due=nearest.closes_at) if nearest and one.label == mend.label else one for one in found]


def filings(user: Any) -> list[Filing]:
    """The open plans of offices above, for each of my units that may file; those soonest closed first."""
    mine = reach(user)
    units = list(Unit.objects.filter(pk__in=mine.unit_ids_with("nominations.draft_dossier")))
    plans = list(Plan.objects.visible_to(user).open_for_filing().prefetch_related("deadlines"))
    given = places_by_filing(plans, units)
    closes_at = sending_closings(plans, units, {place.quota.row.allocation for places in given.values() for place in places.values()})
    found = [
        Filing(plan, unit, tuple(given[plan.pk, unit.pk].values()), closes_at[plan.pk, unit.pk])
        for unit in units
        for plan in plans
        if (plan.pk, unit.pk) in given
    ]
    return sorted(found, key=lambda filing: (not filing.is_open, filing.closes_at is None, filing.closes_at))


@dataclass(frozen=True)
class UnitTask:
    """What a plan asks of one of my units: places by category, each with how many dossiers the unit and those below it have."""

    unit: Unit
    places: tuple[tuple[Place, int], ...]

    @property
    def total(self) -> int:
        return sum(place.kept for place, _ in self.places)

    @property
    def holders(self) -> list[str]:
        return _holders(place for place, _ in self.places)

    @property
    def own_row(self) -> AllocationRow | None:
        """Its row of the table, or of what the unit above gave on."""
        return next((place.quota.row for place, _ in self.places if place.quota.row.unit_id == self.unit.pk), None)


def unit_tasks(user: Any, plan: Plan) -> list[UnitTask]:
    """The units at which I hold a role and which the plan concerns, from the top of the tree; its own office gives, not takes."""
    units = Unit.objects.filter(pk__in=reach(user).unit_ids).exclude(pk=plan.unit_id).order_by("path")
    mine = [unit for unit in units if Plan.objects.concerning(unit.path).filter(pk=plan.pk).exists()]
    given = places_by_filing([plan], mine)
    dossiers = list(Dossier.objects.visible_to(user).filter(plan=plan).order_by().values_list("category", "unit__path"))

    def made(unit: Unit, category: int) -> int:
        return sum(1 for one, path in dossiers if one == category and path.startswith(unit.path))

    return [
        UnitTask(unit, tuple((place, made(unit, key)) for key, place in given.get((plan.pk, unit.pk), {}).items())) for unit in mine
    ]
