"""Blocks as a Word document."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section as DocxSection
from docx.section import _Header
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from portal.word.blocks import FONT, Block, Cell, Page, Paragraph, Rule, Run, Section, Style, Table

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
SOME_DAY = datetime(2000, 1, 1)  # in place of the time of writing: the same blocks, the same bytes
PACKED_DAY = (1980, 1, 1, 0, 0, 0)  # the same in the archive, whose years begin in 1980


def write(sections: Sequence[Section], page: Page, *, body: Style, title: str = "") -> bytes:
    """The document as bytes; `body` is the look of what has no other."""
    document = Document()
    _describe(document, title)
    styles = _Styles(document, body)
    for number, section in enumerate(sections):
        if number:
            document.add_section(WD_SECTION.NEW_PAGE)
            _shrink(document.paragraphs[-1]._p)  # it holds the break
        _set_page(document.sections[-1], page, section.landscape, styles)
        end = document.element.body.sectPr
        for block in section.blocks:
            end.addprevious(_block(block, styles))
    _shrink(document.add_paragraph()._p)  # a document does not end in a table
    content = io.BytesIO()
    document.save(content)
    return _dateless(content)


def _describe(document: DocxDocument, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _clean(title)[:255], "", ""
    properties.created = properties.modified = SOME_DAY
    # A line that ends in a break is not stretched to the margin.
    document.settings.element.find(qn("w:compat")).insert(0, OxmlElement("w:doNotExpandShiftReturn"))


def _dateless(content: io.BytesIO) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, PACKED_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


# --- styles and pages -----------------------------------------------------------------------------------------------


class _Styles:
    """Word's id of each look, made when it is first used."""

    def __init__(self, document: DocxDocument, body: Style) -> None:
        self.styles = document.styles
        self.ids: dict[Style, str] = {}
        normal = self.styles["Normal"]
        _dress(normal, body)
        self.ids[body] = normal.style_id

    def id(self, style: Style) -> str:
        if style not in self.ids:
            self.ids[style] = self._made(style)
        return self.ids[style]

    def _made(self, style: Style) -> str:
        if style.name in (known.name for known in self.ids):
            raise ValueError(f"Two looks are called {style.name!r}.")
        if style.name in self.styles:
            target = self.styles[style.name]
        else:
            target = self.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
            target.element.styleId = f"Style{len(self.ids)}"  # ids are best without accents
        target.base_style, target.hidden, target.quick_style = self.styles["Normal"], False, True
        _dress(target, style)
        return target.style_id


def _dress(target: ParagraphStyle, style: Style) -> None:
    font, layout = target.font, target.paragraph_format
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # a font of the theme would win over ours
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    font.size, font.bold, font.italic, font.color.rgb = Pt(style.size), style.bold, style.italic, RGBColor(0, 0, 0)
    layout.alignment = ALIGN[style.align]
    layout.first_line_indent, layout.left_indent = Mm(style.first_line), Mm(0)
    layout.space_before, layout.space_after = Pt(style.before), Pt(style.after)
    layout.line_spacing, layout.keep_with_next, layout.widow_control = style.line, style.with_next, True


