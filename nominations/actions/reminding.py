"""Reminders: once on the working day before something is due, once on the day itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction

from conferences.models import Holiday
from conferences.plan_check import working_days
from nominations.models import ReturnRound, UnitRequest
from organizations.models import User
from organizations.roles import roles_with
from portal import clock, notices
from portal.fields import screen_date
from portal.jobs import by_itself


def remind_of_rounds() -> None:
    """The unit of each dossier that is to be mended."""
    rows = ReturnRound.objects.open().select_related("dossier__unit", "dossier__plan")
    for row, words in due_now(rows):
        by_itself(_once, row, words, _tell_of_round)


def remind_of_requests() -> None:
    """The unit that is asked."""
    rows = UnitRequest.objects.open().select_related("unit", "office")
    for row, words in due_now(rows):
        by_itself(_once, row, words, _tell_of_request)


def due_now(rows: models.QuerySet) -> Iterable[tuple[Any, str]]:
    """Rows with a `due_on` and the word of the reminder that they have not had: today, or the next working day."""
    today = clock.today()
    tomorrow = working_days(Holiday.objects.all()).after(today, 1)
    yield from ((row, "hôm nay") for row in rows.filter(due_on=today, reminded_on_day=None))
    ahead = rows.filter(due_on__gt=today, due_on__lte=tomorrow, reminded_before=None)
    yield from ((row, f"đến hết ngày {screen_date(row.due_on)}") for row in ahead)


@transaction.atomic
def _once(row: Any, words: str, tell: Callable[[Any, str], None]) -> None:
    """Whoever of several workers writes the moment down tells."""
    field = "reminded_on_day" if row.due_on == clock.today() else "reminded_before"
    if type(row).objects.filter(pk=row.pk, **{field: None}).update(**{field: clock.now()}):
        tell(row, words)


def _tell_of_round(row: ReturnRound, words: str) -> None:
    dossier = row.dossier
    notices.tell(
        User.objects.holding(roles_with("nominations.draft_dossier"), dossier.unit, clock.today()),
        title=f"Nhắc hạn bổ sung hồ sơ của {dossier.unit.label}: {words}",
        text=f"Kế hoạch {dossier.plan.number}: hồ sơ được trả lại, hạn bổ sung {screen_date(row.due_on)}.",
        link=f"/dossiers/{dossier.pk}/",
    )


def _tell_of_request(row: UnitRequest, words: str) -> None:
    text = f"{row.office.label} gửi {row.unit.label}, hạn trả lời {screen_date(row.due_on)}."
    notices.tell(
        User.objects.holding(roles_with("nominations.answer_request"), row.unit, clock.today()),
        title=f"Nhắc hạn trả lời yêu cầu của {row.office.label}: {words}",
        text=text,
        inside=f"{row.title}\n{text}",
        link=f"/requests/{row.pk}/",
    )
