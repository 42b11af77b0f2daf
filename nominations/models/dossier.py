"""The dossier: one nomination and what belongs to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from conferences.models import AllocationRow, Category, Plan
from nominations.models.nominee import Nominee
from nominations.querysets import DossierQuerySet
from organizations.models import Unit
from portal import clock
from portal.fields import search_key, sort_key, sort_key_plain
from portal.models import Upload

UNIT_RIGHTS = {
    "nominations.draft_dossier",
    "nominations.endorse_dossier",
    "nominations.submit_dossier",
    "nominations.withdraw_dossier",
}
LEVEL_RIGHTS = {"nominations.gather_dossier", "nominations.send_proposal"}  # asked of the unit in between, while a dossier lies there


class Dossier(models.Model):
    """One nomination with everything it must hold. Person or collective follows from the category."""

    class Status(models.TextChoices):
        DRAFT = "draft", "bản nháp"
        ENDORSED = "endorsed", "đã ký duyệt"
        BETWEEN = "between", "chờ cấp trên trực tiếp xét"  # with a unit in between, see LevelResult; not at the office yet
        BACKED = "backed", "cấp trên trực tiếp đồng ý"
        UNCHOSEN = "unchosen", "cấp trên trực tiếp không chọn"
        SUBMITTED = "submitted", "đã nộp"
        ACCEPTED = "accepted", "đạt"
        HELD = "held", "tạm treo"  # discipline, a complaint or an inspection is being looked into: nothing is decided meanwhile
        RETURNED = "returned", "trả lại bổ sung"
        DECIDED = "decided", "đã có quyết định"
        DECLINED = "declined", "không đạt"
        WITHDRAWN = "withdrawn", "đã rút"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.PROTECT, related_name="dossiers")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị đề nghị", on_delete=models.PROTECT, related_name="dossiers")
    category = models.ForeignKey(Category, verbose_name="đối tượng", on_delete=models.PROTECT, related_name="dossiers")
    status = models.CharField("trạng thái", max_length=12, choices=Status.choices, default=Status.DRAFT)
    nominee = models.ForeignKey(
        Nominee, verbose_name="người hoặc tập thể được đề nghị", null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers"
    )
    name = models.CharField("tên người hoặc tập thể", max_length=200)  # as it shall be printed; the nominee's own may change
    position = models.CharField("chức vụ, nơi làm việc", max_length=300, blank=True)
    achievements = models.TextField("thành tích", blank=True)
    holder = models.ForeignKey(  # whose places it is filed against; set when it is submitted
        AllocationRow, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="dossiers"
    )
    with_unit = models.ForeignKey(  # the unit in between with which it lies
        Unit, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="dossiers_below"
    )
    passed_at = models.DateTimeField("gửi cấp trên trực tiếp lúc", null=True, blank=True, editable=False)  # the first time
    reserve = models.PositiveIntegerField("dự phòng số", null=True, blank=True, editable=False)  # filed without a place, in this order
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True, editable=False)
    screener = models.ForeignKey(  # the officer who has taken it; None: whoever comes first
        settings.AUTH_USER_MODEL,
        verbose_name="cán bộ thẩm định",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="screened",
    )
    screener_since = models.DateTimeField("nhận xử lý lúc", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_by_form = models.UUIDField(null=True, editable=False)  # token of the page that saved last: it may save on
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=clock.now, editable=False)
    changed = models.DateTimeField(default=clock.now, editable=False)
    search_key = models.CharField(max_length=320, editable=False, db_index=True)
    text_key = models.TextField(default="", editable=False)  # position and report, to be found without marks
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    objects = DossierQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["text_key"])

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        ordering = ["-changed", "-id"]
        indexes = [
            models.Index(fields=["plan", "status"], name="dossier_plan_status"),
            models.Index(fields=["holder", "category", "status"], name="dossier_place"),
            models.Index(fields=["-changed", "-id"], name="dossier_recent"),
            models.Index(fields=["status", "submitted_at", "id"], name="dossier_queue"),  # what waits for the office, in its order
            models.Index(fields=["unit", "submitted_at"], name="dossier_unit_submitted"),  # an office counts those below it
        ]
        permissions = [
            ("draft_dossier", "Lập hồ sơ"),
            ("endorse_dossier", "Ký duyệt hồ sơ"),
            ("submit_dossier", "Nộp hồ sơ"),
            ("withdraw_dossier", "Rút hồ sơ"),
            ("screen_dossier", "Thẩm định hồ sơ"),
            ("gather_dossier", "Xét hồ sơ cấp dưới gửi lên"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(screener=None, screener_since=None) | Q(screener__isnull=False, screener_since__isnull=False),
                name="dossier_screener_since",
            ),
            models.CheckConstraint(
                condition=Q(holder__isnull=False, submitted_at__isnull=False)
                | Q(status="returned", passed_at__isnull=False)  # by a unit in between
                | ~Q(status__in=["submitted", "accepted", "held", "returned", "decided", "declined"]),
                name="dossier_filed_against_a_place",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["between", "backed", "unchosen"], with_unit__isnull=False, submitted_at=None, passed_at__isnull=False)
                | Q(with_unit=None) & ~Q(status__in=["between", "backed", "unchosen"]),
                name="dossier_lies_in_between",
            ),
            models.CheckConstraint(condition=Q(reserve=None) | ~Q(status__in=["decided", "declined", "withdrawn"]), name="dossier_reserve_waits"),
            models.UniqueConstraint(
                fields=["holder", "category", "reserve"], condition=Q(reserve__isnull=False), name="dossier_reserve_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """What follows from other fields; rows that are written many at once are not saved one by one."""
        self.search_key = search_key(self.name)[:320]
        self.text_key = search_key(f"{self.position} {self.achievements}")
        self.sort_key = (sort_key if self.is_person else sort_key_plain)(self.name)[:700]

    @property
    def is_person(self) -> bool:
        return self.category.subject == "person"

    def status_for(self, user: Any) -> str:
        """The state in words, as this reader may know it: decided stands as before until the decision is published (`seen.py`)."""
        decision = self.line.decision if self.status == self.Status.DECIDED and hasattr(self, "line") else None
        hidden = decision and type(decision).objects.kept_from(user).filter(pk=decision.pk).exists()
        return str(self.Status.ACCEPTED.label if hidden else self.get_status_display())

    @property
    def lies_with(self) -> Unit:
        """Who has it once its unit has sent it: a unit in between, or the office."""
        return self.with_unit or self.plan.unit

    def unit_for(self, right: str) -> Unit:
        """The unit's own rights are asked of the unit, the office's of the office whose plan it is; what a unit in between does
        of the one with which it lies."""
        if right in LEVEL_RIGHTS:
            return self.with_unit or self.unit
        return self.unit if right in UNIT_RIGHTS else self.plan.unit


class DossierPaper(models.Model):
    """One paper that the plan asks of a dossier: whether it is there, and its file. No row: still missing."""

    class State(models.TextChoices):
        ATTACHED = "attached", "đã đính kèm"
        ON_PAPER = "on_paper", "nộp bản giấy"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    slot = models.SlugField(max_length=40)  # key of a slot of the plan, see conferences.paper_slots
    state = models.CharField("tình trạng", max_length=10, choices=State.choices, default=State.ATTACHED)
    file = models.ForeignKey(Upload, verbose_name="tệp", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "giấy tờ của hồ sơ"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "slot"], name="dossier_paper_slot"),
            models.CheckConstraint(condition=Q(state="on_paper") | Q(file__isnull=False), name="dossier_paper_has_file"),
        ]

    def __str__(self) -> str:
        return self.slot


class Consent(models.Model):
    """That the nominee agrees to one use of their data: which words, when, how, who wrote it down (Luật 91/2025/QH15, Điều 9)."""

    class Purpose(models.TextChoices):
        NOMINATION = "nomination", "lập và xét hồ sơ đề nghị"
        PUBLISHING = "publishing", "công bố danh sách"
        PRESS = "press", "đưa tin, chụp ảnh"

    class Way(models.TextChoices):
        SIGNED = "signed", "ký văn bản, đơn vị giữ bản gốc"
        SPOKEN = "spoken", "nói trực tiếp, người lập hồ sơ ghi lại"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField("cho việc", max_length=12, choices=Purpose.choices)
    way = models.CharField("cách đồng ý", max_length=10, choices=Way.choices)
    words = models.TextField("lời đồng ý")  # the very words, so that it can be shown again
    given_on = models.DateField("ngày đồng ý")
    file = models.ForeignKey(Upload, verbose_name="tệp", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "sự đồng ý"
        constraints = [models.UniqueConstraint(fields=["dossier", "purpose"], name="consent_purpose")]

    def __str__(self) -> str:
        return self.get_purpose_display()


class ClauseAnswer(models.Model):
    """What a person says about one standard of a dossier: the unit confirms it, or the office overrules the portal's answer.

    `mark` names the standard by its words: when the plan's words change, what was said about the old ones no longer counts.
    """

    class Says(models.TextChoices):
        CONFIRMED = "confirmed", "đơn vị xác nhận đạt"
        MET = "met", "cán bộ thẩm định: đạt"
        NOT_MET = "not_met", "cán bộ thẩm định: chưa đạt"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="answers")
    mark = models.CharField(max_length=40)
    says = models.CharField("ý kiến", max_length=10, choices=Says.choices)
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "ý kiến về tiêu chuẩn"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "mark"], condition=Q(says="confirmed"), name="clause_confirmed_once"),
            models.UniqueConstraint(fields=["dossier", "mark"], condition=~Q(says="confirmed"), name="clause_ruled_once"),
            models.CheckConstraint(condition=Q(says="confirmed") | ~Q(reason=""), name="clause_ruling_has_reason"),
        ]

    def __str__(self) -> str:
        return self.get_says_display()
