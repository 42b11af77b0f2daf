"""Jobs through the queue in the database, as an installation runs them."""

from __future__ import annotations

import signal
import time
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from portal import clock
from portal.jobs import MAX_ATTEMPTS, Progress, Taken, enqueue, reap, run_job, sentence
from portal.logs import NamelessFormatter
from portal.management.commands.work import clear_out, new_worker
from portal.models import FormToken, Job, Notice, Upload
from portal.moves import Refused
from portal.storing import keep
from tests.builders import make_user
from tests.portal.errands import SECRET_NAME
from tests.racing import together

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
COUNT = "tests.portal.errands.count_to"


@pytest.fixture(autouse=True)
def queue(settings, transactional_db) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def work() -> None:
    new_worker("test").run()


def running_job(**given) -> Job:
    """A job that a worker has begun."""
    return Job.objects.create(**{"task": COUNT, "title": "Đếm", "args": [3], "status": "running", "attempts": 1} | given)


def state(job: Job) -> tuple:
    job.refresh_from_db()
    return job.status, job.attempts, job.done, job.total, job.message


def test_a_job_waits_for_a_worker_then_runs():
    job = enqueue(COUNT, 3, title="Đếm")
    assert (job.title, state(job)) == ("Đếm", ("waiting", 0, 0, 0, ""))
    work()
    assert state(job) == ("done", 1, 3, 3, "")


def test_one_person_has_so_many_jobs_of_a_kind_under_way():
    owner, other = make_user("owner"), make_user("other")
    first = enqueue(COUNT, 3, owner=owner, at_most=2)
    running_job(owner=owner)
    with pytest.raises(Refused) as refused:
        enqueue(COUNT, 3, owner=owner, at_most=2)
    assert refused.value.reasons == ["Bạn đang có 2 việc cùng loại chưa xong: hãy chờ một việc xong rồi thử lại."]
    for path, whose, limit in ((COUNT, other, 2), ("tests.portal.errands.write_letter", owner, 2), (COUNT, owner, 0)):
        assert enqueue(path, owner=whose, at_most=limit).status == "waiting"
    Job.objects.filter(owner=owner, task=COUNT).exclude(pk=first.pk).delete()
    assert enqueue(COUNT, 3, owner=owner, at_most=2).status == "waiting"


def test_a_rolled_back_transaction_leaves_no_job():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(COUNT, 3)
        raise RuntimeError
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)
    with transaction.atomic():
        enqueue(COUNT, 3)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_the_owner_gets_the_result_and_a_notice():
    owner = make_user("owner")
    job = enqueue("tests.portal.errands.write_letter", "Chào", title="Viết thư", owner=owner)
    work()
    job.refresh_from_db()
    assert job.result.file.read() == "Chào".encode()
    assert list(Notice.objects.values_list("user__username", "title", "link")) == [
        ("owner", "Đã xong: Viết thư", f"/jobs/{job.pk}/")
    ]


def test_progress_is_written_at_most_twice_a_second():
    job = running_job()
    with time_machine.travel(NOW, tick=False) as travel:
        progress = Progress(job)
        seen = []
        for done in range(1, 11):
            travel.shift(0.2)
            progress.step(done, 100)
            seen.append(state(job)[2])
    assert seen == [0, 0, 3, 3, 3, 6, 6, 6, 9, 9]


def test_the_last_step_is_always_written():
    job = running_job()
    with time_machine.travel(NOW, tick=False):
        Progress(job).step(3, 3)
    assert state(job) == ("running", 1, 3, 3, "")


def test_long_work_without_a_step_keeps_its_heartbeat(monkeypatch):
    monkeypatch.setattr("portal.jobs.BEAT_SECONDS", 0.1)
    job = enqueue("tests.portal.errands.be_busy", 1.0)
    seen = []

    def look() -> None:
        for _ in range(20):
            job.refresh_from_db()
            seen.append(job.heartbeat)
            time.sleep(0.05)

    together(work, look)
    assert len(set(seen)) > 3
    assert state(job)[0] == "done"


def test_a_failure_is_told_without_the_programmers_words(caplog):
    owner = make_user("owner")
    job = enqueue("tests.portal.errands.name_somebody", title="In danh sách", owner=owner)
    work()
    text = f"Có lỗi khi chạy. Hãy thử lại; nếu vẫn lỗi, hãy báo quản trị kèm mã việc {job.pk}."
    assert state(job) == ("failed", 1, 0, 0, text)
    assert list(Notice.objects.values_list("title", flat=True)) == ["Không thành: In danh sách"]
    [record] = [record for record in caplog.records if record.name == "portal.jobs"]
    line = NamelessFormatter().format(record)
    assert str(job.pk) in line and "name_somebody" in line and "ValueError" in line
    assert SECRET_NAME in str(record.exc_info[1]) and SECRET_NAME not in line


def test_a_refusal_is_told_in_its_own_words():
    job = enqueue("tests.portal.errands.refuse")
    work()
    assert state(job) == ("failed", 1, 0, 0, "Chưa có số.\nChưa có ngày.")


@pytest.mark.parametrize(
    ("error", "text"),
    [(ValidationError("Thiếu tên."), "Thiếu tên."), (PermissionDenied(), "Bạn không còn quyền làm việc này.")],
)
def test_sentences_of_known_errors(error, text):
    assert sentence(error, Job()) == text


def test_one_failure_does_not_stop_the_next_job():
    jobs = [enqueue("tests.portal.errands.name_somebody"), enqueue(COUNT, 3)]
    work()
    assert [state(job)[0] for job in jobs] == ["failed", "done"]


