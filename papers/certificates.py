"""Certificates (bằng khen, giấy khen): a list of texts printed onto one stock, one sheet each, in one PDF.

On a blank only the fields, the QR code and nothing else is printed; full-face stock is printed with its frames and words.
A preview shows what the sheet will look like: the blank is drawn below the fields, or its scanned picture laid there, and a line
at the edge says that it is a preview.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from papers.fitting import Fitted, Misfit, fit
from papers.stock import BLACK, POINTS, Field, Printed, Stock, baselines
from portal.canvas import Canvas, Face, text_width
from portal.pdf import PdfError

UNDERLINE_GAP, UNDERLINE = 2.2, 0.25  # millimetres
PREVIEW = "Bản xem thử, không dùng để in"
PREVIEW_FACE, PREVIEW_SIZE, PREVIEW_COLOUR = Face("Liberation Sans"), 9, "#808080"
PREVIEW_EDGE = 5  # millimetres from the lower left corner
NAMED = 5  # misfits that a refusal names
REMEMBERED = 64  # texts: the signer, the decision and many a merit are those of the sheets before


@dataclass(frozen=True)
class Certificate:
    """What is on one sheet: its texts by the keys of the stock's fields, and what the QR code says."""

    texts: Mapping[str, str]
    address: str = ""


def misfits(stock: Stock, certificates: Iterable[Certificate]) -> Iterator[tuple[int, Misfit]]:
    """Every text that cannot stand in its field, with the number of its sheet, which begins at 1."""
    fitted = lru_cache(REMEMBERED)(fit)
    for number, certificate in enumerate(certificates, 1):
        for field in stock.fields:
            found = fitted(certificate.texts.get(field.key, ""), field)
            if isinstance(found, Misfit):
                yield number, found


@dataclass(frozen=True)
class Seat:
    """How the name of one sheet stands in its field, and what of the sheet does not fit."""

    number: int
    name: str
    wrong: tuple[Misfit, ...]
    size: float = 0.0
    lines: int = 0


def tightest(stock: Stock, certificates: Iterable[Certificate]) -> list[Seat]:
    """Each sheet with its name's size and lines: what does not fit first, then by how small and how long the name becomes."""
    sheets = list(certificates)
    wrong: dict[int, list[Misfit]] = {}
    for number, misfit in misfits(stock, sheets):
        wrong.setdefault(number, []).append(misfit)
    field = next((field for field in stock.fields if field.key == "name"), None)
    seats = [_seat(number, sheet, field, tuple(wrong.get(number, ()))) for number, sheet in enumerate(sheets, 1)]
    return sorted(seats, key=lambda seat: (not seat.wrong, seat.size, -len(seat.name)))


def _seat(number: int, sheet: Certificate, field: Field | None, wrong: tuple[Misfit, ...]) -> Seat:
    name = sheet.texts.get("name", "")
    found = fit(name, field) if field else None
    return Seat(number, name, wrong, found.size, len(found.lines)) if isinstance(found, Fitted) else Seat(number, name, wrong)


def render(stock: Stock, certificates: Iterable[Certificate], *, preview: bool = False, background: bytes = b"") -> bytes:
    """One PDF, a page for each certificate in the order given; the same arguments give the same bytes.

    `background` is a PNG or JPEG of the blank for the preview; white paper, on which all is printed, has none. `PdfError` names the texts that do not fit.
    """
    canvas, refused = Canvas(stock.name), []
    fitted = lru_cache(REMEMBERED)(fit)
    for number, certificate in enumerate(certificates, 1):
        canvas.page(stock.width, stock.height)
        if preview or stock.full_face:
            canvas.repeated("ground", lambda: _draw_ground(canvas, stock, preview, background))
        refused += [(number, misfit) for misfit in _draw_fields(canvas, stock, certificate, fitted)]
        if stock.code and certificate.address:
            canvas.code(certificate.address, stock.code.x, stock.code.y, stock.code.side)
    if refused:
        raise PdfError(_refusal(refused))
    return canvas.finish()


def _draw_fields(
    canvas: Canvas, stock: Stock, certificate: Certificate, fitted: Callable[[str, Field], Fitted | Misfit]
) -> Iterator[Misfit]:
    for field in stock.fields:
        found = fitted(certificate.texts.get(field.key, ""), field)
        if isinstance(found, Misfit):
            yield found
        else:
            _draw_lines(canvas, field, found)


def _draw_lines(canvas: Canvas, field: Field, fitted: Fitted) -> None:
    for line, y in zip(fitted.lines, baselines(field, len(fitted.lines), fitted.size), strict=True):
        canvas.text(line, left_of(line, field, fitted.size), y, field.face, fitted.size, field.colour)


def left_of(line: str, field: Field, size: float) -> float:
    """Where a line begins."""
    slack = field.width - text_width(line, field.face) * size / POINTS
    return field.x + {"left": 0.0, "center": slack / 2, "right": slack}[field.align]


def _draw_ground(canvas: Canvas, stock: Stock, preview: bool, background: bytes) -> None:
    """What the sheet itself bears."""
    if preview and background and not stock.full_face:
        canvas.picture(background, 0, 0, stock.width, stock.height)
    else:
        for frame in stock.frames:
            canvas.frame(frame.x, frame.y, frame.width, frame.height, frame.weight, frame.colour)
        for printed in stock.words:
            _draw_printed(canvas, printed)
    if preview:
        canvas.text(PREVIEW, PREVIEW_EDGE, stock.height - PREVIEW_EDGE, PREVIEW_FACE, PREVIEW_SIZE, PREVIEW_COLOUR)


def _draw_printed(canvas: Canvas, printed: Printed) -> None:
    field, found = printed.field, fit(printed.text, printed.field)
    if isinstance(found, Misfit):
        raise PdfError(found.reason)
    _draw_lines(canvas, field, found)
    if printed.underlined and found.lines:
        last, size = found.lines[-1], found.size
        y = baselines(field, len(found.lines), size)[-1] + UNDERLINE_GAP
        canvas.rule(left_of(last, field, size), y, text_width(last, field.face) * size / POINTS, UNDERLINE, BLACK)


def _refusal(refused: list[tuple[int, Misfit]]) -> str:
    shown = " ".join(f"Tờ {number}: {misfit.reason}" for number, misfit in refused[:NAMED])
    more = f" Còn {len(refused) - NAMED} chỗ nữa." if len(refused) > NAMED else ""
    return shown + more
