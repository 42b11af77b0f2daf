"""The decision and the names on it."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from conferences.models import Honour, Plan
from nominations.models.dossier import Dossier
from nominations.querysets import DecisionLineQuerySet, DecisionQuerySet
from organizations.models import Unit
from papers.models import IssuedPaper
from portal import clock
from portal.fields import search_key


class Decision(models.Model):
    """The decision that honours accepted dossiers, with its list. Its award form is entered by the officer."""

    class Status(models.TextChoices):
        DRAFT = "draft", "dự thảo"
        SUBMITTED = "submitted", "đã trình"
        APPROVED = "approved", "đã duyệt"
        ISSUED = "issued", "đã phát hành"
        RETURNED = "returned", "bị trả lại"

    class Listing(models.TextChoices):
        AUTO = "auto", "theo số tên: ít thì ghi ngay trong Điều 1, nhiều thì kèm danh sách"
        INSIDE = "inside", "ghi ngay trong Điều 1"
        APPENDIX = "appendix", "kèm danh sách"

    class Kind(models.TextChoices):
        AWARD = "award", "khen thưởng"
        CORRECTION = "correction", "đính chính"
        REVOCATION = "revocation", "hủy bỏ"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices, default=Kind.AWARD, editable=False)
    old = models.ForeignKey(  # of a correction or revocation: the decision whose names it changes
        "self", verbose_name="về quyết định", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="amendments"
    )
    whole = models.BooleanField("hủy bỏ toàn bộ", default=False, editable=False)
    reason = models.TextField("lý do", blank=True)  # of a whole revocation
    status = models.CharField("trạng thái", max_length=12, choices=Status.choices, default=Status.DRAFT)
    number = models.CharField("số, ký hiệu", max_length=41, blank=True)
    date = models.DateField("ngày", null=True, blank=True)
    award = models.ForeignKey(Honour, verbose_name="danh hiệu, hình thức trong danh mục", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    award_form = models.CharField("hình thức khen thưởng", max_length=120)  # as it is printed
    merit = models.CharField("đã có thành tích", max_length=500)
    fund = models.CharField("nguồn tiền thưởng", max_length=300, blank=True)
    grounds = models.JSONField("căn cứ", default=list, blank=True)
    second_name = models.CharField("cơ quan cùng quyết định", max_length=200, blank=True)  # beside the bodies of the plan
    second_superior = models.CharField("cơ quan chủ quản của cơ quan ấy", max_length=200, blank=True)
    second_authority = models.TextField("quyền hạn, chức vụ người ký của cơ quan ấy", blank=True)  # one line each
    second_signer = models.CharField("người ký của cơ quan ấy", max_length=100, blank=True)
    listing = models.CharField("danh sách", max_length=8, choices=Listing.choices, default=Listing.AUTO)
    approved_on = models.DateField("duyệt ngày", null=True, blank=True, editable=False)  # the sums of that day stand on the lines
    approved_names = models.PositiveIntegerField("số tên đã duyệt", null=True, blank=True, editable=False)
    publish_at = models.DateTimeField("công bố lúc", null=True, blank=True, editable=False)  # as the clerk chose
    published_at = models.DateTimeField("đã công bố lúc", null=True, blank=True, editable=False)  # from then on units see it
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
        indexes = [
            models.Index(fields=["-created", "-id"], name="decision_recent"),
            models.Index(fields=["publish_at"], condition=Q(published_at=None), name="decision_to_publish"),  # asked by every worker
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind="award", old=None) | (~Q(kind="award") & Q(old__isnull=False)), name="decision_amends_one"),
            models.CheckConstraint(condition=Q(published_at=None) | Q(status="issued"), name="decision_published_once_issued"),
            models.CheckConstraint(condition=Q(whole=False) | Q(kind="revocation"), name="decision_whole_is_revoked"),
        ]
        permissions = [
            ("draft_decision", "Soạn quyết định"),
            ("submit_decision", "Trình quyết định"),
            ("approve_decision", "Duyệt quyết định"),
            ("issue_decision", "Phát hành quyết định"),
            ("print_certificates", "In bằng khen, giấy khen"),
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
    def is_amendment(self) -> bool:
        return self.kind != Decision.Kind.AWARD

    @property
    def heading(self) -> str:
        return f"Quyết định {self.number}" if self.number else f"Quyết định chưa có số (bản {self.pk})"

    def unit_for(self, right: str) -> Unit:
        """Every right on a decision is asked of the plan's office."""
        return self.plan.unit


class AwardYear(models.Model):
    """The register of awards (sổ khen thưởng) of an office in a year; locked while the next numbers are given."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="award_year")]

    def __str__(self) -> str:
        return f"Sổ khen thưởng năm {self.year}"


class Words(NamedTuple):
    """A name as a paper prints it."""

    name: str
    position: str
    unit_name: str


class DecisionLine(models.Model):
    """One name on the list, as it is printed. A dossier stands on one decision only. Issued, it has its number in the register.

    `corrected` and `revoked` are set when a later decision that says so is issued; the line itself stays as it was printed.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="line")
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=300, blank=True)
    unit_name = models.CharField(max_length=200)
    prize = models.PositiveBigIntegerField("tiền thưởng (đồng)", null=True, blank=True)  # as approved, and again as of the day of the decision
    corrected = models.ForeignKey("nominations.LineChange", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+")
    revoked = models.ForeignKey("nominations.LineChange", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(AwardYear, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="lines")
    register_number = models.PositiveIntegerField("số vào sổ", null=True, blank=True, editable=False)

    objects = DecisionLineQuerySet.as_manager()

    class Meta:
        ordering = ["dossier__category__subject", "dossier__unit__path", "dossier__sort_key", "id"]
        verbose_name = "tên trong sổ khen thưởng"
        constraints = [
            models.UniqueConstraint(fields=["register", "register_number"], name="register_number"),
            models.CheckConstraint(condition=Q(register=None) ^ Q(register_number__isnull=False), name="register_both"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> Words:
        """As it was issued."""
        return Words(self.name, self.position, self.unit_name)

    @property
    def words_now(self) -> Words:
        """As it is right: what was issued never changes, a later decision may have corrected it."""
        return self.corrected.words if self.corrected else self.words

    @property
    def name_now(self) -> str:
        return self.words_now.name

    @property
    def position_now(self) -> str:
        return self.words_now.position

    @property
    def unit_name_now(self) -> str:
        return self.words_now.unit_name

    @property
    def register_label(self) -> str:
        """ "07/2020", as it is printed on the certificate; empty before the decision is issued."""
        return f"{self.register_number:02}/{self.register.year}" if self.register else ""
