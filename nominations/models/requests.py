"""What an office asks a unit below it to do or to send until a day, with or without a dossier."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from nominations.models.dossier import Dossier
from nominations.querysets import RequestQuerySet
from organizations.models import Unit
from portal import clock
from portal.fields import search_key
from portal.models import Upload


class UnitRequest(models.Model):
    """One request of `office` to `unit`; answered once, in words and where there is one with a file."""

    class Status(models.TextChoices):
        OPEN = "open", "chờ trả lời"
        ANSWERED = "answered", "đã trả lời"
        WITHDRAWN = "withdrawn", "đã rút"

    office = models.ForeignKey(Unit, verbose_name="cơ quan yêu cầu", on_delete=models.PROTECT, related_name="requests_made")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="requests")
    dossier = models.ForeignKey(Dossier, verbose_name="hồ sơ", null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.OPEN)
    title = models.CharField("việc", max_length=200)
    text = models.TextField("nội dung")
    due_on = models.DateField("hạn trả lời")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người yêu cầu", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("gửi lúc", default=clock.now)
    answer = models.TextField("trả lời", blank=True)
    file = models.ForeignKey(Upload, verbose_name="tệp", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người trả lời", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    reminded_before = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_on_day = models.DateTimeField(null=True, blank=True, editable=False)
    search_key = models.CharField(max_length=220, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu"
        verbose_name_plural = "yêu cầu"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="request_recent"),
            models.Index(fields=["due_on"], condition=Q(status="open"), name="request_open_due"),
        ]
        permissions = [("ask_unit", "Gửi yêu cầu cho đơn vị"), ("answer_request", "Trả lời yêu cầu")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="answered") | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="request_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key(self.title)[:220]
        super().save(*args, **kwargs)

    def unit_for(self, right: str) -> Unit:
        """The office asks, the unit answers."""
        return self.unit if right == "nominations.answer_request" else self.office

    @property
    def closes_at(self) -> datetime:
        """The first moment that is late."""
        return timezone.make_aware(datetime.combine(self.due_on + timedelta(days=1), time.min))

    def is_late(self, today: date) -> bool:
        """Not answered in time, or answered after it."""
        if self.status == self.Status.ANSWERED:
            return self.answered_at >= self.closes_at
        return self.status == self.Status.OPEN and self.due_on < today
