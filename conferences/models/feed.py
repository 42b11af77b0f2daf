"""The address at which calendar programs read what is due for a unit."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from organizations.models import Unit
from portal import clock


class CalendarFeed(models.Model):
    """A calendar program cannot log in: who knows the secret reads the unit's dates. A new secret ends the old address."""

    unit = models.OneToOneField(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="calendar_feed")
    secret = models.CharField(max_length=64, unique=True)
    renewed = models.DateTimeField("đổi lúc", default=clock.now)
    renewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người đổi", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "địa chỉ lịch"
        verbose_name_plural = "địa chỉ lịch"
        permissions = [("renew_feed", "Tạo, đổi địa chỉ lịch của đơn vị")]

    def __str__(self) -> str:
        return f"Lịch của {self.unit}"

    def unit_for(self, right: str) -> Unit:
        return self.unit
