"""Between the keys of the plan file and the columns of the tables; and a whole plan out of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models

from conferences.models import Allocation, AllocationRow, Plan, Section
from conferences.plan_file.check import is_empty
from conferences.querysets import rows_of

Columns = Mapping[str, str]  # key of the file (dots lead inwards), column


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


PLAN: Columns = {
    **_same("kind", "number", "place", "date", "title", "grounds", "lead", "dossier", "dossier_copies", "asks"),
    **_same("eligible", "procedure", "awards", "late", "budget", "closing", "recipients", "notes"),
    "period.from": "period_from",
    "period.to": "period_to",
    "parent": "parent_number",
    "movement.theme": "theme",
    "movement.audiences": "audiences",
    "movement.phases": "phases",
}
ISSUER: Columns = _same("name", "superior", "authority", "signer")
SECTION: Columns = _same("heading", "text", "shows", "after")
APPENDIX: Columns = _same("title", "shows")
CONFERENCE: Columns = {
    **_same("level", "own", "name", "ordinal", "form", "where", "plenary_below", "delegates_above", "attendees", "backdrop"),
    "when.text": "when_text",
    "when.tentative": "tentative",
    "when.from": "when_from",
    "when.to": "when_to",
    "when.days": "days",
    "complete_by.date": "complete_by",
    "complete_by.before": "complete_before",
    "delegates.planned": "planned",
    "delegates.at_most": "at_most",
    "presidium.min": "presidium_min",
    "presidium.max": "presidium_max",
    "presidium.exemplary_min": "presidium_exemplary_min",
    "presidium.exemplary_max": "presidium_exemplary_max",
}
SHARE: Columns = _same("group", "percent", "about")
AGENDA: Columns = _same("title", "minutes", "presenter")
DEADLINE: Columns = {**_same("what", "date", "before"), "from": "from_whom", "to": "to_whom"}
CATEGORY: Columns = _same("key", "subject", "sector", "label")
CRITERION: Columns = _same("who", "text", "rule")
SPEECH: Columns = _same("by", "topic", "minutes")
TASK: Columns = _same("by", "items")
STATED: Columns = {"total": "stated_total", "collective": "stated_collective", "person": "stated_person"}


def fields(model: type[models.Model], columns: Columns, data: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row; what the file leaves out gets the model's default."""
    values = {}
    for key, column in columns.items():
        value = _inside(data, key)
        values[column] = model._meta.get_field(column).get_default() if value is None else value
    return values


def _inside(data: Mapping[str, Any], key: str) -> Any:
    outer, _, inner = key.partition(".")
    return _inside(data.get(outer) or {}, inner) if inner else data.get(outer)


WHOLE = (
    *("issuers", "sections", "appendices", "conferences__agenda", "conferences__composition", "deadlines", "categories"),
    *("criteria__categories", "speeches", "tasks"),
    models.Prefetch("allocations__rows", AllocationRow.objects.of_table().select_related("bloc")),
    "allocations__rows__quotas",
)


def whole_plan(plan: Plan) -> Plan:
    """The plan read anew with everything that it says, each table once: its data, outline and paper agree."""
    return Plan.objects.select_related("unit").prefetch_related(*WHOLE).get(pk=plan.pk)


def plan_data(plan: Plan) -> dict[str, Any]:
    """The plan as data of the plan file, with the newest version of its table."""
    data = _data(plan, PLAN)
    if phases := data.get("movement", {}).get("phases"):
        data["movement"]["phases"] = [_dated(phase) for phase in phases]
    table = plan.allocations.current()
    data |= {
        "issuers": _rows(plan.issuers.all(), ISSUER),
        "sections": _sections(plan),
        "conferences": [_conference(row) for row in _with(plan.conferences, "composition", "agenda")],
        "deadlines": _rows(plan.deadlines.all(), DEADLINE),
        "categories": _rows(plan.categories.all(), CATEGORY),
        "criteria": [_criterion(row) for row in _with(plan.criteria, "categories")],
        "quotas": _quotas(table) if table else {},
        "speeches": _rows(plan.speeches.all(), SPEECH),
        "tasks": _rows(plan.tasks.all(), TASK),
        "appendices": _rows(plan.appendices.all(), APPENDIX),
    }
    return {key: value for key, value in data.items() if not is_empty(value)}


def _data(row: models.Model, columns: Columns) -> dict[str, Any]:
    """The columns that hold something, under their keys."""
    data: dict[str, Any] = {}
    for key, column in columns.items():
        value = getattr(row, column)
        *outer, last = key.split(".")
        if not is_empty(value):
            (data.setdefault(outer[0], {}) if outer else data)[last] = value
    return data


def _rows(rows: Iterable[models.Model], columns: Columns) -> list[dict[str, Any]]:
    return [_data(row, columns) for row in rows]


def _dated(phase: dict[str, Any]) -> dict[str, Any]:
    """JSON keeps dates as text."""
    return phase | {key: date.fromisoformat(phase[key]) for key in ("from", "to") if phase.get(key)}


def _sections(plan: Plan) -> list[dict[str, Any]]:
    below: dict[int | None, list[Section]] = {}
    for section in plan.sections.all():
        below.setdefault(section.parent_id, []).append(section)

    def of(parent: int | None) -> list[dict[str, Any]]:
        return [_data(row, SECTION) | _kept(sections=of(row.pk)) for row in below.get(parent, ())]

    return of(None)


def _kept(**lists: list[Any]) -> dict[str, list[Any]]:
    return {key: value for key, value in lists.items() if value}


def _with(related: Any, *lists: str) -> list[Any]:
    """The rows with their lists; what the plan holds already is not read again."""
    rows = list(related.all())
    models.prefetch_related_objects(rows, *lists)
    return rows


def _conference(row: Any) -> dict[str, Any]:
    below = _kept(composition=_rows(row.composition.all(), SHARE), agenda=_rows(row.agenda.all(), AGENDA))
    return _data(row, CONFERENCE) | below


def _criterion(row: Any) -> dict[str, Any]:
    keys = [category.key for category in row.categories.all()]
    return {"category": keys[0] if len(keys) == 1 else keys} | _data(row, CRITERION)


def _quotas(table: Allocation) -> dict[str, Any]:
    keys = {category.pk: category.key for category in table.plan.categories.all()}
    quotas = {"stated": _data(table, STATED), "rows": [_quota_row(row, keys) for row in rows_of(table)]}
    return {key: value for key, value in quotas.items() if value}


def _quota_row(row: AllocationRow, keys: Mapping[int, str]) -> dict[str, Any]:
    """A row with its places in the order of the columns; a 0 that was written stays written."""
    places = {quota.category_id: quota.places for quota in row.quotas.all()}
    data: dict[str, Any] = {"target": row.label, "kind": "bloc" if row.bloc else "unit"}
    if row.bloc and row.bloc.group:
        data["group"] = row.bloc.group
    if places:
        data["places"] = {key: places[pk] for pk, key in keys.items() if pk in places}
    return data
