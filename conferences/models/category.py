"""What is honoured, and by which standards."""

from __future__ import annotations

from django.db import models

from conferences.models.plan import Plan
from conferences.models.vocabulary import Subject
from organizations.models import Sector


class Category(models.Model):
    """What may be nominated: a column of the allocation table."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="categories")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    subject = models.CharField(max_length=12, choices=Subject.choices)
    sector = models.CharField(max_length=10, choices=Sector.choices, blank=True)
    label = models.CharField("đối tượng", max_length=120)

    class Meta:
        verbose_name = "đối tượng"
        verbose_name_plural = "đối tượng"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="category_key")]

    def __str__(self) -> str:
        return self.label


class Criterion(models.Model):
    """A condition in the plan's words, for one category or several."""

    class Who(models.TextChoices):
        ALL = "all", "mọi người"
        LEADER = "leader", "người giữ chức vụ lãnh đạo"
        NON_LEADER = "non_leader", "người không giữ chức vụ lãnh đạo"
        HEAD = "head", "người đứng đầu đơn vị"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    categories = models.ManyToManyField(Category, related_name="criteria")
    who = models.CharField(max_length=12, choices=Who.choices, default=Who.ALL)
    text = models.TextField()
    rule = models.JSONField(default=dict, blank=True)  # the sentence as a rule, as far as one can be made of it

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:80]
