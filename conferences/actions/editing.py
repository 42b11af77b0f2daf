"""One part of a plan is saved: read, checked, locked, compared, written, and its version kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences import plan_rows
from conferences.actions.plan_units import UnitFinder
from conferences.actions.plan_versions import keep_version, version_data
from conferences.actions.plan_writing import OPEN_PLAN, OPEN_TABLE, save_conference, write
from conferences.editing.parts import LISTS, WHOLE, Part, slice_of, version_of, with_slice
from conferences.editing.typed import ROOT, Reading, Tree, last_text
from conferences.models import Conference, Plan, PlanVersion, Section
from conferences.plan_file.sense import firm_findings, loose_findings
from conferences.plan_file.shape import PLAN
from conferences.plan_parts import part_of
from conferences.plan_rows import plan_data
from organizations.models import Unit, User
from portal.fields import search_key
from portal.moves import Overtaken, Refused

RIGHT = "conferences.draft_plan"
REASON = "Soạn thảo"
KEY_LENGTH = 30


class PartGone(Exception):
    """The section or conference is no longer in the plan."""


class PartFaulty(Exception):
    """What was typed cannot be stored; `errors` holds the sentences by field."""

    def __init__(self, errors: Mapping[str, list[str]]):
        self.errors = errors
        super().__init__(str(errors))


@dataclass(frozen=True)
class Saved:
    """The part's version from now on, what a reader should look at, and what was done besides."""

    version: str
    warnings: dict[str, list[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


@transaction.atomic
def save_part(plan: Plan, name: str, tree: Tree, *, version: str, by: User) -> Saved:
    """Write what was typed into one part of a draft or returned plan.

    Raises PartFaulty with every sentence by field, Overtaken when `version` is no longer the stored one, PartGone, Refused
    when the plan has left the draft, PermissionDenied. What is already stored is saved without a word.
    """
    row = open_plan(plan, by=by)
    data = plan_data(row)
    part = part_of(row, data, name)
    if part is None:
        raise PartGone
    stored = slice_of(data, part)
    reading = Reading(part, with_keys(tree) if name == "categories" else tree)
    if version_of(stored) != version and (reading.errors or reading.data != stored):
        raise Overtaken
    if reading.errors:
        raise PartFaulty(reading.errors)
    merged = with_slice(data, part, reading.data)
    warnings = _warnings(reading, merged)
    if reading.data == stored:
        return Saved(version_of(stored), warnings)
    said = _store(row, part, data, merged, reading, by)
    return Saved(version_of(slice_of(plan_data(row), part)), warnings, said)


def open_plan(plan: Plan, *, by: User) -> Plan:
    """The plan's row, locked for writing; raises PermissionDenied and Refused."""
    row = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if row is None:  # a new version that was thrown away while this waited for its row
        raise Refused(["Kế hoạch này không còn: có người vừa bỏ."])
    if not by.has_perm(RIGHT, row):
        raise PermissionDenied
    if row.status not in OPEN_PLAN:
        raise Refused([f"Kế hoạch {row.get_status_display()}, không sửa được nữa."])
    row.skip_history_when_saving = True  # versions of the plan tell it
    return row


@transaction.atomic
def restore_part(plan: Plan, version: PlanVersion, name: str, *, by: User) -> None:
    """One part as an earlier version had it, as a new save. Raises what `save_part` raises."""
    row = open_plan(plan, by=by)
    part = (WHOLE | LISTS)[name]
    data = plan_data(row)
    piece = slice_of(version_data(version), part)
    merged = with_slice(data, part, piece)
    _store(row, part, data, merged, Reading(part, {}), by)


def _store(row: Plan, part: Part, data: Mapping[str, Any], merged: dict[str, Any], reading: Reading, by: User) -> list[str]:
    """Ask what no tables can hold, write, keep the version."""
    before = set(firm_findings(dict(data)))
    for path, says in firm_findings(merged):
        if (path, says) not in before or reading.covers(path):
            _say(reading, path, says)
    finder, issuers, targets = _units(row, part, merged, reading)
    if reading.errors:
        raise PartFaulty(reading.errors)
    if part.of is PLAN:
        said = write(row, merged, part.keys, reason=REASON, by=by, issuers=issuers, targets=targets)
    else:
        said = []
        _write_item(part, slice_item(merged, part))
    keep_version(row, data, plan_data(row), by=by)
    return finder.said + said


def slice_item(data: Mapping[str, Any], part: Part) -> Mapping[str, Any]:
    """The whole section or conference in which the part lies."""
    inside: Any = data
    for step in part.at:
        inside = inside[step]
    return inside


def _write_item(part: Part, item: Mapping[str, Any]) -> None:
    kind, _, pk = part.name.partition("-")
    if kind == "section":
        Section.objects.filter(pk=pk).update(**plan_rows.fields(Section, plan_rows.SECTION, item))
    else:
        save_conference(Conference.objects.get(pk=pk), item)


def _units(row: Plan, part: Part, merged: dict[str, Any], reading: Reading) -> tuple[UnitFinder, list[Unit], dict[str, Unit]]:
    """The units that the part names."""
    finder, issuers, targets = UnitFinder(merged, create=False), [], {}
    if "issuers" in part.keys:
        issuers = finder.issuers()
        if issuers and issuers[0] != row.unit and not finder.findings:
            _say(reading, "issuers[1].name", f"kế hoạch này của {row.unit.label}; cơ quan đứng đầu phải là {row.unit.label}.")
    if "quotas" in part.keys:
        table = row.allocations.current()
        if table and table.status not in OPEN_TABLE:
            raise Refused([f"{table} {table.get_status_display()}, không sửa được ở đây nữa."])
        targets = finder.targets(row.unit)
    for path, says in finder.findings:
        _say(reading, path, says)
    return finder, issuers, targets


def _say(reading: Reading, path: str, says: str) -> None:
    """At its field, or above the form where it is said of another part."""
    if reading.covers(path):
        reading.say(path, says)
    else:
        reading.errors.setdefault(ROOT, []).append(f"{path}: {says}")


def _warnings(reading: Reading, merged: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, says in loose_findings(merged):
        if reading.covers(path):
            found.setdefault(reading.field_of(path), []).append(says)
    return found


def with_keys(tree: Tree) -> Tree:
    """Categories that were given a name and no key get a key made of the name."""
    rows = tree.get("categories")
    rows = [row for row in rows.values() if isinstance(row, dict)] if isinstance(rows, dict) else []
    used = {last_text(row.get("key")) for row in rows}
    for row in rows:
        label = last_text(row.get("label"))
        if not label.strip() or last_text(row.get("key")).strip():
            continue
        ascii_words = "".join(letter for letter in search_key(label) if letter.isascii()).split()
        base = "-".join(ascii_words)[:KEY_LENGTH].strip("-") or "doi-tuong"
        key = next(name for name in chain([base], (f"{base}-{at}" for at in count(2))) if name not in used)
        used.add(key)
        row["key"] = [key]
    return tree
