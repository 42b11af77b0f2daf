"""Words of the plan file that several tables share."""

from __future__ import annotations

from django.db import models


class Level(models.TextChoices):
    CENTRAL = "central", "toàn quốc"
    PROVINCE = "province", "cấp tỉnh"
    SECTOR = "sector", "cấp ngành"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"
    GRASSROOTS = "grassroots", "cấp cơ sở"


class Subject(models.TextChoices):
    COLLECTIVE = "collective", "tập thể"
    PERSON = "person", "cá nhân"
