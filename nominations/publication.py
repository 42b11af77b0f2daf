"""What a list that is published inside the organisation holds up: nothing is decided while it runs, or while somebody objects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from conferences.models import Holiday
from conferences.plan_check import working_days
from nominations.models import Decision, Dossier, Objection, Publication
from nominations.ranking_rows import terms_of
from organizations.reach import reach
from portal.fields import screen_date

OBJECT = "nominations.file_objection"
MOST_SHOWN = 5


def last_day_of(starts: date, days: int) -> date:
    """The last of so many working days from a day on, that day included if it is one."""
    return working_days(Holiday.objects.all()).after(starts, days - 1)


def may_object(user: Any, publication: Publication) -> bool:
    """Filers and heads of the units below, and the office for letters that came on paper."""
    return user.is_superuser or any(path.startswith(publication.plan.unit.path) for path in reach(user).paths_with(OBJECT))


def is_open_against(dossiers: Iterable[Dossier], at: datetime) -> list[str]:
    """Publications that still run and objections without an answer, by name."""
    by_key, today = {one.pk: one.name for one in dossiers}, timezone.localdate(at)
    running = Publication.objects.filter(ends__gte=today, dossiers__in=by_key).order_by("-ends").values_list("ends", flat=True).first()
    objected = sorted({by_key[pk] for pk in Objection.objects.waiting().filter(dossier__in=by_key).values_list("dossier", flat=True)})
    reasons = [f"Danh sách đang công khai đến hết ngày {screen_date(running)}; sau ngày ấy mới quyết định được."] if running else []
    return reasons + [f"Còn kiến nghị chưa trả lời về {_named(objected)}; hãy trả lời trước."] * bool(objected)


def nothing_is_open(dossier: Dossier, at: datetime) -> list[str]:
    return is_open_against([dossier], at)


def list_was_published(decision: Decision, at: datetime) -> list[str]:
    """Where the plan asks for it, everybody on the list has been published, for as long as it asks."""
    if decision.is_amendment:
        return []
    dossiers = [line.dossier for line in decision.lines.select_related("dossier")]
    reasons, days = is_open_against(dossiers, at), terms_of(decision.plan).notice_days
    if days:
        known = set(Publication.objects.filter(plan=decision.plan).values_list("dossiers", flat=True))
        without = sorted(one.name for one in dossiers if one.pk not in known)
        reasons += [f"Kế hoạch yêu cầu công khai danh sách {days} ngày làm việc; chưa công khai {_named(without)}."] * bool(without)
    return reasons


def _named(names: list[str]) -> str:
    rest = len(names) - MOST_SHOWN
    return ", ".join(f"“{name}”" for name in names[:MOST_SHOWN]) + (f" và {rest} hồ sơ khác" if rest > 0 else "")
