"""A table of quotas that comes back from Excel, compared with the stored one: what would change, and every fault with its cell.

Plain data in and out. Rows are known by their names, columns by their heads; an empty cell changes nothing, and a row that the
file leaves out stays as it is. Sums are never taken from the file, only compared.
"""

from conferences.quota_upload.columns import MOST_PLACES, wanted_columns
from conferences.quota_upload.comparing import Change, Comparison, compare, saved_as
from conferences.quota_upload.weights import WeightColumn

__all__ = ["MOST_PLACES", "Change", "Comparison", "WeightColumn", "compare", "saved_as", "wanted_columns"]
