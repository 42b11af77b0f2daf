"""The named styles of a Word document."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from portal.word.blocks import FONT, Style

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Styles:
    """Word's id of each look, made when it is first used."""

    def __init__(self, document: DocxDocument, body: Style) -> None:
        self._styles = document.styles
        self._ids: dict[Style, str] = {}
        self._names = {style.name for style in self._styles}
        normal = self._styles["Normal"]
        _dress(normal, body)
        self._ids[body] = normal.style_id

    def id(self, style: Style) -> str:
        if style not in self._ids:
            self._ids[style] = self._made(style)
        return self._ids[style]

    def number(self, style: Style, list_number: int, level: int) -> None:
        """Lets the paragraphs of a style be numbered by themselves."""
        properties = self._styles[style.name].element.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = list_number

    def _made(self, style: Style) -> str:
        if style.name in (known.name for known in self._ids):
            raise ValueError(f"Two looks are called {style.name!r}.")
        if style.name in self._names:
            target = self._styles[style.name]
        else:
            target = self._styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
            target.element.styleId = f"Style{len(self._ids)}"  # ids are best without accents
        target.base_style, target.hidden, target.quick_style = self._styles["Normal"], False, True
        _dress(target, style)
        return target.style_id


def _dress(target: ParagraphStyle, style: Style) -> None:
    font, layout = target.font, target.paragraph_format
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # a font of the theme would win over ours
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    font.size, font.bold, font.italic, font.color.rgb = Pt(style.size), style.bold, style.italic, RGBColor(0, 0, 0)
    if style.framed:
        border = {"val": "single", "sz": str(round(style.framed * 8)), "space": "1", "color": "000000"}
        frame = OxmlElement("w:bdr", {qn(f"w:{key}"): value for key, value in border.items()})
        target.element.rPr.append(frame)
    layout.alignment = ALIGN[style.align]
    layout.first_line_indent, layout.left_indent = Mm(style.first_line), Mm(0)
    layout.space_before, layout.space_after = Pt(style.before), Pt(style.after)
    layout.line_spacing, layout.keep_with_next, layout.widow_control = style.line, style.with_next, True


def twips(length: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(length * 72 / 25.4 * 20)
