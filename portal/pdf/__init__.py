"""The only door to PDF: HTML of our own templates in, PDF bytes out (WeasyPrint, in a child process).

Knows no word of the domain. What it promises: nothing but `data:` and the given assets is ever opened, time and memory
end, the same input gives the same bytes, and whatever fails is a `PdfError` with a sentence.
"""

from portal.child import ChildFailed, run_limited
from portal.pdf.errors import PdfError
from portal.pdf.font import FONT, Style, missing_letters, named, text_width
from portal.pdf.qr import qr_picture

__all__ = ["FONT", "PdfError", "Style", "html_to_pdf", "missing_letters", "named", "qr_picture", "text_width"]


def html_to_pdf(
    html: str,
    *,
    assets: dict[str, bytes] | None = None,
    identifier: str = "",
    seconds: int = 20,
    memory_mb: int = 1024,
) -> bytes:
    """Print `html`, which may use `asset:NAME` for each name of `assets`; the PDF bears `identifier` as its own."""
    if missing := missing_letters(html):
        raise PdfError(f"Phông chữ của văn bản không có chữ {', '.join(map(named, missing))}: hãy thay bằng chữ khác.")
    try:
        return run_limited(_print, html, assets or {}, identifier, seconds=seconds, memory_mb=memory_mb)
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


def _print(html: str, assets: dict[str, bytes], identifier: str) -> bytes:
    from portal.pdf.printer import print_pdf  # only in the child: a web worker is spared WeasyPrint's 50 MB

    return print_pdf(html, assets, identifier)
