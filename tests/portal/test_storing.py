from __future__ import annotations

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
import time_machine
from django import forms
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import RequestFactory
from django.utils import timezone
from PIL import Image

from organizations.models import User
from portal import clock
from portal.file_forms import PrivateFileForm
from portal.file_kinds import NO_ROOM, UploadRefused
from portal.models import Job, Upload
from portal.storing import keep, same_content, serve_upload, shown_name, store_upload, sweep
from tests.builders import make_user

MEGABYTE = 1024 * 1024


@pytest.fixture
def owner(db) -> User:
    return make_user("owner")


def pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    return out.getvalue()


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


PDF, PNG = pdf(), png()


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


@contextmanager
def full_disk(left: int) -> Iterator[None]:
    """No file may grow past so many bytes: the kernel stops the write, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_a_sentence_and_leaves_nothing(owner):
    store_upload(sent(), owner=owner)  # the child process is there
    with full_disk(left=100):
        assert refused(owner) == NO_ROOM
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("size", [5_000, 5 * MEGABYTE])
def test_a_disk_that_fills_while_a_file_arrives_loses_no_words(owner, size):
    with full_disk(left=1000):
        request = RequestFactory().post("/", {"file": sent(PDF + b" " * size), "title": "Đã gõ"})
        arrived = request.FILES["file"]
    form = Story(request.POST, {"file": arrived}, owner=owner)
    assert (form.errors, form["title"].value()) == ({"file": [NO_ROOM]}, "Đã gõ")
    request.close()


def test_all_files_of_a_request_have_a_limit(owner, settings):
    settings.UPLOAD_REQUEST_BYTES = 2 * MEGABYTE
    files = [sent(PDF + b"%" + b" " * MEGABYTE + b"\n%%EOF") for _ in range(3)]
    arrived = RequestFactory().post("/", {"file": files}).FILES.getlist("file")
    assert [Path(file.temporary_file_path()).stat().st_size for file in arrived[:1]] == [files[0].size]
    assert [refused_as_sent(file, owner) for file in arrived] == ["", *["Các tệp gửi cùng lúc nặng hơn 2 MB: hãy gửi làm nhiều lần."] * 2]


def refused_as_sent(file: UploadedFile, owner: User) -> str:
    form = Story({"title": "A"}, {"file": file}, owner=owner)
    return "".join(form.errors.get("file", []))


# --- the form -------------------------------------------------------------------------------------------------------


class Story(PrivateFileForm):
    title = forms.CharField()


def test_a_form_without_a_file_keeps_the_one_there_is(owner):
    kept = store_upload(sent(), owner=owner)
    form = Story({"title": "A"}, {}, owner=owner, kept=kept)
    assert form.is_valid()
    assert form.upload == kept


def test_a_file_that_came_with_errors_elsewhere_need_not_be_sent_again(owner):
    first = Story({"title": ""}, {"file": sent()}, owner=owner)
    assert first.errors == {"title": ["Trường này là bắt buộc."]}
    assert "Đang có: Báo cáo.pdf" in first["file"].help_text
    second = Story({"title": "A", "sent_before": first["sent_before"].value()}, {}, owner=owner)
    assert second.is_valid()
    assert second.upload == first.upload == Upload.objects.get()


def test_the_upload_of_somebody_else_is_not_taken(owner):
    theirs = store_upload(sent(), owner=make_user("other"))
    form = Story({"title": "A", "sent_before": str(theirs.pk)}, {}, owner=owner)
    assert (form.is_valid(), form.upload) == (True, None)


def test_what_the_portal_made_itself_is_no_upload(owner):
    sheet = keep(b"PK", name="ho-so.xlsx", content_type="application/vnd.ms-excel", owner=owner)
    form = Story({"title": "A", "sent_before": str(sheet.pk)}, {}, owner=owner)
    assert (form.is_valid(), form.upload) == (True, None)


def test_a_refused_file_is_an_error_of_its_field_and_the_kept_one_stays(owner):
    kept = store_upload(sent(), owner=owner)
    form = Story({"title": "A"}, {"file": sent(b"")}, owner=owner, kept=kept)
    assert form.errors == {"file": ["Tệp rỗng: chọn lại tệp rồi tải lên."]}
    assert form.upload == kept


def test_names_are_escaped_where_the_form_shows_them(owner):
    kept = keep(PDF, name="<img onerror=x>.pdf", content_type="application/pdf", owner=owner)
    assert "<img" not in Story(owner=owner, kept=kept)["file"].help_text


def test_a_file_too_large_fills_no_disk_and_loses_no_words(owner):
    request = RequestFactory().post("/", {"file": sent(PDF + b" " * 12 * MEGABYTE), "title": "Đã gõ"})
    arrived = request.FILES["file"]
    assert (arrived.size, request.POST["title"]) == (len(PDF) + 12 * MEGABYTE, "Đã gõ")
    assert Path(arrived.temporary_file_path()).stat().st_size == django_settings.UPLOAD_MAX_BYTES + 1
    form = Story(request.POST, request.FILES, owner=owner)
    assert form.errors == {"file": ["Tệp nặng hơn 10 MB: hãy nén lại, hoặc quét ở độ phân giải thấp hơn."]}
    assert form["title"].value() == "Đã gõ"


def test_a_file_of_just_the_limit_arrives_whole(owner, settings):
    settings.UPLOAD_MAX_BYTES = len(PDF)
    request = RequestFactory().post("/", {"file": sent(PDF)})
    assert request.FILES["file"].read() == PDF


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
