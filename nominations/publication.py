"""What a list that is published inside the organisation holds up: nothing is decided while it runs, or while somebody objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from conferences.models import Holiday, Plan
from conferences.plan_check import working_days
from nominations.models import Decision, Dossier, Objection, Publication
from nominations.ranking_rows import terms_of
from organizations.reach import reach
from portal import clock
from portal.fields import screen_date

OBJECT = "nominations.file_objection"
MOST_SHOWN = 5


def last_day_of(starts: date, days: int) -> date:
    """The last of so many working days from a day on, that day included if it is one."""
    return working_days(Holiday.objects.all()).after(starts, days - 1)


def running_list(plan: Plan) -> Publication | None:
    """The list of a plan that is published, or will be."""
    return plan.publications.filter(ends__gte=clock.today()).first()


def may_object(user: Any, publication: Publication) -> bool:
    """Filers and heads of the units below, and the office for letters that came on paper."""
    return user.is_superuser or any(path.startswith(publication.plan.unit.path) for path in reach(user).paths_with(OBJECT))


def is_open_against(dossiers: Iterable[Dossier], at: datetime) -> list[str]:
    """Publications that still run and objections without an answer, by name."""
    by_key, today = {one.pk: one.name for one in dossiers}, timezone.localdate(at)
    running = Publication.objects.filter(ends__gte=today, dossiers__in=by_key).order_by("-ends").values_list("ends", flat=True).first()
    reasons = [f"Danh sách đang công khai đến hết ngày {screen_date(running)}; sau ngày ấy mới quyết định được."] if running else []
    return reasons + _objected(by_key)


def _objected(by_key: Mapping[int, str]) -> list[str]:
    names = sorted({by_key[pk] for pk in Objection.objects.waiting().filter(dossier__in=by_key).values_list("dossier", flat=True)})
    return [f"Còn kiến nghị chưa trả lời về {_named(names)}; hãy trả lời trước."] * bool(names)


def nothing_is_open(dossier: Dossier, at: datetime) -> list[str]:
    return is_open_against([dossier], at)


def nobody_objects(decision: Decision, at: datetime) -> list[str]:
    """Asked again when it goes out: a letter that came in time may have been written down after the approval."""
    return _objected({} if decision.is_amendment else dict(decision.lines.values_list("dossier", "name")))


def list_was_published(decision: Decision, at: datetime) -> list[str]:
    """Where the plan asks for it, everybody on the list has been published, for as long as it asks."""
    if decision.is_amendment:
        return []
    dossiers = [line.dossier for line in decision.lines.select_related("dossier")]
    reasons, days = is_open_against(dossiers, at), terms_of(decision.plan).notice_days
    if days:
        longest = dict(Publication.objects.filter(plan=decision.plan).order_by("days").values_list("dossiers", "days"))
        without = sorted(one.name for one in dossiers if one.pk not in longest)
        shorter = sorted(one.name for one in dossiers if longest.get(one.pk, days) < days)
        asked = f"Kế hoạch yêu cầu công khai danh sách {days} ngày làm việc"
        reasons += [f"{asked}; chưa công khai {_named(without)}."] * bool(without)
        reasons += [f"{asked}; {_named(shorter)} công khai chưa đủ số ngày ấy, hãy đăng công khai lại."] * bool(shorter)
    return reasons


def _named(names: list[str]) -> str:
    rest = len(names) - MOST_SHOWN
    return ", ".join(f"“{name}”" for name in names[:MOST_SHOWN]) + (f" và {rest} hồ sơ khác" if rest > 0 else "")
