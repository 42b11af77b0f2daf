"""Printing beside LibreOffice, in the same run: our PDF of a paper, and our Word file of it turned into PDF by `soffice`.

Time is on the clock. Memory is what the processes at work take together at the worst moment: pages that they share count
once (`Pss`), as an administrator counts who asks how much memory a server needs for it. For the portal that is this process
as far as it grows, its nursery and all children; for LibreOffice everything that `soffice` starts.

Looking at the memory takes part of a core, which a print on one core does not feel and a print on both does: runs that are
compared by the clock are not looked at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

EVERY = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class Measure:
    seconds: float
    together_mb: float  # the most that all processes held at one moment
    highest_mb: float  # the most that one process below this one ever held
    pages: int


def soffice(document: bytes, measured: Callable[[Callable[[], bytes]], Any]) -> Any:
    """What `measured` finds of one call of LibreOffice that turns a Word document into PDF, its profile already made."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "paper.docx")
        file.write_bytes(document)

        def convert() -> bytes:
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{profile()}", "--headless", "--convert-to", "pdf",
                 "--outdir", folder, str(file)],
                check=True, capture_output=True,
            )  # fmt: skip
            return Path(folder, "paper.pdf").read_bytes()

        return measured(convert)


def profile() -> Path:
    """Where LibreOffice keeps its settings in this run: below the folder that the run throws away."""
    return Path(os.environ["PORTAL_VAR"], "soffice")


def installed() -> bool:
    return shutil.which("soffice") is not None


def seconds_of(make: Callable[[], object]) -> float:
    start = time.perf_counter()
    make()
    return time.perf_counter() - start


def measured(make: Callable[[], bytes]) -> Measure:
    before, watch, made = pss(os.getpid()), Watch(), []
    with watch:
        seconds = seconds_of(lambda: made.append(make()))
    with pikepdf.open(BytesIO(made[0])) as opened:
        return Measure(seconds, watch.together - before, watch.highest, len(opened.pages))


class Watch:
    """Looks at the memory of this process and all below it while something runs."""

    def __init__(self) -> None:
        self.together = self.highest = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            below = [pss(pid) for pid in descendants(os.getpid())]
            self.together = max(self.together, pss(os.getpid()) + sum(below))
            self.highest = max(self.highest, *below, 0.0)


def descendants(pid: int) -> Iterator[int]:
    for task in _lines(f"/proc/{pid}/task/*/children"):
        for child in map(int, task.split()):
            yield child
            yield from descendants(child)


def pss(pid: int) -> float:
    """The memory of a process in MB, each shared page divided among those that share it; 0 when it is gone."""
    found = [line for line in _lines(f"/proc/{pid}/smaps_rollup") if line.startswith("Pss:")]
    return int(found[0].split()[1]) / 1024 if found else 0.0


def _lines(pattern: str) -> Iterator[str]:
    for path in Path("/").glob(pattern.lstrip("/")):
        try:
            yield from path.read_text().splitlines()
        except OSError:
            pass  # the process has ended
