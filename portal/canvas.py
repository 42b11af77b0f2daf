"""The only door to ReportLab: texts, lines and QR codes at places in millimetres in, PDF bytes out.

For sheets without any flow of text, such as certificates: WeasyPrint (`portal.pdf`) lays pages out, this only sets letters
where it is told, a hundred times faster. Knows no word of the domain. What it promises: fonts are the installed ones,
embedded with the letters that are used; a letter that the font lacks is refused by name; no address and no path is ever
opened; the same calls give the same bytes; and a viewer prints the pages in their true size.

Lengths are millimetres from the upper left corner of the page, type is in points, and texts are set without kerning, so
that the width of a line is the sum of its letters'.
"""

from __future__ import annotations

import re
import struct
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import segno

from portal.pdf.errors import PdfError
from portal.pdf.font import named

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

# Each family with its Debian package; TrueType only, and with all letters of Vietnamese in four styles.
FAMILIES = {"Liberation Serif": "fonts-liberation2", "Liberation Sans": "fonts-liberation2", "DejaVu Serif": "fonts-dejavu-extra"}
REGULAR, BOLD = "80", "200"  # fontconfig's weights
UPRIGHT, NORMAL_WIDTH = "0", "100"
MM = 72 / 25.4
MARK_GAP = 0.04  # ems between two marks above a letter
# The mask of every code, any of which a reader undoes: trying all eight for the evenest takes four times as long as the rest.
MASK = 3
DARK = re.compile(b"\x01+")


class Face(NamedTuple):
    family: str
    bold: bool = False
    italic: bool = False

    @property
    def name(self) -> str:
        return " ".join([self.family, *["Bold"] * self.bold, *["Italic"] * self.italic])


def text_width(text: str, face: Face) -> float:
    """The width of `text` on one line, as a share of its size; an unknown letter counts nothing."""
    widths = _widths(face)
    return sum([widths.get(letter, 0) for letter in text]) / 1000


def lacking(text: str, face: Face) -> str:
    """The sentence that names the letters of `text` which the face lacks; empty if it has them all."""
    known = _widths(face)
    missing = sorted({letter for letter in text if letter not in known and letter != "\n"})
    return f"Phông chữ {face.family} không có chữ {', '.join(map(named, missing))}: hãy thay bằng chữ khác." if missing else ""


class Canvas:
    """Pages on which is drawn; `finish` gives the PDF."""

    def __init__(self, title: str) -> None:
        from reportlab import rl_config  # only now: a web worker that prints none is spared 14 MB
        from reportlab.pdfgen.canvas import Canvas as Drawing

        rl_config.useA85 = 0  # bytes as they are: its ASCII takes longer than the compression, and a quarter more room
        self._drawing = Drawing("", invariant=1, pageCompression=1, lang="vi")
        self._drawing.setTitle(title)
        self._drawing.setAuthor("")
        self._drawing.setCreator("")
        self._drawing.setViewerPreference("PrintScaling", "None")
        self._height = 0.0
        self._kept: set[str] = set()

    def page(self, width: float, height: float) -> None:
        """A new page, on which everything is drawn from now on."""
        if self._height:
            self._drawing.showPage()
        self._height = height
        self._drawing.setPageSize((width * MM, height * MM))

    def text(self, text: str, x: float, y: float, face: Face, size: float, colour: str = "#000000") -> None:
        """One line that begins at `x` on the baseline `y`."""
        composed = unicodedata.normalize("NFC", text)
        if sentence := lacking(composed, face):
            raise PdfError(sentence)
        line = self._drawing.beginText()
        line.setFont(_registered(face), size)
        line.setFillColor(_colour(colour))
        for piece, right, up in _pieces(composed, face):
            line.setTextOrigin(x * MM + right * size, self._up(y) + up * size)
            line.textOut(piece)
        self._drawing.drawText(line)

    def frame(self, x: float, y: float, width: float, height: float, weight: float, colour: str) -> None:
        """A frame whose lines lie around the given edges, `weight` thick."""
        self._drawing.setStrokeColor(_colour(colour))
        self._drawing.setLineWidth(weight * MM)
        self._drawing.rect(x * MM, self._up(y + height), width * MM, height * MM)

    def rule(self, x: float, y: float, width: float, weight: float, colour: str) -> None:
        """A line to the right."""
        self._drawing.setStrokeColor(_colour(colour))
        self._drawing.setLineWidth(weight * MM)
        self._drawing.line(x * MM, self._up(y), (x + width) * MM, self._up(y))

    def code(self, text: str, x: float, y: float, side: float) -> None:
        """The QR code of `text`, black, without a quiet zone. Error correction M (15 %), as on issued papers."""
        from reportlab.pdfgen.pathobject import PDFPathObject

        matrix = segno.make(text, error="m", micro=False, mask=MASK).matrix
        rows = enumerate((bytes(row) for row in matrix), 1)
        squares = [f"{run.start()} {-row} {run.end() - run.start()} 1 re" for row, modules in rows for run in DARK.finditer(modules)]
        drawing, scale = self._drawing, side * MM / len(matrix)
        drawing.saveState()
        drawing.setFillColor(_colour("#000000"))
        drawing.transform(scale, 0, 0, scale, x * MM, self._up(y))
        drawing.drawPath(PDFPathObject(squares), stroke=0, fill=1)
        drawing.restoreState()

    def picture(self, picture: bytes, x: float, y: float, width: float, height: float) -> None:
        """A PNG or JPEG, stretched; on several pages it is kept once."""
        from reportlab.lib.utils import ImageReader

        try:
            read = ImageReader(BytesIO(picture))
        except OSError as error:
            raise PdfError("Ảnh nền không đọc được: hãy tải lên ảnh PNG hoặc JPEG.") from error
        self._drawing.drawImage(read, x * MM, self._up(y + height), width * MM, height * MM)

    def repeated(self, name: str, draw: Callable[[], None]) -> None:
        """What `draw` draws, kept once under `name` for all pages of this size."""
        if name not in self._kept:
            self._kept.add(name)
            self._drawing.beginForm(name)
            draw()
            self._drawing.endForm()
        self._drawing.doForm(name)

    def finish(self) -> bytes:
        if not self._height:
            raise PdfError("Không có tờ nào để in.")
        self._drawing.showPage()  # an empty page too
        return self._drawing.getpdfdata()

    def _up(self, y: float) -> float:
        """PDF counts from the lower edge."""
        return (self._height - y) * MM


