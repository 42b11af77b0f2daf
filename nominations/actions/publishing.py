"""An issued decision becomes known outside the office: at once, or at a moment that the clerk chose. Each unit is told once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from nominations.actions.asking import ask
from nominations.actions.awarded import write_achievements
from nominations.models import Decision
from nominations.querysets import DecisionQuerySet
from organizations.models import Assignment, Unit, User
from organizations.roles import UNIT_ROLES
from portal import clock, notices
from portal.fields import screen_date
from portal.jobs import by_itself
from portal.moves import Refused, write_down

OUT = "Quyết định đã công bố, các đơn vị đã được báo; không đổi thời điểm được nữa."
NOT_ISSUED = "Quyết định chưa phát hành nên chưa công bố được."


@transaction.atomic
def choose_moment(decision: Decision, *, at: datetime | None, by: User) -> Decision:
    """Publish an issued decision now (None), or at a later moment than was chosen first, or an earlier one."""
    row = Decision.objects.select_for_update(of=("self",)).select_related("plan__unit").get(pk=decision.pk)
    ask("nominations.issue_decision", row, by)
    if row.status != Decision.Status.ISSUED:
        raise Refused([NOT_ISSUED])
    if row.published_at is not None:
        raise Refused([OUT])
    row.publish_at = at or clock.now()
    row.save(update_fields=["publish_at"])
    if at is not None:
        write_down(row, "choose-moment", "Hẹn công bố", by=by, note=f"{timezone.localtime(at):%H:%M} ngày {screen_date(timezone.localdate(at))}")
    if publish(row):
        write_down(row, "publish", "Công bố", by=by)
    return row


def publish_due() -> int:
    """What the worker asks every round: publish what is due; how many there were. Any number of workers may ask."""
    return sum(bool(by_itself(_publish_free, pk)) for pk in list(_due().order_by("pk").values_list("pk", flat=True)))


def _publish_free(pk: int) -> bool:
    """Unless somebody holds the row: whoever does publishes it, or the next round finds it."""
    row = Decision.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    return row is not None and publish(row)


def _due() -> DecisionQuerySet:
    """Whose moment has come; what corrects or revokes goes out after the decision of which it speaks."""
    known = Q(old=None) | Q(old__in=Decision.objects.exclude(published_at=None))
    return Decision.objects.filter(known, status=Decision.Status.ISSUED, published_at=None, publish_at__lte=clock.now())


@transaction.atomic
def publish(decision: Decision) -> bool:
    """If its moment has come and nobody was faster. From now on the units see it, and it stands in the records of whom it honours."""
    if _due().filter(pk=decision.pk).update(published_at=clock.now()) != 1:
        return False
    decision.refresh_from_db()
    if not decision.is_amendment:
        write_achievements(decision, decision.paper.issued_by if decision.paper else decision.created_by)
    _tell_units(decision)
    for waiting in decision.amendments.filter(status=Decision.Status.ISSUED, published_at=None).order_by("pk"):
        publish(waiting)
    return True


def _tell_units(decision: Decision) -> None:
    if decision.is_amendment:
        named = Q(dossiers__line__changes__decision=decision)
    else:
        named = Q(dossiers__line__in=decision.lines.standing())
    what = f"{decision.get_kind_display()} {decision.award_form}" if decision.is_amendment else decision.award_form
    units = list(Unit.objects.filter(named).distinct())
    people: dict[int, list[User]] = {unit.pk: [] for unit in units}
    for held in Assignment.objects.on(clock.today()).filter(unit__in=people, role__in=UNIT_ROLES).select_related("user"):
        people[held.unit_id].append(held.user)
    for unit in units:
        notices.tell(
            people[unit.pk],
            title=f"Quyết định {decision.number} đã phát hành",
            text=f"{unit.label} có tên trong danh sách {what}.",
            link=f"/decisions/{decision.pk}/",
        )
