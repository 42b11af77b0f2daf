"""The font of papers: which letters it has and how wide they are, without rendering anything."""

import subprocess
import unicodedata
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise, product
from typing import Literal, get_args

from fontTools.ttLib import TTFont

from portal.pdf.errors import PdfError

FONT = "Liberation Serif"  # the metrics of Times New Roman; Debian's, so that it is never committed
PACKAGE = "fonts-liberation2"
Style = Literal["Regular", "Bold", "Italic", "Bold Italic"]
STYLES = get_args(Style)
LAYOUT_CHARACTERS = frozenset("\n\r\t")  # white space to a renderer, no letter to a font


def missing_letters(text: str) -> list[str]:
    """The letters of `text` (as NFC) that the font cannot print, each once, in code order."""
    letters = set(unicodedata.normalize("NFC", text))
    return sorted(letters - LAYOUT_CHARACTERS - _printable())


def check_letters(text: str) -> None:
    """Refuses a text with letters that would print as boxes, and names them."""
    if sentence := lacking(text):
        raise PdfError(sentence)


def lacking(text: str) -> str:
    """The sentence that names the letters of `text` which the font lacks; empty if it has them all."""
    missing = missing_letters(text)
    return f"Phông chữ của văn bản không có chữ {', '.join(map(named, missing))}: hãy thay bằng chữ khác." if missing else ""


def named(letter: str) -> str:
    """A letter as a sentence can name it: with its code, and without itself when it cannot be seen."""
    code = f"U+{ord(letter):04X}"
    return f"“{letter}” ({code})" if letter.isprintable() else code


def text_width(text: str, size: float, style: Style = "Regular") -> float:
    """The width in points of `text` on one line, without kerning; an unknown letter counts as one em."""
    widths = _widths(style)
    return size * sum(widths.get(letter, 1.0) for letter in unicodedata.normalize("NFC", text))


def kerned_width(text: str, size: float, style: Style = "Regular") -> float:
    """The width in points of `text` on one line as it is printed: pairs such as "Tu" stand closer together."""
    letters, kerns = unicodedata.normalize("NFC", text), _kerns(style)
    return text_width(letters, size, style) + size * sum(kerns.get(pair, 0.0) for pair in pairwise(letters))


@lru_cache
def _printable() -> frozenset[str]:
    return frozenset.intersection(*(frozenset(_widths(style)) for style in STYLES))


@lru_cache
def _widths(style: str) -> dict[str, float]:
    """Each letter of a style with its width in em."""
    with TTFont(_files()[style], lazy=True) as font:
        units, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): advances[glyph][0] / units for code, glyph in font.getBestCmap().items()}


@lru_cache
def _kerns(style: str) -> dict[tuple[str, str], float]:
    """By how many em each pair of letters is moved apart; most are below zero."""
    with TTFont(_files()[style], lazy=True) as font:
        units, letters = font["head"].unitsPerEm, defaultdict(list)
        for code, glyph in font.getBestCmap().items():
            letters[glyph].append(chr(code))
        pairs = font["kern"].kernTables[0].kernTable.items()
        return {pair: apart / units for (one, two), apart in pairs for pair in product(letters[one], letters[two])}


@lru_cache
def _files() -> dict[str, str]:
    """The file of each style, asked of fontconfig once per process; refuses when one is not installed."""
    query = ["fc-list", "--format=%{style[0]}\t%{file}\n", FONT]
    try:
        answer = subprocess.run(query, capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise PdfError("Không hỏi được hệ thống về phông chữ: hãy cài gói fontconfig.") from error
    files = dict(line.split("\t") for line in answer.splitlines())
    if not files.keys() >= set(STYLES):
        raise PdfError(f"Máy chủ chưa có phông chữ {FONT}: hãy cài gói {PACKAGE} (hoặc fonts-liberation).")
    return files
