"""The verbs of proposals: drafting, sending everything on it or nothing, counting the paper sets that came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from conferences.models import Plan
from nominations.actions.asking import ask
from nominations.actions.dossiers import file_dossier, hold_places, officers
from nominations.actions.receipts import give_receipt
from nominations.flow import SEND
from nominations.models import Dossier, Proposal
from nominations.rules import sets_may_be_received
from organizations.models import Unit, User
from organizations.roles import UNIT_ROLES
from portal import clock, notices
from portal.models import MoveRecord, Upload
from portal.moves import Overtaken, Refused, perform, write_down

Votes = Mapping[Dossier, int | None]  # the dossiers of a proposal in their order, each with its votes
ONE_OPEN = "Đơn vị đã có một tờ trình đang soạn cho kế hoạch này; hãy mở tờ trình ấy."
FILED_ALREADY = "Đã nộp riêng rồi; hãy bỏ khỏi tờ trình."


@transaction.atomic
def draft_proposal(*, plan: Plan, unit: Unit, by: User, votes: Votes, **fields: Any) -> Proposal:
    """Begin the proposal of a unit for a plan; there is one open at a time."""
    proposal = Proposal(plan=plan, unit=unit, created_by=by, **fields)
    ask("nominations.draft_proposal", proposal, by)
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        raise Refused([ONE_OPEN]) from None
    _list(proposal, votes)
    return proposal


@transaction.atomic
def save_proposal(proposal: Proposal, *, fields: Mapping[str, Any], votes: Votes, version: int, by: User) -> Proposal:
    """Change a draft and what it lists. Raises Overtaken when `version` is no longer the stored one."""
    row = Proposal.objects.select_for_update(of=("self",)).select_related("plan", "unit").get(pk=proposal.pk)
    ask("nominations.draft_proposal", row, by)
    if row.status != Proposal.Status.DRAFT:
        raise Refused([f"Tờ trình {row.get_status_display()}, không sửa được nữa."])
    _count_on(row, version)
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed = clock.now()
    row.save()
    row.lines.all().delete()
    _list(row, votes)
    return row


def _count_on(row: Proposal, version: int) -> None:
    if row.version != version:
        raise Overtaken
    row.version += 1


def _list(proposal: Proposal, votes: Votes) -> None:
    strange = [dossier.name for dossier in votes if (dossier.plan_id, dossier.unit_id) != (proposal.plan_id, proposal.unit_id)]
    if strange:
        raise Refused([f"Không phải hồ sơ của {proposal.unit.label} cho kế hoạch này: {', '.join(strange)}."])
    for position, (dossier, count) in enumerate(votes.items(), 1):
        proposal.lines.create(dossier=dossier, votes=count, position=position)


@transaction.atomic
def attach_signed(proposal: Proposal, *, slot: str, file: Upload, by: User) -> None:
    """The signed and stamped paper of a slot, in place of the one there was; until the proposal is sent."""
    row = Proposal.objects.select_for_update(of=("self",)).select_related("plan", "unit").get(pk=proposal.pk)
    ask("nominations.draft_proposal", row, by)
    if row.status != Proposal.Status.DRAFT:
        raise Refused([f"Tờ trình {row.get_status_display()}, không đính kèm thêm được nữa."])
    row.papers.update_or_create(slot=slot, defaults={"file": file, "by": by, "at": clock.now()})


@transaction.atomic
def send_proposal(proposal: Proposal, *, by: User, note: str = "") -> MoveRecord:
    """File every dossier on it, at one moment and under one receipt, or none: raises Refused with all reasons at once.

    Locks are taken in this order: the proposal, the places by their keys, the dossiers by theirs, the counter of receipts.
    """
    row = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    related = ("dossier__plan__unit", "dossier__unit", "dossier__category", "dossier__holder")
    dossiers = [line.dossier for line in row.lines.select_related(*related)]
    hold_places(proposal.plan, proposal.unit, {dossier.category_id for dossier in dossiers if dossier.submitted_at is None})
    list(Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers]).select_for_update().order_by("pk").values_list("pk"))
    with clock.standing_at(clock.now()):
        stamp, reasons, record = {"changed": clock.now(), "sets_due": proposal.plan.dossier_copies or 0}, [], None
        try:
            record = perform(proposal, SEND, by=by, note=note, stamp=stamp)
        except Refused as refused:
            if row.status != Proposal.Status.DRAFT:
                raise
            reasons += refused.reasons
        if record and record.pressed_again:
            return record
        reasons += _filed(dossiers, by=by, note=str(proposal))
        if reasons:
            raise Refused(reasons)
        receipt = give_receipt(dossiers, by=by, proposal=proposal)
        notices.tell(
            officers(proposal.plan),
            title=f"{proposal.unit.label} gửi tờ trình với {len(dossiers)} hồ sơ",
            text=f"Kế hoạch {proposal.plan.number}, biên nhận {receipt.label}.",
            link=reverse("nominations:proposal", args=[proposal.pk]),
        )
    return record


def _filed(dossiers: Sequence[Dossier], *, by: User, note: str) -> list[str]:
    """Files them one after another and gathers what stands against it: a reason once, with the names that it holds for."""
    against: dict[str, list[str]] = {}
    for dossier in dossiers:
        try:
            reasons = [FILED_ALREADY] if file_dossier(dossier, by=by, note=note).pressed_again else []
        except Refused as refused:
            reasons = refused.reasons
        for reason in reasons:
            against.setdefault(reason, []).append(dossier.name)
    all_of_them = f"Cả {len(dossiers)} hồ sơ"
    return [
        f"{all_of_them if len(names) == len(dossiers) > 1 else ', '.join(names)}: {reason}" for reason, names in against.items()
    ]


@transaction.atomic
def receive_sets(proposal: Proposal, *, received: int, on: date, version: int, by: User) -> Proposal:
    """The office writes down how many paper sets have come, all together, and on which day the last of them."""
    row = Proposal.objects.select_for_update(of=("self",)).select_related("plan__unit", "unit").get(pk=proposal.pk)
    ask("nominations.receive_sets", row, by)
    if reasons := sets_may_be_received(row, on, clock.today()):
        raise Refused(reasons)
    _count_on(row, version)
    row.sets_received, row.sets_received_on = received, on
    row.save()
    said = f"Đã nhận {received} / {row.sets_due} bộ, ngày {on:%d/%m/%Y}"
    write_down(row, "receive-sets", "Nhận bản giấy", by=by, note=said)
    notices.tell(
        User.objects.holding(UNIT_ROLES, row.unit, clock.today()),
        title=f"Bản giấy của {row.unit.label}: đã nhận {received} / {row.sets_due} bộ",
        text=f"Kế hoạch {row.plan.number}, ngày {on:%d/%m/%Y}.",
        link=reverse("nominations:proposal", args=[row.pk]),
    )
    return row
