"""From a document to a draft: its source is kept privately, what it names is matched to the units, an officer confirms."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conferences.actions.editing import RIGHT
from conferences.actions.plan_import import Imported, import_plan
from conferences.actions.plan_units import Names
from conferences.plan_file import read as read_file
from conferences.plan_file.write import written
from conferences.reading import NotAPlan, Reading, read
from organizations.models import Unit, User
from organizations.querysets import under
from organizations.reach import reach
from portal.child import ChildFailed, run_limited
from portal.models import Upload
from portal.sources import Source
from portal.sources.stored import CONTENT_TYPE, packed, unpacked
from portal.storing import keep

LIMITS = {"seconds": 30, "memory_mb": 512}
TOO_TANGLED = "Tài liệu này quá phức tạp nên không đọc xong: hãy tách riêng phần kế hoạch rồi tải lên."
BLOC = "bloc"  # a row that no unit is found for may stay as a bloc without members
LEAD = "issuers[1].name"


@dataclass(frozen=True)
class Match:
    """A name that the document gives a unit: the unit that bears it, or those that may be meant."""

    path: str
    name: str
    unit: Unit | None
    near: tuple[Unit, ...]

    @property
    def is_row(self) -> bool:
        return self.path.startswith("quotas")


def keep_reading(source: Source, *, name: str, owner: User) -> Upload:
    """Keep the source of a document that is a plan; raises `NotAPlan`. Nothing else is written."""
    read_limited(source)
    return keep(packed(source), name=name[:200], content_type=CONTENT_TYPE, owner=owner)


def read_limited(source: Source) -> Reading:
    """`read`, in a child with limits: patterns that go back and forth over somebody's text may take any time."""
    try:
        return run_limited(read, source, **LIMITS)
    except ChildFailed as failure:
        raise NotAPlan(TOO_TANGLED) from failure


def kept_source(upload: Upload) -> Source:
    with upload.file.open("rb") as file:
        return unpacked(file.read())


def offices_of(user: User) -> list[Unit]:
    """The units for which this person may draft plans."""
    units = Unit.objects.order_by("sort_key")
    return list(units if user.is_superuser else units.filter(pk__in=reach(user).unit_ids_with(RIGHT)))


def matches(data: Mapping[str, Any], offices: Iterable[Unit], lead: Unit | None) -> list[Match]:
    """The lead issuer among the offices, the other issuers anywhere, the rows of the table below the lead."""
    offices, found = list(offices), []
    everybody = Names(Unit.objects.all()) if len(data.get("issuers", [])) > 1 else None
    for place, issuer in enumerate(data.get("issuers", []), 1):
        names = Names(offices) if place == 1 else everybody
        one = _match(names, f"issuers[{place}].name", issuer["name"])
        found.append(Match(one.path, one.name, one.unit, tuple(offices)) if place == 1 else one)
    if not found:
        found.append(Match(LEAD, "", offices[0] if len(offices) == 1 else None, tuple(offices)))
    lead = lead or found[0].unit or (offices[0] if len(offices) == 1 else None)
    rows = [(at, row) for at, row in enumerate(data.get("quotas", {}).get("rows", []), 1) if row["kind"] == "unit"]
    if rows and lead:
        below = Names(Unit.objects.filter(under([lead.path])).exclude(pk=lead.pk))
        found += [_match(below, f"quotas.rows[{at}].target", row["target"]) for at, row in rows]
    return found


def _match(names: Names, path: str, name: str) -> Match:
    found = names.find(name)
    if len(found) == 1:
        return Match(path, name, found[0], ())
    return Match(path, name, None, tuple(found or names.near(name)))


def settled_data(reading: Reading, chosen: Mapping[str, Unit | str]) -> dict[str, Any]:
    """The data with the officer's choices: by path a unit, or "bloc" for a row that is to stay one."""
    data = copy.deepcopy(reading.data)
    data.setdefault("issuers", [{"name": ""}])
    for place, issuer in enumerate(data["issuers"], 1):
        unit = chosen.get(f"issuers[{place}].name")
        if isinstance(unit, Unit):
            issuer["name"] = unit.name
    for place, row in enumerate(data.get("quotas", {}).get("rows", []), 1):
        choice = chosen.get(f"quotas.rows[{place}].target")
        if choice == BLOC:
            row["kind"] = BLOC
        elif isinstance(choice, Unit):
            row["target"] = choice.name
    return data


def draft_from(data: dict[str, Any], *, by: User) -> Imported:
    """The draft; raises `Faulty` with what still stands in the way, `Refused` when such a plan has left the draft."""
    return import_plan(read_file(written(data).encode()), by=by)
