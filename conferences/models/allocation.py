"""The table of quotas: its versions, rows and cells."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from conferences.models.category import Category
from conferences.models.plan import Plan
from conferences.querysets import AllocationQuerySet
from organizations.models import Bloc, Unit


class Allocation(models.Model):
    """One version of the table of quotas, approved as a whole. The stated figures are what the plan's prose says."""

    class Status(models.TextChoices):
        DRAFT = "draft", "dự thảo"
        SUBMITTED = "submitted", "đã trình"
        APPROVED = "approved", "đã duyệt"
        PUBLISHED = "published", "đã công bố"
        RETURNED = "returned", "bị trả lại"
        SUPERSEDED = "superseded", "đã thay thế"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.CASCADE, related_name="allocations")
    number = models.PositiveSmallIntegerField("lần", default=1)
    status = models.CharField("trạng thái", max_length=12, choices=Status.choices, default=Status.DRAFT)
    stated_total = models.PositiveIntegerField(null=True, blank=True)
    stated_collective = models.PositiveIntegerField(null=True, blank=True)
    stated_person = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AllocationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "bảng phân bổ"
        verbose_name_plural = "bảng phân bổ"
        ordering = ["plan", "-number"]
        permissions = [
            ("draft_allocation", "Sửa bảng phân bổ"),
            ("submit_allocation", "Trình bảng phân bổ"),
            ("approve_allocation", "Duyệt, công bố bảng phân bổ"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="allocation_number"),
            models.UniqueConstraint(fields=["plan"], condition=Q(status="published"), name="allocation_one_published"),
        ]

    def __str__(self) -> str:
        return f"Bảng phân bổ lần {self.number}"

    def unit_for(self, right: str) -> Unit:
        """Every right on an allocation is asked of the plan's office."""
        return self.plan.unit


class AllocationRow(models.Model):
    """A row of the table: a unit or a bloc, in the office's order, under the name the office wrote."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="allocation_rows")
    bloc = models.ForeignKey(Bloc, null=True, blank=True, on_delete=models.PROTECT, related_name="allocation_rows")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(unit=None) ^ Q(bloc=None), name="row_unit_or_bloc"),
            models.UniqueConstraint(fields=["allocation", "unit"], name="row_unit_once"),
            models.UniqueConstraint(fields=["allocation", "bloc"], name="row_bloc_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Quota(models.Model):
    """How many places one row holds in one category."""

    row = models.ForeignKey(AllocationRow, on_delete=models.CASCADE, related_name="quotas")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="quotas")
    places = models.PositiveIntegerField("chỉ tiêu")

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [models.UniqueConstraint(fields=["row", "category"], name="quota_cell")]

    def __str__(self) -> str:
        return f"{self.row}: {self.places}"
