"""What the units between the grassroots and the plan's office said on the dossiers that came to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nominations.models.dossier import Dossier
from nominations.models.sending import Proposal
from nominations.querysets import LevelResultQuerySet
from organizations.models import Unit
from portal import clock


class LevelResult(models.Model):
    """One stay of a dossier with a unit in between, and what came of it. It is never taken away: each level's word stays."""

    class Says(models.TextChoices):
        WAITING = "", "chờ xét"
        BACKED = "backed", "đồng ý"
        UNCHOSEN = "unchosen", "không chọn"
        RETURNED = "returned", "trả lại bổ sung"
        WITHDRAWN = "withdrawn", "đơn vị rút"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="levels")
    unit = models.ForeignKey(Unit, verbose_name="cấp xét", on_delete=models.PROTECT, related_name="level_results")
    came = models.DateTimeField("gửi đến lúc", default=clock.now)
    says = models.CharField("kết quả", max_length=10, choices=Says.choices, default=Says.WAITING, blank=True)
    opinion = models.TextField("ý kiến", blank=True)
    votes = models.PositiveSmallIntegerField("số phiếu đồng ý", null=True, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", null=True, blank=True)  # None: after those that have one
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", null=True, blank=True, editable=False)
    proposal = models.ForeignKey(  # with which the unit sent its choice up; from then on nothing here changes
        Proposal, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="level_results"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LevelResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả xét ở cấp trên trực tiếp"
        verbose_name_plural = "kết quả xét ở cấp trên trực tiếp"
        ordering = ["came", "id"]
        indexes = [models.Index(fields=["unit", "says"], name="level_unit_says")]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(proposal=None, says__in=["", "backed", "unchosen"]), name="level_one_open"
            ),
            models.CheckConstraint(condition=~Q(says__in=["unchosen", "returned"]) | ~Q(opinion=""), name="level_no_without_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.unit.label}: {self.get_says_display()}"


IN_ORDER = (F("position").asc(nulls_last=True), "came", "pk")  # how a unit has ranked what came to it