def _set_page(section: DocxSection, page: Page, landscape: bool, styles: _Styles) -> None:
    short, long = sorted(page.size)
    section.page_width, section.page_height = Mm(long if landscape else short), Mm(short if landscape else long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    top, right, bottom, left = page.margins
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.header_distance = section.footer_distance = Mm(top / 2)
    section.different_first_page_header_footer = True
    start = OxmlElement("w:pgNumType", {qn("w:start"): "1"})
    element = section._sectPr
    for old in element.findall(qn("w:pgNumType")):
        element.remove(old)
    element.find(qn("w:pgMar")).addnext(start)
    width = (long if landscape else short) - left - right
    _fill_header(section.header, page, width, styles, numbered=True)
    _fill_header(section.first_page_header, page, width, styles, numbered=False)


def _fill_header(header: _Header, page: Page, width: float, styles: _Styles, *, numbered: bool) -> None:
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph._p.get_or_add_pPr().style = styles.id(page.number)
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("\t")
    if numbered:
        field = OxmlElement("w:fldSimple", {qn("w:instr"): "PAGE"})
        field.append(_run(Run("2")))  # until Word counts
        paragraph._p.append(field)
    if page.mark:
        paragraph.add_run(f"\t{_clean(page.mark)}").bold = True


# --- blocks ---------------------------------------------------------------------------------------------------------


def _block(block: Block, styles: _Styles) -> BaseOxmlElement:
    if isinstance(block, Paragraph):
        return _paragraph(block, styles)
    return _rule(block) if isinstance(block, Rule) else _table(block, styles)


def _paragraph(paragraph: Paragraph, styles: _Styles) -> CT_P:
    element = OxmlElement("w:p")
    element.get_or_add_pPr().style = styles.id(paragraph.style)
    for run in paragraph.runs:
        element.append(_run(run))
    return element


def _run(run: Run) -> CT_R:
    element = OxmlElement("w:r")
    for tag, wanted in (("w:b", run.bold), ("w:i", run.italic)):
        if wanted:
            element.get_or_add_rPr().append(OxmlElement(tag))
    element.text = _clean(run.text)
    return element


def _shrink(paragraph: CT_P) -> None:
    """An empty paragraph that Word needs, too low to begin a page of its own."""
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    for key, value in {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}.items():
        spacing.set(qn(f"w:{key}"), value)


def _rule(rule: Rule) -> CT_P:
    """An empty paragraph with a border above it, drawn in from both sides."""
    side = str(_twips((rule.room - rule.length) / 2))
    element = OxmlElement("w:p")
    properties = element.get_or_add_pPr()
    border = OxmlElement("w:pBdr")
    border.append(_line("top", rule.weight))
    properties.append(border)
    exact = {qn("w:before"): "60", qn("w:after"): "0", qn("w:line"): "80", qn("w:lineRule"): "exact"}
    properties.append(OxmlElement("w:spacing", exact))
    properties.append(OxmlElement("w:ind", {qn("w:left"): side, qn("w:right"): side, qn("w:firstLine"): "0"}))
    return element


def _line(side: str, weight: float) -> BaseOxmlElement:
    """A border, whose weight Word counts in eighths of a point."""
    kind = {"val": "single" if weight else "nil", "sz": str(round(weight * 8)), "space": "0", "color": "000000"}
    return OxmlElement(f"w:{side}", {qn(f"w:{key}"): value for key, value in kind.items()})


def _table(table: Table, styles: _Styles) -> BaseOxmlElement:
    element = OxmlElement("w:tbl")
    element.append(_table_look(table))
    grid = OxmlElement("w:tblGrid")
    for width in table.widths:
        grid.append(OxmlElement("w:gridCol", {qn("w:w"): str(_twips(width))}))
    element.append(grid)
    for number, cells in enumerate(_placed(table)):
        row = OxmlElement("w:tr")
        look = OxmlElement("w:trPr")
        look.append(OxmlElement("w:cantSplit"))
        if number < table.heads:
            look.append(OxmlElement("w:tblHeader"))
        row.append(look)
        for column, cell, continued in cells:
            row.append(_cell(cell, sum(table.widths[column : column + cell.span]), continued, styles))
        element.append(row)
    return element


def _table_look(table: Table) -> BaseOxmlElement:
    look, borders, margins = (OxmlElement(f"w:{tag}") for tag in ("tblPr", "tblBorders", "tblCellMar"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_line(side, table.border))
    height, width = (str(_twips(length)) for length in table.padding)
    for side, length in (("top", height), ("left", width), ("bottom", height), ("right", width)):
        margins.append(OxmlElement(f"w:{side}", {qn("w:w"): length, qn("w:type"): "dxa"}))
    look.append(OxmlElement("w:tblW", {qn("w:w"): str(_twips(sum(table.widths))), qn("w:type"): "dxa"}))
    look.append(OxmlElement("w:tblInd", {qn("w:w"): "0", qn("w:type"): "dxa"}))
    look.append(borders)
    look.append(OxmlElement("w:tblLayout", {qn("w:type"): "fixed"}))
    look.append(margins)
    return look


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


def _cell(cell: Cell, width: float, continued: bool, styles: _Styles) -> BaseOxmlElement:
    element, look = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    look.append(OxmlElement("w:tcW", {qn("w:w"): str(_twips(width)), qn("w:type"): "dxa"}))
    if cell.span > 1:
        look.append(OxmlElement("w:gridSpan", {qn("w:val"): str(cell.span)}))
    if cell.rows > 1:
        look.append(OxmlElement("w:vMerge", {qn("w:val"): "continue" if continued else "restart"}))
    if cell.middle:
        look.append(OxmlElement("w:vAlign", {qn("w:val"): "center"}))
    element.append(look)
    for block in () if continued else cell.blocks:
        element.append(_block(block, styles))
    if len(element) == 1:
        element.append(OxmlElement("w:p"))  # Word calls a cell without a paragraph broken
    return element


def _twips(length: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(length * 72 / 25.4 * 20)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", NOT_IN_XML.sub("", text))
