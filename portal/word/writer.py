"""Sections of blocks as a Word document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.rel import Relationships
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.section import Section as DocxSection
from docx.section import _Header
from docx.shared import Mm
from lxml import etree

from portal.word.blocks import Listing, Page, Section, Style
from portal.word.markup import Markup, clean
from portal.word.numbering import Numbering
from portal.word.styles import Styles

LANGUAGE = "vi-VN"
SOME_DAY = datetime(2000, 1, 1)  # in place of the time of writing: the same blocks, the same bytes
BODY_PART = "word/document.xml"
HERE = "blocks"
PACKED_DAY = (1980, 1, 1, 0, 0, 0)  # the same in the archive, whose years begin in 1980
OWN_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", *(f"Heading{level}" for level in range(1, 5))}
KEPT_PARTS = {"styles", "settings", "numbering", "fontTable", "theme", "officeDocument", "core-properties"}


def write(
    sections: Sequence[Section],
    page: Page,
    *,
    body: Style,
    title: str = "",
    author: str = "",
    listings: Sequence[Listing] = (),
) -> bytes:
    """The document as bytes; `body` is the look of what has no other, `listings` are the kinds of lists that labels name.

    `WordError` for what no Word file can hold.
    """
    document = Document(io.BytesIO(_blank()))
    _describe(document, title, author)
    styles = Styles(document, body)
    numbering = Numbering(listings, styles)
    markup = Markup(styles, numbering)
    contents = []
    for number, section in enumerate(sections):
        if number:
            document.add_section(WD_SECTION.NEW_PAGE)
            _shrink(document.paragraphs[-1]._p)  # it holds the break
        _set_page(document.sections[-1], page, section.landscape, styles)
        document.element.body.sectPr.addprevious(etree.Comment(HERE))
        contents.append(markup.blocks(section.blocks))
    _shrink(document.add_paragraph()._p)  # a document does not end in a table
    numbering.fill(document.part.numbering_part.element)
    return _saved(document, contents)


@lru_cache
def _blank() -> bytes:
    """python-docx's empty document without what nobody asked for: its 160 other styles, preview picture, English."""
    document = Document()
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.styleId not in OWN_STYLES:
            styles.remove(style)
        for tag in ("w:link", "w:next"):
            for pointer in style.findall(qn(tag)):
                style.remove(pointer)
    for language in styles.iter(qn("w:lang")):
        for script in ("val", "eastAsia"):
            language.set(qn(f"w:{script}"), LANGUAGE)
    settings = document.settings.element
    for tag in ("w:themeFontLang", "w:savePreviewPicture", "w:rsids", "w:proofState"):
        for setting in settings.findall(qn(tag)):
            settings.remove(setting)
    compatibility = settings.find(qn("w:compat"))
    compatibility.remove(compatibility.find(qn("w:useFELayout")))
    # A line that ends in a break is not stretched to the margin.
    compatibility.insert(0, OxmlElement("w:doNotExpandShiftReturn"))
    compatibility.find(qn("w:compatSetting")).set(qn("w:val"), "15")  # Word 2013 and later: no "compatibility mode"
    for relations in (document.part.rels, document.part.package.rels):
        _keep(relations)
    return _saved(document)


def _keep(relations: Relationships) -> None:
    for key, relation in list(relations.items()):
        if relation.reltype.rpartition("/")[2] not in KEPT_PARTS:
            del relations[key]


def _describe(document: DocxDocument, title: str, author: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = clean(title)[:255], clean(author)[:255], LANGUAGE
    properties.comments = properties.last_modified_by = properties.keywords = ""
    properties.created = properties.modified = SOME_DAY


def _saved(document: DocxDocument, contents: Sequence[str] = ()) -> bytes:
    """The document without a date, with `contents` in the places kept for them: lxml takes minutes for long tables."""
    content, packed = io.BytesIO(), io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == BODY_PART:
                part = b"".join(_filled(part.split(f"<!--{HERE}-->".encode()), contents))
            new.writestr(zipfile.ZipInfo(name, PACKED_DAY), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _filled(pieces: Sequence[bytes], contents: Sequence[str]) -> Iterator[bytes]:
    """The pieces with the contents between them."""
    for piece, content in zip(pieces, (*contents, ""), strict=True):
        yield piece
        yield content.encode()


# --- pages ----------------------------------------------------------------------------------------------------------


def _set_page(section: DocxSection, page: Page, landscape: bool, styles: Styles) -> None:
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


def _fill_header(header: _Header, page: Page, width: float, styles: Styles, *, numbered: bool) -> None:
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph._p.get_or_add_pPr().style = styles.id(page.number)
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("\t")
    if numbered:
        # "2" until Word counts.
        field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(field))
    if page.mark:
        paragraph.add_run(f"\t{clean(page.mark)}").bold = True


def _shrink(paragraph: CT_P) -> None:
    """An empty paragraph that Word needs, too low to begin a page of its own."""
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    for key, value in {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}.items():
        spacing.set(qn(f"w:{key}"), value)
