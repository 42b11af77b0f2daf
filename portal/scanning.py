"""What people send is held back until the virus scanner has answered; a job asks it, as long as it takes.

Without the setting CLAMD nothing is scanned, and no page says that anything is clean.
"""

from __future__ import annotations

import io
import logging
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from portal import clock
from portal.file_kinds import UploadRefused
from portal.jobs import Later, Progress, enqueue
from portal.models import Job, Upload
from portal.notices import tell
from portal.scanner import ScannerAway, TooMuchToScan, found_in

logger = logging.getLogger(__name__)

Scan = Upload.Scan
SCAN = "portal.scanning.scan_upload"
INFECTED = "Trình quét virus tìm thấy {found} trong tệp “{name}”. Tệp đã bị xóa; hãy quét virus máy tính rồi tải lại tệp sạch."
TOO_MUCH = "Trình quét virus không đọc hết được tệp “{name}”, nên không ai mở được tệp này: hãy tải lại tệp nhỏ hơn."


def standing_at_first() -> Scan:
    """Of a file that has just come from outside."""
    return Scan.WAITING if settings.CLAMD else Scan.NONE


def ask_for_scan(upload: Upload) -> None:
    """Have the file scanned soon, if the caller commits and its standing says that it waits."""
    if upload.scan == Scan.WAITING:
        enqueue(SCAN, str(upload.pk), title="Quét virus")


def scan_upload(progress: Progress, pk: str) -> None:
    """The job: asks clamd and writes down what it says. It goes back to waiting while clamd is away."""
    upload = Upload.objects.filter(pk=pk, scan__in=(Scan.WAITING, Scan.INFECTED)).first()
    if upload is None:  # swept meanwhile, or answered
        return
    if upload.scan == Scan.WAITING:
        _write_down(upload, *_standing_of(upload))
    if upload.scan == Scan.INFECTED:  # also where a worker died between the two
        upload.file.storage.delete(upload.file.name)


def _standing_of(upload: Upload) -> tuple[Scan, str]:
    if not settings.CLAMD:
        return Scan.NONE, ""
    try:
        with _bytes_of(upload) as file:
            found = found_in(file)
    except ScannerAway as away:
        logger.warning("clamd does not answer (%s): upload %s waits", away, upload.pk)
        raise Later from away
    except TooMuchToScan as limit:
        logger.error("clamd could not scan all of upload %s (%s): README, “Virus scanner”", upload.pk, limit)
        return Scan.TOO_MUCH, TOO_MUCH.format(name=upload.name)
    return (Scan.INFECTED, INFECTED.format(found=found, name=upload.name)) if found else (Scan.CLEAN, "")


def _bytes_of(upload: Upload) -> BinaryIO:
    return upload.file.storage.open(upload.file.name, "rb")


@transaction.atomic
def _write_down(upload: Upload, scan: Scan, sentence: str) -> None:
    """The owner hears of what is wrong; the letter, which travels open, does not name the file."""
    upload.scan, upload.scanned = scan, clock.now()
    if Upload.objects.filter(pk=upload.pk, scan=Scan.WAITING).update(scan=scan, scanned=upload.scanned) and sentence:
        title = "Một tệp bạn tải lên có virus" if scan == Scan.INFECTED else "Một tệp bạn tải lên không quét virus được"
        tell([upload.owner], title=title, text="Hãy vào cổng để biết là tệp nào và tải lại tệp khác.", inside=sentence)


def refuse_unclean(content: bytes) -> None:
    """Ask at once, for a file that becomes part of a record and has no quarantine: `UploadRefused` unless it is clean.

    Without the setting CLAMD everything passes, as everywhere.
    """
    if not settings.CLAMD:
        return
    try:
        found = found_in(io.BytesIO(content))
    except ScannerAway as away:
        logger.warning("clamd does not answer (%s)", away)
        raise UploadRefused("Trình quét virus chưa trả lời nên chưa nhận được tệp: hãy thử lại sau ít phút.") from away
    except TooMuchToScan as limit:
        raise UploadRefused("Trình quét virus không đọc hết được tệp này: hãy tải lên tệp nhỏ hơn.") from limit
    if found:
        raise UploadRefused(f"Trình quét virus tìm thấy {found} trong tệp: hãy quét virus máy tính rồi tải lên tệp sạch.")


def take_up() -> int:
    """Housekeeping of the worker: files that wait without a job to ask for them (a restored backup); how many."""
    asked = Job.objects.filter(task=SCAN, status__in=(Job.Status.WAITING, Job.Status.RUNNING))
    known = {pk for args in asked.values_list("args", flat=True) for pk in args}
    forgotten = [upload for upload in Upload.objects.filter(scan=Scan.WAITING) if str(upload.pk) not in known]
    for upload in forgotten:
        ask_for_scan(upload)
    return len(forgotten)