def test_a_worker_that_lost_its_job_leaves_it_alone():
    job = enqueue("tests.portal.errands.lose_to_another")
    work()
    assert state(job) == ("running", 2, 0, 0, "")
    with pytest.raises(Taken):
        Progress(Job(pk=job.pk, attempts=1)).step(1, 1)
    Progress(Job(pk=job.pk, attempts=2)).step(1, 1)


def test_announced_twice_it_runs_once():
    job = enqueue(COUNT, 3)
    run_job.enqueue(str(job.pk))
    work()
    assert DBTaskResult.objects.successful().count() == 2
    assert state(job) == ("done", 1, 3, 3, "")


# --- jobs whose worker died -----------------------------------------------------------------------------------------


def test_a_silent_job_runs_again():
    with time_machine.travel(NOW, tick=False) as travel:
        job = running_job()
        travel.shift(120)
        assert reap() == 0
        travel.shift(1)
        assert reap() == 1
        assert state(job)[0] == "waiting"
    work()
    assert state(job) == ("done", 2, 3, 3, "")


def test_after_three_attempts_it_has_failed():
    with time_machine.travel(NOW, tick=False) as travel:
        job = running_job(attempts=MAX_ATTEMPTS, owner=make_user("owner"))
        travel.shift(121)
        assert reap() == 1
    text = f"Việc này đã dừng giữa chừng 3 lần. Hãy báo quản trị kèm mã việc {job.pk}."
    assert state(job) == ("failed", 3, 0, 0, text)
    assert list(Notice.objects.values_list("title", flat=True)) == ["Không thành: Đếm"]
    assert DBTaskResult.objects.count() == 0


def test_a_job_that_lost_its_row_of_the_queue_is_announced_again():
    with time_machine.travel(NOW, tick=False) as travel:
        job = enqueue(COUNT, 3)
        DBTaskResult.objects.all().delete()
        travel.shift(10 * 60)
        assert reap() == 0
        travel.shift(1)
        assert reap() == 1
        assert reap() == 0
    work()
    assert state(job) == ("done", 1, 3, 3, "")


def test_several_reapers_take_it_up_once():
    job = running_job(heartbeat=NOW - timedelta(days=1))
    assert sorted(together(*[reap] * 4)) == [0, 0, 0, 1]
    assert DBTaskResult.objects.count() == 1
    assert state(job)[0] == "waiting"


def test_several_workers_run_each_job_once():
    jobs = [enqueue(COUNT, 3) for _ in range(8)]
    together(*(new_worker(f"worker-{number}").run for number in range(3)))
    assert [state(job) for job in jobs] == [("done", 1, 3, 3, "")] * 8


def test_log_ins_that_are_over_are_cleared_out():
    with time_machine.travel(NOW, tick=False) as travel:
        for name in ("an", "binh"):
            Client().force_login(make_user(name))
            travel.shift(timedelta(hours=6))
        clear_out()
        assert [session.expire_date for session in Session.objects.all()] == [NOW + timedelta(hours=16)]


def test_forms_sent_long_ago_are_cleared_out():
    user = make_user("an")
    for days in (29, 31):
        FormToken.objects.create(user=user, token=uuid.uuid4(), link="/", created=clock.now() - timedelta(days=days))
    clear_out()
    assert FormToken.objects.count() == 1


def test_finished_jobs_and_their_files_are_cleared_out_after_a_month():
    owner, now = make_user("an"), clock.real_now()
    for name, status, days in (("old", "done", 31), ("young", "done", 29), ("failed", "failed", 31), ("waiting", "waiting", 31)):
        result = keep(b"PK", name=name, content_type="application/x", owner=owner)
        Job.objects.create(task=name, title=name, status=status, result=result, heartbeat=now - timedelta(days=days))
    Upload.objects.update(created=clock.now() - timedelta(days=32))
    clear_out()
    assert set(Job.objects.values_list("task", flat=True)) == {"young", "waiting"}
    assert set(Upload.objects.values_list("name", flat=True)) == {"young", "waiting"}


# --- in processes of their own --------------------------------------------------------------------------------------

START = """
from portal.jobs import enqueue
print(enqueue("tests.portal.errands.hang_first", {started!r}, title="Treo").pk)
"""
AGE = """
from datetime import timedelta
from portal.models import Job
job = Job.objects.get(pk="{pk}")
Job.objects.update(heartbeat=job.heartbeat - timedelta(minutes=3))
print(job.status, job.attempts)
"""
SHOW = """
from portal.models import Job
job = Job.objects.get(pk="{pk}")
print(job.status, job.attempts, job.done)
"""


def wait_for(condition, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def test_the_job_of_a_killed_worker_is_done_by_the_next(outside, tmp_path):
    started = tmp_path / "started"
    pk = outside.run(START.format(started=str(started)))
    worker = outside.start("work")
    wait_for(started.exists)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert outside.run(AGE.format(pk=pk)) == "running 1"
    outside.manage("work", "--once")
    assert outside.run(SHOW.format(pk=pk)) == "done 2 1"


def test_a_worker_asked_to_stop_when_idle_ends_at_once(outside, tmp_path):
    ran = tmp_path / "ran"
    outside.run(f"from portal.jobs import enqueue; enqueue('tests.portal.errands.touch', {str(ran)!r})")
    worker = outside.start("work")
    wait_for(ran.exists)
    time.sleep(0.5)
    worker.terminate()
    assert worker.wait(timeout=5) == 0
