"""A text as blocks: the marks that an extraction left (#, *, **, backslashes) read and dropped, tables by their tabs or bars."""

from __future__ import annotations

import re

from portal.sources.shape import Block, Line, Table

ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])")
HEADING = re.compile(r"^#{1,6}\s+")
MARKED_CELL = re.compile(r"^\s*(?:[-–+•*]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)/]?|[a-zđ][.)]|[IVX]+[.)/]?)\t+(?=[^\t]+$)")
BARS = re.compile(r"[\s:|-]+")
SINGLE_STAR = re.compile(r"(?<!\*)\*(?!\*)")
RULE = re.compile(r"^[\s_*=~-]{3,}$")


def text_blocks(text: str) -> tuple[Block, ...]:
    """The lines of the text in their order; empty ones are kept, for they part paragraphs."""
    blocks: list[Block] = []
    table: list[list[str]] = []
    for line in _closed(re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text).split("\n")):
        cells = _cells(line)
        if cells:
            table.append(cells)
            continue
        if table and _is_bar_rule(line):
            continue
        _end_table(table, blocks)
        blocks.append(_line(line))
    _end_table(table, blocks)
    return tuple(blocks)


def _closed(lines: list[str]) -> list[str]:
    """Bold that runs on from line to line begins and ends on each of them."""
    done, is_open = [], False
    for line in lines:
        bare = line.rstrip()
        bare = bare[:-1].rstrip() if bare.endswith("\\") else bare
        if not bare.strip():
            is_open = False
        elif is_open:
            bare = "**" + bare.lstrip()
        is_open = bare.count("**") % 2 == 1
        done.append(bare + "**" if is_open else bare)
    return done


def _cells(line: str) -> list[str]:
    """The cells of a row; none where the line is no row. A tab behind a list mark is a blank."""
    if line.strip().startswith("|") and line.strip().endswith("|") and not _is_bar_rule(line):
        return [_line(cell).text for cell in line.strip().strip("|").split("|")]
    if "\t" not in line.strip() and not (line.startswith("\t") and line.count("\t") > 1 and line.strip()):
        return []
    if MARKED_CELL.match(line):
        return []
    return [_line(cell).text for cell in line.split("\t")]


def _is_bar_rule(line: str) -> bool:
    """The line below the head of a table drawn with bars: | --- | :-: |"""
    return bool(BARS.fullmatch(line)) and "|" in line[1:]


def _end_table(table: list[list[str]], blocks: list[Block]) -> None:
    """What was gathered is a table from two rows on; a single row is a line with gaps."""
    if len(table) == 1:
        blocks.extend(Line(cell) for cell in table[0] if cell)
    elif table:
        width = max(map(len, table))
        blocks.append(Table(tuple(tuple(row + [""] * (width - len(row))) for row in table)))
    table.clear()


def _line(raw: str) -> Line:
    text = HEADING.sub("", raw.strip())
    if RULE.match(text) and not text.startswith("..."):
        return Line("")
    bold = len(text) > 4 and text.startswith("**") and text.endswith("**") and "**" not in text[2:-2]
    if bold:
        text = text[2:-2].strip()
    italic = len(text) > 2 and text[0] == "*" == text[-1] and not text.startswith("* ") and "*" not in text[1:-1]
    if italic:
        text = text[1:-1]
    star = text.startswith("*") and not text.startswith("**") and text.count("*") % 2 == 1
    text = ("*" if star else "") + SINGLE_STAR.sub("", text[1:] if star else text)
    words = " ".join(ESCAPED.sub(r"\1", text).replace("****", "").split())
    return Line(words, bold=bold, italic=italic)
