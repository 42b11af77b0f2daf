"""WHOM: dossiers and decisions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from conferences.models import AllocationRow, Category, Plan
from nominations.querysets import DecisionQuerySet, DossierQuerySet
from organizations.models import Unit
from papers.models import IssuedPaper
from portal import clock
from portal.fields import search_key, sort_key, sort_key_plain
from portal.models import Upload

UNIT_RIGHTS = {
    "nominations.draft_dossier",
    "nominations.endorse_dossier",
    "nominations.submit_dossier",
    "nominations.withdraw_dossier",
}


class Dossier(models.Model):
    """One nomination with everything it must hold. Person or collective follows from the category."""

    class Status(models.TextChoices):
        DRAFT = "draft", "bản nháp"
        ENDORSED = "endorsed", "đã ký duyệt"
        SUBMITTED = "submitted", "đã nộp"
        ACCEPTED = "accepted", "đạt"
        RETURNED = "returned", "trả lại bổ sung"
        DECIDED = "decided", "đã có quyết định"
        WITHDRAWN = "withdrawn", "đã rút"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.PROTECT, related_name="dossiers")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị đề nghị", on_delete=models.PROTECT, related_name="dossiers")
    category = models.ForeignKey(Category, verbose_name="đối tượng", on_delete=models.PROTECT, related_name="dossiers")
    status = models.CharField("trạng thái", max_length=12, choices=Status.choices, default=Status.DRAFT)
    name = models.CharField("tên người hoặc tập thể", max_length=200)
    position = models.CharField("chức vụ, nơi làm việc", max_length=300, blank=True)
    achievements = models.TextField("thành tích", blank=True)
    attachment = models.ForeignKey(
        Upload, verbose_name="tệp đính kèm", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    holder = models.ForeignKey(  # whose places it is filed against; set when it is submitted
        AllocationRow, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="dossiers"
    )
    reserve = models.PositiveIntegerField("dự phòng số", null=True, blank=True, editable=False)  # filed without a place, in this order
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=clock.now, editable=False)
    changed = models.DateTimeField(default=clock.now, editable=False)
    search_key = models.CharField(max_length=320, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    objects = DossierQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        ordering = ["-changed", "-id"]
        indexes = [
            models.Index(fields=["plan", "status"], name="dossier_plan_status"),
            models.Index(fields=["holder", "category", "status"], name="dossier_place"),
            models.Index(fields=["-changed", "-id"], name="dossier_recent"),
            models.Index(fields=["unit", "submitted_at"], name="dossier_unit_submitted"),  # an office counts those below it
        ]
        permissions = [
            ("draft_dossier", "Lập hồ sơ"),
            ("endorse_dossier", "Ký duyệt hồ sơ"),
            ("submit_dossier", "Nộp hồ sơ"),
            ("withdraw_dossier", "Rút hồ sơ"),
            ("screen_dossier", "Thẩm định hồ sơ"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder__isnull=False, submitted_at__isnull=False)
                | ~Q(status__in=["submitted", "accepted", "returned", "decided"]),
                name="dossier_filed_against_a_place",
            ),
            models.CheckConstraint(condition=Q(reserve=None) | ~Q(status__in=["decided", "withdrawn"]), name="dossier_reserve_waits"),
            models.UniqueConstraint(
                fields=["holder", "category", "reserve"], condition=Q(reserve__isnull=False), name="dossier_reserve_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key(self.name)[:320]
        self.sort_key = (sort_key if self.is_person else sort_key_plain)(self.name)[:700]
        super().save(*args, **kwargs)

    @property
    def is_person(self) -> bool:
        return self.category.subject == "person"

    def unit_for(self, right: str) -> Unit:
        """The unit's own rights are asked of the unit, the office's of the office whose plan it is."""
        return self.unit if right in UNIT_RIGHTS else self.plan.unit


class Decision(models.Model):
    """The decision that honours accepted dossiers, with its list. Its award form is entered by the officer."""

    class Status(models.TextChoices):
        DRAFT = "draft", "dự thảo"
        SUBMITTED = "submitted", "đã trình"
        APPROVED = "approved", "đã duyệt"
        ISSUED = "issued", "đã phát hành"
        RETURNED = "returned", "bị trả lại"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.PROTECT, related_name="decisions")
    status = models.CharField("trạng thái", max_length=12, choices=Status.choices, default=Status.DRAFT)
    number = models.CharField("số, ký hiệu", max_length=41, blank=True)
    date = models.DateField("ngày", null=True, blank=True)
    award_form = models.CharField("hình thức khen thưởng", max_length=120)
    merit = models.CharField("đã có thành tích", max_length=500)
    fund = models.CharField("nguồn tiền thưởng", max_length=300, blank=True)
    grounds = models.JSONField("căn cứ", default=list, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=clock.now, editable=False)
    paper = models.OneToOneField(
        IssuedPaper, verbose_name="văn bản", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="decision"
    )
    search_key = models.CharField(max_length=800, editable=False, db_index=True)

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "quyết định"
        verbose_name_plural = "quyết định"
        ordering = ["-created", "-id"]
        indexes = [models.Index(fields=["-created", "-id"], name="decision_recent")]
        permissions = [
            ("draft_decision", "Soạn quyết định"),
            ("submit_decision", "Trình quyết định"),
            ("approve_decision", "Duyệt quyết định"),
            ("issue_decision", "Phát hành quyết định"),
        ]

    def __str__(self) -> str:
        return f"{self.label} · {self.award_form}"

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key(f"{self.number} {self.award_form} {self.merit}")[:800]
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        return self.number or f"Chưa có số (bản {self.pk})"

    @property
    def heading(self) -> str:
        return f"Quyết định {self.number}" if self.number else f"Quyết định chưa có số (bản {self.pk})"

    def unit_for(self, right: str) -> Unit:
        """Every right on a decision is asked of the plan's office."""
        return self.plan.unit


class DecisionLine(models.Model):
    """One name on the list, as it is printed. A dossier stands on one decision only."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="line")
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=300, blank=True)
    unit_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["dossier__category__subject", "dossier__unit__path", "dossier__sort_key", "id"]

    def __str__(self) -> str:
        return self.name
