"""What no face can print: refused with a sentence, before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from papers import layout
from papers.paper import Block, Paper, Table
from portal.pdf import PdfError, lacking


def refuse_unprintable(paper: Paper) -> None:
    """`PdfError` with all the reasons why neither face can show `paper`."""
    if reasons := [*_letters(paper), *_columns(paper)]:
        raise PdfError(" ".join(reasons))


def texts(value: object) -> Iterator[str]:
    """Every text of a paper, or of a part of one."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


def _letters(paper: Paper) -> Iterator[str]:
    if sentence := lacking("".join(texts(paper))):
        yield sentence


def _columns(paper: Paper) -> Iterator[str]:
    for blocks, landscape in ((paper.body, paper.landscape), *((one.body, one.landscape) for one in paper.appendices)):
        yield from (sentence for block in blocks for sentence in _narrow(block, landscape))


def _narrow(block: Block, landscape: bool) -> Iterator[str]:
    """A column gets its share of the width; below the narrowest, figures would fall apart into digits."""
    if not isinstance(block, Table):
        return
    most = int(layout.text_width_mm(landscape=landscape) / layout.NARROWEST_COLUMN)
    if len(block.columns) > most:
        page = "ngang" if landscape else "dọc"
        turn = "" if landscape else ", hoặc in trên giấy ngang"
        yield (
            f"Bảng có {len(block.columns)} cột, trang giấy {page} in được nhiều nhất {most} cột: "
            f"hãy bớt cột hoặc tách thành nhiều bảng{turn}."
        )
