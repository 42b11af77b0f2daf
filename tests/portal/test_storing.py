from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from organizations.models import User
from portal import clock
from portal.file_kinds import NO_ROOM, UploadRefused
from portal.models import Job, Upload
from portal.storing import keep, same_content, serve_upload, shown_name, store_upload, sweep
from tests.builders import make_user
from tests.portal.files import encoded, pdf, picture
from tests.portal.full_disk import full_disk

MEGABYTE = 1024 * 1024


@pytest.fixture
def owner(db) -> User:
    return make_user("owner")


PDF, PNG = pdf(), encoded(picture(), "PNG")


def sent(content: bytes = PDF, name: str = "Báo cáo.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")  # what the browser claims counts for nothing


# --- keeping and serving --------------------------------------------------------------------------------------------


def test_a_pdf_is_kept_byte_for_byte_under_a_random_name(owner):
    upload = store_upload(sent(), owner=owner)
    kept = Upload.objects.get()
    assert (kept.name, kept.content_type, kept.size, kept.owner) == ("Báo cáo.pdf", "application/pdf", len(PDF), owner)
    assert kept.file.read() == PDF
    assert Path(kept.file.name).name == upload.pk.hex
    assert oct(Path(kept.file.path).stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize("content", [b"", b"<html><script>alert(1)</script>", b"PK\x03\x04 docx", b"MZ program"])
def test_a_refused_file_leaves_nothing(owner, content):
    with pytest.raises(UploadRefused):
        store_upload(sent(content), owner=owner)
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('báo cáo "năm" 2024.pdf', 'báo cáo "năm" 2024.pdf'),
        ("ba\u0301o ca\u0301o.pdf", "báo cáo.pdf"),
        ("x" * 300 + ".pdf", "x" * 200 + ".pdf"),
        (".htaccess", "tep.pdf"),
        ("a.pdf.html", "a.pdf.pdf"),
        ("../../x", "x.pdf"),
        ("C:\\Users\\An\\x.pdf", "x.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("", "tep.pdf"),
    ],
)
def test_names_are_printable_and_end_as_the_content_does(name, shown):
    assert shown_name(name, "pdf") == shown


@pytest.mark.parametrize(
    ("content_type", "download", "kind"),
    [
        ("application/pdf", False, "inline"),
        ("image/png", False, "inline"),
        ("application/pdf", True, "attachment"),
        ("text/html", False, "attachment"),
        ("image/svg+xml", False, "attachment"),
    ],
)
def test_only_pdf_and_pictures_open_in_the_page(owner, content_type, download, kind):
    upload = keep(b"<script>", name="Nghị quyết.pdf", content_type=content_type, owner=owner)
    answer = serve_upload(upload, download=download)
    disposition = f"{kind}; filename*=utf-8''Ngh%E1%BB%8B%20quy%E1%BA%BFt.pdf"
    assert (answer["Content-Disposition"], answer["X-Content-Type-Options"]) == (disposition, "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"] and "default-src 'none'" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == b"<script>"


@pytest.mark.parametrize("content_type", ["text/html", "application/xhtml+xml"])
def test_nothing_is_ever_served_as_html(owner, content_type):
    upload = keep(b"<script>", name="a.html", content_type=content_type, owner=owner)
    assert serve_upload(upload)["Content-Type"] == "application/octet-stream"


def test_a_picture_and_a_pdf_know_their_pages(owner):
    assert [store_upload(sent(content), owner=owner).pages for content in (PDF, PNG)] == [1, 1]


def test_the_same_scan_is_found_wherever_it_is_used(owner):
    first, again, other = (store_upload(sent(content), owner=who) for content, who in (
        (PNG, owner), (PNG, make_user("other")), (PDF, owner)))  # fmt: skip
    assert (list(same_content(first)), list(same_content(again)), list(same_content(other))) == ([again], [first], [])


# --- limits ---------------------------------------------------------------------------------------------------------


def refused(owner: User, content: bytes = PDF) -> str:
    with pytest.raises(UploadRefused) as error:
        store_upload(sent(content), owner=owner)
    return str(error.value)


def test_all_files_of_a_person_have_a_limit(owner, settings):
    settings.UPLOAD_OWNER_BYTES = 2 * MEGABYTE
    keep(bytes(2 * MEGABYTE - len(PDF)), name="a.pdf", content_type="application/pdf", owner=owner)
    store_upload(sent(), owner=owner)
    assert refused(owner) == "Bạn đã dùng hết 2 MB dành cho tệp của mỗi người: hãy nhờ quản trị nâng hạn mức."
    assert store_upload(sent(), owner=make_user("other")).owner.username == "other"


def test_files_that_belong_to_nothing_have_a_limit(owner, settings):
    settings.UPLOAD_UNCLAIMED_FILES = 3
    uploads = [store_upload(sent(), owner=owner) for _ in range(3)]
    sentence = (
        "Bạn có 3 tệp đã tải lên mà chưa lưu vào hồ sơ nào: hãy lưu hồ sơ, hoặc chờ một ngày để cổng dọn các tệp đó."
    )
    assert refused(owner) == sentence
    Job.objects.create(task="x", title="x", result=uploads[0])
    assert store_upload(sent(), owner=owner).pk
    assert refused(owner) == sentence


def test_a_full_disk_is_a_sentence_and_leaves_nothing(owner):
    store_upload(sent(), owner=owner)  # the child process is there
    with full_disk(left=100):
        assert refused(owner) == NO_ROOM
    assert Upload.objects.count() == 1


# --- sweeping -------------------------------------------------------------------------------------------------------


def test_what_nobody_claims_within_a_day_is_swept(owner, django_capture_on_commit_callbacks):
    old, claimed = (store_upload(sent(), owner=owner) for _ in range(2))
    Job.objects.create(task="x", title="x", result=claimed)
    with clock.standing_at(timezone.now() + timedelta(hours=25)):
        with clock.standing_at(timezone.now() + timedelta(hours=2)):
            young = store_upload(sent(), owner=owner)
        with django_capture_on_commit_callbacks(execute=True):
            assert sweep() == 1
    assert set(Upload.objects.all()) == {claimed, young}
    assert [default_storage.exists(upload.file.name) for upload in (old, claimed, young)] == [False, True, True]


def test_a_file_without_its_row_is_swept(owner):
    kept = store_upload(sent(), owner=owner)
    orphan = default_storage.save(f"{timezone.localtime():%Y/%m}/{'a' * 32}", ContentFile(b"x"))
    sweep()
    assert default_storage.exists(orphan)
    with time_machine.travel(timezone.now() + timedelta(hours=25)), clock.standing_at(clock.now() - timedelta(days=1)):
        sweep()
    assert (default_storage.exists(orphan), default_storage.exists(kept.file.name)) == (False, True)
