"""Background jobs: started in the caller's transaction, seen by their owner, taken up again when a worker dies.

django-tasks is the queue; it has no progress, no retry and leaves the task of a killed worker running for ever. The
`Job` row adds these. A row of the queue only says "look at this job": whoever comes second finds it taken, so announcing
a job again does no harm. A job may therefore start again from its beginning and must bear that.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.module_loading import import_string
from django_tasks import task

from portal import clock
from portal.claims import unclaimed
from portal.models import Job, Upload
from portal.moves import Refused
from portal.notices import tell

logger = logging.getLogger(__name__)

Status = Job.Status


def by_itself(act: Callable[..., Any], *args: Any) -> Any:
    """One row of many that the worker does in a round: it is done whole or not at all, and one that fails is logged and holds up
    neither the others nor the worker. None: it failed."""
    try:
        with transaction.atomic():
            return act(*args)
    except Exception:
        logger.exception("%s failed for %s", act.__qualname__, [getattr(one, "pk", one) for one in args])
        return None
MAX_ATTEMPTS = 3
SILENCE = timedelta(minutes=2)  # a running job that says nothing for so long has lost its worker
FORGOTTEN = timedelta(minutes=10)  # a waiting job may have lost its row of the queue: announce it again
AGAIN_AFTER = timedelta(minutes=1)  # what `Later` waits
BEAT_SECONDS = 20
STEP_SECONDS = 0.5
FINISHED_KEPT = timedelta(days=30)  # the owner has fetched the result by then, or starts the job again
AT_ONCE = 5  # of one kind that a person may have under way; what the portal itself prints is not counted


class Taken(Exception):
    """Another worker has this job now; the one that hears it stops without a word."""


class Later(Exception):
    """What a job needs is away for now: it goes back to waiting and is begun again after AGAIN_AFTER, as often as it takes."""


def enqueue(path: str, *args: Any, title: str = "", owner: Any = None, at_most: int = 0) -> Job:
    """Start `path` (dotted name of a function) later with a `Progress` and `args` (plain values), if the caller commits.

    With `at_most`, Refused when the owner has so many jobs of this kind under way: nobody makes all others wait.
    """
    if at_most and Job.objects.filter(owner=owner, task=path, status__in=(Status.WAITING, Status.RUNNING)).count() >= at_most:
        raise Refused([f"Bạn đang có {at_most} việc cùng loại chưa xong: hãy chờ một việc xong rồi thử lại."])
    with transaction.atomic():
        job = Job.objects.create(task=path, args=list(args), title=title or path, owner=owner)
        run_job.enqueue(str(job.pk))
    return job


class Progress:
    """What a running job reports with. Every word of it fails once another worker has taken the job over."""

    def __init__(self, job: Job):
        self.job = job
        self._written = clock.real_now()

    def step(self, done: int, total: int) -> None:
        """`done` of `total`; written at most twice a second, and at the end."""
        due = (clock.real_now() - self._written).total_seconds() >= STEP_SECONDS
        if due or done == total:
            self.beat(done=done, total=total)

    def result(self, upload: Upload) -> None:
        """The file that the owner fetches from the job's page."""
        self.beat(result=upload)

    def beat(self, **values: Any) -> None:
        self._written = clock.real_now()
        mine = Job.objects.filter(pk=self.job.pk, status=Status.RUNNING, attempts=self.job.attempts)
        if not mine.update(heartbeat=self._written, **values):
            raise Taken


class Heart:
    """Beats for a job that is busy for minutes without a step, such as one long print."""

    def __init__(self, progress: Progress):
        self._progress = progress
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        taken = False
        while not taken and not self._over.wait(BEAT_SECONDS):
            try:
                self._progress.beat()
            except Taken:
                taken = True
            except DatabaseError:  # busy or gone for a moment: the next beat has a connection of its own
                logger.warning("Job %s: a heartbeat was missed", self._progress.job.pk)
            connection.close()  # this thread's own


