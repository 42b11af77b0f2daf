"""A page that asks for a paper with a long list is not kept waiting: a job prints it."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from papers.faces.parts import LONG
from papers.views import file_answer, paper_answer
from papers.views.answers import PRINT_FOR, PRINTS
from portal.jobs import AT_ONCE
from portal.models import Job
from tests.builders import make_user
from tests.papers.lists import decision, people
from tests.papers.reading import pages

BACK = ("Quyết định", "/")


@pytest.fixture
def request_of(rf, db):
    request = rf.get("/")
    request.user = make_user("author")
    return request


@pytest.mark.parametrize("face", ["pdf", "docx"])
def test_a_long_paper_is_printed_by_a_job_that_hands_over_the_file(request_of, face):
    answer = paper_answer(request_of, decision(LONG), name="quyet-dinh-87", face=face, back=BACK)
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("job", args=[job.pk]))
    job.refresh_from_db()
    assert (job.status, job.owner, job.result.name) == ("done", request_of.user, f"quyet-dinh-87.{face}")
    if face == "pdf":
        assert job.done == job.total == len(people(LONG).rows)
        with job.result.file.open() as file:
            assert len(pages(file.read())) > 8


def test_a_short_paper_is_the_answer_itself(request_of):
    answer = paper_answer(request_of, decision(3), name="quyet-dinh-87", face="pdf", back=BACK)
    assert answer.content.startswith(b"%PDF-")
    assert not Job.objects.exists()


def test_a_long_paper_that_cannot_be_printed_fails_with_its_sentence(request_of):
    paper_answer(request_of, decision(LONG, title="Về việc ☐"), name="a", face="pdf", back=BACK)
    job = Job.objects.get()
    assert (job.status, job.result) == ("failed", None)
    assert "“☐” (U+2610)" in job.message


def test_nobody_fills_the_queue_alone(request_of):
    busy = [Job.objects.create(task=PRINT_FOR, title="In", owner=request_of.user) for _ in range(AT_ONCE)]
    refused = paper_answer(request_of, decision(LONG), name="a", face="docx", back=BACK)
    assert (refused.status_code, Job.objects.count()) == (429, AT_ONCE)
    assert f"Bạn đang có {AT_ONCE} việc cùng loại chưa xong" in refused.content.decode()
    Job.objects.filter(pk=busy[0].pk).update(status=Job.Status.DONE)
    assert paper_answer(request_of, decision(LONG), name="a", face="docx", back=BACK).status_code == 302


def test_nobody_keeps_the_web_workers_printing(request_of):
    def printed() -> HttpResponse:
        return file_answer(request_of, lambda: b"%PDF-", name="a", face="pdf", back=BACK)

    assert {printed().status_code for _ in range(PRINTS)} == {200}
    refused = printed()
    assert (refused.status_code, "hãy chờ ít phút rồi in tiếp" in refused.content.decode()) == (429, True)
    request_of.user = make_user("somebody-else")
    assert printed().status_code == 200
