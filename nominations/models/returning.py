"""What the office sends back: a round of items, each with what it said before and after it was mended."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from nominations.models.dossier import Dossier
from nominations.querysets import RoundQuerySet
from portal import clock


class ReturnRound(models.Model):
    """One return of a dossier: until when it is to be mended, and when it came again (None: still with its unit)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="rounds")
    due_on = models.DateField("hạn bổ sung")
    note = models.TextField("lời nhắn chung", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người trả lại", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("trả lại lúc", default=clock.now)
    mended_at = models.DateTimeField("nộp lại lúc", null=True, blank=True)
    reminded_before = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_on_day = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "lần trả lại"
        verbose_name_plural = "lần trả lại"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["due_on"], condition=Q(mended_at=None), name="round_open_due")]
        constraints = [models.UniqueConstraint(fields=["dossier"], condition=Q(mended_at=None), name="round_one_open")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.due_on}"

    @property
    def closes_at(self) -> datetime:
        """The first moment that is late."""
        return timezone.make_aware(datetime.combine(self.due_on + timedelta(days=1), time.min))

    @property
    def came_late(self) -> bool:
        return self.mended_at is not None and self.mended_at >= self.closes_at


class ReturnItem(models.Model):
    """One thing of the dossier that is to be mended: what it is, why, what it said, what it says since the dossier came again.

    `before` and `after` are snapshots (`nominations.returning.items.Snapshot`). `explanation` is the unit's word on an item that
    it left as it was.
    """

    round = models.ForeignKey(ReturnRound, on_delete=models.CASCADE, related_name="items")
    key = models.SlugField(max_length=80)  # see nominations.returning.items
    step = models.SlugField(max_length=10)  # of the wizard, in which it is mended
    label = models.CharField("mục", max_length=300)
    sentence = models.TextField("cần sửa")
    before = models.JSONField(default=dict)
    after = models.JSONField(null=True, blank=True)
    explanation = models.TextField("giải thích của đơn vị", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "mục trả lại"
        verbose_name_plural = "mục trả lại"
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="return_item_once")]

    def __str__(self) -> str:
        return self.label
