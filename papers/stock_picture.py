"""A stock as it is laid out: a picture for the page (SVG), and the sheet with which a printer is tried.

The picture is drawn with the widths of the print, each line stretched to its own: a browser without our fonts shows the same
lines at the same places. Its unit is the millimetre.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape

from papers.certificates import left_of
from papers.fitting import Misfit, fit
from papers.stock import BELOW, BLACK, POINTS, Field, Stock, baselines
from portal.canvas import Canvas, Face, text_width

RULER, SHORT_TICK, LONG_TICK = 10, 3, 6  # millimetres from the edge; the length of ticks
CROSS = 8
THIN = 0.2
TEST_FACE, TEST_SIZE = Face("Liberation Sans"), 9


def picture(stock: Stock, texts: Mapping[str, str], background: str = "") -> str:
    """The sheet with its own words, and each field in its frame, red where its text does not fit.

    `background` is the address of the blank's scanned picture; it stands in place of the words that the sample has.
    """
    parts = [f'<rect class="sheet" width="{stock.width:g}" height="{stock.height:g}"/>']
    if background and not stock.full_face:
        parts.append(f'<image href="{escape(background)}" width="{stock.width:g}" height="{stock.height:g}" preserveAspectRatio="none"/>')
        stock = replace(stock, frames=(), words=())
    parts += [
        f'<rect x="{frame.x:g}" y="{frame.y:g}" width="{frame.width:g}" height="{frame.height:g}" fill="none" '
        f'stroke="{escape(frame.colour)}" stroke-width="{frame.weight:g}"/>'
        for frame in stock.frames
    ]
    for printed in stock.words:
        parts += _lines(printed.text, printed.field)
    for field in stock.fields:
        parts += _field(field, texts.get(field.key, ""))
    if stock.code:
        code = stock.code
        parts.append(f'<g data-field="code"><rect class="box code" x="{code.x:g}" y="{code.y:g}" width="{code.side:g}" height="{code.side:g}"/></g>')
    box = f"0 0 {stock.width:g} {stock.height:g}"
    return f'<svg class="stock-picture" viewBox="{box}" role="img" aria-label="Bản xem thử của phôi">{"".join(parts)}</svg>'


def _field(field: Field, text: str) -> Iterator[str]:
    at = baselines(field, field.lines, field.size)
    top, bottom = at[0] - field.size / POINTS, at[-1] + BELOW * field.size / POINTS
    wrong = " wrong" if isinstance(fit(text, field), Misfit) else ""
    yield f'<g data-field="{field.key}"><rect class="box{wrong}" x="{field.x:g}" y="{top:.2f}" width="{field.width:g}" height="{bottom - top:.2f}"/>'
    yield from _lines(text, field)
    yield "</g>"


def _lines(text: str, field: Field) -> Iterator[str]:
    found = fit(text, field)
    if isinstance(found, Misfit):
        return
    looks = f'font-family="{field.font}, serif" font-weight="{"bold" if field.bold else "normal"}" font-style="{"italic" if field.italic else "normal"}"'
    for line, y in zip(found.lines, baselines(field, len(found.lines), found.size), strict=True):
        width = text_width(line, field.face) * found.size / POINTS
        yield (
            f'<text x="{left_of(line, field, found.size):.2f}" y="{y:.2f}" font-size="{found.size / POINTS:.2f}" {looks} fill="{escape(field.colour)}" '
            f'textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs">{escape(line)}</text>'
        )


def trial_sheet(stock: Stock, x: float, y: float) -> bytes:
    """Rulers and crosses on plain paper of the stock's size, moved as its prints are: what is off can be read in millimetres."""
    canvas = Canvas(f"Tờ in thử, {stock.name}")
    canvas.page(stock.width, stock.height)
    _rulers(canvas, stock, x, y)
    for left in (2 * RULER, stock.width - 2 * RULER):
        for top in (2 * RULER, stock.height - 2 * RULER):
            canvas.rule(left - CROSS / 2 + x, top + y, CROSS, THIN, BLACK)
            canvas.frame(left + x, top - CROSS / 2 + y, 0, CROSS, THIN, BLACK)
    words = (
        f"{stock.name}: {stock.width:g} × {stock.height:g} mm, đã dời {x:g} mm sang phải, {y:g} mm xuống dưới.",
        f"Tâm mỗi dấu + phải cách hai mép giấy gần nhất đúng {2 * RULER} mm.",
        f"Cách mép trái ít hơn {2 * RULER} mm bao nhiêu thì tăng “dời sang phải” bấy nhiêu; cách mép trên ít hơn thì tăng “dời xuống dưới”.",
    )
    for at, line in enumerate(words):
        canvas.text(line, 3 * RULER + x, stock.height / 2 + 6 * at + y, TEST_FACE, TEST_SIZE)
    return canvas.finish()


def _rulers(canvas: Canvas, stock: Stock, x: float, y: float) -> None:
    """A tick each millimetre's five, longer each ten, along the upper and the left edge."""
    for at in range(RULER, int(stock.width) - RULER, 5):
        canvas.frame(at + x, RULER + y, 0, SHORT_TICK if at % 10 else LONG_TICK, THIN, BLACK)
    for at in range(RULER, int(stock.height) - RULER, 5):
        canvas.rule(RULER + x, at + y, SHORT_TICK if at % 10 else LONG_TICK, THIN, BLACK)
