"""The texts of plans as Word documents and PDFs, as an office would have typed them, for the tests of reading."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from portal.sources import Line, Source, Table

CENTRED = re.compile(r"KẾ HOẠCH|Tổ chức Hội nghị|Lần thứ|Lao động giỏi tiêu biểu|PHÂN CÔNG|TẠI HỘI|CẤP TỈNH|TM\.|KT\.|PHÓ CHỦ|CHỦ TỊCH")


def word_of(source: Source) -> bytes:
    """The blocks with what Word has for them: bold and italic runs, bullets, real tables whose heads are merged.

    Items of lists ("- ") and clauses that count from 1 upwards within one run of paragraphs get automatic marks.
    """
    document = Document()
    clauses = _clauses(source)
    numbers: dict[int, int] = {}
    for at, block in enumerate(source.blocks):
        if isinstance(block, Table):
            _add_table(document, block)
        elif block.text:
            text = block.text
            paragraph = document.add_paragraph()
            if text.startswith("- ") and "+" not in text[:4]:
                text = text[2:]
                paragraph.style = document.styles["List Bullet"]
            elif at in clauses:
                first, text = clauses[at]
                _number(document, paragraph, numbers.setdefault(first, _new_list(document)))
            if CENTRED.match(block.text):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _add_runs(paragraph, text, bold=block.bold, italic=block.italic)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _clauses(source: Source) -> dict[int, tuple[int, str]]:
    """By block: the block that begins its run of "1. 2. 3." and the words behind the number; runs of three and more."""
    runs: list[list[int]] = []
    for at, block in enumerate(source.blocks):
        found = re.match(r"(\d{1,2})\. (?!\d)", block.text) if isinstance(block, Line) and not block.bold else None
        if found and int(found[1]) == 1:
            runs.append([at])
        elif found and runs and int(found[1]) == len(runs[-1]) + 1 and _adjoin(source, runs[-1][-1], at):
            runs[-1].append(at)
    return {at: (run[0], source.blocks[at].text.partition(". ")[2]) for run in runs if len(run) > 2 for at in run}


def _adjoin(source: Source, one: int, other: int) -> bool:
    return not any(isinstance(block, Line) and block.text for block in source.blocks[one + 1 : other])


def _new_list(document: Document) -> int:
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    base = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
    abstract = next(one for one in numbering.findall(qn("w:num")) if one.get(qn("w:numId")) == base)
    made = numbering.add_num(int(abstract.find(qn("w:abstractNumId")).get(qn("w:val"))))
    made.add_lvlOverride(0).add_startOverride(1)
    return made.numId


def _number(document: Document, paragraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _add_runs(paragraph, text: str, *, bold: bool, italic: bool) -> None:
    for place, part in enumerate(text.split("**")):
        for piece in re.findall(r".{1,40}(?:\s|$)|.+", part):  # Word cuts runs wherever somebody has edited
            run = paragraph.add_run(piece)
            run.bold = True if bold or place % 2 else None
            run.italic = italic or None


def _add_table(document: Document, table: Table) -> None:
    made = document.add_table(rows=len(table.rows), cols=len(table.rows[0]), style="Table Grid")
    for row, cells in enumerate(table.rows):
        for column, text in enumerate(cells):
            made.cell(row, column).text = text
    head = next((at for at, row in enumerate(table.rows) if row[0].isdigit()), 1)
    if head > 1:
        _merge_head(made, table, head)


def _merge_head(made, table: Table, head: int) -> None:
    """A cell of the first row reaches over the empty ones beside it, or down over the empty ones below it."""
    first, column = table.rows[0], 0
    while column < len(first):
        end = column
        while end + 1 < len(first) and not first[end + 1]:
            end += 1
        last = head - 1 if end == column and not table.rows[1][column] else 0
        merged = made.cell(0, column).merge(made.cell(last, end))
        for paragraph in merged.paragraphs[1:]:
            if not paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)
        column = end + 1


def encrypted_word() -> bytes:
    """The first bytes of a .docx with a password: an OLE container with the stream of the package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(512)


