"""Blocks as the markup of a Word document. Plain text: python-docx's own elements take ten times as long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from portal.word.blocks import Block, Cell, Paragraph, Rule, Run, Table
from portal.word.errors import WordError
from portal.word.numbering import Numbering
from portal.word.styles import Styles, twips

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
BREAK = re.compile("([\n\t])")
MOST_COLUMNS = 63  # with more, Word calls the whole file broken


class Markup:
    """Writes the blocks of one document, with its styles and its numbered lists."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        return _rule(block) if isinstance(block, Rule) else self._table(block)

    def _paragraph(self, paragraph: Paragraph) -> str:
        style, runs = paragraph.style, paragraph.runs
        number, indent, mark = "", paragraph.indent, ""
        if paragraph.label or self._numbering.numbers(style):
            place = self._numbering.place(paragraph.label) if paragraph.label else None
            if place:
                listed, level, at = place
                number = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{listed}"/></w:numPr>'
                indent = indent or (None if style.first_line == level.first_line else (0, style.first_line))
                mark = "<w:rPr><w:i/></w:rPr>" if runs and all(run.italic for run in runs) else ""  # the number's look
            else:
                number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
                indent = indent or (0, style.first_line)
                if paragraph.label:
                    runs = (Run(f"{paragraph.label.text} ", italic=bool(runs) and runs[0].italic), *runs)
        kept = "<w:keepNext/>" if paragraph.with_next else ""
        look = f'<w:pStyle w:val="{self._styles.id(style)}"/>{kept}{number}{_indent(indent)}{mark}'
        return f"<w:p><w:pPr>{look}</w:pPr>{''.join(map(_run, runs))}</w:p>"

    def _table(self, table: Table) -> str:
        if len(table.widths) > MOST_COLUMNS:
            raise WordError(
                f"Bảng có {len(table.widths)} cột; Word chỉ mở được bảng có đến {MOST_COLUMNS} cột: hãy chia thành nhiều bảng."
            )
        grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in table.widths)
        rows = "".join(self._row(table, number, cells) for number, cells in enumerate(_placed(table)))
        return f"<w:tbl>{_table_look(table)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _row(self, table: Table, number: int, cells: list[tuple[int, Cell, bool]]) -> str:
        head = "<w:tblHeader/>" if number < table.heads else ""
        content = "".join(
            self._cell(cell, sum(table.widths[column : column + cell.span]), continued) for column, cell, continued in cells
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{content}</w:tr>"

    def _cell(self, cell: Cell, width: float, continued: bool) -> str:
        look = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        if cell.span > 1:
            look += f'<w:gridSpan w:val="{cell.span}"/>'
        if cell.rows > 1:
            look += f'<w:vMerge w:val="{"continue" if continued else "restart"}"/>'
        if cell.padding:
            look += f"<w:tcMar>{_padding(*cell.padding)}</w:tcMar>"
        if cell.middle:
            look += '<w:vAlign w:val="center"/>'
        content = "" if continued else self.blocks(cell.blocks)
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{content or '<w:p/>'}</w:tc>"  # without a paragraph, Word calls it broken


def _indent(indent: tuple[float, float] | None) -> str:
    if indent is None:
        return ""
    left, first = map(twips, indent)
    side = f'w:firstLine="{first}"' if first >= 0 else f'w:hanging="{-first}"'
    return f'<w:ind w:left="{left}" {side}/>'


def _run(run: Run) -> str:
    look = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
    pieces = BREAK.split(clean(run.text))
    text = "".join(
        BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces if piece
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{text}</w:r>"


def _rule(rule: Rule) -> str:
    """An empty paragraph with a border above it, drawn in from both sides."""
    side = twips((rule.room - rule.length) / 2)
    return (
        f"<w:p><w:pPr><w:pBdr>{_line('top', rule.weight)}</w:pBdr>"
        f'<w:spacing w:before="{round(rule.before * 20)}" w:after="{round(rule.after * 20)}" w:line="20" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/></w:pPr></w:p>'
    )


def _line(side: str, weight: float) -> str:
    """A border, whose weight Word counts in eighths of a point."""
    return f'<w:{side} w:val="{"single" if weight else "nil"}" w:sz="{round(weight * 8)}" w:space="0" w:color="000000"/>'


def _table_look(table: Table) -> str:
    borders = "".join(_line(side, table.border) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    height, width = table.padding
    margins = _padding(height, width, height)
    return (
        f'<w:tblPr><w:tblW w:w="{twips(sum(table.widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _padding(top: float, sides: float, bottom: float) -> str:
    lengths = {"top": top, "left": sides, "bottom": bottom, "right": sides}
    return "".join(f'<w:{side} w:w="{twips(length)}" w:type="dxa"/>' for side, length in lengths.items())


def _placed(table: Table) -> Iterator[list[tuple[int, Cell, bool]]]:
    """The cells of each row with their columns; also those that a cell above reaches down to (True)."""
    reaching: dict[int, tuple[Cell, int]] = {}  # by column: the cell, and how many more rows it takes
    for cells in table.rows:
        row, column, waiting = [], 0, list(cells)
        while column < len(table.widths) and (waiting or column in reaching):
            if column in reaching:
                cell, left = reaching.pop(column)
                row.append((column, cell, True))
            else:
                cell = waiting.pop(0)
                left = cell.rows
                row.append((column, cell, False))
            if left > 1:
                reaching[column] = (cell, left - 1)
            column += cell.span
        if waiting or column != len(table.widths):
            raise ValueError(f"A row does not fit the {len(table.widths)} columns: {cells!r}")
        yield row


def clean(text: str) -> str:
    """Without the characters that XML forbids, in NFC: whoever searches the document finds what is typed today."""
    text = NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text)
