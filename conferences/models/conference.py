"""A conference of a plan: its own, or the rules for those of the levels below."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from conferences.models.plan import Plan
from conferences.models.vocabulary import Level


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
