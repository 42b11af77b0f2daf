"""Files that people upload, judged by what is in them, whatever they are called.

PDFs are kept byte for byte, since a signature may stand in them; pictures are drawn anew, so that where they were taken,
and anything hidden behind them, is gone. Both happens in a child process with limits: a few kB can ask for gigabytes.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from portal.child import ChildFailed, run_limited
from portal.pdf_check import objection

MAX_PIXELS = 40_000_000
LIMITS = {"seconds": 5, "memory_mb": 512}
MEGABYTE = 1024 * 1024


class Kind(Enum):
    """What an upload can be: the ending under which it is stored, and its content type."""

    PDF = ("pdf", "application/pdf")
    JPEG = ("jpg", "image/jpeg")
    PNG = ("png", "image/png")

    def __init__(self, suffix: str, content_type: str) -> None:
        self.suffix = suffix
        self.content_type = content_type


STARTS = {b"%PDF-": Kind.PDF, b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG}
# What people upload by mistake, so that the refusal can name it.
FOREIGN_STARTS = {
    rb"PK\x03\x04": "tệp Word, Excel hoặc tệp nén",
    rb"\xd0\xcf\x11\xe0": "tệp Word hoặc Excel cũ",
    rb"....ftyp": "ảnh HEIC của iPhone, hoặc phim",
    rb"RIFF....WEBP": "ảnh WebP",
    rb"II\*\x00|MM\x00\*": "ảnh TIFF",
    rb"GIF8": "ảnh GIF",
}


class UploadRefused(Exception):
    """The file is not taken; the message is a sentence that says why and what to do."""


@dataclass(frozen=True)
class CleanFile:
    """What may be stored."""

    content: bytes
    kind: Kind
    sha256: str


def judge(file: BinaryIO) -> CleanFile:
    """The file as it may be stored. Refuses everything but sound PDF, JPEG and PNG of at most UPLOAD_MAX_BYTES."""
    file.seek(0)
    content = file.read(settings.UPLOAD_MAX_BYTES + 1)
    if not content:
        raise UploadRefused("Tệp rỗng: chọn lại tệp rồi tải lên.")
    if len(content) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // MEGABYTE
        raise UploadRefused(f"Tệp nặng hơn {limit} MB: hãy nén lại, hoặc quét ở độ phân giải thấp hơn.")
    kind = _kind(content)
    try:
        clean = run_limited(_checked_pdf if kind is Kind.PDF else _redrawn, content, **LIMITS)
    except UploadRefused:
        raise
    except ChildFailed as failure:
        raise UploadRefused("Tệp quá phức tạp nên không kiểm tra được: hãy in ra PDF lại, hoặc chụp lại ảnh.") from failure
    except Exception as error:  # a broken file makes its reader stumble in any way (a phone's crooked EXIF: struct.error)
        raise UploadRefused("Tệp bị hỏng nên không đọc được: hãy in ra PDF lại, hoặc chụp lại ảnh.") from error
    return CleanFile(clean, kind, hashlib.sha256(clean).hexdigest())


def _kind(content: bytes) -> Kind:
    for start, kind in STARTS.items():
        if content.startswith(start):
            return kind
    known = next((name for start, name in FOREIGN_STARTS.items() if re.match(start, content, re.DOTALL)), "")
    seen = f"; tệp này là {known}" if known else ""
    raise UploadRefused(f"Chỉ nhận tệp PDF, JPEG hoặc PNG{seen}: hãy lưu thành PDF rồi tải lên.")


def _checked_pdf(content: bytes) -> bytes:
    if sentence := objection(content):
        raise UploadRefused(sentence)
    return content


def _redrawn(content: bytes) -> bytes:
    """The picture without its metadata, upright; its size is read from the head, before a pixel is decoded."""
    Image.MAX_IMAGE_PIXELS = None  # Pillow's own limit lies above ours, but would speak first
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, loaded in the same nursery, has allowed them
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                size = f"{picture.width} × {picture.height} điểm ảnh"
                raise UploadRefused(f"Ảnh quá lớn ({size}): hãy thu nhỏ còn dưới {MAX_PIXELS // 1_000_000} triệu điểm ảnh.")
            return _encoded(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:  # Pillow's ways to say "broken"
        raise UploadRefused("Ảnh bị hỏng hoặc tải chưa xong: mở thử tệp trên máy rồi tải lại.") from error


def _encoded(picture: Image.Image) -> bytes:
    is_png = picture.format == "PNG"
    ImageOps.exif_transpose(picture, in_place=True)
    if not is_png and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    picture.info = {name: picture.info[name] for name in ("transparency",) if name in picture.info}
    out = io.BytesIO()
    if is_png:
        picture.save(out, "PNG", compress_level=3)  # the default level takes seconds for a full-size scan
    else:
        picture.save(out, "JPEG", quality=88)
    return out.getvalue()
