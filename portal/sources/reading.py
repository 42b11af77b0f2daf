"""A file, judged by what is in it: its blocks, or one sentence that says why it cannot be read and what to do."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile

from portal.fields.legacy import document_encoding
from portal.pdf import PdfError
from portal.pdf.flow import read_flow
from portal.sources.plain import text_blocks
from portal.sources.shape import Block, Line, Source, SourceRefused, Table
from portal.word import WordError
from portal.word.document import read_document

MAX_BYTES = 10 * 1024 * 1024
MAX_PAGES = 300
MAX_LETTERS = MAX_PAGES * 3000
MAX_PIECES = MAX_PAGES * 200  # lines and cells of tables: each is shown
TOO_LONG = f"Tài liệu dài quá {MAX_PAGES} trang: hãy tách riêng phần kế hoạch rồi tải lên."
OLE = b"\xd0\xcf\x11\xe0"
FOREIGN = (
    (b"{\\rtf", "Đây là tệp RTF: hãy mở bằng Word, lưu thành .docx rồi tải lên."),
    (b"\x89PNG", "Đây là ảnh, không có chữ để đọc: hãy tải lên tệp Word gốc hoặc dán văn bản."),
    (b"\xff\xd8\xff", "Đây là ảnh, không có chữ để đọc: hãy tải lên tệp Word gốc hoặc dán văn bản."),
    (b"GIF8", "Đây là ảnh, không có chữ để đọc: hãy tải lên tệp Word gốc hoặc dán văn bản."),
    (b"<!DOCTYPE", "Đây là trang web: hãy chép phần văn bản rồi dán vào ô văn bản."),
    (b"<html", "Đây là trang web: hãy chép phần văn bản rồi dán vào ô văn bản."),
)
NOT_TEXT = "Tệp này không phải Word (.docx), PDF hay văn bản Unicode: hãy mở bằng Word, lưu thành .docx rồi tải lên."
EMPTY = "Tệp không có chữ nào: hãy chọn tệp khác."
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def read_source(content: bytes, *, seconds: int = 120) -> Source:
    """The blocks of a Word document, a PDF with text, or a text. Raises `SourceRefused` with one sentence.

    Word and PDF are parsed in a child process with limits of time and memory; `seconds` is that of a PDF.
    """
    if not content.strip():
        raise SourceRefused(EMPTY)
    if len(content) > MAX_BYTES:
        raise SourceRefused(f"Tệp nặng hơn {MAX_BYTES // 1024 // 1024} MB: hãy bỏ bớt hình ảnh rồi tải lại.")
    for start, sentence in FOREIGN:
        if content[:100].lstrip().startswith(start):
            raise SourceRefused(sentence)
    try:
        if content.startswith(b"%PDF"):
            return _checked(read_flow(content, most_pages=MAX_PAGES, too_long=TOO_LONG, seconds=seconds), "pdf")
        if content.startswith(OLE):
            raise SourceRefused(_old_office(content))
        if content.startswith(b"PK"):
            return _checked(read_document(content, most_pages=MAX_PAGES, too_long=TOO_LONG), "docx", _no_word(content))
    except (PdfError, WordError) as error:
        raise SourceRefused(str(error)) from error
    return text_source(_decoded(content))


def text_source(text: str) -> Source:
    """The blocks of a text that somebody pasted, or of a text file."""
    if CONTROLS.search(text):
        raise SourceRefused(NOT_TEXT)
    if len(text) > MAX_LETTERS:
        raise SourceRefused(TOO_LONG)
    return _checked(text_blocks(unicodedata.normalize("NFC", text)), "text")


def _checked(blocks: tuple[Block, ...], kind: str, nothing: str = "") -> Source:
    words = "\n".join(block.text if isinstance(block, Line) else _words(block) for block in blocks)
    if len(words) > MAX_LETTERS or sum(map(_pieces, blocks)) > MAX_PIECES:
        raise SourceRefused(TOO_LONG)
    if not words.strip():
        raise SourceRefused(nothing or EMPTY)
    if encoding := document_encoding(words):
        raise SourceRefused(
            f"Văn bản không phải chữ Unicode ({encoding}): hãy chuyển mã sang Unicode (UniKey, Ctrl+Shift+F6) rồi tải lại."
        )
    return Source(blocks, kind)


def _pieces(block: Block) -> int:
    return 1 if isinstance(block, Line) else len(block.rows) * len(block.rows[0]) if block.rows else 0


def _words(table: Table) -> str:
    return "\n".join("\t".join(row) for row in table.rows)


def _old_office(content: bytes) -> str:
    """An OLE container: an encrypted .docx keeps its package in one stream, Word 97 its text in another."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "Tệp Word có mật khẩu: hãy mở bằng Word, gỡ mật khẩu, lưu lại rồi tải lên."
    if "WordDocument".encode("utf-16-le") in content:
        return "Tệp Word kiểu cũ (.doc): hãy mở bằng Word, lưu thành .docx rồi tải lên."
    return "Tệp Office kiểu cũ, không phải Word (.docx): hãy lưu thành .docx rồi tải lên."


def _no_word(content: bytes) -> str:
    """What to say of an archive without any word in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        has_pictures = any(name.startswith("word/media/") for name in archive.namelist())
    return "Tệp Word chỉ có ảnh, không có chữ: hãy tải lên tệp gốc hoặc dán văn bản." if has_pictures else EMPTY


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content.decode("cp1252", errors="replace")
        if not CONTROLS.search(text) and (legacy := document_encoding(text)):
            raise SourceRefused(
                f"Văn bản không phải chữ Unicode ({legacy}): hãy chuyển mã sang Unicode (UniKey, Ctrl+Shift+F6) rồi tải lại."
            ) from error
        raise SourceRefused(NOT_TEXT) from error
