"""The rule by which a table of quotas is shared, as plain data, and its working out. No database.

A rule cuts the categories of a plan into pools. Each pool gives every row (a unit or a bloc) a number of places: in proportion
to a figure, the same to each, or so many percent of its members; floors, ceilings and named exceptions hold in every kind. A
pool of several categories ("tập thể hoặc cá nhân") then spreads each row's places over them: by totals of categories in two
directions, or by each row's own weights. `Allocation.rule` keeps the rule as JSON, `AllocationRow.weights` the figures, so that
any number can be explained years later.
"""

from __future__ import annotations

from conferences.sharing_rule.decode import decode
from conferences.sharing_rule.rule import EACH, FIGURES, KINDS, PERCENT, PROPORTIONAL, Bounds, Pool, Rule, SharedCategory, SharedRow
from conferences.sharing_rule.words import TIES, rounded, says_method, says_rule, why
from conferences.sharing_rule.working import PoolWorking, Worked, by_methods, work_out, worked_pools

__all__ = [
    "EACH",
    "FIGURES",
    "KINDS",
    "PERCENT",
    "PROPORTIONAL",
    "TIES",
    "Bounds",
    "Pool",
    "PoolWorking",
    "Rule",
    "SharedCategory",
    "SharedRow",
    "Worked",
    "by_methods",
    "decode",
    "rounded",
    "says_method",
    "says_rule",
    "why",
    "work_out",
    "worked_pools",
]
