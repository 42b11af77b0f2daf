"""What is kept while a plan is written: its versions, and who has it open."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from conferences.models.plan import Plan


class PlanVersion(models.Model):
    """The whole plan as a plan file, as one person left it within ten minutes of beginning.

    Without a person: what the plan was before, or what happened to it outside the editor.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    began = models.DateTimeField()
    changed = models.DateTimeField()
    content = models.TextField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.changed:%d/%m/%Y %H:%M}"


class PlanPresence(models.Model):
    """Somebody has the plan open. `seen` is real time, whatever the demonstration's clock says."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=120, blank=True)
    seen = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.part}"
