"""The units that a plan file names: found by full or short name, never guessed; made only when that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import partial
from typing import Any

from conferences.plan_file.sense import Finding, items
from organizations.actions import create_unit
from organizations.models import Unit, UnitKind
from organizations.querysets import under
from portal.fields import search_key

SUGGESTIONS = 3
# The kind of unit a name begins with, longer beginnings first; compared without marks.
BEGINNINGS = (
    ("Tổng Liên đoàn Lao động", "confederation"),
    ("Liên đoàn Lao động huyện", "district"),
    ("Liên đoàn Lao động quận", "urban_district"),
    ("Liên đoàn Lao động thị xã", "town"),
    ("Liên đoàn Lao động tỉnh", "province"),
    ("Liên đoàn Lao động thành phố", "city"),
    ("Công đoàn ngành", "sector_local"),
    ("CĐN", "sector_local"),
    ("Công đoàn viên chức", "employees"),
    ("CĐVC", "employees"),
    ("Công đoàn các khu công nghiệp", "zones"),
    ("Công đoàn xã", "commune_union"),
    ("Công đoàn phường", "ward_union"),
    ("Công đoàn đặc khu", "zone_union"),
    ("Công đoàn cơ sở thành viên", "member_union"),
    ("Công đoàn bộ phận", "section"),
    ("Tổ công đoàn", "team"),
    ("Nghiệp đoàn", "guild"),
    ("Ủy ban nhân dân", "peoples_committee"),
    ("UBND", "peoples_committee"),
    ("Hội đồng Thi đua", "council"),
    ("Sở", "state_body"),
    ("Phòng", "state_body"),
    ("Văn phòng", "office"),
    ("Ban", "department"),
)
GRASSROOTS = "grassroots"  # what any other name is taken for


class Names:
    """Units by their names: as they are written, or (second try) without marks, capitals and punctuation."""

    def __init__(self, units: Iterable[Unit]):
        self.exact: dict[str, list[Unit]] = {}
        self.close: dict[str, list[Unit]] = {}
        for unit in units:
            for name in dict.fromkeys(filter(None, (unit.name, unit.short_name))):
                self.exact.setdefault(name, []).append(unit)
                self.close.setdefault(search_key(name), []).append(unit)

    def find(self, name: str) -> list[Unit]:
        """Every unit that bears the name; those that still work, if any does."""
        found = self.exact.get(name) or list(dict.fromkeys(self.close.get(search_key(name), [])))
        return [unit for unit in found if unit.status == Unit.Status.ACTIVE] or found

    def near(self, name: str) -> list[Unit]:
        """Units whose names are almost this one, the nearest first."""
        keys = get_close_matches(search_key(name), self.close, SUGGESTIONS, 0.5)
        return list(dict.fromkeys(self.close[key][0] for key in keys))[:SUGGESTIONS]

    def similar(self, name: str) -> list[str]:
        return list(dict.fromkeys(unit.label for unit in self.near(name)))


class UnitFinder:
    """Finds the units of one file. What it could not find stands in `findings`, what it did on its own in `said`."""

    def __init__(self, data: dict[str, Any], *, create: bool):
        self.data, self.create = data, create
        self.joint = len(data.get("issuers") or []) > 1
        self.findings: list[Finding] = []
        self.said: list[str] = []

    def issuers(self) -> list[Unit]:
        """The unit of each issuer, anywhere; the lead comes first."""
        names = Names(Unit.objects.all())
        found = [
            self._unit(names, item["name"], f"{path}.name", "", partial(self._new_issuer, item, names))
            for path, item in items(self.data, "issuers")
            if item.get("name")
        ]
        return [unit for unit in found if unit]

    def targets(self, lead: Unit) -> dict[str, Unit]:
        """The unit of each row of quotas that names one, below the lead issuer."""
        names = Names(Unit.objects.filter(under([lead.path])).exclude(pk=lead.pk))
        rows: dict[int, str] = {}
        found: dict[str, Unit] = {}
        for path, item in items(self.data, "quotas", "rows"):
            target = item.get("target")
            if not target or item.get("kind") != "unit":
                continue
            unit = self._unit(names, target, f"{path}.target", f" của {lead.label}", partial(self._new, target, lead))
            if unit and rows.setdefault(unit.pk, target) != target:
                self.findings.append((f"{path}.target", f"“{target}” và “{rows[unit.pk]}” là một đơn vị; hãy gộp làm một."))
            if unit:
                found[target] = unit
        return found

    def _unit(self, names: Names, name: str, path: str, among: str, make: Callable[[], Unit]) -> Unit | None:
        found = names.find(name)
        if len(found) == 1:
            if name not in (found[0].name, found[0].short_name):
                self.said.append(f"“{name}” được hiểu là “{found[0].label}”.")
            return found[0]
        if not found and self.create:
            return make()
        self.findings.append((path, _several(name, found) if found else _nobody(name, among, names.similar(name))))
        return None

    def _new_issuer(self, item: dict[str, Any], names: Names) -> Unit:
        """Below its superior where that is known, otherwise a root of its own; the symbol of a joint plan is nobody's."""
        superior = item.get("superior", "")
        above = names.find(superior)
        if superior and not above:
            self.said.append(f"Cổng chưa có “{superior}”, cấp trên của “{item['name']}”.")
        return self._new(
            item["name"],
            above[0] if len(above) == 1 else None,
            superior_line=superior,
            symbol="" if self.joint else self.data.get("number", "").rpartition("-")[2],
            place=self.data.get("place", ""),
        )

    def _new(self, name: str, parent: Unit | None, **given: str) -> Unit:
        kind = UnitKind.objects.get(code=kind_of(name, below=parent))
        unit = create_unit(name=name, kind=kind, parent=parent, **given)
        where = f"dưới {parent.label}" if parent else "ở gốc cây đơn vị"
        self.said.append(f"Đã tạo đơn vị “{name}” {where}, loại “{kind}”; hãy xem lại loại và tên ngắn.")
        return unit


def kind_of(name: str, *, below: Unit | None) -> str:
    """The code of the kind that a name speaks of; a city below a province is one of its districts."""
    key = search_key(name).replace("ldld", "lien doan lao dong", 1)
    kind = next((code for beginning, code in BEGINNINGS if f"{key} ".startswith(f"{search_key(beginning)} ")), GRASSROOTS)
    return "district_city" if kind == "city" and below and below.kind_id == "province" else kind


def _nobody(name: str, among: str, similar: list[str]) -> str:
    choices = f"; có phải {', '.join(f'“{one}”' for one in similar)}?" if similar else ""
    return f"không có đơn vị “{name}” trong số các đơn vị{among or ' của cổng'}{choices or '.'}"


def _several(name: str, found: list[Unit]) -> str:
    candidates = "; ".join(f"{unit.name} (id {unit.pk})" for unit in found)
    return f"có nhiều đơn vị tên “{name}”: {candidates}; hãy ghi tên đầy đủ."
