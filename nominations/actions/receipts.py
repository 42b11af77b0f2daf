"""The receipt: that an office has got dossiers of a unit, under which number, at which moment of the server's clock."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from nominations.deadlines import own_closing
from nominations.levels import own_level_closing
from nominations.models import Dossier, Proposal, Receipt, ReceiptYear
from organizations.models import Unit, User
from organizations.roles import UNIT_ROLES
from portal import clock, notices


def give_receipt(dossiers: Sequence[Dossier], *, by: User, proposal: Proposal | None = None, to: Unit | None = None) -> Receipt:
    """The office's next number of the year for dossiers that one unit has just filed for one plan, in the transaction and at
    the moment of the filing; `to` is a unit in between that gathers for the office and numbers its own. The counter is locked
    last of all, and what is rolled back leaves no gap in it."""
    plan, unit, at = dossiers[0].plan, proposal.unit if proposal else dossiers[0].unit, clock.now()
    office, own = to or plan.unit, own_level_closing(plan) if to else own_closing(plan)
    year, first = timezone.localdate(at).year, "passed_at" if to else "submitted_at"
    counter = ReceiptYear.objects.select_for_update().get_or_create(unit=office, year=year)[0]
    counter.last += 1
    counter.save(update_fields=["last"])
    receipt = Receipt.objects.create(
        office=office,
        year=year,
        number=counter.last,
        plan=plan,
        unit=unit,
        proposal=proposal,
        by=by,
        at=at,
        late=own is not None and at >= own and any(getattr(dossier, first) == at for dossier in dossiers),  # not what was mended
    )
    receipt.dossiers.set(dossiers)
    notices.tell(
        User.objects.holding(UNIT_ROLES, unit, clock.today()),
        title=f"Biên nhận {receipt.label}: {office.label} đã nhận {len(dossiers)} hồ sơ",
        text=f"Kế hoạch {plan.number}, {unit.label} nộp lúc {timezone.localtime(at):%H:%M:%S ngày %d/%m/%Y}.",
        link=reverse("nominations:receipt", args=[receipt.pk]),
    )
    return receipt
