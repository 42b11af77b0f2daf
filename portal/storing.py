"""Private files: judged by content, kept under random names, served only by views that ask who is looking.

A file is stored before the transaction that claims it (a row that points at it), so that a rollback leaves neither a row
without its file nor the other way round for long: what nobody claims within a day is swept away.
"""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.html import format_html

from portal import clock
from portal.models import Upload
from portal.uploads import Kind, UploadRefused, judge

logger = logging.getLogger(__name__)

SHOWN_IN_PAGE = ("application/pdf", "image/jpeg", "image/png")
NAME_LENGTH = 200
UNCLAIMED_FOR = timedelta(hours=24)
IMPORTS = "application/vnd.guong-sang.import"  # begins the content type of a file that was sent to be read
IMPORTS_FOR = timedelta(days=30)  # it may be asked for what somebody sent
# Whatever a file holds, opened by itself it runs nothing and fetches nothing.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"


def store_upload(file: UploadedFile, *, owner: Any) -> Upload:
    """Judge a file that came from outside and keep it, unclaimed; `UploadRefused` says what is wrong with it."""
    clean = judge(file)
    name = shown_name(file.name, clean.kind.suffix)
    return keep(clean.content, name=name, content_type=clean.kind.content_type, owner=owner)


def keep(data: bytes, *, name: str, content_type: str, owner: Any) -> Upload:
    """Keep bytes as a private file: an upload that was judged, or what the portal has made itself."""
    upload = Upload(name=name, content_type=content_type, size=len(data), owner=owner)
    upload.sha256 = hashlib.sha256(data).hexdigest()
    upload.file.save(upload.pk.hex, ContentFile(data), save=False)
    upload.save(force_insert=True)
    return upload


def shown_name(name: str, suffix: str) -> str:
    """What people see and download: the last part of what they called it, printable letters only, its true ending."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    stem = last.rsplit(".", 1)[0] if "." in last else last
    printable = "".join(letter for letter in stem if letter.isprintable()).strip(" .")
    return f"{printable[:NAME_LENGTH] or 'tep'}.{suffix}"


def serve_upload(upload: Upload, *, download: bool = False) -> FileResponse:
    """The bytes as they were stored. Only PDF and pictures open in the page; nothing is ever read as HTML."""
    try:
        file = upload.file.open("rb")
    except FileNotFoundError:
        logger.error("The file of upload %s is missing", upload.pk)
        raise Http404 from None
    shown = upload.content_type in SHOWN_IN_PAGE and not download
    content_type = "application/octet-stream" if "html" in upload.content_type else upload.content_type
    response = FileResponse(file, as_attachment=not shown, filename=upload.name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FILE_POLICY
    return response


class PrivateFileForm(forms.Form):
    """A form with one private file. `kept` is the file that the thing has already; `upload` is the one it shall have.

    A file that was sent with a form that had errors elsewhere need not be chosen again.
    """

    file = forms.FileField(label="Tệp đính kèm", required=False, allow_empty_file=True)
    sent_before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, owner: Any, kept: Upload | None = None, **kwargs: Any):
        self.owner, self.upload = owner, kept
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png"
        self.fields["file"].help_text = self._help_text()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        judged = [kind.content_type for kind in Kind]  # not what the portal has made for the person itself
        before = Upload.objects.filter(pk=values.get("sent_before"), owner=self.owner, content_type__in=judged).first()
        self.upload = before or self.upload
        if values.get("file"):
            self._store(values["file"])
        self["file"].help_text = self._help_text()
        return values

    def _store(self, file: UploadedFile) -> None:
        try:
            self.upload = store_upload(file, owner=self.owner)
        except UploadRefused as refused:
            self.add_error("file", ValidationError(str(refused)))
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("sent_before")] = str(self.upload.pk)

    def _help_text(self) -> str:
        limits = "Tệp PDF, JPEG hoặc PNG, nhiều nhất 10 MB."
        kept = format_html("Đang có: {}. Chọn tệp khác nếu muốn thay. ", self.upload.name) if self.upload else ""
        return format_html("{}{}", kept, limits)


# --- sweeping -------------------------------------------------------------------------------------------------------


def sweep() -> int:
    """Remove uploads that nothing has claimed for a day (30 days where they were sent to be read), and files that lost their
    row; how many rows there were."""
    now = clock.now()
    old = Upload.objects.filter(created__lt=now - UNCLAIMED_FOR)
    old = old.exclude(content_type__startswith=IMPORTS, created__gte=now - IMPORTS_FOR)
    swept = sum(_remove(upload) for upload in unclaimed(old))
    now = clock.real_now()
    for folder in {f"{timezone.localtime(day):%Y/%m}" for day in (now, now - timedelta(days=20))}:
        _remove_orphans(folder, now - UNCLAIMED_FOR)
    return swept


def unclaimed(rows: models.QuerySet) -> models.QuerySet:
    """Those that no row of any model points at, histories included."""
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if relation.one_to_many or relation.one_to_one:
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            rows = rows.exclude(Exists(pointing))
    return rows


@transaction.atomic
def _remove(upload: Upload) -> bool:
    """Whoever claims it meanwhile waits for this lock, or is found by the look after it."""
    locked = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if locked is None or not unclaimed(Upload.objects.filter(pk=upload.pk)).exists():
        return False
    locked.delete()
    transaction.on_commit(lambda: locked.file.storage.delete(locked.file.name))
    return True


def _remove_orphans(folder: str, before: datetime) -> None:
    """A process that died between file and row leaves a file behind."""
    if not default_storage.exists(folder):
        return
    names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    known = set(Upload.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True))
    for name in names:
        if name not in known and default_storage.get_modified_time(name) < before:
            default_storage.delete(name)
