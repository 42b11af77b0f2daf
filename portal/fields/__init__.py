"""Vietnamese dates, numbers and text: read from what people type, written as people read them.

The reading functions take typed text and raise `ValueError` with a Vietnamese sentence that names the remedy; the form
fields, the plan file and the sheets share them, so that `1.000` is a thousand everywhere.
"""

from portal.fields.dates import long_date, paper_date, parse_date, screen_date, time_left, weekday_date
from portal.fields.inputs import GridInput, VnCharField, VnDateField, VnDecimalField, VnIntegerField, VnTextField
from portal.fields.numbers import number, padded, parse_decimal, parse_int, roman, vietnamese_letter
from portal.fields.sorting import sort_key, sort_key_plain
from portal.fields.text import clean_text, search_key
from portal.fields.words import in_words, money_in_words

__all__ = [
    "GridInput",
    "VnCharField",
    "VnDateField",
    "VnDecimalField",
    "VnIntegerField",
    "VnTextField",
    "clean_text",
    "in_words",
    "long_date",
    "money_in_words",
    "number",
    "padded",
    "paper_date",
    "parse_date",
    "parse_decimal",
    "parse_int",
    "roman",
    "screen_date",
    "search_key",
    "sort_key",
    "sort_key_plain",
    "time_left",
    "vietnamese_letter",
    "weekday_date",
]
