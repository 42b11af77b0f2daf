"""A unit's summary list (danh sách trích ngang) out of a workbook: rows of people and collectives, every fault with its cell.

Plain data in and out; no database. `reading` makes lines out of the tables on the sheets, `comparing` sets them beside whom the
unit has already.
"""

from nominations.summary_list.columns import COLLECTIVE, PERSON, wanted_tables
from nominations.summary_list.comparing import Compared, Verdict, compare
from nominations.summary_list.facts import CategoryFact, Entry, Filed, KindFact, Known, Line, Merit, Terms
from nominations.summary_list.reading import ReadList, ReadTable, read_list

__all__ = [
    "COLLECTIVE",
    "PERSON",
    "CategoryFact",
    "Compared",
    "Entry",
    "Filed",
    "KindFact",
    "Known",
    "Line",
    "Merit",
    "ReadList",
    "ReadTable",
    "Terms",
    "Verdict",
    "compare",
    "read_list",
    "wanted_tables",
]
