"""List pages: search, filters in the address, count, sort, pages, and Excel of exactly what is shown.

A subclass declares `columns` once; the page and the sheet both come from it. Whatever stands in the address (any page
number, sort or filter value, any letters) gives a page, never an error.
"""

from portal.lists.columns import Chip, Column
from portal.lists.page import ListPage

__all__ = ["Chip", "Column", "ListPage"]
