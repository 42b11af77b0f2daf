"""The far side of the PDF door, where WeasyPrint is: imported by the nursery of `portal.child` and by nobody else."""

import gc
import logging
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from lxml import etree
from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from portal.pdf.errors import PdfError
from portal.pdf.parts import Bookmark, Layout

PX = 0.75  # a CSS pixel in points
WARM_UP = (  # every kind of text there is: a style that is met first costs a child a tenth of a second
    "<style>* { font: 14pt 'Liberation Serif' } p { overflow-wrap: anywhere }</style><h1>ế</h1>"
    f"<p lang=vi>{'ế Ế ' * 99}ế <b>ế</b> <i>ế <b>ế</b></i><table style='border-collapse: collapse'><tr><td>ế</table>"
)


def _warm_fonts() -> FontConfiguration:
    """Fonts that have been found once: every child inherits them and saves a tenth of a second."""
    fonts = FontConfiguration()
    HTML(string=WARM_UP).write_pdf(font_config=fonts)
    return fonts


FONTS = _warm_fonts()


class Assets(URLFetcher):
    """Opens `data:` and the assets of the order; anything else stops the print (WeasyPrint would only log it)."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.assets = assets
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = url.removeprefix("asset:")
        if name == url or name not in self.assets:
            self.refused.append(url[:100])
            raise FatalURLFetchingError(url)
        content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self.assets[name], {"Content-Type": content_type})


class Page(HTML):
    """A page read by libxml2: WeasyPrint's own parser is written in Python, and takes a twentieth of a long list's time."""

    def __init__(self, html: str, fetcher: URLFetcher) -> None:
        tree = etree.fromstring(html, etree.HTMLParser(huge_tree=True))
        root = ElementTree.fromstring(etree.tostring(tree, encoding="utf-8"))  # plain elements: lxml's come and go
        self.base_url, self.url_fetcher, self.media_type = "asset:", fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class Complaints(logging.Handler):
    """What WeasyPrint only logs: a page with a part left out is not the page that was asked for."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage()[:200])


def print_pdf(html: str, assets: dict[str, bytes], identifier: str, variant: str = "") -> bytes:
    """The PDF of a whole page. An empty identifier is a hash of the content: the same page, the same bytes."""
    with _watched(assets) as fetcher:
        return _laid_out(html, fetcher, variant).write_pdf(**_options(identifier, variant))


def print_part(html: str, identifier: str, variant: str, counted: str, cut: bool) -> tuple[bytes, Layout]:
    """A part of a longer document and how it was laid out; `counted` is the class of the tables whose rows count.

    With `cut`, the part ends before the last page that begins with a new row of such a table: what follows is to be
    printed again with what comes after it. Without any such page there is no PDF and no page.
    """
    with _watched({}) as fetcher:
        document = _laid_out(html, fetcher, variant)
        places = [_places(page._page_box, counted) for page in document.pages]
        end = _last_cut(places) if cut else len(places)
        kept = document.copy(document.pages[:end])
        pdf = kept.write_pdf(**_options(identifier, variant)) if end else b""
    rows = {element for page in places[:end] for element, _ in page.rows}
    bookmarks = [
        Bookmark(level, label, number, (page.height - y) * PX)
        for number, page in enumerate(kept.pages)
        for level, label, (_, y), _ in page.bookmarks
    ]
    return pdf, Layout(end, len(rows), max((page.head for page in places), default=0) * PX, tuple(bookmarks))


@contextmanager
def _watched(assets: dict[str, bytes]) -> Iterator[Assets]:
    """Prints within; raises for what was refused or complained of."""
    gc.disable()  # the child lives for one document: collecting costs a fifth of its time
    complaints, fetcher = Complaints(), Assets(assets)
    LOGGER.addHandler(complaints)
    try:
        yield fetcher
    except FatalURLFetchingError:
        pass  # told below; the reader of SVG swallows even this exception
    if faults := [f"bản in không được mở “{url}”" for url in fetcher.refused] or complaints.lines:
        raise PdfError(f"Không in được bản PDF: {'; '.join(faults)}.")


def _laid_out(html: str, fetcher: Assets, variant: str) -> Document:
    # An archival variant is told here, too: this is where WeasyPrint chooses the output intent.
    return Page(html, fetcher).render(font_config=FONTS, pdf_variant=variant or None)


def _options(identifier: str, variant: str) -> dict:
    return {"pdf_identifier": identifier.encode() or True, "pdf_variant": variant or None}


@dataclass
class _Page:
    """The rows on a page, each with its table, in order; the height of the highest head, in pixels."""

    rows: list[tuple[Any, Any]] = field(default_factory=list)
    head: float = 0


def _places(page_box: Any, counted: str) -> _Page:
    """What stands where, read from WeasyPrint's boxes: it has no public way to ask for the rows of a page."""
    found, waiting = _Page(), [page_box]
    while waiting:
        box = waiting.pop()
        element = getattr(box, "element", None)
        if isinstance(box, boxes.TableBox) and counted in (element.get("class") or "").split():
            for group in box.children:
                if group.is_header:
                    found.head = max(found.head, group.height)
                else:
                    found.rows += [(row.element, element) for row in group.children]
        elif isinstance(box, boxes.ParentBox):
            waiting += reversed(box.children)
    return found


def _last_cut(places: list[_Page]) -> int:
    """The last page but the first that begins with a row whose whole predecessor, of the same table, ends the page before."""
    for number in range(len(places) - 1, 0, -1):
        before, here = places[number - 1].rows, places[number].rows
        if before and here and before[-1][0] is not here[0][0] and before[-1][1] is here[0][1]:
            return number
    return 0
