"""Data of the plan file become rows, key by key: a whole file at once, or one part of a plan that is being edited."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from conferences import plan_rows
from conferences.facts import as_list
from conferences.models import (
    AgendaItem,
    Allocation,
    AllocationRow,
    Appendix,
    Category,
    CompositionShare,
    Conference,
    Criterion,
    Deadline,
    Plan,
    PlanIssuer,
    Quota,
    Section,
    Speech,
    Task,
)
from organizations.models import Bloc, Unit, User

OPEN_PLAN = (Plan.Status.DRAFT, Plan.Status.RETURNED)
OPEN_TABLE = (Allocation.Status.DRAFT, Allocation.Status.RETURNED)
SIMPLE = {  # lists whose items are rows and nothing more
    "deadlines": (Deadline, plan_rows.DEADLINE),
    "speeches": (Speech, plan_rows.SPEECH),
    "tasks": (Task, plan_rows.TASK),
    "appendices": (Appendix, plan_rows.APPENDIX),
}


def write(
    plan: Plan,
    data: Mapping[str, Any],
    keys: Collection[str],
    *,
    reason: str,
    by: User | None,
    issuers: Sequence[Unit] = (),
    targets: Mapping[str, Unit] | None = None,
) -> list[str]:
    """Write these keys of the data in place of what was there; a key that the data lack is emptied. The data are sound.

    `issuers` and `targets` are the units of the issuers and of the rows of quotas. What was done besides comes back.
    """
    _save_columns(plan, data, keys, reason, by)
    if "issuers" in keys:
        _save_issuers(plan, data.get("issuers", []), issuers)
    for name in SIMPLE:
        if name in keys:
            _save_simple(plan, name, data.get(name, []))
    if "sections" in keys:
        plan.sections.all().delete()
        save_sections(plan, data.get("sections", []))
    if "conferences" in keys:
        plan.conferences.all().delete()
        save_conferences(plan, data.get("conferences", []))
    if "categories" in keys:
        _save_categories(plan, data.get("categories", []))
    if "criteria" in keys:
        _save_criteria(plan, data.get("criteria", []))
    return _save_table(plan, data.get("quotas"), targets or {}, reason, by) if "quotas" in keys else []


def _save_columns(plan: Plan, data: Mapping[str, Any], keys: Collection[str], reason: str, by: User | None) -> None:
    """The plan's own row."""
    columns = {key: column for key, column in plan_rows.PLAN.items() if key.partition(".")[0] in keys}
    for column, value in plan_rows.fields(Plan, columns, data).items():
        setattr(plan, column, value)
    if "movement" in keys:
        plan.phases = [_as_json(phase) for phase in plan.phases]
    plan._history_user, plan._change_reason = by, reason
    plan.save()


def _as_json(phase: dict[str, Any]) -> dict[str, Any]:
    return phase | {key: phase[key].isoformat() for key in ("from", "to") if key in phase}


def rows(model: type, columns: plan_rows.Columns, items: Sequence[Mapping[str, Any]], **given: Any) -> list[Any]:
    """Rows in the order of the file, not saved yet."""
    return [
        model(position=position, **given, **plan_rows.fields(model, columns, item)) for position, item in enumerate(items, 1)
    ]


def _save_issuers(plan: Plan, items: Sequence[Mapping[str, Any]], units: Sequence[Unit]) -> None:
    plan.issuers.all().delete()
    for row, unit in zip(rows(PlanIssuer, plan_rows.ISSUER, items, plan=plan), units, strict=True):
        row.unit = unit
        row.save()


def _save_simple(plan: Plan, name: str, items: Sequence[Mapping[str, Any]]) -> None:
    model, columns = SIMPLE[name]
    getattr(plan, name).all().delete()
    model.objects.bulk_create(rows(model, columns, items, plan=plan))


def save_sections(plan: Plan, items: Sequence[Mapping[str, Any]], parent: Section | None = None) -> None:
    """Sections with all that stands below them, under `parent`."""
    sections = Section.objects.bulk_create(rows(Section, plan_rows.SECTION, items, plan=plan, parent=parent))
    for section, item in zip(sections, items, strict=True):
        if "sections" in item:
            save_sections(plan, item["sections"], section)


def save_conferences(plan: Plan, items: Sequence[Mapping[str, Any]]) -> None:
    conferences = Conference.objects.bulk_create(rows(Conference, plan_rows.CONFERENCE, items, plan=plan))
    for conference, item in zip(conferences, items, strict=True):
        save_conference_lists(conference, item)


