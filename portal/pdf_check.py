"""What is wrong with a PDF that somebody uploads. Part of the PDF door (pikepdf); runs in a limited child process.

A search through the bytes would miss what lies in compressed object streams; pikepdf reads every object.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from portal.file_kinds import UploadRefused

RUNNING_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/RichMediaExecute"}
)
# Scripts, what starts by itself (/AA), files inside the file, and forms that are programs of their own. /JS is looked for
# without its action, too. A file elsewhere (/GoToR) may lie on a stranger's server, which is then told who reads.
RUNNING_KEYS = frozenset({"/JS", "/AA", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"})
TAIL = 2048  # where the end mark must stand: behind it another file could hide

BROKEN = "PDF bị hỏng hoặc tải chưa xong: mở thử tệp trên máy rồi tải lại."
LOCKED = "PDF có mật khẩu: gỡ mật khẩu rồi tải lại."
RUNS = "PDF có mã lệnh hoặc tệp nhúng: hãy in ra PDF lại (Print to PDF) rồi tải lên."
EMPTY = "PDF không có trang nào: chọn tệp khác."


@dataclass(frozen=True)
class CheckedPdf:
    """What is known of a PDF that may be kept."""

    pages: int
    signed: bool


def checked_pdf(content: bytes) -> CheckedPdf:
    """What is known of this PDF; `UploadRefused` says why it is not taken.

    An owner password alone is no objection, nor is a signature: the file is kept byte for byte.
    """
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-TAIL:]:
        raise UploadRefused(BROKEN)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            _unpack_object_streams(pdf)
            if _runs_something(pdf):
                raise UploadRefused(RUNS)
            if not len(pdf.pages):
                raise UploadRefused(EMPTY)
            return CheckedPdf(len(pdf.pages), any(_is_signature(part) for whole in pdf.objects for part in _parts(whole)))
    except pikepdf.PasswordError as error:
        raise UploadRefused(LOCKED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:  # a page tree in a ring, an object of the wrong kind
        raise UploadRefused(BROKEN) from error


def _is_signature(part: Dictionary | Stream) -> bool:
    """The value of a signed field: over which bytes of the file it stands (ISO 32000-1, 12.8.1)."""
    return "/ByteRange" in part and "/Contents" in part


def _unpack_object_streams(pdf: pikepdf.Pdf) -> None:
    """Raises where one cannot be read or is too big: its objects would pass for empty, and be there for a reader."""
    for whole in pdf.objects:
        if isinstance(whole, Stream) and whole.get(Name.Type) == Name.ObjStm:
            whole.read_bytes()


def _runs_something(pdf: pikepdf.Pdf) -> bool:
    opening = pdf.Root.get(Name.OpenAction)
    if isinstance(opening, Dictionary) and opening.get(Name.S) != Name.GoTo:  # a page to open at is harmless
        return True
    return any(_is_harmful(part) for whole in pdf.objects for part in _parts(whole))


def _is_harmful(part: Dictionary | Stream) -> bool:
    return bool(RUNNING_KEYS & set(part.keys())) or str(part.get(Name.S, "")) in RUNNING_ACTIONS


def _parts(whole: Object) -> Iterator[Dictionary | Stream]:
    """The dictionaries within one object; what it refers to are objects of their own."""
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        if isinstance(part, (Dictionary, Stream)):
            yield part
            inner = [value for _, value in part.items()]
        elif isinstance(part, Array):
            inner = list(part)
        else:
            continue
        waiting += [each for each in inner if isinstance(each, Object) and not each.is_indirect]
