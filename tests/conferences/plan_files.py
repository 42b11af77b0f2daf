"""What the tests of the plan file share: its samples, and a database of units to send them through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from conferences.actions import import_plan
from conferences.models import Plan
from conferences.plan_file import read
from conferences.plan_file.write import written
from conferences.plan_rows import plan_data
from organizations.models import Unit
from tests.builders import make_unit

DATA = Path(__file__).parent / "data"
LAI_CHAU = Path("conferences/examples/lai-chau-2020.yaml")
AN_DUONG = Path("conferences/examples/an-duong-2024.yaml")
BAU_BANG = Path("conferences/examples/bau-bang-2025.yaml")
EXAMPLES = [LAI_CHAU, AN_DUONG, BAU_BANG]  # real plans
MOVEMENT = DATA / "movement-sample.yaml"  # invented: a movement without a conference
WHOLE = [*EXAMPLES, MOVEMENT, DATA / "sample.yaml"]  # they write out every default
SAMPLES = [*WHOLE, DATA / "movement.yaml"]
LAI_CHAU_UNITS = (
    *("LĐLĐ Thành phố", "LĐLĐ huyện Phong Thổ", "LĐLĐ huyện Tam Đường", "LĐLĐ huyện Sìn Hồ", "LĐLĐ huyện Tân Uyên"),
    *("LĐLĐ huyện Than Uyên", "LĐLĐ huyện Nậm Nhùn", "LĐLĐ huyện Mường Tè"),
    *("Công đoàn ngành Y Tế", "Công đoàn ngành Giáo dục", "Công đoàn viên chức"),
)
AN_DUONG_UNITS = ("CĐCS Công ty Mẫu", "CĐCS Trường Mẫu")


def make_units() -> Unit:
    """The units of all samples; the province is the one returned."""
    central = make_unit("Tổng Liên đoàn Lao động Việt Nam", kind="confederation")
    province = make_unit("Liên đoàn Lao động tỉnh Lai Châu", central, kind="province", short_name="LĐLĐ tỉnh Lai Châu")
    for name in LAI_CHAU_UNITS:
        make_unit(name.replace("LĐLĐ", "Liên đoàn Lao động"), province, kind="district", short_name=name)
    district = make_unit("Liên đoàn Lao động huyện An Dương", central, kind="district")
    for name in AN_DUONG_UNITS:
        make_unit(name.replace("CĐCS", "Công đoàn cơ sở"), district, short_name=name)
    make_unit("Ủy ban nhân dân huyện An Dương", kind="peoples_committee")
    make_unit("Liên đoàn Lao động huyện Bàu Bàng", central, kind="district")
    make_unit("Liên đoàn Lao động tỉnh Mẫu", central, kind="province")
    return province


def through_database(content: bytes) -> bytes:
    """Imported into a database that knows no plan, and exported again; nothing of it stays."""
    with transaction.atomic():
        assert not Plan.objects.exists()
        text = written(plan_data(import_plan(read(content)).plan))
        transaction.set_rollback(True)
    return text.encode()


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of a plan file with its path, as PyYAML itself reads it; what is empty is no leaf."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, f"{path}.{key}")
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from leaves(below, f"{path}[{place}]")
    elif value is not None:
        yield path, value


def leaves_of(content: bytes) -> dict[str, Any]:
    return dict(leaves(yaml.safe_load(content)))
