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
LONGEST = 0.5  # seconds that a child lives once it is ready: some deeds' time


def say(word: str, number: int | str = "") -> None:
    """By a child: "ready", and then "begun" and "done" with the number of each deed."""
    print(word, number, flush=True)


class Nursery:
    def __init__(self, process: subprocess.Popen[str], seed: int) -> None:
        self.process, self.chance = process, random.Random(seed)

    def kill_one(self) -> tuple[set[int], bool]:
        """What a child had confirmed when it died, and whether it died in the middle of a deed."""
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        said: list[list[str]] = []
        while len(said) < 2:  # its number and its being ready, in either order
            said.append(self.process.stdout.readline().split())
        child = int(next(words[1] for words in said if words[0] == "child"))
        time.sleep(self.chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        while (words := self.process.stdout.readline().split()) != ["ended"]:
            said.append(words)
        done, begun = ([int(words[1]) for words in said if words[0] == word] for word in ("done", "begun"))
        return set(done), len(begun) > len(done)


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