@task()
def run_job(job_id: str) -> None:
    """Run one job, unless another worker has it."""
    job = _take(job_id)
    if job is None:
        return
    progress = Progress(job)
    try:
        with Heart(progress):
            import_string(job.task)(progress, *job.args)
        _finish(progress, Status.DONE)
    except Taken:
        logger.warning("Job %s: another worker has it", job.pk)
    except Later:
        _put_back(progress)
    except Exception as error:  # whatever a job raises is told to its owner; the worker goes on to the next one
        logger.exception("Job %s (%s) failed", job.pk, job.task)
        _finish(progress, Status.FAILED, sentence(error, job))


def sentence(error: Exception, job: Job) -> str:
    """Why a job failed, for its owner; what only a programmer understands stands in the log under the job's number."""
    if isinstance(error, Refused):
        return "\n".join(error.reasons)
    if isinstance(error, ValidationError):
        return "\n".join(error.messages)
    if isinstance(error, PermissionDenied):
        return "Bạn không còn quyền làm việc này."
    return f"Có lỗi khi chạy. Hãy thử lại; nếu vẫn lỗi, hãy báo quản trị kèm mã việc {job.pk}."


def _take(job_id: str) -> Job | None:
    waiting = Job.objects.filter(pk=job_id, status=Status.WAITING)
    if not waiting.update(
        status=Status.RUNNING, attempts=F("attempts") + 1, done=0, total=0, heartbeat=clock.real_now()
    ):
        return None
    return Job.objects.get(pk=job_id)


def _put_back(progress: Progress) -> None:
    """The reaper announces it again when it seems forgotten. The attempt does not count: no worker has died of it."""
    mine = Job.objects.filter(pk=progress.job.pk, status=Status.RUNNING, attempts=progress.job.attempts)
    seen = clock.real_now() - FORGOTTEN + AGAIN_AFTER
    mine.update(status=Status.WAITING, attempts=F("attempts") - 1, heartbeat=seen)


@transaction.atomic
def _finish(progress: Progress, status: Status, message: str = "") -> None:
    job = progress.job
    try:
        progress.beat(status=status, message=message)
    except Taken:
        return
    _tell_owner(job, status)


def _tell_owner(job: Job, status: Status) -> None:
    if job.owner is not None:
        word = "Đã xong" if status == Status.DONE else "Không thành"
        tell([job.owner], title=f"{word}: {job.title}", link=reverse("job", args=[job.pk]), mail=False)


def reap() -> int:
    """Take up the jobs whose worker or queue row is gone; how many there were. Any number of workers may call it."""
    now = clock.real_now()
    silent = Q(status=Status.RUNNING, heartbeat__lt=now - SILENCE)
    forgotten = Q(status=Status.WAITING, heartbeat__lt=now - FORGOTTEN)
    return sum(_revive(job) for job in Job.objects.filter(silent | forgotten).select_related("owner"))


def sweep_finished() -> int:
    """Remove the jobs that ended FINISHED_KEPT ago, whose files nothing claims any more then; how many. A failed one stays
    while a row points at it and so tells what became of it."""
    ended = Job.objects.filter(heartbeat__lt=clock.real_now() - FINISHED_KEPT)
    failed = unclaimed(ended.filter(status=Status.FAILED)).delete()[1]
    done = ended.filter(status=Status.DONE).delete()[1]
    return sum(deleted.get(Job._meta.label, 0) for deleted in (failed, done))


@transaction.atomic
def _revive(job: Job) -> bool:
    as_seen = Job.objects.filter(pk=job.pk, status=job.status, heartbeat=job.heartbeat, attempts=job.attempts)
    if job.status == Status.RUNNING and job.attempts >= MAX_ATTEMPTS:
        text = f"Việc này đã dừng giữa chừng {MAX_ATTEMPTS} lần. Hãy báo quản trị kèm mã việc {job.pk}."
        given_up = as_seen.update(status=Status.FAILED, message=text) == 1
        if given_up:
            logger.error("Job %s (%s) given up after %s attempts", job.pk, job.task, job.attempts)
            _tell_owner(job, Status.FAILED)
        return given_up
    if as_seen.update(status=Status.WAITING, heartbeat=clock.real_now()) != 1:
        return False
    run_job.enqueue(str(job.pk))
    return True
