"""The table of quotas: its versions, rows and cells; what is asked of it and said about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from conferences.models.category import Category
from conferences.models.plan import Plan
from conferences.querysets import AdjustmentQuerySet, AllocationQuerySet, AllocationRowQuerySet
from organizations.models import Bloc, Unit
from papers.models import IssuedPaper
from portal import clock


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
    rule = models.JSONField("cách chia", default=dict, blank=True)  # conferences/sharing_rule.py reads it; {}: typed by hand
    why = models.TextField("lý do điều chỉnh", blank=True)  # of a later version
    takes_reserves = models.BooleanField("nhận hồ sơ dự phòng khi hết suất", default=False)
    reclaim_on = models.DateField("ngày thu hồi suất chưa dùng", null=True, blank=True)
    through_levels = models.BooleanField("hồ sơ gửi qua cấp trên trực tiếp", default=False)  # units in between gather and choose
    gather_by = models.DateField("ngày cuối gửi cấp trên trực tiếp", null=True, blank=True)  # None: until the plan's own deadline
    notice = models.OneToOneField(  # tells the units of a later version, with its number
        IssuedPaper, verbose_name="thông báo", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="allocation"
    )
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
            ("issue_notice", "Phát hành thông báo điều chỉnh chỉ tiêu"),
            ("share_places", "Chia chỉ tiêu của đơn vị cho cấp dưới"),
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
    """A row of the table: a unit or a bloc, in the office's order, under the name the office wrote.

    A row with a parent is what the parent's unit gave of its own places to a unit below it; the table does not print it.
    """

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="allocation_rows")
    bloc = models.ForeignKey(Bloc, null=True, blank=True, on_delete=models.PROTECT, related_name="allocation_rows")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="below")
    weights = models.JSONField("trọng số", default=dict, blank=True)  # figures by name, as they stood when places were shared

    objects = AllocationRowQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(unit=None) ^ Q(bloc=None), name="row_unit_or_bloc"),
            models.UniqueConstraint(fields=["allocation", "unit"], name="row_unit_once"),
            models.UniqueConstraint(fields=["allocation", "bloc"], name="row_bloc_once"),
            models.CheckConstraint(condition=Q(parent=None) | Q(bloc=None), name="row_below_is_unit"),
        ]

    def __str__(self) -> str:
        return self.label

    def unit_for(self, right: str) -> Unit | None:
        """What a row holds is shared by its own unit; a bloc shares nothing."""
        return self.unit


class Quota(models.Model):
    """How many places one row holds in one category."""

    row = models.ForeignKey(AllocationRow, on_delete=models.CASCADE, related_name="quotas")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="quotas")
    places = models.PositiveIntegerField("chỉ tiêu")
    shared = models.PositiveIntegerField("theo cách chia", null=True, blank=True)  # what the rule gave; None: typed
    reason = models.CharField("lý do khác số chia", max_length=200, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [models.UniqueConstraint(fields=["row", "category"], name="quota_cell")]

    def __str__(self) -> str:
        return f"{self.row}: {self.places}"


class RowRemark(models.Model):
    """Why the approver sent a row back; it stands until the table is submitted again."""

    row = models.ForeignKey(AllocationRow, on_delete=models.CASCADE, related_name="remarks")
    text = models.CharField("lý do", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["row__position", "at"]

    def __str__(self) -> str:
        return self.text


class AllocationState(models.Model):
    """The table as it was submitted or published, kept as plain data: the approver compares the next one with it."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="states")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField()  # conferences/quota_states.py writes and reads it

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.allocation} ({self.at:%d/%m/%Y %H:%M})"


class Adjustment(models.Model):
    """A unit asks for another figure in one cell of the published table. A granted one goes into the next version."""

    class Status(models.TextChoices):
        OPEN = "open", "chờ trả lời"
        GRANTED = "granted", "được chấp thuận"
        DECLINED = "declined", "không được chấp thuận"
        WITHDRAWN = "withdrawn", "đã rút"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.CASCADE, related_name="adjustments")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị đề nghị", on_delete=models.PROTECT, related_name="adjustments")
    row = models.ForeignKey(AllocationRow, verbose_name="dòng", on_delete=models.PROTECT, related_name="adjustments")
    category = models.ForeignKey(Category, verbose_name="đối tượng", on_delete=models.PROTECT, related_name="adjustments")
    before = models.PositiveIntegerField("chỉ tiêu khi đề nghị")
    wanted = models.PositiveIntegerField("chỉ tiêu đề nghị")
    reason = models.CharField("lý do", max_length=1000)
    status = models.CharField("trạng thái", max_length=12, choices=Status.choices, default=Status.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=clock.now, editable=False)
    allocation = models.ForeignKey(  # the version it went into
        Allocation, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="adjustments"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị điều chỉnh chỉ tiêu"
        verbose_name_plural = "đề nghị điều chỉnh chỉ tiêu"
        ordering = ["-at", "-id"]
        permissions = [
            ("ask_adjustment", "Đề nghị điều chỉnh chỉ tiêu"),
            ("answer_adjustment", "Trả lời đề nghị điều chỉnh chỉ tiêu"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["row", "category"], condition=Q(status="open"), name="adjustment_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.row}, {self.category}: {self.before} → {self.wanted}"

    def unit_for(self, right: str) -> Unit:
        """Asking and withdrawing is the unit's own, answering the office's."""
        return self.plan.unit if right == "conferences.answer_adjustment" else self.unit
