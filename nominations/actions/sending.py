"""The verbs of proposals: drafting, discarding, sending everything on it or nothing, counting the paper sets that came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from conferences.models import Plan
from nominations.actions.asking import ask
from nominations.actions.dossiers import file_dossier, hold_dossiers, hold_for_filing, officers
from nominations.actions.levels import pass_up, settle, tell_senders
from nominations.actions.receipts import give_receipt
from nominations.flow import SEND
from nominations.levels import gatherers, level_above
from nominations.models import Dossier, Proposal
from nominations.rules import LOST, sets_may_be_received
from organizations.models import Unit, User
from organizations.roles import UNIT_ROLES
from portal import clock, notices
from portal.models import MoveRecord, Upload
from portal.moves import Overtaken, Refused, perform, write_down

Votes = Mapping[Dossier, int | None]  # the dossiers of a proposal in their order, each with its votes
ONE_OPEN = "Đơn vị đã có một tờ trình đang soạn cho kế hoạch này; hãy mở tờ trình ấy."
MENDED = "Nộp lại bằng nút ở trang hồ sơ, không qua cấp trên trực tiếp lần nữa; hãy bỏ khỏi tờ trình."
GONE_ELSEWHERE = "Không còn ở {unit} chờ trình lên nữa; hãy bỏ khỏi tờ trình."
FILED_ALREADY = "Đã nộp riêng rồi; hãy bỏ khỏi tờ trình."


class Gone(Refused):
    """The draft was discarded since the page was opened."""


def _locked(proposal: Proposal) -> Proposal:
    row = Proposal.objects.select_for_update(of=("self",)).select_related("plan__unit", "unit").filter(pk=proposal.pk).first()
    if row is None:
        raise Gone(["Tờ trình này vừa được bỏ, các hồ sơ vẫn còn. Hãy soạn tờ trình mới."])
    return row


@transaction.atomic
def draft_proposal(*, plan: Plan, unit: Unit, by: User, votes: Votes, **fields: Any) -> Proposal:
    """Begin the proposal of a unit for a plan; there is one open at a time."""
    proposal = Proposal(plan=plan, unit=unit, to=level_above(plan, unit), created_by=by, **fields)
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
    row = _locked(proposal)
    ask("nominations.draft_proposal", row, by)
    if row.status != Proposal.Status.DRAFT:
        raise Refused([f"Tờ trình {row.get_status_display()}, không sửa được nữa."])
    _count_on(row, version)
    for name, value in fields.items():
        setattr(row, name, value)
    row.to, row.changed = level_above(row.plan, row.unit), clock.now()
    row.save()
    row.lines.all().delete()
    _list(row, votes)
    return row


def _count_on(row: Proposal, version: int) -> None:
    if row.version != version:
        raise Overtaken
    row.version += 1


def _list(proposal: Proposal, votes: Votes) -> None:
    strange = [
        dossier.name
        for dossier in votes
        if dossier.plan_id != proposal.plan_id or proposal.unit_id not in (dossier.unit_id, dossier.with_unit_id)
    ]
    if strange:
        raise Refused([f"Không phải hồ sơ của {proposal.unit.label} cho kế hoạch này: {', '.join(strange)}."])
    for position, (dossier, count) in enumerate(votes.items(), 1):
        proposal.lines.create(dossier=dossier, votes=count, position=position)


@transaction.atomic
def discard_proposal(proposal: Proposal, *, version: int, by: User) -> None:
    """Throw away a draft with its votes and what was attached to it. The dossiers stay, and their journals say who did it.

    Raises Overtaken when `version` is no longer the stored one, Gone when somebody else was first.
    """
    row = _locked(proposal)
    ask("nominations.draft_proposal", row, by)
    if row.status != Proposal.Status.DRAFT:
        raise Refused([f"Tờ trình {row.get_status_display()}, không bỏ được nữa."])
    if row.version != version:
        raise Overtaken
    for thing in (row, *row.dossiers.all()):
        write_down(thing, "discard", "Bỏ tờ trình đang soạn", by=by, note=str(row))
    row.delete()


def lost_file(file: Upload) -> str:
    """Why a file that was kept is not there any more, and what to do."""
    why = "có virus nên đã bị xóa" if file.scan == Upload.Scan.INFECTED else "không quét virus được nên không ai mở được"
    return f"Tệp “{file.name}” {why}: hãy chọn tệp khác."


@transaction.atomic
def attach_signed(proposal: Proposal, *, slot: str, file: Upload, by: User) -> None:
    """The signed and stamped paper of a slot, in place of the one there was; until the proposal is sent.

    The scanner may have had its say since the page was opened: what nobody will open is no paper.
    """
    row = _locked(proposal)
    ask("nominations.draft_proposal", row, by)
    if row.status != Proposal.Status.DRAFT:
        raise Refused([f"Tờ trình {row.get_status_display()}, không đính kèm thêm được nữa."])
    file.refresh_from_db(fields=["scan"])
    if file.scan in LOST:
        raise Refused([lost_file(file)])
    row.papers.update_or_create(slot=slot, defaults={"file": file, "by": by, "at": clock.now()})


@transaction.atomic
def send_proposal(proposal: Proposal, *, by: User, note: str = "") -> MoveRecord:
    """File every dossier on it, at one moment and under one receipt, or none: raises Refused with all reasons at once. What came
    from below and was endorsed goes with it; where there is a further unit in between, all of it goes there.

    Locks are taken in this order: the proposal, the places by their keys, the dossiers by theirs, the counter of receipts.
    """
    row = _locked(proposal)
    related = ("dossier__plan__unit", "dossier__unit", "dossier__category", "dossier__holder")
    dossiers = [line.dossier for line in row.lines.select_related(*related)]
    to = level_above(proposal.plan, proposal.unit)
    hold_dossiers(dossiers) if to else hold_for_filing(proposal.plan, dossiers)
    with clock.standing_at(clock.now()):
        sets = 0 if to else proposal.plan.dossier_copies or 0  # paper goes to the office alone
        stamp, reasons, record = {"changed": clock.now(), "sets_due": sets, "to": to}, [], None
        try:
            record = perform(proposal, SEND, by=by, note=note, stamp=stamp)
        except Refused as refused:
            if row.status != Proposal.Status.DRAFT:
                raise
            reasons += refused.reasons
        if record and record.pressed_again:
            return record
        settle(proposal)
        reasons += _filed(dossiers, proposal, to, by=by)
        if reasons:
            raise Refused(reasons)
        tell_senders(proposal, dossiers, to or proposal.plan.unit)
        receipt = give_receipt(dossiers, by=by, proposal=proposal, to=to)
        notices.tell(
            gatherers(to) if to else officers(proposal.plan),
            title=f"{proposal.unit.label} gửi tờ trình với {len(dossiers)} hồ sơ",
            text=f"Kế hoạch {proposal.plan.number}, biên nhận {receipt.label}.",
            link=reverse("nominations:proposal", args=[proposal.pk]),
        )
    return record


def _filed(dossiers: Sequence[Dossier], proposal: Proposal, to: Unit | None, *, by: User) -> list[str]:
    """Files them one after another and gathers what stands against it: a reason once, with the names that it holds for."""
    against: dict[str, list[str]] = {}
    for dossier in dossiers:
        try:
            reasons = [FILED_ALREADY] if _send_one(dossier, proposal, to, by=by).pressed_again else []
        except Refused as refused:
            reasons = refused.reasons
        for reason in reasons:
            against.setdefault(reason, []).append(dossier.name)
    all_of_them = f"Cả {len(dossiers)} hồ sơ"
    return [
        f"{all_of_them if len(names) == len(dossiers) > 1 else ', '.join(names)}: {reason}" for reason, names in against.items()
    ]


def _send_one(dossier: Dossier, proposal: Proposal, to: Unit | None, *, by: User) -> MoveRecord:
    from_below, note = dossier.with_unit_id == proposal.unit_id, str(proposal)
    if not from_below and dossier.unit_id != proposal.unit_id:  # given back since the letter was begun
        raise Refused([GONE_ELSEWHERE.format(unit=proposal.unit.label)])
    if to is None:
        return file_dossier(dossier, by=by, note=note, move="file_up" if from_below else "submit")
    if dossier.submitted_at:
        raise Refused([MENDED])
    return pass_up(dossier, to, by=by, note=note, onward=from_below)


@transaction.atomic
def receive_sets(proposal: Proposal, *, received: int, on: date, version: int, by: User) -> Proposal:
    """The office writes down how many paper sets have come, all together, and on which day the last of them."""
    row = _locked(proposal)
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
