"""What is known of a table's places later in the story.

Whoever files dossiers comes after the tables, and nothing here may import it. At start-up `nominations/apps.py` puts its
functions into these two lists; publishing a table asks the first and calls the second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conferences.models import Allocation, Plan
    from organizations.models import User

Cell = tuple[int, int | None, int | None]  # keys of category, unit and bloc; one of the last two is None

COUNTS: list[Callable[[Plan], Counter[Cell]]] = []  # how many places are taken
AFTER_PUBLISHING: list[Callable[[Allocation, User], None]] = []  # within the transaction


def places_taken(plan: Plan) -> Counter[Cell]:
    """By category and holder: how many places are used up."""
    return sum((count(plan) for count in COUNTS), Counter())
