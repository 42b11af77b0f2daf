"""What is asked of plans and allocations more than once; `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from conferences.facts import QuotaColumn, QuotaLine, QuotaTable
from organizations.querysets import under, words_filter
from organizations.reach import Reach, line, reach
from portal.fields import search_key

if TYPE_CHECKING:
    from conferences.models import Allocation, AllocationRow, Plan, Quota

PUBLIC_PLAN = ("issued", "closed", "superseded", "suspended")  # states in which a plan has left the office
IN_PAPER = ("approved", "published")  # states of a table that an issued plan prints
SETTLED = ("approved", "published", "superseded")  # states in which a table has been decided on


def _plans_of(reached: Reach, plan: type[Plan], prefix: str = "") -> Q:
    """Own office in any state; once issued: plans of units above, and below an office, and those it issued with another."""
    left_office = Q(**{f"{prefix}status__in": PUBLIC_PLAN})
    above = Q(**{f"{prefix}unit__path__in": reached.ancestor_paths})
    below = under(reached.office_paths, f"{prefix}unit__path")
    issued = plan.issuers.rel.related_model.objects.order_by().filter(unit__in=reached.office_ids).values("plan")
    together = Q(**{f"{prefix}pk__in": issued})
    return Q(**{f"{prefix}unit__in": reached.office_ids}) | (left_office & (above | below | together))


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> PlanQuerySet:
        return self if user.is_superuser else self.filter(_plans_of(reach(user), self.model))

    def of_office(self, user: Any) -> PlanQuerySet:
        """The plans of the offices one works in."""
        return self if user.is_superuser else self.filter(unit__in=reach(user).office_ids)

    def search(self, text: str) -> PlanQuerySet:
        return self.filter(words_filter(text))

    def concerning(self, path: str) -> PlanQuerySet:
        """Plans that have left the office and set something for the unit at this tree path, or somebody there.

        Its own and those it issues with another; of the offices above, those whose table has a row for the unit, for one above
        it, or for a bloc with either; and those without a table, which go to everybody below.
        """
        above = line(path)
        rows = self.model.allocations.rel.related_model.objects.filter(status__in=IN_PAPER, rows__in=_rows_for(self.model, above))
        tables = self.model.allocations.rel.related_model.objects.order_by().filter(plan=OuterRef("pk"))
        issued = self.model.issuers.rel.related_model.objects.order_by().filter(unit__path=path)
        from_above = Q(unit__path__in=above) & (Q(pk__in=rows.order_by().values("plan")) | ~Exists(tables))
        return self.filter(Q(unit__path=path) | Q(pk__in=issued.values("plan")) | from_above, status__in=PUBLIC_PLAN)

    def to_copy(self) -> PlanQuerySet:
        """What has left the office and was not replaced, the latest first, without the text."""
        return self.filter(status__in=PUBLIC_PLAN).exclude(status="superseded").only("number", "title", "date")

    def open_for_filing(self) -> PlanQuerySet:
        """Issued plans whose table of quotas is published."""
        return self.filter(status="issued", allocations__status="published")


def _rows_for(plan: type[Plan], paths: list[str]) -> models.QuerySet:
    """Rows of tables that give places to a unit at one of these paths, by itself or in a bloc."""
    rows = plan.allocations.rel.related_model.rows.rel.related_model.objects.order_by()
    return rows.filter(Q(unit__path__in=paths) | Q(bloc__members__path__in=paths))


class CatalogueQuerySet(models.QuerySet):
    """Rows that are nobody's own: days off, legal grounds."""

    def visible_to(self, user: Any) -> CatalogueQuerySet:
        return self

    def search(self, text: str) -> CatalogueQuerySet:
        """Every word occurs in what the row is called, marks and case aside. A catalogue is short enough to be read whole."""
        words = search_key(text).split()
        if not words:
            return self.none() if text.strip() else self
        return self.filter(pk__in=[row.pk for row in self if all(word in search_key(str(row)) for word in words)])


