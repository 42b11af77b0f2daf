"""The people and collectives that are nominated, once entered known for ever, and what they have achieved."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from conferences.models import Honour, Subject
from nominations.querysets import NomineeQuerySet
from organizations.models import Unit
from portal import clock
from portal.fields import search_key, sort_key, sort_key_plain
from portal.models import Upload


class NomineeKind(models.Model):
    """What a nominee is: a person, a team, a union, a household ...: data, since plans honour ever new kinds."""

    code = models.SlugField("mã", max_length=30, primary_key=True)
    name = models.CharField("tên", max_length=120)
    subject = models.CharField("tính là", max_length=12, choices=Subject.choices)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "loại đối tượng"
        verbose_name_plural = "loại đối tượng"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Nominee(models.Model):
    """A person or a collective of a unit. No identity-card number; `ethnic_group` and `party_since` only where a plan asks."""

    class Sex(models.TextChoices):
        MALE = "male", "nam"
        FEMALE = "female", "nữ"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="nominees")
    kind = models.ForeignKey(NomineeKind, verbose_name="loại", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("họ và tên, hoặc tên tập thể", max_length=200)
    position = models.CharField("chức vụ, nơi làm việc", max_length=300, blank=True)
    sex = models.CharField("giới tính", max_length=6, choices=Sex.choices, blank=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)  # alone where only the year is known
    rank = models.CharField("cấp lãnh đạo", max_length=40, blank=True)  # code of a Honour of kind rank; "none": leads nobody
    is_head = models.BooleanField("đứng đầu đơn vị", null=True, blank=True)
    is_direct = models.BooleanField("trực tiếp sản xuất, công tác", null=True, blank=True)
    member_since = models.DateField("đoàn viên từ", null=True, blank=True)
    works_since = models.DateField("làm việc tại đơn vị từ", null=True, blank=True)
    people = models.PositiveIntegerField("tổng số người", null=True, blank=True)  # of a collective
    women = models.PositiveIntegerField("trong đó nữ", null=True, blank=True)
    ethnic_group = models.CharField("dân tộc", max_length=60, blank=True)
    party_since = models.DateField("vào Đảng ngày", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=clock.now, editable=False)
    changed = models.DateTimeField(default=clock.now, editable=False)
    search_key = models.CharField(max_length=320, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    objects = NomineeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "người, tập thể"
        verbose_name_plural = "người, tập thể"
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_date=None) | Q(birth_year__isnull=False), name="nominee_birth_year_with_date"
            ),
            models.CheckConstraint(
                condition=Q(women=None) | Q(people=None) | Q(women__lte=models.F("people")), name="nominee_women_of_people"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """What follows from other fields; rows that are written many at once are not saved one by one."""
        if self.birth_date:
            self.birth_year = self.birth_date.year
        self.search_key = search_key(self.name)[:320]
        self.sort_key = (sort_key if self.is_person else sort_key_plain)(self.name)[:700]

    @property
    def is_person(self) -> bool:
        return self.kind.subject == Subject.PERSON

    def unit_for(self, right: str) -> Unit:
        """A nominee is its unit's own."""
        return self.unit


class Achievement(models.Model):
    """One line of a nominee's record: a title, rating, award, initiative or discipline of a year, and what proves it.

    Of a collective `people` counts those of its people who have it (5 of 12 are Lao động tiên tiến), empty: itself.
    """

    nominee = models.ForeignKey(Nominee, on_delete=models.CASCADE, related_name="achievements")
    mark = models.UUIDField(default=uuid.uuid4, editable=False)  # given by the page that typed it: sent twice it is one line
    honour = models.ForeignKey(Honour, verbose_name="danh hiệu, hình thức", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    text = models.CharField("nội dung", max_length=500, blank=True)  # the initiative's name, what the award is for
    people = models.PositiveIntegerField("số người đạt", null=True, blank=True)
    number = models.CharField("số quyết định", max_length=60, blank=True)
    date = models.DateField("ngày quyết định", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    evidence = models.ForeignKey(Upload, verbose_name="minh chứng", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    line = models.OneToOneField(  # written by the portal when that decision was issued: the unit does not change it
        "nominations.DecisionLine", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="achievement"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)  # entered then: no evidence of a dossier that was filed before

    history = HistoricalRecords()

    class Meta:
        verbose_name = "thành tích"
        verbose_name_plural = "thành tích"
        ordering = ["year", "honour__kind", "honour__position", "id"]
        indexes = [models.Index(fields=["nominee", "year"], name="achievement_of_nominee")]
        constraints = [models.UniqueConstraint(fields=["nominee", "mark"], name="achievement_mark")]

    def __str__(self) -> str:
        return f"{self.honour.name} {self.year}"
