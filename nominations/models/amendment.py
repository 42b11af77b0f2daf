"""What a later decision changes of an issued one: single names, corrected or revoked."""

from __future__ import annotations

from django.db import models

from nominations.models.decision import Decision, DecisionLine, Words


class LineChange(models.Model):
    """One name of an issued decision on a decision that corrects or revokes it, with the reason; corrected it says what is right."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    line = models.ForeignKey(DecisionLine, on_delete=models.PROTECT, related_name="changes")
    reason = models.CharField("lý do", max_length=500)
    name = models.CharField("tên đúng", max_length=200, blank=True)
    position = models.CharField("chức vụ đúng", max_length=300, blank=True)
    unit_name = models.CharField("đơn vị đúng", max_length=200, blank=True)

    previous = models.ForeignKey(  # a correction that was wrong itself: this one goes on from its words
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "tên được đính chính, hủy bỏ"
        ordering = ["line__dossier__category__subject", "line__dossier__unit__path", "line__dossier__sort_key", "line_id"]
        constraints = [models.UniqueConstraint(fields=["decision", "line"], name="line_changed_once")]

    def __str__(self) -> str:
        return self.name or self.line.name

    @property
    def words(self) -> Words:
        """What is right from now on."""
        return Words(self.name, self.position, self.unit_name)

    @property
    def before(self) -> Words:
        """What was right until then: as it was issued, or corrected last."""
        return self.previous.words if self.previous else self.line.words
