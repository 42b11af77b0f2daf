"""What the checks of a plan know beside it, dated and edited by the office; and which findings somebody has answered for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from conferences.models.plan import Plan
from conferences.querysets import CatalogueQuerySet
from portal import clock


class Holiday(models.Model):
    """A day off; or a weekend day that is worked instead of another (`worked`)."""

    date = models.DateField("ngày", unique=True)
    name = models.CharField("tên", max_length=120)
    worked = models.BooleanField("ngày làm bù", default=False, help_text="Thứ Bảy hoặc Chủ nhật đi làm thay cho ngày nghỉ hoán đổi.")
    source = models.CharField("nguồn", max_length=200, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày nghỉ lễ"
        verbose_name_plural = "ngày nghỉ lễ"
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"


class LegalGround(models.Model):
    """A text that plans cite, with the days between which it is in force; `until` is its last day."""

    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    name = models.CharField("tên", max_length=200, help_text="Như các kế hoạch viện dẫn: Luật Thi đua, khen thưởng; Nghị định; Quyết định.")
    issued = models.DateField("ngày ban hành", null=True, blank=True)
    since = models.DateField("có hiệu lực từ", null=True, blank=True)
    until = models.DateField("ngày cuối có hiệu lực", null=True, blank=True)
    replaced_by = models.CharField("thay bằng", max_length=200, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = "căn cứ pháp lý"
        verbose_name_plural = "căn cứ pháp lý"
        ordering = ["name", "issued"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")), name="ground_in_force"),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="ground_number"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}".strip()


class AcceptedFinding(models.Model):
    """A finding that the approver answers for, as it stood: with other figures or in another place it is another finding."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="accepted_findings")
    code = models.CharField(max_length=40)
    where = models.TextField()
    says = models.TextField()
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "điểm đã chấp nhận"
        verbose_name_plural = "điểm đã chấp nhận"
        ordering = ["pk"]
        permissions = [("accept_finding", "Chấp nhận điểm cần xem lại của kế hoạch")]

    def __str__(self) -> str:
        return f"{self.code}: {self.says[:80]}"
