"""What can stand in somebody's record: titles, ratings, award forms, initiatives, leading ranks, degrees of discipline."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from conferences.models.vocabulary import Level, Subject
from conferences.querysets import CatalogueQuerySet


class Honour(models.Model):
    """One entry of the catalogue, with the days it is in force: a decree may rename or end it, and old merit keeps its name.

    A `ladder` is a series in which a higher `step` is worth at least as much as a lower one: “Chiến sĩ thi đua cơ sở or
    higher” is every entry of that ladder from that step up. Rules name entries by their `code`.
    """

    class Kind(models.TextChoices):
        TITLE = "title", "danh hiệu thi đua"
        RATING = "rating", "xếp loại mức độ hoàn thành nhiệm vụ"
        AWARD = "award", "hình thức khen thưởng"
        INITIATIVE = "initiative", "sáng kiến"
        RANK = "rank", "chức vụ lãnh đạo"
        DISCIPLINE = "discipline", "hình thức kỷ luật"

    code = models.SlugField("mã", max_length=40)
    kind = models.CharField("loại", max_length=12, choices=Kind.choices)
    name = models.CharField("tên", max_length=200)
    aliases = models.JSONField("cách viết khác", default=list, blank=True)
    subject = models.CharField("dành cho", max_length=12, choices=Subject.choices, blank=True)
    level = models.CharField("cấp", max_length=12, choices=Level.choices, blank=True)
    ladder = models.SlugField("bậc thang", max_length=30, blank=True)
    step = models.PositiveSmallIntegerField("bậc", default=0)
    decided_by = models.CharField("thẩm quyền quyết định", max_length=200, blank=True)
    votes_percent = models.PositiveSmallIntegerField("tỷ lệ phiếu cần đạt (%)", null=True, blank=True)  # of all members of a council
    votes_more_than = models.BooleanField("phải trên tỷ lệ này", default=False)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức"
        verbose_name_plural = "danh hiệu, hình thức"
        ordering = ["kind", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="honour_start"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_from=None), name="honour_first"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")), name="honour_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name
