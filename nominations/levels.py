"""The way of a dossier through the units in between: where it goes next, until when, what each level said; and what speaks
against a step. A dossier that lies in between uses no place yet: places are counted when it is filed at the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from conferences.models import Allocation, Plan
from nominations.deadlines import closings, in_words, own_closing
from nominations.models import IN_ORDER, Dossier, LevelResult, Proposal, ProposalLine
from nominations.places import PUBLISHED, place_for
from organizations.models import Unit, User
from organizations.reach import STEP
from organizations.roles import roles_with
from portal import clock
from portal.fields import screen_date

LEVELS = (Dossier.Status.BETWEEN, Dossier.Status.BACKED, Dossier.Status.UNCHOSEN)
CHOSEN = (LevelResult.Says.BACKED, LevelResult.Says.UNCHOSEN)


# --- the way


def table_of_levels(plan: Plan) -> Allocation | None:
    """The published table, where it sends dossiers through the units in between."""
    return plan.allocations.filter(status=PUBLISHED, through_levels=True).first()


def level_above(plan: Plan, unit: Unit) -> Unit | None:
    """To whom a unit sends instead of the office: the unit right above it, where the table says so and that is not the office."""
    above = _path_above(plan, unit)
    return Unit.objects.get(path=above) if above and table_of_levels(plan) else None


def _path_above(plan: Plan, unit: Unit) -> str:
    """Of the unit right above, where that stands below the plan's office."""
    above = unit.path[:-STEP]
    return above if above.startswith(plan.unit.path) and above != plan.unit.path else ""


def next_stop(dossier: Dossier) -> Unit | None:
    """The unit in between to which it goes from where it lies; None: the office. What the office has had goes straight back."""
    return None if dossier.submitted_at else level_above(dossier.plan, dossier.with_unit or dossier.unit)


def gatherers(unit: Unit) -> QuerySet[User]:
    return User.objects.holding(roles_with("nominations.gather_dossier"), unit, clock.today())


def sending_closings(plans: Sequence[Plan], units: Sequence[Unit], tables: Iterable[Allocation]) -> dict[tuple[int, int], datetime | None]:
    """The first moment too late for each unit to send, by the ids of plan and unit. To a unit in between it is the day of the plan's
    table, unless the office gave the unit more time. One query, however many they are."""
    found, days = closings(plans, units), {table.plan_id: table.gather_by for table in tables if table.through_levels}
    for plan in plans:
        for unit in units if days.get(plan.pk) else ():
            until, own = found[plan.pk, unit.pk], own_closing(plan)
            if _path_above(plan, unit) and (until is None or own is None or until <= own):
                found[plan.pk, unit.pk] = min(filter(None, (until, _end_of(days[plan.pk]))))
    return found


def sending_closing(plan: Plan, unit: Unit) -> datetime | None:
    return sending_closings([plan], [unit], plan.allocations.filter(status=PUBLISHED))[plan.pk, unit.pk]


def own_level_closing(plan: Plan) -> datetime | None:
    """The same without what was added for one unit."""
    table = table_of_levels(plan)
    moments = [moment for moment in (own_closing(plan), _end_of(table.gather_by if table else None)) if moment]
    return min(moments, default=None)


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) if day else None


# --- what came to a unit


def gathered(plan: Plan, unit: Unit) -> QuerySet[LevelResult]:
    """What the unit in between has endorsed and not sent up yet, by category, as it has ranked them."""
    rows = LevelResult.objects.open().filter(unit=unit, dossier__plan=plan, says=LevelResult.Says.BACKED)
    return rows.select_related("dossier__category", "dossier__unit").order_by("dossier__category__position", *IN_ORDER)


def open_level(dossier: Dossier) -> LevelResult | None:
    """What the unit with which it lies has said so far."""
    return dossier.levels.open().select_related("unit", "dossier").first()


# --- each level's result


@dataclass(frozen=True)
class Step:
    """What one unit said on a dossier: the grassroots by its own selection, each unit in between by its result."""

    unit: Unit
    says: str
    label: str
    opinion: str = ""
    votes: int | None = None
    present: int | None = None
    at: datetime | None = None
    proposal: Proposal | None = None


def chain(dossier: Dossier) -> list[Step]:
    """From the grassroots up, in the order of time; nothing for a dossier that never went through a unit in between."""
    levels = list(dossier.levels.select_related("unit", "proposal"))
    if not levels:
        return []
    own = dossier.proposal_lines.filter(proposal__status="sent", proposal__unit=dossier.unit).select_related("proposal")
    return [_first(dossier, own.order_by("-pk").first()), *(_step(level) for level in levels)]


