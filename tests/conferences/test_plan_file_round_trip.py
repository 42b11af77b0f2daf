"""Out and in again changes nothing: E1 is the export of a file, E2 the export of E1."""

import json

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from conferences.actions import import_plan
from conferences.papers.references import references_of
from conferences.plan_file import read
from conferences.plan_file.sense import fact_names
from conferences.plan_file.write import WIDTH, written
from tests.conferences.generated import plans
from tests.conferences.plan_files import DATA, LAI_CHAU, SAMPLES, WHOLE, leaves_of, make_units, through_database

pytestmark = pytest.mark.usefixtures("units")

MADE_EXPLICIT = {  # defaults that the movement sample leaves out
    ".conferences[1].own": False,
    ".criteria[1].who": "all",
    ".quotas.rows[3].kind": "unit",
    ".quotas.rows[4].kind": "unit",
}


@pytest.fixture
def units(db):
    return make_units()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_export_of_an_export_is_the_same_bytes(path):
    first = through_database(path.read_bytes())
    assert first == written(read(path.read_bytes()).data).encode()  # so no database has a say in it
    assert len(first) > 1000
    assert through_database(first) == first


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_every_leaf_stands_in_the_export_and_no_other(path):
    content = path.read_bytes()
    assert len(leaves_of(content)) > 60
    assert leaves_of(through_database(content)) == leaves_of(content)


def test_every_leaf_of_the_movement_stands_in_the_export_and_its_defaults_besides():
    content = (DATA / "movement.yaml").read_bytes()
    expected = leaves_of(content) | MADE_EXPLICIT
    lines = "Khơi dậy tinh thần thi đua; **thiết thực**, tiết kiệm.\n\nYêu cầu:\n"
    assert expected[".sections[0].text"].startswith(lines)
    expected[".sections[0].text"] = expected[".sections[0].text"].rstrip("\n")
    expected[".deadlines[1].date"] = yaml.safe_load("2025-07-01")
    assert leaves_of(through_database(content)) == expected


def test_json_says_the_same_as_yaml():
    data = yaml.load(LAI_CHAU.read_bytes(), yaml.BaseLoader)  # everything as text, so dates stay dates of JSON
    expected = read(LAI_CHAU.read_bytes()).data
    for indent in (None, 2, "\t"):
        found = read(json.dumps(_typed(data), indent=indent, ensure_ascii=indent is None).encode())
        assert (found.faults, found.data) == ([], expected)


def _typed(value):
    """Figures and truth as JSON writes them."""
    if isinstance(value, dict):
        return {key: _typed(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_typed(below) for below in value]
    return json.loads(value) if value.isdecimal() or value in ("true", "false") else value


@given(plan=plans())
@settings(max_examples=settings.default.max_examples // 4, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_plan_survives(plan):
    content = written(plan).encode()
    file = read(content)
    assert (file.faults, file.data) == ([], plan)
    first = through_database(content)
    assert first == content
    assert through_database(first) == first
    assert facts_in_print(content) == set(fact_names(plan))
    assert _too_wide(content) == []


def facts_in_print(content: bytes) -> set[str]:
    with transaction.atomic():
        facts = set(references_of(import_plan(read(content)).plan))
        transaction.set_rollback(True)
    return facts


def _too_wide(content: bytes) -> list[str]:
    """Lines beyond the width, but those of a text of several lines and single long words."""
    kept = {line for text in leaves_of(content).values() for line in str(text).split("\n")}
    wide = [line.strip() for line in content.decode().splitlines() if len(line) > WIDTH]
    return [line for line in wide if line not in kept and " " in line.removeprefix("- ")]
