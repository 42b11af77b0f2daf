"""Real files as people send them: pictures in any format, PDFs."""

from __future__ import annotations

import io
from collections.abc import Callable

import pillow_heif
from pikepdf import Pdf
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()


def picture() -> Image.Image:
    """30 wide, 20 high, its left half red."""
    image = Image.new("RGB", (30, 20), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 14, 19), fill="red")
    return image


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pdf(change: Callable[[Pdf], object] = lambda pdf: None, **options) -> bytes:
    with Pdf.new() as document:
        document.add_blank_page()
        change(document)
        out = io.BytesIO()
        document.save(out, **options)
    return out.getvalue()
