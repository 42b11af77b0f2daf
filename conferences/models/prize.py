"""Money that goes with awards, as dated rows: the base salary, and what an award is worth."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from conferences.models.vocabulary import Subject
from conferences.prizes import Salary, Terms
from conferences.querysets import CatalogueQuerySet
from portal.fields import number, screen_date

LEAST_SALARY, MOST_SALARY = 100_000, 100_000_000  # đồng: a zero too many or too few is seen when it is entered
MOST_COEFFICIENT, MOST_AMOUNT = 200, 2_000_000_000


class BaseSalary(models.Model):
    """The base salary (lương cơ sở) from a day on, with the decree that set it."""

    valid_from = models.DateField("từ ngày", unique=True)
    amount = models.PositiveIntegerField("mức lương (đồng)", validators=[MinValueValidator(LEAST_SALARY), MaxValueValidator(MOST_SALARY)])
    source = models.CharField("căn cứ", max_length=200, blank=True)

    objects = CatalogueQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mức lương cơ sở"
        verbose_name_plural = "mức lương cơ sở"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{number(self.amount)} đồng từ {screen_date(self.valid_from)}"

    def plain(self) -> Salary:
        return Salary(self.valid_from, self.amount)


class Prize(models.Model):
    """What goes with an award, named by the code of its honour: a coefficient of the base salary, or a sum. One of the two."""

    award = models.SlugField("mã danh hiệu, hình thức", max_length=40)
    subject = models.CharField("dành cho", max_length=12, choices=Subject.choices)
    coefficient = models.DecimalField("hệ số lương cơ sở", max_digits=6, decimal_places=3, null=True, blank=True, validators=[MaxValueValidator(MOST_COEFFICIENT)])
    amount = models.PositiveIntegerField("số tiền (đồng)", null=True, blank=True, validators=[MaxValueValidator(MOST_AMOUNT)])
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=200, blank=True)

    objects = CatalogueQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mức tiền thưởng"
        verbose_name_plural = "mức tiền thưởng"
        ordering = ["award", "subject", "-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(coefficient=None) ^ Q(amount=None), name="prize_one_of_two"),
            models.CheckConstraint(condition=Q(coefficient=None) | Q(coefficient__gt=0), name="prize_coefficient"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")), name="prize_order"),
            models.UniqueConstraint(fields=["award", "subject", "valid_from"], name="prize_start"),
            models.UniqueConstraint(fields=["award", "subject"], condition=Q(valid_from=None), name="prize_first"),
        ]

    def __str__(self) -> str:
        return f"{self.award}, {self.get_subject_display()}"

    def plain(self) -> Terms:
        return Terms(self.award, self.subject, self.valid_from, self.valid_to, self.coefficient, self.amount)