def _first(dossier: Dossier, line: ProposalLine | None) -> Step:
    letter = line.proposal if line else None
    votes, present = (line.votes, letter.present) if line and letter else (None, None)
    return Step(dossier.unit, "sent", "đề nghị", votes=votes, present=present, at=dossier.passed_at, proposal=letter)


def _step(level: LevelResult) -> Step:
    letter = level.proposal
    label = level.get_says_display() or LevelResult.Says.WAITING.label
    facts = {"votes": level.votes, "present": letter.present if letter else None, "at": level.at or level.came}
    return Step(level.unit, level.says or "waiting", label, level.opinion, proposal=letter, **facts)


# --- what speaks against a step


def goes_straight(dossier: Dossier, at: datetime) -> list[str]:
    """Filing at the office is refused where a unit in between gathers first."""
    above = next_stop(dossier)
    return [f"Hồ sơ theo kế hoạch này gửi qua {above.label}, không nộp thẳng lên {dossier.plan.unit.label}."] if above else []


def somebody_gathers(dossier: Dossier, at: datetime) -> list[str]:
    """A dossier never goes where nobody could send it on."""
    above = next_stop(dossier)
    if above is None:
        return [f"{(dossier.with_unit or dossier.unit).label} nộp thẳng lên {dossier.plan.unit.label}, không qua cấp nào."]
    if User.objects.holding(roles_with("nominations.send_proposal"), above, clock.today()).exists():
        return []
    return [f"{above.label} chưa có ai giữ vai trò Chủ tịch đơn vị để xét và trình tiếp; hãy báo quản trị của {dossier.plan.unit.label}."]


def level_is_open(dossier: Dossier, at: datetime) -> list[str]:
    """What came in time and was sent back may come again later."""
    until = sending_closing(dossier.plan, dossier.unit)
    if dossier.passed_at is not None or until is None or at < until:
        return []
    return [f"Đã quá hạn gửi cấp trên trực tiếp: nhận đến {in_words(until)}."]


def category_has_places(dossier: Dossier, at: datetime) -> list[str]:
    """More may come than there are places, for the unit in between chooses; but none where there is nothing to choose for."""
    place = place_for(dossier.plan, dossier.unit, dossier.category)
    none = place is None or place.quota.places == 0
    return [f"{dossier.unit.label} không có chỉ tiêu ở đối tượng “{dossier.category.label}”."] if none else []


def choice_is_open(dossier: Dossier, at: datetime) -> list[str]:
    """A result may be reconsidered until the unit has sent its choice up."""
    if dossier.levels.open().exists():
        return []
    last = dossier.levels.exclude(proposal=None).select_related("proposal", "unit").last()
    day = f" ngày {screen_date(last.proposal.date)}" if last and last.proposal.date else ""
    which = f"{last.proposal}{day}" if last else "tờ trình"
    return [f"Kết quả xét đã chốt theo {which}. Muốn xét lại, hãy trả hồ sơ cho {dossier.unit.label} để gửi lại."]


def nobody_in_between_has_acted(dossier: Dossier, at: datetime) -> list[str]:
    """The sender takes it back until the first unit in between has said something; then only that unit gives it back."""
    if dossier.status not in (Dossier.Status.BETWEEN, Dossier.Status.SUBMITTED):
        return []
    acted = _since_it_came_last(list(dossier.levels.select_related("unit")))
    if not acted:
        return []
    return [f"{acted[0].unit.label} đã xét hồ sơ này nên đơn vị không tự rút được nữa. Muốn rút, hãy đề nghị trả lại hồ sơ."]


def _since_it_came_last(levels: Sequence[LevelResult]) -> list[LevelResult]:
    acted: list[LevelResult] = []
    for level in levels:
        acted = [*acted, level] if level.says in CHOSEN else [] if level.says == LevelResult.Says.RETURNED else acted
    return acted


def nobody_is_left_behind(proposal: Proposal, at: datetime) -> list[str]:
    """The proposal of a unit in between sends up exactly those it has endorsed."""
    listed = proposal.lines.values("dossier")
    left = list(gathered(proposal.plan, proposal.unit).exclude(dossier__in=listed).values_list("dossier__name", flat=True))
    return [f"Đã đồng ý mà chưa có trong tờ trình: {', '.join(left)}. Hãy thêm vào, hoặc đổi ý kiến về hồ sơ ấy."] if left else []
