"""The environment of every test. It is set before Django reads its settings, which is why no settings module stands
in pyproject.toml: pytest-django would load it before this file."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as hypothesis_settings

if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # Inherited from the controller, but for files of its own: another worker's sweep would take them for orphans.
    os.environ["PORTAL_VAR"] = os.path.join(os.environ["PORTAL_VAR"], worker)
    os.makedirs(os.environ["PORTAL_VAR"], exist_ok=True)
else:
    folder = tempfile.mkdtemp(prefix="portal-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DJANGO_ENV": "development",
        "PORTAL_TESTING": "1",  # plain static files, quick password hashes, mail in memory, jobs at once
        "PORTAL_VAR": folder,
        "PORTAL_NOW": "",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright keeps an event loop in the thread that also asks the database
    }
django.setup()

pytest_plugins = ["tests.browser", "tests.people"]

# A property fails by a counterexample, never by the clock of a busy machine.
hypothesis_settings.register_profile("suite", max_examples=50, deadline=None)  # the soak tries thousands
hypothesis_settings.register_profile("soak", max_examples=2000, deadline=None)
hypothesis_settings.load_profile("soak" if os.environ.get("PORTAL_SOAK") else "suite")


@pytest.hookimpl(trylast=True)  # the browser's tests have been marked by then
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the soak tests unless `-m` names them, whatever else it says; and, in the second run of `make test`, what
    touches no database: it would only be the same once more."""
    left_out = set()
    if "soak" not in config.option.markexpr:
        left_out |= {item for item in items if item.get_closest_marker("soak")}
    if os.environ.get("PORTAL_DATABASE_TESTS_ONLY"):
        left_out |= {item for item in items if not asks_the_database(item)}
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = _longest_journey_first([item for item in items if item not in left_out])


def _longest_journey_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """The two minutes of typing begin before the other journeys: at the end they would keep one worker while the rest stand idle."""
    first = next((at for at, item in enumerate(items) if item.get_closest_marker("browser")), 0)
    typed = [item for item in items[first:] if item.path.name == "test_typing_plan.py"]
    return [*items[:first], *typed, *(item for item in items[first:] if item not in typed)]


def asks_the_database(item: pytest.Item) -> bool:
    """By its mark or its fixtures; the browser's tests ask through the live server. `one_database` says that it is about the
    browser's side, two minutes of typing, and that other tests ask the same of the database."""
    if item.get_closest_marker("one_database"):
        return False
    marked = any(item.get_closest_marker(name) for name in ("django_db", "browser"))
    return marked or bool({"db", "transactional_db"} & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True)
def nothing_is_counted_yet() -> None:
    """The people of the next test have the same keys."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file: in memory, the live server would share one connection with the test, as no server does."""
    if connection.vendor == "sqlite":
        database: Path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(database)
