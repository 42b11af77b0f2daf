"""The Word face of a paper: the content of the PDF face in its order, to be edited further."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from papers import layout
from papers.faces import word_looks as looks
from papers.limits import refuse_unprintable
from papers.lines import BOLD, POINTS, address_indents, addressed, broken, closed, dashed, is_one_line, longest_line, marked
from papers.paper import Appendix, Article, Heading, Item, Paper, Paragraph, Signature, Table
from papers.paper import Block as PaperBlock
from portal import word
from portal.pdf import Style as FontStyle
from portal.pdf import text_width
from portal.word import Block, Cell, Label, Page, Rule, Run, Section, Style

CELL_PADDING = (layout.CELL_PADDING, layout.CELL_SIDE_PADDING)
MARGINS = (layout.MARGIN_TOP, layout.MARGIN_RIGHT, layout.MARGIN_BOTTOM, layout.MARGIN_LEFT)


def render(paper: Paper) -> bytes:
    """The Word document of `paper`; the same paper gives the same bytes. `PdfError` for what no face can print."""
    refuse_unprintable(paper)
    sections = [Section(tuple(_main(paper)), paper.landscape), *map(_appendix, paper.appendices)]
    page = Page(layout.PAPER_SIZE, MARGINS, looks.PAGE_NUMBER, layout.DRAFT_MARK if paper.draft else "")
    return word.write(sections, page, body=looks.BODY, title=paper.name, author=paper.author, listings=looks.LISTINGS)


def _main(paper: Paper) -> Iterator[Block]:
    width = layout.text_width_mm(landscape=paper.landscape)
    yield _letterhead(paper, width)
    if paper.type_name:
        yield _plain(paper.type_name.upper(), looks.TYPE)
        yield from _ruled(paper.title, looks.TITLE, width, after=layout.TITLE_GAP) if paper.title else [_gap(layout.TITLE_GAP)]
    yield from _address(paper.addressees, width)
    if paper.deciding_body:
        yield _said(broken(paper.deciding_body.upper(), width, layout.TYPE_SIZE), looks.DECIDING)
    for ground in closed(paper.grounds):
        yield _said(ground, looks.GROUND)
    if paper.lead:
        yield _said(paper.lead, looks.BODY)
    if paper.decides:
        yield _said(paper.decides, looks.DECIDES)
    body = list(_blocks(paper.body, width))
    if paper.draft and paper.notes:
        body += [_gap(layout.NOTES_GAP), _notes(paper.notes, width)]
    if paper.signatures or paper.recipients:
        last = paper.body[-1] if paper.body else None
        lines = 2 if _is_short(last, width) else 1
        body = [*body[:-lines], *map(_kept, body[-lines:]), _gap(layout.FOOT_GAP), _foot(paper, width)]
    yield from body


def _is_short(block: PaperBlock | None, width: float) -> bool:
    """Whether one line of the text before it has to go with a block, lest it stand alone above the signature."""
    if block is None or isinstance(block, Table):
        return False
    return is_one_line(block.text, width, layout.BODY_SIZE, layout.FIRST_LINE_DEEP)


def _address(addressees: Sequence[str], width: float) -> Iterator[Block]:
    """The lines of "Kính gửi"; those that wrap go on after their dash."""
    lines = addressed(addressees)
    if lines:
        left, dashes = address_indents(lines, width, layout.ADDRESSEE_SIZE, layout.FIRST_LINE)
        hanging = text_width("- ", layout.ADDRESSEE_SIZE) / POINTS
        yield replace(_said(lines[0], looks.ADDRESS), indent=(left, 0))
        for line in lines[1:]:
            said = _said(line.removeprefix("- "), looks.ADDRESSEE, label=Label("-", looks.ADDRESSEES))
            yield replace(said, indent=(dashes + hanging, -hanging))
        yield _gap(layout.ADDRESS_GAP - layout.PARAGRAPH_GAP)


def _appendix(appendix: Appendix) -> Section:
    width = layout.text_width_mm(landscape=appendix.landscape)
    blocks = [
        _plain(f"Phụ lục {appendix.number}".strip(), looks.APPENDIX),
        _said(broken(appendix.title.upper(), width, layout.APPENDIX_TITLE_SIZE), looks.APPENDIX_TITLE),
    ]
    if appendix.reference:
        blocks += _ruled(appendix.reference, looks.REFERENCE, width, "Italic", after=layout.TITLE_GAP)
    body = list(_blocks(appendix.body, width))
    if appendix.reference and body[:1] == [_gap(layout.TABLE_GAP)]:
        body = body[1:]  # the rule has room enough below it
    return Section((*blocks, *body), appendix.landscape)


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
    return word.Paragraph((), looks.GAPS[height])


def _kept(block: Block) -> Block:
    """A block that the next one does not leave, at least its last two lines or rows."""
    match block:
        case word.Paragraph():
            return replace(block, with_next=True)
        case word.Table():
            last = tuple(tuple(map(_kept_cell, row)) for row in block.rows[-2:])
            return replace(block, rows=(*block.rows[:-2], *last))
    return block


def _kept_cell(cell: Cell) -> Cell:
    return replace(cell, blocks=tuple(map(_kept, cell.blocks)))


def _ruled(
    text: str, style: Style, width: float, font: FontStyle = "Bold", *, after: float = 0
) -> tuple[word.Paragraph, Rule]:
    """A text broken for centring, with the short rule below it."""
    text = broken(text, width, style.size, font)
    length = layout.SHORT_RULE * min(width, longest_line(text, style.size, font))
    return _said(text, style), Rule(length, width, layout.RULE, layout.RULE_GAP, after)


def _blocks(blocks: Sequence[PaperBlock], width: float) -> Iterator[Block]:
    numbers = looks.ARTICLES if any(isinstance(block, Article) for block in blocks) else looks.SECTIONS
    for block in blocks:
        match block:
            case Heading(level, number, text):
                label = Label(marked(number, level), numbers) if number else None
                yield _said(text.upper() if level == 1 else text, looks.HEADINGS[level], label=label)
            case Paragraph(text, number):
                label = Label(number, numbers) if number else None
                yield _said(text, looks.PARAGRAPHS[block.align], italic=block.italic, label=label)
            case Item(marker, text, level):
                listing = looks.DASHES if marker in looks.DASH_MARKS else numbers
                yield _said(text, looks.ITEMS[level], label=Label(marker, listing))
            case Article(number, text, title):
                label = Label(f"Điều {number}.", looks.ARTICLES)
                if title:
                    bold = tuple(replace(run, bold=True) for run in _runs(title))
                    yield word.Paragraph(bold, looks.ARTICLE, label, with_next=True)
                else:
                    yield _said(text, looks.ARTICLE, label=label)
                if title and text:
                    yield _said(text, looks.BODY)
            case Table():
                yield _gap(layout.TABLE_GAP)
                yield _table(block, width)


# --- tables ---------------------------------------------------------------------------------------------------------


def _table(table: Table, width: float) -> word.Table:
    whole = sum(column.weight for column in table.columns)
    size = layout.table_size(len(table.columns))
    head_style = looks.cell_style("center", size, strong=True)
    heads = tuple(
        tuple(Cell((_said(head.text, head_style),), head.span, head.rows, middle=True) for head in row)
        for row in table.head
    )
    rows = tuple(_row(table, row.cells, row.kind, size) for row in table.rows)
    widths = tuple(width * column.weight / whole for column in table.columns)
    return word.Table(widths, heads + rows, len(heads), layout.RULE, CELL_PADDING)


def _row(table: Table, cells: Sequence[str], kind: str, size: int) -> tuple[Cell, ...]:
    if kind == "group":
        named = _said(cells[0], looks.cell_style("left", size, strong=True))
        return (Cell((_kept(named),), span=len(table.columns), middle=True),)
    aligned = zip((column.align for column in table.columns), cells, strict=True)
    return tuple(
        Cell((_said(text, looks.cell_style(align, size, strong=kind == "total")),), middle=True) for align, text in aligned
    )


def _letterhead(paper: Paper, width: float) -> word.Table:
    left = width * layout.LETTERHEAD_LEFT
    issuers: list[word.Paragraph | Rule] = []
    for place, issuer in enumerate(paper.issuers, 1):
        if issuer.superior:
            issuers.append(_plain(broken(issuer.superior.upper(), left, layout.SUPERIOR_SIZE, "Regular"), looks.SUPERIOR))
        _, rule = _ruled(issuer.name.upper(), looks.ISSUER, left, after=layout.ISSUER_GAP if place < len(paper.issuers) else 0)
        issuers += [_plain(broken(issuer.name.upper(), left, looks.ISSUER.size), looks.ISSUER), rule]
    motto = Rule(longest_line(layout.MOTTO, layout.MOTTO_SIZE), width - left, layout.RULE, layout.RULE_GAP)
    nation = (_plain(layout.NATION, looks.NATION), _plain(layout.MOTTO, looks.MOTTO), motto)
    rows = [(Cell(tuple(issuers)), Cell(nation))]
    if paper.number or paper.place_date:
        date = broken(paper.place_date, width - left, layout.DATE_SIZE, "Italic")
        rows.append((Cell((_plain(paper.number, looks.NUMBER),)), Cell((_plain(date, looks.DATE),))))
    below = []
    if not paper.type_name and paper.title:
        below.append(_said(broken(paper.title, left, layout.SUBJECT_SIZE, "Regular"), looks.SUBJECT))
    if paper.mark:
        below.append(_plain(paper.mark.upper(), looks.MARK))
    if below:
        rows.append((Cell(tuple(below)), Cell()))
    return word.Table((left, width - left), tuple(rows))


def _notes(notes: Sequence[str], width: float) -> word.Table:
    lines = ["**Những điểm còn phải xem lại trước khi ban hành:**", *(f"{n}. {note}" for n, note in enumerate(notes, 1))]
    return word.Table((width,), ((Cell(tuple(_said(line, looks.NOTE) for line in lines)),),), border=layout.RULE, padding=(1, 3))


def _foot(paper: Paper, width: float) -> word.Table:
    """A single block stands right of the recipients; several stand side by side, the lead's left above them."""
    recipients = _recipients(paper.recipients)
    padding = (0, layout.SIGNATURE_PADDING)
    if len(paper.signatures) < 2:
        left = width * layout.RECIPIENTS_LEFT
        [signature] = _signatures(paper.signatures, width - left) or [Cell()]
        return word.Table((left, width - left), ((Cell(recipients, padding=(0, 0, 0)), signature),), padding=padding)
    count = len(paper.signatures)
    signatures = _signatures(paper.signatures, width / count)
    rows = [tuple(signatures)]
    if recipients:
        rows = [tuple(map(_kept_cell, signatures))]
        rows.append((Cell(recipients, padding=(layout.RECIPIENTS_GAP / POINTS, 0, 0)), Cell(span=count - 1)))
    return word.Table((width / count,) * count, tuple(rows), padding=padding)


def _signatures(signatures: Sequence[Signature], width: float) -> list[Cell]:
    """The blocks of all who sign, each filled up with empty lines until the names stand on one line."""
    room = width - 2 * layout.SIGNATURE_PADDING
    texts = [[broken(line.upper(), room, layout.AUTHORITY_SIZE) for line in one.authority] for one in signatures]
    lines = ["\n".join(text).count("\n") for text in texts]
    cells = []
    for one, text, count in zip(signatures, texts, lines, strict=True):
        authority = [_plain(line, looks.AUTHORITY) for line in (*text, *[""] * (max(lines) - count))]
        cells.append(Cell((*authority, _plain(one.signer, looks.SIGNER))))
    return cells


def _recipients(recipients: Sequence[str]) -> tuple[word.Paragraph, ...]:
    head = (_plain("Nơi nhận:", looks.RECIPIENTS_HEAD),) if recipients else ()
    label = Label("-", looks.RECIPIENTS)
    return (*head, *(_said(line.removeprefix("- "), looks.RECIPIENT, label=label) for line in dashed(recipients)))
