"""A standard of a plan as a rule that facts can answer, as plain data, and read aloud. No database.

A rule is a list of clauses that all must hold: years with a title, awards held, initiatives, no discipline, papers, what a
person confirms, and groups of these. `Criterion.rule` keeps it as JSON, the plan file as `criteria[].rule`; who meets it is
judged by `nominations/eligibility`. What facts cannot answer is a clause of kind `statement`, never a guess.

For whom a rule holds is the criterion's `who`, unless the rule says it itself: “đối với đoàn viên không giữ chức vụ lãnh đạo”
stands instead of the general standard, so the general one's rule says `who: leader` and both name the rank from which somebody
leads; what is asked of heads comes on top, and stands as a rule of its own.
"""

from __future__ import annotations

from conferences.criterion_rule.catalogue import Catalogue, CatalogueHonour
from conferences.criterion_rule.decode import Fault, NoRule, decode, faults_of, unknown_codes
from conferences.criterion_rule.rule import (
    ALL,
    ANY,
    CLAUSE_KINDS,
    CONSENT,
    DIRECT,
    HEAD,
    HELD,
    KEYS,
    LEADER,
    LEADS,
    MEMBER,
    NO_DISCIPLINE,
    NON_LEADER,
    OF_UNIT,
    PAPERS,
    POSITION,
    PURPOSES,
    SERVICE,
    SHARE,
    STATEMENT,
    WHO,
    YEARS,
    Clause,
    Rule,
)
from conferences.criterion_rule.words import merit_words, says_clause, says_rule, says_who

__all__ = [
    "ALL",
    "ANY",
    "CLAUSE_KINDS",
    "CONSENT",
    "DIRECT",
    "HEAD",
    "HELD",
    "KEYS",
    "LEADER",
    "LEADS",
    "MEMBER",
    "NON_LEADER",
    "NO_DISCIPLINE",
    "OF_UNIT",
    "PAPERS",
    "POSITION",
    "PURPOSES",
    "SERVICE",
    "SHARE",
    "STATEMENT",
    "WHO",
    "YEARS",
    "Catalogue",
    "CatalogueHonour",
    "Clause",
    "Fault",
    "NoRule",
    "Rule",
    "decode",
    "faults_of",
    "merit_words",
    "says_clause",
    "says_rule",
    "says_who",
    "unknown_codes",
]
