"""Several photos of one paper, or photos and PDFs, become one PDF in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from django.conf import settings

from portal.file_kinds import NO_ROOM, PAPERS, Kind, UploadRefused
from portal.uploads import LIMITS, MEGABYTE, CleanFile, contents, in_child, is_picture, judged

SIDE_BY_SIDE = 2  # photos drawn at a time, each in a child of its own


def join_files(files: Sequence[tuple[str, BinaryIO]]) -> CleanFile:
    """One PDF of all pages, photos upright on A4, from (name, file) each; `UploadRefused` names the one that is not taken.

    A PDF that bears a digital signature cannot be a part: it would no longer hold.
    """
    with TemporaryDirectory() as folder, ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        paths = [str(Path(folder) / str(number)) for number in range(len(files))]
        list(pool.map(_write_pages, files, paths))
        whole, pages = in_child(_joined, paths, **LIMITS)
    if len(whole) > settings.UPLOAD_JOINED_BYTES:
        limit = settings.UPLOAD_JOINED_BYTES // MEGABYTE
        raise UploadRefused(f"Các trang ghép lại nặng hơn {limit} MB: hãy bớt trang, hoặc gửi thành hai tệp.")
    return CleanFile(whole, Kind.PDF, hashlib.sha256(whole).hexdigest(), pages)


def _write_pages(named: tuple[str, BinaryIO], path: str) -> None:
    """Photos are made small before the next is read: the process that asks holds two of them at most."""
    name, file = named
    try:
        content = contents(file, settings.UPLOAD_JOINED_BYTES)
        Path(path).write_bytes(in_child(_as_pages, content, **LIMITS))
    except UploadRefused as refused:
        raise UploadRefused(f"“{name}”: {refused}") from refused
    except OSError as error:
        raise UploadRefused(NO_ROOM) from error


def _as_pages(content: bytes) -> bytes:
    from portal.pdf.joining import as_pages  # only in the child, as the other readers

    if not (content.startswith(b"%PDF-") or is_picture(content, PAPERS)):
        judged(content, PAPERS)  # says what it is
    return as_pages(content)


def _joined(paths: Sequence[str]) -> tuple[bytes, int]:
    from portal.pdf.joining import joined

    return joined(paths)
