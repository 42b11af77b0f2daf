"""A child process gives back what the function gives, and nothing it does harms the caller."""

from __future__ import annotations

import hashlib
import json
import operator
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal import child
from portal.child import ChildFailed, run_limited


def reason(function, *args, seconds: int = 5, memory_mb: int = 64) -> str:
    with pytest.raises(ChildFailed) as failure:
        run_limited(function, *args, seconds=seconds, memory_mb=memory_mb)
    return failure.value.reason


def test_the_value_comes_back_from_another_process():
    assert run_limited(operator.add, "Hoa ", "Ban", seconds=5, memory_mb=64) == "Hoa Ban"
    assert run_limited(os.getpid, seconds=5, memory_mb=64) not in (os.getpid(), run_limited(os.getpid, seconds=5, memory_mb=64))


def test_megabytes_go_in_and_come_back():
    content = os.urandom(10_000_000)
    assert run_limited(operator.itemgetter(slice(None)), content, seconds=10, memory_mb=64) == content


def test_an_exception_comes_back_with_its_trace():
    with pytest.raises(json.JSONDecodeError) as error:
        run_limited(json.loads, "{", seconds=5, memory_mb=64)
    assert "json/decoder.py" in error.value.__notes__[0]


def test_time_ends_whether_it_is_spent_or_slept():
    run_limited(time.sleep, 0, seconds=1, memory_mb=64)
    assert reason(time.sleep, 60, seconds=1) == "time"
    assert reason(sum, range(10**12), seconds=1) == "time"


def test_time_that_two_threads_spend_together_ends_as_time():
    assert reason(_spend_in_two_threads, seconds=2, memory_mb=1024) == "time"


def _spend_in_two_threads() -> None:
    with ThreadPoolExecutor(2) as pool:  # hashing leaves the interpreter to the other thread
        list(pool.map(hashlib.pbkdf2_hmac, ["sha256"] * 2, [b"x"] * 2, [b"y"] * 2, [10**9] * 2))


def test_memory_ends():
    assert len(run_limited(operator.mul, b"x", 16_000_000, seconds=5, memory_mb=64)) == 16_000_000
    assert reason(operator.mul, b"x", 128_000_000) == "memory"


def test_a_crash_is_the_childs_alone():
    assert reason(os.abort) == "crash"
    assert reason(sys.exit, 1) == "crash"
    assert run_limited(operator.add, 1, 2, seconds=5, memory_mb=64) == 3


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch):
    _kill_nursery()
    monkeypatch.setenv("SECRET_KEY", "x")
    assert os.getenv("SECRET_KEY") == "x"
    assert run_limited(os.getenv, "SECRET_KEY", seconds=5, memory_mb=64) is None
    assert run_limited(os.getenv, "PATH", seconds=5, memory_mb=64) == os.environ["PATH"]


def test_a_nursery_that_died_is_replaced():
    before = run_limited(os.getppid, seconds=5, memory_mb=64)
    _kill_nursery()
    after = run_limited(os.getppid, seconds=5, memory_mb=64)
    assert before != after


def _kill_nursery() -> None:
    nursery = run_limited(os.getppid, seconds=5, memory_mb=64)
    os.kill(nursery, signal.SIGKILL)
    child._nursery._process.wait()


def test_threads_share_the_nursery():
    with ThreadPoolExecutor(8) as pool:
        sums = list(pool.map(lambda place: run_limited(operator.add, place, 1, seconds=10, memory_mb=64), range(40)))
    assert sums == list(range(1, 41))


def test_a_script_is_not_run_again_and_leaves_nothing_behind(tmp_path: Path):
    script = tmp_path / "script.py"
    script.write_text(
        "import os\n"
        "from portal.child import run_limited\n"
        "print('once')\n"
        "print(run_limited(os.getppid, seconds=5, memory_mb=64))\n"
    )
    root = Path(child.__file__).parent.parent
    environment = os.environ | {"PYTHONPATH": str(root)}
    run = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, timeout=30)
    word, nursery = run.stdout.split()
    assert word == "once"
    assert _ends(int(nursery))


def _ends(process: int) -> bool:
    for _ in range(50):
        if not Path(f"/proc/{process}").exists():
            return True
        time.sleep(0.1)
    return False
