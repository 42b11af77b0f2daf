"""Printing an issued paper: from the frozen data, once, however often it is begun."""

from __future__ import annotations

import subprocess
from datetime import timedelta

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image

from papers import tasks
from papers.actions import print_again, store_print, take_up_prints
from papers.models import IssuedPaper, PaperFile
from portal import clock
from portal.jobs import Progress
from portal.management.commands.work import clear_out, new_worker
from portal.models import Job
from portal.moves import Refused, history
from tests.papers.issuing import issue_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(province, clerk, queue) -> IssuedPaper:
    """Numbered; its print waits in the queue."""
    return issue_plan(province, clerk)


def printed(paper: IssuedPaper) -> tuple[bytes, bytes]:
    """Prints it as the job does; PDF and Word."""
    tasks.print_paper(Progress(Job(attempts=1)), paper.pk)
    files = {file.kind: bytes(file.content) for file in paper.files.all()}
    return files["pdf"], files["docx"]


def fail(paper: IssuedPaper) -> None:
    Job.objects.filter(pk=paper.job_id).update(status="failed")


def test_printed_twice_it_gives_the_same_bytes(paper):
    first = printed(paper)
    IssuedPaper.objects.update(status="numbered", pdf=None, sha256="")
    PaperFile.objects.all().delete()
    assert printed(paper) == first


def test_a_reader_of_codes_finds_where_to_check_it(paper, tmp_path, settings):
    """The picture is read from the printed page as a telephone would see it, at two sizes of its dots."""
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(printed(paper)[0])
    for dots in ("100", "200"):
        subprocess.run(["pdftoppm", "-r", dots, "-png", "-singlefile", pdf, tmp_path / "page"], check=True)
        codes = zxingcpp.read_barcodes(Image.open(tmp_path / "page.png"))
        assert [code.text for code in codes] == [settings.PORTAL_ADDRESS + reverse("papers:check", args=[paper.code])]


def test_whoever_prints_second_leaves_what_is_there(paper):
    first = printed(paper)
    store_print(paper, pdf=b"another", word=b"another")
    assert printed(paper) == first
    assert [move.name for move in history(paper)] == ["issue", "print"]


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_the_worker_prints_what_waits(paper):
    new_worker("test").run()
    paper.refresh_from_db()
    assert (paper.status, paper.job.status) == ("printed", "done")


def test_what_cannot_be_printed_is_told_to_the_clerk(paper, monkeypatch):
    def broken(*args: object, **kwargs: object) -> bytes:
        raise tasks.PdfError("Bản in quá lớn.")

    monkeypatch.setattr(tasks.pdf, "render", broken)
    with pytest.raises(Refused, match="Bản in quá lớn."):
        printed(paper)
    assert paper.files.count() == 0


def test_a_forgotten_print_is_taken_up_by_the_worker(paper):
    Job.objects.all().delete()
    clear_out()
    paper.refresh_from_db()
    assert paper.job.status == "waiting"
    assert take_up_prints() == 0  # a job is at it


def test_a_print_that_failed_three_times_waits_for_the_clerk(paper, clerk):
    for _ in range(2):
        fail(paper)
        assert take_up_prints() == 1
        paper.refresh_from_db()
    fail(paper)
    assert take_up_prints() == 0
    assert print_again(paper, by=clerk).status == "waiting"
    assert Job.objects.filter(args=[paper.pk]).count() == 4


def test_a_print_that_failed_is_remembered_and_one_that_is_done_forgotten(paper, clerk):
    done = issue_plan(paper.unit, clerk)
    printed(done)
    Job.objects.filter(pk=done.job_id).update(status="done")
    fail(paper)
    Job.objects.update(heartbeat=clock.real_now() - timedelta(days=31))
    clear_out()
    done.refresh_from_db()
    assert done.job is None
    assert Job.objects.filter(args=[paper.pk], status="failed").count() == 1


def test_what_is_printed_is_not_printed_again(paper, clerk):
    printed(paper)
    with pytest.raises(Refused, match="đã in xong"):
        print_again(paper, by=clerk)
