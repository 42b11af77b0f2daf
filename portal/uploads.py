"""Files that people upload, judged by what is in them, whatever they are called.

PDFs are kept byte for byte, since a signature may stand in them; pictures are drawn anew, so that where they were taken,
and anything hidden behind them, is gone; Word documents and workbooks are looked at as archives. All of it happens in a
child process with limits: a few kB can ask for gigabytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings

from portal.child import ChildFailed, run_limited
from portal.file_kinds import ARCHIVE, OLE, PAPERS, PICTURES, SEEN, STARTS, TURNED, Kind, UploadRefused, begins, foreign

LIMITS = {"seconds": 5, "memory_mb": 512}
MEGABYTE = 1024 * 1024
TOO_COMPLEX = "Tệp quá phức tạp nên không kiểm tra được: hãy in ra PDF lại, hoặc chụp lại ảnh."
BROKEN = "Tệp bị hỏng nên không đọc được: hãy in ra PDF lại, hoặc chụp lại ảnh."


@dataclass(frozen=True)
class CleanFile:
    """What may be stored. `pages` is 0 where nobody counts them (Word, Excel)."""

    content: bytes
    kind: Kind
    sha256: str
    pages: int = 0


def judge(file: BinaryIO, kinds: Collection[Kind] = PAPERS) -> CleanFile:
    """The file as it may be stored; `UploadRefused` says what is wrong with it.

    It is one of `kinds`, sound, and at most UPLOAD_MAX_BYTES. Where JPEG is asked for, pictures of phones and scanners (HEIC,
    WebP, BMP, a TIFF of one page) are turned into it.
    """
    clean, kind, pages = in_child(judged, contents(file), tuple(kinds), **LIMITS)
    return CleanFile(clean, kind, hashlib.sha256(clean).hexdigest(), pages)


def small_picture(file: BinaryIO, *, longest: int, quality: int) -> tuple[CleanFile, tuple[int, int]]:
    """A picture as a JPEG whose sides are `longest` pixels at most, and its size; `UploadRefused` as of `judge`."""
    drawn, size = in_child(_shrunk, contents(file), longest, quality, **LIMITS)
    return CleanFile(drawn, Kind.JPEG, hashlib.sha256(drawn).hexdigest(), 1), size


def in_child(function: Callable[..., Any], *args: Any, seconds: int, memory_mb: int) -> Any:
    """What the function makes of a stranger's bytes; whatever goes wrong is an `UploadRefused` with a sentence."""
    try:
        return run_limited(function, *args, seconds=seconds, memory_mb=memory_mb)
    except UploadRefused:
        raise
    except ChildFailed as failure:
        raise UploadRefused(TOO_COMPLEX) from failure
    except Exception as error:  # a broken file makes its reader stumble in any way (a phone's crooked EXIF: struct.error)
        raise UploadRefused(BROKEN) from error


def contents(file: BinaryIO, most: int = 0) -> bytes:
    """The bytes of a file that arrived whole, and is neither empty nor heavier than `most` (else UPLOAD_MAX_BYTES)."""
    most = most or settings.UPLOAD_MAX_BYTES
    if sentence := getattr(file, "cut_off", ""):  # portal.upload_handlers
        raise UploadRefused(sentence)
    file.seek(0)
    content = file.read(most + 1)
    if not content:
        raise UploadRefused("Tệp rỗng: chọn lại tệp rồi tải lên.")
    if len(content) > most:
        raise UploadRefused(f"Tệp nặng hơn {most // MEGABYTE} MB: hãy nén lại, hoặc quét ở độ phân giải thấp hơn.")
    return content


def judged(content: bytes, kinds: Collection[Kind]) -> tuple[bytes, Kind, int]:
    """What may be stored of the bytes, what it is, and its pages. Runs in the child."""
    from portal import office, pictures  # only there: a web worker is spared the readers' 25 MB
    from portal.pdf_check import checked_pdf

    kind = begins(content, STARTS)
    if kind is Kind.PDF and kind in kinds:
        return content, kind, checked_pdf(content).pages
    if is_picture(content, kinds):
        drawn, name = pictures.redrawn(content)
        return drawn, Kind[name], 1
    if content.startswith(ARCHIVE):
        return content, office.checked(content, kinds), 0
    if content.startswith(OLE):
        office.refuse_old(content, kinds)
    raise foreign(kinds, f"tệp {kind.label}" if kind else begins(content, SEEN) or "")


def _shrunk(content: bytes, longest: int, quality: int) -> tuple[bytes, tuple[int, int]]:
    from portal import pictures

    if not is_picture(content, PICTURES):
        judged(content, PICTURES)  # says what it is
    return pictures.shrunk(content, longest=longest, quality=quality)[:2]


def is_picture(content: bytes, kinds: Collection[Kind]) -> bool:
    """Whether it begins as a picture that is asked for, or as one that is turned into such."""
    kind = begins(content, STARTS)
    return kind in PICTURES and kind in kinds or Kind.JPEG in kinds and begins(content, TURNED) is not None
