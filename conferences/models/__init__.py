"""WHAT: plans, conferences, categories, criteria, allocations. Names follow the plan file (docs/plan-file.md).

A list that is nothing but lines of text (grounds, recipients, attendees) is kept as a JSON list of strings; whatever
holds numbers, dates or references has a table of its own.
"""

from conferences.models.allocation import Adjustment, Allocation, AllocationRow, AllocationState, Quota, RowRemark
from conferences.models.category import Category, Criterion
from conferences.models.checking import AcceptedFinding, Holiday, LegalGround
from conferences.models.conference import AgendaItem, CompositionShare, Conference
from conferences.models.editing import PlanPresence, PlanVersion
from conferences.models.feed import CalendarFeed
from conferences.models.honour import Honour
from conferences.models.plan import Appendix, Plan, PlanIssuer, Section
from conferences.models.prize import BaseSalary, Prize
from conferences.models.program import Deadline, Speech, Task
from conferences.models.vocabulary import Level, Subject

__all__ = [
    "AcceptedFinding",
    "AgendaItem",
    "Adjustment",
    "Allocation",
    "AllocationRow",
    "AllocationState",
    "Appendix",
    "BaseSalary",
    "CalendarFeed",
    "Category",
    "CompositionShare",
    "Conference",
    "Criterion",
    "Deadline",
    "Holiday",
    "Honour",
    "LegalGround",
    "Level",
    "Plan",
    "PlanIssuer",
    "PlanPresence",
    "PlanVersion",
    "Prize",
    "Quota",
    "RowRemark",
    "Section",
    "Speech",
    "Subject",
    "Task",
]
