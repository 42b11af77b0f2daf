"""What goes up: the proposal that bundles a unit's dossiers, the receipt for each filing, more time for one unit."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from conferences.models import Plan
from nominations.models.dossier import Dossier
from nominations.querysets import ProposalQuerySet, ReceiptQuerySet
from organizations.models import Unit
from papers.models import IssuedPaper
from portal import clock
from portal.models import Upload


class Proposal(models.Model):
    """The letter (tờ trình) with which a unit sends its dossiers up, and the selection meeting they come from."""

    class Status(models.TextChoices):
        DRAFT = "draft", "đang soạn"
        SENT = "sent", "đã gửi"

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="proposals")
    status = models.CharField("trạng thái", max_length=8, choices=Status.choices, default=Status.DRAFT)
    number = models.CharField("số, ký hiệu", max_length=41, blank=True)  # the unit's own register gives it
    date = models.DateField("ngày", null=True, blank=True)
    signer = models.CharField("người ký", max_length=100, blank=True)
    meeting_on = models.DateField("họp bình xét ngày", null=True, blank=True)
    meeting_place = models.CharField("nơi họp", max_length=200, blank=True)
    chair = models.CharField("chủ trì", max_length=100, blank=True)
    secretary = models.CharField("thư ký", max_length=100, blank=True)
    summoned = models.PositiveSmallIntegerField("triệu tập", null=True, blank=True)
    present = models.PositiveSmallIntegerField("có mặt", null=True, blank=True)
    dossiers = models.ManyToManyField(Dossier, through="ProposalLine", related_name="proposals")
    paper = models.OneToOneField(
        IssuedPaper, verbose_name="văn bản", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="proposal"
    )
    to = models.ForeignKey(  # a unit in between that gathers for the office; None: the office itself
        Unit, verbose_name="gửi đến", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="proposals_below"
    )
    sets_due = models.PositiveSmallIntegerField("số bộ bản giấy phải nộp", default=0)
    sets_received = models.PositiveSmallIntegerField("số bộ bản giấy đã nhận", default=0)
    sets_received_on = models.DateField("nhận bản giấy ngày", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=clock.now, editable=False)
    changed = models.DateTimeField(default=clock.now, editable=False)

    objects = ProposalQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "tờ trình"
        verbose_name_plural = "tờ trình"
        ordering = ["-changed", "-id"]
        indexes = [models.Index(fields=["-changed", "-id"], name="proposal_recent")]
        permissions = [
            ("draft_proposal", "Soạn tờ trình"),
            ("send_proposal", "Gửi tờ trình"),
            ("receive_sets", "Nhận bộ hồ sơ giấy"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "unit"], condition=Q(status="draft"), name="proposal_one_open"),
            models.CheckConstraint(
                condition=Q(present=None) | Q(summoned=None) | Q(present__lte=models.F("summoned")), name="proposal_present_of_summoned"
            ),
        ]

    def __str__(self) -> str:
        return f"Tờ trình {self.number}" if self.number else f"Tờ trình chưa có số (bản {self.pk})"

    def unit_for(self, right: str) -> Unit:
        """The unit writes and sends it; the office receives the paper sets."""
        return self.plan.unit if right == "nominations.receive_sets" else self.unit


class ProposalLine(models.Model):
    """One dossier of a proposal with the votes it had at the selection meeting. A paper of the unit's own is a `ProposalPaper`."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="proposal_lines")
    votes = models.PositiveSmallIntegerField("số phiếu đồng ý", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["proposal", "dossier"], name="proposal_line_once")]

    def __str__(self) -> str:
        return str(self.dossier)


class ProposalPaper(models.Model):
    """A signed paper that goes with the whole proposal: the minutes of the meeting, the stamped summary list."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="papers")
    slot = models.SlugField(max_length=40)
    file = models.ForeignKey(Upload, verbose_name="tệp", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "slot"], name="proposal_paper_slot")]

    def __str__(self) -> str:
        return self.slot


class ReceiptYear(models.Model):
    """The counter of an office's receipts in a year; locked while the next number is given."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="receipt_year")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.last}"


class Receipt(models.Model):
    """That an office has received dossiers of a unit, by the server's clock: one for each filing, numbered without gaps."""

    office = models.ForeignKey(Unit, verbose_name="cơ quan nhận", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField("số")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị nộp", on_delete=models.PROTECT, related_name="receipts")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="receipts")
    dossiers = models.ManyToManyField(Dossier, related_name="receipts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người nộp", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("nộp lúc", default=clock.now)
    late = models.BooleanField("nộp sau hạn", default=False)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "biên nhận"
        verbose_name_plural = "biên nhận"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"], name="receipt_recent")]
        constraints = [models.UniqueConstraint(fields=["office", "year", "number"], name="receipt_number")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"BN-{self.number:04}/{self.year}"


class Extension(models.Model):
    """More time for one unit, and all below it, with the reason. The last one counts."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="extensions")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="extensions")
    until = models.DateTimeField("đến", help_text="Từ lúc này không nhận nữa.")
    reason = models.CharField("lý do", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        ordering = ["at", "id"]
        permissions = [("extend_deadline", "Gia hạn nộp hồ sơ")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.until}"

    def unit_for(self, right: str) -> Unit:
        """The office whose plan it is gives the time."""
        return self.plan.unit
