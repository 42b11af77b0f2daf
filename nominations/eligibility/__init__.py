"""Who meets which standard: plain data judged by the rules of a plan (`conferences/criterion_rule`). No database.

A plan's standards are compiled once (`compile_standards`); each candidate is then judged in one walk over its record. Words are
made only when somebody reads them. It advises: an officer decides.

An entry of the record without decision number and file is a claim. What holds only by claims, and what the record says nothing
about, has no evidence; what the record speaks of and does not reach is not met. What facts cannot answer needs a person.
"""

from __future__ import annotations

from nominations.eligibility.answers import Answer
from nominations.eligibility.eligible import eligible_standards, rule_of_stored
from nominations.eligibility.facts import LEADS_NOBODY, Candidate, Entry, Standard, mark_of
from nominations.eligibility.judging import Judged, JudgedClause, Standards, compile_standards

__all__ = [
    "LEADS_NOBODY",
    "Answer",
    "Candidate",
    "Entry",
    "Judged",
    "JudgedClause",
    "Standard",
    "Standards",
    "compile_standards",
    "eligible_standards",
    "mark_of",
    "rule_of_stored",
]
