"""Sections and conferences come, go and change places; each keeps its row, so that whoever edits one is not disturbed."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from conferences.actions.editing import open_plan
from conferences.actions.plan_versions import keep_version
from conferences.actions.starting import level_of
from conferences.models import Conference, Plan, Section
from conferences.plan_rows import plan_data
from organizations.models import User
from portal.moves import Refused

DEEPEST = 5  # the decree numbers four levels; a fifth may hold clauses
GONE = "Mục này không còn trong kế hoạch; có người vừa bỏ."


@transaction.atomic
def change_sections(plan: Plan, verb: str, *, pk: int | None, by: User, target: int | None = None) -> int | None:
    """One of SECTION_VERBS on the section `pk`; the section to be looked at next comes back (None: the text is empty).

    `before` puts it before the section `target`. What cannot be done (up from the first place) changes nothing.
    """
    row = open_plan(plan, by=by)
    data = plan_data(row)
    section = row.sections.filter(pk=pk).first()
    if section is None and (pk is not None or verb != "add"):
        raise Refused([GONE])
    aim = row.sections.filter(pk=target).first()
    shown = SECTION_VERBS[verb](row, section, aim)
    keep_version(row, data, plan_data(row), by=by)
    return shown.pk if shown else None


def _siblings(plan: Plan, parent_id: int | None) -> list[Section]:
    return list(plan.sections.filter(parent_id=parent_id))


def _placed(plan: Plan, section: Section, parent_id: int | None, place: int) -> Section:
    """Below `parent_id` at the place (from 0) among those that stand there."""
    left = section.parent_id
    others = [one for one in _siblings(plan, parent_id) if one.pk != section.pk]
    others.insert(max(place, 0), section)
    section.parent_id = parent_id
    _number(others)
    if left != parent_id:
        _number([one for one in _siblings(plan, left) if one.pk != section.pk])
    return section


def _number(sections: list[Section]) -> None:
    for position, one in enumerate(sections, 1):
        one.position = position
    Section.objects.bulk_update(sections, ["position", "parent"])


def _place(plan: Plan, section: Section) -> int:
    return [one.pk for one in _siblings(plan, section.parent_id)].index(section.pk)


def _add(plan: Plan, section: Section | None, aim: Section | None) -> Section:
    """Below the given one, at the same level; at the end where none is given."""
    parent = section.parent_id if section else None
    place = _place(plan, section) + 1 if section else plan.sections.filter(parent=None).count()
    new = Section.objects.create(plan=plan, parent_id=parent, position=0)
    return _placed(plan, new, parent, place)


def _add_below(plan: Plan, section: Section, aim: Section | None) -> Section:
    if _depth(section) >= DEEPEST:
        return section
    return Section.objects.create(plan=plan, parent=section, position=section.children.count() + 1)


def _up(plan: Plan, section: Section, aim: Section | None) -> Section:
    return _placed(plan, section, section.parent_id, _place(plan, section) - 1)


def _down(plan: Plan, section: Section, aim: Section | None) -> Section:
    return _placed(plan, section, section.parent_id, _place(plan, section) + 1)


def _in(plan: Plan, section: Section, aim: Section | None) -> Section:
    """Under the section above it."""
    place = _place(plan, section)
    if place == 0 or _depth(section) + _height(section) > DEEPEST:
        return section
    above = _siblings(plan, section.parent_id)[place - 1]
    return _placed(plan, section, above.pk, above.children.count())


def _out(plan: Plan, section: Section, aim: Section | None) -> Section:
    """Behind the section it stood under."""
    parent = section.parent
    return _placed(plan, section, parent.parent_id, _place(plan, parent) + 1) if parent else section


def _before(plan: Plan, section: Section, aim: Section | None) -> Section:
    """Where the dragged section was dropped, at the level of the one below it; never into itself."""
    above = aim
    while above is not None and above.pk != section.pk:
        above = above.parent
    if aim is None or above is not None or _depth(aim) + _height(section) - 1 > DEEPEST:
        return section
    others = [one.pk for one in _siblings(plan, aim.parent_id) if one.pk != section.pk]
    return _placed(plan, section, aim.parent_id, others.index(aim.pk))


def _remove(plan: Plan, section: Section, aim: Section | None) -> Section | None:
    """With all below it; an earlier version still has it."""
    parent, place = section.parent, _place(plan, section)
    section.delete()
    rest = _siblings(plan, parent.pk if parent else None)
    _number(rest)
    return rest[min(place, len(rest) - 1)] if rest else parent


def _depth(section: Section) -> int:
    return 1 + _depth(section.parent) if section.parent else 1


def _height(section: Section) -> int:
    """Levels from this section down, 1 when nothing stands below it."""
    return 1 + max((_height(one) for one in section.children.all()), default=0)


SECTION_VERBS: dict[str, Callable[..., Section | None]] = {
    "add": _add,
    "add-below": _add_below,
    "up": _up,
    "down": _down,
    "in": _in,
    "out": _out,
    "before": _before,
    "remove": _remove,
}


@transaction.atomic
def change_conferences(plan: Plan, verb: str, *, pk: int | None, by: User) -> int | None:
    """add, up, down or remove; the conference to be looked at next comes back. The first one is the office's own."""
    row = open_plan(plan, by=by)
    data = plan_data(row)
    rows = list(row.conferences.all())
    if verb == "add":
        own = not any(one.own for one in rows)
        level = level_of(row.unit) if own else "grassroots"
        shown = Conference.objects.create(plan=row, position=len(rows) + 1, own=own, level=level)
    else:
        shown = _moved(rows, verb, pk)
    keep_version(row, data, plan_data(row), by=by)
    return shown.pk if shown else None


def _moved(rows: list[Conference], verb: str, pk: int | None) -> Conference | None:
    chosen = next((one for one in rows if one.pk == pk), None)
    if chosen is None:
        raise Refused(["Hội nghị này không còn trong kế hoạch; có người vừa bỏ."])
    place = rows.index(chosen)
    rows.remove(chosen)
    if verb == "remove":
        chosen.delete()
    else:
        rows.insert(max(place + (1 if verb == "down" else -1), 0), chosen)
    for position, one in enumerate(rows, 1):
        one.position = position
    Conference.objects.bulk_update(rows, ["position"])
    return chosen if verb != "remove" else rows[0] if rows else None


CONFERENCE_VERBS = ("add", "up", "down", "remove")
