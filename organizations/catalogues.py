"""Data to start with: the kinds of unit and their short forms (docs: law-and-format, 7.5)."""

from __future__ import annotations

from datetime import date

from django.db import DEFAULT_DB_ALIAS

from organizations.models import UnitKind

# Luật Công đoàn as amended, Điều 8.1: from this day on there is no tier between the province and the grassroots.
DISTRICTS_ENDED = date(2025, 7, 1)

CENTRAL, UPPER, BASE = UnitKind.Tier.CENTRAL, UnitKind.Tier.UPPER, UnitKind.Tier.BASE
BELOW, OFFICE, STATE = UnitKind.Tier.BELOW, UnitKind.Tier.OFFICE, UnitKind.Tier.STATE

KINDS: tuple[tuple[str, str, str, str, date | None], ...] = (
    # code, name, short form, tier, ended
    ("confederation", "Tổng Liên đoàn Lao động Việt Nam", "TLĐ", CENTRAL, None),
    ("province", "Liên đoàn Lao động tỉnh", "LĐLĐ tỉnh", UPPER, None),
    ("city", "Liên đoàn Lao động thành phố trực thuộc trung ương", "LĐLĐ TP", UPPER, None),
    ("sector_central", "Công đoàn ngành trung ương", "CĐN TW", UPPER, None),
    ("group", "Công đoàn tập đoàn kinh tế", "CĐ TĐ", UPPER, None),
    ("corporation", "Công đoàn tổng công ty trực thuộc Tổng Liên đoàn", "CĐ TCT", UPPER, None),
    ("special", "Công đoàn cấp trên cơ sở đặc thù", "", UPPER, None),
    ("district", "Liên đoàn Lao động huyện", "LĐLĐ huyện", UPPER, DISTRICTS_ENDED),
    ("urban_district", "Liên đoàn Lao động quận", "LĐLĐ quận", UPPER, DISTRICTS_ENDED),
    ("town", "Liên đoàn Lao động thị xã", "LĐLĐ thị xã", UPPER, DISTRICTS_ENDED),
    ("district_city", "Liên đoàn Lao động thành phố thuộc tỉnh", "LĐLĐ thành phố", UPPER, DISTRICTS_ENDED),
    ("sector_local", "Công đoàn ngành địa phương", "CĐN", UPPER, DISTRICTS_ENDED),
    ("employees", "Công đoàn Viên chức tỉnh", "CĐVC", UPPER, DISTRICTS_ENDED),
    ("zones", "Công đoàn các khu công nghiệp", "CĐ KCN", UPPER, DISTRICTS_ENDED),
    # The law names no tier for the three below; they stand at the base and may have grassroots unions under them.
    ("commune_union", "Công đoàn xã", "CĐX", BASE, None),
    ("ward_union", "Công đoàn phường", "CĐP", BASE, None),
    ("zone_union", "Công đoàn đặc khu", "CĐĐK", BASE, None),
    ("grassroots", "Công đoàn cơ sở", "CĐCS", BASE, None),
    ("guild", "Nghiệp đoàn cơ sở", "NĐCS", BASE, None),
    ("member_union", "Công đoàn cơ sở thành viên", "CĐCSTV", BELOW, None),
    ("section", "Công đoàn bộ phận", "CĐBP", BELOW, None),
    ("team", "Tổ công đoàn", "Tổ CĐ", BELOW, None),
    ("office", "Văn phòng Liên đoàn Lao động", "VP", OFFICE, None),
    ("department", "Ban của Liên đoàn Lao động", "Ban", OFFICE, None),
    ("inspection", "Ủy ban Kiểm tra", "UBKT", OFFICE, None),
    ("area_team", "Tổ công tác quản lý địa bàn", "", OFFICE, None),
    ("council", "Hội đồng Thi đua - Khen thưởng", "HĐTĐKT", STATE, None),
    ("peoples_committee", "Ủy ban nhân dân", "UBND", STATE, None),
    ("state_body", "Cơ quan nhà nước", "", STATE, None),
    ("party_body", "Cơ quan đảng", "", STATE, None),
    ("front", "Mặt trận Tổ quốc, đoàn thể", "MTTQ", STATE, None),
)


def seed_kinds(*, using: str = DEFAULT_DB_ALIAS, **signal: object) -> None:
    """After migrations: fill an empty table. What the office has since changed is left alone."""
    kinds = UnitKind.objects.using(using)
    if kinds.exists():
        return
    kinds.bulk_create(
        UnitKind(code=code, name=name, short=short, tier=tier, ended=ended) for code, name, short, tier, ended in KINDS
    )
