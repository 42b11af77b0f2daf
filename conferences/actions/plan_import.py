"""A plan file becomes rows: a new draft, or a draft that is written anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from conferences import plan_rows
from conferences.actions.plan_units import UnitFinder
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
from conferences.plan_file import Faulty, PlanFile
from organizations.models import Bloc, Unit, User
from portal.moves import Refused

OPEN_PLAN = (Plan.Status.DRAFT, Plan.Status.RETURNED)
OPEN_TABLE = (Allocation.Status.DRAFT, Allocation.Status.RETURNED)
SIMPLE = (  # lists whose items are rows and nothing more
    ("deadlines", Deadline, plan_rows.DEADLINE),
    ("categories", Category, plan_rows.CATEGORY),
    ("speeches", Speech, plan_rows.SPEECH),
    ("tasks", Task, plan_rows.TASK),
    ("appendices", Appendix, plan_rows.APPENDIX),
)
REASON = "Nhập từ tệp kế hoạch"


@dataclass(frozen=True)
class Imported:
    """The plan, whether it is new, and what was done besides that somebody should know."""

    plan: Plan
    is_new: bool
    said: list[str]


@transaction.atomic
def import_plan(file: PlanFile, *, create_units: bool = False, by: User | None = None) -> Imported:
    """Write all of the file or nothing. Raises Faulty with every fault, Refused when the plan has left the draft.

    The same lead issuer, number and year (or, without a number, the same title among drafts) is the same plan.
    """
    finder = UnitFinder(file.data, create=create_units)
    issuers = finder.issuers()
    targets = finder.targets(issuers[0]) if issuers else {}
    faults = file.faults + file.located(finder.findings)
    if faults:
        raise Faulty(faults)
    lead = Unit.objects.select_for_update().get(pk=issuers[0].pk)  # two imports of one office wait for each other
    plan = _draft_of(lead, file.data)
    is_new = plan.pk is None
    _save_plan(plan, file.data, by)
    _save_parts(plan, file.data, issuers)
    said = _save_table(plan, file.data.get("quotas"), targets, by)
    return Imported(plan, is_new, finder.said + said)


# --- the plan itself ------------------------------------------------------------------------------------------------


def _draft_of(lead: Unit, data: dict[str, Any]) -> Plan:
    """The draft to write anew, or a new one."""
    number, day = data.get("number", ""), data.get("date")
    if number and not number.startswith("/"):
        year = {"date__year": day.year} if day else {"date": None}
        found = Plan.objects.filter(unit=lead, number=number, **year)
    else:
        unnumbered = Plan.objects.filter(unit=lead, number="") | Plan.objects.filter(unit=lead, number__startswith="/")
        found = unnumbered.filter(title=data["title"], status__in=OPEN_PLAN)
    plans = list(found.select_for_update().order_by("pk"))
    if len(plans) > 1:
        ids = ", ".join(str(plan.pk) for plan in plans)
        raise Refused([f"Có {len(plans)} kế hoạch cùng số hoặc cùng trích yếu (id {ids}), không biết cập nhật kế hoạch nào."])
    plan = plans[0] if plans else Plan(unit=lead)
    if plan.pk and plan.status not in OPEN_PLAN:
        raise Refused([f"Kế hoạch {plan.number} (id {plan.pk}) {plan.get_status_display()}, không nhập đè được."])
    if plan.pk:
        _hold_tables(plan)
    return plan


def _hold_tables(plan: Plan) -> None:
    """Locked before anything is written: a table that is being submitted stays, and stops the import."""
    settled = [table for table in plan.allocations.select_for_update() if table.status not in OPEN_TABLE]
    if settled:
        raise Refused([f"{settled[0]} của kế hoạch {settled[0].get_status_display()}, không nhập đè được."])


def _save_plan(plan: Plan, data: dict[str, Any], by: User | None) -> None:
    for column, value in plan_rows.fields(Plan, plan_rows.PLAN, data).items():
        setattr(plan, column, value)
    plan.phases = [_as_json(phase) for phase in plan.phases]
    plan._history_user, plan._change_reason = by, REASON
    plan.save()


def _as_json(phase: dict[str, Any]) -> dict[str, Any]:
    return phase | {key: phase[key].isoformat() for key in ("from", "to") if key in phase}


# --- its parts ------------------------------------------------------------------------------------------------------


def _save_parts(plan: Plan, data: dict[str, Any], issuers: list[Unit]) -> None:
    """Everything but the table, in place of what was there."""
    for parts in ("issuers", "sections", "conferences", "criteria", *(name for name, _, _ in SIMPLE)):
        getattr(plan, parts).all().delete()
    for row, unit in zip(_rows(PlanIssuer, plan_rows.ISSUER, data["issuers"], plan=plan), issuers, strict=True):
        row.unit = unit
        row.save()
    for name, model, columns in SIMPLE:
        model.objects.bulk_create(_rows(model, columns, data.get(name, []), plan=plan))
    _save_sections(plan, data.get("sections", []), None)
    _save_conferences(plan, data.get("conferences", []))
    _save_criteria(plan, data.get("criteria", []))


def _rows(model: type, columns: plan_rows.Columns, items: list[dict[str, Any]], **given: Any) -> list[Any]:
    """Rows in the order of the file, not saved yet."""
    return [
        model(position=position, **given, **plan_rows.fields(model, columns, item)) for position, item in enumerate(items, 1)
    ]


def _save_sections(plan: Plan, items: list[dict[str, Any]], parent: Section | None) -> None:
    sections = Section.objects.bulk_create(_rows(Section, plan_rows.SECTION, items, plan=plan, parent=parent))
    for section, item in zip(sections, items, strict=True):
        if "sections" in item:
            _save_sections(plan, item["sections"], section)


def _save_conferences(plan: Plan, items: list[dict[str, Any]]) -> None:
    conferences = Conference.objects.bulk_create(_rows(Conference, plan_rows.CONFERENCE, items, plan=plan))
    for conference, item in zip(conferences, items, strict=True):
        shares = _rows(CompositionShare, plan_rows.SHARE, item.get("composition", []), conference=conference)
        CompositionShare.objects.bulk_create(shares)
        agenda = _rows(AgendaItem, plan_rows.AGENDA, item.get("agenda", []), conference=conference)
        AgendaItem.objects.bulk_create(agenda)


def _save_criteria(plan: Plan, items: list[dict[str, Any]]) -> None:
    categories = {category.key: category for category in plan.categories.all()}
    criteria = Criterion.objects.bulk_create(_rows(Criterion, plan_rows.CRITERION, items, plan=plan))
    for criterion, item in zip(criteria, items, strict=True):
        criterion.categories.set([categories[key] for key in as_list(item["category"])])


# --- the table of quotas --------------------------------------------------------------------------------------------


def _save_table(plan: Plan, quotas: dict[str, Any] | None, targets: dict[str, Unit], by: User | None) -> list[str]:
    """The file's table in place of the draft's."""
    table = plan.allocations.current()
    if quotas is None:
        if table:
            table.delete()
        return []
    table = table or Allocation(plan=plan)
    for column, value in plan_rows.fields(Allocation, plan_rows.STATED, quotas.get("stated", {})).items():
        setattr(table, column, value)
    table.version += 1 if table.pk else 0
    table._history_user, table._change_reason = by, REASON
    table.save()
    table.rows.all().delete()
    return _save_rows(table, quotas.get("rows", []), targets)


def _save_rows(table: Allocation, items: list[dict[str, Any]], targets: dict[str, Unit]) -> list[str]:
    said, rows = [], []
    for position, item in enumerate(items, 1):
        row = AllocationRow(allocation=table, position=position, label=item["target"], unit=targets.get(item["target"]))
        if item["kind"] == "bloc":
            key = {"owner": table.plan.unit, "group": item.get("group", ""), "name": item["target"]}
            row.unit, (row.bloc, is_new) = None, Bloc.objects.get_or_create(**key)
            if is_new:
                said.append(f"Đã tạo khối “{item['target']}”, chưa có đơn vị thành viên; hãy ghi các đơn vị của khối.")
        rows.append(row)
    categories = {category.key: category for category in table.plan.categories.all()}
    Quota.objects.bulk_create(
        Quota(row=row, category=categories[key], places=places)
        for row, item in zip(AllocationRow.objects.bulk_create(rows), items, strict=True)
        for key, places in item.get("places", {}).items()
    )
    return said
