"""The plan itself: who issues it, its text section by section."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from conferences.querysets import PlanQuerySet
from organizations.models import Unit
from papers.models import IssuedPaper
from portal import clock
from portal.fields import search_key


class Plan(models.Model):
    """The master paper of a campaign: what is honoured, when, how many, by which standards."""

    class Kind(models.TextChoices):
        CONFERENCE = "conference", "hội nghị"
        MOVEMENT = "movement", "phong trào"

    class Status(models.TextChoices):
        DRAFT = "draft", "dự thảo"
        SUBMITTED = "submitted", "đã trình"
        APPROVED = "approved", "đã duyệt"
        ISSUED = "issued", "đã phát hành"
        CLOSED = "closed", "đã kết thúc"
        RETURNED = "returned", "bị trả lại"
        SUPERSEDED = "superseded", "đã thay thế"
        SUSPENDED = "suspended", "tạm dừng"

    unit = models.ForeignKey(Unit, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="plans")
    status = models.CharField("trạng thái", max_length=12, choices=Status.choices, default=Status.DRAFT)
    kind = models.CharField("loại", max_length=12, choices=Kind.choices, default=Kind.CONFERENCE, db_index=True)
    number = models.CharField("số, ký hiệu", max_length=41, blank=True)
    place = models.CharField("địa danh", max_length=60, blank=True)
    date = models.DateField("ngày", null=True, blank=True)
    title = models.CharField("trích yếu", max_length=500)
    period_from = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    period_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    grounds = models.JSONField("căn cứ", default=list, blank=True)
    parent_number = models.CharField("kế hoạch cấp trên", max_length=41, blank=True)
    lead = models.TextField("lời dẫn", blank=True)
    dossier = models.JSONField("thành phần hồ sơ", default=list, blank=True)
    dossier_copies = models.PositiveSmallIntegerField("số bộ hồ sơ", null=True, blank=True)
    asks = models.JSONField("dữ liệu nhạy cảm cần hỏi", default=list, blank=True)  # as in the plan file; everything else is asked of everybody
    eligible = models.JSONField("đối tượng", default=list, blank=True)  # texts, or {category, text, rule} as in the plan file
    procedure = models.JSONField("quy trình", default=list, blank=True)
    awards = models.JSONField("hình thức khen thưởng", default=list, blank=True)
    late = models.TextField("khi quá hạn", blank=True)
    budget = models.JSONField("kinh phí", default=list, blank=True)
    theme = models.TextField("chủ đề phong trào", blank=True)
    audiences = models.JSONField("nội dung theo đối tượng", default=list, blank=True)
    phases = models.JSONField("các đợt", default=list, blank=True)
    closing = models.TextField("lời kết", blank=True)
    recipients = models.JSONField("nơi nhận", default=list, blank=True)
    notes = models.JSONField("điều chưa chắc", default=list, blank=True)
    search_key = models.CharField(max_length=800, editable=False, db_index=True)
    created = models.DateTimeField(default=clock.now, editable=False)
    paper = models.OneToOneField(  # what left the office; of a plan issued by hand there is none
        IssuedPaper, verbose_name="văn bản", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="plan"
    )
    version_of = models.ForeignKey(  # the plan that this row will replace, or that has replaced it
        "self", verbose_name="bản của", null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="other_versions",
    )  # fmt: skip

    objects = PlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-date", "-id"]
        indexes = [models.Index(fields=["-date", "-id"], name="plan_recent")]
        permissions = [
            ("draft_plan", "Soạn kế hoạch"),
            ("submit_plan", "Trình kế hoạch"),
            ("approve_plan", "Duyệt kế hoạch"),
            ("issue_plan", "Phát hành kế hoạch"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to=None) | Q(period_from=None) | Q(period_to__gte=F("period_from")), name="plan_period"
            ),
            models.UniqueConstraint(
                fields=["version_of"],
                condition=Q(status__in=["draft", "submitted", "approved", "returned"]),
                name="plan_one_open_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or 'Chưa có số'} · {self.title}"

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key(f"{self.number} {self.title}")[:800]
        super().save(*args, **kwargs)

    def unit_for(self, right: str) -> Unit:
        """Every right on a plan is asked of its office."""
        return self.unit


class PlanIssuer(models.Model):
    """An issuing body as the paper names it; the lead comes first."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="issuers")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    superior = models.CharField(max_length=200, blank=True)
    authority = models.JSONField(default=list, blank=True)
    signer = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="issuer_position")]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """A section of the plan's text; its number is computed from its place. `shows` lists what it prints live."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    shows = models.JSONField(default=list, blank=True)
    after = models.TextField(blank=True)  # paragraphs below what it shows

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.heading or self.text[:60]


class Appendix(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="appendices")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    shows = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title
