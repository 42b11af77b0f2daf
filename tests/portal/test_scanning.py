"""Files wait for the virus scanner: a real clamd with one signature of our own."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from organizations.models import User
from papers.forms import CopyForm
from portal.file_forms import PrivateFileForm
from portal.file_kinds import PAPERS, Kind
from portal.jobs import AGAIN_AFTER, enqueue, reap
from portal.models import Job, Mail, Notice, Upload
from portal.scanner import ScannerAway, TooMuchToScan, found_in
from portal.scanning import SCAN, take_up
from portal.storing import keep, serve_upload, store_upload
from tests.builders import make_user
from tests.portal.bad_documents import with_part
from tests.portal.clamd import EICAR, FOUND, Clamd, clamd, limits_of_readme  # noqa: F401: a fixture
from tests.portal.files import pdf

MEGABYTE = 1024 * 1024
Scan = Upload.Scan
PDF = pdf()


@pytest.fixture
def owner(db) -> User:
    return make_user("owner", email="owner@example.vn")


@pytest.fixture
def scanned(clamd: Clamd, settings) -> Clamd:  # noqa: F811
    settings.CLAMD = clamd.address
    return clamd


@pytest.fixture
def away(tmp_path, settings) -> None:
    """A scanner is set up and does not run."""
    settings.CLAMD = str(tmp_path / "nobody.sock")


def infected_pdf() -> bytes:
    """A PDF that every check of our own takes for harmless."""
    return pdf(lambda document: document.pages[0].contents_add(b"% " + EICAR))


def stored(content: bytes, owner: User, name: str = "Đơn.pdf", kinds=(*PAPERS, Kind.DOCX)) -> Upload:
    upload = store_upload(SimpleUploadedFile(name, content), owner=owner, kinds=kinds)
    return Upload.objects.get(pk=upload.pk)


# --- what clamd says ------------------------------------------------------------------------------------------------


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.txt", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ""),
        (PDF, ""),
        (EICAR, FOUND),
        (infected_pdf(), FOUND),
        (zipped(EICAR), FOUND),
        (zipped(zipped(EICAR)), FOUND),
        (with_part("word/media/image1.png", EICAR), FOUND),
    ],
    ids=["nothing", "sound", "EICAR", "in a PDF", "in a zip", "in a zip in a zip", "in a Word document"],
)
def test_clamd_is_asked(scanned, content, found):
    assert found_in(io.BytesIO(content)) == found


def test_what_lies_as_deep_as_our_own_limits_allow_is_found(scanned):
    """The largest part that an office archive may have; clamd cuts off in silence what is over its MaxFileSize."""
    assert found_in(io.BytesIO(zipped(bytes(99 * MEGABYTE) + EICAR))) == FOUND


def test_over_clamds_own_limit_is_never_clean(scanned):
    """Several times: clamd hangs up while we still speak, and its word must be heard whoever is quicker."""
    for _ in range(10):
        with pytest.raises(TooMuchToScan):
            found_in(io.BytesIO(bytes(31 * MEGABYTE)))


def test_clamd_is_asked_by_its_port_too(scanned, settings):
    settings.CLAMD = f"127.0.0.1:{scanned.port}"
    assert [found_in(io.BytesIO(content)) for content in (PDF, EICAR)] == ["", FOUND]
    with pytest.raises(TooMuchToScan):
        found_in(io.BytesIO(bytes(31 * MEGABYTE)))


def test_nobody_there_is_never_clean(away):
    with pytest.raises(ScannerAway):
        found_in(io.BytesIO(PDF))


def test_the_lines_of_readme_are_there_to_be_copied():
    assert limits_of_readme() == ["AlertExceedsMax yes", "StreamMaxLength 30M", "MaxFileSize 120M", "MaxScanSize 250M"]


# --- what becomes of a file -----------------------------------------------------------------------------------------


def test_without_a_scanner_nothing_is_said_of_a_file(owner, settings):
    settings.CLAMD = ""
    upload = stored(PDF, owner)
    assert (upload.scan, upload.scanned, upload.is_open, Job.objects.count()) == (Scan.NONE, None, True, 0)


def test_a_clean_file_is_served(scanned, owner):
    upload = stored(PDF, owner)
    assert (upload.scan, upload.is_open, upload.scanned is not None) == (Scan.CLEAN, True, True)
    assert b"".join(serve_upload(upload).streaming_content) == PDF
    assert Notice.objects.count() == 0


def test_an_infected_file_is_deleted_and_its_owner_told(scanned, owner):
    upload = stored(infected_pdf(), owner)
    assert (upload.scan, upload.is_open, Path(upload.file.path).exists()) == (Scan.INFECTED, False, False)
    answer = serve_upload(upload)
    assert (answer.status_code, answer.content.decode()) == (403, "Chưa mở được tệp: có virus, đã xóa.")
    notice = Notice.objects.get(user=owner)
    assert (notice.title, notice.text) == (
        "Một tệp bạn tải lên có virus",
        f"Trình quét virus tìm thấy {FOUND} trong tệp “Đơn.pdf”. Tệp đã bị xóa; hãy quét virus máy tính rồi tải lại tệp sạch.",
    )
    assert "Đơn" not in Mail.objects.get().subject + Mail.objects.get().body


def test_a_file_over_clamds_limit_is_kept_and_not_served(scanned, owner, monkeypatch):
    monkeypatch.setattr("portal.scanning._bytes_of", lambda upload: io.BytesIO(bytes(31 * MEGABYTE)))
    upload = stored(PDF, owner)
    assert (upload.scan, upload.is_open, Path(upload.file.path).exists()) == (Scan.TOO_MUCH, False, True)
    assert serve_upload(upload).content.decode() == "Chưa mở được tệp: không quét virus được."
    assert Notice.objects.get(user=owner).title == "Một tệp bạn tải lên không quét virus được"


def test_while_clamd_is_away_the_file_waits_and_is_asked_about_again(away, clamd, owner, settings):  # noqa: F811
    upload = stored(PDF, owner)
    assert (upload.scan, upload.is_open) == (Scan.WAITING, False)
    assert serve_upload(upload).content.decode() == "Chưa mở được tệp: đang chờ quét virus."
    assert reap() == 0  # not at once
    for minutes in range(1, 6):  # more often than a job may die
        with time_machine.travel(timezone.now() + minutes * (AGAIN_AFTER + timedelta(seconds=1))):
            assert reap() == 1
    job = Job.objects.get()
    assert (job.status, job.attempts, Notice.objects.count()) == (Job.Status.WAITING, 0, 0)
    settings.CLAMD = clamd.address
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        reap()
    assert Upload.objects.get().scan == Scan.CLEAN
    assert Job.objects.get().status == Job.Status.DONE


def test_a_forgotten_file_is_taken_up(scanned, owner):
    kept = keep(PDF, name="a.pdf", content_type="application/pdf", owner=owner)
    Upload.objects.update(scan=Scan.WAITING)  # as in a backup that was made between the two
    assert take_up() == 1
    assert Upload.objects.get(pk=kept.pk).scan == Scan.CLEAN
    assert take_up() == 0


def test_a_file_with_a_job_is_not_forgotten(away, owner):
    stored(PDF, owner)
    assert (take_up(), Job.objects.count()) == (0, 1)


def test_where_the_scanner_was_taken_away_a_waiting_file_is_let_go(away, owner, settings):
    stored(PDF, owner)
    settings.CLAMD = ""
    enqueue(SCAN, str(Upload.objects.get().pk))
    assert (Upload.objects.get().scan, Upload.objects.get().is_open) == (Scan.NONE, True)


def test_a_worker_that_died_before_deleting_deletes_when_it_begins_again(scanned, owner):
    upload = stored(infected_pdf(), owner)
    Path(upload.file.path).write_bytes(EICAR)
    enqueue(SCAN, str(upload.pk))
    assert (Path(upload.file.path).exists(), Notice.objects.count()) == (False, 1)


def test_what_the_portal_makes_itself_is_not_scanned(scanned, owner):
    upload = keep(PDF, name="a.pdf", content_type="application/pdf", owner=owner)
    assert (Upload.objects.get(pk=upload.pk).scan, Job.objects.count()) == (Scan.NONE, 0)


def test_a_form_that_comes_again_after_its_file_was_found_infected_says_so(scanned, owner):
    class Story(PrivateFileForm):
        title = forms.CharField()

    def sent(title: str, before: str = "", **files: SimpleUploadedFile) -> Story:
        return Story({"title": title, "sent_before": before}, files, owner=owner)

    first = sent("", file=SimpleUploadedFile("Đơn.pdf", infected_pdf()))
    assert first.errors == {"title": ["Trường này là bắt buộc."]}
    before = first["sent_before"].value()
    again = sent("A", before)
    assert (again.errors, again.upload) == ({"file": ["Tệp “Đơn.pdf” có virus nên đã bị xóa: hãy chọn tệp khác."]}, None)
    mended = sent("A", before, file=SimpleUploadedFile("Đơn.pdf", PDF))
    assert (mended.errors, Upload.objects.get(pk=mended.upload.pk).scan) == ({}, Scan.CLEAN)


# --- a copy that becomes part of a record ---------------------------------------------------------------------------


def copy_faults(content: bytes) -> dict:
    return CopyForm({}, {"file": SimpleUploadedFile("ban-ky.pdf", content)}).errors


def test_a_signed_copy_is_asked_about_at_once(scanned):
    assert copy_faults(PDF) == {}
    sentence = f"Trình quét virus tìm thấy {FOUND} trong tệp: hãy quét virus máy tính rồi tải lên tệp sạch."
    assert copy_faults(infected_pdf()) == {"file": [sentence]}


def test_a_signed_copy_is_not_taken_while_clamd_is_away(away):
    sentence = "Trình quét virus chưa trả lời nên chưa nhận được tệp: hãy thử lại sau ít phút."
    assert copy_faults(PDF) == {"file": [sentence]}


def test_without_a_scanner_a_signed_copy_is_taken(settings):
    settings.CLAMD = ""
    assert copy_faults(infected_pdf()) == {}
