"""The only door to python-docx: plain blocks in, the bytes of a Word document out; a Word document in, its words out.

Knows no word of the domain. Every look is a named style, so that whoever edits the document changes it in one place. The
same blocks give the same bytes.
"""

from portal.word.blocks import Block, Cell, Label, Level, Listing, Page, Paragraph, Rule, Run, Section, Style, Table
from portal.word.errors import WordError
from portal.word.reader import read
from portal.word.writer import write

__all__ = [
    *("Block", "Cell", "Label", "Level", "Listing", "Page", "Paragraph", "Rule", "Run", "Section", "Style", "Table"),
    *("WordError", "read", "write"),
]
