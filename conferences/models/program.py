"""What a plan sets dates and people for."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import models
from django.utils import timezone

from conferences.models.plan import Plan


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
    date = models.DateField(db_index=True)
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
