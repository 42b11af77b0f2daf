"""A document printed in parts, each in a child process of its own, and put together again.

WeasyPrint takes time and memory that grow faster than the document: parts keep both flat and use every core.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portal.child import run_limited
from portal.pdf.errors import sentences
from portal.pdf.font import check_letters

MERGE_SECONDS, MERGE_MB = 60, 512


@dataclass(frozen=True)
class Bookmark:
    """A heading of a part: its level (1 is the highest), the page of the part (from 0), points from that page's bottom."""

    level: int
    label: str
    page: int
    y: float


@dataclass(frozen=True)
class Layout:
    """How a part was laid out: pages, rows of the counted tables on them, height of the highest table head in points."""

    pages: int
    rows: int
    head: float
    bookmarks: tuple[Bookmark, ...]


def print_part(
    html: str,
    file: Path,
    *,
    counted: str,
    cut: bool = False,
    identifier: str = "",
    variant: str = "",
    seconds: int = 30,
    memory_mb: int = 256,
) -> Layout:
    """Print `html` into `file` as a part of a longer document; `counted` is the class of the tables whose rows count.

    With `cut`, only up to the last page that begins with a new row of such a table; without any such page the answer has
    no pages and there is no file. Raises `PdfError` as `html_to_pdf` does.
    """
    check_letters(html)
    with sentences(seconds, memory_mb):
        pdf, layout = run_limited(_print, html, identifier, variant, counted, cut, seconds=seconds, memory_mb=memory_mb)
    if layout.pages:
        file.write_bytes(pdf)
    return layout


def merge(parts: list[tuple[Path, Layout]]) -> bytes:
    """The parts as one document, in order: title, author, language and archival claim of the first one, all bookmarks.

    The same parts give the same bytes. Raises `PdfError` when a part is missing or cannot be read.
    """
    orders = [(str(file), layout.pages, layout.bookmarks) for file, layout in parts]
    with sentences(MERGE_SECONDS, MERGE_MB):
        return run_limited(_merge, orders, seconds=MERGE_SECONDS, memory_mb=MERGE_MB)


def _print(html: str, identifier: str, variant: str, counted: str, cut: bool) -> tuple[bytes, Layout]:
    from portal.pdf.printer import print_part  # only in the child, as in html_to_pdf

    return print_part(html, identifier, variant, counted, cut)


def _merge(orders: list[tuple[str, int, tuple[Bookmark, ...]]]) -> bytes:
    from portal.pdf.merging import merge  # only in the child: pikepdf stays out of the web workers

    return merge(orders)
