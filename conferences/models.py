"""WHAT: plans, conferences, categories, criteria, allocations. Names follow the plan file (docs/plan-file.md).

A list that is nothing but lines of text (grounds, recipients, attendees) is kept as a JSON list of strings; whatever
holds numbers, dates or references has a table of its own.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from conferences.querysets import AllocationQuerySet, PlanQuerySet
from organizations.models import Bloc, Sector, Unit
from portal import clock
from portal.fields import search_key


class Level(models.TextChoices):
    CENTRAL = "central", "toàn quốc"
    PROVINCE = "province", "cấp tỉnh"
    SECTOR = "sector", "cấp ngành"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"
    GRASSROOTS = "grassroots", "cấp cơ sở"


class Subject(models.TextChoices):
    COLLECTIVE = "collective", "tập thể"
    PERSON = "person", "cá nhân"


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
    kind = models.CharField("loại", max_length=12, choices=Kind.choices, default=Kind.CONFERENCE)
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
    eligible = models.JSONField("đối tượng", default=list, blank=True)
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

    objects = PlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-date", "-id"]
        permissions = [
            ("submit_plan", "Trình kế hoạch"),
            ("approve_plan", "Duyệt kế hoạch"),
            ("issue_plan", "Phát hành kế hoạch"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to=None) | Q(period_from=None) | Q(period_to__gte=F("period_from")), name="plan_period"
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


class Conference(models.Model):
    """The conference of the issuing level (`own`), or the rules for conferences of a level below."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="conferences")
    position = models.PositiveSmallIntegerField()
    level = models.CharField("cấp", max_length=12, choices=Level.choices)
    own = models.BooleanField(default=False)
    name = models.CharField("tên", max_length=300, blank=True)
    ordinal = models.CharField("lần thứ", max_length=10, blank=True)
    form = models.JSONField("hình thức", null=True, blank=True)  # text, or a list of the forms allowed
    when_text = models.CharField("thời gian", max_length=200, blank=True)
    tentative = models.BooleanField("dự kiến", null=True, blank=True)
    when_from = models.DateField(null=True, blank=True)
    when_to = models.DateField(null=True, blank=True)
    days = models.DecimalField("số ngày", max_digits=3, decimal_places=1, null=True, blank=True)
    complete_by = models.DateField("hoàn thành", null=True, blank=True)
    complete_before = models.BooleanField(null=True, blank=True)
    where = models.CharField("địa điểm", max_length=300, blank=True)
    planned = models.PositiveIntegerField("số đại biểu", null=True, blank=True)
    at_most = models.PositiveIntegerField("tối đa", null=True, blank=True)
    plenary_below = models.PositiveIntegerField(null=True, blank=True)
    delegates_above = models.PositiveIntegerField(null=True, blank=True)
    presidium_min = models.PositiveSmallIntegerField(null=True, blank=True)
    presidium_max = models.PositiveSmallIntegerField(null=True, blank=True)
    presidium_exemplary_min = models.PositiveSmallIntegerField(null=True, blank=True)
    presidium_exemplary_max = models.PositiveSmallIntegerField(null=True, blank=True)
    attendees = models.JSONField("thành phần", default=list, blank=True)
    backdrop = models.JSONField("phông", default=list, blank=True)

    class Meta:
        verbose_name = "hội nghị"
        verbose_name_plural = "hội nghị"
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(when_to=None) | Q(when_from=None) | Q(when_to__gte=F("when_from")), name="conference_span"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_level_display()


class CompositionShare(models.Model):
    """A group's share of all delegates."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="composition")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=60)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    about = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="share_percent")]


class AgendaItem(models.Model):
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("nội dung", max_length=500)
    minutes = models.PositiveSmallIntegerField("phút", null=True, blank=True)
    presenter = models.CharField("người thực hiện", max_length=200, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class Deadline(models.Model):
    """A closing moment in the plan's own words: `before` a day closes at 00:00 on it, otherwise at its end."""

    class What(models.TextChoices):
        DOSSIER = "dossier", "gửi hồ sơ"
        SPEECH = "speech", "gửi tham luận"
        PLAN = "plan", "gửi kế hoạch"
        REPORT = "report", "gửi báo cáo"
        OTHER = "other", "việc khác"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="deadlines")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=10, choices=What.choices)
    date = models.DateField()
    before = models.BooleanField(null=True, blank=True)
    from_whom = models.CharField(max_length=300, blank=True)
    to_whom = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.last_day:%d/%m/%Y}"

    @property
    def closes_at(self) -> datetime:
        """The first moment that is too late."""
        day = self.date if self.before else self.date + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, time.min))

    @property
    def last_day(self):
        """The last day on which people can still send."""
        return self.date - timedelta(days=1) if self.before else self.date


class Category(models.Model):
    """What may be nominated: a column of the allocation table."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="categories")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    subject = models.CharField(max_length=12, choices=Subject.choices)
    sector = models.CharField(max_length=10, choices=Sector.choices, blank=True)
    label = models.CharField("đối tượng", max_length=120)

    class Meta:
        verbose_name = "đối tượng"
        verbose_name_plural = "đối tượng"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="category_key")]

    def __str__(self) -> str:
        return self.label


class Criterion(models.Model):
    """A condition in the plan's words, for one category or several."""

    class Who(models.TextChoices):
        ALL = "all", "mọi người"
        LEADER = "leader", "người giữ chức vụ lãnh đạo"
        NON_LEADER = "non_leader", "người không giữ chức vụ lãnh đạo"
        HEAD = "head", "người đứng đầu đơn vị"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    categories = models.ManyToManyField(Category, related_name="criteria")
    who = models.CharField(max_length=12, choices=Who.choices, default=Who.ALL)
    text = models.TextField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:80]


class Speech(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="speeches")
    position = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=200)
    topic = models.TextField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.topic[:80]


class Task(models.Model):
    """What one body has to do."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=300)
    items = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.by


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
