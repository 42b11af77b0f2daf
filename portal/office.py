"""A Word document or a workbook that is kept as a file: looked at as an archive, never read. Runs in a limited child process.

Nothing in it may run (macros), ask another machine when it is opened (linked pictures, templates, objects), or be a file in
the file. Whoever opens it in an office program must not be the one who finds out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException

from portal.archives import PACKED, UNREADABLE, directory_fault
from portal.file_kinds import OFFICE, Kind, UploadRefused, foreign
from portal.xlsx import container
from portal.xlsx.book import XlsxRefused
from portal.xlsx.parts import bare, parse, refuse_declarations

OTHERS = {
    "ppt/presentation.xml": "tệp PowerPoint",
    "xl/workbook.bin": "tệp Excel nhị phân (.xlsb)",
    "content.xml": "tệp OpenDocument",
}
BROKEN = "Tệp bị hỏng hoặc tải chưa xong: hãy mở thử bằng Word hoặc Excel, lưu lại rồi tải lên."
LOCKED = "Tệp có mật khẩu: hãy gỡ mật khẩu, lưu lại rồi tải lên."
DECLARED = "Tệp có khai báo DOCTYPE, không phải do Word hay Excel tạo ra: hãy mở ra, lưu lại rồi tải lên."
MACRO = "Tệp Word có macro: hãy lưu thành “Tài liệu Word (.docx)”, không macro, rồi tải lên."
LINKED = "Tệp có liên kết tới tệp ngoài hoặc đối tượng nhúng: hãy lưu thành PDF rồi tải lên."
TOO_LARGE = "Tệp quá lớn khi giải nén: hãy thu nhỏ hình ảnh, hoặc lưu thành PDF rồi tải lên."
WORD_FAULTS = {"many": TOO_LARGE, "large": TOO_LARGE, "broken": BROKEN}
MOST_TEXT = 20 * 1024 * 1024  # bytes of XML in a Word document, some thousand pages: read within a second or two
WORD_FOREIGN = ("word/embeddings/", "word/activex/", "word/afchunk")
HARMLESS_LINKS = ("hyperlink",)  # asks nobody until somebody clicks
LOCAL = re.compile(r"(file:///)?[a-z]:[\\/]", re.IGNORECASE)  # the template on somebody's own disk, in half of all documents
RUNNING_FIELD = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)


def checked(content: bytes, kinds: Collection[Kind]) -> Kind:
    """Which of the wanted kinds this archive is; `UploadRefused` says why it is not taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            kind = _kind(archive, kinds)
            _check_word(archive, len(content)) if kind is Kind.DOCX else container.opened(content).close()
            refuse_declarations(archive)
            _refuse_links(archive)
            return kind
    except XlsxRefused as refused:
        raise UploadRefused(str(refused)) from refused
    except DefusedXmlException as error:
        raise UploadRefused(DECLARED) from error
    except (*UNREADABLE, SAXException, LookupError, OSError) as error:
        if not set(OFFICE.values()) & set(kinds):
            raise foreign(kinds, "tệp Word, Excel hoặc tệp nén") from error
        raise UploadRefused(BROKEN) from error


def refuse_old(content: bytes, kinds: Collection[Kind]) -> None:
    """An OLE container: an encrypted document keeps its package in one stream; all else is old Word or Excel."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UploadRefused(LOCKED)
    raise foreign(kinds, "tệp Word hoặc Excel cũ")


def _kind(archive: zipfile.ZipFile, kinds: Collection[Kind]) -> Kind:
    names = {name.lower() for name in archive.namelist()}
    kind = next((kind for part, kind in OFFICE.items() if part in names), None)
    if kind in kinds:
        return kind
    seen = f"tệp {kind.label}" if kind else next((word for part, word in OTHERS.items() if part in names), "tệp nén")
    raise foreign(kinds, seen)


def _check_word(archive: zipfile.ZipFile, size: int) -> None:
    if fault := directory_fault(archive.infolist(), size):
        raise UploadRefused(WORD_FAULTS[fault])
    if sum(part.file_size for part in archive.infolist() if _is_text(part.filename)) > MOST_TEXT:
        raise UploadRefused(TOO_LARGE)
    names = [name.lower() for name in archive.namelist()]
    if "word/vbaproject.bin" in names or b"macroEnabled" in archive.read(container.TYPES):
        raise UploadRefused(MACRO)
    if any(name.startswith(WORD_FOREIGN) or name.endswith(PACKED) for name in names):
        raise UploadRefused(LINKED)


def _is_text(name: str) -> bool:
    return name.lower().startswith("word/") and name.lower().endswith(".xml")


class _Links(ContentHandler):
    """Whether a part refers to something outside the file that is fetched when it is opened."""

    found = False

    def startElement(self, name: str, attrs) -> None:
        if bare(name) == "Relationship" and attrs.get("TargetMode", "").lower() == "external":
            is_harmless = attrs.get("Type", "").rpartition("/")[2] in HARMLESS_LINKS or LOCAL.match(attrs.get("Target", ""))
            self.found |= not is_harmless


class _Fields(ContentHandler):
    """The codes of a part's fields, put together: Word spreads one over several runs."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.is_code = False

    def startElement(self, name: str, attrs) -> None:
        self.is_code = bare(name) == "instrText"
        self.pieces += [f" {value} " for key, value in attrs.items() if bare(key) == "instr"]

    def characters(self, content: str) -> None:
        if self.is_code:
            self.pieces.append(content)

    def endElement(self, name: str) -> None:
        self.is_code = False


def _refuse_links(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.lower().endswith(".rels") and parse(archive, name, _Links()).found:
            raise UploadRefused(LINKED)
        if _is_text(name) and RUNNING_FIELD.search("".join(parse(archive, name, _Fields()).pieces)):
            raise UploadRefused(LINKED)
