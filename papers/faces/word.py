"""The Word face of a paper: the content of the PDF face in its order, to be edited further."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from papers import layout
from papers.lines import BOLD, POINTS, broken, closed, dashed, longest_line, marked
from papers.paper import Appendix, Article, Heading, Item, Paper, Paragraph, Signature, Table
from papers.paper import Block as PaperBlock
from portal import word
from portal.pdf import Style as FontStyle
from portal.word import Block, Cell, Label, Level, Listing, Page, Rule, Run, Section, Style

LINE = layout.LINE_HEIGHT / 1.15  # Word counts from the font's own single line
GAP = layout.PARAGRAPH_GAP
CELL_PADDING = (layout.CELL_PADDING, layout.CELL_SIDE_PADDING)
MARGINS = (layout.MARGIN_TOP, layout.MARGIN_RIGHT, layout.MARGIN_BOTTOM, layout.MARGIN_LEFT)

BODY = Style("Normal", layout.BODY_SIZE, align="justify", first_line=layout.FIRST_LINE, before=GAP, line=LINE)
PAGE_NUMBER = Style("Số trang", layout.PAGE_NUMBER_SIZE)
SUPERIOR = Style("Cơ quan chủ quản", layout.SUPERIOR_SIZE, align="center")
ISSUER = Style("Cơ quan ban hành", layout.ISSUER_SIZE, bold=True, align="center")
NATION = Style("Quốc hiệu", layout.NATION_SIZE, bold=True, align="center")
MOTTO = Style("Tiêu ngữ", layout.MOTTO_SIZE, bold=True, align="center")
NUMBER = Style("Số, ký hiệu", layout.NUMBER_SIZE, align="center", before=GAP)
DATE = Style("Địa danh, thời gian", layout.DATE_SIZE, italic=True, align="center", before=GAP)
TYPE = Style("Tên loại", layout.TYPE_SIZE, bold=True, align="center", before=18, with_next=True)
TITLE = Style("Trích yếu", layout.TITLE_SIZE, bold=True, align="center", with_next=True)
DECIDING = Style("Thẩm quyền ban hành", layout.BODY_SIZE, bold=True, align="center", before=12, after=12)
GROUND = Style(
    "Căn cứ", layout.BODY_SIZE, italic=True, align="justify", first_line=layout.FIRST_LINE, before=GAP, line=LINE
)
DECIDES = Style("Quyết định", layout.BODY_SIZE, bold=True, align="center", before=12, after=12, with_next=True)
HEADINGS = {
    level: Style(
        f"Heading {level}",
        layout.SECTION_SIZE,
        bold=level < 4,
        align="justify",
        first_line=layout.FIRST_LINE,
        before=GAP,
        line=LINE,
        with_next=True,
    )
    for level in (1, 2, 3, 4)
}
CENTERED = Style("Đoạn giữa", layout.BODY_SIZE, align="center", before=GAP, line=LINE)
RIGHT = Style("Đoạn phải", layout.BODY_SIZE, align="right", before=GAP, line=LINE)
PARAGRAPHS = {"justify": BODY, "center": CENTERED, "right": RIGHT}
ITEMS = {
    level: Style(name, layout.BODY_SIZE, align="justify", first_line=first_line, before=GAP, line=LINE)
    for level, name, first_line in ((1, "Mục liệt kê", layout.FIRST_LINE), (2, "Mục liệt kê 2", layout.FIRST_LINE_DEEP))
}
ARTICLE = Style("Điều", layout.BODY_SIZE, align="justify", first_line=layout.FIRST_LINE, before=GAP, line=LINE)
NOTE = Style("Ghi chú dự thảo", layout.NOTES_SIZE, before=GAP)
AUTHORITY = Style("Thẩm quyền ký", layout.AUTHORITY_SIZE, bold=True, align="center", with_next=True)
SIGNER = Style("Người ký", layout.SIGNER_SIZE, bold=True, align="center", before=layout.SIGNATURE_SPACE * POINTS)
RECIPIENTS_HEAD = Style("Nơi nhận", layout.RECIPIENTS_HEAD_SIZE, bold=True, italic=True)
RECIPIENT = Style("Danh sách nơi nhận", layout.RECIPIENTS_SIZE)
APPENDIX = Style("Phụ lục", layout.APPENDIX_SIZE, bold=True, align="center", with_next=True)
APPENDIX_TITLE = Style("Tên phụ lục", layout.APPENDIX_TITLE_SIZE, bold=True, align="center", with_next=True)
REFERENCE = Style("Kèm theo", layout.APPENDIX_REFERENCE_SIZE, italic=True, align="center")
GAP_BELOW = Style("Khoảng cách", 6)

# Letters of Vietnamese lists go a, b, c, d, đ, e, g, h ... (PL I, II.6). No number format of Word does: "lowerLetter" goes
# on with e, f, g. So Word counts to d); from đ) on letters are text, also e), where Word would agree by chance.
LAST_LETTER = 4
LETTERS = Level("%4)", "lowerLetter", highest=LAST_LETTER, first_line=layout.FIRST_LINE)
CLAUSES = (Level("%2.", first_line=layout.FIRST_LINE), Level("%2.%3.", first_line=layout.FIRST_LINE), LETTERS)
SECTIONS = Listing(
    tuple(
        replace(level, style=HEADINGS[place])
        for place, level in enumerate((Level("%1.", "upperRoman", first_line=layout.FIRST_LINE), *CLAUSES), 1)
    )
)
ARTICLES = Listing((Level("Điều %1.", bold=True, first_line=layout.FIRST_LINE, style=ARTICLE), *CLAUSES))
DASHES = Listing(
    tuple(
        Level(mark, "bullet", first_line=ITEMS[level].first_line, style=ITEMS[level]) for level, mark in ((1, "-"), (2, "+"))
    )
)
DASH_MARKS = [level.text for level in DASHES.levels]
LISTINGS = (SECTIONS, ARTICLES, DASHES)


def render(paper: Paper) -> bytes:
    """The Word document of `paper`; the same paper gives the same bytes."""
    sections = [Section(tuple(_main(paper)), paper.landscape), *map(_appendix, paper.appendices)]
    page = Page(layout.PAPER_SIZE, MARGINS, PAGE_NUMBER, layout.DRAFT_MARK if paper.draft else "")
    title = " ".join(f"{paper.type_name} {paper.title}".split())
    author = " và ".join(issuer.name for issuer in paper.issuers)
    return word.write(sections, page, body=BODY, title=title, author=author, listings=LISTINGS)


def _main(paper: Paper) -> Iterator[Block]:
    width = layout.text_width_mm(landscape=paper.landscape)
    yield _letterhead(paper, width)
    if paper.type_name:
        yield _said(paper.type_name.upper(), TYPE)
    if paper.title:
        yield from _ruled(paper.title, TITLE, width)
    yield _said("", GAP_BELOW)
    if paper.deciding_body:
        yield _said(broken(paper.deciding_body.upper(), width, layout.TYPE_SIZE), DECIDING)
    for ground in closed(paper.grounds):
        yield _said(ground, GROUND)
    if paper.lead:
        yield _said(paper.lead, BODY)
    if paper.decides:
        yield _said(paper.decides, DECIDES)
    yield from _blocks(paper.body, width)
    if paper.draft and paper.notes:
        yield _notes(paper.notes, width)
    if paper.signatures or paper.recipients:
        yield _said("", GAP_BELOW)
        yield _foot(paper, width)


def _appendix(appendix: Appendix) -> Section:
    width = layout.text_width_mm(landscape=appendix.landscape)
    blocks = [
        _said(f"Phụ lục {appendix.number}".strip(), APPENDIX),
        _said(broken(appendix.title.upper(), width, layout.APPENDIX_TITLE_SIZE), APPENDIX_TITLE),
    ]
    if appendix.reference:
        blocks += [*_ruled(appendix.reference, REFERENCE, width, "Italic"), _said("", GAP_BELOW)]
    return Section((*blocks, *_blocks(appendix.body, width)), appendix.landscape)


# --- texts ----------------------------------------------------------------------------------------------------------


def _runs(text: str, *, italic: bool = False) -> tuple[Run, ...]:
    """The pieces of a text, every other one of them bold."""
    pieces = enumerate(BOLD.split(text))
    return tuple(Run(piece, bold=bool(place % 2), italic=italic) for place, piece in pieces if piece)


def _said(text: str, style: Style, *, italic: bool = False, label: Label | None = None) -> word.Paragraph:
    return word.Paragraph(_runs(text, italic=italic), style, label)


def _ruled(text: str, style: Style, width: float, font: FontStyle = "Bold") -> tuple[word.Paragraph, Rule]:
    """A text broken for centring, with the short rule below it."""
    text = broken(text, width, style.size, font)
    length = layout.SHORT_RULE * min(width, longest_line(text, style.size, font))
    return _said(text, style), Rule(length, width, layout.RULE)


def _blocks(blocks: Sequence[PaperBlock], width: float) -> Iterator[Block]:
    numbers = ARTICLES if any(isinstance(block, Article) for block in blocks) else SECTIONS
    for block in blocks:
        match block:
            case Heading(level, number, text):
                label = Label(marked(number, level), numbers) if number else None
                yield _said(text.upper() if level == 1 else text, HEADINGS[level], label=label)
            case Paragraph(text, number):
                label = Label(number, numbers) if number else None
                yield _said(text, PARAGRAPHS[block.align], italic=block.italic, label=label)
            case Item(marker, text, level):
                yield _said(text, ITEMS[level], label=Label(marker, DASHES if marker in DASH_MARKS else numbers))
            case Article(number, text, title):
                label = Label(f"Điều {number}.", ARTICLES)
                yield _said(f"**{title}**" if title else text, ARTICLE, label=label)
                if title and text:
                    yield _said(text, BODY)
            case Table():
                yield _said("", GAP_BELOW)
                yield _table(block, width)
                yield _said("", GAP_BELOW)


# --- tables ---------------------------------------------------------------------------------------------------------


def _table(table: Table, width: float) -> word.Table:
    whole = sum(column.weight for column in table.columns)
    wide = len(table.columns) >= layout.WIDE_TABLE_COLUMNS
    head_style = _cell_style("center", wide, strong=True)
    heads = tuple(
        tuple(Cell((_said(head.text, head_style),), head.span, head.rows, middle=True) for head in row)
        for row in table.head
    )
    rows = tuple(_row(table, row.cells, row.kind, wide) for row in table.rows)
    widths = tuple(width * column.weight / whole for column in table.columns)
    return word.Table(widths, heads + rows, len(heads), layout.RULE, CELL_PADDING)


def _row(table: Table, cells: Sequence[str], kind: str, wide: bool) -> tuple[Cell, ...]:
    if kind == "group":
        return (Cell((_said(cells[0], _cell_style("left", wide, strong=True)),), span=len(table.columns)),)
    aligned = zip((column.align for column in table.columns), cells, strict=True)
    return tuple(Cell((_said(text, _cell_style(align, wide, strong=kind == "total")),)) for align, text in aligned)


def _cell_style(align: Literal["left", "center", "right"], wide: bool, *, strong: bool) -> Style:
    side = {"left": "trái", "center": "giữa", "right": "phải"}[align]
    name = f"Ô bảng{' rộng' if wide else ''} {side}{' đậm' if strong else ''}"
    return Style(name, layout.WIDE_TABLE_SIZE if wide else layout.TABLE_SIZE, bold=strong, align=align)


def _letterhead(paper: Paper, width: float) -> word.Table:
    left = width * layout.LETTERHEAD_LEFT
    issuers: list[word.Paragraph | Rule] = []
    for issuer in paper.issuers:
        if issuer.superior:
            issuers.append(_said(broken(issuer.superior.upper(), left, layout.SUPERIOR_SIZE, "Regular"), SUPERIOR))
        issuers += _ruled(issuer.name.upper(), ISSUER, left)
    motto = Rule(longest_line(layout.MOTTO, layout.MOTTO_SIZE), width - left, layout.RULE)
    nation = (_said(layout.NATION, NATION), _said(layout.MOTTO, MOTTO), motto)
    rows = [(Cell(tuple(issuers)), Cell(nation))]
    if paper.number or paper.place_date:
        date = broken(paper.place_date, width - left, layout.DATE_SIZE, "Italic")
        rows.append((Cell((_said(paper.number, NUMBER),)), Cell((_said(date, DATE),))))
    return word.Table((left, width - left), tuple(rows))


def _notes(notes: Sequence[str], width: float) -> word.Table:
    lines = ["**Những điểm còn phải xem lại trước khi ban hành:**", *(f"{n}. {note}" for n, note in enumerate(notes, 1))]
    return word.Table((width,), ((Cell(tuple(_said(line, NOTE) for line in lines)),),), border=layout.RULE, padding=(1, 3))


def _foot(paper: Paper, width: float) -> word.Table:
    """A single block stands right of the recipients; several stand side by side, the lead's left above them."""
    recipients = Cell(_recipients(paper.recipients))
    padding = (0, layout.SIGNATURE_PADDING)
    if len(paper.signatures) < 2:
        left = width * layout.RECIPIENTS_LEFT
        signature = Cell() if not paper.signatures else _signature(paper.signatures[0], width - left)
        return word.Table((left, width - left), ((recipients, signature),), padding=padding)
    count = len(paper.signatures)
    signatures = tuple(_signature(signature, width / count) for signature in paper.signatures)
    return word.Table((width / count,) * count, (signatures, (recipients, Cell(span=count - 1))), padding=padding)


def _signature(signature: Signature, width: float) -> Cell:
    room = width - 2 * layout.SIGNATURE_PADDING
    authority = [_said(broken(line.upper(), room, layout.AUTHORITY_SIZE), AUTHORITY) for line in signature.authority]
    return Cell((*authority, _said(signature.signer, SIGNER)))


def _recipients(recipients: Sequence[str]) -> tuple[word.Paragraph, ...]:
    head = (_said("Nơi nhận:", RECIPIENTS_HEAD),) if recipients else ()
    return (*head, *(_said(line, RECIPIENT) for line in dashed(recipients)))
