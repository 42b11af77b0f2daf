"""`make run`, from the point where the set-up is done: the server and the worker start, answer and stop together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """That of somebody who has set nothing, with a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return kept | {"PORTAL_VAR": str(tmp_path), "PORT": str(probe.getsockname()[1])}


@pytest.fixture
def running(environment) -> Iterator[subprocess.Popen]:
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "scripts/run.py"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def answer(port: str, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return response.status
    except OSError:
        return 0


def test_it_prints_the_log_ins_answers_and_stops(environment, running):
    until = time.monotonic() + START_SECONDS
    while answer(environment["PORT"], "/healthz") != 200:
        assert running.poll() is None, running.stdout.read()
        assert time.monotonic() < until
        time.sleep(0.3)
    assert answer(environment["PORT"], "/login/") == 200
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=30)
    assert "chuyenvien   Chuyên viên" in said
    assert f"Gương Sáng: http://127.0.0.1:{environment['PORT']}" in said
    assert answer(environment["PORT"], "/healthz") == 0


@pytest.mark.parametrize("port", ["abc", "0", "99999"])
def test_what_is_no_port_is_refused_with_a_sentence(environment, port):
    command = [sys.executable, "scripts/run.py"]
    done = subprocess.run(command, cwd=ROOT, env=environment | {"PORT": port}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, f"PORT is “{port}”: it is a number from 1 to 65535.\n")
