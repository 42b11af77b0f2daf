"""After a decision: in which order its names go up and how they are said, the stock of certificates, what was printed on it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from nominations.models.decision import Decision, DecisionLine
from nominations.querysets import CertificateStockQuerySet
from organizations.models import Unit
from portal import clock
from portal.models import Upload


class Presentation(models.Model):
    """How the names of one decision go up. No row: in the order of its list, ten at a time."""

    GROUP = 10

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="presentation")
    group_size = models.PositiveSmallIntegerField("số người lên cùng một đợt", default=GROUP)
    givers = models.TextField("người trao, lần lượt theo từng đợt", blank=True)  # one on a line; the last one gives the rest
    version = models.PositiveIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        return f"Thứ tự trao, {self.decision}"

    def giver_of(self, group: int) -> str:
        """Who hands over in a group, which count from 0."""
        givers = self.givers.splitlines()
        return givers[min(group, len(givers) - 1)] if givers else ""


class PresentedLine(models.Model):
    """Where somebody typed it: the place of a name in the order, and how it is said."""

    line = models.OneToOneField(DecisionLine, on_delete=models.CASCADE, related_name="presented")
    position = models.PositiveIntegerField("thứ tự", null=True, blank=True)
    said = models.CharField("đọc là", max_length=200, blank=True)

    def __str__(self) -> str:
        return self.said or str(self.line)


class CertificatePrint(models.Model):
    """That certificates were printed, for whom; of a name that was printed before it says why."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="prints")
    lines = models.ManyToManyField(DecisionLine, related_name="prints")
    stock = models.CharField(max_length=200)
    reason = models.CharField("lý do in lại", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.stock


class CertificateStock(models.Model):
    """A stock that an office has laid out; `layout` is a `papers.stock.Stock` as JSON. The background is looked at, never printed."""

    unit = models.ForeignKey(Unit, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="certificate_stocks")
    name = models.CharField("tên phôi", max_length=100)
    layout = models.JSONField()
    shift_x = models.FloatField("dời sang phải (mm)", default=0)  # of this office's printer
    shift_y = models.FloatField("dời xuống dưới (mm)", default=0)
    background = models.ForeignKey(Upload, verbose_name="ảnh quét tờ phôi", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    changed = models.DateTimeField("sửa lúc", default=clock.now, editable=False)

    objects = CertificateStockQuerySet.as_manager()

    class Meta:
        verbose_name = "phôi bằng khen, giấy khen"
        verbose_name_plural = "phôi bằng khen, giấy khen"
        ordering = ["name", "id"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="stock_name")]

    def __str__(self) -> str:
        return self.name

    def unit_for(self, right: str) -> Unit:
        return self.unit
