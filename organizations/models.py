"""WHO: units and their changes over time; people with accounts; the roles they hold."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from treebeard.mp_tree import MP_Node

from organizations.querysets import (
    AssignmentQuerySet,
    BlocQuerySet,
    MemberCountQuerySet,
    UnitManager,
    UnitVersionQuerySet,
    UserManager,
)
from organizations.roles import ROLE_CHOICES
from portal.fields import search_key, sort_key, sort_key_plain


class Sector(models.TextChoices):
    PUBLIC = "public", "hành chính, sự nghiệp"
    BUSINESS = "business", "sản xuất kinh doanh"


class UnitKind(models.Model):
    """A kind of unit: data, because the law changes it (the district tier ended in 2025)."""

    class Tier(models.TextChoices):
        CENTRAL = "central", "trung ương"
        UPPER = "upper", "cấp trên cơ sở"
        BASE = "base", "cơ sở"
        BELOW = "below", "dưới cơ sở"
        OFFICE = "office", "ban, văn phòng"
        STATE = "state", "cơ quan nhà nước, đảng"

    code = models.CharField("mã", max_length=30, primary_key=True)
    name = models.CharField("tên loại", max_length=120)
    short = models.CharField("viết tắt", max_length=30, blank=True)
    tier = models.CharField("cấp", max_length=10, choices=Tier.choices)
    ended = models.DateField("thôi dùng từ", null=True, blank=True)

    class Meta:
        verbose_name = "loại đơn vị"
        verbose_name_plural = "loại đơn vị"
        ordering = ["tier", "code"]

    def __str__(self) -> str:
        return self.name


class Unit(MP_Node):
    """A node of today's tree; what was on an earlier day stands in `UnitVersion`. Trees of state bodies are roots of their own."""

    class Status(models.TextChoices):
        ACTIVE = "active", "đang hoạt động"
        MERGED = "merged", "đã sáp nhập"
        DISSOLVED = "dissolved", "đã giải thể"

    kind = models.ForeignKey(UnitKind, verbose_name="loại", on_delete=models.PROTECT)
    name = models.CharField("tên đầy đủ", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=100, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, blank=True, help_text="Trong số văn bản: LĐLĐ, CĐCS, UBND.")
    place = models.CharField("địa danh", max_length=60, blank=True, help_text="Trước ngày tháng của văn bản.")
    superior_line = models.CharField(
        "cơ quan chủ quản", max_length=200, blank=True, help_text="Dòng trên của đầu văn bản; trống: tên đơn vị cấp trên."
    )
    sector = models.CharField("khu vực", max_length=10, choices=Sector.choices, blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.ACTIVE)
    search_key = models.CharField(max_length=320, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    objects = UnitManager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        indexes = [
            models.Index(fields=["kind", "path"], name="unit_kind_path"),  # which kinds there are below an office
            models.Index(fields=["depth", "path"], name="unit_depth_path"),  # the units right below an office
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key(f"{self.name} {self.short_name}")[:320]
        self.sort_key = sort_key_plain(self.name)[:700]
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """How lists call it."""
        return self.short_name or self.name


class UnitVersion(models.Model):
    """What a unit was called, and whose it was, from one day to another (valid_to is the first day it no longer holds)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="versions")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    name = models.CharField("tên đầy đủ", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=100, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, blank=True)
    place = models.CharField("địa danh", max_length=60, blank=True)
    superior_line = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    parent = models.ForeignKey(
        Unit, verbose_name="trực thuộc", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = UnitVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "tên qua các thời kỳ"
        verbose_name_plural = "tên qua các thời kỳ"
        ordering = [F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_start"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_from=None), name="unit_version_first"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="unit_version_last"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")), name="unit_version_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MemberCount(models.Model):
    """How many members a unit had on a day."""

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="member_counts")
    on = models.DateField("tại ngày")
    total = models.PositiveIntegerField("đoàn viên")
    female = models.PositiveIntegerField("nữ", default=0)
    minority = models.PositiveIntegerField("dân tộc thiểu số", default=0)
    direct = models.PositiveIntegerField("lao động trực tiếp", default=0)
    public = models.PositiveIntegerField("khu vực hành chính, sự nghiệp", default=0)
    business = models.PositiveIntegerField("khu vực sản xuất kinh doanh", default=0)

    objects = MemberCountQuerySet.as_manager()

    class Meta:
        verbose_name = "số đoàn viên"
        verbose_name_plural = "số đoàn viên"
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "on"], name="member_count_day"),
            models.CheckConstraint(
                condition=Q(female__lte=F("total"), minority__lte=F("total"), direct__lte=F("total")),
                name="member_count_parts",
            ),
            models.CheckConstraint(condition=Q(total__gte=F("public") + F("business")), name="member_count_sectors"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.total}"


class Bloc(models.Model):
    """A named group of units outside the tree (khối, cụm thi đua) kept by an office; it may hold a quota of its own."""

    owner = models.ForeignKey(Unit, verbose_name="của", on_delete=models.PROTECT, related_name="blocs")
    name = models.CharField("tên khối", max_length=120)
    group = models.CharField("thuộc", max_length=120, blank=True, help_text="Khối lớn hơn: Khối Giáo dục.")
    sector = models.CharField("khu vực", max_length=10, choices=Sector.choices, blank=True)
    members = models.ManyToManyField(Unit, verbose_name="các đơn vị", blank=True, related_name="in_blocs")
    search_key = models.CharField(max_length=260, editable=False, db_index=True)

    objects = BlocQuerySet.as_manager()

    class Meta:
        verbose_name = "khối, cụm"
        verbose_name_plural = "khối, cụm"
        ordering = ["owner", "group", "name"]
        constraints = [models.UniqueConstraint(fields=["owner", "group", "name"], name="bloc_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key(f"{self.name} {self.group}")[:260]
        super().save(*args, **kwargs)


class User(AbstractUser):
    """A person with an account. What they may do and see comes from their roles at units alone."""

    first_name = last_name = None
    full_name = models.CharField("họ và tên", max_length=100)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    search_key = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)

    REQUIRED_FIELDS = ["full_name", "email"]
    objects = UserManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        permissions = [("use_desk", "Vào bàn quản trị")]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key(f"{self.full_name} {self.username}")[:300]
        self.sort_key = sort_key(self.full_name)[:400]
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """The given name: the last word before a note in brackets."""
        words = self.full_name.split("(")[0].split()
        return words[-1] if words else self.username


class Assignment(models.Model):
    """A role that a person holds at a unit, for a time. Leaving sets `end`; nothing is deleted."""

    user = models.ForeignKey(User, verbose_name="người", on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField("vai trò", max_length=10, choices=ROLE_CHOICES)
    unit = models.ForeignKey(Unit, verbose_name="tại đơn vị", on_delete=models.PROTECT, related_name="assignments")
    start = models.DateField("từ ngày")
    end = models.DateField("đến hết ngày", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò"
        verbose_name_plural = "vai trò"
        ordering = ["user", "start"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit", "start"], name="assignment_once"),
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="assignment_order"),
            models.CheckConstraint(condition=Q(role__in=[name for name, _ in ROLE_CHOICES]), name="assignment_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.unit.label}"
