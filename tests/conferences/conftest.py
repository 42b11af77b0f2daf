"""The real plan of Lai Châu, as its plan file gives it."""

from pathlib import Path

import pytest

from conferences.actions import import_plan
from conferences.models import Plan
from organizations.models import User
from conferences.plan_file.read import read
from tests.builders import Tree, lai_chau, person

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "conferences" / "examples" / "lai-chau-2020.yaml"


@pytest.fixture
def tree() -> Tree:
    return lai_chau()


@pytest.fixture
def officer(tree: Tree) -> User:
    return person("officer", tree.province)


@pytest.fixture
def approver(tree: Tree) -> User:
    return person("approver", tree.province)


@pytest.fixture
def real_plan(tree: Tree) -> Plan:
    """154/KH-LĐLĐ as a draft of the province; units that the tree lacks are made."""
    return import_plan(read(EXAMPLE.read_bytes()), create_units=True).plan
