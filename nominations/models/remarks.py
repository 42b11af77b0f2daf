"""What office and unit say to each other about a dossier, and what the office notes for itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from nominations.models.dossier import Dossier
from nominations.querysets import RemarkQuerySet
from organizations.models import Unit
from portal import clock


class Remark(models.Model):
    """One message or, `internal`, one note of the office, which its unit never sees. Never changed."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="remarks")
    internal = models.BooleanField("ghi chú nội bộ", default=False)
    from_office = models.BooleanField(default=False)
    text = models.TextField("nội dung")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người viết", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=clock.now)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "trao đổi về hồ sơ"
        verbose_name_plural = "trao đổi về hồ sơ"
        ordering = ["at", "id"]
        permissions = [("note_dossier", "Ghi chú, trao đổi về hồ sơ với đơn vị")]
        constraints = [
            models.CheckConstraint(condition=models.Q(internal=False) | models.Q(from_office=True), name="remark_note_is_the_offices")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.at:%d/%m/%Y}"

    def unit_for(self, right: str) -> Unit:
        """The office notes, the unit that writes the dossier answers."""
        return self.dossier.unit_for(right)
