"""The verbs of the units in between: what comes to them, what they say on it, what they send on."""

from __future__ import annotations

from django.db import transaction

from nominations.actions.asking import ask, named
from nominations.flow import DOSSIER_MOVES
from nominations.levels import gatherers
from nominations.models import Dossier, LevelResult, Proposal, ProposalLine
from organizations.models import Unit, User
from organizations.roles import UNIT_ROLES
from portal import clock, notices
from portal.models import MoveRecord
from portal.moves import Overtaken, Refused, perform, write_down

SAYS = {  # move → what the level's result says from then on
    "back": LevelResult.Says.BACKED,
    "turn_down": LevelResult.Says.UNCHOSEN,
    "give_back": LevelResult.Says.RETURNED,
}
SAID = ("says", "opinion", "votes", "position", "by", "at", "version")
GONE = "Hồ sơ không còn ở đơn vị nào chờ xét: {state}."


@transaction.atomic
def pass_up(dossier: Dossier, to: Unit, *, by: User, note: str = "", onward: bool = False) -> MoveRecord:
    """To the unit right above: by its sender, or `onward` by the unit in between with which it lies. No place is used."""
    stamp = {"with_unit": to, "changed": clock.now(), "passed_at": dossier.passed_at or clock.now()}
    record = perform(dossier, named(DOSSIER_MOVES, "forward" if onward else "pass_up"), by=by, note=note, stamp=stamp)
    if not record.pressed_again:
        dossier.levels.create(unit=to, came=record.at)
    return record


@transaction.atomic
def weigh(
    dossier: Dossier, name: str, *, opinion: str, votes: int | None, position: int | None, version: int, by: User
) -> LevelResult:
    """What the unit in between says on a dossier that lies with it, by the move `name`; said again it only changes the words.

    Raises Overtaken when `version` of the result is no longer the stored one.
    """
    related = ("unit", "plan__unit", "category")  # where it lies is asked after the lock
    row = Dossier.objects.select_for_update(of=("self",)).select_related(*related).get(pk=dossier.pk)
    held = row.levels.select_for_update(of=("self",)).select_related("unit")  # a proposal that is being sent settles it
    level = held.filter(unit=row.with_unit_id).last() if row.with_unit else None
    if level is None:
        raise Refused([GONE.format(state=row.status_for(by))])
    ask("nominations.gather_dossier", row, by)
    if level.version != version:
        raise Overtaken
    if level.says == SAYS[name] and level.proposal_id is None:
        write_down(row, "reword", "Sửa ý kiến của cấp xét", by=by, note=opinion)
    else:
        stamp = {"changed": clock.now()} | ({"with_unit": None} if name == "give_back" else {})
        perform(row, named(DOSSIER_MOVES, name), by=by, note=opinion, stamp=stamp)
        _tell_sender(row, name, by_unit=level.unit, opinion=opinion)
    if level.proposal_id:  # what was settled stays; that it went back after all is a word of its own
        level = LevelResult(dossier=row, unit=level.unit, came=level.came)
    level.says, level.opinion, level.votes, level.position = SAYS[name], opinion, votes, position
    level.by, level.at, level.version = by, clock.now(), level.version + 1
    level.save(update_fields=SAID if level.pk else None)  # what was settled meanwhile is not written back
    return level


def settle(proposal: Proposal) -> None:
    """With the unit's proposal its choice is made: the votes of its meeting go into the results of those that were chosen, and
    those that were not stay as they are."""
    votes = dict(ProposalLine.objects.filter(proposal=proposal).values_list("dossier", "votes"))
    mine = LevelResult.objects.open().filter(unit=proposal.unit, dossier__plan=proposal.plan)
    for level in mine.filter(says=LevelResult.Says.BACKED, dossier__in=votes):
        level.proposal, level.votes = proposal, votes[level.dossier_id]
        level.save(update_fields=["proposal", "votes"])
    mine.filter(says=LevelResult.Says.UNCHOSEN).update(proposal=proposal)


def take_back(dossier: Dossier, *, by: User) -> None:
    """The sender has withdrawn it; whoever gathers is told."""
    for level in dossier.levels.open().filter(says=LevelResult.Says.WAITING).select_related("unit"):
        level.says, level.by, level.at = LevelResult.Says.WITHDRAWN, by, clock.now()
        level.save(update_fields=["says", "by", "at"])
        _tell(dossier, gatherers(level.unit), f"{dossier.unit.label} rút hồ sơ đã gửi {level.unit.label}")


def tell_levels(dossier: Dossier) -> None:
    """The office has sent a dossier back to its unit, past the units in between: they know of it."""
    for level in dossier.levels.exclude(proposal=None).filter(says=LevelResult.Says.BACKED).select_related("unit"):
        _tell(dossier, gatherers(level.unit), f"{dossier.plan.unit.label} trả lại hồ sơ của {dossier.unit.label} để bổ sung")


def tell_senders(proposal: Proposal, dossiers: list[Dossier], to: Unit) -> None:
    """Units below whose dossiers went up with it."""
    for unit in {one.unit_id: one.unit for one in dossiers if one.unit_id != proposal.unit_id}.values():
        theirs = [one for one in dossiers if one.unit_id == unit.pk]
        title = f"{proposal.unit.label} chuyển {len(theirs)} hồ sơ của {unit.label} lên {to.label}"
        _tell(theirs[0], User.objects.holding(UNIT_ROLES, unit, clock.today()), title)


def _tell_sender(dossier: Dossier, name: str, *, by_unit: Unit, opinion: str) -> None:
    said = LevelResult.Says(SAYS[name]).label
    people = User.objects.holding(UNIT_ROLES, dossier.unit, clock.today())
    _tell(dossier, people, f"Hồ sơ của {dossier.unit.label}: {by_unit.label} {said}", inside=opinion)


def _tell(dossier: Dossier, people: object, title: str, inside: str = "") -> None:
    """No name of a nominee leaves the portal in a mail."""
    notices.tell(
        people,
        title=title,
        text=f"Kế hoạch {dossier.plan.number}, đối tượng {dossier.category.label}.",
        inside=inside,
        link=f"/dossiers/{dossier.pk}/",
    )
