"""Settings are read in a process of their own: they are made once, when Django starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl.xml import DEFUSEDXML

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_ENV": "production",
    "SECRET_KEY": "k9-Vq2_bX7tLw4ZrN8sYcJ3mHgF6pDaE1uT5oKiQ0vBxRnCzWlSjMhGy",
    "ALLOWED_HOSTS": "thidua.example.vn",
    "PORTAL_TESTING": "0",
}


@pytest.fixture
def manage(tmp_path):
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PGHOST", "DATABASE_URL")}
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=kept | {"PORTAL_VAR": str(tmp_path)} | environment, capture_output=True, text=True, check=False,
        )

    return run


def test_production_with_its_secrets_passes_djangos_own_check(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("value", [None, ""])
def test_production_does_not_start_without_its_secrets(manage, name, value):
    environment = {key: text for key, text in PRODUCTION.items() if key != name} | ({} if value is None else {name: value})
    done = manage("check", **environment)
    assert done.returncode != 0
    assert f"{name} is missing: production does not start without it (README)." in done.stderr


def test_production_refuses_the_demonstration_clock(manage):
    done = manage("check", **PRODUCTION, PORTAL_NOW="2020-04-20T08:00:00+07:00")
    assert done.returncode != 0
    assert "PORTAL_NOW sets the clock for demonstration only; production refuses it." in done.stderr
    assert manage("check", PORTAL_NOW="2020-04-20T08:00:00+07:00").returncode == 0


def test_an_address_of_the_virus_scanner_that_is_none_stops_the_start(manage):
    """A scanner that can never answer would hold back every file."""
    done = manage("check", CLAMD="clamd")
    assert done.returncode != 0
    assert "CLAMD is “clamd”: it is the path of a socket, or host:port." in done.stderr
    assert [manage("check", CLAMD=fine).returncode for fine in ("/run/clamav/clamd.ctl", "localhost:3310")] == [0, 0]


def test_a_bad_demonstration_clock_stops_the_start(manage):
    done = manage("check", PORTAL_NOW="20/04/2020")
    assert done.returncode != 0
    assert "Invalid isoformat string" in done.stderr


def test_development_needs_nothing(manage):
    done = manage("check")
    assert done.returncode == 0, done.stderr


def test_models_and_migrations_agree(manage):
    done = manage("makemigrations", "--check", "--dry-run")
    assert (done.returncode, done.stdout) == (0, "No changes detected\n"), done.stdout


def test_sheets_are_read_with_the_guard_against_entities():
    assert DEFUSEDXML is True


@pytest.mark.parametrize("stage", ["Production", "prod", ""])
def test_a_mistyped_environment_is_refused(manage, stage):
    done = manage("check", **PRODUCTION | {"DJANGO_ENV": stage})
    assert done.returncode != 0
    assert f"DJANGO_ENV is “{stage}”: it is development or production." in done.stderr


def test_production_refuses_the_settings_of_the_tests(manage):
    done = manage("check", **PRODUCTION | {"PORTAL_TESTING": "1"})
    assert done.returncode != 0
    assert "production refuses it." in done.stderr


def test_what_is_stored_is_readable_by_nobody_else(manage, tmp_path):
    folder = tmp_path / "new"
    assert manage("check", PORTAL_VAR=str(folder)).returncode == 0
    assert folder.stat().st_mode & 0o777 == 0o700
