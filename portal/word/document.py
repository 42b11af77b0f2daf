"""A Word document as lines and tables with the looks that carry meaning: bold, italic, centre, automatic numbers."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

from portal.sources.shape import Block, Line, Table
from portal.word.counting import Counting
from portal.word.errors import WordError
from portal.word.looks import Looks
from portal.word.opening import Refusals, opened
from portal.word.reader import BREAKS

SECONDS = 20
BROKEN = "Không đọc được tệp Word này: tệp hỏng hoặc không phải .docx; hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
NOT_WORD = "Tệp nén này không phải tài liệu Word (.docx): hãy tải lên tệp .docx, PDF hoặc dán văn bản."
TOO_LARGE = "Tệp Word này giải nén ra quá lớn: hãy bỏ bớt hình ảnh rồi tải lại."
PAGES = re.compile(rb"<Pages>(\d+)</Pages>")
HOLDERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:smartTag"))
GONE = (qn("w:del"), qn("w:moveFrom"), qn("w:pict"), qn("w:drawing"), qn("w:object"), qn("w:txbxContent"))


def read_document(data: bytes, *, most_pages: int, too_long: str) -> tuple[Block, ...]:
    """The blocks of the document's body in their order; `WordError` when it cannot be read.

    Deleted text of tracked changes is left out, as are headers, footnotes and text boxes.
    """

    def look(archive: zipfile.ZipFile) -> None:
        if "word/document.xml" not in archive.namelist():
            raise WordError(NOT_WORD)
        if "docProps/app.xml" in archive.namelist():
            said = PAGES.search(archive.read("docProps/app.xml"))
            if said and int(said[1][:9]) > most_pages:
                raise WordError(too_long)

    return opened(data, _blocks_of, Refusals(BROKEN, TOO_LARGE), seconds=SECONDS, look=look)


def _blocks_of(data: bytes) -> tuple[Block, ...]:
    document = Document(io.BytesIO(data))
    looks = Looks(document.styles.element)
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    counting = Counting(part.element if part is not None else None)
    return tuple(_blocks(document.element.body, looks, counting))


def _blocks(parent: _Element, looks: Looks, counting: Counting) -> Iterator[Block]:
    for element in parent:
        if element.tag == qn("w:p"):
            yield from _lines(element, looks, counting)
        elif element.tag == qn("w:tbl"):
            yield _table(element, looks, counting)
        elif element.tag in HOLDERS:
            yield from _blocks(element, looks, counting)


def _lines(paragraph: _Element, looks: Looks, counting: Counting) -> list[Line]:
    """A paragraph; typed line breaks make several lines of it."""
    label = counting.label(*looks.numbering(paragraph))
    runs = [(text, looks.is_bold(run, paragraph), looks.is_italic(run, paragraph)) for run in _runs(paragraph) if (text := _text(run))]
    lines: list[list[tuple[str, bool, bool]]] = [[]]
    for text, bold, italic in runs:
        first, *more = text.split("\n")
        lines[-1].append((first, bold, italic))
        lines.extend([(part, bold, italic)] for part in more)
    made = [_line(parts, looks.is_centred(paragraph)) for parts in lines]
    if label and made[0].text:
        made[0] = Line(f"{label} {made[0].text}", made[0].bold, made[0].italic, made[0].centre)
    return made


def _line(parts: list[tuple[str, bool, bool]], centre: bool) -> Line:
    worded = [(text, bold, italic) for text, bold, italic in parts if text.strip()]
    bold = bool(worded) and all(part[1] for part in worded)
    italic = bool(worded) and all(part[2] for part in worded)
    text = "".join(part[0].replace("**", "") for part in parts) if bold else _starred(parts)
    return Line(_clean(text), bold, italic, centre)


def _starred(parts: list[tuple[str, bool, bool]]) -> str:
    """The words with `**` around what is bold; blanks stay outside."""
    merged: list[tuple[str, bool]] = []
    for text, bold, _ in parts:
        bold = bold and bool(text.strip()) or (not text.strip() and bool(merged) and merged[-1][1])
        if merged and merged[-1][1] == bold:
            merged[-1] = (merged[-1][0] + text, bold)
        else:
            merged.append((text, bold))
    return "".join(_bold(text.replace("**", "")) if bold else text.replace("**", "") for text, bold in merged)


def _bold(text: str) -> str:
    words = text.strip()
    start = text.index(words) if words else 0
    return f"{text[:start]}**{words}**{text[start + len(words) :]}" if words else text


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _runs(element: _Element) -> Iterator[_Element]:
    """The runs of a paragraph, also within links, fields and insertions."""
    for child in element:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in GONE:
            yield from _runs(child)


def _text(run: _Element) -> str:
    return "".join(BREAKS.get(part.tag) or (part.text or "") for part in run if part.tag == qn("w:t") or part.tag in BREAKS)


def _table(element: _Element, looks: Looks, counting: Counting) -> Table:
    rows = [_row(row, looks, counting) for row in element.iterchildren(qn("w:tr"))]
    width = max(map(len, rows), default=0)
    return Table(tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def _row(row: _Element, looks: Looks, counting: Counting) -> list[str]:
    """A cell that reaches over several columns is followed by empty ones; one that reaches down is empty below."""
    cells: list[str] = []
    for cell in row.iterchildren(qn("w:tc")):
        text = "\n".join(_cell_texts(cell, looks, counting))
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        wide = int(span.get(qn("w:val"), "1")) if span is not None else 1
        cells += ["" if goes_on else text, *[""] * (min(wide, 63) - 1)]
    return cells


def _cell_texts(cell: _Element, looks: Looks, counting: Counting) -> Iterator[str]:
    for block in _blocks(cell, looks, counting):
        if isinstance(block, Line):
            if block.text:
                yield f"**{block.text}**" if block.bold else block.text
        else:
            yield from ("\t".join(filter(None, row)) for row in block.rows)
