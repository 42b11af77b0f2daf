"""The Word face of a paper: the content of the PDF face in its order, to be edited further."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from papers import layout
from papers.lines import BOLD, POINTS, address_indents, addressed, broken, closed, dashed, longest_line, marked
from papers.paper import Appendix, Article, Heading, Item, Paper, Paragraph, Signature, Table
from papers.paper import Block as PaperBlock
from portal import word
from portal.pdf import Style as FontStyle
from portal.pdf import text_width
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
SUBJECT = Style("Trích yếu công văn", layout.SUBJECT_SIZE, align="center", before=layout.SUBJECT_GAP)
MARK = Style("Chỉ dẫn lưu hành", layout.MARK_SIZE, bold=True, align="center", before=layout.MARK_GAP, framed=layout.RULE)
TYPE = Style("Tên loại", layout.TYPE_SIZE, bold=True, align="center", before=18, with_next=True)
TITLE = Style("Trích yếu", layout.TITLE_SIZE, bold=True, align="center", with_next=True)
ADDRESS = Style("Kính gửi", layout.ADDRESSEE_SIZE, before=layout.ADDRESS_GAP, line=LINE, with_next=True)
ADDRESSEE = Style("Nơi gửi", layout.ADDRESSEE_SIZE, line=LINE, with_next=True)
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
# Empty lines of these heights in points: tables have no room above themselves.
GAPS = {height: Style(f"Khoảng cách {height}", round(2 * height / 1.15) / 2, with_next=True) for height in (8, 12, 14)}

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
RECIPIENTS = Listing((Level("-", "bullet", style=RECIPIENT),))
ADDRESSEES = Listing((Level("-", "bullet", style=ADDRESSEE),))
DASH_MARKS = [level.text for level in DASHES.levels]
LISTINGS = (SECTIONS, ARTICLES, DASHES, RECIPIENTS, ADDRESSEES)


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
        yield _plain(paper.type_name.upper(), TYPE)
        yield from _ruled(paper.title, TITLE, width, after=12) if paper.title else [_gap(12)]
    yield from _address(paper.addressees, width)
    if paper.deciding_body:
        yield _said(broken(paper.deciding_body.upper(), width, layout.TYPE_SIZE), DECIDING)
    for ground in closed(paper.grounds):
        yield _said(ground, GROUND)
    if paper.lead:
        yield _said(paper.lead, BODY)
    if paper.decides:
        yield _said(paper.decides, DECIDES)
    body = list(_blocks(paper.body, width))
    if paper.draft and paper.notes:
        body += [_gap(12), _notes(paper.notes, width)]
    if paper.signatures or paper.recipients:
        body = [*body[:-1], *map(_kept, body[-1:]), _gap(14), _foot(paper, width)]
    yield from body


def _address(addressees: Sequence[str], width: float) -> Iterator[Block]:
    """The lines of "Kính gửi"; those that wrap go on after their dash."""
    lines = addressed(addressees)
    if lines:
        left, dashes = address_indents(lines, width, layout.ADDRESSEE_SIZE, layout.FIRST_LINE)
        hanging = text_width("- ", layout.ADDRESSEE_SIZE) / POINTS
        yield replace(_said(lines[0], ADDRESS), indent=(left, 0))
        for line in lines[1:]:
            said = _said(line.removeprefix("- "), ADDRESSEE, label=Label("-", ADDRESSEES))
            yield replace(said, indent=(dashes + hanging, -hanging))
        yield _gap(8)


def _appendix(appendix: Appendix) -> Section:
    width = layout.text_width_mm(landscape=appendix.landscape)
    blocks = [
        _plain(f"Phụ lục {appendix.number}".strip(), APPENDIX),
        _said(broken(appendix.title.upper(), width, layout.APPENDIX_TITLE_SIZE), APPENDIX_TITLE),
    ]
    if appendix.reference:
        blocks += _ruled(appendix.reference, REFERENCE, width, "Italic", after=12)
    return Section((*blocks, *_blocks(appendix.body, width)), appendix.landscape)


# --- texts ----------------------------------------------------------------------------------------------------------


def _runs(text: str, *, italic: bool = False) -> tuple[Run, ...]:
    """The pieces of a text, every other one of them bold."""
    pieces = enumerate(BOLD.split(text))
    return tuple(Run(piece, bold=bool(place % 2), italic=italic) for place, piece in pieces if piece)


def _said(text: str, style: Style, *, italic: bool = False, label: Label | None = None) -> word.Paragraph:
    return word.Paragraph(_runs(text, italic=italic), style, label)


def _plain(text: str, style: Style) -> word.Paragraph:
    """A text without markup: what stands in it between stars is not bold."""
    return word.Paragraph((Run(text),) if text else (), style)


def _gap(height: int) -> word.Paragraph:
    return word.Paragraph((), GAPS[height])


def _kept(block: Block) -> Block:
    """A block that the next one does not leave, at least its last lines or row."""
    match block:
        case word.Paragraph():
            return replace(block, with_next=True)
        case word.Table():
            last = tuple(replace(cell, blocks=tuple(map(_kept, cell.blocks))) for cell in block.rows[-1])
            return replace(block, rows=(*block.rows[:-1], last))
    return block


def _ruled(
    text: str, style: Style, width: float, font: FontStyle = "Bold", *, after: float = 0
) -> tuple[word.Paragraph, Rule]:
    """A text broken for centring, with the short rule below it."""
    text = broken(text, width, style.size, font)
    length = layout.SHORT_RULE * min(width, longest_line(text, style.size, font))
    return _said(text, style), Rule(length, width, layout.RULE, after)


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
                if title:
                    bold = tuple(replace(run, bold=True) for run in _runs(title))
                    yield word.Paragraph(bold, ARTICLE, label, with_next=True)
                else:
                    yield _said(text, ARTICLE, label=label)
                if title and text:
                    yield _said(text, BODY)
            case Table():
                yield _gap(8)
                yield _table(block, width)


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
        named = _said(cells[0], _cell_style("left", wide, strong=True))
        return (Cell((_kept(named),), span=len(table.columns), middle=True),)
    aligned = zip((column.align for column in table.columns), cells, strict=True)
    return tuple(
        Cell((_said(text, _cell_style(align, wide, strong=kind == "total")),), middle=True) for align, text in aligned
    )


@cache
def _cell_style(align: Literal["left", "center", "right"], wide: bool, *, strong: bool) -> Style:
    side = {"left": "trái", "center": "giữa", "right": "phải"}[align]
    name = f"Ô bảng{' rộng' if wide else ''} {side}{' đậm' if strong else ''}"
    return Style(name, layout.WIDE_TABLE_SIZE if wide else layout.TABLE_SIZE, bold=strong, align=align)


def _letterhead(paper: Paper, width: float) -> word.Table:
    left = width * layout.LETTERHEAD_LEFT
    issuers: list[word.Paragraph | Rule] = []
    for issuer in paper.issuers:
        if issuer.superior:
            issuers.append(_plain(broken(issuer.superior.upper(), left, layout.SUPERIOR_SIZE, "Regular"), SUPERIOR))
        _, rule = _ruled(issuer.name.upper(), ISSUER, left, after=4)
        issuers += [_plain(broken(issuer.name.upper(), left, ISSUER.size), ISSUER), rule]
    motto = Rule(longest_line(layout.MOTTO, layout.MOTTO_SIZE), width - left, layout.RULE)
    nation = (_plain(layout.NATION, NATION), _plain(layout.MOTTO, MOTTO), motto)
    rows = [(Cell(tuple(issuers)), Cell(nation))]
    if paper.number or paper.place_date:
        date = broken(paper.place_date, width - left, layout.DATE_SIZE, "Italic")
        rows.append((Cell((_plain(paper.number, NUMBER),)), Cell((_plain(date, DATE),))))
    below = []
    if not paper.type_name and paper.title:
        below.append(_said(broken(paper.title, left, layout.SUBJECT_SIZE, "Regular"), SUBJECT))
    if paper.mark:
        below.append(_plain(paper.mark.upper(), MARK))
    if below:
        rows.append((Cell(tuple(below)), Cell()))
    return word.Table((left, width - left), tuple(rows))


def _notes(notes: Sequence[str], width: float) -> word.Table:
    lines = ["**Những điểm còn phải xem lại trước khi ban hành:**", *(f"{n}. {note}" for n, note in enumerate(notes, 1))]
    return word.Table((width,), ((Cell(tuple(_said(line, NOTE) for line in lines)),),), border=layout.RULE, padding=(1, 3))


def _foot(paper: Paper, width: float) -> word.Table:
    """A single block stands right of the recipients; several stand side by side, the lead's left above them."""
    recipients = _recipients(paper.recipients)
    padding = (0, layout.SIGNATURE_PADDING)
    if len(paper.signatures) < 2:
        left = width * layout.RECIPIENTS_LEFT
        signature = Cell() if not paper.signatures else _signature(paper.signatures[0], width - left)
        return word.Table((left, width - left), ((Cell(recipients, padding=(0, 0, 0)), signature),), padding=padding)
    count = len(paper.signatures)
    signatures = [_signature(signature, width / count) for signature in paper.signatures]
    rows = [tuple(signatures)]
    if recipients:
        rows = [tuple(replace(cell, blocks=tuple(map(_kept, cell.blocks))) for cell in signatures)]
        rows.append((Cell(recipients, padding=(12 / POINTS, 0, 0)), Cell(span=count - 1)))
    return word.Table((width / count,) * count, tuple(rows), padding=padding)


def _signature(signature: Signature, width: float) -> Cell:
    room = width - 2 * layout.SIGNATURE_PADDING
    authority = [_plain(broken(line.upper(), room, layout.AUTHORITY_SIZE), AUTHORITY) for line in signature.authority]
    return Cell((*authority, _plain(signature.signer, SIGNER)))


def _recipients(recipients: Sequence[str]) -> tuple[word.Paragraph, ...]:
    head = (_plain("Nơi nhận:", RECIPIENTS_HEAD),) if recipients else ()
    label = Label("-", RECIPIENTS)
    return (*head, *(_said(line.removeprefix("- "), RECIPIENT, label=label) for line in dashed(recipients)))
