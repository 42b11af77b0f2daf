"""The PDF face of a paper."""

import unicodedata
from collections.abc import Callable

from django.template.loader import render_to_string

from papers import layout
from papers.faces.parts import is_long, print_long
from papers.limits import refuse_unprintable
from papers.lines import POINTS, address_indents, addressed, broken, closed, dashed, is_one_line, longest_line, marked
from papers.paper import Appendix, Article, Block, Heading, Item, Paper, Paragraph, Row, Signature, Stamp, Table
from portal.pdf import TAGGED_ARCHIVE, Style, html_to_pdf, qr_picture, text_width

KINDS = {Heading: "heading", Paragraph: "paragraph", Item: "item", Article: "article", Table: "table"}


def render(
    paper: Paper,
    *,
    stamp: Stamp | None = None,
    identifier: str = "",
    archival: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The PDF of `paper`, with `stamp` at the foot of the very last page; the same arguments give the same bytes.

    `archival` makes it PDF/A-3, with tags unless it is so long that it is printed in parts; then `progress` hears after each
    part of how many rows of how many are printed. `PdfError` when it cannot be printed.
    """
    refuse_unprintable(paper)
    if is_long(paper):
        return print_long(paper, to_html, stamp=stamp, identifier=identifier, archival=archival, progress=progress)
    return html_to_pdf(to_html(paper, stamp), identifier=identifier, variant=TAGGED_ARCHIVE if archival else "")


def to_html(paper: Paper, stamp: Stamp | None = None, *, piece: str = "", first_page: int = 1) -> str:
    """The page that is printed, in NFC: searching a PDF misses decomposed letters.

    Of a long paper only a `piece` (`papers.faces.parts.piece`), whose first page has the number `first_page`.
    """
    width = layout.text_width_mm(landscape=paper.landscape)
    context = {
        "paper": paper,
        "layout": layout,
        "letterhead": _letterhead(paper, width * layout.LETTERHEAD_LEFT),
        "place_date": broken(paper.place_date, width * (1 - layout.LETTERHEAD_LEFT), layout.DATE_SIZE, "Italic"),
        "subject": "" if paper.type_name else broken(paper.title, width * layout.LETTERHEAD_LEFT, layout.SUBJECT_SIZE, "Regular"),
        "address": _address(paper.addressees, width),
        "title": _ruled(paper.title, width, layout.TITLE_SIZE),
        "deciding_body": broken(paper.deciding_body.upper(), width, layout.TYPE_SIZE),
        "grounds": closed(paper.grounds),
        "body": _kept(_blocks(paper.body), width),
        "signatures": _signatures(paper.signatures, width),
        "recipients": dashed(paper.recipients),
        "appendices": [_appendix(appendix) for appendix in paper.appendices],
        "stamp": stamp and _stamp(stamp),
        "piece": piece,
        "first_page": first_page,
    }
    return unicodedata.normalize("NFC", render_to_string("papers/paper.html", context))


def _ruled(text: str, width: float, size: float, style: Style = "Bold") -> dict:
    """A text with the length of the short rule below it."""
    text = broken(text, width, size, style)
    length = layout.SHORT_RULE * min(width, longest_line(text, size, style))
    return {"text": text, "rule": f"{length:.1f}mm"}


def _letterhead(paper: Paper, width: float) -> list[dict]:
    return [
        {
            "superior": broken(issuer.superior.upper(), width, layout.SUPERIOR_SIZE, "Regular"),
            "name": _ruled(issuer.name.upper(), width, layout.ISSUER_SIZE),
        }
        for issuer in paper.issuers
    ]


def _address(addressees: tuple[str, ...], width: float) -> dict:
    """The lines of "Kính gửi" and where they begin; those that wrap go on after their dash."""
    lines = addressed(addressees)
    if not lines:
        return {"lines": [], "left": "0", "dashes": "0", "hanging": "0"}
    left, dashes = address_indents(lines, width, layout.ADDRESSEE_SIZE, layout.FIRST_LINE)
    hanging = text_width("- ", layout.ADDRESSEE_SIZE) / POINTS
    return {"lines": lines, "left": f"{left:.2f}mm", "dashes": f"{dashes:.2f}mm", "hanging": f"{hanging:.2f}mm"}


def _stamp(stamp: Stamp) -> dict:
    address = stamp.url.partition("://")[2].rstrip("/")
    return {"picture": qr_picture(stamp.url), "lines": (f"Kiểm tra văn bản tại {address}", f"Mã: {stamp.code}")}


def _signatures(signatures: tuple[Signature, ...], width: float) -> list[dict]:
    """A single block stands right of the recipients; several stand side by side, the lead's left above them.

    The names of several stand on one line, however many lines of authority each has.
    """
    share = 1 - layout.RECIPIENTS_LEFT if len(signatures) == 1 else 1 / max(1, len(signatures))
    room = width * share - 2 * layout.SIGNATURE_PADDING
    blocks = [[broken(line.upper(), room, layout.AUTHORITY_SIZE) for line in one.authority] for one in signatures]
    heights = ["\n".join(lines).count("\n") * layout.AUTHORITY_SIZE * layout.LINE_HEIGHT / POINTS for lines in blocks]
    return [
        {"authority": lines, "signer": one.signer, "space": f"{layout.SIGNATURE_SPACE + max(heights) - height:.2f}mm"}
        for one, lines, height in zip(signatures, blocks, heights, strict=True)
    ]


def _appendix(appendix: Appendix) -> dict:
    width = layout.text_width_mm(landscape=appendix.landscape)
    return {
        "appendix": appendix,
        "name": " ".join(f"Phụ lục {appendix.number} {appendix.title.upper()}".split()),
        "title": broken(appendix.title.upper(), width, layout.APPENDIX_TITLE_SIZE),
        "reference": _ruled(appendix.reference, width, layout.APPENDIX_REFERENCE_SIZE, "Italic"),
        "body": _blocks(appendix.body),
    }


def _blocks(blocks: tuple[Block, ...]) -> list[dict]:
    """Each block with the name by which the template knows its kind."""
    return [{"kind": KINDS[type(block)], "block": block} | _measures(block) for block in blocks]


def _kept(blocks: list[dict], width: float) -> list[dict]:
    """The signature never stands alone on a page: two lines of the text, or two rows of its table, go with it."""
    if blocks and isinstance(blocks[-1]["block"], Table):
        blocks[-1]["final"] = True
    elif len(blocks) > 1:
        blocks[-2]["keep"] = is_one_line(blocks[-1]["block"].text, width, layout.BODY_SIZE, layout.FIRST_LINE_DEEP)
    return blocks


def _measures(block: Block) -> dict:
    """What the template cannot work out by itself: closing marks of numbers, widths and classes of columns."""
    if isinstance(block, Heading) and block.number:
        return {"number": marked(block.number, block.level)}
    if isinstance(block, Table):
        whole = sum(column.weight for column in block.columns)
        return {
            "widths": [f"{100 * column.weight / whole:.3f}%" for column in block.columns],
            "size": layout.table_size(len(block.columns)),
            "rows": [_row(block, row) for row in block.rows],
        }
    return {}


def _row(table: Table, row: Row) -> dict:
    if row.kind == "group":
        return {"kind": row.kind, "cells": [("left", row.cells[0])]}
    aligned = zip((column.align for column in table.columns), row.cells, strict=True)
    return {"kind": row.kind, "cells": list(aligned)}
