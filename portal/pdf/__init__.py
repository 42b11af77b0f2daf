"""The only door to PDF: HTML of our own templates in, PDF bytes out (WeasyPrint, in a child process).

Knows no word of the domain. What it promises: nothing but `data:` and the given assets is ever opened, time and memory
end, the same input gives the same bytes, and whatever fails is a `PdfError` with a sentence.
"""

from portal.child import run_limited
from portal.pdf.errors import PdfError, sentences
from portal.pdf.font import FONT, Style, check_letters, kerned_width, lacking, missing_letters, named, text_width
from portal.pdf.parts import Layout, merge, print_part
from portal.pdf.qr import qr_picture

__all__ = [
    "FONT", "TAGGED_ARCHIVE", "UNTAGGED_ARCHIVE", "Layout", "PdfError", "Style", "html_to_pdf", "kerned_width", "lacking",
    "merge", "missing_letters", "named", "print_part", "qr_picture", "text_width",
]  # fmt: skip
# PDF/A-3, after ISO 19005-3: fonts, colours and metadata within the file. Level A has tags (headings, tables, reading order)
# besides; parts that were put together have none, hence level U (text in Unicode).
TAGGED_ARCHIVE = "pdf/a-3a"
UNTAGGED_ARCHIVE = "pdf/a-3u"


def html_to_pdf(
    html: str,
    *,
    assets: dict[str, bytes] | None = None,
    identifier: str = "",
    variant: str = "",
    seconds: int = 20,
    memory_mb: int = 1024,
) -> bytes:
    """Print `html`, which may use `asset:NAME` for each name of `assets`; the PDF bears `identifier` as its own.

    Title, author and language are those of the HTML. `variant` makes an archival file of it (`TAGGED_ARCHIVE`).
    """
    check_letters(html)
    with sentences(seconds, memory_mb):
        return run_limited(_print, html, assets or {}, identifier, variant, seconds=seconds, memory_mb=memory_mb)


def _print(html: str, assets: dict[str, bytes], identifier: str, variant: str) -> bytes:
    from portal.pdf.printer import print_pdf  # only in the child: a web worker is spared WeasyPrint's 50 MB

    return print_pdf(html, assets, identifier, variant)
