"""An office with its clerk; processes of their own (see tests/portal/conftest.py)."""

from __future__ import annotations

import pytest

from organizations.models import Unit, User
from tests.builders import Tree, lai_chau, person
from tests.portal.conftest import outside  # noqa: F401


@pytest.fixture
def tree(db) -> Tree:
    return lai_chau()


@pytest.fixture
def province(tree) -> Unit:
    return tree.province


@pytest.fixture
def clerk(province) -> User:
    return person("clerk", province)


@pytest.fixture
def queue(settings) -> None:
    """Jobs wait in the queue, as in an installation, instead of running at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
