"""What a later decision changes of an issued one: single names, corrected or revoked."""

from __future__ import annotations

from django.db import models

from nominations.models.decision import Decision, DecisionLine


class LineChange(models.Model):
    """One name of an issued decision on a decision that corrects or revokes it, with the reason; corrected it says what is right."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    line = models.ForeignKey(DecisionLine, on_delete=models.PROTECT, related_name="changes")
    reason = models.CharField("lý do", max_length=500)
    name = models.CharField("tên đúng", max_length=200, blank=True)
    position = models.CharField("chức vụ đúng", max_length=300, blank=True)
    unit_name = models.CharField("đơn vị đúng", max_length=200, blank=True)

    class Meta:
        verbose_name = "tên được đính chính, bãi bỏ"
        ordering = ["line__dossier__category__subject", "line__dossier__unit__path", "line__dossier__sort_key", "line_id"]
        constraints = [models.UniqueConstraint(fields=["decision", "line"], name="line_changed_once")]

    def __str__(self) -> str:
        return self.name or self.line.name
