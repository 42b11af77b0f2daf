"""A database of their own for tests that start other processes."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parents[2]


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
    environment = os.environ | {"PORTAL_TESTING": "0", "PORTAL_VAR": str(tmp_path_factory.mktemp("outside"))}
    with django_db_blocker.unblock(), own_postgres() as url:
        if url:
            environment["DATABASE_URL"] = url
        portal = Outside(environment)
        portal.manage("migrate", "--verbosity", "0")
        yield portal


@contextmanager
def own_postgres() -> Iterator[str]:
    """A fresh database beside the one of the tests; nothing on SQLite, where it lies in PORTAL_VAR."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"outside_{os.getpid()}_{secrets.token_hex(4)}"  # each room that asks for one has its own
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
