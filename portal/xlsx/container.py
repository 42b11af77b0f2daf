"""A file that should be a workbook, judged by what is in it: an archive of sound parts, or one sentence that says what it is."""

from __future__ import annotations

import io
import re
import zipfile

from portal.archives import MOST_PARTS, PACKED, UNREADABLE, directory_fault
from portal.xlsx.book import XlsxRefused

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
OLE = b"\xd0\xcf\x11\xe0"
SAVE_AS = "hãy mở bằng Excel, lưu thành .xlsx rồi tải lên."
BROKEN = "Tệp bị hỏng hoặc tải chưa xong: hãy mở thử bằng Excel, lưu lại rồi tải lên."
TOO_LARGE = "Tệp quá lớn khi giải nén: hãy chép riêng bảng sang một tệp mới, lưu thành .xlsx rồi tải lên."
OLD = f"Tệp Excel 97–2003 (.xls): {SAVE_AS}"
WEB = f"Không phải tệp Excel thật mà là trang web mang đuôi Excel: {SAVE_AS}"
PICTURE = "Đây là ảnh, không phải Excel: hãy chọn tệp .xlsx."
STARTS = (
    (b"%PDF", "Đây là tệp PDF, không phải Excel: hãy chọn tệp .xlsx."),
    (b"{\\rtf", "Đây là tệp RTF, không phải Excel: hãy chọn tệp .xlsx."),
    *((start, PICTURE) for start in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
    *((start, OLD) for start in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")),  # Excel before 97: no container
)
WEB_MARK = re.compile(rb"<\s*(!doctype\s+html|html|head|meta|body|table|style)\b", re.IGNORECASE)
# What an archive is, by a part that only it has; the first that fits.
PARTS = (
    ("xl/workbook.bin", f"Tệp Excel nhị phân (.xlsb): {SAVE_AS}"),
    ("word/document.xml", "Đây là tệp Word, không phải Excel: hãy chọn tệp .xlsx."),
    ("ppt/presentation.xml", "Đây là tệp PowerPoint, không phải Excel: hãy chọn tệp .xlsx."),
    ("content.xml", f"Tệp OpenDocument (.ods): {SAVE_AS}"),
)
TO_NEW_BOOK = "hãy chép riêng bảng sang một tệp mới rồi tải lên."
VALUES_ONLY = "hãy chép bảng sang một tệp mới bằng “Dán giá trị” rồi tải lên."
NO_BOOK = "Tệp nén này không phải Excel (.xlsx): hãy chọn tệp .xlsx."
MACROS = ("xl/vbaproject.bin", "xl/macrosheets/", "xl/dialogsheets/")
MACRO = "Tệp có macro: hãy lưu thành “Sổ làm việc Excel (.xlsx)”, không macro, rồi tải lên."
FOREIGN = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/embeddings/", "xl/activex/", "xl/model/")
LINKED = (
    "Tệp có liên kết ngoài hoặc đối tượng nhúng: hãy chép bảng sang một tệp mới bằng “Dán giá trị”, lưu thành .xlsx rồi tải lên."
)
TYPES = "[Content_Types].xml"


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive of a workbook without macros, links or bombs; raises `XlsxRefused`. Nothing is extracted here."""
    if not content:
        raise XlsxRefused("Tệp rỗng: hãy chọn lại tệp rồi tải lên.")
    if len(content) > MAX_BYTES:
        raise XlsxRefused(f"Tệp nặng hơn {MAX_BYTES // MEGABYTE} MB: hãy bỏ hình ảnh và các trang không dùng rồi tải lại.")
    if not content.startswith(b"PK"):
        raise XlsxRefused(_foreign(content))
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except UNREADABLE as error:
        raise XlsxRefused(BROKEN) from error
    _check_parts(archive.infolist(), len(content))
    _check_kind(archive)
    return archive


def _foreign(content: bytes) -> str:
    """What a file is that is no archive."""
    if content.startswith(OLE):
        return _old_office(content)
    for start, sentence in STARTS:
        if content.startswith(start):
            return sentence
    if WEB_MARK.search(content[:4096].replace(b"\x00", b"")):
        return WEB
    if content.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        return f"Tệp XML, không phải Excel (.xlsx): {SAVE_AS}"
    if _is_text(content):
        return f"Đây là tệp văn bản (CSV), không phải Excel: {SAVE_AS}"
    return f"Tệp này không phải Excel (.xlsx), hoặc đã bị hỏng: {SAVE_AS}"


def _old_office(content: bytes) -> str:
    """An OLE container: an encrypted .xlsx keeps its package in one stream, Excel 97 its book in another."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "Tệp có mật khẩu: hãy mở bằng Excel, gỡ mật khẩu, lưu lại rồi tải lên."
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return OLD
    if "WordDocument".encode("utf-16-le") in content:
        return f"Đây là tệp Word cũ, không phải Excel: {SAVE_AS}"
    return f"Tệp Office cũ, không phải Excel (.xlsx): {SAVE_AS}"


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", content)


def _check_parts(parts: list[zipfile.ZipInfo], size: int) -> None:
    faults = {
        "many": f"Tệp có {len(parts)} thành phần, nhiều hơn {MOST_PARTS}: {TO_NEW_BOOK}",
        "large": TOO_LARGE,
        "broken": BROKEN,
    }
    if fault := directory_fault(parts, size):
        raise XlsxRefused(faults[fault])


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    lower = [name.lower() for name in names]
    for part, sentence in PARTS:
        if part in lower:
            raise XlsxRefused(sentence)
    if not any(name.startswith("xl/") for name in lower):
        raise XlsxRefused(NO_BOOK)
    if TYPES not in names:
        raise XlsxRefused(BROKEN)
    if any(name.startswith(MACROS) for name in lower) or b"macroEnabled" in archive.read(TYPES):
        raise XlsxRefused(MACRO)
    if any(name.startswith(FOREIGN) for name in lower):
        raise XlsxRefused(LINKED)
    if any(name.endswith(PACKED) for name in lower):
        raise XlsxRefused(f"Tệp có tệp nén khác bên trong: {TO_NEW_BOOK}")
