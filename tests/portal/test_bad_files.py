"""The folder of bad files is walked: every file has its one answer, soon, and the process that asks stays as small as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.portal.bad_files import FILES

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS, MOST_MEGABYTES = 5, 50


def test_every_bad_file_has_its_answer_in_time_and_costs_no_memory(tmp_path):
    """In a process of its own, as small as a web worker: within this one, what it has freed before would hide its growth."""
    folder = tmp_path / "bad"
    folder.mkdir()
    _run("write", folder, tmp_path)
    assert len(list(folder.iterdir())) == len(FILES) >= 100
    answers = json.loads(_run("walk", folder, tmp_path))
    assert {name: said for name, (said, _, _) in answers.items()} == {name: expected for name, (_, expected) in FILES.items()}
    assert {name: seconds for name, (_, seconds, _) in answers.items() if seconds > MOST_SECONDS} == {}
    assert {name: grown for name, (*_, grown) in answers.items() if grown > MOST_MEGABYTES} == {}


def _run(act: str, folder: Path, var: Path) -> str:
    command = [sys.executable, "-m", "tests.portal.bad_files", act, str(folder)]
    environment = os.environ | {"PORTAL_VAR": str(var)}
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