def _pieces(text: str, face: Face) -> Iterator[tuple[str, float, float]]:
    """What is set in one go, and where, in ems from the beginning of the line.

    Letters such as "ê̆" of Ê-đê have no code of their own: the mark comes after its letter and is put in the middle above it,
    higher where a mark stands already. ReportLab would set it where the font has it, beside the other.
    """
    start, right = 0, 0.0
    for at, letter in enumerate(text):
        if not unicodedata.combining(letter) or not text[:at].strip() or text[at - 1].isspace():
            continue
        if text[start:at]:
            yield text[start:at], right, 0.0
            right += text_width(text[start:at], face)
        yield letter, *_over(text[at - 1], letter, right, face)
        start = at + 1
    if text[start:]:
        yield text[start:], right, 0.0


def _over(base: str, mark: str, right: float, face: Face) -> tuple[float, float]:
    """Where a mark begins that belongs to the letter which ends at `right`; below a letter it stays as high as the font has it."""
    base_left, _, base_right, top = _box(face, base)
    left, bottom, far, _ = _box(face, mark)
    middle = right - text_width(base, face) + (base_left + base_right) / 2
    return middle - (left + far) / 2, max(0.0, top + MARK_GAP - bottom) if bottom > 0 else 0.0


@lru_cache
def _box(face: Face, letter: str) -> tuple[float, ...]:
    """The least and greatest x and y of a letter, in ems: from the head of its outline (OpenType, "glyf")."""
    font = _font(face).face
    start = font.get_table_pos("glyf")[0] + font.glyphPos[font.charToGlyph[ord(letter)]]
    return tuple(value / font.unitsPerEm for value in struct.unpack(">4h", font.get_chunk(start + 2, 8)))


@lru_cache
def _colour(code: str):
    from reportlab.lib.colors import HexColor

    return HexColor(code)


@lru_cache
def _registered(face: Face) -> str:
    from reportlab.pdfbase import pdfmetrics

    pdfmetrics.registerFont(_font(face))
    return face.name


@lru_cache
def _widths(face: Face) -> dict[str, float]:
    """Each letter of a face with its width in thousandths of an em."""
    known = _font(face).face
    return {chr(code): known.getCharWidth(code) for code in known.charToGlyph}


@lru_cache
def _font(face: Face) -> TTFont:
    from reportlab.pdfbase.ttfonts import TTFont

    with open(_file(face), "rb") as file:
        return TTFont(face.name, file)


def _file(face: Face) -> str:
    """The file of a face, asked of fontconfig; refuses when it is not installed."""
    if face.family not in FAMILIES:
        raise PdfError(f"Không có phông chữ “{face.family}”: hãy chọn {', '.join(FAMILIES)}.")
    query = ["fc-list", "--format=%{weight}\t%{slant}\t%{width}\t%{file}\n", f":family={face.family}"]
    try:
        answer = subprocess.run(query, capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise PdfError("Không hỏi được hệ thống về phông chữ: hãy cài gói fontconfig.") from error
    for weight, slant, width, file in (line.split("\t") for line in sorted(answer.splitlines())):
        if (weight == (BOLD if face.bold else REGULAR)) and width == NORMAL_WIDTH and (slant != UPRIGHT) == face.italic:
            return file
    raise PdfError(f"Máy chủ chưa có phông chữ {face.name}: hãy cài gói {FAMILIES[face.family]}.")
