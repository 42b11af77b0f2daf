"""The verbs of issued papers; the only room that writes."""

from papers.actions.issuing import issue
from papers.actions.numbers import expected_number, save_series, series_for, set_start
from papers.actions.printing import is_at_it, print_again, store_print, take_up_prints
from papers.actions.register import attach_copy, entry_mark, entry_of, fill_in, name_older

__all__ = [
    "attach_copy",
    "entry_mark",
    "entry_of",
    "expected_number",
    "fill_in",
    "is_at_it",
    "issue",
    "name_older",
    "print_again",
    "save_series",
    "series_for",
    "set_start",
    "store_print",
    "take_up_prints",
]