DEEPEST = 5  # rows below rows: from the province to a team there are fewer steps


class AllocationRowQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> AllocationRowQuerySet:
        """Whose filing and sharing one may see: all rows of one's own office's tables and those of units below an office; a
        unit's people see the row of their unit and what it gave on."""
        if user.is_superuser:
            return self
        mine = reach(user)
        own = Q(**{"unit__in": mine.filing_ids})
        for steps in range(1, DEEPEST + 1):
            own |= Q(**{"parent__" * steps + "unit__in": mine.filing_ids})
        return self.filter(own | under(mine.office_paths, "unit__path") | under(mine.office_paths, "allocation__plan__unit__path"))

    def of_table(self) -> AllocationRowQuerySet:
        """The rows the office wrote, without what their units gave on to units below."""
        return self.filter(parent=None)


class AdjustmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> AdjustmentQuerySet:
        """One's own unit's, those below an office, and those that one's own office answers."""
        if user.is_superuser:
            return self
        mine = reach(user)
        return self.filter(
            Q(unit__in=mine.filing_ids) | Q(plan__unit__in=mine.office_ids) | under(mine.office_paths, "unit__path")
        )

    def search(self, text: str) -> AdjustmentQuerySet:
        """By the unit's name."""
        return self.filter(words_filter(text, "unit__search_key"))


class AllocationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> AllocationQuerySet:
        """One's own office's in any state; others' once the plan is visible and the table was published."""
        if user.is_superuser:
            return self
        reached = reach(user)
        own = Q(plan__unit__in=reached.office_ids)
        out = Q(status__in=("published", "superseded"))
        return self.filter(own | (out & _plans_of(reached, self.model.plan.field.related_model, "plan__")))

    def search(self, text: str) -> AllocationQuerySet:
        """By the number or title of the plan."""
        return self.filter(words_filter(text, "plan__search_key"))

    def current(self) -> Allocation | None:
        """The newest version."""
        return max(self, key=lambda table: table.number, default=None)  # few, and often read with the plan


def table_of(allocation: Allocation) -> QuotaTable:
    """The table with its sums; a cell without a row in the database is 0."""
    categories = list(allocation.plan.categories.all())
    columns = tuple(QuotaColumn(category.pk, category.label, category.subject) for category in categories)
    return QuotaTable(columns, tuple(_line(row, columns) for row in rows_of(allocation)))


def rows_of(allocation: Allocation) -> Iterable[AllocationRow]:
    """The rows of the table itself, with blocs and cells; not read again where they were read with the plan."""
    if "rows" in getattr(allocation, "_prefetched_objects_cache", {}):
        return [row for row in allocation.rows.all() if row.parent_id is None]
    return allocation.rows.of_table().select_related("bloc").prefetch_related("quotas")


def shared_cells(allocation: Allocation) -> dict[tuple[int, int], Quota]:
    """The cells that a rule gave a figure, by row and category."""
    quotas = allocation.rows.model.quotas.rel.related_model.objects.filter(row__allocation=allocation, shared__isnull=False)
    return {(quota.row_id, quota.category_id): quota for quota in quotas}


def _line(row: AllocationRow, columns: tuple[QuotaColumn, ...]) -> QuotaLine:
    places = {quota.category_id: quota.places for quota in row.quotas.all()}
    figures = tuple(places.get(column.key, 0) for column in columns)
    return QuotaLine(row.pk, row.label, figures, is_bloc=row.bloc is not None, group=row.bloc.group if row.bloc else "")


def table_to_print(plan: Plan) -> Allocation | None:
    """The newest version; of a plan that has left the office the newest that was decided on."""
    tables = [table for table in plan.allocations.all() if plan.status not in PUBLIC_PLAN or table.status in SETTLED]
    return max(tables, key=lambda table: table.number, default=None)
