"""The ranked list of a plan: its score sheet and order, the points that officers give, places given by hand; its publication inside
the organisation, and what is objected to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from conferences.models import Plan
from nominations.models.dossier import Dossier
from nominations.ranking_querysets import ObjectionQuerySet, PublicationQuerySet
from organizations.models import Unit
from portal import clock
from portal.models import Upload


class RankingTerms(models.Model):
    """How the dossiers of a plan are ranked: the lines of the score sheet (`nominations.scoring`), the order of the keys
    (`nominations.ranking`), and for how many working days the list is published, if the plan asks for it."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="ranking_terms")
    lines = models.JSONField("bảng điểm", default=list, blank=True)
    order = models.JSONField("thứ tự xét", default=list, blank=True)
    notice_days = models.PositiveSmallIntegerField("công khai (ngày làm việc)", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "cách xếp hạng"
        permissions = [("rank_dossiers", "Chấm điểm, xếp hạng hồ sơ")]

    def __str__(self) -> str:
        return f"Cách xếp hạng, {self.plan}"

    def unit_for(self, right: str) -> Unit:
        return self.plan.unit


class Score(models.Model):
    """The points that an officer gave a dossier on one line of the sheet."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="scores")
    line = models.SlugField(max_length=20)
    value = models.DecimalField("điểm", max_digits=7, decimal_places=2)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "điểm"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "line"], name="score_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="score_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.value}"


class RankRuling(models.Model):
    """What a person settled: a lot that was drawn where all else is equal, or a place given by hand, with the reason."""

    class Kind(models.TextChoices):
        LOT = "lot", "bốc thăm"
        PLACE = "place", "xếp bằng tay"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="rank_rulings")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    number = models.PositiveIntegerField("số")
    reason = models.CharField("lý do", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "ghi chú xếp hạng"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "kind"], name="rank_ruling_once"),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(reason=""), name="rank_ruling_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Publication(models.Model):
    """A ranked list as it was published inside the organisation; `rows` stay as they were that day."""

    plan = models.ForeignKey(Plan, verbose_name="kế hoạch", on_delete=models.PROTECT, related_name="publications")
    starts = models.DateField("từ ngày")
    days = models.PositiveSmallIntegerField("số ngày làm việc")
    ends = models.DateField("đến hết ngày")  # the last of these working days
    rows = models.JSONField(default=list)  # {category, place, name, position, unit}: nothing else is told of anybody
    dossiers = models.ManyToManyField(Dossier, related_name="publications")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách công khai"
        verbose_name_plural = "danh sách công khai"
        ordering = ["-starts", "-id"]
        permissions = [("publish_list", "Đăng công khai danh sách")]
        constraints = [models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="publication_span")]

    def __str__(self) -> str:
        return f"Danh sách công khai theo Kế hoạch {self.plan.number}"

    def unit_for(self, right: str) -> Unit:
        return self.plan.unit


class Objection(models.Model):
    """What somebody says against a name on a published list. Who says it is told to the office alone."""

    class Result(models.TextChoices):
        KEPT = "kept", "giữ nguyên"
        HELD = "held", "tạm treo hồ sơ"
        DECLINED = "declined", "hồ sơ không đạt"

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="objections")
    dossier = models.ForeignKey(Dossier, verbose_name="về", on_delete=models.PROTECT, related_name="objections")
    objector = models.CharField("người kiến nghị", max_length=200)
    text = models.TextField("nội dung")
    received_on = models.DateField("nhận ngày")
    file = models.ForeignKey(Upload, verbose_name="tệp", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result = models.CharField("kết quả", max_length=8, choices=Result.choices, blank=True)  # empty: open
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        ordering = ["at", "id"]
        permissions = [("file_objection", "Gửi, ghi kiến nghị về danh sách công khai"), ("answer_objection", "Trả lời kiến nghị")]
        constraints = [
            models.CheckConstraint(
                condition=Q(result="", answered_at=None) | (~Q(result="") & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="objection_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return f"Kiến nghị về {self.dossier}"

    def unit_for(self, right: str) -> Unit:
        return self.publication.plan.unit
