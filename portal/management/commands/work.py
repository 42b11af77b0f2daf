"""The job worker: runs the queue and keeps house in between. Any number may run beside each other."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal import clock
from portal.jobs import reap, sweep_finished
from portal.models import FormToken
from portal.outbox import deliver
from portal.storing import sweep

PAUSE_SECONDS = 1
JOBS_A_ROUND = 10  # then letters have their turn
SWEEP_EVERY = timedelta(hours=1)
QUEUE_KEPT = timedelta(days=7)
TOKENS_KEPT = timedelta(days=30)  # no page stays open longer


class Command(BaseCommand):
    help = "Runs background jobs, sends the mail of the outbox, takes up jobs whose worker died, sweeps old uploads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")

    def handle(self, *, once: bool, **options: object) -> None:
        name = get_random_string(32)
        swept = None
        while True:
            worker = new_worker(name)
            worker.configure_signals()
            worker.run()
            if not worker.running:  # asked to stop while a job was running; it has been finished
                return
            busy = reap() + sum(import_string(path)() for path in settings.EACH_ROUND) + deliver() or DBTaskResult.objects.ready().exists()
            if swept is None or clock.real_now() - swept >= SWEEP_EVERY:
                clear_out()
                swept = clock.real_now()
            if once and not busy:
                return
            if not busy:
                time.sleep(PAUSE_SECONDS)


def new_worker(name: str) -> Worker:
    """A worker that returns when nothing is waiting, and after a few jobs."""
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=JOBS_A_ROUND,
        worker_id=name,
    )


def clear_out() -> None:
    """Jobs that ended long ago, unclaimed uploads, log-ins that are over, forms sent long ago, rows of the queue that nobody
    looks at any more, and what the apps keep in order themselves."""
    sweep_finished()  # before the files that it lets go
    sweep()
    for path in settings.HOUSEKEEPING:
        import_string(path)()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    FormToken.objects.filter(created__lt=clock.now() - TOKENS_KEPT).delete()
    DBTaskResult.objects.filter(started_at__lt=clock.real_now() - QUEUE_KEPT).delete()
