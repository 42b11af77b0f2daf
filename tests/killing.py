"""Processes that are killed with signal 9 while they work without end; what they had said to have done must be there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.portal.conftest import ROOT

# One process that has loaded everything and asked the database nothing; each line sends off a child to be killed.
NURSERY = """
import os, sys
from {module} import {work}
for line in sys.stdin:
    child = os.fork()
    if not child:
        {work}()
    print("child", child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""
def say(word: str, number: int | str = "") -> None:
    """By a child: "begun" and "done" with the number of each deed."""
    print(word, number, flush=True)


class Nursery:
    def __init__(self, process: subprocess.Popen[str], seed: int) -> None:
        self.process, self.chance = process, random.Random(seed)
        self.deed = 0.0  # seconds that one takes on this machine, as busy as it is now

    def kill_one(self) -> tuple[set[int], bool]:
        """What a child had confirmed when it died, and whether it died in the middle of a deed. It dies within the time of two
        deeds after it has begun with its first; the very first child is watched until it has done one."""
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        said: list[list[str]] = []
        self._listen(said, "child", "begun")
        if not self.deed:
            start = time.monotonic()
            self._listen(said, "done")
            self.deed = time.monotonic() - start
        else:
            time.sleep(self.chance.uniform(0, 2 * self.deed))
        os.kill(int(next(words[1] for words in said if words[0] == "child")), signal.SIGKILL)
        self._listen(said, "ended")
        done, begun = ([int(words[1]) for words in said if words[0] == word] for word in ("done", "begun"))
        return set(done), len(begun) > len(done)

    def _listen(self, said: list[list[str]], *awaited: str) -> None:
        """Until each of these words was heard. A child that has ended by itself has failed; its own words say why."""
        while not {words[0] for words in said} >= set(awaited):
            said.append(self.process.stdout.readline().split() or ["ended"])
            assert said[-1] != ["ended"] or "ended" in awaited


@contextmanager
def nursery(outside: Any, module: str, work: str, *, seed: int = 11) -> Iterator[Nursery]:
    """Children that run `work` of `module` on the database outside, each until it is killed."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", NURSERY.format(module=module, work=work)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, env=outside.environment, **pipes)
    try:
        yield Nursery(process, seed)
        process.stdin.close()
        assert process.wait(30) == 0
    finally:
        process.kill()
