"""The far side of `portal.pdf.parts.merge`, where pikepdf is: runs in a limited child process."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from portal.pdf.errors import PdfError
from portal.pdf.parts import Bookmark

# What a part says of the whole document. Its own bookmarks and named places are made anew or not needed.
OF_THE_DOCUMENT = frozenset({Name.Type, Name.Pages, Name.Lang, Name.Metadata, Name.OutputIntents, Name.ViewerPreferences})


def merge(orders: Sequence[tuple[str, int, tuple[Bookmark, ...]]]) -> bytes:
    """The documents at these paths as one; each must have the pages that its order says."""
    try:
        with pikepdf.open(orders[0][0]) as whole:
            for key in set(whole.Root.keys()) - {str(name) for name in OF_THE_DOCUMENT}:
                del whole.Root[key]
            starts = [0]
            for number, (file, pages, _) in enumerate(orders):
                if number:
                    with pikepdf.open(file) as part:
                        whole.pages.extend(part.pages)
                if len(whole.pages) != starts[-1] + pages:
                    raise PdfError(f"Phần {number + 1} của bản in thiếu trang: hãy in lại.")
                starts.append(len(whole.pages))
            _share_streams(whole)
            _add_bookmarks(whole, [(start, mark) for start, (_, _, marks) in zip(starts, orders, strict=False) for mark in marks])
            return _written(whole)
    except (OSError, pikepdf.PdfError) as error:
        raise PdfError("Một phần của bản in đã mất hoặc hỏng: hãy in lại.") from error


def _share_streams(whole: pikepdf.Pdf) -> None:
    """One copy of each font file that parts repeat byte for byte."""
    kept: dict[bytes, pikepdf.Object] = {}
    for thing in whole.objects:
        if isinstance(thing, Dictionary) and Name.FontFile2 in thing:
            thing.FontFile2 = kept.setdefault(thing.FontFile2.read_raw_bytes(), thing.FontFile2)


def _add_bookmarks(whole: pikepdf.Pdf, marks: list[tuple[int, Bookmark]]) -> None:
    """The tree of headings, as WeasyPrint makes it of one run: below the last one of a lower level."""
    with whole.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for start, mark in marks:
            while above[-1][0] >= mark.level:
                above.pop()
            page = whole.pages[start + mark.page].obj
            item = OutlineItem(mark.label, Array([page, Name.XYZ, 0, round(mark.y, 3), 0]))
            above[-1][1].append(item)
            above.append((mark.level, item.children))


def _written(whole: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, deterministic_id=True)
    return out.getvalue()
