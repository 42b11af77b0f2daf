"""The clerk issues the notice of a later version of the table."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from conferences.actions.allocation import people_of
from conferences.flow import ISSUE_NOTICE
from conferences.models import Allocation
from conferences.papers.head import symbol
from conferences.papers.notice import TYPE, notice_paper
from organizations.models import User
from papers.actions import issue
from papers.paper import Paper
from portal import clock
from portal.models import MoveRecord
from portal.moves import perform
from portal.notices import tell


@transaction.atomic
def issue_notice(allocation: Allocation, *, on: date | None, by: User) -> MoveRecord:
    """The next number of the body's series, the paper frozen, everybody with a row told. Raises what `perform` and `issue` raise."""
    record = perform(allocation, ISSUE_NOTICE, by=by)
    row = Allocation.objects.select_related("plan__unit").get(pk=allocation.pk)

    def build(number: str, day: date) -> Paper:
        return notice_paper(row, at=clock.now(), number=number, on=day)

    row.notice = issue(build, unit=row.plan.unit, type_code=TYPE, symbol=f"{TYPE}-{symbol(row.plan)}", on=on, by=by)
    row.save()
    record.note = f"Số {row.notice.number_text}"
    record.save(update_fields=["note"])
    allocation.notice = row.notice
    tell(
        people_of(row.rows.of_table().select_related("unit", "bloc").prefetch_related("bloc__members")),
        title=f"Thông báo {row.notice.number_text}: điều chỉnh chỉ tiêu của kế hoạch {row.plan.number}",
        link=reverse("conferences:allocation", args=[row.pk]),
    )
    return record
