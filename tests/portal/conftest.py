"""A database of their own for tests that start other processes."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parents[2]
MIGRATED = "migrated_for_copies"  # gone with the throw-away server (scripts/with_postgres.py)


class Outside:
    """The portal in processes of its own, as an installation runs it."""

    def __init__(self, environment: dict[str, str]):
        self.environment = environment

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, text=True)

    def manage(self, *arguments: str) -> str:
        """What the command printed; it must succeed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code).strip()


@pytest.fixture(scope="session")
def outside(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Outside]:
    portal = Outside(os.environ | {"PORTAL_TESTING": "0", "PORTAL_VAR": str(tmp_path_factory.mktemp("outside"))})
    with django_db_blocker.unblock(), own_postgres() if connection.vendor == "postgresql" else own_sqlite(portal) as more:
        portal.environment |= more
        yield portal


@contextmanager
def own_sqlite(portal: Outside) -> Iterator[dict[str, str]]:
    with migrated_once({}) as folder:
        shutil.copy(folder / "portal.sqlite3", portal.environment["PORTAL_VAR"])
    yield {}


@contextmanager
def own_postgres() -> Iterator[dict[str, str]]:
    """A fresh database beside the one of the tests; each room that asks for one has its own."""
    name = f"outside_{os.getpid()}_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        with migrated_once({"DATABASE_URL": _address(MIGRATED)}, lambda: cursor.execute(f"CREATE DATABASE {MIGRATED}")):
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
    try:
        yield {"DATABASE_URL": _address(name)}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def migrated_once(more: dict[str, str], before: Callable[[], object] = lambda: None) -> Iterator[Path]:
    """The database from which every room, on every worker, takes a copy: migrating takes 20 s. The first that asks makes it."""
    own = Path(os.environ["PORTAL_VAR"])
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "migrated"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            before()
            Outside(os.environ | {"PORTAL_TESTING": "0", "PORTAL_VAR": str(folder)} | more).manage("migrate", "--verbosity", "0")
            (folder / "done").touch()
        yield folder


def _address(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