def save_conference_lists(conference: Conference, item: Mapping[str, Any]) -> None:
    """What lies below a conference whose row is new or was emptied."""
    shares = rows(CompositionShare, plan_rows.SHARE, item.get("composition", []), conference=conference)
    CompositionShare.objects.bulk_create(shares)
    agenda = rows(AgendaItem, plan_rows.AGENDA, item.get("agenda", []), conference=conference)
    AgendaItem.objects.bulk_create(agenda)


def save_conference(conference: Conference, item: Mapping[str, Any]) -> None:
    """One conference anew in the row it has."""
    for column, value in plan_rows.fields(Conference, plan_rows.CONFERENCE, item).items():
        setattr(conference, column, value)
    conference.save()
    conference.composition.all().delete()
    conference.agenda.all().delete()
    save_conference_lists(conference, item)


def _save_categories(plan: Plan, items: Sequence[Mapping[str, Any]]) -> None:
    """A category that keeps its key keeps its row, to which criteria and figures are tied."""
    plan.categories.exclude(key__in=[item["key"] for item in items]).delete()
    kept = {category.key: category.pk for category in plan.categories.all()}
    for row in rows(Category, plan_rows.CATEGORY, items, plan=plan):
        row.pk = kept.get(row.key)
        row.save()


def _save_criteria(plan: Plan, items: Sequence[Mapping[str, Any]]) -> None:
    plan.criteria.all().delete()
    categories = {category.key: category for category in plan.categories.all()}
    criteria = Criterion.objects.bulk_create(rows(Criterion, plan_rows.CRITERION, items, plan=plan))
    for criterion, item in zip(criteria, items, strict=True):
        criterion.categories.set([categories[key] for key in as_list(item["category"])])


# --- the table of quotas --------------------------------------------------------------------------------------------


def _save_table(
    plan: Plan, quotas: Mapping[str, Any] | None, targets: Mapping[str, Unit], reason: str, by: User | None
) -> list[str]:
    """The file's table in place of the draft's."""
    table = plan.allocations.current()
    if not quotas:
        if table:
            table.delete()
        return []
    table = table or Allocation(plan=plan)
    for column, value in plan_rows.fields(Allocation, plan_rows.STATED, quotas.get("stated", {})).items():
        setattr(table, column, value)
    table.version += 1 if table.pk else 0
    table._history_user, table._change_reason = by, reason
    table.save()
    weights = dict(table.rows.values_list("label", "weights"))
    worked_out = {
        (label, key): {"shared": shared, "reason": reason}
        for label, key, shared, reason in Quota.objects.filter(row__allocation=table).values_list(
            "row__label", "category__key", "shared", "reason"
        )
    }
    table.rows.all().delete()
    return _save_rows(table, quotas.get("rows", []), targets, weights, worked_out)


def _save_rows(
    table: Allocation,
    items: Sequence[Mapping[str, Any]],
    targets: Mapping[str, Unit],
    weights: Mapping[str, dict[str, Any]],
    worked_out: Mapping[tuple[str, str], dict[str, Any]],
) -> list[str]:
    """The file knows figures only: weights and what the workshop said of a cell stay with the row of the same name."""
    made, table_rows = [], []
    for position, item in enumerate(items, 1):
        row = AllocationRow(allocation=table, position=position, label=item["target"], unit=targets.get(item["target"]))
        row.weights = weights.get(row.label, {})
        if item["kind"] == "bloc":
            key = {"owner": table.plan.unit, "group": item.get("group", ""), "name": item["target"]}
            row.unit, (row.bloc, is_new) = None, Bloc.objects.get_or_create(**key)
            if is_new:
                made.append(f"“{item['target']}”")
        table_rows.append(row)
    categories = {category.key: category for category in table.plan.categories.all()}
    Quota.objects.bulk_create(
        Quota(row=row, category=categories[key], places=places, **worked_out.get((row.label, key), {}))
        for row, item in zip(AllocationRow.objects.bulk_create(table_rows), items, strict=True)
        for key, places in item.get("places", {}).items()
    )
    if len(made) < 2:
        return [f"Đã tạo khối {name}, chưa có đơn vị thành viên; hãy ghi các đơn vị của khối." for name in made]
    names = ", ".join(made)
    return [f"Đã tạo {len(made)} khối chưa có đơn vị thành viên: {names}; hãy ghi các đơn vị của từng khối."]
