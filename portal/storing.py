"""Private files: judged by content, kept under random names, served only by views that ask who is looking.

A file is stored before the transaction that claims it (a row that points at it), so that a rollback leaves neither a row
without its file nor the other way round for long: what nobody claims within a day is swept away.
"""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone

from portal import clock
from portal.claims import unclaimed
from portal.fields import number
from portal.file_kinds import NO_ROOM, PAPERS, Kind, UploadRefused
from portal.models import Upload
from portal.scanning import ask_for_scan, standing_at_first
from portal.uploads import CleanFile, judge

logger = logging.getLogger(__name__)

NAME_LENGTH = 200
MEGABYTE = 1024 * 1024
UNCLAIMED_FOR = timedelta(hours=24)
IMPORTS = "application/vnd.guong-sang.import"  # begins the content type of a file that was sent to be read
IMPORTS_FOR = timedelta(days=30)  # it may be asked for what somebody sent
# Whatever a file holds, opened by itself it runs nothing and fetches nothing.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"


def store_upload(file: UploadedFile, *, owner: Any, kinds: Collection[Kind] = PAPERS) -> Upload:
    """Judge a file that came from outside and keep it, unclaimed; `UploadRefused` says what is wrong with it."""
    check_quota(owner, file.size)
    return store_clean(judge(file, kinds), name=file.name, owner=owner)


def store_clean(clean: CleanFile, *, name: str, owner: Any) -> Upload:
    """Keep what was judged, unclaimed. Where a virus scanner is set up, it waits for its answer before it is served.

    `UploadRefused` where the disk is full.
    """
    upload = Upload(name=shown_name(name, clean.kind.suffix), content_type=clean.kind.content_type, owner=owner)
    upload.pages, upload.scan = clean.pages, standing_at_first()
    try:
        _save(upload, clean.content)
    except OSError as error:
        logger.exception("An upload could not be written")
        raise UploadRefused(NO_ROOM) from error
    return upload


def keep(data: bytes, *, name: str, content_type: str, owner: Any) -> Upload:
    """Keep bytes that the portal has made itself, or that it only reads: no scanner is asked."""
    upload = Upload(name=name, content_type=content_type, owner=owner)
    _save(upload, data)
    return upload


def _save(upload: Upload, data: bytes) -> None:
    upload.size, upload.sha256 = len(data), hashlib.sha256(data).hexdigest()
    upload.file.save(upload.pk.hex, ContentFile(data), save=False)
    with transaction.atomic():
        upload.save(force_insert=True)
        ask_for_scan(upload)


def check_quota(owner: Any, size: int) -> None:
    """`UploadRefused` when so many bytes more are too much of one person, or too many files of theirs belong to nothing yet."""
    mine = Upload.objects.filter(owner=owner).exclude(scan=Upload.Scan.INFECTED)  # their bytes are gone
    if (mine.aggregate(total=Sum("size"))["total"] or 0) + size > settings.UPLOAD_OWNER_BYTES:
        quota = f"{number(settings.UPLOAD_OWNER_BYTES // MEGABYTE)} MB"
        raise UploadRefused(f"Bạn đã dùng hết {quota} dành cho tệp của mỗi người: hãy nhờ quản trị nâng hạn mức.")
    judged = mine.filter(content_type__in=[kind.content_type for kind in Kind])
    if unclaimed(judged).count() >= settings.UPLOAD_UNCLAIMED_FILES:
        raise UploadRefused(
            f"Bạn có {settings.UPLOAD_UNCLAIMED_FILES} tệp đã tải lên mà chưa lưu vào hồ sơ nào: "
            "hãy lưu hồ sơ, hoặc chờ một ngày để cổng dọn các tệp đó."
        )


def same_content(upload: Upload) -> QuerySet[Upload]:
    """Other uploads of the very same bytes, such as one scan used for two people (a picture's bytes are those drawn anew).

    They may be anybody's: show only what belongs to things the person may see.
    """
    return Upload.objects.filter(sha256=upload.sha256).exclude(pk=upload.pk)


def shown_name(name: str, suffix: str) -> str:
    """What people see and download: the last part of what they called it, printable letters only, its true ending."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    stem = last.rsplit(".", 1)[0] if "." in last else last
    printable = "".join(letter for letter in stem if letter.isprintable()).strip(" .")
    return f"{printable[:NAME_LENGTH] or 'tep'}.{suffix}"


def serve_upload(upload: Upload, *, download: bool = False) -> FileResponse | HttpResponse:
    """The bytes as they were stored. Only PDF and pictures open in the page; nothing is ever read as HTML.

    What the virus scanner has not called clean is not served: 403 with its standing in words.
    """
    if not upload.is_open:
        return HttpResponse(f"Chưa mở được tệp: {upload.get_scan_display()}.", status=403, content_type="text/plain; charset=utf-8")
    try:
        file = upload.file.open("rb")
    except FileNotFoundError:
        logger.error("The file of upload %s is missing", upload.pk)
        raise Http404 from None
    shown = upload.is_viewable and not download
    content_type = "application/octet-stream" if "html" in upload.content_type else upload.content_type
    response = FileResponse(file, as_attachment=not shown, filename=upload.name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FILE_POLICY
    return response


def open_again(upload: Upload) -> BinaryIO:
    """The bytes of a file that is to become part of another; `UploadRefused` where they are gone."""
    try:
        return upload.file.storage.open(upload.file.name, "rb")
    except FileNotFoundError as error:
        raise UploadRefused(f"Tệp “{upload.name}” không còn: hãy chọn lại cả tệp đó.") from error


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
