"""Which series a number comes from, and the counter behind it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from organizations.models import Unit, User
from papers import rules
from papers.actions.shared import ask
from papers.models import NumberSeries, SeriesYear
from papers.querysets import ISSUE
from portal.fields import padded
from portal.moves import Refused


def series_for(unit: Unit, type_code: str, body: str = "") -> NumberSeries:
    """The series that covers a type of paper; a body that has none yet gets one for all types."""
    found = list(NumberSeries.objects.filter(unit=unit, body=body))
    if not found:
        return NumberSeries.objects.get_or_create(unit=unit, body=body, name=NumberSeries._meta.get_field("name").default)[0]
    fitting = [series for series in found if type_code in series.codes] or [series for series in found if not series.codes]
    if len(fitting) != 1:
        names = ", ".join(f"“{series.name}”" for series in fitting) or "sổ nào"
        which = "Có nhiều sổ" if fitting else "Chưa có"
        raise Refused([f"{which} {names} của {body or unit.name} nhận loại văn bản {type_code}; hãy sửa sổ cấp số."])
    return fitting[0]


def expected_number(unit: Unit, type_code: str, symbol: str, day: date) -> str:
    """The number that the next paper would get if nobody else came first; `issue` gives the real one."""
    if not NumberSeries.objects.filter(unit=unit, body="").exists():
        return f"{padded(1)}/{symbol}"
    counter = SeriesYear.objects.filter(series=series_for(unit, type_code), year=day.year).first()
    return f"{padded((counter.last if counter else 0) + 1)}/{symbol}"


def locked(series: NumberSeries, year: int) -> SeriesYear:
    """The counter, held until the caller's transaction ends. Without this lock 50 clerks get the same number.

    The body's other series are held with it: two of them may come to the same number, and a paper bears no series' name.
    """
    siblings = NumberSeries.objects.filter(unit=series.unit_id, body=series.body).order_by("pk")
    list(siblings.select_for_update(no_key=True).values_list("pk"))
    return SeriesYear.objects.select_for_update().get_or_create(series=series, year=year)[0]


@transaction.atomic
def set_start(series: NumberSeries, *, year: int, start: int, by: User) -> SeriesYear:
    """The last number that was given outside the portal; the first paper of the year follows it."""
    ask(series.unit, by)
    counter = locked(series, year)
    if reasons := rules.start_may_be_set(counter):
        raise Refused(reasons)
    counter.start = counter.last = start
    counter.save()
    return counter


@transaction.atomic
def save_series(series: NumberSeries, *, by: User) -> NumberSeries:
    """Keep a new or changed series, by the clerk or the administrator; the series of one body never cover a type twice."""
    administers = Unit.objects.administered_by(by).filter(pk=series.unit_id).exists()
    if not administers and not by.has_perm(ISSUE, series):
        raise PermissionDenied
    Unit.objects.select_for_update(no_key=True).get(pk=series.unit_id)  # who issues meanwhile points at the unit, and need not wait
    if reasons := rules.series_do_not_overlap(series):
        raise Refused(reasons)
    series.save()
    return series
