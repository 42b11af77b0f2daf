"""Photos and PDFs as one PDF, page after page. The pikepdf side of `portal.joining`; runs in a limited child process."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from portal.file_kinds import UploadRefused
from portal.pdf_check import BROKEN, checked_pdf
from portal.pictures import shrunk

A4 = (595.28, 841.89)  # points: 210 × 297 mm
MARGIN = 14  # points, 5 mm: what an office printer leaves white
LONGEST = 2200  # pixels: 200 to the inch on A4, what scanners are set to
QUALITY = 80
SIGNED = "PDF có chữ ký số, ghép vào tệp khác thì chữ ký mất hiệu lực: hãy gửi riêng tệp này."
FILLED = "PDF là biểu mẫu đang điền: hãy in ra PDF lại (Print to PDF) rồi tải lên."


def as_pages(content: bytes) -> bytes:
    """One file as PDF: a photo on a page of A4, upright or across as it is itself; a PDF as it came.

    `UploadRefused` for what cannot be a part of something else, and all that is not taken anyway.
    """
    if not content.startswith(b"%PDF-"):
        return _page_of_photo(*shrunk(content, longest=LONGEST, quality=QUALITY))
    if checked_pdf(content).signed:
        raise UploadRefused(SIGNED)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if pdf.Root.get(Name.AcroForm, Dictionary()).get(Name.NeedAppearances, False):  # its words would stay behind
            raise UploadRefused(FILLED)
    return content


def joined(paths: Sequence[str]) -> tuple[bytes, int]:
    """The PDFs at these paths as one, and its pages. The same files give the same bytes."""
    try:
        with pikepdf.new() as whole:
            for path in paths:
                with pikepdf.open(Path(path)) as part:
                    whole.pages.extend(part.pages)
            return _written(whole), len(whole.pages)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise UploadRefused(BROKEN) from error


def _page_of_photo(jpeg: bytes, size: tuple[int, int], is_grey: bool) -> bytes:
    width, height = size
    sheet = A4 if height >= width else A4[::-1]
    scale = min((side - 2 * MARGIN) / pixels for side, pixels in zip(sheet, size, strict=True))
    left, below = ((side - pixels * scale) / 2 for side, pixels in zip(sheet, size, strict=True))
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=sheet)
        image = Stream(pdf, jpeg, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8)
        image.ColorSpace = Name.DeviceGray if is_grey else Name.DeviceRGB
        image.Filter = Name.DCTDecode
        page.Resources = Dictionary(XObject=Dictionary(Photo=image))
        page.MediaBox = Array([0, 0, *(round(side, 2) for side in sheet)])
        page.Contents = Stream(pdf, b"%.3f 0 0 %.3f %.3f %.3f cm /Photo Do" % (width * scale, height * scale, left, below))
        return _written(pdf)


def _written(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()
