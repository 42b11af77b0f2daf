"""The words of a Word document, whoever wrote it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Union

from docx import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

from portal.word.opening import Refusals, opened

SECONDS = 10
BROKEN = "Không đọc được tệp Word này: tệp hỏng, có mật khẩu hoặc không phải .docx."
TOO_LARGE = "Tệp Word này quá lớn: hãy chia thành nhiều tệp."
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
Rows = list[list[str]]


def read(data: bytes) -> list[Union[str, Rows]]:
    """The document's paragraphs as texts and its tables as rows of texts, in their order; `WordError` when it has none.

    Cells joined into one give one text. What stands in headers and footnotes is left out.
    """
    return opened(data, _words, Refusals(BROKEN, TOO_LARGE), seconds=SECONDS)


def _words(data: bytes) -> list[Union[str, Rows]]:
    return list(_blocks(Document(io.BytesIO(data)).element.body))


def _blocks(parent: _Element) -> Iterator[Union[str, Rows]]:
    for element in parent:
        if element.tag == qn("w:p"):
            yield _text(element)
        elif element.tag == qn("w:tbl"):
            yield [_row(row) for row in element.iterchildren(qn("w:tr"))]
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent")):  # a field to fill in holds blocks of its own
            yield from _blocks(element)


def _text(paragraph: _Element) -> str:
    found = paragraph.iter(qn("w:t"), *BREAKS)
    return "".join(BREAKS.get(part.tag) or part.text or "" for part in found if part.getparent().tag == qn("w:r"))


def _row(row: _Element) -> list[str]:
    return [_cell(cell) for cell in row.iterchildren(qn("w:tc")) if not _continued(cell)]


def _cell(cell: _Element) -> str:
    return "\n".join(text for text in map(_text, cell.iter(qn("w:p"))) if text)


def _continued(cell: _Element) -> bool:
    """Whether a cell of a row above reaches down to this one."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"
