"""Jobs and a mail server for tests, named by their dotted paths."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend

from portal.jobs import Progress
from portal.models import Job
from portal.moves import Refused
from portal.storing import keep

SECRET_NAME = "Nguyễn Thị Bí Mật"


def count_to(progress: Progress, total: int) -> None:
    for done in range(1, total + 1):
        progress.step(done, total)


def write_letter(progress: Progress, text: str) -> None:
    owner = progress.job.owner
    progress.result(keep(text.encode(), name="thư.txt", content_type="text/plain", owner=owner))


def name_somebody(progress: Progress) -> None:
    raise ValueError(f"no room for {SECRET_NAME}")


def refuse(progress: Progress) -> None:
    raise Refused(["Chưa có số.", "Chưa có ngày."])


def lose_to_another(progress: Progress) -> None:
    """As if this worker had slept and the reaper had given the job to another."""
    Job.objects.filter(pk=progress.job.pk).update(attempts=2)
    progress.step(1, 1)


def hang_first(progress: Progress, started: str) -> None:
    """The first run never ends; the second does."""
    if not Path(started).exists():
        Path(started).touch()
        time.sleep(600)
    progress.step(1, 1)


def be_busy(progress: Progress, seconds: float) -> None:
    """Long work without a step."""
    time.sleep(seconds)


def touch(progress: Progress, path: str) -> None:
    Path(path).touch()


class DeadPost(BaseEmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, email_messages: list[Any]) -> int:
        raise ConnectionRefusedError("nobody answers")
