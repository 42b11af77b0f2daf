"""What a caller of the PDF door has to expect, and how every failure of a child becomes it."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.child import ChildFailed


class PdfError(Exception):
    """A PDF cannot be made; the message is a sentence for the person who asked for it."""


@contextmanager
def sentences(seconds: int, memory_mb: int) -> Iterator[None]:
    """Whatever goes wrong within, in a child with these limits, is a `PdfError`."""
    try:
        yield
    except PdfError:
        raise
    except ChildFailed as failure:
        raise PdfError(_limit(failure, seconds, memory_mb)) from failure
    except Exception as error:  # any fault of a document (deep nesting, a broken image) is an answer, not a crash
        raise PdfError(f"Không in được bản PDF: mẫu in có lỗi ({type(error).__name__}).") from error


def _limit(failure: ChildFailed, seconds: int, memory_mb: int) -> str:
    if failure.reason == "crash":
        return "Chương trình in PDF không chạy hoặc đã dừng giữa chừng: hãy xem nhật ký máy chủ."
    limit = f"{seconds} giây" if failure.reason == "time" else f"{memory_mb} MB bộ nhớ"
    return f"Bản in quá lớn (quá {limit}): hãy chia thành nhiều phần."
