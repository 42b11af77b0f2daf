"""What a file that people send can be, and the word for one that is not taken. No library is needed to know it."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum


class UploadRefused(Exception):
    """The file is not taken; the message is a sentence that says why and what to do."""


class Kind(Enum):
    """What an upload can be: the ending under which it is stored, its content type, and its name on screen."""

    PDF = ("pdf", "application/pdf", "PDF")
    JPEG = ("jpg", "image/jpeg", "JPEG")
    PNG = ("png", "image/png", "PNG")
    DOCX = ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (.docx)")
    XLSX = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel (.xlsx)")

    def __init__(self, suffix: str, content_type: str, label: str) -> None:
        self.suffix = suffix
        self.content_type = content_type
        self.label = label


NO_ROOM = "Máy chủ hết chỗ nên chưa nhận được tệp: hãy báo quản trị. Phần đã gõ vẫn còn."
PICTURES = (Kind.JPEG, Kind.PNG)
PAPERS = (Kind.PDF, *PICTURES)  # what is asked for where nothing else is said
SHOWN_IN_PAGE = tuple(kind.content_type for kind in PAPERS)  # what browsers show; all else is only downloaded
OFFICE = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}  # by the part that only it has
# The endings that a browser offers for a kind; what phones and scanners make is turned into JPEG.
ENDINGS = {
    Kind.PDF: ".pdf",
    Kind.JPEG: ".jpg,.jpeg,.heic,.heif,.webp,.bmp,.tif,.tiff",
    Kind.PNG: ".png",
    Kind.DOCX: ".docx",
    Kind.XLSX: ".xlsx",
}

# How files begin: as themselves, or (by Pillow's name) as a picture that is drawn anew as JPEG.
STARTS = {rb"%PDF-": Kind.PDF, rb"\xff\xd8\xff": Kind.JPEG, rb"\x89PNG\r\n\x1a\n": Kind.PNG}
TURNED = {
    rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)": "HEIF",
    rb"RIFF....WEBP": "WEBP",
    rb"BM....\x00\x00\x00\x00": "BMP",
    rb"II\*\x00|MM\x00\*": "TIFF",
    rb"GIF8": "GIF",
}
ARCHIVE = b"PK\x03\x04"
# What people send by mistake, so that the refusal can name it.
FOREIGN = {
    rb"PK": "tệp Word, Excel hoặc tệp nén",
    rb"\xd0\xcf\x11\xe0": "tệp Word hoặc Excel cũ",
    rb"....ftypavi[fs]": "ảnh AVIF",
    rb"....ftyp|\x1a\x45\xdf\xa3|RIFF....AVI ": "phim",
    rb"Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b": "tệp nén",
    rb"MZ|\x7fELF|L\x00\x00\x00\x01\x14\x02\x00|#!": "chương trình",
    rb"{\\rtf": "tệp RTF",
    rb"(?i)\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg": "ảnh SVG",
    rb"(?i)(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|script)": "trang web",
}
SEEN = {start: f"ảnh {name}" for start, name in TURNED.items()} | FOREIGN
OLE = b"\xd0\xcf\x11\xe0"


def begins(content: bytes, starts: dict[bytes, object]) -> object | None:
    """What the first of these patterns that fits stands for."""
    found = (value for start, value in starts.items() if re.match(start, content[:4096], re.DOTALL))
    return next(found, None)


def list_of(kinds: Collection[Kind]) -> str:
    """PDF, JPEG hoặc PNG."""
    *first, last = (kind.label for kind in Kind if kind in kinds)
    return f"{', '.join(first)} hoặc {last}" if first else last


def foreign(kinds: Collection[Kind], seen: str) -> UploadRefused:
    """The refusal of a file that is something else than what was asked for; `seen` is what it is, if that is known."""
    what = f"; tệp này là {seen}" if seen else ""
    return UploadRefused(f"Chỉ nhận tệp {list_of(kinds)}{what}: {_instead(kinds)} rồi tải lên.")


def _instead(kinds: Collection[Kind]) -> str:
    return "hãy lưu thành PDF" if Kind.PDF in kinds else f"hãy lưu thành {list_of(kinds)}"
