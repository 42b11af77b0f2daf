"""Forms with private files: nothing that was sent or typed is lost, several photos become one paper."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from django import forms
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from organizations.models import User
from portal.file_forms import PrivateFileForm, PrivateFilesForm
from portal.file_kinds import NO_ROOM, PAPERS, Kind
from portal.models import Upload
from portal.storing import keep, store_upload
from tests.builders import make_user
from tests.portal.bad_workbooks import book
from tests.portal.files import encoded, pdf, picture
from tests.portal.full_disk import full_disk
from tests.portal.test_joining import signed_pdf

MEGABYTE = 1024 * 1024
PDF, PNG, HEIC = pdf(), encoded(picture(), "PNG"), encoded(picture(), "HEIF")


@pytest.fixture
def owner(db) -> User:
    return make_user("owner")


def sent(content: bytes = PDF, name: str = "Báo cáo.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")  # what the browser claims counts for nothing


# --- one file -------------------------------------------------------------------------------------------------------


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


def test_a_form_says_which_kinds_it_takes(owner):
    class Sheets(PrivateFileForm):
        kinds = (*PAPERS, Kind.XLSX)

    form = Sheets({}, {"file": sent(book(), "so.xlsx")}, owner=owner)
    assert (form.errors, form.upload.name) == ({}, "so.xlsx")
    assert form.fields["file"].widget.attrs["accept"].endswith(".png,.xlsx")
    assert form["file"].help_text.endswith("Tệp PDF, JPEG, PNG hoặc Excel (.xlsx), nhiều nhất 10 MB.")
    assert Story({"title": "A"}, {"file": sent(book())}, owner=owner).errors == {
        "file": ["Chỉ nhận tệp PDF, JPEG hoặc PNG; tệp này là tệp Excel (.xlsx): hãy lưu thành PDF rồi tải lên."]
    }


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


# --- several that become one ----------------------------------------------------------------------------------------


class Minutes(PrivateFilesForm):
    title = forms.CharField()


def several(owner: User, *files: UploadedFile, kept: Upload | None = None, **typed: str) -> Minutes:
    data = QueryDict(mutable=True)
    data.update({"title": "A"} | typed)
    return Minutes(data, MultiValueDict({"file": list(files)}), owner=owner, kept=kept)


def sizes(upload: Upload) -> list[tuple[int, int]]:
    """Width and height of the pages, in points."""
    with upload.file.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as opened:
        return [tuple(round(float(side)) for side in page.mediabox[2:]) for page in opened.pages]


def test_photos_chosen_together_become_one_pdf_in_their_order(owner):
    upright = encoded(picture().rotate(90, expand=True), "JPEG")
    form = several(owner, sent(upright, "trang 1.jpg"), sent(HEIC, "trang 2.heic"), sent(PNG, "trang 3.png"))
    assert form.is_valid()
    upload = Upload.objects.get()
    assert (form.upload, upload.name, upload.content_type, upload.pages) == (upload, "trang 1 (3 tệp).pdf", "application/pdf", 3)
    assert sizes(upload) == [(595, 842), (842, 595), (842, 595)]


def test_one_file_alone_stays_what_it_is(owner):
    form = several(owner, sent(PDF))
    assert form.is_valid()
    assert (form.upload.name, form.upload.file.read()) == ("Báo cáo.pdf", PDF)
    photo = several(owner, sent(HEIC, "a.heic"))
    assert (photo.errors, photo.upload.name) == ({}, "a.jpg")


def test_no_file_at_all_keeps_the_one_there_is(owner):
    kept = store_upload(sent(), owner=owner)
    form = several(owner, kept=kept)
    assert (form.is_valid(), form.upload) == (True, kept)


def test_pages_are_put_behind_those_there_are_or_in_their_place(owner):
    kept = store_upload(sent(), owner=owner)
    replaced = several(owner, sent(PNG, "b.png"), kept=kept)
    assert (replaced.errors, replaced.upload.name, replaced.upload.pages) == ({}, "b.png", 1)
    added = several(owner, sent(PNG, "b.png"), kept=kept, add_pages="on")
    assert (added.errors, added.upload.name, added.upload.pages) == ({}, "Báo cáo.pdf", 2)
    assert sizes(added.upload)[1] == (842, 595)
    assert "add_pages" in str(added["add_pages"]) and 'type="checkbox"' in str(added["add_pages"])
    assert 'type="hidden"' in str(Minutes(owner=owner)["add_pages"])


def test_several_that_came_with_errors_elsewhere_need_not_be_sent_again(owner):
    first = several(owner, sent(PNG, "a.png"), sent(PNG, "b.png"), title="")
    assert first.errors == {"title": ["Trường này là bắt buộc."]}
    assert "Đang có: a (2 tệp).pdf" in first["file"].help_text
    second = several(owner, sent_before=first["sent_before"].value())
    assert (second.is_valid(), second.upload) == (True, first.upload)
    third = several(owner, sent(PNG, "c.png"), sent_before=first["sent_before"].value(), add_pages="on")
    assert (third.is_valid(), third.upload.pages) == (True, 3)


def test_one_that_is_not_taken_is_named_and_nothing_is_stored(owner):
    form = several(owner, sent(PNG, "a.png"), sent(b"MZ program", "b.jpg"))
    assert form.errors == {
        "file": ["“b.jpg”: Chỉ nhận tệp PDF, JPEG hoặc PNG; tệp này là chương trình: hãy lưu thành PDF rồi tải lên."]
    }
    assert (form.upload, Upload.objects.count()) == (None, 0)


def test_a_signed_pdf_is_no_part_of_another_and_stays_as_it_is_alone(owner):
    signed = signed_pdf()
    form = several(owner, sent(signed, "tờ trình.pdf"), sent(PNG, "a.png"))
    assert form.errors == {
        "file": ["“tờ trình.pdf”: PDF có chữ ký số, ghép vào tệp khác thì chữ ký mất hiệu lực: hãy gửi riêng tệp này."]
    }
    alone = several(owner, sent(signed, "tờ trình.pdf"))
    assert (alone.errors, alone.upload.file.read()) == ({}, signed)


def test_more_files_than_are_taken_at_a_time_are_refused_with_the_number(owner, settings):
    settings.UPLOAD_MAX_FILES = 2
    form = several(owner, *(sent(PNG, f"{number}.png") for number in range(3)))
    assert form.errors == {"file": ["Mỗi lần gửi nhiều nhất 2 tệp: hãy gửi làm nhiều lần."]}
    assert form["title"].value() == "A"


def test_a_file_that_is_gone_cannot_get_more_pages(owner):
    kept = store_upload(sent(), owner=owner)
    kept.file.storage.delete(kept.file.name)
    form = several(owner, sent(PNG, "a.png"), kept=kept, add_pages="on")
    assert form.errors == {"file": ["Tệp “Báo cáo.pdf” không còn: hãy chọn lại cả tệp đó."]}


def test_the_field_of_several_is_drawn_as_such(owner):
    field = str(Minutes(owner=owner)["file"])
    assert " multiple" in field and ".heic" in field
