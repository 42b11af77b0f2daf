"""Documents that somebody wrote elsewhere (Word, PDF, text), as one plain list of lines and tables. Knows no word of the domain.

`portal.sources.reading` makes them; it stands apart, for the doors to Word and PDF import the blocks.
"""

from portal.sources.shape import Block, Line, Source, SourceRefused, Table

__all__ = ["Block", "Line", "Source", "SourceRefused", "Table"]
