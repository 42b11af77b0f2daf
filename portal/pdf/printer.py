"""The far side of the PDF door, where WeasyPrint is: imported by the nursery of `portal.child` and by nobody else."""

import gc
import logging
import mimetypes

from weasyprint import HTML
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from portal.pdf.errors import PdfError

WARM_UP = "<style>* { font: 14pt 'Liberation Serif' }</style><p>ế <b>ế</b> <i>ế <b>ế</b></i><table><tr><td>ế</table>"


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


class Complaints(logging.Handler):
    """What WeasyPrint only logs: a page with a part left out is not the page that was asked for."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage()[:200])


def print_pdf(html: str, assets: dict[str, bytes], identifier: str) -> bytes:
    gc.disable()  # the child lives for one document: collecting costs a fifth of its time
    complaints, fetcher = Complaints(), Assets(assets)
    LOGGER.addHandler(complaints)
    try:
        document = HTML(string=html, base_url="asset:", url_fetcher=fetcher)
        # An identifier of True is a hash of the content: the same page, the same bytes.
        pdf = document.write_pdf(font_config=FONTS, pdf_identifier=identifier.encode() or True)
    except FatalURLFetchingError:
        pdf = b""  # told below; the reader of SVG swallows even this exception
    if faults := [f"bản in không được mở “{url}”" for url in fetcher.refused] or complaints.lines:
        raise PdfError(f"Không in được bản PDF: {'; '.join(faults)}.")
    return pdf
